//! Tables that people send: CSV as any spreadsheet writes it, or XLSX. Read line by line, never whole: a
//! table as long as it is sent takes the memory of one line.

mod csv;
mod xlsx;

use std::{fs::File, io::Read, ops::ControlFlow, path::Path};

pub use csv::{MARQUE_UTF8, ecrire as ecrire_csv};

/// Characters of a cell at most: beyond, it is not a cell of a table of persons.
pub const CELLULE: usize = 4_000;
/// Columns at most.
const COLONNES: usize = 300;

/// A line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// Its number, as a spreadsheet numbers it: from 1. In a CSV, blank lines are not counted.
    pub rang: u32,
    /// Its cells as text, without the spaces around. Dates of a workbook are in ISO 8601.
    pub cellules: Vec<String>,
}

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TableauError {
    /// The file cannot be opened.
    #[error("the file cannot be read")]
    Io(#[from] std::io::Error),
    /// Not a CSV.
    #[error("not a readable CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// Not a workbook.
    #[error("not a readable workbook: {0}")]
    Classeur(String),
    /// Larger, once opened, than any table of persons: an archive made to fill the memory.
    #[error("the workbook is too large once opened")]
    Demesure,
    /// No sheet, or none of that name.
    #[error("the workbook has no such sheet")]
    Feuille,
    /// A line has too many columns, or a cell too many characters.
    #[error("line {0} is too large")]
    Ligne(u32),
}

/// Gives each line that is not blank to `voir`, until it breaks. The kind of table is read in the bytes;
/// in a workbook, the first sheet is read.
pub fn parcourir(fichier: &Path, voir: &mut dyn FnMut(Ligne) -> ControlFlow<()>) -> Result<(), TableauError> {
    let mut magic = [0; 4];
    let read = File::open(fichier)?.read(&mut magic)?;
    let mut whole = |rang: u32, cellules: Vec<String>| {
        if cellules.len() > COLONNES || cellules.iter().any(|cell| cell.chars().count() > CELLULE) {
            return Err(TableauError::Ligne(rang));
        }
        if cellules.iter().all(String::is_empty) {
            return Ok(ControlFlow::Continue(()));
        }
        Ok(voir(Ligne { rang, cellules }))
    };
    if magic.get(..read) == Some(b"PK\x03\x04") {
        xlsx::parcourir(fichier, &mut whole)
    } else {
        csv::parcourir(fichier, &mut whole)
    }
}

/// What a reader of one kind of table gives its lines to.
type Voir<'a> = dyn FnMut(u32, Vec<String>) -> Result<ControlFlow<()>, TableauError> + 'a;

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    pub(super) fn lignes(bytes: &[u8]) -> Result<Vec<Ligne>, TableauError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let mut all = Vec::new();
        parcourir(file.path(), &mut |ligne| {
            all.push(ligne);
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    #[test]
    fn a_reader_stops_when_it_is_told_to() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"nom\nDiallo\nGarnier\n").unwrap();
        let mut seen = 0;
        parcourir(file.path(), &mut |_| {
            seen += 1;
            if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
        assert_eq!(seen, 2);
    }

    #[test]
    fn a_line_without_end_is_refused_by_its_number() {
        let long = format!("nom\n{}\n", "a".repeat(CELLULE + 1));
        assert!(matches!(lignes(long.as_bytes()), Err(TableauError::Ligne(2))));
        let wide = format!("nom\n{}\n", ";".repeat(COLONNES));
        assert!(matches!(lignes(wide.as_bytes()), Err(TableauError::Ligne(2))));
    }
}
