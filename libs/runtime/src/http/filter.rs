//! Query parameters.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use garde::Validate;
use problem::{Problem, Slug};
use serde::{Deserialize, de::DeserializeOwned};
use store::{CleDeTri, Curseur};

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
    let query = request.query_string();
    let illisible = |error: &dyn std::fmt::Display| {
        Problem::new(Slug::RequeteIllisible, format!("Paramètre de requête invalide : {error}"))
    };
    let texts = web::Query::<Vec<(String, String)>>::from_query(query).map_err(|error| illisible(&error))?;
    let wrong: Vec<_> =
        texts.iter().filter_map(|(nom, texte)| problem::parametre(texte, &format!("/{nom}")).err()).collect();
    if !wrong.is_empty() {
        return Err(Problem::invalid(wrong));
    }
    let apres = texts.iter().find(|(nom, _)| nom == "apres");
    let apres = apres.map_or(Curseur::Etranger, |(_, texte)| curseur::ouvrir(request, texte));
    let read = Curseur::en_lisant(apres, || parametres::<T>(query))?;
    problem::validate(&read)?;
    Ok(read)
}

/// The parameters, or what is wrong with one of them, where it stands.
fn parametres<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let path = error.path().to_string();
        let pointer = if path == "." { String::new() } else { format!("/{path}") };
        Problem::invalid(vec![problem::parametre_illisible(&error.into_inner().to_string(), &pointer)])
    })
}

/// Parameters of a page of a list.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Pagination {
    /// Elements at most, from 1 to 200.
    #[serde(default = "default_limit")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(value_type = Option<String>)]
    pub apres: Option<Curseur>,
}

const fn default_limit() -> i64 {
    50
}

impl Pagination {
    /// The sort key after which the page starts.
    pub fn apres<K: DeserializeOwned>(&self) -> Result<Option<K>, Problem> {
        let key = self.apres.as_ref().map(Curseur::lire).transpose();
        key.map_err(|error| Problem::field("/apres", "curseur", error.to_string()))
    }
}
