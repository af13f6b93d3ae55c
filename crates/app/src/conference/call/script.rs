//! What is said on the phone to call somebody: the same words on the page of the call and on the sheet. Whoever takes the
//! call for them, and a machine, hear a name and where to call back, and nothing of the conference.

use chrono::NaiveDate;
use renkei_domain::conference::deadline::answer_by;
use renkei_domain::conference::invitation::{
    CallChannel, Invitation, Notice, OwnSide, conference_number,
};
use renkei_domain::conference::{Conference, Invitee};
use renkei_domain::directory::phone::Phone;
use renkei_domain::time::{Instant, japanese_date, japanese_moment};
use renkei_store::StoreFault;

use super::paper::{anew, contact, may_tell};
use super::view::CallsView;
use crate::App;
use crate::paper::ToldAnew;

/// Whoever calls, and until when they are answered.
#[derive(Debug, Clone)]
pub struct PhoneCaller {
    /// As who they give their name: it tells nobody of what kind the agency is.
    pub name: String,
    /// The number to call back, where one is known.
    pub call_back: Option<Phone>,
    /// The last day on which an answer is in time.
    pub answer_by: Option<NaiveDate>,
}

/// What somebody hears on the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhonePart {
    /// Who hears it, and how one goes about it.
    pub heading: &'static str,
    /// Line by line: what stands in 「」 is said, the rest is to be heeded.
    pub lines: Vec<String>,
}

/// What is said on the phone.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneWords {
    /// Whom to ask for.
    pub ask_for: String,
    /// To whoever takes the call, to a machine, and to the one who is called: when and where to be and whether they can,
    /// or that they need not come.
    pub parts: [PhonePart; 3],
    /// Whether that one may be told who it is about; absent for the person and their family.
    pub about: Option<&'static str>,
}

/// Of whom one asks for nobody reads in a log.
impl std::fmt::Debug for PhoneWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneWords(..)")
    }
}

/// Where to call back; where nobody entered a number, whoever calls says their own.
fn call_back(caller: &PhoneCaller) -> String {
    let Some(phone) = &caller.call_back else {
        return "（ここの電話番号）".to_owned();
    };
    let after = phone.after_dialling();
    match after.is_empty() {
        true => phone.written.to_string(),
        false => format!("{}（{}）", phone.written, after.join("・")),
    }
}

fn to_anybody(caller: &PhoneCaller, ask_for: &str, side: Option<OwnSide>) -> PhonePart {
    let name = &caller.name;
    let asked = format!("「{name} と申します。{ask_for} を お願いします。」");
    let lines = match side {
        Some(_) => vec![
            asked,
            "おられないとき、用件をきかれたときは「また お電話します」と答えます。".to_owned(),
        ],
        None => vec![
            asked,
            format!(
                "「おられなければ、また お電話します。もどられたら、{} に 電話をくださるよう、お伝えください。」",
                call_back(caller)
            ),
            "用件をきかれたら「ご担当の方に じかに お話しします」と答えます。".to_owned(),
        ],
    };
    PhonePart {
        heading: "受付・同僚が出たら（名前と、かけ直す先だけ）",
        lines,
    }
}

fn to_a_machine(caller: &PhoneCaller) -> PhonePart {
    PhonePart {
        heading: "留守番電話のとき（会議のことも、だれのことかも 言いません）",
        lines: vec![format!(
            "「{} です。折り返しを お願いします。番号は {} です。」",
            caller.name,
            call_back(caller)
        )],
    }
}

fn moment(at: Instant) -> String {
    japanese_moment(at.in_japan())
}

/// Why they hear of it once more; whoever is called off hears nothing else and is asked nothing.
fn news(anew: ToldAnew, when: &str, begins: Instant) -> (Option<String>, bool) {
    let (words, asks) = match anew {
        ToldAnew::No => return (None, true),
        ToldAnew::MovedFrom(before) if before == begins => (
            "「さきに お知らせした 日時か場所が 変わりました。」".to_owned(),
            true,
        ),
        ToldAnew::MovedFrom(before) => (
            format!(
                "「さきに お知らせした 日時か場所が 変わりました。{} は なくなりました。」",
                moment(before)
            ),
            true,
        ),
        ToldAnew::Postponed => (
            format!(
                "「{when} の打ち合わせは、延期になりました。新しい日時は、あらためて お知らせします。」"
            ),
            false,
        ),
        ToldAnew::Cancelled => (
            format!("「{when} の打ち合わせは、中止になりました。」"),
            false,
        ),
        ToldAnew::Recalled => (
            format!(
                "「さきに ご案内した {when} の打ち合わせには、おいでいただかなくて よくなりました。」"
            ),
            false,
        ),
    };
    (Some(words), asks)
}

