//! What must not outlive the bench, however it ends: its servers, the services that it started, their folders.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

type End = Box<dyn FnOnce() + Send>;

static LEFT: Mutex<BTreeMap<u64, End>> = Mutex::new(BTreeMap::new());
static NEXT: AtomicU64 = AtomicU64::new(0);
/// Held while something starts, until its guard is made.
static STARTING: Mutex<()> = Mutex::new(());

/// Ends what it stands for when it is dropped, or when the bench is told to stop.
pub(crate) struct Guard(u64);

/// Something that `end` ends.
pub(crate) fn guard(end: impl FnOnce() + Send + 'static) -> Guard {
    let rank = NEXT.fetch_add(1, Ordering::Relaxed);
    LEFT.lock().unwrap_or_else(PoisonError::into_inner).insert(rank, Box::new(end));
    Guard(rank)
}

/// Starts something and makes its guard, in one piece: a stop that comes meanwhile waits for the guard.
pub(crate) fn starting<T>(start: impl FnOnce() -> T) -> T {
    let _held = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    start()
}

impl Drop for Guard {
    fn drop(&mut self) {
        let end = LEFT.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
        if let Some(end) = end {
            end();
        }
    }
}

/// Ends everything, the newest first, once what starts has its guard. Nothing more starts while its answer is held.
pub(crate) fn end_all() -> MutexGuard<'static, ()> {
    let held = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let last = LEFT.lock().unwrap_or_else(PoisonError::into_inner).pop_last();
        match last {
            Some((_, end)) => end(),
            None => return held,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{Arc, Barrier, atomic::AtomicBool},
        thread,
        time::Duration,
    };

    use super::*;

    #[test]
    fn a_stop_waits_for_the_guard_of_what_is_starting_and_ends_it() {
        let (ended, begun) = (Arc::new(AtomicBool::new(false)), Arc::new(Barrier::new(2)));
        let starter = thread::spawn({
            let (ended, begun) = (Arc::clone(&ended), Arc::clone(&begun));
            move || {
                starting(|| {
                    begun.wait();
                    // A server that takes its time.
                    thread::sleep(Duration::from_millis(50));
                    guard(move || ended.store(true, Ordering::SeqCst))
                })
            }
        });
        begun.wait();
        let held = end_all();
        assert!(ended.load(Ordering::SeqCst), "it was left");
        drop(held);
        drop(starter.join().unwrap());
    }
}
