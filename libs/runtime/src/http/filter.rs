//! Query parameters.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use garde::Validate;
use problem::{Problem, Slug};
use serde::{Deserialize, de::DeserializeOwned};
use store::{CleDeTri, Curseur};
use suite_api::CurseurInvalide;

use super::curseur;

/// Decoded and valid query parameters.
#[derive(Debug, Clone)]
pub struct Filtre<T>(pub T);

impl<T: DeserializeOwned + Validate<Context = ()>> FromRequest for Filtre<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(lire(request).map(Self))
    }
}

fn lire<T: DeserializeOwned + Validate<Context = ()>>(request: &HttpRequest) -> Result<T, Problem> {
    let dits = web::Query::<Vec<(String, String)>>::from_query(request.query_string())
        .map_err(|_| Problem::new(Slug::RequeteIllisible, "Les paramètres de la requête n'ont pas pu être lus."))?
        .into_inner();
    let apres = dits.iter().find(|(nom, _)| nom == "apres");
    let apres = apres.map_or(Curseur::Etranger, |(_, texte)| curseur::ouvrir(request, texte));
    let read = Curseur::en_lisant(apres, || problem::parametres(dits))?;
    problem::validate(&read)?;
    Ok(read)
}

/// Parameters of a page of a list.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Pagination {
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// The sort key after which a page starts.
pub fn apres<K: DeserializeOwned>(apres: Option<&Curseur>) -> Result<Option<K>, Problem> {
    apres.map(Curseur::lire).transpose().map_err(refus)
}

fn refus(error: CurseurInvalide) -> Problem {
    Problem::field("/apres", "curseur", error.to_string())
}

/// The sort key after which a page starts, of a list that is read in several orders: one of another order opens nothing.
pub fn apres_selon<T, K>(curseur: Option<&Curseur>, tri: T) -> Result<Option<K>, Problem>
where
    T: Copy + PartialEq + DeserializeOwned,
    K: DeserializeOwned,
{
    match apres::<(T, K)>(curseur)? {
        Some((of, _)) if of != tri => Err(refus(CurseurInvalide)),
        found => Ok(found.map(|(_, key)| key)),
    }
}

impl Pagination {
    /// The sort key after which the page starts.
    pub fn apres<K: DeserializeOwned>(&self) -> Result<Option<K>, Problem> {
        apres(self.apres.as_ref())
    }
}
