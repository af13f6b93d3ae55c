//! Who is called to a series: offices of the directory, or others by name, each with a duty or a title.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::series::SeenSeries;
use renkei_app::conference::series::plan::NewMember;
use renkei_app::conference::series::read::SeriesView;
use renkei_domain::conference::series::MeetingOffice;
use renkei_domain::ids::{ParticipantId, ResourceId};

use super::plan::to_change;
use super::{refusal_words, series_of, trail_to_series};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, drafted_or, ended};
use crate::pages::cases::faults::Faults;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{MemberWayPath, SeriesMembersPath};
use crate::session::Visitor;

const BUTTON: &str = "この相手を入れる";

/// The page.
#[derive(Debug, Template)]
#[template(path = "meeting_members.html")]
pub struct MeetingMembersPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    theme: String,
    /// Who is called, and where their way is changed.
    members: Vec<(ParticipantId, String, MemberWayPath)>,
    /// For whoever may write.
    form: Option<Form>,
    here: SeriesMembersPath,
    version: i64,
    once: String,
    /// Why the last step was not taken.
    fault: Option<String>,
}

fn fields(sent: &Sent, faults: &Faults) -> [Field; 3] {
    [
        Field::sentence("resource", "名簿の機関", sent.raw("resource"))
            .hinted("機関のページのアドレスを、そのまま貼りつけられます。")
            .wrong(faults.of("resource")),
        Field::sentence("name", "名簿にない機関の名前", sent.raw("name"))
            .hinted("名簿にあるときは、空けておきます。")
            .wrong(faults.of("name")),
        Field::sentence("seat", "役割・職名（わかれば）", sent.raw("seat"))
            .hinted("例: 所長、就労支援担当。")
            .wrong(faults.of("seat")),
    ]
}

/// The id at the end of an address that was pasted.
fn pasted(text: &str) -> Option<ResourceId> {
    let end = text.trim_end_matches('/').rsplit('/').next()?;
    end.split(['?', '#']).next()?.parse().ok()
}

/// Who is to be called, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<NewMember> {
    let name = faults.line_opt(sent, "name");
    let seat = faults.line_opt(sent, "seat");
    let office = match (sent.text("resource"), name) {
        ("", Some(name)) => Some(MeetingOffice::Written(name)),
        ("", None) => {
            faults.say(
                "resource",
                "名簿の機関のアドレスか、機関の名前を入れてください。",
            );
            None
        }
        (text, None) => {
            let found = pasted(text);
            let wrong = || "機関のページのアドレスを、そのまま貼りつけてください。".to_owned();
            let found = faults.take("resource", found.ok_or_else(wrong));
            found.map(MeetingOffice::Listed)
        }
        (_, Some(_)) => {
            faults.say("name", "名簿の機関か、名前の、どちらか1つにしてください。");
            None
        }
    };
    faults.all_well(office.map(|office| NewMember { office, seat }))
}

impl MeetingMembersPage {
    pub(super) fn of(
        shell: Shell,
        view: &SeriesView,
        form: Form,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let series = view.series();
        let once = form.once.clone();
        let form = form
            .with(fields(sent, faults))
            .carrying("version", series.version)
            .carrying("step", "call");
        let members = series.called();
        Self {
            shell,
            trail: trail_to_series(view),
            theme: series.outline.theme.to_string(),
            members: members
                .map(|one| {
                    (
                        one.id,
                        view.name_of(one),
                        MemberWayPath::of(series.id, one.id),
                    )
                })
                .collect(),
            form: view.all.may_keep.then_some(form),
            here: SeriesMembersPath::of(series.id),
            version: series.version,
            once,
            fault,
        }
    }

    pub(super) fn sample(shell: Shell, view: &SeriesView, fault: Option<String>) -> Self {
        let form = Form::sample(SeriesMembersPath::of(view.series().id), BUTTON);
        let sent = Sent::read(String::new());
        Self::of(shell, view, form, (&sent, &Faults::default(), fault))
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    view: &SeriesView,
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Meetings).await?;
    let form = Form::new(site, SeriesMembersPath::of(view.series().id), BUTTON);
    Ok(shown(&MeetingMembersPage::of(shell, view, form, said)))
}

pub(crate) async fn show(
    path: SeriesMembersPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match series_of(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let fresh = || Sent::read(String::new());
    let sent = drafted_or(&site, &visitor, fresh).await?;
    page(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
}

pub(crate) async fn save(
    path: SeriesMembersPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_change(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let seen = SeenSeries {
        id: view.series().id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let by = writer(&visitor, &sent);
    let mut faults = Faults::default();
    let kept = match sent.text("step") {
        "leave" => {
            let member = sent.text("member").parse();
            let member = member.map_err(|_| PageFault::NotFound)?;
            Some(site.app.let_go_of_member(&by, seen, member).await?)
        }
        _ => match read(&sent, &mut faults) {
            Some(new) => Some(site.app.call_to_meetings(&by, seen, new).await?),
            None => None,
        },
    };
    let mut fault = None;
    if let Some(kept) = kept {
        let here = |_| path.to_string();
        match ended((&site, &visitor), kept, here, refusal_words).await? {
            Ok(answer) => return Ok(answer),
            Err(words) => fault = Some(words),
        }
    }
    let page = page(&site, &visitor, &view, (&sent, &faults, fault)).await?;
    Ok(asked_again(page))
}
