//! By which way somebody who is called to a series hears of its meetings, and why: another one is chosen with a reason, and
//! a FAX number confirmed. The fields are those of a conference.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::series::SeenSeries;
use renkei_app::conference::series::read::SeriesView;
use renkei_domain::conference::invitation::CallWay;
use renkei_domain::conference::series::MeetingMember;
use renkei_domain::ids::ParticipantId;

use super::plan::to_change;
use super::{refusal_words, trail_to_series};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::{asked_again, drafted, ended};
use crate::pages::cases::conference::call::way::{
    BUTTON, CONFIRM, check_fields, fields, packed, read, why,
};
use crate::pages::cases::faults::Faults;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{MemberWayPath, SeriesMembersPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "meeting_way.html")]
pub struct MemberWayPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    whom: String,
    channel: &'static str,
    target: Option<String>,
    why: String,
    /// What the agency never wants done.
    never: Vec<String>,
    form: Form,
    /// Confirming the FAX number; absent where there is none to confirm.
    confirm: Option<Form>,
    /// Whether something was chosen, which can be taken back.
    is_chosen: bool,
    here: MemberWayPath,
    once: String,
    version: i64,
    fault: Option<String>,
}

impl MemberWayPage {
    fn of(
        shell: Shell,
        view: &SeriesView,
        (member, way): (&MeetingMember, &CallWay),
        (form, confirm): (Form, Form),
        fault: Option<String>,
    ) -> Self {
        let series = view.series();
        let mut trail = trail_to_series(view);
        let members = SeriesMembersPath::of(series.id).to_string();
        trail.push((members, "呼ぶ相手".to_owned()));
        let kept = member.way.as_ref();
        let form = form.carrying("version", series.version);
        let confirm = confirm
            .carrying("version", series.version)
            .carrying("step", "confirm");
        Self {
            shell,
            trail,
            whom: view.name_of(member),
            channel: way.channel.word(),
            target: way.target.as_ref().map(ToString::to_string),
            why: why(way),
            never: way.never.iter().map(ToString::to_string).collect(),
            once: format!("{}-k", form.once),
            form,
            confirm: way.is_unconfirmed.then_some(confirm),
            is_chosen: kept.is_some_and(|kept| kept.choice.is_some()),
            here: MemberWayPath::of(series.id, member.id),
            version: series.version,
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &SeriesView,
        way: &CallWay,
        fault: Option<String>,
    ) -> Option<Self> {
        let member = view.series().members.first()?;
        let (sent, faults) = (packed(way, member.way.as_ref()), Faults::default());
        let action = MemberWayPath::of(view.series().id, member.id);
        let form = Form::sample(&action, BUTTON).with(fields(None, &sent, &faults));
        let confirm = Form::sample(&action, CONFIRM).with(check_fields(way, (&sent, &faults)));
        let of = (member, way);
        Some(Self::of(shell, view, of, (form, confirm), fault))
    }
}

/// A member of a series whose way may be changed.
fn member_of<'v>(view: &'v SeriesView, id: &str) -> Result<&'v MeetingMember, PageFault> {
    let id: ParticipantId = id.parse().map_err(|_| PageFault::NotFound)?;
    let mut called = view.series().called();
    called.find(|one| one.id == id).ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, member): (&SeriesView, &MeetingMember),
    (sent, faults, fault): (Option<&Sent>, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let mut ways = site
        .app
        .member_ways(visitor.principal(), view.series())
        .await?;
    let way = ways.remove(&member.id).ok_or(PageFault::NotFound)?;
    let known = packed(&way, member.way.as_ref());
    let sent = sent.unwrap_or(&known);
    let action = MemberWayPath::of(view.series().id, member.id);
    let form = Form::new(site, &action, BUTTON).with(fields(None, sent, faults));
    let confirm = Form::new(site, &action, CONFIRM).with(check_fields(&way, (sent, faults)));
    let shell = Shell::of(site, visitor, Here::Meetings).await?;
    let of = (member, &way);
    let page = MemberWayPage::of(shell, view, of, (form, confirm), fault);
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: MemberWayPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match to_change(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let member = member_of(&view, &path.called)?;
    let kept = drafted(&site, &visitor).await?;
    let said = (kept.as_ref(), &Faults::default(), None);
    asked(&site, &visitor, (&view, member), said).await
}

pub(crate) async fn save(
    path: MemberWayPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_change(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let member = member_of(&view, &path.called)?;
    let seen = SeenSeries {
        id: view.series().id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(step) = read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        let changed = site.app.change_member_way(&by, seen, member.id, step);
        let members = |_| SeriesMembersPath::of(seen.id).to_string();
        match ended((&site, &visitor), changed.await?, members, refusal_words).await? {
            Ok(answer) => return Ok(answer),
            Err(words) => fault = Some(words),
        }
    }
    let said = (Some(&sent), &faults, fault);
    let page = asked(&site, &visitor, (&view, member), said).await?;
    Ok(asked_again(page))
}
