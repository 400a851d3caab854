//! The letterhead: read by whoever prints, edited by the territory.

use ::store::{Tx, historique, territoires};
use kernel::hexadecimal;
use problem::{Problem, Slug};
use runtime::http::Retouche;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use suite_api::ChangementDto;
use territoires_api::{EnTete, EnTeteDto};
use tokio::task::spawn_blocking;

use crate::{
    comptes::utilisateur,
    territoires::en_tete::{
        domain::{EnTeteVersionne, preparer},
        store as rows,
    },
};

/// The letterhead of the territory.
pub(crate) async fn voir(tx: &mut Tx) -> Result<EnTeteDto, Problem> {
    let en_tete = rows::voir(tx).await?;
    decrire(tx, en_tete).await
}

/// Changes what is said of the territory on its papers, if nobody did meanwhile.
pub(crate) async fn modifier(
    tx: &mut Tx,
    lues: &historique::Lues,
    retouche: Retouche<EnTete>,
) -> Result<EnTeteDto, Problem> {
    let former = rows::verrouiller(tx).await?;
    let (territoire, version) = (tx.territoire(), former.version + 1);
    let names = async |tx: &mut Tx, qui| utilisateur::store::noms::connus(tx, &qui).await;
    historique::exiger_version_selon(tx, territoire, lues, former.version, names).await?;
    let contenu = retouche.appliquer(&former.contenu)?;
    let contenu = preparer_a_part(contenu, &former.contenu).await?;
    if !historique::noter_valeurs(tx, territoire, version, &dit(&former.contenu)?, &dit(&contenu)?).await? {
        return decrire(tx, former).await;
    }
    let next = EnTeteVersionne { version, contenu };
    if !rows::enregistrer(tx, &next).await? {
        let detail = "Quelqu'un d'autre vient d'écrire l'en-tête : relisez-le, puis refaites votre modification.";
        return Err(Problem::new(Slug::Conflit, detail));
    }
    decrire(tx, next).await
}

/// What is written of it, made beside the threads that serve.
async fn preparer_a_part(envoye: EnTete, present: &EnTete) -> Result<EnTete, Problem> {
    let present = present.clone();
    let made = spawn_blocking(move || preparer(envoye, &present)).await;
    made.map_err(|error| Problem::internal(&error))?.map_err(Problem::invalid)
}

/// The changes of the letterhead, newest first, and one more when there are more.
pub(crate) async fn historique(tx: &mut Tx, avant: Option<i32>, limite: i64) -> Result<Vec<ChangementDto>, Problem> {
    let changes = historique::lister(tx, tx.territoire(), avant, limite).await?;
    Ok(utilisateur::store::noms::nommer(tx, changes).await?)
}

/// What the history says of it: of the logo, its fingerprint.
fn dit(en_tete: &EnTete) -> Result<Value, Problem> {
    let mut said = serde_json::to_value(en_tete).map_err(|error| Problem::internal(&error))?;
    if let (Some(logo), Some(said)) = (&en_tete.logo, said.get_mut("logo")) {
        *said = json!(format!("sha256:{}", hexadecimal(&Sha256::digest(logo))));
    }
    Ok(said)
}

async fn decrire(tx: &mut Tx, en_tete: EnTeteVersionne) -> Result<EnTeteDto, Problem> {
    let EnTeteVersionne { version, contenu: EnTete { adresse, telephone, courriel, logo } } = en_tete;
    let commune_nom = adresse.as_ref().map(|adresse| adresse.commune.nom().to_owned());
    Ok(EnTeteDto { version, nom: territoires::nom(tx).await?, adresse, commune_nom, telephone, courriel, logo })
}
