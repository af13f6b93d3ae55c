//! The forms by which something is written down about an invitation: how they are first filled, shown, and read back.

use chrono::NaiveDate;
use renkei_app::conference::call::about::AboutForm;
use renkei_app::conference::call::step::{ByHand, CallStep, ReplyForm};
use renkei_domain::conference::TimeWindow;
use renkei_domain::conference::invitation::{
    AboutHow, AnswerChannel, CallChannel, Invitation, PhoneOutcome, Reply, ReplyKind,
};
use renkei_domain::ids::ConferenceReplyId;

use super::super::super::faults::Faults;
use super::super::super::{choices, when};
use super::super::parts::minutes;
use crate::form::{Field, Packed, Sent};
use crate::pages::poll::marks::{wish_field, wishes};

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepKind {
    /// What became of a message.
    Mark,
    /// How a call on the phone ended.
    Phone,
    /// What they answered.
    Reply,
    /// That they know who it is about.
    About,
    /// Whether an answer counts.
    Decide,
}

impl StepKind {
    /// Those that have a page.
    pub(super) const PAGES: [Self; 4] = [Self::Mark, Self::Phone, Self::Reply, Self::About];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Phone => "phone",
            Self::Reply => "reply",
            Self::About => "about",
            Self::Decide => "decide",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::PAGES.into_iter().chain([Self::Decide]);
        all.find(|kind| kind.code() == code)
    }

    /// The heading, and what the button does.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Mark => ("送った・届いたと書く", "書きとめる"),
            Self::Phone => ("電話の台本と結果", "結果を書きとめる"),
            Self::Reply => ("返事を入れる", "この返事を入れる"),
            Self::About => ("だれのことかを伝えた", "伝えたと書く"),
            Self::Decide => ("返事を確かめる", "決める"),
        }
    }

    /// What stands below the heading.
    pub(super) const fn lead(self) -> &'static str {
        match self {
            Self::Mark => {
                "FAXや手紙を送ったとき、紙を手わたしたときに書きます。書くまでは「送った」になりません。送信レポートなど、あとで確かめられるものがあれば、それも書きます。"
            }
            Self::Phone => "台本のとおりに話し、どうなったかを書きます。",
            Self::Reply => {
                "相手から聞いた返事を、代わりに入れます。いつ・どの方法で聞いたかも のこります。"
            }
            Self::About => {
                "だれのことかは、案内とは別に伝えます。本人の同意を確かめて、提供記録ができます。留守番電話や取り次ぐ人には、言いません。"
            }
            Self::Decide => "",
        }
    }
}

/// The form as it is first shown.
pub(super) fn packed(kind: StepKind, invitation: &Invitation) -> Sent {
    let mut packed = Packed::default();
    let channel = invitation.notice().map(|notice| notice.way.channel);
    match kind {
        StepKind::Mark => {
            let is_out = invitation.last_out().is_some();
            let what = if is_out || channel == Some(CallChannel::Mail) {
                ByHand::Delivered
            } else {
                ByHand::Sent
            };
            packed.put("what", what.code());
        }
        StepKind::Reply => packed.put_some("channel", channel.map(answered_by)),
        StepKind::Phone | StepKind::About | StepKind::Decide => {}
    }
    packed.sent()
}

/// By which channel somebody most likely answers.
const fn answered_by(channel: CallChannel) -> &'static str {
    match channel {
        CallChannel::Mail => AnswerChannel::Mail.code(),
        CallChannel::Fax => AnswerChannel::Fax.code(),
        CallChannel::Phone => AnswerChannel::Phone.code(),
        CallChannel::Letter => AnswerChannel::Letter.code(),
        CallChannel::InPerson => AnswerChannel::InPerson.code(),
    }
}

/// The two fields of when it was.
fn when_fields(on: &'static str, sent: &Sent, faults: &Faults) -> [Field; 2] {
    when::fields(
        (on, "その時刻（いまでないとき）"),
        (
            "空けておくと、いまのことになります。",
            "だいたいで よいです。",
        ),
        (sent, faults),
    )
}

