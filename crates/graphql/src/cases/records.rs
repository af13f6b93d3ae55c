//! What was told of the person of a case and what came in about them, as types of the schema. Who reads which record
//! is decided by the application: one of what was told by an exception of the law is there for those who told or named
//! it alone.

use async_graphql::{Context, ID, Object, Result};
use renkei_app::provisions::read::{RecordsSpan, RecordsView};
use renkei_domain::consent::{ConsentPurpose, InformationCategory, Means};
use renkei_domain::ids::CaseId;
use renkei_domain::provisions::{NamedAgency, ObtainedHow, Provision, Receipt, ReceivedBy};

use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::failure::{FieldCode, refused};
use crate::scalars::{DateScalar, DateTimeScalar};

/// So many records are answered to whoever does not say how many.
const USUAL: usize = 20;

/// The most records of a page.
const MOST: usize = 50;

closed_list!(
    ObtainedHow,
    "ObtainedHow",
    "How whoever told something had come to know it (取得の経緯), which the law has a receiver ask.",
    |how| match how {
        ObtainedHow::FromPerson => "whoever is helped had said so themselves",
        ObtainedHow::FromFamily => "somebody at home, or a relative, had said so",
        ObtainedHow::InTheirWork => "seen or found while helping or treating somebody",
        ObtainedHow::FromOthers => "another agency had passed the news on before",
        ObtainedHow::NotSaid => "a question was asked, and the answer stayed open",
    }
);

closed_list!(
    ReceivedBy,
    "ReceivedBy",
    "By what somebody could tell it, as they said themselves.",
    |ground| match ground {
        ReceivedBy::Consent => "whoever it tells about had agreed beforehand",
        ReceivedBy::Law => "a statute names the ground, and nobody had to agree",
        ReceivedBy::NotAsked => "nobody found out so far; to be found out",
    }
);

/// How much of a list of records is asked for.
pub(crate) struct RecordsAsked {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
}

/// A page of something, with where the next one begins.
struct Cut<T> {
    nodes: Vec<T>,
    next: Option<ID>,
}

impl RecordsAsked {
    fn size(&self) -> Result<usize> {
        let size = self.first.map_or(Some(USUAL), |first| {
            let asked = usize::try_from(first).ok();
            asked.filter(|first| (1..=MOST).contains(first))
        });
        size.ok_or_else(|| {
            let message = format!("`first` is a number from 1 to {MOST}.");
            refused(FieldCode::PageSize, message)
        })
    }

    /// The records of the page. What follows one that is not among them cannot be said.
    fn cut<T>(&self, size: usize, all: Vec<T>, id_of: fn(&T) -> String) -> Result<Cut<T>> {
        let begin = match &self.after {
            None => Some(0),
            Some(after) => {
                let mut places = all.iter();
                let place = places.position(|one| id_of(one) == *after);
                place.map(|place| place + 1)
            }
        };
        let Some(begin) = begin else {
            let message = "`after` is the `next` of a page of these records.";
            return Err(refused(FieldCode::CursorUnreadable, message));
        };
        let has_more = all.len() > begin + size;
        let nodes: Vec<T> = all.into_iter().skip(begin).take(size).collect();
        let last = nodes.last().filter(|_| has_more);
        Ok(Cut {
            next: last.map(|one| ID(id_of(one))),
            nodes,
        })
    }
}

/// The records of a case, for staff who may read it.
async fn records(ctx: &Context<'_>, id: &ID) -> Result<Option<RecordsView>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<CaseId>() else {
        return Ok(None);
    };
    let span = RecordsSpan::default();
    let found = ours(asked.app.records(&asked.principal, id, span).await)?;
    // The person reads on pages of their own, where only what is meant for them stands.
    Ok(found.ok().filter(|view| !view.is_person))
}

fn id_of_told(one: &ProvisionRecordType) -> String {
    one.record.id.to_string()
}

fn id_of_heard(one: &ReceiptRecordType) -> String {
    one.receipt.id.to_string()
}

/// What was told of the person of a case, the newest first, where whoever asks may read it.
pub(crate) async fn case_provisions(
    ctx: &Context<'_>,
    id: &ID,
    asked: RecordsAsked,
) -> Result<Option<ProvisionRecordPage>> {
    let size = asked.size()?;
    let Some(view) = records(ctx, id).await? else {
        return Ok(None);
    };
    let told = view.file.provisions.iter().map(|kept| ProvisionRecordType {
        told_by: view
            .names
            .get(&kept.record.told_by)
            .map(ToString::to_string),
        record: kept.record.clone(),
    });
    let told: Vec<ProvisionRecordType> = told.collect();
    let cut = asked.cut(size, told, id_of_told)?;
    Ok(Some(ProvisionRecordPage(cut)))
}

