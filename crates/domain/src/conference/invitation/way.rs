//! By which channel somebody is called, and where that goes: as the agency likes to be called to conferences, else as
//! it is published, else as it is known; and otherwise, where the host says so for a reason.

use chrono::NaiveDate;

use super::notice::PreparedWay;
use super::reachable::Reachable;
use crate::directory::contact::policy::{Channel, ContactPolicy, ContactPurpose, SenderKind};
use crate::directory::contact::reach::{ReachBasis, Way, published_way, ways_whenever};
use crate::directory::hours::Hours;
use crate::directory::phone::dial;
use crate::directory::resource::ResourceFacts;
use crate::ids::{AccountId, ParticipantId};
use crate::text::{Line, Prose, fold};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// The channels by which somebody can be called to a conference.
    CallChannel {
        Mail = "email", "メール";
        Fax = "fax", "FAX";
        Phone = "phone", "電話";
        Letter = "letter", "郵送";
        /// A sheet is handed to them. To an agency nobody goes for that.
        InPerson = "in_person", "会って・手わたし";
    }
}

impl CallChannel {
    /// The channel of the directory; nothing for a way by which nobody is called.
    #[must_use]
    pub const fn of(channel: Channel) -> Option<Self> {
        match channel {
            Channel::Mail => Some(Self::Mail),
            Channel::Fax => Some(Self::Fax),
            Channel::Phone => Some(Self::Phone),
            Channel::Letter => Some(Self::Letter),
            Channel::Visit
            | Channel::ComeIn
            | Channel::Online
            | Channel::LiaisonNotebook
            | Channel::AccompanyVisit
            | Channel::ThroughPerson => None,
        }
    }

    /// The channel of the directory that it is.
    pub(crate) const fn in_directory(self) -> Channel {
        match self {
            Self::Mail => Channel::Mail,
            Self::Fax => Channel::Fax,
            Self::Phone => Channel::Phone,
            Self::Letter => Channel::Letter,
            Self::InPerson => Channel::Visit,
        }
    }

    /// Whether the courier carries it. Everything else is sent by somebody's hand, who says so.
    #[must_use]
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::Mail)
    }

    /// Whether it needs an address or a number. Whoever hands a sheet over finds the other without one.
    #[must_use]
    pub const fn has_target(self) -> bool {
        !matches!(self, Self::InPerson)
    }
}

word_list! {
    /// Why somebody is called by a channel.
    WayBasis {
        Policy = "policy", "この機関が希望している連絡方法です";
        NotForThis = "not_for_this", "この用件については まだ聞いていません。公表されている連絡先です";
        Published = "published", "連絡方法の希望は まだ聞いていません。公表されている連絡先です";
        OnlyKnown = "only_known", "わかっている連絡先は、これだけです";
        OwnChoice = "own_choice", "本人が選んだ連絡方法です";
        NotAsked = "not_asked", "連絡方法の希望は まだ聞いていません。会って、紙を手わたします";
        Chosen = "chosen", "主催者が選びました";
        Unknown = "unknown", "連絡先が まだわかりません";
    }
}

word_list! {
    /// How a FAX number was confirmed.
    CheckedHow {
        ByPhone = "by_phone", "電話で確かめた";
        TestSheet = "test_sheet", "試し送りの用紙が届いたと聞いた";
        FromThem = "from_them", "相手の書類・名刺で確かめた";
    }
}

/// What the host chose in place of what is known.
#[derive(Clone, PartialEq, Eq)]
pub struct WayChoice {
    /// The channel.
    pub channel: CallChannel,
    /// The mail address, number or postal address; where it is left open, the one that is known.
    pub target: Option<Line>,
    /// Why.
    pub reason: Prose,
    /// Who chose.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// That a FAX number was confirmed: it holds for that number alone.
#[derive(Clone, PartialEq, Eq)]
pub struct NumberCheck {
    /// The number.
    pub number: Line,
    /// How.
    pub how: CheckedHow,
    /// When.
    pub on: NaiveDate,
    /// By whom.
    pub by: AccountId,
}

/// What is kept of the way to somebody who is called.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptWay {
    /// To whom.
    pub participant: ParticipantId,
    /// What the host chose.
    pub choice: Option<WayChoice>,
    /// Which number was confirmed.
    pub check: Option<NumberCheck>,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for KeptWay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeptWay({})", self.participant)
    }
}

