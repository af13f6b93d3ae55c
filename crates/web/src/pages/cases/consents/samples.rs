//! The pages of consents without a database.

use std::collections::HashMap;

use renkei_app::conference::recall::Recalled;
use renkei_app::consent::at_work::{OpenEmployer, Workplaces};
use renkei_app::consent::read::{
    ConsentFile, ConsentsView, Kept, KeptAsking, KeptEvidence, KeptSheet, NamedParty,
};
use renkei_domain::cases::case::About;
use renkei_domain::cases::employment::{Insider, Opened, Openness, Voice};
use renkei_domain::cases::team::{MemberAgency, Ring};
use renkei_domain::consent::at_work::kinds;
use renkei_domain::consent::evidence::{ProofFormat, ScanFormat};
use renkei_domain::consent::given::{Asking, HowGiven};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::sheet::{AskedOccasion, ConsentSheet};
use renkei_domain::consent::{
    Consent, ConsentRecipient, Form, Giver, Halt, HaltOf, HaltState, InformationCategory, Ledger,
    Party, PartyId, Post, Reach, RecipientKind, Staff, Standards, Validity,
};
use renkei_domain::ids::{
    AccountId, CaseId, ConsentId, ConsentSheetId, EmploymentId, EvidenceId, HaltId, TeamMemberId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::text::Prose;
use renkei_domain::time::{Instant, Minute, Moment};

use self::stop::recalled;
use super::super::samples::{LONGEST, case, day, id_of, known, line, member, shell};
use super::ConsentsPage;
use super::ask::AskConsentPage;
use super::at_work::AskAtWorkPage;
use super::evidence::EvidencePage;
use super::others::AskOthersPage;
use super::renew::RenewConsentPage;
use super::sheets::ConsentSheetsPage;
use crate::pages::{Samples, Shell};

mod stop;
mod told;

const ONCE: &str = "01932f00000070028000000000000001";

fn kept() -> Kept {
    Kept {
        by: AccountId::from_uuid(Default::default()),
        at: Instant::from_micros(1_795_000_000_000_000),
    }
}

fn consent(place: u128, recipients: u128) -> Option<Consent> {
    let package = Package::MedicalCooperation;
    let case = case(About::Anonymous);
    let named = (1..=recipients).map(|one| {
        let id = TeamMemberId::from_uuid(id_of(one));
        ConsentRecipient::Named(PartyId::Written(id))
    });
    Some(Consent {
        id: ConsentId::from_uuid(id_of(place)),
        seq: place as i64,
        person: case.person,
        provider: case.lead,
        giver: Giver::Person,
        recipients: named.collect(),
        categories: package.agreed(&[PlainGroup::Body, PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        given_on: day(2),
        form: Form::Written,
        validity: Validity::new(day(2), day(30)).ok()?,
    })
}

fn asking(of: &Consent) -> Option<KeptAsking> {
    Some(KeptAsking {
        id: of.id,
        asking: Asking {
            how: HowGiven::Written,
            text_version: line("同意の質問 2026年11月")?,
            explained_by: AccountId::from_uuid(Default::default()),
            said: Prose::parse("いつでも止められることを話しました。").ok()?,
            helpers: Vec::new(),
            evidence: None,
        },
        renews: None,
        kept: kept(),
    })
}

/// A page that shows a consent.
fn evidence(of: &Consent) -> KeptEvidence {
    KeptEvidence {
        id: EvidenceId::from_uuid(of.id.uuid()),
        format: ProofFormat::Page(ScanFormat::Pdf),
        shows: vec![of.id],
        kept: kept(),
    }
}

/// A form on paper; every second one was answered.
fn sheet(place: u128) -> Option<KeptSheet> {
    let package = Package::DailyContact;
    let kind = ConsentRecipient::KindInTeam(RecipientKind::Medical);
    let answered = place
        .is_multiple_of(2)
        .then(|| ConsentId::from_uuid(id_of(place)));
    Some(KeptSheet {
        sheet: ConsentSheet {
            id: ConsentSheetId::from_uuid(id_of(place)),
            code: PaperCode::read("K7QM-2XHD")?,
            occasions: vec![AskedOccasion {
                package,
                recipients: [kind].into_iter().collect(),
                purposes: package.purposes(),
                means: package.means(),
            }],
            last_day: day(30),
            text_version: line("同意の質問 2026年11月")?,
        },
        case: CaseId::from_uuid(Default::default()),
        answered: answered.into_iter().collect(),
        kept: kept(),
    })
}

/// So many consents for so many of the team.
pub(in crate::pages::cases) fn view(consents: u128, members: u128, name: &str) -> ConsentsView {
    let case = case(known(name).unwrap_or(About::Anonymous));
    let team = (1..=members).filter_map(|place| {
        let name = if members > 9 {
            LONGEST
        } else {
            "高槻こころのクリニック（架空）"
        };
        member(place, Ring::WelfareMedical, name)
    });
    let team: Vec<_> = team.collect();
    let parties = team.iter().map(|member| NamedParty {
        party: Party::of_member(member, None),
        name: match &member.agency {
            MemberAgency::Written(name) => name.to_string(),
            MemberAgency::Listed(_) => String::new(),
        },
        contact: member.contact.clone(),
        seat: member.seat.clone(),
    });
    let parties = parties.collect();
    let consents: Vec<Consent> = (1..=consents)
        .filter_map(|one| consent(one, members))
        .collect();
    let halt = Halt {
        id: HaltId::from_uuid(id_of(1)),
        seq: 90,
        of: HaltOf::Everything,
        reach: Reach::Category(InformationCategory::MedicationVisits),
        state: HaltState::Paused,
        by: Voice::Person,
    };
    let halts: Vec<Halt> = consents.first().map(|_| halt).into_iter().collect();
    let account = AccountId::from_uuid(Default::default());
    let names: HashMap<_, _> = line("高槻 はるか")
        .map(|name| (account, name))
        .into_iter()
        .collect();
    let now = Moment {
        date: day(20),
        minute: Minute::of(10, 0),
    };
    ConsentsView {
        names,
        parties,
        lead: "社会福祉法人ひなた（架空）".to_owned(),
        teller: Staff {
            account,
            organization: case.lead,
            post: Post::Member,
            standards: Standards::Designated,
        },
        may_keep: true,
        may_stop: true,
        is_person: false,
        at: now.instant(),
        now,
        file: ConsentFile {
            evidence: consents.iter().take(2).map(evidence).collect(),
            sheets: (1..=consents.len() as u128).filter_map(sheet).collect(),
            askings: consents.iter().filter_map(asking).collect(),
            halts: halts.iter().map(|halt| (halt.id, kept())).collect(),
            left: Vec::new(),
            team,
            ledger: Ledger {
                consents,
                halts,
                ..Ledger::empty(case.person, case.lead)
            },
            case,
        },
    }
}

const NAME: &str = "山田 花子";

pub(in crate::pages::cases) fn own_shell() -> Shell {
    Shell::sample_of_person(NAME)
}

/// As the person sees it.
pub(in crate::pages::cases) fn own(view: ConsentsView) -> ConsentsView {
    ConsentsView {
        may_keep: false,
        is_person: true,
        ..view
    }
}

impl Samples for ConsentsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let said = || (None, ONCE.to_owned());
        let page =
            |view: &ConsentsView, recalled: &[Recalled]| Self::of(shell(), view, recalled, said());
        let (usual, many) = (view(1, 2, NAME), view(8, 12, LONGEST));
        let refused = Some("もう一度はじめるかどうかは、本人が決めます。".to_owned());
        let called = recalled(&usual, "高槻こころのクリニック（架空） 佐藤");
        let called_long = recalled(&many, LONGEST);
        vec![
            ("usual", page(&usual, &[])),
            ("empty", page(&view(0, 0, NAME), &[])),
            ("longest", page(&many, &called_long)),
            ("recalled", page(&usual, &called)),
            (
                "own",
                Self::of(own_shell(), &own(usual.clone()), &called, said()),
            ),
            (
                "refused",
                Self::of(shell(), &usual, &[], (refused, ONCE.to_owned())),
            ),
        ]
    }
}

impl Samples for AskConsentPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let none = Some("「はい」は ありませんでした。".to_owned());
        vec![
            ("usual", Self::sample(shell(), &view(0, 2, NAME), None)),
            ("empty", Self::sample(shell(), &view(0, 0, NAME), none)),
            (
                "longest",
                Self::sample(shell(), &view(0, 24, LONGEST), None),
            ),
        ]
    }
}

