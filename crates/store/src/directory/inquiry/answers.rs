//! What agencies answered, as it was said, and who there said it: sealed under the key of the network that asks.

use renkei_domain::audit::{Seen, SeenKind};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    AnsweredGroup, Inquiry, InquiryAnswer, ProposedField, ProposedValue, Reply, Said, Wished,
};
use renkei_domain::ids::{AccountId, InquiryAnswerId, InquiryId, ResourceId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::contacts::{account, cell, groups_text, read_said, written};
use crate::audit::{Inside, Restricted};
use crate::cases::{rows, write};
use crate::directory::words::{code, line_opt, prose_opt, text_opt};
use crate::fault::StoreFault;
use crate::keys::{KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

pub(super) const ANSWER: &str = "inquiry_answer";

/// What is sealed of an answer.
#[derive(Serialize, Deserialize)]
pub(super) struct SaidOfAnswer {
    groups: Vec<SaidOfGroup>,
    without_names: bool,
    fax_only: bool,
    pub(super) name: Option<String>,
    pub(super) role: Option<String>,
    /// What was taken of the wishes, once somebody decided.
    #[serde(default)]
    taken: Option<SaidOfWishes>,
}

#[derive(Serialize, Deserialize)]
struct SaidOfWishes {
    without_names: bool,
    fax_only: bool,
}

#[derive(Serialize, Deserialize)]
struct SaidOfGroup {
    group: String,
    is_correct: bool,
    /// Of each field what stands there from now on, or that nothing does.
    values: Vec<(String, Option<String>)>,
    words: Option<String>,
}

/// The answers to an inquiry about an entry.
#[derive(Debug)]
pub struct InquiryAnswers {
    /// The entry.
    pub resource: ResourceId,
    /// The answers, the oldest first.
    pub answers: Vec<InquiryAnswer>,
}

impl Restricted for InquiryAnswers {
    /// Who answered is somebody at the agency.
    fn seen(&self, seen: &mut Vec<Seen>) {
        let named = self.answers.iter();
        let named = named.filter(|answer| answer.reply.name.is_some());
        seen.extend(named.map(|answer| Seen {
            kind: SeenKind::ContactPerson,
            of: Some(self.resource.uuid()),
            id: answer.id.uuid(),
        }));
    }
}

fn read_answered(said: SaidOfGroup) -> Result<AnsweredGroup, StoreFault> {
    let group = code(ANSWER, FieldGroup::from_code, &said.group)?;
    if said.is_correct {
        return Ok(AnsweredGroup {
            group,
            said: Said::Correct,
        });
    }
    let values = said.values.iter().map(|(field, value)| {
        Ok(ProposedValue {
            field: code(ANSWER, ProposedField::from_code, field)?,
            value: line_opt(ANSWER, value.as_deref())?,
        })
    });
    Ok(AnsweredGroup {
        group,
        said: Said::Changed {
            values: values.collect::<Result<_, StoreFault>>()?,
            words: prose_opt(ANSWER, said.words.as_deref())?,
        },
    })
}

fn read_answer(row: &QueryResult, opener: &Opener) -> Result<InquiryAnswer, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(ANSWER, id), row, 5)?;
    let said: SaidOfAnswer = read_said(ANSWER, &text)?;
    let channel: String = row.try_get_by_index(3)?;
    let groups = said.groups.into_iter().map(read_answered);
    let taken_by = account(row, 4)?;
    let reply = Reply {
        groups: groups.collect::<Result<_, _>>()?,
        without_names: said.without_names,
        fax_only: said.fax_only,
        name: line_opt(ANSWER, said.name.as_deref())?,
        role: line_opt(ANSWER, said.role.as_deref())?,
    };
    let taken = said.taken.map(|taken| Wished {
        without_names: taken.without_names,
        fax_only: taken.fax_only,
    });
    Ok(InquiryAnswer {
        id: InquiryAnswerId::from_uuid(id),
        inquiry: InquiryId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        at: Instant::from_micros(row.try_get_by_index(2)?),
        channel: code(ANSWER, CallChannel::from_code, &channel)?,
        taken_by,
        // Whoever types an answer in takes its wishes with it.
        taken: taken.or_else(|| taken_by.map(|_| reply.wished())),
        reply,
    })
}

