//! 「いま電話できる相手」: whom of all the cases one keeps can be phoned now, and then.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::cases::phones::{CasePhone, CasePhones, PhoneMatter, WrittenPhone};
use renkei_domain::directory::contact::reach::phoning::Phoning;

use super::DAMAGED;
use super::due::DueLink;
use super::facts::lines_of;
use super::lines::phone;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused_on;
use crate::next::Next;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CallPath, CasePath, CasePhonesPath, CasesPath, ResourcePath};
use crate::session::Visitor;
use crate::words::moment::AsOf;
use crate::words::reach::ReachLine;

/// The page.
#[derive(Debug, Template)]
#[template(path = "case_phones.html")]
pub struct CasePhonesPage {
    pub(super) shell: Shell,
    pub(super) list: CasesPath,
    pub(super) decided_at: AsOf,
    pub(super) due: DueLink,
    pub(super) sections: Vec<Section>,
    /// Whoever stands in no directory.
    pub(super) written: Vec<WrittenLine>,
}

/// Agencies that can be phoned at about the same time.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) lines: Vec<PhoneLine>,
}

/// An agency in words.
#[derive(Debug, Clone)]
pub(super) struct PhoneLine {
    pub(super) name: String,
    pub(super) page: ResourcePath,
    pub(super) plan: CallPath,
    pub(super) when: Option<String>,
    pub(super) phone: Option<ReachLine>,
    pub(super) matters: Vec<MatterLine>,
}

/// Somebody who was written down by hand, in words.
#[derive(Debug, Clone)]
pub(super) struct WrittenLine {
    pub(super) name: String,
    /// What was written on how to reach them.
    pub(super) reach: Vec<String>,
    pub(super) matter: MatterLine,
}

impl WrittenLine {
    fn of(one: &WrittenPhone) -> Self {
        Self {
            name: match one.role {
                Some(role) => format!("{}（{role}）", one.name),
                None => one.name.to_string(),
            },
            reach: one.reach.as_ref().map(lines_of).unwrap_or_default(),
            matter: MatterLine::of(&one.matter),
        }
    }
}

/// A case about which an agency may be phoned, in words.
#[derive(Debug, Clone)]
pub(super) struct MatterLine {
    pub(super) case: CasePath,
    pub(super) words: String,
    pub(super) contact: Option<String>,
    pub(super) does: Vec<String>,
}

impl MatterLine {
    fn of(matter: &PhoneMatter) -> Self {
        let number = matter.number;
        Self {
            case: CasePath::of(matter.case),
            words: match &matter.name {
                Some(name) => format!("№{number} {name} さん"),
                None if matter.is_damaged => format!("№{number} {DAMAGED}"),
                None => format!("№{number} 匿名の相談"),
            },
            contact: matter.contact.as_ref().map(ToString::to_string),
            does: matter.does.as_ref().map(lines_of).unwrap_or_default(),
        }
    }
}

const fn heading(phoning: &Phoning) -> &'static str {
    match phoning {
        Phoning::Now(_) => "いま電話できる",
        Phoning::Later(_) => "このあと電話できる",
        Phoning::NotThatDay(_) => "きょうは電話できない",
    }
}

fn sections(found: &CasePhones) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for one in &found.agencies {
        let heading = heading(&one.agency.phone.phoning);
        let line = line(one, found);
        match sections.last_mut().filter(|last| last.heading == heading) {
            Some(section) => section.lines.push(line),
            None => sections.push(Section {
                heading,
                lines: vec![line],
            }),
        }
    }
    sections
}

fn line(one: &CasePhone, found: &CasePhones) -> PhoneLine {
    let (when, phone) = phone(&one.agency, found.now);
    PhoneLine {
        name: one.agency.name.to_string(),
        page: ResourcePath::of(one.id),
        plan: CallPath::of(one.id),
        when,
        phone,
        matters: one.matters.iter().map(MatterLine::of).collect(),
    }
}

pub(crate) async fn show(
    _: CasePhonesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let found = match site.app.case_phones(visitor.principal()).await? {
        Ok(found) => found,
        Err(decision) => {
            let page = Next::read(&CasePhonesPath.to_string());
            return Ok(refused_on(decision, page.as_ref()));
        }
    };
    Ok(shown(&CasePhonesPage {
        shell: Shell::of(&site, &visitor, Here::Cases).await?,
        list: CasesPath,
        decided_at: AsOf(found.now),
        due: DueLink::for_visitor(&site, &visitor).await?,
        sections: sections(&found),
        written: found.written.iter().map(WrittenLine::of).collect(),
    }))
}
