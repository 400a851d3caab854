//! The keys by which a person is found. One place makes those of a file and those of a search.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use participants_api::{NouveauParticipant, Recherche};

use crate::dossier::cle::domain::{nom, phonetique::son};

/// Raised when the keys are made another way: the files are then indexed again, behind.
pub(crate) const VERSION: i32 = 3;

/// Shortest end of a word that is a key.
const FIN: usize = 3;

/// The words of a name, and the name whole: "Le Gall" is found by "gall" and by "legall".
fn mots(texte: &str) -> BTreeSet<String> {
    let words = texte.split(|letter: char| !letter.is_alphanumeric()).map(kernel::lettres);
    words.chain([kernel::lettres(texte)]).filter(|word| !word.is_empty()).collect()
}

/// The keys of a file.
pub(crate) fn du_dossier(personne: &NouveauParticipant) -> BTreeSet<String> {
    let names = [Some(&personne.nom), Some(&personne.prenom), personne.etat_civil.nom_naissance.as_ref()];
    let words: BTreeSet<_> = names.into_iter().flatten().flat_map(|name| mots(name)).collect();
    let mut keys = BTreeSet::from_iter(fortes(personne));
    for word in &words {
        keys.insert(format!("n:{word}"));
        keys.insert(format!("p:{}", son(word)));
        keys.extend(
            (1..word.len().saturating_sub(FIN - 1)).filter_map(|rank| Some(format!("s:{}", word.get(rank..)?))),
        );
    }
    keys.remove("p:");
    keys
}

/// Those of the keys of a file that hardly anybody else has: all but the words of its names. The sound of both names
/// together (`x:`) finds a file whose birth date was written wrong.
pub(crate) fn fortes(personne: &NouveauParticipant) -> Vec<String> {
    let phone = personne.telephone.as_ref().map(|phone| format!("t:{phone}"));
    let mail = personne.courriel.as_ref().map(|mail| format!("m:{}", mail.to_lowercase()));
    let france_travail = personne.etat_civil.identifiant_france_travail.as_ref().map(|id| format!("f:{id}"));
    let names = nom::sons_ensemble(&personne.nom, &personne.prenom).map(|sounds| format!("x:{sounds}"));
    [Some(date(personne.date_naissance)), phone, mail, france_travail, names].into_iter().flatten().collect()
}

fn date(naissance: NaiveDate) -> String {
    format!("d:{naissance}")
}

/// What one criterion of a search accepts: any of these keys, or of those that begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Critere {
    pub(crate) egales: Vec<String>,
    pub(crate) debuts: Vec<String>,
}

/// The criteria of a search: a person must meet them all. `large` adds what only resembles: the ends of
/// words and their sound, with an article or without.
pub(crate) fn de_la_recherche(recherche: &Recherche, large: bool) -> Vec<Critere> {
    let exact = |cle: String| Critere { egales: vec![cle], debuts: vec![] };
    let typed = recherche.nom.iter().flat_map(|nom| nom.split_whitespace()).map(kernel::lettres);
    let typed: Vec<_> = typed.filter(|word| !word.is_empty()).collect();
    let words = if large { nom::sans_particules(typed) } else { typed };
    let mut all: Vec<_> = words
        .into_iter()
        .map(|word| {
            let mut critere = Critere { egales: vec![], debuts: vec![format!("n:{word}")] };
            if large {
                critere.debuts.extend((word.len() >= FIN).then(|| format!("s:{word}")));
                let sounds = [Some(son(&word)), nom::sans_article(&word).map(son)];
                let sounds = sounds.into_iter().flatten().filter(|sound| sound.len() > 1);
                critere.egales.extend(sounds.map(|sound| format!("p:{sound}")));
            }
            critere
        })
        .collect();
    all.extend(recherche.date_naissance.map(|jour| exact(date(jour))));
    all.extend(recherche.telephone.as_ref().map(|phone| exact(format!("t:{phone}"))));
    all.extend(recherche.identifiant_france_travail.as_ref().map(|id| exact(format!("f:{id}"))));
    all
}

#[cfg(test)]
mod tests {
    use participants_api::{EtatCivil, Sexe};
    use testdata::d;

    use super::*;

    fn personne() -> NouveauParticipant {
        NouveauParticipant {
            nom: "Le Gall-Éric".into(),
            prenom: "Anne".into(),
            date_naissance: d("1984-05-20"),
            sexe: Sexe::Femme,
            commune: None,
            telephone: Some("0612345678".parse().unwrap()),
            courriel: None,
            etat_civil: EtatCivil { nom_naissance: Some("Konaté".into()), ..EtatCivil::default() },
        }
    }

    fn trouve(nom: &str, large: bool) -> bool {
        let keys = du_dossier(&personne());
        let recherche = Recherche { nom: Some(nom.into()), ..Recherche::default() };
        de_la_recherche(&recherche, large).iter().all(|critere| {
            keys.iter()
                .any(|cle| critere.egales.contains(cle) || critere.debuts.iter().any(|debut| cle.starts_with(debut)))
        })
    }

    #[test]
    fn a_person_is_found_by_any_word_whole_or_begun() {
        for nom in ["gall", "LEGALL", "eric", "konate", "KONATÉ anne", "le gal", "ann"] {
            assert!(trouve(nom, false), "{nom}");
        }
        assert!(!trouve("dupont", true) && !trouve("anne dupont", true));
    }

    #[test]
    fn what_only_resembles_is_found_when_it_is_looked_for() {
        for nom in ["nate", "konatte", "Legalle", "ane", "el gall", "alkonate", "Conaté de"] {
            assert!(trouve(nom, true), "{nom}");
        }
        assert!(!trouve("nate", false), "the end of a word");
    }
}
