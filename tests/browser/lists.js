// Files that an office hands in, with one invented agency each. Their names stand at the end of every list, so
// that whoever turns pages meanwhile meets none that comes and goes.

import { workbook } from './workbook.js';

/** An own list from Excel, in the words of whoever keeps it. */
export function ownList(name) {
  return {
    name: '余暇の場.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: workbook([
      ['サークル', 'でんわ', 'ところ'],
      [name, '072-000-0001', '高槻市架空町1-1'],
    ]),
  };
}

const wamnetHeader = [
  '都道府県コード又は市区町村コード',
  'NO（※システム内の固有の番号、連番）',
  '指定機関名',
  '法人の名称',
  '法人の名称_かな',
  '法人番号',
  '法人住所（市区町村）',
  '法人住所（番地以降）',
  '法人電話番号',
  '法人FAX番号',
  '法人URL',
  'サービス種別',
  '事業所の名称',
  '事業所の名称_かな',
  '事業所番号',
  '事業所住所（市区町村）',
  '事業所住所（番地以降）',
  '事業所電話番号',
  '事業所FAX番号',
  '事業所URL',
  '事業所緯度',
  '事業所経度',
  '利用可能な時間帯（平日）',
  '利用可能な時間帯（土曜）',
  '利用可能な時間帯（日曜）',
  '利用可能な時間帯（祝日）',
  '定休日',
  '利用可能曜日特記事項（留意事項）',
  '定員',
];

/** A file as WAM NET publishes it, in which the agency has room for so many. */
export function wamnet({ name, number, capacity }) {
  const row = {
    '都道府県コード又は市区町村コード': '27000',
    'NO（※システム内の固有の番号、連番）': `A000${number}`,
    指定機関名: '大阪府',
    法人の名称: '社会福祉法人わをん会（架空）',
    サービス種別: '就労移行支援',
    事業所の名称: name,
    '事業所の名称_かな': 'わをんさぎょうしょ',
    事業所番号: number,
    '事業所住所（市区町村）': '大阪府高槻市',
    '事業所住所（番地以降）': '架空町9-9',
    事業所電話番号: '072-000-0009',
    '利用可能な時間帯（平日）': '09:00-17:00',
    定員: capacity,
  };
  return csv(`公表データ-${capacity}.csv`, [wamnetHeader, wamnetHeader.map((column) => row[column] ?? '')]);
}

function csv(name, rows) {
  const quoted = (cell) => `"${String(cell).replaceAll('"', '""')}"`;
  const text = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}`) };
}
