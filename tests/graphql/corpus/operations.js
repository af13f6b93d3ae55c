// Operations of a document: which there are, and which is meant.

const two = 'query A { __typename } query B { resourceKinds { code } }';

export const operations = {
  'short form': '{ __typename }',
  'anonymous query': 'query { __typename }',
  'named query': 'query Named { __typename }',
  'name of a keyword': 'query query { __typename }',
  'the only one by its name': { document: 'query Named { __typename }', operationName: 'Named' },
  'the only one by another name': { document: 'query Named { __typename }', operationName: 'Other' },
  'an anonymous one by a name': { document: '{ __typename }', operationName: 'Named' },
  'one of two': { document: two, operationName: 'B' },
  'none of two': two,
  'another than two': { document: two, operationName: 'C' },
  'two of the same name': { document: 'query A { __typename } query A { __typename }', operationName: 'A' },
  'an anonymous one beside a named one': '{ __typename } query A { __typename }',
  'two anonymous ones': '{ __typename } { __typename }',
  'fragments alone': 'fragment F on Query { __typename }',
  'nothing': '',
  'a comment alone': '# nothing',
  'a mutation that changes nothing': 'mutation { __typename }',
  'a subscription to what nobody can watch': 'subscription { resources { nodes { id } } }',
  'a mistake in the other of two': {
    document: 'query A { __typename } query B { nothing }',
    operationName: 'A',
  },
  'a variable of the other of two': {
    document: 'query A { __typename } query B($i: ID!) { node(id: $i) { id } }',
    operationName: 'A',
  },
  'a type beside an operation': '{ __typename } type T { a: Int }',
  'an empty selection': '{ }',
  'an operation without a selection': 'query A',
};
