//! Consents, how they were stopped, and what shows them, as they stand in a copy: in easy words and in those that were
//! signed.

use renkei_domain::consent::given::HowGiven;
use renkei_domain::consent::{
    Consent, ConsentPurpose, Giver, Halt, HaltOf, HaltState, InformationCategory, Reach,
};
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};
use renkei_store::consent::{ConsentFile, KeptAsking};

use super::Known;
use crate::consent::state::{REPLACED, replaced_by, replacing, state_of};

/// What a consent is for, in easy words.
fn purposes(consent: &Consent) -> String {
    let words: Vec<&str> = consent.purposes.iter().map(|one| one.plain()).collect();
    words.join("、")
}

/// How a consent came about.
fn asked(known: &Known, asking: &KeptAsking) -> Vec<Option<CopyFact>> {
    let asking = &asking.asking;
    let (device, witness) = match &asking.how {
        HowGiven::Written => (None, None),
        HowGiven::OnScreen { device, .. } => (Some((device.code(), device.word())), None),
        HowGiven::Oral { witness } => (None, Some(witness)),
    };
    let helpers = asking.helpers.iter();
    let helpers = helpers.map(|one| {
        let words = format!("{} さん（{}）", one.name, one.tie);
        CopyValue::word(one.tie.code(), words)
    });
    vec![
        device.and_then(|word| CopyFact::word("device", "だれの機械で", word)),
        CopyFact::said("witness", "聞いた人", witness),
        CopyFact::of(
            "explained_by",
            "説明した人",
            [known.name_of(asking.explained_by)],
        ),
        CopyFact::said("said", "説明したこと", Some(&asking.said)),
        CopyFact::of("helpers", "そばで手つだった人", helpers),
        CopyFact::said("text_version", "見せた文", Some(&asking.text_version)),
    ]
}

/// A consent.
pub(super) fn consent(file: &ConsentFile, known: &Known, one: &Consent) -> CopyEntry {
    let state = match replaced_by(file, one) {
        Some(_) => REPLACED,
        None => state_of(&file.ledger, one, known.today).word(),
    };
    let recipients = one.recipients.iter().map(|to| known.recipient(*to));
    let categories = one.categories.iter();
    let categories = categories.map(|one| CopyValue::word(one.code(), one.plain()));
    let legal = one.categories.iter();
    let legal = legal.map(|one: &InformationCategory| CopyValue::word(one.code(), one.legal()));
    let why = one.purposes.iter();
    let why = why.map(|one: &ConsentPurpose| CopyValue::word(one.code(), one.legal()));
    let means = one.means.iter();
    let means = means.map(|one| CopyValue::word(one.code(), one.word()));
    let giver = match &one.giver {
        Giver::Representative(speaker) => format!("{}（{}）", one.giver.word(), speaker.basis),
        Giver::Person | Giver::Family | Giver::Employer(_) => one.giver.word().to_owned(),
    };
    let facts = [
        CopyFact::said("state", "いまのようす", Some(state)),
        CopyFact::of("recipients", "伝えてよい相手", recipients),
        CopyFact::of("categories", "伝えてよいこと", categories),
        CopyFact::of("categories_legal", "伝えてよいこと（正式なことば）", legal),
        CopyFact::of("purposes_legal", "なんのため（正式なことば）", why),
        CopyFact::of("means", "伝える方法", means),
        CopyFact::day("first_day", "この日から", Some(one.validity.first_day())),
        CopyFact::day("last_day", "この日まで", Some(one.validity.last_day())),
        CopyFact::of(
            "giver",
            "同意した人",
            [CopyValue::word(one.giver.code(), giver)],
        ),
        CopyFact::day("given_on", "同意した日", Some(one.given_on)),
        CopyFact::word("form", "同意のしかた", (one.form.code(), one.form.word())),
    ];
    let mut askings = file.askings.iter();
    let asking = askings.find(|asking| asking.id == one.id);
    let asked = asking.map(|asking| asked(known, asking));
    let facts = facts.into_iter().chain(asked.into_iter().flatten());
    let it = (CopyKind::Consent, one.id.uuid());
    CopyEntry::of(it, purposes(one), facts)
}

