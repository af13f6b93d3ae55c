// A coordinator makes two entries of one agency one, and two again: without scripts, with the keyboard alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { readsWell } from './barriers.js';
import { open, readings, signIn, useBrowser } from './browser.js';
import { choose, press, reach, send, type } from './keys.js';

const visit = useBrowser();
const narrow = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
// Whoever looks for barriers in a page needs scripts there.
const watched = readings['on a phone 320 px wide'];
const agency = '/resources/01932f00-0000-7002-8000-000000000205';
const name = 'はたらく応援センター みはらし（架空）';
const list = '/directory/duplicates';

/** The address of the entry that a page shows, without what stands behind it. */
const path = (page) => new URL(page.url()).pathname;

test('a coordinator on a narrow phone without scripts makes two entries one, and takes them apart again', () =>
  visit(narrow, async (page) => {
    await signIn(page);
    // The same agency is entered a second time.
    await open(page, '/networks/01932f00-0000-7000-8000-000000000001/resources/new');
    await type(page, page.locator('#name'), `${name} 2つめ`);
    await reach(page, page.locator('#kind'));
    await page.keyboard.press('ArrowDown');
    await send(page, page.getByRole('button', { name: '名簿に入れる' }));
    await page.waitForURL(/\/resources\/[0-9a-f-]{36}$/);
    const second = path(page);

    await send(page, page.getByRole('link', { name: '同じ機関が もう一つ ある' }));
    await page.waitForURL(`**${second}/duplicate`);
    await type(page, page.getByLabel(/もう一つの方の名前/), name);
    await send(page, page.locator('main').getByRole('button', { name: 'さがす', exact: true }));
    await send(page, page.getByRole('link', { name: /みはらし.*と くらべる/ }).first());
    await page.waitForURL('**/directory/duplicates/*/*');
    await choose(page, page.getByRole('radio', { name: /^ふたつめ: / }).first());
    await choose(page, page.locator('input[name="take_name"][value="right"]'));
    await send(page, page.getByRole('button', { name: 'ひとつにすると どうなるかを見る' }));
    assert.match(await page.locator('main').innerText(), /まだ何も変わっていません/);
    await send(page, page.getByRole('button', { name: 'ひとつにする', exact: true }));
    await page.waitForURL(`**${agency}`);

    await open(page, second);
    assert.equal(path(page), agency, 'the address of the other leads on');
    await send(page, page.getByRole('link', { name: '変更の記録を見る' }));
    await page.waitForURL(`**${agency}/history`);
    assert.match(await page.locator('main').innerText(), /ふたつの機関を ひとつにした/);
    await send(page, page.getByRole('link', { name: /元の ふたつに もどす/ }).first());
    await page.waitForURL(`**${second}/apart`);
    await send(page, page.getByRole('button', { name: '元の ふたつに もどす' }));
    await page.waitForURL(`**${second}`);
    assert.match(await page.locator('h1').innerText(), /2つめ/);
    await open(page, agency);
    assert.equal(path(page), agency);
  }));

test('what is asked of a pair that the list found fits a narrow phone, without a barrier', () =>
  visit(watched, async (page) => {
    await signIn(page);
    for (const _ of ['once', 'twice']) await enterOffice(page, 'ならびの会（架空）', '072-000-0791');
    await open(page, list);
    await send(page, page.getByRole('button', { name: 'さがしなおす' }));
    const way = await wayToPair(page, 'ならびの会（架空）');
    await readsWell(page);
    await press(page, way);
    await page.waitForURL('**/directory/duplicates/*/*');
    await readsWell(page);
  }));

/** Enters an office for the network, of which a name and a number are known. */
async function enterOffice(page, called, phone) {
  await open(page, '/networks/01932f00-0000-7000-8000-000000000001/resources/new');
  await type(page, page.locator('#name'), called);
  await reach(page, page.locator('#kind'));
  await page.keyboard.press('ArrowDown');
  await type(page, page.locator('#phone'), phone);
  await send(page, page.getByRole('button', { name: '名簿に入れる' }));
  await page.waitForURL(/\/resources\/[0-9a-f-]{36}$/);
}

/** Looks at the list until it holds a pair of two that are called alike: entries are compared beside serving. */
async function wayToPair(page, called) {
  const pair = page.locator('section', { has: page.locator('h2', { hasText: `${called} と ${called}` }) });
  const way = pair.getByRole('link', { name: /^2件を くらべる/ });
  for (let looked = 0; looked < 60 && (await way.count()) === 0; looked += 1) {
    await pause(1_000);
    await open(page, list);
  }
  return way.first();
}
