//! How far a file is: a bar on a terminal, a JSON line a second elsewhere.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use renkei_app::import::{Progress, Watcher};

use crate::voice;

/// How often a program is told.
const EVERY: Duration = Duration::from_secs(1);

/// The bar of one file.
#[derive(Clone)]
pub(super) struct Bar {
    file: Arc<str>,
    bar: ProgressBar,
    last: Arc<Mutex<Option<Instant>>>,
}

impl Bar {
    pub(super) fn new(file: &str) -> Self {
        let bar = if voice::is_terminal() {
            ProgressBar::new(0)
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) =
            ProgressStyle::with_template("{msg} [{bar:30}] {human_pos}/{human_len} ({elapsed})")
        {
            bar.set_style(style.progress_chars("=> "));
        }
        Self {
            file: Arc::from(file),
            bar,
            last: Arc::new(Mutex::new(None)),
        }
    }

    pub(super) fn watcher(&self) -> Watcher {
        let bar = self.clone();
        Arc::new(move |progress| match progress {
            Progress::Comparing { rows } => bar.show("読んでいます", "comparing", rows, None),
            Progress::Writing { rows, of } => bar.show("入れています", "writing", rows, Some(of)),
        })
    }

    pub(super) fn fetched(&self, bytes: u64, of: Option<u64>) {
        self.show("受け取っています", "fetching", bytes, of);
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    pub(super) fn show(&self, word: &'static str, step: &str, done: u64, of: Option<u64>) {
        if voice::is_terminal() {
            self.bar.set_message(word);
            self.bar.set_length(of.unwrap_or(done));
            self.bar.set_position(done);
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none_or(|last| last.elapsed() >= EVERY) {
            *last = Some(Instant::now());
            let line = serde_json::json!({ "event": "progress", "file": *self.file, "step": step, "done": done, "of": of });
            voice::print(&line.to_string());
        }
    }
}
