//! Eligibility: facts of the file, judged by the territory's rules on the date that matters. That of the
//! PLIE and that of the European fund are two verdicts.

use std::collections::HashMap;

use auth::Permission;
use chrono::NaiveDate;
use kernel::ParticipantId;
use participants_api::{EligibiliteDto, EntreeOperation, Regard};
use problem::Problem;
use referentiel::{
    Raison, Verdict,
    regles::{
        cadrage,
        eligibilite::{self, Conclusion, Etat},
        eligibilite_fse,
    },
};
use store::{Error, Tx, referentiels};

use crate::{
    dossier::{
        adresse,
        instantane::{domain::Instantane, regard::regard},
        participant::{self, domain::Participant},
        piece, situation,
    },
    entree::eligibilite::domain::portrait::Portrait,
};

/// The verdict of the PLIE, with the rules of the reference date.
pub(crate) async fn plie(tx: &mut Tx, id: ParticipantId, vue: Regard) -> Result<EligibiliteDto, Problem> {
    let vue = regard(tx, vue)?;
    match plie_de(tx, &[id], vue).await?.remove(&id) {
        Some(verdict) => Ok(dto(verdict)),
        None => Err(participant::app::inconnue(tx, id).await),
    }
}

/// The verdicts of the PLIE on several files, by person: as many queries as for one.
pub(crate) async fn plie_de(
    tx: &mut Tx,
    ids: &[ParticipantId],
    vue: Instantane,
) -> Result<HashMap<ParticipantId, Verdict<Conclusion>>, Problem> {
    let referentiel = referentiels::en_vigueur(tx, vue.au).await?;
    let mut pieces = piece::store::connu::faits(tx, ids, vue.connu_au).await?;
    let judge = |portrait: Portrait| {
        let id = portrait.personne.id;
        let faits = portrait.faits_du_plie(pieces.remove(&id).unwrap_or_default());
        (id, eligibilite::juger(&referentiel, &faits, vue.au))
    };
    Ok(portraits(tx, ids, vue).await?.into_iter().map(judge).collect())
}

/// The verdict of the European fund for the entry in an operation.
pub(crate) async fn fse(tx: &mut Tx, id: ParticipantId, entree: EntreeOperation) -> Result<EligibiliteDto, Problem> {
    let vue = regard(tx, Regard { au: entree.au, connu_au: entree.connu_au })?;
    let Some(portrait) = portraits(tx, &[id], vue).await?.pop() else {
        return Err(participant::app::inconnue(tx, id).await);
    };
    let referentiel = referentiels::en_vigueur(tx, vue.au).await?;
    let faits = portrait.faits_du_fse(entree.debut.zip(entree.fin));
    Ok(dto(eligibilite_fse::juger(&referentiel, &faits, vue.au)))
}

/// What each file that was known told.
async fn portraits(tx: &mut Tx, ids: &[ParticipantId], vue: Instantane) -> Result<Vec<Portrait>, Problem> {
    let known = participant::store::connues(tx, ids, vue.connu_au).await?;
    let mut homes = adresse::store::faits_de(tx, ids).await?;
    let mut recorded = situation::store::faits_de(tx, ids).await?;
    let portrait = |personne: Participant| {
        let adresse = adresse::domain::retenir(&homes.remove(&personne.id).unwrap_or_default(), vue);
        let situations = situation::domain::retenir(&recorded.remove(&personne.id).unwrap_or_default(), vue);
        Portrait::tracer(personne, adresse, situations, vue.au)
    };
    Ok(known.into_iter().map(portrait).collect())
}

/// What the note de cadrage of the territory says on a day of those of these persons who receive the RSA, told to who may read
/// situations; of the others, they are not read.
pub(crate) async fn cadrage_de(
    tx: &mut Tx,
    ids: &[ParticipantId],
    au: NaiveDate,
) -> Result<HashMap<ParticipantId, Raison>, Error> {
    let referentiel = referentiels::en_vigueur(tx, au).await?;
    if referentiel.cadrage_rsa.is_none() || !tx.acteur().titres.donnent(Permission::SituationLire) {
        return Ok(HashMap::new());
    }
    let vue = Instantane { au, connu_au: tx.now() };
    let recorded = situation::store::faits_de(tx, ids).await?;
    let said = recorded.into_iter().filter_map(|(personne, facts)| {
        let held: Vec<_> = situation::domain::retenir(&facts, vue).into_iter().map(Into::into).collect();
        Some((personne, cadrage::rsa(&referentiel, &held)?.raison))
    });
    Ok(said.collect())
}

/// What the rules of eligibility lack, in French: nothing of who meets them.
pub(crate) fn lacunes(verdict: Verdict<Conclusion>) -> Vec<String> {
    if verdict.conclusion.etat == Etat::Rempli {
        return Vec::new();
    }
    let open = verdict.conclusion.criteres.into_iter().filter(|one| one.etat == Etat::PreuveManquante);
    std::iter::once(verdict.raison.explication).chain(open.map(|one| one.motif)).collect()
}

fn dto(verdict: Verdict<Conclusion>) -> EligibiliteDto {
    EligibiliteDto { etat: verdict.conclusion.etat, criteres: verdict.conclusion.criteres, raison: verdict.raison }
}
