//! How everything that is kept of a person stands in their copy: what of the case they have at once, and what its
//! holder looks at first. Which is which says `renkei_domain::person_copy::rule`.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::consent::{ConsentRecipient, PartyId};
use renkei_domain::ids::{AccountId, OrganizationId, ResourceId};
use renkei_domain::person_copy::rule::{
    self, CopyPart, of_consent, of_emergency, of_note, of_provision, of_receipt,
};
use renkei_domain::person_copy::{CopyEntry, CopyValue};
use renkei_domain::text::Line;
use renkei_store::person_copy::PersonCopyFile;

use crate::consent::read::NamedParty;
use crate::match_key;

mod case;
mod conferences;
mod consents;
mod dates;
mod looked;
mod mails;
mod minutes;
mod records;

/// What is known besides of those whom a copy names.
#[derive(Debug, Clone)]
pub struct Known {
    /// Names of accounts.
    pub names: HashMap<AccountId, Line>,
    /// Whoever is or was in the team.
    pub parties: Vec<NamedParty>,
    /// Agencies of the directory that are called to a conference.
    pub agencies: HashMap<ResourceId, Line>,
    /// Agencies that looked at the case.
    pub lookers: HashMap<OrganizationId, String>,
    /// The first day of which it is told who looked.
    pub looked_since: NaiveDate,
    /// Who wrote a note of their own and does not work for the agency any more.
    pub gone: BTreeSet<AccountId>,
    /// Today in Japan.
    pub today: NaiveDate,
}

impl Known {
    /// Somebody of the agency by name.
    pub(super) fn name_of(&self, account: AccountId) -> CopyValue {
        match self.names.get(&account) {
            Some(name) => CopyValue::text(name),
            None => CopyValue::text("前にいた職員"),
        }
    }

    fn party(&self, id: PartyId) -> Option<&NamedParty> {
        self.parties.iter().find(|known| known.party.id == id)
    }

    /// A member of the team by name.
    pub(super) fn agency(&self, member: &TeamMember) -> String {
        match &member.agency {
            MemberAgency::Written(name) => name.to_string(),
            MemberAgency::Listed(id) => self.party(PartyId::Listed(*id)).map_or_else(
                || "名簿にもうない機関".to_owned(),
                |known| known.name.clone(),
            ),
        }
    }

    /// Whom a consent names.
    pub(super) fn recipient(&self, recipient: ConsentRecipient) -> CopyValue {
        let words = match recipient {
            ConsentRecipient::KindInTeam(kind) => format!("チームの中の「{kind}」"),
            ConsentRecipient::Named(id) => self.party(id).map_or_else(
                || "チームにいない機関".to_owned(),
                |known| known.name.clone(),
            ),
        };
        CopyValue::word(recipient.code(), words)
    }
}

/// Something that its holder looks at first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToLookAt {
    /// What it is, as it would stand in the copy.
    pub entry: CopyEntry,
    /// Who alone reads it, where that is one person: the author of a note of their own.
    pub reader: Option<AccountId>,
    /// The author of a note of their own who does not work there any more. Whoever may release the copy reads and
    /// decides it in their place, here and nowhere else.
    pub left_by: Option<AccountId>,
}

impl ToLookAt {
    const fn by_all(entry: CopyEntry) -> Self {
        Self {
            entry,
            reader: None,
            left_by: None,
        }
    }

    /// Whether somebody of the agency may read it.
    #[must_use]
    pub fn is_for(&self, account: AccountId) -> bool {
        self.reader.is_none_or(|reader| reader == account)
    }

    /// What tells it from what it says once something in it has changed.
    #[must_use]
    pub fn mark(&self) -> String {
        let entry = &self.entry;
        let mut parts = vec![entry.kind.code(), entry.heading.as_str()];
        for fact in &entry.facts {
            parts.push(fact.label.as_str());
            parts.extend(fact.values.iter().map(|value| value.text.as_str()));
        }
        let bytes = match_key(&parts);
        let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        digits.concat()
    }
}

