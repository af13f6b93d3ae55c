//! What shows a consent, scanned pages and signatures: in pieces, each sealed under the key of the person with its
//! place in the whole.

use renkei_domain::cases::case::Case;
use renkei_domain::consent::evidence::{Proof, ProofFormat};
use renkei_domain::ids::{AccountId, CaseId, ConsentId, EvidenceId, OrganizationId, PersonId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::Kept;
use crate::audit::Inside;
use crate::cases::{note_change, rows, write};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "evidence";
const PIECE: &str = "evidence_piece";

/// So many bytes of a page stand in one piece.
const PIECE_BYTES: usize = 64 * 1024;

/// A page as it is kept, without what stands on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEvidence {
    /// Its id.
    pub id: EvidenceId,
    /// As what it is kept.
    pub format: ProofFormat,
    /// The consents it shows.
    pub shows: Vec<ConsentId>,
    /// Who kept it, and when.
    pub kept: Kept,
}

/// A page with what stands on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedScan {
    /// The case by which somebody reads it.
    pub case: CaseId,
    /// The page, or the signature.
    pub proof: Proof,
}

/// Binds a piece to its page; its place is bound in besides.
fn cell(id: EvidenceId) -> Cell<'static> {
    Cell::of(PIECE, "body", id.uuid())
}

/// The pages of a person, in the order in which they came.
pub(super) async fn evidence_of(
    connection: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<KeptEvidence>, StoreFault> {
    let mut sql =
        Sql::new("SELECT consent_id, evidence_id FROM evidence_of_consent WHERE person_id = ");
    sql.bind(person.uuid()).push(" ORDER BY consent_id");
    let mut shown: Vec<(Uuid, ConsentId)> = Vec::new();
    for row in rows(connection, sql).await? {
        let consent = ConsentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        shown.push((row.try_get_by_index(1)?, consent));
    }
    let mut sql =
        Sql::new("SELECT id, format, recorded_by, recorded_at FROM evidence WHERE person_id = ");
    sql.bind(person.uuid()).push(" ORDER BY id");
    let found = rows(connection, sql).await?;
    let kept = found.iter().map(|row| {
        let id = row.try_get_by_index::<Uuid>(0)?;
        let format: String = row.try_get_by_index(1)?;
        let shows = shown.iter().filter(|(evidence, _)| *evidence == id);
        Ok(KeptEvidence {
            id: EvidenceId::from_uuid(id),
            format: code(TABLE, ProofFormat::from_code, &format)?,
            shows: shows.map(|(_, consent)| *consent).collect(),
            kept: Kept {
                by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
                at: Instant::from_micros(row.try_get_by_index(3)?),
            },
        })
    });
    kept.collect()
}

impl Store {
    /// A page of the person of a case with what stands on it, for whoever may read the consents of that case.
    ///
    /// # Errors
    /// When the database cannot be read, or a piece is not what was sealed.
    pub async fn scan_in_case(
        &self,
        case: &Case,
        id: EvidenceId,
    ) -> Result<Inside<Option<OpenedScan>>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT e.size, p.ordinal, p.body, e.format FROM evidence e JOIN evidence_piece p ON p.evidence_id = e.id \
             WHERE e.person_id = ",
        );
        sql.bind(case.person.uuid())
            .push(" AND e.id = ")
            .bind(id.uuid())
            .push(" ORDER BY p.ordinal");
        let found = rows(&self.reader, sql).await?;
        let Some(first) = found.first() else {
            return Ok(Inside::of(None));
        };
        let size: i64 = first.try_get_by_index(0)?;
        let format: String = first.try_get_by_index(3)?;
        let format = code(TABLE, ProofFormat::from_code, &format)?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[2]).await?;
        let mut bytes = Vec::new();
        for row in &found {
            let place = row.try_get_by_index::<i64>(1)?.to_string();
            let sealed: Vec<u8> = row.try_get_by_index(2)?;
            bytes.extend(opener.open(&cell(id).within(&place), &sealed)?);
        }
        // A piece that is gone would leave a page that says less than it did.
        if i64::try_from(bytes.len()) != Ok(size) {
            return Err(unreadable(PIECE, id));
        }
        let proof = Proof::read_back(format, bytes).ok_or_else(|| unreadable(PIECE, id))?;
        let case = case.id;
        Ok(Inside::of(Some(OpenedScan { case, proof })))
    }
}

impl Work {
    /// Keeps a page or a signature that shows some consents of the person of a case.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_evidence(
        &self,
        case: CaseId,
        of: (PersonId, OrganizationId),
        (id, proof): (EvidenceId, &Proof),
        (shows, kept): (&[ConsentId], Kept),
    ) -> Result<(), StoreFault> {
        let (person, organization) = of;
        let bytes = proof.bytes();
        let size = i64::try_from(bytes.len()).map_err(|_| unreadable(TABLE, id))?;
        let mut sql = Sql::new(
            "INSERT INTO evidence (id, person_id, organization_id, format, size, recorded_by, recorded_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(id.uuid()),
            Value::from(person.uuid()),
            Value::from(organization.uuid()),
            Value::from(proof.format().code()),
            Value::from(size),
            Value::from(kept.by.uuid()),
            Value::from(kept.at.micros()),
        ]));
        write(self, sql).await?;
        let owner = KeyOwner::Person(person);
        for (place, piece) in (0_i64..).zip(bytes.chunks(PIECE_BYTES)) {
            let within = place.to_string();
            let sealed = self
                .seal_bytes(owner, cell(id).within(&within), piece)
                .await?;
            let mut sql = Sql::new(
                "INSERT INTO evidence_piece (evidence_id, ordinal, person_id, body) VALUES ",
            );
            sql.add(Sql::row([
                Value::from(id.uuid()),
                Value::from(place),
                Value::from(person.uuid()),
                Value::from(sealed),
            ]));
            write(self, sql).await?;
        }
        for consent in shows {
            let mut sql = Sql::new(
                "INSERT INTO evidence_of_consent (consent_id, evidence_id, person_id) VALUES ",
            );
            sql.add(Sql::row([
                Value::from(consent.uuid()),
                Value::from(id.uuid()),
                Value::from(person.uuid()),
            ]));
            write(self, sql).await?;
        }
        let after = json!({ "evidence": id.to_string() });
        note_change(self, case, "consents", None, Some(after));
        Ok(())
    }

    /// The pages of the person of a case, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn evidence(&self, case: &Case) -> Result<Vec<KeptEvidence>, StoreFault> {
        evidence_of(self.connection(), case.person).await
    }
}
