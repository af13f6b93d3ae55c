// How a conference goes on, page after page: what staff do at the desk, what the person sees, and how others answer.

import assert from 'node:assert/strict';
import { open } from './browser.js';
import { choose, follow, press, said } from './casework.js';
import { choose as chooseAnswer, pick, send, type } from './keys.js';

/** Opens what a link leads to whose words begin so: lists say behind them whom it is about. */
export async function followTo(page, words, whom) {
  await send(page, page.locator('main').getByRole('link', { name: named(words, whom) }).first());
}

const named = (words, whom) => new RegExp(`^${words}.*${whom}`, 's');

/** The part of a list that is about somebody. */
const rowOf = (page, whom) => page.locator('li.row', { hasText: whom });

/** The line of the board of somebody. */
export const lineOf = (page, whom) => page.locator('tbody tr', { hasText: whom });

/** A day that many days from now, where the agency is. */
export function dayAhead(days) {
  return new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}

/** The day and the time of a minute that begins soon, where the agency is, and not before somebody has typed it. */
export function soon() {
  const [day, time] = new Date(Date.now() + 9 * 3_600_000 + 80_000).toISOString().split('T');
  return { day, time: time.slice(0, 5) };
}

/** Ticks those of the team who are called. */
export async function callFromTheTeam(page, names) {
  await follow(page, '支援チームから選ぶ');
  for (const name of names) await chooseAnswer(page, page.getByRole('checkbox', { name: new RegExp(`^${name}`) }));
  await press(page, '呼ぶ人に入れる');
  for (const name of names) {
    assert.match(await rowOf(page, name).first().innerText(), /呼べます/, `${name} may be called`);
  }
}

/** Asks everybody for dates; answers the codes that are handed on, which this page alone shows, by the name of each. */
export async function askForDates(page, dates, deadline) {
  await follow(page, '日程をきく・答えを見る');
  await type(page, page.getByLabel('候補の日時', { exact: true }), dates);
  await type(page, page.getByLabel('答えのしめきり', { exact: true }), deadline);
  await press(page, 'この候補できく（リンクをつくる）');
  const handed = page.locator('section', { has: page.getByRole('heading', { name: 'わたすリンクと番号' }) });
  const rows = await handed.locator('li.row').all();
  const codes = rows.map(async (row) => [
    await row.locator('h3').innerText(),
    (await row.locator('.reach-target').last().innerText()).trim(),
  ]);
  return new Map(await Promise.all(codes));
}

/** Marks the possible dates, the first by the first mark and so on. */
export async function mark(page, marks) {
  const groups = page.locator('fieldset.group', { has: page.locator('input[name^="mark-"]') });
  assert.equal(await groups.count(), marks.length, 'a group for each date');
  for (const [nth, one] of marks.entries()) {
    await chooseAnswer(page, groups.nth(nth).locator(`input[value="${one}"]`));
  }
}

/** Writes down which dates somebody named, by a way other than their link. */
export async function markFor(page, whom, way, marks) {
  await followTo(page, '答えを入れる', whom);
  await mark(page, marks);
  await choose(page, 'way', way);
  await press(page, 'この答えを書きとめる');
}

/** Fixes the day, the time and the place on the page that is open. */
export async function fixDate(page, { day, time, place, button = 'この日時に決める' }) {
  if (day) await type(page, page.getByLabel('日', { exact: true }), day);
  if (time) await type(page, page.getByLabel('はじまる時間', { exact: true }), time);
  if (place) await type(page, page.getByLabel('場所', { exact: true }), place);
  await press(page, button);
}

/** Chooses how somebody is called, and why. */
export async function chooseWay(page, whom, { channel, target, reason }) {
  await followTo(page, 'よび方を変える', whom);
  await choose(page, 'channel', channel);
  await type(page, page.getByLabel(/^あて先/), target);
  await type(page, page.getByLabel('わけ', { exact: true }), reason);
  await press(page, 'このよび方にする');
}

/** Writes down what somebody answered, heard by `channel`; the board stands open before and after. */
export async function enterReply(page, whom, { reply, channel, from }) {
  const board = page.url();
  await followTo(page, 'くわしく見る', whom);
  await follow(page, '返事を入れる');
  await choose(page, 'reply', reply);
  await pick(page, page.getByLabel('どの方法で聞きましたか'), channel);
  await type(page, page.getByLabel('答えた人', { exact: true }), from);
  await press(page, 'この返事を入れる');
  await open(page, new URL(board).pathname);
}

/** Waits until the conference has begun, and writes down that it was held. */
export async function hold(page) {
  for (;;) {
    await press(page, '会議を開いた');
    if (!(await said(page)).includes('会議は、まだ始まっていません')) return;
    await page.waitForTimeout(2_000);
  }
}

/** Writes down whether somebody came. */
export async function came(page, whom, how) {
  await followTo(page, '出欠を書く', whom);
  await choose(page, 'came', how);
  await press(page, '出欠を書く');
}
