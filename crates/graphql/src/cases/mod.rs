//! Cases as types of the schema, for the staff who keep them. The application decides who reads which, and notes
//! it down; no token opens one. [`stages`] holds the closed lists, [`consents`] what their persons agreed to, [`records`]
//! what was told of them and what came in.

use async_graphql::{Context, Enum, ID, Object, Result};
use renkei_app::cases::is_kept_by;
use renkei_app::cases::read::{CaseFilter, CaseRow, Course, PAGE, Whose};
use renkei_domain::cases::stage::{CareStage, JobCoachPhase, RetentionStage};
use renkei_domain::ids::CaseId;

use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::failure::{FieldCode, refused};
use crate::scalars::DateScalar;

pub(crate) mod consents;
pub(crate) mod records;
mod stages;

/// So many cases are answered to whoever does not say how many.
const USUAL: u32 = 20;

/// Which cases of a list are meant: those that go on, or those that are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "CaseCourse")]
pub(crate) enum CaseCourse {
    /// It goes on: whoever is helped has somebody of the agency to ask.
    Open,
    /// Help is over, and its record is kept for as long as the law asks.
    Ended,
}

/// What a list of cases is asked for with.
pub(crate) struct CasesAsked {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<ID>,
    pub(crate) course: Option<CaseCourse>,
}

impl CasesAsked {
    fn filter(self) -> Result<CaseFilter> {
        let most = self.first.map_or(Some(USUAL), |first| {
            let asked = u32::try_from(first).ok();
            asked.filter(|first| (1..=PAGE).contains(first))
        });
        let Some(most) = most else {
            let message = format!("`first` is a number from 1 to {PAGE}.");
            return Err(refused(FieldCode::PageSize, message));
        };
        let after = self.after.map(|id| id.as_str().parse::<CaseId>());
        let after = after.transpose();
        let Ok(after) = after else {
            let message = "`after` is the `next` of a page of cases.";
            return Err(refused(FieldCode::CursorUnreadable, message));
        };
        Ok(CaseFilter {
            whose: Whose::Everybodys,
            course: match self.course {
                None | Some(CaseCourse::Open) => Course::Open,
                Some(CaseCourse::Ended) => Course::Ended,
            },
            after,
            most,
        })
    }
}

/// The cases that whoever asks may read; none for whoever may read none.
pub(crate) async fn cases(ctx: &Context<'_>, asked_for: CasesAsked) -> Result<CasePage> {
    let asked = Asked::of(ctx)?;
    let filter = asked_for.filter()?;
    let found = ours(asked.app.cases(&asked.principal, filter).await)?;
    Ok(match found {
        Ok(list) => CasePage {
            nodes: list.rows,
            next: list.next,
        },
        Err(_) => CasePage {
            nodes: Vec::new(),
            next: None,
        },
    })
}

/// A case by its id, where whoever asks may read it.
pub(crate) async fn case(ctx: &Context<'_>, id: &ID) -> Result<Option<CaseType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<CaseId>() else {
        return Ok(None);
    };
    let found = ours(asked.app.case_view(&asked.principal, id).await)?;
    // The person reads on pages of their own, where only what is meant for them stands.
    let of_staff = found
        .ok()
        .filter(|view| is_kept_by(&asked.principal, &view.file.case));
    Ok(of_staff.map(|view| {
        let case = view.file.case;
        let keeper = view.names.get(&case.keeper).cloned();
        CaseType(CaseRow { case, keeper })
    }))
}

/// A page of cases.
pub(crate) struct CasePage {
    nodes: Vec<CaseRow>,
    next: Option<CaseId>,
}

/// Some of the cases that the caller may read, the newest first.
#[Object(name = "CasePage")]
impl CasePage {
    /// What is kept about each person who is helped.
    async fn nodes(&self) -> Vec<CaseType> {
        self.nodes.iter().cloned().map(CaseType).collect()
    }

    /// Where to go on, as `after` takes it. Null at the end of the list.
    async fn next(&self) -> Option<ID> {
        self.next.map(|id| ID(id.to_string()))
    }
}

/// A case.
pub(crate) struct CaseType(CaseRow);

/// What one agency keeps about helping one person (支援ケース). Everybody who reads one is noted down.
#[Object(name = "Case")]
impl CaseType {
    /// Which it is, as `case` takes it; the address of its page has it too.
    async fn id(&self) -> ID {
        ID(self.0.case.id.to_string())
    }

    /// Six digits by which staff speak of it among themselves; they reveal nothing.
    async fn number(&self) -> String {
        self.0.case.number.to_string()
    }

    /// What the person who is helped is called. Null for an anonymous consultation, once their data were erased, and
    /// while what is kept of them does not open.
    async fn name(&self) -> Option<&str> {
        self.0.case.known().map(|person| person.name.as_str())
    }

    /// How the name is read. Null where nobody wrote it down, and where there is no name.
    async fn kana(&self) -> Option<&str> {
        let person = self.0.case.known()?;
        person.kana.as_ref().map(|kana| kana.as_str())
    }

    /// Whether what was known of the person has been taken out for good; days and stages stay.
    async fn is_erased(&self) -> bool {
        self.0.case.is_erased()
    }

    /// What the person came about, in a few words. Null where nobody wrote it down.
    async fn topic(&self) -> Option<&str> {
        self.0.case.topic.as_ref().map(|topic| topic.as_str())
    }

    /// Where it stands among the seven stages of care management.
    async fn care(&self) -> Word<CareStage> {
        Word(self.0.case.standing.care)
    }

    /// How far the person has come in staying at work. Null where that is not what help is about.
    async fn retention(&self) -> Option<Word<RetentionStage>> {
        self.0.case.standing.retention.map(Word)
    }

    /// Which phase the help of a job coach (ジョブコーチ) is in at the workplace. Null where none helps.
    async fn job_coach(&self) -> Option<Word<JobCoachPhase>> {
        self.0.case.standing.job_coach.map(Word)
    }

    /// Whom of the agency to ask about it, by name. Null where that is not known.
    async fn keeper(&self) -> Option<&str> {
        self.0.keeper.as_ref().map(|name| name.as_str())
    }

    /// The first day of helping.
    async fn started_on(&self) -> DateScalar {
        DateScalar(self.0.case.started_on)
    }

    /// The last day of helping. Null while it goes on.
    async fn ended_on(&self) -> Option<DateScalar> {
        self.0.case.ended_on.map(DateScalar)
    }
}
