// What is pressed, and how large it is.

/** Runs in the page: how many things to press it measured, and those that are too small for an unsteady finger. */
export function smallTargets() {
  const titles = [...document.querySelectorAll('.row')].map((row) => row.querySelector('a[href^="/resources/"]'));
  const large = new Set([
    ...document.querySelectorAll('button, .button, .choice, nav a, select, input:not([type=hidden])'),
    ...titles.filter(Boolean),
  ]);
  // The label of a choice is pressed, not its small box.
  for (const box of document.querySelectorAll('.choice input, .tick input')) large.delete(box);

  const small = [];
  let count = 0;
  for (const target of new Set([...large, ...document.querySelectorAll('a[href], summary')])) {
    const { width, height, right, bottom } = target.getBoundingClientRect();
    // Not shown, or waiting outside until it is focused, like a skip link.
    if (width <= 1 || height <= 1 || right <= 0 || bottom + scrollY <= 0) continue;
    const least = large.has(target) ? 44 : 24;
    // WCAG 2.5.8 excepts a link within a sentence: its line decides its height.
    if (least === 24 && withinSentence(target)) continue;
    count += 1;
    if (height < least - 0.5 || width < 23.5) {
      const name = [target.localName, ...target.classList].join('.');
      small.push(`${name} 「${target.textContent.trim().slice(0, 20)}」 ${Math.round(width)} × ${Math.round(height)}, not ${least} high`);
    }
  }
  return { count, small };

  function withinSentence(link) {
    if (getComputedStyle(link).display !== 'inline') return false;
    const around = link.closest('p, li, dd, dt, td, th, blockquote, div, section, main');
    return around.textContent.replace(/\s/g, '').length > link.textContent.replace(/\s/g, '').length;
  }
}
