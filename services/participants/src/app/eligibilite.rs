//! Eligibility: facts of the file, judged by the territory's rules on the date that matters. That of the
//! PLIE and that of the European fund are two verdicts.

use std::collections::HashMap;

use kernel::ParticipantId;
use participants_api::{AdresseDto, EligibiliteDto, EntreeOperation, ParticipantDto, Regard, SituationDto};
use problem::Problem;
use referentiel::{
    Verdict,
    regles::{
        eligibilite::{self, Conclusion, FaitSituation},
        eligibilite_fse,
    },
};
use store::{Tx, referentiels};

use super::{
    adresses, participants,
    regard::{Instantane, regard},
    situations,
};
use crate::{domain::deduit, store as rows};

/// What the file tells of the person on the reference date.
struct Portrait {
    identite: ParticipantDto,
    adresse: Option<AdresseDto>,
    situations: Vec<FaitSituation>,
}

/// The verdict of the PLIE, with the rules of the reference date.
pub(crate) async fn plie(tx: &mut Tx, id: ParticipantId, vue: Regard) -> Result<EligibiliteDto, Problem> {
    let vue = regard(tx, vue)?;
    match plie_de(tx, &[id], vue).await?.remove(&id) {
        Some(verdict) => Ok(verdict),
        None => Err(participants::inconnue(tx, id).await),
    }
}

/// The verdicts of the PLIE on several files, by person: as many queries as for one.
pub(super) async fn plie_de(
    tx: &mut Tx,
    ids: &[ParticipantId],
    vue: Instantane,
) -> Result<HashMap<ParticipantId, EligibiliteDto>, Problem> {
    let referentiel = referentiels::en_vigueur(tx, vue.au).await?;
    let mut pieces = rows::pieces::connues(tx, ids, vue.connu_au).await?;
    let judge = |Portrait { identite, adresse, situations }: Portrait| {
        let home = adresse.map(|adresse| adresse.adresse.commune);
        let faits = eligibilite::Faits {
            commune: home.or(identite.commune),
            naissance: Some(identite.date_naissance),
            situations,
            pieces: pieces.remove(&identite.id).unwrap_or_default(),
        };
        (identite.id, dto(eligibilite::juger(&referentiel, &faits, vue.au)))
    };
    Ok(portraits(tx, ids, vue).await?.into_iter().map(judge).collect())
}

/// The verdict of the European fund for the entry in an operation.
pub(crate) async fn fse(tx: &mut Tx, id: ParticipantId, entree: EntreeOperation) -> Result<EligibiliteDto, Problem> {
    let vue = regard(tx, Regard { au: entree.au, connu_au: entree.connu_au })?;
    let Some(Portrait { identite, adresse, situations }) = portraits(tx, &[id], vue).await?.pop() else {
        return Err(participants::inconnue(tx, id).await);
    };
    let referentiel = referentiels::en_vigueur(tx, vue.au).await?;
    let coherent = |adresse: &AdresseDto| adresse.adresse.code_postal.dessert(&adresse.adresse.commune);
    let faits = eligibilite_fse::Faits {
        naissance: Some(identite.date_naissance),
        adresse_coherente: adresse.as_ref().map(coherent),
        niveau_connu: identite.etat_civil.niveau_formation.is_some(),
        contact_connu: identite.telephone.is_some()
            || identite.courriel.is_some()
            || identite.etat_civil.second_contact.is_some(),
        situations,
        operation: entree.debut.zip(entree.fin),
    };
    Ok(dto(eligibilite_fse::juger(&referentiel, &faits, vue.au)))
}

/// What each file that was known told.
async fn portraits(tx: &mut Tx, ids: &[ParticipantId], vue: Instantane) -> Result<Vec<Portrait>, Problem> {
    let known = rows::participants::connues(tx, ids, vue.connu_au).await?;
    let mut homes = rows::adresses::faits_de(tx, ids).await?;
    let mut recorded = rows::situations::faits_de(tx, ids).await?;
    let portrait = |identite: ParticipantDto| {
        let id = identite.id;
        let adresse = adresses::retenir(&homes.remove(&id).unwrap_or_default(), vue);
        let situations = situations::retenir(&recorded.remove(&id).unwrap_or_default(), vue);
        Portrait { situations: completer(situations, &identite, adresse.as_ref(), vue), identite, adresse }
    };
    Ok(known.into_iter().map(portrait).collect())
}

/// What was recorded, and what the rest of the file tells of the situations that were not.
fn completer(
    recorded: Vec<SituationDto>,
    identite: &ParticipantDto,
    adresse: Option<&AdresseDto>,
    vue: Instantane,
) -> Vec<FaitSituation> {
    let mut situations: Vec<_> = recorded
        .into_iter()
        .map(|one| FaitSituation { code: one.code, reponse: one.reponse, depuis: one.depuis, source: one.source })
        .collect();
    for told in deduit::situations(identite, adresse.map(|one| &one.adresse), vue.au) {
        if !situations.iter().any(|one| one.code == told.code) {
            situations.push(told);
        }
    }
    situations
}

fn dto(verdict: Verdict<Conclusion>) -> EligibiliteDto {
    EligibiliteDto { etat: verdict.conclusion.etat, criteres: verdict.conclusion.criteres, raison: verdict.raison }
}
