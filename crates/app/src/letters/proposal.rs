//! The letter to whoever proposed to put something right in the directory: of each field what came of it, and no more. What
//! they wrote themselves does not stand in it, nor who decided.

use renkei_domain::directory::proposal::{ProposalVerdict, ProposedField};
use renkei_domain::ids::ProposalId;
use renkei_domain::text::Line;
use renkei_store::{StoreFault, Work};

use super::links::Links;
use super::render::{Words, Writing, fixed};
use super::whom::{Naming, whom_to_ask};

/// The letter, or nothing where nothing was decided or where they are reached is forgotten.
pub(super) async fn words(
    work: &Work,
    id: ProposalId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some(proposal) = work.proposal(id).await? else {
        return Ok(None);
    };
    let Some(to) = work.proposer(id).await? else {
        return Ok(None);
    };
    if proposal.decided_at.is_none() {
        return Ok(None);
    }
    let entry = match proposal.resource {
        Some(resource) => work.resource(resource).await?,
        None => None,
    };
    let mut networks = writing.networks.iter();
    let network = networks.find(|known| known.id == proposal.network);
    let secretariat = network.and_then(|network| network.secretariat.as_ref());
    let came = proposal.changes.iter();
    let letter = ProposalLetter {
        network: network.map(|network| network.name.clone()),
        entry: entry.map(|entry| entry.facts.name),
        came: came
            .filter_map(|change| Some((change.field, change.verdict?)))
            .collect(),
        code: proposal.code.to_string(),
        ways: whom_to_ask(secretariat, Naming::Named),
    };
    Ok(Some(Words {
        to,
        subject: fixed("お知らせいただいた 名簿のまちがいについて"),
        text: letter.text(writing.links.as_ref()),
        calendar: None,
        reply_to: None,
    }))
}

/// What the letter is made of.
struct ProposalLetter {
    /// The network that decided.
    network: Option<String>,
    /// The entry that it was about.
    entry: Option<Line>,
    /// What came of each field.
    came: Vec<(ProposedField, ProposalVerdict)>,
    /// The code by which they read the same.
    code: String,
    /// How the secretariat is answered.
    ways: Option<String>,
}

impl ProposalLetter {
    fn text(&self, links: Option<&Links>) -> String {
        let network = self.network.as_deref().unwrap_or("ネットワーク");
        let about = match &self.entry {
            Some(entry) => format!("「{entry}」について"),
            None => "名簿にない機関のことを".to_owned(),
        };
        let came: String = self
            .came
            .iter()
            .map(|(field, verdict)| format!("・{field}: {verdict}\n"))
            .collect();
        let page = match links {
            Some(links) => format!("次のページでも読めます。\n{}\n", links.proposal(&self.code)),
            None => format!(
                "名簿の「知らせたことが どうなったか」のページに、次の番号を入れても読めます: {}\n",
                self.code
            ),
        };
        let ways = self.ways.as_ref();
        let ways = ways.map(|ways| format!("\n■ お問い合わせ\n{ways}"));
        format!(
            "{about}知らせてくださり、ありがとうございました。\n\
             {network}の事務局が確かめました。\n\
             \n\
             ■ どうなったか\n\
             {came}\
             \n\
             {page}\
             {}\
             \n\
             このメールへの返事は いりません。まちがって届いたときは、消してください。\n",
            ways.unwrap_or_default(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_says_what_came_of_each_field_with_a_link_or_the_code() {
        let letter = ProposalLetter {
            network: Some("みほんネットワーク".to_owned()),
            entry: Some(fixed("みほん作業所")),
            came: vec![
                (ProposedField::Phone, ProposalVerdict::Accepted),
                (ProposedField::Hours, ProposalVerdict::AsItStands),
            ],
            code: "ABCD-EFGH-JKMN-PQRS".to_owned(),
            ways: Some("電話 072-000-0167\n".to_owned()),
        };
        let text = letter.text(Some(&Links::example()));
        for words in [
            "「みほん作業所」について",
            "・電話番号: 受け入れました\n",
            "・時間: 確かめたら、いまのままでした\n",
            "https://renkei.example.jp/proposal/ABCD-EFGH-JKMN-PQRS\n",
            "電話 072-000-0167",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let without = letter.text(None);
        assert!(
            without.contains("次の番号を入れても読めます: ABCD-EFGH-JKMN-PQRS\n"),
            "{without}"
        );
    }
}
