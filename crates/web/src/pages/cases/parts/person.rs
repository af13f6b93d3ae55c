//! Who the person is and how to speak with them, and that they agreed to be named.

use renkei_app::cases::read::CaseView;
use renkei_domain::cases::case::{AgreedHow, Agreement};
use renkei_domain::cases::person::{Person, PreferredContact};

use super::super::faults::Faults;
use super::super::{choices, none};
use crate::form::{Field, Packed, Sent};

/// What stands there now.
pub(in super::super) fn pack(packed: &mut Packed, view: &CaseView) {
    let Some(person) = view.file.case.known() else {
        return;
    };
    packed.put("name", &person.name);
    packed.put_some("kana", person.kana.as_ref());
    packed.put_some("birth_date", person.birth_date);
    packed.put_some("phone", person.phone.as_ref());
    packed.put_some("mail", person.mail.as_ref());
    packed.put_some("address", person.address.as_ref());
    packed.put_some("preferred", person.preferred.map(PreferredContact::code));
    packed.put_some("contact_note", person.contact_note.as_ref());
    packed.put_some("helps", person.helps.as_ref());
}

/// The fields with what was sent.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let preferred = choices(
        PreferredContact::ALL,
        PreferredContact::code,
        |way| way.word().to_owned(),
        sent.text("preferred"),
    );
    vec![
        Field::sentence("name", "名前", sent.raw("name")).wrong(faults.of("name")),
        Field::sentence("kana", "読み", sent.raw("kana")).wrong(faults.of("kana")),
        Field::day("birth_date", "生年月日", sent.raw("birth_date")).wrong(faults.of("birth_date")),
        Field::sentence("phone", "電話", sent.raw("phone")).wrong(faults.of("phone")),
        Field::sentence("mail", "メール", sent.raw("mail")).wrong(faults.of("mail")),
        Field::sentence("address", "住所", sent.raw("address"))
            .hinted("支援に必要なところまで")
            .wrong(faults.of("address")),
        Field::listed(
            "preferred",
            "連絡してほしい方法",
            none("きめていない", preferred),
        ),
        Field::prose(
            "contact_note",
            "連絡のときに気をつけること",
            sent.raw("contact_note"),
        )
        .hinted("いつ・どこに・してほしくないこと。本人の言葉で")
        .wrong(faults.of("contact_note")),
        Field::prose("helps", "話すときに助けになること", sent.raw("helps"))
            .hinted("例: ゆっくり話す、紙に書く、ひとつずつ聞く")
            .wrong(faults.of("helps")),
    ]
}

/// The same, with the agreement first.
pub(in super::super) fn fields_to_bind(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let how = choices(
        AgreedHow::ALL,
        AgreedHow::code,
        |how| how.word().to_owned(),
        sent.text("agreed_how"),
    );
    let mut all = vec![
        Field::day("agreed_on", "本人が同意した日", sent.raw("agreed_on"))
            .wrong(faults.of("agreed_on")),
        Field::one("agreed_how", "どうやって同意しましたか", how).wrong(faults.of("agreed_how")),
    ];
    all.extend(fields(sent, faults));
    all
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(sent: &Sent, faults: &mut Faults) -> Option<Person> {
    let name = faults.line(sent, "name", "名前を入れてください。");
    let kana = faults.line_opt(sent, "kana");
    let birth_date = faults.day_opt(sent, "birth_date");
    let phone = faults.line_opt(sent, "phone");
    let mail = faults.line_opt(sent, "mail");
    let address = faults.line_opt(sent, "address");
    let contact_note = faults.prose_opt(sent, "contact_note");
    let helps = faults.prose_opt(sent, "helps");
    let person = name.map(|name| Person {
        name,
        kana,
        birth_date,
        phone,
        mail,
        address,
        preferred: PreferredContact::from_code(sent.text("preferred")),
        contact_note,
        helps,
    });
    faults.all_well(person)
}

/// The same, with the agreement.
pub(in super::super) fn read_to_bind(
    sent: &Sent,
    faults: &mut Faults,
) -> Option<(Person, Agreement)> {
    let on = faults.day(sent, "agreed_on");
    let how = faults.word(sent, "agreed_how", AgreedHow::from_code);
    let person = read(sent, faults)?;
    Some((person, Agreement { on: on?, how: how? }))
}
