//! Programs a resource runs.

use async_graphql::Object;
use renkei_domain::directory::program::{
    JobCoachPattern, Per, Program, ProgramKind, ProgramPattern, Range, VisitFrequency,
};

use super::program_notes;
use crate::closed_list::{Word, closed_list};

closed_list!(
    ProgramKind,
    "ProgramKind",
    "Programs of vocational rehabilitation and what stands around them.",
    program_notes::note
);

closed_list!(
    JobCoachPattern,
    "JobCoachPattern",
    "Patterns in which job-coach support is given, by the names that 地域障害者職業センター use.",
    |pattern| match pattern {
        JobCoachPattern::ConsultationCentered => "mostly talks, little presence at the workplace",
        JobCoachPattern::WorkSceneIntervention =>
            "the coach stands beside the person at the workplace and shows how",
        JobCoachPattern::DutyPerformance =>
            "the coach helps with the duties themselves, at the workplace",
        JobCoachPattern::Cooperative =>
            "together with the company's own people, who learn to carry on alone",
    }
);

closed_list!(
    Per,
    "VisitPeriod",
    "The period in which visits of a coach or supporter are counted.",
    |per| match per {
        Per::Week => "seven days, whichever of them come first",
        Per::Month => "a calendar one, however many days it has",
    }
);

/// A program.
pub(crate) struct ProgramType<'a>(pub(crate) &'a Program);

/// A program as one resource runs it: length and frequency differ from office to office. Source: the
/// office's own word.
#[Object(name = "Program")]
impl ProgramType<'_> {
    /// Which program of the list it is.
    fn kind(&self) -> Word<ProgramKind> {
        Word(self.0.kind)
    }

    /// The name the office itself gives it. Null where it uses the usual one.
    fn own_name(&self) -> Option<&str> {
        self.0.differing_name().map(|name| name.as_str())
    }

    /// What it is and for whom; may have several lines. Null where nothing was said.
    fn description(&self) -> Option<&str> {
        self.0.description.as_ref().map(|text| text.as_str())
    }

    /// The ways in which it is run; one without `jobCoach` stands for the whole program. Empty where
    /// nothing was said.
    fn patterns(&self) -> Vec<ProgramPatternType<'_>> {
        self.0.patterns.iter().map(ProgramPatternType).collect()
    }
}

/// A pattern.
pub(crate) struct ProgramPatternType<'a>(&'a ProgramPattern);

/// One way in which a program is run.
#[Object(name = "ProgramPattern")]
impl ProgramPatternType<'_> {
    /// The pattern of job-coach support. Null for other programs.
    fn job_coach(&self) -> Option<Word<JobCoachPattern>> {
        self.0.job_coach.map(Word)
    }

    /// Length in months. Null where it was not said.
    fn months(&self) -> Option<RangeType> {
        self.0.months.map(RangeType)
    }

    /// How often somebody visits. Null where it was not said.
    fn visits(&self) -> Option<VisitFrequencyType> {
        self.0.visits.map(VisitFrequencyType)
    }

    /// What happens in it; may have several lines. Null where nothing was said.
    fn description(&self) -> Option<&str> {
        self.0.description.as_ref().map(|text| text.as_str())
    }
}

/// A frequency.
pub(crate) struct VisitFrequencyType(VisitFrequency);

/// How often somebody visits.
#[Object(name = "VisitFrequency")]
impl VisitFrequencyType {
    /// How many times in a period.
    fn times(&self) -> RangeType {
        RangeType(self.0.times)
    }

    /// What `times` is counted in: a week or a month.
    fn per(&self) -> Word<Per> {
        Word(self.0.per)
    }

    /// True where this holds at the beginning and thins out later (フェイディング).
    fn is_at_first(&self) -> bool {
        self.0.at_first
    }
}

/// A span.
pub(crate) struct RangeType(pub(crate) Range);

/// A span in whole units; the field it stands in says of what. Equal ends mean one number.
#[Object(name = "Range")]
impl RangeType {
    /// Lower end, in the months, days or times that the field around it counts.
    fn from(&self) -> u16 {
        self.0.from
    }

    /// Upper end, never below the lower one, in the same months, days or times.
    fn to(&self) -> u16 {
        self.0.to
    }
}
