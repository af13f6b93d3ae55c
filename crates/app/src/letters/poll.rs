//! The letters about possible dates of a conference: to somebody who is asked when they can come, with a link of their own,
//! and to whoever asks, once enough have answered. Neither names a client, who else is asked, or what is talked about.
//! Whether somebody may still be asked, and whether what is told still holds, is decided once more by the claim.

use renkei_domain::access::action::Action;
use renkei_domain::access::rule::may;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::conference_number;
use renkei_domain::conference::poll::{Asked, Poll, PollNotice, PollSays};
use renkei_domain::ids::{PollNoticeId, RespondentId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::delivery::Delivery;
use renkei_domain::letters::state::Settled;
use renkei_domain::people::PaperCode;
use renkei_domain::time::{Instant, japanese_date};
use renkei_store::{StoreFault, Work};

use super::conference::carried::{carried_mark, is_refused};
use super::consent_ending::address;
use super::links::Links;
use super::render::{Words, Writing, fixed};
use super::whom::Ways;
use crate::conference::poll::news::{PollStands, stands};
use crate::conference::poll::still::asked_now;
use crate::consent::object;
use crate::directory::inquiry::astray::respondent_astray;
use crate::people::{as_if_here, poll_link_hash};

/// The letter, or nothing where nobody is asked by it any more or what it tells does not hold.
pub(super) async fn words(
    work: &Work,
    id: PollNoticeId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some((case, conference)) = work.place_of_poll_notice(id).await? else {
        return Ok(None);
    };
    let Some(case) = work
        .case(case)
        .await?
        .filter(|case| !case.is_erased() && case.is_open())
    else {
        return Ok(None);
    };
    // The claim: whoever stops a consent takes the same head.
    work.hold_consents(case.person).await?;
    let conference = work.conference(case.id, conference).await?;
    let Some(conference) = conference else {
        return Ok(None);
    };
    let (poll, notice) = (work.poll(conference.id).await?, work.poll_notice(id).await?);
    let (Some(poll), Some(notice)) = (poll.filter(|poll| poll.taking().is_ok()), notice) else {
        return Ok(None);
    };
    let is_gone = notice.is_out() || notice.mark.state.is_superseded();
    if notice.poll != poll.id || is_gone {
        return Ok(None);
    }
    let of = (&case, &conference, &poll);
    match notice.to {
        Some(to) => to_asked(work, of, (&notice, to), writing).await,
        None => to_host(work, of, notice.says, writing).await,
    }
}

/// To somebody who is asked.
async fn to_asked(
    work: &Work,
    (case, conference, poll): (&Case, &Conference, &Poll),
    (notice, to): (&PollNotice, RespondentId),
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let is_over = writing.now.in_japan().date > poll.deadline;
    let Some(who) = poll.respondent(to).map(|one| one.who) else {
        return Ok(None);
    };
    if is_over || poll.counts(to).is_some() {
        return Ok(None);
    }
    let asked = asked_now(work, case, conference, writing.now).await?;
    let address = notice.way.target.as_ref();
    let address = address.and_then(|to| MailAddress::parse(to.as_str()).ok());
    let Some(address) = address.filter(|_| asked.contains(&who)) else {
        return Ok(None);
    };
    let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, writing.entropy.as_ref());
    work.add_poll_link(poll, to, &poll_link_hash(&code), writing.now)
        .await?;
    let today = writing.now.in_japan().date;
    let keeper = work.known_account(conference.keeper, today).await?;
    let keeper = keeper.map(|keeper| keeper.name.to_string());
    let lead = work.organization(case.lead).await?;
    let ways = Ways::of_lead(work, case.lead).await?;
    // Whom people meet about gets mail as anybody else does: no agency is named to them.
    let is_of_agency = matches!(who, Asked::Participant(_));
    let asks = match (lead.filter(|_| is_of_agency), keeper) {
        (Some(lead), Some(keeper)) => format!("{} {keeper}", lead.name),
        (Some(lead), None) => lead.name.to_string(),
        (None, Some(keeper)) => keeper,
        (None, None) => "いつもの担当".to_owned(),
    };
    let letter = AskLetter {
        asks,
        says: notice.says,
        number: conference_number(conference.id),
        poll,
        code: code.to_string(),
        ways: if is_of_agency {
            ways.lines()
        } else {
            ways.without_mail().lines()
        },
        is_of_agency,
    };
    Ok(Some(Words {
        to: address,
        subject: fixed(&letter.subject()),
        text: letter.text(writing.links.as_ref()),
        calendar: None,
        reply_to: None,
    }))
}

/// To whoever asks, as long as they may prepare the conference.
async fn to_host(
    work: &Work,
    (case, conference, poll): (&Case, &Conference, &Poll),
    says: PollSays,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let today = writing.now.in_japan().date;
    let keeper = work.known_account(conference.keeper, today).await?;
    let action = Action::ConveneConference;
    let keeper = keeper.filter(|known| may(&as_if_here(known), action, &object(case)));
    let Some(to) = keeper.as_ref().and_then(address) else {
        return Ok(None);
    };
    let [stands] = stands(work, (case, conference), [poll], writing.now).await?;
    let holds = match says {
        PollSays::QuorumMet => stands.is_quorum_met == Some(true),
        PollSays::AllAnswered => stands.is_complete,
        PollSays::Ask | PollSays::Reminder => false,
    };
    if !holds {
        return Ok(None);
    }
    let number = conference_number(conference.id);
    Ok(Some(Words {
        to,
        subject: fixed(&format!("打ち合わせの日程の答え {number}")),
        text: host_text(&number, stands, writing.links.as_ref()),
        calendar: None,
        reply_to: None,
    }))
}

