//! XLSX: the cells of the first sheet that people see, one after the other.

use std::{fs::File, io::BufReader, path::Path};

use calamine::{
    DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx,
    XlsxCellFormulaMetadataRecord as Cellule, XlsxError,
};

use super::{
    COLONNES, Defaut, TableauError, Voir,
    archive::{Bornes, examiner},
    feuille::nom,
};

/// The days that a workbook can tell: its serials below this one.
const SERIES: std::ops::Range<f64> = 0.0..2_958_466.0;

pub(super) fn parcourir(fichier: &Path, voir: &mut Voir<'_>) -> Result<(), TableauError> {
    let fusions = examiner(fichier, Bornes::TABLE)?;
    let mut book: Xlsx<_> = calamine::open_workbook(fichier).map_err(invalide)?;
    let seen = |one: &&calamine::Sheet| one.typ == SheetType::WorkSheet && one.visible == SheetVisible::Visible;
    let sheet = book.sheets_metadata().iter().find(seen).map(|one| one.name.clone()).ok_or(TableauError::Feuille)?;
    if fusions {
        separees(&mut book, &sheet)?;
    }
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(invalide)?;
    let (mut row, mut line): (u32, Vec<String>) = (0, Vec::new());
    loop {
        let broken = |_| TableauError::Ligne(row.saturating_add(1), Defaut::Illisible);
        let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? else { break };
        if cell.pos.0 != row {
            if voir(row + 1, std::mem::take(&mut line))?.is_break() {
                return Ok(());
            }
            row = cell.pos.0;
        }
        poser(&mut line, &cell)?;
    }
    voir(row + 1, line).map(drop)
}

/// Puts a cell at its place in its line. A cell that has a border and nothing else may stand anywhere.
fn poser(line: &mut Vec<String>, cell: &Cellule<'_>) -> Result<(), TableauError> {
    let refus = |defaut| TableauError::Ligne(cell.pos.0 + 1, defaut);
    if cell.value == DataRef::Empty {
        return if cell.formula.is_none() { Ok(()) } else { Err(refus(Defaut::Formule(nom(cell.pos)))) };
    }
    let column = usize::try_from(cell.pos.1).unwrap_or(usize::MAX);
    if column >= COLONNES {
        return Err(refus(Defaut::TropLongue));
    }
    line.resize(line.len().max(column + 1), String::new());
    if let Some(place) = line.get_mut(column) {
        *place = texte(&cell.value);
    }
    Ok(())
}

