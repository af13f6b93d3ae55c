//! Documents that are registered for the token of a program: judged by the schema before they are kept, whether they come as
//! a file ([`manifest`]) or from another program ([`mutation`]), and found by their id when the program calls. From there on
//! such a call is like any other.

mod manifest;
pub(crate) mod mutation;

use std::pin::Pin;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, ServerError};
use renkei_app::StoreFault;
use renkei_app::people::trusted::call::TextFate;
use renkei_app::people::{DocumentRefusal, Registration};
use renkei_app::writer::Writer;
use renkei_domain::ids::TokenId;
use renkei_domain::people::DocumentId;

use crate::api::{Admitted, Api};
use crate::call::{Call, Program, Stated};
use crate::guard::{Judged, Refusal, RefusalCode};
use crate::outcome;

use manifest::ManifestDocument;
pub use manifest::ManifestFault;

/// No operation is called so: the library validates the whole document, and then finds none to execute.
const NO_OPERATION: &str = "-";

/// What the library says then.
const NOTHING_MEANT: &str = "Unknown operation named \"-\"";

/// How many registered documents are read at a start.
const WARMED: u32 = 500;

/// Documents that are being registered for a program that asks the schema for it.
type Registering<'a> = Pin<Box<dyn Future<Output = Result<Registered, StoreFault>> + Send + 'a>>;

/// What came of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    /// Every document is registered.
    Done(Registration),
    /// The manifest cannot be used; nothing is registered.
    Unusable(ManifestFault),
    /// Nothing is registered, for another reason.
    Refused(DocumentRefusal),
}

#[renkei_boxed::boxed]
impl Api {
    /// Takes in a call, as far as that can be decided before anything is executed: which document it means, whether the
    /// program may send it so, and what it costs.
    ///
    /// # Errors
    /// A fault of the store; the refusal of a call that is not executed is in the outcome.
    pub async fn admit(
        &self,
        stated: Stated,
        program: Option<Program>,
    ) -> Result<Result<Admitted, Refusal>, StoreFault> {
        let Stated { call, document_id } = stated;
        match document_id {
            Some(sent) => self.admit_registered(call, &sent, program).await,
            None => Ok(self.admit_text(call, program).await),
        }
    }

    /// Judges a document for whoever registers it, by the schema as it is now.
    ///
    /// # Errors
    /// The refusal that a call with it would get.
    pub async fn judge(&self, text: &str) -> Result<Judged, Refusal> {
        self.judged(text, false).await
    }

