//! `GET /v1/referentiels/livres`.

use auth::{Grant, permission::ReferentielLire};
use problem::Problem;
use runtime::http::{Reponse, operation};
use territoires_api::ReferentielLivre;

/// Lister les référentiels livrés avec la suite
///
/// Un territoire commence par une copie de l’un d’eux, qui est à lui : un texte livré qui change plus tard n’y change rien.
/// Pour l’adopter, le publier comme version suivante, avec sa date d’effet.
#[operation(get "/v1/referentiels/livres")]
pub(crate) async fn referentiel_shipped_list(
    _: Grant<ReferentielLire>,
) -> Result<Reponse<Vec<ReferentielLivre>>, Problem> {
    let shipped = referentiel::LIVRES.iter().filter_map(|(code, _)| {
        Some(ReferentielLivre { code: (*code).to_owned(), referentiel: referentiel::livre(code)? })
    });
    Ok(Reponse::ok(shipped.collect()))
}
