//! "How to reach them now", ready to be shown.

use renkei_domain::directory::contact::policy::Channel;
use renkei_domain::directory::contact::reach::{MissingWay, ReachAnswer, Way};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::people::ContactPerson;
use renkei_domain::directory::phone::dial;
use renkei_domain::time::Moment;

use super::moment;

/// When to use a number that something speaks against.
pub(crate) const CONFIRM_FIRST: &str = "番号を確かめてから";

/// The answer as a box on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ReachBox {
    pub(crate) now: Option<ReachLine>,
    pub(crate) later: Vec<ReachLine>,
    /// What is asked for and cannot be done, with what is not known, as a sentence without its end.
    pub(crate) missing: Option<String>,
    /// Where to ask how to get in touch, if nothing else can be done.
    pub(crate) ask_first: Option<ReachLine>,
    pub(crate) why: &'static str,
    pub(crate) never: Vec<String>,
}

/// One way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReachLine {
    /// By what; where something speaks against the number, that stands beside it.
    pub(crate) channel: String,
    pub(crate) target: Option<String>,
    pub(crate) href: Option<String>,
    pub(crate) after: String,
    pub(crate) ask: String,
    pub(crate) when: String,
    pub(crate) etiquette: Option<String>,
    pub(crate) is_doubtful: bool,
}

impl ReachBox {
    /// `persons` are those whom the reader may know of.
    pub(crate) fn of(answer: &ReachAnswer, persons: &[ContactPerson], now: Moment) -> Self {
        Self {
            now: answer.now.as_ref().map(|way| {
                let when = match (way.is_certain, way.until) {
                    _ if way.way.is_doubtful => CONFIRM_FIRST.to_owned(),
                    _ if answer.may_be_forbidden() => moment::READ_FIRST.to_owned(),
                    (true, Some(end)) => moment::until(end, now),
                    (true, None) => "いつでも".to_owned(),
                    (false, _) => moment::perhaps(way.next, now),
                };
                line(&way.way, persons, when)
            }),
            later: answer
                .later
                .iter()
                .map(|later| {
                    let when = if later.way.is_doubtful {
                        CONFIRM_FIRST.to_owned()
                    } else {
                        moment::next(later.next, now)
                    };
                    line(&later.way, persons, when)
                })
                .collect(),
            missing: missing(&answer.missing),
            ask_first: answer
                .ask_first
                .as_ref()
                .map(|way| line(way, persons, String::new())),
            why: answer.basis.word(),
            never: answer.never.iter().map(ToString::to_string).collect(),
        }
    }

    /// The ways other than the phone, one sentence each, for whom nobody answers there.
    pub(crate) fn instead_of_phoning(answer: &ReachAnswer, now: Moment) -> Vec<String> {
        let mut answer = answer.clone();
        answer.now = answer.now.filter(|way| way.way.channel != Channel::Phone);
        answer.later.retain(|way| way.way.channel != Channel::Phone);
        let shown = Self::of(&answer, &[], now);
        let ways = shown
            .now
            .iter()
            .chain(&shown.later)
            .map(ReachLine::sentence);
        ways.chain(shown.missing.clone()).collect()
    }

    /// One sentence for a row of a list.
    pub(crate) fn sentence(&self) -> String {
        match (&self.now, self.later.first(), &self.missing) {
            (Some(now), _, _) => format!("いま: {}（{}）", now.channel, now.when),
            (None, Some(later), _) => format!(
                "いまは 連絡の時間の外です。次は {}（{}）",
                later.channel, later.when
            ),
            (None, None, Some(missing)) => missing.clone(),
            (None, None, None) => "連絡先は まだ わかりません".to_owned(),
        }
    }
}

impl ReachLine {
    /// The way in one sentence: 「FAX 072-000-0101（いつでも）受付 あて」.
    pub(crate) fn sentence(&self) -> String {
        let mut said = self.channel.clone();
        for part in [
            self.target.as_deref().unwrap_or_default(),
            self.after.as_str(),
        ] {
            if !part.is_empty() {
                said.push(' ');
                said.push_str(part);
            }
        }
        said.push_str(&format!("（{}）", self.when));
        if !self.ask.is_empty() {
            said.push_str(&format!("{} あて", self.ask));
        }
        said
    }
}

/// Each channel and each lack is named once, in the order of the wishes.
fn missing(ways: &[MissingWay]) -> Option<String> {
    let mut channels: Vec<&str> = Vec::new();
    let mut lacks: Vec<&str> = Vec::new();
    for way in ways {
        if !channels.contains(&way.channel.word()) {
            channels.push(way.channel.word());
        }
        if !lacks.contains(&way.lacks.word()) {
            lacks.push(way.lacks.word());
        }
    }
    (!ways.is_empty()).then(|| {
        format!(
            "{}を希望していますが、{}が まだ わかりません",
            channels.join("・"),
            lacks.join("・")
        )
    })
}

