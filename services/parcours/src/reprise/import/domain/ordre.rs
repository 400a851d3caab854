//! In which order the facts of a parcours are integrated, whatever the order of the lines of its table: what others rest on
//! comes first.

use parcours_api::FaitRepris;

use crate::vie::parcours::domain::Depart;

/// What a line does to what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effet {
    /// It tells something new.
    Nouveau,
    /// It corrects what a former line told: it may make room for what is new.
    Corrige,
    /// It corrects an exit, after which there are days that the person was out of.
    Rouvre,
}

/// The smaller first.
pub(crate) fn ordre(fait: &FaitRepris, effet: Effet) -> i16 {
    let rank = match fait {
        FaitRepris::Parcours { .. } => 0,
        FaitRepris::Sortie { .. } | FaitRepris::Fin { .. } if effet == Effet::Rouvre => 1,
        FaitRepris::Referent { .. } => 2,
        FaitRepris::Arret { .. } => 3,
        FaitRepris::Etape { .. } => 4,
        FaitRepris::Bilan { .. } => 5,
        FaitRepris::Contact { .. } => 6,
        FaitRepris::Sortie { .. } => 7,
        FaitRepris::Contrat { .. } => 8,
        FaitRepris::Suivi { .. } => 9,
        FaitRepris::Fin { .. } => 10,
    };
    2 * rank + i16::from(effet == Effet::Nouveau)
}

/// Whether a person was out, or about to be, whom a correction of their exit brings back, on some days at least.
pub(crate) fn rouvre(avant: Depart, apres: Depart) -> bool {
    match (avant, apres) {
        (Depart::Aucun, _) | (Depart::Suivi, Depart::Suivi | Depart::Confirme(_) | Depart::Clos(_)) => false,
        (_, Depart::Aucun) | (Depart::Confirme(_) | Depart::Clos(_), Depart::Suivi) => true,
        (Depart::Confirme(avant) | Depart::Clos(avant), Depart::Confirme(apres) | Depart::Clos(apres)) => apres > avant,
    }
}

#[cfg(test)]
mod tests {
    use parcours_api::{IssueAppel, MotifCloture};
    use testdata::d;

    use super::*;

    #[test]
    fn what_others_rest_on_comes_first_and_what_makes_room_before_what_takes_it() {
        let parcours = FaitRepris::Parcours { connu_depuis: d("2025-09-01") };
        let contact = FaitRepris::Suivi { jour: d("2025-12-07"), issue: IssueAppel::EnEmploi };
        let fin = FaitRepris::Fin { motif: MotifCloture::Demenagement, le: d("2025-09-01"), destination: None };
        let told = [
            ordre(&parcours, Effet::Nouveau),
            ordre(&fin, Effet::Rouvre),
            ordre(&contact, Effet::Corrige),
            ordre(&contact, Effet::Nouveau),
            ordre(&fin, Effet::Corrige),
            ordre(&fin, Effet::Nouveau),
        ];
        assert!(told.is_sorted_by(|one, next| one < next), "{told:?}");
    }

    #[test]
    fn an_exit_that_moves_a_day_later_brings_somebody_back_and_one_that_moves_a_day_earlier_does_not() {
        use Depart as D;
        let (first, second) = (d("2025-09-01"), d("2025-09-02"));
        assert!(rouvre(D::Clos(first), D::Clos(second)) && rouvre(D::Confirme(first), D::Confirme(second)));
        assert!(!rouvre(D::Clos(first), D::Clos(first)) && !rouvre(D::Confirme(second), D::Confirme(first)));
        assert!(rouvre(D::Confirme(first), D::Aucun) && rouvre(D::Suivi, D::Aucun) && rouvre(D::Clos(first), D::Suivi));
        assert!(!rouvre(D::Suivi, D::Confirme(first)) && !rouvre(D::Aucun, D::Suivi));
    }
}
