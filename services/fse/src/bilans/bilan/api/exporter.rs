//! `GET /v1/operations/{id}/bilan.xlsx`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::BilanExporter};
use clients::ParticipantsClient;
use kernel::OperationId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Fichier, Xlsx, operation},
};

use crate::bilans::bilan::{app, classeur};

/// Exporter le bilan d'une opération
///
/// Un classeur : synthèse, indicateurs, participations, personnes derrière chaque chiffre, temps certifié de chaque agent. Les
/// noms des participants n'y figurent que pour qui peut lire les participations, et un contrôleur n'y lit que ceux de son mandat.
#[operation(get "/v1/operations/{id}/bilan.xlsx", tag = "bilans", answer = "Le classeur")]
pub(crate) async fn bilan_export(
    lecture: Lecture<BilanExporter>,
    id: Path<OperationId>,
    participants: Data<ParticipantsClient>,
) -> Result<Fichier<Xlsx>, Problem> {
    let found = lecture.lire(async |tx| app::exporter(tx, *id).await).await?;
    let (fuseau, bilan) = (found.fuseau, participants.nommer(lecture.territoire(), found.bilan).await);
    Ok(Fichier::new(&classeur::nom(&bilan), classeur::xlsx(&bilan, fuseau)?))
}
