//! What the page of a network says of it, and the forms by which that changes.

use renkei_app::directory::network::{NetworkRefusal, NetworkView};
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::people::Circle;

use super::NetworkPage;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::pages::members::members_way;
use crate::pages::{Samples, Shell};
use crate::paths::{AccountPath, NetworkHistoryPath, NetworkPath};

/// Which of them a form changes.
pub(super) const PART: &str = "part";
pub(super) const NAME: &str = "name";
pub(super) const ABOUT: &str = "about";
pub(super) const AREA: &str = "area";
pub(super) const MEMBER: &str = "organization";
pub(super) const AGENCY: &str = "agency";
pub(super) const JOINING: &str = "joining";

/// The words by which what is to be chosen is looked for.
const AGENCY_WORDS: &str = "agency_words";
const JOINING_WORDS: &str = "joining_words";

/// The buttons that look for it.
pub(super) const FIND: &str = "find";
const FIND_AGENCY: &str = "機関をさがす";
const FIND_ORGANIZATION: &str = "法人をさがす";

/// The field with the words for what a form lets choose.
pub(super) fn words_of(part: &str) -> &'static str {
    match part {
        AGENCY => AGENCY_WORDS,
        JOINING => JOINING_WORDS,
        _ => "",
    }
}

/// What whoever sends a form saw before.
pub(super) const SEEN: &str = "seen";

/// One of the things that change of a network, as it stands, with its forms for whoever may change it.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) lines: Vec<String>,
    pub(super) forms: Vec<Form>,
    /// Whether the form itself shows what stands there, so that nothing stands above it.
    pub(super) is_in_form: bool,
}

/// What somebody typed into one of the forms, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Tried {
    pub(super) part: String,
    sent: Option<Sent>,
    /// What stood there when the form was opened.
    pub(super) seen: Option<String>,
    pub(super) fault: Option<String>,
    /// What may be chosen by the words that were typed: ids and words.
    pub(super) offered: Vec<(String, String)>,
}

impl Tried {
    pub(super) fn of(sent: &Sent) -> Self {
        Self {
            part: sent.text(PART).to_owned(),
            seen: Some(sent.text(SEEN).to_owned()),
            sent: Some(sent.clone()),
            ..Self::default()
        }
    }

    /// What was typed into a field, or chosen there.
    pub(super) fn typed(&self, field: &str) -> &str {
        self.sent.as_ref().map_or("", |sent| sent.text(field))
    }

    /// Whether something may be chosen already.
    pub(super) fn offers(&self, id: &str) -> bool {
        self.offered.iter().any(|(offered, _)| offered == id)
    }

    /// What stands in a field: what was typed into it, or what is known.
    fn text(&self, part: &str, known: String) -> String {
        if self.part == part {
            self.typed(part).to_owned()
        } else {
            known
        }
    }

    /// What whoever typed it saw before, or what stands there now.
    fn seen(&self, part: &str, known: String) -> String {
        let seen = self.seen.clone().filter(|_| self.part == part);
        seen.unwrap_or(known)
    }

    /// The words by which what a form lets choose was looked for.
    fn text_of_words(&self, part: &str) -> &str {
        if self.part == part {
            self.typed(words_of(part))
        } else {
            ""
        }
    }

    fn fault(&self, part: &str) -> Option<&str> {
        self.fault.as_deref().filter(|_| self.part == part)
    }

