//! Registering by a program: the build server of a partner says what another program of the same owner will send, as a part
//! of [`crate::mutation::Mutation`]. Whoever steals the token of either asks for nothing more by it: the one does not run
//! what it registers, the other registers nothing.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::people::trusted::keep::may_register;
use renkei_app::people::{DocumentRefusal, Registration};
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::TokenId;

use super::{ManifestFault, Registered};
use crate::api::Api;
use crate::conference::write::writer;
use crate::directory::loaded::{Asked, ours};
use crate::failure::broken;

/// What programs register.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DocumentMutation;

#[Object]
impl DocumentMutation {
    /// Registers documents for another token of the caller's account, all of them or none: its program may send their ids
    /// from then on. What is registered already stays as it is. Null only with an error: `INTERNAL`.
    async fn register_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The documents, and the token whose program will send their ids.")]
        input: RegisterDocumentsInput,
    ) -> Option<Result<RegisterDocumentsPayload>> {
        Some(input.run(ctx).await)
    }
}

/// Documents that the program of a token will send.
#[derive(Debug, InputObject)]
pub(crate) struct RegisterDocumentsInput {
    /// For which token: the number on its page 「送る文の登録」. A program registers for no token of `documents:write`, so
    /// not for its own either.
    token: ID,
    /// What is registered: up to 250 at once, as long as the whole call has room in 256 KiB.
    documents: Vec<TrustedDocumentInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// A document with its id, as manifests have them.
#[derive(Debug, InputObject)]
pub(crate) struct TrustedDocumentInput {
    /// `sha256:` and the 64 hexadecimal digits of the SHA-256 of the text, in small letters; the digits alone are read too.
    id: String,
    /// The GraphQL that is sent by its id, up to 20,000 characters. It has to fit the schema as it is now.
    text: String,
}

/// Why no document was registered: a foreseen case, for a program to treat by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "DocumentsRefusalCode")]
pub(crate) enum DocumentsRefusalReason {
    /// Whoever is signed in, and a program with a token, may be allowed to.
    SignInFirst,
    /// The account must show its second factor first.
    SecondFactorFirst,
    /// Whoever comes by a session must show again who they are, on a page.
    ConfirmAgain,
    /// The token lacks `documents:write`.
    ScopeMissing,
    /// The account may have no tokens, so that there is nothing to register for.
    NotAllowed,
    /// The caller's account has no such token that holds.
    NotFound,
    /// The token has `documents:write` itself: its owner alone registers for it, on the page.
    TokenRegisters,
    /// A document, or the key, cannot stand; `document` and the message say which and why.
    Invalid,
    /// The token would have more than 500 documents: withdraw some on its page.
    TooMany,
    /// The texts of the token would be longer than 1 MiB together: withdraw some on its page.
    TooLarge,
    /// The key was used before for another input.
    KeyReused,
}

/// A refusal.
#[derive(Debug)]
pub(crate) struct DocumentsRefusalType {
    code: DocumentsRefusalReason,
    message: String,
    document: Option<String>,
}

/// Why no document was registered.
#[Object(name = "DocumentsRefusal")]
impl DocumentsRefusalType {
    /// The reason, for a program.
    async fn code(&self) -> DocumentsRefusalReason {
        self.code
    }

    /// A Japanese sentence for people that says what to do next.
    async fn message(&self) -> &str {
        &self.message
    }

