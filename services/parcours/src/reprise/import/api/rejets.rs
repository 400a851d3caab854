//! `GET /v1/imports-de-parcours/{id}/rejets`.

use actix_web::web::{Bytes, Path};
use auth::permission::ImportGerer;
use futures_util::{StreamExt, TryStreamExt, stream};
use kernel::ImportId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Csv, Fichier, operation},
};
use tableaux::{MARQUE_UTF8, ecrire_csv};

use crate::reprise::import::app;

const LOT: i64 = 500;

/// Reprendre les lignes rejetées d'un import de parcours dans un tableur
///
/// Un CSV : les colonnes du fichier, puis ce qui ne va pas. Corrigé, il se renvoie par un nouvel import.
#[operation(get "/v1/imports-de-parcours/{id}/rejets", tag = "imports")]
pub(crate) async fn import_parcours_rejects(
    lecture: Lecture<ImportGerer>,
    id: Path<ImportId>,
) -> Result<Fichier<Csv>, Problem> {
    let titles = lecture.sans_personne(async |tx| app::Imports::intitules(tx, *id).await).await?;
    let head = [Ok(Bytes::from_static(MARQUE_UTF8)), lignes(vec![titles])];
    let body = stream::iter(head).chain(suite(lecture, *id));
    Ok(Fichier::flux(&format!("rejets-{id}"), body))
}

/// The lines, batch after batch: as many as they are, one batch is in memory.
fn suite(lecture: Lecture<ImportGerer>, id: ImportId) -> impl stream::Stream<Item = Result<Bytes, Problem>> {
    stream::try_unfold((lecture, 0), move |(lecture, apres)| async move {
        let rows = lecture.lire(async |tx| app::lignes::rejets(tx, id, apres, LOT).await).await?.contenu;
        let Some((last, _)) = rows.last() else { return Ok(None) };
        let last = *last;
        Ok(Some((rows.into_iter().map(|(_, cells)| cells).collect(), (lecture, last))))
    })
    .and_then(async |rows| lignes(rows))
}

fn lignes(rows: Vec<Vec<String>>) -> Result<Bytes, Problem> {
    ecrire_csv(rows).map(Bytes::from).map_err(|error| Problem::internal(&error))
}
