//! The mappings that a territory keeps.

use events::annuaires::{Renvois, Structure, Utilisateur};
use imports::traductions::designes;
use kernel::{Code, CorrespondanceId};
use participants_api::{Champ, ChampDto, CorrespondanceDto, NouvelleCorrespondance};
use problem::Problem;
use runtime::http::Retouche;
use store::{Tx, historique};
use suite_api::{ChampImporte, ChangementDto};

use crate::{
    noms::nommer,
    reprise::correspondance::{
        domain::{self, Correspondance, attendu},
        store as rows,
    },
};

/// Keeps a mapping.
pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: NouvelleCorrespondance) -> Result<CorrespondanceDto, Problem> {
    verifier(tx, &nouvelle).await?;
    Ok(rows::ajouter(tx, nouvelle).await?.into())
}

/// Changes a mapping, if nobody did meanwhile. Imports that were read keep what it said.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: CorrespondanceId,
    lues: &historique::Lues,
    retouche: Retouche<NouvelleCorrespondance>,
) -> Result<CorrespondanceDto, Problem> {
    let former = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    historique::exiger_version(tx, id, lues, former.version).await?;
    let nouvelle = retouche.appliquer(&former.contenu)?;
    verifier(tx, &nouvelle).await?;
    if former.contenu == nouvelle {
        return Ok(former.into());
    }
    historique::noter_valeurs(tx, id, former.version + 1, &former.contenu, &nouvelle).await?;
    Ok(rows::modifier(tx, id, former.version + 1, nouvelle).await?.into())
}

/// What was changed of a mapping before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: CorrespondanceId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<ChangementDto>, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(nommer(tx, changes).await?)
}

/// The mappings of the territory, by name.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<CorrespondanceDto>, Problem> {
    Ok(rows::lister(tx).await?.into_iter().map(Into::into).collect())
}

impl From<Correspondance> for CorrespondanceDto {
    fn from(one: Correspondance) -> Self {
        let Correspondance { id, version, contenu, modifiee_le } = one;
        Self { id, version, contenu, modifiee_le }
    }
}

/// Every field of a mapping, with what is expected in it.
pub(crate) fn champs() -> Vec<ChampDto> {
    let dto = |champ: Champ| {
        let (obligatoire, valeurs) = attendu(champ);
        ChampDto { champ, obligatoire, attendu: champ.attendu().to_owned(), valeurs }
    };
    Champ::TOUS.iter().copied().map(dto).collect()
}

async fn verifier(tx: &mut Tx, nouvelle: &NouvelleCorrespondance) -> Result<(), Problem> {
    let errors = domain::erreurs(nouvelle);
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let mut renvois = Renvois::default();
    let referents = designes(&nouvelle.colonnes, Champ::Referent).map_err(Problem::invalid)?;
    renvois.exiger(tx, referents, |_: &Utilisateur| Ok(())).await?;
    let prescripteurs = designes(&nouvelle.colonnes, Champ::Prescripteur).map_err(Problem::invalid)?;
    renvois.exiger(tx, prescripteurs, |_: &Structure| Ok(())).await?;
    renvois.conclure()
}
