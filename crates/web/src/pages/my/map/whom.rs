//! To whom a map may be shown, and what of it: as it is chosen in a form, and as it comes back.

use renkei_app::map::share::{ShareChoice, ShareForm, ShareTo};
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::ids::CaseId;
use renkei_domain::map::SharedWith;
use renkei_domain::time::japanese_date;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Sent};
use crate::session::Visitor;

/// A choice of whom, as it stands in a form.
pub(super) fn code(to: ShareTo) -> String {
    match to {
        ShareTo::Link => "link".to_owned(),
        ShareTo::Supporter { case, supporter } => format!("supporter.{case}.{supporter}"),
        ShareTo::Conference { case, conference } => format!("conference.{case}.{conference}"),
    }
}

fn read_to(text: &str) -> Option<ShareTo> {
    let mut parts = text.split('.');
    let (kind, case, other) = (parts.next()?, parts.next(), parts.next());
    match kind {
        "link" => Some(ShareTo::Link),
        "supporter" => Some(ShareTo::Supporter {
            case: case?.parse().ok()?,
            supporter: other?.parse().ok()?,
        }),
        "conference" => Some(ShareTo::Conference {
            case: case?.parse().ok()?,
            conference: other?.parse().ok()?,
        }),
        _ => None,
    }
}

/// Somebody whom one may name.
#[derive(Debug, Clone)]
pub(super) struct Offered {
    pub(super) to: ShareTo,
    pub(super) words: String,
    /// Whether their agency keeps a record of it: the one that leads the case does, any other has none of the person.
    pub(super) is_noted: bool,
}

impl Offered {
    /// The link, which is of no agency.
    pub(super) fn link() -> Self {
        Self {
            to: ShareTo::Link,
            words: "リンク・QRコード".to_owned(),
            is_noted: false,
        }
    }
}

fn supporters(choices: &[ShareChoice]) -> Vec<Offered> {
    let known = choices.iter().flat_map(|choice| {
        let (case, lead) = (choice.case, choice.organization);
        let to = move |supporter| ShareTo::Supporter { case, supporter };
        let (keeper, name) = &choice.keeper;
        let name = name.as_ref().map(ToString::to_string).unwrap_or_default();
        let keeper = Offered {
            to: to(*keeper),
            words: format!("{} {name}", choice.lead),
            is_noted: true,
        };
        let team = choice.readers.iter().map(move |reader| Offered {
            to: to(reader.account),
            words: format!("{} {}", reader.agency, reader.name),
            is_noted: reader.organization == lead,
        });
        [keeper].into_iter().chain(team)
    });
    known.collect()
}

/// The conferences of a case that are still to come.
async fn conferences(
    site: &Site,
    visitor: &Visitor,
    case: CaseId,
) -> Result<Vec<Offered>, PageFault> {
    let view = match site.app.conferences(visitor.principal(), case).await? {
        Ok(view) => view,
        Err(_) => return Ok(Vec::new()),
    };
    let ahead = view
        .conferences
        .iter()
        .filter(|one| one.state.is_being_prepared());
    let known = ahead.map(|one| {
        let when = one.slot.as_ref().map(|slot| slot.begins.in_japan().date);
        let when = when.map_or_else(|| "日は まだ".to_owned(), japanese_date);
        Offered {
            to: ShareTo::Conference {
                case,
                conference: one.id,
            },
            words: format!("会議: {}（{when}）", one.outline.purpose.plain()),
            is_noted: true,
        }
    });
    Ok(known.collect())
}

/// Whom one may name, the link last.
pub(super) async fn whom(site: &Site, visitor: &Visitor) -> Result<Vec<Offered>, PageFault> {
    let choices = site.app.map_share_choices(visitor.principal()).await?;
    let choices = choices.unwrap_or_default();
    let mut all = supporters(&choices);
    for choice in &choices {
        all.extend(conferences(site, visitor, choice.case).await?);
    }
    all.push(Offered::link());
    Ok(all)
}

pub(super) fn fields(
    whom: &[Offered],
    could_show: &Categories,
    sent: &Sent,
    fault: Option<&str>,
) -> Vec<Field> {
    let people = whom.iter().map(|one| Choice {
        value: code(one.to),
        word: one.words.clone(),
        is_chosen: sent.text("to") == code(one.to),
    });
    let parts = could_show
        .iter()
        .filter(|one| **one != InformationCategory::Basic);
    let parts = parts.map(|one| Choice {
        value: one.code().to_owned(),
        word: format!("{}（{}）", one.plain(), one.word()),
        is_chosen: sent.all("category").any(|code| code == one.code()),
    });
    let days = ["1", "3", "7", "14", "30"].map(|days| Choice {
        value: days.to_owned(),
        word: format!("{days}日"),
        is_chosen: match sent.text("days") {
            "" => days == "7",
            chosen => chosen == days,
        },
    });
    let mut fields = vec![
        Field::one("to", "だれに 見せますか", people.collect())
            .hinted("会議を えらぶと、 よういする 機関の 人が 見ます。")
            .wrong(fault)
            .asked_aloud(),
    ];
    let parts: Vec<Choice> = parts.collect();
    if !parts.is_empty() {
        fields.push(
            Field::any("category", "ほかに 見せても いいこと", parts)
                .hinted("名前と、 なにを 話すかは いつも 見えます。")
                .asked_aloud(),
        );
    }
    fields.push(Field::listed("days", "いつまで 見せますか", days.to_vec()).asked_aloud());
    fields
}

/// What was chosen.
pub(super) fn read(sent: &Sent) -> Option<ShareForm> {
    let categories = sent
        .all("category")
        .filter_map(InformationCategory::from_code);
    let mut categories: Categories = categories.collect();
    categories.insert(InformationCategory::Basic);
    Some(ShareForm {
        to: read_to(sent.text("to"))?,
        categories,
        days: Some(sent.text("days").parse().unwrap_or(7)),
    })
}

/// Who is named of a share in a list for staff.
pub(super) const fn shown_by(with: SharedWith) -> &'static str {
    match with {
        SharedWith::Supporter(_) => "あなたに見せています",
        SharedWith::Conference(_) => "会議のために見せています",
        SharedWith::Link => "リンクで見せています",
    }
}
