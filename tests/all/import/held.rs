//! An edition whose second reading stops half-way: until a test lets it go on, or for good.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use renkei_app::import::edition::{Edition, FileEdition, TakeRow};
use renkei_app::import::{Progress, Watcher};
use renkei_exchange::finding::{FindingKind, RowFault};
use renkei_exchange::input::InputFault;
use renkei_tests::published::Row;
use tokio::sync::watch;

/// Rows of an edition that is held: enough for two parcels of 256 rows before [`HELD_BEFORE`].
pub(super) const ROWS: u32 = 700;
/// The row before which reading stops.
pub(super) const HELD_BEFORE: u64 = 600;
/// Rows that were taken when reading has stopped and writing waits for more. The first 200 of them
/// at least were written by then.
pub(super) const TAKEN: u64 = 512;

/// The rows of an edition that is held.
pub(super) fn rows() -> Vec<Row> {
    (1..=ROWS).map(Row::nth).collect()
}

/// An import reads an edition twice: for its keys, then to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    First = 0,
    Second = 1,
}

enum Then {
    /// Waits until the other end is gone.
    Wait(Mutex<mpsc::Receiver<()>>),
    /// Cannot be read any further, as from a disk that breaks.
    Break,
}

/// The edition.
pub(super) struct Held {
    inner: FileEdition,
    readings: AtomicU64,
    reading: Reading,
    before: u64,
    then: Then,
    arrived: watch::Sender<bool>,
}

/// Holds an edition; dropping it lets the edition go on.
pub(super) struct Holder {
    _gate: mpsc::Sender<()>,
    arrived: watch::Receiver<bool>,
    taken: watch::Receiver<u64>,
}

impl Holder {
    /// Waits until reading has stopped.
    pub(super) async fn has_stopped(&mut self) {
        drop(
            self.arrived
                .wait_for(|arrived| *arrived)
                .await
                .expect("it is read"),
        );
    }

    /// Waits until reading has stopped and all rows before were taken.
    pub(super) async fn is_half_written(&mut self) {
        self.has_stopped().await;
        drop(
            self.taken
                .wait_for(|rows| *rows >= TAKEN)
                .await
                .expect("it is written"),
        );
    }
}

/// Holds an edition before a row of a reading. The watcher must be handed to the import.
pub(super) fn hold(
    inner: FileEdition,
    reading: Reading,
    before: u64,
) -> (Arc<Held>, Holder, Watcher) {
    let (gate, opened) = mpsc::channel();
    let (arrived, arrival) = watch::channel(false);
    let (told, taken) = watch::channel(0);
    let held = Held {
        inner,
        readings: AtomicU64::new(0),
        reading,
        before,
        then: Then::Wait(Mutex::new(opened)),
        arrived,
    };
    let holder = Holder {
        _gate: gate,
        arrived: arrival,
        taken,
    };
    let watcher: Watcher = Arc::new(move |progress| {
        if let Progress::Writing { rows, .. } = progress {
            told.send_replace(rows);
        }
    });
    (Arc::new(held), holder, watcher)
}

/// An edition that breaks off when it is read to be written.
pub(super) fn breaking(inner: FileEdition) -> Arc<Held> {
    Arc::new(Held {
        inner,
        readings: AtomicU64::new(0),
        reading: Reading::Second,
        before: HELD_BEFORE,
        then: Then::Break,
        arrived: watch::Sender::new(false),
    })
}

impl Edition for Held {
    fn header(&self) -> Vec<String> {
        self.inner.header()
    }

    fn each(&self, take: &mut TakeRow<'_>) -> Result<(), InputFault> {
        let reading = self.readings.fetch_add(1, Ordering::SeqCst);
        let is_meant = reading == self.reading as u64;
        let mut rows = 0;
        self.inner.each(&mut |row| {
            rows += 1;
            if is_meant && rows == self.before {
                self.arrived.send_replace(true);
                match &self.then {
                    Then::Wait(gate) => {
                        let gate = gate.lock().unwrap_or_else(PoisonError::into_inner);
                        // Nothing is ever sent: this ends when the other end is dropped.
                        let _ = gate.recv();
                    }
                    Then::Break => {
                        let _ = take(Err(RowFault {
                            line: rows + 1,
                            kind: FindingKind::FileUnreadable,
                            message: "ここから先を読めませんでした".to_owned(),
                            raw: Vec::new(),
                        }));
                        return ControlFlow::Break(());
                    }
                }
            }
            take(row)
        })
    }
}
