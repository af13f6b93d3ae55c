//! The permit: what the rule hands out, and nothing else can make.

use std::marker::PhantomData;

use super::Question;
use crate::consent::category::{Categories, InformationCategory};
use crate::consent::ledger::Ledger;
use crate::consent::means::Means;
use crate::consent::purpose::ConsentPurpose;
use crate::consent::recipient::RecipientId;
use crate::ids::{ConsentId, ExceptionId, OrganizationId, PersonId};

/// By what a category may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The person tells it.
    OwnWord,
    /// The person hears it.
    ToThePerson,
    /// The organization reads in its own record.
    OwnRecord,
    /// Somebody agreed.
    Consent(ConsentId),
    /// The law names a ground. Whoever writes it down keeps it from all who may not see the exception.
    Exception(ExceptionId),
}

/// That something of a person may be told now. Whatever gives it to somebody outside of the agency that leads takes
/// one: a record of what was told, by a consent or by an exception, and the copy of a consent that is cut to its
/// recipient.
///
/// Nobody outside of that agency reads of a person in renkei. Its staff read its own record ([`Basis::OwnRecord`]) and
/// the person what is kept of them ([`Basis::ToThePerson`]) by the rule of [access](crate::access), and take none:
/// each reader of the store starts from a scope of that rule, or from a case that came out by one. Those that start
/// from neither are named, with what their callers ask first, in `tests/all/access/readers.rs`.
///
/// It holds as long as the ledger it was decided by is at hand, in one transaction; it is neither copied nor kept,
/// since the person may change their mind the next moment. [`Permit::seq`] is the place of the last act that was
/// known: who claims a disclosure shows that none came after it.
///
/// Everybody may look at one:
///
/// ```
/// use renkei_domain::consent::{Ledger, Permit};
///
/// fn look<T: std::fmt::Debug>() {}
/// look::<Permit<'static>>();
/// fn pass<'l>(_: &'l Ledger, permit: Permit<'l>) -> Permit<'l> {
///     permit
/// }
/// ```
///
/// Nobody doubles one:
///
/// ```compile_fail,E0277
/// use renkei_domain::consent::{Ledger, Permit};
///
/// fn double<T: Clone>() {}
/// double::<Permit<'static>>();
/// ```
///
/// ```compile_fail,E0277
/// use renkei_domain::consent::{Ledger, Permit};
///
/// fn copy<T: Copy>() {}
/// copy::<Permit<'static>>();
/// ```
///
/// Nobody keeps one for later:
///
/// ```compile_fail
/// use renkei_domain::consent::{Ledger, Permit};
///
/// fn keep<'l>(_: &'l Ledger, permit: Permit<'l>) -> Permit<'static> {
///     permit
/// }
/// ```
///
/// And nobody makes or changes one:
///
/// ```compile_fail,E0616
/// use renkei_domain::consent::{Ledger, Permit};
///
/// fn change(permit: &mut Permit<'_>) {
///     permit.seq = 7;
/// }
/// ```
///
/// ```compile_fail,E0624
/// use renkei_domain::consent::{Ledger, Permit};
///
/// let make = Permit::granted;
/// ```
#[derive(Debug)]
#[must_use = "a permit is for something that is told now"]
pub struct Permit<'ledger> {
    person: PersonId,
    provider: Option<OrganizationId>,
    recipient: RecipientId,
    categories: Categories,
    bases: Vec<(InformationCategory, Basis)>,
    purpose: ConsentPurpose,
    means: Means,
    seq: i64,
    decided_by: PhantomData<&'ledger Ledger>,
}

impl<'ledger> Permit<'ledger> {
    /// What the rule hands out.
    pub(super) fn granted(
        ledger: &'ledger Ledger,
        question: &Question<'_>,
        bases: Vec<(InformationCategory, Basis)>,
    ) -> Self {
        Self {
            person: ledger.person,
            provider: question.actor.organization(),
            recipient: question.recipient.id(),
            categories: bases.iter().map(|(category, _)| *category).collect(),
            bases,
            purpose: question.purpose,
            means: question.means,
            seq: ledger.seq,
            decided_by: PhantomData,
        }
    }

    /// Of whom something may be told.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Who tells it (提供元); nobody where the person tells it.
    #[must_use]
    pub const fn provider(&self) -> Option<OrganizationId> {
        self.provider
    }

    /// Who hears it.
    #[must_use]
    pub const fn recipient(&self) -> RecipientId {
        self.recipient
    }

    /// What may be told.
    #[must_use]
    pub const fn categories(&self) -> &Categories {
        &self.categories
    }

    /// Whether a category is among it.
    #[must_use]
    pub fn covers(&self, category: InformationCategory) -> bool {
        self.categories.contains(&category)
    }

    /// By what each category may be told, for the provision record.
    #[must_use]
    pub fn bases(&self) -> &[(InformationCategory, Basis)] {
        &self.bases
    }

    /// What for.
    #[must_use]
    pub const fn purpose(&self) -> ConsentPurpose {
        self.purpose
    }

    /// By what means.
    #[must_use]
    pub const fn means(&self) -> Means {
        self.means
    }

    /// The place of the last act that the decision knew of.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        self.seq
    }
}
