//! Consents, halts and what can be told, in words.

use renkei_app::consent::copy::told_by_copy;
use renkei_app::consent::read::{Changed, ConsentsView, NamedParty};
use renkei_app::consent::state::{
    ConsentState, REPLACED, is_partly_stopped, replaced_by, replacing, state_of,
};
use renkei_domain::cases::employment::{EmployerTie, Voice};
use renkei_domain::consent::given::{EvidenceKind, HowGiven};
use renkei_domain::consent::{
    Categories, Consent, ConsentPurpose, ConsentRecipient, Form, Giver, Halt, HaltOf, HaltState,
    InformationCategory, Reach,
};

use renkei_domain::ids::AccountId;
use renkei_domain::told::{self, Told};

use super::super::facts::{Facts, day, fact, lined, text};
use super::ready::handed_to;
use crate::paths::{ConsentCopyPath, EvidencePath, RenewConsentPath, ScanPath, StopConsentPath};
use crate::words::listed;

/// A consent.
#[derive(Debug, Clone)]
pub(super) struct ConsentLine {
    /// What it is for, in plain words.
    pub(super) heading: Vec<Told>,
    pub(super) state: &'static str,
    pub(super) note: Option<Vec<Told>>,
    pub(super) facts: Facts,
    pub(super) legal: Vec<String>,
    pub(super) stop: Option<String>,
    /// A copy for each of the team who can be told something by it.
    pub(super) copies: Vec<CopyLine>,
    /// The pages that show it.
    pub(super) scans: Vec<ScanLine>,
    /// Where one more is handed in.
    pub(super) scan: Option<String>,
    /// What was drawn on the screen.
    pub(super) signatures: Vec<ScanLine>,
    /// Where the person is asked whether it goes on.
    pub(super) renew: Option<String>,
}

impl ConsentLine {
    /// What it is for as one text, where no reading can stand.
    pub(super) fn named(&self) -> String {
        told::whole(&self.heading)
    }
}

impl HaltLine {
    /// The same of what was stopped.
    pub(super) fn named(&self) -> String {
        told::whole(&self.words)
    }
}

/// A scanned page, or a signature.
#[derive(Debug, Clone)]
pub(super) struct ScanLine {
    pub(super) href: String,
    pub(super) words: String,
}

/// The pages or the signatures that show a consent.
pub(super) fn proof_lines(
    view: &ConsentsView,
    consent: &Consent,
    kind: EvidenceKind,
) -> Vec<ScanLine> {
    let proofs = view.evidence_of(consent.id);
    let proofs = proofs.filter(|one| one.format.kind() == kind);
    let lines = proofs.map(|page| ScanLine {
        href: match kind {
            // Staff see it on a page of ours, with what it shows.
            EvidenceKind::ScreenSignature if view.may_keep => {
                EvidencePath::of(view.file.case.id, consent.id).to_string()
            }
            EvidenceKind::ScreenSignature | EvidenceKind::ScannedPage => {
                ScanPath::of(view.file.case.id, page.id).to_string()
            }
        },
        words: format!("{}（{}）", day(page.kept.at.in_japan().date), page.format),
    });
    lines.collect()
}

/// A copy of a consent for somebody.
#[derive(Debug, Clone)]
pub(super) struct CopyLine {
    pub(super) href: String,
    pub(super) to: String,
    /// What is sent once it was handed over: names and values; absent for whoever writes no records.
    pub(super) handed: Option<Vec<(&'static str, String)>>,
}

/// A pause or a withdrawal.
#[derive(Debug, Clone)]
pub(super) struct HaltLine {
    pub(super) words: Vec<Told>,
    pub(super) about: Vec<Told>,
    /// The pause that can be ended.
    pub(super) resume: Option<String>,
}

/// What somebody can be told.
#[derive(Debug, Clone)]
pub(super) struct ToldLine {
    pub(super) name: String,
    pub(super) left: Vec<&'static str>,
    pub(super) lost: Vec<&'static str>,
}

/// Categories in easy words.
pub(super) fn plain(categories: &Categories) -> Vec<&'static str> {
    categories.iter().map(|one| one.plain()).collect()
}

/// Somebody of the team by name.
pub(in crate::pages::cases) fn party_words(known: &NamedParty) -> String {
    match &known.contact {
        Some(contact) => format!("{}（{contact} さん）", known.name),
        None => known.name.clone(),
    }
}

