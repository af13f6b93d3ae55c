//! A conference in words: who is called and why not yet, what is talked about and when, how near a handover is.

use chrono::NaiveDate;
use renkei_app::conference::read::{Called, ConferencesView};
use renkei_domain::conference::{
    Agenda, Coming, Conference, Fit, HandedCopy, Handover, HandoverLack, HandoverWarning, Invitee,
    PersonWords, TimeWindow, ToBring,
};
use renkei_domain::consent::PartyId;
use renkei_domain::time::{Instant, japanese_moment};

use super::super::consents::preview::HeldBack;
use super::super::facts::{Facts, day, fact, lined, lines_of, said, text};
use super::super::lines::way;
use super::super::part::CasePart;
use crate::paths::{AskConsentPath, ConferencePartPath};

/// A moment with its weekday.
pub(in crate::pages) fn moment(at: Instant) -> String {
    japanese_moment(at.in_japan())
}

/// What the person brings along, a thing on each line.
pub(in crate::pages) fn to_bring(things: Option<&ToBring>) -> Vec<String> {
    things
        .map(|things| lines_of(things.prose()))
        .unwrap_or_default()
}

/// How near the end of a service is that is handed over on a day.
pub(in crate::pages) fn warning_of(ends_on: NaiveDate, today: NaiveDate) -> Option<String> {
    HandoverWarning::of(ends_on, today).map(warning)
}

/// The same in words.
pub(super) fn warning(warning: HandoverWarning) -> String {
    match warning {
        HandoverWarning::Begin { share_by } => format!(
            "支援の終わりまで6か月を切りました。引継ぎの情報は、{} までに（終わりの3か月前までに）、本人の同意のもとで伝えます。",
            day(share_by)
        ),
        HandoverWarning::Late { share_by } => format!(
            "引継ぎの情報を伝える めやす（終わりの3か月前、{}）が過ぎています。いそいで会議の日を決めてください。",
            day(share_by)
        ),
    }
}

/// For which part somebody is there.
pub(in crate::pages) fn window(window: Option<TimeWindow>) -> String {
    match window {
        None => "はじめから終わりまで".to_owned(),
        Some(window) => format!(
            "はじまって {}分から {}分まで",
            window.from(),
            window.until()
        ),
    }
}

/// Of what they hear who are there for a part: the items by place and title.
fn items_in(agenda: &Agenda, window: TimeWindow) -> String {
    let own = (window.from() < agenda.own_minutes).then(|| "1 本人の話".to_owned());
    let items = agenda.within(window);
    let items = items.map(|(place, item)| format!("{place} {}", item.title));
    let all: Vec<String> = own.into_iter().chain(items).collect();
    match all.is_empty() {
        true => "出る議題: ありません".to_owned(),
        false => format!("出る議題: {}", all.join("、")),
    }
}

/// Somebody who is called.
#[derive(Debug, Clone)]
pub(super) struct CalledLine {
    pub(super) id: String,
    pub(super) name: String,
    /// In what role they come, whether they must, for which part, and who may stand in for them.
    pub(super) how: Vec<String>,
    pub(super) state: String,
    /// What of the agenda they may not hear, or why they may not come at all.
    pub(super) held: Vec<HeldBack>,
    /// Where the person is asked.
    pub(super) ask: Option<AskConsentPath>,
    /// Where they join the team, without which nobody is asked about them.
    pub(super) team: Option<String>,
    /// Where how they are called is changed.
    pub(super) edit: Option<String>,
    /// Whether the person said that they do not want them.
    pub(super) is_unwanted: bool,
    /// Whether their part begins or ends in the middle of an item.
    pub(super) is_cut: bool,
}

/// Where the copy of the material is that somebody was handed.
fn copy_words(copy: &HandedCopy) -> String {
    match copy.collected_on {
        Some(on) => format!("資料 {}番: {} に回収", copy.number, day(on)),
        None => format!("資料 {}番: まだ回収していません", copy.number),
    }
}

