//! Of an agency that helps again, the one who is there now hears what is told, and not who left.

use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::consent::{InformationCategory, PartyId};
use renkei_domain::ids::ResourceId;
use renkei_domain::provisions::ToldHow;
use renkei_tests::on_every_database;

use super::{
    agreed, as_seen_by, case_with_a_doctor, day, desk, recorded, seen_by, staff, two_agencies,
};
use crate::letters::pages::browser_of;
use crate::migrations::line;
use crate::record::fine;

/// An agency of the directory.
const AGENCY: &str = "01932f00-0000-7002-8000-000000000001";

on_every_database! {
    async fn who_left_a_team_is_named_to_nobody_as_its_contact(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let agency: ResourceId = fine(AGENCY.parse());
        let spans = [
            ("さきのひと", "2026-11-02", Some("2026-11-10")),
            ("いまのひと", "2026-11-11", None),
            ("つぎのひと", "2026-12-01", None),
        ];
        for (contact, since, until) in spans {
            let member = TeamMember {
                id: app.new_team_member(),
                agency: MemberAgency::Listed(agency),
                contact: Some(line(contact)),
                role: None,
                ring: Ring::WelfareMedical,
                part: Part::Member,
                employer: EmployerTie::NotTheEmployer,
                does: None,
                reach: None,
                seat: Seat::default(),
                since: day(since),
                until: until.map(day),
            };
            let seen = as_seen_by(&world, &haruka, id).await;
            fine(fine(app.keep_team_member(&writer, seen, member).await));
        }
        let party = PartyId::Listed(agency);
        let view = fine(seen_by(&world, &haruka, id).await);
        assert_eq!(view.here().count(), 2, "one agency, whoever speaks for it, and the doctor");
        let known = view.party(party).expect("the agency");
        assert_eq!(known.contact, Some(line("いまのひと")));

        recorded(&world, &haruka, id, agreed(party, "2027-11-19")).await;
        let told = TellForm {
            to: Partner::InTeam(party),
            heard_by: None,
            categories: [InformationCategory::MedicationVisits].into_iter().collect(),
            how: ToldHow::Phone,
            purpose: None,
            at: None,
        };
        fine(fine(app.tell(&writer, id, told).await));
        let span = RecordsSpan::default();
        let records = fine(fine(app.records(&haruka.principal, id, span).await)).file.provisions;
        let heard = records.iter().map(|kept| kept.record.recipient.contact.clone());
        assert_eq!(heard.collect::<Vec<_>>(), [Some(line("いまのひと"))], "as the law asks for it");

        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        for page in ["told", "consents/preview", "consents/ask", "consents"] {
            let shown = browser.look(&format!("/cases/{id}/{page}")).await;
            assert!(shown.says("いまのひと"), "{page}: {}", shown.html);
            for other in ["さきのひと", "つぎのひと"] {
                assert!(!shown.says(other), "{page} names {other}: {}", shown.html);
            }
        }
        server.stop().await;
    }
}
