//! The bytes of a file that somebody sends as a table.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plie_fuzz::table(bytes));
