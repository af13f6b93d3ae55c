//! The letter that a consent ends soon. Whoever keeps the case reads that there is one and where to look, and not
//! of whom; the person reads until when to look at something, and whom to ask. Neither tells what was agreed to,
//! whom it names or what kind of agency asks: a mailbox may have several readers. How the agency that leads is
//! answered by mail, phone or FAX stands in both, without its name.

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::consent::notice::NoticeReader;
use renkei_domain::ids::ConsentNoticeId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::time::japanese_date;
use renkei_store::people::known::KnownAccount;
use renkei_store::{StoreFault, Work};

use super::conference::listed;
use super::links::Links;
use super::render::{Words, Writing, fixed};
use super::whom::Ways;
use crate::cases::is_kept_by;
use crate::consent::ending::span_from;
use crate::people::as_if_here;

/// Where a letter about the end of a consent reaches somebody; nothing where it does not. Who keeps the case is
/// written to at their account, as long as they work for who leads it. A person is written to where they said that
/// mail is how they want to be contacted: at the address they gave for it, else at that of their account.
pub(crate) async fn address_of(
    work: &Work,
    case: &Case,
    reader: NoticeReader,
    today: NaiveDate,
) -> Result<Option<MailAddress>, StoreFault> {
    match reader {
        NoticeReader::Keeper => {
            let keeper = work.known_account(case.keeper, today).await?;
            let keeper = keeper.filter(|known| is_kept_by(&as_if_here(known), case));
            Ok(keeper.as_ref().and_then(address))
        }
        NoticeReader::Person => {
            let Some(person) = case.known().filter(|person| person.takes_mail()) else {
                return Ok(None);
            };
            let given = person.mail.as_ref();
            let given = given.and_then(|mail| MailAddress::parse(mail.as_str()).ok());
            let Some(account) = case.account.filter(|_| given.is_none()) else {
                return Ok(given);
            };
            let own = work.known_account(account, today).await?;
            Ok(own.as_ref().and_then(address))
        }
    }
}

/// The address of an account that is in use.
pub(super) fn address(known: &KnownAccount) -> Option<MailAddress> {
    if known.is_disabled {
        return None;
    }
    MailAddress::parse(known.mail.as_str()).ok()
}

/// The letter, or nothing where what it speaks of was renewed, withdrawn or is over, or nobody reads it any more.
pub(super) async fn words(
    work: &Work,
    id: ConsentNoticeId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let today = writing.now.in_japan().date;
    let Some(standing) = work.standing_notice(id, span_from(today)).await? else {
        return Ok(None);
    };
    let Some(case) = work.case(standing.case).await? else {
        return Ok(None);
    };
    let Some(to) = address_of(work, &case, standing.reader, today).await? else {
        return Ok(None);
    };
    let links = writing.links.as_ref();
    let ways = Ways::of_lead(work, case.lead).await?;
    Ok(Some(match standing.reader {
        NoticeReader::Keeper => Words {
            to,
            subject: fixed("renkei（連携）から 期限のお知らせ"),
            text: to_keeper(standing.last_day, links, &ways.lines()),
            calendar: None,
            reply_to: None,
        },
        NoticeReader::Person => {
            let keeper = work.known_account(case.keeper, today).await?;
            let whom = keeper.map(|keeper| keeper.name.to_string());
            let letter = ToPerson {
                until: standing.last_day,
                whom,
                is_linked: case.account.is_some(),
                ways: ways.without_mail().lines(),
            };
            Words {
                to,
                subject: fixed("renkei（連携）から お知らせ"),
                text: letter.text(links),
                calendar: None,
                reply_to: None,
            }
        }
    }))
}

