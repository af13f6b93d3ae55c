//! 「わたしのページ」: what is one's own on one page: the map, the meetings, the consents, who looked, the documents, and
//! where to get help. [`display`] is how one wants pages to look, [`map`] the map.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::cases::link::OwnCase;
use renkei_app::conference::read::ConferencesView;
use renkei_app::consent::ending::EndingConsent;
use renkei_app::map::MapRefusal;
use renkei_app::map::own::OwnMap;
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::time::japanese_date;

use super::cases::choices;
use super::cases::conference::lines::{moment, to_bring, window};
use super::cases::conference::own_asks::OwnAsks;
use super::{Here, Samples, Shell, samples_of, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Choice;
use crate::gate::refused;
use crate::paths::{
    CardPath, ConsentsPath, LookedPath, MapPath, MapPrintPath, MapWalkPath, MyPath, OwnCasePath,
    OwnCasesPath, OwnConferencePath, OwnCopyPath, RecordsPath, WorksheetsPath,
};
use crate::session::Visitor;

pub mod display;
pub mod map;

/// The words of a list to choose one from.
fn words<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    word: fn(T) -> &'static str,
    chosen: &str,
) -> Vec<Choice> {
    choices(all, code, |one| word(one).to_owned(), chosen)
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "my.html")]
pub struct MyPage {
    shell: Shell,
    map: MapPath,
    walk: MapWalkPath,
    print: MapPrintPath,
    has_map: bool,
    /// How much of the directory changed, and how much is proposed.
    changes: usize,
    suggestions: usize,
    meetings: Vec<MeetingLine>,
    cases: Vec<CaseLine>,
    own_cases: OwnCasesPath,
    card: CardPath,
    worksheets: WorksheetsPath,
}

/// A meeting that is to come.
#[derive(Debug, Clone)]
struct MeetingLine {
    path: OwnConferencePath,
    what: &'static str,
    lead: String,
    when: Option<String>,
    place: Option<String>,
    who: Vec<ComingLine>,
    /// What one brings along, a thing on each line.
    to_bring: Vec<String>,
    /// What one asked for by one press.
    asks: OwnAsks,
}

/// Who is called, as what, and from when to when.
#[derive(Debug, Clone)]
struct ComingLine {
    name: String,
    role: Option<&'static str>,
    window: String,
}

/// What there is of a case.
#[derive(Debug, Clone)]
struct CaseLine {
    lead: String,
    case: OwnCasePath,
    consents: ConsentsPath,
    looked: LookedPath,
    records: RecordsPath,
    copy: OwnCopyPath,
    /// Until when the consents hold that end soon.
    ending: Vec<String>,
}

fn meeting(view: &ConferencesView, one: &Conference) -> MeetingLine {
    let called = view.called(one);
    let who = called.iter().map(|called| ComingLine {
        name: called.name.to_string(),
        role: called.participant.role.map(|role| role.word()),
        window: window(called.participant.window),
    });
    let slot = one.slot.as_ref();
    let slot = slot.filter(|_| one.state != ConferenceState::Postponed);
    MeetingLine {
        path: OwnConferencePath::of(one.case, one.id),
        what: one.outline.purpose.plain(),
        lead: view.consents.lead.clone(),
        when: slot.map(|slot| moment(slot.begins)),
        place: slot.map(|slot| slot.place.to_string()),
        who: who.collect(),
        to_bring: to_bring(one.outline.to_bring.as_ref()),
        asks: OwnAsks::of(one),
    }
}

fn case(own: &OwnCase, ending: &[EndingConsent]) -> CaseLine {
    let id = own.case.id;
    let ending = ending.iter().filter(|one| one.case.id == id);
    CaseLine {
        lead: own.lead.clone(),
        case: OwnCasePath::of(id),
        consents: ConsentsPath::of(id),
        looked: LookedPath::of(id),
        records: RecordsPath::of(id),
        copy: OwnCopyPath::of(id),
        ending: ending.map(|one| japanese_date(one.last_day)).collect(),
    }
}

impl MyPage {
    fn of(
        shell: Shell,
        own: &OwnMap,
        (cases, meetings): (Vec<CaseLine>, Vec<MeetingLine>),
    ) -> Self {
        Self {
            shell,
            map: MapPath,
            walk: MapWalkPath,
            print: MapPrintPath,
            has_map: !own.map.is_empty(),
            changes: own.changes.len(),
            suggestions: own.suggestions.len(),
            meetings,
            cases,
            own_cases: OwnCasesPath,
            card: CardPath,
            worksheets: WorksheetsPath,
        }
    }
}

