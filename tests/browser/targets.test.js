// What is pressed is large enough for an unsteady finger.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings, useBrowser } from './browser.js';
import { manyPages } from './places.js';
import { smallTargets } from './targets.js';

const visit = useBrowser();

for (const how of ['on a wide screen', 'on a phone 320 px wide']) {
  test(`a person with an unsteady hand ${how} finds everything to press large enough`, () =>
    visit(readings[how], async (page) => {
      let measured = 0;
      for (const path of await manyPages(page)) {
        await page.goto(path);
        await page.evaluate(() => document.fonts.ready);
        const { count, small } = await page.evaluate(smallTargets);
        measured += count;
        assert.deepEqual(small, [], path);
      }
      assert.ok(measured > 0, 'nothing was measured');
    }));
}
