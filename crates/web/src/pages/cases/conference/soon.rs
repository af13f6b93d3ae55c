//! The conferences that somebody has before them, on the page on which a day of work begins.

use renkei_app::conference::list::ListedConference;
use renkei_app::conference::soon::SoonConference;
use renkei_domain::conference::invitation::conference_number;
use renkei_domain::conference::poll::PollSays;
use renkei_domain::conference::{ConferenceState, OwnWish};

use super::super::trail::number_of;
use super::lines::moment;
use crate::Site;
use crate::error::PageFault;
use crate::paths::{CallsPath, ConferencePath, ConferencePollPath};
use crate::session::Visitor;

/// A conference that is near, or to which an answer is waited for.
#[derive(Debug, Clone)]
pub(in crate::pages) struct SoonLine {
    pub(in crate::pages) path: ConferencePath,
    pub(in crate::pages) board: String,
    pub(in crate::pages) when: String,
    /// What it is, by the number of its case and its own.
    pub(in crate::pages) what: String,
    /// How many answers are waited for or looked at, and how many are to be told that it is off; nothing
    /// where all is said.
    pub(in crate::pages) answers: Option<String>,
    /// What the person asks for by one press.
    pub(in crate::pages) asks: Vec<&'static str>,
}

fn asks(one: &SoonConference) -> Vec<&'static str> {
    one.asks.iter().map(|wish| wish.word()).collect()
}

/// What it is, by the number of its case and its own.
fn what(row: &ListedConference) -> String {
    let (case, own) = (number_of(&row.case), conference_number(row.id));
    format!("ケース{case} {} 打ち合わせ{own}", row.purpose)
}

impl SoonLine {
    fn of(one: &SoonConference) -> Self {
        let row = &one.listed;
        // Whom somebody has to tell comes before what can be fixed.
        if let Some(says) = one.answers.filter(|_| one.recalls == 0) {
            return Self::polled(one, says);
        }
        let counts = [
            ("返事を待っている相手", one.waiting),
            ("確かめる返事", one.doubtful),
            ("中止・延期・取り消しを知らせる相手", one.recalls),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> = counts
            .map(|(words, count)| format!("{words} {count}"))
            .collect();
        Self {
            path: ConferencePath::of(row.case.id, row.id),
            board: CallsPath::of(row.case.id, row.id).to_string(),
            when: match row.state {
                ConferenceState::Postponed => "延期しました".to_owned(),
                ConferenceState::Cancelled => "中止しました".to_owned(),
                _ => row
                    .begins
                    .map_or_else(|| "日時は まだ決まっていません".to_owned(), moment),
            },
            what: what(row),
            answers: (!words.is_empty()).then(|| words.join("・")),
            asks: asks(one),
        }
    }

    /// One whose date can be fixed.
    fn polled(one: &SoonConference, says: PollSays) -> Self {
        let row = &one.listed;
        let words = match says {
            PollSays::AllAnswered => "日程に、全員が答えました",
            _ => "かならずいてほしい人がそろう日があります",
        };
        Self {
            path: ConferencePath::of(row.case.id, row.id),
            board: ConferencePollPath::of(row.case.id, row.id).to_string(),
            when: "日程をきいています".to_owned(),
            what: what(row),
            answers: Some(words.to_owned()),
            asks: asks(one),
        }
    }

    /// Those of whoever looks.
    pub(in crate::pages) async fn for_visitor(
        site: &Site,
        visitor: &Visitor,
    ) -> Result<Vec<Self>, PageFault> {
        let soon = site.app.soon_conferences(visitor.principal()).await?;
        Ok(soon.iter().map(Self::of).collect())
    }

    /// One of a sample.
    pub(in crate::pages) fn sample(what: &str) -> Self {
        use crate::paths::Sampled as _;
        Self {
            path: ConferencePath::sample(),
            board: CallsPath::sample().to_string(),
            when: "2026年11月27日(金) 15:00".to_owned(),
            what: what.to_owned(),
            answers: Some("返事を待っている相手 2".to_owned()),
            asks: vec![OwnWish::Together.word()],
        }
    }
}