    /// Registers every document of a manifest for a token, or none of them.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn register_manifest(
        &self,
        writer: &Writer,
        token: TokenId,
        text: &str,
    ) -> Result<Registered, StoreFault> {
        match manifest::read(text) {
            Ok(documents) => self.register(writer, token, documents).await,
            Err(fault) => Ok(Registered::Unusable(fault)),
        }
    }

    /// The same of documents that a program lists with their ids. In a box whose type says nothing of what is in it: the
    /// schema asks for this while it executes, and judges the documents by executing.
    pub(crate) fn register_listed<'a>(
        &'a self,
        writer: &'a Writer,
        token: TokenId,
        documents: Vec<(String, String)>,
    ) -> Registering<'a> {
        Box::pin(async move {
            match manifest::listed(documents) {
                Ok(documents) => self.register(writer, token, documents).await,
                Err(fault) => Ok(Registered::Unusable(fault)),
            }
        })
    }

    /// Whether what somebody watches would still be taken in from the program that they call by: its document may have been
    /// withdrawn since, or its token may run registered documents alone by now.
    ///
    /// # Errors
    /// A fault of the store; the refusal with which it ends is in the outcome.
    pub async fn still_admits(
        &self,
        watched: &Admitted,
        program: Option<Program>,
    ) -> Result<Result<(), Refusal>, StoreFault> {
        Ok(match (watched.document(), program) {
            (Some(id), Some(program)) => {
                if self.app.has_trusted_document(program.token, id).await? {
                    Ok(())
                } else {
                    Err(unknown())
                }
            }
            // Whoever calls by no token has no documents.
            (Some(_), None) => Err(unknown()),
            (None, Some(program)) if !program.documents.runs_text() => Err(not_registered()),
            (None, _) => Ok(()),
        })
    }

    /// Registers documents that have their ids, once the schema has judged all of them.
    async fn register(
        &self,
        writer: &Writer,
        token: TokenId,
        documents: Vec<ManifestDocument>,
    ) -> Result<Registered, StoreFault> {
        for document in &documents {
            if let Err(refusal) = self.judge(&document.text).await {
                let fault = ManifestFault::Document {
                    document: document.id,
                    refusal,
                };
                return Ok(Registered::Unusable(fault));
            }
        }
        let texts: Vec<String> = documents.into_iter().map(|one| one.text).collect();
        let done = self.app.register_documents(writer, token, texts.clone());
        match done.await? {
            Ok(registration) => {
                for text in &texts {
                    // What was just judged is read again at most.
                    drop(self.kept.judge(text, true));
                }
                Ok(Registered::Done(registration))
            }
            Err(refusal) => Ok(Registered::Refused(refusal)),
        }
    }

    /// Reads the registered documents that were asked for last, so that the first calls need not wait for it. Those that do
    /// not fit the schema any more are told on the page of their owner, and are counted in the log.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn warm(&self) -> Result<(), StoreFault> {
        let texts = self.app.documents_in_use(WARMED).await?;
        let mut unfit = 0_usize;
        // Those that were asked for last are read last: where there is not room for all, what was read first goes.
        for text in texts.iter().rev() {
            if self.judged(text, true).await.is_err() {
                unfit += 1;
            }
        }
        if !texts.is_empty() {
            tracing::info!(
                documents = texts.len(),
                unfit,
                "registered documents were read"
            );
        }
        Ok(())
    }

    async fn admit_registered(
        &self,
        call: Call,
        sent: &str,
        program: Option<Program>,
    ) -> Result<Result<Admitted, Refusal>, StoreFault> {
        let (Some(program), Some(id)) = (program, DocumentId::parse(sent)) else {
            return Ok(Err(unknown()));
        };
        Ok(match self.app.trusted_document(program.token, id).await? {
            Some(document) => self.take_in(Call { document, ..call }, Some(id)),
            None => Err(unknown()),
        })
    }

    async fn admit_text(&self, call: Call, program: Option<Program>) -> Result<Admitted, Refusal> {
        let Some(program) = program.filter(|program| program.documents.counts_text()) else {
            return self.take_in(call, None);
        };
        let Program { token, documents } = program;
        if !documents.runs_text() {
            let name = call.operation_name.as_deref();
            self.app.count_text(token, name, TextFate::Refused).await;
            return Err(not_registered());
        }
        let admitted = self.take_in(call, None)?;
        let name = admitted.operation_name();
        self.app.count_text(token, name, TextFate::Ran).await;
        Ok(admitted)
    }

    async fn judged(&self, text: &str, is_registered: bool) -> Result<Judged, Refusal> {
        let (judged, document) = self.kept.judge(text, is_registered)?;
        self.input_types.check(&document)?;
        self.fits(document).await?;
        Ok(judged)
    }

    /// Whether a document fits the schema, without executing anything of it.
    async fn fits(&self, document: ExecutableDocument) -> Result<(), Refusal> {
        let mut request = Request::new(String::new()).operation_name(NO_OPERATION);
        request.set_parsed_query(document);
        let errors: Vec<ServerError> = self.schema.execute(request).await.errors;
        if matches!(errors.as_slice(), [only] if only.message == NOTHING_MEANT) {
            return Ok(());
        }
        Err(outcome::refusal(RefusalCode::ValidationFailed, errors))
    }
}

fn unknown() -> Refusal {
    Refusal::new(
        RefusalCode::DocumentUnknown,
        "no document of the id in documentId is registered for the token that was sent",
    )
}

fn not_registered() -> Refusal {
    Refusal::new(
        RefusalCode::DocumentNotRegistered,
        "the token runs registered documents alone: register this one, and send its documentId",
    )
}
