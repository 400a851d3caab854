//! What must not outlive the bench, however it ends: its servers, the services that it started, their folders.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

type End = Box<dyn FnOnce() + Send>;

static LEFT: Mutex<BTreeMap<u64, End>> = Mutex::new(BTreeMap::new());
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Ends what it stands for when it is dropped, or when the bench is told to stop.
pub(crate) struct Guard(u64);

/// Something that `end` ends.
pub(crate) fn guard(end: impl FnOnce() + Send + 'static) -> Guard {
    let rank = NEXT.fetch_add(1, Ordering::Relaxed);
    LEFT.lock().unwrap_or_else(PoisonError::into_inner).insert(rank, Box::new(end));
    Guard(rank)
}

impl Drop for Guard {
    fn drop(&mut self) {
        let end = LEFT.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
        if let Some(end) = end {
            end();
        }
    }
}

/// Ends everything, the newest first.
pub(crate) fn end_all() {
    loop {
        let last = LEFT.lock().unwrap_or_else(PoisonError::into_inner).pop_last();
        match last {
            Some((_, end)) => end(),
            None => return,
        }
    }
}