fn to_keeper(until: NaiveDate, links: Option<&Links>, ways: &[String]) -> String {
    let where_to_look = match links {
        Some(links) => format!(
            "ケースのページの「期限のあること」を開いてください。\n{}\n",
            links.ending_consents()
        ),
        None => {
            "renkei（連携）にログインして、ケースのページの「期限のあること」を開いてください。\n"
                .to_owned()
        }
    };
    format!(
        "担当しているケースに、30日のうちに期限がくる同意があります。\n\
         \n\
         期限: {}\n\
         \n\
         ■ すること\n\
         {where_to_look}\
         つづけるかどうかは、本人がきめます。期限の前に、本人に たずねてください。\n\
         \n\
         {}\
         だれのことか、どんな同意かは、この手紙には書いていません。\n",
        japanese_date(until),
        listed("ログインできないとき・だれかに代わってほしいとき", ways),
    )
}

/// What the letter to a person is made of.
#[derive(Debug, Clone)]
struct ToPerson {
    /// The last day.
    until: NaiveDate,
    /// Whom to ask.
    whom: Option<String>,
    /// Whether they can look for themselves.
    is_linked: bool,
    /// How whom to ask is reached, each way on a line.
    ways: Vec<String>,
}

impl ToPerson {
    fn text(&self, links: Option<&Links>) -> String {
        let mut text = format!(
            "見てほしいことが あります。\n\
             {} までに、見てください。\n\n",
            japanese_date(self.until),
        );
        if self.is_linked {
            text += "■ 見かた\nrenkei（連携）に、いつもの方法で入ってください。\n";
            if let Some(links) = links {
                text += &format!("{}\n", links.sign_in());
            }
            text += "\n";
        }
        let whom = match &self.whom {
            Some(name) => format!("{name} さん"),
            None => "いつも話をしている人".to_owned(),
        };
        text += &format!(
            "■ 聞きたいとき・ひとりでは むずかしいとき\n\
             {whom}に、いつもの方法で知らせてください。「手紙がとどいた」だけで かまいません。\n\
             どう答えるかは、あなたが きめます。\n\
             \n\
             {}\
             ■ 心あたりがないとき\n\
             何もしなくて かまいません。\n",
            listed("電話・FAXで答えるとき", &self.ways),
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, 10).expect("a day")
    }

    fn letter() -> ToPerson {
        ToPerson {
            until: until(),
            whom: Some("高槻 はるか".to_owned()),
            is_linked: true,
            ways: vec![
                "電話 072-000-0067".to_owned(),
                "FAX 072-000-0068".to_owned(),
            ],
        }
    }

    #[test]
    fn a_person_reads_until_when_to_look_how_and_whom_to_ask() {
        let text = letter().text(Some(&Links::example()));
        for told in [
            "2026年12月10日(木) までに、見てください。\n",
            "https://renkei.example.jp/sign-in\n",
            "高槻 はるか さんに、いつもの方法で",
            "■ 電話・FAXで答えるとき\n電話 072-000-0067\nFAX 072-000-0068\n",
        ] {
            assert!(text.contains(told), "{told}\n---\n{text}");
        }
        for kept in [
            "本人",
            "支援",
            "障",
            "病",
            "同意",
            "ケース",
            "就労",
            "機関",
            "cases",
        ] {
            assert!(!text.contains(kept), "{kept}\n---\n{text}");
        }
    }

    #[test]
    fn whoever_has_no_account_is_sent_to_nobody_but_whom_they_know() {
        let alone = ToPerson {
            whom: None,
            is_linked: false,
            ways: Vec::new(),
            ..letter()
        };
        let text = alone.text(Some(&Links::example()));
        assert!(text.contains("いつも話をしている人に、"), "{text}");
        assert!(!text.contains("http") && !text.contains("見かた"), "{text}");
        assert!(!text.contains("FAX"), "{text}");
    }

    #[test]
    fn who_keeps_the_case_reads_where_to_look_and_not_of_whom() {
        let text = to_keeper(until(), Some(&Links::example()), &letter().ways);
        for told in [
            "期限: 2026年12月10日(木)\n",
            "https://renkei.example.jp/cases/ending\n",
            "\n電話 072-000-0067\nFAX 072-000-0068\n",
        ] {
            assert!(text.contains(told), "{told}\n---\n{text}");
        }
        let text = to_keeper(until(), None, &[]);
        assert!(
            !text.contains("http") && text.contains("「期限のあること」"),
            "{text}"
        );
    }
}
