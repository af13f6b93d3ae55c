//! Professionals of a resource. Only what their work needs is kept: no character, no gossip.

use crate::directory::phone::Phone;
use crate::ids::{ContactPersonId, NetworkId};
use crate::text::Line;

crate::words::word_list! {
    /// Specialist roles of staff (field glossary §f).
    StaffRole {
        VocationalCounselor = "vocational_counselor", "障害者職業カウンセラー";
        JobCoachCenter = "job_coach_center", "配置型ジョブコーチ";
        JobCoachVisiting = "job_coach_visiting", "訪問型ジョブコーチ";
        JobCoachInHouse = "job_coach_in_house", "企業在籍型ジョブコーチ";
        EmploymentSupportWorker = "employment_support_worker", "就業支援担当";
        LifeSupportWorker = "life_support_worker", "生活支援担当";
        RetentionSupportWorker = "retention_support_worker", "就労定着支援員";
        EmploymentSupportStaff = "employment_support_staff", "就労支援員";
        GroupHomeCaretaker = "group_home_caretaker", "世話人";
        ServiceManager = "service_manager", "サービス管理責任者";
        ConsultationSpecialist = "consultation_specialist", "相談支援専門員";
        VocationalAdviser = "vocational_adviser", "障害者職業相談員";
        MentalDevelopmentalEmploymentSupporter = "mental_developmental_employment_supporter", "精神・発達障害者雇用サポーター";
        WorkplaceLifeCounselor = "workplace_life_counselor", "障害者職業生活相談員";
        AttendingPhysician = "attending_physician", "主治医";
        Nurse = "nurse", "看護師";
        OccupationalTherapist = "occupational_therapist", "作業療法士";
        OccupationalPhysician = "occupational_physician", "産業医";
        OccupationalHealthStaff = "occupational_health_staff", "産業保健スタッフ";
        HrOfficer = "hr_officer", "人事担当";
        /// Whom the person lets know at work is asked apart for 人事, 上司 and 同僚.
        WorkplaceSupervisor = "workplace_supervisor", "職場の上司";
        Guardian = "guardian", "後見人";
        PsychiatricSocialWorker = "psychiatric_social_worker", "精神保健福祉士";
        MedicalSocialWorker = "medical_social_worker", "MSW";
        ClinicalPsychologist = "clinical_psychologist", "臨床心理士";
        CertifiedPsychologist = "certified_psychologist", "公認心理師";
        PublicHealthNurse = "public_health_nurse", "保健師";
        SupportStaff = "support_staff", "支援員";
        CareerTeacher = "career_teacher", "進路担当";
        SpecialEducationCoordinator = "special_education_coordinator", "特別支援教育コーディネーター";
    }
}

/// A named person to ask for. For signed-in members only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPerson {
    /// Its id.
    pub id: ContactPersonId,
    /// The network whose members know them, and may read of them.
    pub network: NetworkId,
    /// Name as used at work.
    pub name: Line,
    /// Reading of the name.
    pub kana: Option<Line>,
    /// Role, where it is one of the list.
    pub role: Option<StaffRole>,
    /// Department and title in the office's own words.
    pub title: Option<Line>,
    /// A number of their own.
    pub phone: Option<Phone>,
    /// A work mail address.
    pub email: Option<Line>,
}
