//! The person, their employments, the team, the emergency sheet and the notes, as they stand in a copy.

use renkei_domain::cases::case::Case;
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::Disclosure;
use renkei_domain::cases::note::{CaseNote, NoteScope};
use renkei_domain::cases::team::TeamMember;
use renkei_domain::cases::workplace::Employment;
use renkei_domain::ids::AccountId;
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};

use super::Known;

/// The person, as far as they are known, with what they came with.
pub(super) fn person(names: &Known, case: &Case) -> Option<CopyEntry> {
    let known = case.known()?;
    let preferred = known.preferred.map(|way| (way.code(), way.word()));
    let agreed = case
        .agreement
        .map(|agreed| (agreed.how.code(), agreed.how.word()));
    let standing = case.standing;
    let care = (standing.care.code(), standing.care.plain());
    let retention = standing.retention.map(|one| (one.code(), one.word()));
    let job_coach = standing.job_coach.map(|one| (one.code(), one.word()));
    let plan_maker = (case.plan_maker.code(), case.plan_maker.word());
    let facts = [
        CopyFact::said("name", "名前", Some(&known.name)),
        CopyFact::said("kana", "読み", known.kana.as_ref()),
        CopyFact::day("born_on", "生年月日", known.birth_date),
        CopyFact::said("phone", "電話", known.phone.as_ref()),
        CopyFact::said("mail", "メール", known.mail.as_ref()),
        CopyFact::said("address", "住所", known.address.as_ref()),
        preferred.and_then(|word| CopyFact::word("preferred", "連絡してほしい方法", word)),
        CopyFact::said(
            "contact_note",
            "連絡のときに気をつけること",
            known.contact_note.as_ref(),
        ),
        CopyFact::said("helps", "話すときに助けになること", known.helps.as_ref()),
        CopyFact::said("topic", "相談のことがら", case.topic.as_ref()),
        CopyFact::day("started_on", "始まった日", Some(case.started_on)),
        CopyFact::day("ended_on", "終わった日", case.ended_on),
        CopyFact::day(
            "named_on",
            "名前を入れることに同意した日",
            case.agreement.map(|agreed| agreed.on),
        ),
        agreed.and_then(|word| CopyFact::word("named_how", "その同意のしかた", word)),
        CopyFact::word("stage", "いまの段階", care),
        retention.and_then(|word| CopyFact::word("retention_stage", "仕事をつづける段階", word)),
        job_coach.and_then(|word| CopyFact::word("job_coach_phase", "ジョブコーチの段階", word)),
        CopyFact::word("plan_maker", "サービスの計画をつくる人", plan_maker),
        CopyFact::of("keeper", "担当の人", [names.name_of(case.keeper)]),
    ];
    let heading = format!("{} さん", known.name);
    let it = (CopyKind::Person, case.person.uuid());
    Some(CopyEntry::of(it, heading, facts))
}

/// What the people at work may know.
fn disclosure(disclosure: &Disclosure) -> Vec<Option<CopyFact>> {
    let (code, word) = match disclosure {
        Disclosure::NotAsked => ("not_asked", "まだきめていません（何も伝えません）"),
        Disclosure::Closed => ("closed", "伝えません（クローズ）"),
        Disclosure::Open(_) => ("open", "伝えます（オープン）"),
    };
    let mut facts = vec![CopyFact::word(
        "disclosure",
        "勤め先に伝えること",
        (code, word),
    )];
    if let Disclosure::Open(opened) = disclosure {
        let to = opened.to.iter();
        let to = to.map(|insider| CopyValue::word(insider.code(), insider.word()));
        facts.push(CopyFact::of("disclosed_to", "知ってよい人", to));
        let what = (opened.what.code(), opened.what.word());
        facts.push(CopyFact::word("disclosed_what", "知ってよいこと", what));
    }
    facts
}

