//! Accounts and roles.

use ::store::Tx;
use kernel::{CompteId, UtilisateurId, calendrier::Periode};
use problem::Problem;
use territoires_api::{NouvelUtilisateur, NouvelleHabilitation, UtilisateurDto};

use crate::comptes::{
    compte::{self, store::Compte},
    utilisateur::{
        domain::{self, Habilitation},
        store as rows,
    },
};

/// Adds a user to the territory of the transaction. An account that exists under the same address gains
/// this territory and keeps its password; whether it existed is not told.
pub(crate) async fn ajouter(tx: &mut Tx, nouveau: NouvelUtilisateur) -> Result<UtilisateurDto, Problem> {
    let courriel = nouveau.courriel.to_lowercase();
    let id = rows::ajouter(tx, &courriel, &nouveau.prenom, &nouveau.nom).await?;
    for (rank, one) in nouveau.habilitations.iter().enumerate() {
        habiliter(tx, id, one).await.map_err(|refus| refus.sous(&format!("/habilitations/{rank}")))?;
    }
    let mot_de_passe = compte::mot_de_passe::hacher(nouveau.mot_de_passe).await?;
    let territoire = tx.territoire();
    tx.en_deploiement(async |tx| {
        let compte = match compte::store::par_courriel(tx, &courriel).await? {
            Some(compte) => compte.id,
            None => ouvrir_compte(tx, courriel, mot_de_passe).await?.into(),
        };
        compte::store::ouvrir_acces(tx, compte.into(), territoire, id).await
    })
    .await?;
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

async fn ouvrir_compte(tx: &mut Tx, courriel: String, mot_de_passe: String) -> Result<CompteId, ::store::Error> {
    let compte = Compte {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        courriel,
        mot_de_passe,
        totp: None,
        totp_actif: false,
        totp_dernier: 0,
        cree_le: tx.now(),
    };
    compte::store::ajouter(tx, &compte).await?;
    Ok(compte.id.into())
}

/// Gives a role.
pub(crate) async fn habiliter(
    tx: &mut Tx,
    utilisateur: UtilisateurId,
    nouvelle: &NouvelleHabilitation,
) -> Result<(), Problem> {
    let habilitation = Habilitation {
        role: nouvelle.role,
        structure: nouvelle.structure,
        periode: Periode { du: nouvelle.du, au: nouvelle.au },
    };
    domain::verifier(&habilitation).map_err(|refus| Problem::field("/role", "refuse", refus.to_string()))?;
    if let Some(structure) = habilitation.structure {
        let nature = rows::nature(tx, structure).await?.ok_or_else(|| {
            Problem::field("/structure", "inconnue", "cette structure n'est pas dans l'annuaire du territoire")
        })?;
        domain::admettre(habilitation.role, nature)
            .map_err(|refus| Problem::field("/structure", "refuse", refus.to_string()))?;
    }
    rows::habiliter(tx, utilisateur, &habilitation).await
}
