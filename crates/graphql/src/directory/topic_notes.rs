//! What each topic of a statement is, in a few words for the schema.

use renkei_domain::directory::strength::{Disability as D, PyramidLayer as L, Stage as S};

/// What a disability or condition is.
pub(super) const fn disability(disability: D) -> &'static str {
    match disability {
        D::Physical => "of limbs, trunk or inner organs",
        D::Visual => "blind, or seeing little in spite of glasses",
        D::Hearing => "deaf, or hard of hearing; speech included",
        D::Intellectual => "learning and understanding since childhood; certified by 療育手帳",
        D::Mental => "schizophrenia, depression, bipolar disorder, epilepsy and the like",
        D::Developmental => "autism spectrum, ADHD, learning disorders",
        D::HigherBrain => "memory, attention or conduct after injury or stroke",
        D::Intractable => {
            "rare diseases without a cure, as the law lists them (指定難病 and others)"
        }
        D::Dependence => "alcohol, drugs, gambling and the like",
        D::MedicalCare => {
            "people who need suction, tube feeding, a ventilator and the like every day"
        }
    }
}

/// Where in a working life a stage lies.
pub(super) const fn stage(stage: S) -> &'static str {
    match stage {
        S::BeforeWork => "health, rhythm of the day and habits, until a job can be looked for",
        S::JobSearch => "from registration to the interview",
        S::Hiring => "the first weeks and months in a new job",
        S::Working => "staying in the job, year after year",
        S::Leave => "off the job for illness, with the contract going on",
        S::Return => "from the doctor's consent to full hours in the same company",
        S::Crisis => "illness that gets worse, and whatever cannot wait",
        S::AfterLeaving => "out of the job, and on the way to what comes next",
        S::Childhood => "before school age, at school and in the step out of it",
    }
}

/// What a layer of the pyramid holds.
pub(super) const fn layer(layer: L) -> &'static str {
    match layer {
        L::HealthManagement => "the base: taking medicine, knowing one's illness and limits",
        L::DailyLiving => "second from below: sleep, meals, money, coming every day",
        L::SocialSkills => "third: greeting, asking for help, keeping calm with others",
        L::WorkHabits => "fourth: being on time, reporting, keeping at a task",
        L::VocationalAptitude => "the top: knowledge and skill for one occupation",
    }
}
