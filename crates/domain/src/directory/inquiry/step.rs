//! What is to be done about an inquiry today: whom to get in touch with by which way, whether to wait, and when to give up.

use chrono::NaiveDate;

use super::contact::{CONTACTS, Contact, ContactOutcome, again_from, late_from};
use super::{AstrayWay, Inquiry, InquiryState};
use crate::conference::invitation::{CallChannel, is_same};
use crate::directory::contact::policy::{ContactPolicy, ContactPurpose, SenderKind, WITHOUT_NAMES};
use crate::directory::contact::reach::{published_way, ways_whenever};
use crate::directory::resource::ResourceFacts;
use crate::text::Line;

/// For what and as whom an agency is asked how it likes to be reached.
const ASKED: (ContactPurpose, SenderKind) = (ContactPurpose::Routine, SenderKind::Supporter);

/// The ways by which an agency is asked, where none is preferred: what costs it least comes first.
pub const EVERY_WAY: [CallChannel; 4] = [
    CallChannel::Mail,
    CallChannel::Fax,
    CallChannel::Phone,
    CallChannel::Letter,
];

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// To ask, by the first of these ways or, where somebody chooses so, by another of them.
    Contact {
        /// The ways that are left in this round, the preferred one first; never empty.
        channels: Vec<CallChannel>,
    },
    /// To phone again, as they asked.
    CallAgain,
    /// Nothing: a mail is about to leave.
    Leaving,
    /// To ask by the first of these ways, or by another of them, in place of a mail that does not leave the house. Where
    /// there is none, to find out how else they are reached.
    NotLeaving {
        /// The other ways that are left in this round.
        channels: Vec<CallChannel>,
    },
    /// To wait for an answer until a day: the first on which the agency may be asked again or, where it was asked as often
    /// as it may be, on which the link in its mail opens no more.
    WaitUntil(NaiveDate),
    /// To find out how they are reached: no address or number is left.
    NoWay,
    /// To look at what they answered.
    AnswerCame,
    /// To write down that nobody answered.
    GiveUp,
    /// Nothing: it is over.
    Over,
}

/// Why somebody cannot be asked so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepFault {
    /// It is over.
    #[error("このお確かめは、もう終わっています。")]
    Over,
    /// Values of the agency wait.
    #[error("答えが来ています。先に、その答えをどうするか決めてください。")]
    AnswerCame,
    /// It was asked too lately.
    #[error("前の連絡から3週間たっていません。次の連絡は、しばらく待ってください。")]
    TooEarly,
    /// By this way it was asked before, or nobody knows how.
    #[error(
        "この方法では連絡できません。この回でまだ使っていない、連絡先のわかる方法を選んでください。"
    )]
    NotThisWay,
    /// A courier has the mail that another way was to stand in for.
    #[error(
        "用意したメールを、いま送っているところです。少し待って、ページを開きなおしてください。"
    )]
    UnderWay,
    /// What came of it does not fit the way.
    #[error("この連絡方法では、その結果にはなりません。")]
    NotSo,
}

/// What an agency may answer: that nobody asks it by another way. It stands among what is never to be done.
pub const FAX_ONLY: &str = "連絡はFAXのみ";

/// What an agency does not want when it is asked. That its people are not named says nothing of ways.
#[must_use]
pub fn forbidden(policy: &ContactPolicy) -> Vec<&Line> {
    let rule = policy.rule_for(ASKED.0, ASKED.1);
    let do_not = rule.map(|rule| rule.do_not.as_slice()).unwrap_or_default();
    let lines = policy.never.iter().chain(do_not);
    lines
        .filter(|line| line.as_str() != WITHOUT_NAMES)
        .collect()
}

/// The ways by which an agency is asked, the preferred one first: those it named for such things, then what is published.
/// Each has an address or a number. Whoever wants nothing but FAX is asked by that alone, and whoever named ways and forbade
/// anything is asked by those alone: no sentence tells a program which way it forbids. A way on which something went astray
/// comes last until its address or number changes.
#[must_use]
pub fn ways_to_ask(
    facts: &ResourceFacts,
    policy: &ContactPolicy,
    astray: &[AstrayWay],
) -> Vec<CallChannel> {
    let rule = policy.rule_for(ASKED.0, ASKED.1);
    let names_ways = rule.is_some_and(|rule| !rule.ways.is_empty());
    let forbidden = forbidden(policy);
    let is_fax_only = forbidden.iter().any(|line| line.as_str() == FAX_ONLY);
    let is_published_used = is_fax_only || !names_ways || forbidden.is_empty();
    let (named, _) = ways_whenever(facts, policy, ASKED);
    let named = named.into_iter();
    let named = named.filter(|way| names_ways && way.target.is_some());
    let named = named.filter_map(|way| CallChannel::of(way.channel));
    let published = EVERY_WAY.into_iter();
    let published =
        published.filter(|channel| is_published_used && target_of(facts, *channel).is_some());
    let mut ways = Vec::new();
    for channel in named.chain(published) {
        let is_reachable = match channel {
            CallChannel::Fax => true,
            CallChannel::Mail => !is_fax_only && facts.letters_go_to().is_some(),
            CallChannel::Phone | CallChannel::Letter => !is_fax_only,
            CallChannel::InPerson => false,
        };
        if is_reachable && !ways.contains(&channel) {
            ways.push(channel);
        }
    }
    ways.sort_by_key(|channel| is_astray(facts, astray, *channel));
    ways
}

/// Where an agency is reached by a way, as the directory has it.
#[must_use]
pub fn target_of(facts: &ResourceFacts, channel: CallChannel) -> Option<Line> {
    published_way(facts, channel.in_directory()).and_then(|way| way.target)
}

