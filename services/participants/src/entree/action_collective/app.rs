//! Collective actions: recorded, and whom they retain enters.

use auth::Role;
use chrono::NaiveDate;
use events::annuaires::{Operation, Renvois, Structure, Utilisateur, exiger};
use kernel::{ActionCollectiveId, CandidatureId};
use participants_api::{
    ActionCollectiveDto, ActionCollectiveResume, CANDIDATURE_AFFECTEE, CandidatureAffectee, ENTREE_VALIDEE,
    EntreeValidee, FiltreActionsCollectives, NouveauRetenu, NouvelleActionCollective, NouvelleCandidature, RetenuDto,
};
use problem::Problem;
use store::{Evenement, Page, Tx, ouvertures, referentiels};
use suite_api::Action;

use crate::{
    entree::{
        action_collective::{domain::ActionCollective, store as rows},
        candidature::{self, domain::Candidature},
        eligibilite,
    },
    noms::nommer,
};

/// Records a collective action.
pub(crate) async fn prevoir(tx: &mut Tx, nouvelle: NouvelleActionCollective) -> Result<ActionCollectiveDto, Problem> {
    let mut renvois = Renvois::default();
    let structure = nouvelle.structure.map(|one| ("/structure".to_owned(), one));
    renvois.exiger(tx, structure, |_: &Structure| Ok(())).await?;
    let operation = nouvelle.operation.map(|one| ("/operation".to_owned(), one));
    renvois.exiger(tx, operation, |one: &Operation| one.couvre(nouvelle.le)).await?;
    renvois.conclure()?;
    let action = ActionCollective::prevoir(tx.id(), nouvelle);
    rows::ajouter(tx, &action).await?;
    voir(tx, action.id).await
}

/// An action with whom it retained, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ActionCollectiveId) -> Result<ActionCollectiveDto, Problem> {
    let action = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let mut retenus = candidature::store::retenues(tx, id).await?;
    ouvertures::retenir(tx, &mut retenus, |one| one.participant).await?;
    let regles = referentiels::en_vigueur(tx, action.le).await?;
    let retains = Action::selon("retenus", action.retient(&regles, tx.today()).map(drop));
    let ActionCollective { id, nom, le, structure, operation } = action;
    let told = ActionCollectiveDto {
        id,
        nom,
        le,
        structure,
        structure_nom: None,
        operation,
        operation_nom: None,
        retenus: retenus.into_iter().map(Into::into).collect(),
        actions: vec![retains],
    };
    Ok(nommer(tx, told).await?)
}

impl From<Candidature> for RetenuDto {
    fn from(one: Candidature) -> Self {
        Self {
            candidature: one.id,
            participant: one.participant,
            participant_nom: None,
            entree_le: one.entree_le,
            actee_le: one.decidee_le,
        }
    }
}

impl From<ActionCollective> for ActionCollectiveResume {
    fn from(action: ActionCollective) -> Self {
        let ActionCollective { id, nom, le, structure, operation } = action;
        Self { id, nom, le, structure, structure_nom: None, operation, operation_nom: None }
    }
}

/// A page of them, newest first.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreActionsCollectives,
    apres: Option<(NaiveDate, ActionCollectiveId)>,
) -> Result<Page<ActionCollectiveResume>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    let page = Page::new(found, filtre.limite, |one| (one.le, one.id));
    Ok(nommer(tx, page.map(Into::into)).await?)
}

/// The candidature by which an action retains somebody: the one that was filed, or one that is filed with it.
async fn presentee(
    tx: &mut Tx,
    deposee: Option<CandidatureId>,
    nouvelle: Option<NouvelleCandidature>,
) -> Result<Candidature, Problem> {
    match (deposee, nouvelle) {
        (Some(deposee), None) => {
            let found = candidature::app::tenir(tx, deposee).await;
            found.map_err(|refus| refus.nomme("/candidature", "cette candidature n'existe pas dans le territoire"))
        }
        (None, Some(nouvelle)) => {
            let opened = candidature::app::deposer_sans_exiger(tx, nouvelle).await;
            opened.map_err(|refus| refus.sous("/nouvelle"))
        }
        _ => Err(Problem::field("/candidature", "incoherent", "attendu : une candidature déposée, ou celle à déposer")),
    }
}

/// Retains somebody, who enters on the day of the action. Of whom the rules of that day leave out, nothing is due: they are not
/// retained, and a session alone derogates.
pub(crate) async fn retenir(
    tx: &mut Tx,
    id: ActionCollectiveId,
    retenu: NouveauRetenu,
) -> Result<(ActionCollective, Candidature), Problem> {
    let action = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let NouveauRetenu { referent, candidature, nouvelle } = retenu;
    let pointer = if candidature.is_some() { "/candidature" } else { "/nouvelle" };
    let mut one = presentee(tx, candidature, nouvelle).await?;
    let regles = referentiels::en_vigueur(tx, action.le).await?;
    let verdict = action.retient(&regles, tx.today())?;
    exiger(tx, "/referent", referent, |qui: &Utilisateur| qui.tient(Role::Referent, action.le)).await?;
    if let Some(ecart) = eligibilite::app::ecart(tx, one.participant, action.le).await? {
        return Err(Problem::field(pointer, "ineligible", ecart));
    }
    one.retenir(id, action.le, referent)?;
    candidature::store::enregistrer(tx, &one).await?;
    candidature::suivi::refaire(tx, &[one.participant]).await?;
    let (now, participant) = (tx.now(), one.participant);
    let given = CandidatureAffectee { candidature: one.id, participant, referent, affectee_le: action.le };
    tx.emit(Evenement::new(CANDIDATURE_AFFECTEE, one.id, now, &given)?);
    let entree_le = action.le;
    let raison = verdict.raison;
    let referent_social = candidature::app::contacts::referent_social(tx, one.id).await?;
    let entered =
        EntreeValidee { candidature: one.id, participant, referent, entree_le, raison, reprise: None, referent_social };
    tx.emit(Evenement::new(ENTREE_VALIDEE, one.id, now, &entered)?);
    Ok((action, one))
}
