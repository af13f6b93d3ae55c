//! Conferences as they stand in a copy. Who is called, when and where it is, what is talked about and what the person
//! said they read on their own pages; what a handover settles are words of those who help.

use renkei_domain::conference::{Conference, Handover, Invitee, Participant, Presenter, ToBring};
use renkei_domain::ids::ConferenceId;
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};
use renkei_domain::time::japanese_date;
use renkei_store::person_copy::PersonCopyFile;

use super::Known;

/// Somebody who is called.
pub(super) fn called(file: &PersonCopyFile, known: &Known, one: &Participant) -> CopyValue {
    let name = match &one.who {
        Invitee::Member(id) => {
            let mut team = file.case.team.iter();
            let member = team.find(|member| member.id == *id);
            let agency = member.map(|member| known.agency(member));
            agency.unwrap_or_else(|| "チームにいない相手".to_owned())
        }
        Invitee::Listed { resource, .. } => known
            .agencies
            .get(resource)
            .map_or_else(|| "名簿にもうない機関".to_owned(), ToString::to_string),
        Invitee::Written { name, .. } => name.to_string(),
    };
    match one.unwanted_since {
        None => CopyValue::text(name),
        Some(since) => CopyValue::word(
            "unwanted",
            format!(
                "{name}（{} に「よばないで」と言った）",
                japanese_date(since)
            ),
        ),
    }
}

fn title(file: &PersonCopyFile, known: &Known, conference: &Conference) -> Vec<CopyValue> {
    let items = conference.agenda.items.iter().map(|item| {
        let by = match item.presenter {
            Presenter::Person => Some("あなた".to_owned()),
            Presenter::Host => None,
            Presenter::Participant(id) => conference
                .participant(id)
                .map(|one| called(file, known, one).text),
        };
        let by = by.map(|by| format!("（話す人: {by}）")).unwrap_or_default();
        CopyValue::text(format!("{} {}分{by}", item.title, item.minutes))
    });
    items.collect()
}

/// A conference.
pub(super) fn conference(file: &PersonCopyFile, known: &Known, one: &Conference) -> CopyEntry {
    let (outline, slot, words) = (&one.outline, one.slot.as_ref(), &one.words);
    let (absence, family) = (
        outline.presence.absence.as_ref(),
        outline.presence.family.as_ref(),
    );
    let begins = slot.map(|slot| slot.begins.in_japan());
    let called = one
        .participants
        .iter()
        .map(|participant| called(file, known, participant));
    let purpose = (outline.purpose.code(), outline.purpose.plain());
    let from = words.from.map(|from| (from.code(), from.word()));
    let facts = [
        CopyFact::word("kind", "種類", (outline.kind.code(), outline.kind.word())),
        CopyFact::word("purpose", "なんのため", purpose),
        CopyFact::word(
            "state",
            "いまのようす",
            (one.state.code(), one.state.word()),
        ),
        CopyFact::day("on", "日", begins.map(|begins| begins.date)),
        CopyFact::said("time", "はじまる時刻", begins.map(|begins| begins.minute)),
        CopyFact::said(
            "minutes",
            "長さ",
            slot.map(|slot| format!("{}分", slot.minutes)),
        ),
        CopyFact::said("place", "場所", slot.map(|slot| &slot.place)),
        CopyFact::said("why", "中止・延期のわけ", one.why.as_ref()),
        absence.and_then(|absence| {
            let reason = (absence.reason.code(), absence.reason.word());
            CopyFact::word("absence", "あなたなしで ひらくわけ", reason)
        }),
        CopyFact::said(
            "absence_words",
            "そのわけの説明",
            absence.map(|absence| &absence.words),
        ),
        CopyFact::day(
            "family_agreed_on",
            "家族が出てよいと言った日",
            family.map(|family| family.agreed_on),
        ),
        CopyFact::said(
            "to_bring",
            "もってくるもの",
            outline.to_bring.as_ref().map(ToBring::prose),
        ),
        CopyFact::of("called", "よぶ人", called),
        CopyFact::of("agenda", "話すこと", title(file, known, one)),
        CopyFact::said("wishes", "希望", words.wishes.as_ref()),
        CopyFact::said("can_do", "できていること", words.can_do.as_ref()),
        CopyFact::said("to_talk", "話したいこと", words.to_talk.as_ref()),
        CopyFact::said(
            "not_to_talk",
            "話さないでほしいこと",
            words.not_to_talk.as_ref(),
        ),
        CopyFact::of(
            "asks",
            "休む・いっしょに来てほしい",
            one.asks
                .iter()
                .map(|wish| CopyValue::word(wish.code(), wish.word())),
        ),
        from.and_then(|word| CopyFact::word("words_from", "言葉を書いた人", word)),
        CopyFact::day("seen_on", "よぶ人と話すことを見た日", one.seen_on),
        CopyFact::day("told_on", "きまったことを聞いた日", one.told_on),
        CopyFact::of("keeper", "担当の人", [known.name_of(one.keeper)]),
    ];
    let it = (CopyKind::Conference, one.id.uuid());
    CopyEntry::of(it, heading(one), facts)
}

fn heading(one: &Conference) -> String {
    let begins = one.slot.as_ref().map(|slot| slot.begins.in_japan().date);
    match begins {
        Some(day) => format!("{} {}", CopyValue::day(day).text, one.outline.purpose),
        None => one.outline.purpose.to_string(),
    }
}

/// By what people know the conference of something.
pub(super) fn heading_of(file: &PersonCopyFile, id: ConferenceId) -> String {
    let mut conferences = file.conferences.iter();
    let known = conferences.find(|known| known.id == id);
    known.map_or_else(|| CopyKind::Conference.word().to_owned(), heading)
}

/// What a handover settles.
pub(super) fn handover(one: &Conference, handover: &Handover) -> CopyEntry {
    let views = handover.views.iter();
    let views = views.map(|(view, _)| CopyValue::word(view.code(), view.word()));
    let heard = handover.views.iter();
    let heard = heard.map(|(view, said)| {
        CopyFact::said(&format!("view_{}", view.code()), view.said(), said.as_ref())
    });
    let facts = [
        CopyFact::day("ends_on", "支援の終わる日", Some(handover.ends_on)),
        CopyFact::said(
            "unsolved",
            "残っている課題と、ためしたこと",
            handover.unsolved.as_ref(),
        ),
        CopyFact::said(
            "natural_support",
            "職場で助けてくれる人",
            handover.natural_support.as_ref(),
        ),
        CopyFact::said(
            "difference",
            "つぎの機関の支援の違い",
            handover.difference.as_ref(),
        ),
        CopyFact::day(
            "explained_on",
            "違いの説明を聞いた日",
            handover.explained_on,
        ),
        CopyFact::said("from_when", "だれが・いつから", handover.from_when.as_ref()),
        CopyFact::of("views", "前もって考えを聞いた人", views),
    ];
    let it = (CopyKind::Handover, one.id.uuid());
    CopyEntry::of(it, heading(one), facts.into_iter().chain(heard))
}
