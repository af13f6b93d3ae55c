// Fragments, named and inline.

const onResource = '... on Resource { name }';

export const fragments = {
  'named': '{ resources(first: 1) { nodes { ...F } } } fragment F on Resource { name }',
  'before its use': 'fragment F on Resource { name } { resources(first: 1) { nodes { ...F } } }',
  'inline': `{ node(id: "x") { id ${onResource} } }`,
  'inline without a type': '{ ... { __typename } }',
  'inline on its own type': '{ ... on Query { __typename } }',
  'inline on an interface of its type': '{ resources(first: 1) { nodes { ... on Node { id } } } }',
  'in a fragment': '{ ...A } fragment A on Query { ...B } fragment B on Query { __typename }',
  'twice': '{ ...A ...A } fragment A on Query { __typename }',
  'on an interface': '{ node(id: "x") { ...F } } fragment F on Node { id }',
  'named as a type': '{ ...Query } fragment Query on Query { __typename }',
  'on a type that cannot be there': '{ resources(first: 1) { nodes { ... on Organization { name } } } }',
  'on an interface that cannot be there': '{ ... on Node { id } }',
  'named on a type that cannot be there': '{ ...F } fragment F on Resource { name }',
  'on a type there is not': '{ node(id: "x") { ... on Nothing { id } } }',
  'on a scalar': '{ ...F } fragment F on String { length }',
  'on an enum': '{ ... on ResourceKind { a } }',
  'on an input': '{ ... on ResourceFilter { text } }',
  'that is not there': '{ ...F }',
  'that nobody uses': '{ __typename } fragment F on Query { __typename }',
  'used only by one that nobody uses': '{ __typename } fragment A on Query { ...B } fragment B on Query { __typename }',
  'twice of the same name': '{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }',
  'in a circle': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  'in itself': '{ ...A } fragment A on Query { ...A }',
  'with a field there is not': '{ ...F } fragment F on Query { nothing }',
  'without a selection': '{ ...F } fragment F on Query',
  'without a type': '{ ...F } fragment F { __typename }',
  'named on': '{ ...on } fragment on on Query { __typename }',
  'inline in a leaf': '{ resourceKinds { code { ... { a } } } }',
};