/// What the person has at once, in the order in which a copy tells it.
#[must_use]
pub fn at_once(file: &PersonCopyFile, known: &Known) -> Vec<CopyEntry> {
    let (case, consents, records) = (&file.case, &file.consents, &file.records);
    if case.case.is_erased() {
        return Vec::new();
    }
    let is_now = |part: CopyPart| part == CopyPart::AtOnce;
    let lead = case.case.lead;
    let mut all: Vec<CopyEntry> = case::person(known, &case.case).into_iter().collect();
    all.extend(case.employments.iter().map(case::employment));
    let own = consents.ledger.consents.iter();
    let own = own.filter(|one| one.provider == lead && is_now(of_consent(one)));
    all.extend(own.map(|one| consents::consent(consents, known, one)));
    let halts = consents.ledger.halts.iter();
    let halts = halts.filter(|halt| consents::is_of_lead(consents, halt));
    all.extend(halts.map(|halt| consents::halt(consents, known, halt)));
    all.extend(consents::evidence(consents, known));
    let emergency = case.emergency.as_ref();
    let agreed = emergency.filter(|sheet| is_now(of_emergency(sheet)));
    all.extend(agreed.map(|sheet| case::emergency(&case.case, sheet)));
    all.extend(case.team.iter().map(|member| case::member(known, member)));
    all.push(case::link(&case.case));
    let told = records.provisions.iter();
    let told = told.filter(|kept| is_now(of_provision(kept)));
    all.extend(told.map(|kept| records::provision(known, kept)));
    all.extend(file.shown.iter().map(records::shown));
    all.extend(looked::looked(known, &case.case, &file.looks));
    let met = file.conferences.iter();
    all.extend(met.map(|one| conferences::conference(file, known, one)));
    let polls = file.polls.iter();
    all.extend(polls.map(|poll| dates::poll(file, known, poll)));
    let calls = file.calls.iter();
    all.extend(calls.map(|call| dates::call(file, known, call)));
    let mails = file.mails.iter();
    let own = mails.filter(|mail| mails::is_of_person(file, mail));
    all.extend(own.map(|mail| mails::mail(file, known, mail)));
    let decided = file.decisions.iter();
    all.extend(decided.map(|one| minutes::decision(file, known, one)));
    let notes = case.notes.iter().filter(|note| is_now(of_note(note)));
    all.extend(notes.map(|note| case::note(known, &case.notes, note)));
    let own = records.receipts.iter();
    let own = own.filter(|one| is_now(of_receipt(one, case.case.account)));
    all.extend(own.map(|one| records::receipt(known, one)));
    all
}

/// What its holder looks at first, in the same order.
#[must_use]
pub fn to_look_at(file: &PersonCopyFile, known: &Known) -> Vec<ToLookAt> {
    let (case, consents, records) = (&file.case, &file.consents, &file.records);
    if case.case.is_erased() {
        return Vec::new();
    }
    let is_checked = |part: CopyPart| part == CopyPart::Checked;
    let lead = case.case.lead;
    let others = consents.ledger.consents.iter();
    let others = others.filter(|one| one.provider == lead && is_checked(of_consent(one)));
    let mut all: Vec<CopyEntry> = others
        .map(|one| consents::consent(consents, known, one))
        .collect();
    let emergency = case.emergency.as_ref();
    let draft = emergency.filter(|sheet| is_checked(of_emergency(sheet)));
    all.extend(draft.map(|sheet| case::emergency(&case.case, sheet)));
    let told = records.provisions.iter();
    let told = told.filter(|kept| is_checked(of_provision(kept)));
    all.extend(told.map(|kept| records::provision(known, kept)));
    let handovers = file.conferences.iter();
    let handovers = handovers.filter_map(|one| Some((one, one.handover.as_ref()?)));
    all.extend(handovers.map(|(one, handover)| conferences::handover(one, handover)));
    let polls = file.polls.iter();
    all.extend(polls.filter_map(|poll| dates::poll_answers(file, known, poll)));
    let calls = file.calls.iter();
    all.extend(calls.filter_map(|call| dates::call_replies(file, call)));
    let mails = file.mails.iter();
    let others = mails.filter(|mail| !mails::is_of_person(file, mail));
    all.extend(others.map(|mail| mails::mail(file, known, mail)));
    let held = file.minutes.iter();
    all.extend(held.map(|one| minutes::minutes(file, known, one)));
    let mut all: Vec<ToLookAt> = all.into_iter().map(ToLookAt::by_all).collect();
    let notes = case.notes.iter().filter(|note| is_checked(of_note(note)));
    all.extend(notes.map(|note| {
        let author = case::reads_alone(note);
        let left_by = author.filter(|author| known.gone.contains(author));
        ToLookAt {
            entry: case::note(known, &case.notes, note),
            reader: author.filter(|_| left_by.is_none()),
            left_by,
        }
    }));
    let heard = records.receipts.iter();
    let heard = heard.filter(|one| is_checked(of_receipt(one, case.case.account)));
    all.extend(heard.map(|receipt| ToLookAt::by_all(records::receipt(known, receipt))));
    let incidents = records.incidents.iter();
    let incidents = incidents.filter(|kept| is_checked(rule::of_incident(kept)));
    all.extend(incidents.map(|kept| ToLookAt::by_all(records::incident(known, kept))));
    all
}
