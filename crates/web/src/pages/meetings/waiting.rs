//! The meetings about which mail waits, on the page on which a day of work begins.

use renkei_app::conference::series::mails::WaitingMeeting;

use super::begins_words;
use crate::Site;
use crate::error::PageFault;
use crate::paths::MeetingNoticesPath;
use crate::session::Visitor;

/// A meeting about which somebody has to decide what a mail says.
#[derive(Debug, Clone)]
pub(in crate::pages) struct WaitingLine {
    pub(in crate::pages) path: MeetingNoticesPath,
    /// What it is called.
    pub(in crate::pages) what: String,
    pub(in crate::pages) when: String,
    pub(in crate::pages) mails: usize,
}

impl WaitingLine {
    fn of(one: &WaitingMeeting) -> Self {
        Self {
            path: MeetingNoticesPath::of(one.series, one.meeting.original),
            what: one.theme.to_string(),
            when: begins_words(&one.meeting),
            mails: one.mails,
        }
    }

    /// Those of whoever looks.
    pub(in crate::pages) async fn for_visitor(
        site: &Site,
        visitor: &Visitor,
    ) -> Result<Vec<Self>, PageFault> {
        let waiting = site.app.meetings_with_mail(visitor.principal()).await?;
        Ok(waiting.iter().map(Self::of).collect())
    }

    /// One of a sample.
    pub(in crate::pages) fn sample(what: &str) -> Self {
        use crate::paths::Sampled as _;
        Self {
            path: MeetingNoticesPath::sample(),
            what: what.to_owned(),
            when: "2026年12月8日(火) 14:00".to_owned(),
            mails: 2,
        }
    }
}
