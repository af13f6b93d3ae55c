//! Samples of the page on which a part is edited: several parts, with mistakes, after somebody else came
//! first, and the longest.

use renkei_app::directory::edit::open::Editable;
use renkei_domain::access::object::ResourceOwners;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Lifecycle, ResourceFacts};
use renkei_domain::directory::strength::{Disability, Strength, Topic, Valence, Voice};
use renkei_domain::ids::{ResourceId, StrengthId};
use renkei_domain::text::{Line, Prose};

use super::kit::Faults;
use super::sheet::{Known, Sheet};
use super::{EditPage, SAVE, Situation, address};
use crate::form::Form;
use crate::pages::{Samples, Shell};
use crate::words::moment::Day;

fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

fn known(name: &str, item: &str, profile: Profile) -> Option<Known> {
    let mut facts = ResourceFacts::named(ResourceKind::MedicalInstitution, line(name)?);
    facts.hours = Hours::parse("月-金 9:00-17:00; 土 休み; 祝 休み").unwrap_or_default();
    Some(Known {
        now: Editable {
            id: ResourceId::from_uuid(Default::default()),
            owners: ResourceOwners {
                run_by: None,
                steward: None,
            },
            lifecycle: Lifecycle::Active,
            closure: None,
            version: 3,
            facts,
            profile,
        },
        today: Day::sample(2026, 11, 20).0,
        item: item.to_owned(),
        network: None,
        served: Vec::new(),
        found: Default::default(),
    })
}

fn page(sheet: Sheet, known: &Known, faults: &Faults, state: Situation) -> EditPage {
    let shape = sheet.shape(&sheet.written(known), known, faults);
    let form = Form::sample(address(known, sheet), SAVE).carrying("version", known.now.version);
    EditPage::of(
        Shell::sample_of("高槻 はるか"),
        sheet,
        known,
        shape,
        form,
        state,
    )
}

fn strength(text: &str) -> Option<Strength> {
    Some(Strength {
        id: StrengthId::from_uuid(Default::default()),
        valence: Valence::Strong,
        topic: Topic::Disability(Disability::Mental),
        text: line(text)?,
        voice: Voice::SelfDeclared,
        stated_on: Day::sample(2026, 11, 1).0,
    })
}

fn policy(text: &str, rules: usize) -> ContactPolicy {
    let way = ContactWay {
        channel: Channel::Phone,
        person: None,
        ask_for: Some(StaffRole::PsychiatricSocialWorker),
        desk: line(text),
        hours: Hours::parse("月-金 13:00-16:00").ok(),
        etiquette: line(text),
    };
    let rule = ContactRule {
        purpose: None,
        sender: None,
        ways: vec![way; 3],
        do_not: line(text).into_iter().collect(),
    };
    ContactPolicy {
        rules: vec![rule; rules],
        never: line(text).into_iter().collect(),
        note: Prose::parse(text).ok(),
    }
}

impl Samples for EditPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let name = "みほん病院 精神科（架空）";
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let said = |text: &str, count: usize| Profile {
            strengths: vec![strength(text); count].into_iter().flatten().collect(),
            contact_policy: policy(text, count),
            ..Profile::default()
        };
        let none = Faults::default();
        let wrong = Faults(vec![
            ("hours".to_owned(), "「月 9時」が読めません。".to_owned()),
            ("nowhere".to_owned(), "ほかの誤り".to_owned()),
        ]);
        let overtaken = |text: &str| Situation::Overtaken {
            now: vec![format!("得意: {text}"); 2],
            mine: vec![format!("得意・精神障害: {text}")],
        };
        let cases = [
            (
                "usual",
                Sheet::Strengths,
                known(name, "", said("聞きとりが丁寧", 2)),
                &none,
                Situation::Fresh,
            ),
            (
                "empty",
                Sheet::Description,
                known(name, "", Profile::default()),
                &none,
                Situation::Drafted,
            ),
            (
                "facts",
                Sheet::Facts,
                known(name, "", Profile::default()),
                &none,
                Situation::Fresh,
            ),
            (
                "hours",
                Sheet::Hours,
                known(name, "", Profile::default()),
                &wrong,
                Situation::Fresh,
            ),
            (
                "capacity",
                Sheet::Capacity,
                known(name, "", Profile::default()),
                &none,
                Situation::Fresh,
            ),
            (
                "comparison",
                Sheet::Comparison,
                known(name, "", Profile::default()),
                &none,
                Situation::Fresh,
            ),
            (
                "program",
                Sheet::Programs,
                known(name, "new", Profile::default()),
                &none,
                Situation::Fresh,
            ),
            (
                "policy",
                Sheet::ContactPolicy,
                known(name, "", said("夕方は電話しない", 2)),
                &none,
                Situation::Fresh,
            ),
            (
                "rule",
                Sheet::ContactPolicy,
                known(name, "any.any", said("地域連携室", 1)),
                &none,
                Situation::Fresh,
            ),
            (
                "notices",
                Sheet::Notices,
                known(name, "", Profile::default()),
                &none,
                Situation::Fresh,
            ),
            (
                "people",
                Sheet::ContactPersons,
                known(name, "", Profile::default()),
                &none,
                Situation::Fresh,
            ),
            (
                "words",
                Sheet::Access,
                known(name, "", Profile::default()),
                &none,
                Situation::Fresh,
            ),
            (
                "overtaken",
                Sheet::Strengths,
                known(name, "", said("聞きとりが丁寧", 1)),
                &none,
                overtaken("通院に同行できる"),
            ),
            (
                "longest",
                Sheet::ContactPolicy,
                known(&long, "", said(&long, 8)),
                &none,
                overtaken(&long),
            ),
        ];
        let pages = cases
            .into_iter()
            .filter_map(|(name, sheet, known, faults, state)| {
                Some((name, page(sheet, &known?, faults, state)))
            });
        pages.collect()
    }
}

/// Every sample of every page on which an entry, or the 法人 that runs one, is edited.
pub(in crate::pages) fn every_sample(all: &mut Vec<(String, String)>) -> Result<(), askama::Error> {
    use crate::pages::samples_of as of;
    of::<super::EditPage>("edit", all)?;
    of::<super::history::HistoryPage>("history", all)?;
    of::<super::closing::ClosingPage>("closing", all)?;
    of::<super::merging::MergingPage>("merging", all)?;
    of::<super::merging::find::DuplicateOfPage>("duplicate_of", all)?;
    of::<super::merging::apart::ApartPage>("apart", all)?;
    of::<super::merging::apart::ApartFirstPage>("apart_first", all)?;
    of::<super::organization::OrganizationPage>("organization", all)?;
    of::<super::organization::history::OrganizationHistoryPage>("organization_history", all)?;
    of::<super::organization::assign::AssignPage>("organization_assign", all)?;
    of::<super::organization::entering::NewOrganizationPage>("organization_new", all)?;
    of::<super::entering::EnteringPage>("entering", all)?;
    of::<super::observations::ObservationsPage>("observations", all)?;
    of::<super::waiting::WaitingObservationsPage>("observations_waiting", all)?;
    of::<super::proposal::make::ProposePage>("propose", all)?;
    of::<super::proposal::enter::EnterProposalPage>("proposal_enter", all)?;
    of::<super::proposal::own::OwnProposalPage>("proposal_own", all)?;
    of::<super::proposal::waiting::ProposalsPage>("proposals", all)?;
    of::<super::proposal::decide::DecideProposalPage>("proposal_decide", all)?;
    of::<super::mendable::MendablePage>("mendable", all)?;
    Ok(())
}