impl Samples for ConsentSheetsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let nothing = Some(
            "用紙にのせることを選んでください。きくことごとに、だれに話してよいかを選びます。"
                .to_owned(),
        );
        vec![
            ("usual", Self::sample(shell(), &view(2, 2, NAME), None)),
            ("empty", Self::sample(shell(), &view(0, 0, NAME), nothing)),
            (
                "longest",
                Self::sample(shell(), &view(8, 24, LONGEST), None),
            ),
        ]
    }
}

impl Samples for AskOthersPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let employers = |count: u128, name: &str| -> Vec<_> {
            let known = (1..=count).filter_map(|place| {
                let id = EmploymentId::from_uuid(id_of(place));
                Some((id, line(name)?))
            });
            known.collect()
        };
        let page = |view: &ConsentsView, employers: Vec<_>, fault: Option<String>| {
            Self::sample(shell(), view, &employers, fault)
        };
        let closed = Some("クローズの勤め先には、同意をたのめません。".to_owned());
        vec![
            (
                "usual",
                page(
                    &view(1, 2, NAME),
                    employers(1, "株式会社はな（架空）"),
                    None,
                ),
            ),
            ("empty", page(&view(0, 0, NAME), Vec::new(), closed)),
            (
                "longest",
                page(&view(8, 24, LONGEST), employers(6, LONGEST), None),
            ),
        ]
    }
}

