//! The addresses of a circle's people: those of a network and those of an organization lead to the same pages.

use renkei_domain::ids::MembershipId;
use renkei_domain::people::Circle;

use crate::error::PageFault;
use crate::paths::{
    EndMembershipPath, EndStaffPath, FurtherCodePath, FurtherStaffCodePath, InvitePath,
    InviteStaffPath, MembersCsvPath, MembersPath, MembersXlsxPath, NetworkHistoryPath, NetworkPath,
    PrintInvitationPath, PrintStaffInvitationPath, SendAgainPath, SendStaffAgainPath, StaffCsvPath,
    StaffPath, StaffXlsxPath, WithdrawPath, WithdrawStaffPath,
};

/// An address that names a circle.
pub(crate) trait OfCircle {
    /// Which.
    fn circle(&self) -> Result<Circle, PageFault>;
}

/// An address that names a membership in a circle.
pub(crate) trait OfMembership: OfCircle {
    /// Which.
    fn membership(&self) -> Result<MembershipId, PageFault>;
}

macro_rules! of_circle {
    ($circle:ident: $($path:ident)+) => {$(
        impl OfCircle for $path {
            fn circle(&self) -> Result<Circle, PageFault> {
                let id = self.id.parse().map_err(|_| PageFault::NotFound)?;
                Ok(Circle::$circle(id))
            }
        }
    )+};
}

of_circle! { Network:
    MembersPath InvitePath PrintInvitationPath WithdrawPath SendAgainPath FurtherCodePath
    EndMembershipPath MembersCsvPath MembersXlsxPath
}

of_circle! { Organization:
    StaffPath InviteStaffPath PrintStaffInvitationPath WithdrawStaffPath SendStaffAgainPath
    FurtherStaffCodePath EndStaffPath StaffCsvPath StaffXlsxPath
}

macro_rules! of_membership {
    ($($path:ident)+) => {$(
        impl OfMembership for $path {
            fn membership(&self) -> Result<MembershipId, PageFault> {
                self.membership.parse().map_err(|_| PageFault::NotFound)
            }
        }
    )+};
}

of_membership! { EndMembershipPath EndStaffPath }

/// Where the pages of a circle lead.
#[derive(Debug, Clone)]
pub(crate) struct Ways {
    pub(super) members: String,
    pub(super) invite: String,
    pub(super) print: String,
    pub(super) withdraw: String,
    pub(super) send_again: String,
    pub(super) further_code: String,
    /// Changing the network, and who changed what of it; an organization has pages of its own for that.
    pub(super) network: Option<(String, String)>,
}

impl Ways {
    pub(super) fn of(circle: Circle) -> Self {
        match circle {
            Circle::Network(id) => Self {
                members: MembersPath::of(id).to_string(),
                invite: InvitePath::of(id).to_string(),
                print: PrintInvitationPath::of(id).to_string(),
                withdraw: WithdrawPath::of(id).to_string(),
                send_again: SendAgainPath::of(id).to_string(),
                further_code: FurtherCodePath::of(id).to_string(),
                network: Some((
                    NetworkPath::of(id).to_string(),
                    NetworkHistoryPath::of(id).to_string(),
                )),
            },
            Circle::Organization(id) => Self {
                members: StaffPath::of(id).to_string(),
                invite: InviteStaffPath::of(id).to_string(),
                print: PrintStaffInvitationPath::of(id).to_string(),
                withdraw: WithdrawStaffPath::of(id).to_string(),
                send_again: SendStaffAgainPath::of(id).to_string(),
                further_code: FurtherStaffCodePath::of(id).to_string(),
                network: None,
            },
        }
    }
}

/// The page of a circle's people.
pub(crate) fn members_way(circle: Circle) -> String {
    Ways::of(circle).members
}

/// The page for ending a membership.
pub(super) fn ending_way(circle: Circle, membership: MembershipId) -> String {
    match circle {
        Circle::Network(id) => EndMembershipPath::of(id, membership).to_string(),
        Circle::Organization(id) => EndStaffPath::of(id, membership).to_string(),
    }
}
