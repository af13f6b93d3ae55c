//! What was told of a person to whom ([`provision`], 提供記録). The law asks for a record of each (個人情報保護法29条);
//! here every disclosure has one, also to those to whom the law does not ask for it, in the act in which it is
//! told.

pub mod provision;

pub use provision::{
    ExceptionOf, KeptProvision, NamedRecipient, NotAProvision, Provision, ProvisionBasis,
    RecordReader, Spoken, Telling,
};
