// Whoever searches on a phone sees whom to call before anything to choose from.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, useBrowser } from './browser.js';

const visit = useBrowser();
const phone = { viewport: { width: 375, height: 740 } };

test('a supporter with a phone sees the first hit and how to reach it without scrolling', () =>
  visit(phone, async (page) => {
    for (const path of [`/search?q=${encodeURIComponent('看護')}`, '/search']) {
      await open(page, path);
      await page.evaluate(() => document.fonts.ready);
      const title = await page.locator('.row-title').first().boundingBox();
      assert.ok(title.y < 740, `${path}: the first hit begins at ${title.y} px`);
      const reach = await page.locator('.row-reach').first().boundingBox();
      assert.ok(reach.y < 740, `${path}: how to reach it begins at ${reach.y} px`);
    }
  }));
