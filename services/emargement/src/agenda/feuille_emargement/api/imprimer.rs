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

use crate::agenda::feuille_emargement::imprime;

/// Imprimer la feuille d’émargement d’un rendez-vous
///
/// En PDF : l’opération et la mention du programme, les noms de qui signe, les heures signées et leur place dans le registre.
/// Là où personne n’a signé, la place pour le faire sur papier avec l’heure, ou « non signée » une fois la séance terminée ; le
/// code retrouve la séance. Un rendez-vous annulé n’en a pas (409) ; tant que les noms ne peuvent être lus, un 503.
#[operation(get "/v1/rendez-vous/{id}/feuille-emargement", tag = "agenda", refuses(TransitionInterdite))]
pub(crate) async fn feuille_emargement_print(
    lecture: Lecture<AgendaLire>,
    id: Path<RendezVousId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Pdf>, Problem> {
    let read = lecture.lire(async |tx| imprime::lire(tx, *id).await).await?;
    let named = participants.nommer(lecture.territoire(), read).await;
    named.page()?.repondre(&format!("emargement-{}", reference(*id))).await
}
