//! The sheets of a meeting, as they are usually; [`bare`] with as little as they can have, [`filled`] with far too much.

use renkei_domain::time::Minute;

use super::{day, moment, network};
use crate::sheets::{
    AfterMeetingSheet, AgendaEntry, AgendaGuest, AgendaSheet, CallLetter, CallLetterSheet, Calling,
    FaxCall, FaxCallSheet, FaxTestSheet, MadePromise, MaterialCopy, MaterialEntry, MaterialSection,
    MaterialSheet, Occasion, PersonCallSheet, PhoneScript, PhoneScriptSheet, Sheet,
};
use crate::{Code, Contact, Words};

mod bare;
mod filled;

pub use bare::empty;
pub use filled::filled;

const HOURS: (Minute, Minute) = (Minute::of(15, 0), Minute::of(16, 0));

fn keeper() -> Contact {
    Contact {
        name: Words::from("高槻 はるか（つばさ橋福祉会）"),
        phone: Some("072-000-1234".to_owned()),
        hours: Some("月〜金 9:00〜17:30".to_owned()),
        mail: None,
    }
}

fn nobody() -> Contact {
    Contact {
        name: Words::from("林"),
        phone: None,
        hours: None,
        mail: None,
    }
}

pub fn calling() -> Calling {
    Calling {
        occasion: Occasion::Called,
        title: Words::from("打ち合わせ"),
        number: Some(Words::from("№483-920")),
        on: moment().date,
        hours: HOURS,
        place: Words::from("高槻市役所 3階 302会議室（高槻市みほん町2-1）"),
        reply_by: Some(day()),
        ask: keeper(),
        answer_fax: Some("072-000-1235".to_owned()),
        code: Code::in_groups("K7QM2XHD", 4),
    }
}

pub fn fax(calling: Calling) -> FaxCall {
    FaxCall {
        to: Words::from("訪問看護ステーションB"),
        contact: Some(Words::from("佐藤")),
        fax: "072-000-2222".to_owned(),
        from: Words::from("社会福祉法人つばさ橋福祉会"),
        from_phone: Some("072-000-1234".to_owned()),
        from_fax: Some("072-000-1235".to_owned()),
        calling,
    }
}

fn letter() -> CallLetter {
    CallLetter {
        to: Words::from("高槻病院 精神科 デイケア"),
        contact: Some(Words::from("田中")),
        postal_code: Some("569-0000".to_owned()),
        address: Some(Words::from("大阪府高槻市見本町1-2-3 みほんビル4階")),
        is_sealed: true,
        return_address: Some(Words::from("〒569-0001 大阪府高槻市みほん町9-9")),
        calling: calling(),
    }
}

fn script() -> PhoneScript {
    PhoneScript {
        to: Words::from("高槻病院 精神科"),
        contact: Some(Words::from("田中")),
        number: "072-000-1111".to_owned(),
        after_number: Some("内線 12".to_owned()),
        when: Some(Words::from("16:00から")),
        caller: Words::from("高槻"),
        call_back: Some("072-000-1234".to_owned()),
        may_tell: true,
        avoid: Some(Words::from("午前の外来中。留守番電話に用件をのこさない")),
        calling: calling(),
    }
}

fn to_person() -> PersonCallSheet {
    PersonCallSheet {
        network: network(),
        occasion: Occasion::Called,
        for_whom: Words::read("山﨑", "やまさき").then(" 陽 さん"),
        on: moment().date,
        hours: HOURS,
        place: Words::from("高槻市役所 3階 302会議室"),
        called: vec![
            Words::from("高槻病院 精神科 田中"),
            Words::from("訪問看護ステーションB"),
        ],
        ask: keeper(),
        is_family: false,
        reply_by: Some(day()),
    }
}

fn guest(name: &str, as_what: Option<&str>, part: Option<&str>) -> AgendaGuest {
    AgendaGuest {
        name: Words::from(name),
        as_what: as_what.map(Words::from),
        part: part.map(str::to_owned),
    }
}

fn entry(at: &str, title: &str, told: Option<&str>) -> AgendaEntry {
    AgendaEntry {
        at: at.to_owned(),
        title: Words::from(title),
        by: Words::from("社会福祉法人つばさ橋福祉会"),
        aim: Some(Words::from("話し合う")),
        told: told.map(Words::from),
    }
}

