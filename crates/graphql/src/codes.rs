//! Closed lists of codes. What stands above a code says what it means: to who reads the documentation of this crate, and to
//! partners in the reference of the schema.

/// Declares a list: an enum with a code and a meaning for each of its values.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[doc = $meaning:literal])+ $variant:ident = $code:literal;)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $meaning])+ $variant),+
        }

        impl $name {
            /// Every code, in the order in which the documentation lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands in an answer.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What it means, in English.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($meaning),+).trim_ascii()),+ }
            }
        }
    };
}

pub(crate) use codes;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::{FieldCode, RefusalCode};

    #[test]
    fn a_partner_reads_of_every_code_what_it_means() {
        let of_fields = FieldCode::ALL.iter();
        let of_fields = of_fields.map(|code| (code.code(), code.meaning()));
        let of_calls = RefusalCode::ALL.iter();
        let of_calls = of_calls.map(|code| (code.code(), code.meaning()));
        let all: Vec<(&str, &str)> = of_fields.chain(of_calls).collect();
        let distinct: BTreeSet<&str> = all.iter().map(|(code, _)| *code).collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
        for (code, meaning) in all {
            assert!(
                meaning.len() > 20 && meaning.ends_with('.'),
                "{code}: {meaning}"
            );
            assert!(
                !meaning.contains("  ") && !meaning.contains('['),
                "{code}: {meaning}"
            );
        }
        let bad_paging = "`first`, `last`, `after` and `before` do not go together as given, or `page` is below 1.";
        assert_eq!(FieldCode::BadPaging.meaning(), bad_paging);
    }
}
