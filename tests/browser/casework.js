// What staff do about a case with the keyboard alone, page after page.

import { open } from './browser.js';

/** The doctor whom every case of a story has in its team. */
export const doctor = 'どこにもない医院ぱぴぷ';

/** Presses something with the keyboard and waits for the page that it leads to. */
export async function send(page, button) {
  await Promise.all([page.waitForEvent('load'), button.press('Enter')]);
}

/** Opens what a link of the page leads to. */
export async function follow(page, name) {
  await send(page, page.locator('main').getByRole('link', { name, exact: true }));
}

/** Sends the form of a button. */
export const press = (page, name) => send(page, page.getByRole('button', { name, exact: true }));

/** Chooses an answer by its name and value. */
export async function choose(page, name, value) {
  await page.locator(`input:not([type="hidden"])[name="${name}"][value="${value}"]`).press('Space');
}

/** Chooses the first of several answers: whoever stands first in the team. */
export async function chooseFirst(page, name) {
  await page.locator(`input:not([type="hidden"])[name="${name}"]`).first().press('Space');
}

/** What stands on the page. */
export const said = (page) => page.locator('main').innerText();

/** Today where the agency is. */
export function today() {
  return new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * A consultation that got a name on the screen, beside the person, with a doctor in its team. Answers the addresses
 * of the case and of its consents, where the page is left.
 */
export async function caseWithDoctor(page, name) {
  await open(page, '/cases/new');
  await choose(page, 'about', 'anonymous');
  await page.getByLabel('相談のことがら').fill('薬のことを伝えてほしい');
  await press(page, 'ケースをはじめる');
  await follow(page, '本人の名前を入れる');
  await page.getByLabel('名前', { exact: true }).fill(name);
  await page.getByLabel('本人が同意した日').fill(today());
  await choose(page, 'agreed_how', 'on_screen');
  await press(page, '同意を確かめて名前を入れる');
  const address = new URL(page.url()).pathname;

  await follow(page, '機関をチームに入れる');
  await page.getByLabel('機関の名前').fill(doctor);
  await page.getByLabel('職種').selectOption('attending_physician');
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
  await open(page, address);
  await follow(page, '話した');
  await chooseFirst(page, 'to');
  await choose(page, 'category', 'medication_visits');
  await choose(page, 'how', 'phone');
  await press(page, '話した・送った');
}

/** The same in two presses: opening the page, and the button of what the doctor may hear. */
export async function tellTheDoctorAtOnce(page, address) {
  await open(page, address);
  await follow(page, '話した');
  await send(page, page.getByRole('button', { name: /^服薬・通院\s*: .*電話で話した$/ }));
}
