//! What to do to reach a resource now, why, and if nothing is open, when next.

use async_graphql::{ID, Object};
use renkei_domain::directory::contact::policy::Channel;
use renkei_domain::directory::contact::reach::{
    Lack, MissingWay, ReachAnswer, ReachBasis, Way, WayLater, WayNow,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::phone::dial;

use super::hours::NextOpeningType;
use crate::closed_list::{Word, closed_list};
use crate::scalars::DateTimeScalar;

closed_list!(
    ReachBasis,
    "ReachBasis",
    "Where advice on how to reach a resource comes from.",
    |basis| match basis {
        ReachBasis::Policy => "the agency's own wish",
        ReachBasis::NotForThis =>
            "the agency named no wish for this purpose and sender, but did for others or forbade something; \
             these are its published numbers, first those by channels it named",
        ReachBasis::Published => "the agency was not asked yet; these are its published numbers",
    }
);

closed_list!(
    Lack,
    "Lack",
    "What must be known before a way can be taken.",
    |lack| match lack {
        Lack::PhoneNumber => "nobody published or entered the number at which the office answers",
        Lack::FaxNumber => "nobody published or entered the number to which a sheet could be sent",
        Lack::MailAddress => "nobody published or entered where the office reads mail",
        Lack::Address =>
            "nobody published or entered where the office stands, so a letter has nowhere to go",
    }
);

/// The answer.
pub(crate) struct ReachType(pub(crate) ReachAnswer);

/// How to reach a resource for one purpose, as one kind of sender, at one moment. Decided from the
/// agency's contact policy where it has one, else from its published numbers, with its hours.
#[Object(name = "Reach")]
impl ReachType {
    /// The way to take at that moment. Null where no way is open then: see `later`.
    fn now(&self) -> Option<ReachNowType<'_>> {
        self.0.now.as_ref().map(ReachNowType)
    }

    /// The other ways in the order preferred, each with its next opening; last those whose number is
    /// doubtful. Empty where `now` is the only way, or where no way is known at all.
    fn later(&self) -> Vec<ReachLaterType<'_>> {
        self.0.later.iter().map(ReachLaterType).collect()
    }

    /// The ways the agency asks for and nobody can take yet, since the number or address is not known.
    /// Empty where everything asked for is known.
    fn missing(&self) -> Vec<MissingWayType> {
        self.0.missing.iter().copied().map(MissingWayType).collect()
    }

    /// A published number at which to ask how to get in touch. Null unless every way asked for is
    /// missing and the agency forbade nothing.
    fn ask_first(&self) -> Option<ReachWayType<'_>> {
        self.0.ask_first.as_ref().map(ReachWayType)
    }

    /// Where the advice comes from.
    fn basis(&self) -> Word<ReachBasis> {
        Word(self.0.basis)
    }

    /// The same in a Japanese sentence that can be shown to whoever is about to call.
    fn why(&self) -> &str {
        self.0.basis.word()
    }

    /// What the agency asks never to do (「担当者名を載せない」), whatever the way: first what holds for every
    /// purpose and sender, then what holds for these. Empty where it named nothing.
    fn never(&self) -> Vec<&str> {
        self.0.never.iter().map(|text| text.as_str()).collect()
    }
}

/// A way that can be taken now.
pub(crate) struct ReachNowType<'a>(&'a WayNow);

/// A way that can be taken at the moment asked about.
#[Object(name = "ReachNow")]
impl ReachNowType<'_> {
    /// By which channel, to which number or address, how.
    fn way(&self) -> ReachWayType<'_> {
        ReachWayType(&self.0.way)
    }

    /// Until when it stays open without a break. Null for ways that are always open, and where the
    /// hours are unknown.
    fn until(&self) -> Option<DateTimeScalar> {
        self.0.until.map(|until| DateTimeScalar(until.instant()))
    }

    /// False where nobody stated the hours, or something speaks against the number: it may be tried, but
    /// perhaps nobody and no machine is there. False as well where the basis is `NOT_FOR_THIS` and `never`
    /// names anything: read that first, since this way may be among what is forbidden.
    fn is_certain(&self) -> bool {
        self.0.is_certain
    }

    /// When it is stated to be open. State `NOW` where that is at the moment asked about, as it is wherever
    /// `isCertain` is true; else the first opening that is certain, as far as the stated hours tell.
    fn next(&self) -> NextOpeningType {
        NextOpeningType(self.0.next)
    }
}

/// A way that opens later.
pub(crate) struct ReachLaterType<'a>(&'a WayLater);

/// A way that is not the one to take at the moment asked about.
#[Object(name = "ReachLater")]
impl ReachLaterType<'_> {
    /// By which channel, to which number or address, how.
    fn way(&self) -> ReachWayType<'_> {
        ReachWayType(&self.0.way)
    }

    /// When it opens; state `NOW` for a second choice that is open as well.
    fn next(&self) -> NextOpeningType {
        NextOpeningType(self.0.next)
    }
}

/// A way without its number.
pub(crate) struct MissingWayType(MissingWay);

/// A way that the agency asks for and that lacks its number or address.
#[Object(name = "MissingWay")]
impl MissingWayType {
    /// By which channel the agency wants to be reached.
    fn channel(&self) -> Word<Channel> {
        Word(self.0.channel)
    }

    /// What has to be found out first.
    fn lacks(&self) -> Word<Lack> {
        Word(self.0.lacks)
    }
}

/// A way with its number.
pub(crate) struct ReachWayType<'a>(&'a Way);

/// One way of getting in touch, with the number or address to use.
#[Object(name = "ReachWay")]
impl ReachWayType<'_> {
    /// By phone, FAX, mail, visit and so on.
    fn channel(&self) -> Word<Channel> {
        Word(self.0.channel)
    }

    /// The number, mail address or postal address to use, as written. Null for channels without one,
    /// as a notebook that the person carries.
    fn target(&self) -> Option<&str> {
        self.0.target.as_ref().map(|target| target.as_str())
    }

    /// For phone and FAX the digits of `target` alone, ready for a `tel:` link. Null for other
    /// channels, and where what is written is no Japanese number.
    fn dial(&self) -> Option<String> {
        match self.0.channel {
            Channel::Phone | Channel::Fax => dial(self.0.target.as_ref()?.as_str()),
            _ => None,
        }
    }

    /// What follows after dialling, in order: 「音声案内 32#」, 「内線 12」. Empty where nothing does.
    fn after_dialling(&self) -> Vec<&str> {
        self.0.after_dialling.iter().map(String::as_str).collect()
    }

    /// True where something speaks against the number, as a FAX number equal to the phone number:
    /// confirm it before anything confidential is sent.
    fn is_doubtful(&self) -> bool {
        self.0.is_doubtful
    }

    /// Whom to ask for by name: the id of one of `Resource.contactPersons`. Null where nobody is named, and
    /// for everybody who may not read of them.
    fn person(&self) -> Option<ID> {
        self.0.person.map(|person| ID(person.to_string()))
    }

    /// The role to ask for. Null where the agency named none.
    fn ask_for(&self) -> Option<Word<StaffRole>> {
        self.0.ask_for.map(Word)
    }

    /// The desk to ask for in the agency's own words (「地域連携室」). Null where it named none.
    fn desk(&self) -> Option<&str> {
        self.0.desk.as_ref().map(|desk| desk.as_str())
    }

    /// How to go about it (「16時を過ぎてから」). Null where the agency said nothing.
    fn etiquette(&self) -> Option<&str> {
        self.0.etiquette.as_ref().map(|text| text.as_str())
    }
}
