//! What an answer says to a person is written as a person reads it: `kernel::phrase`.

use chrono::NaiveDate;
use serde_json::Value;

/// Members that are sentences, wherever they stand.
const SENTENCES: [&str; 3] = ["detail", "explication", "objet"];
/// What a day follows in a sentence. A form that is asked for, « une date (2026-02-12) », follows none of them.
const BEFORE_A_DAY: [&str; 6] = ["le", "du", "au", "depuis", "avant", "après"];

/// The sentences that write a day as data does, or « jour(s) ».
pub(super) fn faults(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(faults).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value.as_str() {
                Some(said) if SENTENCES.contains(&name.as_str()) && !well_written(said) => {
                    vec![format!("{name} is not written as a person reads it: {said}")]
                }
                _ => faults(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn well_written(said: &str) -> bool {
    let words: Vec<_> = said.split([' ', '\u{a0}', '\u{202f}', '\'', '’']).collect();
    let day_of_data = |word: &str| word.get(..10).is_some_and(|day| day.parse::<NaiveDate>().is_ok());
    !said.contains("(s)") && !words.windows(2).any(|two| BEFORE_A_DAY.contains(&two[0]) && day_of_data(two[1]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_day_written_as_data_does_is_named_wherever_it_stands() {
        let wrong =
            json!({ "errors": [{ "detail": "attendu : le 2026-02-12 ou plus tard" }], "explication": "2 jour(s)" });
        assert_eq!(faults(&wrong).len(), 2);
        let right = json!({
            "detail": "attendu : une date (2026-02-12)", "explication": "échéance du 12/02/2026, 2 jours restants", "le": "2026-02-12",
        });
        assert_eq!(faults(&right), Vec::<String>::new());
    }
}
