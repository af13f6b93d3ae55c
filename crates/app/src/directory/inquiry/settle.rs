//! Putting what an agency proposed into its entry, by group and field, through the edits that anybody makes who keeps it.

use std::collections::BTreeMap;
use std::sync::Arc;

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::contact::policy::{Channel, ContactPolicy, ContactRule, ContactWay};
use renkei_domain::directory::edit::{Edit, FactEdit};
use renkei_domain::directory::freshness::{FieldGroup, VerificationOutcome};
use renkei_domain::directory::inquiry::{
    FAX_ONLY, GroupState, InquiryAnswer, InquiryState, ProposedField, ProposedValue, Said,
    StepFault, WITHOUT_NAMES, Wished,
};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::directory::profile::Audience;
use renkei_store::{ActHeader, Stop, Work};

use super::{Held, InquiryRefusal, KeptInquiry, SeenInquiry, Told, by_the_agency, of_edit, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What is done about what an agency proposed.
#[derive(Clone, PartialEq, Eq)]
pub struct Settled {
    /// About each group that waits.
    pub groups: Vec<SettledGroup>,
    /// Whether the names of its people are taken out.
    pub without_names: bool,
    /// Whether nothing but FAX is used from now on.
    pub fax_only: bool,
}

/// What is done about one group.
#[derive(Clone, PartialEq, Eq)]
pub struct SettledGroup {
    /// Which.
    pub group: FieldGroup,
    /// What.
    pub how: HowSettled,
}

impl SettledGroup {
    /// Whether it is to be put into the directory, and there is nothing that is.
    fn is_untaken(&self, answers: &[InquiryAnswer]) -> bool {
        let HowSettled::Take(values) = &self.how else {
            return false;
        };
        let said = answers.iter().rev().flat_map(|answer| &answer.reply.groups);
        let mut changed = said.filter_map(|one| match &one.said {
            Said::Changed { words, .. } if one.group == self.group => Some(words),
            Said::Changed { .. } | Said::Correct => None,
        });
        values.is_empty() && changed.next().is_none_or(Option::is_none)
    }
}

/// How something that was proposed is settled.
#[derive(Clone, PartialEq, Eq)]
pub enum HowSettled {
    /// These values go into the directory now. Without any, somebody put there by hand what was said in words; where nothing
    /// was, nothing would be taken.
    Take(Vec<ProposedValue>),
    /// It stays as it is.
    LayAside,
}

/// What an agency said is nobody's to read in a log.
impl std::fmt::Debug for Settled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Settled({} groups)", self.groups.len())
    }
}

impl Settled {
    /// What tells it from another.
    fn asked(&self) -> String {
        let groups = self.groups.iter().map(|one| {
            let how = match &one.how {
                HowSettled::LayAside => "aside".to_owned(),
                HowSettled::Take(values) => {
                    let values = values.iter();
                    let values = values.map(|one| format!("{}={}", one.field.code(), one.text()));
                    values.collect::<Vec<_>>().join("\u{1}")
                }
            };
            format!("{} {how}", one.group.code())
        });
        let groups: Vec<String> = groups.collect();
        format!("{groups:?} {} {}", self.without_names, self.fax_only)
    }
}

/// On whose behalf, and how, values go into an entry.
pub(super) struct Taking<'g> {
    /// Who puts them there.
    pub(super) principal: &'g Principal,
    /// The version of the entry that they saw.
    pub(super) version: i64,
    /// When the agency told of its free places: the report says of which day it is.
    pub(super) said_at: Instant,
    /// What is taken of the agency's wishes.
    pub(super) wished: Wished,
}

