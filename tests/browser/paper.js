// What a page becomes on paper.

/** The sides a page prints on: the size of each in points. */
export async function printed(page) {
  return pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
}

/** The browser writes the page objects of a PDF uncompressed. */
function pagesOf(pdf) {
  const objects = pdf.toString('latin1').split(/\bendobj\b/);
  return objects
    .filter((object) => /\/Type\s*\/Page\b/.test(object))
    .map((object) => {
      const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(object);
      return { width: Number(width), height: Number(height) };
    });
}