    /// The form that chooses one of the directory by words: what is offered, and what stands there already.
    fn choosing(
        &self,
        form: Form,
        part: &'static str,
        (words, choice): (Field, &'static str),
        standing: Option<(String, String)>,
    ) -> Form {
        let is_tried = self.part == part;
        let mut offered = if is_tried {
            self.offered.clone()
        } else {
            Vec::new()
        };
        let chosen = match self.typed(part) {
            typed if is_tried && !typed.is_empty() => typed.to_owned(),
            _ => standing.iter().map(|(id, _)| id.clone()).collect(),
        };
        offered.extend(standing.filter(|(id, _)| !offered.iter().any(|(known, _)| known == id)));
        let choices: Vec<Choice> = offered
            .into_iter()
            .map(|(value, word)| Choice {
                is_chosen: value == chosen,
                value,
                word,
            })
            .collect();
        let mut fields = vec![words.wrong(self.fault(part))];
        if !choices.is_empty() {
            fields.push(Field::one(part, choice, choices));
        }
        let mut form = form.with(fields).carrying(PART, part);
        let find = if part == AGENCY {
            FIND_AGENCY
        } else {
            FIND_ORGANIZATION
        };
        form.again = Some((FIND, find));
        form
    }
}

/// A municipality by name, or by its code where it has left the table.
pub(super) fn place_name((code, place): &(MunicipalityCode, Option<Municipality>)) -> String {
    place.as_ref().map_or_else(
        || code.to_string(),
        |place| format!("{}{}", place.prefecture, place.name),
    )
}

/// A network as the page shows it.
#[derive(Debug, Default)]
pub(super) struct AsItStands {
    name: String,
    about: String,
    places: Vec<String>,
    codes: Vec<String>,
    members: Vec<(String, String)>,
    secretariat: Option<(String, String)>,
    may_change_area: bool,
    may_admit: bool,
}

impl From<&NetworkView> for AsItStands {
    fn from(view: &NetworkView) -> Self {
        let members = view.members.iter();
        Self {
            name: view.name.to_string(),
            about: view
                .about
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            places: view.area.iter().map(place_name).collect(),
            codes: view.area.iter().map(|(code, _)| code.to_string()).collect(),
            members: members
                .map(|(id, name)| (id.to_string(), name.clone()))
                .collect(),
            secretariat: view
                .secretariat
                .as_ref()
                .map(|(id, name)| (id.to_string(), name.clone())),
            may_change_area: view.may_change_area,
            may_admit: view.may_admit,
        }
    }
}

/// What the page says of a network. `form` makes an empty one with the words of its button.
pub(super) fn sections(
    stands: AsItStands,
    tried: &Tried,
    form: impl Fn(&'static str) -> Form,
) -> Vec<Section> {
    let AsItStands {
        name,
        about,
        places,
        codes,
        members,
        secretariat,
        may_change_area,
        may_admit,
    } = stands;
    let typed = tried.text(NAME, name.clone());
    let field = Field::sentence(NAME, "名前", &typed).wrong(tried.fault(NAME));
    let rename = form("名前を変える")
        .with([field])
        .carrying(PART, NAME)
        .carrying(SEEN, tried.seen(NAME, name.clone()));
    let typed = tried.text(ABOUT, about.clone());
    let field = Field::prose(ABOUT, "紹介", &typed)
        .hinted("いつからあるか、だれが何のために集まるかを、はじめての人に分かるように書きます。空にすると、出なくなります。")
        .wrong(tried.fault(ABOUT));
    let introduce = form("紹介を変える")
        .with([field])
        .carrying(PART, ABOUT)
        .carrying(SEEN, tried.seen(ABOUT, about.clone()));
    let typed = tried.text(AREA, places.join("\n"));
    let field = Field::prose(AREA, "担当する市区町村", &typed)
        .hinted("1行に1つ、ぜんぶ書きます。例: 大阪府高槻市")
        .wrong(tried.fault(AREA));
    let area = form("担当する地域を変える")
        .with([field])
        .carrying(PART, AREA)
        .carrying(SEEN, tried.seen(AREA, codes.join(",")));
    let choices = members.iter().map(|(id, name)| Choice {
        value: id.clone(),
        word: name.clone(),
        is_chosen: tried.part == MEMBER && tried.typed(MEMBER) == *id,
    });
    let field = Field::one(MEMBER, "外す法人", choices.collect()).wrong(tried.fault(MEMBER));
    let dismiss = form("この法人を外す").with([field]).carrying(PART, MEMBER);
    let typed = tried.text_of_words(AGENCY);
    let words = Field::sentence(AGENCY_WORDS, "機関の名前", typed)
        .hinted("名前を入れて「機関をさがす」を押すと、下に候補が出ます。");
    let answering = secretariat.as_ref().map(|(id, _)| id.clone());
    let appoint = tried
        .choosing(
            form("この機関を事務局にする"),
            AGENCY,
            (words, "事務局にする機関"),
            secretariat.clone(),
        )
        .carrying(SEEN, tried.seen(AGENCY, answering.unwrap_or_default()));
    let typed = tried.text_of_words(JOINING);
    let words = Field::sentence(JOINING_WORDS, "入れる法人の名前か、法人番号", typed)
        .hinted("名前の一部か13けたの番号を入れて「法人をさがす」を押すと、下に候補が出ます。");
    let admit = tried.choosing(
        form("この法人を入れる"),
        JOINING,
        (words, "入れる法人"),
        None,
    );
    let mut of_members = Vec::new();
    if may_admit {
        of_members.push(admit);
    }
    if !members.is_empty() {
        of_members.push(dismiss);
    }
    let members_lead = if may_admit {
        "入れると、その法人の職員は、ネットワークの中だけの内容（担当者、気づいたことなど）を見られるようになり、事務局が その法人の職員を招待できるようになります。外すと、すぐに見られなくなります。アカウントと、書いたものは のこります。"
    } else {
        "外すと、その法人の職員は、ネットワークの中だけの内容（担当者、気づいたことなど）を すぐに見られなくなります。アカウントと、書いたものは のこります。入れるとき、もどすときは、この名簿の運用者に頼んでください。"
    };
    let area_lead = if may_change_area {
        "外れた市区町村の機関は、そこを担当するネットワークに うつります。なければ、どのネットワークにも属しません。"
    } else {
        "担当する地域を変えると、どの事務局が機関の情報を直すかも変わります。変えるときは、この名簿の運用者に頼んでください。"
    };
    vec![
        Section {
            title: "名前",
            lead: "すべてのページの上と下、手紙に出ます。",
            lines: vec![name],
            forms: vec![rename],
            is_in_form: false,
        },
        Section {
            title: "紹介",
            lead: "名簿の入口に出ます。",
            lines: about.lines().map(str::to_owned).collect(),
            forms: vec![introduce],
            is_in_form: false,
        },
        Section {
            title: "担当する地域",
            lead: area_lead,
            lines: places,
            forms: may_change_area.then_some(area).into_iter().collect(),
            is_in_form: false,
        },
        Section {
            title: "事務局",
            lead: "すべてのページの下に、名前・電話・メールが出ます。名簿の まちがいは、ここに知らせてもらいます。",
            lines: secretariat.into_iter().map(|(_, name)| name).collect(),
            forms: vec![appoint],
            is_in_form: false,
        },
        Section {
            title: "入っている法人",
            lead: members_lead,
            is_in_form: !members.is_empty(),
            forms: of_members,
            lines: Vec::new(),
        },
    ]
}

impl Samples for NetworkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = NetworkId::from_uuid(Default::default());
        let page = |stands: AsItStands, tried: &Tried, fault: Option<NetworkRefusal>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            members: members_way(Circle::Network(id)),
            history: NetworkHistoryPath::of(id),
            name: stands.name.clone(),
            fault: fault.map(|fault| fault.to_string()),
            sections: sections(stands, tried, |button| {
                Form::sample(NetworkPath::of(id), button)
            }),
        };
        let stands = |name: &str, places: &[&str], members: &[&str]| AsItStands {
            name: name.to_owned(),
            about: name.repeat(places.len()),
            places: places.iter().map(|place| (*place).to_owned()).collect(),
            codes: places.iter().map(|_| "272078".to_owned()).collect(),
            members: members
                .iter()
                .map(|name| {
                    (
                        OrganizationId::from_uuid(Default::default()).to_string(),
                        (*name).to_owned(),
                    )
                })
                .collect(),
            secretariat: members.first().map(|name| {
                let id = ResourceId::from_uuid(Default::default());
                (id.to_string(), (*name).to_owned())
            }),
            may_change_area: true,
            may_admit: true,
        };
        let usual = stands(
            "高槻・島本の支援ネットワーク",
            &["大阪府高槻市", "大阪府島本町"],
            &["社会福祉法人 青葉の会", "医療法人 つばさ"],
        );
        let bare = AsItStands {
            may_change_area: false,
            may_admit: false,
            ..stands("網", &[], &[])
        };
        let long = "とても長い名前".repeat(14);
        let mut typed = Packed::default();
        typed.put(PART, AREA);
        typed.put(AREA, "とても長い名前の市".repeat(20));
        let wrong = Tried {
            fault: Some(NetworkRefusal::NoMunicipality.to_string()),
            ..Tried::of(&typed.sent())
        };
        let nothing = Tried::default();
        vec![
            ("usual", page(usual, &nothing, None)),
            ("empty", page(bare, &nothing, Some(NetworkRefusal::Changed))),
            (
                "longest",
                page(
                    stands(&long, &[long.as_str()], &[long.as_str()]),
                    &wrong,
                    None,
                ),
            ),
        ]
    }
}
