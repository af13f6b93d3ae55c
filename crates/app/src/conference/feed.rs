//! Addresses by which somebody's own calendar reads of conferences: made for oneself, told once, revoked at any time.
//! What is read by one is decided anew each time, as if its owner were there: by staff those they see to, by the person
//! those that are held with them; and whoever belongs to a network its meetings, which are about nobody, by their theme.
//! One that is for all of an agency tells what that takes part in ([`super::agency_feed`]).

use std::collections::{HashMap, HashSet};

use data_encoding::HEXLOWER;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::access::scope::cases_for;
use renkei_domain::audit::{KnownBy, Seen};
use renkei_domain::conference::feed::{
    AGENCY_FEEDS, CalendarProgram, FEED_NAME, FEEDS, Fed, FeedReader, FeedSpan,
};
use renkei_domain::conference::invitation::{Naming, Told};
use renkei_domain::ids::{AccountId, CaseId, ConferenceId, FeedId, OrganizationId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_invite::entry::{Entry, Party, Repeats, Sequence, Span, Standing, Uid, Version};
use renkei_invite::message::{Listed, Message};
use renkei_store::conference::feed::{FedConference, FedTo};
pub use renkei_store::people::feed::StoredFeed as FeedView;
use renkei_store::{Stop, StoreFault};
use sha2::{Digest as _, Sha256};

use super::agency_feed::may_read_all;
use crate::App;
use crate::audit::know;
use crate::directory::register::Outcome;
use crate::letters::Done;
use crate::letters::conference::span;
use crate::people::{as_if_here, draw_feed, feed_hash};
use crate::writer::{Drawn, KeyReused, Writer};

/// Who calls, in every feed: nobody who could be written to, so that an address that gets about tells of nobody whose it
/// was. RFC 5546 §3.2.1 asks for somebody.
pub(super) const ORGANIZER: &str = "feed@renkei.invalid";

/// A feed was made.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeFeed {
    /// Its id.
    pub id: FeedId,
    /// What its address ends with, told this once.
    pub secret: String,
}

/// A secret does not get into logs.
impl std::fmt::Debug for MadeFeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("MadeFeed");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

/// What a calendar reads.
#[derive(Clone, PartialEq, Eq)]
pub struct FeedText {
    /// iCalendar (RFC 5545).
    pub text: String,
    /// What tells this text from others: the same as long as nothing changed.
    pub tag: String,
}

/// Why a feed was not made or revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedRefusal {
    /// The rule says no.
    #[error("カレンダーに入れるアドレスをあつかう権限がありません。")]
    NotAllowed(Decision),
    /// There are as many as there may be.
    #[error("アドレスは10こまでです。使っていないものを取り消してから、つくってください。")]
    Full,
    /// The agency has as many as it may have.
    #[error("1つの機関では3こまでです。使っていないものを取り消してください。")]
    FullOfAgency,
    /// There is none that holds, or it is somebody else's.
    #[error("そのアドレスは見つかりません。もう取り消されているかもしれません。")]
    NotFound,
    /// The form was sent before. What it made is told once.
    #[error(
        "この画面から、アドレスはもう できています。いちどしか出ないので、もう出せません。カレンダーに入れていないときは、下の一覧で取り消して、もう一度つくってください。"
    )]
    MadeBefore,
}

impl From<KeyReused> for FeedRefusal {
    fn from(_: KeyReused) -> Self {
        Self::MadeBefore
    }
}

impl FeedRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::Full | Self::FullOfAgency => "FULL",
            Self::NotFound => "NOT_FOUND",
            Self::MadeBefore => "MADE_BEFORE",
        }
    }
}

/// Whose feeds somebody may make and revoke: their own.
///
/// # Errors
/// What the rule says instead.
pub fn may_manage(own: &Principal) -> Result<AccountId, FeedRefusal> {
    match decide(own, Action::ManageOwnFeeds, &Object::Installation) {
        Decision::Allowed => own.account().ok_or(FeedRefusal::NotFound),
        other => Err(FeedRefusal::NotAllowed(other)),
    }
}

