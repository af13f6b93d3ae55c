//! A page as JSON, its fields in the order in which the document of GraphQL asks for them.

use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::phone;
use renkei_domain::ids::ResourceId;
use renkei_domain::time::Instant;
use renkei_graphql::global_id;
use serde::{Deserialize, Serialize};

use super::asked::{Tables, Wanted};
use super::cursor::Fingerprint;
use super::found::{Found, Hit};
use super::serve::Fault;
use super::statements::PAGE;

#[derive(Serialize)]
struct Answer<'f> {
    data: Data<'f>,
}

#[derive(Serialize)]
struct Data<'f> {
    resources: Connection<'f>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Connection<'f> {
    edges: Vec<Edge<'f>>,
    page_info: PageInfo,
}

#[derive(Serialize)]
struct Edge<'f> {
    cursor: String,
    node: Node<'f>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node<'f> {
    id: String,
    name: &'f str,
    kana: Option<&'f str>,
    kind: &'f str,
    sector: &'f str,
    office_number: Option<&'f str>,
    url: Option<&'f str>,
    organization: Option<Runs<'f>>,
    address: Option<Address>,
    phones: Vec<Phone>,
    open_at: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Runs<'f> {
    name: &'f str,
    corporate_number: Option<&'f str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    municipality_code: Option<String>,
    line: String,
}

#[derive(Serialize)]
struct Phone {
    written: String,
    dial: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_previous_page: bool,
    has_next_page: bool,
    start_cursor: Option<String>,
    end_cursor: Option<String>,
}

/// A phone as it stands in the database, without what the page leaves aside.
#[derive(Deserialize)]
struct PhoneCell {
    written: String,
}

/// The names of the kind and of its sector in GraphQL, the same for the whole page.
struct Names {
    kind: String,
    sector: String,
}

/// Writes the answer to a page.
pub(super) fn json(
    wanted: &Wanted,
    found: &Found,
    tables: &Tables,
    now: Instant,
) -> Result<Vec<u8>, Fault> {
    let names = Names {
        kind: wanted.kind.code().to_ascii_uppercase(),
        sector: wanted.kind.sector().code().to_ascii_uppercase(),
    };
    let fingerprint = Fingerprint::of(wanted);
    let page = found.hits.iter().take(PAGE);
    let edges = page
        .map(|hit| {
            Ok(Edge {
                cursor: fingerprint.cursor(hit),
                node: node(hit, found, &names, tables, now)?,
            })
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    let cursor = |edge: Option<&Edge<'_>>| edge.map(|edge| edge.cursor.clone());
    let page_info = PageInfo {
        has_previous_page: false,
        has_next_page: found.hits.len() > PAGE,
        start_cursor: cursor(edges.first()),
        end_cursor: cursor(edges.last()),
    };
    let resources = Connection { edges, page_info };
    let data = Data { resources };
    Ok(serde_json::to_vec(&Answer { data })?)
}

fn node<'f>(
    hit: &'f Hit,
    found: &'f Found,
    names: &'f Names,
    tables: &Tables,
    now: Instant,
) -> Result<Node<'f>, Fault> {
    let phones: Vec<PhoneCell> = serde_json::from_str(&hit.phones)?;
    let hours = match &hit.hours {
        Some(notation) => Hours::parse(notation)?,
        None => Hours::default(),
    };
    let open_at = match hours.open_at(now.in_japan(), &tables.holidays) {
        Openness::Open => "OPEN",
        Openness::Closed => "CLOSED",
        Openness::Unknown => "UNKNOWN",
    };
    let runs = hit.organization.and_then(|id| found.organizations.get(&id));
    Ok(Node {
        id: global_id(ResourceId::from_uuid(hit.id)),
        name: &hit.name,
        kana: hit.kana.as_deref(),
        kind: &names.kind,
        sector: &names.sector,
        office_number: hit.office_number.as_deref(),
        url: hit.url.as_deref(),
        organization: runs.map(|by| Runs {
            name: &by.name,
            corporate_number: by.corporate_number.as_deref(),
        }),
        address: hit.city.as_ref().map(|city| Address {
            municipality_code: hit.municipality.map(|code| format!("{code:06}")),
            line: format!("{city}{}", hit.rest.as_deref().unwrap_or_default()),
        }),
        phones: phones
            .into_iter()
            .map(|PhoneCell { written }| Phone {
                dial: phone::dial(&written),
                written,
            })
            .collect(),
        open_at,
    })
}
