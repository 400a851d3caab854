//! What two writings of a name have in common: its words, without the particles that papers drop.

use std::collections::BTreeSet;

use crate::dossier::cle::domain::phonetique::son;

/// Words that some papers write before a name and others do not.
const PARTICULES: [&str; 25] = [
    "al", "ben", "bin", "d", "da", "das", "de", "del", "della", "der", "des", "di", "do", "dos", "du", "e", "el",
    "ibn", "l", "la", "le", "les", "ould", "van", "von",
];

/// Fewest letters of a word from which an article that was written with it is taken off.
const ARTICLE_COLLE: usize = 6;

/// The words of a name, in letters.
fn mots(nom: &str) -> Vec<String> {
    let words = nom.split(|letter: char| !letter.is_alphanumeric()).map(kernel::lettres);
    words.filter(|word| !word.is_empty()).collect()
}

/// Words without the particles among them, unless there is nothing else.
pub(crate) fn sans_particules(mots: Vec<String>) -> Vec<String> {
    let kept: Vec<_> = mots.iter().filter(|word| !PARTICULES.contains(&word.as_str())).cloned().collect();
    if kept.is_empty() { mots } else { kept }
}

/// A word without the Arabic article written with it: `elkhatib`.
pub(crate) fn sans_article(mot: &str) -> Option<&str> {
    let word = mot.strip_prefix("al").or_else(|| mot.strip_prefix("el"))?;
    (mot.len() >= ARTICLE_COLLE).then_some(word)
}

/// The sounds of the words of a name, without particles nor article.
fn sons(nom: &str) -> BTreeSet<String> {
    let words = sans_particules(mots(nom));
    let heard = words.iter().map(|word| son(sans_article(word).unwrap_or(word)));
    heard.filter(|sound| !sound.is_empty()).collect()
}

/// The sounds of both names of a person, in one order whichever is said first.
pub(crate) fn sons_ensemble(nom: &str, prenom: &str) -> Option<String> {
    let one = |name: &str| sons(name).into_iter().collect::<String>();
    let (first, second) = (one(nom), one(prenom));
    let (first, second) = if first <= second { (first, second) } else { (second, first) };
    (!first.is_empty()).then(|| format!("{first}|{second}"))
}

/// Whether two names may be of one person: they sound alike, written whole, or the words of the one are all among those
/// of the other.
pub(crate) fn proches(un: &str, autre: &str) -> bool {
    let (one, other) = (son(un), son(autre));
    if !one.is_empty() && one == other {
        return true;
    }
    let (one, other) = (sons(un), sons(autre));
    !one.is_empty() && !other.is_empty() && (one.is_subset(&other) || other.is_subset(&one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_or_the_half_of_a_double_name_hides_nobody() {
        for (one, other) in [
            ("de La Fontaine", "Fontaine"),
            ("Le Gall", "LEGALL"),
            ("Le Gall", "Gall"),
            ("d'Almeida", "Almeida"),
            ("El Khatib", "Khatib"),
            ("El-Amrani", "Elamrani"),
            ("Al Amrani", "El Amrani"),
            ("Martin-Dupont", "Martin"),
            ("Dupont Martin", "Martin-Dupont"),
            ("Anne-Marie", "Anne"),
            ("Mohamed Amine", "Muhammad"),
            ("Ben Salah", "Bensalah"),
        ] {
            assert!(proches(one, other) && proches(other, one), "{one} {other}");
        }
    }

    #[test]
    fn two_names_that_share_a_part_only_are_not_close() {
        for (one, other) in [
            ("Martin-Dupont", "Martin-Durand"),
            ("Le Gall", "Le Goff"),
            ("Ben Salah", "Ben Ali"),
            ("El Amrani", "El Idrissi"),
            ("Anne-Marie", "Anne-Sophie"),
            ("de", "du"),
            ("!", "?"),
        ] {
            assert!(!proches(one, other), "{one} {other}");
        }
    }
}
