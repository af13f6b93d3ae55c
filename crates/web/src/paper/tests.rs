//! What stands on the sheets of accounts, and that many are set.

use renkei_app::directory::secretariat::Secretariat;
use renkei_app::people::InvitationView;
use renkei_domain::directory::phone::Phone;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;

use super::*;
use crate::PublicAddress;

fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn paper_code(text: &str) -> PaperCode {
    PaperCode::read(text).expect("a code")
}

fn head() -> Letterhead {
    Letterhead {
        network: Some("高槻の網".to_owned()),
        secretariat: Some(Secretariat {
            fax: None,
            name: "みほん支援センター（架空）".to_owned(),
            phone: Some(Phone {
                extension: Some(line("12")),
                ..Phone::published(line("072-000-0001"))
            }),
            mail: Some("mihon@example.jp".to_owned()),
        }),
    }
}

#[test]
fn asvs_5_4_a_file_has_a_japanese_name_that_every_program_reads() {
    assert_eq!(
        disposition("codes.pdf", "番号 1.pdf"),
        "attachment; filename=\"codes.pdf\"; filename*=UTF-8''%E7%95%AA%E5%8F%B7%201.pdf"
    );
}

#[test]
fn an_invitation_on_paper_leads_to_the_stated_address_or_to_none() {
    let sheet = Sheet::Invitation(InvitationSheet {
        head: head(),
        invitation: InvitationView {
            standing: Standing::Person,
            place: None,
            name: line("𠮷田 結"),
            mail: None,
            expires_at: Instant::from_micros(0),
        },
        code: paper_code("ABCD-EFGH-JKMN-PQRS"),
    });
    let stated = PublicAddress::parse("https://renkei.example.jp/").expect("an address");
    for (address, expected) in [
        (
            &stated,
            Some(Place {
                address: "https://renkei.example.jp/invitation".to_owned(),
                qr: "https://renkei.example.jp/invitation/ABCD-EFGH-JKMN-PQRS".to_owned(),
            }),
        ),
        (&PublicAddress::Unset, None),
    ] {
        let to_print = to_print(&sheet, address.stated());
        assert_eq!(to_print.ruby, Ruby::On, "a person reads it");
        let renkei_print::Sheet::Invitation(made) = to_print.sheet else {
            panic!("another sheet: {to_print:?}");
        };
        assert_eq!(made.place, expected);
        assert_eq!(made.code.groups(), ["ABCD", "EFGH", "JKMN", "PQRS"]);
        assert_eq!(made.role, Words::from("本人"));
        assert_eq!(
            made.secretariat.phone.as_deref(),
            Some("072-000-0001 内線 12")
        );
    }
}

#[test]
fn a_sheet_of_codes_names_its_owner_and_whoever_handed_it_over() {
    let sheet = Sheet::Codes(CodeSheet {
        head: Letterhead::default(),
        name: line("高槻 はるか"),
        codes: vec![paper_code("ABCD-EFGH"); 10],
    });
    let to_print = to_print(&sheet, None);
    assert!(!to_print.name.contains("はるか"), "files lie about");
    let renkei_print::Sheet::Codes(made) = to_print.sheet else {
        panic!("another sheet: {to_print:?}");
    };
    assert_eq!(made.codes.len(), 10);
    assert_eq!(made.for_whom, Words::from("高槻 はるか"));
    assert_eq!(made.secretariat.name, Words::from("この紙をわたした人"));
}

#[test]
fn a_card_leads_to_its_page_and_shows_a_name_only_where_it_is_wanted() {
    let sheet = |name: Option<&str>| {
        Sheet::Card(CardSheet {
            head: head(),
            name: name.map(line),
            keeper: Some(line("島本 そら")),
            code: paper_code("ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456"),
        })
    };
    let stated = PublicAddress::parse("https://renkei.example.jp").expect("an address");
    for name in [None, Some("吉田 結")] {
        let to_print = to_print(&sheet(name), stated.stated());
        assert!(!to_print.name.contains("結"), "files lie about");
        let renkei_print::Sheet::PersonCard(made) = to_print.sheet else {
            panic!("another sheet: {to_print:?}");
        };
        assert_eq!(made.name, name.map(Words::from));
        assert_eq!(
            made.place.qr,
            "https://renkei.example.jp/card/ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456"
        );
        let lost = "みほん支援センター（架空）（島本 そら さんに つないでもらう）";
        assert_eq!(made.lost.name, Words::from(lost));
        assert_eq!(made.lost.phone.as_deref(), Some("072-000-0001 内線 12"));
    }
}

#[tokio::test]
async fn more_sheets_than_turns_are_all_set() {
    let press = Press::default();
    let options = PrintOptions {
        ruby: Ruby::Off,
        issued_on: Instant::from_micros(0).in_japan().date,
        paper: Paper::A4,
    };
    let mut waiting = Vec::new();
    for _ in 0..2 * AT_ONCE {
        let sheet = Sheet::Codes(CodeSheet {
            head: head(),
            name: line("高槻 はるか"),
            codes: vec![paper_code("ABCD-EFGH"); 10],
        });
        let press = press.clone();
        let to_print = to_print(&sheet, None);
        waiting.push(tokio::spawn(async move {
            press.set(to_print.sheet, options).await
        }));
    }
    for one in waiting {
        let printed = one.await.expect("it ends").expect("a sheet");
        assert_eq!(printed.pages, 1);
        assert!(printed.pdf.starts_with(b"%PDF-"));
    }
}
