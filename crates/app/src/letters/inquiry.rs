//! The letter to an agency that asks whether its entry is still so: what is asked, the link that shows what is public of it
//! and takes the answer, and how to answer otherwise. Whether that is still asked is decided once more by the claim, which
//! makes the link. It tells nothing of anybody.

use chrono::NaiveDate;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{ContactOutcome, Inquiry, InquiryState};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::InquiryContactId;
use renkei_domain::letters::delivery::Delivery;
use renkei_domain::letters::state::{LetterState, Settled};
use renkei_domain::people::PaperCode;
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, japanese_date};
use renkei_store::directory::resource::StoredResource;
use renkei_store::{StoreFault, Work};

use super::conference::carried::is_refused;
use super::links::Links;
use super::render::{Words, Writing, fixed};
use super::whom::{Naming, whom_to_ask};
use crate::directory::inquiry::contact::contact_became;
use crate::people::inquiry_link_hash;

/// What the letter says.
struct Letter<'w> {
    agency: Line,
    network: &'w str,
    groups: Vec<FieldGroup>,
    code: PaperCode,
    /// The last day on which the link opens.
    until: NaiveDate,
    /// The number of its sheets, by which the desk finds it on the phone.
    number: &'w PaperCode,
    whom: Option<String>,
}

/// The letter, or nothing where that is not asked any more, was asked otherwise since, has closed, or has no address.
pub(super) async fn words(
    work: &Work,
    id: InquiryContactId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some((inquiry, resource)) = work.place_of_inquiry_contact(id).await? else {
        return Ok(None);
    };
    let inquiry = work.inquiry(inquiry).await?;
    let Some(inquiry) = inquiry.filter(|one| one.state == InquiryState::Open) else {
        return Ok(None);
    };
    let contacts = work.inquiry_contacts(inquiry.id).await?;
    let is_last = contacts.last().is_some_and(|last| {
        let is_inside = matches!(
            last.outcome,
            ContactOutcome::Prepared | ContactOutcome::NotSent
        );
        last.id == id && is_inside
    });
    let entry = work.resource(resource).await?;
    let is_asked = |entry: &StoredResource| is_last && entry.lifecycle == Lifecycle::Active;
    let Some(entry) = entry.filter(is_asked) else {
        return Ok(None);
    };
    let Some(to) = entry.facts.letters_go_to() else {
        return Ok(None);
    };
    let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, writing.entropy.as_ref());
    let until = Inquiry::link_until(writing.now.in_japan().date);
    let hash = inquiry_link_hash(&code);
    let times = (writing.now, until);
    work.add_inquiry_link(&inquiry, &hash, times).await?;
    let mut networks = writing.networks.iter();
    let network = networks.find(|network| network.id == inquiry.network);
    let secretariat = network.and_then(|network| network.secretariat.as_ref());
    let letter = Letter {
        agency: entry.facts.name,
        network: network.map_or("ネットワーク", |network| network.name.as_str()),
        groups: inquiry.asked(),
        code,
        until,
        number: &inquiry.code,
        whom: whom_to_ask(secretariat, Naming::Named),
    };
    Ok(Some(Words {
        to,
        subject: fixed("renkei（連携）から 名簿の内容のお確かめ"),
        text: letter.text(writing.links.as_ref()),
        calendar: None,
        reply_to: None,
    }))
}

impl Letter<'_> {
    fn text(&self, links: Option<&Links>) -> String {
        let groups: Vec<&str> = self.groups.iter().map(|group| group.word()).collect();
        let page = match links {
            Some(links) => format!(
                "次のページを開きます。\n{}\n",
                links.inquiry(&self.code.to_string())
            ),
            None => format!(
                "「名簿の内容のお確かめ」のページで、次のリンクの番号を入れます: {}\n",
                self.code
            ),
        };
        let whom = self
            .whom
            .as_deref()
            .unwrap_or("ネットワークの事務局に、いつもの方法でお知らせください。\n");
        format!(
            "{} 御中\n\
             \n\
             {}の名簿（支援機関の一覧）にのっている内容が、いまも正しいかを教えてください。\n\
             1分ほどで終わります。変わったところがなければ、ボタンを1回押すだけです。\n\
             \n\
             ■ 確かめていただくこと\n\
             {}\n\
             \n\
             ■ 答えかた\n\
             {page}\
             いま名簿にのっている公開の内容だけが表示されます。ログインは いりません。\n\
             ページを開いただけでは、何も変わりません。{} まで使えます。\n\
             \n\
             ■ ページを使わないとき・お問い合わせ\n\
             {whom}\
             お確かめの番号: {}\n\
             \n\
             担当者名をのせたくないとき、連絡をFAXだけにしたいときも、お知らせください。\n\
             返事に、利用者のことは書かないでください。\n",
            self.agency,
            self.network,
            groups.join("・"),
            japanese_date(self.until),
            self.number,
        )
    }
}

/// Notes what became of a letter that a courier carried. One that a server will never take tells that the address is wrong.
pub(super) async fn note_carried(
    work: &Work,
    id: InquiryContactId,
    (settled, delivery): (Settled, Delivery),
    now: Instant,
) -> Result<(), StoreFault> {
    let outcome = match settled.state {
        LetterState::Sent => ContactOutcome::Sent,
        LetterState::Undeliverable if settled.may_have_arrived => ContactOutcome::Sent,
        LetterState::Undeliverable if is_refused((settled, delivery)) => ContactOutcome::Bounced,
        LetterState::Undeliverable | LetterState::Withdrawn => ContactOutcome::NotSent,
        LetterState::Queued | LetterState::Claimed | LetterState::Waiting => return Ok(()),
    };
    contact_became(work, id, outcome, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use renkei_domain::outside::Entropy;

    use super::*;

    struct Ones;

    impl Entropy for Ones {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(1);
        }
    }

    #[test]
    fn an_agency_reads_what_is_asked_by_which_link_and_until_when() {
        let number = PaperCode::draw(PaperCode::SHEET_GROUPS, &Ones);
        let letter = Letter {
            agency: Line::parse("みほん病院 精神科").expect("a line"),
            network: "高槻の網",
            groups: vec![FieldGroup::Contact, FieldGroup::Hours],
            code: PaperCode::draw(PaperCode::INVITATION_GROUPS, &Ones),
            until: NaiveDate::from_ymd_opt(2027, 5, 10).expect("a day"),
            number: &number,
            whom: Some("みほん支援センター（事務局）\n電話 072-000-0067\n".to_owned()),
        };
        let text = letter.text(Some(&Links::example()));
        for told in [
            "みほん病院 精神科 御中\n",
            "■ 確かめていただくこと\n連絡先・時間\n",
            "https://renkei.example.jp/inquiry/3333-3333-3333-3333\n",
            "2027年5月10日(月) まで使えます",
            "電話 072-000-0067\n",
            "お確かめの番号: 3333-3333\n",
        ] {
            assert!(text.contains(told), "{told}\n---\n{text}");
        }
        let without = letter.text(None);
        assert!(
            without.contains("リンクの番号を入れます: 3333-3333-3333-3333\n"),
            "{without}"
        );
        assert!(!without.contains("http"), "{without}");
    }
}
