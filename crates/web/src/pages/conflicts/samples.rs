//! Samples of the page of conflicts: read by anybody, decided by the 事務局, none, and the longest.

use renkei_app::directory::conflicts::{ConflictPage, OpenConflict};
use renkei_domain::access::object::ResourceOwners;
use renkei_domain::directory::correction::{CorrectableField, OrganizationField};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ImportRunId, OrganizationId, ResourceId};

use super::{ConflictsPage, DecideOrganization, Names, OrganizationLine, TOO_LATE, decided_by};
use crate::pages::{Here, Samples, Shell};
use crate::paths::OrganizationPath;

impl Samples for ConflictsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let conflict = |field, source_value: &str, corrected_value: &str| OpenConflict {
            run: ImportRunId::from_uuid(Default::default()),
            owners: ResourceOwners {
                run_by: None,
                steward: None,
            },
            resource: ResourceId::from_uuid(Default::default()),
            name: "みほんワークス（架空）".to_owned(),
            kind: ResourceKind::EmploymentTransition,
            field,
            source_value: Some(source_value.to_owned()),
            corrected_value: Some(corrected_value.to_owned()),
            dataset: Dataset::Wamnet,
            edition: "csvdownload060.csv".to_owned(),
            seen_at: None,
        };
        let page = |conflicts: Vec<OpenConflict>, total, page| {
            let found = ConflictPage {
                conflicts,
                total,
                page,
            };
            Self::of(Shell::sample(Here::Sources), &found, &Names::new(), |_| {
                None
            })
        };
        let organization = |once: &str| OrganizationLine {
            path: OrganizationPath::of(OrganizationId::from_uuid(Default::default())),
            name: "社会福祉法人みほん会（架空）".to_owned(),
            field: OrganizationField::AddressRest.word(),
            ours: "城北町2-2".to_owned(),
            published: "城北町1-1".to_owned(),
            edition: "csvdownload060.csv".to_owned(),
            decide: Some(DecideOrganization {
                run: ImportRunId::from_uuid(Default::default()),
                organization: OrganizationId::from_uuid(Default::default()),
                field: OrganizationField::AddressRest.code(),
                once: once.to_owned(),
            }),
        };
        let decided = |conflicts: Vec<OpenConflict>| {
            let found = ConflictPage {
                total: conflicts.len() as u64,
                conflicts,
                page: 1,
            };
            let shell = Shell {
                name: Some("高槻 はるか".to_owned()),
                sign_in: None,
                ..Shell::sample(Here::Sources)
            };
            let once = || "01932f00000070028000000000000001".to_owned();
            Self {
                refusal: Some(TOO_LATE.to_owned()),
                organizations: vec![organization(&once())],
                ..Self::of(shell, &found, &Names::new(), |conflict| {
                    Some(decided_by(conflict, once()))
                })
            }
        };
        let usual = vec![
            conflict(CorrectableField::Capacity, "40", "30"),
            conflict(
                CorrectableField::City,
                "272078 大阪府高槻市",
                "273015 大阪府三島郡島本町",
            ),
            OpenConflict {
                source_value: None,
                ..conflict(CorrectableField::Fax, "", "072-000-0101")
            },
        ];
        let unbroken = "0123456789abcdef".repeat(18);
        let long = OpenConflict {
            name: "障がいのある方の就労と生活をささえる総合支援センター".repeat(10),
            edition: unbroken.clone(),
            ..conflict(
                CorrectableField::HoursNote,
                &unbroken,
                &"祝日は事前に連絡を。".repeat(400),
            )
        };
        vec![
            ("usual", page(usual.clone(), 3, 1)),
            ("decided", decided(usual)),
            ("empty", page(Vec::new(), 0, 1)),
            ("longest", page(vec![long; 5], 140, 2)),
        ]
    }
}
