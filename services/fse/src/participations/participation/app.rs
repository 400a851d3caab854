//! Participations and questionnaires.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use fse_api::{
    EntreeDeplacee, FiltreParticipations, FinDeParcours, NouvelleParticipation, ParticipationDto, QuestionnaireEntree,
    QuestionnaireSortie, SortieProposee,
};
use kernel::{De, OperationId, ParticipationId, Refus};
use participants_api::{Obligation, ParticipantDto};
use problem::Problem;
use referentiel::regles::{conservation, recueil};
use store::{Tx, limitations, referentiels};
use suite_api::Action;

use crate::{
    operations::operation::{self, domain::Operation},
    participations::{
        entree::domain::Deplacement,
        fin::domain::Fin,
        participation::{
            domain::{Participation, Personne},
            store::{self as rows, Moment},
        },
        questionnaire::domain::admet_recueil,
    },
};

/// The refusal of who has no file, or whose file who acts does not see.
pub(crate) fn inconnue(refus: Problem) -> Problem {
    refus.nomme("/participant", "cette personne n'a pas de dossier dans le territoire")
}

/// What the funder of an operation obliges to keep of a person who is about to enter it. participants is told
/// before the entry is recorded: an entry that fails after all leaves a file kept too long, never one erased too soon.
pub(crate) async fn prevoir(
    tx: &mut Tx,
    operation: OperationId,
    nouvelle: &NouvelleParticipation,
    personne: Personne,
) -> Result<Obligation, Problem> {
    tx.concerner(&De::une(personne.participant, ())).await.map_err(|refus| inconnue(refus.into()))?;
    let operation = operation::app::exiger(tx, operation).await?;
    limitations::exiger_libres(tx, &[personne.participant]).await?;
    admettre(tx, &operation, personne, nouvelle.entree_le)?;
    let referentiel = referentiels::en_vigueur(tx, tx.today()).await?;
    let jusquau = conservation::jusquau(&referentiel, operation.contenu.fin).conclusion;
    Ok(Obligation { operation: format!("l'opération {}", operation.contenu.numero), jusquau })
}

/// Records that a person enters an operation.
pub(crate) async fn entrer(
    tx: &mut Tx,
    operation: OperationId,
    nouvelle: NouvelleParticipation,
    personne: Personne,
) -> Result<ParticipationDto, Problem> {
    let operation = operation::app::exiger(tx, operation).await?;
    limitations::exiger_libres(tx, &[personne.participant]).await?;
    let participation = admettre(tx, &operation, personne, nouvelle.entree_le)?;
    rows::ajouter(tx, &participation).await?;
    voir(tx, participation.id).await
}

/// The participation of a person who may enter the operation on that day.
fn admettre(
    tx: &Tx,
    operation: &Operation,
    personne: Personne,
    entree_le: NaiveDate,
) -> Result<Participation, Problem> {
    personne.admissible()?;
    operation.accueille(tx.today())?;
    let participation = Participation::entrer(tx.id(), operation, personne, entree_le, tx.now())?;
    tx.refuse_future("/entree_le", entree_le)?;
    Ok(participation)
}

impl From<ParticipantDto> for Personne {
    /// Of what participants says of a file, what a participation keeps.
    fn from(file: ParticipantDto) -> Self {
        let ParticipantDto { id, sexe, date_naissance, fusionne_dans, anonymise_le, .. } = file;
        Self { participant: id, sexe, date_naissance, fusionne_dans, anonymise_le }
    }
}

impl From<Fin> for FinDeParcours {
    fn from(fin: Fin) -> Self {
        let Fin { parcours, le, motif, .. } = fin;
        Self { parcours, le, positive: motif.is_none(), motif }
    }
}

impl From<Deplacement> for EntreeDeplacee {
    fn from(one: Deplacement) -> Self {
        Self { avant: one.avant, entree_le: one.entree_le }
    }
}

/// A participation as it is answered; `libre` says why nothing changes in the person's file, when it is restricted.
fn decrire(participation: Participation, fin: Option<NaiveDate>, libre: &Result<(), Refus>) -> ParticipationDto {
    let manque = participation.manque();
    let left = participation.fin_parcours.zip(fin).and_then(|(_, fin)| participation.sortie_attendue(fin));
    let sortie_proposee =
        left.map(|sortie_le| SortieProposee { sortie_le, jusqu_au: recueil::sortie_jusqu_au(sortie_le) });
    let fin_parcours = participation.fin_parcours.map(Into::into);
    let entree_deplacee = participation.entree_deplacee.map(Into::into);
    let action = |nom| Action::selon(nom, libre.clone());
    let actions = ["questionnaire-entree", "questionnaire-sortie"].into_iter().map(action).collect();
    let Participation { id, operation, participant, entree_le, entree, sortie, creee_le, .. } = participation;
    ParticipationDto {
        id,
        operation,
        operation_nom: None,
        participant,
        participant_nom: None,
        entree_le,
        entree,
        sortie,
        fin_parcours,
        entree_deplacee,
        sortie_proposee,
        manque,
        creee_le,
        actions,
    }
}

