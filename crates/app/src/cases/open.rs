//! Beginning a case, with a name or as an anonymous consultation, and saying whom it is about.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::cases::case::{About, Agreement, Case, CaseFault, PlanMaker};
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::cases::person::Person;
use renkei_domain::cases::stage::Standing;
use renkei_domain::ids::{CaseId, OrganizationId, PersonId};
use renkei_domain::people::Standing as Membership;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;

use super::offered::agency;
use super::{CaseRefusal, KeptCase, SeenCase, as_seen, judged, refuse, to_be_kept};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// How many numbers are drawn: nobody has so many cases that all of them are taken.
const NUMBERS: usize = 20;

/// A case to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// The organization that leads.
    pub lead: OrganizationId,
    /// Whom it is about.
    pub about: About,
    /// What it is about, in a few words.
    pub topic: Option<Line>,
    /// When it began.
    pub started_on: NaiveDate,
}

#[renkei_boxed::boxed]
impl App {
    /// Begins a case. Whoever begins it keeps it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn open_case(&self, writer: &Writer, new: NewCase) -> Outcome<KeptCase, CaseRefusal> {
        let decision = decide(&writer.principal, Action::OpenCase, &agency(new.lead));
        let keeper = match (decision, writer.principal.account()) {
            (Decision::Allowed, Some(keeper)) => keeper,
            (Decision::Allowed, None) => {
                return Ok(Err(CaseRefusal::NotAllowed(Decision::Refused)));
            }
            (decision, _) => return Ok(Err(CaseRefusal::NotAllowed(decision))),
        };
        let today = self.now().in_japan().date;
        let about = match new.about {
            About::Anonymous => About::Anonymous,
            About::Erased => return Ok(Err(CaseFault::Erased.into())),
            About::Damaged => return Ok(Err(CaseFault::Damaged.into())),
            About::Person(person) => match (*person).checked(today) {
                Ok(person) => About::Person(Box::new(person)),
                Err(fault) => return Ok(Err(fault.into())),
            },
        };
        let asked = format!("{} {} {}", new.lead, new.started_on, asked_of(&about));
        let numbers: Vec<CaseNumber> = (0..NUMBERS)
            .map(|_| CaseNumber::draw(self.entropy.as_ref()))
            .collect();
        let case = Case {
            id: CaseId::from_uuid(self.new_id()),
            number: numbers[0],
            person: PersonId::from_uuid(self.new_id()),
            account: None,
            lead: new.lead,
            keeper,
            about,
            agreement: None,
            topic: new.topic,
            standing: Standing::BEGINNING,
            plan_maker: PlanMaker::NotAsked,
            started_on: new.started_on,
            ended_on: None,
            version: 1,
        };
        let case = match case.begun(today) {
            Ok(case) => Arc::new(case),
            Err(fault) => return Ok(Err(fault.into())),
        };
        let numbers = Arc::new(numbers);
        self.act_of(writer, Purpose::OpenCase, &asked, move |work, _| {
            let (case, numbers) = (Arc::clone(&case), Arc::clone(&numbers));
            Box::pin(async move {
                // What comes to them goes on to whoever was named to follow; without anybody it would go to nobody.
                let works_there = Membership::Staff(case.lead);
                // An end that somebody enters meanwhile comes before this or sees the case.
                work.lock_place(works_there).await?;
                let known = work.known_account(case.keeper, today).await?;
                if known.is_some_and(|known| known.leaves_to_nobody(works_there)) {
                    return refuse(CaseRefusal::LeavingSoon);
                }
                for number in numbers.iter().copied() {
                    if work.is_case_number_free(case.lead, number).await? {
                        let case = Case {
                            number,
                            ..(*case).clone()
                        };
                        work.add_case(&case).await?;
                        return Ok(KeptCase(case.id));
                    }
                }
                refuse(CaseRefusal::NoNumber)
            })
        })
        .await
    }

    /// Puts the name of its person on a consultation, to which they agreed.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn bind_case(
        &self,
        writer: &Writer,
        seen: SeenCase,
        person: Person,
        agreement: Agreement,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let today = self.now().in_japan().date;
        let person = match person.checked(today) {
            Ok(person) => person,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let asked = format!("{seen:?} {agreement:?} {}", asked_of_person(&person));
        let given = Arc::new((writer.principal.clone(), person));
        self.act_of(writer, Purpose::BindCase, &asked, move |work, _| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, person) = &*given;
                let case = as_seen(work, principal, seen).await?;
                let bound = judged(case.clone().bound(person.clone(), agreement, today))?;
                work.change_case(&case, &bound).await?;
                Ok(KeptCase(case.id))
            })
        })
        .await
    }

    /// Says that a consultation is of somebody of whom the agency keeps another case, to which they agreed. What
    /// is known of them there is known here too.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn bind_case_to_known(
        &self,
        writer: &Writer,
        seen: SeenCase,
        other: CaseId,
        agreement: Agreement,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let today = self.now().in_japan().date;
        let asked = format!("{seen:?} {other} {agreement:?}");
        let principal = Arc::new(writer.principal.clone());
        self.act_of(writer, Purpose::BindCase, &asked, move |work, _| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let case = as_seen(work, &principal, seen).await?;
                let known = to_be_kept(work, &principal, other).await?;
                let Some(person) = known.known().filter(|_| known.lead == case.lead) else {
                    return refuse(CaseRefusal::NoSuchItem);
                };
                let bound = judged(case.clone().bound(person.clone(), agreement, today))?;
                let bound = Case {
                    person: known.person,
                    account: known.account,
                    ..bound
                };
                work.join_persons(case.person, known.person).await?;
                work.change_case(&case, &bound).await?;
                Ok(KeptCase(case.id))
            })
        })
        .await
    }

    /// Writes anew who the person is and how to speak with them.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn describe_person(
        &self,
        writer: &Writer,
        seen: SeenCase,
        person: Person,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let today = self.now().in_japan().date;
        let person = match person.checked(today) {
            Ok(person) => person,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let asked = format!("{seen:?} {}", asked_of_person(&person));
        let given = Arc::new((writer.principal.clone(), person));
        self.act_of(writer, Purpose::DescribePerson, &asked, move |work, _| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, person) = &*given;
                let case = as_seen(work, principal, seen).await?;
                let described = judged(case.clone().of_person(person.clone()))?;
                work.change_case(&case, &described).await?;
                Ok(KeptCase(case.id))
            })
        })
        .await
    }
}

/// What tells one person from another, for the key of a form: it is kept as a hash alone.
fn asked_of(about: &About) -> String {
    match about {
        About::Anonymous | About::Erased | About::Damaged => String::new(),
        About::Person(person) => asked_of_person(person),
    }
}

fn asked_of_person(person: &Person) -> String {
    let lines = [
        Some(&person.name),
        person.kana.as_ref(),
        person.phone.as_ref(),
        person.mail.as_ref(),
        person.address.as_ref(),
    ];
    let texts = [person.contact_note.as_ref(), person.helps.as_ref()];
    format!(
        "{:?} {:?} {:?} {:?}",
        lines, texts, person.birth_date, person.preferred
    )
}