/// The way in which somebody is called.
#[derive(Clone, PartialEq, Eq)]
pub struct CallWay {
    /// By which channel.
    pub channel: CallChannel,
    /// The mail address, number or postal address as written; absent where nobody knows it.
    pub target: Option<Line>,
    /// 内線 and 音声案内番号 of that number.
    pub after_dialling: Vec<String>,
    /// Whom to ask for: a desk in the office's words, or a role.
    pub ask_for: Option<String>,
    /// When somebody answers there, where that was stated: a call at another hour reaches nobody.
    pub hours: Option<Hours>,
    /// How to go about it.
    pub etiquette: Option<Line>,
    /// What never to do, by what the agency said.
    pub never: Vec<Line>,
    /// Why by this channel.
    pub basis: WayBasis,
    /// Why the host chose it.
    pub reason: Option<Prose>,
    /// Whether nobody knows yet that a FAX machine of theirs is at this number: it was typed in, equals their phone, or
    /// stands in the directory as it was published, and nobody there confirmed it lately.
    pub is_unconfirmed: bool,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for CallWay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CallWay({})", self.channel.code())
    }
}

impl CallWay {
    /// The way that is taken: what the host chose, else what is known.
    #[must_use]
    pub fn to(reachable: Reachable<'_>, kept: Option<&KeptWay>) -> Self {
        let known = Self::known(reachable);
        let choice = kept.and_then(|kept| kept.choice.as_ref());
        let mut way = match choice {
            Some(choice) => Self::chosen(reachable, &known, choice),
            None => known,
        };
        way.is_unconfirmed |= reachable.is_only_published(way.channel);
        let check = kept.and_then(|kept| kept.check.as_ref());
        let is_checked = |target: &Line| check.is_some_and(|check| is_same(&check.number, target));
        if way.channel != CallChannel::Fax || way.target.as_ref().is_some_and(is_checked) {
            way.is_unconfirmed = false;
        }
        way
    }

    /// The same for a message that is prepared now.
    #[must_use]
    pub fn prepared(&self) -> PreparedWay {
        PreparedWay {
            channel: self.channel,
            target: self.target.clone(),
        }
    }

    /// Whether a message went in this very way.
    #[must_use]
    pub fn is_as(&self, way: &PreparedWay) -> bool {
        self.channel == way.channel && self.target == way.target
    }

    /// How somebody could be told whom this way did not reach: by FAX at a number that was confirmed, else on the phone.
    #[must_use]
    pub fn instead(&self, reachable: Reachable<'_>) -> Option<Self> {
        let Reachable::Listed { facts, policy, .. } = reachable else {
            return None;
        };
        let mut others = [CallChannel::Fax, CallChannel::Phone].into_iter();
        others.find_map(|channel| {
            let way = way_by(facts, policy, channel)?;
            let way = Self::of(channel, way, WayBasis::Published);
            let is_known = !way.is_unconfirmed && !reachable.is_only_published(channel);
            (channel != self.channel && is_known).then_some(Self {
                never: self.never.clone(),
                ..way
            })
        })
    }

    /// How a letter reaches somebody who is called in this way: where the host or the agency said that one goes, else
    /// where they are known to be.
    #[must_use]
    pub fn by_letter(self, reachable: Reachable<'_>) -> Self {
        const LETTER: CallChannel = CallChannel::Letter;
        if self.channel == LETTER {
            return self;
        }
        let basis = self.basis;
        let known = match reachable {
            Reachable::Listed { facts, policy, .. } => {
                let way = way_by(facts, policy, LETTER);
                way.map(|way| Self::of(LETTER, way, basis))
            }
            Reachable::Written { address, .. } => {
                address.map(|address| Self::plain(LETTER, Some(address.clone()), basis))
            }
        };
        known.unwrap_or_else(|| Self::plain(LETTER, None, basis))
    }

    fn known(reachable: Reachable<'_>) -> Self {
        match reachable {
            Reachable::Listed { facts, policy, .. } => Self::listed(facts, policy),
            Reachable::Written { fax: Some(fax), .. } => Self {
                is_unconfirmed: true,
                ..Self::plain(CallChannel::Fax, Some(fax.clone()), WayBasis::OnlyKnown)
            },
            Reachable::Written { fax: None, address } => match address {
                Some(address) => Self::plain(
                    CallChannel::Letter,
                    Some(address.clone()),
                    WayBasis::OnlyKnown,
                ),
                None => Self::plain(CallChannel::Phone, None, WayBasis::Unknown),
            },
        }
    }

