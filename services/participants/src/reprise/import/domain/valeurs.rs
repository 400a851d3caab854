//! The cells that tell of a person, as people write them.

use imports::valeurs::{Lu, cle, code, oui_non};
use participants_api::Sexe;
use referentiel::{Signataire, regles::eligibilite::Reponse};

pub(crate) fn sexe(text: &str) -> Lu<Sexe> {
    match cle(text).as_str() {
        "femme" | "mme" | "madame" | "mlle" | "feminin" => Ok(Sexe::Femme),
        "homme" | "h" | "monsieur" | "mr" | "masculin" => Ok(Sexe::Homme),
        _ => code(text),
    }
}

/// One of the four answers. An empty cell is none of them: it was not asked.
pub(crate) fn reponse(text: &str) -> Lu<Reponse> {
    match oui_non(text) {
        Ok(true) => Ok(Reponse::Oui),
        Ok(false) => Ok(Reponse::Non),
        Err(_) => code(text),
    }
}

/// Who signs a contract.
const SIGNATAIRES: [Signataire; 5] = [
    Signataire::Participant,
    Signataire::Prescripteur,
    Signataire::Referent,
    Signataire::Direction,
    Signataire::President,
];

/// Those who signed, each once.
pub(crate) fn signataires(text: &str) -> Lu<Vec<Signataire>> {
    let mut signed: Vec<Signataire> = Vec::new();
    for word in text.split([',', ';', '/', '+']).map(cle).filter(|word| !word.is_empty()) {
        let found = SIGNATAIRES.into_iter().find(|one| one.nom() == word);
        let expected = || SIGNATAIRES.map(Signataire::nom).join(", ");
        let one = found.ok_or_else(|| format!("attendu, séparés par une virgule : {}", expected()))?;
        if !signed.contains(&one) {
            signed.push(one);
        }
    }
    Ok(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_four_and_an_empty_cell_is_none() {
        assert_eq!(reponse("X"), Ok(Reponse::Oui));
        assert_eq!(reponse("Non"), Ok(Reponse::Non));
        assert_eq!(reponse("Refus de répondre"), Ok(Reponse::RefusDeRepondre));
        assert_eq!(reponse("non obtenue"), Ok(Reponse::NonObtenue));
        reponse("peut-être").unwrap_err();
    }

    #[test]
    fn who_signed_is_a_list_of_parties() {
        let said = [Signataire::Participant, Signataire::Referent];
        assert_eq!(signataires("Participant, Référent ; participant").unwrap(), said);
        assert!(signataires("participant, voisin").unwrap_err().contains("president"));
    }

    #[test]
    fn a_civility_tells_the_sex_and_a_digit_does_not() {
        assert_eq!(sexe("Mme"), Ok(Sexe::Femme));
        assert_eq!(sexe("M."), Ok(Sexe::Homme));
        assert!(sexe("1").unwrap_err().contains("attendu : F, M"));
    }
}