/// What became of a message, as is said of its channel.
const fn by_hand(channel: Option<CallChannel>, what: ByHand) -> &'static str {
    match (channel, what) {
        (Some(CallChannel::InPerson), ByHand::Sent) => "手わたした",
        (Some(CallChannel::InPerson), ByHand::Delivered) => "読んだと聞いた・口で伝えた",
        (Some(CallChannel::InPerson), ByHand::Failed) => "わたせなかった",
        (Some(CallChannel::Mail), ByHand::Delivered) => "届いたと聞いた・ほかの方法で伝えた",
        _ => what.word(),
    }
}

fn mark_fields(channel: Option<CallChannel>, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let all = ByHand::ALL.iter().copied();
    // That a mail was sent the courier says.
    let all: Vec<ByHand> = all
        .filter(|what| channel != Some(CallChannel::Mail) || *what != ByHand::Sent)
        .collect();
    let what = choices(
        &all,
        ByHand::code,
        |what| by_hand(channel, what).to_owned(),
        sent.text("what"),
    );
    let mut fields = vec![Field::one("what", "どうなりましたか", what).wrong(faults.of("what"))];
    fields.extend(when_fields(
        "送った・聞いた日（きょうでないとき）",
        sent,
        faults,
    ));
    fields.push(
        Field::sentence("evidence", "確かめられるもの", sent.raw("evidence"))
            .hinted("「送信レポート 11/20 10:05」「簡易書留 123-45」など。なければ空けておきます。")
            .wrong(faults.of("evidence")),
    );
    fields
}

fn phone_fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let outcome = choices(
        PhoneOutcome::ALL,
        PhoneOutcome::code,
        |outcome| outcome.word().to_owned(),
        sent.text("outcome"),
    );
    let mut fields =
        vec![Field::one("outcome", "どうなりましたか", outcome).wrong(faults.of("outcome"))];
    fields.extend(when_fields("かけた日（きょうでないとき）", sent, faults));
    fields.push(
        Field::sentence("note", "つぎにかけるときのために", sent.raw("note"))
            .hinted("「16時半ごろ席にいる」など。本人のことは書きません。")
            .wrong(faults.of("note")),
    );
    fields
}

/// The fields of an answer.
fn reply_fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let kind = choices(
        ReplyKind::ALL,
        ReplyKind::code,
        |kind| kind.word().to_owned(),
        sent.text("reply"),
    );
    let channel = choices(
        AnswerChannel::ALL,
        AnswerChannel::code,
        |channel| channel.word().to_owned(),
        sent.text("channel"),
    );
    let mut fields = vec![
        Field::one("reply", "返事", kind).wrong(faults.of("reply")),
        Field::sentence(
            "substitute",
            "代理の人の名前（代理のとき）",
            sent.raw("substitute"),
        )
        .wrong(faults.of("substitute")),
        Field::count(
            "from_minute",
            "出る時間: はじまって何分から（一部のとき）",
            sent.raw("from_minute"),
        )
        .wrong(faults.of("from_minute")),
        Field::count(
            "until_minute",
            "出る時間: 何分まで（一部のとき）",
            sent.raw("until_minute"),
        )
        .wrong(faults.of("until_minute")),
        Field::listed("channel", "どの方法で聞きましたか", channel).wrong(faults.of("channel")),
    ];
    fields.push(wish_field(sent));
    fields.extend(when_fields(
        "返事を聞いた日（きょうでないとき）",
        sent,
        faults,
    ));
    fields.push(
        Field::sentence("from", "答えた人", sent.raw("from"))
            .hinted("わかるときだけ。")
            .wrong(faults.of("from")),
    );
    fields.push(
        Field::prose("note", "ほかに聞いたこと", sent.raw("note"))
            .hinted("「10分おくれる」「車いすで行く」など。")
            .wrong(faults.of("note")),
    );
    fields
}

