// What a reader could not read although it stands on the page.

/**
 * Lines of text that leave the screen, or the box around them, or are cut off by it.
 * Runs in the page: hand it to `page.evaluate`.
 */
export function textThatSticksOut() {
  const found = [];
  const width = document.documentElement.clientWidth;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.closest('script, style, noscript, option, rt')) continue;
    if (getComputedStyle(element).visibility !== 'visible' || forScreenReaders(element)) continue;

    const block = boxAround(element);
    const box = block.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) {
      // What waits outside until it is focused, like a skip link, is not read there.
      if (line.width === 0 || line.right <= 0 || line.bottom + scrollY <= 0) continue;
      if (line.left < -1 || line.right > width + 1) report(element, 'leaves the screen');
      else if (isCut(line, element)) report(element, 'is cut off');
      else if (line.left < box.left - 1 || line.right > box.right + 1) report(element, `leaves ${name(block)}`);
    }
    if (block.matches('button, .button, .choice') && block.scrollHeight > block.clientHeight + 1) {
      report(element, `is cut by the height of ${name(block)}`);
    }
  }
  return [...new Set(found)];

  // Whether a box around hides what does not fit into it.
  function isCut(line, from) {
    for (let box = from; box; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const { left, right, top, bottom } = box.getBoundingClientRect();
      if (/hidden|clip/.test(overflowX) && (line.left < left - 1 || line.right > right + 1)) return true;
      if (/hidden|clip/.test(overflowY) && (line.top < top - 1 || line.bottom > bottom + 1)) return true;
    }
    return false;
  }

  function report(element, what) {
    found.push(`${name(element)} 「${element.textContent.trim().slice(0, 30)}」 ${what}`);
  }

  function name(element) {
    return [element.localName, ...element.classList].join('.');
  }

  function boxAround(element) {
    let box = element;
    while (/^(inline|ruby|contents)/.test(getComputedStyle(box).display) && !box.matches('button, .button')) {
      box = box.parentElement;
    }
    return box;
  }

  // Hidden by the usual way: a box one pixel wide or high that cuts the rest off.
  function forScreenReaders(element) {
    for (let box = element; box; box = box.parentElement) {
      const { overflowX, clipPath } = getComputedStyle(box);
      if ((box.offsetWidth <= 1 || box.offsetHeight <= 1) && (overflowX !== 'visible' || clipPath !== 'none')) return true;
    }
    return false;
  }
}