/// What whoever asks reads.
fn host_text(number: &str, stands: PollStands, links: Option<&Links>) -> String {
    let complete = if stands.is_complete {
        "きいた全員が答えました。\n"
    } else {
        "まだ答えていない人がいます。\n"
    };
    let quorum = match stands.is_quorum_met {
        Some(true) => "かならずいてほしい人がそろう日時があります。\n",
        Some(false) => "かならずいてほしい人がそろう日時は、まだありません。\n",
        None => "",
    };
    let link = links.map(|links| format!("{}\n", links.sign_in()));
    format!(
        "打ち合わせ {number} の日程に、答えがそろってきました。\n\
         {complete}{quorum}\
         \n\
         ■ すること\n\
         renkei（連携）にログインして、「きょうの予定・電話」から日程のページを開き、日時を決めてください。\n\
         {}\
         \n\
         だれについての打ち合わせか、だれが何と答えたかは、この手紙には書いていません。\n",
        link.unwrap_or_default()
    )
}

/// What the letter to somebody who is asked is made of.
struct AskLetter<'p> {
    /// Who asks.
    asks: String,
    says: PollSays,
    number: String,
    poll: &'p Poll,
    /// The code of the link.
    code: String,
    /// How the agency that leads is answered, each way on a line.
    ways: Vec<String>,
    /// Whether it goes to an agency, which is told to name nobody in its answer. To the person and their family that
    /// would tell who writes.
    is_of_agency: bool,
}

/// A date as it is asked about.
fn when(begins: Instant, minutes: u16) -> String {
    let ends = begins.plus(chrono::TimeDelta::minutes(i64::from(minutes)));
    let (begins, ends) = (begins.in_japan(), ends.in_japan());
    let day = japanese_date(begins.date);
    format!("{day} {}〜{}", begins.minute, ends.minute)
}

impl AskLetter<'_> {
    fn subject(&self) -> String {
        let what = match self.says {
            PollSays::Reminder => "【もう一度のお願い】打ち合わせの日程",
            _ => "打ち合わせの日程のお願い",
        };
        format!("{what} {}", self.number)
    }

    fn text(&self, links: Option<&Links>) -> String {
        let again = match self.says {
            PollSays::Reminder => "前にお願いした日程のお返事を、まだ いただいていません。\n",
            _ => "",
        };
        let dates = self.poll.candidates.iter();
        let dates = dates.map(|one| format!("・{}\n", when(one.begins, self.poll.minutes)));
        let dates: String = dates.collect();
        let page = links.map(|links| {
            let page = links.poll(&self.code);
            format!(
                "次のページで、○・△・×を選んで送ってください（開いただけでは、お返事になりません）。\n{page}\n"
            )
        });
        let page = page.unwrap_or_else(|| {
            format!(
                "「日程の番号を入れる」ページで、次の番号を入れてください: {}\n",
                self.code
            )
        });
        let ways = if self.ways.is_empty() {
            "連絡をしている担当者に、いつもの方法でお知らせください。\n".to_owned()
        } else {
            format!("{}\n", self.ways.join("\n"))
        };
        let names = match self.is_of_agency {
            true => "お返事に、利用者のお名前は書かないでください。\n",
            false => "",
        };
        format!(
            "{}が、打ち合わせに出られる日時をうかがっています。\n\
             {again}\
             \n\
             ■ 候補の日時（長さ {}分）\n\
             {dates}\
             \n\
             ■ お返事のしかた（{} まで）\n\
             {page}\
             電話やFAXでもかまいません。番号 {} と、候補ごとの○・△・×をお知らせください。\n\
             {ways}\
             \n\
             {names}\
             まちがって届いたときは、上の連絡先にお知らせのうえ、このメールを消してください。\n",
            self.asks,
            self.poll.minutes,
            japanese_date(self.poll.deadline),
            self.number,
        )
    }
}

/// Notes what became of a message that a courier carried.
pub(super) async fn note_carried(
    work: &Work,
    id: PollNoticeId,
    carried: (Settled, Delivery),
    now: Instant,
) -> Result<(), StoreFault> {
    let Some(mark) = carried_mark(work, id.uuid(), carried, now).await? else {
        return Ok(());
    };
    let place = work.place_of_poll_notice(id).await?;
    let before = work.poll_notice(id).await?;
    let (Some((case, conference)), Some(before)) = (place, before) else {
        return Ok(());
    };
    let after = PollNotice {
        mark,
        ..before.clone()
    };
    work.keep_poll_notice(case, Some(&before), &after).await?;
    if !is_refused(carried) {
        return Ok(());
    }
    let poll = work.poll(conference).await?;
    match poll.filter(|poll| poll.id == after.poll) {
        Some(poll) => respondent_astray(work, (&poll, &after), (None, now)).await,
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_reads_how_far_it_came_and_of_nobody() {
        let text = |is_complete, is_quorum_met| {
            let stands = PollStands {
                is_complete,
                is_quorum_met,
            };
            host_text("№345-678", stands, None)
        };
        let told = text(true, Some(true));
        for words in ["№345-678", "全員が答えました", "そろう日時があります"] {
            assert!(told.contains(words), "{words}: {told}");
        }
        assert!(text(false, Some(true)).contains("まだ答えていない人がいます"));
        assert!(!text(true, None).contains("かならずいてほしい人"));
    }
}
