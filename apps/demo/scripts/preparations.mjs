/** What is done in a section before its picture is taken, by the name of the section. */
export const PREPARATIONS = {
  learn: async () => {},
  draw: async page => {
    // The ready network lets the button's drawing be read.
    await page.locator('.maps').first().waitFor();
    await page.locator('.desk .controls button').last().click();
    await page.locator('.scores .first').waitFor();
  },
  inside: async () => {},
  photos: async () => {},
  runs: async page => {
    // The example is read by then.
    await page.locator('tbody tr').waitFor();
    await page.locator('.chart canvas').last().waitFor();
  },
};
