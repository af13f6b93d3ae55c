//! How long records that tell of people are kept: not shorter than the law asks for, and not longer than they
//! are of use (個人情報保護法22条). [`RETENTIONS`] is the table; the README shows it line by line, the hourly
//! forgetting keeps it, and `renkei doctor` says where it was not kept. Published facts and what agencies say
//! of themselves have no time.

use chrono::{Months, NaiveDate, TimeDelta};

use crate::letters::retention::LETTER_KEPT;
use crate::people::limits::{ATTEMPT_SPAN, CALLS_KEPT, DRAFT_KEPT, INVITED_KEPT, SESSION_KEPT};
use crate::people::webhook::WEBHOOK_LOG_KEPT;
use crate::words::word_list;

/// From where somebody asked is kept so long: as long as a complaint about it may take, and a year's work of
/// those who look.
pub const DETAIL_KEPT: TimeDelta = TimeDelta::days(400);

/// A file that somebody handed in waits so long to be imported.
pub const FILE_WAITS: TimeDelta = TimeDelta::days(1);

/// The report of an import is kept so long, and an import can be taken back: a quarter, after which a newer
/// edition has come.
pub const REPORT_KEPT: TimeDelta = TimeDelta::days(90);

/// Who was a contact person before a change is kept so long, and the change can be taken back: a month, in
/// which a mistake is noticed. Whoever asked to be taken out is not brought back later.
pub const LOGGED_PERSON_KEPT: TimeDelta = TimeDelta::days(30);

/// Where somebody wanted to be told what came of their proposal is kept so long: half a year after it was decided, in which
/// they may ask, and after it was made where nobody decides. Later than that nobody waits for an answer.
pub const PROPOSER_KEPT: TimeDelta = TimeDelta::days(183);

/// Who answered an inquiry, and what was noted of its contacts, is kept so long after it ended: until the next round of the
/// year has come, in which the same people are asked again.
pub const ANSWERER_KEPT: TimeDelta = TimeDelta::days(365);

/// The key of a write is remembered so long: longer than a form stays open over a weekend, or a program tries
/// again.
pub const WRITE_KEY_KEPT: TimeDelta = TimeDelta::days(7);

word_list! {
    /// Records that tell of people, or that are kept for a time alone.
    RecordKind {
        /// Somebody with what they are and by what they come in.
        Account = "account", "アカウント";
        Session = "session", "ログイン";
        /// Whom it was meant for; who let whom in stays.
        Invitation = "invitation", "招待した相手";
        Draft = "draft", "下書き";
        PlannedCall = "planned_call", "電話の予定";
        Letter = "letter", "手紙";
        /// What programs were told, and what became of it.
        WebhookMessage = "webhook_message", "変更の知らせ";
        ContactPerson = "contact_person", "担当者";
        /// Whom somebody knows there.
        Relation = "relation", "機関の知り合い";
        /// Who they were before a change and after it, as the log tells it.
        LoggedPerson = "logged_person", "担当者の前の内容";
        ChangeLog = "change_log", "変更の記録";
        AuditLine = "audit_line", "見た・したの記録";
        /// From which address and device.
        AuditDetail = "audit_detail", "どこから見た・したか";
        WaitingFile = "waiting_file", "取り込みを待つファイル";
        ImportReport = "import_report", "取り込みの報告";
        /// What else a list of somebody's own says of a place, which may name people.
        ListCells = "list_cells", "連絡先一覧の もとの内容";
        WriteKey = "write_key", "二度送られたかを見る印";
        Attempt = "attempt", "まちがえた回数";
        /// What was done to help a person.
        SupportRecord = "support_record", "支援の記録";
        /// What was told of a person to whom, and heard from whom.
        ProvisionRecord = "provision_record", "提供・受領の記録";
        /// What a network talked about and decided at its own meetings, and who came: nothing of a person.
        Meeting = "meeting", "ネットワークの定例会";
        /// Where somebody wants to be told what came of a correction that they proposed; the proposal stays.
        Proposer = "proposer", "訂正を提案した人のあて先";
        /// What was proposed, why, and what came of it.
        Proposal = "proposal", "訂正の提案";
        /// Asking agencies whether their entries are still so, and what they answered.
        Inquiry = "inquiry", "お確かめ";
        /// Who there answered, and what was noted when they were asked.
        Answerer = "answerer", "お確かめに答えた人と連絡のメモ";
        /// Somebody's own map, with what was proposed for it and to whom it is shown. No law asks to keep it.
        ResourceMap = "resource_map", "本人のリソースマップ";
    }
}

