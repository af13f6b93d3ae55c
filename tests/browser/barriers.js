// What axe-core finds, as far as it keeps people out.

import AxeBuilder from '@axe-core/playwright';

const Axe = AxeBuilder.default ?? AxeBuilder;

/** The serious and critical barriers of the page that is open, described. */
export async function seriousBarriers(page) {
  const { violations } = await new Axe({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(describeViolation);
}

function describeViolation({ id, impact, help, nodes }) {
  return `${impact} ${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join('\n')}`;
}
