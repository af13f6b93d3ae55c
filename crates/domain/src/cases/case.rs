//! A case itself: whose it is, who it is about, where it stands. It may begin as an anonymous consultation and is
//! bound to a person when they agree.

use chrono::NaiveDate;

use super::number::CaseNumber;
use super::person::Person;
use super::stage::{CareStage, Standing};
use crate::ids::{AccountId, CaseId, OrganizationId, PersonId};
use crate::text::Line;

/// Of whom a case is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Nobody knows, and nothing may be written down by which they could be known.
    Anonymous,
    /// This person.
    Person(Box<Person>),
    /// Somebody whose data were erased: nobody can know any more who it was.
    Erased,
    /// Somebody of whom what is kept does not open, because it or its key is damaged. It stands in lists, so that
    /// the others do; a case of them is neither shown nor written in before whoever runs the installation mended it.
    Damaged,
}

crate::words::word_list! {
    /// How a person agreed that a consultation is kept under their name.
    AgreedHow {
        Written = "written", "書面で";
        OnScreen = "on_screen", "画面で いっしょに確かめて";
        Oral = "oral", "口頭で";
    }
}

/// That a person agreed that a consultation is kept under their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Agreement {
    /// When.
    pub on: NaiveDate,
    /// How.
    pub how: AgreedHow,
}

crate::words::word_list! {
    /// Who makes the plan of services (サービス等利用計画). That nobody but the person does is a proper answer.
    PlanMaker {
        NotAsked = "not_asked", "まだ聞いていない";
        Agency = "agency", "相談支援事業所";
        SelfPlan = "self_plan", "なし（セルフプラン）";
        NoServices = "no_services", "サービスを使っていない";
    }
}

/// A case.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// By what staff speak of it.
    pub number: CaseNumber,
    /// Who is helped. Whatever is kept of them is sealed under a key of this id.
    pub person: PersonId,
    /// The account of the person, where they have one.
    pub account: Option<AccountId>,
    /// The agency that leads, and whose record this is.
    pub lead: OrganizationId,
    /// Whom of that agency to ask about it.
    pub keeper: AccountId,
    /// Who it is about.
    pub about: About,
    /// That the person agreed, where the case began without a name.
    pub agreement: Option<Agreement>,
    /// What it is about, in a few words.
    pub topic: Option<Line>,
    /// Where it stands.
    pub standing: Standing,
    /// Who makes the plan of services.
    pub plan_maker: PlanMaker,
    /// When it began.
    pub started_on: NaiveDate,
    /// When it ended.
    pub ended_on: Option<NaiveDate>,
    /// Rises with every change.
    pub version: i64,
}

/// What a case is about is nobody's to read in a log.
impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Case({})", self.id)
    }
}

/// Why a case is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseFault {
    /// It has ended.
    #[error(
        "このケースは終わっています。つづけるときは、さきに「もう一度はじめる」を押してください。"
    )]
    Ended,
    /// It has not ended.
    #[error("このケースは終わっていません。")]
    NotEnded,
    /// Its person was erased: nothing more is written down about them.
    #[error("このケースの本人のことは消去ずみです。もう書けません。")]
    Erased,
    /// What is kept of its person does not open.
    #[error("このケースの記録は読めません。管理者に れんらくしてください。")]
    Damaged,
    /// It is about a person already.
    #[error("このケースには、もう本人の名前があります。")]
    AlreadyBound,
    /// Nobody knows whom it is about.
    #[error(
        "だれの相談か、まだ登録されていません。さきに本人の同意をもらい、名前を入れてください。"
    )]
    Anonymous,
    /// It ends before it began, or later than today.
    #[error("終わった日は、始まった日から きょうまでの間にしてください。")]
    EndDate,
    /// It begins later than today.
    #[error("始まった日は、きょうまでの日にしてください。")]
    StartDate,
    /// The person agreed later than today, or before they came.
    #[error("同意の日は、始まった日から きょうまでの間にしてください。")]
    AgreementDate,
    /// The account of its person is linked with it.
    #[error("このケースは、もう本人のアカウントとつながっています。")]
    Linked,
    /// A case ends by its own step, which asks for the day.
    #[error("ケースを終えるときは「終える」から、終わった日を入れてください。")]
    EndOnly,
}

impl Case {
    /// Whether nobody knows whom it is about.
    #[must_use]
    pub const fn is_anonymous(&self) -> bool {
        matches!(self.about, About::Anonymous)
    }

    /// The person, where they are known.
    #[must_use]
    pub fn known(&self) -> Option<&Person> {
        match &self.about {
            About::Anonymous | About::Erased | About::Damaged => None,
            About::Person(person) => Some(person),
        }
    }

    /// Whether what was known of its person was erased.
    #[must_use]
    pub const fn is_erased(&self) -> bool {
        matches!(self.about, About::Erased)
    }

