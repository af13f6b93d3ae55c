//! Addresses of one thing inside a network or an organization: a file that was handed in, a membership.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{MembershipId, NetworkId, OrganizationId, UploadId};
use serde::Deserialize;

use super::Sampled;

/// Declares a path of one file that was handed in for an import.
macro_rules! upload_paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            /// The network's id.
            pub id: String,
            /// The file's id.
            pub upload: String,
        }

        impl $name {
            /// The page of a file.
            #[must_use]
            pub fn of(network: NetworkId, upload: UploadId) -> Self {
                Self {
                    id: network.to_string(),
                    upload: upload.to_string(),
                }
            }
        }

        impl Sampled for $name {
            fn sample() -> Self {
                Self {
                    id: "01932f00-0000-7000-8000-000000000001".to_owned(),
                    upload: "01932f00-0000-7009-8000-000000000001".to_owned(),
                }
            }
        }
    )+};
}

upload_paths! {
    /// A file: its first rows, how far its import is, or what came of it.
    UploadPath = "/networks/{id}/import/{upload}";
    /// Which column of a list holds what.
    UploadColumnsPath = "/networks/{id}/import/{upload}/columns";
    /// Which table of a file is meant that holds several.
    UploadTablePath = "/networks/{id}/import/{upload}/table";
    /// Beginning the import of a file.
    UploadStartPath = "/networks/{id}/import/{upload}/start";
    /// Throwing a file away that waits.
    UploadDiscardPath = "/networks/{id}/import/{upload}/discard";
    /// The report of an import for a spreadsheet.
    UploadCsvPath = "/networks/{id}/import/{upload}/report.csv";
    /// The report of an import for programs.
    UploadJsonPath = "/networks/{id}/import/{upload}/report.json";
    /// Taking a whole import back.
    UploadUndoPath = "/networks/{id}/import/{upload}/undo";
}

/// Declares a path of one membership.
macro_rules! ending_paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal of $of:ty, $sample:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            /// The id of the network or the organization.
            pub id: String,
            /// The membership's id.
            pub membership: String,
        }

        impl $name {
            /// The page for ending a membership.
            #[must_use]
            pub fn of(id: $of, membership: MembershipId) -> Self {
                Self {
                    id: id.to_string(),
                    membership: membership.to_string(),
                }
            }
        }

        impl Sampled for $name {
            fn sample() -> Self {
                Self {
                    id: $sample.to_owned(),
                    membership: "01932f00-0000-7001-8000-000000000001".to_owned(),
                }
            }
        }
    )+};
}

ending_paths! {
    /// Ending a membership, as a network does.
    EndMembershipPath = "/networks/{id}/members/end/{membership}" of NetworkId,
        "01932f00-0000-7000-8000-000000000001";
    /// Ending a membership, as an organization does.
    EndStaffPath = "/organizations/{id}/members/end/{membership}" of OrganizationId,
        "01932f00-0000-7001-8000-000000000501";
}
