// What staff do about a case with the keyboard alone, page after page.

import assert from 'node:assert/strict';
import { fits } from './barriers.js';
import { open } from './browser.js';
import { choose as chooseAnswer, pick, send, type } from './keys.js';

/** The doctor whom every case of a story has in its team. */
export const doctor = 'どこにもない医院ぱぴぷ';

/** Opens what a link of the page leads to. */
export async function follow(page, name) {
  await send(page, page.locator('main').getByRole('link', { name, exact: true }));
}

/** Opens what an entry of the menu above all pages leads to. */
export async function fromMenu(page, name) {
  await send(page, page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name, exact: true }));
}

/**
 * Goes to a page of a case from another of it: by a link there, or by the path of crumbs to the `whole` case, which
 * its person has at another address than staff.
 */
export async function goTo(page, address, whole = /^(\/my)?\/cases\/[^/]+/.exec(address)[0]) {
  if (new URL(page.url()).pathname === address) return;
  const linksTo = (path) => page.locator(`main a[href="${path}"]`).first();
  if ((await linksTo(address).count()) === 0) await send(page, linksTo(whole));
  await send(page, linksTo(address));
}

/** Sends the form of a button. */
export const press = (page, name) => send(page, page.getByRole('button', { name, exact: true }));

/** Writes into the field of this label. */
export const write = (page, label, text) => type(page, page.getByLabel(label, { exact: true }), text);

/** The same into the field of this name, where readings stand in its label. */
export const writeInto = (page, name, text) => type(page, page.locator(`input[name="${name}"]`), text);

/** Chooses an answer by its name and value. */
export async function choose(page, name, value) {
  await chooseAnswer(page, page.locator(`input:not([type="hidden"])[name="${name}"][value="${value}"]`));
}

/** Chooses the first of several answers: whoever stands first in the team. */
export async function chooseFirst(page, name) {
  await chooseAnswer(page, page.locator(`input:not([type="hidden"])[name="${name}"]`).first());
}

/** What stands on the page, without the readings above its kanji. */
export const said = (page) => page.locator('main').evaluate((main) => {
  const readings = [...main.querySelectorAll('rt, rp')];
  for (const one of readings) one.style.display = 'none';
  const text = main.innerText;
  for (const one of readings) one.style.removeProperty('display');
  return text;
});

/** Today where the agency is. */
export function today() {
  return new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * A consultation that got a name on the screen, beside the person, with a doctor in its team. Answers the addresses
 * of the case and of its consents, where the page is left.
 */
export async function caseWithDoctor(page, name) {
  await open(page, '/');
  await fromMenu(page, 'ケース');
  await follow(page, 'ケースをはじめる');
  await choose(page, 'about', 'anonymous');
  await write(page, '相談のことがら', '薬のことを伝えてほしい');
  await press(page, 'ケースをはじめる');
  await follow(page, '本人の名前を入れる');
  await write(page, '名前', name);
  await write(page, '本人が同意した日', today());
  await choose(page, 'agreed_how', 'on_screen');
  await press(page, '同意を確かめて名前を入れる');
  const address = new URL(page.url()).pathname;

  await follow(page, '機関をチームに入れる');
  await write(page, '機関の名前', doctor);
  await pick(page, page.getByLabel('職種'), 'attending_physician');
  await choose(page, 'ring', 'welfare_medical');
  await choose(page, 'part', 'member');
  await choose(page, 'employer', 'not_the_employer');
  await press(page, '支援チームに書く');
  await follow(page, '同意を見る・きく・止める');
  return { address, consents: new URL(page.url()).pathname };
}

/** Says yes to the doctor hearing of medicine and visits, on the page that asks; how it was said is still open. */
export async function sayYesToTheDoctor(page) {
  await choose(page, 'q_medical_cooperation_body', 'yes');
  await chooseFirst(page, 'to_medical_cooperation');
}

/** Says that they talked with the doctor about medicine by phone: whom, what and how are a choice each. */
export async function tellTheDoctor(page, address) {
  await goTo(page, `${address}/told`);
  await chooseFirst(page, 'to');
  await choose(page, 'category', 'medication_visits');
  await choose(page, 'how', 'phone');
  await press(page, '話した・送った');
}

/** The same in two presses: opening the page, and the button of what the doctor may hear. */
export async function tellTheDoctorAtOnce(page, address) {
  await goTo(page, address);
  await follow(page, '話した');
  await send(page, page.getByRole('button', { name: /^服薬・通院\s*: .*電話で話した$/ }));
}

/** Looks what the doctor would see by phone on a day when the person is unwell. */
export async function preview(page, consents) {
  await goTo(page, consents);
  await follow(page, '話す前に、話してよいことを見る');
  await chooseFirst(page, 'to');
  await pick(page, page.getByLabel('何のために'), 'when_unwell');
  await pick(page, page.getByLabel('どの方法で'), 'phone');
  await press(page, '話してよいことを見る');
  assert.equal(new URL(page.url()).search, '', 'whom they looked for stands in no address');
  await fits(page);
  return said(page);
}