/// Somebody to whom something may be told, with what is known of them besides: whether they have left the team, and
/// of whom was written down by hand or stands in the company whether they belong to it, where that is asked at all.
pub(super) fn hearer_words(view: &ConsentsView, known: &NamedParty) -> String {
    let party = &known.party;
    let mut notes = Vec::new();
    if !party.is_in_team(view.now.date) {
        notes.push("チームを はなれました");
    }
    let mut employments = view.file.ledger.employments.iter();
    // One that another agency keeps is not told of.
    let is_asked = employments.any(|one| one.keeper == view.file.case.lead);
    if (party.is_written() || party.is_at_work()) && is_asked {
        notes.push(match party.tie {
            EmployerTie::NotSaid => "会社の人か、まだ確かめていません",
            EmployerTie::NotTheEmployer => "会社の人ではない",
            EmployerTie::TheEmployer => "会社の人",
        });
    }
    let words = party_words(known);
    if notes.is_empty() {
        words
    } else {
        format!("{words}　※{}", notes.join("・"))
    }
}

/// Whom a consent names.
pub(super) fn recipient_words(view: &ConsentsView, recipient: ConsentRecipient) -> String {
    match recipient {
        ConsentRecipient::KindInTeam(kind) => format!("チームの中の「{kind}」"),
        ConsentRecipient::Named(id) => view.party(id).map_or_else(
            || "チームにいない機関".to_owned(),
            |known| known.name.clone(),
        ),
    }
}

fn how_words(how: &HowGiven) -> String {
    match how {
        HowGiven::OnScreen { device, .. } => format!("画面で（{device}・暗証番号を確かめた）"),
        HowGiven::Oral { witness } => format!("口頭で（聞いた人: {witness}）"),
        HowGiven::Written => "書面で".to_owned(),
    }
}

/// What is said of a consent in whose place another was given: by which one it is told now, while there is something
/// left of that.
fn replaced_words(view: &ConsentsView, new: &Consent) -> Vec<Told> {
    let now = match state_of(&view.file.ledger, new, view.now.date) {
        ConsentState::Withdrawn | ConsentState::Ended => "",
        ConsentState::Holds
        | ConsentState::EndsSoon { .. }
        | ConsentState::HoldsPartly
        | ConsentState::NotYet
        | ConsentState::Paused => "いまは、 新しい 同意の とおりに 伝えます。",
    };
    vec![
        "つづける ときに、 新しい 同意に かわりました。".into(),
        now.into(),
    ]
}

/// Who agreed, as one says it to whoever reads it.
fn giver_words(view: &ConsentsView, consent: &Consent) -> String {
    match consent.giver {
        Giver::Person if view.is_person => "あなた".to_owned(),
        ref giver => giver.with_basis(),
    }
}

/// A consent of a list.
pub(super) fn consent_line(view: &ConsentsView, consent: &Consent) -> ConsentLine {
    let state = state_of(&view.file.ledger, consent, view.now.date);
    let mut askings = view.file.askings.iter();
    let is_renewed = askings.any(|one| one.renews == Some(consent.id));
    let replaced = replaced_by(&view.file, consent);
    let asking = view.asking(consent.id);
    let name = |account: &AccountId| view.names.get(account).map(ToString::to_string);
    let recipients = consent.recipients.iter();
    let told = lined(
        "伝えてよいこと",
        plain(&consent.categories)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    )
    .ours();
    let to = lined(
        "伝えてよい相手",
        recipients.map(|one| recipient_words(view, *one)).collect(),
    );
    let validity = consent.validity;
    let helpers = asking.into_iter().flat_map(|one| &one.asking.helpers);
    let helpers: Vec<String> = helpers
        .map(|one| format!("{} さん（{}）", one.name, one.tie))
        .collect();
    // What was shown and what was said are two things: a page of words, and somebody's own.
    let to_staff = asking.filter(|_| !view.is_person);
    let facts = Facts::of([
        Some(to),
        Some(told),
        Some(
            lined(
                "伝える方法",
                consent
                    .means
                    .iter()
                    .map(|one| one.plain().to_owned())
                    .collect(),
            )
            .ours(),
        ),
        Some(fact(
            "期間",
            format!(
                "{} から {} まで",
                day(validity.first_day()),
                day(validity.last_day())
            ),
        )),
        Some(fact("同意した人", giver_words(view, consent)).ours()),
        Some(fact("同意した日", day(consent.given_on))),
        asking.map(|one| fact("同意のしかた", how_words(&one.asking.how))),
        asking
            .and_then(|one| name(&one.asking.explained_by))
            .map(|name| fact("説明した人", name)),
        (!helpers.is_empty()).then_some(lined("そばで手つだった人", helpers)),
        to_staff.map(|one| fact("見せた文", &one.asking.text_version)),
        to_staff.and_then(|one| text("話したこと", Some(&one.asking.said))),
    ]);
    let partly = if is_partly_stopped(&view.file.ledger, consent) {
        "一部は、 いま 止めています。"
    } else {
        ""
    };
    let note = match state {
        ConsentState::EndsSoon { .. } if view.is_person => Some(vec![
            "この同意は".into(),
            format!(" {} ", day(validity.last_day())).into(),
            "までです。 つづけるかどうかは、 あなたが きめます。".into(),
            partly.into(),
        ]),
        ConsentState::EndsSoon { days } => Some(vec![
            format!("あと{days}日です。つづけるかどうか、本人にききましょう。").into(),
            partly.into(),
        ]),
        ConsentState::Ended | ConsentState::Withdrawn => Some(match replaced {
            Some(new) => replaced_words(view, new),
            None => vec!["もう 伝えられません。 つづけるには、 新しい 同意が いります。".into()],
        }),
        ConsentState::Holds
        | ConsentState::HoldsPartly
        | ConsentState::NotYet
        | ConsentState::Paused => None,
    };
    let copies = match state {
        ConsentState::Holds | ConsentState::HoldsPartly | ConsentState::EndsSoon { .. } => {
            view.copies_of(consent)
        }
        ConsentState::NotYet
        | ConsentState::Paused
        | ConsentState::Withdrawn
        | ConsentState::Ended => Vec::new(),
    };
    let copies = copies.into_iter().map(|(member, known)| CopyLine {
        href: ConsentCopyPath::of(view.file.case.id, consent.id, member).to_string(),
        to: party_words(known),
        handed: handed_to(view, known, &told_by_copy()).filter(|_| view.may_keep),
    });
    let is_over = matches!(state, ConsentState::EndsSoon { .. } | ConsentState::Ended);
    let is_asked = view.may_keep && view.file.case.is_open() && is_over && !is_renewed;
    let can_be_stopped = view.may_stop && state.can_be_stopped();
    ConsentLine {
        heading: told::listed(consent.purposes.iter().map(|one| one.plain())),
        state: replaced.map_or(state.word(), |_| REPLACED),
        note,
        facts,
        legal: vec![
            format!("目的: {}", listed(&consent.purposes, ConsentPurpose::legal)),
            format!(
                "情報: {}",
                listed(&consent.categories, InformationCategory::legal)
            ),
        ],
        stop: can_be_stopped.then(|| {
            format!(
                "{}?consent={}",
                StopConsentPath::of(view.file.case.id),
                consent.id
            )
        }),
        copies: copies.collect(),
        renew: is_asked.then(|| RenewConsentPath::of(view.file.case.id, consent.id).to_string()),
        scans: proof_lines(view, consent, EvidenceKind::ScannedPage),
        signatures: proof_lines(view, consent, EvidenceKind::ScreenSignature),
        scan: (view.may_keep && consent.form == Form::Written)
            .then(|| EvidencePath::of(view.file.case.id, consent.id).to_string()),
    }
}

