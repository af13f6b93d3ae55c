// 地域のすきま: from the table to the list behind a number and back, with the keyboard alone and without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readsWell } from './barriers.js';
import { open, readings, useBrowser } from './browser.js';
import { send } from './keys.js';
import { taken } from './paper.js';

const visit = useBrowser();

/** A number behind which stands a list of this kind. */
const cell = (page) => page.locator('td a[href^="/kinds/employment_transition?area="]').first();

for (const [how, reading] of [
  ['on a wide screen', readings['on a wide screen']],
  ['on a narrow phone without scripts', { ...readings['on a phone 320 px wide'], javaScriptEnabled: false }],
]) {
  test(`a coordinator with only a keyboard ${how} goes from a number to the list behind it and back`, () =>
    visit(reading, async (page) => {
      await open(page, '/');
      await send(page, page.getByRole('link', { name: /地域のすきま/ }).first());
      assert.equal(await page.locator('h1').innerText(), '地域のすきま');
      const table = new URL(page.url()).pathname;
      assert.match(await page.locator('main').innerText(), /担当する地域をまだ聞いておらず/, 'the signs are explained');

      const link = cell(page);
      const count = Number.parseInt(await link.innerText(), 10);
      assert.ok(count > 0, 'the demo has somebody of this kind');
      await send(page, link);
      assert.equal(Number.parseInt(await page.locator('main .lead .count').innerText(), 10), count);
      await page.goBack();
      assert.equal(new URL(page.url()).pathname, table);
      assert.ok(await cell(page).isVisible());
    }));
}

test('a coordinator on a narrow phone reads the table without scrolling sideways, and takes it on paper', () =>
  visit(readings['on a phone 320 px wide'], async (page) => {
    await open(page, '/coverage');
    await readsWell(page);
    // Each number says itself of which municipality it is.
    const { label, before } = await cell(page).evaluate((link) => {
      const cell = link.closest('td');
      return { label: cell.dataset.label, before: getComputedStyle(cell, '::before').content };
    });
    assert.match(label, /高槻市|島本町/);
    assert.notEqual(before, 'none');
    const file = await taken(page, page.getByRole('link', { name: '紙（PDF）にする' }));
    assert.equal(file.name, '地域のすきま.pdf');
    for (const word of ['地域のすきま', '高槻市', '島本町', '就労移行支援', '1/']) assert.ok(file.text.includes(word), word);
  }));
