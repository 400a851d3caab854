//! Why two files may be those of one person. A person proposes, nobody merges by rule.

use chrono::{Datelike, NaiveDate};
use participants_api::{NouveauParticipant, RaisonDoublon};

use crate::dossier::cle::domain::nom::proches;

/// The reasons, strongest first; empty when the two files are not proposed.
pub(crate) fn raisons(un: &NouveauParticipant, autre: &NouveauParticipant) -> Vec<RaisonDoublon> {
    let same = |a: Option<String>, b: Option<String>| a.is_some() && a == b;
    let france_travail =
        |one: &NouveauParticipant| one.etat_civil.identifiant_france_travail.as_ref().map(ToString::to_string);
    let name = |one: &NouveauParticipant| (kernel::lettres(&one.nom), kernel::lettres(&one.prenom));
    let birth = un.date_naissance == autre.date_naissance;
    let ((un_nom, un_prenom), (autre_nom, autre_prenom)) = (name(un), name(autre));
    // What no letter writes tells nobody from another.
    let names = !un_nom.is_empty() && un_nom == autre_nom && un_prenom == autre_prenom;
    let swapped = un_nom == autre_prenom && un_prenom == autre_nom;
    let maiden = |a: &NouveauParticipant, b: &str| {
        a.etat_civil.nom_naissance.as_deref().is_some_and(|own| kernel::lettres(own) == b)
    };
    let married = un_prenom == autre_prenom && (maiden(un, &autre_nom) || maiden(autre, &un_nom));
    let first_name = un_prenom == autre_prenom || proches(&un.prenom, &autre.prenom);
    let close = proches(&un.nom, &autre.nom) && first_name;
    let phone = |one: &NouveauParticipant| one.telephone.as_ref().map(ToString::to_string);
    let mail = |one: &NouveauParticipant| one.courriel.as_ref().map(|mail| mail.to_lowercase());
    let told = [
        (same(france_travail(un), france_travail(autre)), RaisonDoublon::MemeIdentifiantFranceTravail),
        (birth && names, RaisonDoublon::MemeNomMemeNaissance),
        (birth && married, RaisonDoublon::NomDeNaissance),
        (birth && swapped, RaisonDoublon::NomEtPrenomInverses),
        (birth && !names && close, RaisonDoublon::NomProcheMemeNaissance),
        (same(phone(un), phone(autre)) && un_prenom == autre_prenom, RaisonDoublon::MemeTelephoneMemePrenom),
        (same(mail(un), mail(autre)) && (birth || first_name), RaisonDoublon::MemeCourriel),
        (
            (close || swapped) && naissances_proches(un.date_naissance, autre.date_naissance),
            RaisonDoublon::NomProcheNaissanceProche,
        ),
    ];
    told.into_iter().filter(|(holds, _)| *holds).map(|(_, raison)| raison).collect()
}

/// Whether two days that differ may be one, written wrong: day and month swapped, or one digit of the year. The first of
/// January is the day of whoever does not know theirs: its year is then all that tells persons apart.
fn naissances_proches(une: NaiveDate, autre: NaiveDate) -> bool {
    let swapped = (une.day(), une.month()) == (autre.month(), autre.day()) && une.year() == autre.year();
    let same_day = (une.day(), une.month()) == (autre.day(), autre.month());
    let (year, other) = (une.year().to_string(), autre.year().to_string());
    let wrong = year.bytes().zip(other.bytes()).filter(|(one, other)| one != other).count();
    une != autre && (swapped || same_day && wrong == 1 && une.ordinal() > 1)
}

#[cfg(test)]
mod tests {
    use participants_api::{EtatCivil, Sexe};

    use super::*;

    fn personne(nom: &str, prenom: &str, naissance: &str) -> NouveauParticipant {
        NouveauParticipant {
            nom: nom.into(),
            prenom: prenom.into(),
            date_naissance: naissance.parse().unwrap(),
            sexe: Sexe::Femme,
            commune: None,
            telephone: None,
            courriel: None,
            etat_civil: EtatCivil::default(),
        }
    }

    #[test]
    fn each_reason_is_told_and_two_strangers_have_none() {
        let one = personne("Dupont", "Anne", "1984-05-20");
        let same = |nom, prenom, naissance| raisons(&one, &personne(nom, prenom, naissance));
        assert_eq!(same("DUPONT", "anne", "1984-05-20"), [RaisonDoublon::MemeNomMemeNaissance]);
        assert_eq!(same("Dupond", "Anne", "1984-05-20"), [RaisonDoublon::NomProcheMemeNaissance]);
        assert_eq!(same("Anne", "Dupont", "1984-05-20"), [RaisonDoublon::NomEtPrenomInverses]);
        assert_eq!(same("Dupont", "Anne", "1984-05-21"), []);
        let mut married = personne("Martin", "Anne", "1984-05-20");
        married.etat_civil.nom_naissance = Some("Dupont".into());
        assert_eq!(raisons(&one, &married), [RaisonDoublon::NomDeNaissance]);
    }

    #[test]
    fn what_one_hand_writes_otherwise_is_proposed() {
        let one = personne("de La Fontaine", "Anne-Marie", "1984-05-07");
        let other = |nom, prenom, naissance| raisons(&one, &personne(nom, prenom, naissance));
        for (nom, prenom) in [("Fontaine", "Anne-Marie"), ("Delafontaine", "Anne"), ("Fontène-Martin", "Marie")] {
            assert_eq!(other(nom, prenom, "1984-05-07"), [RaisonDoublon::NomProcheMemeNaissance], "{nom} {prenom}");
        }
        for naissance in ["1984-07-05", "1994-05-07", "1983-05-07"] {
            let told = other("La Fontaine", "Anne Marie", naissance);
            assert_eq!(told, [RaisonDoublon::NomProcheNaissanceProche], "{naissance}");
        }
        for naissance in ["1975-05-07", "1984-05-17", "1984-06-07"] {
            assert_eq!(other("Fontaine", "Anne-Marie", naissance), [], "{naissance}");
        }
        assert_eq!(other("Martin", "Anne", "1994-05-07"), [], "another name");
        let (first, second) =
            (personne("Diallo", "Mohamed", "1984-01-01"), personne("Diallo", "Mohamed", "1985-01-01"));
        assert_eq!(raisons(&first, &second), [], "two homonyms who do not know their day");
    }

    #[test]
    fn an_address_for_messages_proposes_whoever_bears_the_same_first_name_or_was_born_that_day() {
        let with = |mail: &str, nom, prenom, naissance| NouveauParticipant {
            courriel: Some(mail.to_owned()),
            ..personne(nom, prenom, naissance)
        };
        let one = with("Anne@exemple.fr", "Dupont", "Anne", "1984-05-20");
        let told = |mail, nom, prenom, naissance| raisons(&one, &with(mail, nom, prenom, naissance));
        assert_eq!(told("anne@exemple.fr", "Martin", "Anne", "1990-01-02"), [RaisonDoublon::MemeCourriel]);
        assert_eq!(told("anne@exemple.fr", "Martin", "Ana", "1984-05-20"), [RaisonDoublon::MemeCourriel]);
        assert_eq!(told("anne@exemple.fr", "Dupont", "Paul", "1990-01-02"), [], "the address of a couple");
    }
}