/// A way with when it can be taken.
pub(crate) fn line(way: &Way, persons: &[ContactPerson], when: String) -> ReachLine {
    let target = way.target.as_ref().map(ToString::to_string);
    let href = match (way.channel, &target) {
        (Channel::Phone, Some(number)) => dial(number).map(|digits| format!("tel:{digits}")),
        (Channel::Mail, Some(address)) => Some(format!("mailto:{address}")),
        _ => None,
    };
    let person = persons.iter().find(|person| Some(person.id) == way.person);
    let name = person.map(|person| format!("{}さん", person.name));
    let whom = match (way.ask_for, name) {
        (Some(role), Some(name)) => Some(format!("{role} {name}")),
        (Some(role), None) => Some(role.to_string()),
        (None, name) => name,
    };
    let asked = [way.desk.as_ref().map(ToString::to_string), whom];
    let ask = asked.into_iter().flatten().collect::<Vec<_>>().join(" の ");
    ReachLine {
        channel: if way.is_doubtful {
            format!("{}・番号は未確認", way.channel)
        } else {
            way.channel.to_string()
        },
        target,
        href,
        after: way.after_dialling.join("・"),
        ask,
        when,
        etiquette: way.etiquette.as_ref().map(ToString::to_string),
        is_doubtful: way.is_doubtful,
    }
}

/// Stated hours on one line, neighbouring days joined.
pub(crate) fn hours_words(hours: &Hours) -> String {
    let lines = hours.lines().into_iter();
    let lines: Vec<String> = lines
        .map(|line| format!("{} {}", line.days, line.plan))
        .collect();
    lines.join("、")
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::contact::reach::{ReachBasis, WayLater, WayNow};
    use renkei_domain::directory::hours::opening::NextOpening;
    use renkei_domain::directory::people::StaffRole;
    use renkei_domain::ids::{ContactPersonId, NetworkId};
    use renkei_domain::text::Line;

    use super::*;

    /// A FAX number that may be the phone's, as the only way.
    fn fax_alone() -> ReachAnswer {
        let way = Way {
            channel: Channel::Fax,
            target: None,
            after_dialling: Vec::new(),
            is_doubtful: true,
            person: None,
            ask_for: None,
            desk: None,
            hours: None,
            etiquette: None,
        };
        ReachAnswer {
            now: Some(WayNow {
                way: way.clone(),
                until: None,
                is_certain: false,
                next: NextOpening::Unknown,
            }),
            later: vec![WayLater {
                way,
                next: NextOpening::Unknown,
            }],
            missing: Vec::new(),
            ask_first: None,
            basis: ReachBasis::Published,
            never: Vec::new(),
        }
    }

    #[test]
    fn nobody_reads_that_a_doubtful_fax_takes_sheets_at_any_time() {
        let shown = ReachBox::of(&fax_alone(), &[], moment::AsOf::sample().0);
        assert_eq!(
            shown.sentence(),
            "いま: FAX・番号は未確認（番号を確かめてから）"
        );
        assert_eq!(shown.later[0].when, "番号を確かめてから");
    }

    #[test]
    fn nobody_is_told_to_call_at_any_time_who_may_have_forbidden_it() {
        let mut answer = fax_alone();
        if let Some(way) = &mut answer.now {
            way.way.is_doubtful = false;
            way.way.channel = Channel::Phone;
        }
        answer.basis = ReachBasis::NotForThis;
        answer.never = vec![Line::parse("連絡はFAXのみ").expect("a line")];
        assert_eq!(
            ReachBox::of(&answer, &[], moment::AsOf::sample().0).sentence(),
            "いま: 電話（「しないでください」を読んでから）"
        );
    }

    #[test]
    fn whoever_may_try_reads_when_somebody_is_there_for_certain() {
        let now = moment::AsOf::sample().0;
        let mut answer = fax_alone();
        answer.later.clear();
        if let Some(way) = &mut answer.now {
            way.way.is_doubtful = false;
            way.way.channel = Channel::Phone;
            way.next = NextOpening::At {
                moment: Moment {
                    date: moment::Day::sample(2026, 11, 24).0,
                    ..now
                },
                perhaps_earlier: true,
            };
        }
        assert_eq!(
            ReachBox::of(&answer, &[], now).sentence(),
            "いま: 電話（つながる時間は わかりません。ためしてみてください。次に たしかに開いているのは 11月24日(火) 10:00 から）"
        );
    }

    #[test]
    fn somebody_is_named_to_readers_who_may_know_them() {
        let person = ContactPerson {
            id: ContactPersonId::from_uuid(Default::default()),
            network: NetworkId::from_uuid(Default::default()),
            name: Line::parse("見本 はなこ").expect("a name"),
            kana: None,
            role: None,
            title: None,
            phone: None,
            email: None,
        };
        let way = Way {
            channel: Channel::LiaisonNotebook,
            target: None,
            after_dialling: Vec::new(),
            is_doubtful: false,
            person: Some(person.id),
            ask_for: Some(StaffRole::Nurse),
            desk: None,
            hours: None,
            etiquette: None,
        };
        let ask = |persons: &[ContactPerson]| line(&way, persons, String::new()).ask;
        assert_eq!(ask(&[person]), "看護師 見本 はなこさん");
        assert_eq!(ask(&[]), "看護師");
    }

    #[test]
    fn a_number_that_something_speaks_against_is_marked_wherever_it_is_named() {
        let way = |is_doubtful| Way {
            channel: Channel::Fax,
            target: None,
            after_dialling: Vec::new(),
            is_doubtful,
            person: None,
            ask_for: None,
            desk: None,
            hours: None,
            etiquette: None,
        };
        let channel = |way| line(&way, &[], String::new()).channel;
        assert_eq!(channel(way(true)), "FAX・番号は未確認");
        assert_eq!(channel(way(false)), "FAX");
    }
}
