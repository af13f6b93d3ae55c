// Two fields under one name of the answer.

const both = (inner) => `{ resources(first: 1) { nodes { ${inner} } } }`;

export const conflicts = {
  'the same field': both('name name'),
  'the same field by an alias': both('a: name a: name'),
  'the same arguments': '{ municipalities(named: "高槻") { code } municipalities(named: "高槻") { name } }',
  'the same arguments in another order':
    '{ municipalities(named: "高槻", prefecture: "大阪府") { code } municipalities(prefecture: "大阪府", named: "高槻") { name } }',
  'the same variables': {
    document: 'query ($v: String) { municipalities(named: $v) { code } municipalities(named: $v) { name } }',
    variables: { v: '高槻' },
  },
  'two fields': both('a: name a: kana'),
  'a field and an alias': both('name name: kana'),
  'two arguments': '{ municipalities(named: "高槻") { code } municipalities(named: "茨木") { code } }',
  'an argument and none': '{ municipalities(named: "高槻") { code } municipalities { code } }',
  'two variables': {
    document: 'query ($v: String, $w: String) { municipalities(named: $v) { code } municipalities(named: $w) { code } }',
    variables: {},
  },
  'two fields, in fields that are merged': '{ resources(first: 1) { nodes { a: name } } resources(first: 1) { nodes { a: kana } } }',
  'two arguments, in fields that are merged':
    '{ resources(first: 1) { nodes { howToReach(purpose: URGENT) { why } } } resources(first: 1) { nodes { howToReach { why } } } }',
  'two fields, one in a fragment of the same type': '{ a: __typename ... on Query { a: resourceKinds { code } } }',
  'two fields, one in an inline fragment without a type': '{ a: __typename ... { a: resourceKinds { code } } }',
  'two fields in two fragments': '{ ...A ...B } fragment A on Query { a: __typename } fragment B on Query { a: resourceKinds { code } }',
  'two fields on a type and on its interface': '{ node(id: "x") { ... on Resource { a: name } ... on Node { a: id } } }',
  'two shapes on a type and on its interface': '{ node(id: "x") { ... on Resource { a: phones { written } } ... on Node { a: id } } }',
  'a leaf and an object': both('a: name a: organization { name }'),
};
