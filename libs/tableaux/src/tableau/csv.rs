//! CSV: the separator and the characters are found in the file, since nobody knows which ones a
//! spreadsheet wrote.

use std::{
    fs::File,
    io::{Read, copy, sink},
    ops::ControlFlow,
    path::Path,
};

use csv::WriterBuilder;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::{
    TableauError, Voir,
    caracteres::{Caracteres, Releve},
    enregistrements,
};

/// How much of the file tells its separator.
const TETE: u64 = 16 * 1_024;

pub(super) fn parcourir(fichier: &Path, voir: &mut Voir<'_>) -> Result<(), TableauError> {
    let mut tete = Vec::new();
    decoder(fichier)?.take(TETE).read_to_end(&mut tete)?;
    let (annonce, separateur) = annonce(&tete).unwrap_or_else(|| (0, separateur(&tete)));
    let ouvrir = || -> Result<_, TableauError> {
        let mut source = decoder(fichier)?;
        copy(&mut source.by_ref().take(annonce), &mut sink())?;
        Ok(source)
    };
    let caracteres = caracteres(fichier, separateur, ouvrir()?)?;
    enregistrements::parcourir(ouvrir()?, separateur, &mut |rang, cellules| {
        voir(rang, cellules.iter().map(|cell| caracteres.lire(cell).trim().to_owned()).collect())
    })
}

/// The bytes of the file without its mark; in UTF-8 when the mark is of UTF-16.
fn decoder(fichier: &Path) -> Result<impl Read + use<>, TableauError> {
    Ok(DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).build(File::open(fichier)?))
}

/// In which characters the cells read.
fn caracteres(fichier: &Path, separateur: u8, source: impl Read) -> Result<Caracteres, TableauError> {
    let mut marque = Vec::new();
    File::open(fichier)?.take(3).read_to_end(&mut marque)?;
    if marque == MARQUE_UTF8 {
        return Ok(Caracteres::Utf8);
    }
    let mut releve = Releve::default();
    enregistrements::parcourir(source, separateur, &mut |_, cellules| {
        for cell in cellules {
            releve.voir(cell);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(releve.conclure())
}

/// The line `sep=;` by which some programs tell a spreadsheet the separator: its length, and what it tells.
fn annonce(tete: &[u8]) -> Option<(u64, u8)> {
    let end = tete.iter().position(|byte| *byte == b'\n')?;
    let line = tete.get(..end)?.trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (key, told) = line.split_at_checked(4)?;
    // A tabulation was trimmed with the end of the line.
    let separateur = if told.is_empty() { b'\t' } else { *told.first().filter(|_| told.len() == 1)? };
    let possible = separateur == b'\t' || separateur.is_ascii_punctuation() && separateur != b'"';
    (key.eq_ignore_ascii_case(b"sep=") && possible).then_some((u64::try_from(end).ok()? + 1, separateur))
}

/// The separator: the one of the first line that stands there most often, outside quotes.
fn separateur(tete: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0), (b'|', 0)];
    for byte in tete.iter().copied() {
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
    use super::{
        super::{Defaut, tests::lignes},
        *,
    };

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
        let read = cells(&broken);
        assert_eq!((&read[1][0], &read[70_001][0]), (&"é".to_owned(), &"\u{fffd}".to_owned()), "one byte is one cell");
    }

    #[test]
    fn a_line_in_other_characters_than_the_rest_is_marked_and_the_rest_is_read() {
        let mixed = ["Nom\nLefèvre\nZoé\n".as_bytes(), b"B\xe9n\xe9dicte\nMartin\n"].concat();
        assert_eq!(cells(&mixed).concat(), ["Nom", "Lefèvre", "Zoé", "B\u{fffd}n\u{fffd}dicte", "Martin"]);
        let western = [&b"Nom\nLef\xe8vre\nZo\xe9\n"[..], "Bénédicte\n".as_bytes()].concat();
        assert_eq!(cells(&western).concat(), ["Nom", "Lefèvre", "Zoé", "B\u{fffd}n\u{fffd}dicte"]);
    }

    #[test]
    fn the_line_that_announces_a_separator_is_no_line() {
        let expected = [["Nom", "Note"], ["Diallo", "a,b;c"]];
        for text in [
            "sep=;\r\nNom;Note\r\nDiallo;\"a,b;c\"",
            "\u{feff}SEP=,\nNom,Note\nDiallo,\"a,b;c\"",
            "\"sep=|\"\nNom|Note\nDiallo|a,b;c",
            "sep=\t\r\nNom\tNote\r\nDiallo\ta,b;c",
        ] {
            assert_eq!(cells(text.as_bytes()), expected, "{text:?}");
        }
        assert_eq!(cells(b"sep=x\n1;2")[0], ["sep=x"], "a letter separates nothing");
    }

    #[test]
    fn a_quote_that_is_never_closed_is_refused_where_it_opens() {
        let open = "Nom;Note\nDiallo;\"vue le 3\nGarnier;rien\nMartin;rien\n";
        assert!(matches!(lignes(open.as_bytes()), Err(TableauError::Ligne(2, Defaut::Guillemet))));
        assert_eq!(cells(b"Nom\n\"Diallo\"").concat(), ["Nom", "Diallo"], "closed by the end of the file");
    }

    #[test]
    fn what_has_no_end_takes_the_memory_of_one_line() {
        for endless in ["a".repeat(20_000_000), ";".repeat(20_000_000), format!("\"{}", "\n".repeat(20_000_000))] {
            assert!(matches!(lignes(endless.as_bytes()), Err(TableauError::Ligne(1, Defaut::TropLongue))));
        }
        let blank = ";;\n".repeat(1_000_000);
        assert!(lignes(format!("Nom;RSA;CP\n{blank}").as_bytes()).is_ok_and(|all| all.len() == 1));
    }

    #[test]
    fn what_is_written_is_read_back_and_runs_nothing() {
        let rows =
            vec![vec!["Nom".to_owned(), "Note".to_owned()], vec!["=HYPERLINK(\"x\")".to_owned(), "+33612".to_owned()]];
        let bytes = ecrire(rows).unwrap();
        assert_eq!(cells(&[MARQUE_UTF8, &bytes].concat())[1], ["'=HYPERLINK(\"x\")", "+33612"]);
    }
}
