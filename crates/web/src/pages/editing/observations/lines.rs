//! What the page of observations shows: each observation in words, with the forms of what may be done next.

use renkei_app::directory::edit::observed::{Observer, ReadObservation};
use renkei_domain::directory::observation::PaperWay;
use renkei_domain::directory::strength::Valence;
use renkei_domain::ids::StrengthId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::state::LetterState;
use renkei_domain::time::japanese_date;

use super::{ObservationLine, Telling};
use crate::form::{Field, Form, Packed, Sent};
use crate::pages::editing::kit::{Faults, choices};
use crate::pages::editing::sheet::topics;
use crate::paths::{ObservationPaperPath, ObservationStepPath};

const SEND: &str = "メールで知らせる";
const TELL: &str = "紙で知らせた日を入れる";
const RELEASE: &str = "ネットワークの人に公開する";
const REPLY: &str = "この機関の返事として書く";
const WITHDRAW: &str = "取り下げる";

pub(super) fn value_of(observer: &Observer) -> String {
    format!("{} {}", observer.network, observer.agency)
}

pub(super) fn writing_fields(sent: &Sent, observers: &[Observer], faults: &Faults) -> Vec<Field> {
    let values: Vec<(String, String)> = observers
        .iter()
        .map(|observer| {
            let word = format!("{}（{} で読む）", observer.name, observer.network_name);
            (value_of(observer), word)
        })
        .collect();
    let values = values
        .iter()
        .map(|(value, word)| (value.as_str(), word.as_str()));
    let valences = Valence::ALL.iter().map(|word| (word.code(), word.word()));
    let topics = topics();
    let topics = topics.iter().map(|(code, word)| (code.as_str(), *word));
    let topic = match sent.text("topic") {
        "" => "general",
        chosen => chosen,
    };
    vec![
        Field::listed("by", "気づいた機関", choices(None, values, sent.text("by")))
            .wrong(faults.of("by")),
        Field::listed(
            "valence",
            "どれですか",
            choices(None, valences, sent.text("valence")),
        )
        .wrong(faults.of("valence")),
        Field::listed("topic", "何について", choices(None, topics, topic))
            .wrong(faults.of("topic")),
        Field::sentence("text", "いつ・どう頼むとうまくいくか", sent.text("text"))
            .hinted("例: 午前の電話がつながりやすい。はじめての紹介は書類を先に送ると早い。")
            .wrong(faults.of("text")),
        Field::sentence("basis", "何をもとにしていますか", sent.text("basis"))
            .hinted("例: この1年に5件の紹介で。本人の名前や、だれのことかわかる内容は書かない。")
            .wrong(faults.of("basis")),
        Field::day("statedOn", "気づいた日", sent.text("statedOn")).wrong(faults.of("statedOn")),
    ]
}

/// What somebody typed into one of the forms of a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'s> {
    pub(super) observation: StrengthId,
    pub(super) step: &'s str,
    pub(super) sent: &'s Sent,
    pub(super) faults: &'s Faults,
}

