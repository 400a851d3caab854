//! `POST /v1/imports-de-parcours/comparaison`.

use actix_web::web::Data;
use auth::{Scope, permission::ImportGerer};
use clients::ParticipantsClient;
use parcours_api::{ComparaisonReprise, NouvelleComparaisonReprise};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse, operation},
};

use crate::reprise::comparaison::app;

/// Comparer la file active d’un mois à celle de l’ancien logiciel
///
/// Personne par personne, par sa référence dans l’ancien logiciel : identique, comptée d’un seul côté ou dans une autre
/// situation, avec le fait qui l’explique. Rien n’est enregistré.
#[operation(post "/v1/imports-de-parcours/comparaison", tag = "imports")]
pub(crate) async fn import_parcours_compare(
    lecture: Lecture<ImportGerer>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleComparaisonReprise>,
) -> Result<Reponse<ComparaisonReprise>, Problem> {
    lecture.exiger(async |tx| app::exiger(tx, commande.corps())).await?;
    let found = lecture.lire(async |tx| app::comparer(tx, commande.corps()).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
