//! Named professionals of a resource, for signed-in members alone.

use async_graphql::Object;
use renkei_domain::directory::people::{ContactPerson, StaffRole};

use super::phone::PhoneType;
use crate::closed_list::{Word, closed_list};

closed_list!(
    StaffRole,
    "StaffRole",
    "Specialist roles of staff.",
    |role| match role {
        StaffRole::VocationalCounselor => "counselor of a 地域障害者職業センター",
        StaffRole::JobCoachCenter => "job coach employed by a 地域障害者職業センター",
        StaffRole::JobCoachVisiting => "job coach of a welfare body who visits workplaces",
        StaffRole::JobCoachInHouse => "job coach employed by the company itself",
        StaffRole::EmploymentSupportWorker => "就労支援ワーカー of an 障害者就業・生活支援センター",
        StaffRole::LifeSupportWorker => "for daily life, at an 障害者就業・生活支援センター",
        StaffRole::RetentionSupportWorker => "of a 就労定着支援 office, after hiring",
        StaffRole::EmploymentSupportStaff => "of a 就労移行支援 office, before hiring",
        StaffRole::ServiceManager => "サビ管: answers for the support plan of a welfare office",
        StaffRole::ConsultationSpecialist => "makes the service plan (計画相談)",
        StaffRole::MedicalSocialWorker => "medical social worker of a hospital",
        _ => "",
    }
);

/// A named person.
pub(crate) struct ContactPersonType<'a>(pub(crate) &'a ContactPerson);

/// A named professional to ask for: only what the work needs is kept. Shown to signed-in members of a
/// network alone.
#[Object(name = "ContactPerson")]
impl ContactPersonType<'_> {
    /// Name as used at work.
    fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// Reading of the name in kana. Null where it is not known.
    fn kana(&self) -> Option<&str> {
        self.0.kana.as_ref().map(|kana| kana.as_str())
    }

    /// Role. Null where it is none of the list.
    fn role(&self) -> Option<Word<StaffRole>> {
        self.0.role.map(Word)
    }

    /// Department and title in the office's own words. Null where they are not known.
    fn title(&self) -> Option<&str> {
        self.0.title.as_ref().map(|title| title.as_str())
    }

    /// A number of their own. Null where the office's number is to be used.
    fn phone(&self) -> Option<PhoneType<'_>> {
        self.0.phone.as_ref().map(PhoneType)
    }

    /// A work mail address. Null where the office's address is to be used.
    fn email(&self) -> Option<&str> {
        self.0.email.as_ref().map(|email| email.as_str())
    }
}
