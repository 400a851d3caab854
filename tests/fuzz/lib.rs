//! What the targets share: a table read from bytes, with what is true of any that was read.

use std::{
    cell::RefCell,
    io::{Seek, Write},
    ops::ControlFlow,
};

use tableaux::{CELLULE, TableauError, parcourir};
use tempfile::NamedTempFile;

thread_local! {
    /// The file of the table: made once.
    static FICHIER: RefCell<NamedTempFile> = RefCell::new(NamedTempFile::new().expect("a temporary file"));
}

/// Reads a table: its lines come in their order, within the bounds of a table, and what cannot be read is the fault of the
/// file and not of the machine.
pub fn table(bytes: &[u8]) {
    FICHIER.with_borrow_mut(|file| {
        file.as_file().set_len(0).expect("the file is cut");
        file.rewind().expect("the file is read from its beginning");
        file.write_all(bytes).expect("the file is written");
        let mut last = 0;
        let read = parcourir(file.path(), &mut |ligne| {
            assert!(ligne.rang > last, "line {} after line {last}", ligne.rang);
            assert!(ligne.cellules.len() <= 300, "{} columns", ligne.cellules.len());
            assert!(ligne.cellules.iter().all(|cell| cell.chars().count() <= CELLULE && cell.trim() == cell), "{ligne:?}");
            assert!(ligne.cellules.iter().any(|cell| !cell.is_empty()), "a blank line is no line");
            last = ligne.rang;
            ControlFlow::Continue(())
        });
        assert!(!matches!(read, Err(TableauError::Io(_))), "{read:?}");
    });
}
