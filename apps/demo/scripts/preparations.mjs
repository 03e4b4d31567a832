/** What is done in a section before its picture is taken, by the name of the section. */
export const PREPARATIONS = {
  learn: async () => {},
  draw: async () => {},
  inside: async () => {},
  photos: async page => {
    const photo = process.env.SCREENSHOT_PHOTO;
    if (!photo) return;
    await page.locator('.classify input[type=file]').first().setInputFiles(photo);
    await page.locator('.scores').waitFor();
  },
  runs: async () => {},
};
