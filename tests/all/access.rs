//! Who may do what: every case of the rule in one file, the rule and the lists of the store over random
//! worlds, the rule with each of its parts taken away, what every reader of clients asks first, strangers at every door,
//! and every id of a neighbour tried everywhere.

mod dice;
mod enter;
mod enter_cases;
mod enter_letters;
mod lists;
mod matrix;
mod misreadings;
mod mutants;
mod narrowed;
mod principals;
mod queued;
mod readers;
mod shares;
mod stranger;
pub(crate) mod sweep;
mod worlds;
