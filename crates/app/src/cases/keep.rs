//! Writing what stands in a case: employments, the team, notes, the emergency sheet. Of a consultation whose
//! person is not known nothing is written by which they could be.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::cases::case::{Case, CaseFault};
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::{
    Disclosure, DisclosureFault, EmployerTie, HiringFrame, Opened, Voice,
};
use renkei_domain::cases::note::{CaseNote, NoteCategory, NoteScope, writable};
use renkei_domain::cases::team::{MemberAgency, TeamMember, fits};
use renkei_domain::cases::workplace::{Employment, WeeklyHours};
use renkei_domain::directory::organization::CorporateNumber;
use renkei_domain::ids::{CaseId, CaseNoteId, EmploymentId, TeamMemberId};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_store::{Stop, StoreFault, Work};

use super::{CaseRefusal, KeptCase, SeenCase, as_seen, judged, refuse, to_be_kept};
use crate::App;
use crate::conference::call::Draws;
use crate::conference::call::follow::follow_in;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What is said of what the people at work may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisclosureWord {
    /// Nobody asked the person yet.
    NotAsked,
    /// They may not know.
    Closed,
    /// Some of them may know something.
    Open(Opened),
}

/// An employment as somebody writes it down.
#[derive(Clone, PartialEq, Eq)]
pub struct EmploymentForm {
    /// Which it is; absent for a new one.
    pub id: Option<EmploymentId>,
    /// The employer.
    pub employer: Line,
    /// Its 法人番号.
    pub number: Option<CorporateNumber>,
    /// The day of hiring.
    pub hired_on: NaiveDate,
    /// The last day.
    pub left_on: Option<NaiveDate>,
    /// In which frame.
    pub frame: HiringFrame,
    /// How long in a week.
    pub hours: Option<WeeklyHours>,
    /// What the people there may know.
    pub disclosure: DisclosureWord,
    /// Whose word that is.
    pub by: Voice,
}

impl EmploymentForm {
    /// Whether it names the same employer as an employment that is kept.
    fn is_at(&self, known: &Employment) -> bool {
        self.employer == known.employer && self.number == known.number
    }

    /// The employment in place of the one before. What is open stays so without being asked for again as long as
    /// the employer is the same; nobody but the person opens more, or another employer.
    fn in_place_of(
        &self,
        before: Option<&Employment>,
        new: EmploymentId,
    ) -> Result<Employment, CaseRefusal> {
        let disclosure = match &self.disclosure {
            DisclosureWord::NotAsked => Disclosure::NotAsked,
            DisclosureWord::Closed => Disclosure::Closed,
            DisclosureWord::Open(opened) => {
                let open = before.filter(|before| before.disclosure.opened().is_some());
                let is_same = open.is_some_and(|before| self.is_at(before));
                let stood = open.and_then(|before| before.disclosure.opened());
                if is_same && stood == Some(opened) {
                    Disclosure::Open(opened.clone())
                } else if open.is_some() && !is_same && self.by != Voice::Person {
                    return Err(DisclosureFault::AnotherEmployer.into());
                } else {
                    Disclosure::open(self.by, opened.clone())?
                }
            }
        };
        let employment = Employment {
            id: before.map_or(new, |before| before.id),
            employer: self.employer.clone(),
            number: self.number,
            hired_on: self.hired_on,
            left_on: self.left_on,
            frame: self.frame,
            hours: self.hours,
            disclosure,
        };
        Ok(employment.checked()?)
    }
}

/// A note to be written.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNote {
    /// Of which day it tells.
    pub on: NaiveDate,
    /// What it is about.
    pub category: NoteCategory,
    /// Who may read it.
    pub scope: NoteScope,
    /// What it says.
    pub body: Prose,
    /// Which note it corrects.
    pub corrects: Option<CaseNoteId>,
}

/// A case whose person is known and that goes on.
fn named(case: &Case) -> Result<(), Stop<CaseRefusal>> {
    judged(case.open())?;
    if case.is_anonymous() {
        return refuse(CaseFault::Anonymous);
    }
    Ok(())
}

/// Writes an employment down in a case, in place of what stood there of it. Whom the people at work knowing less calls
/// off is called off in the same act.
pub(super) async fn write_employment(
    work: &Work,
    case: &Case,
    (before, after): (Option<&Employment>, &Employment),
    draws: &Draws,
) -> Result<(), StoreFault> {
    work.keep_employment(case.id, before, after, draws.now)
        .await?;
    let stood = before.map(|before| &before.disclosure);
    let was_open = stood.filter(|stood| !stood.is_closed());
    if was_open.is_some_and(|open| *open != after.disclosure) {
        follow_in(work, case, draws).await?;
    }
    Ok(())
}

