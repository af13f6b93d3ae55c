// From the entrance to an agency without a mouse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, useBrowser } from './browser.js';
import { tab, tabUntil } from './keys.js';
import { area } from './places.js';

const visit = useBrowser();

for (const how of ['on a wide screen', 'on a phone 320 px wide', 'in dark colours']) {
  test(`a coordinator who uses only the keyboard ${how} walks from the skip link to how an agency is reached`, () =>
    visit(readings[how], async (page) => {
      await open(page, '/');
      const skip = await tab(page);
      assert.match(skip.href, /^#./, 'the first stop is the link to the main part');

      await tabUntil(page, ({ label }) => label.includes('市区町村の名前'), 'the field for the name of the city');
      await page.keyboard.insertText(area.name);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${area.path}`);

      const link = await tabUntil(page, ({ href }) => href.startsWith('/resources/'), 'the first agency of the list');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${link.href}`);
      assert.ok((await page.locator('h1').innerText()).trim(), 'the agency says its name');
      assert.match(await page.locator('.reach').innerText(), /どう連絡するか/);
    }));
}

test('a coordinator who presses the skip link goes on from the main part', () =>
  visit(readings['on a wide screen'], async (page) => {
    await open(page, area.path);
    const { href } = await tab(page);
    await page.keyboard.press('Enter');
    await tab(page);
    assert.ok(
      await page.evaluate((main) => document.querySelector(main).contains(document.activeElement), href),
      `the next stop after ${href} lies in it`,
    );
  }));

for (const how of ['on a wide screen', 'on a phone 320 px wide']) {
  test(`a supporter who uses only the keyboard ${how} searches, narrows by a kind and takes it back`, () =>
    visit(readings[how], async (page) => {
      await open(page, '/');
      await tabUntil(page, ({ label }) => label.includes('機関をさがす'), 'the search box');
      await page.keyboard.insertText('支援');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search?q=*');
      const all = page.url();

      if (how.includes('phone')) {
        await tabUntil(page, ({ name }) => name.startsWith('summary'), 'what is folded away');
        await page.keyboard.press('Enter');
      }
      const chip = await tabUntil(page, ({ href }) => href.includes('&kind='), 'a kind');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${chip.href}`);
      await tabUntil(page, ({ name }) => name.includes('やめる'), 'what is set');
      await page.keyboard.press('Enter');
      await page.waitForURL(all);
    }));
}

test('a coordinator goes through the hits with single keys, switches them off, and they stay off', () =>
  visit(readings['on a wide screen'], async (page) => {
    const list = `/search?q=${encodeURIComponent('支援')}`;
    await open(page, list);
    const rows = page.locator('.row-title a');
    const hasFocus = (link) => link.evaluate((element) => element === document.activeElement);
    await page.keyboard.press('j');
    assert.ok(await hasFocus(rows.nth(0)), 'j leads to the first hit');
    await page.keyboard.press('j');
    assert.ok(await hasFocus(rows.nth(1)), 'j leads on');
    await page.keyboard.press('k');
    assert.ok(await hasFocus(rows.nth(0)), 'k leads back');
    await page.keyboard.press('/');
    assert.ok(await hasFocus(page.locator('#q')), '/ leads to the search box');

    await page.getByRole('button', { name: 'キーボード操作を切にする' }).click();
    assert.equal(await page.locator('#shortcuts-state').innerText(), '切');
    await open(page, list);
    assert.ok(await page.getByRole('button', { name: 'キーボード操作を入にする' }).isVisible(), 'it stays off');
    await page.keyboard.press('j');
    assert.ok(!(await hasFocus(rows.nth(0))), 'j does nothing any more');
  }));
