// A person's own map on a narrow phone without scripts and with the keyboard alone: walked, left, taken up again, printed,
// shown by a link that ends, and gone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, readsWell, seriousBarriers } from './barriers.js';
import { open, readings, signIn, signInByPassword, useBrowser } from './browser.js';
import { choose, chooseFirst, follow, press, said, write } from './casework.js';
import { enter, send } from './keys.js';
import { printedText, taken } from './paper.js';
import { smallTargets } from './targets.js';

const visit = useBrowser();
const phone = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
const mail = 'person@demo.example';
const agency = { name: 'LITALICOワークス高槻', path: '/resources/01932f00-0000-7002-8000-000000000001' };
const pin = '3691';

// What is looked at in every reading, once something stands there.
const pages = [
  '/my',
  '/my/display',
  '/my/map',
  '/my/map/walk',
  '/my/map/walk/aim',
  '/my/map/walk/work',
  '/my/map/walk/work_how',
  '/my/map/walk/work_more',
  '/my/map/walk/first',
  '/my/map/about',
  '/my/map/versions',
  '/my/map/print',
  '/my/map/share',
  '/my/map/file',
  '/worksheet',
];

test('a person with a card walks through their map, stops, comes back, shows it, prints it and deletes it', () =>
  visit(phone, async (page) => {
    await comeInByCard(page);
    await open(page, '/my/display');
    // Without readings a label is what it says, and nothing else.
    await choose(page, 'ruby', 'no_ruby');
    await press(page, 'この見えかたに する');
    await page.waitForURL('**/my');

    // The map of the demo goes first: this one begins with nothing.
    await open(page, '/my/map');
    assert.match(await said(page), /小森先生/);
    await open(page, '/my/map/versions');
    await press(page, 'マップを ぜんぶ けす');

    await open(page, '/my/map');
    assert.match(await said(page), /ここに 書いても、 すぐには だれも 読みません。/);
    assert.match(await said(page), /119/);
    await follow(page, 'ひとつずつ 書いてみる');
    await follow(page, 'はじめる');
    await fits(page);
    await write(page, 'こたえ', 'しごとをつづけて、つりに行きたい');
    await press(page, 'ほぞんして つぎへ');
    await page.waitForURL('**/my/map/walk/work');
    await write(page, '名前', '𠮷田さん🌸');
    await choose(page, 'who', 'person');
    await press(page, 'ほぞんして きょうは やめる');
    await page.waitForURL((url) => url.pathname === '/my/map');
    assert.match(await said(page), /𠮷田さん🌸/);

    // Whoever comes back goes on where they stopped.
    await follow(page, 'つづきを 書く');
    await follow(page, 'つづきから');
    await page.waitForURL('**/my/map/walk/work_about');
    assert.match(await said(page), /𠮷田さん🌸/);
    await write(page, 'こたえ', 'しごとで まちがえたとき');
    await press(page, 'ほぞんして つぎへ');
    await page.waitForURL('**/my/map/walk/work_how');
    await choose(page, 'way', 'phone');
    await write(page, '番号や ところ（書かなくても いいです）', '072-000-0001');
    await press(page, 'ほぞんして つぎへ');
    await page.waitForURL('**/my/map/walk/work_more');
    await open(page, '/my/map');
    const call = page.getByRole('link', { name: /^電話する/ }).first();
    assert.equal(await call.getAttribute('href'), 'tel:0720000001');
    await fits(page);

    // Undo instead of a question.
    await press(page, 'ひとつ前に もどす');
    assert.doesNotMatch(await said(page), /072-000-0001/);
    await press(page, 'ひとつ前に もどす');
    assert.match(await said(page), /072-000-0001/);

    // Somebody else comes beside the first, after a stop at the question too.
    await follow(page, 'つづきを 書く');
    await follow(page, 'つづきから');
    await page.waitForURL('**/my/map/walk/work_more');
    assert.match(await said(page), /𠮷田さん🌸/);
    await fits(page);
    await follow(page, 'もうひとり 書く');
    assert.equal(await page.getByLabel('名前', { exact: true }).inputValue(), '');
    await write(page, '名前', '森の先輩');
    await choose(page, 'who', 'colleague');
    await press(page, 'ほぞんして つぎへ');
    await page.waitForURL('**/my/map/walk/work_about');
    assert.match(await said(page), /その人:\s*森の先輩/);
    await open(page, '/my/map');
    assert.match(await said(page), /𠮷田さん🌸[\s\S]*森の先輩/);

    // What is left is asked to the end, and then it is printed.
    await answerTheRest(page);
    assert.match(await said(page), /ぜんぶ 書きました。 おつかれさまでした。/);
    await fits(page);
    assert.equal(await page.locator('main').getByText('まだ', { exact: true }).count(), 0);
    await follow(page, '印刷する');
    await page.waitForURL('**/my/map/print');
    const sheet = await taken(page, page.getByRole('button', { name: '紙（PDF）を つくる' }));
    assert.match(sheet.text, /072-000-0001/);
    assert.match(sheet.text, /helpsのこと/);
    assert.match(await sheet.info(), /Title:\s+わたしのマップ[\s\S]*Tagged:\s+yes/);
    assert.match(await sheet.meta(), /<dc:language>[\s\S]*<rdf:li>ja/);
    const [, , ...fonts] = (await sheet.fonts()).trim().split('\n');
    // Its columns end with: embedded, a subset, with its letters as text, and where it stands.
    for (const font of fonts) assert.match(font, / yes +yes +yes +\d+ +\d+$/);
    assert.ok(fonts.length > 0);
    // The browser's own print of the page is a sheet of A4 too.
    await open(page, '/my/map');
    const { sides, text } = await printedText(page);
    assert.ok(sides.length >= 1 && sides.every(({ width }) => width < 596), JSON.stringify(sides));
    assert.match(text, /072-000-0001/);
    assert.match(text, /田さん/);
    // What is pressed, and where else one could go, is on no sheet.
    for (const onScreen of ['つづきを書く', '印刷する', '人をふやす', 'なおす', 'ひとつ前にもどす', 'ログアウト']) {
      assert.ok(!text.includes(onScreen), `${onScreen}: ${text}`);
    }
    // It says when it was made, and shows nothing that can be pressed.
    await page.emulateMedia({ media: 'print' });
    const paper = await said(page);
    assert.match(paper, /令和.*に つくりました。 半年 たったら 見なおそう。/);
    assert.doesNotMatch(paper, /つづきを 書く|ひとつ前に もどす|できること/);
    await page.emulateMedia({ media: null });
    assert.doesNotMatch(await said(page), /見なおそう/);

    await visit(phone, (coordinator) => hearOfAnotherNumber(page, coordinator));

    await open(page, '/my/map/share');
    await choose(page, 'to', 'link');
    await press(page, 'どう見えるか たしかめる');
    assert.match(await said(page), /まだ 見せていません。/);
    await press(page, '見せる');
    const address = await page.locator('main code').innerText();
    await visit(phone, async (stranger) => {
      await open(stranger, new URL(address, page.url()).pathname);
      assert.match(await said(stranger), /この マップは|このマップは/);
      await fits(stranger);
    });
    await open(page, '/my/map/share');
    await send(page, page.getByRole('button', { name: /^見せるのを やめる/ }));
    await visit(phone, async (stranger) => {
      const answer = await stranger.goto(new URL(address, page.url()).pathname);
      assert.equal(answer.status(), 404);
    });

    // What the page is looked at with needs scripts.
    for (const [how, reading] of Object.entries(readings)) {
      await visit(reading, async (watched) => {
        await signInByPassword(watched, mail, '/my');
        await watched.waitForURL('**/my');
        const look = async (what) => {
          await readsWell(watched).catch((fault) => {
            throw new Error(`${what} ${how}: ${fault.message}`);
          });
          assert.deepEqual((await watched.evaluate(smallTargets)).small, [], `${what} ${how}`);
        };
        for (const path of pages) {
          await open(watched, path);
          await look(path);
        }
        await lookOnTheWay(watched, look);
      });
    }

    await open(page, '/my/map/versions');
    await press(page, 'マップを ぜんぶ けす');
    await open(page, '/my/map');
    assert.doesNotMatch(await said(page), /𠮷田さん/);
    // Other stories find no card.
    await open(page, '/account/card');
    await press(page, 'カードを止める');
  }));

