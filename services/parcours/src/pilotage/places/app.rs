//! Saying what conventions fund.

use events::annuaires::{self, Renvois, Structure, Utilisateur};
use kernel::{ConventionPlacesId, Role, phrase};
use parcours_api::{ConventionPlaces, ConventionPlacesDto, FiltreConventionsPlaces};
use problem::{Problem, Slug};
use runtime::http::Retouche;
use store::{Tx, historique};
use suite_api::ChangementDto;

use crate::{
    pilotage::places::{domain::Convention, store as rows},
    vie::etat::app::fin_du_jour,
};

impl From<Convention> for ConventionPlacesDto {
    fn from(one: Convention) -> Self {
        let Convention { id, version, contenu } = one;
        let ConventionPlaces { structure, referent, du, au, places, etp, reference } = contenu;
        let (structure_nom, referent_nom) = (None, None);
        Self { id, version, structure, structure_nom, referent, referent_nom, du, au, places, etp, reference }
    }
}

/// A convention as it is answered.
async fn decrire(tx: &mut Tx, one: Convention) -> Result<ConventionPlacesDto, Problem> {
    Ok(annuaires::nommer(tx, ConventionPlacesDto::from(one)).await?)
}

/// Who holds it is of the territory: a référent is one of that structure, on the first day.
async fn exiger_titulaire(tx: &mut Tx, contenu: &ConventionPlaces) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, [("/structure".to_owned(), contenu.structure)], |_: &Structure| Ok(())).await?;
    let referent = contenu.referent.map(|one| ("/referent".to_owned(), one));
    let of_it = |qui: &Utilisateur| {
        qui.tient(Role::Referent, contenu.du)?;
        if qui.tient_pour(Role::Referent, contenu.structure, contenu.du) {
            return Ok(());
        }
        let Utilisateur { prenom, nom, .. } = qui;
        Err(format!("{prenom} {nom} n'est pas référent de cette structure le {}", phrase::jour(contenu.du)))
    };
    renvois.exiger(tx, referent, of_it).await?;
    renvois.conclure()
}

/// A holder has one convention on each day.
async fn exiger_libre(tx: &mut Tx, one: &Convention) -> Result<(), Problem> {
    let Some(other) = rows::concurrente(tx, one).await? else { return Ok(()) };
    let ConventionPlaces { du, au, reference, .. } = other.contenu;
    let detail = format!(
        "Une convention du même titulaire court déjà du {} au {} : {reference}.",
        phrase::jour(du),
        phrase::jour(au)
    );
    Err(Problem::new(Slug::Chevauchement, detail))
}

/// Records what a convention funds.
pub(crate) async fn convenir(tx: &mut Tx, contenu: ConventionPlaces) -> Result<ConventionPlacesDto, Problem> {
    let one = Convention::conclure(tx.id(), contenu)?;
    exiger_titulaire(tx, &one.contenu).await?;
    rows::verrouiller(tx, &one.contenu).await?;
    exiger_libre(tx, &one).await?;
    rows::ecrire(tx, &one).await?;
    decrire(tx, one).await
}

/// Changes what a convention funds, if nobody did meanwhile; what it said stays, as what was known until now.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: ConventionPlacesId,
    lues: &historique::Lues,
    retouche: Retouche<ConventionPlaces>,
) -> Result<ConventionPlacesDto, Problem> {
    let seen = exiger(tx, id).await?;
    rows::verrouiller(tx, &seen.contenu).await?;
    let former = exiger(tx, id).await?;
    historique::exiger_version(tx, id, lues, former.version).await?;
    let contenu = retouche.appliquer(&former.contenu)?;
    if contenu == former.contenu {
        return decrire(tx, former).await;
    }
    let next = former.modifier(contenu).map_err(Problem::invalid)?;
    exiger_titulaire(tx, &next.contenu).await?;
    exiger_libre(tx, &next).await?;
    rows::ecrire(tx, &next).await?;
    historique::noter_valeurs(tx, id, next.version, &former.contenu, &next.contenu).await?;
    decrire(tx, next).await
}

async fn exiger(tx: &mut Tx, id: ConventionPlacesId) -> Result<Convention, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// A convention, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ConventionPlacesId) -> Result<ConventionPlacesDto, Problem> {
    let one = exiger(tx, id).await?;
    decrire(tx, one).await
}

/// What was changed of a convention before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: ConventionPlacesId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<ChangementDto>, Problem> {
    exiger(tx, id).await?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(annuaires::nommer(tx, changes).await?)
}

/// Of whom conventions are asked is of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreConventionsPlaces) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, filtre.structure.map(|one| ("/structure".to_owned(), one)), |_: &Structure| Ok(())).await?;
    renvois.exiger(tx, filtre.referent.map(|one| ("/referent".to_owned(), one)), |_: &Utilisateur| Ok(())).await?;
    renvois.conclure()
}

/// A page of conventions, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreConventionsPlaces,
    apres: Option<ConventionPlacesId>,
) -> Result<Vec<ConventionPlacesDto>, Problem> {
    let connu = match filtre.connu_le {
        Some(jour) => {
            tx.refuse_future("/connu_le", jour)?;
            Some(fin_du_jour(tx, jour))
        }
        None => None,
    };
    let found = rows::lister(tx, filtre, connu, apres).await?;
    let told = found.into_iter().map(ConventionPlacesDto::from).collect::<Vec<_>>();
    Ok(annuaires::nommer(tx, told).await?)
}
