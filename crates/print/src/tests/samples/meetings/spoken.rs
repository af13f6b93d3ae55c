//! What is said on the phone.

use super::keeper;
use crate::sheets::{PhonePart, PhoneScript};
use crate::{Code, Words};

fn said(heading: &str, lines: &[&str]) -> PhonePart {
    PhonePart {
        heading: Words::from(heading),
        lines: lines.iter().map(|line| Words::from(*line)).collect(),
    }
}

pub(super) fn script() -> PhoneScript {
    PhoneScript {
        to: Words::from("高槻病院 精神科"),
        ask_for: Words::from("田中 さん"),
        number: "072-000-1111".to_owned(),
        after_number: Some("内線 12".to_owned()),
        when: Some(Words::from("月-金 16:00-17:00、土日 休み、祝 休み")),
        how: Some(Words::from("はじめに「ご相談です」と言う")),
        parts: vec![
            said(
                "受付・同僚が出たら（名前と、かけ直す先だけ）",
                &[
                    "「高槻 はるか と申します。田中 さん を お願いします。」",
                    "「おられなければ、また お電話します。もどられたら、072-000-1234 に 電話をくださるよう、お伝えください。」",
                    "用件をきかれたら「ご担当の方に じかに お話しします」と答えます。",
                ],
            ),
            said(
                "留守番電話のとき（会議のことも、だれのことかも 言いません）",
                &["「高槻 はるか です。折り返しを お願いします。番号は 072-000-1234 です。」"],
            ),
            said(
                "担当の人が出たら（名前を聞いて確かめてから）",
                &[
                    "「社会福祉法人つばさ橋福祉会 の 高槻 はるか です。打ち合わせ №345-678 の件で お電話しました。」",
                    "「日時は、2026年12月4日(金) 15:20 から 20分です。場所は、高槻市役所 3階 第2会議室 です。」",
                    "「出られますか。むずかしいときは、代わりの人や一部だけでも かまいません。」",
                    "「あとで決まったら、2026年12月1日(火) までに、返事の番号 K7QM-2XHD で、電話かFAXか返事のページから知らせてください。」",
                ],
            ),
        ],
        about: Some(Words::from(
            "だれのことかは、この人にだけ、電話で伝えてよいです（本人の同意があります）。",
        )),
        may_tell: true,
        avoid: Some(Words::from("午前の外来中。留守番電話に用件をのこさない")),
        ask: keeper(),
        answer_fax: Some("072-000-1235".to_owned()),
        code: Code::in_groups("K7QM2XHD", 4),
    }
}
