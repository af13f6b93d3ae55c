//! Places about maps: what the person presses on their own, whom they show it to, and what staff propose.

use super::{Place, owned};
use crate::access::sweep::planted::Planted;

/// What somebody of staff tries.
pub(super) fn places(ours: &Planted) -> Vec<Place> {
    vec![Place {
        what: "whom of a team to propose for a map",
        tables: &["team_member"],
        address: format!("/cases/{}/map", ours.case),
        fields: owned(&[("draft", "member.{id}")], &[]),
    }]
}

/// What a person tries who has a map.
pub(super) fn own_places(ours: &Planted) -> Vec<Place> {
    let step = |what, tables, step, field| Place {
        what,
        tables,
        address: "/my/map/step".to_owned(),
        fields: owned(&[("step", step)], &[(field, "{id}")]),
    };
    let mut places = vec![
        step(
            "a state of a map to delete",
            &["map_version"],
            "forget",
            "kept",
        ),
        step(
            "a proposal to take",
            &["map_suggestion"],
            "accept",
            "suggestion",
        ),
        step(
            "a proposal to decline",
            &["map_suggestion"],
            "decline",
            "suggestion",
        ),
        step("a share to end", &["map_share"], "end", "share"),
    ];
    let case = ours.case;
    for address in ["/my/map/share", "/my/map/share/look"] {
        let shown_to = |what, tables, to: &str| Place {
            what,
            tables,
            address: address.to_owned(),
            fields: owned(&[("category", "wishes")], &[("to", to)]),
        };
        let staff = format!("supporter.{{id}}.{}", ours.staff.id);
        places.extend([
            shown_to(
                "a supporter who is shown a map",
                &["account"],
                &format!("supporter.{case}.{{id}}"),
            ),
            shown_to(
                "the case of whoever is shown a map",
                &["support_case"],
                &staff,
            ),
            shown_to(
                "a conference for which a map is shown",
                &["conference"],
                &format!("conference.{case}.{{id}}"),
            ),
        ]);
    }
    places
}
