// The pages ask nobody else for anything and say nothing to the console.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings, useBrowser } from './browser.js';
import { complaintsOf } from './complaints.js';
import { manyPages } from './places.js';

const visit = useBrowser();

test('a visitor is seen by no other host, and the browser has nothing to complain about', () =>
  visit(readings['on a wide screen'], async (page) => {
    const paths = await manyPages(page);
    const complaints = complaintsOf(page);
    for (const path of paths) {
      await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      assert.deepEqual(complaints, [], path);
    }
  }));
