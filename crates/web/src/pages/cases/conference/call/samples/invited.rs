//! The page of one invitation, without a database.

use renkei_app::conference::call::view::CallsView;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::invitation::{AboutLink, CallChannel, NoticeState};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::ids::AboutLinkId;
use renkei_domain::people::PaperCode;

use super::super::super::super::samples::{LONGEST, id_of, shell};
use super::super::super::samples::{longest, usual};
use super::super::to::InvitedPage;
use super::{ONCE, account, at, said, some, target, view};
use crate::pages::Samples;

/// The same with a link to the first who was called.
fn with_link(view: CallsView) -> CallsView {
    let link = view.rows.first().and_then(|row| {
        let invitation = row.invitation.as_ref()?;
        Some(AboutLink {
            id: AboutLinkId::from_uuid(id_of(1)),
            invitation: invitation.id,
            person: invitation.person,
            target: target(CallChannel::Mail)?,
            number: PaperCode::read("ABCD-EFGH")?,
            made_by: account(),
            made_at: at(9),
            mark: PollMark::bare(NoticeState::Sent, at(10), None),
            wrong: 0,
            opened_at: None,
            ended: None,
        })
    });
    let links = link.into_iter().collect();
    CallsView { links, ..view }
}

impl Samples for InvitedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |conferences: ConferencesView, place: usize, fault: Option<&str>| {
            let view = view(conferences);
            let row = view.rows.get(place)?;
            let of = (&view, view.conference()?);
            let said = (ONCE.to_owned(), fault.map(str::to_owned));
            Some(Self::of(shell(), of, row.invitation.as_ref()?, said))
        };
        let linked = with_link(view(usual()));
        let link = || {
            let of = (&linked, linked.conference()?);
            let invitation = linked.rows.first()?.invitation.as_ref()?;
            Some(Self::of(shell(), of, invitation, said()))
        };
        some([
            ("usual", page(usual(), 1, None)),
            ("phone", page(usual(), 2, None)),
            ("link", link()),
            ("number", link().map(|page| page.handing("ABCD-EFGH"))),
            ("longest", page(longest(), 1, Some(LONGEST))),
        ])
    }
}