/// A place of work.
pub(super) fn employment(one: &Employment) -> CopyEntry {
    let hours = one.hours.map(|hours| format!("週 {}時間", hours.get()));
    let facts = [
        CopyFact::said("corporate_number", "法人番号", one.number),
        CopyFact::day("hired_on", "入社した日", Some(one.hired_on)),
        CopyFact::day("left_on", "やめた日", one.left_on),
        CopyFact::word("frame", "枠", (one.frame.code(), one.frame.word())),
        CopyFact::said("hours", "働く時間", hours),
    ];
    let facts = facts.into_iter().chain(disclosure(&one.disclosure));
    let it = (CopyKind::Employment, one.id.uuid());
    CopyEntry::of(it, one.employer.as_str(), facts)
}

/// The emergency sheet.
pub(super) fn emergency(case: &Case, sheet: &EmergencySheet) -> CopyEntry {
    let facts = [
        CopyFact::said("doctor", "主治医", sheet.doctor.as_ref()),
        CopyFact::said("doctor_phone", "主治医の電話", sheet.doctor_phone.as_ref()),
        CopyFact::said("contacts", "連絡する人（順に）", sheet.contacts.as_ref()),
        CopyFact::said("on_seizure", "発作のとき", sheet.on_seizure.as_ref()),
        CopyFact::said("on_bad_day", "調子のわるい日", sheet.on_bad_day.as_ref()),
        CopyFact::said("leave_steps", "休職の手順", sheet.leave_steps.as_ref()),
        CopyFact::day("agreed_on", "本人と確かめた日", sheet.agreed_on),
    ];
    let it = (CopyKind::Emergency, case.id.uuid());
    CopyEntry::of(it, "緊急時シート", facts)
}

/// Somebody who helps or helped.
pub(super) fn member(known: &Known, one: &TeamMember) -> CopyEntry {
    let role = one.role.map(|role| (role.code(), role.word()));
    let facts = [
        CopyFact::said("contact", "担当の人", one.contact.as_ref()),
        role.and_then(|word| CopyFact::word("role", "職種", word)),
        CopyFact::word("ring", "輪", (one.ring.code(), one.ring.word())),
        CopyFact::word("part", "やくわり", (one.part.code(), one.part.word())),
        CopyFact::said("does", "してくれること", one.does.as_ref()),
        CopyFact::said("reach", "連絡のしかた", one.reach.as_ref()),
        CopyFact::said("address", "住所", one.seat.address.as_ref()),
        CopyFact::said("head", "代表者", one.seat.head.as_ref()),
        CopyFact::day("since", "いつから", Some(one.since)),
        CopyFact::day("until", "いつまで", one.until),
    ];
    let it = (CopyKind::TeamMember, one.id.uuid());
    CopyEntry::of(it, known.agency(one), facts)
}

/// Whether the person reads the case by an account of their own.
pub(super) fn link(case: &Case) -> CopyEntry {
    let word = match case.account {
        Some(_) => ("linked", "本人のアカウントで読めます"),
        None => ("not_linked", "アカウントと つながっていません"),
    };
    let facts = [CopyFact::word("account", "本人のアカウント", word)];
    let it = (CopyKind::Link, case.id.uuid());
    CopyEntry::of(it, format!("№{}", case.number), facts)
}

/// Who alone reads a note.
pub(super) fn reads_alone(note: &CaseNote) -> Option<AccountId> {
    match note.scope {
        NoteScope::Own => Some(note.author),
        NoteScope::Agency | NoteScope::Team | NoteScope::Person => None,
    }
}

/// A note, among the others of its case.
pub(super) fn note(known: &Known, notes: &[CaseNote], one: &CaseNote) -> CopyEntry {
    let mut others = notes.iter();
    let corrected = one
        .corrects
        .and_then(|id| others.find(|note| note.id == id));
    let facts = [
        CopyFact::day("on", "日", Some(one.on)),
        CopyFact::word(
            "category",
            "種類",
            (one.category.code(), one.category.word()),
        ),
        CopyFact::of("author", "書いた人", [known.name_of(one.author)]),
        CopyFact::day(
            "written_on",
            "書いた日",
            Some(one.written_at.in_japan().date),
        ),
        CopyFact::day(
            "corrects",
            "訂正した記録の日",
            corrected.map(|note| note.on),
        ),
        CopyFact::said("body", "内容", Some(&one.body)),
    ];
    let day = CopyValue::day(one.on).text;
    let it = (CopyKind::Note, one.id.uuid());
    CopyEntry::of(it, format!("{day} {}", one.category), facts)
}