word_list! {
    /// From which day a time is counted.
    FromDay {
        Made = "made", "the day it was made";
        Ended = "ended", "the day it ended";
        Saved = "saved", "the day it was saved last";
        Planned = "planned", "the day it was planned for";
        Sent = "sent", "the day it was sent or withdrawn";
        Decided = "decided", "the day it was made, or decided";
        Service = "service", "the day of the service";
        LastProvision = "last_provision", "the day of the last provision";
    }
}

/// What the law asks to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalFloor {
    /// For how many years at least.
    pub years: u16,
    /// Where it stands.
    pub law: &'static str,
}

/// How long something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// For a span, and then it goes by itself.
    For(TimeDelta),
    /// Until its person is erased.
    UntilErased,
    /// Until somebody replaces or removes it.
    UntilReplaced,
    /// As long as the installation: it names people by ids alone.
    AsInstallation,
    /// As long as the installation, and nobody but its network opens it.
    SealedAsInstallation,
    /// As long as the installation; a name in it, which is sealed, until its person is erased.
    NamesUntilErased,
    /// At least as long as the law asks. Then the agency is told the day on which its person is erased by itself, 30
    /// days before, and may hold it back.
    AtLeastFloor,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Of which records.
    pub kind: RecordKind,
    /// The tables in which they stand; none where none are kept yet.
    pub tables: &'static [&'static str],
    /// What the law asks for, where it does.
    pub floor: Option<LegalFloor>,
    /// From which day on, where there is a time.
    pub from: Option<FromDay>,
    /// How long they are kept.
    pub kept: Kept,
}

const fn timed(
    kind: RecordKind,
    tables: &'static [&'static str],
    from: FromDay,
    span: TimeDelta,
) -> Retention {
    Retention {
        kind,
        tables,
        floor: None,
        from: Some(from),
        kept: Kept::For(span),
    }
}

const fn lasting(kind: RecordKind, tables: &'static [&'static str], kept: Kept) -> Retention {
    Retention {
        kind,
        tables,
        floor: None,
        from: None,
        kept,
    }
}

const fn by_law(
    kind: RecordKind,
    tables: &'static [&'static str],
    from: FromDay,
    floor: LegalFloor,
) -> Retention {
    Retention {
        kind,
        tables,
        floor: Some(floor),
        from: Some(from),
        kept: Kept::AtLeastFloor,
    }
}

