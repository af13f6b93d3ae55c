//! Every test that needs a database, HTTP or the whole workspace.

mod tidy;
