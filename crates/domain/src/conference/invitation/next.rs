//! Where somebody who is called stands on the board, and what is to be done about them next.

use super::Invitation;
use super::due::is_worth_telling;
use super::notice::{Notice, NoticeState, Says};
use super::way::{CallChannel, CallWay};
use crate::words::word_list;

word_list! {
    /// Where somebody who is called stands.
    CallState {
        NotCalled = "not_called", "まだ呼んでいない";
        Prepared = "prepared", "用意した（まだ送っていない）";
        Sent = "sent", "送った";
        Delivered = "delivered", "届いた・伝えた";
        Failed = "failed", "届かなかった";
        MaybeTwice = "maybe_twice", "2回届いたかもしれない";
        Answered = "answered", "返事があった";
        NotExpected = "not_expected", "取り消した・知らせを終えた";
    }
}

word_list! {
    /// What is to be done about somebody who is called: one thing at a time.
    NextStep {
        FindTarget = "find_target", "連絡先を調べて、よび方に入れる";
        ConfirmNumber = "confirm_number", "FAX番号を確かめる";
        Prepare = "prepare", "送る用意をする";
        WaitForMail = "wait_for_mail", "メールは自動で送ります";
        SendFax = "send_fax", "印刷してFAXを送り、送ったと書く";
        Call = "call", "電話をかけて、結果を書く";
        PostLetter = "post_letter", "印刷して郵送し、送ったと書く";
        HandOver = "hand_over", "印刷して手わたし、わたしたと書く";
        TryOtherWay = "try_other_way", "届きませんでした。FAXか電話で知らせる";
        DecideReply = "decide_reply", "返事を確かめて、決める";
        TellAbout = "tell_about", "だれのことかを、別に伝える";
        EnterReply = "enter_reply", "返事を待つ・返事を入れる";
    }
}

impl Invitation {
    /// Where they stand.
    #[must_use]
    pub fn state(&self) -> CallState {
        let Some(notice) = self.notice() else {
            return CallState::NotCalled;
        };
        if self.reply().is_some() {
            return CallState::Answered;
        }
        match notice.state() {
            NoticeState::Prepared => CallState::Prepared,
            NoticeState::Superseded => CallState::NotExpected,
            NoticeState::Failed => CallState::Failed,
            _ if !notice.says.calls() => CallState::NotExpected,
            NoticeState::Sent => CallState::Sent,
            NoticeState::Delivered => CallState::Delivered,
            NoticeState::MaybeTwice => CallState::MaybeTwice,
        }
    }

    /// The message that calls them off, as long as it did not leave, or did not arrive: it is put off or cancelled, or
    /// takes place without them.
    fn open_end(&self) -> Option<&Notice> {
        self.notice().filter(|notice| {
            let is_open = matches!(notice.state(), NoticeState::Prepared | NoticeState::Failed);
            !notice.says.calls() && is_open
        })
    }

    /// The same where it is theirs alone: they are not expected any more.
    #[must_use]
    pub fn open_recall(&self) -> Option<&Notice> {
        self.open_end().filter(|notice| notice.says == Says::Recall)
    }

    /// The message that calls them off, whatever it says, where somebody has to tell them: no courier carries it, or it
    /// came back.
    #[must_use]
    pub fn end_by_hand(&self) -> Option<&Notice> {
        let open = self.open_end();
        open.filter(|notice| !(notice.is_waiting() && notice.way.channel.is_carried()))
    }
}

impl NextStep {
    /// What is to be done about a message that is prepared, by its channel.
    #[must_use]
    pub const fn by(channel: CallChannel) -> Self {
        match channel {
            CallChannel::Mail => Self::WaitForMail,
            CallChannel::Fax => Self::SendFax,
            CallChannel::Phone => Self::Call,
            CallChannel::Letter => Self::PostLetter,
            CallChannel::InPerson => Self::HandOver,
        }
    }

    /// What is to be done about a message that has not arrived; nothing where it left, or nobody reads it any more.
    #[must_use]
    pub fn about(notice: &Notice) -> Option<Self> {
        match notice.state() {
            NoticeState::Failed => Some(Self::TryOtherWay),
            NoticeState::Prepared => Some(Self::by(notice.way.channel)),
            NoticeState::Sent
            | NoticeState::Delivered
            | NoticeState::MaybeTwice
            | NoticeState::Superseded => None,
        }
    }

    /// What is to be done about somebody, given how they are reached and what they have to be told; nothing where all
    /// is done.
    #[must_use]
    pub fn of(way: &CallWay, says: Option<Says>, invitation: Option<&Invitation>) -> Option<Self> {
        if let Some(says) = says.filter(|says| is_worth_telling(*says, invitation)) {
            if says.calls() && way.target.is_none() && way.channel.has_target() {
                return Some(Self::FindTarget);
            }
            if way.is_unconfirmed {
                return Some(Self::ConfirmNumber);
            }
            return Some(Self::Prepare);
        }
        let invitation = invitation?;
        if invitation.doubtful().next().is_some() {
            return Some(Self::DecideReply);
        }
        let notice = invitation.notice()?;
        if let Some(step) = Self::about(notice) {
            return Some(step);
        }
        if !notice.says.calls() {
            return None;
        }
        if invitation.told.is_none() && invitation.own_side().is_none() {
            return Some(Self::TellAbout);
        }
        invitation.reply().is_none().then_some(Self::EnterReply)
    }
}
