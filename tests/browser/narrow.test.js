// Nothing sticks out on a phone 320 px wide, which is also 400 % zoom on a wide screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings, useBrowser } from './browser.js';
import { manyPages, unfold } from './places.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const phone = readings['on a phone 320 px wide'];

test('a supporter with a phone reads every page without scrolling sideways', () =>
  visit(phone, async (page) => {
    for (const path of await manyPages(page)) {
      await page.goto(path);
      const { needed, there } = await page.evaluate(() => ({
        needed: document.documentElement.scrollWidth,
        there: document.documentElement.clientWidth,
      }));
      assert.ok(needed <= there + 1, `${path} needs ${needed} px of ${there} px`);
    }
  }));

test('a supporter with a phone sees every line inside its box and on the screen', () =>
  visit(phone, async (page) => {
    for (const path of await manyPages(page)) {
      await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      assert.deepEqual(await page.evaluate(textThatSticksOut), [], path);
    }
  }));

test('a supporter with a phone unfolds what narrows a search and still sees every line', () =>
  visit(phone, async (page) => {
    await page.goto('/search');
    await unfold(page);
    await page.evaluate(() => document.fonts.ready);
    assert.deepEqual(await page.evaluate(textThatSticksOut), []);
  }));

test('a supporter with a phone reads in one line whether single keys are on', () =>
  visit(phone, async (page) => {
    await page.goto(`/search?q=${encodeURIComponent('支援')}`);
    await page.evaluate(() => document.fonts.ready);
    const state = page.locator('#shortcuts .whole');
    assert.equal(await state.evaluate((words) => words.getClientRects().length), 1);
  }));
