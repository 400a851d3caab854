//! `GET /v1/utilisateurs`.

use actix_web::web::Data;
use auth::{Grant, permission::UtilisateurLire};
use problem::Problem;
use runtime::http::{Filtre, Reponse, apres, operation};
use store::{Db, Page, Tx};
use territoires_api::{FiltreUtilisateurs, UtilisateurDto};

use crate::comptes::utilisateur::{app, store as rows};

/// Lister les utilisateurs du territoire
///
/// Par nom ; ceux qui répondent à tous les critères.
#[operation(get "/v1/utilisateurs", tag = "comptes")]
pub(crate) async fn utilisateur_list(
    grant: Grant<UtilisateurLire>,
    Filtre(filtre): Filtre<FiltreUtilisateurs>,
    db: Data<Db>,
) -> Result<Reponse<Page<UtilisateurDto>>, Problem> {
    let apres = apres(filtre.apres.as_ref())?;
    let read = async |tx: &mut Tx| {
        app::exiger(tx, &filtre).await?;
        rows::lister(tx, &filtre, apres).await.map_err(Problem::from)
    };
    let rows = db.read(&grant, read).await?;
    Ok(Reponse::page(Page::new(rows, filtre.limite, |user| (user.nom.clone(), user.id))))
}
