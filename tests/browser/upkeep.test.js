// Whether an entry is still so: an agency answers by the link of a mail on its phone, or on a FAX sheet whose answer is
// typed in by its number. The coordinator goes with the keyboard alone, once on a wide screen and once without scripts on a
// narrow phone; the agency without scripts, by thumb.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, readsWell } from './barriers.js';
import { open, readings, signIn, useBrowser } from './browser.js';
import { choose, follow, fromMenu, press, said, write } from './casework.js';
import { comeIn, inviteCoordinator } from './founding.js';
import { freePort, withInstallation } from './installation.js';
import { reach, send, type } from './keys.js';
import { withMailServer } from './mail.js';
import { taken } from './paper.js';
import { thumbOn } from './thumb.js';

const visit = useBrowser();
const narrow = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
const ofAgency = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, javaScriptEnabled: false };
const inquiry = /\/upkeep\/[0-9a-f-]{36}$/;

/** Today as pages write it, where the agency is. */
function todayInWords() {
  const [year, month, day] = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日(`;
}

/** When each part of an entry was confirmed, by what the part is called. */
async function confirmed(page, part) {
  const row = page.locator('.freshness tbody tr', { has: page.locator('th', { hasText: part }) });
  return row.locator('td').first().innerText();
}

/** Says on the page of an agency that something is not so any more, and comes back to it. */
async function reportStale(page, agency, groups) {
  await follow(page, 'つながらなかった・変わっていた と知らせる');
  for (const group of groups) await choose(page, 'group', group);
  await choose(page, 'because', 'reported');
  await press(page, '知らせる');
  await page.waitForURL((url) => url.pathname === agency);
  const text = await said(page);
  assert.match(text, /知らせを受けとりました/);
  assert.match(text, /もう一度 確かめること/);
}

/** What looks for barriers needs scripts in the page; where there are none, it is read without scrolling sideways. */
const looked = (reading) => (reading.javaScriptEnabled === false ? fits : readsWell);

/** Begins to ask an agency that stands on the list. */
async function begin(page, agency, look) {
  await fromMenu(page, '名簿の手入れ');
  await look(page);
  const row = page.locator('li.row', { has: page.locator(`a[href="${agency}"]`) });
  await send(page, row.getByRole('button', { name: /^たずねる用意をする/ }));
  await page.waitForURL(inquiry);
}

for (const { how, reading, agency } of [
  {
    how: 'with only a keyboard',
    reading: readings['on a wide screen'],
    agency: '/resources/01932f00-0000-7002-8000-000000000303',
  },
  {
    how: 'on a narrow phone without scripts',
    reading: narrow,
    agency: '/resources/01932f00-0000-7002-8000-000000000302',
  },
]) {
  test(`a coordinator ${how} prints a FAX sheet, types the answer in by its number, and the dates change`, () =>
    visit(reading, async (page) => {
      const look = looked(reading);
      await signIn(page);
      await open(page, agency);
      await reportStale(page, agency, ['contact', 'hours']);
      await begin(page, agency, look);
      await look(page);
      const code = await page.locator('section', { hasText: '返事の番号' }).locator('strong').first().innerText();
      assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);

      const sheet = await taken(page, page.getByRole('link', { name: /^FAXの用紙を印刷する/ }));
      assert.ok(sheet.sides <= 2, `${sheet.sides} sides`);
      assert.match(sheet.text, /変更なし/);
      assert.ok(sheet.text.replace(/[^0-9A-Z]/g, '').includes(code.replace('-', '')), sheet.text);
      await press(page, 'FAXを送った');
      assert.match(await said(page), /まで返事を待つ/);

      await fromMenu(page, '名簿の手入れ');
      await follow(page, 'FAXや手紙の番号から答えを入れる');
      await write(page, '返事の番号・お確かめの番号', code.toLowerCase().replace('-', ' '));
      await press(page, '答えを入れるところを ひらく');
      await look(page);
      await choose(page, 'all', 'yes');
      await write(page, '役職・担当', '受付');
      await press(page, 'この答えを入れる');
      await page.waitForURL(inquiry);
      await open(page, agency);
      for (const part of ['連絡先', '時間']) {
        assert.ok((await confirmed(page, part)).includes(todayInWords()), part);
      }
      assert.doesNotMatch(await said(page), /もう一度 確かめること/);
    }));
}

/** A coordinator comes into an installation and enters an agency with an address for mail: where it stands. */
async function entered(page, { address, members, code }) {
  const invitation = await visit(narrow, async (first) => {
    await comeIn(first, address, code, { name: '高槻 はるか', mail: 'haruka@example.jp' });
    return inviteCoordinator(first, members, '島本 そら');
  });
  await comeIn(page, address, invitation, { name: '島本 そら', mail: 'sora@example.jp' });
  await send(page, page.getByRole('link', { name: '自分が直せる機関', exact: true }));
  await send(page, page.getByRole('link', { name: /新しい機関を入れる/ }));
  await type(page, page.locator('#name'), 'ためしの相談室');
  await reach(page, page.locator('#kind'));
  await page.keyboard.press('ArrowDown');
  await press(page, '名簿に入れる');
  await page.waitForURL(/\/resources\/[0-9a-f-]{36}$/);
  const agency = new URL(page.url()).pathname;
  await follow(page, '名前・住所・連絡先を直す');
  await type(page, page.locator('input[name="email"]'), 'sodan@example.jp');
  await press(page, 'この内容で保存する');
  await page.waitForURL(`**${agency}`);
  assert.match(await confirmed(page, '連絡先'), /まだ確かめていません/);
  return { address, agency };
}

/** How an agency opens its page on its phone by what a mail says; each answers the thumb that did so. */
const ways = [
  {
    how: 'by the link of a mail',
    isReachable: true,
    async opened(page, letter, address) {
      const [link] = /^http:\/\/\S+\/inquiry\/[0-9A-Z-]+$/m.exec(letter);
      assert.equal(new URL(link).origin, new URL(address).origin);
      const thumb = thumbOn(page);
      await page.goto(link);
      return thumb;
    },
  },
  {
    how: 'by the number in a mail',
    isReachable: false,
    async opened(page, letter, address) {
      const [, number] = /リンクの番号を入れます: ([0-9A-Z-]+)/.exec(letter);
      const thumb = thumbOn(page);
      await page.goto(new URL('/inquiry', address).href);
      await thumb.type(page.getByLabel('リンクの番号', { exact: true }), number);
      await thumb.send('名簿にのっていることを見る');
      return thumb;
    },
  },
];

for (const { how, isReachable, opened } of ways) {
  test(`an agency answers ${how} on its phone with one press, and the field shows the new date`, () =>
    withMailServer(async (mail) => {
      const port = isReachable ? await freePort() : 0;
      const settings = isReachable ? `public_url = "http://127.0.0.1:${port}"\n${mail.settings}` : mail.settings;
      await withInstallation(async (installation) => {
        await visit(narrow, async (page) => {
          const { address, agency } = await entered(page, installation);
          await reportStale(page, agency, ['contact']);
          await begin(page, agency, fits);
          const letter = await mail.first();
          assert.match(letter, /ためしの相談室 御中/);

          await visit(ofAgency, async (agencyPage) => {
            const thumb = await opened(agencyPage, letter, address);
            await fits(agencyPage);
            const text = await said(agencyPage);
            for (const words of ['ためしの相談室', 'sodan@example.jp', 'たかつき網']) assert.ok(text.includes(words), words);
            assert.doesNotMatch(text, /島本 そら/);
            await thumb.send('ぜんぶ このままで 合っています');
            assert.match(await said(agencyPage), /お答えを受けとりました/);
            await fits(agencyPage);
            const most = isReachable ? 1 : 3;
            assert.ok(thumb.counted.presses <= most, `${thumb.counted.presses} presses`);
          });

          await page.goto(new URL(agency, address).href);
          assert.ok((await confirmed(page, '連絡先')).includes(todayInWords()));
        });
      }, settings, port);
    }));
}