test('whoever has no account prints an empty sheet', () =>
  visit(readings['on a phone 320 px wide'], async (page) => {
    await open(page, '/worksheet');
    assert.deepEqual(await seriousBarriers(page), []);
    const sheet = await taken(page, page.getByRole('button', { name: '紙（PDF）を つくる' }));
    assert.ok(sheet.sides >= 1);
  }));

/** Answers every question from the first that is open to the last one; where that leads the page is left. */
async function answerTheRest(page) {
  await open(page, '/my/map/walk');
  await follow(page, 'つづきから');
  const asked = () => /walk\/(\w+)$/.exec(new URL(page.url()).pathname)?.[1];
  for (let left = 25; asked() !== undefined; left -= 1) {
    assert.ok(left > 0, `${asked()} is asked again`);
    if (asked().endsWith('_more')) {
      await follow(page, 'つぎへ すすむ');
      continue;
    }
    if ((await page.getByLabel('こたえ', { exact: true }).count()) > 0) {
      await write(page, 'こたえ', `${asked()}のこと`);
    } else if (asked().endsWith('_how')) {
      await choose(page, 'way', 'next_appointment');
    } else {
      await write(page, '名前', '母');
      if ((await page.locator('input[name="who"]').count()) > 0) await choose(page, 'who', 'family');
    }
    await press(page, 'ほぞんして つぎへ');
  }
}

