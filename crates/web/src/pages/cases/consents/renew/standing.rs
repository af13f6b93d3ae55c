//! What a consent still says, after what was paused or withdrawn of it: what is asked about first when it is to go on.

use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::state::halts_of;
use renkei_domain::consent::{Consent, ConsentRecipient, HaltState, Party, Reach};

/// Whether somebody was stopped, alone or with everyone of their kind.
fn is_stopped(stopped: &[Reach], party: &Party) -> bool {
    stopped.iter().any(|reach| match reach {
        Reach::Recipient(ConsentRecipient::Named(id)) => *id == party.id,
        Reach::Recipient(ConsentRecipient::KindInTeam(kind)) => *kind == party.kind,
        Reach::Whole | Reach::Category(_) => false,
    })
}

/// A consent without what was stopped of it. Of a kind of which somebody was stopped alone, the others of the team are
/// named instead.
pub(super) fn standing(view: &ConsentsView, old: &Consent) -> Consent {
    let mut said = old.clone();
    let halts = halts_of(&view.file.ledger, old);
    let halts = halts.filter(|halt| !matches!(halt.state, HaltState::Resumed { .. }));
    let stopped: Vec<Reach> = halts.map(|halt| halt.reach).collect();
    said.categories
        .retain(|one| !stopped.contains(&Reach::Category(*one)));
    said.recipients.retain(|one| {
        let known = match one {
            ConsentRecipient::Named(id) => view.party(*id),
            ConsentRecipient::KindInTeam(_) => None,
        };
        !stopped.contains(&Reach::Recipient(*one))
            && known.is_none_or(|known| !is_stopped(&stopped, &known.party))
    });
    let here: Vec<&Party> = view.here().map(|known| &known.party).collect();
    for party in &here {
        let kind = ConsentRecipient::KindInTeam(party.kind);
        if is_stopped(&stopped, party) && said.recipients.remove(&kind) {
            let others = here.iter().filter(|other| other.kind == party.kind);
            let others = others.filter(|other| !is_stopped(&stopped, other));
            said.recipients
                .extend(others.map(|other| ConsentRecipient::Named(other.id)));
        }
    }
    said
}
