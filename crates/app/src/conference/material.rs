//! 会議資料: what those who meet about a person have before them. Each recipient has a copy of their own, cut to what the
//! consents let them have as a document, or by FAX where they name nothing else, and to what the agenda tells while they
//! are there. What stands on it is read off a permit. It opens with what the person wishes and can do.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::{Coming, Conference, HandedCopy};
use renkei_domain::consent::{
    Basis, Categories, ConsentPurpose, InformationCategory, Means, PartyId, Permit,
};
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId};
use renkei_domain::provisions::ToldHow;
use renkei_domain::text::Prose;
use renkei_store::StoreFault;

use super::copies::partner_of;
use super::paper::slot_of;
use super::read::{Called, ConferencesView};
use super::{ConferenceRefusal, SeenConference};
use crate::App;
use crate::cases::by_category::{CaseFact, CaseFacts};
use crate::cases::read::CaseFile;
use crate::directory::register::Outcome;
use crate::paper::{Letterhead, MaterialCopy, MaterialPaper, Sheet};
use crate::provisions::told::TellForm;
use crate::provisions::{TellRefusal, Told};
use crate::writer::Writer;

/// What a handover settles.
fn handover(facts: &mut CaseFacts, conference: &Conference) {
    use InformationCategory as C;
    if let Some(handover) = &conference.handover {
        facts.add(
            C::EmploymentStatus,
            "職場のナチュラルサポート",
            handover.natural_support.as_ref(),
        );
        let history: [(&str, Option<&Prose>); 3] = [
            ("残っている課題と、ためしたこと", handover.unsolved.as_ref()),
            ("つぎの機関の支援の違い", handover.difference.as_ref()),
            ("だれが・いつから", handover.from_when.as_ref()),
        ];
        for (label, text) in history {
            facts.add(C::History, label, text);
        }
    }
}

/// What is kept that a meeting may need, in the order of the categories.
fn kept(file: &CaseFile, conference: &Conference, today: NaiveDate) -> Vec<CaseFact> {
    let mut facts = CaseFacts::default();
    facts.person(file);
    facts.work(file, today);
    handover(&mut facts, conference);
    facts.emergency(file);
    facts.notes(file);
    facts.sorted()
}

/// Of which categories the words are with which every copy opens, whatever the agenda is.
const OPENING: [InformationCategory; 2] =
    [InformationCategory::Wishes, InformationCategory::Skills];

/// What may stand on a copy: what somebody may have as a document, of what they hear and of what it opens with.
fn told(permit: &Permit<'_>, hears: &Categories) -> Option<Categories> {
    let may = permit.categories().iter().copied();
    let told = may.filter(|category| hears.contains(category) || OPENING.contains(category));
    let told: Categories = told.collect();
    told.contains(&InformationCategory::Basic).then_some(told)
}

/// A copy, with whose it is.
struct CutCopy {
    /// As somebody who is called.
    called: ParticipantId,
    /// As the rule sees them.
    party: PartyId,
    /// What stands on it.
    copy: MaterialCopy,
}

