//! Who is called: those of the team at once, somebody from outside it, and how each is called.

use renkei_app::cases::offered::OfferedAgency;
use renkei_app::conference::read::ConferencesView;
use renkei_domain::cases::team::MemberAgency;
use renkei_domain::conference::{Attendance, Conference, Invitee, Participant, Substitute};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{ParticipantId, TeamMemberId};

use super::super::super::faults::Faults;
use super::super::super::parts::team::WRITTEN;
use super::super::super::{agencies, choices, none};
use super::window;
use crate::error::PageFault;
use crate::form::{Choice, Field, Packed, Sent};

/// The members of the team who are not called yet.
fn uncalled(view: &ConferencesView, conference: &Conference) -> Vec<(TeamMemberId, String)> {
    let is_called = |id: TeamMemberId| {
        let mut called = conference.participants.iter();
        called.any(|one| one.who == Invitee::Member(id))
    };
    let team = view.team().filter(|member| !is_called(member.id));
    team.map(|member| (member.id, view.name_of_member(member)))
        .collect()
}

/// The fields for choosing from the team.
pub(in super::super) fn team_fields(
    view: &ConferencesView,
    conference: &Conference,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let uncalled = uncalled(view, conference).into_iter();
    let uncalled = uncalled.map(|(id, word)| Choice {
        value: id.to_string(),
        word,
        is_chosen: sent.all("member").any(|one| one == id.to_string()),
    });
    vec![
        Field::any("member", "支援チームから呼ぶ人", uncalled.collect())
            .hinted("ここに名前のない人は、もう呼ぶ人に入っているか、いまチームにいません。")
            .wrong(faults.of("member")),
    ]
}

/// Who was chosen.
pub(in super::super) fn read_team(
    view: &ConferencesView,
    conference: &Conference,
    (sent, faults): (&Sent, &mut Faults),
) -> Option<Vec<TeamMemberId>> {
    let uncalled = uncalled(view, conference).into_iter();
    let chosen = uncalled.filter(|(id, _)| sent.all("member").any(|one| one == id.to_string()));
    let chosen: Vec<TeamMemberId> = chosen.map(|(id, _)| id).collect();
    if chosen.is_empty() {
        faults.say("member", "呼ぶ人を選んでください。");
        return None;
    }
    Some(chosen)
}

/// Somebody who is called, by an id that came.
pub(in super::super) fn known<'c>(
    conference: &'c Conference,
    id: &str,
) -> Result<&'c Participant, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    conference.participant(id).ok_or(PageFault::NotFound)
}

/// How somebody is called now.
pub(in super::super) fn pack(packed: &mut Packed, one: &Participant) {
    packed.put_some("role", one.role.map(StaffRole::code));
    packed.put("attendance", one.attendance.code());
    packed.put("substitute", one.substitute.code());
    packed.put_some("from", one.window.map(|window| window.from()));
    packed.put_some("until", one.window.map(|window| window.until()));
}

/// How somebody new is called, where nobody says otherwise.
pub(in super::super) fn pack_new(packed: &mut Packed) {
    packed.put("attendance", Attendance::Required.code());
    packed.put("substitute", Substitute::SameAgency.code());
}

/// The fields of how somebody is called.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let role = choices(
        StaffRole::ALL,
        StaffRole::code,
        |role| role.word().to_owned(),
        sent.text("role"),
    );
    let attendance = choices(
        Attendance::ALL,
        Attendance::code,
        |one| one.word().to_owned(),
        sent.text("attendance"),
    );
    let substitute = choices(
        Substitute::ALL,
        Substitute::code,
        |one| one.word().to_owned(),
        sent.text("substitute"),
    );
    vec![
        Field::listed("role", "立場", none("書かない", role)),
        Field::one("attendance", "出席", attendance).wrong(faults.of("attendance")),
        Field::one("substitute", "代わりの人", substitute).wrong(faults.of("substitute")),
        Field::count("from", "出る時間: はじまって何分から", sent.raw("from"))
            .hinted("一部の議題だけの人に入れます。空けておくと、はじめから終わりまでです。")
            .wrong(faults.of("from")),
        Field::count("until", "出る時間: 何分まで", sent.raw("until")).wrong(faults.of("until")),
    ]
}

/// The fields for somebody from outside the team.
pub(in super::super) fn other_fields(
    sent: &Sent,
    faults: &Faults,
    offered: &[OfferedAgency],
) -> Vec<Field> {
    let mut all = vec![
        Field::sentence(
            "agency_name",
            "機関（または人）の名前",
            sent.raw("agency_name"),
        )
        .hinted("名簿にあれば、つぎの画面で選べます。名簿にないときは、名前とFAX番号だけで入れられます。")
        .wrong(faults.of("agency_name")),
    ];
    if !offered.is_empty() {
        let written = (WRITTEN, "名簿にはない（名前だけ書く）");
        let agencies = agencies(offered, written, sent.text("agency"));
        all.push(Field::one("agency", "どの機関ですか", agencies).wrong(faults.of("agency")));
    }
    all.push(
        Field::sentence("contact", "担当者（名簿の機関のとき）", sent.raw("contact"))
            .wrong(faults.of("contact")),
    );
    all.push(
        Field::text("fax", "FAX番号（名簿にない相手のとき）", sent.raw("fax"))
            .wrong(faults.of("fax")),
    );
    all.extend(fields(sent, faults));
    all
}

/// How somebody is called, where nothing is wrong with it.
pub(in super::super) fn read(
    sent: &Sent,
    faults: &mut Faults,
    (id, who): (ParticipantId, Option<Invitee>),
) -> Option<Participant> {
    let attendance = faults.word(sent, "attendance", Attendance::from_code);
    let substitute = faults.word(sent, "substitute", Substitute::from_code);
    let window = window(sent, faults, ("from", "until"));
    let participant = Participant {
        id,
        who: who?,
        role: StaffRole::from_code(sent.text("role")),
        attendance: attendance?,
        window,
        substitute: substitute?,
        unwanted_since: None,
    };
    faults.all_well(Some(participant))
}

/// Who from outside the team is meant.
pub(in super::super) fn invitee(
    sent: &Sent,
    faults: &mut Faults,
    agency: Option<MemberAgency>,
) -> Option<Invitee> {
    let contact = faults.line_opt(sent, "contact");
    let fax = faults.line_opt(sent, "fax");
    Some(match agency? {
        MemberAgency::Listed(resource) => Invitee::Listed { resource, contact },
        MemberAgency::Written(name) => Invitee::Written { name, fax },
    })
}
