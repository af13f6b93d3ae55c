//! A member of the team. The agency is typed; where the directory has one of that name, somebody chooses which.

use renkei_app::cases::offered::OfferedAgency;
use renkei_app::cases::read::CaseView;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::TeamMemberId;

use super::super::faults::Faults;
use super::super::{agencies, choices, none};
use crate::error::PageFault;
use crate::form::{Field, Packed, Sent};

/// The choice of an agency that the directory does not have.
pub(in super::super) const WRITTEN: &str = "written";

const SEAT_HINT: &str = "伝えた記録（提供記録）に のせます。名簿でわかる機関では、空けておけます。";

/// The member that a form is about; none for a new one.
pub(in super::super) fn known<'v>(
    view: &'v CaseView,
    sent: &Sent,
) -> Result<Option<&'v TeamMember>, PageFault> {
    item(view, sent.text("item"))
}

fn item<'v>(view: &'v CaseView, text: &str) -> Result<Option<&'v TeamMember>, PageFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let id: TeamMemberId = text.parse().map_err(|_| PageFault::NotFound)?;
    let mut team = view.file.team.iter();
    let member = team.find(|member| member.id == id);
    member.map(Some).ok_or(PageFault::NotFound)
}

/// What stands there now.
pub(in super::super) fn pack(
    packed: &mut Packed,
    view: &CaseView,
    text: &str,
) -> Result<(), PageFault> {
    let Some(member) = item(view, text)? else {
        packed.put("since", view.now.date);
        packed.put("part", Part::Member.code());
        packed.put("employer", EmployerTie::NotSaid.code());
        return Ok(());
    };
    packed.put_some("contact", member.contact.as_ref());
    packed.put_some("role", member.role.map(StaffRole::code));
    packed.put("ring", member.ring.code());
    packed.put("part", member.part.code());
    packed.put("employer", member.employer.code());
    packed.put_some("does", member.does.as_ref());
    packed.put_some("reach", member.reach.as_ref());
    packed.put_some("address", member.seat.address.as_ref());
    packed.put_some("head", member.seat.head.as_ref());
    packed.put("since", member.since);
    packed.put_some("until", member.until);
    Ok(())
}

/// The fields with what was sent.
pub(in super::super) fn fields(
    sent: &Sent,
    faults: &Faults,
    offered: &[OfferedAgency],
) -> Vec<Field> {
    let mut all = Vec::new();
    // The agency of a member who is there stays: another one is another member.
    if sent.text("item").is_empty() {
        all.push(
            Field::sentence("agency_name", "機関の名前", sent.raw("agency_name"))
                .hinted("名簿にあれば、つぎの画面で選べます。なければ、そのまま書かれます。")
                .wrong(faults.of("agency_name")),
        );
        if !offered.is_empty() {
            let written = (WRITTEN, "名簿にはない（名前だけ書く）");
            let agencies = agencies(offered, written, sent.text("agency"));
            all.push(Field::one("agency", "どの機関ですか", agencies).wrong(faults.of("agency")));
        }
    }
    let role = choices(
        StaffRole::ALL,
        StaffRole::code,
        |role| role.word().to_owned(),
        sent.text("role"),
    );
    let ring = choices(
        Ring::ALL,
        Ring::code,
        |ring| ring.word().to_owned(),
        sent.text("ring"),
    );
    let part = choices(
        Part::ALL,
        Part::code,
        |part| part.word().to_owned(),
        sent.text("part"),
    );
    let employer = choices(
        EmployerTie::ALL,
        EmployerTie::code,
        |tie| tie.word().to_owned(),
        sent.text("employer"),
    );
    all.extend([
        Field::sentence("contact", "担当者", sent.raw("contact")).wrong(faults.of("contact")),
        Field::listed("role", "職種", none("書かない", role)),
        Field::one("ring", "どの輪", ring).wrong(faults.of("ring")),
        Field::one("part", "役わり", part).wrong(faults.of("part")),
        Field::one("employer", "勤め先との関係", employer)
            .hinted("勤め先の法人なら、クローズのあいだは何も伝わりません。")
            .wrong(faults.of("employer")),
        Field::prose("does", "すること", sent.raw("does")).wrong(faults.of("does")),
        Field::prose("reach", "本人からの連絡のしかた", sent.raw("reach"))
            .hinted("例: 平日の午後、電話で。「田中さん」と言えば通じる")
            .wrong(faults.of("reach")),
        Field::sentence("address", "機関の住所", sent.raw("address"))
            .hinted(SEAT_HINT)
            .wrong(faults.of("address")),
        Field::sentence("head", "機関の代表者", sent.raw("head"))
            .hinted("法人のとき。名簿でわかる機関では、空けておけます。")
            .wrong(faults.of("head")),
        Field::day("since", "いつから", sent.raw("since")).wrong(faults.of("since")),
        Field::day("until", "いつまで（終わったとき）", sent.raw("until"))
            .wrong(faults.of("until")),
    ]);
    all
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(
    sent: &Sent,
    faults: &mut Faults,
    id: TeamMemberId,
    agency: Option<MemberAgency>,
) -> Option<TeamMember> {
    let contact = faults.line_opt(sent, "contact");
    let ring = faults.word(sent, "ring", Ring::from_code);
    let part = faults.word(sent, "part", Part::from_code);
    let employer = faults.word(sent, "employer", EmployerTie::from_code);
    let does = faults.prose_opt(sent, "does");
    let reach = faults.prose_opt(sent, "reach");
    let address = faults.line_opt(sent, "address");
    let head = faults.line_opt(sent, "head");
    let since = faults.day(sent, "since");
    let until = faults.day_opt(sent, "until");
    let member = TeamMember {
        id,
        agency: agency?,
        contact,
        role: StaffRole::from_code(sent.text("role")),
        ring: ring?,
        part: part?,
        employer: employer?,
        does,
        reach,
        seat: Seat { address, head },
        since: since?,
        until,
    };
    faults.all_well(Some(member))
}
