//! The records of a CSV, as bytes: whatever the file holds, one takes the memory of the longest line that a table may
//! have.

use std::{
    io::{BufRead, BufReader, Read},
    ops::ControlFlow,
};

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::{CELLULE, COLONNES, Defaut, TableauError};

/// Bytes of a record at most.
const OCTETS: usize = COLONNES * CELLULE;

/// Gives each record that is not blank to `voir`, with its number from 1, until it breaks.
pub(super) fn parcourir(
    source: impl Read,
    separateur: u8,
    voir: &mut dyn FnMut(u32, &[&[u8]]) -> Result<ControlFlow<()>, TableauError>,
) -> Result<(), TableauError> {
    let mut lecteur = ReaderBuilder::new().delimiter(separateur).build();
    // Ended by one line more, whatever is still open at the end is within a quote.
    let mut source = BufReader::with_capacity(64 * 1_024, source.chain(&b"\n"[..]));
    let (mut octets, mut fins) = (vec![0; OCTETS], vec![0; COLONNES + 1]);
    let (mut ecrits, mut champs, mut rang) = (0, 0, 1_u32);
    loop {
        let bloc = source.fill_buf()?;
        if bloc.is_empty() {
            return if ecrits == 0 { Ok(()) } else { Err(TableauError::Ligne(rang, Defaut::Guillemet)) };
        }
        let (etat, lus, octet, champ) = lecteur.read_record(
            bloc,
            octets.get_mut(ecrits..).unwrap_or_default(),
            fins.get_mut(champs..).unwrap_or_default(),
        );
        source.consume(lus);
        (ecrits, champs) = (ecrits + octet, champs + champ);
        match etat {
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                return Err(TableauError::Ligne(rang, Defaut::TropLongue));
            }
            ReadRecordResult::Record => {
                let ends = fins.iter().take(champs).copied();
                let starts = std::iter::once(0).chain(ends.clone());
                let read: Vec<_> = starts.zip(ends).filter_map(|(start, end)| octets.get(start..end)).collect();
                if voir(rang, &read)?.is_break() {
                    return Ok(());
                }
                (ecrits, champs, rang) = (0, 0, rang.saturating_add(1));
            }
        }
    }
}
