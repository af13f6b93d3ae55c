//! The scalars of the schema.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::Scalar;

use crate::schema;

cynic::impl_scalar!(DateTime<Utc>, schema::DateTime);
cynic::impl_scalar!(NaiveDate, schema::Date);

/// 全国地方公共団体コード, six digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Scalar)]
pub struct MunicipalityCode(pub String);