    /// The id of the first document that cannot stand. Null where the reason is none of them, or what was sent is no id.
    async fn document(&self) -> Option<&str> {
        self.document.as_deref()
    }
}

const fn decided(decision: Decision) -> DocumentsRefusalReason {
    match decision {
        Decision::SignInFirst => DocumentsRefusalReason::SignInFirst,
        Decision::SecondFactorFirst => DocumentsRefusalReason::SecondFactorFirst,
        Decision::ConfirmAgain => DocumentsRefusalReason::ConfirmAgain,
        Decision::ScopeMissing(_) => DocumentsRefusalReason::ScopeMissing,
        Decision::Allowed | Decision::Hidden | Decision::Refused => {
            DocumentsRefusalReason::NotAllowed
        }
    }
}

impl From<DocumentRefusal> for DocumentsRefusalType {
    fn from(refusal: DocumentRefusal) -> Self {
        Self {
            code: match refusal {
                DocumentRefusal::NotAllowed(decision) => decided(decision),
                // Nothing is withdrawn here.
                DocumentRefusal::NotFound | DocumentRefusal::DocumentGone => {
                    DocumentsRefusalReason::NotFound
                }
                DocumentRefusal::TokenRegisters => DocumentsRefusalReason::TokenRegisters,
                DocumentRefusal::TooMany => DocumentsRefusalReason::TooMany,
                DocumentRefusal::TooLarge => DocumentsRefusalReason::TooLarge,
                DocumentRefusal::KeyReused => DocumentsRefusalReason::KeyReused,
            },
            message: refusal.to_string(),
            document: None,
        }
    }
}

impl From<ManifestFault> for DocumentsRefusalType {
    fn from(fault: ManifestFault) -> Self {
        Self {
            code: DocumentsRefusalReason::Invalid,
            message: fault.to_string(),
            document: fault.document().map(|id| id.to_string()),
        }
    }
}

fn count(documents: u64) -> i32 {
    i32::try_from(documents).unwrap_or(i32::MAX)
}

/// What came of registering documents.
#[derive(Debug)]
pub(crate) struct RegisterDocumentsPayload(std::result::Result<Registration, DocumentsRefusalType>);

/// What came of registering documents.
#[Object]
impl RegisterDocumentsPayload {
    /// How many documents were registered now. Null where none could be.
    async fn registered(&self) -> Option<i32> {
        self.0.as_ref().ok().map(|done| count(done.new))
    }

    /// How many documents of the input were registered before. Null where nothing could be done.
    async fn known(&self) -> Option<i32> {
        self.0.as_ref().ok().map(|done| count(done.known))
    }

    /// Why nothing was done. Null: it was.
    async fn refusal(&self) -> Option<&DocumentsRefusalType> {
        self.0.as_ref().err()
    }
}

impl RegisterDocumentsInput {
    async fn run(self, ctx: &Context<'_>) -> Result<RegisterDocumentsPayload> {
        let asked = Asked::of(ctx)?;
        let api = ctx.data_opt::<Api>();
        let api = api.ok_or_else(|| broken("a change has no schema to judge documents by"))?;
        let refused = |refusal| Ok(RegisterDocumentsPayload(Err(refusal)));
        // Who may not learns nothing of what they sent.
        if let Err(refusal) = may_register(&asked.principal) {
            return refused(refusal.into());
        }
        let writer = match writer(asked, self.idempotency_key.as_deref()) {
            Ok(writer) => writer,
            Err(wrong) => {
                return refused(DocumentsRefusalType {
                    code: DocumentsRefusalReason::Invalid,
                    message: wrong.to_string(),
                    document: None,
                });
            }
        };
        // What is no id is a token that nobody has.
        let Ok(token) = self.token.as_str().parse::<TokenId>() else {
            return refused(DocumentRefusal::NotFound.into());
        };
        let documents = self.documents.into_iter();
        let documents = documents.map(|one| (one.id, one.text)).collect();
        let done = ours(api.register_listed(&writer, token, documents).await)?;
        Ok(RegisterDocumentsPayload(match done {
            Registered::Done(registration) => Ok(registration),
            Registered::Unusable(fault) => Err(fault.into()),
            Registered::Refused(refusal) => Err(refusal.into()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Bound;

    #[test]
    fn a_program_reads_in_the_schema_the_bounds_that_count() {
        let sdl = Api::sdl();
        let at_once = format!("up to {} at once", Bound::InputEntries.limit());
        assert!(sdl.contains(&at_once) && sdl.contains("up to 20,000 characters. It has"));
        assert_eq!(Bound::InputCharacters.limit(), 20_000);
    }

    #[test]
    fn a_program_is_told_which_document_cannot_stand() {
        let id = renkei_app::people::document_id("{ __typename }");
        for (fault, expected) in [
            (ManifestFault::OtherText(id), Some(id.to_string())),
            (ManifestFault::NotAnId("7d".to_owned()), None),
            (ManifestFault::Empty, None),
        ] {
            let refusal = DocumentsRefusalType::from(fault);
            assert_eq!(refusal.code, DocumentsRefusalReason::Invalid);
            assert_eq!(refusal.document, expected);
            assert!(!refusal.message.is_ascii());
        }
    }
}
