//! Keeping who was called. Messages, marks and answers are written once; of an answer it changes whether it counts.

use renkei_domain::conference::invitation::{
    AboutHow, Doubt, GivenReply, Invitation, Mark, Notice, PhoneOutcome, Reply,
};
use renkei_domain::ids::{AccountId, ConferenceNoticeId, ProvisionId};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use sea_orm::Value;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::said::{SaidOfInvitation, SaidOfMark, SaidOfNotice, SaidOfReply};
use super::{INVITATION, MARK, NOTICE, REPLY};
use crate::cases::note_change;
use crate::conference::history::CALLS;
use crate::conference::read::cell;
use crate::conference::said::written;
use crate::conference::write::{place_of, put};
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::work::Work;

fn text(line: Option<&Line>) -> Option<String> {
    line.map(ToString::to_string)
}

fn number(table: &'static str, number: u32) -> Result<i32, StoreFault> {
    i32::try_from(number).map_err(|_| unreadable(table, number))
}

impl Work {
    /// Keeps somebody who was called, in place of how they were.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_conference_invitation(
        &self,
        before: Option<&Invitation>,
        invitation: &Invitation,
    ) -> Result<(), StoreFault> {
        self.put_invitation(invitation).await?;
        let known = |id: ConferenceNoticeId| {
            let mut notices = before.iter().flat_map(|before| &before.notices);
            notices.find(|notice| notice.id == id)
        };
        for (place, notice) in invitation.notices.iter().enumerate() {
            let known = known(notice.id);
            if known.is_none() {
                self.put_notice(invitation, (place, notice)).await?;
            }
            let marked = known.map_or(0, |known| known.marks.len());
            for (place, mark) in notice.marks.iter().enumerate().skip(marked) {
                self.put_mark(invitation, notice, (place, mark)).await?;
            }
        }
        for (place, reply) in invitation.replies.iter().enumerate() {
            let known = before.and_then(|before| before.replies.get(place));
            if known != Some(reply) {
                self.put_reply(invitation, (place, reply)).await?;
            }
        }
        let (was, is) = (before.map(logged), logged(invitation));
        note_change(self, invitation.case, CALLS, was, Some(is));
        Ok(())
    }

    async fn sealed(
        &self,
        invitation: &Invitation,
        (table, id): (&'static str, Uuid),
        said: &(impl Serialize + Sync),
    ) -> Result<Vec<u8>, StoreFault> {
        let owner = KeyOwner::Person(invitation.person);
        let said = written(table, said)?;
        self.seal_text(owner, cell(table, id), &said).await
    }

    async fn put_invitation(&self, one: &Invitation) -> Result<(), StoreFault> {
        let told = one.told.as_ref();
        let said = SaidOfInvitation {
            name: one.name.to_string(),
            heard_by: text(told.and_then(|told| told.heard_by.as_ref())),
        };
        let said = self.sealed(one, (INVITATION, one.id.uuid()), &said).await?;
        let columns = [
            "id",
            "conference_id",
            "person_id",
            "organization_id",
            "case_id",
            "participant_id",
            "code",
            "told_how",
            "told_at",
            "told_by",
            "record_id",
            "made_by",
            "made_at",
            "version",
            "said",
        ];
        let values = [
            Value::from(one.id.uuid()),
            Value::from(one.conference.uuid()),
            Value::from(one.person.uuid()),
            Value::from(one.organization.uuid()),
            Value::from(one.case.uuid()),
            Value::from(one.participant.uuid()),
            Value::from(one.code.letters()),
            Value::from(told.map(|told| told.how).map(AboutHow::code)),
            Value::from(told.map(|told| told.at.micros())),
            Value::from(told.map(|told| told.by).map(AccountId::uuid)),
            Value::from(told.map(|told| told.record).map(ProvisionId::uuid)),
            Value::from(one.made_by.uuid()),
            Value::from(one.made_at.micros()),
            Value::from(one.version),
            Value::from(said),
        ];
        put(self, INVITATION, &columns, values).await
    }

    async fn put_notice(
        &self,
        invitation: &Invitation,
        (place, notice): (usize, &Notice),
    ) -> Result<(), StoreFault> {
        let said = SaidOfNotice {
            target: text(notice.way.target.as_ref()),
        };
        let said = self
            .sealed(invitation, (NOTICE, notice.id.uuid()), &said)
            .await?;
        let columns = [
            "id",
            "invitation_id",
            "person_id",
            "place",
            "says",
            "sequence",
            "stamped_at",
            "begins_at",
            "minutes",
            "of_conference",
            "channel",
            "leaves_at",
            "said",
        ];
        let values = [
            Value::from(notice.id.uuid()),
            Value::from(invitation.id.uuid()),
            Value::from(invitation.person.uuid()),
            Value::from(place_of(place)?),
            Value::from(notice.says.code()),
            Value::from(number(NOTICE, notice.version.sequence)?),
            Value::from(notice.version.stamped_at.micros()),
            Value::from(notice.told.begins.micros()),
            Value::from(i32::from(notice.told.minutes)),
            Value::from(number(NOTICE, notice.told.of_conference)?),
            Value::from(notice.way.channel.code()),
            Value::from(notice.leaves_at.micros()),
            Value::from(said),
        ];
        put(self, NOTICE, &columns, values).await
    }

    async fn put_mark(
        &self,
        invitation: &Invitation,
        notice: &Notice,
        (place, mark): (usize, &Mark),
    ) -> Result<(), StoreFault> {
        let said = SaidOfMark {
            evidence: text(mark.evidence.as_ref()),
        };
        let said = self
            .sealed(invitation, (MARK, mark.id.uuid()), &said)
            .await?;
        let columns = [
            "id",
            "notice_id",
            "person_id",
            "place",
            "state",
            "phone",
            "at",
            "by_id",
            "said",
        ];
        let values = [
            Value::from(mark.id.uuid()),
            Value::from(notice.id.uuid()),
            Value::from(invitation.person.uuid()),
            Value::from(place_of(place)?),
            Value::from(mark.state.code()),
            Value::from(mark.phone.map(PhoneOutcome::code)),
            Value::from(mark.at.micros()),
            Value::from(mark.by.map(AccountId::uuid)),
            Value::from(said),
        ];
        put(self, MARK, &columns, values).await
    }

    async fn put_reply(
        &self,
        invitation: &Invitation,
        (place, reply): (usize, &GivenReply),
    ) -> Result<(), StoreFault> {
        let substitute = match &reply.reply {
            Reply::Substitute { name } => Some(name),
            Reply::Coming | Reply::NotComing | Reply::Part(_) => None,
        };
        let part = match &reply.reply {
            Reply::Part(part) => Some(*part),
            Reply::Coming | Reply::NotComing | Reply::Substitute { .. } => None,
        };
        let said = SaidOfReply {
            substitute: text(substitute),
            wishes: wishes_of(reply),
            note: reply.note.as_ref().map(Prose::to_string),
            from: text(reply.from.as_ref()),
        };
        let said = self
            .sealed(invitation, (REPLY, reply.id.uuid()), &said)
            .await?;
        let columns = [
            "id",
            "invitation_id",
            "person_id",
            "place",
            "reply",
            "part_from",
            "part_until",
            "channel",
            "sequence",
            "given_at",
            "noted_at",
            "by_id",
            "standing",
            "doubt",
            "decided_by",
            "said",
        ];
        let values = [
            Value::from(reply.id.uuid()),
            Value::from(invitation.id.uuid()),
            Value::from(invitation.person.uuid()),
            Value::from(place_of(place)?),
            Value::from(reply.reply.kind().code()),
            Value::from(part.map(|part| i32::from(part.from()))),
            Value::from(part.map(|part| i32::from(part.until()))),
            Value::from(reply.channel.code()),
            Value::from(number(REPLY, reply.sequence)?),
            Value::from(reply.given_at.micros()),
            Value::from(reply.noted_at.micros()),
            Value::from(reply.by.map(AccountId::uuid)),
            Value::from(reply.standing.code()),
            Value::from(reply.doubt.map(Doubt::code)),
            Value::from(reply.decided_by.map(AccountId::uuid)),
            Value::from(said),
        ];
        put(self, REPLY, &columns, values).await
    }
}

