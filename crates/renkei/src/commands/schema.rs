//! `renkei schema`: the GraphQL schema as SDL on the standard output, whoever reads it. It is what
//! `schema.graphql` holds and what tools of partners are made from; with `--federation` what tools make a graph of several
//! from.

use clap::Args;
use renkei_graphql::Api;

use crate::{Ended, voice};

/// In which form it is printed.
#[derive(Debug, Args)]
pub struct Arguments {
    /// As a subgraph of a federated graph, as `_service` tells it
    #[arg(long)]
    federation: bool,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    if arguments.federation {
        voice::print(Api::subgraph_sdl().trim_end());
    } else {
        voice::print(Api::sdl().trim_end());
    }
    Ended::Done
}
