//! The letter to an agency about what another one observed of it. It says everything there is to say, how
//! to answer and from which day on members read it. The days to answer begin on the day it leaves.

use chrono::NaiveDate;
use renkei_domain::directory::observation::{DAYS_TO_ANSWER, Observation};
use renkei_domain::ids::StrengthId;
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, japanese_date};
use renkei_store::{StoreFault, Work};

use super::render::{Words, Writing, fixed};
use super::whom::{Naming, whom_to_ask};
use crate::directory::inquiry::astray::observed_astray;
use crate::directory::secretariat::Secretariat;

/// What the letter says.
#[derive(Debug, Clone)]
struct Letter {
    /// The agency that it goes to.
    agency: Line,
    /// What was observed of it.
    observation: Observation,
    /// The agency that observed.
    by: Option<Line>,
    /// The network whose members will read it.
    network: Option<String>,
    /// Who takes answers.
    secretariat: Option<Secretariat>,
    /// The first day on which members may read it, if the letter leaves today.
    readable_from: NaiveDate,
}

/// The letter, or nothing where the agency has been told by another way, or has no address any more.
pub(super) async fn words(
    work: &Work,
    id: StrengthId,
    writing: &Writing,
) -> Result<Option<Words>, StoreFault> {
    let Some(observation) = work.observation(id).await? else {
        return Ok(None);
    };
    if observation.told_on.is_some() || observation.withdrawn.is_some() {
        return Ok(None);
    }
    let Some(entry) = work.resource(observation.resource).await? else {
        return Ok(None);
    };
    let Some(to) = entry.facts.letters_go_to() else {
        return Ok(None);
    };
    let by = work.organization(observation.by).await?;
    let mut networks = writing.networks.iter();
    let network = networks.find(|known| known.id == observation.network);
    let letter = Letter {
        agency: entry.facts.name,
        by: by.map(|by| by.name),
        network: network.map(|network| network.name.clone()),
        secretariat: network.and_then(|network| network.secretariat.clone()),
        readable_from: Observation::readable_if_told(writing.now.in_japan().date),
        observation,
    };
    Ok(Some(Words {
        to,
        subject: fixed("renkei（連携）から お知らせの手紙"),
        text: letter.text(),
        calendar: None,
        reply_to: None,
    }))
}

/// Notes that the letter about an observation has left: from this day on the agency has time to answer.
pub(super) async fn note_told(work: &Work, id: StrengthId, now: Instant) -> Result<(), StoreFault> {
    let Some(seen) = work.observation(id).await? else {
        return Ok(());
    };
    // The entry is locked as it is for every step, so that no answer that comes meanwhile is lost.
    work.head(seen.resource).await?;
    let Some(observation) = work.observation(id).await? else {
        return Ok(());
    };
    let today = now.in_japan().date;
    match observation.told(today, today) {
        Some(told) if observation.told_on.is_none() => work.change_observation(&told).await,
        _ => Ok(()),
    }
}

/// Notes that nobody is at the address of the agency: it is asked at once how it is reached.
pub(super) async fn note_astray(
    work: &Work,
    id: StrengthId,
    now: Instant,
) -> Result<(), StoreFault> {
    let Some(seen) = work.observation(id).await? else {
        return Ok(());
    };
    observed_astray(work, seen.resource, now).await?;
    Ok(())
}

impl Letter {
    fn text(&self) -> String {
        [
            self.what_it_is(),
            self.what_was_observed(),
            self.who_reads_it(),
            self.how_to_answer(),
        ]
        .join("\n")
    }

    fn network(&self) -> &str {
        self.network.as_deref().unwrap_or("ネットワーク")
    }

    fn what_it_is(&self) -> String {
        format!(
            "{} 御中\n\n\
             {}の名簿に、ほかの機関が気づいたことが書かれました。\n\
             ネットワークの人が読むのは、{DAYS_TO_ANSWER}日あとからです。先にお読みください。返事も書けます。\n",
            self.agency,
            self.network(),
        )
    }

