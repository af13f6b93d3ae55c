//! Forms that are filled in well but for one id, and questions behind an address: what a wrong field would
//! have ended before the id was looked at.

mod conferences;
mod maps;

use renkei_domain::consent::{ConsentRecipient, PartyId};
use renkei_domain::ids::TeamMemberId;
use renkei_tests::World;
use renkei_tests::browser::Browser;
use reqwest::Method;
use uuid::Uuid;

use super::planted::Planted;
use super::{Neighbours, assert_looks_missing};
use crate::markup::links;
use crate::record::fine;

/// The name of whom the case is about.
const NAME: &str = "canary-client";

/// One place for an id.
struct Place {
    what: &'static str,
    /// The tables whose ids are tried.
    tables: &'static [&'static str],
    /// The address, with `{id}` in the place of the id where it stands there.
    address: String,
    /// The fields, with `{id}` in its place; none where the address is opened.
    fields: Vec<(&'static str, String)>,
}

/// The first entry that somebody may mend.
pub(super) async fn own_entry(browser: &Browser) -> String {
    let page = browser.look("/account/resources").await;
    let mut entries = links(&page.html).into_iter();
    let entry = entries.find_map(|link| {
        let id = link.strip_prefix("/resources/")?;
        id.parse::<Uuid>().ok().map(|id| id.to_string())
    });
    entry.unwrap_or_else(|| panic!("no entry of one's own: {}", page.html))
}

/// Which version of a case stands now.
async fn version(world: &World, ours: &Planted) -> String {
    let view = world.app.case_view(&ours.staff.principal, ours.case);
    fine(fine(view.await)).file.case.version.to_string()
}

fn owned<'v>(
    fields: &[(&'static str, &'v str)],
    others: &[(&'static str, &'v str)],
) -> Vec<(&'static str, String)> {
    let fields = fields.iter().chain(others);
    fields
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect()
}

/// Somebody of the team as the forms of consents name them.
fn party(id: &str) -> String {
    let member = Uuid::default();
    let code = ConsentRecipient::Named(PartyId::Written(TeamMemberId::from_uuid(member))).code();
    code.replace(&member.to_string(), id)
}