/// What came in about the person of a case, the newest first, where whoever asks may read it.
pub(crate) async fn case_receipts(
    ctx: &Context<'_>,
    id: &ID,
    asked: RecordsAsked,
) -> Result<Option<ReceiptRecordPage>> {
    let size = asked.size()?;
    let Some(view) = records(ctx, id).await? else {
        return Ok(None);
    };
    let heard = view.file.receipts.iter().map(|receipt| ReceiptRecordType {
        noted_by: view.names.get(&receipt.noted_by).map(ToString::to_string),
        receipt: receipt.clone(),
    });
    let heard: Vec<ReceiptRecordType> = heard.collect();
    let cut = asked.cut(size, heard, id_of_heard)?;
    Ok(Some(ReceiptRecordPage(cut)))
}

/// A page of what was told.
pub(crate) struct ProvisionRecordPage(Cut<ProvisionRecordType>);

/// Some of what the agency of a case told about its person, the newest first.
#[Object(name = "ProvisionRecordPage")]
impl ProvisionRecordPage {
    /// Each time at which something was told, with the items the law asks for.
    async fn nodes(&self) -> &[ProvisionRecordType] {
        &self.0.nodes
    }

    /// Where to go on, as `after` takes it. Null at the end of the list.
    async fn next(&self) -> Option<&ID> {
        self.0.next.as_ref()
    }
}

/// A page of what came in.
pub(crate) struct ReceiptRecordPage(Cut<ReceiptRecordType>);

/// Some of what other agencies told the agency of a case about its person, the newest first.
#[Object(name = "ReceiptRecordPage")]
impl ReceiptRecordPage {
    /// Each time at which something came in, with from whom and how they knew.
    async fn nodes(&self) -> &[ReceiptRecordType] {
        &self.0.nodes
    }

    /// Where to go on, as `after` takes it. Null at the end of the list.
    async fn next(&self) -> Option<&ID> {
        self.0.next.as_ref()
    }
}

/// A record of what was told.
pub(crate) struct ProvisionRecordType {
    record: Provision,
    told_by: Option<String>,
}

/// One time at which something was told about the person of a case (提供記録), with the items of 個人情報保護法施行規則
/// 20条. It was made in the act of telling and never changes.
#[Object(name = "ProvisionRecord")]
impl ProvisionRecordType {
    /// Which it is among those of the case; a page of the list may go on after it.
    async fn id(&self) -> ID {
        ID(self.record.id.to_string())
    }

    /// The moment of telling, as whoever told it said.
    async fn told_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.record.at)
    }

    /// The moment of writing this down: the same as `toldAt`, or up to a month later.
    async fn noted_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.record.noted_at)
    }

    /// Which member of staff spoke, by name. Null where the account is known no more.
    async fn told_by(&self) -> Option<&str> {
        self.told_by.as_deref()
    }

    /// What the person was called then. Null where that was not known.
    async fn person(&self) -> Option<&str> {
        self.record.name.as_ref().map(|name| name.as_str())
    }

    /// Who heard it, as they were known on that day.
    async fn recipient(&self) -> RecordedAgencyType<'_> {
        RecordedAgencyType(&self.record.recipient)
    }

    /// What kinds of information were given away.
    async fn categories(&self) -> Vec<Word<InformationCategory>> {
        self.record.categories().into_iter().map(Word).collect()
    }

    /// What somebody was told it for: one of a closed list.
    async fn purpose(&self) -> Word<ConsentPurpose> {
        Word(self.record.purpose)
    }

    /// By what it was passed on: spoken, written, or sent.
    async fn means(&self) -> Word<Means> {
        Word(self.record.means)
    }

    /// Whether the law named the ground and nobody had agreed. Such records are answered to 管理者 and 虐待防止責任者 of
    /// the agency, and to nobody else.
    async fn is_excepted(&self) -> bool {
        self.record.exception().is_some()
    }
}

/// A record of what came in.
pub(crate) struct ReceiptRecordType {
    receipt: Receipt,
    noted_by: Option<String>,
}

