//! `GET /v1/rendez-vous/{id}/feuille-emargement`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::AgendaLire};
use clients::ParticipantsClient;
use kernel::RendezVousId;
use pages::reference;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Pdf, operation},
};

use crate::agenda::feuille_emargement::app;

/// Imprimer la feuille d’émargement d’un rendez-vous
///
/// En PDF : l’opération et la mention du programme, les noms de qui signe, les heures signées et leur place dans le registre.
/// Là où personne n’a signé, la place pour le faire sur papier ; le code retrouve la séance.
#[operation(get "/v1/rendez-vous/{id}/feuille-emargement", tag = "agenda")]
pub(crate) async fn feuille_emargement_print(
    lecture: Lecture<AgendaLire>,
    id: Path<RendezVousId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Pdf>, Problem> {
    let read = lecture.lire(async |tx| app::lire(tx, *id).await).await?;
    let named = participants.nommer(lecture.territoire(), read).await;
    named.page()?.repondre(&format!("emargement-{}", reference(*id))).await
}
