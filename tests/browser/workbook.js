// A workbook of one sheet, as small as Excel's format allows: texts in a ZIP whose files are stored as they are.

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const parts = 'http://schemas.openxmlformats.org/package/2006';

/** The bytes of a workbook with these rows of texts. */
export function workbook(rows) {
  return zip({
    '[Content_Types].xml': `<Types xmlns="${parts}/content-types"/>`,
    '_rels/.rels': leadingTo('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml':
      `<workbook xmlns="${main}" xmlns:r="${links}"><sheets>` +
      '<sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': leadingTo('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`,
  });
}

function leadingTo(what, target) {
  return (
    `<Relationships xmlns="${parts}/relationships">` +
    `<Relationship Id="rId1" Type="${links}/${what}" Target="${target}"/></Relationships>`
  );
}

function row(texts, above) {
  const cell = (text, place) => {
    const at = `${String.fromCharCode(65 + place)}${above + 1}`;
    return `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  };
  return `<row r="${above + 1}">${texts.map(cell).join('')}</row>`;
}

/** A ZIP of texts by their names. */
function zip(files) {
  const [bodies, directory] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [called, bytes] = [Buffer.from(name), Buffer.from(text)];
    // Version 2.0, nothing compressed, the first day a ZIP can name.
    const about = numbers([2, 20], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, checksum(bytes)]);
    const sizes = numbers([4, bytes.length], [4, bytes.length], [2, called.length], [2, 0]);
    bodies.push(numbers([4, 0x04034b50]), about, sizes, called, bytes);
    const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
    directory.push(numbers([4, 0x02014b50], [2, 20]), about, sizes, rest, called);
    at += 4 + about.length + sizes.length + called.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, at], [2, 0]);
  return Buffer.concat([...bodies, listed, end]);
}

/** Numbers of so many bytes each, the least significant first. */
function numbers(...all) {
  return Buffer.concat(
    all.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}

/** The checksum of ZIP. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
