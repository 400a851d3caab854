//! Deciding of actions in a session, noting what came of those of former ones, and the plan that a session shows.

use chrono::NaiveDate;
use kernel::{ActionInstanceId, CommissionId, ParticipantId};
use participants_api::{
    ActionInstanceDto, EtatActionInstance, EtatCommission, FiltreActionsInstances, NouvelleActionInstance,
    NouvelleSuiteAction, SuiteActionDto,
};
use problem::Problem;
use store::{Tx, fusions, limitations};

use crate::{
    dossier::participant,
    entree::candidature,
    instances::{
        commission::{
            domain::session::{Commande, Commission},
            store as sessions,
        },
        plan::{
            domain::{ActionInstance, Suite, a_temps},
            store as rows,
        },
    },
    noms::nommer,
};

impl From<ActionInstance> for ActionInstanceDto {
    fn from(one: ActionInstance) -> Self {
        let ActionInstance { id, commission, instance, decidee_le, participant, quoi, qui, .. } = one;
        let ActionInstance { echeance, etat, suites, .. } = one;
        let suites = suites.into_iter().map(Into::into).collect();
        let participant_nom = None;
        Self { id, commission, instance, decidee_le, participant, participant_nom, quoi, qui, echeance, etat, suites }
    }
}

impl From<Suite> for SuiteActionDto {
    fn from(suite: Suite) -> Self {
        let Suite { commission, le, etat, resultat, echeance, par } = suite;
        Self { commission, le, etat, resultat, echeance, par, par_nom: None }
    }
}

/// Decides, in a session, that somebody does something; of a person, when they are on its agenda and their file may change.
pub(crate) async fn convenir(tx: &mut Tx, id: CommissionId, nouvelle: NouvelleActionInstance) -> Result<(), Problem> {
    let mut session = sessions::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let NouvelleActionInstance { quoi, qui, echeance, participant } = nouvelle;
    let participant = match participant {
        Some(one) => Some(nommee(tx, one).await?),
        None => None,
    };
    session.avancer(Commande::Convenir)?;
    a_temps(echeance, session.tenue_le)?;
    if let Some(personne) = participant {
        exiger_a_l_ordre_du_jour(tx, &session, personne).await?;
    }
    let one = ActionInstance {
        id: tx.id(),
        commission: id,
        instance: session.instance,
        decidee_le: session.tenue_le,
        participant,
        quoi,
        qui,
        echeance,
        etat: EtatActionInstance::AFaire,
        suites: vec![],
        creee_par: tx.acteur().id,
    };
    Ok(rows::ajouter(tx, &one).await?)
}

/// The file of a person whom a body names, if it may change.
async fn nommee(tx: &mut Tx, personne: ParticipantId) -> Result<ParticipantId, Problem> {
    let personne = fusions::dossier(tx, personne).await?;
    let free = participant::app::modifiable(tx, personne).await;
    free.map_err(|refus| refus.nomme("/participant", "cette personne n'a pas de dossier dans le territoire"))?;
    Ok(personne)
}

async fn exiger_a_l_ordre_du_jour(tx: &mut Tx, session: &Commission, personne: ParticipantId) -> Result<(), Problem> {
    let listed: Vec<_> = session.points.iter().map(|point| point.candidature).collect();
    let files = candidature::store::parmi(tx, &listed).await?;
    let asked = session.demandes.iter().map(|point| point.demande.participant);
    if files.iter().map(|file| file.participant).chain(asked).any(|one| one == personne) {
        return Ok(());
    }
    let detail = "cette personne n'est pas à l'ordre du jour de la séance";
    Err(Problem::field("/participant", "absente", detail))
}

/// Notes, in a session, what came of an action of a former one of its instance.
pub(crate) async fn suivre(tx: &mut Tx, id: CommissionId, nouvelle: NouvelleSuiteAction) -> Result<(), Problem> {
    let mut session = sessions::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let NouvelleSuiteAction { action, etat, resultat, echeance } = nouvelle;
    // The person before what is kept of them, as a merge and an erasure take them.
    if let Some(personne) = rows::personne(tx, action).await? {
        participant::app::modifiable(tx, personne).await?;
    }
    let found = rows::verrouiller(tx, action).await?;
    let mut one =
        found.ok_or_else(|| Problem::field("/action", "inconnue", "cette action n'existe pas dans le territoire"))?;
    session.avancer(Commande::Convenir)?;
    let (le, par) = (session.tenue_le, tx.acteur().id);
    one.suivre(&session, Suite { commission: id, le, etat, resultat, echeance, par })?;
    Ok(rows::enregistrer(tx, &one).await?)
}

/// The plan that a session shows: what it decided and noted; while it sits, what former ones left to be done too. Who reads
/// what the agenda opens to them finds nothing of persons who are not on it.
pub(crate) async fn montrer(
    tx: &mut Tx,
    session: &Commission,
    agenda: &[ParticipantId],
) -> Result<Vec<ActionInstanceDto>, Problem> {
    let named = tx.acteur().titres.vue().par_nom_seulement();
    let plan = rows::de_la_seance(tx, session, session.etat == EtatCommission::Ouverte).await?;
    let shown = |one: &ActionInstance| !named || one.participant.is_none_or(|personne| agenda.contains(&personne));
    Ok(plan.into_iter().filter(shown).map(Into::into).collect())
}

/// The plan that the relevé of a session prints: what it decided and noted, and what is still to be done; nothing of whom
/// processing is restricted.
pub(crate) async fn a_imprimer(tx: &mut Tx, session: &Commission) -> Result<Vec<ActionInstance>, Problem> {
    let mut plan = rows::de_la_seance(tx, session, true).await?;
    let persons: Vec<_> = plan.iter().filter_map(|one| one.participant).collect();
    let restricted = limitations::parmi(tx, &persons).await?;
    plan.retain(|one| !restricted.iter().any(|(personne, _)| one.participant == Some(*personne)));
    Ok(plan)
}

/// A page of actions, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreActionsInstances,
    apres: Option<(NaiveDate, ActionInstanceId)>,
) -> Result<Vec<ActionInstanceDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    Ok(nommer(tx, found.into_iter().map(ActionInstanceDto::from).collect::<Vec<_>>()).await?)
}