/// Somebody who is called, for staff.
pub(super) fn called_line(
    view: &ConferencesView,
    conference: &Conference,
    one: &Called,
) -> CalledLine {
    let participant = &one.participant;
    let fax = match &participant.who {
        Invitee::Written { fax, .. } => fax.as_ref(),
        Invitee::Member(_) | Invitee::Listed { .. } => None,
    };
    let how = [
        participant.role.map(|role| role.word().to_owned()),
        Some(format!("出席: {}", participant.attendance)),
        Some(window(participant.window)),
        participant
            .window
            .map(|part| items_in(&conference.agenda, part)),
        Some(format!("代わり: {}", participant.substitute)),
        fax.map(|fax| format!("FAX {fax}")),
        conference.copies.get(&participant.id).map(copy_words),
    ];
    let held = |refusals: &[renkei_domain::consent::Refusal]| {
        let held = refusals.iter();
        held.map(|refusal| HeldBack::of(&view.consents, one.party, refusal))
            .collect::<Vec<_>>()
    };
    let may = || match view.agreed_to(conference, one) {
        Some((on, consent)) => format!("呼べます。{}の {consent}によります", day(on)),
        None => "呼べます".to_owned(),
    };
    let (state, held) = match &one.coming {
        Coming::May { not, .. } if not.is_empty() => (may(), Vec::new()),
        Coming::May { not, .. } => (
            format!("{}。ただし、いまの同意では聞けない議題があります", may()),
            held(not),
        ),
        Coming::NotYet(why) => ("まだ呼べません".to_owned(), held(why)),
        Coming::Unwanted(since) => (
            format!(
                "呼びません。本人が {} に「よばないで」と言いました",
                day(*since)
            ),
            Vec::new(),
        ),
    };
    let case = view.case();
    let may_ask = view.may_convene && case.is_open() && !held.is_empty();
    let is_in_team = match one.party {
        Some(id) => view.consents.party(id).is_some(),
        None => false,
    };
    let may_change = view.may_convene && conference.state.is_being_prepared();
    let may_join = matches!(one.party, Some(PartyId::Written(_))) && !is_in_team;
    CalledLine {
        id: participant.id.to_string(),
        name: one.name.clone(),
        how: how.into_iter().flatten().collect(),
        state,
        held,
        ask: (may_ask && !may_join).then(|| AskConsentPath::of(case.id)),
        team: (may_ask && !is_in_team).then(|| way(case.id, CasePart::Team, None)),
        edit: may_change.then(|| {
            let path = ConferencePartPath::of(case.id, conference.id, "call");
            format!("{path}?item={}", participant.id)
        }),
        is_unwanted: participant.unwanted_since.is_some(),
        is_cut: participant
            .window
            .is_some_and(|part| conference.agenda.is_cut_by(part)),
    }
}

/// Something that is talked about.
#[derive(Debug, Clone)]
pub(super) struct ItemLine {
    pub(super) id: String,
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) facts: Facts,
    pub(super) edit: Option<String>,
    /// Whether another one stands before it that it can change places with.
    pub(super) is_first: bool,
}

/// What is talked about after the person's own item, in the words for staff with little room, or in those for everybody
/// with a line for each thing.
pub(super) fn item_lines(
    view: &ConferencesView,
    conference: &Conference,
    is_plain: bool,
) -> Vec<ItemLine> {
    let may_change = view.may_convene && conference.state.is_being_prepared();
    let timed = conference.agenda.timed().enumerate();
    let lines = timed.map(|(place, (item, from, until))| {
        let told = item.categories.iter().map(|one| match is_plain {
            true => one.plain(),
            false => one.word(),
        });
        let told: Vec<&str> = told.collect();
        let presenter = view.presenter(conference, item.presenter);
        let when = format!("{}分（{from}分〜{until}分）", item.minutes);
        let about = (!told.is_empty()).then(|| match is_plain {
            true => {
                let lines = told.iter().map(|one| (*one).to_owned());
                lined("あなたのことで 話すこと", lines.collect()).ours()
            }
            false => fact("本人のことで話すこと", told.join("、")),
        });
        let (when, by, aim) = match is_plain {
            true => {
                let (by, aim) = (fact("話す人", presenter), fact("めあて", item.aim).ours());
                (when, Some(by), Some(aim))
            }
            false => {
                let aim = item.aim;
                (format!("{when}　{presenter}　めあて: {aim}"), None, None)
            }
        };
        ItemLine {
            id: item.id.to_string(),
            number: place + 2,
            title: item.title.to_string(),
            when,
            facts: Facts::of([by, aim, about]),
            edit: may_change.then(|| {
                let path = ConferencePartPath::of(view.case().id, conference.id, "item");
                format!("{path}?item={}", item.id)
            }),
            is_first: place == 0,
        }
    });
    lines.collect()
}