/// Something that another agency, or somebody, told about the person of a case (受領記録), with what a receiver has to
/// ask by 個人情報保護法30条.
#[Object(name = "ReceiptRecord")]
impl ReceiptRecordType {
    /// Which it is among those of the case; a page of the list may go on after it.
    async fn id(&self) -> ID {
        ID(self.receipt.id.to_string())
    }

    /// The day on which staff heard or read it.
    async fn received_on(&self) -> DateScalar {
        DateScalar(self.receipt.on)
    }

    /// The moment of writing this down.
    async fn noted_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.receipt.noted_at)
    }

    /// Which member of staff wrote it, by name. Null where the account is known no more.
    async fn noted_by(&self) -> Option<&str> {
        self.noted_by.as_deref()
    }

    /// What the person was called then. Null where that was not known.
    async fn person(&self) -> Option<&str> {
        self.receipt.name.as_ref().map(|name| name.as_str())
    }

    /// Who told it, as they were known on that day.
    async fn source(&self) -> RecordedAgencyType<'_> {
        RecordedAgencyType(&self.receipt.from)
    }

    /// What kinds of information it was about.
    async fn categories(&self) -> Vec<Word<InformationCategory>> {
        self.receipt.categories.iter().copied().map(Word).collect()
    }

    /// What it said, in the words of whoever wrote it down. Null where nobody wrote more than what it was about.
    async fn body(&self) -> Option<&str> {
        self.receipt.what.as_ref().map(|what| what.as_str())
    }

    /// By what it came: spoken, written, or sent.
    async fn means(&self) -> Word<Means> {
        Word(self.receipt.means)
    }

    /// How whoever told it had come to know.
    async fn obtained(&self) -> Word<ObtainedHow> {
        Word(self.receipt.obtained)
    }

    /// By what they could tell it, in their own account.
    async fn ground(&self) -> Word<ReceivedBy> {
        Word(self.receipt.ground)
    }
}

/// Whom a record names.
pub(crate) struct RecordedAgencyType<'r>(&'r NamedAgency);

/// An agency, or somebody, as a record has to name them: by what was known on the day of telling.
#[Object(name = "RecordedAgency")]
impl RecordedAgencyType<'_> {
    /// What the office, or the person who spoke for nobody else, is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Who of them listened or spoke. Null where nobody wrote that down.
    async fn contact(&self) -> Option<&str> {
        self.0.contact.as_ref().map(|name| name.as_str())
    }

    /// The 法人 that runs the office. Null where none is known.
    async fn organization(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// Who represents that 法人 (代表者). Null where nobody is known.
    async fn representative(&self) -> Option<&str> {
        self.0.head.as_deref()
    }

    /// Where the office is, on one line. Null where that is not known.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closed_list::tests::shows_all;

    #[test]
    fn every_word_of_a_record_is_a_value_of_the_schema() {
        shows_all(ObtainedHow::ALL);
        shows_all(ReceivedBy::ALL);
    }

    fn asked(first: Option<i32>, after: Option<&str>) -> RecordsAsked {
        RecordsAsked {
            first,
            after: after.map(str::to_owned),
        }
    }

    #[test]
    fn pages_follow_each_other_and_end() {
        let all = || vec![5, 4, 3, 2, 1];
        let cut = |first, after: Option<&str>| {
            let asked = asked(Some(first), after);
            let size = asked.size().expect("a size");
            let cut = asked.cut(size, all(), i32::to_string);
            cut.map(|cut| (cut.nodes, cut.next.map(|next| next.0)))
        };
        let page = |nodes: &[i32], next: Option<&str>| (nodes.to_vec(), next.map(str::to_owned));
        assert_eq!(cut(2, None).ok(), Some(page(&[5, 4], Some("4"))));
        assert_eq!(cut(2, Some("4")).ok(), Some(page(&[3, 2], Some("2"))));
        assert_eq!(cut(2, Some("2")).ok(), Some(page(&[1], None)));
        assert_eq!(cut(5, None).ok(), Some(page(&[5, 4, 3, 2, 1], None)));
        assert_eq!(cut(2, Some("1")).ok(), Some(page(&[], None)));
        assert!(cut(2, Some("9")).is_err(), "it is not among them");
        for first in [0, -1, 51] {
            assert!(asked(Some(first), None).size().is_err(), "{first}");
        }
        assert_eq!(asked(None, None).size().ok(), Some(USUAL));
    }
}
