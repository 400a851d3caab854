//! Accounts and roles.

use ::store::{Tx, historique};
use kernel::{HabilitationId, SessionId, UtilisateurId, calendrier::Periode};
use problem::Problem;
use runtime::http::Retouche;
use suite_api::ChangementDto;
use territoires_api::{
    FicheUtilisateur, FiltreUtilisateurs, FinHabilitation, HabilitationDto, NouvelUtilisateur, NouvelleHabilitation,
    UtilisateurDto,
};

use crate::{
    comptes::{
        compte,
        invitation::{self, app::Invite},
        session,
        utilisateur::{
            domain::{self, Habilitation},
            store as rows,
        },
    },
    courrier::Courrier,
};

/// Adds a user to the territory of the transaction and invites them. Whether their address has an account already is
/// told to them alone.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    courrier: &Courrier,
    nouveau: NouvelUtilisateur,
) -> Result<UtilisateurDto, Problem> {
    let id = inscrire(tx, &nouveau).await?;
    let invite = Invite { id, courriel: &nouveau.courriel, prenom: &nouveau.prenom };
    invitation::app::inviter(tx, courrier, &invite).await?;
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Adds a user with their roles, whom nothing lets in yet.
pub(crate) async fn inscrire(tx: &mut Tx, nouveau: &NouvelUtilisateur) -> Result<UtilisateurId, Problem> {
    let id = rows::ajouter(tx, &nouveau.courriel, &nouveau.prenom, &nouveau.nom).await?;
    for (rank, one) in nouveau.habilitations.iter().enumerate() {
        habiliter(tx, id, one).await.map_err(|refus| refus.sous(&format!("/habilitations/{rank}")))?;
    }
    Ok(id)
}

/// What the filter names is of the directory.
pub(crate) async fn exiger(tx: &mut Tx, filtre: &FiltreUtilisateurs) -> Result<(), Problem> {
    let Some(structure) = filtre.structure else { return Ok(()) };
    if !rows::structure_connue(tx, structure).await? {
        let detail = "cette structure n'est pas dans l'annuaire du territoire";
        return Err(Problem::field("/structure", "inconnue", detail));
    }
    Ok(())
}

/// Changes what the team edits of a user, if nobody did meanwhile.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: UtilisateurId,
    lues: &historique::Lues,
    retouche: Retouche<FicheUtilisateur>,
) -> Result<UtilisateurDto, Problem> {
    let (version, former) = rows::tenir(tx, id).await?.ok_or_else(Problem::not_found)?;
    historique::exiger_version_selon(tx, id, lues, version, async |tx, qui| rows::noms::connus(tx, &qui).await).await?;
    let next = retouche.appliquer(&former)?;
    if historique::noter_valeurs(tx, id, version + 1, &former, &next).await? {
        rows::modifier(tx, id, version + 1, &next).await?;
    }
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The changes of a user, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: UtilisateurId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<ChangementDto>, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(rows::noms::nommer(tx, changes).await?)
}

/// Invites a user again who has not accepted.
pub(crate) async fn renvoyer(tx: &mut Tx, courrier: &Courrier, id: UtilisateurId) -> Result<UtilisateurDto, Problem> {
    let user = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let invite = Invite { id, courriel: &user.courriel, prenom: &user.prenom };
    invitation::app::renvoyer(tx, courrier, &invite).await?;
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Closes the territory to a user: their invitation, their access and their sessions there end. Their account is
/// theirs, and opens the territories of others. The sessions are to be announced.
pub(crate) async fn fermer(tx: &mut Tx, id: UtilisateurId) -> Result<(UtilisateurDto, Vec<SessionId>), Problem> {
    let cible = tx.territoire();
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let ended = tx
        .en_deploiement(async |tx| {
            invitation::store::retirer(tx, cible, id).await?;
            match compte::store::fermer_acces(tx, cible, id).await? {
                Some(compte) => session::app::fermer_toutes(tx, compte, Some(cible), None).await,
                None => Ok(Vec::new()),
            }
        })
        .await?;
    Ok((rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?, ended))
}

/// Ends the sessions of a user in the territory; they are to be announced.
pub(crate) async fn deconnecter(tx: &mut Tx, id: UtilisateurId) -> Result<Vec<SessionId>, Problem> {
    let cible = tx.territoire();
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    tx.en_deploiement(async |tx| match compte::store::du_membre(tx, cible, id).await? {
        Some(compte) => session::app::fermer_toutes(tx, compte.id.into(), Some(cible), None).await,
        None => Ok(Vec::new()),
    })
    .await
}

/// Ends a role. One that ends before today is cut at once: the sessions in which it was held are ended, and to be
/// announced.
pub(crate) async fn cloturer(
    tx: &mut Tx,
    id: HabilitationId,
    fin: FinHabilitation,
) -> Result<(HabilitationDto, Vec<SessionId>), Problem> {
    let (titulaire, mut tenue) = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let coupee = tenue.cloturer(fin.au, tx.today())?;
    let ended = rows::cloturer(tx, id, tenue.periode.au, coupee).await?;
    let sessions = if coupee { deconnecter(tx, titulaire).await? } else { Vec::new() };
    Ok((rows::noms::nommer(tx, ended).await?, sessions))
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
        superieur: nouvelle.superieur,
        periode: Periode { du: nouvelle.du, au: nouvelle.au },
    };
    if nouvelle.superieur == Some(utilisateur) {
        return Err(Problem::field("/superieur", "incoherent", "nul n'est son propre supérieur"));
    }
    domain::verifier(&habilitation).map_err(|refus| Problem::field("/role", "refuse", refus.to_string()))?;
    if let Some(structure) = habilitation.structure {
        let (nature, jusqua) = rows::agissante(tx, structure).await?.ok_or_else(|| {
            Problem::field("/structure", "inconnue", "cette structure n'est pas dans l'annuaire du territoire")
        })?;
        domain::admettre(habilitation.role, nature)
            .map_err(|refus| Problem::field("/structure", "refuse", refus.to_string()))?;
        if let Some(jusqua) = jusqua.filter(|jusqua| habilitation.deborde(*jusqua)) {
            return Err(Problem::field("/structure", "refuse", domain::Refus::StructureFinie(jusqua).to_string()));
        }
    }
    rows::habiliter(tx, utilisateur, &habilitation).await
}
