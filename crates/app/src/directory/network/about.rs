//! What a network says of itself at the entrance: since when it is there, who meets and what for.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::ids::NetworkId;
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_store::Stop;

use super::{ChangedNetwork, NetworkRefusal, allowed, locked};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What whoever changes the words of a network saw before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeenAbout {
    /// It is not asked.
    NotAsked,
    /// The network said nothing.
    Nothing,
    /// It said this.
    Words(Prose),
}

impl SeenAbout {
    /// Whether that is how it stands.
    fn is_so(&self, known: Option<&Prose>) -> bool {
        match self {
            Self::NotAsked => true,
            Self::Nothing => known.is_none(),
            Self::Words(seen) => known == Some(seen),
        }
    }
}

/// Other words of a network about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAbout {
    /// Which network.
    pub network: NetworkId,
    /// What it said, as whoever changes it saw.
    pub seen: SeenAbout,
    /// What it says from now on; `None` where it says nothing.
    pub about: Option<Prose>,
}

#[renkei_boxed::boxed]
impl App {
    /// Tells what a network is, in place of what it said before.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn tell_about_network(
        &self,
        writer: &Writer,
        wanted: NewAbout,
    ) -> Outcome<ChangedNetwork, NetworkRefusal> {
        if let Err(refusal) = allowed(&writer.principal, Action::ManageNetwork, wanted.network) {
            return Ok(Err(refusal));
        }
        let asked = format!("{wanted:?}");
        let wanted = Arc::new(wanted);
        self.act_of(writer, Purpose::ChangeNetwork, &asked, move |work, _| {
            let wanted = Arc::clone(&wanted);
            Box::pin(async move {
                let known = locked(work, wanted.network).await?;
                if !wanted.seen.is_so(known.about.as_ref()) {
                    return Err(Stop::Refused(NetworkRefusal::Changed));
                }
                work.introduce_network(known.id, wanted.about.as_ref())
                    .await?;
                Ok(ChangedNetwork(known.id))
            })
        })
        .await
    }
}
