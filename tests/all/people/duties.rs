//! What waits for somebody is handed over when they leave: every column that names an account says by which duty, or why
//! nothing waits there.

use std::collections::BTreeSet;

use renkei_domain::people::DutyKind;
use renkei_tests::on_every_database;
use renkei_tests::schema::references;

/// The columns by which something waits for somebody, each with the duty that hands it over.
const WAITING: &[(&str, DutyKind)] = &[
    ("membership.account_id", DutyKind::KeepNetwork),
    (FOLLOWS, DutyKind::FollowOthers),
    ("invitation.invited_by", DutyKind::OpenInvitations),
    ("support_case.keeper_id", DutyKind::KeepCases),
    ("conference.keeper_id", DutyKind::KeepConferences),
    ("organization_post.account_id", DutyKind::HoldPosts),
    ("relation.account_id", DutyKind::KeepRelations),
];

/// It points at no row: an account that was erased is one that nobody is.
const FOLLOWS: &str = "membership.successor_id";

/// The columns by which nothing does, and why.
const NOT_WAITING: &[(&str, &str)] = &[
    (
        "session.account_id totp.account_id code_sheet.account_id passkey.account_id token.account_id \
         reset_code.account_id card.account_id card_keeper.account_id entry_code.account_id \
         address_change.account_id draft.account_id planned_call.account_id conference_feed.account_id \
         busy_calendar.account_id webhook.account_id",
        "one's own, whatever one is",
    ),
    (
        "person.account_id resource_map.account_id map_version.account_id map_picture.account_id \
         map_suggestion.account_id map_share.account_id map_sheet.account_id",
        "a person's own",
    ),
    (
        "card_keeper.keeper_id map_share.supporter_id",
        "whom a person named by themselves: nobody inherits that",
    ),
    (
        "relation.heir_id",
        "whoever is named is passed over once they have left, and the successor of the holder goes on",
    ),
    (
        "upload.account_id",
        "it waits for the network, and whoever is at its desk goes on with it",
    ),
    (
        "minutes.taker_id",
        "anybody of the agency takes the notes over",
    ),
    (
        "about_link.made_by capacity_rhythm.agreed_by card.made_by case_note.author_id conference_decision.settled_by conference_invitation.made_by \
         conference_invitation.told_by conference_mark.by_id conference_reply.by_id \
         conference_reply.decided_by conference_way.checked_by conference_way.chosen_by \
         consent.recorded_by consent_exception.named_by consent_halt.recorded_by consent_sheet.recorded_by erasure_plan.held_by \
         copy_item.decided_by copy_request.noted_by copy_request.released_by copy_request.taken_back_by \
         evidence.recorded_by exception_step.taken_by incident.noted_by inquiry_answer.taken_by \
         inquiry_contact.contacted_by invitation.accepted_by \
         map_suggestion.from_id meeting_mail.settled_by meeting_notice.answered_by meeting_notice.state_by \
         minutes_item.written_by poll_answer.kept_by poll_notice.state_by provision.told_by \
         receipt.noted_by received_mail.settled_by reopened_group.reopened_by",
        "who did it, or wrote it down",
    ),
];

on_every_database! {
    async fn nothing_that_names_an_account_waits_for_whoever_has_left(world) {
        let mut named = references(&world, "account").await;
        named.insert(FOLLOWS.to_owned());
        let waiting = WAITING.iter().map(|(column, _)| *column);
        let others = NOT_WAITING.iter().flat_map(|(columns, _)| columns.split_whitespace());
        let known: BTreeSet<String> = waiting.chain(others).map(str::to_owned).collect();
        assert_eq!(named, known, "say who does it once somebody has left, or why nothing waits");
        assert!(NOT_WAITING.iter().all(|(_, why)| !why.is_empty()));
        for duty in DutyKind::ALL {
            assert!(WAITING.iter().any(|(_, known)| known == duty), "{duty:?}");
        }
    }
}
