// From the first start to a change taken back: with the keyboard alone, without scripts, 320 px wide.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings, useBrowser } from './browser.js';
import { accept, everythingFits, shownBy } from './founding.js';
import { withInstallation } from './installation.js';
import { choose, enter, reach, send, type } from './keys.js';

const visit = useBrowser();
const narrow = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };
const strength = '休職から復職までの相談';

test('an operator invites a coordinator, who writes a strength and takes it back, by keys alone and without scripts', () =>
  withInstallation(async ({ address, members, code }) => {
    const at = (path) => new URL(path, address).href;
    const invitation = await visit(narrow, async (page) => {
      await accept(page, at('/invitation'), code, { name: '高槻 はるか', mail: 'haruka@example.jp' });
      await send(page, page.getByRole('link', { name: '紙の一覧をつくる' }));
      await send(page, page.getByRole('button', { name: '一覧をつくる' }));
      const first = (await page.locator('ol.to-read code').first().innerText()).trim();
      await send(page, page.getByRole('link', { name: /1つ目の番号を入れる/ }));
      await type(page, page.getByLabel('番号', { exact: true }), first);
      await enter(page);
      await page.waitForURL((url) => url.pathname === '/');

      await send(page, page.getByRole('link', { name: '高槻 はるか' }));
      await send(page, page.getByRole('link', { name: /メンバーと招待を見る/ }));
      await page.waitForURL(`**${members}`);
      await send(page, page.getByRole('link', { name: '人を招待する' }));
      await choose(page, page.getByLabel('たかつき網 の 事務局'));
      await type(page, page.getByLabel('お名前'), '島本 そら');
      await enter(page);
      await page.getByRole('heading', { name: '招待の番号ができました' }).waitFor();
      await everythingFits(page);
      return (await page.locator('.to-read').innerText()).trim();
    });

    await visit(narrow, async (page) => {
      await accept(page, at('/invitation'), invitation, { name: '島本 そら', mail: 'sora@example.jp' });
      await send(page, page.getByRole('button', { name: '認証アプリを用意する' }));
      const secret = (await page.locator('.to-read code').innerText()).trim();
      await type(page, page.locator('#code'), shownBy(secret));
      await enter(page);
      await page.waitForURL('**/sign-in/codes');
      await send(page, page.getByRole('link', { name: 'つくらないで進む' }));
      await page.waitForURL('**/account');

      await send(page, page.getByRole('link', { name: '自分が直せる機関', exact: true }));
      await send(page, page.getByRole('link', { name: /新しい機関を入れる/ }));
      await type(page, page.locator('#name'), 'ためしの相談室');
      await reach(page, page.locator('#kind'));
      await page.keyboard.press('ArrowDown');
      await send(page, page.getByRole('button', { name: '名簿に入れる' }));
      await page.waitForURL(/\/resources\/[0-9a-f-]{36}$/);
      const agency = new URL(page.url()).pathname;

      await send(page, page.getByRole('link', { name: '得意・苦手・できないことを直す' }));
      await type(page, page.locator('input[id^="strengths-"][id$="-text"]').last(), strength);
      await enter(page);
      await page.waitForURL(`**${agency}`);
      assert.match(await page.locator('main').innerText(), new RegExp(strength));
      await everythingFits(page);

      await send(page, page.getByRole('link', { name: '変更の記録を見る' }));
      await page.waitForURL(`**${agency}/history`);
      await send(page, page.getByRole('button', { name: /前の内容にもどす/ }).first());
      await page.getByRole('heading', { name: /変更をもどした/ }).waitFor();
      await everythingFits(page);
      await send(page, page.getByRole('navigation', { name: 'いまいる所' }).locator(`a[href="${agency}"]`));
      assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(strength));
    });
  }));
