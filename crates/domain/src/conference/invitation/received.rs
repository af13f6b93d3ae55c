//! Mail that came back about a conference. What answers plainly becomes an answer by itself; everything else waits until
//! somebody who sees to the conference decides. The message stays as it came.

use super::InvitationFault;
use crate::ids::{
    AccountId, CaseId, ConferenceId, ConferenceInvitationId, ConferenceReplyId, OrganizationId,
    PersonId, ReceivedMailId,
};
use crate::text::{Line, Prose};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// Why somebody has to decide about a mail.
    MailDoubt {
        NoToken = "no_token", "どの相手の返事かを、返信先のアドレスで確かめられません";
        OtherEntry = "other_entry", "この会議とは別の予定についての返事です";
        Counter = "counter", "別の日時などの提案です";
        Refresh = "refresh", "最新の内容を送ってほしい、という知らせです";
        NoAnswer = "no_answer", "予定は入っていますが、返事ではありません";
        Attendees = "attendees", "答えた人が書かれていないか、何人もいます";
        Alias = "alias", "案内を送ったのとは別のアドレスの人が答えています";
        Delegation = "delegation", "ほかの人にたのんだ、またはたのまれた、という返事です";
        OldSequence = "old_sequence", "前の日時への返事です";
        UnknownSequence = "unknown_sequence", "どの日時への返事かがわかりません";
        Occurrence = "occurrence", "どの回への返事かがわかりません";
        Participation = "participation", "出席か欠席かが書かれていません";
        Tentative = "tentative", "「未定」という返事です";
        Several = "several", "1通のメールに、返事がいくつも入っています";
        Unreadable = "unreadable", "カレンダーの返事がこわれていて、読めません";
        PlainText = "plain_text", "文で書かれた返事です";
        Automatic = "automatic", "不在などを知らせる、自動の返信です";
        Returned = "returned", "メールが届かなかった知らせです。どの案内のことかは、わかりません";
        SameTime = "same_time", "前の返事と内容がちがい、どちらが後かわかりません";
        Late = "late", "いまは返事を待っていない会議への返事です";
    }
}

word_list! {
    /// What became of a mail.
    MailStanding {
        Waits = "waits", "確かめるメール";
        Taken = "taken", "返事として記録した";
        Undecided = "undecided", "未定として記録した";
        Noted = "noted", "会議の画面に書いた";
        Unrelated = "unrelated", "返事ではない";
        Known = "known", "前に受け取った返事と同じ";
        Bounced = "bounced", "案内や日程のメールが届かなかったと記録した";
    }
}

word_list! {
    /// What somebody decides about a mail.
    MailVerdict {
        Coming = "coming", "出席として記録";
        NotComing = "not_coming", "欠席として記録";
        /// Whoever wrote comes in the place of whoever was called.
        Substitute = "substitute", "代理が出席として記録";
        Undecided = "undecided", "未定として記録";
        /// Somebody comes for a part, or another than who wrote in their place: that was entered as an answer by hand.
        Noted = "noted", "代理・一部などを、会議の画面に書いた";
        Unrelated = "unrelated", "関係のないメール";
    }
}

impl MailVerdict {
    /// What becomes of a mail by it.
    #[must_use]
    pub const fn standing(self) -> MailStanding {
        match self {
            Self::Coming | Self::NotComing | Self::Substitute => MailStanding::Taken,
            Self::Undecided => MailStanding::Undecided,
            Self::Noted => MailStanding::Noted,
            Self::Unrelated => MailStanding::Unrelated,
        }
    }
}

