//! Somebody who was typed in with a name and a FAX number is called as whoever the person agreed to by that name.

use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::conference::invitation::{CallChannel, CallState};
use renkei_domain::conference::{Attendance, Invitee, Participant, Substitute};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, Means, PartyId, Validity};
use renkei_tests::on_every_database;

use super::{CallsView, FAX, NAMES, NEXT_YEAR, calls, confirm, joined, row, sent};
use crate::conference::{a_slot, begun, stepped};
use crate::consent::{case_with_a_doctor, day, recorded, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::migrations::line;
use crate::record::fine;

/// Whom nobody agreed to.
const STRANGER: &str = "はじめての事業所";

on_every_database! {
    async fn whoever_was_typed_in_is_called_by_fax_where_a_consent_names_them_so(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let named = joined(&world, &haruka, case, NAMES[1]).await;
        let package = Package::HandoverMeeting;
        assert!(package.means().contains(&Means::Phone), "whom it is about is told on the phone");
        let agreed = ConsentForm {
            giver: Giver::Person,
            recipients: [ConsentRecipient::Named(PartyId::Written(named))].into(),
            categories: package.agreed(&[PlainGroup::Work]),
            purposes: package.purposes(),
            means: package.means(),
            validity: fine(Validity::new(day("2026-11-20"), day(NEXT_YEAR))),
            renews: None,
        };
        recorded(&world, &haruka, case, agreed).await;
        let at = (case, begun(&world, &haruka, case).await);
        for name in [NAMES[1], STRANGER] {
            let typed = Participant {
                id: world.app.new_participant(),
                who: Invitee::Written { name: line(name), fax: Some(line(FAX)) },
                role: None,
                attendance: Attendance::Required,
                window: None,
                substitute: Substitute::SameAgency,
                unwanted_since: None,
            };
            fine(stepped(&world, &haruka, at, ConferenceStep::Call(typed)).await);
        }
        for step in [ConferenceStep::Fix(a_slot()), ConferenceStep::Shown(day("2026-11-20"))] {
            fine(stepped(&world, &haruka, at, step).await);
        }
        let may = |view: &CallsView, name| row(view, name).called.coming.may_be_called();
        let view = calls(&world, &haruka, at).await;
        assert_eq!((may(&view, NAMES[1]), may(&view, STRANGER)), (true, false));
        assert_eq!(sent(&world, &haruka, at).await, (1, 1), "the number is not confirmed");
        confirm(&world, &haruka, at, NAMES[1]).await;
        assert_eq!(sent(&world, &haruka, at).await, (1, 0));
        let view = calls(&world, &haruka, at).await;
        let called = row(&view, NAMES[1]);
        assert_eq!((called.state(), called.way.channel), (CallState::Prepared, CallChannel::Fax));
        assert_eq!(row(&view, STRANGER).state(), CallState::NotCalled);

        let server = world.serve().await;
        let page = browser_of(&server, &haruka).look(&format!("/cases/{case}/conferences/{}", at.1)).await;
        assert!(page.says("同じ名前の相手への同意が まだない") && page.says("支援チームに入れる"), "{}", page.html);
        server.stop().await;
    }
}
