//! `PATCH /v1/conventions-places/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CapaciteFixer};
use kernel::ConventionPlacesId;
use parcours_api::{ConventionPlaces, ConventionPlacesDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::pilotage::places::app;

/// Modifier une convention de places
///
/// Ses jours, ses places, son temps de travail, son nom : pas son titulaire. Ce qui n’est pas nommé reste (RFC 7396), et ce
/// qui était dit reste connu comme tel. Refusé si quelqu’un l’a modifiée depuis la lecture.
#[operation(patch "/v1/conventions-places/{id}", tag = "parcours", versioned, refuses(Chevauchement))]
pub(crate) async fn convention_places_update(
    grant: Grant<CapaciteFixer>,
    id: Path<ConventionPlacesId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<ConventionPlaces>>,
) -> Result<Reponse<ConventionPlacesDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let changed = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = changed.version;
            Ok(Reponse::ok(changed).version(version))
        })
        .await
}