fn agenda() -> AgendaSheet {
    AgendaSheet {
        network: network(),
        of: Some(Words::from("№483-920")),
        title: Words::from("ケース会議（引継ぎ）"),
        is_plain: false,
        on: Some(moment().date),
        hours: Some(HOURS),
        place: Some(Words::from("高槻市役所 3階 302会議室")),
        host: Words::from("社会福祉法人つばさ橋福祉会　高槻 はるか"),
        called: vec![
            guest("高槻病院 精神科 田中", Some("医療ソーシャルワーカー"), None),
            guest("訪問看護ステーションB", None, Some("15:20から15:40まで")),
        ],
        own_at: "15:00から 10分".to_owned(),
        minutes: 45,
        items: vec![
            entry(
                "15:10から 15分",
                "残っている課題と、ためしたこと",
                Some("経過・記録"),
            ),
            entry("15:25から 20分", "訪問の回数・時期", None),
        ],
    }
}

fn material_copy(number: &str) -> MaterialCopy {
    MaterialCopy {
        number: number.to_owned(),
        to: Words::from("高槻病院 精神科 田中 様"),
        wishes: Some(Words::lines("いまの会社でつづけたい。")),
        can_do: Some(Words::lines("毎朝ひとりで通えている。")),
        sections: vec![MaterialSection {
            heading: Words::from("経過・記録"),
            entries: vec![MaterialEntry {
                label: Some(Words::from("残っている課題と、ためしたこと")),
                text: Words::lines("休けいの取り方。\nタイマーをためした。"),
            }],
        }],
        agreed: Words::from("令和8年11月20日(金) 本人の同意"),
        told: Words::from("基本情報、希望、経過・記録"),
    }
}

fn material(copies: Vec<MaterialCopy>) -> MaterialSheet {
    MaterialSheet {
        network: network(),
        for_whom: Words::read("山﨑", "やまさき").then(" 陽 さん"),
        on: Some(moment().date),
        hours: Some(HOURS),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        lead_address: Some(Words::from("大阪府高槻市みほん町9-9")),
        lead_head: Some(Words::from("つばさ 橋子")),
        obtained: Words::from("自分の支援のなかで知った"),
        purpose: Words::from("引継ぎ"),
        copies,
    }
}

fn promise(who: &str, by: bool, what: &str) -> MadePromise {
    MadePromise {
        who: Words::from(who),
        by: by.then(day),
        what: Words::from(what),
    }
}

pub fn usual() -> Vec<(&'static str, Sheet)> {
    let own = AgendaSheet {
        of: None,
        title: Words::from("打ち合わせ"),
        is_plain: true,
        ..agenda()
    };
    let moved = Calling {
        occasion: Occasion::Moved(moment()),
        ..calling()
    };
    let family = PersonCallSheet {
        occasion: Occasion::Moved(moment()),
        for_whom: Words::from("ご家族の方"),
        called: Vec::new(),
        is_family: true,
        ..to_person()
    };
    let test = FaxTestSheet {
        network: network(),
        to: Words::from("訪問看護ステーションB"),
        fax: "072-000-2222".to_owned(),
        ask: keeper(),
        answer_fax: Some("072-000-1235".to_owned()),
        number: Words::from("№345-678"),
    };
    let after = AfterMeetingSheet {
        network: network(),
        for_whom: Words::read("山﨑", "やまさき").then(" 陽 さん"),
        held_on: moment().date,
        promises: vec![
            promise("高槻 はるか", true, "ハローワークに行く日を、電話できく。"),
            promise("あなた", false, "タイマーをためす。"),
        ],
        next: Some(moment()),
        next_place: Some(Words::from("高槻市役所 3階")),
        ask: keeper(),
    };
    vec![
        ("agenda", Sheet::Agenda(agenda())),
        ("agenda-own", Sheet::Agenda(own)),
        (
            "fax-call",
            Sheet::FaxCall(FaxCallSheet {
                network: network(),
                calls: vec![fax(calling())],
            }),
        ),
        (
            "fax-moved",
            Sheet::FaxCall(FaxCallSheet {
                network: network(),
                calls: vec![fax(moved)],
            }),
        ),
        ("fax-test", Sheet::FaxTest(test)),
        (
            "call-letter",
            Sheet::CallLetter(CallLetterSheet {
                network: network(),
                calls: vec![letter()],
            }),
        ),
        (
            "phone-script",
            Sheet::PhoneScript(PhoneScriptSheet {
                network: network(),
                calls: vec![script()],
            }),
        ),
        ("person-call", Sheet::PersonCall(to_person())),
        ("family-call", Sheet::PersonCall(family)),
        (
            "material",
            Sheet::Material(material(vec![material_copy("1/1")])),
        ),
        ("after-meeting", Sheet::AfterMeeting(after)),
    ]
}