/// Some participations, with whose files are restricted and the name of their operations.
async fn detailler(tx: &mut Tx, all: Vec<Participation>) -> Result<Vec<ParticipationDto>, Problem> {
    let persons: Vec<_> = all.iter().map(|one| one.participant).collect();
    let restricted: HashMap<_, _> = limitations::parmi(tx, &persons).await?.into_iter().collect();
    let libre = |qui| match restricted.get(&qui) {
        Some(jour) => Err(Refus::new(limitations::refus(*jour).detail)),
        None => Ok(()),
    };
    let operations: Vec<_> = all.iter().map(|one| one.operation.ressource()).collect();
    let operations = operation::store::parmi(tx, &operations).await?;
    let fin = |id| operations.iter().find(|one| one.id == id).map(|one| one.contenu.fin);
    let told = all.into_iter().map(|one| {
        let (libre, fin) = (libre(one.participant), fin(one.operation));
        decrire(one, fin, &libre)
    });
    Ok(operation::app::nommer(tx, told.collect::<Vec<_>>()).await?)
}

/// A page of the participations of an operation, oldest first, and one more when there are more.
pub(crate) async fn lister_de(
    tx: &mut Tx,
    operation: OperationId,
    apres: Option<ParticipationId>,
    limite: i64,
) -> Result<Vec<ParticipationDto>, Problem> {
    operation::app::exiger(tx, operation).await?;
    let found = rows::de_l_operation(tx, operation, apres, limite).await?;
    detailler(tx, found).await
}

/// Of what operation a list is asked is one of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreParticipations) -> Result<(), Problem> {
    operation::app::exiger_filtre(tx, filtre.operation).await
}

/// A page of participations, the last recorded first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreParticipations,
    apres: Option<ParticipationId>,
) -> Result<Vec<ParticipationDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    detailler(tx, found).await
}

/// A participation, or 404.
async fn exiger(tx: &mut Tx, id: ParticipationId) -> Result<Participation, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// A participation that may change, or 404.
async fn modifiable(tx: &mut Tx, id: ParticipationId) -> Result<Participation, Problem> {
    let participation = exiger(tx, id).await?;
    limitations::exiger_libres(tx, &[participation.participant]).await?;
    Ok(participation)
}

/// A participation, as it is answered.
pub(crate) async fn voir(tx: &mut Tx, id: ParticipationId) -> Result<ParticipationDto, Problem> {
    let found = exiger(tx, id).await?;
    detailler(tx, vec![found]).await?.pop().ok_or_else(Problem::not_found)
}

/// Records the answers at entry; a former version stays.
pub(crate) async fn repondre_entree(
    tx: &mut Tx,
    id: ParticipationId,
    reponses: QuestionnaireEntree,
) -> Result<ParticipationDto, Problem> {
    let entree_le = modifiable(tx, id).await?.entree_le;
    tx.refuse_future("/recueilli_le", reponses.recueilli_le)?;
    let referentiel = referentiels::en_vigueur(tx, entree_le).await?;
    admet_recueil(&referentiel, entree_le, reponses.recueilli_le)?;
    rows::repondre(tx, id, Moment::Entree, &reponses).await?;
    voir(tx, id).await
}

/// Records the answers on leaving; a former version stays. No exit interview is needed: people who
/// vanish are exactly those that block a bilan.
pub(crate) async fn repondre_sortie(
    tx: &mut Tx,
    id: ParticipationId,
    reponses: QuestionnaireSortie,
) -> Result<ParticipationDto, Problem> {
    let participation = modifiable(tx, id).await?;
    let operation = operation::app::exiger(tx, participation.operation).await?;
    participation.admet_sortie(&operation, &reponses)?;
    tx.refuse_future("/observe_le", reponses.observe_le)?;
    rows::repondre(tx, id, Moment::Sortie, &reponses).await?;
    voir(tx, id).await
}

/// What the file of a person says of them follows its corrections; an erased file says nothing any more, and what was
/// counted stays.
pub(crate) async fn relire(tx: &mut Tx, personne: Personne, depuis: DateTime<Utc>) -> Result<(), Problem> {
    let Personne { participant, sexe, date_naissance, anonymise_le, .. } = personne;
    let said = anonymise_le.is_none().then_some((sexe, date_naissance));
    Ok(rows::corriger(tx, participant, said, depuis).await?)
}