/// Whether everything finds room.
pub(super) fn fit(agenda: &Agenda, minutes: Option<u16>) -> String {
    let taken = agenda.minutes();
    match minutes.map(|minutes| (minutes, agenda.fit(minutes))) {
        None => format!("ぜんぶで {taken}分です。"),
        Some((minutes, Fit::Left(0))) => {
            format!("ぜんぶで {taken}分です。会議の {minutes}分に ちょうど入ります。")
        }
        Some((minutes, Fit::Left(left))) => {
            format!("ぜんぶで {taken}分です。会議は {minutes}分なので、{left}分あまります。")
        }
        Some((minutes, Fit::Over(over))) => format!(
            "ぜんぶで {taken}分です。会議は {minutes}分なので、{over}分たりません。議題をへらすか、時間をのばしてください。"
        ),
    }
}

/// What the person says.
pub(super) fn words(words: &PersonWords) -> Facts {
    Facts::of([
        text("希望", words.wishes.as_ref()),
        text("できていること", words.can_do.as_ref()),
        text("話したいこと", words.to_talk.as_ref()),
        text("話さないでほしいこと", words.not_to_talk.as_ref()),
        said("どこから", words.from),
    ])
}

/// What a handover settles.
pub(super) fn handover(view: &ConferencesView, handover: &Handover) -> Facts {
    let views: Vec<&str> = handover.views.keys().map(|view| view.word()).collect();
    let lacks = handover.lacks(&view.views_to_ask()).into_iter();
    let lacks: Vec<&str> = lacks.map(HandoverLack::word).collect();
    let settled = [
        Some(fact("支援の終わる日", day(handover.ends_on))),
        Some(fact(
            "情報を伝える期限（3か月前）",
            day(handover.share_by()),
        )),
        text("残っている課題と、ためしたこと", handover.unsolved.as_ref()),
        text(
            "職場のナチュラルサポート",
            handover.natural_support.as_ref(),
        ),
        text("つぎの機関の支援の違い", handover.difference.as_ref()),
        said("違いを本人に説明した日", handover.explained_on.map(day)),
        text("だれが・いつから", handover.from_when.as_ref()),
        said(
            "前もって考えを聞いた人",
            (!views.is_empty()).then(|| views.join("、")),
        ),
    ];
    let heard = handover.views.iter();
    let heard = heard.map(|(view, said)| text(view.said(), said.as_ref()));
    let lacks = said(
        "まだ書かれていないこと",
        (!lacks.is_empty()).then(|| lacks.join("、")),
    );
    Facts::of(settled.into_iter().chain(heard).chain([lacks]))
}

/// With whom a conference is held, and what for.
pub(super) fn outline(view: &ConferencesView, conference: &Conference) -> Facts {
    let outline = &conference.outline;
    let absence = outline.presence.absence.as_ref();
    let family = outline.presence.family.as_ref();
    let with = match absence {
        None => "本人といっしょに開く".to_owned(),
        Some(absence) => format!("本人なしで開く（{}）", absence.reason),
    };
    let family = family.map(|family| {
        let part = window(Some(family.window));
        format!("{part}（本人が {} に よいと言った）", day(family.agreed_on))
    });
    Facts::of([
        Some(fact("種類", outline.kind)),
        Some(fact("目的", outline.purpose)),
        Some(fact("主催", view.host(conference))),
        said(
            "担当",
            Some(view.keeper(conference)).filter(|name| !name.is_empty()),
        ),
        Some(fact("本人", with)),
        text("本人なしのわけ", absence.map(|absence| &absence.words)),
        Some(fact("家族", family.unwrap_or_else(|| "出ない".to_owned()))),
        text(
            "本人がもってくるもの",
            outline.to_bring.as_ref().map(ToBring::prose),
        ),
    ])
}
