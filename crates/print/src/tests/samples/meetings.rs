//! The sheets of a meeting, as they are usually; [`bare`] with as little as they can have, [`filled`] with far too much.

use renkei_domain::time::Minute;

use super::{day, moment, network};
use crate::sheets::{
    AfterMeetingSheet, AgendaEntry, AgendaGuest, AgendaSheet, CallLetter, CallLetterSheet, Calling,
    FaxCall, FaxCallSheet, FaxTestSheet, HandoverRecordSheet, MadePromise, MaterialCopy,
    MaterialEntry, MaterialSection, MaterialSheet, MeetingNoticeSheet, NoticeFax, NoticeLetter,
    NoticeReply, Occasion, PersonCallSheet, PhoneScriptSheet, PollForm, PollFormSheet,
    SharedInformation, Sheet,
};
use crate::{Code, Contact, Words};

mod bare;
mod filled;
mod posted;
mod spoken;

pub use bare::empty;
pub use filled::filled;
pub use posted::{address_page, posted};
use spoken::script;

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

/// A form that goes by FAX.
fn form() -> PollForm {
    PollForm {
        to: Words::from("訪問看護ステーションB 佐藤"),
        is_agency: true,
        ask: None,
        fax: Some("072-000-2222".to_owned()),
        address: None,
        is_reminder: false,
        answer_by: day(),
        code: Code::in_groups("K7QM2XHD", 4),
    }
}

fn forms(forms: Vec<PollForm>) -> PollFormSheet {
    PollFormSheet {
        network: network(),
        number: Words::from("№483-920"),
        minutes: 60,
        dates: vec![
            "令和8年12月4日(金) 15:00〜16:00".to_owned(),
            "令和8年12月7日(月) 10:00〜11:00".to_owned(),
        ],
        ask: keeper(),
        answer_fax: Some("072-000-1235".to_owned()),
        forms,
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
        to_bring: vec![Words::from("めがね"), Words::from("この紙")],
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
        may_be_faxed: false,
        address_page: None,
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

fn shared(to: &str, is_in_time: bool) -> SharedInformation {
    SharedInformation {
        on: day(),
        is_in_time,
        to: Words::from(to),
        what: Words::from("基本情報、希望、経過・記録"),
        means: Words::from("会議"),
        basis: Words::from("本人の同意"),
        by: Words::from("高槻 はるか"),
        noted_on: day(),
    }
}

fn handover_record() -> HandoverRecordSheet {
    HandoverRecordSheet {
        network: network(),
        of: Words::from("№483-920"),
        lead: Words::from("社会福祉法人つばさ橋福祉会"),
        ends_on: moment().date,
        share_by: day(),
        unsolved: Some(Words::lines("休けいの取り方。\nタイマーをためした。")),
        natural_support: Some(Words::from("となりの席の先輩が声をかける。")),
        difference: Some(Words::from("訪問は月1回になる。")),
        explained_on: Some(day()),
        from_when: Some(Words::from("訪問看護が12月から。")),
        views: Some(Words::lines("本人: いまの職場でつづけたい\n勤め先")),
        shared: vec![
            shared("高槻病院 精神科 田中", true),
            shared("訪問看護ステーションB", false),
        ],
    }
}

fn promise(who: &str, what: &str, how: Option<&str>) -> MadePromise {
    MadePromise {
        who: Words::from(who),
        by: day(),
        what: Words::from(what),
        how: how.map(Words::lines),
    }
}

fn notice() -> MeetingNoticeSheet {
    MeetingNoticeSheet {
        network: network(),
        fax: Some(NoticeFax {
            to: Words::from("みほん病院"),
            contact: Some(Words::from("相談室長")),
            fax: "072-000-0003".to_owned(),
            from_fax: Some("072-000-1235".to_owned()),
        }),
        letter: None,
        news: Some(Words::from("【変更】日時が変わりました。")),
        calls: true,
        theme: Words::from("高槻 就労支援ネットワーク定例会"),
        on: moment().date,
        hours: HOURS,
        place: Words::from("高槻市役所 3階 302会議室"),
        rule: Words::from("毎月 第2火曜（8月は休み）"),
        agenda: vec![
            Words::from("研修の計画（20分）"),
            Words::from("名簿の見直し（15分）"),
        ],
        later: vec![Words::from("2027年1月12日(火) 14:00")],
        ask: keeper(),
        reply: Some(NoticeReply {
            reply_by: Some(day()),
            answer_fax: Some("072-000-1235".to_owned()),
            code: Some(Code::in_groups("K7QM2XHD", 4)),
        }),
    }
}

/// The same as a letter.
fn notice_by_post() -> MeetingNoticeSheet {
    MeetingNoticeSheet {
        fax: None,
        letter: Some(NoticeLetter {
            to: Words::from("みほん病院"),
            contact: None,
            postal_code: Some("569-0000".to_owned()),
            address: Some(Words::from("大阪府高槻市見本町1-2-3 みほんビル4階")),
        }),
        ..notice()
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
        to_bring: Vec::new(),
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
        held_on: moment().date,
        promises: vec![
            promise(
                "高槻 はるか",
                "ハローワークに行く日を きめる。",
                Some("電話できく。\n日がきまったら しらせる。"),
            ),
            promise("あなた", "タイマーをためす。", None),
        ],
        next: Some(moment()),
        next_place: Some(Words::from("高槻市役所 3階")),
        to_bring: vec![Words::from("タイマー")],
        ask: keeper(),
    };
    vec![
        ("agenda", Sheet::Agenda(agenda())),
        ("meeting-notice", Sheet::MeetingNotice(notice())),
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
        ("poll-form", Sheet::PollForm(forms(vec![form()]))),
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
        ("material-posted", posted(address_page())),
        ("after-meeting", Sheet::AfterMeeting(after)),
        ("handover-record", Sheet::HandoverRecord(handover_record())),
        (
            "meeting-notice-letter",
            Sheet::MeetingNotice(notice_by_post()),
        ),
    ]
}