async fn answers_to(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    id: InquiryId,
) -> Result<Vec<InquiryAnswer>, StoreFault> {
    let sql = Sql::with(
        "SELECT id, inquiry_id, answered_at, channel, taken_by, said FROM inquiry_answer \
         WHERE inquiry_id = ? ORDER BY answered_at, id",
        [id.uuid().into()],
    );
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[5]).await?;
    found.iter().map(|row| read_answer(row, &opener)).collect()
}

impl SaidOfAnswer {
    fn of(answer: &InquiryAnswer) -> Self {
        let reply = &answer.reply;
        let groups = reply.groups.iter().map(|answered| {
            let (is_correct, values, words) = match &answered.said {
                Said::Correct => (true, Vec::new(), None),
                Said::Changed { values, words } => {
                    let values = values.iter();
                    let values = values
                        .map(|one| (one.field.code().to_owned(), text_opt(one.value.as_ref())));
                    (false, values.collect(), words.as_ref())
                }
            };
            SaidOfGroup {
                group: answered.group.code().to_owned(),
                is_correct,
                values,
                words: words.map(ToString::to_string),
            }
        });
        Self {
            groups: groups.collect(),
            without_names: reply.without_names,
            fax_only: reply.fax_only,
            name: text_opt(reply.name.as_ref()),
            role: text_opt(reply.role.as_ref()),
            taken: answer.taken.map(|taken| SaidOfWishes {
                without_names: taken.without_names,
                fax_only: taken.fax_only,
            }),
        }
    }
}

impl Store {
    /// Every answer to an inquiry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_answers(
        &self,
        inquiry: &Inquiry,
    ) -> Result<Inside<InquiryAnswers>, StoreFault> {
        let answers = answers_to(&self.reader, &self.keys, inquiry.id).await?;
        Ok(Inside::of(InquiryAnswers {
            resource: inquiry.resource,
            answers,
        }))
    }
}

impl Work {
    /// Every answer to an inquiry inside an act, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_answers(&self, id: InquiryId) -> Result<Vec<InquiryAnswer>, StoreFault> {
        answers_to(self.connection(), self.keys(), id).await
    }

    /// Keeps an answer as it came.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_inquiry_answer(
        &self,
        inquiry: &Inquiry,
        answer: &InquiryAnswer,
    ) -> Result<(), StoreFault> {
        let said = self.sealed_answer(inquiry, answer).await?;
        let mut sql = Sql::new(
            "INSERT INTO inquiry_answer (id, inquiry_id, network_id, answered_at, channel, taken_by, said) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(answer.id.uuid()),
            Value::from(inquiry.id.uuid()),
            Value::from(inquiry.network.uuid()),
            Value::from(answer.at.micros()),
            Value::from(answer.channel.code()),
            Value::from(answer.taken_by.map(AccountId::uuid)),
            Value::from(said),
        ]));
        write(self, sql).await?;
        let groups: Vec<FieldGroup> = answer.reply.groups.iter().map(|one| one.group).collect();
        let after = json!({
            "inquiry": inquiry.id.to_string(),
            "answered": groups_text(&groups),
            "channel": answer.channel.code(),
        });
        self.note_asking(inquiry.resource, None, Some(after.to_string()));
        Ok(())
    }

    /// Keeps with an answer what was taken of its wishes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_wishes_of_answer(
        &self,
        inquiry: &Inquiry,
        answer: &InquiryAnswer,
    ) -> Result<(), StoreFault> {
        let said = self.sealed_answer(inquiry, answer).await?;
        let mut sql = Sql::new("UPDATE inquiry_answer SET said = ");
        sql.bind(said).push(" WHERE id = ").bind(answer.id.uuid());
        write(self, sql).await?;
        let taken = answer.taken.unwrap_or_default();
        let after = json!({
            "inquiry": inquiry.id.to_string(),
            "answer": answer.id.to_string(),
            "without_names": taken.without_names,
            "fax_only": taken.fax_only,
        });
        self.note_asking(inquiry.resource, None, Some(after.to_string()));
        Ok(())
    }

    async fn sealed_answer(
        &self,
        inquiry: &Inquiry,
        answer: &InquiryAnswer,
    ) -> Result<Vec<u8>, StoreFault> {
        let said = written(ANSWER, &SaidOfAnswer::of(answer))?;
        let owner = KeyOwner::Network(inquiry.network);
        let cell = cell(ANSWER, answer.id.uuid());
        self.seal_text(owner, cell, &said).await
    }
}
