//! The tokens of somebody who has an account.

use auth::{Sujet, Systeme};
use chrono::TimeDelta;
use kernel::{Regard, SessionId, TerritoireId, UtilisateurId};
use problem::{Problem, RefusOauth};
use runtime::Context;
use store::{Error, Tx, referentiels};
use territoires_api::{Authentification, Jetons};

use super::{
    Guichet, refuses,
    signature::{Acces, Titulaire, signer},
};
use crate::{
    comptes::{compte, second_facteur, session, utilisateur},
    etat::Etat,
    secrets,
};

/// Life of a session, however often it is renewed.
const SESSION: TimeDelta = TimeDelta::hours(12);
pub(super) const DEPLOIEMENT: Systeme = Systeme(TerritoireId::DEPLOIEMENT);

/// Opens a session in one of the territories of an account.
pub(super) async fn ouvrir(
    Guichet { context, etat, visiteur }: Guichet<'_>,
    (courriel, preuve): (&str, Authentification),
    souhaite: Option<TerritoireId>,
    dit: bool,
) -> Result<Jetons, RefusOauth> {
    let essai = visiteur.essayer(courriel).await?;
    let Authentification { mot_de_passe, totp } = preuve;
    let compte = context.db.read(&DEPLOIEMENT, async |tx| compte::store::par_courriel(tx, courriel).await).await?;
    let right =
        compte::mot_de_passe::verifier(mot_de_passe, compte.as_ref().map(|compte| compte.mot_de_passe.clone())).await;
    let compte = compte.filter(|_| right).ok_or_else(refuses)?;
    let refresh = secrets::nouveau()?;
    let empreinte = secrets::empreinte(&refresh);
    let (session, utilisateur) = context
        .db
        .tx(&DEPLOIEMENT, async |tx| {
            second_facteur::app::exiger(tx, etat, &compte, totp.as_deref()).await?;
            let acces = compte::store::acces(tx, compte.id.into()).await?;
            let chosen = acces.into_iter().find(|(cible, _)| souhaite.is_none_or(|wanted| wanted == *cible));
            let (cible, utilisateur) = chosen.ok_or_else(refuses)?;
            let session = session::store::ouvrir(tx, compte.id.into(), cible, SESSION).await?;
            session::store::ajouter_jeton(tx, session.id.into(), &empreinte).await?;
            Ok::<_, Problem>((session, utilisateur))
        })
        .await?;
    let access = acces(context, etat, session.cible.into(), utilisateur, session.id.into()).await?;
    essai.reussir().await;
    Ok(access.jetons(Some(refresh), dit))
}

/// Whose files the rules of today let référents see; of a territory that has no rules yet, nobody has a file.
async fn regard_des_referents(tx: &mut Tx) -> Result<Regard, Error> {
    let today = tx.today();
    match referentiels::en_vigueur(tx, today).await {
        Ok(regles) => Ok(regles.regard.unwrap_or_default().referents),
        Err(Error::NoReferentiel) => Ok(Regard::default()),
        Err(other) => Err(other),
    }
}

/// An access token with the roles of today: a role that ended yesterday is not in it.
pub(super) async fn acces(
    context: &Context,
    etat: &Etat,
    territoire: TerritoireId,
    utilisateur: UtilisateurId,
    session: SessionId,
) -> Result<Acces, Problem> {
    let (given, today, fuseau, regard) = context
        .db
        .read(&Systeme(territoire), async |tx| {
            let given = utilisateur::store::habilitations(tx, utilisateur).await?;
            Ok::<_, Problem>((given, tx.today(), tx.fuseau(), regard_des_referents(tx).await?))
        })
        .await?;
    let titres = utilisateur::domain::en_cours(&given, today, regard);
    if titres.is_empty() {
        return Err(refuses());
    }
    let titulaire = Titulaire {
        sub: utilisateur.into(),
        sujet: Sujet::Utilisateur,
        territoire,
        titres,
        scopes: vec![],
        sid: Some(session),
        fin: utilisateur::domain::premiere_fin(&given, today).map(|jour| fuseau.debut_du_jour(jour)),
    };
    signer(context, etat, titulaire)
}
