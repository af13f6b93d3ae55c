//! The pages of records without a database.

use std::collections::HashMap;

use chrono::TimeDelta;
use renkei_app::map::own::StoredShare;
use renkei_app::provisions::read::{RecordsFile, RecordsSpan, RecordsView};
use renkei_domain::cases::case::About;
use renkei_domain::consent::{ConsentPurpose, Giver, InformationCategory, Means, PartyId};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::{
    AccountId, ConsentId, IncidentId, MapShareId, ProvisionId, ReceiptId, TeamMemberId,
};
use renkei_domain::map::{MapShare, SharedWith};
use renkei_domain::provisions::{
    Incident, KeptIncident, KeptProvision, NamedAgency, ObtainedHow, Provision, ProvisionBasis,
    Receipt, ReceivedBy,
};
use renkei_domain::text::Prose;
use renkei_domain::time::{Instant, Minute, Moment};

use super::super::samples::{LONGEST, case, day, id_of, known, line, shell};
use super::all::AllRecordsPage;
use super::misdirected::MisdirectedPage;
use super::{Period, RecordsPage, Said};
use crate::pages::{Samples, Shell};
use crate::paths::{
    AllRecordsCsvPath, AllRecordsPaperPath, AllRecordsPath, AllRecordsXlsxPath, CasesPath,
};

const NAME: &str = "山田 花子";

const CLINIC: &str = "高槻こころのクリニック（架空）";

fn now() -> Moment {
    Moment {
        date: day(20),
        minute: Minute::of(10, 0),
    }
}

fn provision(place: u128, to: &str, told: &[InformationCategory]) -> KeptProvision {
    let case = case(About::Anonymous);
    let consent = ProvisionBasis::Consent(ConsentId::from_uuid(id_of(1)));
    let record = Provision {
        id: ProvisionId::from_uuid(id_of(place)),
        case: case.id,
        seq: 3,
        person: case.person,
        name: line(NAME),
        provider: case.lead,
        told_by: AccountId::from_uuid(Default::default()),
        at: now().instant(),
        noted_at: now().instant(),
        to: PartyId::Written(TeamMemberId::from_uuid(id_of(place))),
        recipient: NamedAgency {
            name: to.to_owned(),
            contact: line("小森"),
            address: Some("大阪府高槻市（架空）1-2-3".to_owned()),
            body: Some("医療法人こもれび（架空）".to_owned()),
            head: Some("小森 太郎".to_owned()),
        },
        told: told.iter().map(|one| (*one, consent)).collect(),
        purpose: ConsentPurpose::WhenUnwell,
        means: Means::Phone,
    };
    KeptProvision {
        record,
        exception: None,
        givers: vec![Giver::Person],
    }
}

fn receipt(place: u128, from: &str, what: &str) -> Receipt {
    let case = case(About::Anonymous);
    Receipt {
        id: ReceiptId::from_uuid(id_of(place)),
        case: case.id,
        person: case.person,
        name: line(NAME),
        organization: case.lead,
        from: NamedAgency {
            name: from.to_owned(),
            contact: line("小森"),
            address: None,
            body: None,
            head: None,
        },
        obtained: ObtainedHow::InTheirWork,
        ground: ReceivedBy::Consent,
        categories: [InformationCategory::MedicationVisits].into(),
        what: Prose::parse(what).ok(),
        means: Means::Phone,
        on: day(19),
        noted_by: AccountId::from_uuid(Default::default()),
        noted_at: now().instant(),
    }
}

/// The records of a sample.
pub(super) fn view(
    name: &str,
    provisions: Vec<KeptProvision>,
    receipts: Vec<Receipt>,
) -> RecordsView {
    let account = AccountId::from_uuid(Default::default());
    let names: HashMap<_, _> = line("高槻 はるか")
        .map(|name| (account, name))
        .into_iter()
        .collect();
    let lead = line("社会福祉法人ひなた（架空）").map(OrganizationFacts::named);
    RecordsView {
        file: RecordsFile {
            case: case(known(name).unwrap_or(About::Anonymous)),
            team: Vec::new(),
            provisions,
            receipts,
            incidents: Vec::new(),
        },
        shown: Vec::new(),
        span: RecordsSpan::default(),
        names,
        lead,
        may_keep: true,
        is_person: false,
        now: now(),
    }
}

pub(in crate::pages::cases) fn usual() -> RecordsView {
    let told = [
        InformationCategory::Basic,
        InformationCategory::MedicationVisits,
    ];
    let heard = receipt(
        1,
        CLINIC,
        "来月から通院が2週に1回になる。\n薬はかわらない。",
    );
    view(NAME, vec![provision(1, CLINIC, &told)], vec![heard])
}

pub(in crate::pages::cases) fn longest() -> RecordsView {
    let records = (0..60).map(|place| {
        let mut kept = provision(place, LONGEST, InformationCategory::ALL);
        // Told yesterday, written down today.
        kept.record.at = kept.record.noted_at.plus(TimeDelta::days(-1));
        kept.givers.push(Giver::Family);
        kept
    });
    let heard = (0..60).map(|place| receipt(place, LONGEST, &LONGEST.repeat(8)));
    view(LONGEST, records.collect(), heard.collect())
}