    fn listed(facts: &ResourceFacts, policy: &ContactPolicy) -> Self {
        let (ways, basis) = ways_whenever(facts, policy, ASKED);
        let basis = match basis {
            ReachBasis::Policy => WayBasis::Policy,
            ReachBasis::NotForThis => WayBasis::NotForThis,
            ReachBasis::Published => WayBasis::Published,
        };
        let mut ways = ways.into_iter();
        let found = ways.find_map(|way| Some((CallChannel::of(way.channel)?, way)));
        let rule = policy.rule_for(ASKED.0, ASKED.1);
        let do_not = rule.map(|rule| rule.do_not.as_slice()).unwrap_or_default();
        let never = policy.never.iter().chain(do_not).cloned().collect();
        let way = match found {
            Some((channel, way)) => Self::of(channel, way, basis),
            // What they asked for cannot be taken. Whoever is to be called is asked on the phone first.
            None => match published_way(facts, Channel::Phone) {
                Some(way) => Self::of(CallChannel::Phone, way, WayBasis::OnlyKnown),
                None => Self::plain(CallChannel::Phone, None, WayBasis::Unknown),
            },
        };
        Self { never, ..way }
    }

    fn chosen(reachable: Reachable<'_>, known: &Self, choice: &WayChoice) -> Self {
        let is_theirs = known.channel == choice.channel && known.target.is_some();
        let of_theirs = match reachable {
            Reachable::Listed { facts, policy, .. } => way_by(facts, policy, choice.channel)
                .map(|way| Self::of(choice.channel, way, WayBasis::Chosen)),
            Reachable::Written { fax, address } => {
                let target = match choice.channel {
                    CallChannel::Fax => fax,
                    CallChannel::Letter => address,
                    CallChannel::Mail | CallChannel::Phone | CallChannel::InPerson => None,
                };
                target.map(|target| Self {
                    is_unconfirmed: true,
                    ..Self::plain(choice.channel, Some(target.clone()), WayBasis::Chosen)
                })
            }
        };
        let way = match (&choice.target, of_theirs) {
            (None, _) if is_theirs => known.clone(),
            (None, Some(theirs)) => theirs,
            (Some(target), Some(theirs))
                if theirs
                    .target
                    .as_ref()
                    .is_some_and(|own| is_same(own, target)) =>
            {
                theirs
            }
            (target, _) => Self {
                is_unconfirmed: true,
                ..Self::plain(choice.channel, target.clone(), WayBasis::Chosen)
            },
        };
        Self {
            basis: WayBasis::Chosen,
            reason: Some(choice.reason.clone()),
            never: known.never.clone(),
            ..way
        }
    }

    fn of(channel: CallChannel, way: Way, basis: WayBasis) -> Self {
        let role = way.ask_for.map(|role| role.word().to_owned());
        Self {
            after_dialling: way.after_dialling,
            ask_for: way.desk.map(|desk| desk.to_string()).or(role),
            hours: way.hours,
            etiquette: way.etiquette,
            is_unconfirmed: way.is_doubtful,
            ..Self::plain(channel, way.target, basis)
        }
    }

    pub(super) const fn plain(channel: CallChannel, target: Option<Line>, basis: WayBasis) -> Self {
        Self {
            channel,
            target,
            after_dialling: Vec::new(),
            ask_for: None,
            hours: None,
            etiquette: None,
            never: Vec::new(),
            basis,
            reason: None,
            is_unconfirmed: false,
        }
    }
}

/// For what and as whom an agency is asked how it likes to be reached.
const ASKED: (ContactPurpose, SenderKind) = (ContactPurpose::ConferenceCall, SenderKind::Supporter);

/// The way to an agency by a channel: with the desk and the hours that it named for that channel, else as published.
fn way_by(facts: &ResourceFacts, policy: &ContactPolicy, channel: CallChannel) -> Option<Way> {
    let (ways, _) = ways_whenever(facts, policy, ASKED);
    let mut ways = ways.into_iter();
    let named = ways.find(|way| CallChannel::of(way.channel) == Some(channel));
    named.or_else(|| published_way(facts, channel.in_directory()))
}

/// Whether two targets are the same however they are written.
pub(crate) fn is_same(one: &Line, other: &Line) -> bool {
    match (dial(one.as_str()), dial(other.as_str())) {
        (Some(one), Some(other)) => one == other,
        _ => fold(one.as_str()) == fold(other.as_str()),
    }
}