/// Every kind of record, once.
pub const RETENTIONS: &[Retention] = &[
    lasting(
        RecordKind::Account,
        &[
            "account",
            "membership",
            "organization_post",
            "card",
            "card_keeper",
            "totp",
            "code_sheet",
            "token",
            "trusted_document",
            "text_operation",
            "passkey",
            "reset_code",
            "conference_feed",
            "busy_calendar",
            "busy_time",
            "webhook",
        ],
        Kept::UntilErased,
    ),
    timed(
        RecordKind::Session,
        &["session", "totp_offer", "passkey_challenge"],
        FromDay::Ended,
        SESSION_KEPT,
    ),
    timed(
        RecordKind::Invitation,
        &["invitation", "invitation_code"],
        FromDay::Ended,
        INVITED_KEPT,
    ),
    timed(RecordKind::Draft, &["draft"], FromDay::Saved, DRAFT_KEPT),
    timed(
        RecordKind::PlannedCall,
        &["planned_call"],
        FromDay::Planned,
        CALLS_KEPT,
    ),
    timed(
        RecordKind::Letter,
        &["letter", "test_letter", "address_change"],
        FromDay::Sent,
        LETTER_KEPT,
    ),
    timed(
        RecordKind::WebhookMessage,
        &["webhook_message"],
        FromDay::Ended,
        WEBHOOK_LOG_KEPT,
    ),
    lasting(
        RecordKind::ContactPerson,
        &["contact_person"],
        Kept::UntilReplaced,
    ),
    lasting(RecordKind::Relation, &["relation"], Kept::UntilReplaced),
    timed(
        RecordKind::LoggedPerson,
        &["change"],
        FromDay::Made,
        LOGGED_PERSON_KEPT,
    ),
    lasting(
        RecordKind::ChangeLog,
        &["act", "change"],
        Kept::NamesUntilErased,
    ),
    lasting(
        RecordKind::AuditLine,
        &["audit", "audit_subject"],
        Kept::AsInstallation,
    ),
    timed(
        RecordKind::AuditDetail,
        &["audit_detail"],
        FromDay::Made,
        DETAIL_KEPT,
    ),
    timed(
        RecordKind::WaitingFile,
        &["upload"],
        FromDay::Made,
        FILE_WAITS,
    ),
    timed(
        RecordKind::ImportReport,
        &["upload"],
        FromDay::Made,
        REPORT_KEPT,
    ),
    lasting(
        RecordKind::ListCells,
        &["source_record", "undecided_row"],
        Kept::UntilReplaced,
    ),
    timed(
        RecordKind::WriteKey,
        &["idempotency"],
        FromDay::Made,
        WRITE_KEY_KEPT,
    ),
    timed(
        RecordKind::Attempt,
        &["sign_in_failure"],
        FromDay::Made,
        ATTEMPT_SPAN,
    ),
    by_law(
        RecordKind::SupportRecord,
        &[
            "person",
            "support_case",
            "employment",
            "team_member",
            "case_note",
            "emergency_sheet",
            "consent",
            "consent_halt",
            "consent_exception",
            "exception_step",
            "incident",
            "consent_sheet",
            "consent_sheet_answer",
            "evidence",
            "evidence_of_consent",
            "evidence_piece",
            "consent_notice",
            "copy_request",
            "copy_item",
            "conference",
            "conference_participant",
            "agenda_item",
            "poll",
            "poll_link",
            "poll_answer",
            "poll_notice",
            "conference_way",
            "conference_invitation",
            "conference_notice",
            "conference_mark",
            "conference_reply",
            "about_link",
            "about_link_address",
            "received_mail",
            "received_mail_piece",
            "minutes",
            "minutes_item",
            "conference_attendance",
            "conference_decision",
            "erasure_plan",
        ],
        FromDay::Service,
        LegalFloor {
            years: 5,
            law: "指定障害福祉サービスの基準 206条の11",
        },
    ),
    by_law(
        RecordKind::ProvisionRecord,
        &["provision", "receipt"],
        FromDay::LastProvision,
        LegalFloor {
            years: 3,
            law: "個人情報保護法施行規則 21条",
        },
    ),
    lasting(
        RecordKind::Meeting,
        &[
            "meeting_series",
            "meeting_occurrence",
            "meeting_notice",
            "meeting_mail",
            "meeting_mail_piece",
        ],
        Kept::UntilReplaced,
    ),
    timed(
        RecordKind::Proposer,
        &["directory_proposal"],
        FromDay::Decided,
        PROPOSER_KEPT,
    ),
    lasting(
        RecordKind::Proposal,
        &["directory_proposal"],
        Kept::SealedAsInstallation,
    ),
    lasting(
        RecordKind::Inquiry,
        &[
            "inquiry",
            "inquiry_group",
            "inquiry_contact",
            "inquiry_link",
            "inquiry_answer",
        ],
        Kept::SealedAsInstallation,
    ),
    timed(
        RecordKind::Answerer,
        &["inquiry_answer", "inquiry_contact"],
        FromDay::Ended,
        ANSWERER_KEPT,
    ),
    lasting(
        RecordKind::ResourceMap,
        &[
            "resource_map",
            "map_version",
            "map_picture",
            "map_suggestion",
            "map_share",
            "map_sheet",
        ],
        Kept::UntilReplaced,
    ),
];

