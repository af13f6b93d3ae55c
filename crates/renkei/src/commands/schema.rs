//! `renkei schema`: the GraphQL schema as SDL on the standard output, whoever reads it. It is what
//! `schema.graphql` holds and what tools of partners are made from.

use renkei_graphql::Api;

use crate::{Ended, voice};

pub(super) fn run() -> Ended {
    voice::print(Api::sdl().trim_end());
    Ended::Done
}
