//! How far the feed goes in each territory: what a consumer asks from time to time, to know which feeds it has to read.

use actix_web::web::Data;
use auth::{Grant, Scope, permission::EvenementLire};
use garde::Validate;
use kernel::TerritoireId;
use problem::{Problem, Slug};
use runtime::http::Reponse;
use serde::Deserialize;
use store::{Db, partout};

use super::Feed;
use crate::{Tete, Tetes, annuaires};

/// Which part of the territories, in the order of their identifiers.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct Parcours {
    #[garde(skip)]
    apres: Option<TerritoireId>,
    #[serde(default = "default_limit")]
    #[garde(range(min = 1, max = 1000))]
    limite: i64,
}

const fn default_limit() -> i64 {
    1000
}

/// It is asked in the name of the deployment: a token of a territory tells nothing of the others.
pub(super) async fn lire(
    Feed { annonces, .. }: Feed,
    grant: Grant<EvenementLire>,
    Parcours { apres, limite }: Parcours,
    db: Data<Db>,
) -> Result<Reponse<Tetes>, Problem> {
    if grant.territoire() != TerritoireId::DEPLOIEMENT {
        return Err(Problem::new(Slug::Interdit, "L'avancement des fils se lit au nom du déploiement."));
    }
    annuaires::dire_partout(&db, annonces).await?;
    let heads = partout::tetes(&db, apres, limite).await?;
    let elements = heads.into_iter().map(|one| Tete { territoire: one.territoire, seq: one.seq }).collect();
    Ok(Reponse::ok(Tetes { elements }).sans_etiquette())
}
