// The day of someone who is out: on a narrow phone, with the keyboard, without scripts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { open, readings, signIn, useBrowser } from './browser.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const narrow = readings['on a phone 320 px wide'];
const withoutScript = { ...narrow, javaScriptEnabled: false };
const agency = '/resources/01932f00-0000-7002-8000-000000000001';

/** Presses a button with the keyboard and waits for the page that it leads to, which may have the same address. */
async function send(page, button) {
  await Promise.all([page.waitForEvent('load'), button.press('Enter')]);
}

/** Takes everything off the list again, so that the tests do not depend on one another. */
async function clear(page) {
  for (const day of ['', `?day=${later()}`]) {
    await open(page, `/today${day}`);
    // What is over goes back first: only what is still to be done can be taken away.
    const back = page.getByRole('button', { name: /^「まだ」にもどす/ });
    while ((await back.count()) > 0) await send(page, back.first());
    const folded = page.locator('.call details');
    while ((await folded.count()) > 0) {
      await folded.first().locator('summary').press('Enter');
      await send(page, folded.first().getByRole('button', { name: /^予定から消す/ }));
    }
  }
}

/** A day within a month. */
function later() {
  const day = new Date(Date.now() + 9 * 3_600_000 + 5 * 86_400_000);
  return day.toISOString().slice(0, 10);
}

test('a supporter on a narrow phone without scripts plans a call, reads whom to ask for and notes that nobody was there', () =>
  visit(withoutScript, async (page) => {
    await signIn(page);
    await clear(page);
    await open(page, agency);
    const name = (await page.locator('h1').innerText()).trim();
    await page.getByText('日や用件をきめて、電話の予定に入れる').click();
    assert.match(await page.locator('#note-hint').innerText(), /本人の名前や病気は書かない/);
    await page.getByLabel('メモ').fill('会議の返事');
    await send(page, page.getByRole('button', { name: '電話の予定に入れる', exact: true }));
    assert.equal(new URL(page.url()).pathname, '/today');
    const text = await page.locator('main').innerText();
    assert.match(text, /会議の返事/);
    assert.ok(text.includes(name), text);
    await send(page, page.getByRole('button', { name: /^るす/ }));
    assert.match(await page.locator('.call').first().innerText(), /るす（きょう/);

    await page.locator('.call summary').first().click();
    await page.getByLabel('かけなおす日').fill(later());
    await page.getByLabel('時刻').fill('14:30');
    await send(page, page.getByRole('button', { name: /^この日に かけなおす/ }));
    await page.getByText('まだ入っていません').waitFor();
    await page.getByRole('textbox', { name: '日', exact: true }).fill(later());
    await send(page, page.getByRole('button', { name: 'この日を見る' }));
    assert.equal(new URL(page.url()).search, `?day=${later()}`);
    assert.match(await page.locator('.call').first().innerText(), /かけなおす（14:30 ごろ）/);
    await clear(page);
  }));

test('a supporter with only a keyboard plans a call, meets no barrier, takes the sheet and crosses it off', () =>
  visit(narrow, async (page) => {
    await signIn(page);
    await clear(page);
    await open(page, agency);
    await send(page, page.getByRole('button', { name: 'きょう電話する' }));
    assert.deepEqual(await seriousBarriers(page), []);
    await page.evaluate(() => document.fonts.ready);
    assert.deepEqual(await page.evaluate(textThatSticksOut), []);
    const { needed, there } = await page.evaluate(() => ({
      needed: document.documentElement.scrollWidth,
      there: document.documentElement.clientWidth,
    }));
    assert.ok(needed <= there + 1, `needs ${needed} px of ${there} px`);
    for (const number of await page.locator('.call .reach-target a').all()) {
      assert.match(await number.getAttribute('href'), /^tel:\d+$/);
      assert.ok((await number.boundingBox()).height >= 44, 'a number is large enough for a thumb');
    }
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '紙（PDF）にする' }).press('Enter'),
    ]);
    assert.equal(sheet.suggestedFilename(), 'きょうの予定・電話.pdf');
    assert.match((await readFile(await sheet.path())).subarray(0, 8).toString('latin1'), /^%PDF-1\./);
    await send(page, page.getByRole('button', { name: /^つながった/ }));
    await page.getByRole('heading', { name: 'つながった（1）' }).waitFor();
    await clear(page);
  }));
