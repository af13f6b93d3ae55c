//! Sheets that let somebody in: the codes of a second factor, an invitation. Whoever asks for one holds its
//! secret already; that it is put on paper changes nothing and leaves no line.

use renkei_domain::access::principal::Principal;
use renkei_domain::people::limits::SHEET_CODES;
use renkei_domain::people::{PaperCode, Standing};
use renkei_store::StoreFault;

use super::invitation::{InvitationView, may_keep};
use super::rights::may_look;
use super::view::SignedInView;
use crate::App;
use crate::paper::{CodeSheet, InvitationSheet, Sheet};

#[renkei_boxed::boxed]
impl App {
    /// The sheet of codes that was just made; `None` when these are none. Whether they are still good is
    /// not looked up: that would cost a hash each, and the paper says nothing that its owner did not type.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn code_sheet_on_paper(
        &self,
        own: &SignedInView,
        codes: &[&str],
    ) -> Result<Option<Sheet>, StoreFault> {
        if codes.is_empty() || codes.len() > SHEET_CODES {
            return Ok(None);
        }
        let read = |code: &&str| {
            PaperCode::read(code).filter(|code| code.groups() == PaperCode::SHEET_GROUPS)
        };
        let Some(codes) = codes.iter().map(read).collect::<Option<Vec<_>>>() else {
            return Ok(None);
        };
        Ok(Some(Sheet::Codes(CodeSheet {
            head: self.letterhead(&own.principal.networks).await?,
            name: own.account.name.clone(),
            codes,
        })))
    }

    /// The invitation with a code; `None` when there is none that is open, or none for these eyes.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn invitation_on_paper(
        &self,
        by: &Principal,
        code: &str,
    ) -> Result<Option<Sheet>, StoreFault> {
        let (Some(code), Some(found)) = (PaperCode::read(code), self.invitation_of(code).await?)
        else {
            return Ok(None);
        };
        let Some(invitation) = InvitationView::of(&found) else {
            return Ok(None);
        };
        let members = self.members().await?;
        if !may_look(&may_keep(&members, by, &found.invitation)) {
            return Ok(None);
        }
        let networks = match found.invitation.standing {
            Standing::Coordinator(network) => vec![network],
            Standing::Staff(organization) => {
                let mut networks = members.networks_of(organization);
                // Where an agency is a member of several networks, whoever invites speaks for their own.
                networks.sort_by_key(|network| !by.networks.contains(network));
                networks
            }
            Standing::Person | Standing::Operator => by.networks.clone(),
        };
        Ok(Some(Sheet::Invitation(InvitationSheet {
            head: self.letterhead(&networks).await?,
            invitation,
            code,
        })))
    }
}
