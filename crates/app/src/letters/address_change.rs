//! The letter to the address that an account had until now: whoever changed an address that is not theirs
//! does not keep the owner from hearing of it. It tells neither who they are nor the new address, since the
//! old mailbox may have other readers.

use renkei_domain::ids::{AccountId, AddressChangeId, LetterId, NetworkId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::{self, Standing};
use renkei_domain::time::{Instant, Moment, japanese_date};
use renkei_store::letters::address_change::AddressChange;
use renkei_store::people::known::KnownAccount;
use renkei_store::{StoreFault, Work};

use super::render::{Words, Writing, fixed};
use super::whom::{Naming, whom_to_ask};

/// What a letter to a former address is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Notice {
    /// The id of the letter.
    pub(crate) letter: LetterId,
    /// The id of what it speaks of.
    pub(crate) change: AddressChangeId,
    /// When the address was changed.
    pub(crate) at: Instant,
}

/// Queues a letter to the address that an account had until now, in the act that changes it. None goes where
/// only capitals differ, nor to an address to which no letter can go.
pub(crate) async fn tell_former_address(
    work: &Work,
    account: AccountId,
    (old, new): (&people::MailAddress, &people::MailAddress),
    notice: Notice,
) -> Result<(), StoreFault> {
    let Ok(to) = MailAddress::parse(old.as_str()) else {
        return Ok(());
    };
    if old.key() == new.key() {
        return Ok(());
    }
    let change = AddressChange {
        id: notice.change,
        account,
        old: to,
        at: notice.at,
    };
    work.add_address_change(&change).await?;
    let subject = LetterSubject::AddressChange(notice.change);
    work.queue_letter(notice.letter, subject, notice.at).await
}

/// The letter, or nothing where its account is there no more.
pub(super) async fn words(
    work: &Work,
    id: AddressChangeId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some(change) = work.address_change(id).await? else {
        return Ok(None);
    };
    let today = writing.now.in_japan().date;
    let Some(owner) = work.known_account(change.account, today).await? else {
        return Ok(None);
    };
    let network = network_of(work, &owner, writing).await?;
    let network = network.and_then(|id| writing.networks.iter().find(|known| known.id == id));
    let secretariat = network.and_then(|network| network.secretariat.as_ref());
    let mut standings = owner.standings.iter();
    let naming = if standings.any(|known| known.membership.standing == Standing::Person) {
        Naming::Unnamed
    } else {
        Naming::Named
    };
    let whom = whom_to_ask(secretariat, naming);
    Ok(Some(Words {
        to: change.old,
        subject: fixed("renkei（連携）から アドレスのお知らせ"),
        text: text(change.at.in_japan(), whom.as_deref()),
        calendar: None,
        reply_to: None,
    }))
}

/// The network whose secretariat is asked: one of the owner's, for a person the one of whoever invited them.
async fn network_of(
    work: &Work,
    owner: &KnownAccount,
    writing: &Writing,
) -> Result<Option<NetworkId>, StoreFault> {
    if let Some(network) = owner.networks.first() {
        return Ok(Some(*network));
    }
    let Some(inviter) = work.inviter_of(owner.id).await? else {
        return Ok(None);
    };
    let today = writing.now.in_japan().date;
    let inviter = work.known_account(inviter, today).await?;
    Ok(inviter.and_then(|inviter| inviter.networks.first().copied()))
}

fn text(at: Moment, whom: Option<&str>) -> String {
    let (day, time) = (japanese_date(at.date), at.minute);
    let whom = whom.unwrap_or("renkei を教えてくれた人に、いつもの方法でお知らせください。\n");
    format!(
        "renkei（連携）で、あなたのアカウントのログインに使うメールアドレスが変わりました。前のアドレスにお知らせしています。\n\
         \n\
         変わった日時: {day} {time}\n\
         \n\
         ■ ご自分で変えたとき\n\
         何もしなくて かまいません。これからは、新しいアドレスでログインします。\n\
         \n\
         ■ 心あたりがないとき\n\
         ほかの人が、あなたのアカウントに入っているかもしれません。すぐにお知らせください。\n\
         {whom}\
         「アドレスを変えていない」だけで かまいません。パスワードは言わないでください。\n"
    )
}
