//! Backups, as far as they are acts: that somebody took one out of the house is on record, and that the key was put on
//! paper.

use std::convert::Infallible;

use renkei_domain::record::Purpose;
use renkei_store::{Stop, StoreFault};

use crate::{App, Caller};

#[renkei_boxed::boxed]
impl App {
    /// Notes that a backup was taken; it lies whole on a disk by then. Who takes one is whoever runs the
    /// installation.
    ///
    /// # Errors
    /// A fault of the store; the backup is there all the same, and not on record.
    pub async fn note_backup(&self) -> Result<(), StoreFault> {
        let header = self.header(Caller::COMMAND, Purpose::TakeBackup);
        let ended = self.store.act::<(), Infallible, _>(&header, |work| {
            Box::pin(async move {
                work.note_backup();
                Ok(())
            })
        });
        noted(ended.await)
    }

    /// Notes that the sheet of the master key was made.
    ///
    /// # Errors
    /// A fault of the store; the sheet is there all the same, and not on record.
    pub async fn note_key_sheet(&self) -> Result<(), StoreFault> {
        let header = self.header(Caller::COMMAND, Purpose::PrintKeySheet);
        let ended = self.store.act::<(), Infallible, _>(&header, |work| {
            Box::pin(async move {
                work.note_key_sheet();
                Ok(())
            })
        });
        noted(ended.await)
    }
}

fn noted(ended: Result<(), Stop<Infallible>>) -> Result<(), StoreFault> {
    match ended {
        Ok(()) => Ok(()),
        Err(Stop::Fault(fault)) => Err(fault),
        Err(Stop::Refused(never)) => match never {},
    }
}
