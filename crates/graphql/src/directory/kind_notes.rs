//! What each kind of resource is, in one sentence for the schema: own words, after the laws that
//! define the services and the glossary of the field.

use renkei_domain::directory::kind::ResourceKind as K;

/// What a kind is. A new kind must say it, or this does not compile.
pub(super) const fn note(kind: K) -> &'static str {
    match kind {
        K::HelloWork => {
            "The state's employment office: registers job-seekers and introduces jobs to \
             them, with a section for people with disabilities (専門援助部門); free of \
             charge."
        }
        K::RegionalVocationalCenter => {
            "Run by JEED in every prefecture under 障害者雇用促進法: vocational evaluation, \
             preparation for work, return to work after leave, job coaches, advice to \
             companies and agencies."
        }
        K::EmploymentLifeSupportCenter => {
            "就ポツ, なかぽつ: consultation about work and daily life in one place, before \
             hiring and for as long as work goes on; designated by the prefecture under \
             障害者雇用促進法."
        }
        K::MunicipalEmploymentSupportCenter => {
            "A municipality's own center for finding work and staying in it; what it does, \
             and for whom, is decided there."
        }
        K::VocationalAbilityDevelopmentSchool => {
            "A public school that teaches trades in courses made for people with \
             disabilities, under 職業能力開発促進法."
        }
        K::CommissionedTrainingProvider => {
            "A company, school or welfare body that gives short training on behalf of the \
             prefecture (障害者委託訓練)."
        }
        K::EmploymentSubsidyOffice => {
            "The desk of a prefectural branch of JEED where companies apply for subsidies and \
             settle the levy for employing people with disabilities."
        }
        K::LaborConsultationDesk => {
            "Advice on conditions of work, harassment and dismissal, for employees and \
             companies, as a labour bureau gives it."
        }
        K::Employer => {
            "A company that employs people with disabilities or wants to. It is listed by its \
             own agreement alone."
        }
        K::DevelopmentalDisabilityCenter => {
            "Consultation for people with developmental disabilities, their families and \
             agencies, from childhood to working life, under 発達障害者支援法. The field \
             files it under 労働."
        }
        K::MedicalInstitution => {
            "A hospital or clinic. Published facts come from 医療情報ネット, whose table has \
             no phone numbers."
        }
        K::PsychiatricDayCare => {
            "A day program of a psychiatric hospital or clinic, by a doctor's decision: \
             rhythm of life, staying well, often the return to work (リワーク)."
        }
        K::VisitingNursing => {
            "Nurses who come to the home on a doctor's written order (訪問看護指示書), paid \
             by medical or long-term care insurance."
        }
        K::PsychiatricVisitingNursing => {
            "Nurses or occupational therapists who visit people in psychiatric treatment at \
             home, on a psychiatrist's written order (精神科訪問看護指示書)."
        }
        K::VisitingRehab => {
            "Physical, occupational or speech therapists who come to the home on a doctor's \
             order."
        }
        K::MentalHealthWelfareCenter => {
            "The expert center of a prefecture or large city under 精神保健福祉法: difficult \
             questions of mental health, dependence included, and advice to local agencies."
        }
        K::PublicHealthCenter => {
            "An office of a prefecture or large city under 地域保健法, whose nurses advise on \
             mental health and intractable diseases and on the way into treatment."
        }
        K::RehabilitationCenter => {
            "Rehabilitation of body, mind and working ability in one house, often for \
             physical disability and higher brain dysfunction."
        }
        K::PsychiatricEmergency => {
            "The phone line or hospital on duty for acute psychiatric trouble at night and on \
             holidays, organised by the prefecture."
        }
        K::MunicipalWelfareDesk => {
            "The desk of a city, town or village where people apply for certificates and \
             welfare services and learn what is granted (支給決定)."
        }
        K::CoreConsultationCenter => {
            "The municipality's central place of consultation under 障害者総合支援法: hard \
             cases, backing and training of other consultation offices, often the seat of the \
             network."
        }
        K::CommissionedConsultation => {
            "General consultation that a municipality has commissioned; it can be used before \
             any service is granted."
        }
        K::ServicePlanConsultation => {
            "Makes the plan (サービス等利用計画) by which the municipality grants services, \
             and reviews it with everybody concerned every few months."
        }
        K::CommunityTransition => {
            "Help with moving out of a hospital or residence: plans, outings, finding \
             somewhere to live."
        }
        K::CommunitySettlement => {
            "Somebody who can be reached at any hour, for people who live alone and may get \
             into an emergency."
        }
        K::EmploymentTransition => {
            "Training and job search towards employment in an ordinary company, two years as \
             a rule, followed by half a year of support after hiring."
        }
        K::ContinuousEmploymentA => {
            "Work under a contract of employment and with support, for people who cannot yet \
             work in an ordinary company."
        }
        K::ContinuousEmploymentB => {
            "Work without a contract of employment, at a person's own pace, paid as 工賃."
        }
        K::EmploymentRetention => {
            "Support every month for people who found work through a welfare service: from \
             half a year after hiring, for three years at most."
        }
        K::EmploymentChoice => {
            "A short time of trying work and looking at it together, so that a person can \
             choose a job or a service before it is applied for; a service since October \
             2025."
        }
        K::LifeTraining => {
            "Training in housekeeping, money, health and dealing with others, two years as a \
             rule, towards living independently."
        }
        K::FunctionalTraining => {
            "Training of body and daily movement by therapists, a year and a half as a rule."
        }
        K::DailyLifeCare => {
            "Care by day for people who need much help: meals, bathing, making things and \
             being active."
        }
        K::IndependentLivingAssistance => {
            "Regular visits to people who have begun to live alone, to see what is difficult \
             and to act on it."
        }
        K::GroupHome => {
            "Living in a house or flat with others, helped by caretakers in the evening, at \
             night and on holidays."
        }
        K::HomeHelp => {
            "Helpers who come to the home for care of the body, for housework and for going \
             to the doctor."
        }
        K::SevereVisitingCare => {
            "Long hours of care at home and outside for people with severe disabilities who \
             need somebody all the time."
        }
        K::BehaviorSupport => {
            "A companion who keeps people with severe intellectual or mental disabilities out \
             of danger at home and on the way."
        }
        K::SevereComprehensiveSupport => {
            "Several services from one provider for people who need very much care."
        }
        K::AccompanimentSupport => {
            "A guide for people with visual impairment who goes along and tells what is to be \
             seen and read."
        }
        K::MedicalCareResidence => {
            "A stay in hospital that joins treatment, nursing and daily care, for people who \
             need all of them for long."
        }
        K::ShortStay => {
            "A stay of some days in a residence, when whoever cares at home cannot or needs \
             rest."
        }
        K::FacilityResidence => {
            "Care at night and on holidays for people who live in a residential facility."
        }
        K::ResidentialLifeTraining => {
            "A room for a limited time, with training in daily life after work or after \
             another service."
        }
        K::ChildDevelopment => {
            "Training in daily life and in groups for children with disabilities before \
             school age, under 児童福祉法."
        }
        K::MedicalChildDevelopment => {
            "Training together with treatment, mostly for children with physical \
             disabilities; made part of 児童発達支援 in April 2024, while older tables still \
             name it."
        }
        K::AfterSchoolDayService => {
            "A place after school and in the holidays for pupils with disabilities, with \
             training for daily life and for joining in."
        }
        K::HomeVisitChildDevelopment => {
            "Training at home for children whose severe disability keeps them from going out."
        }
        K::NurseryVisitSupport => {
            "Specialists who visit nurseries, kindergartens and schools, so that a child can \
             be there with all the others."
        }
        K::ChildWelfareResidence => {
            "A home for children with disabilities: protection, daily life and learning what \
             adult life needs."
        }
        K::ChildMedicalResidence => {
            "A home for children with disabilities that is a hospital at the same time."
        }
        K::ChildConsultation => {
            "Makes the plan (障害児支援利用計画) by which services for a child are granted, \
             and reviews it."
        }
        K::CommunityActivityCenter => {
            "An open place of the municipality to spend the day, make things, meet others and \
             ask for advice."
        }
        K::SocialWelfareCouncil => {
            "社協, the private welfare body of every municipality: volunteers, loans, help \
             with everyday money (日常生活自立支援事業)."
        }
        K::AbusePreventionCenter => {
            "Where abuse by carers, facilities or companies is reported, under \
             障害者虐待防止法."
        }
        K::RightsAdvocacy => {
            "Adult guardianship (成年後見) and help with money and papers, for people who \
             cannot decide everything alone."
        }
        K::OtherDisabilityService => {
            "A published service that has no kind of its own here; `Resource.serviceName` \
             holds its official name."
        }
        K::School => {
            "A school or university that a person attends or comes from, with its careers \
             desk."
        }
        K::SpecialNeedsSchool => {
            "A school for children with disabilities, whose careers teachers prepare the step \
             into working life."
        }
        K::YouthSupportStation => {
            "サポステ: from a first talk to trying work, for people of 15 to 49 who are \
             neither employed nor at school."
        }
        K::LaborSocialSecurityAttorney => {
            "A licensed adviser (社労士) on disability pensions, social insurance and \
             conditions of work."
        }
        K::PeerGroup => {
            "People with the same disability or illness, or their families, who meet, talk \
             and help each other."
        }
        K::LeisureResource => "Sport, art, learning and company for free time.",
        K::PensionOffice => {
            "An office of the Japan Pension Service (日本年金機構): who can claim a \
             disability pension (障害年金), and how."
        }
        K::Hotline => {
            "A number that listens or advises by telephone alone, for one prefecture or all of \
             Japan; many answer at night."
        }
    }
}
