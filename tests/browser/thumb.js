// A phone in one hand: every press of the thumb and every key that it types is counted.

import assert from 'node:assert/strict';

/** A thumb on a page, which counts what it does; scrolling it away costs nothing. */
export function thumbOn(page) {
  const counted = { presses: 0, keys: 0 };

  async function press(target) {
    counted.presses += 1;
    await target.tap();
  }

  return {
    counted,

    /** Chooses one of several answers, by the words beside it. */
    async choose(answer) {
      await press(answer.locator('xpath=ancestor::label'));
      assert.ok(await answer.isChecked(), `${answer} is not taken`);
    },

    /** Writes into a field. */
    async type(field, text) {
      await press(field);
      counted.keys += [...text].length;
      await page.keyboard.type(text);
    },

    /** Sends the form of a button, and waits for the page that follows. */
    async send(name) {
      const button = page.getByRole('button', { name, exact: true });
      await Promise.all([page.waitForEvent('load'), press(button)]);
    },
  };
}