impl CallsView {
    /// Whom to ask for: the contact by name, else the desk, else whoever was typed in.
    fn asked_for(&self, invitation: &Invitation, notice: &Notice) -> String {
        let person = self.conferences.case().known();
        match (invitation.own_side(), person) {
            // On the phone the name alone tells whom to fetch.
            (Some(OwnSide::Person), Some(person)) => return format!("{} さん", person.name),
            (Some(_), _) => return "ご家族の方".to_owned(),
            (None, _) => {}
        }
        let Some(row) = self.row(invitation.participant) else {
            return invitation.name.to_string();
        };
        let participant = &row.called.participant;
        if let Some(contact) = contact(&self.conferences, participant) {
            return format!("{contact} さん");
        }
        let desk = row.way.ask_for.clone();
        let desk = desk.filter(|_| row.way.is_as(&notice.way));
        desk.unwrap_or_else(|| match &participant.who {
            Invitee::Written { name, .. } => name.to_string(),
            Invitee::Member(_) | Invitee::Listed { .. } => "ご担当の方".to_owned(),
        })
    }

    /// What the one who is called hears.
    fn to_them(
        &self,
        conference: &Conference,
        (invitation, notice): (&Invitation, &Notice),
        caller: &PhoneCaller,
    ) -> Vec<String> {
        let side = invitation.own_side();
        let (name, told) = (&caller.name, &notice.told);
        let (when, minutes) = (moment(told.begins), told.minutes);
        let mut said = vec![match side {
            Some(_) => format!("「{name} です。打ち合わせの お知らせで お電話しました。」"),
            None => format!(
                "「{} の {name} です。打ち合わせ {} の件で お電話しました。」",
                self.conferences.consents.lead,
                conference_number(conference.id)
            ),
        }];
        let (news, asks) = news(anew(invitation, notice), &when, told.begins);
        said.extend(news);
        if !asks {
            return said;
        }
        let slot = conference.slot.as_ref();
        let place = slot.map(|slot| format!("場所は、{} です。", slot.place));
        said.push(format!(
            "「日時は、{when} から {minutes}分です。{}」",
            place.unwrap_or_default()
        ));
        let asked = match side {
            Some(_) => {
                "「出られますか。休みながらでも、オンラインでも、ほかの日でも かまいません。」"
            }
            None => "「出られますか。むずかしいときは、代わりの人や一部だけでも かまいません。」",
        };
        said.push(asked.to_owned());
        let until = caller
            .answer_by
            .map(|day| format!("{} までに、", japanese_date(day)));
        said.push(format!(
            "「あとで決まったら、{}返事の番号 {} で、電話かFAXか返事のページから知らせてください。」",
            until.unwrap_or_default(),
            invitation.code
        ));
        said
    }

    /// What is said on the phone to somebody whose newest message goes by it.
    #[must_use]
    pub fn phone_words(&self, invitation: &Invitation, caller: &PhoneCaller) -> Option<PhoneWords> {
        let conference = self.conference()?;
        let notice = invitation.notice()?;
        if notice.way.channel != CallChannel::Phone {
            return None;
        }
        let side = invitation.own_side();
        let ask_for = self.asked_for(invitation, notice);
        let row = self.row(invitation.participant);
        let may = row.is_some_and(|row| may_tell(&self.conferences, Some(conference), row));
        let about = match may {
            true => "だれのことかは、この人にだけ、電話で伝えてよいです（本人の同意があります）。",
            false => {
                "だれのことかは、まだ伝えられません。聞かれたら「別に お伝えします」と答えます。"
            }
        };
        Some(PhoneWords {
            parts: [
                to_anybody(caller, &ask_for, side),
                to_a_machine(caller),
                PhonePart {
                    heading: match side {
                        Some(_) => "その人が出たら（名前を聞いて確かめてから）",
                        None => "担当の人が出たら（名前を聞いて確かめてから）",
                    },
                    lines: self.to_them(conference, (invitation, notice), caller),
                },
            ],
            about: side.is_none().then_some(about),
            ask_for,
        })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Somebody of the agency that leads as whoever they phone hears them: with the number that it publishes, and until
    /// when an answer is in time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn phone_caller(
        &self,
        view: &CallsView,
        name: String,
    ) -> Result<PhoneCaller, StoreFault> {
        let Some(conference) = view.conference() else {
            return Ok(PhoneCaller {
                name,
                call_back: None,
                answer_by: None,
            });
        };
        let sender = self.sender(&view.conferences, conference).await?;
        let reference = self.reference().await?;
        let today = view.conferences.consents.now.date;
        let on = conference.slot.as_ref();
        let on = on.map(|slot| slot.begins.in_japan().date);
        Ok(PhoneCaller {
            name,
            call_back: sender.phone,
            answer_by: on.and_then(|on| answer_by(on, today, &reference.holidays)),
        })
    }
}