#[renkei_boxed::boxed]
impl App {
    /// Keeps an employment in a case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn keep_employment(
        &self,
        writer: &Writer,
        seen: SeenCase,
        form: EmploymentForm,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let said = (&form.employer, form.number, form.frame, form.hours);
        let days = (form.id, form.hired_on, form.left_on);
        let asked = format!(
            "{seen:?} {said:?} {days:?} {:?} {}",
            form.disclosure, form.by
        );
        let new = EmploymentId::from_uuid(self.new_id());
        let given = Arc::new((writer.principal.clone(), form));
        let entropy = Arc::clone(&self.entropy);
        self.act_of(
            writer,
            Purpose::KeepEmployment,
            &asked,
            move |work, header| {
                let (given, entropy) = (Arc::clone(&given), Arc::clone(&entropy));
                Box::pin(async move {
                    let (principal, form) = &*given;
                    let case = as_seen(work, principal, seen).await?;
                    named(&case)?;
                    let known = work.employments_of(&case).await?;
                    let before = known.iter().find(|known| Some(known.id) == form.id);
                    if form.id.is_some() && before.is_none() {
                        return refuse(CaseRefusal::NoSuchItem);
                    }
                    let employment = judged(form.in_place_of(before, new))?;
                    let draws = Draws::new(&entropy, header.at, principal.account());
                    write_employment(work, &case, (before, &employment), &draws).await?;
                    Ok(KeptCase(case.id))
                })
            },
        )
        .await
    }

    /// Keeps a member of the team of a case: a new one, or one that is there in place of what stood there.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn keep_team_member(
        &self,
        writer: &Writer,
        seen: SeenCase,
        member: TeamMember,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let said = (&member.agency, &member.contact, &member.does, &member.reach);
        let words = (member.role, member.ring, member.part, member.employer);
        let days = (member.since, member.until, member.seat.words());
        let asked = format!("{seen:?} {said:?} {words:?} {days:?}");
        let given = Arc::new((writer.principal.clone(), member));
        self.act_of(writer, Purpose::KeepTeamMember, &asked, move |work, _| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, member) = &*given;
                let case = as_seen(work, principal, seen).await?;
                judged(case.open())?;
                let team = work.team_of(&case).await?;
                judged(fits(&team, member))?;
                let before = team.iter().find(|known| known.id == member.id);
                let is_news = before.is_none_or(|before| before.agency != member.agency);
                if let MemberAgency::Listed(resource) = &member.agency
                    && is_news
                    && work.resource(*resource).await?.is_none()
                {
                    return refuse(CaseRefusal::UnknownAgency);
                }
                work.keep_team_member(case.id, before, member).await?;
                Ok(KeptCase(case.id))
            })
        })
        .await
    }

    /// Says of a member of the team whether they belong to an employer of the person; nothing else of them changes.
    /// Until somebody said that they do not, whoever was written down by hand hears nothing while an employer may not
    /// know.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn say_employer_tie(
        &self,
        writer: &Writer,
        seen: SeenCase,
        member: TeamMemberId,
        tie: EmployerTie,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let asked = format!("{seen:?} {member} {}", tie.code());
        let principal = Arc::new(writer.principal.clone());
        self.act_of(writer, Purpose::KeepTeamMember, &asked, move |work, _| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let case = as_seen(work, &principal, seen).await?;
                judged(case.open())?;
                let team = work.team_of(&case).await?;
                let Some(before) = team.iter().find(|known| known.id == member) else {
                    return refuse(CaseRefusal::NoSuchItem);
                };
                let after = TeamMember {
                    employer: tie,
                    ..before.clone()
                };
                work.keep_team_member(case.id, Some(before), &after).await?;
                Ok(KeptCase(case.id))
            })
        })
        .await
    }

    /// An id for a member who joins a team.
    #[must_use]
    pub fn new_team_member(&self) -> TeamMemberId {
        TeamMemberId::from_uuid(self.new_id())
    }

    /// Writes a note, or a correction of one, which then stands beside it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn write_case_note(
        &self,
        writer: &Writer,
        id: CaseId,
        new: NewNote,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let Some(author) = writer.principal.account() else {
            return Ok(Err(CaseRefusal::NotFound));
        };
        let note = CaseNote {
            id: CaseNoteId::from_uuid(self.new_id()),
            author,
            on: new.on,
            written_at: self.now(),
            category: new.category,
            scope: new.scope,
            body: new.body,
            corrects: new.corrects,
        };
        let said = (note.on, note.category, note.scope, note.corrects);
        let asked = format!("{id} {said:?} {}", note.body);
        let given = Arc::new((writer.principal.clone(), note));
        self.act_of(
            writer,
            Purpose::WriteCaseNote,
            &asked,
            move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (principal, note) = &*given;
                    let case = to_be_kept(work, principal, id).await?;
                    let notes = work.notes_of(&case).await?;
                    judged(writable(&notes, note, header.at.in_japan().date))?;
                    work.add_case_note(case.id, note).await?;
                    Ok(KeptCase(case.id))
                })
            },
        )
        .await
    }

    /// Keeps the emergency sheet of a case. Where its words change and no day is given, nobody has agreed to it yet.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn keep_emergency_sheet(
        &self,
        writer: &Writer,
        seen: SeenCase,
        sheet: EmergencySheet,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let sheet = match sheet.checked(self.now().in_japan().date) {
            Ok(sheet) => sheet,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let said = (&sheet.doctor, &sheet.doctor_phone, &sheet.contacts);
        let steps = (&sheet.on_seizure, &sheet.on_bad_day, &sheet.leave_steps);
        let asked = format!("{seen:?} {said:?} {steps:?} {:?}", sheet.agreed_on);
        let given = Arc::new((writer.principal.clone(), sheet));
        self.act_of(
            writer,
            Purpose::KeepEmergencySheet,
            &asked,
            move |work, _| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (principal, sheet) = &*given;
                    let case = as_seen(work, principal, seen).await?;
                    named(&case)?;
                    let before = work.emergency_sheet_of(&case).await?;
                    let sheet = sheet.clone().in_place_of(before.as_ref());
                    work.keep_emergency_sheet(case.id, before.as_ref(), &sheet)
                        .await?;
                    Ok(KeptCase(case.id))
                })
            },
        )
        .await
    }
}
