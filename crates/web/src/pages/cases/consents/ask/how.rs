//! How somebody was asked: who answered, in what form, when, with whom beside them, and what was said.

use renkei_app::consent::record::{HowForm, Sitting};
use renkei_domain::consent::given::{DeviceOwner, Helper, HelperTie};
use renkei_domain::consent::signature::Signature;
use renkei_domain::consent::{Form as ConsentWay, Validity};
use renkei_domain::text::Line;

use super::super::super::faults::Faults;
use super::super::super::{choices, none};
use super::{explained, representative};
use crate::form::{Choice, Field, Sent};

/// The fields of an answer on a screen, which knows the person alone.
pub(in super::super) const ON_SCREEN: [&str; 4] = ["device", "form_agreed", "pin", "signature"];

/// The field of the first day, where what was agreed to begins later than it was answered.
pub(in super::super) const FIRST_DAY: &str = "first_day";

/// What stands in the field of who agreed to answer on a screen.
const AGREED: &str = "yes";

/// Whether the person agreed to answer on a screen in place of paper (承諾).
fn has_agreed_to_form(sent: &Sent) -> bool {
    sent.all("form_agreed").any(|said| said == AGREED)
}

/// How, when and with whom.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let chosen = |name: &'static str| sent.text(name);
    let how = choices(
        ConsentWay::ALL,
        ConsentWay::code,
        |way| way.word().to_owned(),
        chosen("how"),
    );
    let device = choices(
        DeviceOwner::ALL,
        DeviceOwner::code,
        |one| one.word().to_owned(),
        chosen("device"),
    );
    let tie = choices(
        HelperTie::ALL,
        HelperTie::code,
        |tie| tie.word().to_owned(),
        chosen("tie"),
    );
    let agreed = Choice {
        value: AGREED.to_owned(),
        word: "この画面で答えることに、本人が「いい」と言いました".to_owned(),
        is_chosen: has_agreed_to_form(sent),
    };
    let mut fields = representative::fields(sent, faults);
    fields.extend([
        Field::one("how", "どうやって答えましたか", how)
            .hinted("ほかの事業所に伝えるときや会議では、書面か画面での同意がいります。")
            .wrong(faults.of("how")),
        Field::sentence("witness", "聞いていた人（口頭のとき）", sent.raw("witness"))
            .hinted("説明した人のほかに")
            .wrong(faults.of("witness")),
        Field::listed("device", "だれの機械ですか（画面のとき）", device),
        Field::any("form_agreed", "画面で答えること（画面のとき）", vec![agreed])
            .hinted("紙でもよいことを、さきに話します。")
            .wrong(faults.of("form_agreed")),
        Field::digits("pin", "本人の暗証番号（画面のとき）")
            .hinted("本人が入れます。")
            .unseen()
            .wrong(faults.of("pin")),
        Field::drawn(
            "signature",
            "本人の署名（画面のとき）",
            sent.text("signature"),
        )
        .hinted("わくの中に、指・ペン・マウスで書きます。書かなくても、答えは かわりません。")
        .wrong(faults.of("signature")),
        Field::listed("tie", "そばで手つだった人", none("いない", tie)),
        Field::sentence("helper", "手つだった人の名前", sent.raw("helper"))
            .wrong(faults.of("helper")),
        Field::day("given_on", "答えた日", sent.raw("given_on")).wrong(faults.of("given_on")),
        Field::day(FIRST_DAY, "いつから（あとで始めるとき）", sent.raw(FIRST_DAY))
            .hinted("空けておくと、答えた日からです。書くと、その日から この同意で話せます。")
            .wrong(faults.of(FIRST_DAY)),
        Field::day("last_day", "いつまで", sent.raw("last_day"))
            .hinted("30日前に、担当の人と本人に知らせます（メールかアカウントのない人には、担当の人が話します）。")
            .wrong(faults.of("last_day")),
        Field::prose(
            "said",
            "ことわること・止めることについて話したこと",
            sent.raw("said"),
        )
        .wrong(faults.of("said")),
    ]);
    fields
}

