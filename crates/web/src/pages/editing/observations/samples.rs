//! Samples of the page of observations: one on its way, nothing at all, and the longest.

use renkei_app::directory::edit::observed::{Observer, ReadObservation};
use renkei_domain::directory::observation::{Observation, Withdrawal};
use renkei_domain::directory::strength::{Reply, Topic, Valence};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, StrengthId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::{Line, Prose};

use super::lines::{line, steps, writing_fields};
use super::{ObservationsPage, WRITE};
use crate::form::{Form, Packed};
use crate::pages::editing::kit::Faults;
use crate::pages::{Samples, Shell};
use crate::paths::{EntrancePath, ObservationsPath, ResourcePath};
use crate::words::moment::Day;

fn observed(text: &str) -> Option<ReadObservation> {
    let text = Line::parse(text).ok()?;
    Some(ReadObservation {
        by: Some(text.to_string()),
        may_reply: true,
        may_release: true,
        may_withdraw: true,
        letter: None,
        observation: Observation {
            id: StrengthId::from_uuid(Default::default()),
            resource: ResourceId::from_uuid(Default::default()),
            network: NetworkId::from_uuid(Default::default()),
            by: OrganizationId::from_uuid(Default::default()),
            valence: Valence::Strong,
            topic: Topic::General,
            basis: Some(text.clone()),
            text,
            stated_on: Day::sample(2026, 11, 1).0,
            written_on: Day::sample(2026, 11, 2).0,
            told_on: None,
            reply: None,
            released_on: None,
            withdrawn: None,
        },
    })
}

fn page(name: &str, found: &[ReadObservation], observers: &[Observer]) -> ObservationsPage {
    let id = ResourceId::from_uuid(Default::default());
    let path = ObservationsPath::of(id);
    let new = |button: &'static str| Form::sample(&path, button);
    let lines = found.iter().enumerate();
    let mail = MailAddress::parse("mihon@example.jp").ok();
    let mail = mail.as_ref();
    let lines = lines.map(|(place, read)| line(read, mail, steps(read, place, mail, None, &new)));
    let fields = writing_fields(&Packed::default().sent(), observers, &Faults::default());
    ObservationsPage {
        shell: Shell::sample_of("高槻 はるか"),
        home: EntrancePath,
        resource: ResourcePath::of(id),
        name: name.to_owned(),
        lines: lines.collect(),
        writing: (!observers.is_empty()).then(|| new(WRITE).with(fields)),
        is_written: !found.is_empty(),
        refusal: None,
    }
}

impl Samples for ObservationsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let observer = |name: &str| Observer {
            network: NetworkId::from_uuid(Default::default()),
            network_name: name.to_owned(),
            agency: OrganizationId::from_uuid(Default::default()),
            name: name.to_owned(),
        };
        let name = "みほん病院 精神科（架空）";
        let new = observed("午前の電話がつながりやすい");
        let told = new.clone().map(|mut read| {
            read.observation.told_on = Some(Day::sample(2026, 11, 5).0);
            read
        });
        let withdrawn = told.clone().map(|mut read| {
            let reason = Line::parse("電話の時間が変わりました").ok();
            let on = Day::sample(2026, 11, 20).0;
            read.observation.withdrawn = reason.map(|reason| Withdrawal { on, reason });
            read
        });
        let usual = new.into_iter().chain(told).chain(withdrawn);
        let usual: Vec<ReadObservation> = usual.collect();
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let answered = observed(&long).map(|mut read| {
            let reply = Prose::parse(&long.repeat(10)).ok();
            let who = Line::parse(&long).ok();
            read.observation.reply = reply.zip(who).map(|(text, who)| Reply {
                text,
                on: Day::sample(2026, 11, 9).0,
                by_name: who.clone(),
                by_role: who,
            });
            read
        });
        let many: Vec<ReadObservation> = (0..6).filter_map(|_| answered.clone()).collect();
        let mut longest = page(&long, &many, &[observer(&long), observer(&long)]);
        longest.refusal = Some(long.clone());
        vec![
            ("usual", page(name, &usual, &[observer("ひなた就労支援室")])),
            ("empty", page(name, &[], &[])),
            ("longest", longest),
        ]
    }
}
