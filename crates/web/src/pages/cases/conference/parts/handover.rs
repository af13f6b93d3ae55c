//! What a handover settles.

use renkei_domain::conference::{Handover, HandoverView};
use renkei_domain::text::Prose;

use super::super::super::faults::Faults;
use crate::form::{Choice, Field, Packed, Sent};

/// What stands there now.
pub(in super::super) fn pack(packed: &mut Packed, handover: Option<&Handover>) {
    let Some(handover) = handover else {
        return;
    };
    packed.put("ends_on", handover.ends_on);
    packed.put_some("unsolved", handover.unsolved.as_ref());
    packed.put_some("natural_support", handover.natural_support.as_ref());
    packed.put_some("difference", handover.difference.as_ref());
    packed.put_some("explained_on", handover.explained_on);
    packed.put_some("from_when", handover.from_when.as_ref());
    for (view, said) in &handover.views {
        packed.put("views", view.code());
        packed.put_some(field(*view), said.as_ref());
    }
}

/// The field of what somebody said who was asked.
const fn field(view: HandoverView) -> &'static str {
    match view {
        HandoverView::Person => "view_person",
        HandoverView::Employer => "view_employer",
        HandoverView::Family => "view_family",
        HandoverView::Agencies => "view_agencies",
    }
}

/// The fields with what was sent. Nobody is led to ask an employer that is closed.
pub(in super::super) fn fields(
    to_ask: &[HandoverView],
    sent: &Sent,
    faults: &Faults,
) -> Vec<Field> {
    let asks_employer = to_ask.contains(&HandoverView::Employer);
    let hint = match asks_employer {
        true => "下に何と言ったかを書いた人は、えらばなくても 聞いたことになります。",
        false => {
            "下に何と言ったかを書いた人は、えらばなくても 聞いたことになります。オープンにした勤め先がないので、勤め先の考えは聞きません。聞くと、勤め先に知られます。"
        }
    };
    let views = to_ask.iter().map(|view| Choice {
        value: view.code().to_owned(),
        word: view.word().to_owned(),
        is_chosen: sent.all("views").any(|one| one == view.code()),
    });
    let mut fields = vec![
        Field::day("ends_on", "いまの支援の終わる日", sent.raw("ends_on"))
            .hinted("情報は、終わりの3か月前までに、本人の同意のもとで伝えます。6か月前から知らせます。")
            .wrong(faults.of("ends_on")),
        Field::prose(
            "unsolved",
            "残っている課題と、ためしたこと",
            sent.raw("unsolved"),
        )
        .wrong(faults.of("unsolved")),
        Field::prose(
            "natural_support",
            "職場のナチュラルサポート",
            sent.raw("natural_support"),
        )
        .wrong(faults.of("natural_support")),
        Field::prose(
            "difference",
            "つぎの機関の支援が いまとどう違うか",
            sent.raw("difference"),
        )
        .wrong(faults.of("difference")),
        Field::day(
            "explained_on",
            "違いを本人に説明した日",
            sent.raw("explained_on"),
        )
        .wrong(faults.of("explained_on")),
        Field::prose("from_when", "だれが・いつから支援するか", sent.raw("from_when"))
            .wrong(faults.of("from_when")),
        Field::any("views", "前もって考えを聞いた人", views.collect())
            .hinted(hint)
            .wrong(faults.of("views")),
    ];
    fields.extend(to_ask.iter().map(|view| {
        let name = field(*view);
        Field::prose(name, view.said(), sent.raw(name)).wrong(faults.of(name))
    }));
    fields
}

/// What was sent, where nothing is wrong with it. What somebody said before, whom the form does not name now, stays.
pub(in super::super) fn read(
    (to_ask, before): (&[HandoverView], Option<&Handover>),
    (sent, faults): (&Sent, &mut Faults),
) -> Option<Handover> {
    let ends_on = faults.day(sent, "ends_on");
    let unsolved = faults.prose_opt(sent, "unsolved");
    let natural_support = faults.prose_opt(sent, "natural_support");
    let difference = faults.prose_opt(sent, "difference");
    let explained_on = faults.day_opt(sent, "explained_on");
    let from_when = faults.prose_opt(sent, "from_when");
    let heard = to_ask.iter();
    let heard = heard.map(|view| (*view, faults.prose_opt(sent, field(*view))));
    let heard: Vec<(HandoverView, Option<Prose>)> = heard.collect();
    let is_asked = |view: HandoverView| sent.all("views").any(|one| one == view.code());
    let views = heard.into_iter();
    let views = views.filter(|(view, said)| said.is_some() || is_asked(*view));
    let unnamed = before.into_iter().flat_map(|before| &before.views);
    let unnamed = unnamed.filter(|(view, _)| !to_ask.contains(view));
    let unnamed = unnamed.map(|(view, said)| (*view, said.clone()));
    let handover = Handover {
        ends_on: ends_on?,
        unsolved,
        natural_support,
        difference,
        explained_on,
        from_when,
        views: views.chain(unnamed).collect(),
    };
    faults.all_well(Some(handover))
}
