//! The notice of a meeting of a network (案内文), for FAX and letter: about nobody, so that it may name its theme.

use chrono::NaiveDate;
use renkei_domain::time::Minute;
use serde::Serialize;

use super::calling::span;
use crate::words::{Code, Contact, Words};

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingNoticeSheet {
    /// The network.
    pub network: Words,
    /// To whom it goes by FAX; absent where it does not.
    pub fax: Option<NoticeFax>,
    /// To whom it goes by post; absent where it does not.
    pub letter: Option<NoticeLetter>,
    /// What changed since they were told; absent where they are called for the first time.
    pub news: Option<Words>,
    /// Whether they are to come: what is talked about and later days stand there only then.
    pub calls: bool,
    /// What the meeting is called.
    pub theme: Words,
    /// On which day it is.
    #[serde(serialize_with = "super::day")]
    pub on: NaiveDate,
    /// From when until when.
    #[serde(serialize_with = "span")]
    pub hours: (Minute, Minute),
    /// Address and room.
    pub place: Words,
    /// On which days it comes again: 「毎月 第2火曜」.
    pub rule: Words,
    /// What is talked about.
    pub agenda: Vec<Words>,
    /// The days after it.
    pub later: Vec<Words>,
    /// Whom to ask and to answer.
    pub ask: Contact,
    /// The form for the answer; absent where none is asked for, or nobody in particular is.
    pub reply: Option<NoticeReply>,
}

/// To whom a notice goes by FAX.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeFax {
    /// The office, without 御中.
    pub to: Words,
    /// Who there, without 様.
    pub contact: Option<Words>,
    /// Its FAX number.
    pub fax: String,
    /// The FAX number of the secretariat that sends it.
    pub from_fax: Option<String>,
}

/// To whom a notice goes as a letter, for a 長形3号 envelope with a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeLetter {
    /// The office, without 御中.
    pub to: Words,
    /// Who there, without 様.
    pub contact: Option<Words>,
    /// 郵便番号, without its sign.
    pub postal_code: Option<String>,
    /// Where it goes.
    pub address: Option<Words>,
}

/// The form on which somebody says whether they come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeReply {
    /// The last day on which an answer is in time.
    #[serde(serialize_with = "super::day_opt")]
    pub reply_by: Option<NaiveDate>,
    /// The FAX number to which the answer comes back.
    pub answer_fax: Option<String>,
    /// By what the answer finds its notice.
    pub code: Option<Code>,
}