impl Retention {
    /// For how long records of a kind are kept, where they go by themselves.
    #[must_use]
    pub fn span_of(kind: RecordKind) -> Option<TimeDelta> {
        let mut lines = RETENTIONS.iter();
        match lines.find(|line| line.kind == kind)?.kept {
            Kept::For(span) => Some(span),
            Kept::UntilErased
            | Kept::UntilReplaced
            | Kept::AsInstallation
            | Kept::SealedAsInstallation
            | Kept::NamesUntilErased
            | Kept::AtLeastFloor => None,
        }
    }

    /// The last day on which the law asks to keep records of a kind, of which the newest is of a day.
    #[must_use]
    pub fn bound_until(kind: RecordKind, newest: NaiveDate) -> Option<NaiveDate> {
        let mut lines = RETENTIONS.iter();
        let floor = lines.find(|line| line.kind == kind)?.floor?;
        newest.checked_add_months(Months::new(u32::from(floor.years) * 12))
    }

    /// The newest day that records of a kind may be of for the law to have let them go by a day.
    #[must_use]
    pub fn over_since(kind: RecordKind, today: NaiveDate) -> Option<NaiveDate> {
        let mut lines = RETENTIONS.iter();
        let floor = lines.find(|line| line.kind == kind)?.floor?;
        let day = today.checked_sub_months(Months::new(u32::from(floor.years) * 12))?;
        // That of a leap day ends with February.
        let is_over = |day| Self::bound_until(kind, day).is_some_and(|until| until < today);
        if is_over(day) {
            Some(day)
        } else {
            day.pred_opt()
        }
    }

    /// Whether nothing goes before the law lets it.
    #[must_use]
    pub fn is_lawful(&self) -> bool {
        match (self.floor, self.kept) {
            (Some(floor), Kept::For(span)) => {
                // Whichever years they are.
                span >= TimeDelta::days(i64::from(floor.years) * 366)
            }
            (Some(_), Kept::UntilErased | Kept::UntilReplaced | Kept::NamesUntilErased) => false,
            (Some(_), Kept::AsInstallation | Kept::SealedAsInstallation | Kept::AtLeastFloor)
            | (None, _) => true,
        }
    }

    /// The line as the README shows it.
    #[must_use]
    pub fn line(&self) -> String {
        let tables: Vec<String> = self.tables.iter().map(|name| format!("`{name}`")).collect();
        let tables = if tables.is_empty() {
            "none yet".to_owned()
        } else {
            tables.join(", ")
        };
        let floor = self.floor.map_or_else(
            || "none".to_owned(),
            |floor| format!("{} years ({})", floor.years, floor.law),
        );
        let from = self.from.map_or("", FromDay::word);
        let kept = match self.kept {
            Kept::For(span) if span < TimeDelta::days(1) => {
                format!("{} minutes", span.num_minutes())
            }
            Kept::For(span) if span == TimeDelta::days(1) => "1 day".to_owned(),
            Kept::For(span) => format!("{} days", span.num_days()),
            Kept::UntilErased => "until its person is erased".to_owned(),
            Kept::UntilReplaced => "until replaced or removed".to_owned(),
            Kept::AsInstallation => "as long as the installation, by ids alone".to_owned(),
            Kept::SealedAsInstallation => "as long as the installation, sealed".to_owned(),
            Kept::NamesUntilErased => {
                "as long as the installation; who answered or confirmed until they are erased, sealed".to_owned()
            }
            Kept::AtLeastFloor => {
                "at least so long; then announced to the agency for 30 days, which may hold it back, and erased".to_owned()
            }
        };
        let word = self.kind.word();
        format!("| {word} | {tables} | {floor} | {from} | {kept} |")
    }
}

#[cfg(test)]
mod tests;
