//! Workbooks (XLSX). A text stays a text: nothing that somebody typed is ever a formula.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use kernel::{Duree, Montant};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cellule {
    /// Text, shown as it is.
    Texte(String),
    /// A count.
    Nombre(usize),
    /// Euros, shown with two decimals.
    Montant(Montant),
    /// Hours and minutes, which add up.
    Duree(Duree),
    /// A rate, of 100.
    Taux(Decimal),
    /// A day.
    Jour(NaiveDate),
    /// A day and what the clocks showed, to the minute.
    Instant(NaiveDateTime),
    /// A text that leads to the first cells of some lines of another sheet.
    Renvoi {
        /// What is shown.
        texte: String,
        /// Name of the sheet to which it leads.
        feuille: String,
        /// The lines that it leads to, of which the sheet's first has number 1.
        lignes: RangeInclusive<usize>,
    },
}

/// One sheet: a header and its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Feuille {
    /// Name of its tab, 31 characters at most.
    pub titre: String,
    /// Headers of its columns.
    pub entetes: Vec<&'static str>,
    /// Its lines.
    pub lignes: Vec<Vec<Cellule>>,
}

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Classeur {
    /// Its sheets.
    pub feuilles: Vec<Feuille>,
}

/// A workbook that Excel would refuse.
#[derive(Debug, thiserror::Error)]
#[error("le classeur ne peut pas être écrit")]
pub struct ClasseurInvalide(#[from] XlsxError);

/// How cells are shown.
struct Formes {
    gras: Format,
    euros: Format,
    duree: Format,
    taux: Format,
    jour: Format,
    instant: Format,
}

impl Formes {
    fn new() -> Self {
        let montre = |forme: &str| Format::new().set_num_format(forme);
        Self {
            gras: Format::new().set_bold(),
            euros: montre("#,##0.00"),
            // Beyond a day, hours go on.
            duree: montre("[h]:mm"),
            taux: montre("0.##\" %\""),
            jour: montre("dd/mm/yyyy"),
            instant: montre("dd/mm/yyyy hh:mm"),
        }
    }
}

impl Classeur {
    /// The bytes of the workbook. Printed, a sheet is as wide as its page, and each page has its headers.
    pub fn xlsx(&self) -> Result<Vec<u8>, ClasseurInvalide> {
        let mut workbook = Workbook::new();
        let formes = Formes::new();
        for feuille in &self.feuilles {
            let sheet = workbook.add_worksheet().set_name(&feuille.titre)?;
            for (column, header) in (0_u16..).zip(&feuille.entetes) {
                sheet.write_string_with_format(0, column, *header, &formes.gras)?;
            }
            for (row, ligne) in (1_u32..).zip(&feuille.lignes) {
                for (column, cellule) in (0_u16..).zip(ligne) {
                    ecrire(sheet, (row, column), cellule, &formes)?;
                }
            }
            sheet.set_freeze_panes(1, 0)?;
            sheet.autofit();
            sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        }
        Ok(workbook.save_to_buffer()?)
    }
}

/// Number of the paper in a workbook.
const A4: u8 = 9;
/// Minutes of a day, which is the unit of time of a workbook.
const JOUR: f64 = 1_440.0;

fn ecrire(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cellule, formes: &Formes) -> Result<(), XlsxError> {
    match cell {
        Cellule::Texte(text) => sheet.write_string(row, column, text)?,
        Cellule::Nombre(count) => sheet.write_number(row, column, u32::try_from(*count).unwrap_or(u32::MAX))?,
        Cellule::Montant(montant) => {
            // A cell of Excel is a float: rounded to the cent first, it shows the exact amount.
            let shown = Decimal::new(montant.centimes(), 2).to_f64().unwrap_or_default();
            sheet.write_number_with_format(row, column, shown, &formes.euros)?
        }
        Cellule::Duree(duree) => {
            sheet.write_number_with_format(row, column, f64::from(duree.minutes()) / JOUR, &formes.duree)?
        }
        Cellule::Taux(taux) => {
            sheet.write_number_with_format(row, column, taux.to_f64().unwrap_or_default(), &formes.taux)?
        }
        Cellule::Jour(jour) => sheet.write_datetime_with_format(row, column, a_minuit(*jour)?, &formes.jour)?,
        Cellule::Instant(instant) => {
            let hour = u16::try_from(instant.hour()).unwrap_or_default();
            let shown = a_minuit(instant.date())?.and_hms(hour, partie(instant.minute()), 0)?;
            sheet.write_datetime_with_format(row, column, shown, &formes.instant)?
        }
        Cellule::Renvoi { texte, feuille, lignes } => {
            // The headers are the first row of the sheet.
            let link = format!("internal:'{feuille}'!A{}:A{}", lignes.start() + 1, lignes.end() + 1);
            sheet.write_url_with_text(row, column, link.as_str(), texte)?
        }
    };
    Ok(())
}

fn a_minuit(jour: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(jour.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, partie(jour.month()), partie(jour.day()))
}

fn partie(part: u32) -> u8 {
    u8::try_from(part).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_a_formula_stays_a_text() {
        let classeur = Classeur {
            feuilles: vec![Feuille {
                titre: "Synthèse".into(),
                entetes: vec!["Élément", "Valeur"],
                lignes: vec![
                    vec![Cellule::Texte("=1+1".into()), Cellule::Nombre(3)],
                    vec![Cellule::Texte("Montant".into()), Cellule::Montant("15539.76".parse().unwrap())],
                    vec![Cellule::Texte("Temps".into()), Cellule::Duree(Duree::heures_minutes(36, 30))],
                    vec![Cellule::Texte("Taux".into()), Cellule::Taux("62.5".parse().unwrap())],
                    vec![Cellule::Texte("Début".into()), Cellule::Jour("2026-02-28".parse().unwrap())],
                ],
            }],
        };
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(classeur.xlsx().unwrap())).unwrap();
        let range = read.worksheet_range("Synthèse").unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get_value((1, 1)), Some(&Data::Float(3.0)));
        assert_eq!(range.get_value((2, 1)), Some(&Data::Float(15_539.76)));
        let time = |row| match range.get_value((row, 1)) {
            Some(Data::DateTime(instant)) => instant.as_f64(),
            other => panic!("{other:?}"),
        };
        assert!((time(3) * 24.0 - 36.5).abs() < 1e-9, "hours that a sum adds up");
        assert_eq!(range.get_value((4, 1)), Some(&Data::Float(62.5)));
        assert!((time(5) - 46_081.0).abs() < 1e-9, "a day of the calendar");
        assert!(read.worksheet_formula("Synthèse").unwrap().is_empty());
    }

    #[test]
    fn an_instant_is_a_date_that_is_sorted_and_a_link_keeps_its_words() {
        let detail = Feuille {
            titre: "Personnes comptées".into(),
            entetes: vec!["Personne"],
            lignes: ["Diallo", "Garnier", "Moreau"].map(|nom| vec![Cellule::Texte(nom.into())]).into(),
        };
        let texte = "2 personnes".to_owned();
        let leads = Cellule::Renvoi { texte, feuille: detail.titre.clone(), lignes: 2..=3 };
        let instant = Cellule::Instant("2026-02-28T17:45:31".parse().unwrap());
        let titre = "Synthèse".to_owned();
        let first = Feuille { titre, entetes: vec!["Calculé le", "Voir"], lignes: vec![vec![instant, leads]] };
        let bytes = Classeur { feuilles: vec![first, detail] }.xlsx().unwrap();
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = read.worksheet_range("Synthèse").unwrap();
        let Some(Data::DateTime(shown)) = range.get_value((1, 0)) else { panic!("{range:?}") };
        assert!((shown.as_f64() - (46_081.0 + 17.75 / 24.0)).abs() < 1e-9, "{shown:?}");
        assert_eq!(range.get_value((1, 1)), Some(&Data::String("2 personnes".into())));
    }
}