/// So many open employers, each open to everybody of a kind, and so many closed ones.
fn workplaces(view: &ConsentsView, (open, closed): (u128, u128), name: &str) -> Workplaces {
    let opened = Opened {
        to: [Insider::Hr, Insider::Supervisor].into(),
        what: Openness::Disability,
    };
    let first = view.here().next().cloned();
    let named = first.map(|known| (ConsentRecipient::Named(known.party.id), Some(known)));
    let kinds = kinds(&opened).map(|kind| (ConsentRecipient::KindInTeam(kind), None));
    let recipients: Vec<_> = named.into_iter().chain(kinds).collect();
    let id = |place: u128| EmploymentId::from_uuid(id_of(place));
    let open = (1..=open).filter_map(|place| {
        Some(OpenEmployer {
            id: id(place),
            name: line(name)?,
            opened: opened.clone(),
            recipients: recipients.clone(),
        })
    });
    let closed = (1..=closed).filter_map(|place| Some((id(place + 20), line(name)?)));
    Workplaces {
        open: open.collect(),
        closed: closed.collect(),
    }
}

impl Samples for AskAtWorkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let company = "株式会社はな（架空）";
        let page = |view: ConsentsView, employers: (u128, u128), name: &str| {
            let known = workplaces(&view, employers, name);
            Self::sample(shell(), &view, &known, None)
        };
        let view_of = || view(1, 2, NAME);
        let shut = "この勤め先はクローズです。".to_owned();
        let closed = workplaces(&view_of(), (0, 1), company);
        vec![
            ("usual", page(view_of(), (1, 0), company)),
            ("empty", page(view(0, 0, NAME), (0, 0), company)),
            (
                "closed",
                Self::sample(shell(), &view_of(), &closed, Some(shut)),
            ),
            ("longest", page(view(8, 24, LONGEST), (4, 4), LONGEST)),
        ]
    }
}

impl Samples for RenewConsentPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let one = ConsentId::from_uuid(id_of(1));
        let no = Some("「いいえ」も本人の答えです。".to_owned());
        let (usual, bare, long) = (view(1, 2, NAME), view(1, 0, NAME), view(8, 24, LONGEST));
        let all = [
            ("usual", Self::sample(shell(), &usual, one, None)),
            ("empty", Self::sample(shell(), &bare, one, no)),
            ("longest", Self::sample(shell(), &long, one, None)),
        ];
        let made = all.into_iter();
        made.filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}

impl Samples for EvidencePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let one = |place: u128| ConsentId::from_uuid(id_of(place));
        let large = Some("ファイルが大きすぎます。10MBまでです。".to_owned());
        let (usual, bare, long) = (view(1, 2, NAME), view(3, 2, NAME), view(8, 24, LONGEST));
        let all = [
            ("usual", Self::sample(shell(), &usual, one(1), None)),
            ("empty", Self::sample(shell(), &bare, one(3), large)),
            ("longest", Self::sample(shell(), &long, one(2), None)),
            ("signed", Self::signed_sample(shell(), &bare, one(3))),
        ];
        let made = all.into_iter();
        made.filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
