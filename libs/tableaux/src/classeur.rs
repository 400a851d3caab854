//! Workbooks (XLSX). A text stays a text: nothing that somebody typed is ever a formula.

use kernel::Montant;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cellule {
    /// Text, shown as it is.
    Texte(String),
    /// A count.
    Nombre(usize),
    /// Euros, shown with two decimals.
    Montant(Montant),
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

impl Classeur {
    /// The bytes of the workbook.
    pub fn xlsx(&self) -> Result<Vec<u8>, ClasseurInvalide> {
        let mut workbook = Workbook::new();
        let bold = Format::new().set_bold();
        let euros = Format::new().set_num_format("#,##0.00");
        for feuille in &self.feuilles {
            let sheet = workbook.add_worksheet().set_name(&feuille.titre)?;
            for (column, header) in (0_u16..).zip(&feuille.entetes) {
                sheet.write_string_with_format(0, column, *header, &bold)?;
            }
            for (row, ligne) in (1_u32..).zip(&feuille.lignes) {
                for (column, cellule) in (0_u16..).zip(ligne) {
                    match cellule {
                        Cellule::Texte(text) => sheet.write_string(row, column, text)?,
                        Cellule::Nombre(count) => {
                            sheet.write_number(row, column, u32::try_from(*count).unwrap_or(u32::MAX))?
                        }
                        Cellule::Montant(montant) => {
                            // A cell of Excel is a float: rounded to the cent first, it shows the exact amount.
                            let shown = rust_decimal::Decimal::new(montant.centimes(), 2).to_f64().unwrap_or_default();
                            sheet.write_number_with_format(row, column, shown, &euros)?
                        }
                    };
                }
            }
            sheet.set_freeze_panes(1, 0)?;
            sheet.autofit();
        }
        Ok(workbook.save_to_buffer()?)
    }
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
                ],
            }],
        };
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(classeur.xlsx().unwrap())).unwrap();
        let range = read.worksheet_range("Synthèse").unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get_value((1, 1)), Some(&Data::Float(3.0)));
        assert_eq!(range.get_value((2, 1)), Some(&Data::Float(15_539.76)));
        assert!(read.worksheet_formula("Synthèse").unwrap().is_empty());
    }
}
