// Importing in the browser: a list comes in and is taken back; of a newer file of WAM NET the coordinator decides
// field by field where it and a hand correction part. With the keyboard, on a narrow phone, without scripts.
// One import runs at a time, so that all of it stands in this file.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { open, readings, signIn, useBrowser } from './browser.js';
import { choose, enter, handIn, pick, send, type } from './keys.js';
import { ownList, wamnet } from './lists.js';
import { importDesk } from './places.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const narrow = readings['on a phone 320 px wide'];

/** How people come to the desk. */
const ways = [
  { how: 'with the keyboard', nth: 1, reading: readings['on a wide screen'] },
  { how: 'on a phone 320 px wide without scripts', nth: 2, reading: { ...narrow, javaScriptEnabled: false } },
];

/** Waits for the page of this heading, which must be free of barriers and fit the screen. */
async function at(page, heading, { javaScriptEnabled = true }) {
  // An import goes on in the background; its page is read again by itself.
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor({ timeout: 60_000 });
  // Where scripts do not run, the rules cannot look; the other walk and the samples of each page show it.
  if (!javaScriptEnabled) return;
  assert.deepEqual(await seriousBarriers(page), [], heading);
  await page.evaluate(() => document.fonts.ready);
  assert.deepEqual(await page.evaluate(textThatSticksOut), [], heading);
}

/** Sends the form of a button. */
const press = (page, name) => send(page, page.getByRole('button', { name }).first());

/** Opens what a link leads to. */
const follow = (page, name) => send(page, page.getByRole('link', { name }).first());

/** Chooses from the list of this label. */
const pickFrom = (page, label, value) => pick(page, page.getByLabel(label, { exact: true }), value);

/** Goes to the desk from any page. */
async function goToDesk(page, reading) {
  await send(page, page.getByRole('group', { name: 'アカウント' }).getByRole('link'));
  await send(page, page.locator(`main a[href="${importDesk}"]`).first());
  await at(page, '名簿を取り込む', reading);
}

/** Hands a file in at the desk. */
async function bring(page, kind, file, reading) {
  await goToDesk(page, reading);
  await choose(page, page.getByLabel(kind));
  await handIn(page, page.getByLabel('ファイル', { exact: true }), file);
  await press(page, 'ファイルを送って中を見る');
}

/** Imports what is previewed. */
async function imported(page, reading) {
  await at(page, '取り込む前に見る', reading);
  assert.match(await page.locator('main').innerText(), /名簿に入る行: 1行/);
  await press(page, 'この内容で取り込む');
  await at(page, '取り込みの報告', reading);
}

/** The pages of the agencies that a search for a name finds, where the reader is left. */
async function found(page, name) {
  await type(page, page.getByLabel('機関をさがす'), name);
  await enter(page);
  return page.locator('.row-title a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

for (const { how, nth, reading } of ways) {
  test(`a coordinator ${how} imports a list and takes it back`, () =>
    visit(reading, async (page) => {
      const name = `龍うたう会${nth}（架空）`;
      await signIn(page);
      await open(page, '/');
      await bring(page, '自分たちの一覧', ownList(name), reading);

      await at(page, 'どの列が何ですか', reading);
      await press(page, 'これで どう入るかを見る');
      await page.locator('.error-summary').waitFor();
      assert.match(await page.title(), /^入力を確かめてください/, 'no column holds the name yet');
      await at(page, 'どの列が何ですか', reading);
      await pickFrom(page, 'サークル', 'name');
      await pickFrom(page, 'でんわ', 'phone');
      await pickFrom(page, 'ところ', 'address');
      await pickFrom(page, '種類が書かれていない行の種類', 'leisure_resource');
      await press(page, 'これで どう入るかを見る');

      await imported(page, reading);
      assert.equal((await found(page, name)).length, 1, 'the circle is in the directory');

      await goToDesk(page, reading);
      await follow(page, '取り消すとどうなるかを見る');
      await at(page, '取り込みを取り消す', reading);
      await press(page, 'この取り込みを取り消す');
      await page.getByText('この取り込みを取り消しました').waitFor();
      await at(page, '取り込みの報告', reading);
      assert.equal((await found(page, name)).length, 0, 'it is gone again');
    }));

  test(`a coordinator ${how} reads a newer file of WAM NET in after a hand correction, and decides field by field`, () =>
    visit(reading, async (page) => {
      const name = `わをん作業所${nth}（架空）`;
      const number = `279998000${nth}`;
      const published = (capacity) => wamnet({ name, number, capacity });
      await signIn(page);
      await open(page, '/');
      await bring(page, 'WAM NET', published(20), reading);
      await imported(page, reading);
      const [agency] = await found(page, name);
      assert.ok(agency, `${name} is in the directory`);

      await follow(page, name);
      await follow(page, '名前・住所・連絡先を直す');
      await type(page, page.getByLabel('定員（公表）'), '30');
      await press(page, 'この内容で保存する');
      await page.waitForURL(`**${agency}`);

      // What somebody put right stands, and both values are shown to whoever decides.
      await bring(page, 'WAM NET', published(40), reading);
      await imported(page, reading);
      assert.match(await page.locator('main').innerText(), /違うところが 1件あります/);
      assert.equal(await capacityOf(page, agency), '30');
      await decide(page, name, { ours: /30/, theirs: /40/ }, '名簿の内容のままにする', reading);
      assert.equal(await capacityOf(page, agency), '30');
      await open(page, agency);
      assert.match(await page.locator('main').innerText(), /ネットワークの人が「30.*」のままでよいと決めた/);

      // The next time the source is right.
      await bring(page, 'WAM NET', published(50), reading);
      await imported(page, reading);
      await decide(page, name, { ours: /30/, theirs: /50/ }, '公表値にする', reading);
      assert.equal(await capacityOf(page, agency), '50');
      await open(page, `${agency}/history`);
      await at(page, '変更の記録', reading);
      const newest = await page.locator('section.block').first().innerText();
      assert.match(newest, /公表データとの食い違いを決めた[^]*30[^]*50/);
    }));
}

test('a coordinator who chose no file is told so beside the field', () =>
  visit({ ...narrow, javaScriptEnabled: false }, async (page) => {
    await signIn(page);
    await open(page, importDesk);
    await press(page, 'ファイルを送って中を見る');
    await page.locator('.error-summary').waitFor();
    assert.match(await page.title(), /^入力を確かめてください/);
    assert.match(await page.locator('.error-summary').innerText(), /ファイルをえらんでください/);
  }));

/** The capacity that the form of an agency shows. */
async function capacityOf(page, agency) {
  await open(page, `${agency}/edit/facts`);
  return page.getByLabel('定員（公表）').inputValue();
}

/** Decides what stands open about an agency, with both values in view. */
async function decide(page, name, { ours, theirs }, choice, reading) {
  await send(page, page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: '出典' }));
  await follow(page, '取り込みで食い違ったところ');
  await at(page, '取り込みで食い違ったところ', reading);
  const line = page.locator('tbody tr', { hasText: name });
  assert.equal(await line.count(), 1);
  const text = await line.innerText();
  assert.match(text, ours);
  assert.match(text, theirs);
  await send(page, line.getByRole('button', { name: choice }));
  await line.waitFor({ state: 'detached' });
}
