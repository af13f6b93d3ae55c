//! What an agency wrote, old beside new: each value is put into the directory or laid aside. What it said in its own words
//! somebody puts in by hand first.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::inquiry::SeenInquiry;
use renkei_app::directory::inquiry::settle::{HowSettled, Settled, SettledGroup};
use renkei_app::directory::inquiry::view::InquiryView;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{FAX_ONLY, ProposedValue, Said, WITHOUT_NAMES, Wished};

use super::refusal_words;
use super::view::{chosen_again, inquiry_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::pages::letters::writer;
use crate::paths::{EditPath, InquiryPath, SettleInquiryPath};
use crate::session::Visitor;
use crate::words::entry;

/// The two things that can be done about a part.
const TAKE: &str = "take";
const ASIDE: &str = "aside";

/// A part of which the agency wrote something else.
#[derive(Debug, Clone)]
pub(super) struct ProposedPart {
    pub(super) code: &'static str,
    pub(super) word: &'static str,
    pub(super) values: Vec<ProposedLine>,
    /// What it said in its own words.
    pub(super) words: Option<String>,
    /// What stands there today, for whoever reads the words.
    pub(super) today: Vec<String>,
    /// Where that is put in by hand.
    pub(super) edit: EditPath,
    /// Whether somebody chose to put it in, or to leave it out.
    pub(super) is_taken: bool,
    pub(super) is_aside: bool,
}

/// A value, old beside new.
#[derive(Debug, Clone)]
pub(super) struct ProposedLine {
    pub(super) code: &'static str,
    pub(super) word: &'static str,
    pub(super) old: String,
    pub(super) new: String,
    pub(super) is_ticked: bool,
}

/// A wish that waits.
#[derive(Debug, Clone)]
pub(super) struct WishLine {
    pub(super) code: &'static str,
    pub(super) word: &'static str,
    pub(super) is_ticked: bool,
}

impl WishLine {
    /// Every wish that waits, taken unless somebody says otherwise.
    pub(super) fn all(view: &InquiryView) -> Vec<Self> {
        let waiting = wishes(Wished::waiting(&view.answers)).into_iter();
        let lines = waiting.map(|(code, word)| Self {
            code,
            word,
            is_ticked: true,
        });
        lines.collect()
    }

    /// As somebody chose.
    pub(super) fn choose(&mut self, sent: &Sent) {
        self.is_ticked = sent.all("wish").any(|code| code == self.code);
    }
}

/// The part of the form for editing an entry in which a group stands.
const fn sheet(group: FieldGroup) -> &'static str {
    match group {
        FieldGroup::Contact => "facts",
        FieldGroup::Hours => "hours",
        FieldGroup::Capacity => "capacity",
        FieldGroup::Eligibility => "comparison",
        FieldGroup::Character => "strengths",
    }
}

/// What a value becomes.
pub(super) fn new_words(one: &ProposedValue) -> String {
    let value = one.value.as_ref().map(ToString::to_string);
    value.unwrap_or_else(|| "（なくなった）".to_owned())
}

/// What the agency said last of a part that waits.
fn said(view: &InquiryView, group: FieldGroup) -> Option<&Said> {
    let answers = view.answers.iter().rev();
    let mut said = answers.filter_map(|answer| {
        let mut groups = answer.reply.groups.iter();
        groups.find(|one| one.group == group)
    });
    said.next().map(|one| &one.said)
}

impl ProposedPart {
    /// Everything that waits.
    pub(super) fn all(view: &InquiryView) -> Vec<Self> {
        let groups = view.inquiry.proposed().into_iter();
        groups.filter_map(|group| Self::of(view, group)).collect()
    }

    fn of(view: &InquiryView, group: FieldGroup) -> Option<Self> {
        let Said::Changed { values, words } = said(view, group)? else {
            return None;
        };
        let values = values.iter().map(|one| ProposedLine {
            code: one.field.code(),
            word: one.field.word(),
            old: entry::value(&view.entry, one.field)
                .unwrap_or_else(|| "（のっていません）".to_owned()),
            new: new_words(one),
            is_ticked: true,
        });
        Some(Self {
            code: group.code(),
            word: group.word(),
            values: values.collect(),
            words: words.as_ref().map(ToString::to_string),
            today: entry::part(&view.entry, group),
            edit: EditPath::of(view.entry.resource, sheet(group)),
            is_taken: false,
            is_aside: false,
        })
    }

    /// As somebody chose.
    pub(super) fn choose(&mut self, sent: &Sent) {
        let how = format!("how-{}", self.code);
        self.is_taken = sent.text(&how) == TAKE;
        self.is_aside = sent.text(&how) == ASIDE;
        for line in &mut self.values {
            line.is_ticked = sent.all("value").any(|code| code == line.code);
        }
    }
}

/// Wishes of an agency about its entry, each by its code and in words.
pub(super) fn wishes(wished: Wished) -> Vec<(&'static str, &'static str)> {
    let wishes = [
        (wished.without_names, ("without_names", WITHOUT_NAMES)),
        (wished.fax_only, ("fax_only", FAX_ONLY)),
    ];
    let wishes = wishes.into_iter();
    wishes
        .filter_map(|(is_wished, wish)| is_wished.then_some(wish))
        .collect()
}

/// What somebody decided about each part that waits.
fn settled(view: &InquiryView, sent: &Sent) -> Settled {
    let groups = view.inquiry.proposed().into_iter();
    let groups = groups.filter_map(|group| {
        let how = match sent.text(&format!("how-{}", group.code())) {
            TAKE => HowSettled::Take(ticked(view, group, sent)),
            ASIDE => HowSettled::LayAside,
            _ => return None,
        };
        Some(SettledGroup { group, how })
    });
    let wishes = |name: &str| sent.all("wish").any(|known| known == name);
    Settled {
        groups: groups.collect(),
        without_names: wishes("without_names"),
        fax_only: wishes("fax_only"),
    }
}

/// The values of a part that are to be put in.
fn ticked(view: &InquiryView, group: FieldGroup, sent: &Sent) -> Vec<ProposedValue> {
    let Some(Said::Changed { values, .. }) = said(view, group) else {
        return Vec::new();
    };
    let values = values.iter();
    let ticked = values.filter(|one| sent.all("value").any(|code| code == one.field.code()));
    ticked.cloned().collect()
}

pub(crate) async fn save(
    path: SettleInquiryPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match inquiry_of(&site, &visitor, &path.inquiry).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let settled = settled(&view, &sent);
    if settled.groups.is_empty() && !view.inquiry.proposed().is_empty() {
        let words = "名簿に入れるか、入れないかを、1つは選んでください。".to_owned();
        let page = chosen_again(&site, &visitor, (&view, &sent), words).await?;
        return Ok(asked_again(page));
    }
    let seen = SeenInquiry {
        id: view.inquiry.id,
        version: sent.text("version").parse().unwrap_or(-1),
    };
    let version = sent.text("entry_version").parse().unwrap_or(-1);
    let by = writer(&visitor, &sent);
    let done = site.app.settle_inquiry_answer(&by, seen, version, settled);
    match done.await? {
        Ok(_) => {
            let to = InquiryPath::of(view.inquiry.id).to_string();
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let page = chosen_again(&site, &visitor, (&view, &sent), words).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
