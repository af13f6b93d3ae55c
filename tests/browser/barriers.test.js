// What axe-core finds on every kind of page, for every kind of reader.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { readings, useBrowser } from './browser.js';
import { everyKindOfPage } from './places.js';

const Axe = AxeBuilder.default ?? AxeBuilder;
const visit = useBrowser();

for (const [how, reading] of Object.entries(readings)) {
  describe(`a reader ${how} meets no serious barrier`, () => {
    for (const { what, find } of everyKindOfPage) {
      test(`on ${what}`, () =>
        visit(reading, async (page) => {
          await page.goto(await find(page));
          const { violations } = await new Axe({ page }).analyze();
          const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          assert.deepEqual(serious.map(describeViolation), []);
        }));
    }
  });
}

function describeViolation({ id, impact, help, nodes }) {
  return `${impact} ${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join('\n')}`;
}
