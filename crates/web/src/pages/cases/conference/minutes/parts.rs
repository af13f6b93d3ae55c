//! The fields of whether somebody came and of something that was decided: how they are first filled, shown and read back.

use renkei_app::conference::decide::NewDecision;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::invitation::OwnSide;
use renkei_domain::conference::{Came, Conference, DecisionKind, Presenter, Turnout};
use renkei_domain::ids::AgendaItemId;

use super::lines::title;
use super::{OWN, all_items, code_of, item_of};
use crate::form::{Choice, Field, Packed, Sent};
use crate::pages::cases::conference::parts::agenda;
use crate::pages::cases::faults::Faults;
use crate::pages::cases::{choices, none};

/// What stands there now of whether somebody came.
pub(super) fn pack_came(packed: &mut Packed, turnout: Option<&Turnout>) {
    packed.put_some("came", turnout.map(|turnout| turnout.came().code()));
    match turnout {
        Some(Turnout::Late { from }) => packed.put("from", from),
        Some(Turnout::Left { after }) => packed.put("after", code_of(*after)),
        Some(Turnout::Substitute { name }) => packed.put("substitute", name),
        Some(Turnout::Away { why }) => packed.put("why", why),
        Some(Turnout::Present | Turnout::Absent) | None => {}
    }
}

fn items(conference: &Conference, with_own: bool, chosen: &str) -> Vec<Choice> {
    let all = all_items(conference).into_iter();
    let all = all.filter(|item| with_own || item.is_some());
    let choices = all.map(|item| Choice::of(code_of(item), title(conference, item), chosen));
    choices.collect()
}

/// The fields of whether somebody came. Nobody comes in the place of the person or their family; why the person stayed
/// away is written down.
pub(super) fn came_fields(
    conference: &Conference,
    who: Option<OwnSide>,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let mut came = choices(
        Came::ALL,
        Came::code,
        |one| one.word().to_owned(),
        sent.text("came"),
    );
    came.retain(|choice| who.is_none() || choice.value != Came::Substitute.code());
    let from = items(conference, false, sent.text("from"));
    let after = items(conference, true, sent.text("after"));
    let mut fields = vec![
        Field::one("came", "出欠", came).wrong(faults.of("came")),
        Field::listed("from", "おくれて来たとき: どの議題から", none("—", from))
            .wrong(faults.of("from")),
        Field::listed("after", "途中で帰ったとき: どの議題まで", none("—", after))
            .wrong(faults.of("after")),
    ];
    let why = Field::prose("why", "欠席のとき: 来なかったわけ", sent.raw("why"));
    let why = why.wrong(faults.of("why"));
    let substitute = Field::sentence("substitute", "代わりに出た人の名前", sent.raw("substitute"));
    fields.push(match who {
        Some(OwnSide::Person) => why.hinted(
            "本人が来なかったときは、わけを書きます。会議を終える前に、決まったことを本人に伝え、その日を書いてください。",
        ),
        Some(OwnSide::Family) => why,
        None => substitute.wrong(faults.of("substitute")),
    });
    fields
}

/// The fields of something that was decided.
pub(super) fn decision_fields(
    view: &ConferencesView,
    conference: &Conference,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let kind = choices(
        DecisionKind::ALL,
        DecisionKind::code,
        |kind| kind.word().to_owned(),
        sent.text("kind"),
    );
    let who = agenda::presenters(view, conference, sent.text("who"));
    let about = items(conference, true, sent.text("about"));
    vec![
        Field::listed("who", "だれが", who).wrong(faults.of("who")),
        Field::day("until", "いつまでに", sent.raw("until")).wrong(faults.of("until")),
        Field::sentence("what", "なにを", sent.raw("what")).wrong(faults.of("what")),
        Field::prose("how", "どのように（書くとき）", sent.raw("how")).wrong(faults.of("how")),
        Field::one("kind", "種類", kind).wrong(faults.of("kind")),
        Field::listed("about", "どの議題で", about).wrong(faults.of("about")),
    ]
}

/// Who of a conference was chosen to do something.
fn doer(conference: &Conference, code: &str) -> Option<Presenter> {
    let called = conference.participants.iter();
    let called = called.map(|one| Presenter::Participant(one.id));
    let mut all = [Presenter::Host, Presenter::Person]
        .into_iter()
        .chain(called);
    all.find(|one| agenda::code_of(*one) == code)
}

/// Whether somebody came, where nothing is wrong with it.
pub(super) fn read_came(
    conference: &Conference,
    sent: &Sent,
    faults: &mut Faults,
) -> Option<Turnout> {
    let known = |code: &str| -> Option<AgendaItemId> {
        let id = code.parse().ok()?;
        conference.agenda.item(id).map(|item| item.id)
    };
    let came = faults.word(sent, "came", Came::from_code)?;
    match came {
        Came::Present => Some(Turnout::Present),
        Came::Absent => {
            let why = faults.prose_opt(sent, "why");
            let turnout = why.map_or(Turnout::Absent, |why| Turnout::Away { why });
            faults.all_well(Some(turnout))
        }
        Came::Late => {
            let from = known(sent.text("from"));
            let missing = || "どの議題から出たかを選んでください。".to_owned();
            let from = faults.take("from", from.ok_or_else(missing))?;
            Some(Turnout::Late { from })
        }
        Came::Left => {
            let code = sent.text("after");
            let after = (code == OWN)
                .then_some(None)
                .or_else(|| known(code).map(Some));
            let missing = || "どの議題まで出たかを選んでください。".to_owned();
            let after = faults.take("after", after.ok_or_else(missing))?;
            Some(Turnout::Left { after })
        }
        Came::Substitute => {
            let missing = "代わりに出た人の名前を入れてください。";
            let name = faults.line(sent, "substitute", missing)?;
            Some(Turnout::Substitute { name })
        }
    }
}

/// What was decided, where nothing is wrong with it.
pub(super) fn read_decision(
    conference: &Conference,
    sent: &Sent,
    faults: &mut Faults,
) -> Option<NewDecision> {
    let missing = || "だれがするかを選んでください。".to_owned();
    let by = doer(conference, sent.text("who")).ok_or_else(missing);
    let by = faults.take("who", by);
    let due_on = faults.day(sent, "until");
    let what = faults.line(sent, "what", "なにをするかを入れてください。");
    let how = faults.prose_opt(sent, "how");
    let kind = faults.word(sent, "kind", DecisionKind::from_code);
    let unknown = |_| "どの議題で決まったかを選んでください。".to_owned();
    let item = item_of(conference, sent.text("about")).map_err(unknown);
    let item = faults.take("about", item);
    let decision = NewDecision {
        item: item?,
        kind: kind?,
        by: by?,
        what: what?,
        how,
        due_on: due_on?,
    };
    faults.all_well(Some(decision))
}
