//! Each template as its reader sees it.

use participants_api::Sexe;
use serde_json::{Value, json};

use crate::{
    composer,
    document::imprimer,
    emargement::PageEmargement,
    exemples::{self, Exemple, LOGO},
    hostile::{lu, lu_par},
};

/// Width of a sheet, and of each of its margins, in points.
const FEUILLE: f64 = 595.28;
const MARGE: f64 = 62.36;
/// What a cell keeps around its text.
const RETRAIT: f64 = 5.0;

/// The same data, with a word of sixty letters in the place of each text that somebody may have typed.
fn en_longs_mots(donnees: &Value) -> Value {
    match donnees {
        Value::String(own) if own.parse::<chrono::NaiveDate>().is_ok() => own.clone().into(),
        Value::String(_) => "M".repeat(60).into(),
        Value::Array(list) => list.iter().map(en_longs_mots).collect(),
        Value::Object(fields) => fields.iter().map(|(name, one)| (name.clone(), en_longs_mots(one))).collect(),
        other => other.clone(),
    }
}

/// Where each word of a page ends, from its left side, in points.
fn fins(pdf: &[u8]) -> Vec<f64> {
    let read = lu_par(pdf, &["-bbox"]);
    read.split("xMax=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

fn mots(exemple: &Exemple) -> String {
    lu(&exemple.composer().unwrap()).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_word_of_sixty_letters_stays_in_the_page_wherever_it_stands() {
    for Exemple { nom, gabarit, donnees } in exemples::complets() {
        let ends = fins(&imprimer(gabarit, en_longs_mots(&donnees), Some(LOGO), nom).unwrap());
        let last = ends.iter().copied().fold(0.0, f64::max);
        assert!(ends.len() > 20 && last <= FEUILLE - MARGE + RETRAIT, "{nom}: {last}");
    }
}

/// Each word of a page, with its left, upper, right and lower sides.
fn places(pdf: &[u8]) -> Vec<(String, [f64; 4])> {
    let read = lu_par(pdf, &["-bbox"]);
    let word = |line: &str| {
        let (sides, rest) = line.trim().strip_prefix("<word ")?.split_once('>')?;
        let side = |name: &str| sides.split_once(name)?.1.split('"').nth(1)?.parse().ok();
        let word = rest.strip_suffix("</word>")?.to_owned();
        Some((word, [side("xMin")?, side("yMin")?, side("xMax")?, side("yMax")?]))
    };
    read.lines().filter_map(word).collect()
}

#[test]
fn a_name_of_a_hundred_and_twenty_letters_stays_in_its_box_above_the_place_where_one_signs() {
    let long = |letter: &str| format!("{} {}", letter.repeat(60), letter.repeat(60));
    let mut page = exemples::contrat();
    let names = [("M", "Signé"), ("W", "Date")];
    for (place, (letter, _)) in page.signatures.iter_mut().zip(names) {
        place.nom = Some(long(letter));
    }
    let read = places(&composer(&page, None).unwrap());
    let middle = FEUILLE / 2.0;
    for ((letter, foot), (left, right)) in names.into_iter().zip([(MARGE, middle), (middle, FEUILLE - MARGE)]) {
        let drawn = |word: &str| word.replace('\u{200b}', "");
        let own = |word: &str| word.len() >= 4 && word.chars().all(|one| letter.contains(one));
        let name: Vec<_> = read.iter().filter(|(word, _)| own(&drawn(word))).collect();
        assert_eq!(name.iter().map(|(word, _)| drawn(word).len()).sum::<usize>(), 120, "{name:?}");
        assert!(name.iter().all(|(_, [x, _, end, _])| *x >= left && *end <= right), "{name:?}");
        let lowest = name.iter().map(|(_, sides)| sides[3]).fold(0.0, f64::max);
        let (_, [_, top, ..]) = read.iter().find(|(word, _)| word == foot).unwrap();
        assert!(*top > lowest + 25.0, "{foot} at {top}, and the name ends at {lowest}");
    }
}

#[test]
fn a_document_says_who_finances_it_and_what_people_call_it() {
    for exemple in exemples::complets() {
        let read = mots(&exemple);
        assert!(read.contains("Cofinancé par l'Union européenne — opération 202600123"), "{}: {read}", exemple.nom);
        assert!(read.contains("Référence : 1970-0000-0000"), "{}: {read}", exemple.nom);
        assert!(!read.contains("00000000-0000"), "{}: an identifier of programs in {read}", exemple.nom);
    }
}

#[test]
fn a_document_says_who_sends_it_and_a_letter_to_whom_and_where() {
    for exemple in exemples::complets() {
        let read = mots(&exemple);
        for said in
            ["23 avenue Georges Pompidou, 71100 CHALON-SUR-SAÔNE", "03 85 12 34 56 — contact@grand-chalon.example"]
        {
            assert!(read.contains(said), "{}: {read}", exemple.nom);
        }
        let drawn = exemple.composer().unwrap().windows(6).any(|window| window == b"/Image");
        assert!(drawn, "{} has the logo of its sender", exemple.nom);
        let letter = exemple.nom.ends_with("PageCourrier") || exemple.nom.ends_with("PageConvocation");
        assert_eq!(read.contains("3 place de l'Hôtel de Ville"), letter, "{}", exemple.nom);
    }
}

#[test]
fn somebody_is_born_as_a_woman_or_as_a_man() {
    let contrat = |sexe| {
        let mut page = exemples::contrat();
        page.ecrit.sexe = sexe;
        lu(&composer(&page, None).unwrap())
    };
    assert!(contrat(Some(Sexe::Femme)).contains("Aminata Diallo, née le 20 mai 1984"));
    assert!(contrat(Some(Sexe::Homme)).contains("Aminata Diallo, né le 20 mai 1984"));
    assert!(contrat(None).contains("Aminata Diallo, né(e) le 20 mai 1984"), "what was signed before it was told");
    for exemple in exemples::complets() {
        assert!(!mots(&exemple).contains("(e)"), "{}", exemple.nom);
    }
}

#[test]
fn what_nobody_signed_is_a_place_to_sign_with_its_time_until_the_seance_is_over() {
    let blank = exemples::feuille_blanche();
    let printed = lu(&composer(&blank, None).unwrap());
    let places = |read: &str| read.matches("Heure").count();
    assert_eq!((places(&printed), printed.contains("non signée")), (2 * (1 + blank.lignes_libres), false), "{printed}");
    assert!(!printed.contains("Extrait"), "{printed}");
    let over = lu(&composer(&PageEmargement { terminee: true, lignes_libres: 0, ..blank }, None).unwrap());
    assert_eq!((places(&over), over.matches("non signée").count()), (0, 2), "{over}");
    let part = lu(&composer(&exemples::emargement(), None).unwrap());
    assert!(part.contains("Extrait : 2 personnes sur 12"), "{part}");
}

#[test]
fn what_was_kept_before_who_finances_was_printed_is_printed_as_it_was() {
    for exemple in exemples::complets() {
        let mut former = exemple.donnees.clone();
        let kept = former.as_object_mut().unwrap();
        kept.insert("mention".to_owned(), json!(null));
        kept.insert("sexe".to_owned(), json!(null));
        assert!(imprimer(exemple.gabarit, former, None, exemple.nom).is_ok(), "{}", exemple.nom);
    }
    let frozen = |page: Value| {
        let mut page = page;
        let since = ["mention", "sexe", "expediteur"];
        page.as_object_mut().unwrap().retain(|name, _| !since.contains(&name.as_str()));
        page
    };
    serde_json::from_value::<crate::releve::PageReleve>(frozen(json!(exemples::releve()))).unwrap();
    serde_json::from_value::<crate::courrier::PageCourrier>(frozen(json!(exemples::courrier()))).unwrap();
    let written = serde_json::from_value::<crate::contrat::ContratEcrit>(frozen(json!(exemples::contrat().ecrit)));
    assert_eq!(written.unwrap().sexe, None);
}
