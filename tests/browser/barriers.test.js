// What axe-core finds on every kind of page, for every kind of reader.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { readingsOf, useBrowser } from './browser.js';
import { everyKindOfPage, unfold } from './places.js';

const visit = useBrowser();

const pages = [
  ...everyKindOfPage.map(({ what, find }) => ({ what, come: async (page) => page.goto(await find(page)) })),
  {
    what: 'a search with all that narrows it unfolded',
    come: async (page) => {
      await page.goto('/search');
      await unfold(page);
    },
  },
];

for (const [nth, { what, come }] of pages.entries()) {
  describe(`on ${what}`, () => {
    for (const [how, reading] of readingsOf(nth)) {
      test(`a reader ${how} meets no serious barrier`, () =>
        visit.again(reading, async (page) => {
          await come(page);
          assert.deepEqual(await seriousBarriers(page), []);
        }));
    }
  });
}
