//! An employment, and what the people there may know.

use renkei_app::cases::keep::{DisclosureWord, EmploymentForm};
use renkei_app::cases::read::CaseView;
use renkei_domain::cases::employment::{Disclosure, HiringFrame, Insider, Opened, Openness, Voice};
use renkei_domain::cases::workplace::WeeklyHours;
use renkei_domain::directory::organization::CorporateNumber;

use super::super::choices;
use super::super::faults::Faults;
use super::item;
use crate::error::PageFault;
use crate::form::{Choice, Field, Packed, Sent};

const NOT_ASKED: &str = "not_asked";
const CLOSED: &str = "closed";
const OPEN: &str = "open";

/// What stands there now.
pub(in super::super) fn pack(
    packed: &mut Packed,
    view: &CaseView,
    text: &str,
) -> Result<(), PageFault> {
    let Some(id) = item(text)? else {
        packed.put("disclosure", NOT_ASKED);
        return Ok(());
    };
    let mut all = view.file.employments.iter();
    let known = all.find(|known| known.id == id);
    let known = known.ok_or(PageFault::NotFound)?;
    packed.put("employer", &known.employer);
    packed.put_some("number", known.number);
    packed.put("hired_on", known.hired_on);
    packed.put_some("left_on", known.left_on);
    packed.put("frame", known.frame.code());
    packed.put_some("hours", known.hours.map(WeeklyHours::get));
    match &known.disclosure {
        Disclosure::NotAsked => packed.put("disclosure", NOT_ASKED),
        Disclosure::Closed => packed.put("disclosure", CLOSED),
        Disclosure::Open(opened) => {
            packed.put("disclosure", OPEN);
            for insider in &opened.to {
                packed.put("opened_to", insider.code());
            }
            packed.put("opened_what", opened.what.code());
        }
    }
    Ok(())
}

/// The fields with what was sent.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let frame = choices(
        HiringFrame::ALL,
        HiringFrame::code,
        |frame| frame.word().to_owned(),
        sent.text("frame"),
    );
    let state = |value: &str, word: &str| Choice {
        value: value.to_owned(),
        word: word.to_owned(),
        is_chosen: sent.text("disclosure") == value,
    };
    let states = vec![
        state(
            NOT_ASKED,
            "本人にまだ聞いていない（クローズとして扱います）",
        ),
        state(CLOSED, "クローズ（勤め先には伝えない）"),
        state(OPEN, "オープン（下で選んだ人に、選んだことまで）"),
    ];
    let insiders = Insider::ALL.iter().map(|insider| Choice {
        value: insider.code().to_owned(),
        word: insider.word().to_owned(),
        is_chosen: sent.all("opened_to").any(|code| code == insider.code()),
    });
    let what = choices(
        Openness::ALL,
        Openness::code,
        |what| what.word().to_owned(),
        sent.text("opened_what"),
    );
    let by = choices(
        Voice::ALL,
        Voice::code,
        |voice| voice.word().to_owned(),
        sent.text("by"),
    );
    vec![
        Field::sentence("employer", "勤め先（法人の名前）", sent.raw("employer"))
            .wrong(faults.of("employer")),
        Field::text("number", "法人番号（わかれば）", sent.raw("number"))
            .hinted("13けた。名前がちがっても同じ法人だと わかります。")
            .wrong(faults.of("number")),
        Field::day("hired_on", "入社した日", sent.raw("hired_on")).wrong(faults.of("hired_on")),
        Field::day("left_on", "やめた日（やめたとき）", sent.raw("left_on"))
            .wrong(faults.of("left_on")),
        Field::one("frame", "枠", frame).wrong(faults.of("frame")),
        Field::count("hours", "働く時間（週・わかれば）", sent.raw("hours"))
            .wrong(faults.of("hours")),
        Field::one("disclosure", "勤め先に伝えること", states).wrong(faults.of("disclosure")),
        Field::any("opened_to", "オープンのとき: だれに", insiders.collect())
            .wrong(faults.of("opened_to")),
        Field::one("opened_what", "オープンのとき: どこまで", what).wrong(faults.of("opened_what")),
        Field::one("by", "伝えるかどうかを決めた人", by)
            .hinted(
                "オープンにできるのは本人だけです。勤め先をかえたときも、本人にもう一度聞きます。",
            )
            .wrong(faults.of("by")),
    ]
}

fn disclosure(sent: &Sent, faults: &mut Faults) -> Option<DisclosureWord> {
    match sent.text("disclosure") {
        NOT_ASKED => Some(DisclosureWord::NotAsked),
        CLOSED => Some(DisclosureWord::Closed),
        OPEN => {
            let what = faults.word(sent, "opened_what", Openness::from_code);
            let to = sent.all("opened_to").filter_map(Insider::from_code);
            Some(DisclosureWord::Open(Opened {
                to: to.collect(),
                what: what?,
            }))
        }
        _ => {
            faults.say("disclosure", "どれかを選んでください。");
            None
        }
    }
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(
    sent: &Sent,
    faults: &mut Faults,
) -> Result<Option<EmploymentForm>, PageFault> {
    let id = item(sent.text("item"))?;
    let employer = faults.line(sent, "employer", "勤め先の名前を入れてください。");
    let number = match sent.text("number") {
        "" => None,
        digits => faults.take(
            "number",
            CorporateNumber::parse(digits)
                .map_err(|_| "法人番号は13けたの数字です。確かめてください。".to_owned()),
        ),
    };
    let hired_on = faults.day(sent, "hired_on");
    let left_on = faults.day_opt(sent, "left_on");
    let frame = faults.word(sent, "frame", HiringFrame::from_code);
    let hours = match sent.text("hours") {
        "" => None,
        hours => faults.take(
            "hours",
            hours
                .parse()
                .ok()
                .and_then(WeeklyHours::new)
                .ok_or_else(|| format!("1から{}までの数字を入れてください。", WeeklyHours::MOST)),
        ),
    };
    let disclosure = disclosure(sent, faults);
    // Whoever closes, or says that nobody asked, needs no word of the person.
    let by = Voice::from_code(sent.text("by")).unwrap_or(Voice::Staff);
    let form = (|| {
        Some(EmploymentForm {
            id,
            employer: employer?,
            number,
            hired_on: hired_on?,
            left_on,
            frame: frame?,
            hours,
            disclosure: disclosure?,
            by,
        })
    })();
    Ok(faults.all_well(form))
}
