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
  draw: async () => {},
  inside: async () => {},
  photos: async () => {},
  runs: async () => {},
};
