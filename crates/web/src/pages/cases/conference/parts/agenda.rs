//! What is talked about: one item, and how long the person's own takes.

use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{Agenda, AgendaItem, Aim, Conference, Presenter};
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::ids::AgendaItemId;

use super::super::super::choices;
use super::super::super::faults::Faults;
use super::minutes;
use crate::error::PageFault;
use crate::form::{Choice, Field, Packed, Sent};

const PERSON: &str = "person";
const HOST: &str = "host";

pub(in super::super) fn code_of(presenter: Presenter) -> String {
    match presenter {
        Presenter::Person => PERSON.to_owned(),
        Presenter::Host => HOST.to_owned(),
        Presenter::Participant(id) => id.to_string(),
    }
}

/// An item by an id that came; none for a new one.
pub(in super::super) fn known<'c>(
    conference: &'c Conference,
    id: &str,
) -> Result<Option<&'c AgendaItem>, PageFault> {
    if id.is_empty() {
        return Ok(None);
    }
    let id: AgendaItemId = id.parse().map_err(|_| PageFault::NotFound)?;
    let mut items = conference.agenda.items.iter();
    let item = items.find(|item| item.id == id);
    item.map(Some).ok_or(PageFault::NotFound)
}

/// What stands there now.
pub(in super::super) fn pack(packed: &mut Packed, item: Option<&AgendaItem>) {
    let Some(item) = item else {
        packed.put("presenter", HOST);
        return;
    };
    packed.put("title", &item.title);
    packed.put("minutes", item.minutes);
    packed.put("presenter", code_of(item.presenter));
    packed.put("aim", item.aim.code());
    for category in &item.categories {
        packed.put("category", category.code());
    }
}

pub(in super::super) fn presenters(
    view: &ConferencesView,
    conference: &Conference,
    chosen: &str,
) -> Vec<Choice> {
    let choice = |presenter: Presenter| {
        let word = view.presenter(conference, presenter);
        Choice::of(code_of(presenter), word, chosen)
    };
    let called = conference.participants.iter();
    let called = called.map(|one| Presenter::Participant(one.id));
    let all = [Presenter::Host, Presenter::Person]
        .into_iter()
        .chain(called);
    all.map(choice).collect()
}

/// The fields of an item.
pub(in super::super) fn fields(
    view: &ConferencesView,
    conference: &Conference,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let aim = choices(
        Aim::ALL,
        Aim::code,
        |aim| aim.word().to_owned(),
        sent.text("aim"),
    );
    let categories = InformationCategory::ALL.iter().map(|category| Choice {
        value: category.code().to_owned(),
        word: category.word().to_owned(),
        is_chosen: sent.all("category").any(|one| one == category.code()),
    });
    let presenters = presenters(view, conference, sent.text("presenter"));
    vec![
        Field::sentence("title", "議題", sent.raw("title")).wrong(faults.of("title")),
        Field::count("minutes", "何分", sent.raw("minutes")).wrong(faults.of("minutes")),
        Field::listed("presenter", "話す人", presenters).wrong(faults.of("presenter")),
        Field::one("aim", "めあて", aim).wrong(faults.of("aim")),
        Field::any("category", "本人のことで話すこと", categories.collect())
            .hinted("呼ぶ人ごとに、同意があるかを確かめます。本人のことを話さない議題では、空けておきます。")
            .wrong(faults.of("category")),
    ]
}

/// The agenda with what was sent in the place of an item, or after the others.
pub(in super::super) fn read(
    conference: &Conference,
    (sent, faults): (&Sent, &mut Faults),
    id: AgendaItemId,
) -> Option<Agenda> {
    let title = faults.line(sent, "title", "議題を入れてください。");
    let minutes = minutes(sent, faults, "minutes");
    let aim = faults.word(sent, "aim", Aim::from_code);
    let presenter = match sent.text("presenter") {
        HOST => Some(Presenter::Host),
        PERSON => Some(Presenter::Person),
        code => {
            let id = code.parse().ok();
            let known = id.and_then(|id| conference.participant(id));
            let unknown = || "話す人を、一覧から選んでください。".to_owned();
            let known = faults.take("presenter", known.ok_or_else(unknown));
            known.map(|one| Presenter::Participant(one.id))
        }
    };
    let categories: Categories = sent
        .all("category")
        .filter_map(InformationCategory::from_code)
        .collect();
    let item = AgendaItem {
        id,
        title: title?,
        minutes: minutes?,
        presenter: presenter?,
        aim: aim?,
        categories,
    };
    let mut agenda = conference.agenda.clone();
    match agenda.items.iter_mut().find(|known| known.id == id) {
        Some(known) => *known = item,
        None => agenda.items.push(item),
    }
    faults.all_well(Some(agenda))
}

/// The field of how long the person's own item takes.
pub(in super::super) fn own_field(sent: &Sent, faults: &Faults) -> Field {
    Field::count("minutes", "本人の話の長さ（分）", sent.raw("minutes"))
        .hinted("本人の話は、いつも いちばん はじめです。")
        .wrong(faults.of("minutes"))
}

/// The agenda with the time for the person's own item that was sent.
pub(in super::super) fn read_own(
    conference: &Conference,
    sent: &Sent,
    faults: &mut Faults,
) -> Option<Agenda> {
    let own_minutes = minutes(sent, faults, "minutes")?;
    Some(Agenda {
        own_minutes,
        ..conference.agenda.clone()
    })
}