/** Makes a card at home, and comes in by it and its number alone. */
async function comeInByCard(page) {
  await signInByPassword(page, mail, '/account/card');
  await page.waitForURL('**/account/card');
  await write(page, '暗証番号', pin);
  await press(page, 'カードを作る');
  const entry = await page.getByRole('link', { name: 'カードのページ' }).getAttribute('href');
  await page.context().clearCookies();
  await open(page, entry);
  await write(page, '暗証番号', pin);
  await enter(page);
  await page.waitForURL((url) => url.pathname.startsWith('/my'));
}

/** The pages that have no address of their own to begin with: an entry, what would be shown, the link, and behind it. */
async function lookOnTheWay(page, look) {
  await open(page, '/my/map');
  await send(page, page.getByRole('link', { name: /^なおす.*𠮷田さん/ }).first());
  await look('an entry');
  await open(page, '/my/map/share');
  await choose(page, 'to', 'link');
  await press(page, 'どう見えるか たしかめる');
  await look('what would be shown');
  await press(page, '見せる');
  await look('the link');
  const address = await page.locator('main code').innerText();
  await open(page, new URL(address, page.url()).pathname);
  await look('behind the link');
  await open(page, '/my/map/share');
  await send(page, page.getByRole('button', { name: /^見せるのを やめる/ }));
}

/** Somebody on the map is of an agency of the directory, whose number a coordinator changes after the print. */
async function hearOfAnotherNumber(page, coordinator) {
  await open(page, '/my/map');
  await send(page, page.getByRole('link', { name: /^なおす.*𠮷田さん/ }).first());
  await write(page, '名簿に ある 機関（さがす）', agency.name);
  await press(page, 'ほぞんする');
  await chooseFirst(page, 'agency');
  await press(page, 'ほぞんする');
  await page.waitForURL((url) => url.pathname === '/my/map');
  assert.doesNotMatch(await said(page), /変わった ところ/);

  await signIn(coordinator);
  await open(coordinator, `${agency.path}/edit/facts`);
  await write(coordinator, '電話番号', '072-000-0077');
  await press(coordinator, 'この内容で保存する');
  await coordinator.waitForURL(`**${agency.path}`);

  await open(page, '/my/map');
  assert.match(await said(page), /変わった ところ[\s\S]*072-000-0077[\s\S]*印刷/);
  await fits(page);
  await press(page, '見ました');
  assert.equal(await page.getByRole('heading', { name: '変わった ところ' }).count(), 0);
  assert.match(await said(page), /電話する\s+072-000-0077/);
  assert.match(await said(page), /古い 紙[\s\S]*もういちど 印刷してください/);

  await open(coordinator, `${agency.path}/history`);
  await send(coordinator, coordinator.getByRole('button', { name: /前の内容にもどす/ }).first());
}