/// Whether a halt stops what the person gave to who leads the case: what another agency was given is nothing of its
/// record, and what the family or an employer stopped tells what they had agreed to.
pub(super) fn is_of_lead(file: &ConsentFile, one: &Halt) -> bool {
    let lead = file.case.lead;
    let mut consents = file.ledger.consents.iter();
    match one.of {
        HaltOf::Everything => true,
        HaltOf::One(id) => consents.any(|known| {
            known.id == id && known.provider == lead && known.giver.speaks_for_person()
        }),
    }
}

/// A pause or a withdrawal.
pub(super) fn halt(file: &ConsentFile, known: &Known, one: &Halt) -> CopyEntry {
    let (code, state) = match one.state {
        HaltState::Paused => ("paused", "いったん止めています"),
        HaltState::Resumed { .. } => ("resumed", "いったん止めて、もう一度はじめました"),
        HaltState::Withdrawn if replacing(file, one).is_some() => ("replaced", REPLACED),
        HaltState::Withdrawn => ("withdrawn", "やめました"),
    };
    let of = match one.of {
        HaltOf::Everything => "それまでの同意すべて".to_owned(),
        HaltOf::One(id) => {
            let mut consents = file.ledger.consents.iter();
            let consent = consents.find(|consent| consent.id == id);
            consent.map_or_else(|| "ひとつの同意".to_owned(), purposes)
        }
    };
    let reach = match one.reach {
        Reach::Whole => CopyValue::word(one.reach.code(), "ぜんぶ"),
        Reach::Recipient(to) => {
            let words = format!("{}には", known.recipient(to).text);
            CopyValue::word(one.reach.code(), words)
        }
        Reach::Category(category) => {
            let words = format!("「{}」だけ", category.plain());
            CopyValue::word(one.reach.code(), words)
        }
    };
    let kept = file.halts.iter().find(|(id, _)| *id == one.id);
    let kept = kept.map(|(_, kept)| *kept);
    let facts = [
        CopyFact::word("state", "いまのようす", (code, state)),
        CopyFact::said("of", "どの同意を", Some(of)),
        CopyFact::of("reach", "どこまで", [reach]),
        CopyFact::word("voice", "だれの言葉で", (one.by.code(), one.by.word())),
        CopyFact::day("on", "日", kept.map(|kept| kept.at.in_japan().date)),
        CopyFact::of(
            "written_by",
            "書いた人",
            kept.map(|kept| known.name_of(kept.by)),
        ),
    ];
    let it = (CopyKind::Halt, one.id.uuid());
    CopyEntry::of(it, state, facts)
}

/// The scanned pages that show what the person signed. The pages themselves are taken out one by one.
pub(super) fn evidence(file: &ConsentFile, known: &Known) -> Vec<CopyEntry> {
    let mut pages = Vec::new();
    for page in &file.evidence {
        let consents = file.ledger.consents.iter();
        let shown = consents.filter(|consent| {
            let is_own = consent.provider == file.case.lead && consent.giver.speaks_for_person();
            is_own && page.shows.contains(&consent.id)
        });
        let shown: Vec<CopyValue> = shown.map(|one| CopyValue::text(purposes(one))).collect();
        if shown.is_empty() {
            continue;
        }
        let on = page.kept.at.in_japan().date;
        let facts = [
            CopyFact::of("shows", "どの同意の", shown),
            CopyFact::word(
                "format",
                "ファイルの種類",
                (page.format.code(), page.format.word()),
            ),
            CopyFact::day("kept_on", "しまった日", Some(on)),
            CopyFact::of("kept_by", "しまった人", [known.name_of(page.kept.by)]),
        ];
        let heading = format!("{}（{}）", CopyValue::day(on).text, page.format);
        let it = (CopyKind::Evidence, page.id.uuid());
        pages.push(CopyEntry::of(it, heading, facts));
    }
    pages
}
