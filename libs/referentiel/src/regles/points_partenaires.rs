//! Rhythm of exchanges with partners about a person (seed 001: « systématiser un point d'étape avec les interlocuteurs de
//! Pôle emploi et du Conseil Départemental », « garder le contact avec les prescripteurs »).

use chrono::NaiveDate;
use kernel::calendrier;

use crate::{Attendu, Partenaire, PointPartenaire, Referentiel};

/// How an exchange with a partner is said.
#[must_use]
pub const fn objet(interlocuteur: Partenaire) -> &'static str {
    match interlocuteur {
        Partenaire::FranceTravail => "point d'étape avec France Travail",
        Partenaire::Departement => "point d'étape avec le Département",
        Partenaire::Prescripteur => "contact avec le prescripteur",
        Partenaire::ReferentSocial => "contact avec le référent social",
        Partenaire::Autre => "point d'étape avec un partenaire",
    }
}

/// The next exchange with each partner, of a parcours entered on `entree`: so many months after the
/// last one that was held, or after the entry, or after `connu_depuis` where nobody knows what was held before. Nothing of a partner for whom the territory says no rhythm.
#[must_use]
pub fn prochains(
    referentiel: &Referentiel,
    entree: NaiveDate,
    connu_depuis: Option<NaiveDate>,
    tenus: &[(Partenaire, NaiveDate)],
) -> Vec<Attendu> {
    let next = |rule: &PointPartenaire| {
        let held = tenus.iter().filter(|(who, _)| *who == rule.interlocuteur).map(|(_, le)| *le).max();
        let since = held.unwrap_or(entree);
        let inconnu_avant = connu_depuis.filter(|connu| *connu > since);
        let limite = calendrier::plus_mois(inconnu_avant.unwrap_or(since), rule.mois);
        let objet = objet(rule.interlocuteur);
        let attendu = Attendu::new(referentiel, "point_partenaire", objet, limite, rule.alerte_jours);
        let attendu = attendu.inconnu_avant(inconnu_avant);
        match held {
            Some(le) => attendu.fait("dernier tenu le", le),
            None => attendu.fait("entrée", entree),
        }
    };
    referentiel.points_partenaires.iter().map(next).collect()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    fn states(tenus: &[(Partenaire, NaiveDate)], au: &str) -> Vec<EtatEcheance> {
        let found = prochains(&livre("dijon").unwrap(), d("2021-02-12"), None, tenus);
        found.into_iter().map(|one| one.etat(d(au))).collect()
    }

    #[test]
    fn in_dijon_france_travail_and_the_departement_are_met_six_months_after_the_entry_at_the_latest() {
        use EtatEcheance as E;
        assert_eq!(states(&[], "2021-07-12"), [E::EnCours, E::EnCours]);
        assert_eq!(states(&[], "2021-07-13"), [E::Proche, E::Proche]);
        assert_eq!(states(&[], "2021-08-12"), [E::DernierJour, E::DernierJour]);
        assert_eq!(states(&[], "2021-08-13"), [E::Depassee, E::Depassee]);
    }

    #[test]
    fn each_one_runs_from_the_last_that_was_held() {
        use EtatEcheance as E;
        let held = [
            (Partenaire::FranceTravail, d("2021-08-02")),
            (Partenaire::FranceTravail, d("2021-03-02")),
            (Partenaire::Prescripteur, d("2021-08-02")),
        ];
        assert_eq!(states(&held, "2022-02-02"), [E::DernierJour, E::Depassee]);
        assert_eq!(states(&held, "2022-02-03"), [E::Depassee, E::Depassee]);
    }

    #[test]
    fn a_territory_without_a_rhythm_asks_for_none() {
        assert!(prochains(&livre("grand-chalon").unwrap(), d("2021-02-12"), None, &[]).is_empty());
    }
}
