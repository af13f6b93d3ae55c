//! Telling of an office that the directory does not have: what it is called, what it is and where it stands.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::edit::proposal::make::{NewProposal, Proposed};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::proposal::MissingPlace;

use super::make::{BUTTON, ProposePage};
use super::{Sending, fields as fields_of_all, send as send_on, told};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, asked_later};
use crate::pages::editing::kit::{Faults, Reading, choices};
use crate::pages::editing::one_place;
use crate::pages::{Here, Shell, shown};
use crate::paths::{EntrancePath, OwnProposalsPath, ProposeMissingPath};
use crate::session::Visitor;

pub(super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let kinds = ResourceKind::ALL
        .iter()
        .map(|kind| (kind.code(), kind.word()));
    let kinds = choices(Some("選んでください"), kinds, sent.text("kind"));
    let asked = [
        Field::sentence("name", "機関の名前", sent.text("name")).wrong(faults.of("name")),
        Field::listed("kind", "種類", kinds).wrong(faults.of("kind")),
        Field::sentence("place", "市区町村", sent.text("place"))
            .hinted("例: 大阪府高槻市")
            .wrong(faults.of("place")),
        Field::sentence("phone", "電話番号（わかれば）", sent.text("phone"))
            .wrong(faults.of("phone")),
    ];
    let asked = asked.into_iter();
    asked.chain(fields_of_all(sent, faults)).collect()
}

async fn read(site: &Site, sent: &Sent) -> Result<Result<NewProposal, Faults>, PageFault> {
    let typed = sent.text("place");
    let mut found = HashMap::new();
    if !typed.is_empty() {
        found.insert(typed.to_owned(), site.app.find_area(typed).await?);
    }
    let mut reading = Reading::of(sent);
    let name = reading.line("name");
    if sent.text("name").is_empty() {
        reading.wrong("name", "機関の名前を入れてください。");
    }
    let kind = reading.word("kind", ResourceKind::from_code);
    if sent.text("kind").is_empty() {
        reading.wrong("kind", "種類を選んでください。");
    }
    let place = match one_place(typed, &found) {
        Ok((code, _)) => Some(code),
        Err(words) => {
            reading.wrong("place", words);
            None
        }
    };
    let phone = reading.line("phone");
    let told = told(&mut reading, sent);
    let known = name.zip(kind).zip(place).zip(told);
    let new = known.map(
        |(((name, kind), municipality), (basis, tell_to))| NewProposal {
            proposed: Proposed::Missing {
                name,
                place: MissingPlace {
                    kind,
                    municipality,
                    phone,
                },
            },
            basis,
            tell_to,
        },
    );
    let missing = || Faults::one("name", "機関の名前と種類を入れてください。");
    Ok(reading.end(new).and_then(|new| new.ok_or_else(missing)))
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (sent, faults): (&Sent, &Faults),
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    let form = Form::new(site, ProposeMissingPath, BUTTON);
    Ok(shown(&ProposePage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        own: OwnProposalsPath,
        entry: None,
        refusal,
        form: Some(form.with(fields(sent, faults))),
    }))
}

pub(crate) async fn show(
    _: ProposeMissingPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let sent = Packed::default().sent();
    asked(&site, &visitor, (&sent, &Faults::default()), None).await
}

pub(crate) async fn send(
    _: ProposeMissingPath,
    State(site): State<Site>,
    visitor: Visitor,
    device: CallingDevice,
    sent: Sent,
) -> Result<Response, PageFault> {
    let new = match read(&site, &sent).await? {
        Ok(new) => new,
        Err(faults) => {
            let page = asked(&site, &visitor, (&sent, &faults), None).await?;
            return Ok(asked_again(page));
        }
    };
    let fine = Faults::default();
    Ok(
        match send_on(&site, &visitor, (&sent, device), new).await? {
            Sending::Taken(answer) => answer,
            Sending::Later { words, seconds } => {
                let page = asked(&site, &visitor, (&sent, &fine), Some(words)).await?;
                asked_later(page, seconds)
            }
            Sending::Refused(words) => {
                let page = asked(&site, &visitor, (&sent, &fine), Some(words)).await?;
                asked_again(page)
            }
        },
    )
}
