//! CSV: the separator and the characters are found in the file, since nobody knows which ones a
//! spreadsheet wrote.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::{TableauError, Voir};

/// How much of the file tells its separator.
const TETE: u64 = 16 * 1_024;

pub(super) fn parcourir(fichier: &Path, voir: &mut Voir<'_>) -> Result<(), TableauError> {
    let utf8 = est_en_utf8(fichier)?;
    let ouvrir = || -> Result<_, TableauError> {
        // Without a mark at its head, a text that is not UTF-8 is in the Western code page of Windows.
        let western = (!utf8).then_some(encoding_rs::WINDOWS_1252);
        Ok(DecodeReaderBytesBuilder::new()
            .encoding(western)
            .bom_override(true)
            .strip_bom(true)
            .build(File::open(fichier)?))
    };
    let mut tete = String::new();
    // The head may stop within a character once decoded again: what is left is enough.
    let _ = ouvrir()?.take(TETE).read_to_string(&mut tete);
    let mut lecteur = ReaderBuilder::new()
        .delimiter(separateur(&tete))
        .has_headers(false)
        .flexible(true)
        .from_reader(BufReader::new(ouvrir()?));
    let (mut record, mut rang) = (StringRecord::new(), 0_u32);
    while lecteur.read_record(&mut record)? {
        rang += 1;
        let cellules = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if voir(rang, cellules)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Whether every byte of the file is UTF-8; read by blocks.
fn est_en_utf8(fichier: &Path) -> Result<bool, TableauError> {
    let (mut file, mut block, mut left) = (File::open(fichier)?, vec![0; 64 * 1_024], 0);
    loop {
        let read = file.read(block.get_mut(left..).unwrap_or_default())?;
        let known = block.get(..left + read).unwrap_or_default();
        match std::str::from_utf8(known) {
            Ok(_) if read == 0 => return Ok(left == 0),
            Ok(_) => left = 0,
            Err(error) if error.error_len().is_none() && read > 0 => {
                // A character goes on in the next block.
                let cut = error.valid_up_to();
                left = known.len() - cut;
                block.copy_within(cut..cut + left, 0);
            }
            Err(_) => return Ok(false),
        }
    }
}

/// The separator: the one of the first line that stands there most often, outside quotes.
fn separateur(tete: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0), (b'|', 0)];
    for byte in tete.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(one, _)| *one == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // The first of the equal ones: the semicolon of a French spreadsheet.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(one, _)| *one)
}

/// What a CSV begins with, so that a spreadsheet reads its accents.
pub const MARQUE_UTF8: &[u8] = "\u{feff}".as_bytes();

/// Writes lines as a CSV that a French spreadsheet opens by a double click after [`MARQUE_UTF8`]: separated
/// by semicolons. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub fn ecrire(lignes: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, TableauError> {
    let mut writer = WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
    for ligne in lignes {
        writer.write_record(ligne.into_iter().map(inerte))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A text that no spreadsheet runs. Numbers and telephones may begin with a sign.
fn inerte(cell: String) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let figure = || cell.chars().skip(1).all(|char| char.is_ascii_digit() || " .,".contains(char));
    if begins && !figure() { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::lignes, *};

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        lignes(bytes).unwrap().into_iter().map(|ligne| ligne.cellules).collect()
    }

    #[test]
    fn the_separator_and_the_characters_are_found_in_the_file() {
        let expected = vec![vec!["Nom".to_owned(), "Prénom".to_owned()], vec!["Lefèvre".to_owned(), "Zoé".to_owned()]];
        assert_eq!(cells("Nom;Prénom\r\nLefèvre;Zoé\r\n".as_bytes()), expected);
        assert_eq!(cells("\u{feff}Nom,Prénom\nLefèvre,Zoé".as_bytes()), expected, "with the mark of UTF-8");
        assert_eq!(cells(b"Nom;Pr\xe9nom\nLef\xe8vre;Zo\xe9\n"), expected, "as Windows writes it");
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Nom\tPrénom\nLefèvre\tZoé\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(cells(&utf16), expected, "as Excel writes a text in Unicode");
    }

    #[test]
    fn a_separator_within_quotes_is_a_character() {
        let text = "\"Nom, prénom, surnom\";Ville\n\"Diallo; dite \"\"Mina\"\"\";Lyon\n";
        assert_eq!(cells(text.as_bytes())[1], ["Diallo; dite \"Mina\"", "Lyon"]);
    }

    #[test]
    fn a_character_cut_by_the_end_of_a_block_is_still_one() {
        let long = format!("nom\n{}", "é\n".repeat(70_000));
        assert_eq!(cells(long.as_bytes()).last().unwrap(), &["é"]);
        let mut broken = long.into_bytes();
        broken.push(0xc3);
        assert_eq!(cells(&broken)[1], ["Ã©"], "one byte that is not UTF-8 tells that none is");
    }

    #[test]
    fn what_is_written_is_read_back_and_runs_nothing() {
        let rows =
            vec![vec!["Nom".to_owned(), "Note".to_owned()], vec!["=HYPERLINK(\"x\")".to_owned(), "+33612".to_owned()]];
        let bytes = ecrire(rows).unwrap();
        assert_eq!(cells(&[MARQUE_UTF8, &bytes].concat())[1], ["'=HYPERLINK(\"x\")", "+33612"]);
    }
}
