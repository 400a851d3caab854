//! Lines of the plan of action: written by who accompanies, read without what is sensitive by the others.

use auth::Permission;
use events::annuaires;
use kernel::{ActionId, De, EtapeId, ParcoursId, Refus, Theme};
use parcours_api::{ActionDto, ActionPrevueParcours, AvancementAction, EtatAction};
use problem::{Problem, Slug};
use runtime::http::Retouche;
use store::{Tx, historique};
use suite_api::{Action as Possible, ChangementDto};

use crate::{
    etapes::etape,
    suivi::action::{
        domain::{Action, Commande, LIGNES},
        store as rows,
    },
    vie::parcours::{
        self,
        domain::{Commande as CommandeParcours, Parcours},
    },
};

/// Whether the caller accompanies: what is sensitive is theirs to read.
pub(crate) fn sensibles(tx: &Tx) -> bool {
    tx.acteur().titres.donnent(Permission::DiagnosticGerer)
}

/// Of what is sensitive, only who reads it writes: the answer to what is written tells what was.
pub(crate) fn exiger_lisible(tx: &Tx, theme: Theme) -> Result<(), Problem> {
    if theme.sensible() && !sensibles(tx) {
        return Err(Problem::field("/theme", "refuse", "ce thème s'écrit par qui accompagne la personne"));
    }
    Ok(())
}

/// A line as it is answered: `libre` says why nothing changes in the person's file, when it is restricted.
pub(crate) fn decrire(action: Action, parcours: &Parcours, libre: &Result<(), Refus>) -> ActionDto {
    let moves = action.peut(Commande::Avancer(EtatAction::Faite), parcours);
    let actions = vec![Possible::selon("avancement", libre.clone().and(moves))];
    let Action { id, version, parcours, participant, ecrit, etat, etat_le, resultat, par } = action;
    let ActionPrevueParcours { nature, intitule, theme, porteur, partenaire, echeance, etape } = ecrit;
    ActionDto {
        id,
        version,
        parcours,
        participant,
        participant_nom: None,
        nature,
        intitule,
        theme,
        porteur,
        partenaire,
        echeance,
        etape,
        etat,
        etat_le,
        resultat,
        par,
        par_nom: None,
        actions,
    }
}

async fn detail(tx: &mut Tx, action: Action) -> Result<ActionDto, Problem> {
    let parcours = parcours::store::voir(tx, action.parcours).await?.ok_or_else(Problem::not_found)?;
    let limites = parcours::app::limites(tx, &[action.participant]).await?;
    let libre = limites.into_values().next().map_or(Ok(()), Err);
    Ok(annuaires::nommer(tx, decrire(action, &parcours, &libre)).await?)
}

async fn visible(tx: &mut Tx, id: ActionId) -> Result<Action, Problem> {
    let sensibles = sensibles(tx);
    rows::voir(tx, id, sensibles).await?.ok_or_else(Problem::not_found)
}

/// A line that the caller may read, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ActionId) -> Result<ActionDto, Problem> {
    let action = visible(tx, id).await?;
    detail(tx, action).await
}

/// What was changed of a line before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: ActionId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let action = visible(tx, id).await?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(De::une(action.participant, annuaires::nommer(tx, changes).await?))
}

/// The étape that answers a line is one of its parcours.
async fn exiger_etape(tx: &mut Tx, parcours: ParcoursId, etape: Option<EtapeId>) -> Result<(), Problem> {
    let Some(id) = etape else { return Ok(()) };
    match etape::store::voir(tx, id).await?.filter(|one| one.parcours == parcours) {
        Some(_) => Ok(()),
        None => Err(Problem::field("/etape", "inconnu", "cette étape n'est pas de ce parcours")),
    }
}

/// A line and its parcours, locked for the rest of the transaction, if this may happen to it.
async fn prendre(tx: &mut Tx, id: ActionId, commande: Commande) -> Result<(Parcours, Action), Problem> {
    let seen = visible(tx, id).await?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    let action = visible(tx, id).await?;
    action.peut(commande, &parcours)?;
    Ok((parcours, action))
}

/// Writes a line of the plan.
pub(crate) async fn prevoir(tx: &mut Tx, id: ParcoursId, ecrit: ActionPrevueParcours) -> Result<ActionDto, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(CommandeParcours::Accompagner)?;
    exiger_etape(tx, id, ecrit.etape).await?;
    if rows::compter(tx, id).await? >= LIGNES {
        return Err(Problem::new(Slug::TransitionInterdite, format!("Un plan d'action a {LIGNES} lignes au plus.")));
    }
    let (par, today) = (tx.acteur().id, tx.today());
    let action = Action::prevoir(tx.id(), &parcours, ecrit, (par, today))?;
    rows::ajouter(tx, &action).await?;
    detail(tx, action).await
}

/// Writes a line otherwise, if nobody did meanwhile and it is not over.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: ActionId,
    lues: &historique::Lues,
    retouche: Retouche<ActionPrevueParcours>,
) -> Result<ActionDto, Problem> {
    let (parcours, mut action) = prendre(tx, id, Commande::Modifier).await?;
    historique::exiger_version(tx, id, lues, action.version).await?;
    let former = action.ecrit.clone();
    action.modifier(retouche.appliquer(&former)?, &parcours)?;
    if former.theme.is_some_and(Theme::sensible) && !action.ecrit.theme.is_some_and(Theme::sensible) {
        let detail = "une ligne de ce thème n'en change pas : son historique se lirait par qui ne le voit pas";
        return Err(Problem::field("/theme", "refuse", detail));
    }
    exiger_etape(tx, parcours.id, action.ecrit.etape).await?;
    if historique::noter_valeurs(tx, id, action.version + 1, &former, &action.ecrit).await? {
        action.version += 1;
        rows::enregistrer(tx, &action).await?;
    }
    detail(tx, action).await
}

/// Says that a line is begun, done or given up.
pub(crate) async fn avancer(tx: &mut Tx, id: ActionId, avancement: AvancementAction) -> Result<ActionDto, Problem> {
    let AvancementAction { vers, le, resultat } = avancement;
    let (parcours, mut action) = prendre(tx, id, Commande::Avancer(vers)).await?;
    tx.refuse_future("/le", le)?;
    parcours.couvre("/le", le)?;
    action.avancer(vers, le, resultat)?;
    rows::enregistrer(tx, &action).await?;
    detail(tx, action).await
}
