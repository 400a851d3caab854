//! Each template, with texts that nobody expects in each place where a text may stand.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use chrono::NaiveDate;
use serde_json::Value;

use crate::{
    composer,
    courrier::PageCourrier,
    document::imprimer,
    exemples::{self, courrier},
};

/// One text of each script, and what people paste.
const TEXTES: &[&str] = &[
    "D’Arcy-N’Guessan Œuvrard",
    "Nguyễn Thị Ánh",
    "Ọlábísí Ɓùhárí Ŋ̀gọ̀",
    "Łukasz Żółć Đorđević",
    "Ελένη Παπαδοπούλου",
    "Володимир Ґалаґан",
    "محمد الأمين وُلد",
    "فرهاد پژمان",
    "אַבְרָהָם",
    "ܐܒܪܗܡ",
    "އަޙްމަދު",
    "ߡߊ߬ߡߊߘߎ߫",
    "𞤀𞤥𞤢𞤣𞤵",
    "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "ꕙꔤ",
    "ኃይለ ሥላሴ",
    "Հայկ Ղազարյան",
    "გიორგი",
    "राजेश क्षत्रिय",
    "শ্রীমতী",
    "ਗੁਰਪ੍ਰੀਤ",
    "ગુજરાતી",
    "ଓଡ଼ିଆ",
    "தமிழ்ச்செல்வி",
    "శ్రీనివాస్",
    "ಕನ್ನಡ",
    "മലയാളം",
    "ශ්‍රී ලංකා",
    "สมชาย",
    "ສົມໄຊ",
    "ខ្មែរ",
    "မြန်မာ",
    "བསྟན་འཛིན",
    "ᠮᠣᠩᠭᠣᠯ",
    "张伟 張偉",
    "たなか タナカ",
    "김민수",
    "𠀀𪚥",
    "✅ ☑ ❌ 👍🏽 👨‍👩‍👧 🇫🇷 1️⃣ ❤️ 🫠",
    "\u{f0b7} \u{f0fc} \u{e000} \u{f8ff} \u{10fffd}",
    "\u{fffd}\u{fffe}\u{ffff}\u{378}\u{e0041}",
    "a\u{202e}b\u{2066}c\u{200d}\u{feff}\u{ad}",
    "\0\u{1}\u{7f}\u{9f}\u{b}\u{c}",
    "Z̸̢̛a̴̧̛l̷̨̡g̶̢o̵̢̧",
    "ع\u{301}\u{483} \u{301}\u{20e3} क\u{301}் ⵜ\u{5b0}",
    "#read(\"/etc/passwd\") $x$ *gras* [ ] \\ <a> @b // /* `",
];

/// The data with a text of the corpus, the next each time, in the place of each that somebody may have typed.
fn avec(donnees: &Value, corpus: &mut impl Iterator<Item = &'static str>) -> Value {
    match donnees {
        Value::String(own) if own.parse::<NaiveDate>().is_ok() => own.clone().into(),
        Value::String(_) => corpus.next().into(),
        Value::Array(list) => list.iter().map(|one| avec(one, corpus)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, one)| (name.clone(), avec(one, corpus))).collect(),
        other => other.clone(),
    }
}

/// The text of a page, as a reader selects it.
pub(crate) fn lu(pdf: &[u8]) -> String {
    lu_par(pdf, &["-raw", "-nopgbrk"])
}

/// What `pdftotext` says of a page.
pub(crate) fn lu_par(pdf: &[u8], options: &[&str]) -> String {
    let asked =
        Command::new("pdftotext").args(options).args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut reader = asked.expect("pdftotext, of the package poppler-utils");
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap()
}

/// A letter, with a text in it.
fn lettre(motif: &str) -> String {
    let PageCourrier { territoire, .. } = courrier();
    let page = PageCourrier { motif: Some(motif.to_owned()), ..courrier() };
    let read = lu(&composer(&page, None).unwrap());
    assert!(read.contains(&territoire), "{read}");
    read.chars().filter(|char| *char != '\u{200b}').collect()
}

#[test]
fn every_template_prints_any_text() {
    let mut corpus = TEXTES.iter().copied().cycle();
    for exemple in exemples::complets() {
        let made = imprimer(exemple.gabarit, avec(&exemple.donnees, &mut corpus), None, exemple.nom);
        assert!(made.is_ok(), "{}: {made:?}", exemple.nom);
    }
}

#[test]
fn what_is_printed_is_read_again_in_the_letters_of_whoever_bears_it() {
    let read = lettre(&TEXTES.join("\n"));
    for texte in [
        "D’Arcy-N’Guessan Œuvrard",
        "Łukasz Żółć Đorđević",
        "Володимир Ґалаґан",
        "ኃይለ ሥላሴ",
        "გიორგი",
        "राजेश क्षत्रिय",
        "தமிழ்ச்செல்வி",
        "สมชาย",
        "张伟 張偉",
        "김민수",
        "✅ ☑ ❌",
        "• ✓ [U+E000]",
        "monggol",
        "#read(\"/etc/passwd\") $x$ *gras*",
    ] {
        assert!(read.contains(texte), "{texte} in {read}");
    }
    for letter in ["م", "א", "އ", "ߡ", "𞤀"] {
        assert!(read.contains(letter), "{letter} in {read}");
    }
}

#[test]
fn what_the_typesetter_draws_by_no_font_is_printed_in_plain_letters_rather_than_refused() {
    for block in [0x0000, 0x0a00, 0x2100, 0x1_f000, 0xe_0000] {
        let text: String = (block..block + 0x100).filter_map(char::from_u32).collect();
        lettre(&text);
    }
}

#[test]
fn a_word_of_the_longest_kind_stays_within_its_column() {
    let name = "W".repeat(80);
    let mut page = exemples::releve();
    page.dossiers.iter_mut().for_each(|one| (one.nom, one.motif) = (name.clone(), Some(name.clone())));
    let read = lu(&composer(&page, None).unwrap());
    assert!(read.lines().all(|line| line.matches('W').count() < 60), "{read}");
}

#[test]
fn a_signature_draws_no_more_points_than_are_seen() {
    let drawn = vec![vec![(500, 500); 2_000]; 200];
    let mut page = exemples::contrat();
    page.signatures.iter_mut().for_each(|one| one.traits.clone_from(&drawn));
    let said = serde_json::to_value(&page).unwrap();
    let points = |strokes: &Value| strokes.as_array().unwrap().iter().map(|one| one.as_array().unwrap().len()).sum();
    let points: usize = points(&said["signatures"][0]["traits"]);
    assert!((4_000..=4_400).contains(&points), "{points}");
}
