// Going through a page with the keyboard alone.

import assert from 'node:assert/strict';

/** Goes on by Tab until something has the focus. */
export async function reach(page, wanted) {
  await wanted.waitFor();
  for (let step = 0; step < 200; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never reaches ${wanted}`);
}

/** Comes to something by Tab and presses Enter on it. */
export async function press(page, wanted) {
  await reach(page, wanted);
  await page.keyboard.press('Enter');
}

/** Writes into a field, in place of what stands there. */
export async function type(page, field, text) {
  await reach(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}
