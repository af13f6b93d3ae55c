//! One resource, in the order in which a caller needs it: how to reach them, what they are good at,
//! what they do, what to compare, when, where, how fresh, from where.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::read::{ResourceView, Viewer};
use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::hours::notation::HoursLine;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::phone::{Confirmation, Phone, dial};
use renkei_domain::directory::program::Range;
use renkei_domain::directory::strength::{Strength, Valence, Voice};
use renkei_domain::ids::ResourceId;
use renkei_domain::time::{era_date, japanese_date};

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::paths::{AreaPath, EntrancePath, KindPath, ResourcePath};
use crate::words::moment;
use crate::words::reach::ReachBox;

mod samples;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "resource.html")]
pub struct ResourcePage {
    shell: Shell,
    home: EntrancePath,
    name: String,
    kana: Option<String>,
    kind: String,
    kind_path: KindPath,
    area: Option<(AreaPath, String)>,
    is_missing_from_data: Option<String>,
    notices: Vec<(String, String)>,
    reach: ReachBox,
    purposes: Vec<PurposeLine>,
    policy_note: Option<String>,
    character: Vec<CharacterBlock>,
    description: Option<String>,
    programs: Vec<ProgramBlock>,
    roles: Vec<&'static str>,
    comparison: Vec<(&'static str, String)>,
    openness: Openness,
    next_opening: String,
    hours: Vec<HoursLine>,
    hours_note: Option<String>,
    capacity: Vec<(&'static str, String)>,
    people: Vec<PersonLine>,
    contacts: Vec<(&'static str, ContactLine)>,
    place: Vec<(&'static str, String)>,
    organization: Vec<(&'static str, String)>,
    freshness: Vec<FreshnessLine>,
    sources: Vec<SourceLine>,
    corrections: Vec<String>,
    decided_at: String,
    printed_on: String,
}

#[derive(Debug, Clone)]
struct PurposeLine {
    purpose: &'static str,
    sentence: String,
    etiquette: Option<String>,
}

#[derive(Debug, Clone)]
struct CharacterBlock {
    valence: Valence,
    own: Vec<Statement>,
    observed: Vec<Statement>,
}

#[derive(Debug, Clone)]
struct Statement {
    topic: Option<&'static str>,
    text: String,
    said: String,
    reply: Option<String>,
}

#[derive(Debug, Clone)]
struct ProgramBlock {
    name: String,
    description: Option<String>,
    patterns: Vec<(String, Option<String>)>,
}

#[derive(Debug, Clone)]
struct PersonLine {
    name: String,
    role: String,
    contact: String,
}

#[derive(Debug, Clone)]
struct ContactLine {
    text: String,
    href: Option<String>,
    note: String,
}

#[derive(Debug, Clone)]
struct FreshnessLine {
    group: &'static str,
    verified: String,
    how: String,
    due: String,
    is_due: bool,
}

#[derive(Debug, Clone)]
struct SourceLine {
    credit: &'static str,
    edition: String,
    raw: Vec<(String, String)>,
}

impl ResourcePage {
    fn of(shell: Shell, view: &ResourceView) -> Self {
        let facts = &view.facts;
        let profile = &view.profile;
        let reach_for =
            |wanted: ContactPurpose| view.reach.iter().find(|(purpose, _)| *purpose == wanted);
        let reach = reach_for(ContactPurpose::Introduction)
            .map(|(_, answer)| ReachBox::of(answer, view.at))
            .unwrap_or(ReachBox {
                now: None,
                later: Vec::new(),
                why: "",
                never: Vec::new(),
            });
        Self {
            shell,
            home: EntrancePath,
            name: facts.name.to_string(),
            kana: facts.kana.as_ref().map(ToString::to_string),
            kind: match &facts.service_name {
                Some(name) => format!("{}（{name}）", facts.kind),
                None => facts.kind.to_string(),
            },
            kind_path: KindPath::of(facts.kind),
            area: view
                .municipality
                .as_ref()
                .map(|place| (AreaPath::of(place.code), place.name.clone())),
            is_missing_from_data: view
                .sources
                .iter()
                .find_map(|source| source.absent_since)
                .map(japanese_date),
            notices: profile
                .notices
                .iter()
                .map(|notice| {
                    (
                        notice.text.to_string(),
                        format!("{} まで", japanese_date(notice.until)),
                    )
                })
                .collect(),
            purposes: view
                .reach
                .iter()
                .filter_map(|(purpose, answer)| purpose_line(*purpose, answer, view))
                .collect(),
            reach,
            policy_note: profile
                .contact_policy
                .note
                .as_ref()
                .map(ToString::to_string),
            character: Valence::ALL
                .iter()
                .map(|valence| character(*valence, view))
                .collect(),
            description: profile.description.as_ref().map(ToString::to_string),
            programs: profile.programs.iter().map(program).collect(),
            roles: profile.roles.iter().map(|role| role.word()).collect(),
            comparison: comparison(&profile.comparison),
            openness: facts.hours.open_at(view.at, &view.holidays),
            next_opening: opening_words(view),
            hours: facts.hours.lines(),
            hours_note: facts.hours_note.as_ref().map(ToString::to_string),
            capacity: capacity(view),
            people: profile.contact_persons.iter().map(person).collect(),
            contacts: contacts(view),
            place: place(view),
            organization: organization(view),
            freshness: FieldGroup::ALL
                .iter()
                .map(|group| freshness(*group, view))
                .collect(),
            sources: view
                .sources
                .iter()
                .map(|source| SourceLine {
                    credit: source.dataset.word(),
                    edition: format!(
                        "{}（{} に取り込み）",
                        source.edition,
                        japanese_date(source.seen_at.in_japan().date)
                    ),
                    raw: source
                        .raw
                        .iter()
                        .filter(|(_, cell)| !cell.trim().is_empty())
                        .cloned()
                        .collect(),
                })
                .collect(),
            corrections: view
                .corrections
                .iter()
                .map(|kept| {
                    let said = |value: &Option<String>| {
                        value.clone().unwrap_or_else(|| "（空欄）".to_owned())
                    };
                    format!(
                        "{}: 公表では「{}」、正しくは「{}」",
                        kept.field,
                        said(&kept.source_value),
                        said(&kept.value)
                    )
                })
                .collect(),
            decided_at: format!("{} {} の時点", japanese_date(view.at.date), view.at.minute),
            printed_on: era_date(view.at.date),
        }
    }

    fn has_comparison(&self) -> bool {
        !self.comparison.is_empty()
    }
}

fn purpose_line(
    purpose: ContactPurpose,
    answer: &renkei_domain::directory::contact::reach::ReachAnswer,
    view: &ResourceView,
) -> Option<PurposeLine> {
    use renkei_domain::directory::contact::reach::ReachBasis;
    if answer.basis == ReachBasis::Published || purpose == ContactPurpose::Introduction {
        return None;
    }
    let shown = ReachBox::of(answer, view.at);
    let etiquette = shown
        .now
        .as_ref()
        .or(shown.later.first())
        .and_then(|line| line.etiquette.clone());
    Some(PurposeLine {
        purpose: purpose.word(),
        sentence: shown.sentence(),
        etiquette,
    })
}

fn character(valence: Valence, view: &ResourceView) -> CharacterBlock {
    let statement = |strength: &Strength| {
        let (who, reply) = match &strength.voice {
            Voice::SelfDeclared => ("この機関のことば".to_owned(), None),
            Voice::Observed { by, reply, .. } => (
                format!(
                    "{} が見たところ",
                    view.observers.get(by).map_or("ほかの機関", String::as_str)
                ),
                reply.as_ref().map(ToString::to_string),
            ),
        };
        Statement {
            topic: strength.topic.word(),
            text: strength.text.to_string(),
            said: format!("{who}・{}", japanese_date(strength.stated_on)),
            reply,
        }
    };
    let of_valence = || {
        view.profile
            .strengths
            .iter()
            .filter(|strength| strength.valence == valence)
    };
    let is_own = |strength: &&Strength| strength.voice == Voice::SelfDeclared;
    CharacterBlock {
        valence,
        own: of_valence().filter(is_own).map(statement).collect(),
        observed: of_valence()
            .filter(|strength| !is_own(strength))
            .map(statement)
            .collect(),
    }
}

fn program(entry: &renkei_domain::directory::program::Program) -> ProgramBlock {
    ProgramBlock {
        name: match &entry.own_name {
            Some(own) => format!("{own}（{}）", entry.kind),
            None => entry.kind.to_string(),
        },
        description: entry.description.as_ref().map(ToString::to_string),
        patterns: entry
            .patterns
            .iter()
            .map(|pattern| {
                let heads = [
                    pattern.job_coach.map(|kind| kind.word().to_owned()),
                    pattern.pace(),
                ];
                let head = heads.into_iter().flatten().collect::<Vec<_>>().join(": ");
                (head, pattern.description.as_ref().map(ToString::to_string))
            })
            .collect(),
    }
}

/// Until when it is open, or when it opens next.
fn opening_words(view: &ResourceView) -> String {
    match view.facts.hours.open_until(view.at, &view.holidays) {
        Some(end) => moment::until(end, view.at),
        None => {
            let next = view.facts.hours.next_opening(view.at, &view.holidays);
            format!("次に開くのは: {}", moment::next(next, view.at))
        }
    }
}

fn span(range: Range, unit: &str) -> String {
    let Range { from, to } = range;
    if from == to {
        format!("{from}{unit}")
    } else {
        format!("{from}〜{to}{unit}")
    }
}

fn comparison(c: &Comparison) -> Vec<(&'static str, String)> {
    let length = match (c.months, c.without_limit) {
        (_, true) => Some("期限なし".to_owned()),
        (Some(months), false) => Some(span(months, "か月")),
        (None, false) => None,
    };
    let pay = match (c.pay, &c.pay_note) {
        (Some(pay), Some(note)) => Some(format!("{pay}（{note}）")),
        (Some(pay), None) => Some(pay.to_string()),
        (None, note) => note.as_ref().map(ToString::to_string),
    };
    let documents = c
        .documents
        .iter()
        .map(|document| document.word())
        .collect::<Vec<_>>()
        .join("、");
    let lines = [
        ("使える人", c.eligibility.as_ref().map(ToString::to_string)),
        ("使える期間", length),
        ("週に何日", c.days_a_week.map(|days| span(days, "日"))),
        ("お金", pay),
        ("近さ", c.distance.map(|distance| distance.to_string())),
        (
            "就職のあとの支援",
            c.retention_support.map(|offered| offered.to_string()),
        ),
        ("申しこみ先", c.apply_at.as_ref().map(ToString::to_string)),
        ("見学", c.visit.map(|offered| offered.to_string())),
        ("体験", c.trial.map(|offered| offered.to_string())),
        (
            "送迎・交通費",
            c.transport.map(|offered| offered.to_string()),
        ),
        ("費用", c.cost.as_ref().map(ToString::to_string)),
        (
            "持ってくるもの",
            (!documents.is_empty()).then_some(documents),
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(term, text)| Some((term, text?)))
        .collect()
}

fn capacity(view: &ResourceView) -> Vec<(&'static str, String)> {
    let people = |count: u32| format!("{count}人");
    let mut lines: Vec<(&'static str, String)> = view
        .facts
        .capacity
        .map(|count| ("定員（公表）", people(count)))
        .into_iter()
        .collect();
    if let Some(report) = view.profile.capacity {
        let said = [
            ("いま空いている", report.available),
            ("受け入れの上限", report.maximum),
            ("待っている人", report.waiting),
        ];
        lines.extend(
            said.into_iter()
                .filter_map(|(term, count)| Some((term, people(count?)))),
        );
        lines.push(("聞いた日", japanese_date(report.as_of)));
    }
    lines
}

fn person(entry: &renkei_domain::directory::people::ContactPerson) -> PersonLine {
    let role = [
        entry.title.as_ref().map(ToString::to_string),
        entry.role.map(|role| role.to_string()),
    ];
    let contact = [
        entry.phone.as_ref().map(|phone| phone.written.to_string()),
        entry.email.as_ref().map(ToString::to_string),
    ];
    PersonLine {
        name: match &entry.kana {
            Some(kana) => format!("{}（{kana}）", entry.name),
            None => entry.name.to_string(),
        },
        role: role.into_iter().flatten().collect::<Vec<_>>().join("・"),
        contact: contact.into_iter().flatten().collect::<Vec<_>>().join("・"),
    }
}

fn contacts(view: &ResourceView) -> Vec<(&'static str, ContactLine)> {
    let facts = &view.facts;
    let number = |phone: &Phone, is_phone: bool| {
        let doubt = (phone.confirmation == Confirmation::Unconfirmed)
            .then(|| "電話番号と同じです。送る前に確かめてください".to_owned());
        let notes = [
            phone.label.as_ref().map(ToString::to_string),
            phone
                .voice_guide_key
                .as_ref()
                .map(|key| format!("音声案内 {key}")),
            phone
                .extension
                .as_ref()
                .map(|extension| format!("内線 {extension}")),
            doubt,
        ];
        ContactLine {
            text: phone.written.to_string(),
            href: dial(phone.written.as_str())
                .filter(|_| is_phone)
                .map(|digits| format!("tel:{digits}")),
            note: notes.into_iter().flatten().collect::<Vec<_>>().join("・"),
        }
    };
    let plain = |text: String, href: Option<String>| ContactLine {
        text,
        href,
        note: String::new(),
    };
    let mut lines: Vec<_> = facts
        .phones
        .iter()
        .map(|phone| ("電話", number(phone, true)))
        .collect();
    lines.extend(facts.fax.as_ref().map(|fax| ("FAX", number(fax, false))));
    lines.extend(facts.email.as_ref().map(|mail| {
        (
            "メール",
            plain(mail.to_string(), Some(format!("mailto:{mail}"))),
        )
    }));
    // Other schemes are shown as text: a link must not run anything.
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    lines.extend(facts.url.as_ref().map(|url| {
        (
            "ホームページ",
            plain(
                url.to_string(),
                is_web(url.as_str()).then(|| url.to_string()),
            ),
        )
    }));
    lines
}

fn place(view: &ResourceView) -> Vec<(&'static str, String)> {
    let address = view
        .facts
        .address
        .as_ref()
        .map(|address| match &address.postal_code {
            Some(code) => format!("〒{code} {}", address.line()),
            None => address.line(),
        });
    let joined = |words: Vec<String>| (!words.is_empty()).then(|| words.join("、"));
    let lines = [
        ("住所", address),
        (
            "担当する地域",
            joined(
                view.service_area
                    .iter()
                    .map(|place| place.name.clone())
                    .collect(),
            ),
        ),
        (
            "建物・伝え方",
            joined(
                view.profile
                    .access
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            ),
        ),
        (
            "日本語のほかのことば",
            joined(
                view.profile
                    .languages
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            ),
        ),
        (
            "事業所番号",
            view.facts.office_number.as_ref().map(ToString::to_string),
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(term, text)| Some((term, text?)))
        .collect()
}

fn organization(view: &ResourceView) -> Vec<(&'static str, String)> {
    let Some(facts) = &view.organization else {
        return Vec::new();
    };
    let lines = [
        ("法人", Some(facts.name.to_string())),
        (
            "法人番号",
            facts.corporate_number.map(|number| number.to_string()),
        ),
        (
            "代表者",
            facts.head_of_body.as_ref().map(ToString::to_string),
        ),
        (
            "法人の住所",
            facts.address.as_ref().map(|address| address.line()),
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(term, text)| Some((term, text?)))
        .collect()
}

fn freshness(group: FieldGroup, view: &ResourceView) -> FreshnessLine {
    match view
        .profile
        .verifications
        .iter()
        .rev()
        .find(|done| done.group == group)
    {
        Some(done) => FreshnessLine {
            group: group.word(),
            verified: japanese_date(done.verified_on),
            // The name of whoever asked is nobody else's business; the role says how far to trust it.
            how: format!("{}・{}（{}）", done.method, done.outcome, done.by_role),
            due: japanese_date(done.due()),
            is_due: done.due() <= view.at.date,
        },
        None => FreshnessLine {
            group: group.word(),
            verified: "まだ確かめていません".to_owned(),
            how: String::new(),
            due: "できるだけ早く".to_owned(),
            is_due: true,
        },
    }
}

pub(crate) async fn show(
    path: ResourcePath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    let id = ResourceId::from_str(&path.id).map_err(|_| PageFault::NotFound)?;
    let view = site
        .app
        .view_resource(&Viewer::Anonymous, id)
        .await?
        .ok_or(PageFault::NotFound)?;
    Ok(shown(&ResourcePage::of(
        Shell::of(&site, Here::Directory).await?,
        &view,
    )))
}