    fn what_was_observed(&self) -> String {
        let observation = &self.observation;
        let basis = observation.basis.as_ref();
        let basis = basis.map(|basis| format!("もとにしたこと: {basis}\n"));
        format!(
            "■ 書かれたこと\n{}\n{}\n{}だれが: {}が {}に見たところ\n",
            observation.head(),
            observation.text,
            basis.unwrap_or_default(),
            self.by.as_ref().map_or("ほかの機関", Line::as_str),
            japanese_date(observation.stated_on),
        )
    }

    fn who_reads_it(&self) -> String {
        format!(
            "■ いつから、だれが読むか\n\
             早くて {} から、事務局が公開すると、{}の支援機関の人が読みます。\n\
             それまでは、この機関と、書いた機関と、事務局だけが読みます。ほかの人には公開されません。\n",
            japanese_date(self.readable_from),
            self.network(),
        )
    }

    fn how_to_answer(&self) -> String {
        let whom = whom_to_ask(self.secretariat.as_ref(), Naming::Named);
        let whom = whom.unwrap_or_else(|| {
            "ネットワークの事務局に、いつもの方法でお知らせください。\n".to_owned()
        });
        format!(
            "■ 返事のしかた（メール・電話・FAXの、どれでも）\n\
             {whom}\
             「そのとおり」「ちがう」「こう書いてほしい」だけでも かまいません。返事をする人のお名前と役割も教えてください。\n\
             返事は、書かれたことのすぐ下にのせます。返事は、なくても かまいません。\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::phone::Phone;
    use renkei_domain::directory::strength::{Topic, Valence};
    use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
    use uuid::Uuid;

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn letter() -> Letter {
        Letter {
            agency: line("みほん病院 精神科"),
            observation: Observation {
                id: StrengthId::from_uuid(Uuid::nil()),
                resource: ResourceId::from_uuid(Uuid::nil()),
                network: NetworkId::from_uuid(Uuid::nil()),
                by: OrganizationId::from_uuid(Uuid::nil()),
                valence: Valence::Strong,
                topic: Topic::General,
                text: line("午前の電話がつながりやすい"),
                basis: Some(line("この1年に5件の紹介で")),
                stated_on: day(1),
                written_on: day(2),
                told_on: None,
                reply: None,
                released_on: None,
                withdrawn: None,
            },
            by: Some(line("ひなた就労支援室")),
            network: Some("高槻の網".to_owned()),
            secretariat: Some(Secretariat {
                name: "みほん支援センター".to_owned(),
                phone: Some(Phone::published(line("072-000-0067"))),
                mail: Some("mihon@example.jp".to_owned()),
                fax: Some(Phone::published(line("072-000-0068"))),
            }),
            readable_from: Observation::readable_if_told(day(6)),
        }
    }

    #[test]
    fn an_agency_reads_what_was_observed_from_when_on_and_how_to_answer() {
        let text = letter().text();
        for told in [
            "みほん病院 精神科 御中\n",
            "■ 書かれたこと\n得意\n午前の電話がつながりやすい\nもとにしたこと: この1年に5件の紹介で\n",
            "だれが: ひなた就労支援室が 2026年11月1日(日)に見たところ\n",
            "早くて 2026年11月20日(金) から、事務局が公開すると、高槻の網の支援機関の人が読みます。\n",
            "みほん支援センター（事務局）\nメール mihon@example.jp\n電話 072-000-0067\nFAX 072-000-0068\n",
        ] {
            assert!(text.contains(told), "{told}\n---\n{text}");
        }
        assert!(!text.contains("http"), "{text}");
    }

    #[test]
    fn without_a_secretariat_it_says_whom_to_tell() {
        let alone = Letter {
            secretariat: None,
            network: None,
            by: None,
            ..letter()
        };
        let text = alone.text();
        assert!(
            text.contains("ネットワークの事務局に、いつもの方法で"),
            "{text}"
        );
        assert!(text.contains("だれが: ほかの機関が "), "{text}");
    }
}
