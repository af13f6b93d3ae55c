//! Whether somebody of the team belongs to the company of the person. Whoever was written down by hand may: until
//! somebody said that they do not, they hear nothing while the company may not know.

use renkei_app::cases::read::CaseView;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::ids::TeamMemberId;

use super::super::choices;
use super::super::faults::Faults;
use super::super::name_of;
use super::team;
use crate::error::PageFault;
use crate::form::{Field, Packed, Sent};

/// The member that a form is about. Of somebody who is not in the team nothing is said.
fn member<'v>(view: &'v CaseView, sent: &Sent) -> Result<&'v TeamMember, PageFault> {
    team::known(view, sent)?.ok_or(PageFault::NotFound)
}

/// Whom it is about.
pub(in super::super) fn lead(view: &CaseView, sent: &Sent) -> Result<String, PageFault> {
    let member = view.agency_name(member(view, sent)?);
    Ok(format!("{}　{member}", name_of(&view.file.case)))
}

/// What is said of them now.
pub(in super::super) fn pack(
    packed: &mut Packed,
    view: &CaseView,
    text: &str,
) -> Result<(), PageFault> {
    let mut item = Packed::default();
    item.put("item", text);
    let member = member(view, &item.sent())?;
    packed.put("employer", member.employer.code());
    Ok(())
}

/// The field with what was sent.
pub(in super::super) fn field(sent: &Sent, faults: &Faults) -> Field {
    let ties = choices(
        EmployerTie::ALL,
        EmployerTie::code,
        |tie| tie.word().to_owned(),
        sent.text("employer"),
    );
    Field::one("employer", "本人の勤め先の人ですか", ties)
        .hinted("「勤め先ではない」にすると、本人が同意したことを伝えられます。勤め先の人なら、クローズのあいだは何も伝わりません。")
        .wrong(faults.of("employer"))
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(
    view: &CaseView,
    sent: &Sent,
    faults: &mut Faults,
) -> Result<Option<(TeamMemberId, EmployerTie)>, PageFault> {
    let id = member(view, sent)?.id;
    let tie = faults.word(sent, "employer", EmployerTie::from_code);
    Ok(faults.all_well(tie.map(|tie| (id, tie))))
}