/// Whether something went astray at the address or number that the directory has for a way.
#[must_use]
pub fn is_astray(facts: &ResourceFacts, astray: &[AstrayWay], channel: CallChannel) -> bool {
    let target = target_of(facts, channel);
    target.is_some_and(|target| {
        let mut astray = astray.iter();
        astray.any(|one| one.channel == channel && is_same(&one.target, &target))
    })
}

/// Whether an address or number is the one that the directory has of an agency for a way.
#[must_use]
pub fn is_of_entry(facts: &ResourceFacts, channel: CallChannel, target: &Line) -> bool {
    match channel {
        CallChannel::Mail => facts.email.as_ref().is_some_and(|own| is_same(own, target)),
        CallChannel::Fax => {
            let own = facts.fax.as_ref();
            own.is_some_and(|own| is_same(&own.written, target))
        }
        CallChannel::Phone => {
            let mut own = facts.phones.iter();
            own.any(|own| is_same(&own.written, target))
        }
        CallChannel::Letter => {
            let own = target_of(facts, channel);
            own.is_some_and(|own| is_same(&own, target))
        }
        CallChannel::InPerson => false,
    }
}

/// Whether an agency was asked by a contact: a mail that lies in the house asked nobody yet.
fn has_asked(contact: &Contact) -> bool {
    contact.outcome.counts() && contact.outcome != ContactOutcome::Prepared
}

/// The times at which an agency was asked, each with its way and its last day: what went astray bothered nobody, and a
/// call that they asked for goes on with the one before.
fn turns(contacts: &[Contact]) -> Vec<(CallChannel, NaiveDate)> {
    let mut turns: Vec<(CallChannel, NaiveDate)> = Vec::new();
    let mut is_awaited = false;
    for contact in contacts.iter().filter(|one| has_asked(one)) {
        let day = contact.at.in_japan().date;
        match turns.last_mut() {
            Some((CallChannel::Phone, last))
                if is_awaited && contact.channel == CallChannel::Phone =>
            {
                *last = day;
            }
            _ => turns.push((contact.channel, day)),
        }
        is_awaited = contact.is_awaited();
    }
    turns
}

/// What is to be done about an inquiry on a day, by the contacts so far, in their order, and the ways that are known.
#[must_use]
pub fn next_step(
    inquiry: &Inquiry,
    contacts: &[Contact],
    ways: &[CallChannel],
    today: NaiveDate,
) -> NextStep {
    match inquiry.state {
        InquiryState::Open => {}
        InquiryState::Replied => return NextStep::AnswerCame,
        InquiryState::Answered
        | InquiryState::Unverified
        | InquiryState::Refused
        | InquiryState::CalledOff => return NextStep::Over,
    }
    let mut inside = contacts.iter().rev();
    let mail = inside.find(|one| one.outcome == ContactOutcome::Prepared);
    if mail.is_some_and(|mail| today < late_from(mail.at.in_japan().date)) {
        return NextStep::Leaving;
    }
    let turns = turns(contacts);
    if let Some((_, last)) = turns.last()
        && today < again_from(*last)
    {
        let mut counted = contacts.iter().rev().filter(|one| has_asked(one));
        return if counted.next().is_some_and(Contact::is_awaited) {
            NextStep::CallAgain
        } else {
            NextStep::WaitUntil(again_from(*last))
        };
    }
    // A link opens for longer than the desk waits: nobody gives up while an answer may come by it.
    let mailed = turns.iter().find(|(way, _)| *way == CallChannel::Mail);
    let opens_no_more = mailed.and_then(|(_, left_on)| Inquiry::link_until(*left_on).succ_opt());
    let give_up = match opens_no_more {
        Some(day) if today < day => NextStep::WaitUntil(day),
        _ => NextStep::GiveUp,
    };
    if turns.len() >= CONTACTS {
        return give_up;
    }
    let channels = ways_left(contacts, ways);
    if !channels.is_empty() {
        return match mail {
            Some(_) => NextStep::NotLeaving { channels },
            None => NextStep::Contact { channels },
        };
    }
    // Every way was gone, or none is known: whoever sees that has three weeks to find another.
    let last = contacts.last().map_or(inquiry.opened_at, |one| one.at);
    let has_time = today < again_from(last.in_japan().date);
    match mail {
        Some(_) if has_time => NextStep::NotLeaving { channels },
        None if has_time && turns.is_empty() => NextStep::NoWay,
        _ => give_up,
    }
}

/// The ways by which nobody asked yet and that lead somewhere.
fn ways_left(contacts: &[Contact], ways: &[CallChannel]) -> Vec<CallChannel> {
    let is_gone = |channel: CallChannel| {
        let mut contacts = contacts.iter();
        contacts
            .any(|one| one.channel == channel && (one.outcome.counts() || one.outcome.is_astray()))
    };
    let ways = ways.iter().copied();
    ways.filter(|channel| !is_gone(*channel)).collect()
}

/// Whether an agency may be asked by a way now.
///
/// # Errors
/// Why not.
pub fn may_ask(step: &NextStep, channel: CallChannel) -> Result<(), StepFault> {
    match step {
        NextStep::Contact { channels } | NextStep::NotLeaving { channels }
            if channels.contains(&channel) =>
        {
            Ok(())
        }
        NextStep::CallAgain if channel == CallChannel::Phone => Ok(()),
        NextStep::Contact { .. } | NextStep::NotLeaving { .. } | NextStep::NoWay => {
            Err(StepFault::NotThisWay)
        }
        NextStep::CallAgain | NextStep::Leaving | NextStep::WaitUntil(_) => {
            Err(StepFault::TooEarly)
        }
        NextStep::AnswerCame => Err(StepFault::AnswerCame),
        NextStep::GiveUp | NextStep::Over => Err(StepFault::Over),
    }
}
