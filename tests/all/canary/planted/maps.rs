//! A map with something in every text of it: signs, who helps, what was proposed, and to whom it is shown.

use std::collections::{BTreeMap, BTreeSet};

use renkei_app::map::share::{ShareForm, ShareTo};
use renkei_app::map::suggest::NewSuggestion;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::consent::InformationCategory;
use renkei_domain::ids::{CaseId, MapEntryId};
use renkei_domain::map::{
    Entry, Knows, Quadrant, ResourceMap, Tell, Trouble, Turn, Way, WayKind, WhoKind,
};
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page};
use uuid::Uuid;

use super::{CANARY, word};
use crate::record::fine;

fn prose(field: &str) -> Option<Prose> {
    Prose::parse(&format!("{CANARY}{field}")).ok()
}

fn entry(number: u128, field: &str) -> Entry {
    let id = MapEntryId::from_uuid(Uuid::from_u128(number));
    Entry {
        affiliation: Some(word("map-affiliation")),
        about: prose("map-about"),
        ways: vec![Way {
            kind: WayKind::Phone,
            to: Some(word("map-number")),
        }],
        reachable_note: Some(word("map-when")),
        first_words: prose("map-first-words"),
        knows: Knows::Knows,
        ..Entry::named(id, Quadrant::MindBody, WhoKind::Friend, word(field))
    }
}

/// The map of somebody, shown to a supporter and behind a link, with a state that was kept and a proposal that waits.
pub(super) async fn plant_map(world: &World, (staff, own): (&Somebody, &Somebody), case: CaseId) {
    let (app, writer) = (&world.app, by_page(&own.principal));
    let mut map = ResourceMap {
        called: Some(word("map-called")),
        aim: prose("map-aim"),
        names: BTreeMap::from([(Quadrant::Work, word("map-quadrant"))]),
        ..ResourceMap::default()
    };
    let picture = [b"\xFF\xD8\xFF", CANARY.as_bytes(), b"\xFF\xD9"].concat();
    let picture = fine(fine(app.add_map_picture(&writer, picture).await));
    map.put(Entry {
        picture: Some(picture),
        ..entry(9_601, "map-friend")
    });
    map.trouble = Trouble {
        i_notice: prose("signs-i-notice"),
        others_notice: prose("signs-others-notice"),
        helps: prose("map-helps"),
        tell: BTreeMap::from([(
            Turn::First,
            Tell::Written {
                name: word("map-told"),
                to: Some(word("map-told-at")),
                employer: EmployerTie::NotTheEmployer,
            },
        )]),
    };
    let kept = fine(fine(app.save_map(&writer, 0, map).await));
    fine(fine(app.keep_map_version(&writer, kept.0).await));
    let proposed = NewSuggestion {
        entry: entry(9_602, "map-proposed"),
        why: prose("map-why"),
    };
    fine(fine(
        app.suggest_for_map(&by_page(&staff.principal), case, proposed)
            .await,
    ));
    let supporter = ShareTo::Supporter {
        case,
        supporter: staff.id,
    };
    for to in [supporter, ShareTo::Link] {
        let form = ShareForm {
            to,
            categories: BTreeSet::from([InformationCategory::Basic]),
            days: None,
        };
        fine(fine(app.share_map(&writer, form).await));
    }
}