fn about_fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    // That they read it by a link is written down by itself.
    let all = AboutHow::ALL.iter().copied();
    let all: Vec<AboutHow> = all.filter(|how| *how != AboutHow::LinkAndCode).collect();
    let how = choices(
        &all,
        AboutHow::code,
        |how| how.word().to_owned(),
        sent.text("how"),
    );
    let mut fields = vec![
        Field::one("how", "どうやって", how).wrong(faults.of("how")),
        Field::sentence("heard_by", "聞いた人の名前", sent.raw("heard_by"))
            .hinted("チームの担当者とちがうとき")
            .wrong(faults.of("heard_by")),
    ];
    fields.extend(when_fields("伝えた日（きょうでないとき）", sent, faults));
    fields
}

/// The fields of what is written down, with what was sent.
pub(super) fn fields(
    kind: StepKind,
    invitation: &Invitation,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let channel = invitation.notice().map(|notice| notice.way.channel);
    match kind {
        StepKind::Mark => mark_fields(channel, sent, faults),
        StepKind::Phone => phone_fields(sent, faults),
        StepKind::Reply => reply_fields(sent, faults),
        StepKind::About => about_fields(sent, faults),
        StepKind::Decide => Vec::new(),
    }
}

/// An answer, with what belongs to its kind.
fn reply(sent: &Sent, faults: &mut Faults) -> Option<Reply> {
    Some(match faults.word(sent, "reply", ReplyKind::from_code)? {
        ReplyKind::Coming => Reply::Coming,
        ReplyKind::NotComing => Reply::NotComing,
        ReplyKind::Substitute => Reply::Substitute {
            name: faults.line(sent, "substitute", "代理の人の名前を入れてください。")?,
        },
        ReplyKind::Part => {
            let from = minutes(sent, faults, "from_minute");
            let until = minutes(sent, faults, "until_minute");
            let window = TimeWindow::new(from?, until?);
            let window = window.map_err(|fault| fault.to_string());
            Reply::Part(faults.take("until_minute", window)?)
        }
    })
}

/// The step that a form asks for; nothing, where something is wrong with it.
pub(super) fn read(
    kind: StepKind,
    today: NaiveDate,
    (sent, faults): (&Sent, &mut Faults),
) -> Option<CallStep> {
    let step = match kind {
        StepKind::Mark => {
            let what = faults.word(sent, "what", ByHand::from_code);
            let at = when::read(today, sent, faults);
            let evidence = faults.line_opt(sent, "evidence");
            CallStep::Mark {
                what: what?,
                at,
                evidence,
            }
        }
        StepKind::Phone => {
            let outcome = faults.word(sent, "outcome", PhoneOutcome::from_code);
            let at = when::read(today, sent, faults);
            let note = faults.line_opt(sent, "note");
            CallStep::Phone {
                outcome: outcome?,
                at,
                note,
            }
        }
        StepKind::Reply => {
            let reply = reply(sent, faults);
            let channel = faults.word(sent, "channel", AnswerChannel::from_code);
            let given_at = when::read(today, sent, faults);
            let from = faults.line_opt(sent, "from");
            let note = faults.prose_opt(sent, "note");
            CallStep::Reply(ReplyForm {
                reply: reply?,
                wishes: wishes(sent),
                note,
                from,
                channel: channel?,
                given_at,
            })
        }
        StepKind::Decide => CallStep::Decide {
            reply: sent.text("reply").parse::<ConferenceReplyId>().ok()?,
            counts: sent.text("counts") == "yes",
        },
        StepKind::About => return None,
    };
    faults.all_well(Some(step))
}

/// That they were told who it is about, where nothing is wrong with it.
pub(super) fn read_about(today: NaiveDate, sent: &Sent, faults: &mut Faults) -> Option<AboutForm> {
    let how = faults.word(sent, "how", AboutHow::from_code);
    let heard_by = faults.line_opt(sent, "heard_by");
    let at = when::read(today, sent, faults);
    let form = AboutForm {
        how: how?,
        heard_by,
        at,
    };
    faults.all_well(Some(form))
}