/// An entry, in the words of the letters that call people, under the same name: who got one of those has it once.
fn entry(fed: &FedConference, reader: FeedReader, person: &Naming) -> Option<(Entry, Listed)> {
    let (from, to) = span(Told {
        begins: fed.slot.begins,
        minutes: fed.slot.minutes,
        of_conference: fed.sequence,
    });
    let listed = match Fed::of(fed.state)? {
        Fed::Standing => Listed::Standing,
        Fed::CalledOff => Listed::CalledOff,
    };
    let entry = Entry {
        uid: Uid::of(fed.id.uuid()),
        version: Version {
            sequence: Sequence::new(fed.sequence),
            made: fed.made_at,
        },
        span: Span::new(from, to).ok()?,
        title: Line::parse(&reader.title(fed.id)).ok()?,
        place: (!person.is_in(&fed.slot)).then(|| fed.slot.place.clone()),
        note: None,
        organizer: Party {
            name: None,
            address: MailAddress::parse(ORGANIZER).ok()?,
        },
        standing: Standing::Confirmed,
        repeats: Repeats::Once,
    };
    Some((entry, listed))
}

/// The whole text.
fn text(entries: &[(Entry, Listed)]) -> FeedText {
    let name = Line::parse(FEED_NAME).expect("a name is a line");
    let entries = entries.iter().map(|(entry, listed)| (entry, *listed));
    let text = Message::feed(&name, entries).text();
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    FeedText {
        tag: HEXLOWER.encode(&hash[..16]),
        text,
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Makes an address for one's own calendar. It is told this once: under a key, the same form sent twice makes one, and
    /// who sent it again is told that it is there.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_feed(
        &self,
        writer: &Writer,
        program: CalendarProgram,
    ) -> Outcome<MadeFeed, FeedRefusal> {
        self.add_feed(writer, program, None).await
    }

    /// The same for a calendar of an agency, by whoever works there.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_agency_feed(
        &self,
        writer: &Writer,
        program: CalendarProgram,
        agency: OrganizationId,
    ) -> Outcome<MadeFeed, FeedRefusal> {
        self.add_feed(writer, program, Some(agency)).await
    }

    async fn add_feed(
        &self,
        writer: &Writer,
        program: CalendarProgram,
        agency: Option<OrganizationId>,
    ) -> Outcome<MadeFeed, FeedRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let may = agency.map(|agency| may_read_all(&writer.principal, agency));
        if let Some(Err(refusal)) = may {
            return Ok(Err(refusal));
        }
        let kept = FeedView {
            id: FeedId::from_uuid(self.new_id()),
            account,
            agency,
            program,
            made_at: self.now(),
            last_read_on: None,
            last_tag: None,
            revoked_at: None,
        };
        let secret = draw_feed(self.entropy.as_ref());
        let hash = feed_hash(&secret).expect("what was just drawn is a secret");
        let made = MadeFeed {
            id: kept.id,
            secret,
        };
        let asked = match agency {
            Some(agency) => format!("{} {agency}", program.code()),
            None => program.code().to_owned(),
        };
        let done = self
            .act_of::<Drawn, FeedRefusal, _>(writer, Purpose::MakeFeed, &asked, move |work, _| {
                let kept = kept.clone();
                Box::pin(async move {
                    work.lock_account(account).await?;
                    let held = usize::try_from(work.count_feeds(account).await?);
                    if held.unwrap_or(FEEDS) >= FEEDS {
                        return Err(Stop::Refused(FeedRefusal::Full));
                    }
                    if let Some(agency) = agency {
                        work.lock_place(people::Standing::Staff(agency)).await?;
                        let held = usize::try_from(work.count_agency_feeds(agency).await?);
                        if held.unwrap_or(AGENCY_FEEDS) >= AGENCY_FEEDS {
                            return Err(Stop::Refused(FeedRefusal::FullOfAgency));
                        }
                    }
                    work.add_feed(&kept, &hash).await?;
                    Ok(Drawn(kept.id.uuid()))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == made.id.uuid() => Ok(made),
            Ok(Drawn(_)) => Err(FeedRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// One's own addresses and those of one's agencies, the newest first; revoked ones are among them.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn feeds(&self, own: &Principal) -> Result<Vec<FeedView>, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(Vec::new());
        };
        let mut agencies = own.workplaces();
        agencies.retain(|agency| may_read_all(own, *agency).is_ok());
        self.store.feeds_of(account, &agencies).await
    }

    /// Revokes one of one's own addresses, or one of one's agency whoever made it; the next calendar that asks finds
    /// nothing.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn revoke_feed(&self, writer: &Writer, id: FeedId) -> Outcome<(), FeedRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let own = writer.principal.clone();
        let asked = id.to_string();
        let done = self
            .act_of::<Done, FeedRefusal, _>(
                writer,
                Purpose::RevokeFeed,
                &asked,
                move |work, header| {
                    let own = own.clone();
                    Box::pin(async move {
                        let known = work.feed(id).await?.filter(|feed| {
                            let of_agency = |agency| may_read_all(&own, agency).is_ok();
                            feed.account == account || feed.agency.is_some_and(of_agency)
                        });
                        let is_revoked = match known {
                            Some(feed) => work.revoke_feed(feed.account, id, header.at).await?,
                            None => false,
                        };
                        is_revoked
                            .then_some(Done)
                            .ok_or(Stop::Refused(FeedRefusal::NotFound))
                    })
                },
            )
            .await?;
        Ok(done.map(|Done| ()))
    }

    /// What a calendar reads by an address; nothing where it opens none any more, or its owner has no part in conferences
    /// today. Programs ask every hour: that somebody read is noted once a day, and whenever there is something new.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn read_feed(&self, secret: &str) -> Result<Option<FeedText>, StoreFault> {
        let Some(hash) = feed_hash(secret) else {
            return Ok(None);
        };
        let now = self.now();
        let today = now.in_japan().date;
        let Some(feed) = self.store.feed_by_secret(&hash).await? else {
            return Ok(None);
        };
        let account = self.store.known_account(feed.account, today).await?;
        let Some(account) = account.filter(|account| !account.is_disabled) else {
            return Ok(None);
        };
        let own = as_if_here(&account);
        let own = match feed.agency {
            Some(agency) => self.as_of_agency(own, agency).await?,
            None => Some(own),
        };
        let Some(own) = own else {
            return Ok(None);
        };
        if !may(&own, Action::KeepOwnCalendar, &Object::Installation) {
            return Ok(None);
        }
        know(account.id, KnownBy::Feed(feed.id));
        let (entries, seen) = self.fed_to(&own, (account.id, feed.agency), now).await?;
        let read = text(&entries);
        let is_news = feed.last_read_on != Some(today) || feed.last_tag.as_ref() != Some(&read.tag);
        if is_news {
            self.note_seen(Some(&own), seen).await?;
            let (id, tag) = (feed.id, read.tag.clone());
            let noted = self.store.aside(move |work| {
                let tag = tag.clone();
                Box::pin(async move { Ok(work.see_feed(id, today, &tag).await?) })
            });
            if let Err(fault) = noted.await {
                tracing::warn!(feed = %id, %fault, "that a feed was read was not written down");
            }
        }
        Ok(Some(read))
    }

    /// Everything that is told to somebody or to their agency today, the earliest first and then the meetings of their
    /// networks, with what has to be kept note of.
    async fn fed_to(
        &self,
        own: &Principal,
        (account, agency): (AccountId, Option<OrganizationId>),
        now: Instant,
    ) -> Result<(Vec<(Entry, Listed)>, Vec<Seen>), StoreFault> {
        let span = FeedSpan::at(now);
        let mut told: HashSet<ConferenceId> = HashSet::new();
        let mut entries = Vec::new();
        let mut all_seen = Vec::new();
        let (keeper, person) = (FeedReader::Keeper, FeedReader::Person);
        let lists = match agency {
            Some(_) => vec![(Action::ReadConference, FedTo::Agency, keeper)],
            None => vec![
                (Action::ReadConference, FedTo::Keeper(account), keeper),
                (Action::ReadOwnCase, FedTo::Person, person),
            ],
        };
        for (action, to, reader) in lists {
            let scope = cases_for(own, action);
            let found = self.store.fed_conferences_in_scope(&scope, (to, span));
            let (fed, seen) = self.opened_unnoted(found.await?);
            all_seen.extend(seen);
            let fed = fed.iter().filter(|fed| told.insert(fed.id));
            // Many are about the same person.
            let mut naming: HashMap<CaseId, Naming> = HashMap::new();
            entries.extend(fed.filter_map(|fed| {
                let person = naming.entry(fed.case.id);
                let name = || Naming::of_case(&fed.case);
                entry(fed, reader, person.or_insert_with(name))
            }));
        }
        if let Some(agency) = agency {
            let (called, seen) = self.fed_calls(agency, span, now).await?;
            entries.extend(called);
            all_seen.extend(seen);
        }
        entries.sort_by_cached_key(|(entry, _)| (entry.span.from(), entry.uid.as_str().to_owned()));
        // A series stands whole, its rule before what differs from it.
        if let Ok(organizer) = MailAddress::parse(ORGANIZER) {
            entries.extend(self.fed_meetings(own, span, &organizer).await?);
        }
        Ok((entries, all_seen))
    }
}