/// How far a halt reaches.
pub(super) fn reach_words(view: &ConsentsView, reach: Reach) -> Vec<Told> {
    match reach {
        Reach::Whole => vec!["ぜんぶ".into()],
        Reach::Recipient(recipient) => vec![recipient_words(view, recipient).into(), "には".into()],
        Reach::Category(category) => vec!["「".into(), category.plain().into(), "」だけ".into()],
    }
}

/// A halt of a list.
pub(super) fn halt_line(view: &ConsentsView, halt: &Halt) -> HaltLine {
    let what = match halt.state {
        HaltState::Withdrawn if replacing(&view.file, halt).is_some() => REPLACED,
        HaltState::Paused => "いったん 止めています",
        HaltState::Resumed { .. } => "いったん 止めて、 もういちど はじめました",
        HaltState::Withdrawn => "やめました",
    };
    let of = match halt.of {
        HaltOf::Everything => vec!["それまでの 同意 すべて".into()],
        HaltOf::One(id) => match view.consent(id) {
            None => vec!["ひとつの 同意".into()],
            Some(consent) => {
                let purposes = consent.purposes.iter().map(|one| one.plain());
                let mut of = told::listed(purposes);
                of.push("の 同意".into());
                of
            }
        },
    };
    let kept = view.file.halts.iter().find(|(id, _)| *id == halt.id);
    let kept = kept.map(|(_, kept)| {
        let by = view.names.get(&kept.by).map(ToString::to_string);
        let on = day(kept.at.in_japan().date);
        vec![
            format!("{on}　").into(),
            halt.by.word().into(),
            "の言葉　書いた 人:".into(),
            format!(" {}", by.unwrap_or_default()).into(),
        ]
    });
    let reach = reach_words(view, halt.reach);
    HaltLine {
        words: [vec![what.into(), ": ".into()], of, vec!["・".into()], reach].concat(),
        about: kept.unwrap_or_default(),
        resume: (view.may_stop && halt.state == HaltState::Paused).then(|| halt.id.to_string()),
    }
}

/// What each of the team can be told.
pub(super) fn told_lines(changed: &[Changed]) -> Vec<ToldLine> {
    let lines = changed.iter().map(|one| ToldLine {
        name: one.name.clone(),
        left: plain(&one.left),
        lost: plain(&one.lost),
    });
    lines.collect()
}

/// Whose word something is, as staff write it down.
pub(super) const VOICES: [Voice; 3] = [Voice::Person, Voice::Representative, Voice::Staff];