/// Refuses a sheet in which one cell stands for several lines: which of them it tells of, nobody knows.
fn separees(book: &mut Xlsx<BufReader<File>>, sheet: &str) -> Result<(), TableauError> {
    let merged = book.merge_cells_by_sheet_name(sheet).map_err(invalide)?;
    match merged.into_iter().find(|one| one.start.0 != one.end.0) {
        Some(Dimensions { start, end }) => {
            Err(TableauError::Ligne(start.0 + 1, Defaut::Fusion(format!("{}:{}", nom(start), nom(end)))))
        }
        None => Ok(()),
    }
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
        DataRef::DateTime(instant) => jour(instant),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The day of a serial; the serial itself, which no date is read from, when it tells none.
fn jour(instant: &ExcelDateTime) -> String {
    if !instant.is_datetime() || !SERIES.contains(&instant.as_f64()) {
        return instant.as_f64().to_string();
    }
    let (year, month, day, ..) = instant.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
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

    /// A workbook whose only sheet is this XML.
    fn classeur(feuille: &str) -> Vec<u8> {
        classeur_de(feuille, "<sst><si><t>Nom</t></si></sst>", r#"<sheet name="Base" sheetId="1" r:id="r1"/>"#)
    }

    fn classeur_de(feuille: &str, textes: &str, onglets: &str) -> Vec<u8> {
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let of = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{relations}/{kind}" Target="{target}"/>"#)
        };
        let parts = [
            (
                "_rels/.rels",
                format!("<Relationships>{}</Relationships>", of("r1", "officeDocument", "xl/workbook.xml")),
            ),
            ("xl/workbook.xml", format!(r#"<workbook xmlns:r="{relations}"><sheets>{onglets}</sheets></workbook>"#)),
            (
                "xl/_rels/workbook.xml.rels",
                format!("<Relationships>{}</Relationships>", of("r1", "worksheet", "worksheets/sheet1.xml")),
            ),
            ("xl/sharedStrings.xml", textes.to_owned()),
            (
                "xl/styles.xml",
                r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#.to_owned(),
            ),
            ("xl/worksheets/sheet1.xml", format!("<worksheet>{feuille}</worksheet>")),
        ];
        let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, part) in parts {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(part.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn lues(feuille: &str) -> Result<Vec<Vec<String>>, TableauError> {
        Ok(lignes(&classeur(feuille))?.into_iter().map(|ligne| ligne.cellules).collect())
    }

    #[test]
    fn what_no_spreadsheet_writes_is_refused_by_its_line() {
        let table = |row: &str| format!(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{row}</sheetData>"#);
        let reference = |told: &str| Defaut::Reference(told.to_owned());
        for (row, line, expected) in [
            (r#"<row r="2"><c r="ZZZZZZ99999999999"><v>1</v></c></row>"#, 2, reference("ZZZZZZ99999999999")),
            (r#"<row r="2"><c r="A99999999"/></row>"#, 2, reference("A99999999")),
            (r#"<row r="2"><c r="A0"/></row>"#, 2, reference("A0")),
            (r#"<row r="4294967297"/>"#, 2, reference("4294967297")),
            (r#"<row r="1048576"/><row><c><v>1</v></c></row>"#, 1_048_577, reference("ligne 1048577")),
            (r#"<row r="2"><c r="B2"/><c r="A2"/></row>"#, 2, Defaut::Desordre),
            (r#"<row r="2"><c r="A2"/><c r="A2"><v>2</v></c></row>"#, 2, Defaut::Desordre),
            (r#"<row r="3"/><row r="1"><c r="B1"/><c r="A1"/></row>"#, 1, Defaut::Desordre),
            (r#"<row r="2"><c r="A2" r="B2"><v>1</v></c></row>"#, 2, Defaut::Illisible),
            (r#"<row r="2"><c r="A2" t="s"><v>12</v></c></row>"#, 1, Defaut::Illisible),
            (r#"<row r="2"><c r="A2" t="n"><v>un</v></c></row>"#, 1, Defaut::Illisible),
            (r#"<row r="2"><c r="B2"><f>A1+1</f></c></row>"#, 2, Defaut::Formule("B2".to_owned())),
            (
                r#"<row r="2"><c r="B2"><f t="shared" si="4000000000" ref="B2:B9"/><v>1</v></c></row>"#,
                0,
                Defaut::Illisible,
            ),
            (r#"<row r="2"><c r="B2"><f t="shared" si="0" ref="B9:B2"/><v>1</v></c></row>"#, 2, reference("B9:B2")),
            (r#"<row r="2"><c r="KO2"><v>1</v></c></row>"#, 2, Defaut::TropLongue),
        ] {
            match lues(&table(row)) {
                Err(TableauError::Ligne(told, defaut)) => assert_eq!((told, defaut), (line, expected), "{row}"),
                read => assert!(line == 0 && read.is_ok(), "{row}: {read:?}"),
            }
        }
    }

    #[test]
    fn a_dimension_that_lies_hides_nothing() {
        let cells =
            r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>2</v></c></row></sheetData>"#;
        for extent in ["A1", "A1:XFD1048576", "B2:B2"] {
            let read = lues(&format!(r#"<dimension ref="{extent}"/>{cells}"#)).unwrap();
            assert_eq!(read, [vec!["1"], vec!["", "", "2"]], "{extent}");
        }
        for impossible in ["B2:A1", "A1:ZZZZZZ99999999999", ""] {
            let read = lues(&format!(r#"<dimension ref="{impossible}"/>{cells}"#));
            assert!(matches!(read, Err(TableauError::Ligne(1, Defaut::Reference(_)))), "{impossible}: {read:?}");
        }
    }

    #[test]
    fn ten_million_blank_lines_are_refused_where_a_sheet_ends() {
        let blank = "<row/>".repeat(10_000_000);
        let read = lues(&format!("<sheetData>{blank}</sheetData>"));
        assert!(matches!(read, Err(TableauError::Ligne(1_048_577, Defaut::Reference(_)))), "{read:?}");
    }

    #[test]
    fn a_cell_is_read_as_the_person_sees_it_or_tells_no_date() {
        let row = |cell: &str| format!(r#"<sheetData><row r="1">{cell}</row></sheetData>"#);
        for (cell, expected) in [
            (r#"<c r="A1" t="s"><v>0</v></c>"#, "Nom"),
            (r#"<c r="A1" t="e"><v>#N/A</v></c>"#, "#N/A"),
            (r#"<c r="A1"><f>1+1</f><v>2</v></c>"#, "2"),
            (r#"<c r="A1" t="str"><f>B1</f><v>Diallo</v></c>"#, "Diallo"),
            (r#"<c r="A1" s="1"><v>30822</v></c>"#, "1984-05-20"),
            (r#"<c r="A1" s="1"><v>99999999</v></c>"#, "99999999"),
            (r#"<c r="A1" s="1"><v>-30822</v></c>"#, "-30822"),
            (r#"<c r="A1" s="1"><v>1e300</v></c>"#, &1e300_f64.to_string()),
            (r#"<c r="A1" s="4000000000"><v>7</v></c>"#, "7"),
            (r#"<c r="A1" t="inlineStr"><is><t>Zoé</t></is></c>"#, "Zoé"),
        ] {
            assert_eq!(lues(&row(cell)).unwrap(), [[expected]], "{cell}");
        }
        let computed_blank = r#"<c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="XFD1" s="1"/>"#;
        assert_eq!(lues(&row(computed_blank)).unwrap(), [["1", ""]], "a formula may tell nothing, a border too");
    }

    #[test]
    fn one_cell_over_several_lines_is_refused_and_a_wide_one_is_read() {
        let merged = |range: &str| {
            format!(
                r#"<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="{range}"/></mergeCells>"#
            )
        };
        assert_eq!(lues(&merged("B2:D2")).unwrap(), [["", "1"]]);
        let read = lues(&merged("B2:B4"));
        assert!(matches!(&read, Err(TableauError::Ligne(2, Defaut::Fusion(told))) if told == "B2:B4"), "{read:?}");
        assert!(matches!(lues(&merged("B2:ZZZZZZ99999999999")), Err(TableauError::Ligne(_, Defaut::Reference(_)))));
    }

    #[test]
    fn a_sheet_that_nobody_sees_is_not_the_first_one() {
        let (mut book, mut hidden) = (Workbook::new(), rust_xlsxwriter::Worksheet::new());
        hidden.set_name("Listes").unwrap().set_hidden(true).write(0, 0, "F").unwrap();
        book.push_worksheet(hidden);
        book.add_worksheet().set_active(true).write(0, 0, "Nom").unwrap();
        assert_eq!(lignes(&book.save_to_buffer().unwrap()).unwrap()[0].cellules, ["Nom"]);
        let unseen = r#"<sheet name="Base" sheetId="1" state="veryHidden" r:id="r1"/>"#;
        let read = lignes(&classeur_de("<sheetData/>", "<sst/>", unseen));
        assert!(matches!(read, Err(TableauError::Feuille)), "{read:?}");
    }

    #[test]
    fn an_archive_that_is_damaged_is_refused() {
        let whole = classeur(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#);
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x55;
            assert!(!matches!(lignes(&damaged), Err(TableauError::Io(_))), "byte {place}");
            assert!(!matches!(lignes(&whole[..place]), Err(TableauError::Io(_))), "cut at {place}");
        }
    }
}
