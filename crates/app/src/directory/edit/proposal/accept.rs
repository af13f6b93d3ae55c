//! Writing what is accepted of a proposal, inside the act that decides: fields and parts of an entry by the same means as
//! any edit of them, or an office that was missing.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{FieldFault, Part};
use renkei_domain::directory::freshness::{FieldGroup, Verification, VerificationOutcome};
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::proposal::{MissingPlace, ProposedField};
use renkei_domain::directory::resource::{Closure, Lifecycle, ResourceFacts};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::text::{Line, Prose, TextFault};
use renkei_store::directory::profile::Audience;
use renkei_store::directory::resource::ResourceEntry;
use renkei_store::{ActHeader, Stop, Work};

use super::decide::{Errand, FieldDecision, facts_of};
use super::{ProposalRefusal, invalid};
use crate::directory::correct::put_right;
use crate::directory::edit::EditRefusal;
use crate::directory::edit::held::Held;
use crate::directory::inquiry::closed::closed_in;

/// The name of the input in which a value is put into its written form.
fn value_of(field: &str) -> String {
    format!("value-{field}")
}

/// Writes what is accepted into the entry.
pub(super) async fn accept(
    work: &Work,
    header: &ActHeader,
    errand: &Errand,
    (id, accepted): (ResourceId, &[&FieldDecision]),
) -> Result<(), Stop<ProposalRefusal>> {
    let principal = &errand.principal;
    let held = Held::take(work, id)
        .await
        .map_err(Stop::widened::<ProposalRefusal>)?;
    held.check_rights(principal, Action::EditFacts, None)
        .map_err(Stop::widened::<ProposalRefusal>)?;
    let one_of = |field: ProposedField| accepted.iter().find(|one| one.field == field).copied();
    let gone = one_of(ProposedField::Gone);
    if gone.is_some() {
        held.check_rights(principal, Action::CloseResource, None)
            .map_err(Stop::widened::<ProposalRefusal>)?;
    }
    let version = errand.decision.version;
    held.check_version(version, Part::Facts, &Profile::default())
        .map_err(Stop::widened::<ProposalRefusal>)?;
    if !errand.unknown_places.is_empty() {
        let faults = errand.unknown_places.iter().map(|fault| FieldFault {
            field: value_of(&fault.field),
            ..fault.clone()
        });
        return Err(invalid(faults.collect()));
    }
    let facts = facts_of(accepted);
    if let Err(faults) = put_right(work, id, &held.stored.facts, &facts, header).await? {
        let faults = faults
            .iter()
            .map(|(field, fault)| FieldFault::of_correction(value_of(field.code()), fault));
        return Err(invalid(faults.collect()));
    }
    if let Some(one) = one_of(ProposedField::Eligibility) {
        say_who_can_use_it(work, id, one).await?;
    }
    if let Some(one) = gone.filter(|_| held.head.lifecycle != Lifecycle::Closed) {
        let closure = closure_of(errand, header, one)?;
        work.set_closure(id, held.head.closure.as_ref(), Some(&closure))
            .await?;
        let by = (principal.account(), header.at);
        closed_in(work, id, errand.contact, by).await?;
    }
    confirm(work, header, errand, (id, accepted), held.head.steward).await?;
    work.count_edit(id).await?;
    Ok(())
}

async fn say_who_can_use_it(
    work: &Work,
    id: ResourceId,
    one: &FieldDecision,
) -> Result<(), Stop<ProposalRefusal>> {
    let name = value_of(one.field.code());
    let eligibility = match one.value.as_deref().map(Prose::parse) {
        None | Some(Err(TextFault::Empty)) => None,
        Some(Ok(text)) => Some(text),
        Some(Err(fault)) => return Err(invalid(vec![FieldFault::of_text(name, &fault)])),
    };
    let before = work.profile(id, &Audience::Public).await?;
    let comparison = Comparison {
        eligibility,
        ..before.comparison.clone()
    };
    let after = Profile {
        comparison,
        ..before.clone()
    };
    if !Part::Comparison.is_same(&before, &after) {
        work.replace_part(id, Part::Comparison, &before, &after)
            .await?;
    }
    Ok(())
}

