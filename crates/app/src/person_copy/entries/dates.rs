//! How a date was found and who was called to it, as that stands in a copy. When and how somebody was asked or called,
//! and what the person answered, they read at once; what others answered are words of theirs. Where others are reached
//! is no part of a copy.

use renkei_domain::conference::invitation::{GivenReply, Invitation, Notice, OwnSide, Reply};
use renkei_domain::conference::poll::{Asked, Poll, PollAnswer, Respondent};
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};
use renkei_domain::time::{Instant, japanese_moment};
use renkei_store::person_copy::PersonCopyFile;

use super::Known;
use super::conferences::{called, heading_of};

/// A day with its time.
pub(super) fn moment(at: Instant) -> String {
    japanese_moment(at.in_japan())
}

/// Who is asked.
fn asked(file: &PersonCopyFile, known: &Known, poll: &Poll, one: &Respondent) -> String {
    let mut conferences = file.conferences.iter();
    let conference = conferences.find(|known| known.id == poll.conference);
    match one.who {
        Asked::Person => "あなた".to_owned(),
        Asked::Family => "家族".to_owned(),
        Asked::Participant(id) => {
            let participant = conference.and_then(|conference| conference.participant(id));
            participant.map_or_else(
                || "よぶのを やめた相手".to_owned(),
                |participant| called(file, known, participant).text,
            )
        }
    }
}

/// What somebody says of each date, with what they say besides.
fn answered(poll: &Poll, answer: &PollAnswer) -> Vec<String> {
    let dates = poll.candidates.iter();
    let marks = dates.filter_map(|date| Some((date, answer.marks.get(&date.id)?)));
    let marks = marks.map(|(date, marked)| {
        let note = marked.note.as_ref().map(|note| format!("（{note}）"));
        format!(
            "{} {}{}",
            moment(date.begins),
            marked.mark.said(),
            note.unwrap_or_default()
        )
    });
    let wishes = answer.wishes.iter().map(|wish| wish.word().to_owned());
    let note = answer.note.as_ref().map(ToString::to_string);
    marks.chain(wishes).chain(note).collect()
}

fn of_person(poll: &Poll, answer: &PollAnswer) -> bool {
    let respondent = poll.respondent(answer.respondent);
    respondent.is_some_and(|one| one.who == Asked::Person)
}

/// What was asked about dates, with what the person answered.
pub(super) fn poll(file: &PersonCopyFile, known: &Known, poll: &Poll) -> CopyEntry {
    let dates = poll
        .candidates
        .iter()
        .map(|one| CopyValue::text(moment(one.begins)));
    let everybody = poll.respondents.iter();
    let everybody = everybody.map(|one| CopyValue::text(asked(file, known, poll, one)));
    let own = poll.answers.iter().filter(|one| of_person(poll, one));
    let own = own.flat_map(|answer| {
        let heard = format!("{}（{}）", moment(answer.said_at), answer.way);
        [heard].into_iter().chain(answered(poll, answer))
    });
    let times = &poll.person_times;
    let works = (!times.works.is_unknown()).then(|| times.works.to_string());
    let doctor = times.sees_doctor.iter().map(|day| CopyValue::day(*day));
    let closed_on = poll.closed_at.map(|at| at.in_japan().date);
    let facts = [
        CopyFact::of("dates", "きいた日", dates),
        CopyFact::said("minutes", "長さ", Some(format!("{}分", poll.minutes))),
        CopyFact::day(
            "opened_on",
            "ききはじめた日",
            Some(poll.opened_at.in_japan().date),
        ),
        CopyFact::day("deadline", "しめきり", Some(poll.deadline)),
        CopyFact::day("closed_on", "しめきった日", closed_on),
        CopyFact::of("asked", "きいた相手", everybody),
        CopyFact::of("own_answer", "あなたの答え", own.map(CopyValue::text)),
        CopyFact::said("works", "あなたの勤務", works),
        CopyFact::of("sees_doctor", "あなたの受診日", doctor),
    ];
    let it = (CopyKind::Poll, poll.id.uuid());
    CopyEntry::of(it, heading_of(file, poll.conference), facts)
}