    /// The case, where something may be written in it.
    ///
    /// # Errors
    /// When its person was erased, or what is kept of them does not open.
    pub const fn writable(&self) -> Result<&Self, CaseFault> {
        match self.about {
            About::Erased => Err(CaseFault::Erased),
            About::Damaged => Err(CaseFault::Damaged),
            About::Anonymous | About::Person(_) => Ok(self),
        }
    }

    /// Whether what is kept of its person does not open.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        matches!(self.about, About::Damaged)
    }

    /// Whether it goes on.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.ended_on.is_none()
    }

    /// The case, where it goes on.
    ///
    /// # Errors
    /// When it has ended.
    pub const fn open(&self) -> Result<&Self, CaseFault> {
        match self.ended_on {
            None => Ok(self),
            Some(_) => Err(CaseFault::Ended),
        }
    }

    /// The case when it begins.
    ///
    /// # Errors
    /// When it would begin later than today.
    pub fn begun(self, today: NaiveDate) -> Result<Self, CaseFault> {
        if self.started_on > today {
            return Err(CaseFault::StartDate);
        }
        Ok(self)
    }

    /// The case of a consultation whose person agreed to be named.
    ///
    /// # Errors
    /// When it has a person, has ended, or the day cannot be.
    pub fn bound(
        self,
        person: Person,
        agreement: Agreement,
        today: NaiveDate,
    ) -> Result<Self, CaseFault> {
        self.open()?;
        if !self.is_anonymous() {
            return Err(CaseFault::AlreadyBound);
        }
        if agreement.on < self.started_on || agreement.on > today {
            return Err(CaseFault::AgreementDate);
        }
        Ok(Self {
            about: About::Person(Box::new(person)),
            agreement: Some(agreement),
            ..self
        })
    }

    /// The case with other words about its person.
    ///
    /// # Errors
    /// When nobody knows whom it is about, it has ended, or its person was erased.
    pub fn of_person(self, person: Person) -> Result<Self, CaseFault> {
        self.open()?;
        self.writable()?;
        if self.is_anonymous() {
            return Err(CaseFault::Anonymous);
        }
        Ok(Self {
            about: About::Person(Box::new(person)),
            ..self
        })
    }

    /// The case, where the account of its person may be linked with it.
    ///
    /// # Errors
    /// When it has ended, its person was erased or cannot be read, nobody knows whom it is about, or an account is
    /// linked.
    pub const fn linkable(&self) -> Result<&Self, CaseFault> {
        if !self.is_open() {
            return Err(CaseFault::Ended);
        }
        match self.about {
            About::Erased => return Err(CaseFault::Erased),
            About::Damaged => return Err(CaseFault::Damaged),
            About::Anonymous => return Err(CaseFault::Anonymous),
            About::Person(_) => {}
        }
        match self.account {
            None => Ok(self),
            Some(_) => Err(CaseFault::Linked),
        }
    }

    /// The case with the account by which its person reads it. Only the person links it.
    ///
    /// # Errors
    /// As [`Self::linkable`].
    pub fn linked(self, account: AccountId) -> Result<Self, CaseFault> {
        self.linkable()?;
        Ok(Self {
            account: Some(account),
            ..self
        })
    }

    /// The case after its person took their account away from it, which they may at any time.
    #[must_use]
    pub fn unlinked(self) -> Self {
        Self {
            account: None,
            ..self
        }
    }

    /// The case at another place. Stages are gone through in any order: people fall back, and start again.
    ///
    /// # Errors
    /// When it has ended, or would end by this.
    pub fn at(self, standing: Standing, plan_maker: PlanMaker) -> Result<Self, CaseFault> {
        self.open()?;
        if standing.care == CareStage::Termination {
            return Err(CaseFault::EndOnly);
        }
        Ok(Self {
            standing,
            plan_maker,
            ..self
        })
    }

    /// The case with somebody else to ask.
    ///
    /// # Errors
    /// When it has ended.
    pub fn kept_by(self, keeper: AccountId) -> Result<Self, CaseFault> {
        self.open()?;
        Ok(Self { keeper, ..self })
    }

    /// The case after its end.
    ///
    /// # Errors
    /// When it has ended before, or the day cannot be.
    pub fn ended(self, on: NaiveDate, today: NaiveDate) -> Result<Self, CaseFault> {
        self.open()?;
        if on < self.started_on || on > today {
            return Err(CaseFault::EndDate);
        }
        let standing = Standing {
            care: CareStage::Termination,
            ..self.standing
        };
        Ok(Self {
            standing,
            ended_on: Some(on),
            ..self
        })
    }

    /// The case when it is taken up again: it is looked at anew.
    ///
    /// # Errors
    /// When it has not ended.
    pub fn taken_up(self) -> Result<Self, CaseFault> {
        if self.is_open() {
            return Err(CaseFault::NotEnded);
        }
        let standing = Standing {
            care: CareStage::Assessment,
            ..self.standing
        };
        Ok(Self {
            standing,
            ended_on: None,
            ..self
        })
    }
}

#[cfg(test)]
mod tests;
