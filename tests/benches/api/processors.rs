//! Which processor is whose.

use std::process::{Command, Stdio};

/// The processor of the server that is asked.
const SERVER: &str = "0";
/// That of who asks.
const CLIENTS: &str = "1";

/// Whether servers and clients were parted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Processors {
    are_parted: bool,
}

impl Processors {
    /// Leaves the first processor to the servers: this process, and what it starts from now on, stays on the second.
    /// Where there is one alone, or no `taskset`, everybody shares what there is.
    pub(super) fn part() -> Self {
        let own = std::process::id().to_string();
        let parted = Command::new("taskset")
            .args(["--cpu-list", "--pid", CLIENTS, &own])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let are_parted = parted.is_ok_and(|status| status.success());
        if are_parted {
            println!("each server on processor {SERVER}, who asks on processor {CLIENTS}");
        } else {
            println!("servers and who asks share every processor: taskset could not part them");
        }
        Self { are_parted }
    }

    /// A server, on the processor of servers.
    pub(super) fn of_server(self, server: Command) -> Command {
        if !self.are_parted {
            return server;
        }
        let mut placed = Command::new("taskset");
        placed
            .args(["--cpu-list", SERVER])
            .arg(server.get_program())
            .args(server.get_args())
            .stdin(Stdio::null());
        for (name, value) in server.get_envs() {
            match value {
                Some(value) => placed.env(name, value),
                None => placed.env_remove(name),
            };
        }
        placed
    }
}
