// What somebody types that would run if a page let it: Chromium runs nothing of it, has nothing to complain
// about, the policy of the pages was not needed for that, and the page that shows it can be used by everybody.
// Every form, and where what was typed comes out later, is tried in `tests/all/access/sweep/typed.rs`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousBarriers } from './barriers.js';
import { readings, useBrowser } from './browser.js';
import { complaintsOf } from './complaints.js';

const visit = useBrowser();

const corpus = [
  '"\'></textarea></title></script><script>alert(13)</script>',
  '\'><img src=x onerror=alert(13)>',
  '</title><svg onload=alert(13)>',
  'javascript:alert(13)',
  '<style>*{display:none}</style><base href=//elsewhere.example>',
];

for (const typed of corpus) {
  test(`a visitor who types ${typed} reads it again, and nothing runs`, () =>
    visit(readings['on a wide screen'], async (page) => {
      const complaints = complaintsOf(page);
      page.on('dialog', (dialog) => {
        complaints.push(`it ran: ${dialog.message()}`);
        return dialog.dismiss();
      });
      for (const path of ['/search?q=', '/areas?name=']) {
        await page.goto(path + encodeURIComponent(typed));
        await shows(page, typed, complaints);
      }
      await page.goto('/sign-in');
      await page.locator('form:has(input[name="password"])').evaluate((form, text) => {
        form.noValidate = true;
        form.elements.mail.value = text;
        form.elements.password.value = text;
        form.submit();
      }, typed);
      await page.locator('.error-summary').waitFor();
      await shows(page, typed, complaints);
    }));
}

/** The open page holds the text in a field, as it was typed, and is as sound as any other. */
async function shows(page, typed, complaints) {
  const values = await page.locator('input').evaluateAll((inputs) => inputs.map(({ value }) => value));
  assert.ok(values.includes(typed), `${page.url()}: ${values}`);
  assert.equal(await page.locator('img[src="x"], svg[onload], base, main style, main script').count(), 0, page.url());
  assert.deepEqual(complaints, [], page.url());
  assert.deepEqual(await seriousBarriers(page), [], page.url());
}
