// A person's card: made, taken as a PDF, shown, and asked for where they agree on a screen, on a narrow phone without
// scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, seriousBarriers } from './barriers.js';
import {
  demoPassword,
  open,
  readings,
  signInAsPerson,
  signInAsStaff,
  signInByPassword,
  useBrowser,
} from './browser.js';
import {
  caseWithDoctor,
  choose,
  doctor,
  follow,
  fromMenu,
  goTo,
  press,
  preview,
  said,
  sayYesToTheDoctor,
  tellTheDoctor,
  tellTheDoctorAtOnce,
  write,
  writeInto,
} from './casework.js';
import { enter, send } from './keys.js';
import { taken } from './paper.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const phone = { ...readings['on a phone 320 px wide'], javaScriptEnabled: false };

// These come first: whoever makes a card has another session from then on.
for (const path of ['/account/card', '/account/card/keeper']) {
  test(`a person meets no barrier on ${path}`, () =>
    visit(readings['on a phone 320 px wide'], async (page) => {
      await signInAsPerson(page);
      await open(page, path);
      assert.deepEqual(await seriousBarriers(page), []);
      assert.deepEqual(await page.evaluate(textThatSticksOut), []);
    }));
}

test('a person makes a card on a narrow phone without scripts, and comes in by it', () =>
  visit(phone, async (page) => {
    await signInAsPerson(page);
    // The demo was entered a while ago: the password is asked before a card is made.
    await open(page, '/confirm?next=%2Faccount%2Fcard');
    await write(page, 'パスワード', demoPassword());
    await press(page, '確かめてつづける');
    await page.waitForURL('**/account/card');
    await write(page, '暗証番号', '1111');
    await press(page, 'カードを作る');
    assert.match(await page.title(), /^入力を確かめてください/);
    assert.equal(await page.getByLabel('暗証番号').inputValue(), '', 'a PIN is never shown again');
    await write(page, '暗証番号', '2580');
    await press(page, 'カードを作る');
    await page.getByText('カードができました').waitFor();
    await choose(page, 'named', 'yes');
    const sheet = await taken(page, page.getByRole('button', { name: 'カードをPDFで受けとる' }));
    assert.equal(sheet.name, '自分のカード.pdf');
    const entry = await page.getByRole('link', { name: 'カードのページ' }).getAttribute('href');

    await page.context().clearCookies();
    await open(page, entry);
    assert.deepEqual(await page.evaluate(textThatSticksOut), []);
    await write(page, '暗証番号', '2581');
    await press(page, 'はいる');
    await page.getByText('暗証番号がちがいます').first().waitFor();
    await write(page, '暗証番号', '２５８０');
    await enter(page);
    await page.waitForURL((url) => url.pathname === '/my');
    // A card is enough for what is one's own.
    await open(page, '/my/map');
    assert.match(await page.title(), /わたしのマップ/);
    await open(page, '/account/card');
    await press(page, 'カードを止める');
    assert.equal((await page.goto(entry)).status(), 404);
  }));

// The other story is over by now: nobody else makes or stops a card of this person.
test('a person agrees on the screen beside a supporter by the PIN of their card, stops it on their own phone and withdraws it', () =>
  visit(phone, (staff) =>
    visit(phone, async (person) => {
      await signInByPassword(person, 'person@demo.example', '/account/card');
      await person.waitForURL('**/account/card');
      await write(person, '暗証番号', '2580');
      await press(person, 'カードを作る');
      assert.match(await said(person), /カードができました/);

      await signInAsStaff(staff);
      const { address, consents } = await caseWithDoctor(staff, '体験 あおい（架空）');
      await goTo(staff, address);
      await follow(staff, '本人も読めるようにする');
      await press(staff, '番号を作る');
      const code = await staff.locator('.reach-target').innerText();
      await fromMenu(person, 'わたしの支援');
      await writeInto(person, 'code', code);
      await press(person, '番号を 見る');
      await press(person, 'つなぐ');
      const own = address.replace('/cases/', '/my/cases/');
      assert.equal(new URL(person.url()).pathname, own);
      assert.ok((await said(person)).includes(doctor), await said(person));

      await goTo(staff, consents);
      await follow(staff, '本人にきく');
      await sayYesToTheDoctor(staff);
      await choose(staff, 'how', 'on_screen');
      await choose(staff, 'form_agreed', 'yes');
      const pin = '本人の暗証番号（画面のとき）';
      await write(staff, pin, '2581');
      await press(staff, '答えを書きとめる');
      assert.match(await said(staff), /暗証番号がちがいます/);
      assert.equal(await staff.getByLabel(pin).inputValue(), '', 'a PIN is never shown again');
      await write(staff, pin, '2580');
      await press(staff, '答えを書きとめる');
      assert.equal(new URL(staff.url()).pathname, consents);
      assert.match(await said(staff), /画面で（.*暗証番号を確かめた）/);
      assert.match(await preview(staff, consents), /話してよいこと[\s\S]*くすりのこと[\s\S]*まだ話せないこと/);
      await tellTheDoctorAtOnce(staff, address);
      assert.equal(new URL(staff.url()).pathname, `${address}/records`);

      // The person reads what was told, and stops it without asking anybody.
      await follow(person, 'だれに 何を 伝えたか');
      assert.ok((await said(person)).includes(doctor), await said(person));
      await fits(person);
      await goTo(person, consents, own);
      await follow(person, '同意を すべて 止める');
      await fits(person);
      await press(person, 'これで きめる');
      assert.match(await said(person), /いったん 止めています/);
      await tellTheDoctor(staff, address);
      assert.match(await said(staff), /本人が、この同意を「いったん止める」にしています/);

      // What is paused begins again by one press of the person.
      const again = person.getByRole('button', { name: /^もういちど はじめる/ });
      await send(person, again);
      assert.match(await said(person), /もういちど はじめました/);
      await tellTheDoctorAtOnce(staff, address);
      assert.equal(new URL(staff.url()).pathname, `${address}/records`);

      // What is withdrawn stays so: nobody can tell it, and only a new consent allows it again.
      await send(person, person.getByRole('link', { name: /^いったん 止める・ やめる/ }));
      await choose(person, 'kind', 'withdraw');
      await press(person, '何が かわるかを 見る');
      assert.match(await said(person), /くすりのこと[\s\S]*もう 伝わったこと/);
      assert.ok(await person.locator('input[name="kind"][value="withdraw"]').isChecked(), 'looking changes no answer');
      await fits(person);
      await press(person, 'これで きめる');
      assert.equal(new URL(person.url()).pathname, consents);
      assert.match(await said(person), /やめました/);
      assert.equal(await again.count(), 0, 'a withdrawal is taken back by a new consent alone');
      await fits(person);
      await tellTheDoctor(staff, address);
      assert.match(await said(staff), /この同意が 足りません[\s\S]*本人が、この同意をやめました/);
      await fits(staff);
      assert.match(await preview(staff, consents), /何も話せません/);

      // Everything is left as other stories find it, and a screen knows the person no more.
      await goTo(person, own);
      await press(person, 'つながりを やめる');
      assert.equal(new URL(person.url()).pathname, '/my/cases');
      await open(person, '/account/card');
      await press(person, 'カードを止める');
    })));