/// What others answered; nothing where nobody did.
pub(super) fn poll_answers(file: &PersonCopyFile, known: &Known, poll: &Poll) -> Option<CopyEntry> {
    let others = poll.answers.iter().filter(|one| !of_person(poll, one));
    let answers = others.map(|answer| {
        let who = poll.respondent(answer.respondent);
        let who = who.map_or_else(String::new, |one| asked(file, known, poll, one));
        let said = answered(poll, answer).join("、");
        let heard = moment(answer.said_at);
        CopyValue::text(format!("{who}（{heard}、{}）: {said}", answer.way))
    });
    let answers = CopyFact::of("answers", "答え", answers)?;
    let it = (CopyKind::PollAnswers, poll.id.uuid());
    Some(CopyEntry::of(
        it,
        heading_of(file, poll.conference),
        [Some(answers)],
    ))
}

/// A message, with where it stands.
fn notice(notice: &Notice) -> CopyValue {
    let (says, state) = (notice.says, notice.state());
    CopyValue::word(
        state.code(),
        format!(
            "{}: {}（{}）、{} {}",
            moment(notice.version.stamped_at),
            says,
            notice.way.channel,
            moment(notice.since()),
            state
        ),
    )
}

/// Somebody who was called.
pub(super) fn call(file: &PersonCopyFile, known: &Known, one: &Invitation) -> CopyEntry {
    let told = one.told.as_ref();
    let how = told.map(|told| (told.how.code(), told.how.word()));
    let facts = [
        CopyFact::said("conference", "会議", Some(heading_of(file, one.conference))),
        CopyFact::of("notices", "知らせ", one.notices.iter().map(notice)),
        own_replies(one),
        CopyFact::day(
            "told_on",
            "あなたのことだと伝えた日",
            told.map(|told| told.at.in_japan().date),
        ),
        how.and_then(|how| CopyFact::word("told_how", "その方法", how)),
        CopyFact::of(
            "told_by",
            "伝えた人",
            told.map(|told| known.name_of(told.by)),
        ),
        CopyFact::of("called_by", "よんだ人", [known.name_of(one.made_by)]),
    ];
    CopyEntry::of((CopyKind::Call, one.id.uuid()), one.name.as_str(), facts)
}

/// What the person answered themselves: theirs to read at once.
fn own_replies(one: &Invitation) -> Option<CopyFact> {
    let is_own = one.own_side() == Some(OwnSide::Person);
    let replies = one.replies.iter().filter(|_| is_own);
    CopyFact::of("own_replies", "あなたの返事", replies.map(reply))
}

fn reply(one: &GivenReply) -> CopyValue {
    let more = match &one.reply {
        Reply::Substitute { name } => format!("（{name}）"),
        Reply::Part(window) => format!("（{}分から{}分まで）", window.from(), window.until()),
        Reply::Coming | Reply::NotComing => String::new(),
    };
    let from = one.from.as_ref().map(|from| format!("、答えた人 {from}"));
    let wishes: String = one.wishes.iter().map(|wish| format!("、{wish}")).collect();
    let note = one.note.as_ref().map(|note| format!(": {note}"));
    let kind = one.reply.kind();
    CopyValue::word(
        kind.code(),
        format!(
            "{} {kind}{more}{wishes}（{}{}）{}",
            moment(one.given_at),
            one.channel,
            from.unwrap_or_default(),
            note.unwrap_or_default()
        ),
    )
}

/// What somebody answered who was called, and what shows that they heard of it; nothing where there is neither.
pub(super) fn call_replies(file: &PersonCopyFile, one: &Invitation) -> Option<CopyEntry> {
    let is_own = one.own_side() == Some(OwnSide::Person);
    let others = one.replies.iter().filter(|_| !is_own).map(reply);
    let marks = one.notices.iter().flat_map(|notice| &notice.marks);
    let shown = marks.filter_map(|mark| {
        let evidence = mark.evidence.as_ref()?;
        Some(CopyValue::text(format!("{} {evidence}", moment(mark.at))))
    });
    let facts = [
        CopyFact::of("replies", "返事", others),
        CopyFact::of("evidence", "知らせた記録", shown),
        CopyFact::said(
            "heard_by",
            "あなたのことを聞いた人",
            one.told.as_ref().and_then(|told| told.heard_by.as_ref()),
        ),
    ];
    let is_there = facts.iter().any(Option::is_some);
    let heading = format!("{}（{}）", one.name, heading_of(file, one.conference));
    let it = (CopyKind::CallReplies, one.id.uuid());
    is_there.then(|| CopyEntry::of(it, heading, facts))
}
