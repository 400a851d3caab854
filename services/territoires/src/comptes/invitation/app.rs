//! Inviting somebody, and accepting: until then no role of the territory counts.

use ::store::{Db, Tx, territoires};
use chrono::TimeDelta;
use kernel::{Refus, TerritoireId, UtilisateurId};
use problem::{Problem, Slug};
use territoires_api::{AcceptationInvitation, AccesOuvert};

use crate::{
    comptes::{
        compte::{self, mot_de_passe, store::Compte},
        invitation::store::{self as rows, Invitation},
        second_facteur,
    },
    courrier::{Code, Courrier},
    etat::Etat,
    secrets,
    visiteur::Visiteur,
};

/// How long an invitation may be accepted.
const DUREE: TimeDelta = TimeDelta::days(7);

/// Somebody of the territory, as one writes to them.
pub(crate) struct Invite<'a> {
    pub(crate) id: UtilisateurId,
    pub(crate) courriel: &'a str,
    pub(crate) prenom: &'a str,
}

/// Invites a user of the transaction's territory: a code goes to their address, and a former one opens nothing any
/// more.
pub(crate) async fn inviter(tx: &mut Tx, courrier: &Courrier, invite: &Invite<'_>) -> Result<(), Problem> {
    let code = secrets::nouveau()?;
    let (cible, nom, now) = (tx.territoire(), territoires::nom(tx).await?, tx.now());
    let expire_le = now + DUREE;
    let sent = Code { valeur: &code, expire_le, fuseau: tx.fuseau() };
    tx.send(courrier.invitation(invite.courriel, invite.prenom, &nom, &sent));
    tx.en_deploiement(async |tx| {
        let invitation = Invitation {
            territoire_id: tx.territoire().into(),
            cible: cible.into(),
            utilisateur_id: invite.id.into(),
            courriel: invite.courriel.to_owned(),
            empreinte: secrets::empreinte(&code),
            envoyee_le: now,
            expire_le,
        };
        Ok::<_, Problem>(rows::poser(tx, &invitation).await?)
    })
    .await
}

/// Whether somebody may be invited again: not who has accepted.
pub(crate) fn renvoyable(acceptee: bool) -> Result<(), Refus> {
    if acceptee {
        return Err(Refus::new("Cette personne a déjà accepté : elle entre avec son mot de passe."));
    }
    Ok(())
}

/// Sends the invitation of a user again, under another code.
pub(crate) async fn renvoyer(tx: &mut Tx, courrier: &Courrier, invite: &Invite<'_>) -> Result<(), Problem> {
    let (cible, id) = (tx.territoire(), invite.id);
    let compte = tx.en_deploiement(async |tx| compte::store::du_membre(tx, cible, id).await).await?;
    renvoyable(compte.is_some()).map_err(|refus| Problem::new(Slug::Conflit, refus.to_string()))?;
    inviter(tx, courrier, invite).await
}

/// Withdraws an invitation that was not accepted.
pub(crate) async fn retirer(tx: &mut Tx, id: UtilisateurId) -> Result<(), Problem> {
    let cible = tx.territoire();
    let waited = tx.en_deploiement(async |tx| rows::retirer(tx, cible, id).await).await?;
    if waited { Ok(()) } else { Err(Problem::not_found()) }
}

/// The one answer to a code that opens nothing.
pub(crate) fn invalide() -> Problem {
    Problem::new(
        Slug::LienInvalide,
        "Ce code n'ouvre rien : inconnu, déjà utilisé, expiré ou retiré. Demandez-en un autre à qui vous l'a envoyé.",
    )
}

/// Accepts an invitation without token: with a password of one's choice, or with that of the account that the address
/// has already.
pub(crate) async fn accepter(
    db: &Db,
    etat: &Etat,
    visiteur: &Visiteur,
    acceptation: AcceptationInvitation,
) -> Result<AccesOuvert, Problem> {
    let AcceptationInvitation { code, mot_de_passe, totp } = acceptation;
    let empreinte = secrets::empreinte(&code);
    let (invitation, known) = db
        .read(visiteur, async |tx| {
            let invitation = rows::du_code(tx, &empreinte).await?.ok_or_else(invalide)?;
            let known = compte::store::par_courriel(tx, &invitation.courriel).await?;
            Ok::<_, Problem>((invitation, known))
        })
        .await?;
    let essai = visiteur.essayer(&invitation.courriel).await?;
    // The work on passwords holds no transaction open.
    let entrant = match known {
        Some(compte) => {
            let right = mot_de_passe::verifier(mot_de_passe, Some(compte.mot_de_passe.clone())).await;
            Entrant::Connu(right.then_some(compte).ok_or_else(deja)?)
        }
        None => Entrant::Nouveau(mot_de_passe::hacher(mot_de_passe).await?),
    };
    let ouvert = db
        .tx(visiteur, async |tx| {
            let invitation = rows::consommer(tx, &empreinte).await?.ok_or_else(invalide)?;
            let compte = match entrant {
                Entrant::Connu(compte) => {
                    second_facteur::app::exiger(tx, etat, &compte, totp.as_deref()).await?;
                    compte
                }
                Entrant::Nouveau(hash) => compte::store::ouvrir(tx, &invitation.courriel, hash).await?,
            };
            ouvrir(tx, &compte, &invitation).await
        })
        .await?;
    essai.reussir().await;
    Ok(ouvert)
}

/// Who accepts: the holder of an account, or somebody who opens one with this password.
enum Entrant {
    Connu(Compte),
    Nouveau(String),
}

fn deja() -> Problem {
    Problem::new(
        Slug::IdentifiantsRefuses,
        "Vous avez déjà un compte sous cette adresse : acceptez avec son mot de passe, ou demandez-en un nouveau.",
    )
}

/// Accepts an invitation with the account of who is signed in.
pub(crate) async fn rejoindre(tx: &mut Tx, code: &str) -> Result<AccesOuvert, Problem> {
    let compte = second_facteur::app::soi(tx).await?;
    let empreinte = secrets::empreinte(code);
    tx.en_deploiement(async |tx| {
        let invitation = rows::consommer(tx, &empreinte).await?;
        // A code that was sent to somebody else is theirs.
        let invitation = invitation.filter(|one| one.courriel == compte.courriel).ok_or_else(invalide)?;
        ouvrir(tx, &compte, &invitation).await
    })
    .await
}

async fn ouvrir(tx: &mut Tx, compte: &Compte, invitation: &Invitation) -> Result<AccesOuvert, Problem> {
    let (territoire, utilisateur): (TerritoireId, UtilisateurId) =
        (invitation.cible.into(), invitation.utilisateur_id.into());
    compte::store::ouvrir_acces(tx, compte.id.into(), territoire, utilisateur).await?;
    Ok(AccesOuvert { territoire, utilisateur, courriel: compte.courriel.clone() })
}
