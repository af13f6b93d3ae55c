//! What was told, what came in, and what reached somebody whom it was not meant for, as it stands in a copy: with what
//! the law asks a record for.

use renkei_domain::consent::{Giver, InformationCategory};
use renkei_domain::map::share::{SHARE_MEANS, SHARE_PURPOSE};
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};
use renkei_domain::provisions::{KeptIncident, KeptProvision, NamedAgency, Receipt};
use renkei_domain::time::Instant;
use renkei_store::map::share::StoredShare;

use super::Known;

/// Whom a record names.
fn agency(named: &NamedAgency) -> [Option<CopyFact>; 5] {
    [
        CopyFact::said("agency", "相手の名称", Some(&named.name)),
        CopyFact::said("agency_contact", "相手の担当の人", named.contact.as_ref()),
        CopyFact::said("agency_body", "相手の法人", named.body.as_ref()),
        CopyFact::said("agency_head", "相手の代表者", named.head.as_ref()),
        CopyFact::said("agency_address", "相手の住所", named.address.as_ref()),
    ]
}

fn category(one: &InformationCategory) -> CopyValue {
    CopyValue::word(one.code(), one.plain())
}

/// By what something could be told. Whose consent it was stands in the code where it was not the person's own.
fn basis(kept: &KeptProvision) -> Vec<CopyValue> {
    if kept.record.exception().is_some() {
        let words = "法律で決められた場合（同意なし）";
        return vec![CopyValue::word("exception", words)];
    }
    let agreed = kept.agreed_by().into_iter();
    let values: Vec<CopyValue> = agreed
        .map(|giver| match giver {
            Giver::Person => CopyValue::word("consent", giver.consent_word()),
            other => CopyValue::word(format!("consent_of_{}", other.code()), other.consent_word()),
        })
        .collect();
    if values.is_empty() {
        return vec![CopyValue::word("consent", "同意")];
    }
    values
}

/// A record of what was told.
pub(super) fn provision(known: &Known, kept: &KeptProvision) -> CopyEntry {
    let record = &kept.record;
    let at = record.at.in_japan();
    let categories = record.categories();
    let (purpose, means) = (record.purpose, record.means);
    let facts = [
        CopyFact::day("on", "日", Some(at.date)),
        CopyFact::said("time", "時刻", Some(at.minute)),
        CopyFact::of("categories", "伝えたこと", categories.iter().map(category)),
        CopyFact::word("purpose", "なんのため", (purpose.code(), purpose.plain())),
        CopyFact::word("means", "方法", (means.code(), means.word())),
        CopyFact::of("basis", "もとになること", basis(kept)),
        CopyFact::said("of", "だれのこと", record.name.as_ref()),
        CopyFact::of("told_by", "話した人", [known.name_of(record.told_by)]),
    ];
    let facts = facts.into_iter().chain(agency(&record.recipient));
    let it = (CopyKind::Provision, record.id.uuid());
    CopyEntry::of(it, record.recipient.name.as_str(), facts)
}

/// To whom the person showed their map themself: their own word, with the items of a record.
pub(super) fn shown(stored: &StoredShare) -> CopyEntry {
    let share = &stored.share;
    let since = share.since.in_japan();
    let on = |at: Option<Instant>| at.map(|at| at.in_japan().date);
    let categories = stored.categories.iter();
    let facts = [
        CopyFact::day("on", "日", Some(since.date)),
        CopyFact::said("time", "時刻", Some(since.minute)),
        CopyFact::of("categories", "見せたこと", categories.map(category)),
        CopyFact::word(
            "purpose",
            "なんのため",
            (SHARE_PURPOSE.code(), SHARE_PURPOSE.plain()),
        ),
        CopyFact::word("means", "方法", (SHARE_MEANS.code(), SHARE_MEANS.word())),
        CopyFact::day("until", "いつまで", on(share.until)),
        CopyFact::day("ended", "やめた日", on(share.ended)),
    ];
    let it = (CopyKind::Shown, share.id.uuid());
    CopyEntry::of(it, stored.name.as_str(), facts)
}

/// A record of what came in.
pub(super) fn receipt(known: &Known, one: &Receipt) -> CopyEntry {
    let (obtained, ground) = (one.obtained, one.ground);
    let categories = one.categories.iter();
    let facts = [
        CopyFact::day("on", "日", Some(one.on)),
        CopyFact::of("categories", "聞いたこと", categories.map(category)),
        CopyFact::said("what", "内容", one.what.as_ref()),
        CopyFact::word("means", "方法", (one.means.code(), one.means.word())),
        CopyFact::word(
            "obtained",
            "相手が知ったいきさつ",
            (obtained.code(), obtained.word()),
        ),
        CopyFact::word("ground", "もとになること", (ground.code(), ground.word())),
        CopyFact::said("of", "だれのこと", one.name.as_ref()),
        CopyFact::of("noted_by", "書いた人", [known.name_of(one.noted_by)]),
    ];
    let facts = facts.into_iter().chain(agency(&one.from));
    let it = (CopyKind::Receipt, one.id.uuid());
    CopyEntry::of(it, one.from.name.as_str(), facts)
}

/// Something that reached somebody whom it was not meant for.
pub(super) fn incident(known: &Known, kept: &KeptIncident) -> CopyEntry {
    let one = &kept.incident;
    let facts = [
        CopyFact::day("noticed_on", "気づいた日", Some(one.noticed_on)),
        CopyFact::said("what", "伝わったこと", Some(&one.what)),
        CopyFact::said("whose", "だれのこと", Some(&one.whose)),
        CopyFact::said("to", "だれに", Some(&one.to)),
    ];
    let done = one.done.iter().map(|(step, on)| {
        let code = format!("done_{}", step.code());
        CopyFact::day(&code, step.word(), Some(*on))
    });
    let by = [CopyFact::of(
        "noted_by",
        "書いた人",
        [known.name_of(one.noted_by)],
    )];
    let facts = facts.into_iter().chain(done).chain(by);
    let heading = format!("{} に伝わったこと", one.to);
    let it = (CopyKind::Incident, one.id.uuid());
    CopyEntry::of(it, heading, facts)
}
