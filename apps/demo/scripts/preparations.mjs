/** What is done in a section before its picture is taken, by the name of the section. */
export const PREPARATIONS = {
  learn: async page => {
    const press = index => page.locator('main button.primary').nth(index).click();
    const figure = page.locator('[data-figure=accuracy]');
    await press(0);
    await figure.filter({hasText: /^9\d/}).waitFor({timeout: 120_000});
    await press(1);
    // Both networks have taken enough steps for one of them to have learned.
    await page
      .locator('[data-finding=residual]')
      .filter({hasText: /(7|8|9)\d %/})
      .waitFor({timeout: 120_000});
  },
  draw: async page => {
    // The ready network lets the button's drawing be read.
    await page.locator('.maps').first().waitFor();
    await page.locator('.desk .controls button').last().click();
    await page.locator('.scores .first').waitFor();
  },
  inside: page => page.locator('.tree').waitFor(),
  photos: async page => {
    const photo = process.env.SCREENSHOT_PHOTO;
    if (!photo) return;
    await page.locator('.classify input[type=file]').first().setInputFiles(photo);
    await page.locator('.scores').waitFor();
  },
  runs: async page => {
    // The example is read by then.
    await page.locator('tbody tr').waitFor();
    await page.locator('.chart canvas').last().waitFor();
  },
};
