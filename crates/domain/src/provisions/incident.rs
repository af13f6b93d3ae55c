//! 「ちがう相手に伝わった」: something reached somebody whom it was not meant for. Of even one record that needs special
//! care it is reported, first within 3 to 5 days and then whole within 30, and the person is told (個人情報保護法26条,
//! 同施行規則 7条・8条・10条).
//!
//! Where there is more than one way to count, the one that ends first is taken, so that whoever keeps to the day that
//! is shown is in time by all of them. The day on which it was noticed is the first, which 民法140条 would not count.
//! Days off are counted too, and no day is moved past them: the last one to report in full may be the next on which
//! offices of the state are open (行政機関の休日に関する法律 2条), but which days are 祝日 is not known for years to
//! come, and whoever reports before a day off is in time all the same. 60 days are given for what somebody did on
//! purpose (規則 8条2項, 7条3号): what is written down here was sent by mistake.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::provision::RecordReader;
use crate::consent::ExceptionSight;
use crate::ids::{AccountId, CaseId, IncidentId, OrganizationId, PersonId, ProvisionId};
use crate::text::{Line, Prose};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// What is done about an incident.
    IncidentStep {
        Preliminary = "preliminary", "個人情報保護委員会などに 速報を出した";
        Final = "final", "個人情報保護委員会などに 確報を出した";
        PersonTold = "person_told", "本人に知らせた";
    }
}

/// The first report is due on the days from this one on,
const PRELIMINARY_FROM: Days = Days::new(2);
/// at the latest on this one.
const PRELIMINARY_UNTIL: Days = Days::new(4);
/// The whole report is due on this one.
const FINAL_UNTIL: Days = Days::new(29);

/// An incident.
#[derive(Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// In which case it is kept.
    pub case: CaseId,
    /// Of whom something was told.
    pub person: PersonId,
    /// Whose staff told it.
    pub organization: OrganizationId,
    /// The record of the telling, where there is one.
    pub record: Option<ProvisionId>,
    /// When it was noticed.
    pub noticed_on: NaiveDate,
    /// What got out.
    pub what: Prose,
    /// About whom.
    pub whose: Line,
    /// To whom.
    pub to: Line,
    /// What was done, and when.
    pub done: BTreeMap<IncidentStep, NaiveDate>,
    /// Who wrote it down.
    pub noted_by: AccountId,
    /// When.
    pub noted_at: Instant,
}

/// What got out to whom is nobody's to read in a log.
impl std::fmt::Debug for Incident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Incident({})", self.id)
    }
}

/// Why nothing is written about an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IncidentFault {
    /// It would be noticed later than today.
    #[error("気づいた日は、きょうまでの日にしてください。")]
    NoticedLater,
    /// A step would be taken before it was noticed, or later than today.
    #[error("その日は、気づいた日から きょうまでの間にしてください。")]
    StepDay,
    /// It was done before.
    #[error("それは、もう済んでいます。")]
    Done,
}

impl Incident {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// Says why it cannot.
    pub fn check(&self) -> Result<(), IncidentFault> {
        if self.noticed_on > self.noted_at.in_japan().date {
            return Err(IncidentFault::NoticedLater);
        }
        Ok(())
    }

    /// From when until when a step is to be taken. The person is told as soon as it can be.
    #[must_use]
    pub fn due(&self, step: IncidentStep) -> Option<(NaiveDate, NaiveDate)> {
        let day = |days: Days| self.noticed_on.checked_add_days(days);
        match step {
            IncidentStep::Preliminary => day(PRELIMINARY_FROM).zip(day(PRELIMINARY_UNTIL)),
            IncidentStep::Final => Some(self.noticed_on).zip(day(FINAL_UNTIL)),
            IncidentStep::PersonTold => None,
        }
    }

    /// The steps that are left.
    pub fn left(&self) -> impl Iterator<Item = IncidentStep> {
        let steps = IncidentStep::ALL.iter().copied();
        steps.filter(|step| !self.done.contains_key(step))
    }

