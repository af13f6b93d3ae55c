// Somebody without an account tells of a mistake; the desk decides field by field: without scripts, with the keyboard alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { open, readings, signIn, useBrowser } from './browser.js';
import { choose, pick, send, type } from './keys.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const narrow = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
// Whoever looks for barriers in a page needs scripts there.
const watched = readings['on a phone 320 px wide'];
const wide = { ...readings['on a wide screen'], javaScriptEnabled: false };
const agency = '/resources/01932f00-0000-7002-8000-000000000006';
const number = '072-000-9876';

/** Tells of a wrong number and of other hours; answers the address at which one reads what came of it. */
async function propose(page) {
  await open(page, agency);
  await send(page, page.getByRole('link', { name: 'まちがいを知らせる' }));
  await page.waitForURL(`**${agency}/propose`);
  assert.match(await page.locator('main').innerText(), /病気や障害のこと、相談の内容は書かないでください/);
  await type(page, page.getByLabel('電話番号', { exact: true }), number);
  await type(page, page.getByLabel('時間', { exact: true }), '平日の昼');
  await type(page, page.getByLabel('どうやって知りましたか'), '案内が流れた');
  await send(page, page.getByRole('button', { name: 'この内容を知らせる' }));
  await page.waitForURL('**/proposal/**');
  assert.match(await page.locator('main').innerText(), /受けとりました[^]*まだ確かめています/);
  return new URL(page.url()).pathname;
}

/** Opens the newest proposal about the agency that waits. */
async function openProposal(page) {
  await open(page, '/proposals');
  const name = page.locator('h2.row-title a', { hasText: 'フォルツァ' }).last();
  await send(page, name);
  await page.waitForURL('**/proposals/*');
}

test('a stranger without scripts tells of a mistake, and the desk accepts one field and not the other', () =>
  visit(narrow, async (stranger) => {
    const own = await propose(stranger);
    await visit(wide, async (desk) => {
      await signIn(desk);
      await open(desk, '/today');
      assert.match(await desk.locator('main').innerText(), /名簿の訂正の提案（\d+件）/);
      await openProposal(desk);
      assert.match(await desk.locator('table').innerText(), new RegExp(number));
      await choose(desk, desk.locator('input[name="verdict-phone"][value="accepted"]'));
      await choose(desk, desk.locator('input[name="verdict-hours"][value="unclear"]'));
      await pick(desk, desk.getByLabel('何で確かめましたか'), 'phone');
      await send(desk, desk.getByRole('button', { name: 'このとおりに決める' }));
      await desk.waitForURL('**/proposals');

      await open(desk, agency);
      assert.match(await desk.locator('main').innerText(), new RegExp(number));
      await open(stranger, own);
      assert.match(await stranger.locator('main').innerText(), /受け入れました[^]*わかりませんでした/);

      // It goes again, so that the tests do not depend on one another.
      await open(desk, `${agency}/history`);
      const act = desk.locator('section.block', { hasText: '名簿の訂正の提案を決めた' }).first();
      await send(desk, act.getByRole('button', { name: /前の内容にもどす/ }).first());
      await open(desk, agency);
      assert.doesNotMatch(await desk.locator('main').innerText(), new RegExp(number));
    });
  }));

test('on a narrow phone nobody meets a barrier on the way from a mistake to its answer', () =>
  visit(watched, async (page) => {
    const own = await propose(page);
    const clear = async () => {
      assert.deepEqual(await seriousBarriers(page), []);
      assert.deepEqual(await page.evaluate(textThatSticksOut), []);
    };
    await clear();
    await open(page, '/propose');
    await clear();
    await signIn(page);
    await openProposal(page);
    await clear();
    for (const field of ['phone', 'hours']) {
      await choose(page, page.locator(`input[name="verdict-${field}"][value="unclear"]`));
    }
    await send(page, page.getByRole('button', { name: 'このとおりに決める' }));
    await page.waitForURL('**/proposals');
    await clear();
    await open(page, own);
    assert.match(await page.locator('main').innerText(), /わかりませんでした/);
  }));
