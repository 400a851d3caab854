//! Situations that the rest of the file already tells: nobody types them twice.

use chrono::NaiveDate;
use kernel::{NiveauFormation, calendrier};
use participants_api::{NouveauParticipant, NouvelleAdresse};
use referentiel::regles::eligibilite::{FaitSituation, Reponse};

/// What the identity and the address tell on `jour`. An answer that somebody recorded wins over these.
pub(crate) fn situations(
    identite: &NouveauParticipant,
    adresse: Option<&NouvelleAdresse>,
    jour: NaiveDate,
) -> Vec<FaitSituation> {
    let depuis = adresse.map_or(jour, |adresse| adresse.depuis);
    let told = |code: &str, yes: bool, depuis: NaiveDate, source: &str| FaitSituation {
        code: code.to_owned(),
        reponse: if yes { Reponse::Oui } else { Reponse::Non },
        depuis,
        source: source.to_owned(),
    };
    let age = calendrier::age(identite.date_naissance, jour);
    let mut all = vec![
        told("moins_de_26_ans", age < 26, identite.date_naissance, "date de naissance"),
        told("senior", age >= 50, identite.date_naissance, "date de naissance"),
    ];
    if let Some(qpv) = adresse.and_then(|adresse| adresse.qpv.as_ref()).filter(|qpv| qpv.valable_le(jour)) {
        all.push(told("qpv", true, depuis, &format!("adresse, quartier {qpv}")));
    }
    if let Some(rurale) = adresse.and_then(|adresse| adresse.zone_rurale) {
        all.push(told("frr", rurale, depuis, "adresse"));
    }
    if let Some(niveau) = identite.etat_civil.niveau_formation {
        all.push(told("bas_niveau", niveau <= NiveauFormation::CapBep, jour, "niveau de formation"));
    }
    if let Some(menage) = identite.etat_civil.menage {
        let alone = menage.adultes == 1 && menage.enfants_a_charge > 0;
        all.push(told("parent_isole", alone, jour, "composition du ménage"));
    }
    all
}

#[cfg(test)]
mod tests {
    use participants_api::{EtatCivil, Menage, Sexe};
    use testdata::d;

    use super::*;

    fn aminata() -> NouveauParticipant {
        NouveauParticipant {
            nom: "Diallo".into(),
            prenom: "Aminata".into(),
            date_naissance: d("1998-02-12"),
            sexe: Sexe::Femme,
            commune: None,
            telephone: None,
            courriel: None,
            etat_civil: EtatCivil {
                niveau_formation: Some(NiveauFormation::CapBep),
                menage: Some(Menage { adultes: 1, enfants_a_charge: 2 }),
                ..EtatCivil::default()
            },
        }
    }

    fn answer(adresse: Option<&NouvelleAdresse>, code: &str, jour: &str) -> Option<Reponse> {
        let all = situations(&aminata(), adresse, d(jour));
        all.into_iter().find(|one| one.code == code).map(|one| one.reponse)
    }

    #[test]
    fn the_age_is_that_of_the_reference_day() {
        assert_eq!(answer(None, "moins_de_26_ans", "2024-02-11"), Some(Reponse::Oui));
        assert_eq!(answer(None, "moins_de_26_ans", "2024-02-12"), Some(Reponse::Non));
    }

    #[test]
    fn a_quartier_counts_while_its_map_is_in_use() {
        let adresse = NouvelleAdresse {
            voie: None,
            complement: None,
            code_postal: "71100".parse().unwrap(),
            commune: "71076".to_owned().try_into().unwrap(),
            qpv: Some("QP071003".parse().unwrap()),
            zone_rurale: None,
            depuis: d("2020-01-01"),
            jusqua: None,
            piece: None,
            source: "facture".into(),
        };
        assert_eq!(answer(Some(&adresse), "qpv", "2023-12-31"), Some(Reponse::Oui));
        assert_eq!(answer(Some(&adresse), "qpv", "2024-01-01"), None, "the map of 2015 says nothing of 2024");
    }

    #[test]
    fn a_lone_parent_with_a_cap_is_told_by_the_identity() {
        assert_eq!(answer(None, "parent_isole", "2026-01-01"), Some(Reponse::Oui));
        assert_eq!(answer(None, "bas_niveau", "2026-01-01"), Some(Reponse::Oui));
        assert_eq!(answer(None, "qpv", "2026-01-01"), None, "silence is not a no");
    }
}
