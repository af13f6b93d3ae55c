//! How an agency likes to be reached.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::correction::CorrectionFault;
use renkei_domain::directory::edit::{Edit, FieldFault};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::ContactPersonId;

use super::payload::Written;
use super::write::{Aim, Texts, edit};
use crate::closed_list::Word;

/// One way of getting in touch.
#[derive(Debug, InputObject)]
#[graphql(name = "ContactWayInput")]
pub(crate) struct ContactWayInput {
    /// By phone, FAX, mail, visit and so on.
    channel: Word<Channel>,
    /// Whom to ask for by name: the id of one of `Resource.contactPersons`. Null: nobody in particular.
    person: Option<ID>,
    /// The role to ask for. Null: none in particular.
    ask_for: Option<Word<StaffRole>>,
    /// The desk to ask for in the agency's own words. Null: none in particular.
    desk: Option<String>,
    /// When this way is open, in the notation of hours. Null: the opening hours decide.
    hours: Option<String>,
    /// How to go about it. Null: nothing to say.
    etiquette: Option<String>,
}

/// One rule: for these purposes and senders, these ways.
#[derive(Debug, InputObject)]
#[graphql(name = "ContactRuleInput")]
pub(crate) struct ContactRuleInput {
    /// The purpose it is for. Null: every purpose.
    purpose: Option<Word<ContactPurpose>>,
    /// The sender it is for. Null: every sender.
    sender: Option<Word<SenderKind>>,
    /// The ways, the preferred one first; one at least.
    ways: Vec<ContactWayInput>,
    /// What not to do for this purpose and sender, beside what holds for all. Empty: nothing.
    #[graphql(default)]
    do_not: Vec<String>,
}

/// Everything an agency says about being reached.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateContactPolicyInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Every rule that should stand, at most 100; no two for the same purpose and sender.
    rules: Vec<ContactRuleInput>,
    /// What nobody should ever do, for whatever purpose (「担当者名を載せない」), a line each.
    never: Vec<String>,
    /// Anything else worth knowing. Null: nothing.
    note: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateContactPolicyInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        let mut texts = Texts::default();
        let mut policy = ContactPolicy {
            note: texts.prose("note", self.note.as_deref()),
            ..ContactPolicy::default()
        };
        for (place, text) in self.never.iter().enumerate() {
            let line = texts.required(&format!("never[{place}]"), text);
            policy.never.extend(line);
        }
        for (place, rule) in self.rules.into_iter().enumerate() {
            policy.rules.push(rule.read(place, &mut texts));
        }
        edit(ctx, aim, texts.end(Edit::ContactPolicy(policy))).await
    }
}

impl ContactRuleInput {
    fn read(self, place: usize, texts: &mut Texts) -> ContactRule {
        let ways = self.ways.into_iter().enumerate();
        let mut do_not = Vec::new();
        for (at, text) in self.do_not.iter().enumerate() {
            do_not.extend(texts.required(&format!("rules[{place}].doNot[{at}]"), text));
        }
        ContactRule {
            do_not,
            purpose: self.purpose.map(|word| word.0),
            sender: self.sender.map(|word| word.0),
            ways: ways
                .map(|(at, way)| way.read(&format!("rules[{place}].ways[{at}]"), texts))
                .collect(),
        }
    }
}

impl ContactWayInput {
    fn read(self, place: &str, texts: &mut Texts) -> ContactWay {
        let hours = match self.hours.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(notation) => match Hours::parse(notation) {
                Ok(hours) => Some(hours),
                Err(fault) => {
                    let field = format!("{place}.hours");
                    let fault = CorrectionFault::from(fault);
                    texts.add(FieldFault::of_correction(field, &fault));
                    None
                }
            },
        };
        let person = self.person.and_then(|id| {
            let person: Option<ContactPersonId> = id.as_str().parse().ok();
            if person.is_none() {
                texts.add(FieldFault::unknown_person(format!("{place}.person")));
            }
            person
        });
        ContactWay {
            channel: self.channel.0,
            person,
            ask_for: self.ask_for.map(|word| word.0),
            desk: texts.line(&format!("{place}.desk"), self.desk.as_deref()),
            hours,
            etiquette: texts.line(&format!("{place}.etiquette"), self.etiquette.as_deref()),
        }
    }
}
