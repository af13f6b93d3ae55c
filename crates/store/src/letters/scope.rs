//! Which letters are in a scope of the rule. A letter belongs to whom its subject belongs to: an invitation to the
//! network it leads into and to whoever sent it, one of a person to the sender alone, what was observed of an agency
//! to the network whose members will read it, what calls to a meeting of a network, what came of a proposal to it and
//! what asks an agency whether its entry is still so to that network, that a consent ends
//! soon and what calls to a conference, asks about its date or leads to who it is about to whoever keeps the case, a test,
//! a word to a former address and that a webhook is told nothing any more to nobody but the installation.

use renkei_domain::access::scope::LetterScope;
use sea_orm::DbBackend;

use crate::access::narrowing::OwnerColumns;
use crate::sql::Sql;

/// Subjects of a kind that belong to somebody: their rows, and the columns in which their owners stand.
struct Subjects {
    kind: &'static str,
    rows: &'static str,
    owners: OwnerColumns,
}

/// What is told in a case is sent by whoever keeps that, for the organization that leads it.
const OF_THE_CASE: OwnerColumns = OwnerColumns {
    keeper: "NULL",
    run_by: "c.organization_id",
    about: "NULL",
    sent_by: "c.keeper_id",
    observed_by: "NULL",
    named: "NULL",
};

const OWNED: [Subjects; 9] = [
    Subjects {
        kind: "observation",
        rows: "SELECT s.id FROM strength s WHERE ",
        owners: OwnerColumns {
            keeper: "s.network_id",
            run_by: "NULL",
            about: "NULL",
            sent_by: "NULL",
            observed_by: "NULL",
            named: "NULL",
        },
    },
    // One that leads into an organization is of each network in which that is a member.
    Subjects {
        kind: "invitation",
        rows: "SELECT m.id FROM invitation m \
               LEFT JOIN network_member n ON n.organization_id = m.organization_id WHERE ",
        owners: OwnerColumns {
            keeper: "COALESCE(m.network_id, n.network_id)",
            run_by: "m.organization_id",
            about: "NULL",
            sent_by: "m.invited_by",
            observed_by: "NULL",
            named: "NULL",
        },
    },
    Subjects {
        kind: "consent_notice",
        rows: "SELECT t.notice_id FROM consent_notice t \
               JOIN support_case c ON c.id = t.case_id WHERE ",
        owners: OF_THE_CASE,
    },
    Subjects {
        kind: "conference_notice",
        rows: "SELECT t.id FROM conference_notice t \
               JOIN conference_invitation i ON i.id = t.invitation_id \
               JOIN support_case c ON c.id = i.case_id WHERE ",
        owners: OF_THE_CASE,
    },
    Subjects {
        kind: "about_link",
        rows: "SELECT t.id FROM about_link t \
               JOIN conference_invitation i ON i.id = t.invitation_id \
               JOIN support_case c ON c.id = i.case_id WHERE ",
        owners: OF_THE_CASE,
    },
    Subjects {
        kind: "poll_notice",
        rows: "SELECT t.id FROM poll_notice t \
               JOIN poll p ON p.id = t.poll_id \
               JOIN support_case c ON c.id = p.case_id WHERE ",
        owners: OF_THE_CASE,
    },
    Subjects {
        kind: "directory_proposal",
        rows: "SELECT t.id FROM directory_proposal t WHERE ",
        owners: OwnerColumns {
            keeper: "t.network_id",
            run_by: "NULL",
            about: "NULL",
            sent_by: "NULL",
            observed_by: "NULL",
            named: "NULL",
        },
    },
    Subjects {
        kind: "meeting_notice",
        rows: "SELECT t.id FROM meeting_notice t WHERE ",
        owners: OwnerColumns {
            keeper: "t.network_id",
            run_by: "NULL",
            about: "NULL",
            sent_by: "NULL",
            observed_by: "NULL",
            named: "NULL",
        },
    },
    Subjects {
        kind: "inquiry_contact",
        rows: "SELECT t.id FROM inquiry_contact t WHERE ",
        owners: OwnerColumns {
            keeper: "t.network_id",
            run_by: "NULL",
            about: "NULL",
            sent_by: "NULL",
            observed_by: "NULL",
            named: "NULL",
        },
    },
];

/// The condition on a row of `letter`.
pub(super) fn within(scope: &LetterScope, backend: DbBackend) -> Sql {
    let scope = scope.scope();
    // Whoever may manage all of them may manage those that are nobody's, and those whose subject is gone.
    if scope.alternatives().iter().any(Vec::is_empty) {
        return Sql::new("1 = 1");
    }
    let of_subjects = OWNED.iter().map(|Subjects { kind, rows, owners }| {
        let mut letters = Sql::new("subject_kind = '");
        letters
            .push(kind)
            .push("' AND subject_id IN (")
            .push(rows)
            .add(owners.within(scope, backend))
            .push(")");
        letters
    });
    Sql::joined(of_subjects, " OR ", "1 = 0")
}
