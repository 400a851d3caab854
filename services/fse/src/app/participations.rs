//! Participations and questionnaires.

use chrono::NaiveDate;
use fse_api::{NouvelleParticipation, ParticipationDto, QuestionnaireEntree, QuestionnaireSortie};
use kernel::{OperationId, ParticipationId};
use participants_api::{Obligation, ParticipantDto};
use problem::Problem;
use referentiel::regles::conservation;
use store::{Tx, referentiels};

use super::operations;
use crate::store::{self as rows, participations::Moment};

/// Records that a person enters an operation.
pub(crate) async fn entrer(
    tx: &mut Tx,
    operation: OperationId,
    nouvelle: NouvelleParticipation,
    personne: &ParticipantDto,
) -> Result<ParticipationDto, Problem> {
    if let Some(kept) = personne.fusionne_dans {
        return Err(Problem::field("/participant", "fusionne", format!("ce dossier a été réuni au dossier {kept}")));
    }
    let realisation = operations::voir(tx, operation).await?.operation;
    if nouvelle.entree_le < realisation.debut || nouvelle.entree_le > realisation.fin {
        let detail = format!("l'opération va du {} au {}", realisation.debut, realisation.fin);
        return Err(Problem::field("/entree_le", "hors_bornes", detail));
    }
    passee(tx, "/entree_le", nouvelle.entree_le)?;
    let id = rows::participations::ajouter(tx, operation, nouvelle, personne).await?;
    voir(tx, id).await
}

/// What the funder of an operation obliges to keep of its participants.
pub(crate) async fn obligation(tx: &mut Tx, operation: OperationId) -> Result<Obligation, Problem> {
    let operation = operations::voir(tx, operation).await?.operation;
    let referentiel = referentiels::en_vigueur(tx, tx.today()).await?;
    let jusquau = conservation::jusquau(&referentiel, operation.fin).conclusion;
    Ok(Obligation { operation: format!("l'opération {}", operation.numero), jusquau })
}

/// A participation, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ParticipationId) -> Result<ParticipationDto, Problem> {
    rows::participations::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

fn passee(tx: &Tx, pointer: &str, jour: NaiveDate) -> Result<(), Problem> {
    if jour > tx.today() { Err(Problem::field(pointer, "futur", "cette date est à venir")) } else { Ok(()) }
}

/// Records the answers at entry; a former version stays.
pub(crate) async fn repondre_entree(
    tx: &mut Tx,
    id: ParticipationId,
    reponses: QuestionnaireEntree,
) -> Result<ParticipationDto, Problem> {
    voir(tx, id).await?;
    passee(tx, "/recueilli_le", reponses.recueilli_le)?;
    rows::participations::repondre(tx, id, Moment::Entree, &reponses).await?;
    voir(tx, id).await
}

/// Records the answers on leaving; a former version stays. No exit interview is needed: people who
/// vanish are exactly those that block a bilan.
pub(crate) async fn repondre_sortie(
    tx: &mut Tx,
    id: ParticipationId,
    reponses: QuestionnaireSortie,
) -> Result<ParticipationDto, Problem> {
    let participation = voir(tx, id).await?;
    if reponses.sortie_le < participation.entree_le {
        return Err(Problem::field(
            "/sortie_le",
            "incoherent",
            format!("la personne est entrée le {}", participation.entree_le),
        ));
    }
    if reponses.observe_le < reponses.sortie_le {
        return Err(Problem::field("/observe_le", "incoherent", "la situation s'observe après la sortie"));
    }
    passee(tx, "/observe_le", reponses.observe_le)?;
    rows::participations::repondre(tx, id, Moment::Sortie, &reponses).await?;
    voir(tx, id).await
}
