//! Situations: dated facts, each with its source and its proof.

use kernel::{Fait, fait, kind};
use participants_api::NouvelleSituation;
use problem::FieldError;
use referentiel::{SITUATIONS, regles::eligibilite::FaitSituation, situation};

use crate::dossier::{fait::domain::Enregistrement, instantane::domain::Instantane};

/// A recorded situation.
pub(crate) type Situation = Enregistrement<kind::Situation, NouvelleSituation>;

impl Situation {
    /// A correction is about the same situation.
    pub(crate) fn admet_correction(&self, fait: &NouvelleSituation) -> Result<(), FieldError> {
        if fait.code != self.contenu.code {
            let detail = format!("une correction garde la situation : {} attendu", self.contenu.code);
            return Err(FieldError::new("/fait/code", "incoherent", detail));
        }
        Ok(())
    }
}

impl From<Situation> for FaitSituation {
    /// What the rules judge.
    fn from(situation: Situation) -> Self {
        let NouvelleSituation { code, reponse, depuis, source, .. } = situation.contenu;
        Self { code, reponse, depuis, source }
    }
}

/// Of the records of a file, those that hold on a day, one a code.
pub(crate) fn retenir(faits: &[Fait<kind::Situation, Situation>], vue: Instantane) -> Vec<Situation> {
    let known = fait::connus(faits, vue.connu_au);
    let of = |code: &str| {
        let same =
            known.iter().copied().filter(|fait| fait.valeur.as_ref().is_some_and(|one| one.contenu.code == code));
        fait::en_vigueur(same, vue.au).and_then(|fait| fait.valeur.clone())
    };
    SITUATIONS.iter().filter_map(|situation| of(situation.code)).collect()
}

/// What is wrong with the code of a situation told at `base`.
pub(crate) fn code(nouvelle: &NouvelleSituation, base: &str) -> Option<FieldError> {
    if situation(&nouvelle.code).is_some() {
        return None;
    }
    let known: Vec<_> = SITUATIONS.iter().map(|one| one.code).collect();
    let detail = format!("situation inconnue ; attendu : {}", known.join(", "));
    Some(FieldError::new(format!("{base}/code"), "inconnue", detail))
}
