//! How a parcours ends, or is about to, by what a table and the suite know of its exits.

use chrono::NaiveDate;
use kernel::ActeurId;
use parcours_api::{ChampReprise as Champ, ContratSortie, EtatSortie, FaitRepris};
use problem::FieldError;
use suite_api::ChampImporte;

use crate::{
    sorties::sortie::domain::{Appel, Sortie},
    vie::parcours::domain::Depart,
};

/// What an exit makes of its parcours.
pub(crate) fn de_la_sortie(sortie: &Sortie) -> Depart {
    match (sortie.etat, sortie.acquise_le) {
        (EtatSortie::EnSuivi, _) => Depart::Suivi,
        (EtatSortie::Confirmee, Some(le)) => Depart::Confirme(le),
        (EtatSortie::Confirmee, None) | (EtatSortie::NonPositive, _) => Depart::Aucun,
    }
}

/// What a line makes of a parcours; none of what is no exit.
pub(crate) const fn du_fait(fait: &FaitRepris) -> Option<Depart> {
    match fait {
        FaitRepris::Sortie { etat: EtatSortie::EnSuivi, .. } => Some(Depart::Suivi),
        FaitRepris::Sortie { etat: EtatSortie::Confirmee, acquise_le: Some(le), .. } => Some(Depart::Confirme(*le)),
        FaitRepris::Sortie { .. } => Some(Depart::Aucun),
        FaitRepris::Fin { le, .. } => Some(Depart::Clos(*le)),
        FaitRepris::Parcours { .. }
        | FaitRepris::Referent { .. }
        | FaitRepris::Arret { .. }
        | FaitRepris::Etape { .. }
        | FaitRepris::Bilan { .. }
        | FaitRepris::Contact { .. }
        | FaitRepris::Contrat { .. }
        | FaitRepris::Suivi { .. } => None,
    }
}

/// How a parcours ends by all of its exits: one of them is followed, or ends it, at most.
pub(crate) fn seul(departs: impl IntoIterator<Item = Depart>) -> Result<Depart, FieldError> {
    let mut all = departs.into_iter().filter(|one| *one != Depart::Aucun);
    let first = all.next().unwrap_or(Depart::Aucun);
    if all.next().is_some() {
        let detail = "une autre sortie de ce parcours est suivie, ou le termine déjà";
        return Err(FieldError::new(Champ::Fait.pointeur(), "incoherent", detail));
    }
    Ok(first)
}

/// The exit after which a further contract began or a call was made, of those of a parcours told oldest first: the last one
/// that had begun.
pub(crate) fn rattachee<T>(sorties: &[T], debut: impl Fn(&T) -> NaiveDate, fait: &FaitRepris) -> Option<usize> {
    let begun = |one: &T| match fait {
        FaitRepris::Contrat { debut: le, .. } => debut(one) < *le,
        FaitRepris::Suivi { jour, .. } => debut(one) <= *jour,
        _ => false,
    };
    sorties.iter().rposition(begun)
}

/// Why a further contract or a call is nobody's.
pub(crate) fn orphelin() -> FieldError {
    let detail = "aucune sortie de ce parcours ne l'a précédé : reprenez d'abord la sortie";
    FieldError::new(Champ::Du.pointeur(), "inconnu", detail)
}

/// What a former line had added to an exit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ajout {
    /// A further contract, as it is known here: with what proves it.
    Contrat(ContratSortie),
    /// A call.
    Appel,
}

/// Adds to an exit a further contract or a call of a table, in its order. What is known here of the contract that its former
/// line told stays: a table says nothing of it.
pub(crate) fn suivre(sortie: &mut Sortie, fait: &FaitRepris, former: Option<Ajout>, par: ActeurId) {
    match fait {
        FaitRepris::Contrat { debut, fin, quotite, employeur } => {
            let (debut, fin, quotite, employeur) = (*debut, *fin, *quotite, employeur.clone());
            let added = match former {
                Some(Ajout::Contrat(former)) => ContratSortie { debut, fin, quotite, employeur, ..former },
                Some(Ajout::Appel) | None => ContratSortie {
                    debut,
                    fin,
                    quotite,
                    employeur,
                    precedent_rompu_le: None,
                    interim: None,
                    piece: None,
                    justifie_le: None,
                },
            };
            let after = sortie.contrats.partition_point(|one| one.debut <= debut);
            sortie.contrats.insert(after, added);
        }
        FaitRepris::Suivi { jour, issue } => {
            let after = sortie.appels.partition_point(|one| one.le <= *jour);
            sortie.appels.insert(after, Appel { le: *jour, issue: *issue, par });
        }
        _ => {}
    }
}

