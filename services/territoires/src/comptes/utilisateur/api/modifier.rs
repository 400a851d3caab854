//! `PATCH /v1/utilisateurs/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;
use territoires_api::{FicheUtilisateur, UtilisateurDto};

use crate::comptes::utilisateur::app;

/// Modifier la fiche d'un utilisateur
///
/// Son nom, son téléphone, sa fonction : son adresse est à lui, et ses rôles se donnent. Ce qui n'est pas nommé reste, ce
/// qui est nul s'efface (RFC 7396). Refusé si quelqu'un l'a modifiée depuis la lecture.
#[operation(patch "/v1/utilisateurs/{id}", versioned, tag = "comptes")]
pub(crate) async fn utilisateur_update(
    grant: Grant<UtilisateurGerer>,
    id: Path<UtilisateurId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<FicheUtilisateur>>,
) -> Result<Reponse<UtilisateurDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let user = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = user.version;
            Ok(Reponse::ok(user).version(version))
        })
        .await
}
