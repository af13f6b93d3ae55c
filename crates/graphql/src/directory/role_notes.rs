//! What each specialist role is, in a few words for the schema.

use renkei_domain::directory::people::StaffRole as R;

/// What whoever has the role does, and where.
pub(super) const fn note(role: R) -> &'static str {
    match role {
        R::VocationalCounselor => {
            "counselor of a 地域障害者職業センター: evaluates, plans, advises companies and \
             agencies"
        }
        R::JobCoachCenter => {
            "job coach employed by a 地域障害者職業センター, for cases that are hard or \
             shared with others"
        }
        R::JobCoachVisiting => {
            "job coach of a welfare body who visits workplaces of other companies"
        }
        R::JobCoachInHouse => "job coach employed by the company itself, for its own staff",
        R::EmploymentSupportWorker => {
            "就労支援ワーカー of an 障害者就業・生活支援センター: looks after the job, from \
             searching to staying"
        }
        R::LifeSupportWorker => "looks after daily living at an 障害者就業・生活支援センター",
        R::RetentionSupportWorker => {
            "of a 就労定着支援 office: keeps in touch every month after hiring"
        }
        R::EmploymentSupportStaff => {
            "of a 就労移行支援 office: trains, finds places to try, goes along to interviews"
        }
        R::GroupHomeCaretaker => "cooks, listens and helps with the day where people live together",
        R::ServiceManager => {
            "サビ管: answers for the individual plans of a welfare office, and calls the \
             meetings on them"
        }
        R::ConsultationSpecialist => {
            "makes and reviews the plan by which services are granted (計画相談)"
        }
        R::VocationalAdviser => "advises job-seekers with disabilities at a ハローワーク",
        R::MentalDevelopmentalEmploymentSupporter => {
            "specialist at a ハローワーク who advises companies and those with such \
             disabilities who look for jobs there"
        }
        R::WorkplaceLifeCounselor => {
            "an employee whom a company with five or more employees with disabilities \
             appoints to look after them"
        }
        R::AttendingPhysician => {
            "the doctor who treats the person and writes the opinion on fitness for a job \
             (主治医の意見書)"
        }
        R::Nurse => "of a ward, a clinic, a visiting station or a welfare office",
        R::OccupationalTherapist => "trains what daily life and a job ask of body and mind",
        R::OccupationalPhysician => {
            "the doctor who advises a company on the health of its employees"
        }
        R::OccupationalHealthStaff => {
            "nurses and others inside a company who look after its employees"
        }
        R::HrOfficer => "answers in a company for hiring, placement and conditions",
        R::WorkplaceSupervisor => {
            "gives somebody their tasks from day to day, and is asked first when something is wrong"
        }
        R::Guardian => "acts for a person who cannot decide alone, appointed by the family court",
        R::PsychiatricSocialWorker => {
            "national qualification: links people with a mental illness to services and \
             rights"
        }
        R::MedicalSocialWorker => {
            "medical social worker of a hospital: money, discharge, the way to services"
        }
        R::ClinicalPsychologist => {
            "tests and therapy; certified by a foundation (日本臨床心理士資格認定協会)"
        }
        R::CertifiedPsychologist => {
            "tests, therapy and advice, by national qualification (公認心理師法)"
        }
        R::PublicHealthNurse => {
            "of a municipality or a 保健所: visits, and advises on the way into treatment"
        }
        R::SupportStaff => {
            "looks after people day by day in a welfare office, without another title of this \
             list"
        }
        R::CareerTeacher => "prepares pupils for a job, a service or further study",
        R::SpecialEducationCoordinator => {
            "the teacher who links school, family and agencies for pupils in need of support"
        }
    }
}
