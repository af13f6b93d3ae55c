//! What an agency is being asked when another network keeps it from then on.

use super::*;
use crate::proposals::handed_over::{OTHER, changes_hands, other};

/// An agency of the city that changes hands.
const AGENCY: &str = "/resources/01932f00-0000-7002-8000-000000000001";

/// Who answers for the network that kept it.
const SECRETARIAT: &str = "つばさ橋";

on_every_database! {
    async fn an_agency_is_asked_in_the_name_of_the_network_that_keeps_it_now(world) {
        let world = world.seeded().await;
        let minato = desk(&world).await;
        let server = world.serve().await;
        let inquiry = asked(&browser_of(&server, &minato), AGENCY).await;
        let paper = format!("{inquiry}/paper/fax");
        let sheet = printed(&server, &minato, &paper).await;
        assert!(sheet.contains(SECRETARIAT) && !sheet.contains(OTHER), "{sheet}");

        changes_hands(&world).await;
        let yuu = somebody(&world.app, Standing::Coordinator(other()), "yuu").await;
        let browser = browser_of(&server, &yuu);
        let theirs = format!("/networks/{}/upkeep", other());
        for address in [inquiry.clone(), format!("{inquiry}/reply")] {
            let shown = page(&browser, &address).await;
            assert!(shown.says(&theirs) && !shown.says(&list()), "{address}: {}", shown.html);
        }
        let sheet = printed(&server, &yuu, &paper).await;
        assert!(sheet.contains(OTHER) && !sheet.contains(SECRETARIAT), "{sheet}");
        server.stop().await;
    }
}
