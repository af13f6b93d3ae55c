//! The questions of a sitting: on each occasion a few, in easy words beside those of the law. Yes and no are two
//! answers alike, and nothing is answered beforehand.

use renkei_app::consent::read::ConsentsView;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::consent::at_work::works_at_one;
use renkei_domain::consent::means::MeansSet;
use renkei_domain::consent::package::{Package, PlainGroup, Question};
use renkei_domain::consent::purpose::Purposes;
use renkei_domain::consent::sheet::ConsentSheet;
use renkei_domain::consent::{ConsentPurpose, ConsentRecipient, Means, Party, RecipientKind};
use renkei_domain::ids::EmploymentId;

use super::super::faults::Faults;
use super::lines::party_words;
use crate::form::{Choice, Field, Sent};
use crate::words::listed;
use crate::words::ruby::RubyText;

pub(super) const YES: &str = "yes";
const NO: &str = "no";

/// An occasion with its questions.
#[derive(Debug, Clone)]
pub(super) struct Occasion {
    pub(super) heading: &'static str,
    pub(super) plain: RubyText,
    pub(super) about: String,
    pub(super) questions: Vec<Asked>,
    /// To whom, and whether by FAX too.
    pub(super) fields: Vec<Field>,
}

/// A question.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) plain: RubyText,
    /// The same without readings, for whoever hears the page.
    pub(super) heard: String,
    pub(super) legal: String,
    pub(super) details: Vec<RubyText>,
    /// The one field in which it is answered.
    pub(super) answer: Vec<Field>,
}

fn name(question: Question) -> String {
    format!("q_{}_{}", question.package.code(), question.group.code())
}

pub(super) const fn to_name(package: Package) -> &'static str {
    match package {
        Package::HandoverMeeting => "to_handover_meeting",
        Package::MedicalCooperation => "to_medical_cooperation",
        Package::DailyContact => "to_daily_contact",
    }
}

pub(super) const fn fax_name(package: Package) -> &'static str {
    match package {
        Package::HandoverMeeting => "fax_handover_meeting",
        Package::MedicalCooperation => "fax_medical_cooperation",
        Package::DailyContact => "fax_daily_contact",
    }
}

/// The groups to which somebody said yes on an occasion.
pub(super) fn yes(sent: &Sent, package: Package) -> Vec<PlainGroup> {
    let said = package
        .questions()
        .filter(|question| sent.text(&name(*question)) == YES);
    said.map(|question| question.group).collect()
}

/// Whether FAX was asked for by itself.
pub(super) fn is_fax_fine(sent: &Sent, package: Package) -> bool {
    sent.text(fax_name(package)) == YES
}

/// What an occasion is for and by what means it is told: as it stands on the form that is answered, where it stands
/// there, or as it is asked today. FAX is answered by itself.
pub(super) fn asked_for(package: Package, sheet: Option<&ConsentSheet>) -> (Purposes, MeansSet) {
    let Some(printed) = sheet.and_then(|sheet| sheet.occasion(package)) else {
        return (package.purposes(), package.means());
    };
    let mut means = printed.means.clone();
    means.remove(&Means::Fax);
    (printed.purposes.clone(), means)
}

/// Whether somebody is asked about as one of the people at work. An employer that another agency's case names is not
/// told of by leaving anybody out. Whoever is of an open one that the person left is asked about like anybody; of one
/// that was closed they hear nothing, so that nothing is asked.
fn is_at_work(view: &ConsentsView, party: &Party) -> bool {
    let (file, today) = (&view.file, view.now.date);
    let has_left = |id: EmploymentId| {
        let mut left = file.left.iter();
        left.any(|(known, last)| *known == id && *last < today)
    };
    let employments = file.ledger.employments.iter();
    let own = employments.filter(|employment| {
        let counts = employment.disclosure.is_closed() || !has_left(employment.id);
        employment.keeper == file.case.lead && counts
    });
    party.kind.is_workplace() || party.tie == EmployerTie::TheEmployer || works_at_one(own, party)
}

/// Whom somebody may mean: those of the team, and kinds in it. The workplace is asked about by itself.
pub(super) fn meant(view: &ConsentsView) -> Vec<(ConsentRecipient, String)> {
    let here = view.here().filter(|known| !is_at_work(view, &known.party));
    let named = here.map(|known| (ConsentRecipient::Named(known.party.id), party_words(known)));
    let kinds = RecipientKind::ALL.iter().copied();
    let kinds = kinds.filter(|kind| !kind.is_workplace()).map(|kind| {
        let words = format!("チームの中の「{kind}」みんな");
        (ConsentRecipient::KindInTeam(kind), words)
    });
    named.chain(kinds).collect()
}

/// The same to choose from.
fn recipients(view: &ConsentsView, sent: &Sent, package: Package) -> Vec<Choice> {
    let chosen: Vec<&str> = sent.all(to_name(package)).collect();
    let all = meant(view).into_iter().map(|(recipient, word)| {
        let value = recipient.code();
        Choice {
            is_chosen: chosen.contains(&value.as_str()),
            value,
            word,
        }
    });
    all.collect()
}

fn asked(sent: &Sent, question: Question, purposes: &Purposes) -> Asked {
    let name = name(question);
    let said = sent.text(&name);
    let answer = [(YES, "はい"), (NO, "いいえ")].map(|(value, word)| Choice {
        value: value.to_owned(),
        word: word.to_owned(),
        is_chosen: said == value,
    });
    Asked {
        plain: RubyText::of(&question.plain()),
        heard: question.plain(),
        legal: question.legal(purposes),
        details: question.details().into_iter().map(RubyText::of).collect(),
        answer: vec![Field::one(name, "あなたの答え", answer.to_vec())],
    }
}

/// Every occasion with what was answered, as it stands on a form on paper where one is answered.
pub(super) fn occasions(
    view: &ConsentsView,
    (sent, faults): (&Sent, &Faults),
    sheet: Option<&ConsentSheet>,
) -> Vec<Occasion> {
    let all = Package::ALL.iter().copied().map(|package| {
        let (purposes, means) = asked_for(package, sheet);
        let fax = vec![Choice {
            value: YES.to_owned(),
            word: "FAXで送ってもよい".to_owned(),
            is_chosen: is_fax_fine(sent, package),
        }];
        Occasion {
            heading: package.word(),
            plain: RubyText::of(package.plain()),
            about: format!(
                "なんのため: {}。方法: {}",
                listed(&purposes, ConsentPurpose::plain),
                listed(&means, Means::plain)
            ),
            questions: package
                .questions()
                .map(|one| asked(sent, one, &purposes))
                .collect(),
            fields: vec![
                Field::any(
                    to_name(package),
                    "だれに話してもいいですか",
                    recipients(view, sent, package),
                )
                .hinted("「はい」があるときに選びます。")
                .wrong(faults.of(to_name(package))),
                Field::any(fax_name(package), "FAX", fax),
            ],
        }
    });
    all.collect()
}
