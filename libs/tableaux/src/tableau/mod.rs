//! Tables that people send: CSV as any spreadsheet writes it, or XLSX. Read line by line, never whole: a
//! table as long as it is sent takes the memory of one line.

mod archive;
mod caracteres;
mod csv;
mod enregistrements;
mod feuille;
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
    /// Its cells as text, without the spaces around. Dates of a workbook are in ISO 8601; U+FFFD stands for what is in
    /// other characters than the rest of the file.
    pub cellules: Vec<String>,
}

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TableauError {
    /// The file cannot be opened.
    #[error("the file cannot be read")]
    Io(#[from] std::io::Error),
    /// Lines cannot be written as a CSV.
    #[error("the CSV cannot be written: {0}")]
    Csv(#[from] ::csv::Error),
    /// Not a workbook.
    #[error("not a readable workbook: {0}")]
    Classeur(String),
    /// Larger, once opened, than any table of persons: an archive made to fill the memory.
    #[error("the workbook is too large once opened")]
    Demesure,
    /// No sheet that people see.
    #[error("the workbook has no such sheet")]
    Feuille,
    /// A line that is not one of a table.
    #[error("line {0}: {1}")]
    Ligne(u32, Defaut),
}

/// What is wrong with a line, so that nothing of the table can be relied on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Defaut {
    /// Too many columns, or a cell too many characters.
    #[error("elle est trop longue pour une ligne de tableau ({COLONNES} colonnes, {CELLULE} caractères par cellule)")]
    TropLongue,
    /// What follows is within the quote, to the end.
    #[error("un guillemet y est ouvert et n'est jamais refermé")]
    Guillemet,
    /// A cell, or an extent, that no sheet has.
    #[error("aucune feuille n'a de cellule « {0} »")]
    Reference(String),
    /// A cell comes after one that it should come before, or twice.
    #[error("ses cellules ne sont pas à leur place")]
    Desordre,
    /// A formula was written and never computed.
    #[error("la formule de la cellule {0} n'a pas été calculée : ouvrez le classeur, enregistrez-le et renvoyez-le")]
    Formule(String),
    /// One value stands for several lines.
    #[error("des cellules y sont fusionnées sur plusieurs lignes ({0}) : défusionnez-les")]
    Fusion(String),
    /// The workbook is broken there.
    #[error("le classeur y est abîmé")]
    Illisible,
}

/// Gives each line that is not blank to `voir`, until it breaks. The kind of table is read in the bytes;
/// in a workbook, the first sheet that people see is read.
pub fn parcourir(fichier: &Path, voir: &mut dyn FnMut(Ligne) -> ControlFlow<()>) -> Result<(), TableauError> {
    let mut magic = [0; 4];
    let read = File::open(fichier)?.read(&mut magic)?;
    let mut whole = |rang: u32, cellules: Vec<String>| {
        if cellules.len() > COLONNES || cellules.iter().any(|cell| cell.chars().count() > CELLULE) {
            return Err(TableauError::Ligne(rang, Defaut::TropLongue));
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

/// The letters by which a spreadsheet calls a column, counted from 0.
#[must_use]
pub fn lettres_de_colonne(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    match place / 26 {
        0 => letter.to_string(),
        before => lettres_de_colonne(before - 1) + &letter.to_string(),
    }
}

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
        assert!(matches!(lignes(long.as_bytes()), Err(TableauError::Ligne(2, Defaut::TropLongue))));
        let wide = format!("nom\n{}\n", ";".repeat(COLONNES));
        assert!(matches!(lignes(wide.as_bytes()), Err(TableauError::Ligne(2, Defaut::TropLongue))));
    }

    #[test]
    fn a_column_is_called_as_a_spreadsheet_calls_it() {
        let called = [0, 25, 26, 51, 52, 701, 702, 16_383].map(lettres_de_colonne);
        assert_eq!(called, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
