// Who read and who did, as a coordinator finds their own lines.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, signIn, useBrowser } from './browser.js';
import { agencies } from './places.js';

const visit = useBrowser();
const withoutScript = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };

test('a coordinator on a narrow phone without scripts finds what they read, and a day without anything', () =>
  visit(withoutScript, async (page) => {
    const paths = await agencies(page);
    await signIn(page);
    for (const path of paths) {
      await open(page, path);
    }
    await open(page, '/account');
    await page.getByRole('link', { name: '記録を見る' }).click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), '見た・したの記録');
    assert.ok((await page.locator('main').innerText()).includes('を見た'), 'what was just read stands there');
    assert.equal(await page.getByLabel('アカウントの番号').count(), 0, 'nobody else is looked for');
    await page.getByText('しぼりこむ').click();
    await page.getByLabel('日にち').fill('2020-04-01');
    await page.getByRole('button', { name: 'この条件で絞り込む' }).click();
    await page.getByText('この条件に合う記録は ありません').waitFor();
    await page.getByRole('link', { name: '2020年4月1日(水)（やめる）' }).click();
    assert.ok((await page.locator('main').innerText()).includes('を見た'));
  }));
