// What axe-core finds, as far as it keeps people out.

import assert from 'node:assert/strict';
import axe from 'axe-core/axe.min.js';
import { textThatSticksOut } from './text.js';

/**
 * The serious and critical barriers of the page that is open, described; of what `aside` selects nothing is said.
 * Our pages hold no frames, so that one run in the page itself finds everything.
 */
export async function seriousBarriers(page, aside) {
  await page.evaluate(`${axe.source}; undefined`);
  const violations = await page.evaluate(lookAround, aside ? [[aside]] : []);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(describeViolation);
}

/** Whoever looks at the page that is open reads all of it without scrolling sideways. */
export async function fits(page) {
  const { needed, there } = await page.evaluate(() => ({
    needed: document.documentElement.scrollWidth,
    there: document.documentElement.clientWidth,
  }));
  assert.ok(needed <= there + 1, `needs ${needed} px of ${there} px`);
  assert.deepEqual(await page.evaluate(textThatSticksOut), []);
}

/** The same, and meets no barrier. */
export async function readsWell(page) {
  assert.deepEqual(await seriousBarriers(page), []);
  await page.evaluate(() => document.fonts.ready);
  await fits(page);
}

// Runs in the page, whose styles are its own: nothing has to be loaded before.
async function lookAround(exclude) {
  const { violations } = await window.axe.run({ exclude }, { preload: false, resultTypes: ['violations'] });
  return violations;
}

function describeViolation({ id, impact, help, nodes }) {
  return `${impact} ${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join('\n')}`;
}