/// How an entry ended that is gone.
fn closure_of(
    errand: &Errand,
    header: &ActHeader,
    one: &FieldDecision,
) -> Result<Closure, Stop<ProposalRefusal>> {
    let fault =
        |field: &str, code, message: &str| invalid(vec![FieldFault::new(field, code, message)]);
    let Some(on) = errand.decision.gone_on else {
        return Err(fault(
            "gone_on",
            "EMPTY",
            "使えなくなった日を入れてください。",
        ));
    };
    if on > header.at.in_japan().date {
        let message = "閉じる日が来てから受け入れてください。";
        return Err(fault("gone_on", "IN_FUTURE", message));
    }
    let reason = match one.value.as_deref().map(Line::parse) {
        None | Some(Err(TextFault::Empty)) => None,
        Some(Ok(reason)) => Some(reason),
        Some(Err(fault)) => {
            let name = value_of(one.field.code());
            return Err(invalid(vec![FieldFault::of_text(name, &fault)]));
        }
    };
    Ok(Closure {
        on,
        successor: None,
        reason,
    })
}

/// Dates the parts of which something was accepted. They are not asked again for what that settles.
async fn confirm(
    work: &Work,
    header: &ActHeader,
    errand: &Errand,
    (id, accepted): (ResourceId, &[&FieldDecision]),
    steward: Option<NetworkId>,
) -> Result<(), Stop<ProposalRefusal>> {
    let desk = steward.and_then(|network| errand.desks.get(&network));
    let (Some(desk), Some(method)) = (desk, errand.decision.method) else {
        return Ok(());
    };
    let is_meant = |group: &&FieldGroup| {
        accepted
            .iter()
            .any(|one| one.field.group() == Some(**group))
    };
    let confirmed = FieldGroup::ALL.iter().filter(is_meant);
    let confirmed = confirmed.map(|group| Verification {
        group: *group,
        verified_on: header.at.in_japan().date,
        by_name: None,
        by_role: desk.clone(),
        method,
        outcome: VerificationOutcome::Changed,
    });
    let confirmed: Vec<Verification> = confirmed.collect();
    work.add_verifications(id, &confirmed).await?;
    let mut standings = work.inquiry_standings(&[id]).await?;
    let reopened = standings.remove(&id).map(|standing| standing.reopened);
    let reopened = reopened.unwrap_or_default();
    let is_settled = |group: &FieldGroup| {
        let mut why = reopened.iter().filter(|one| one.group == *group);
        why.all(|one| accepted.iter().any(|by| by.field.settles(one.because)))
    };
    let groups = confirmed.iter().map(|one| one.group);
    let groups: Vec<FieldGroup> = groups.filter(is_settled).collect();
    Ok(work.end_reopened(id, &groups).await?)
}

/// Enters an office that was missing.
pub(super) async fn enter(
    work: &Work,
    errand: &Errand,
    (network, place): (NetworkId, &MissingPlace),
    accepted: &[&FieldDecision],
) -> Result<(), Stop<ProposalRefusal>> {
    match decide(
        &errand.principal,
        Action::CreateResource,
        &Object::Network(network),
    ) {
        Decision::Allowed => {}
        decision => {
            let refusal = EditRefusal::of(decision);
            return Err(Stop::Refused(ProposalRefusal::Edit(refusal)));
        }
    }
    let name = value_of(ProposedField::Missing.code());
    let typed = accepted.iter().find_map(|one| one.value.as_deref());
    let called = Line::parse(typed.unwrap_or_default())
        .map_err(|fault| invalid(vec![FieldFault::of_text(name.as_str(), &fault)]))?;
    let mut facts = ResourceFacts::named(place.kind, called);
    facts
        .phones
        .extend(place.phone.clone().map(Phone::published));
    let mut places = errand.places.iter();
    if let Some(known) = places.find(|known| known.code == place.municipality) {
        let city = format!("{} {}{}", known.code, known.prefecture, known.name);
        CorrectableField::City
            .write(&mut facts, Some(&city))
            .map_err(|fault| invalid(vec![FieldFault::of_correction(name.as_str(), &fault)]))?;
    }
    let entry = ResourceEntry {
        id: errand.entry,
        steward: Some(network),
        facts,
    };
    work.register_resource(entry).await?;
    work.add_profile(errand.entry, &Profile::default()).await?;
    Ok(())
}
