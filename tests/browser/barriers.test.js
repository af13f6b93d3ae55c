// What axe-core finds on every kind of page, for every kind of reader.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { readings, useBrowser } from './browser.js';
import { everyKindOfPage, unfold } from './places.js';

const visit = useBrowser();

for (const [how, reading] of Object.entries(readings)) {
  describe(`a reader ${how} meets no serious barrier`, () => {
    for (const { what, find } of everyKindOfPage) {
      test(`on ${what}`, () =>
        visit(reading, async (page) => {
          await page.goto(await find(page));
          assert.deepEqual(await seriousBarriers(page), []);
        }));
    }

    test('on a search with all that narrows it unfolded', () =>
      visit(reading, async (page) => {
        await page.goto('/search');
        await unfold(page);
        assert.deepEqual(await seriousBarriers(page), []);
      }));
  });
}
