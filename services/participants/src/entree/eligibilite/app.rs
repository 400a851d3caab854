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

/// What leaves a person out of the PLIE by the rules of a day, in French: criteria that they do not meet, or the note de cadrage
/// that leaves the recipients of the RSA to others; none of whom something is unknown or still to be proved. That they receive
/// it is told to who may read situations.
pub(crate) async fn ecart(tx: &mut Tx, id: ParticipantId, au: NaiveDate) -> Result<Option<String>, Problem> {
    Ok(ecarts(tx, &[id], au).await?.remove(&id))
}

/// The same of several persons, those of them whom something leaves out: as many queries as for one.
pub(crate) async fn ecarts(
    tx: &mut Tx,
    ids: &[ParticipantId],
    au: NaiveDate,
) -> Result<HashMap<ParticipantId, String>, Problem> {
    let vue = Instantane { au, connu_au: tx.now() };
    let judged = plie_de(tx, ids, vue).await?.into_iter();
    let unmet = judged.filter(|(_, verdict)| verdict.conclusion.etat == Etat::NonRempli);
    let mut found: HashMap<_, _> = unmet.map(|(id, verdict)| (id, verdict.raison.explication)).collect();
    let referentiel = referentiels::en_vigueur(tx, au).await?;
    if !referentiel.cadrage_rsa.as_ref().is_some_and(|note| note.exclut) {
        return Ok(found);
    }
    let told = tx.acteur().titres.donnent(Permission::SituationLire);
    for (id, facts) in situation::store::faits_de(tx, ids).await? {
        let held: Vec<_> = situation::domain::retenir(&facts, vue).into_iter().map(Into::into).collect();
        let Some(verdict) = cadrage::rsa(&referentiel, &held).filter(|verdict| !verdict.conclusion) else { continue };
        found.entry(id).or_insert_with(|| {
            if told {
                verdict.raison.explication
            } else {
                "les règles du territoire écartent cette entrée".to_owned()
            }
        });
    }
    Ok(found)
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
