//! Operations to begin with: GraphiQL offers them, the page for other systems shows them, and a test
//! runs each against the demo. The ids in them are those of the demo; elsewhere they answer null.

/// An operation with the values of its variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// What it is good for, in Japanese.
    pub title: &'static str,
    /// The document: one named operation.
    pub document: &'static str,
    /// A JSON object; empty where the document takes no variables.
    pub variables: &'static str,
}

/// Every example, from the plainest on.
pub const EXAMPLES: &[Example] = &[
    Example {
        title: "「看護」の2文字で、高槻市の訪問看護をさがす（20件ずつ）",
        document: r"query SearchPage($filter: ResourceFilter, $after: String) {
  resources(filter: $filter, first: 20, after: $after) {
    edges {
      cursor
      node {
        id
        name
        kana
        kind
        organization { name corporateNumber }
        address { municipalityCode line }
        phones { written dial }
        openAt
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
",
        variables: r#"{
  "filter": {
    "text": "看護",
    "kinds": ["VISITING_NURSING"],
    "municipalityCodes": ["272078"]
  }
}
"#,
    },
    Example {
        title: "いま、どう連絡すればよいか（用件と、だれからかで変わります）",
        document: r"query ReachNow($id: ID!, $purpose: ContactPurpose, $sender: SenderKind) {
  resource(id: $id) {
    name
    howToReach(purpose: $purpose, sender: $sender) {
      now {
        way { channel target dial afterDialling askFor desk etiquette isDoubtful }
        until
        isCertain
        next { state at isPerhapsEarlier }
      }
      later {
        way { channel target dial }
        next { state at isPerhapsEarlier }
      }
      why
      never
    }
    nextOpening { state at }
  }
}
",
        variables: r#"{
  "id": "cmVzb3VyY2U6MDE5MzJmMDAtMDAwMC03MDAyLTgwMDAtMDAwMDAwMDAwMzAx",
  "purpose": "ROUTINE",
  "sender": "SUPPORTER"
}
"#,
    },
    Example {
        title: "近い順にさがす（半径10キロ、いま開いている時間の相談先）",
        document: r"query Nearest($latitude: Float!, $longitude: Float!, $at: DateTime) {
  resources(
    filter: {
      near: { latitude: $latitude, longitude: $longitude, withinKm: 10 }
      sectors: [WELFARE, LABOUR]
      openAt: $at
    }
    orderBy: DISTANCE
    first: 20
  ) {
    nodes {
      name
      kind
      location { latitude longitude precision }
      phones { written }
    }
  }
}
",
        variables: r#"{
  "latitude": 34.8461,
  "longitude": 135.6172,
  "at": "2026-11-20T10:00:00+09:00"
}
"#,
    },
    Example {
        title: "件数と内訳（種類・分野・市区町村）",
        document: r"query Counts($filter: ResourceFilter) {
  resources(filter: $filter, first: 1) {
    totalCount { value isExact }
    facets {
      kinds { kind count }
      sectors { sector count }
      municipalities { municipalityCode municipality { name } count }
    }
  }
}
",
        variables: r#"{
  "filter": { "text": "就労" }
}
"#,
    },
    Example {
        title: "精神障害のある人や復職が得意なところの、プログラムと空き",
        document: r"query GoodAt {
  resources(filter: { goodAt: [DISABILITY_MENTAL, STAGE_RETURN] }, orderBy: NAME, first: 20) {
    nodes {
      name
      strengths { valence topic text statedOn }
      programs { kind ownName patterns { months { from to } visits { times { from to } per } } }
      capacity { designated available waiting asOf }
      notices { text until }
    }
  }
}
",
        variables: "",
    },
    Example {
        title: "IDで1件（時間・比べること・新しさ・出典まで）",
        document: r"query One($id: ID!) {
  resource(id: $id) {
    name
    serviceName
    hours { notation lines { days plan isOpen } note }
    comparison {
      months { from to }
      isWithoutLimit
      daysAWeek { from to }
      pay
      visit
      trial
      documents
      eligibility
    }
    contactPolicy { rules { purpose sender ways { channel askFor desk etiquette } } never note }
    freshness { group verifiedOn method outcome byRole due isDue }
    sources { dataset credit edition seenAt absentSince }
  }
}
",
        variables: r#"{
  "id": "cmVzb3VyY2U6MDE5MzJmMDAtMDAwMC03MDAyLTgwMDAtMDAwMDAwMDAwMzAx"
}
"#,
    },
    Example {
        title: "覚えておいたIDをまとめて読み直す（順番はそのまま、無いものは null）",
        document: r"query Again($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Resource { name phones { written } fax { written confirmation } }
  }
}
",
        variables: r#"{
  "ids": [
    "cmVzb3VyY2U6MDE5MzJmMDAtMDAwMC03MDAyLTgwMDAtMDAwMDAwMDAwNDA0",
    "cmVzb3VyY2U6MDE5MzJmMDAtMDAwMC03MDAyLTgwMDAtMDAwMDAwMDAwMzAx"
  ]
}
"#,
    },
    Example {
        title: "写しを持ちつづける（前に読んだところから、変わった機関だけ）",
        document: r"query Changes($since: String) {
  resourceChanges(since: $since, first: 20) {
    nodes {
      at
      kind
      resourceId
      mergedInto
      changed
      resource { id name phones { written } }
    }
    hasNextPage
    endCursor
  }
}
",
        variables: "",
    },
    Example {
        title: "市区町村のコードと、機関の種類のことば",
        document: r"query Words($named: String) {
  municipalities(named: $named) { code prefecture name kana latitude longitude }
  resourceKinds { kind sector word serviceName code }
}
",
        variables: r#"{
  "named": "たかつき"
}
"#,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_example_parses_and_has_a_title_of_its_own() {
        let titles: BTreeSet<&str> = EXAMPLES.iter().map(|example| example.title).collect();
        assert_eq!(titles.len(), EXAMPLES.len());
        for example in EXAMPLES {
            let parsed = async_graphql::parser::parse_query(example.document);
            assert!(parsed.is_ok(), "{}", example.title);
            let variables = serde_json::from_str::<serde_json::Value>(example.variables);
            let is_object = variables.is_ok_and(|variables| variables.is_object());
            assert!(
                is_object || example.variables.is_empty(),
                "{}",
                example.title
            );
        }
    }
}
