//! `POST /v1/habilitations/{id}/cloture`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::HabilitationId;
use problem::Problem;
use runtime::{
    Context,
    http::{Commande, Reponse, operation},
};
use territoires_api::{FinHabilitation, HabilitationDto};

use crate::comptes::{
    session::{self, recente::Recente},
    utilisateur::app,
};

/// Mettre fin à un rôle
///
/// À la fin d'un jour, ou à l'instant sans date : les sessions où il était tenu sont alors fermées. Une fin ne se repousse pas.
#[operation(
    post "/v1/habilitations/{id}/cloture",
    tag = "comptes",
    refuses(TransitionInterdite, AuthentificationRecente)
)]
pub(crate) async fn habilitation_end(
    grant: Grant<UtilisateurGerer>,
    _: Recente,
    id: Path<HabilitationId>,
    context: Data<Context>,
    commande: Commande<FinHabilitation>,
) -> Result<Reponse<HabilitationDto>, Problem> {
    let mut ended = Vec::new();
    let cloturer = async |tx: &mut _, fin| {
        let (habilitation, sessions) = app::cloturer(tx, *id, fin).await?;
        ended = sessions;
        Ok(Reponse::ok(habilitation))
    };
    let reponse = commande.executer(&context.db, &grant, cloturer).await?;
    session::app::annoncer(&context, &ended).await;
    Ok(reponse)
}
