//! `POST /v1/activites`.

use actix_web::web::Data;
use auth::{Grant, permission::TempsGerer};
use emargement_api::{ActiviteDto, NouvelleActivite};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::temps::activite::app;

/// Compter du temps hors rendez-vous
///
/// De son début à sa fin, dans la journée ; nulle minute n’est comptée deux fois : un rendez-vous que l’agent anime, ou une
/// autre activité, la prend déjà. Sans horaire, les minutes d’un jour : la feuille du mois demandera pourquoi.
#[operation(post "/v1/activites", tag = "temps", refuses(Chevauchement, FeuilleFigee))]
pub(crate) async fn activite_create(
    grant: Grant<TempsGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleActivite>,
) -> Result<Cree<ActiviteDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Cree::a("/v1/activites", app::ajouter_activite(tx, corps).await?)))
        .await
}
