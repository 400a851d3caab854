//! What a workbook is made of, looked at before a library opens it: an archive made to fill the memory, and a sheet
//! whose cells stand nowhere, are refused before they are read. Nothing that an archive declares is believed.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, copy, sink},
    path::Path,
};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

use super::{TableauError, feuille::Feuille};

/// Parts at most.
const PARTIES: usize = 5_000;
/// Bytes of one tag, or of one text, at most.
const MORCEAU: u64 = 1_024 * 1_024;
/// Tags within one another at most.
const PROFONDEUR: usize = 64;
/// Different texts at most: the reader makes room for as many as are announced.
const TEXTES: u64 = 1_000_000;

/// Bytes at most, once opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bornes {
    /// Of the sheets: read one cell after the other, they cost time only.
    pub(super) feuilles: u64,
    /// Of the rest: the texts of the cells are held in memory.
    pub(super) tenus: u64,
}

impl Bornes {
    /// Those of a table of persons.
    pub(super) const TABLE: Self = Self { feuilles: 512 * 1_024 * 1_024, tenus: 64 * 1_024 * 1_024 };
}

/// Opens every part without keeping it; whether cells of several lines are merged in one of them.
pub(super) fn examiner(fichier: &Path, mut bornes: Bornes) -> Result<bool, TableauError> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(fichier)?)).map_err(illisible)?;
    if archive.len() > PARTIES {
        return Err(TableauError::Demesure);
    }
    let mut fusions = false;
    for rank in 0..archive.len() {
        let entry = archive.by_index(rank).map_err(illisible)?;
        let sheet = entry.name().map_err(illisible)?.starts_with("xl/worksheets/");
        let left = if sheet { &mut bornes.feuilles } else { &mut bornes.tenus };
        let mut part = BufReader::new(entry.take(*left + 1));
        if sheet || est_xml(part.fill_buf().map_err(illisible)?) {
            fusions |= partie(&mut part)?;
        }
        copy(&mut part, &mut sink()).map_err(illisible)?;
        let opened = *left + 1 - part.get_ref().limit();
        *left = left.checked_sub(opened).ok_or(TableauError::Demesure)?;
    }
    Ok(fusions)
}

#[expect(clippy::needless_pass_by_value, reason = "maps the errors of libraries")]
fn illisible(error: impl ToString) -> TableauError {
    TableauError::Classeur(error.to_string())
}

/// Whether a part may be read as XML: nothing but marks and spaces comes before a tag.
fn est_xml(tete: &[u8]) -> bool {
    let before = |byte: &u8| matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xff | 0xfe) || byte.is_ascii_whitespace();
    tete.iter().find(|byte| !before(byte)).is_none_or(|byte| *byte == b'<')
}

/// Looks at an XML part to its end, or to where nobody can read on.
fn partie(part: &mut impl BufRead) -> Result<bool, TableauError> {
    let mut xml = Reader::from_reader(part.take(MORCEAU));
    let config = xml.config_mut();
    // As the library that reads the cells: what it tolerates is looked at too.
    (config.check_end_names, config.expand_empty_elements) = (false, true);
    let (mut buffer, mut depth, mut feuille) = (Vec::new(), 0_usize, Feuille::default());
    loop {
        buffer.clear();
        xml.get_mut().set_limit(MORCEAU);
        let event = xml.read_event_into(&mut buffer);
        match &event {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if depth > PROFONDEUR || textes(tag) > TEXTES {
                    return Err(TableauError::Demesure);
                }
                feuille.ouvrir(tag)?;
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                feuille.fermer(tag);
            }
            Ok(Event::Eof) | Err(_) if xml.get_ref().limit() > 0 => return Ok(feuille.fusionne()),
            _ => {}
        }
        if xml.get_ref().limit() == 0 {
            return Err(TableauError::Demesure);
        }
    }
}

/// How many different texts a part announces.
fn textes(tag: &quick_xml::events::BytesStart<'_>) -> u64 {
    let announced = (tag.local_name().as_ref() == "sst").then(|| tag.try_get_attribute("uniqueCount"));
    let told = announced.and_then(Result::ok).flatten();
    told.filter(|told| !told.value.is_empty()).map_or(0, |told| told.value.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn examined(parts: &[(&str, &[u8])], bornes: Bornes) -> Result<bool, TableauError> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&archive.finish().unwrap().into_inner()).unwrap();
        examiner(file.path(), bornes)
    }

    #[test]
    fn what_an_archive_declares_is_not_believed() {
        let (sheet, styles) = (vec![b' '; 600_000], vec![0_u8; 200_000]);
        let parts: [(&str, &[u8]); 2] = [("xl/worksheets/sheet1.xml", &sheet), ("xl/styles.xml", &styles)];
        let within = |feuilles, tenus| examined(&parts, Bornes { feuilles, tenus });
        assert!(matches!(within(599_999, 200_000), Err(TableauError::Demesure)), "the sheets");
        assert!(matches!(within(600_000, 199_999), Err(TableauError::Demesure)), "what is held");
        assert!(!within(600_000, 200_000).unwrap());
    }

    #[test]
    fn a_part_that_would_fill_the_memory_of_its_reader_is_refused() {
        let long = format!("<worksheet><row spans=\"{}\"/></worksheet>", "1".repeat(1_100_000));
        let deep = "<a>".repeat(PROFONDEUR + 1);
        let texts = format!("<?xml version=\"1.0\"?>{}<sst a=\"\" uniqueCount='900000000000'>", " ".repeat(9_000));
        for bomb in [long, deep, texts, " ".repeat(1_100_000) + "<c/>"] {
            assert!(matches!(
                examined(&[("xl/worksheets/sheet1.xml", bomb.as_bytes())], Bornes::TABLE),
                Err(TableauError::Demesure)
            ));
        }
        let image = [&[0x89, b'P', b'N', b'G'][..], &vec![b'<'; 2_000_000]].concat();
        assert!(!examined(&[("xl/media/image1.png", &image)], Bornes::TABLE).unwrap(), "an image is not read");
    }
}