/// Every place that the examples of the route table leave out.
fn places(ours: &Planted, version: &str) -> Vec<Place> {
    let (case, consultation) = (ours.case, ours.consultation);
    let place = |what, tables, address, fields| Place {
        what,
        tables,
        address,
        fields,
    };
    let (version, id, to) = (("version", version), ("item", "{id}"), party("{id}"));
    let to = to.as_str();
    let own_to = party(&ours.ids("team_member")[0].to_string());
    let own_to = own_to.as_str();
    let edit = |part: &str| format!("/cases/{case}/edit/{part}");
    let look = |part: &str| format!("/cases/{case}/edit/{part}?item={{id}}");
    let employment = [
        ("employer", "ある会社"),
        ("hired_on", "2026-11-02"),
        ("frame", "general"),
        ("disclosure", "closed"),
        ("by", "person"),
    ];
    let member = [
        ("ring", "community"),
        ("part", "member"),
        ("employer", "not_said"),
        ("since", "2026-11-02"),
    ];
    let note = [
        ("on", "2026-11-18"),
        ("category", "talk"),
        ("scope", "agency"),
        ("body", "訂正"),
    ];
    let bound = [
        ("name", NAME),
        ("agreed_on", "2026-11-20"),
        ("agreed_how", "oral"),
        ("version", "1"),
    ];
    let asked = [
        ("how", "written"),
        ("given_on", "2026-11-20"),
        ("last_day", "2027-11-19"),
        ("said", "いつでも止められると話した。"),
        ("q_medical_cooperation_body", "yes"),
    ];
    let looked = [("purpose", "when_unwell"), ("means", "phone")];
    let told = [("category", "basic"), ("how", "phone")];
    let heard = [
        ("category", "skills"),
        ("means", "phone"),
        ("obtained", "in_their_work"),
        ("ground", "consent"),
        ("on", "2026-11-20"),
    ];
    let on_paper = [("last_day", "2027-11-19")];
    let again = [
        ("answer", "yes"),
        ("what", "skills"),
        ("why", "daily_condition"),
        ("way", "phone"),
        ("how", "written"),
        ("given_on", "2026-11-20"),
        ("last_day", "2027-11-19"),
        ("said", "いつでも止められると話した。"),
    ];
    let consent = ours.ids("consent")[0];
    let request = ours.ids("copy_request")[0].to_string();
    let request = request.as_str();
    let decided = [("kind", "note"), ("seen", "x"), ("decision", "given")];
    let reported = [("ground", "abuse_report"), ("reason", "あざがある")];
    let settled = [("step", "released"), ("reason", "本人が知りたいと言った")];
    let others = [
        ("who", "ある人"),
        ("how", "written"),
        ("given_on", "2026-11-20"),
        ("last_day", "2027-11-19"),
        ("said", "いつでも止められると話した。"),
    ];
    vec![
        place(
            "an employment",
            &["employment"],
            edit("employment"),
            owned(&employment, &[version, id]),
        ),
        place(
            "a member",
            &["team_member"],
            edit("team"),
            owned(&member, &[version, id]),
        ),
        place(
            "a correction",
            &["case_note"],
            edit("note"),
            owned(&note, &[version, id]),
        ),
        place(
            "a keeper",
            &["account"],
            edit("keeper"),
            owned(&[], &[version, ("keeper", "{id}")]),
        ),
        place(
            "the same person",
            &["support_case"],
            format!("/cases/{consultation}/edit/bind"),
            owned(&bound, &[("same", "{id}")]),
        ),
        place(
            "whom to tell",
            &["team_member"],
            format!("/cases/{case}/consents/ask"),
            owned(&asked, &[("to_medical_cooperation", to)]),
        ),
        place(
            "who explained it",
            &["account"],
            format!("/cases/{case}/consents/ask"),
            owned(
                &asked,
                &[("to_medical_cooperation", own_to), ("explained_by", "{id}")],
            ),
        ),
        place(
            "whom to look for",
            &["team_member"],
            format!("/cases/{case}/consents/preview"),
            owned(&looked, &[("to", to)]),
        ),
        place(
            "whom one told",
            &["team_member"],
            format!("/cases/{case}/told"),
            owned(&told, &[("to", to)]),
        ),
        place(
            "from whom one heard",
            &["team_member"],
            format!("/cases/{case}/records/received"),
            owned(&heard, &[("from", to)]),
        ),
        place(
            "whom to ask about on paper",
            &["team_member"],
            format!("/cases/{case}/consents/paper"),
            owned(&on_paper, &[("to_daily_contact", to)]),
        ),
        place(
            "whom a consent that goes on names",
            &["team_member"],
            format!("/cases/{case}/consents/{consent}/renew"),
            owned(&again, &[("to", to)]),
        ),
        place(
            "whom one reported to",
            &["team_member"],
            format!("/cases/{case}/exceptions/new"),
            owned(&reported, &[("to", to)]),
        ),
        place(
            "an exception to settle",
            &["consent_exception"],
            format!("/cases/{case}/exceptions/settle"),
            owned(&settled, &[("exception", "{id}")]),
        ),
        place(
            "whether a member is of the company",
            &["team_member"],
            edit("tie"),
            owned(&[("employer", "not_said")], &[version, id]),
        ),
        place(
            "a member's company to look at",
            &["team_member"],
            look("tie"),
            Vec::new(),
        ),
        place(
            "an employer whose people are asked about",
            &["employment"],
            format!("/cases/{case}/consents/at-work"),
            owned(&others, &[("employer", "{id}"), ("what", "skills")]),
        ),
        place(
            "an employer to ask",
            &["employment"],
            format!("/cases/{case}/consents/others"),
            owned(&others, &[("giver", "employer:{id}")]),
        ),
        place(
            "a form on paper",
            &["consent_sheet"],
            format!("/cases/{case}/consents/ask"),
            owned(&asked, &[("sheet", "{id}")]),
        ),
        place(
            "a form on paper to look at",
            &["consent_sheet"],
            format!("/cases/{case}/consents/ask?sheet={{id}}"),
            Vec::new(),
        ),
        place(
            "a record to look at",
            &["provision"],
            format!("/cases/{case}/records/misdirected?record={{id}}"),
            Vec::new(),
        ),
        place(
            "a copy to decide about",
            &["copy_request"],
            format!("/cases/{case}/copy/decide"),
            owned(&decided, &[("request", "{id}"), ("item", request)]),
        ),
        place(
            "something to decide about",
            &["case_note"],
            format!("/cases/{case}/copy/decide"),
            owned(&decided, &[("request", request), id]),
        ),
        place(
            "an employment to look at",
            &["employment"],
            look("employment"),
            Vec::new(),
        ),
        place(
            "a member to look at",
            &["team_member"],
            look("team"),
            Vec::new(),
        ),
        place(
            "a note to look at",
            &["case_note"],
            look("note"),
            Vec::new(),
        ),
        place(
            "a consent to stop",
            &["consent"],
            format!("/cases/{case}/consents/stop?consent={{id}}"),
            Vec::new(),
        ),
        place(
            "where a list goes on",
            &["support_case"],
            "/cases?whose=all&after={id}".to_owned(),
            Vec::new(),
        ),
    ]
}

/// Tries them all, as staff.
pub(super) async fn assert_each_looks_missing(
    world: &World,
    neighbours: &Neighbours,
    browser: &Browser,
) {
    let version = version(world, &neighbours.ours).await;
    let others = conferences::places(&neighbours.ours);
    let others = others.into_iter().chain(maps::places(&neighbours.ours));
    let places = places(&neighbours.ours, &version).into_iter().chain(others);
    assert_all_look_missing(places, neighbours, browser).await;
}

/// Tries those of one's own map, as its person.
pub(super) async fn assert_each_of_a_map_looks_missing(neighbours: &Neighbours, browser: &Browser) {
    let places = maps::own_places(&neighbours.ours).into_iter();
    assert_all_look_missing(places, neighbours, browser).await;
}

async fn assert_all_look_missing(
    places: impl Iterator<Item = Place>,
    neighbours: &Neighbours,
    browser: &Browser,
) {
    for place in places {
        for id in place
            .tables
            .iter()
            .flat_map(|table| neighbours.strange(table))
        {
            let ask = async |put: fn(Uuid) -> Uuid| {
                let id = put(id).to_string();
                let put = |text: &str| text.replace("{id}", &id);
                let fields = place.fields.iter();
                let fields: Vec<(&str, String)> =
                    fields.map(|(name, value)| (*name, put(value))).collect();
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                let address = put(&place.address);
                if fields.is_empty() {
                    browser.sent(Method::GET, &address, &[], None).await
                } else {
                    browser.send(&address, &fields).await
                }
            };
            assert_looks_missing(&[id], place.what, ask).await;
        }
    }
}
