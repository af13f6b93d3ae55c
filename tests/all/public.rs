//! What the directory tells everybody about an agency, and what it keeps for members.

use std::collections::BTreeSet;

use renkei_app::Caller;
use renkei_app::directory::read::{ResourceView, Viewer};
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::phone::{Confirmation, Phone};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::{ProgramPattern, Range};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::japanese_date;
use renkei_tests::on_every_database;

use crate::markup::{HOSTILE, links, plain};
use crate::migrations::{every_page, everything};
use crate::pages::page;

on_every_database! {
    async fn a_visitor_reads_of_every_agency_what_is_meant_for_everybody(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let seed = Seed::read();
        assert!(seed.resources.len() > 100 && seed.confidential.len() > 20);
        let entries = every_page(&world.app, &Viewer::Anonymous, everything()).await;
        let mut terms = BTreeSet::new();
        for id in &seed.resources {
            let path = format!("/resources/{id}");
            let html = page(&visitor, &path).await;
            let order = ["どう連絡するか", "得意・苦手・できないこと", "出典と訂正"]
                .map(|heading| html.find(heading).unwrap_or_else(|| panic!("{path}: no {heading}")));
            assert!(order.is_sorted(), "{path}");
            for word in ["得意", "苦手", "できないこと"] {
                assert!(html.contains(&format!(">{word}</span>")), "{path}: {word}");
            }
            let text = plain(&html);
            assert!(entries.iter().any(|entry| entry.id.to_string() == *id), "{id} is in no list");
            let view = world.app.view_resource(&Viewer::Anonymous, self::id(id), SenderKind::Supporter).await;
            let view = view.unwrap_or_else(|fault| panic!("{fault}"));
            let view = view.unwrap_or_else(|| panic!("{id} is not there"));
            for said in said_of(&view) {
                assert!(text.contains(&said), "{path} does not say 「{said}」");
            }
            for (term, said) in listed_of(&view) {
                let line = format!("<dt>{term}</dt><dd>{said}</dd>");
                assert!(text.contains(&line), "{path} does not say {line}");
                terms.insert(term);
            }
            for told in &seed.confidential {
                assert!(!text.contains(told), "{path} tells everybody 「{told}」");
            }
        }
        for term in TERMS {
            assert!(terms.contains(*term), "nothing of the demo shows {term}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_sees_hostile_text_as_text(world) {
        let world = world.seeded().await;
        let known = id("01932f00-0000-7002-8000-000000000301");
        let view = world.app.view_resource(&Viewer::Anonymous, known, SenderKind::Supporter).await;
        let view = view.unwrap_or_else(|fault| panic!("{fault}"));
        let line = |text: &str| Line::parse(text).unwrap_or_else(|fault| panic!("{fault}"));
        let prose = Prose::parse(HOSTILE).unwrap_or_else(|fault| panic!("{fault}"));
        let facts = ResourceFacts {
            name: line(HOSTILE),
            kana: Some(line(HOSTILE)),
            email: Some(line(HOSTILE)),
            url: Some(line("javascript:alert(1)")),
            hours_note: Some(prose.clone()),
            ..view.unwrap_or_else(|| panic!("the seed has {known}")).facts
        };
        let kind = facts.kind.code();
        let profile = Profile { description: Some(prose), ..Profile::default() };
        let id = id("01932f00-0000-7002-8000-00000000ffff");
        let done = world.app.register_resource(Caller::COMMAND, id, facts, profile).await;
        let done = done.unwrap_or_else(|fault| panic!("{fault}"));
        done.unwrap_or_else(|refusal| panic!("{refusal}"));
        let server = world.serve().await;
        let visitor = server.visitor();
        for path in [format!("/resources/{id}"), format!("/kinds/{kind}")] {
            let html = page(&visitor, &path).await;
            assert!(!html.contains("<script>"), "{path}");
            assert!(plain(&html).contains(HOSTILE), "{path} shows the name as it was entered");
            let runs = links(&html).into_iter().find(|href| href.starts_with("javascript"));
            assert_eq!(runs, None, "{path}");
        }
        server.stop().await;
    }
}

/// What is known of an agency and belongs on its page, in the words of the page.
fn said_of(view: &ResourceView) -> Vec<String> {
    let (facts, profile) = (&view.facts, &view.profile);
    let compared = &profile.comparison;
    let line = |line: &Option<Line>| line.as_ref().map(ToString::to_string);
    let numbers = facts.phones.iter().chain(&facts.fax);
    let mut said: Vec<String> = numbers.map(|phone| phone.written.to_string()).collect();
    said.extend(
        [
            &facts.email,
            &facts.url,
            &facts.office_number,
            &compared.apply_at,
            &compared.cost,
            &compared.pay_note,
        ]
        .into_iter()
        .filter_map(line),
    );
    said.extend(facts.capacity.map(|count| format!("{count}人")));
    let point = facts.location.map(|location| location.precision);
    said.extend(point.map(|precision| format!("（{precision}）")));
    let reported = profile.capacity.map(|report| report.available);
    said.extend(reported.flatten().map(|count| format!("{count}人")));
    said.extend(profile.roles.iter().map(ToString::to_string));
    said.extend(profile.access.iter().map(ToString::to_string));
    said.extend(profile.languages.iter().map(ToString::to_string));
    said.extend(compared.documents.iter().map(ToString::to_string));
    for program in &profile.programs {
        said.push(program.kind.to_string());
        said.extend(program.patterns.iter().filter_map(ProgramPattern::pace));
    }
    let own = profile.strengths.iter();
    said.extend(own.map(|strength| strength.text.to_string()));
    let policy = &profile.contact_policy;
    said.extend(policy.never.iter().map(ToString::to_string));
    let prose = profile.description.iter().chain(&facts.hours_note);
    said.extend(prose.map(ToString::to_string));
    for notice in &profile.notices {
        said.extend([notice.text.to_string(), japanese_date(notice.until)]);
    }
    said.extend(profile.capacity.map(|report| japanese_date(report.as_of)));
    said
}

/// What the demo shows somewhere under a word of its own.
const TERMS: &[&str] = &[
    "住所",
    "担当する地域",
    "法人",
    "法人番号",
    "代表者",
    "法人の住所",
    "法人の電話",
    "法人のFAX",
    "使える期間",
    "週に何日",
    "近さ",
    "就職のあとの支援",
    "見学",
    "体験",
    "送迎・交通費",
    "使える人",
    "定員（公表）",
    "いま空いている",
    "受け入れの上限",
    "待っている人",
];

/// What stands on the page under a word that says what it is.
fn listed_of(view: &ResourceView) -> Vec<(String, String)> {
    let (facts, profile) = (&view.facts, &view.profile);
    let range = |range: Range, unit: &str| {
        if range.from == range.to {
            format!("{}{unit}", range.from)
        } else {
            format!("{}〜{}{unit}", range.from, range.to)
        }
    };
    let compared = &profile.comparison;
    let months = compared.months.map(|months| range(months, "か月"));
    let people = |count: Option<u32>| count.map(|count| format!("{count}人"));
    let report = profile.capacity;
    let served: Vec<&str> = view
        .service_area
        .iter()
        .map(|place| place.name.as_str())
        .collect();
    let address = facts.address.as_ref().map(|address| {
        let code = address.postal_code.as_ref();
        let code = code.map(|code| format!("〒{code} ")).unwrap_or_default();
        format!("{code}{}", address.line())
    });
    let number = |phone: &Option<Phone>| {
        let sure = phone
            .as_ref()
            .filter(|phone| phone.confirmation == Confirmation::Published);
        sure.map(|phone| phone.written.to_string())
    };
    let body = view.organization.as_ref();
    let mut listed = vec![
        ("住所", address),
        (
            "担当する地域",
            Some(served.join("、")).filter(|served| !served.is_empty()),
        ),
        ("法人", body.map(|body| body.name.to_string())),
        (
            "法人番号",
            body.and_then(|body| Some(body.corporate_number?.to_string())),
        ),
        (
            "代表者",
            body.and_then(|body| Some(body.head_of_body.as_ref()?.to_string())),
        ),
        (
            "法人の住所",
            body.and_then(|body| Some(body.address.as_ref()?.line())),
        ),
        ("法人の電話", body.and_then(|body| number(&body.phone))),
        ("法人のFAX", body.and_then(|body| number(&body.fax))),
        (
            "法人のウェブサイト",
            body.and_then(|body| Some(body.url.as_ref()?.to_string())),
        ),
        (
            "使える期間",
            if compared.without_limit {
                Some("期限なし".to_owned())
            } else {
                months
            },
        ),
        (
            "週に何日",
            compared.days_a_week.map(|days| range(days, "日")),
        ),
        (
            "近さ",
            compared.distance.map(|distance| distance.to_string()),
        ),
        (
            "就職のあとの支援",
            compared
                .retention_support
                .map(|offered| offered.to_string()),
        ),
        ("見学", compared.visit.map(|offered| offered.to_string())),
        ("体験", compared.trial.map(|offered| offered.to_string())),
        (
            "送迎・交通費",
            compared.transport.map(|offered| offered.to_string()),
        ),
        (
            "使える人",
            compared.eligibility.as_ref().map(ToString::to_string),
        ),
        ("定員（公表）", people(facts.capacity)),
        (
            "いま空いている",
            people(report.and_then(|report| report.available)),
        ),
        (
            "受け入れの上限",
            people(report.and_then(|report| report.maximum)),
        ),
        (
            "待っている人",
            people(report.and_then(|report| report.waiting)),
        ),
    ];
    if compared.pay_note.is_none() {
        listed.push(("お金", compared.pay.map(|pay| pay.to_string())));
    }
    let hours = facts
        .hours
        .lines()
        .into_iter()
        .map(|line| (line.days, line.plan));
    let told = listed
        .into_iter()
        .filter_map(|(term, said)| Some((term.to_owned(), said?)));
    told.chain(hours).collect()
}

fn id(text: &str) -> ResourceId {
    text.parse::<ResourceId>()
        .unwrap_or_else(|fault| panic!("{fault}"))
}

/// What the seed files say, read without the code that loads them.
struct Seed {
    resources: Vec<String>,
    /// Observations and named people, which only members may read.
    confidential: BTreeSet<String>,
}

impl Seed {
    fn read() -> Self {
        let mut seed = Self {
            resources: Vec::new(),
            confidential: BTreeSet::new(),
        };
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../seed"));
        for file in files.unwrap_or_else(|fault| panic!("{fault}")).flatten() {
            let text =
                std::fs::read_to_string(file.path()).unwrap_or_else(|fault| panic!("{fault}"));
            let table: toml::Table =
                toml::from_str(&text).unwrap_or_else(|fault| panic!("{fault}"));
            for resource in several(table.get("resource")) {
                seed.resources.extend(text_of(resource, "id"));
                for strength in several(resource.get("strength")) {
                    if strength.get("observed_by").is_some() {
                        seed.confidential.extend(text_of(strength, "text"));
                        let reply = strength.get("reply");
                        seed.confidential
                            .extend(reply.and_then(|reply| text_of(reply, "text")));
                    }
                }
                for person in several(resource.get("contact_person")) {
                    let parts = ["name", "kana", "phone", "email"];
                    seed.confidential
                        .extend(parts.iter().filter_map(|part| text_of(person, part)));
                }
            }
        }
        seed
    }
}

fn several(value: Option<&toml::Value>) -> &[toml::Value] {
    value
        .and_then(toml::Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn text_of(value: &toml::Value, key: &str) -> Option<String> {
    Some(value.get(key)?.as_str()?.to_owned())
}
