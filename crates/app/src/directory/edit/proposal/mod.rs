//! What anybody proposes to put right in the directory, or to add to it, without an account. Nothing changes by it:
//! [`make`] takes it in for the network that keeps the entry, [`read`] shows it to the desk of that network and what came of
//! it to whoever made it, [`decide`] decides about each of its fields and writes what is accepted (`accept`) in the same act.

mod accept;
pub mod decide;
pub mod make;
pub mod read;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::ids::NetworkId;
use renkei_domain::retention::PROPOSER_KEPT;
use renkei_store::{Stop, StoreFault};

use super::EditRefusal;
use crate::App;
use crate::writer::KeyReused;

/// Why a proposal was not taken, or not decided.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProposalRefusal {
    /// What an edit of the entry would be refused for as well.
    #[error(transparent)]
    Edit(#[from] EditRefusal),
    /// No network looks after the entry, or after the place, so that nobody would decide.
    #[error(
        "ここを手入れするネットワークは、まだありません。市区町村の障害福祉の窓口に知らせてください。"
    )]
    Unkept,
    /// The entry is closed already.
    #[error(
        "この機関は、廃止されたと名簿にあります。まちがっているときは、事務局に知らせてください。"
    )]
    Closed,
    /// Somebody decided about it before.
    #[error("この提案は、ほかの人が先に決めました。")]
    Decided,
    /// Too many came from there.
    #[error("つづけてたくさん届いたため、{minutes}分ほど受けとれません。書いた内容は残っています。あとで もう一度 送ってください。", minutes = .retry_after.div_ceil(60))]
    TooMany {
        /// In how many seconds they are taken again.
        retry_after: u64,
    },
}

impl From<KeyReused> for ProposalRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Edit(EditRefusal::KeyReused(reused))
    }
}

/// Ends an act with mistakes in what was entered.
fn invalid(faults: Vec<FieldFault>) -> Stop<ProposalRefusal> {
    Stop::Refused(ProposalRefusal::Edit(EditRefusal::Invalid(faults)))
}

/// The networks about whose proposals somebody decides.
pub(super) fn desks(principal: &Principal) -> Vec<NetworkId> {
    let networks = principal.networks.iter().copied();
    let decides = |network: &NetworkId| {
        may(
            principal,
            Action::DecideProposals,
            &Object::Network(*network),
        )
    };
    networks.filter(decides).collect()
}

#[renkei_boxed::boxed]
impl App {
    /// Forgets where they wanted to be told whose proposals were decided long ago, or wait since long ago, and says of how
    /// many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_proposers(&self) -> Result<u64, StoreFault> {
        let before = self.now().plus(-PROPOSER_KEPT);
        self.store.forget_proposers(before).await
    }
}
