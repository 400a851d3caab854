//! Eligibility: facts of the file, judged by the territory's rules on the date that matters. That of the
//! PLIE and that of the European fund are two verdicts.

use chrono::NaiveDate;
use kernel::Id;
use participants_api::{AdresseDto, EligibiliteDto, EntreeOperation, Participant, ParticipantDto, Regard};
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
pub(crate) async fn plie(tx: &mut Tx, id: Id<Participant>, vue: Regard) -> Result<EligibiliteDto, Problem> {
    let vue = regard(tx, vue)?;
    let portrait = portrait(tx, id, vue).await?;
    let referentiel = referentiels::en_vigueur(tx, vue.au).await?;
    let home = portrait.adresse.map(|adresse| adresse.adresse.commune);
    let faits = eligibilite::Faits {
        commune: home.or(portrait.identite.commune),
        naissance: Some(portrait.identite.date_naissance),
        situations: portrait.situations,
        pieces: rows::pieces::connues(tx, id, vue.connu_au).await?,
    };
    Ok(dto(eligibilite::juger(&referentiel, &faits, vue.au)))
}

/// The verdict of the European fund for the entry in an operation.
pub(crate) async fn fse(tx: &mut Tx, id: Id<Participant>, entree: EntreeOperation) -> Result<EligibiliteDto, Problem> {
    let vue = regard(tx, Regard { au: entree.au, connu_au: entree.connu_au })?;
    let Portrait { identite, adresse, situations } = portrait(tx, id, vue).await?;
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

async fn portrait(tx: &mut Tx, id: Id<Participant>, vue: Instantane) -> Result<Portrait, Problem> {
    let identite = participants::connue(tx, id, vue.connu_au).await?;
    let adresse = adresses::en_vigueur(tx, id, vue).await?;
    let recorded = situations::en_vigueur(tx, id, vue).await?;
    let mut situations: Vec<_> = recorded
        .into_iter()
        .map(|one| FaitSituation { code: one.code, reponse: one.reponse, depuis: one.depuis, source: one.source })
        .collect();
    for told in deduit::situations(&identite, adresse.as_ref().map(|one| &one.adresse), vue.au) {
        if !situations.iter().any(|one| one.code == told.code) {
            situations.push(told);
        }
    }
    Ok(Portrait { identite, adresse, situations })
}

fn dto(verdict: Verdict<Conclusion>) -> EligibiliteDto {
    EligibiliteDto { etat: verdict.conclusion.etat, criteres: verdict.conclusion.criteres, raison: verdict.raison }
}

/// The verdict of the PLIE on a day, as the file is known now.
pub(super) async fn au(tx: &mut Tx, id: Id<Participant>, jour: NaiveDate) -> Result<EligibiliteDto, Problem> {
    plie(tx, id, Regard { au: Some(jour), connu_au: None }).await
}