    /// Whether something is left to do.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.left().next().is_some()
    }

    /// The next day on which something is due at the latest.
    #[must_use]
    pub fn next_due(&self) -> Option<NaiveDate> {
        self.left().filter_map(|step| Some(self.due(step)?.1)).min()
    }

    /// With a step that was taken.
    ///
    /// # Errors
    /// Says why it is not taken down.
    pub fn stepped(
        mut self,
        step: IncidentStep,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, IncidentFault> {
        if self.done.contains_key(&step) {
            return Err(IncidentFault::Done);
        }
        if on < self.noticed_on || today < on {
            return Err(IncidentFault::StepDay);
        }
        self.done.insert(step, on);
        Ok(self)
    }
}

/// An incident as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptIncident {
    /// The incident.
    pub incident: Incident,
    /// The exception of the law by which it was told.
    pub exception: Option<ExceptionSight>,
}

impl KeptIncident {
    /// Whether somebody may see it: the person once they were told, and of what was told by an exception no more
    /// people than of its record.
    #[must_use]
    pub fn is_for(&self, reader: RecordReader<'_>) -> bool {
        let is_seen = self.exception.is_none_or(|one| reader.sees(one));
        match reader {
            RecordReader::Staff(_) => is_seen,
            RecordReader::Person => {
                is_seen && self.incident.done.contains_key(&IncidentStep::PersonTold)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::access::principal::{Assurance, Principal, Who};
    use crate::ids::ExceptionId;
    use crate::people::{HeldPost, OrganizationPost, Standing};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn account(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    fn incident(noticed_on: &str) -> Incident {
        let id = Uuid::from_u128(1);
        let noon = "2026-11-20T12:00:00".parse().expect("a time");
        Incident {
            id: IncidentId::from_uuid(id),
            case: CaseId::from_uuid(id),
            person: PersonId::from_uuid(id),
            organization: OrganizationId::from_uuid(id),
            record: None,
            noticed_on: day(noticed_on),
            what: Prose::parse("会議の資料").expect("a text"),
            whose: Line::parse("山田 花子").expect("a line"),
            to: Line::parse("となりの事業所").expect("a line"),
            done: BTreeMap::new(),
            noted_by: account(1),
            noted_at: Instant::from_japan(noon),
        }
    }

    #[test]
    fn reports_are_due_from_the_third_to_the_fifth_day_and_on_the_thirtieth() {
        let noticed = incident("2026-11-20");
        let due = |step| noticed.due(step);
        let preliminary = Some((day("2026-11-22"), day("2026-11-24")));
        assert_eq!(due(IncidentStep::Preliminary), preliminary);
        assert_eq!(
            due(IncidentStep::Final).map(|due| due.1),
            Some(day("2026-12-19"))
        );
        assert_eq!(due(IncidentStep::PersonTold), None);
        assert_eq!(noticed.check(), Ok(()));
        assert_eq!(
            incident("2026-11-21").check(),
            Err(IncidentFault::NoticedLater)
        );
        assert!(!format!("{noticed:?}").contains("花子"));
    }

    proptest! {
        #[test]
        fn reports_are_due_by_whichever_way_to_count_ends_first(passed in 0_u64..80_000) {
            let first = day("2000-01-01").checked_add_days(Days::new(passed)).expect("a day");
            let noticed = incident(&first.to_string());
            // The first day is counted, and every day after it.
            let counted = |nth: usize| first.iter_days().nth(nth - 1).expect("a day");
            let preliminary = noticed.due(IncidentStep::Preliminary);
            prop_assert_eq!(preliminary, Some((counted(3), counted(5))));
            let whole = noticed.due(IncidentStep::Final);
            prop_assert_eq!(whole, Some((first, counted(30))));
            // Not counting the first day ends a day later, and moving on past days off later still.
            let later = first.checked_add_days(Days::new(30));
            prop_assert!(whole.map(|(_, until)| until) < later);
            prop_assert_eq!(noticed.next_due(), Some(counted(5)));
        }
    }

    #[test]
    fn whatever_was_done_the_rest_is_left_and_its_first_day_is_next() {
        let today = day("2026-11-25");
        for done in 0_u8..8 {
            let mut one = incident("2026-11-20");
            let mut left = Vec::new();
            for (place, step) in IncidentStep::ALL.iter().copied().enumerate() {
                if done & (1 << place) == 0 {
                    left.push(step);
                } else {
                    one = one.stepped(step, today, today).expect("taken");
                }
            }
            assert_eq!(one.left().collect::<Vec<_>>(), left);
            assert_eq!(one.is_open(), !left.is_empty());
            let next = match left.first() {
                Some(IncidentStep::Preliminary) => Some(day("2026-11-24")),
                Some(IncidentStep::Final) => Some(day("2026-12-19")),
                Some(IncidentStep::PersonTold) | None => None,
            };
            assert_eq!(one.next_due(), next, "{left:?}");
        }
    }

    #[test]
    fn a_step_is_taken_from_the_day_it_was_noticed_until_today() {
        let (first, last) = (day("2026-11-20"), day("2026-11-25"));
        for on in first.pred_opt().expect("a day").iter_days().take(8) {
            let taken = incident("2026-11-20").stepped(IncidentStep::PersonTold, on, last);
            assert_eq!(taken.is_ok(), first <= on && on <= last, "{on}");
        }
    }

    #[test]
    fn what_is_left_is_due_next_until_nothing_is() {
        let today = day("2026-11-25");
        let mut one = incident("2026-11-20");
        assert_eq!(one.next_due(), Some(day("2026-11-24")));
        one = one
            .stepped(IncidentStep::Preliminary, day("2026-11-22"), today)
            .expect("taken");
        assert_eq!(one.next_due(), Some(day("2026-12-19")));
        let twice = one.clone().stepped(IncidentStep::Preliminary, today, today);
        assert_eq!(twice, Err(IncidentFault::Done));
        for wrong in ["2026-11-19", "2026-11-26"] {
            let done = one.clone().stepped(IncidentStep::Final, day(wrong), today);
            assert_eq!(done, Err(IncidentFault::StepDay), "{wrong}");
        }
        one = one
            .stepped(IncidentStep::Final, today, today)
            .expect("taken");
        assert!(
            one.is_open() && one.next_due().is_none(),
            "the person is not told yet"
        );
        one = one
            .stepped(IncidentStep::PersonTold, today, today)
            .expect("taken");
        assert!(!one.is_open());
    }

    #[test]
    fn the_person_reads_it_once_they_were_told() {
        let seen = |incident: &Incident, exception| {
            let kept = KeptIncident {
                incident: incident.clone(),
                exception,
            };
            let held = HeldPost {
                organization: incident.organization,
                post: OrganizationPost::AbusePreventionOfficer,
            };
            let staff = [(1, vec![]), (2, vec![held])].map(|(number, posts)| Principal {
                who: Who::Account(account(number)),
                standings: vec![Standing::Staff(incident.organization)],
                posts,
                assurance: Assurance::Full,
                ..Principal::anybody()
            });
            let readers = [
                RecordReader::Staff(&staff[0]),
                RecordReader::Staff(&staff[1]),
                RecordReader::Person,
            ];
            readers.map(|reader| kept.is_for(reader))
        };
        let noticed = incident("2026-11-20");
        let today = day("2026-11-20");
        let told = noticed
            .clone()
            .stepped(IncidentStep::PersonTold, today, today)
            .expect("taken");
        let excepted = |is_released| {
            Some(ExceptionSight {
                id: ExceptionId::from_uuid(Uuid::from_u128(9)),
                organization: told.organization,
                by: account(1),
                is_released,
            })
        };
        assert_eq!(seen(&noticed, None), [true, true, false]);
        assert_eq!(seen(&told, None), [true; 3]);
        assert_eq!(seen(&told, excepted(false)), [false, true, false]);
        assert_eq!(seen(&told, excepted(true)), [false, true, true]);
        assert_eq!(seen(&noticed, excepted(true)), [false, true, false]);
    }
}