/// The meetings of a case that are to come.
async fn meetings(
    site: &Site,
    visitor: &Visitor,
    own: &OwnCase,
) -> Result<Vec<MeetingLine>, PageFault> {
    let view = site.app.conferences(visitor.principal(), own.case.id);
    // What the rule keeps back stands on the page of the case.
    let Ok(view) = view.await? else {
        return Ok(Vec::new());
    };
    let ahead = view.conferences.iter();
    let ahead = ahead.filter(|one| one.state.is_being_prepared());
    Ok(ahead.map(|one| meeting(&view, one)).collect())
}

pub(crate) async fn show(
    _: MyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let own = match site.app.own_map(visitor.principal()).await? {
        Ok(own) => own,
        Err(MapRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
        Err(_) => return Err(PageFault::NotFound),
    };
    let cases = site.app.own_cases(visitor.principal()).await?;
    let cases = cases.unwrap_or_default();
    let mut all = Vec::new();
    for one in &cases {
        all.extend(meetings(&site, &visitor, one).await?);
    }
    let ending = site.app.own_ending_consents(visitor.principal()).await?;
    let cases = cases.iter().map(|own| case(own, &ending)).collect();
    let shell = Shell::of(&site, &visitor, Here::My).await?;
    Ok(shown(&MyPage::of(shell, &own, (cases, all))))
}

impl Samples for MyPage {
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::paths::Sampled as _;
        let page = |name: &str, word: &str, count: usize| {
            let meeting = MeetingLine {
                path: OwnConferencePath::sample(),
                what: "これからの ことを 話しあう",
                lead: word.to_owned(),
                when: Some("12月4日(金) 15:00".to_owned()),
                place: Some(word.to_owned()),
                who: vec![ComingLine {
                    name: word.to_owned(),
                    role: Some(StaffRole::PsychiatricSocialWorker.word()),
                    window: window(None),
                }],
                to_bring: vec![word.to_owned(), "お知らせの 紙".to_owned()],
                asks: OwnAsks {
                    rests: true,
                    together: true,
                },
            };
            let undated = MeetingLine {
                when: None,
                place: None,
                who: Vec::new(),
                to_bring: Vec::new(),
                ..meeting.clone()
            };
            let line = CaseLine {
                lead: word.to_owned(),
                case: OwnCasePath::sample(),
                consents: ConsentsPath::sample(),
                looked: LookedPath::sample(),
                records: RecordsPath::sample(),
                copy: OwnCopyPath::sample(),
                ending: vec!["2026年12月10日(木)".to_owned()],
            };
            Self {
                shell: Shell::sample_of_person(name).at(Here::My),
                map: MapPath,
                walk: MapWalkPath,
                print: MapPrintPath,
                has_map: count > 0,
                changes: count,
                suggestions: count,
                meetings: [meeting, undated].into_iter().cycle().take(count).collect(),
                cases: vec![line; count.div_ceil(2)],
                own_cases: OwnCasesPath,
                card: CardPath,
                worksheets: WorksheetsPath,
            }
        };
        let long = "とても長い名前".repeat(14);
        vec![
            (
                "usual",
                page("島本 ひなた", "就労定着支援センターみどり", 2),
            ),
            ("empty", page("", "", 0)),
            ("longest", page(&long, &long, 8)),
        ]
    }
}

/// Every sample of these pages.
pub(super) fn every_sample(all: &mut Vec<(String, String)>) -> Result<(), askama::Error> {
    use self::map as m;
    use samples_of as of;
    of::<MyPage>("my", all)?;
    of::<display::DisplayPage>("my_display", all)?;
    of::<m::MapPage>("map", all)?;
    of::<m::walk::WalkPage>("map_walk", all)?;
    of::<m::walk::QuestionPage>("map_question", all)?;
    of::<m::more::MorePage>("map_more", all)?;
    of::<m::entry::EntryPage>("map_person", all)?;
    of::<m::about::MapAboutPage>("map_about", all)?;
    of::<m::versions::MapVersionsPage>("map_versions", all)?;
    of::<m::print::MapPrintPage>("map_print", all)?;
    of::<m::print::WorksheetsPage>("worksheets", all)?;
    of::<m::share::MapSharesPage>("map_shares", all)?;
    of::<m::share::ShareLookPage>("map_share_look", all)?;
    of::<m::share::MapLinkPage>("map_link", all)?;
    of::<m::file::MapFilePage>("map_file", all)?;
    of::<m::shared::SharedMapPage>("map_shared", all)?;
    of::<m::shared::CaseSharedMapPage>("case_shared_map", all)?;
    of::<m::suggest::CaseMapPage>("case_map", all)
}
