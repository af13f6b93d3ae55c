//! What is asked in GraphQL.

use renkei_tests::bench::client::posted;
use serde_json::{Value, json};

/// The search page: who they are, who runs them, how to call them, whether they are open.
pub(super) const PAGE: &str = "query SearchPage($filter: ResourceFilter) {
  resources(filter: $filter, first: 20) {
    edges {
      cursor
      node {
        id
        name
        kana
        kind
        sector
        officeNumber
        url
        organization { name corporateNumber }
        address { municipalityCode line }
        phones { written dial }
        openAt
      }
    }
    pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
  }
}";

/// The twenty nearest, with what a list of neighbours shows.
pub(super) const NEAREST: &str = "query Nearest($filter: ResourceFilter) {
  resources(filter: $filter, orderBy: DISTANCE, first: 20) {
    nodes {
      id
      name
      kind
      organization { name corporateNumber }
      location { latitude longitude precision }
      phones { written dial }
      openAt
    }
  }
}";

/// How many there are.
pub(super) const COUNT: &str = "query Count($filter: ResourceFilter) {
  resources(filter: $filter, first: 1) { totalCount { value isExact } }
}";

/// How many there are, and of what.
pub(super) const FACETS: &str = "query Facets($filter: ResourceFilter) {
  resources(filter: $filter, first: 1) {
    totalCount { value isExact }
    facets {
      kinds { kind count }
      sectors { sector count }
      municipalities { municipalityCode count }
    }
  }
}";

/// The requests of one document with many values of its variables.
pub(super) fn asking(document: &str, variables: &[Value]) -> Vec<Vec<u8>> {
    variables
        .iter()
        .map(|variables| {
            let call = json!({ "query": document, "variables": variables });
            posted("/graphql", &call.to_string())
        })
        .collect()
}