/// The forms of what may be done next about an observation. Each field bears the number of its line, since
/// the page has several such forms.
pub(super) fn steps(
    read: &ReadObservation,
    place: usize,
    mail: Option<&MailAddress>,
    typed: Option<Typed<'_>>,
    new: &dyn Fn(&'static str) -> Form,
) -> Vec<Form> {
    let observation = &read.observation;
    let typed = typed.filter(|typed| typed.observation == observation.id);
    let nothing = (Packed::default().sent(), Faults::default());
    let of_step = |step: &str| match typed {
        Some(typed) if typed.step == step => (typed.sent, typed.faults),
        _ => (&nothing.0, &nothing.1),
    };
    let form = |step: &'static str, button: &'static str| {
        let mut form = new(button);
        form.action = ObservationStepPath::of(observation.resource).to_string();
        form.carrying("observation", observation.id)
            .carrying("step", step)
            .carrying("row", place)
    };
    let mut forms = Vec::new();
    let is_withdrawn = observation.withdrawn.is_some();
    // Whoever typed an answer while it was taken back keeps their words.
    let takes_reply = if is_withdrawn {
        typed.is_some_and(|typed| typed.step == "reply")
    } else {
        observation.reply.is_none()
    };
    if read.may_reply && takes_reply {
        let (sent, faults) = of_step("reply");
        let name = |field: &str| format!("{field}-{place}");
        // Where the page was shown when the form was sent, the observation may have stood elsewhere.
        let row = sent.text("row");
        let value = |field: &str| sent.text(&format!("{field}-{row}"));
        forms.push(
            form("reply", REPLY).with([
                Field::prose(name("reply"), "この機関の返事", value("reply"))
                    .wrong(faults.of(&name("reply"))),
                Field::sentence(name("name"), "返事をした人の名前", value("name"))
                    .wrong(faults.of(&name("name"))),
                Field::sentence(name("role"), "その人の役割", value("role"))
                    .hinted("例: サービス管理責任者")
                    .wrong(faults.of(&name("role"))),
            ]),
        );
    }
    if is_withdrawn {
        return forms;
    }
    if read.may_release && observation.told_on.is_none() {
        if mail.is_some() && !is_under_way(read) {
            forms.push(form("write", SEND));
        }
        let (sent, faults) = of_step("told");
        let (by, on) = (format!("by-{place}"), format!("on-{place}"));
        let ways = PaperWay::ALL.iter().map(|way| (way.code(), way.word()));
        let ways = choices(Some("選んでください"), ways, sent.text(&by));
        let (way, day) = (
            Field::listed(by.clone(), "どうやって知らせたか", ways),
            Field::day(on.clone(), "送った日・わたした日", sent.text(&on)),
        );
        forms.push(form("told", TELL).with([way.wrong(faults.of(&by)), day.wrong(faults.of(&on))]));
    }
    if read.may_release && observation.told_on.is_some() && observation.released_on.is_none() {
        forms.push(form("release", RELEASE));
    }
    if read.may_withdraw {
        let (sent, faults) = of_step("withdraw");
        let (name, row) = (format!("why-{place}"), sent.text("row"));
        let why = Field::sentence(
            name.clone(),
            "取り下げるわけ",
            sent.text(&format!("why-{row}")),
        );
        let why =
            why.hinted("書いた機関と事務局が取り下げられます。これを読める人が、わけも読みます。");
        forms.push(form("withdraw", WITHDRAW).with([why.wrong(faults.of(&name))]));
    }
    forms
}

/// Whether a letter is on its way to the agency.
fn is_under_way(read: &ReadObservation) -> bool {
    use LetterState::{Claimed, Queued, Waiting};
    let letter = read.letter.as_ref();
    letter.is_some_and(|letter| matches!(letter.state, Queued | Claimed | Waiting))
}

/// What stands while the agency has not been told.
fn untold(read: &ReadObservation) -> &'static str {
    let letter = read.letter.as_ref().map(|letter| letter.state);
    match letter {
        _ if is_under_way(read) => {
            "この機関への手紙を、メールで送っているところです。14日は、手紙が出た日から数えます。"
        }
        Some(LetterState::Undeliverable) => {
            "この機関への手紙は、メールでは出せませんでした。紙で知らせるか、もう一度送ってください。"
        }
        _ => "この機関には、まだ知らせていません。",
    }
}

pub(super) fn line(
    read: &ReadObservation,
    mail: Option<&MailAddress>,
    steps: Vec<Form>,
) -> ObservationLine {
    let observation = &read.observation;
    let brings =
        read.may_release && observation.told_on.is_none() && observation.withdrawn.is_none();
    let telling = brings.then(|| Telling {
        mail: mail.map(ToString::to_string),
        paper: ObservationPaperPath::of(observation.resource, observation.id),
    });
    ObservationLine {
        head: observation.head(),
        telling,
        text: observation.text.to_string(),
        basis: observation.basis.as_ref().map(ToString::to_string),
        by: format!(
            "{} が {} に見たところ",
            read.by.as_deref().unwrap_or("ほかの機関"),
            japanese_date(observation.stated_on)
        ),
        standing: standing_of(read),
        reply: observation.reply.as_ref().map(|reply| {
            format!(
                "{}（{}・{} {}）",
                reply.text,
                japanese_date(reply.on),
                reply.by_role,
                reply.by_name
            )
        }),
        steps,
    }
}

/// Whether somebody still has to tell the agency of it: no letter is on its way there either.
pub(in crate::pages::editing) fn is_to_be_told(read: &ReadObservation) -> bool {
    read.observation.told_on.is_none() && !is_under_way(read)
}

/// Where an observation stands on its way to the members.
pub(in crate::pages::editing) fn standing_of(read: &ReadObservation) -> String {
    let observation = &read.observation;
    if let Some(withdrawn) = &observation.withdrawn {
        let on = japanese_date(withdrawn.on);
        let reason = &withdrawn.reason;
        return format!("{on}に取り下げられました。ネットワークの人は読めません。わけ: {reason}");
    }
    match (observation.released_on, observation.told_on) {
        (Some(on), _) => format!("{}から、ネットワークの人が読めます。", japanese_date(on)),
        (None, Some(on)) => {
            let from = observation.releasable_from().map(japanese_date);
            format!(
                "{}に、この機関に知らせました。{}から公開できます。",
                japanese_date(on),
                from.unwrap_or_default()
            )
        }
        (None, None) => untold(read).to_owned(),
    }
}
