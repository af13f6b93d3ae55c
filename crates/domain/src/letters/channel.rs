//! Every way by which something leaves the house.

use crate::words::word_list;

word_list! {
    /// A way out of the house. Whatever sends registers here, so that the search for client data in
    /// everything that goes out can walk this one list.
    OutgoingChannel {
        Smtp = "smtp", "メール";
    }
}
