//! `POST /v1/parcours/{id}/echeances/essai`.

use actix_web::web::Path;
use auth::permission::ParcoursLire;
use kernel::ParcoursId;
use parcours_api::{EcheancesEssayees, EssaiEcheances};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse, operation},
};

use crate::pilotage::echeance::app;

/// Essayer ce qui changerait les échéances d’un parcours
///
/// « Si une étape commence le 20 » : ce que les règles demandent aujourd’hui, et ce qu’elles demanderaient. Rien n’est
/// enregistré.
#[operation(post "/v1/parcours/{id}/echeances/essai")]
pub(crate) async fn echeance_try(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
    commande: Commande<EssaiEcheances>,
) -> Result<Reponse<EcheancesEssayees>, Problem> {
    let found = lecture.lire(async |tx| app::essayer(tx, *id, *commande.corps()).await).await?;
    Ok(Reponse::ok(found.contenu))
}
