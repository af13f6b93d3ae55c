//! What benchmarks that ask over HTTP share: databases of real size, a client that costs little, many of it at once,
//! times, and what processors spent. Whatever goes wrong ends them there, and says where.

pub mod client;
pub mod ground;
pub mod load;
pub mod spent;
pub mod times;

use std::fmt::Display;

/// What must go well for anything to be measured.
///
/// # Panics
/// Where it did not.
#[track_caller]
pub fn fine<T, E: Display>(ended: Result<T, E>) -> T {
    ended.unwrap_or_else(|fault| panic!("{fault}"))
}

/// Waits for what is not measured.
pub fn awaited<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    fine(runtime).block_on(work)
}
