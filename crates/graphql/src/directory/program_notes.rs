//! What each program is, in a few words for the schema.

use renkei_domain::directory::program::ProgramKind as P;

/// What a program is.
pub(super) const fn note(program: P) -> &'static str {
    match program {
        P::VocationalEvaluation => {
            "finding out by talks, tests and trial work what a person can do and what helps"
        }
        P::WorkPreparation => {
            "some weeks of simulated tasks and courses that build habits and ways to cope, \
             before a job is looked for"
        }
        P::ReturnToWork => {
            "a course for people on leave with a mental illness, agreed on by person, company \
             and doctor, that leads back to the same company"
        }
        P::JobCoachSupport => {
            "a coach who comes to the workplace, for the person and for the company; how long \
             and how often stands in `Program.patterns`"
        }
        P::EmployerAdvice => {
            "advice to a company on hiring, placing and keeping people with disabilities"
        }
        P::AgencyAdvice => {
            "expertise lent to other agencies: methods, training of their staff, looking at a \
             case together"
        }
        P::JobIntroduction => "matching a job-seeker with an opening, as ハローワーク does",
        P::TrialEmployment => {
            "a contract for a limited time, three months as a rule, in which both sides find \
             out whether it fits; the company gets a subsidy"
        }
        P::CommissionedTraining => {
            "short courses in a company or school on behalf of the prefecture, without a \
             contract of employment"
        }
        P::VocationalTraining => "learning a trade at a school over months",
        P::EmploymentLifeConsultation => {
            "talks about the job and about living, for as long as they are needed"
        }
        P::WorkplaceRetention => {
            "visits and talks after hiring, so that a person can stay in the job"
        }
        P::DayCare => "a program by day at a hospital or clinic, by a doctor's decision",
        P::GroupWork => {
            "courses and talks with several people: stress, getting on with others, illness \
             and job"
        }
        P::HomeVisit => "staff come to where the person lives",
        P::PeerSupport => "talks with people who went through the same themselves",
        P::SubsidyConsultation => "which money a company can apply for, and how",
        P::AllNightHelp => "somebody can be reached at night, at weekends or on holidays",
    }
}
