//! What an owner does about the documents of a token. Registering is all that they can leave to a program; for which token
//! it does is said by itself, so that the program that runs the documents need not be the one that registers them.

use std::collections::BTreeSet;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::{Door, Principal};
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::{AccountId, TokenId, TrustedDocumentId};
use renkei_domain::people::trusted::{TRUSTED_BYTES, TRUSTED_DOCUMENTS, takes_from_programs};
use renkei_domain::people::{DocumentId, DocumentMode};
use renkei_domain::record::Purpose;
use renkei_store::people::token::StoredToken;
use renkei_store::people::trusted_document::StoredDocument;
use renkei_store::{Stop, StoreFault, Work};

use super::{DocumentRefusal, DocumentsView, Registration, document_id};
use crate::App;
use crate::directory::register::Outcome;
use crate::letters::Done;
use crate::people::token::{TokenView, may_manage};
use crate::writer::Writer;

/// For whose tokens somebody may register documents.
///
/// # Errors
/// The refusal, where the rule says no.
pub fn may_register(own: &Principal) -> Result<AccountId, DocumentRefusal> {
    match decide(own, Action::RegisterDocuments, &Object::Installation) {
        // The installation has no tokens of its own.
        Decision::Allowed => own.account().ok_or(DocumentRefusal::NotFound),
        other => Err(DocumentRefusal::NotAllowed(other)),
    }
}

/// A token of an account that holds, with everything about it held until the act ends; another's is none.
async fn held(
    work: &Work,
    account: AccountId,
    token: TokenId,
) -> Result<StoredToken, Stop<DocumentRefusal>> {
    work.lock_account(account).await?;
    let found = work.token(token).await?;
    let own = found.filter(|known| known.account == account && known.revoked_at.is_none());
    own.ok_or(Stop::Refused(DocumentRefusal::NotFound))
}

#[renkei_boxed::boxed]
impl App {
    /// One of one's own tokens with what is registered for it; `None` where there is none that was not revoked.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn documents(
        &self,
        own: &Principal,
        token: TokenId,
    ) -> Result<Option<DocumentsView>, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(None);
        };
        let tokens = self.store.tokens_of(account).await?.into_iter();
        let mut held = tokens.filter(|known| known.id == token && known.revoked_at.is_none());
        let Some(known) = held.next() else {
            return Ok(None);
        };
        // Its owner looks at what this process counted until now.
        self.write_text_counts(token).await;
        Ok(Some(DocumentsView {
            token: TokenView::from(known),
            documents: self.store.trusted_documents(account, token).await?,
            text: self.store.text_operations(account, token).await?,
        }))
    }

    /// Registers documents for a token, all of them or none. What is registered already stays as it is. Whoever calls has
    /// asked the schema whether they fit it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn register_documents(
        &self,
        writer: &Writer,
        token: TokenId,
        texts: Vec<String>,
    ) -> Outcome<Registration, DocumentRefusal> {
        let account = match may_register(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let is_by_program = matches!(writer.principal.door, Door::Token(_));
        let now = self.now();
        let mut seen = BTreeSet::new();
        let mut documents = Vec::new();
        for text in texts {
            let document = document_id(&text);
            if seen.insert(document) {
                documents.push(StoredDocument {
                    id: TrustedDocumentId::from_uuid(self.new_id()),
                    document,
                    text,
                    registered_at: now,
                    used_at: None,
                });
            }
        }
        let ids: Vec<String> = seen.iter().map(ToString::to_string).collect();
        let asked = format!("{token} {}", ids.join(" "));
        let documents = Arc::new(documents);
        let purpose = Purpose::RegisterDocuments;
        self.act_of::<Registration, DocumentRefusal, _>(writer, purpose, &asked, move |work, _| {
            let documents = Arc::clone(&documents);
            Box::pin(async move {
                let token = held(work, account, token).await?;
                if is_by_program && !takes_from_programs(&token.scopes) {
                    return Err(Stop::Refused(DocumentRefusal::TokenRegisters));
                }
                registered(work, &token, &documents).await
            })
        })
        .await
    }

    /// Takes a document away from a token: the next call that names it finds none.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn withdraw_document(
        &self,
        writer: &Writer,
        token: TokenId,
        document: DocumentId,
    ) -> Outcome<(), DocumentRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let asked = format!("{token} {document}");
        let purpose = Purpose::WithdrawDocument;
        let done =
            self.act_of::<Done, DocumentRefusal, _>(writer, purpose, &asked, move |work, _| {
                Box::pin(async move {
                    let token = held(work, account, token).await?;
                    if work.remove_trusted_document(&token, document).await? {
                        Ok(Done)
                    } else {
                        Err(Stop::Refused(DocumentRefusal::DocumentGone))
                    }
                })
            });
        Ok(done.await?.map(|Done| ()))
    }

    /// Says what the program of a token may send in place of registered documents, from its next call on.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn set_document_mode(
        &self,
        writer: &Writer,
        token: TokenId,
        mode: DocumentMode,
    ) -> Outcome<(), DocumentRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let asked = format!("{token} {}", mode.code());
        let purpose = Purpose::SetDocumentMode;
        let done =
            self.act_of::<Done, DocumentRefusal, _>(writer, purpose, &asked, move |work, _| {
                Box::pin(async move {
                    let token = held(work, account, token).await?;
                    // Nothing is written of what stands so already.
                    if token.documents != mode {
                        work.set_document_mode(&token, mode).await?;
                    }
                    Ok(Done)
                })
            });
        Ok(done.await?.map(|Done| ()))
    }
}

/// Registers what a token does not have yet, unless it would have too much.
async fn registered(
    work: &Work,
    token: &StoredToken,
    documents: &[StoredDocument],
) -> Result<Registration, Stop<DocumentRefusal>> {
    let known = work.known_documents(token.id).await?;
    let known: BTreeSet<DocumentId> = known.into_iter().collect();
    let new = documents
        .iter()
        .filter(|one| !known.contains(&one.document));
    let new: Vec<StoredDocument> = new.cloned().collect();
    let registration = Registration {
        new: new.len() as u64,
        known: (documents.len() - new.len()) as u64,
    };
    if new.is_empty() {
        return Ok(registration);
    }
    let before = work.registered(token.id).await?;
    if before.documents.saturating_add(registration.new) > TRUSTED_DOCUMENTS as u64 {
        return Err(Stop::Refused(DocumentRefusal::TooMany));
    }
    let bytes: usize = new.iter().map(|one| one.text.len()).sum();
    if before.bytes.saturating_add(bytes as u64) > TRUSTED_BYTES as u64 {
        return Err(Stop::Refused(DocumentRefusal::TooLarge));
    }
    work.add_trusted_documents(token, &new, before.documents)
        .await?;
    Ok(registration)
}