/// Takes back from an exit what a former line had added to it; none when it was not there.
pub(crate) fn oublier(sortie: &mut Sortie, fait: &FaitRepris) -> Option<Ajout> {
    match fait {
        FaitRepris::Contrat { debut, fin, quotite, employeur } => {
            let same = |one: &ContratSortie| {
                (&one.debut, &one.fin, &one.quotite, &one.employeur) == (debut, fin, quotite, employeur)
            };
            let found = sortie.contrats.iter().position(same)?;
            Some(Ajout::Contrat(sortie.contrats.remove(found)))
        }
        FaitRepris::Suivi { jour, issue } => {
            let found = sortie.appels.iter().position(|one| (&one.le, &one.issue) == (jour, issue))?;
            sortie.appels.remove(found);
            Some(Ajout::Appel)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use parcours_api::IssueAppel;
    use testdata::d;

    use super::*;

    fn appel(jour: &str, issue: IssueAppel) -> FaitRepris {
        FaitRepris::Suivi { jour: d(jour), issue }
    }

    #[test]
    fn one_exit_is_followed_or_ends_a_parcours() {
        let (followed, out) = (Depart::Suivi, Depart::Confirme(d("2025-06-01")));
        assert_eq!(seul([]), Ok(Depart::Aucun));
        assert_eq!(seul([Depart::Aucun, followed, Depart::Aucun]), Ok(followed));
        for two in [[followed, followed], [followed, out], [out, Depart::Clos(d("2025-07-01"))]] {
            assert_eq!(seul(two).unwrap_err().pointer, "/fait");
        }
    }

    #[test]
    fn a_call_belongs_to_the_last_exit_that_had_begun_and_a_contract_to_one_before_it() {
        let exits = [d("2024-03-01"), d("2025-06-02")];
        let whose = |fait: &FaitRepris| rattachee(&exits, |one| *one, fait);
        let called = |jour| whose(&appel(jour, IssueAppel::EnEmploi));
        assert_eq!(
            [called("2024-02-29"), called("2024-03-01"), called("2025-06-01"), called("2025-06-02")],
            [None, Some(0), Some(0), Some(1)]
        );
        let contract = |debut| {
            let (quotite, employeur) = (rust_decimal::Decimal::ONE_HUNDRED, "Mairie".to_owned());
            whose(&FaitRepris::Contrat { debut: d(debut), fin: None, quotite, employeur })
        };
        assert_eq!([contract("2024-03-01"), contract("2024-03-02"), contract("2025-06-02")], [None, Some(0), Some(0)]);
    }

    #[test]
    fn a_call_that_a_table_corrects_is_taken_back_and_those_of_here_stay() {
        let mut exit = Sortie::exemple();
        exit.appels = vec![Appel { le: d("2026-03-10"), issue: IssueAppel::Refus, par: Id::MAX }];
        let (wrong, right) = (appel("2026-03-02", IssueAppel::PasDeReponse), appel("2026-03-02", IssueAppel::EnEmploi));
        suivre(&mut exit, &wrong, None, Id::MIN);
        let former = oublier(&mut exit, &wrong);
        assert_eq!((&former, oublier(&mut exit, &wrong)), (&Some(Ajout::Appel), None));
        suivre(&mut exit, &right, former, Id::MIN);
        let told: Vec<_> = exit.appels.iter().map(|one| (one.le, one.issue)).collect();
        assert_eq!(told, [(d("2026-03-02"), IssueAppel::EnEmploi), (d("2026-03-10"), IssueAppel::Refus)]);
    }

    #[test]
    fn a_contract_that_a_table_corrects_keeps_what_proves_it_here() {
        let contract = |fin: &str| FaitRepris::Contrat {
            debut: d("2027-02-01"),
            fin: Some(d(fin)),
            quotite: rust_decimal::Decimal::ONE_HUNDRED,
            employeur: "Mairie".to_owned(),
        };
        let mut exit = Sortie::exemple();
        suivre(&mut exit, &contract("2027-06-30"), None, Id::MIN);
        exit.contrats[0].piece = Some(Id::MAX);
        exit.contrats[0].justifie_le = Some(d("2027-02-08"));
        let proved = exit.contrats[0].clone();
        assert_eq!(oublier(&mut exit, &contract("2027-07-01")), None, "no line told it so");
        let former = oublier(&mut exit, &contract("2027-06-30"));
        assert_eq!((&former, exit.contrats.len()), (&Some(Ajout::Contrat(proved.clone())), 0));
        suivre(&mut exit, &contract("2027-07-31"), former, Id::MIN);
        assert_eq!(exit.contrats, [ContratSortie { fin: Some(d("2027-07-31")), ..proved }]);
    }
}