/// What the person drew on the screen, where they did. On paper and by word nobody signs a screen.
fn signature(sent: &Sent, faults: &mut Faults, way: ConsentWay) -> Option<Signature> {
    let drawn = sent.text("signature");
    if drawn.is_empty() {
        return None;
    }
    if way != ConsentWay::OnScreen {
        faults.say(
            "signature",
            "ここの署名は、「画面で」答えたときだけ つけられます。「けす」を押すか、どうやって答えたかを選びなおしてください。",
        );
        return None;
    }
    let read = Signature::parse(drawn).map_err(|fault| fault.to_string());
    faults.take("signature", read)
}

/// How it was given.
fn how(sent: &Sent, faults: &mut Faults) -> Option<HowForm> {
    let way = faults.word(sent, "how", ConsentWay::from_code)?;
    if way == ConsentWay::OnScreen && representative::is_named(sent) {
        faults.say("how", "代理人の答えは、紙か ことばで のこしてください。");
        return None;
    }
    let signature = signature(sent, faults, way);
    match way {
        ConsentWay::Written => Some(HowForm::Written),
        ConsentWay::OnScreen => {
            if !has_agreed_to_form(sent) {
                faults.say(
                    "form_agreed",
                    "画面で答えてよいか、本人にきいて、「いい」と言ったら印をつけてください。紙がよいときは「書面で」を選びます。",
                );
            }
            if sent.text("pin").is_empty() {
                faults.say("pin", "暗証番号を、本人に入れてもらってください。");
            }
            Some(HowForm::OnScreen {
                device: DeviceOwner::from_code(sent.text("device")).unwrap_or(DeviceOwner::Shared),
                pin: sent.text("pin").to_owned(),
                signature,
            })
        }
        ConsentWay::Oral => {
            let missing = "口頭の同意には、聞いていた人の名前がいります。";
            let witness = faults.line(sent, "witness", missing)?;
            Some(HowForm::Oral { witness })
        }
    }
}

fn helpers(sent: &Sent, faults: &mut Faults) -> Option<Vec<Helper>> {
    match HelperTie::from_code(sent.text("tie")) {
        None => Some(Vec::new()),
        Some(tie) => {
            let name = faults.line(sent, "helper", "手つだった人の名前を入れてください。")?;
            Some(vec![Helper { tie, name }])
        }
    }
}

/// The sitting in which it was answered, with the version of the words that were shown.
pub(in super::super) fn sitting(
    sent: &Sent,
    faults: &mut Faults,
    text_version: &str,
) -> Option<Sitting> {
    let how = how(sent, faults);
    let helpers = helpers(sent, faults);
    let given_on = faults.day(sent, "given_on");
    let said = faults.prose_opt(sent, "said");
    if said.is_none() && faults.of("said").is_none() {
        faults.say("said", "本人に話したことを書いてください。");
    }
    let said = representative::with_name(sent, faults, said);
    let explained_by = explained::read(sent, faults);
    Some(Sitting {
        given_on: given_on?,
        how: how?,
        text_version: Line::parse(text_version).ok()?,
        explained_by: explained_by?,
        said: said?,
        helpers: helpers?,
    })
}

/// From when until when what was agreed to in a sitting holds: from the day of the answer, unless a later one was
/// chosen.
pub(in super::super) fn validity(
    sent: &Sent,
    faults: &mut Faults,
    sitting: Option<&Sitting>,
) -> Option<Validity> {
    let chosen = faults.day_opt(sent, FIRST_DAY);
    let last_day = faults.day(sent, "last_day");
    let given_on = sitting?.given_on;
    let first_day = chosen.unwrap_or(given_on);
    if first_day < given_on {
        faults.say(
            FIRST_DAY,
            "「いつから」は、答えた日か それより後の日にしてください。",
        );
        return None;
    }
    let validity = Validity::new(first_day, last_day?);
    faults.take("last_day", validity.map_err(|fault| fault.to_string()))
}
