//! The letter to somebody who was invited. It names whoever invites and what to, and never whom: a mailbox
//! may have several readers. To a person it does not tell what kind of agency invites either.

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{InvitationId, NetworkId, OrganizationId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::{PaperCode, Standing};
use renkei_domain::time::{Moment, japanese_date};
use renkei_store::people::invitation::OpenInvitation;
use renkei_store::{StoreFault, Work};

use super::links::Links;
use super::render::{Words, Writing, fixed};
use super::whom::{Naming, Ways, whom_to_ask};
use crate::App;
use crate::directory::secretariat::Secretariat;
use crate::people::invitation_hash;

/// What the letter says.
#[derive(Debug, Clone)]
struct Letter {
    /// Who invites.
    inviter: Option<String>,
    /// What one is invited to be.
    standing: Standing,
    /// The network or the 法人.
    place: Option<String>,
    /// The code, made for this letter.
    code: PaperCode,
    /// Until when it is good.
    until: Moment,
    /// Who takes an answer by mail, phone or FAX.
    secretariat: Option<Secretariat>,
    /// By what the 法人 is answered that somebody is to work for, each way on a line, where no secretariat is.
    workplace: Vec<String>,
}

/// The letter, or nothing where the invitation opens nothing any more. The code is kept in the transaction that
/// claims the letter; those of earlier letters and sheets stay good.
pub(super) async fn words(
    work: &Work,
    id: InvitationId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some(open) = work.lock_open_invitation(id, writing.now).await? else {
        return Ok(None);
    };
    // Nobody comes in by a code that such a letter would tell.
    if open.is_inviter_disabled {
        return Ok(None);
    }
    let invitation = &open.invitation;
    let mail = invitation.mail.as_ref();
    // Whoever invites is told at once of an address to which no letter goes, so that this one was good.
    let Some(to) = mail.and_then(|mail| MailAddress::parse(mail.as_str()).ok()) else {
        return Ok(None);
    };
    let code = PaperCode::draw(PaperCode::INVITATION_GROUPS, writing.entropy.as_ref());
    work.add_invitation_code(id, &invitation_hash(&code), writing.now)
        .await?;
    let network = network_of(work, &open, writing).await?;
    let network = network.and_then(|id| writing.networks.iter().find(|known| known.id == id));
    let secretariat = network.and_then(|network| network.secretariat.clone());
    let workplace = match (invitation.standing, &secretariat) {
        (Standing::Staff(organization), None) => Ways::of_lead(work, organization).await?.lines(),
        _ => Vec::new(),
    };
    let letter = Letter {
        standing: invitation.standing,
        until: invitation.expires_at.in_japan(),
        inviter: open.inviter,
        place: open.place,
        code,
        secretariat,
        workplace,
    };
    Ok(Some(Words {
        to,
        subject: fixed("renkei（連携）から 招待の手紙"),
        text: letter.text(writing.links.as_ref()),
        calendar: None,
        reply_to: None,
    }))
}

/// The network whose secretariat takes answers: the one that the invitation leads into, for a person the one
/// of whoever invites.
async fn network_of(
    work: &Work,
    open: &OpenInvitation,
    writing: &Writing,
) -> Result<Option<NetworkId>, StoreFault> {
    Ok(match open.invitation.standing {
        Standing::Coordinator(network) => Some(network),
        Standing::Staff(organization) => first_network_of(&writing.members, organization),
        Standing::Person => match open.invitation.invited_by {
            Some(inviter) => {
                let today = writing.now.in_japan().date;
                let inviter = work.known_account(inviter, today).await?;
                inviter.and_then(|inviter| inviter.networks.first().copied())
            }
            None => None,
        },
        Standing::Operator => None,
    })
}

/// The first of the networks whose member an organization is.
fn first_network_of(
    members: &[(NetworkId, OrganizationId)],
    organization: OrganizationId,
) -> Option<NetworkId> {
    let mut members = members.iter();
    let member = members.find(|(_, member)| *member == organization);
    member.map(|(network, _)| *network)
}

/// How a letter calls who takes answers.
const fn naming(standing: Standing) -> Naming {
    match standing {
        Standing::Person => Naming::Unnamed,
        Standing::Coordinator(_) | Standing::Staff(_) | Standing::Operator => Naming::Named,
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whether the letter about an invitation says how to reach a secretariat, which takes answers. Without one it
    /// says how to reach the workplace, where that is known, or leaves the answer to whoever invites.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn invitation_names_secretariat(
        &self,
        by: &Principal,
        standing: Standing,
    ) -> Result<bool, StoreFault> {
        let network = match standing {
            Standing::Coordinator(network) => Some(network),
            Standing::Staff(organization) => {
                first_network_of(&self.store.network_members().await?, organization)
            }
            Standing::Person => by.networks.first().copied(),
            Standing::Operator => None,
        };
        let networks = self.named_networks().await?;
        let known = networks.iter().find(|known| Some(known.id) == network);
        let secretariat = known.and_then(|known| known.secretariat.as_ref());
        Ok(whom_to_ask(secretariat, naming(standing)).is_some())
    }
}

impl Letter {
    fn text(&self, links: Option<&Links>) -> String {
        [
            self.who_and_what(),
            self.code_and_until(),
            self.how_to_accept(links),
            self.how_to_answer(),
            NO_IDEA.to_owned(),
        ]
        .join("\n")
    }

    fn who_and_what(&self) -> String {
        let inviter = match &self.inviter {
            Some(name) => format!("{name} さん"),
            None => "renkei の運用者".to_owned(),
        };
        let mut text = format!("renkei（連携）のアカウントへの招待です。\n\n招いた人: {inviter}\n");
        if self.standing != Standing::Person {
            let role = self.standing.role_word();
            text += &match &self.place {
                Some(place) => format!("招かれた所と役割: {place} の {role}\n"),
                None => format!("役割: {role}\n"),
            };
        }
        text
    }

    fn code_and_until(&self) -> String {
        let (day, time) = (japanese_date(self.until.date), self.until.minute);
        format!(
            "招待の番号: {}\n{day} {time} まで、1人が1回だけ使えます。\n",
            self.code
        )
    }

    fn how_to_accept(&self, links: Option<&Links>) -> String {
        match links {
            Some(links) => format!(
                "■ 受けるとき\n\
                 次のアドレスを開いて、お名前とパスワードを決めてください。開いただけでは、何も変わりません。\n\
                 {}\n\
                 開けないときは、{} を開いて、招待の番号を入れてください。\n",
                links.invitation(&self.code.to_string()),
                links.enter_code(),
            ),
            None => "■ 受けるとき\n\
                 連携の「招待の番号を入れる」ページを開いて、番号を入れ、お名前とパスワードを決めてください。\n\
                 ページの開きかたは、招いた人か、下の連絡先でお聞きください。\n"
                .to_owned(),
        }
    }

    /// How the 法人 itself is answered; nothing where no way is known.
    fn at_the_workplace(&self) -> Option<String> {
        if self.workplace.is_empty() {
            return None;
        }
        let place = self.place.as_deref().unwrap_or("招いた所");
        Some(format!("{place}\n{}\n", self.workplace.join("\n")))
    }

    fn how_to_answer(&self) -> String {
        let naming = naming(self.standing);
        let by = match naming {
            Naming::Unnamed => "電話・FAX",
            Naming::Named => "メール・電話・FAX",
        };
        let whom = whom_to_ask(self.secretariat.as_ref(), naming);
        let whom = whom.or_else(|| self.at_the_workplace());
        let whom =
            whom.unwrap_or_else(|| "招いた人に、いつもの方法でお知らせください。\n".to_owned());
        format!(
            "■ {by}で答えるとき\n\
             {whom}\
             「受けたい」「受けない」「この手紙では わからない」だけで かまいません。番号は言わないでください。\n"
        )
    }
}

/// For whoever got the letter by mistake.
const NO_IDEA: &str = "■ 心あたりがないとき\n\
     何もしなくて かまいません。期限が過ぎると、この招待は使えなくなります。番号は、ほかの人に教えないでください。\n";

#[cfg(test)]
mod tests {
    use renkei_domain::directory::phone::Phone;
    use renkei_domain::ids::OrganizationId;
    use renkei_domain::text::Line;
    use renkei_domain::time::Instant;
    use uuid::Uuid;

    use super::*;

    const NAME: &str = "みほん就業・生活支援センター";

    fn letter(standing: Standing) -> Letter {
        let line = |text: &str| Line::parse(text).expect("a line");
        Letter {
            inviter: Some("高槻 はるか".to_owned()),
            standing,
            place: match standing {
                Standing::Staff(_) => Some("ひなた就労支援室".to_owned()),
                _ => None,
            },
            code: PaperCode::read("ABCD-EFGH-JKMN-PQRS").expect("a code"),
            until: Instant::from_micros(1_796_346_000_000_000).in_japan(),
            secretariat: Some(Secretariat {
                mail: Some("mihon@example.jp".to_owned()),
                name: NAME.to_owned(),
                phone: Some(Phone {
                    extension: Some(line("12")),
                    ..Phone::published(line("072-000-0067"))
                }),
                fax: Some(Phone::published(line("072-000-0068"))),
            }),
            workplace: Vec::new(),
        }
    }

    fn staff() -> Letter {
        letter(Standing::Staff(OrganizationId::from_uuid(Uuid::nil())))
    }

    #[test]
    fn a_supporter_reads_who_invites_what_to_until_when_and_how_to_answer() {
        let text = staff().text(Some(&Links::example()));
        for told in [
            "招いた人: 高槻 はるか さん\n",
            "ひなた就労支援室 の 職員\n",
            "招待の番号: ABCD-EFGH-JKMN-PQRS\n2026年12月4日(金) 10:00 まで",
            "https://renkei.example.jp/invitation/ABCD-EFGH-JKMN-PQRS\n",
            "みほん就業・生活支援センター（事務局）\nメール mihon@example.jp\n電話 072-000-0067（内線 12）\nFAX 072-000-0068\n",
        ] {
            assert!(text.contains(told), "{told}\n---\n{text}");
        }
    }

    #[test]
    fn without_a_public_address_a_letter_carries_the_code_alone() {
        let text = staff().text(None);
        assert!(text.contains("招待の番号: ABCD-EFGH-JKMN-PQRS\n"), "{text}");
        assert!(!text.contains("http") && !text.contains('/'), "{text}");
    }

    #[test]
    fn a_person_is_not_told_apart_by_the_letter() {
        let text = letter(Standing::Person).text(Some(&Links::example()));
        assert!(
            text.contains("■ 電話・FAXで答えるとき\n電話 072-000-0067"),
            "{text}"
        );
        for told in [NAME, "mihon@example.jp", "事務局", "本人", "支援"] {
            assert!(!text.contains(told), "{told}\n---\n{text}");
        }
    }

    #[test]
    fn without_a_secretariat_it_is_the_inviter_who_takes_answers() {
        let alone = Letter {
            inviter: None,
            secretariat: None,
            ..staff()
        };
        let text = alone.text(None);
        assert!(text.contains("招いた人: renkei の運用者\n"), "{text}");
        assert!(text.contains("招いた人に、いつもの方法で"), "{text}");
        let at_work = Letter {
            workplace: vec!["電話 072-000-0099".to_owned()],
            ..alone
        };
        let text = at_work.text(None);
        assert!(
            text.contains("ひなた就労支援室\n電話 072-000-0099\n"),
            "{text}"
        );
        assert!(!text.contains("いつもの方法で"), "{text}");
    }
}