#[renkei_boxed::boxed]
impl App {
    /// Decides about what an agency proposed, group by group; whatever is not named waits on. Wishes about names and FAX are
    /// decided about by this: what is not taken of those that wait is declined, and none is taken that does not wait.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn settle_inquiry_answer(
        &self,
        writer: &Writer,
        seen: SeenInquiry,
        version: i64,
        settled: Settled,
    ) -> Outcome<KeptInquiry, InquiryRefusal> {
        let asked = format!("{seen:?} {version} {}", settled.asked());
        let given = Arc::new((writer.principal.clone(), settled));
        let app = self.clone();
        let purpose = Purpose::SettleInquiry;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let (app, given) = (app.clone(), Arc::clone(&given));
            Box::pin(async move {
                let (principal, settled) = given.as_ref();
                let held = Held::take_seen(work, principal, seen).await?;
                let by = (principal, version);
                app.settled_in((work, &header), &held, (by, settled)).await
            })
        })
        .await
    }

    async fn settled_in(
        &self,
        (work, header): (&Work, &ActHeader),
        held: &Held,
        ((principal, version), settled): ((&Principal, i64), &Settled),
    ) -> Result<KeptInquiry, Stop<InquiryRefusal>> {
        let inquiry = &held.inquiry;
        if inquiry.state != InquiryState::Replied {
            return refuse(StepFault::Over);
        }
        let proposed = inquiry.proposed();
        let mut named = settled.groups.iter();
        if named.any(|one| !proposed.contains(&one.group)) {
            return refuse(InquiryRefusal::NoSuchPart);
        }
        let values = settled.groups.iter().flat_map(|one| match &one.how {
            HowSettled::Take(values) => values.clone(),
            HowSettled::LayAside => Vec::new(),
        });
        let values: Vec<ProposedValue> = values.collect();
        let answers = work.inquiry_answers(inquiry.id).await?;
        let mut named = settled.groups.iter();
        if named.any(|one| one.is_untaken(&answers)) {
            return refuse(InquiryRefusal::NothingTaken);
        }
        let waiting = Wished::waiting(&answers);
        let wished = Wished {
            without_names: settled.without_names,
            fax_only: settled.fax_only,
        };
        let taking = Taking {
            principal,
            version,
            said_at: proposed_by(&answers, FieldGroup::Capacity, header.at).1,
            wished: wished.and(waiting),
        };
        self.take_in((work, header), held, taking, values).await?;
        for answer in &answers {
            let own = answer.reply.wished().and(waiting);
            if answer.taken.is_none() && own.is_any() {
                let taken = Some(own.and(wished));
                let decided = InquiryAnswer {
                    taken,
                    ..answer.clone()
                };
                work.keep_wishes_of_answer(inquiry, &decided).await?;
            }
        }
        for one in &settled.groups {
            if one.how == HowSettled::LayAside {
                continue;
            }
            // It is as fresh as what the agency said.
            let (channel, at) = proposed_by(&answers, one.group, header.at);
            let told = Told {
                channel,
                by: by_the_agency(),
                now: at,
            };
            let changed = VerificationOutcome::Changed;
            told.write(work, inquiry.resource, &[one.group], changed)
                .await?;
        }
        let states = settled.groups.iter().map(|one| {
            let state = match one.how {
                HowSettled::Take(_) => GroupState::Changed,
                HowSettled::LayAside => GroupState::LaidAside,
            };
            (one.group, state)
        });
        let after = inquiry.clone().settled(states, header.at);
        held.keep(work, &after).await?;
        Ok(KeptInquiry(inquiry.id))
    }

    /// Puts values and wishes into an entry that is held locked.
    pub(super) async fn take_in(
        &self,
        (work, header): (&Work, &ActHeader),
        held: &Held,
        taking: Taking<'_>,
        values: Vec<ProposedValue>,
    ) -> Result<(), Stop<InquiryRefusal>> {
        let resource = held.inquiry.resource;
        let Some(network) = held.entry.head.steward else {
            return refuse(InquiryRefusal::NotFound);
        };
        let audience = Audience::Members(vec![network]);
        let profile = work.profile(resource, &audience).await?;
        let mut edits = Vec::new();
        let facts = values.iter().filter_map(|one| {
            Some(FactEdit {
                field: one.field.fact()?,
                value: one.value.as_ref().map(ToString::to_string),
            })
        });
        let facts: Vec<FactEdit> = facts.collect();
        if !facts.is_empty() {
            edits.push(Edit::Facts(facts));
        }
        if let Some(report) = capacity(profile.capacity, &values, taking.said_at) {
            edits.push(Edit::Capacity(report));
        }
        let mut policy = profile.contact_policy.clone();
        if taking.wished.without_names && !profile.contact_persons.is_empty() {
            edits.push(Edit::ContactPersons {
                network,
                persons: Vec::new(),
            });
            policy.name_only(&[]);
        }
        wish(&mut policy, taking.wished);
        if policy != profile.contact_policy {
            edits.push(Edit::ContactPolicy(policy));
        }
        let seen = (taking.principal, resource, taking.version);
        let done = self.edit_within(work, header, seen, edits).await;
        done.map_err(of_edit)
    }
}

/// The report on free places with the numbers that were named or taken out, without any number no report; nothing where
/// none was.
fn capacity(
    known: Option<CapacityReport>,
    values: &[ProposedValue],
    said_at: Instant,
) -> Option<Option<CapacityReport>> {
    let numbers: BTreeMap<ProposedField, Option<u32>> = values
        .iter()
        .filter(|one| one.field.group() == FieldGroup::Capacity)
        .map(|one| (one.field, one.number()))
        .collect();
    if numbers.is_empty() {
        return None;
    }
    let of = |field: ProposedField, known: Option<u32>| {
        let named = numbers.get(&field).copied();
        named.unwrap_or(known)
    };
    let (available, maximum, waiting) = (
        of(
            ProposedField::Available,
            known.and_then(|one| one.available),
        ),
        of(ProposedField::Maximum, known.and_then(|one| one.maximum)),
        of(ProposedField::Waiting, known.and_then(|one| one.waiting)),
    );
    let is_known = available.or(maximum).or(waiting).is_some();
    Some(is_known.then(|| CapacityReport {
        available,
        maximum,
        waiting,
        as_of: said_at.in_japan().date,
    }))
}

/// The contact policy with what the agency wants from now on.
fn wish(policy: &mut ContactPolicy, wished: Wished) {
    let wishes = [
        (wished.without_names, WITHOUT_NAMES),
        (wished.fax_only, FAX_ONLY),
    ];
    for (is_wished, words) in wishes {
        let is_known = policy.never.iter().any(|line| line.as_str() == words);
        if is_wished && !is_known {
            policy.never.extend(Line::parse(words));
        }
    }
    if wished.fax_only {
        policy.rules = vec![ContactRule {
            purpose: None,
            sender: None,
            ways: vec![ContactWay {
                channel: Channel::Fax,
                person: None,
                ask_for: None,
                desk: None,
                hours: None,
                etiquette: None,
            }],
            do_not: Vec::new(),
        }];
    }
}

/// By which way, and when, the agency said last that a group has changed.
fn proposed_by(
    answers: &[InquiryAnswer],
    group: FieldGroup,
    now: Instant,
) -> (CallChannel, Instant) {
    let has_changed = |answer: &&InquiryAnswer| {
        let mut groups = answer.reply.groups.iter();
        groups.any(|one| one.group == group && matches!(one.said, Said::Changed { .. }))
    };
    let last = answers.iter().rev().find(has_changed);
    last.map_or((CallChannel::Mail, now), |answer| {
        (answer.channel, answer.at)
    })
}
