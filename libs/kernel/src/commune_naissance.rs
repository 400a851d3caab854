//! Where somebody was born in France: civil status keeps the commune of that day, which may be one no more.

use std::{fmt, sync::LazyLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    CodeCommune, CodeCommuneInvalide, calendrier,
    commune::{Ligne, chercher, lignes},
    phrase,
    texte::rendu,
};

/// Communes that are no more: code, then name, last day and the code of the commune of today. Vintage and attribution
/// in `data/README.md`.
static ANCIENNES: LazyLock<Vec<Ligne>> = LazyLock::new(|| lignes(include_str!("../data/communes_anciennes.tsv")));

/// A commune that is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommuneAncienne {
    code: &'static str,
    nom: &'static str,
    /// Its last day.
    jusqua: NaiveDate,
    aujourdhui: &'static str,
}

impl CommuneAncienne {
    /// The commune that bore a code, when none does today.
    pub(crate) fn chercher(code: &str) -> Option<Self> {
        let (code, rest) = chercher(&ANCIENNES, code)?;
        let mut columns = rest.split('\t');
        Some(Self { code, nom: columns.next()?, jusqua: columns.next()?.parse().ok()?, aujourdhui: columns.next()? })
    }

    /// The commune that its territory belongs to today.
    fn aujourdhui(&self) -> Option<CodeCommune> {
        CodeCommune::try_from(self.aujourdhui.to_owned()).ok()
    }
}

impl fmt::Display for CommuneAncienne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, nom, jusqua, .. } = self;
        let since = calendrier::plus_jours(*jusqua, 1);
        write!(f, "{nom} ({code}) n'est plus une commune depuis le {}", phrase::jour(since))?;
        match self.aujourdhui() {
            Some(today) => write!(f, " : aujourd'hui {} ({today})", today.nom()),
            None => Ok(()),
        }
    }
}

/// The INSEE code of the commune where somebody was born: one that exists, or one that existed in 1943 or later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = r"^(\d{2}|2A|2B)\d{3}$", example = "91182")]
pub struct CommuneNaissance(String);

impl CommuneNaissance {
    /// Why nobody was born there on a day: it was a commune no more. No commune is asked when it began: civil status may
    /// be written again under the code of today.
    #[must_use]
    pub fn disparue_le(&self, naissance: NaiveDate) -> Option<CommuneAncienne> {
        CommuneAncienne::chercher(&self.0).filter(|former| former.jusqua < naissance)
    }
}

impl TryFrom<String> for CommuneNaissance {
    type Error = CodeCommuneInvalide;

    fn try_from(text: String) -> Result<Self, CodeCommuneInvalide> {
        match CodeCommune::try_from(text.clone()) {
            Ok(_) | Err(CodeCommuneInvalide::Ancienne(_)) => Ok(Self(text)),
            Err(refus) => Err(refus),
        }
    }
}

rendu!(CommuneNaissance);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commune::bien_forme;

    fn naissance(code: &str) -> Result<CommuneNaissance, CodeCommuneInvalide> {
        code.to_owned().try_into()
    }

    #[test]
    fn one_is_born_in_a_commune_that_is_or_was() {
        for code in ["91182", "78182", "20004", "75006", "71076", "69383", "97411", "97123"] {
            assert!(naissance(code).is_ok(), "{code}");
        }
        assert_eq!(naissance("71999"), Err(CodeCommuneInvalide::Inconnue));
        assert_eq!(naissance("9118"), Err(CodeCommuneInvalide::Forme));
    }

    #[test]
    fn nobody_lives_in_a_commune_that_is_no_more_and_the_refusal_names_that_of_today() {
        let refused = CodeCommune::try_from("91182".to_owned()).unwrap_err().to_string();
        assert_eq!(
            refused,
            "Courcouronnes (91182) n'est plus une commune depuis le 01/01/2019 : aujourd'hui Évry-Courcouronnes (91228)"
        );
    }

    #[test]
    fn nobody_is_born_in_a_commune_after_its_last_day() {
        let day = |day: &str| day.parse().unwrap();
        let under_seine_et_oise = naissance("78182").unwrap();
        assert_eq!(under_seine_et_oise.disparue_le(day("1967-12-31")), None);
        assert!(under_seine_et_oise.disparue_le(day("1968-01-01")).is_some());
        assert_eq!(naissance("91228").unwrap().disparue_le(day("2025-01-01")), None);
    }

    #[test]
    fn each_former_commune_is_read_is_none_of_today_and_belongs_to_one() {
        assert!(ANCIENNES.is_sorted_by_key(|(code, _)| *code));
        for (code, _) in ANCIENNES.iter() {
            assert!(bien_forme(code), "{code}");
            let former = CommuneAncienne::chercher(code).unwrap_or_else(|| panic!("{code}"));
            assert!(former.aujourdhui().is_some(), "{former}");
            assert!(CodeCommune::try_from((*code).to_owned()).is_err(), "{code}");
        }
    }
}