/// Something of which no step was taken yet.
fn incident(place: u128, to: &str) -> Option<KeptIncident> {
    let case = case(About::Anonymous);
    let incident = Incident {
        id: IncidentId::from_uuid(id_of(place)),
        case: case.id,
        person: case.person,
        organization: case.lead,
        record: None,
        noticed_on: day(10),
        what: Prose::parse("会議の資料1枚（服薬・通院）").ok()?,
        whose: line(NAME)?,
        to: line(to)?,
        done: Default::default(),
        noted_by: AccountId::from_uuid(Default::default()),
        noted_at: now().instant(),
    };
    Some(KeptIncident {
        incident,
        exception: None,
    })
}

/// With things that reached somebody whom they were not meant for.
fn with_incidents(mut view: RecordsView, places: u128, to: &str) -> RecordsView {
    view.file.incidents = (0..places).filter_map(|one| incident(one, to)).collect();
    view
}

/// To whom a map was shown for a day; ended or not.
fn share(place: u128, name: &str, ended: Option<Instant>) -> StoredShare {
    let since = now().instant().plus(TimeDelta::hours(-1));
    StoredShare {
        share: MapShare {
            id: MapShareId::from_uuid(id_of(place)),
            with: SharedWith::Link,
            since,
            until: Some(since.plus(TimeDelta::days(1))),
            ended,
        },
        account: AccountId::from_uuid(Default::default()),
        share_case: None,
        name: name.to_owned(),
        agency: None,
        categories: InformationCategory::ALL.iter().copied().collect(),
        readings: 0,
        last_read_on: None,
    }
}

/// One that stands open, one that was ended, one that is over and one without a last day.
fn shares() -> Vec<StoredShare> {
    let link = "リンク・QRコード";
    let mut shares = vec![
        share(1, link, None),
        share(2, link, Some(now().instant())),
        share(3, link, None),
        share(4, link, None),
    ];
    if let Some(over) = shares.get_mut(2) {
        over.share.until = Some(over.share.since);
    }
    if let Some(open) = shares.get_mut(3) {
        open.share.until = None;
    }
    shares
}

fn said() -> Said {
    Said {
        once: "01932f00000070028000000000000001".to_owned(),
        ..Said::default()
    }
}

impl Samples for RecordsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |view: &RecordsView| Self::of(shell(), view, said());
        let own = RecordsView {
            may_keep: false,
            is_person: true,
            shown: shares(),
            ..usual()
        };
        let own_longest = RecordsView {
            may_keep: false,
            is_person: true,
            shown: (0..60).map(|place| share(place, LONGEST, None)).collect(),
            ..longest()
        };
        let unread = Said {
            period: Period {
                from: "きのう".to_owned(),
                until: String::new(),
                fault: Some("日付を 2026-04-01 の形で入れてください。"),
            },
            ..said()
        };
        let refused = Said {
            fault: Some("それは、もう済んでいます。".to_owned()),
            ..said()
        };
        let nothing = view(NAME, Vec::new(), Vec::new());
        let mut wrong = with_incidents(usual(), 1, "となりの事業所（架空）");
        // Of whom nobody wrote down all that the law asks for.
        for kept in &mut wrong.file.provisions {
            kept.record.recipient.address = None;
            kept.record.recipient.head = None;
        }
        let many = with_incidents(longest(), 5, LONGEST);
        let own_shell = Shell::sample_of_person(NAME);
        vec![
            ("usual", page(&usual())),
            ("empty", page(&nothing)),
            ("longest", page(&many)),
            ("own", Self::of(own_shell.clone(), &own, said())),
            ("shown", Self::of(own_shell, &own_longest, said())),
            ("unread", Self::of(shell(), &nothing, unread)),
            ("misdirected", Self::of(shell(), &wrong, refused)),
        ]
    }
}

impl Samples for AllRecordsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |told, heard, asked| Self {
            unread: 0,
            shell: shell(),
            cases: CasesPath,
            list: AllRecordsPath,
            asked,
            told,
            heard,
            files: [
                AllRecordsPaperPath.to_string(),
                AllRecordsXlsxPath.to_string(),
                AllRecordsCsvPath.to_string(),
            ],
        };
        let year = Period {
            from: "2025-04-01".to_owned(),
            until: "2026-03-31".to_owned(),
            fault: Some("終わりの日が、始まりの日より前です。"),
        };
        vec![
            ("usual", page(12, 3, Period::default())),
            ("empty", page(0, 0, Period::default())),
            ("longest", page(100_000, 100_000, year)),
            (
                "damaged",
                Self {
                    unread: 2,
                    ..page(12, 3, Period::default())
                },
            ),
        ]
    }
}

impl Samples for MisdirectedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let nothing = view(NAME, Vec::new(), Vec::new());
        let record = ProvisionId::from_uuid(id_of(1));
        let gone = Some("その記録は、このケースには見つかりません。".to_owned());
        vec![
            ("usual", Self::sample(shell(), &usual(), Some(record), None)),
            ("empty", Self::sample(shell(), &nothing, None, gone)),
            (
                "longest",
                Self::sample(shell(), &longest(), Some(record), None),
            ),
        ]
    }
}
