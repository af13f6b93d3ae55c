//! What to bring and what helps to get in, in a few words for the schema.

use renkei_domain::directory::comparison::{AccessFeature as A, RequiredDocument as D};

/// What a document is.
pub(super) const fn document(document: D) -> &'static str {
    match document {
        D::DisabilityCertificate => {
            "shows a physical, intellectual (療育手帳) or mental handicap that was officially \
             recognised"
        }
        D::BeneficiaryCertificate => {
            "from the municipality: which welfare services are granted, how much of them, \
             until when"
        }
        D::PhysicianOpinion => {
            "what the treating doctor says on illness, stability and fitness for a job"
        }
        D::SelfSupportMedical => {
            "shows that a person pays a reduced share for long treatment outside hospital, \
             psychiatric treatment included"
        }
        D::HealthInsurance => "shows that a person is insured, by マイナンバーカード or 資格確認書",
        D::Referral => "a letter by which a doctor or an agency introduces the person",
        D::Resume => "schools, jobs and qualifications so far, on the usual form",
        D::HelloWorkRegistration => "the card of somebody who is known there as looking for a job",
        D::VisitOrder => {
            "a doctor's written instruction, without which nurses may not come to the home"
        }
    }
}

/// What there is, or what is done.
pub(super) const fn access(feature: A) -> &'static str {
    match feature {
        A::StepFree => "a wheelchair gets from the street to the desk",
        A::Elevator => "a lift goes to the floor where people are received",
        A::WheelchairToilet => "there is room to turn, and bars to hold on to",
        A::Parking => "visitors can leave a car at the building or close by",
        A::TactilePaving => "raised tiles lead people who do not see to the entrance",
        A::QuietRoom => "somewhere with little noise to talk or to rest",
        A::WrittenConversation => "staff write down what they say, for people who do not hear",
        A::SignLanguage => "somebody on the staff signs, or an interpreter is called",
        A::PlainJapanese => "short sentences and easy words, in talks and on paper",
        A::OnlineConsultation => "talks by video, without coming to the office",
        A::ScreenReaderDocuments => "papers are handed out as text that a computer can speak",
    }
}
