// Directives: known, in their place, once.

export const directives = {
  'skip': '{ __typename resourceKinds @skip(if: true) { code } }',
  'include': '{ __typename resourceKinds @include(if: false) { code } }',
  'both': '{ resourceKinds @include(if: true) @skip(if: false) { code } }',
  'by a variable': {
    document: 'query ($v: Boolean!) { __typename resourceKinds @skip(if: $v) { code } }',
    variables: { v: true },
  },
  'by a variable that may be null': {
    document: 'query ($v: Boolean) { __typename resourceKinds @skip(if: $v) { code } }',
    variables: { v: true },
  },
  'by a variable with a default': 'query ($v: Boolean = true) { __typename resourceKinds @skip(if: $v) { code } }',
  'by a variable of another type': {
    document: 'query ($v: String!) { __typename resourceKinds @skip(if: $v) { code } }',
    variables: { v: 'true' },
  },
  'on a spread': '{ __typename ...F @skip(if: true) } fragment F on Query { resourceKinds { code } }',
  'on an inline fragment': '{ ... @include(if: true) { __typename } }',
  'on __typename': '{ __typename @skip(if: false) }',
  'without its argument': '{ resourceKinds @skip { code } }',
  'with another argument': '{ resourceKinds @skip(if: true, unless: 1) { code } }',
  'with null': '{ resourceKinds @skip(if: null) { code } }',
  'with a text': '{ resourceKinds @skip(if: "true") { code } }',
  'twice': '{ resourceKinds @skip(if: false) @skip(if: false) { code } }',
  'there is not': '{ resourceKinds @nothing { code } }',
  'there is not, on __typename': '{ __typename @nothing }',
  'there is not, on an operation': 'query @nothing { __typename }',
  'there is not, on a fragment': '{ ...F } fragment F on Query @nothing { __typename }',
  'there is not, on a spread': '{ ...F @nothing } fragment F on Query { __typename }',
  'there is not, on a variable': {
    document: 'query ($v: ID! @nothing) { node(id: $v) { id } }',
    variables: { v: 'x' },
  },
  'in the wrong place': 'query @skip(if: true) { __typename }',
  'of a schema on a field': '{ resourceKinds @deprecated { code } }',
  'on a value': '{ resources(first: 1 @skip(if: true)) { nodes { id } } }',
};
