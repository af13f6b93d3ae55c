// Whoever connects another system tries GraphQL out in the browser, with the examples beside the editor.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { open, readings, signIn, useBrowser } from './browser.js';
import { complaintsOf } from './complaints.js';

const visit = useBrowser();
const wide = readings['on a wide screen'];

test('an engineer opens every example, sends it and sees data', () =>
  visit(wide, async (page) => {
    const complaints = complaintsOf(page);
    await openEditor(page);
    const examples = await page.locator('[data-example]').all();
    assert.ok(examples.length >= 3, `${examples.length} examples`);
    for (const example of examples) {
      const title = await example.locator('[data-open]').innerText();
      await example.locator('[data-open]').click();
      await page.waitForFunction(isInEditor, await example.locator('[data-part="document"]').textContent());
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.getByRole('button', { name: /^Execute query/ }).click(),
      ]);
      assert.equal(answer.status(), 200, title);
      const body = await answer.json();
      assert.equal(body.errors, undefined, `${title}: ${JSON.stringify(body.errors)}`);
      assert.ok(Object.values(body.data).some((value) => value !== null), `${title} finds nothing`);
      await page.waitForFunction(isShown, JSON.stringify(body.data));
    }
    assert.deepEqual(complaints, []);
  }));

test('an engineer reads the documentation and the keys, and the browser has nothing to complain about', () =>
  visit(wide, async (page) => {
    const complaints = complaintsOf(page);
    await openEditor(page);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-doc-explorer').getByText('resources', { exact: true }).first().waitFor();
    for (const name of [/short keys/i, /settings/i]) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    assert.deepEqual(complaints, []);
  }));

test('an engineer on a shared computer leaves nothing behind', () =>
  visit(wide, async (page) => {
    await openEditor(page);
    await page.locator('[data-open]').last().click();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    const kept = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
    assert.deepEqual(kept.filter((key) => key.startsWith('graphiql')), []);
  }));

for (const how of ['on a wide screen', 'on a phone 320 px wide', 'in dark colours']) {
  test(`an engineer ${how} meets no serious barrier around the editor`, () =>
    visit(readings[how], async (page) => {
      await openEditor(page);
      assert.deepEqual(await seriousBarriers(page, '#graphiql'), []);
      const { needed, there } = await page.evaluate(() => ({
        needed: document.documentElement.scrollWidth,
        there: document.documentElement.clientWidth,
      }));
      assert.ok(needed <= there + 1, `needs ${needed} px of ${there} px`);
    }));
}

test('an engineer without scripts reads the examples and how to send them', () =>
  visit({ ...wide, javaScriptEnabled: false }, async (page) => {
    await signIn(page);
    await open(page, '/graphiql');
    const main = page.locator('main');
    assert.match(await main.innerText(), /curl/);
    assert.equal(await page.locator('[data-open]:visible').count(), 0, 'no button that does nothing');
    const examples = await page.locator('[data-example] details').all();
    assert.ok(examples.length >= 3);
    for (const example of examples) {
      await example.locator('summary').click();
      assert.match(await example.innerText(), /query [\s\S]*curl "\$RENKEI\/graphql"/);
    }
  }));

test('somebody signed in finds the way from the sources to the editor', () =>
  visit({ ...wide, javaScriptEnabled: false }, async (page) => {
    await signIn(page);
    await open(page, '/sources');
    await page.locator('main').getByRole('link', { name: 'データ連携（GraphQL）' }).click();
    await page.waitForURL('**/data');
    await page.getByRole('link', { name: /GraphiQL/ }).click();
    await page.waitForURL('**/graphiql');
  }));

async function openEditor(page) {
  await signIn(page);
  const schema = page.waitForResponse((response) => response.request().method() === 'POST');
  await open(page, '/graphiql');
  await schema;
  await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
}

// Runs in the page: the editor knows which operation of the document it would send.
function isInEditor(text) {
  const editor = document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror;
  const [, name] = /\bquery\s+(\w+)/.exec(text) ?? [];
  return editor.getValue() === text.trim() && (name === undefined || editor.operationName === name);
}

// Runs in the page.
function isShown(data) {
  const editor = document.querySelector('.graphiql-response .CodeMirror').CodeMirror;
  try {
    return JSON.stringify(JSON.parse(editor.getValue()).data) === data;
  } catch {
    return false;
  }
}