/// A mail that came back about a conference, without the message itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceivedMail {
    /// Its id.
    pub id: ReceivedMailId,
    /// About which conference.
    pub conference: ConferenceId,
    /// In which case.
    pub case: CaseId,
    /// About whom.
    pub person: PersonId,
    /// The agency that leads the case, and whose record this is.
    pub organization: OrganizationId,
    /// Whose answer it is, as far as that is known.
    pub invitation: Option<ConferenceInvitationId>,
    /// When it was written by its own head, and never after it was read.
    pub arrived_at: Instant,
    /// From whom it says to come.
    pub from: Option<Line>,
    /// Its subject.
    pub subject: Option<Line>,
    /// Its words, cut where they are long.
    pub text: Option<Prose>,
    /// Why somebody decides; it stays when they did.
    pub doubt: Option<MailDoubt>,
    /// What became of it.
    pub standing: MailStanding,
    /// The answer that came of it.
    pub reply: Option<ConferenceReplyId>,
    /// Who decided, and when.
    pub settled: Option<(AccountId, Instant)>,
    /// Rises with every change.
    pub version: i64,
}

/// What somebody wrote is nobody's to read in a log.
impl std::fmt::Debug for ReceivedMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReceivedMail({}, {})", self.id, self.standing.code())
    }
}

impl ReceivedMail {
    /// Whether somebody has to decide about it.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.standing == MailStanding::Waits
    }

    /// Who comes where whoever wrote comes in the place of whoever was called: their name as it stands in the head, else
    /// their address.
    #[must_use]
    pub fn written_by(&self) -> Option<Line> {
        let from = self.from.as_ref()?.as_str();
        let name = from.split('<').next().unwrap_or_default();
        let name = name.trim().trim_matches('"');
        Line::parse(if name.is_empty() { from } else { name }).ok()
    }

    /// The mail after somebody decided about it. An answer that comes of it is named by `reply`.
    ///
    /// # Errors
    /// When nobody has to decide any more.
    pub fn settled(
        self,
        verdict: MailVerdict,
        reply: Option<(ConferenceInvitationId, ConferenceReplyId)>,
        (by, at): (AccountId, Instant),
    ) -> Result<Self, InvitationFault> {
        if !self.is_waiting() {
            return Err(InvitationFault::NoSuchReply);
        }
        Ok(Self {
            invitation: reply.map(|(of, _)| of).or(self.invitation),
            reply: reply.map(|(_, reply)| reply),
            standing: verdict.standing(),
            settled: Some((by, at)),
            version: self.version + 1,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_mail_is_decided_about_once() {
        let id = Uuid::from_u128;
        let mail = ReceivedMail {
            id: ReceivedMailId::from_uuid(id(1)),
            conference: ConferenceId::from_uuid(id(2)),
            case: CaseId::from_uuid(id(3)),
            person: PersonId::from_uuid(id(4)),
            organization: OrganizationId::from_uuid(id(5)),
            invitation: None,
            arrived_at: Instant::from_micros(0),
            from: None,
            subject: None,
            text: None,
            doubt: Some(MailDoubt::Alias),
            standing: MailStanding::Waits,
            reply: None,
            settled: None,
            version: 1,
        };
        let by = (AccountId::from_uuid(id(6)), Instant::from_micros(1));
        let settled = mail.settled(MailVerdict::Unrelated, None, by);
        let settled = settled.expect("it waits");
        assert_eq!(
            (settled.standing, settled.version),
            (MailStanding::Unrelated, 2)
        );
        assert_eq!(settled.doubt, Some(MailDoubt::Alias));
        for (from, name) in [
            ("山田 花 <yamada@example.jp>", "山田 花"),
            ("\"山田\" <yamada@example.jp>", "山田"),
            ("yamada@example.jp", "yamada@example.jp"),
            ("<yamada@example.jp>", "<yamada@example.jp>"),
        ] {
            let mail = ReceivedMail {
                from: Line::parse(from).ok(),
                ..settled.clone()
            };
            assert_eq!(mail.written_by(), Line::parse(name).ok());
        }
        let again = settled.settled(MailVerdict::Coming, None, by);
        assert_eq!(again, Err(InvitationFault::NoSuchReply));
    }
}
