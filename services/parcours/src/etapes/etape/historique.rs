//! What was changed of an étape: by whom, when, and why when its days were corrected.

use chrono::NaiveDate;
use parcours_api::EtatEtape;
use serde::Serialize;
use store::{
    Error, Tx,
    historique::{self, CorrectionDite},
};
use suite_api::{ChampModifie, ChangementDto};

use crate::etapes::etape::domain::Etape;

/// What is said of the days of an étape, by the names that it is answered with.
#[derive(Serialize)]
struct Dite<'a> {
    debut: NaiveDate,
    fin: Option<NaiveDate>,
    etat: EtatEtape,
    motif: Option<&'a str>,
    correction: Option<CorrectionDite<'a>>,
}

impl<'a> Dite<'a> {
    fn de(etape: &'a Etape, corrigee: Option<&'a str>) -> Self {
        let Etape { debut, fin, etat, .. } = *etape;
        let correction = corrigee.map(|motif| CorrectionDite { motif });
        Self { debut, fin, etat, motif: etape.motif.as_deref(), correction }
    }
}

/// Keeps what is corrected of the days of a locked étape, from what they were, with why.
pub(crate) async fn noter(tx: &mut Tx, avant: &Etape, apres: &Etape, motif: &str) -> Result<(), Error> {
    let (former, next) = (Dite::de(avant, None), Dite::de(apres, Some(motif)));
    historique::noter_valeurs(tx, apres.id, apres.version, &former, &next).await.map(drop)
}

/// A change as it is answered: without what was noted of the bilans, unless the caller reads these `notes`.
pub(crate) fn lisible(change: ChangementDto, notes: bool) -> ChangementDto {
    let shown = |one: ChampModifie| match one.champ.as_str() {
        "/bilans" if !notes => ChampModifie::new(one.champ, None, None),
        _ => one,
    };
    ChangementDto { champs: change.champs.into_iter().map(shown).collect(), ..change }
}
