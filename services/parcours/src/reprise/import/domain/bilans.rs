//! The bilans of étapes that a table tells: of which étape each one is.

use std::collections::HashMap;

use chrono::NaiveDate;
use kernel::{FaitReprisId, calendrier::Periode};
use parcours_api::{ChampReprise as Champ, FaitRepris, NatureFait};
use problem::FieldError;
use suite_api::ChampImporte;

use super::{commencee, reference};
use crate::etapes::etape::domain::{jours_de_bilan, tenir};

/// An étape of which bilans may have been held: it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tenante {
    /// What it is here; none of what a line tells that is not integrated.
    pub(crate) fait: Option<FaitReprisId>,
    /// By what the line is recognised that tells it.
    pub(crate) reference: Option<String>,
    /// The days on which a bilan may have been held.
    pub(crate) jours: Periode,
}

/// The days on which bilans may have been held of the étape that a line tells; none of one that never began.
pub(crate) fn jours_du_fait(fait: &FaitRepris) -> Option<Periode> {
    match fait {
        FaitRepris::Etape { debut, fin_prevue, fin, etat, .. } => {
            commencee(*etat).then(|| jours_de_bilan(*debut, *fin_prevue, *fin))
        }
        _ => None,
    }
}

/// By what the line is recognised of the étape that a bilan names; `ligne` is that of the bilan, of the same person.
pub(crate) fn nommee(ligne: &str, fait: &FaitRepris) -> Option<String> {
    let FaitRepris::Bilan { etape: Some(numero), .. } = fait else { return None };
    let (whose, _) = ligne.split_once(':')?;
    Some(reference(whose, NatureFait::Etape, numero))
}

/// The étape in which a bilan was held on a day, by its rank: the one whose line it names (`connues` says what lines of former
/// tables became), or else the only one that ran then.
pub(crate) fn tenante(
    etapes: &[Tenante],
    nommee: Option<&str>,
    connues: &HashMap<String, FaitReprisId>,
    jour: NaiveDate,
) -> Result<usize, FieldError> {
    let Some(nommee) = nommee else {
        let mut running = etapes.iter().enumerate().filter(|(_, one)| one.jours.contient(jour));
        return match (running.next(), running.next()) {
            (Some((rank, _)), None) => Ok(rank),
            (Some(_), Some(_)) => {
                let detail = "plusieurs étapes couvrent ce jour : dites laquelle, par le numéro de sa ligne";
                Err(FieldError::new(Champ::Etape.pointeur(), "ambigu", detail))
            }
            (None, _) => {
                let detail = "aucune étape commencée de ce parcours ne couvre ce jour : reprenez d'abord l'étape";
                Err(FieldError::new(Champ::Du.pointeur(), "inconnu", detail))
            }
        };
    };
    let known = connues.get(nommee);
    let named =
        |one: &Tenante| one.reference.as_deref() == Some(nommee) || (known.is_some() && one.fait.as_ref() == known);
    let found = etapes.iter().enumerate().find(|(_, one)| named(one));
    let Some((rank, etape)) = found else {
        let detail = "aucune étape commencée de ce parcours n'a ce numéro : reprenez d'abord l'étape";
        return Err(FieldError::new(Champ::Etape.pointeur(), "inconnu", detail));
    };
    tenir(etape.jours, jour).map_err(|detail| FieldError::new(Champ::Du.pointeur(), "hors_bornes", detail))?;
    Ok(rank)
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn etape(rank: u128, du: &str, au: &str) -> Tenante {
        let jours = Periode { du: d(du), au: Some(d(au)) };
        Tenante { fait: Some(Id::from_u128(rank)), reference: Some(format!("qui:etape:E{rank}")), jours }
    }

    #[test]
    fn a_bilan_is_of_the_only_étape_that_ran_on_its_day() {
        let both = [etape(1, "2025-03-01", "2025-08-31"), etape(2, "2025-08-31", "2025-12-31")];
        let of = |jour| tenante(&both, None, &HashMap::new(), d(jour)).map_err(|one| (one.pointer, one.code));
        assert_eq!(of("2025-02-28"), Err(("/du".to_owned(), "inconnu".to_owned())));
        assert_eq!((of("2025-03-01"), of("2025-08-30")), (Ok(0), Ok(0)));
        assert_eq!(of("2025-08-31"), Err(("/etape".to_owned(), "ambigu".to_owned())));
        assert_eq!((of("2025-09-01"), of("2025-12-31")), (Ok(1), Ok(1)));
        assert_eq!(of("2026-01-01"), Err(("/du".to_owned(), "inconnu".to_owned())));
    }

    #[test]
    fn a_bilan_that_names_its_étape_was_held_within_it() {
        let former = Tenante { reference: None, ..etape(2, "2025-08-31", "2025-12-31") };
        let both = [etape(1, "2025-03-01", "2025-08-31"), former];
        let known = HashMap::from([("qui:etape:E2".to_owned(), Id::from_u128(2))]);
        let of = |numero: &str, jour| {
            let fait = FaitRepris::Bilan { etape: Some(numero.to_owned()), tenu_le: d(jour), commentaire: None };
            let named = nommee("qui:bilan:B1", &fait).unwrap();
            tenante(&both, Some(&named), &known, d(jour)).map_err(|one| one.pointer)
        };
        assert_eq!((of("E1", "2025-08-31"), of("E1", "2025-09-01")), (Ok(0), Err("/du".to_owned())));
        assert_eq!((of("E2", "2025-08-31"), of("E2", "2025-08-30")), (Ok(1), Err("/du".to_owned())));
        assert_eq!(of("E3", "2025-08-31"), Err("/etape".to_owned()));
    }
}