fn wishes_of(reply: &GivenReply) -> Vec<String> {
    let wishes = reply.wishes.iter();
    wishes.map(|wish| wish.code().to_owned()).collect()
}

/// What the log, which is sealed, keeps of somebody who was called.
fn logged(one: &Invitation) -> serde_json::Value {
    let notices = one.notices.iter().map(|notice| {
        let marks = notice.marks.iter().map(|mark| {
            json!({
                "state": mark.state.code(),
                "phone": mark.phone.map(PhoneOutcome::code),
                "at": mark.at.rfc3339(),
                "evidence": text(mark.evidence.as_ref()),
            })
        });
        json!({
            "says": notice.says.code(),
            "sequence": notice.version.sequence,
            "begins_at": notice.told.begins.rfc3339(),
            "channel": notice.way.channel.code(),
            "target": text(notice.way.target.as_ref()),
            "marks": marks.collect::<Vec<_>>(),
        })
    });
    let replies = one.replies.iter().map(|reply| {
        json!({
            "reply": reply.reply.kind().code(),
            "channel": reply.channel.code(),
            "wishes": wishes_of(reply),
            "note": reply.note.as_ref().map(Prose::to_string),
            "given_at": reply.given_at.rfc3339(),
            "standing": reply.standing.code(),
            "doubt": reply.doubt.map(Doubt::code),
        })
    });
    let told = one.told.as_ref();
    json!({
        "id": one.id.to_string(),
        "conference": one.conference.to_string(),
        "name": one.name.to_string(),
        "notices": notices.collect::<Vec<_>>(),
        "replies": replies.collect::<Vec<_>>(),
        "told_how": told.map(|told| told.how.code()),
        "told_at": told.map(|told| told.at).map(Instant::rfc3339),
    })
}
