//! That a sheet was handed to somebody, with one press: printing one tells nobody. Of the emergency sheet it is those of
//! the team who may have it, of the material of a conference those for whom there is a copy.

use renkei_app::cases::paper::CasePaper;
use renkei_app::conference::SeenConference;
use renkei_app::conference::material::{MaterialToHand, NumberedCopy};
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::consent::read::ConsentsView;
use renkei_domain::consent::Categories;
use renkei_domain::ids::{CaseId, ConferenceId};
use serde::Deserialize;

use super::lines::party_words;
use super::preview::code_of;
use super::ready::{BY_HAND, Ready, handed_to};
use crate::Site;
use crate::error::PageFault;
use crate::form::Packed;
use crate::paths::{ConferenceStepPath, ToldPath};
use crate::session::Visitor;

/// Which sheet was handed over, as the address of the page says.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct HandedSheet {
    #[serde(default)]
    paper: String,
    /// Of which conference, where it is the material of one.
    #[serde(default)]
    conference: String,
}

/// Where it is written down that the material of a conference was handed over.
pub(in crate::pages::cases) fn material_handed(case: CaseId, conference: ConferenceId) -> String {
    let (told, paper) = (ToldPath::of(case), ConferencePaper::Material.code());
    format!("{told}?paper={paper}&conference={conference}")
}

impl HandedSheet {
    /// The emergency sheet, of a sample.
    pub(super) fn emergency() -> Self {
        Self {
            paper: CasePaper::Emergency.code().to_owned(),
            conference: String::new(),
        }
    }

    /// What whoever has it was told, where everybody has the same.
    fn tells(&self) -> Option<Categories> {
        CasePaper::from_code(&self.paper)?.tells()
    }

    /// Of which conference it is the material.
    fn material(&self) -> Result<Option<ConferenceId>, PageFault> {
        if self.paper != ConferencePaper::Material.code() {
            return Ok(None);
        }
        let conference: Result<ConferenceId, _> = self.conference.parse();
        conference.map(Some).map_err(|_| PageFault::NotFound)
    }

    /// What is chosen in the form below, where nobody of the team may have the sheet.
    pub(super) fn packed(&self) -> Packed {
        let mut packed = Packed::default();
        if let Some(told) = self.tells() {
            for one in &told {
                packed.put("category", one.code());
            }
            packed.put("how", BY_HAND.code());
        }
        packed
    }
}

/// A sheet with a button for each to whom it may be handed.
#[derive(Debug, Clone)]
pub(super) struct ReadySheet {
    pub(super) what: &'static str,
    pub(super) things: Vec<Ready>,
    /// The numbered copies that are collected again.
    pub(super) copies: Vec<CopyLine>,
}

/// A numbered copy, where its number and the day are written on which it came back.
#[derive(Debug, Clone)]
pub(super) struct CopyLine {
    pub(super) action: ConferenceStepPath,
    pub(super) version: i64,
    pub(super) item: String,
    pub(super) name: String,
    pub(super) number: u16,
    /// The day as a field has it; empty as long as it lies with them.
    pub(super) collected_on: String,
    pub(super) once: String,
}

impl CopyLine {
    fn of(of: SeenConference, one: &NumberedCopy, once: String) -> Self {
        let collected_on = one.copy.collected_on.map(|day| day.to_string());
        Self {
            action: ConferenceStepPath::of(of.case, of.id),
            version: of.version,
            item: one.to.to_string(),
            name: one.name.clone(),
            number: one.copy.number,
            collected_on: collected_on.unwrap_or_default(),
            once,
        }
    }
}

impl ReadySheet {
    /// Of the sheet that was printed and is the same for everybody, where one was.
    pub(super) fn of(
        view: &ConsentsView,
        handed: &HandedSheet,
        once: impl Fn() -> String,
    ) -> Option<Self> {
        let told = handed.tells()?;
        let here = view
            .here()
            .filter(|known| handed_to(view, known, &told).is_some());
        let things = here.map(|known| Ready {
            button: party_words(known),
            ..Ready::of(known, &told, BY_HAND, once())
        });
        Some(Self {
            what: "緊急時シート",
            things: things.collect(),
            copies: Vec::new(),
        })
    }

    /// Of the copies of the material of a conference.
    pub(super) fn of_material(material: &MaterialToHand, once: impl Fn() -> String) -> Self {
        let copies = material.copies.iter();
        let ways = copies.flat_map(|copy| copy.ways.iter().map(move |how| (copy, *how)));
        let things = ways.map(|(copy, how)| {
            let words: Vec<&str> = copy.told.iter().map(|one| one.word()).collect();
            let words = words.join("・");
            let told = copy.told.iter().map(|one| ("category", one.code()));
            let mut fields = vec![("to", code_of(copy.to))];
            fields.extend(told.map(|(name, code)| (name, code.to_owned())));
            fields.push(("how", how.code().to_owned()));
            fields.push(("purpose", material.purpose.code().to_owned()));
            Ready {
                whole: format!("{}に　{words}　{how}", copy.name),
                button: match how {
                    BY_HAND => copy.name.clone(),
                    // Where there are two buttons for somebody, it says which this is.
                    how => format!("{}（{how}）", copy.name),
                },
                fields,
                once: once(),
            }
        });
        let copies = material.numbered.iter();
        let copies = copies.map(|one| CopyLine::of(material.of, one, once()));
        Self {
            what: "会議資料",
            things: things.collect(),
            copies: copies.collect(),
        }
    }

    /// Of the sheet that an address names, where it names one.
    pub(super) async fn asked_for(
        site: &Site,
        visitor: &Visitor,
        view: &ConsentsView,
        handed: &HandedSheet,
    ) -> Result<Option<Self>, PageFault> {
        let once = || site.app.new_request_id();
        let Some(conference) = handed.material()? else {
            return Ok(Self::of(view, handed, once));
        };
        let of = (view.file.case.id, conference);
        let material = site.app.material_to_hand(visitor.principal(), of);
        let material = material.await?.map_err(|_| PageFault::NotFound)?;
        Ok(Some(Self::of_material(&material, once)))
    }
}
