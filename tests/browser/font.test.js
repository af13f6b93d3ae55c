// The pages bring their own letters, so that every machine shows the same ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, readings, useBrowser } from './browser.js';

const visit = useBrowser();

test('a visitor on a machine without Japanese fonts reads BIZ UDPGothic', () =>
  visit(readings['on a wide screen'], async (page) => {
    await open(page, '/');
    const faces = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].map(({ family, status }) => `${family.replaceAll('"', '')} ${status}`);
    });
    assert.ok(faces.includes('BIZ UDPGothic loaded'), `the page declares: ${faces.join(', ') || 'no font'}`);
    assert.ok(!faces.some((face) => face.endsWith(' error')), faces.join(', '));

    for (const selector of ['h1', 'main p']) {
      const fonts = await fontsOf(page, selector);
      assert.ok(fonts.length > 0, `${selector} shows nothing`);
      // A font of the machine that happens to have the same name would not count.
      assert.ok(
        fonts.every((font) => font.isCustomFont),
        `${selector} is shown in ${fonts.map((font) => font.familyName).join(', ')}`,
      );
    }
  }));

/** The fonts that the browser really took for an element. */
async function fontsOf(page, selector) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts;
}
