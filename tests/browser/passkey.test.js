// The passkey of the office PC: set up with a device that Chromium plays, shown, and shown again before
// something that matters. Browsers keep passkeys under names alone, so that these stories call this machine
// by its own. Each goes on where the one before it ended.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { open, readings, signInByPassword, site, useBrowser } from './browser.js';
import { complaintsOf } from './complaints.js';
import { textThatSticksOut } from './text.js';

const visit = useBrowser();
const home = new URL(site);
home.hostname = 'localhost';
const phone = { ...readings['on a phone 320 px wide'], baseURL: home.href };

/** Signs in by the password, as an account that has no second factor until these stories give it one. */
const signInAsNewcomer = (page) => signInByPassword(page, 'staff@demo.example', '/account');

async function seesNoBarrier(page) {
  assert.deepEqual(await seriousBarriers(page), []);
  assert.deepEqual(await page.evaluate(textThatSticksOut), []);
}

test('a supporter sets up the passkey of the office PC, comes in by it and confirms by it', () =>
  visit(phone, async (page) => {
    const complaints = complaintsOf(page, home.origin);
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });

    await signInAsNewcomer(page);
    await page.waitForURL('**/sign-in/set-up?next=%2Faccount');
    const begin = page.getByRole('button', { name: 'この機器のパスキーを用意する' });
    await begin.waitFor();
    await seesNoBarrier(page);
    await page.getByLabel('パスキーの名前').fill(' ');
    await begin.click();
    await page.getByRole('alert').getByText('名前を入れてください。').waitFor();
    await page.getByLabel('パスキーの名前').fill('窓口のパソコン');
    await begin.click();
    await page.waitForURL('**/sign-in/codes');
    await open(page, '/account');
    await page.getByRole('row').filter({ hasText: '窓口のパソコン' }).waitFor();

    await open(page, '/sign-in/set-up');
    await begin.click();
    await page.getByRole('alert').getByText('もう用意してあります').waitFor();

    await page.context().clearCookies();
    await signInAsNewcomer(page);
    await page.waitForURL('**/sign-in/second?next=%2Faccount');
    const show = page.getByRole('button', { name: 'パスキーで続ける' });
    await show.waitFor();
    await seesNoBarrier(page);
    await show.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');

    await open(page, '/confirm?next=%2Faccount');
    await show.waitFor();
    await seesNoBarrier(page);
    await show.click();
    await page.waitForURL('**/account');

    await page.getByRole('button', { name: /取りのぞく.*窓口のパソコン/ }).click();
    await page.getByRole('alert').getByText('ログインできなくなります').waitFor();
    assert.deepEqual(complaints, []);
  }));

test('a supporter without scripts is told what passkeys need, and can type a number', () =>
  visit({ ...phone, javaScriptEnabled: false }, async (page) => {
    await signInAsNewcomer(page);
    await page.waitForURL('**/sign-in/second?next=%2Faccount');
    assert.ok(await page.getByText('スクリプトが動く新しいブラウザがいります').isVisible());
    assert.equal(await page.getByRole('button', { name: 'パスキーで続ける' }).count(), 0);
    assert.ok(await page.getByLabel('番号').isEditable());
    assert.deepEqual(await page.evaluate(textThatSticksOut), []);
  }));

test('a supporter at an address of numbers is told where passkeys are set up', () =>
  visit({ ...phone, baseURL: site.href }, async (page) => {
    await signInAsNewcomer(page);
    await page.waitForURL('**/sign-in/second?next=%2Faccount');
    assert.equal(await page.getByText('パスキーで続ける').count(), 0);
    assert.ok(await page.getByText('用意したときと同じアドレスを開くと使えます').isVisible());
  }));
