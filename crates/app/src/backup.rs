//! Backups, as far as they are acts: that somebody took one out of the house is on record.

use std::convert::Infallible;

use renkei_domain::record::Purpose;
use renkei_store::{Stop, StoreFault};

use crate::{App, Caller};

impl App {
    /// Notes that a backup was taken; it lies whole on a disk by then. Who takes one is whoever runs the
    /// installation.
    ///
    /// # Errors
    /// A fault of the store; the backup is there all the same, and not on record.
    pub async fn note_backup(&self) -> Result<(), StoreFault> {
        let header = self.header(Caller::COMMAND, Purpose::TakeBackup);
        let ended = self
            .store
            .act::<(), Infallible, _>(&header, |work| {
                Box::pin(async move {
                    work.note_backup();
                    Ok(())
                })
            })
            .await;
        match ended {
            Ok(()) => Ok(()),
            Err(Stop::Fault(fault)) => Err(fault),
            Err(Stop::Refused(never)) => match never {},
        }
    }
}
