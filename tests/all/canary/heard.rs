//! The log of this process, every line of it.

use std::io;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// What was logged so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    /// All lines.
    pub(crate) fn lines(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl io::Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

static HEARD: LazyLock<Heard> = LazyLock::new(|| {
    let heard = Heard::default();
    let writer = heard.clone();
    // As talkative as an operator can make it and still read it.
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    heard
});

/// Listens from now on, in this process.
pub(crate) fn listen() -> Heard {
    HEARD.clone()
}
