//! XLSX: the cells of the first sheet, one after the other. An archive is first opened without being
//! kept, so that one made to fill the memory is refused before it is read.

use std::{
    fs::File,
    io::{BufReader, Read, sink},
    ops::ControlFlow,
    path::Path,
};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{COLONNES, TableauError, Voir};

/// Bytes of the sheets at most, once opened: read one cell after the other, they cost time only.
const FEUILLES: u64 = 512 * 1_024 * 1_024;
/// Bytes of the rest at most, once opened: the texts of the cells are held in memory.
const TENUS: u64 = 64 * 1_024 * 1_024;
/// Different texts at most: the reader makes room for as many as are announced.
const TEXTES: u64 = 1_000_000;

pub(super) fn parcourir(fichier: &Path, voir: &mut Voir<'_>) -> Result<(), TableauError> {
    mesurer(fichier, FEUILLES, TENUS)?;
    let mut book: Xlsx<_> = calamine::open_workbook(fichier).map_err(invalide)?;
    let sheet = book.sheet_names().first().cloned().ok_or(TableauError::Feuille)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(invalide)?;
    let (mut row, mut line): (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(invalide)? {
        let (at, column) = cell.get_position();
        if at != row {
            if voir(row + 1, std::mem::take(&mut line))?.is_break() {
                return Ok(());
            }
            row = at;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= COLONNES {
            return Err(TableauError::Ligne(row + 1));
        }
        line.resize(line.len().max(column + 1), String::new());
        if let Some(place) = line.get_mut(column) {
            *place = texte(cell.get_value());
        }
    }
    voir(row + 1, line).map(|_: ControlFlow<()>| ())
}

#[expect(clippy::needless_pass_by_value, reason = "maps the errors of the library")]
fn invalide(error: XlsxError) -> TableauError {
    TableauError::Classeur(error.to_string())
}

/// A cell as the person sees it, a date in ISO 8601.
fn texte(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Bool(true) => "oui".to_owned(),
        DataRef::Bool(false) => "non".to_owned(),
        DataRef::DateTime(instant) => {
            let (year, month, day, ..) = instant.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Opens every entry without keeping it. The sizes that an archive declares are not believed, nor the
/// number of texts for which the reader would make room.
fn mesurer(fichier: &Path, mut feuilles: u64, mut tenus: u64) -> Result<(), TableauError> {
    let unreadable = |error: zip::result::ZipError| TableauError::Classeur(error.to_string());
    let mut archive = ZipArchive::new(BufReader::new(File::open(fichier)?)).map_err(unreadable)?;
    for rank in 0..archive.len() {
        let mut entry = archive.by_index(rank).map_err(unreadable)?;
        let name = entry.name().map_err(unreadable)?;
        let (sheet, strings) = (name.starts_with("xl/worksheets/"), name.ends_with("sharedStrings.xml"));
        let mut head = Vec::new();
        let read = (&mut entry).take(if strings { 2_048 } else { 0 }).read_to_end(&mut head)?;
        if strings && textes(&head) > TEXTES {
            return Err(TableauError::Demesure);
        }
        let left = if sheet { &mut feuilles } else { &mut tenus };
        let rest = std::io::copy(&mut entry.take(*left + 1), &mut sink())?;
        let opened = rest.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        *left = left.checked_sub(opened).ok_or(TableauError::Demesure)?;
    }
    Ok(())
}

fn textes(head: &[u8]) -> u64 {
    let head = String::from_utf8_lossy(head);
    let count = |name: &str| {
        let (_, rest) = head.split_once(name)?;
        let digits: String =
            rest.trim_start_matches([' ', '=', '"', '\'']).chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().or((!digits.is_empty()).then_some(u64::MAX))
    };
    count("uniqueCount").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::{Format, Workbook};
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::{super::tests::lignes, *};

    #[test]
    fn a_workbook_is_read_as_the_person_sees_it() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_row(0, 0, ["Nom", "Né le", "RSA", "CP"]).unwrap();
        sheet.write(2, 0, " Diallo ").unwrap();
        sheet.write_with_format(2, 1, rust_xlsxwriter::ExcelDateTime::from_ymd(1984, 5, 20).unwrap(), &day).unwrap();
        sheet.write(2, 2, true).unwrap();
        sheet.write(2, 3, 1000).unwrap();
        sheet.write(3, 2, "non").unwrap();
        let all = lignes(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(all.iter().map(|one| one.rang).collect::<Vec<_>>(), [1, 3, 4], "a blank line is not a line");
        assert_eq!(all[1].cellules, ["Diallo", "1984-05-20", "oui", "1000"]);
        assert_eq!(all[2].cellules, ["", "", "non"]);
    }

    #[test]
    fn an_archive_that_is_no_workbook_is_refused() {
        assert!(matches!(lignes(b"PK\x03\x04 not one"), Err(TableauError::Classeur(_))));
        let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("a.txt", SimpleFileOptions::default()).unwrap();
        archive.write_all(b"nothing").unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        assert!(matches!(lignes(&bytes), Err(TableauError::Classeur(_))));
    }

    #[test]
    fn an_archive_made_to_fill_the_memory_is_refused_before_it_is_read() {
        let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
        archive.write_all(b"<?xml version=\"1.0\"?><sst uniqueCount=\"900000000000\">").unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        assert!(matches!(lignes(&bytes), Err(TableauError::Demesure)));
    }

    #[test]
    fn what_an_archive_declares_is_not_believed() {
        let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, length) in [("xl/worksheets/sheet1.xml", 600_000), ("xl/styles.xml", 200_000)] {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(&vec![0_u8; length]).unwrap();
        }
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&archive.finish().unwrap().into_inner()).unwrap();
        assert!(file.as_file().metadata().unwrap().len() < 10_000, "most of a megabyte in a few thousand bytes");
        assert!(matches!(mesurer(file.path(), 599_999, 200_000), Err(TableauError::Demesure)), "the sheets");
        assert!(matches!(mesurer(file.path(), 600_000, 199_999), Err(TableauError::Demesure)), "what is held");
        mesurer(file.path(), 600_000, 200_000).unwrap();
    }
}