fn copy(
    (view, conference): (&ConferencesView, &Conference),
    one: &Called,
    facts: &[CaseFact],
) -> Option<CutCopy> {
    let Coming::May { hears, .. } = &one.coming else {
        return None;
    };
    let party = view.party(&one.participant)?;
    let ledger = view.consents.agreed();
    let by = |means| {
        let how = (conference.outline.purpose.consent(), means);
        let permit = view.consents.permit(&ledger, &party, how)?;
        let told = told(&permit, hears)?;
        Some((permit, told))
    };
    let (on_paper, by_fax) = (by(Means::Document), by(Means::Fax));
    let faxed = by_fax.as_ref().map(|(_, told)| told.clone());
    let is_on_paper = on_paper.is_some();
    let (permit, told) = on_paper.or(by_fax)?;
    let may_be_faxed = faxed.is_some_and(|faxed| told.is_subset(&faxed));
    let ways = [
        (ToldHow::Document, is_on_paper),
        (ToldHow::Fax, may_be_faxed),
    ];
    let bases = permit.bases().iter();
    let consents = bases.filter_map(|(category, basis)| match basis {
        Basis::Consent(id) if told.contains(category) => view.consents.consent(*id),
        _ => None,
    });
    let agreed: BTreeSet<_> = consents
        .map(|consent| (consent.given_on, consent.giver.consent_word()))
        .collect();
    let said = |category: InformationCategory, text: &Option<Prose>| {
        text.clone().filter(|_| told.contains(&category))
    };
    let facts = facts.iter().filter(|fact| told.contains(&fact.category));
    let copy = MaterialCopy {
        to: one.name.clone(),
        wishes: said(InformationCategory::Wishes, &conference.words.wishes),
        can_do: said(InformationCategory::Skills, &conference.words.can_do),
        facts: facts.cloned().collect(),
        agreed: agreed.into_iter().collect(),
        ways: ways
            .iter()
            .filter(|(_, may)| *may)
            .map(|(how, _)| *how)
            .collect(),
        letter: None,
        told,
    };
    Some(CutCopy {
        called: one.participant.id,
        party: party.id,
        copy,
    })
}

/// A copy of the material that can be handed to its recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyToHand {
    /// To whom.
    pub to: PartyId,
    /// The same by name.
    pub name: String,
    /// Of which categories something stands on it.
    pub told: Categories,
    /// How it may reach them.
    pub ways: BTreeSet<ToldHow>,
}

/// Why it is not written down that a copy of the material was handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandRefusal {
    /// The conference says no.
    #[error(transparent)]
    Conference(#[from] ConferenceRefusal),
    /// There is no copy for them: the consents do not let them have one.
    #[error("この相手に渡してよい会議資料は、ありません。記録は作っていません。")]
    NoCopy,
    /// It cannot be told so.
    #[error(transparent)]
    Tell(#[from] TellRefusal),
}

/// The number of a copy, with whoever has it or may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedCopy {
    /// Who.
    pub to: ParticipantId,
    /// The same by name.
    pub name: String,
    /// What is known of their copy; the number by which it is printed now, where nothing is.
    pub copy: HandedCopy,
}

/// The copies of the material of a conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialToHand {
    /// Of which conference.
    pub of: SeenConference,
    /// Those that were handed out, or can be.
    pub numbered: Vec<NumberedCopy>,
    /// What for.
    pub purpose: ConsentPurpose,
    /// One for each who may have one.
    pub copies: Vec<CopyToHand>,
}

/// The numbers of the copies, in the order of the list of those who are called.
fn numbered(
    (view, conference): (&ConferencesView, &Conference),
    copies: &[CutCopy],
) -> Vec<NumberedCopy> {
    let numbered = conference.participants.iter().filter_map(|one| {
        let party = view.party(one).map(|party| party.id);
        let place = copies.iter().position(|cut| Some(cut.party) == party);
        let printed = place.and_then(|place| u16::try_from(place + 1).ok());
        let printed = printed.map(|number| HandedCopy {
            number,
            collected_on: None,
        });
        Some(NumberedCopy {
            to: one.id,
            name: view.name(one),
            copy: conference.copies.get(&one.id).copied().or(printed)?,
        })
    });
    numbered.collect()
}

#[renkei_boxed::boxed]
impl App {
    /// The copies, each with whose it is; nothing where the case is not somebody's to read, or about nobody.
    async fn copies(
        &self,
        own: &Principal,
        (view, conference): (&ConferencesView, &Conference),
    ) -> Result<Option<Vec<CutCopy>>, StoreFault> {
        let read = match self.case_view(own, view.case().id).await? {
            Ok(read) if read.file.case.known().is_some() => read,
            Ok(_) | Err(_) => return Ok(None),
        };
        let facts = kept(&read.file, conference, read.now.date);
        let called = view.called(conference);
        let copies = called
            .iter()
            .filter_map(|one| copy((view, conference), one, &facts));
        Ok(Some(copies.collect()))
    }

