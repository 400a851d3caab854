//! Where the cells of a sheet stand: each after the one before, at a place that a sheet has.

use quick_xml::events::{BytesEnd, BytesStart};

use super::{Defaut, TableauError, lettres_de_colonne};

/// Lines of a sheet.
const LIGNES: u32 = 1_048_576;
/// Columns of a sheet.
const COLONNES: u32 = 16_384;

/// A place, its line and its column counted from 0.
type Place = (u32, u32);

/// A sheet, as far as it was looked at.
#[derive(Debug, Default)]
pub(super) struct Feuille {
    /// The line and the column at which the next cell stands, unless it says another.
    suivante: Place,
    /// The last cell.
    derniere: Option<Place>,
    /// Lines that it tells, blank or not.
    lignes: u32,
    fusionne: bool,
}

impl Feuille {
    /// A tag opens.
    pub(super) fn ouvrir(&mut self, tag: &BytesStart<'_>) -> Result<(), TableauError> {
        match tag.local_name().as_ref() {
            "row" => self.ligne(tag),
            "c" => self.cellule(tag),
            "dimension" | "f" => self.etendue(tag).map(drop),
            "mergeCell" => {
                let told = self.etendue(tag)?;
                self.fusionne |= told.is_some_and(|((first, _), (last, _))| first != last);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A tag closes.
    pub(super) fn fermer(&mut self, tag: &BytesEnd<'_>) {
        if tag.local_name().as_ref() == "row" {
            self.suivante = (self.suivante.0.saturating_add(1), 0);
        }
    }

    /// Whether cells of several lines are merged.
    pub(super) const fn fusionne(&self) -> bool {
        self.fusionne
    }

    fn ligne(&mut self, tag: &BytesStart<'_>) -> Result<(), TableauError> {
        self.lignes = self.lignes.saturating_add(1);
        if let Some(told) = self.attribut(tag, "r")? {
            let row = told.parse().ok().filter(|row| (1..=LIGNES).contains(row));
            self.suivante.0 = row.ok_or_else(|| self.refus(Defaut::Reference(court(&told))))? - 1;
        }
        if self.lignes > LIGNES || self.suivante.0 >= LIGNES {
            return Err(self.refus(Defaut::Reference(format!("ligne {}", u64::from(LIGNES) + 1))));
        }
        Ok(())
    }

    fn cellule(&mut self, tag: &BytesStart<'_>) -> Result<(), TableauError> {
        let place = match self.attribut(tag, "r")? {
            Some(told) => place(&told).ok_or_else(|| self.refus(Defaut::Reference(court(&told))))?,
            None => self.suivante,
        };
        if self.derniere.is_some_and(|before| before >= place) {
            return Err(TableauError::Ligne(place.0 + 1, Defaut::Desordre));
        }
        if place.1 >= COLONNES {
            return Err(self.refus(Defaut::TropLongue));
        }
        (self.derniere, self.suivante.1) = (Some(place), place.1 + 1);
        Ok(())
    }

    /// The extent that a tag tells, if it tells one.
    fn etendue(&self, tag: &BytesStart<'_>) -> Result<Option<(Place, Place)>, TableauError> {
        let Some(told) = self.attribut(tag, "ref")? else { return Ok(None) };
        let (first, last) = told.split_once(':').unwrap_or((&told, &told));
        let read =
            place(first).zip(place(last)).filter(|((top, left), (bottom, right))| top <= bottom && left <= right);
        read.map(Some).ok_or_else(|| self.refus(Defaut::Reference(court(&told))))
    }

    fn attribut(&self, tag: &BytesStart<'_>, nom: &str) -> Result<Option<String>, TableauError> {
        let mut told = None;
        // Whoever writes an attribute twice is not read in two ways.
        for attribut in tag.attributes().with_checks(true) {
            let attribut = attribut.map_err(|_| self.refus(Defaut::Illisible))?;
            if attribut.key.as_ref() == nom {
                told = Some(attribut.value.into_owned());
            }
        }
        Ok(told)
    }

    fn refus(&self, defaut: Defaut) -> TableauError {
        TableauError::Ligne(self.suivante.0.saturating_add(1), defaut)
    }
}

/// The name of a cell.
pub(super) fn nom((ligne, colonne): Place) -> String {
    format!("{}{}", lettres_de_colonne(usize::try_from(colonne).unwrap_or(usize::MAX)), ligne.saturating_add(1))
}

/// The place of a cell by its name, when a sheet has it.
fn place(nom: &str) -> Option<Place> {
    let digits = nom.find(|char: char| !char.is_ascii_alphabetic())?;
    let (letters, line) = nom.split_at_checked(digits).filter(|(letters, _)| (1..=3).contains(&letters.len()))?;
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    // A number may be signed, a line is not.
    let plain = line.bytes().all(|byte| byte.is_ascii_digit());
    let line = line.parse().ok().filter(|line| plain && (1..=LIGNES).contains(line))?;
    (column <= COLONNES).then(|| (line - 1, column - 1))
}

/// What somebody wrote, short enough to be told.
fn court(text: &str) -> String {
    text.chars().take(24).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stands_where_a_sheet_has_one() {
        for (name, expected) in [("A1", (0, 0)), ("b7", (6, 1)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383))]
        {
            assert_eq!(place(name), Some(expected), "{name}");
        }
        for name in
            ["", "A", "1", "A0", "A-1", "A+1", "XFE1", "A1048577", "A99999999", "ZZZZZZ99999999999", "É1", "A1B"]
        {
            assert_eq!(place(name), None, "{name}");
        }
        assert_eq!(nom((6, 27)), "AB7");
    }
}
