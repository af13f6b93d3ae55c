// How people come into an installation that has nobody yet: by a code, with a password and an authenticator.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { choose, enter, send, type } from './keys.js';
import { textThatSticksOut } from './text.js';

const password = 'やまぶき色の急行が三番線に来る';

/** Takes an invitation as whoever was told its code does. */
export async function accept(page, entrance, code, { name, mail }) {
  await page.goto(entrance);
  await type(page, page.locator('#code'), code.toLowerCase());
  await enter(page);
  await page.getByRole('heading', { name: '招待を受ける' }).waitFor();
  await type(page, page.getByLabel('お名前'), name);
  await type(page, page.getByLabel('メールアドレス'), mail);
  await type(page, page.getByLabel('パスワード'), password);
  await enter(page);
  await page.getByRole('heading', { name: '2つめの確認を用意する' }).waitFor();
  await everythingFits(page);
}

export async function everythingFits(page) {
  await page.evaluate(() => document.fonts.ready);
  assert.deepEqual(await page.evaluate(textThatSticksOut), [], page.url());
}

/** What an authenticator shows now: RFC 6238 with SHA-1, six digits, steps of 30 seconds. */
export function shownBy(base32) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32.replace(/\s/g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', secret).update(step).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Takes an invitation and sets an authenticator up, with the keyboard alone. */
export async function comeIn(page, address, code, who) {
  await accept(page, new URL('/invitation', address).href, code, who);
  await send(page, page.getByRole('button', { name: '認証アプリを用意する' }));
  const secret = (await page.locator('.to-read code').innerText()).trim();
  await type(page, page.locator('#code'), shownBy(secret));
  await enter(page);
  await page.waitForURL('**/sign-in/codes');
  await send(page, page.getByRole('link', { name: 'つくらないで進む' }));
  await page.waitForURL('**/account');
}

/** The first account of a network's installation invites its coordinator; answers the code for them. */
export async function inviteCoordinator(page, members, name) {
  await send(page, page.getByRole('link', { name: /メンバーと招待を見る/ }));
  await page.waitForURL(`**${members}`);
  await send(page, page.getByRole('link', { name: '人を招待する' }));
  await choose(page, page.getByLabel('たかつき網 の 事務局'));
  await type(page, page.getByLabel('お名前'), name);
  await enter(page);
  await page.getByRole('heading', { name: '招待の番号ができました' }).waitFor();
  return (await page.locator('.to-read').innerText()).trim();
}