    /// The material of a conference, a copy for each who may have one.
    pub(super) async fn material(
        &self,
        own: &Principal,
        head: Letterhead,
        (view, conference): (&ConferencesView, &Conference),
    ) -> Result<Option<Sheet>, StoreFault> {
        let copies = self.copies(own, (view, conference)).await?;
        let (Some(copies), Some(person)) = (copies, view.case().known()) else {
            return Ok(None);
        };
        let mut posted = self.posted_to(own, (view, conference)).await?;
        let copies = copies.into_iter().map(|cut| {
            // A letter is a document: what may go by FAX alone is not posted.
            let may_be_posted = cut.copy.ways.contains(&ToldHow::Document);
            let letter = posted.remove(&cut.called).filter(|_| may_be_posted);
            MaterialCopy { letter, ..cut.copy }
        });
        Ok(Some(Sheet::Material(Box::new(MaterialPaper {
            head,
            for_whom: format!("{} さん", person.name),
            slot: slot_of(conference).cloned(),
            sender: self.sender(view, conference).await?,
            purpose: conference.outline.purpose,
            copies: copies.collect(),
        }))))
    }

    /// The copies of the material of a conference that can be handed over now, for staff of the agency that leads.
    /// Handing one over is a telling, and is written down as one.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn material_to_hand(
        &self,
        own: &Principal,
        (case, id): (CaseId, ConferenceId),
    ) -> Outcome<MaterialToHand, ConferenceRefusal> {
        let view = match self.conferences(own, case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let conference = view.conference(id).filter(|_| !view.consents.is_person);
        let Some(conference) = conference else {
            return Ok(Err(ConferenceRefusal::NoSuchConference));
        };
        let copies = self.copies(own, (&view, conference)).await?;
        let copies = copies.unwrap_or_default();
        let numbered = numbered((&view, conference), &copies);
        let copies = copies.into_iter();
        let copies = copies.map(|cut| CopyToHand {
            to: cut.party,
            told: cut.copy.printed(),
            ways: cut.copy.ways,
            name: cut.copy.to,
        });
        Ok(Ok(MaterialToHand {
            of: SeenConference {
                case,
                id,
                version: conference.version,
            },
            numbered,
            purpose: conference.outline.purpose.consent(),
            copies: copies.collect(),
        }))
    }

    /// Writes down that somebody who is called was handed their copy: it tells them of the person, and has its record.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn hand_material(
        &self,
        writer: &Writer,
        (case, id): (CaseId, ConferenceId),
        (to, how): (ParticipantId, ToldHow),
    ) -> Outcome<Told, HandRefusal> {
        let own = &writer.principal;
        let view = match self.conferences(own, case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(ConferenceRefusal::from(refusal).into())),
        };
        // The person has pages of their own.
        let conference = view.conference(id).filter(|_| !view.consents.is_person);
        let Some(conference) = conference else {
            return Ok(Err(ConferenceRefusal::NoSuchConference.into()));
        };
        let one = conference.participant(to);
        let known = one.and_then(|one| Some((one, view.party(one)?.id)));
        let copies = self.copies(own, (&view, conference)).await?;
        let copies = copies.unwrap_or_default();
        let found = known.and_then(|(one, party)| {
            let cut = copies.iter().find(|cut| cut.party == party)?;
            Some((partner_of(one, Some(party))?, &cut.copy))
        });
        let Some((to, copy)) = found else {
            return Ok(Err(HandRefusal::NoCopy));
        };
        let form = TellForm {
            to,
            heard_by: None,
            categories: copy.printed(),
            how,
            purpose: Some(conference.outline.purpose.consent()),
            at: None,
        };
        let told = self.tell(writer, case, form).await?;
        Ok(told.map_err(HandRefusal::from))
    }
}
