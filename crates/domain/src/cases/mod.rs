//! Cases (支援ケース): what one agency keeps about helping one person. What the people at work may know is in
//! [`employment`].

pub mod employment;
