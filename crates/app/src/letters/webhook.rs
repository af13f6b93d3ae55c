//! The letter to whoever made a webhook: that it is told nothing any more, why, and what to do. It tells neither what its
//! owner calls it nor where it lies, since a mailbox may have other readers.

use renkei_domain::ids::WebhookId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::webhook::WebhookEnd;
use renkei_domain::time::{Instant, japanese_date, japanese_moment};
use renkei_store::{StoreFault, Work};

use super::links::Links;
use super::render::{Words, Writing, fixed};

/// The letter, or nothing where its owner has seen to it already, or is reached by no letter.
pub(super) async fn words(
    work: &Work,
    id: WebhookId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some(webhook) = work.lock_webhook(id).await? else {
        return Ok(None);
    };
    let Some(ended) = webhook.ended else {
        return Ok(None);
    };
    let today = writing.now.in_japan().date;
    let Some(owner) = work.known_account(webhook.account, today).await? else {
        return Ok(None);
    };
    let Ok(to) = MailAddress::parse(owner.mail.as_str()) else {
        return Ok(None);
    };
    Ok(Some(Words {
        to,
        subject: fixed("renkei（連携）から 変更の知らせが止まったお知らせ"),
        text: text(webhook.made_at, ended, writing.links.as_ref()),
        calendar: None,
        reply_to: None,
    }))
}

fn text(made_at: Instant, (why, at): (WebhookEnd, Instant), links: Option<&Links>) -> String {
    let made = japanese_date(made_at.in_japan().date);
    let at = japanese_moment(at.in_japan());
    let page = links.map(|links| format!("{}\n", links.sign_in()));
    let todo = match why {
        WebhookEnd::Exhausted | WebhookEnd::Gone => {
            "受けとるシステムを直してから、「もう一度はじめる」をおしてください。待っている知らせと、止まっている間の変更を、はじめから順に送ります。使わないなら、消してください。"
        }
        WebhookEnd::OwnerLeft => {
            "つづけるときは、いま所属している人が、自分のアカウントで知らせる先をつくってください。"
        }
    };
    format!(
        "renkei（連携）で、ほかのシステムに名簿の変更を知らせる先（Webhook）のひとつが止まりました。\n\
         \n\
         つくった日: {made}\n\
         止まった時: {at}\n\
         わけ: {}\n\
         \n\
         ■ すること\n\
         renkei にログインして、「アカウント」の「変更を知らせる先を見る」を開きます。\n\
         {}{todo}\n\
         \n\
         このメールへの返事は いりません。\n",
        why.word(),
        page.unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_says_why_and_what_to_do() {
        let made_at = Instant::from_micros(1_795_138_200_000_000);
        let at = Instant::from_micros(1_795_224_600_000_000);
        let links = Links::example();
        for why in WebhookEnd::ALL {
            let told = text(made_at, (*why, at), Some(&links));
            for words in [
                "つくった日: 2026年11月20日(金)\n",
                "止まった時: 2026年11月21日(土) 10:30\n",
                why.word(),
                "https://renkei.example.jp/sign-in\n",
                "■ すること\n",
            ] {
                assert!(told.contains(words), "{words}: {told}");
            }
            assert!(!text(made_at, (*why, at), None).contains("https://"));
        }
    }
}
