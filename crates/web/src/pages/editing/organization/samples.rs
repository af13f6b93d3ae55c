//! Samples of the pages of a 法人: as it stands, with mistakes, after somebody else came first, and the
//! longest.

use renkei_domain::directory::correction::OrganizationField;
use renkei_domain::ids::{OrganizationId, ResourceId};

use super::assign::{self, AssignPage};
use super::entering::{self, NewOrganizationPage};
use super::history::{OrganizationChange, OrganizationHistoryPage, files_of};
use super::{OrganizationPage, filled};
use crate::form::{Form, Packed, Sent};
use crate::pages::editing::Situation;
use crate::pages::editing::history::ActLine;
use crate::pages::editing::kit::Faults;
use crate::pages::{Samples, Shell};
use crate::paths::{
    AssignPath, EntrancePath, NewOrganizationPath, OrganizationHistoryPath, OrganizationPath,
    OrganizationUndoPath, ResourcePath,
};

const NAME: &str = "社会福祉法人みほん会（架空）";

fn long() -> String {
    "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12)
}

fn id() -> OrganizationId {
    OrganizationId::from_uuid(Default::default())
}

fn entry() -> ResourceId {
    ResourceId::from_uuid(Default::default())
}

/// What was typed into every field.
fn typed(text: &str) -> Sent {
    let mut packed = Packed::default();
    for field in OrganizationField::ALL {
        packed.put(field.code(), text);
    }
    packed.put("version", 3);
    packed.sent()
}

fn wrong() -> Faults {
    Faults(vec![
        (
            OrganizationField::Name.code().to_owned(),
            "空にできません。入力してください。".to_owned(),
        ),
        (
            OrganizationField::CorporateNumber.code().to_owned(),
            "法人番号は13けたの数字で入れてください。".to_owned(),
        ),
    ])
}

fn overtaken(text: &str) -> Situation {
    Situation::Overtaken {
        now: vec!["代表者: 理事長 見本 太郎".to_owned()],
        mine: vec![format!("代表者: {text}")],
    }
}

impl Samples for OrganizationPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, text: &str, faults: &Faults, state: Situation| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            history: OrganizationHistoryPath::of(id()),
            name: name.to_owned(),
            form: filled(
                Form::sample(OrganizationPath::of(id()), state.button()),
                &typed(text),
                faults,
            ),
            state,
        };
        let none = Faults::default();
        vec![
            ("usual", page(NAME, NAME, &none, Situation::Fresh)),
            ("empty", page(NAME, "", &wrong(), Situation::Drafted)),
            ("overtaken", page(NAME, NAME, &none, overtaken("見本 花子"))),
            (
                "longest",
                page(&long(), &long(), &wrong(), overtaken(&long())),
            ),
        ]
    }
}

impl Samples for OrganizationHistoryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let change = |text: &str, once: Option<&str>| OrganizationChange {
            before: vec!["代表者: （なし）".to_owned()],
            after: vec![format!("代表者: {text}")],
            once: once.map(str::to_owned),
        };
        let act = |done, parts| ActLine::sample(done, "高槻 はるか", parts);
        let page = |name: &str, acts, refusal: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            edit: refusal.is_none().then(|| OrganizationPath::of(id())),
            undo: OrganizationUndoPath::of(id()),
            name: name.to_owned(),
            version: 3,
            refusal: refusal.map(str::to_owned),
            acts,
            files: files_of(id()),
            earlier: None,
        };
        let once = Some("01932f00000070028000000000000001");
        let usual = vec![
            act("法人の内容を直した", vec![change("理事長 見本 花子", once)]),
            act("法人を登録した", vec![change("理事長 見本 太郎", None)]),
        ];
        let many = vec![act("法人の内容を直した", vec![change(&long(), once); 2]); 8];
        let mut longest = page(&long(), many, Some(&long()));
        longest.earlier = Some(format!("{}?before=12", OrganizationHistoryPath::of(id())));
        vec![
            ("usual", page(NAME, usual, None)),
            ("empty", page(NAME, Vec::new(), None)),
            ("longest", longest),
        ]
    }
}

impl Samples for AssignPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, runs_it: Option<&str>, offered: usize, faults: &Faults| {
            let offered: Vec<(String, String)> = (0..offered)
                .map(|place| (place.to_string(), runs_it.unwrap_or(NAME).to_owned()))
                .collect();
            let mut packed = Packed::default();
            packed.put("words", runs_it.unwrap_or_default());
            let fields = assign::fields(&packed.sent(), &offered, faults);
            let mut form = Form::sample(AssignPath::of(entry()), assign::BUTTON).with(fields);
            form.again = Some(assign::FIND);
            Self {
                shell: Shell::sample_of("高槻 はるか"),
                home: EntrancePath,
                resource: ResourcePath::of(entry()),
                new: NewOrganizationPath::of(entry()),
                name: name.to_owned(),
                runs_it: runs_it.map(str::to_owned),
                edit: runs_it.map(|_| OrganizationPath::of(id())),
                form,
                state: Situation::Fresh,
            }
        };
        let none = Faults::default();
        let missing = Faults::one("organization", "運営する法人を選んでください。");
        let mut longest = page(&long(), Some(&long()), 20, &missing);
        longest.state = overtaken(&long());
        vec![
            ("usual", page("みほん作業所（架空）", Some(NAME), 3, &none)),
            ("empty", page("みほん作業所（架空）", None, 0, &missing)),
            ("longest", longest),
        ]
    }
}

impl Samples for NewOrganizationPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, text: &str, faults: &Faults, refusal: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            resource: ResourcePath::of(entry()),
            assign: AssignPath::of(entry()),
            name: name.to_owned(),
            form: filled(
                Form::sample(NewOrganizationPath::of(entry()), entering::BUTTON),
                &typed(text),
                faults,
            ),
            refusal: refusal.map(str::to_owned),
        };
        let none = Faults::default();
        vec![
            ("usual", page("みほん作業所（架空）", NAME, &none, None)),
            ("empty", page("みほん作業所（架空）", "", &wrong(), None)),
            ("longest", page(&long(), &long(), &wrong(), Some(&long()))),
        ]
    }
}
