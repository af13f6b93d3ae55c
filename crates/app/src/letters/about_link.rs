//! The letter with the address at which somebody who was called reads who it is about: the address and nothing else. It
//! names neither a client nor the number that opens it, and opening the address changes nothing. Whether they may still
//! be told is decided by the claim, and again when they open it.

use renkei_domain::conference::invitation::conference_number;
use renkei_domain::ids::AboutLinkId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::delivery::Delivery;
use renkei_domain::letters::state::Settled;
use renkei_domain::people::PaperCode;
use renkei_domain::time::{Instant, japanese_date};
use renkei_store::{StoreFault, Work};

use super::WhoCalls;
use super::conference::carried::{carried_mark, is_refused};
use super::links::Links;
use super::render::{Words, Writing, fixed};
use crate::conference::call::permitted::permitted;
use crate::directory::inquiry::astray::reader_astray;
use crate::people::about_link_hash;

/// The letter, or nothing where nobody may be told by it any more.
pub(super) async fn words(
    work: &Work,
    id: AboutLinkId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some((case, conference, _)) = work.place_of_about_link(id).await? else {
        return Ok(None);
    };
    let case = work.case(case).await?;
    let Some(case) = case.filter(|case| !case.is_erased() && case.is_open()) else {
        return Ok(None);
    };
    // The claim: whoever stops a consent takes the same head.
    work.hold_consents(case.person).await?;
    let Some(conference) = work.conference(case.id, conference).await? else {
        return Ok(None);
    };
    let mut links = work.about_links(&conference).await?.into_iter();
    let link = links.find(|link| link.id == id && link.is_open(&conference, writing.now));
    let Some(link) = link.filter(|link| link.opened_at.is_none()) else {
        return Ok(None);
    };
    let invitation = work.conference_invitation(conference.id, link.invitation);
    let invitation = invitation.await?;
    let Some(invitation) = invitation.filter(|one| one.is_calling() && one.told.is_none()) else {
        return Ok(None);
    };
    let may = permitted(work, &case, &conference, writing.now).await?;
    let to = MailAddress::parse(link.target.as_str()).ok();
    let Some(to) = to.filter(|_| may.contains(&invitation.participant)) else {
        return Ok(None);
    };
    let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, writing.entropy.as_ref());
    let hash = about_link_hash(&code);
    work.add_about_address(&link, &hash, writing.now).await?;
    let who = WhoCalls::of(work, (&case, &conference), None, writing.now).await?;
    let today = writing.now.in_japan().date;
    let keeper = work.known_account(conference.keeper, today).await?;
    let keeper = keeper.map(|keeper| keeper.name.to_string());
    let names = [Some(who.name), keeper].into_iter().flatten();
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    let letter = LinkLetter {
        asks: names.join(" "),
        number: conference_number(conference.id),
        code: code.to_string(),
        until: link.until(&conference),
        ways: who.ways,
    };
    Ok(Some(Words {
        to,
        subject: fixed(&letter.subject()),
        text: letter.text(writing.links.as_ref()),
        calendar: None,
        reply_to: None,
    }))
}

/// What the letter is made of.
struct LinkLetter {
    /// Who calls.
    asks: String,
    /// The number of the conference.
    number: String,
    /// The code of the address.
    code: String,
    /// Until when it opens.
    until: Instant,
    /// How the agency that leads is answered, each way on a line.
    ways: Vec<String>,
}

impl LinkLetter {
    fn subject(&self) -> String {
        format!("打ち合わせ {} のお知らせ", self.number)
    }

    fn text(&self, links: Option<&Links>) -> String {
        let page = match links {
            Some(links) => format!("次のページを開きます。\n{}\n", links.whom(&self.code)),
            None => format!(
                "「打ち合わせのお知らせを読む」ページで、次のリンクの番号を入れます: {}\n",
                self.code
            ),
        };
        let ways = if self.ways.is_empty() {
            "連絡をしている担当者に、いつもの方法でお知らせください。\n".to_owned()
        } else {
            format!("{}\n", self.ways.join("\n"))
        };
        let until = self.until.in_japan();
        let (day, minute) = (japanese_date(until.date), until.minute);
        format!(
            "{}から、打ち合わせ {} についてのお知らせがあります。\n\
             大切なお知らせのため、メールには書かず、ページで読んでいただきます。\n\
             \n\
             ■ 読みかた\n\
             {page}\
             担当者が電話でお伝えする8文字の番号を入れると、読めます。番号は、このメールには書いていません。\n\
             ページを開いただけでは、何も変わりません。\n\
             {day} {minute} まで読めます。\n\
             \n\
             ■ 番号がわからないとき・お問い合わせ\n\
             {ways}\
             \n\
             お返事に、利用者のお名前は書かないでください。\n\
             まちがって届いたときは、上の連絡先にお知らせのうえ、このメールを消してください。\n",
            self.asks, self.number,
        )
    }
}

/// Notes what became of a letter that a courier carried.
pub(super) async fn note_carried(
    work: &Work,
    id: AboutLinkId,
    carried: (Settled, Delivery),
    now: Instant,
) -> Result<(), StoreFault> {
    let Some(mark) = carried_mark(work, id.uuid(), carried, now).await? else {
        return Ok(());
    };
    let Some((case, conference, _)) = work.place_of_about_link(id).await? else {
        return Ok(());
    };
    let Some(conference) = work.conference(case, conference).await? else {
        return Ok(());
    };
    let links = work.about_links(&conference).await?;
    let Some(before) = links.into_iter().find(|link| link.id == id) else {
        return Ok(());
    };
    let mut after = before.clone();
    after.mark = mark;
    work.mark_about_link(case, (&before, &after)).await?;
    if !is_refused(carried) {
        return Ok(());
    }
    let called = work.conference_invitation(conference.id, after.invitation);
    match called.await? {
        Some(called) => reader_astray(work, called.participant, &after, (None, now)).await,
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_has_the_address_and_neither_a_name_nor_the_number() {
        let letter = LinkLetter {
            asks: "就業・生活支援センター つばさ橋（架空） 高槻 はるか".to_owned(),
            number: "№345-678".to_owned(),
            code: "ABCD-EFGH-JKMN-PQRS".to_owned(),
            until: Instant::from_micros(0),
            ways: vec!["電話 072-000-0167".to_owned()],
        };
        assert_eq!(letter.subject(), "打ち合わせ №345-678 のお知らせ");
        let text = letter.text(Some(&Links::example()));
        for words in [
            "https://renkei.example.jp/whom/ABCD-EFGH-JKMN-PQRS\n",
            "番号は、このメールには書いていません",
            "電話 072-000-0167",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let without = letter.text(None);
        assert!(
            without.contains("リンクの番号を入れます: ABCD-EFGH-JKMN-PQRS\n"),
            "{without}"
        );
    }
}
