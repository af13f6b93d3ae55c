//! What was told of a person to whom ([`provision`], 提供記録), and what came in about them from whom ([`receipt`],
//! 受領記録). The law asks for a record of each (個人情報保護法29条・30条); here every disclosure has one, also to those
//! to whom the law does not ask for it, in the act in which it is told. What reached somebody whom it was not meant
//! for is an [`incident`].

pub mod agency;
pub mod incident;
pub mod provision;
pub mod receipt;
pub mod when;

pub use agency::NamedAgency;
pub use incident::{Incident, IncidentFault, IncidentStep, KeptIncident};
pub use provision::{
    KeptProvision, NotAProvision, Provision, ProvisionBasis, RecordReader, Telling, ToldHow,
};
pub use receipt::{ObtainedHow, Receipt, ReceiptFault, ReceivedBy};
pub use when::WhenFault;
