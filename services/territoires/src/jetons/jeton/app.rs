//! Tokens: login, renewal, API clients, services, revocation.

use ::store::Tx;
use auth::{Claims, Role, Sujet, Systeme, Titre};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{ActeurId, ClientId, SessionId, TerritoireId, UtilisateurId};
use problem::{Problem, Slug};
use runtime::{Context, tokens};
use territoires_api::{Authentification, DemandeJeton, Jetons};

use crate::{
    comptes::{
        compte, second_facteur,
        session::{self, app::annoncer},
        utilisateur,
    },
    etat::Etat,
    jetons::client,
    secrets,
    visiteur::Visiteur,
};

/// Life of an access token.
const ACCES: TimeDelta = TimeDelta::minutes(10);
/// Life of a session, however often it is renewed.
const SESSION: TimeDelta = TimeDelta::hours(12);
const DEPLOIEMENT: Systeme = Systeme(TerritoireId::DEPLOIEMENT);

fn refuses() -> Problem {
    Problem::new(
        Slug::IdentifiantsRefuses,
        "Adresse, mot de passe ou jeton incorrect, ou compte sans habilitation en cours.",
    )
}

/// Who a token is for.
struct Titulaire {
    sub: ActeurId,
    sujet: Sujet,
    territoire: TerritoireId,
    titres: Vec<Titre>,
    scopes: Vec<String>,
    sid: Option<SessionId>,
    /// When one of the roles ends, if that is soon.
    fin: Option<DateTime<Utc>>,
}

/// A token, and how long it lives: it outlives none of the roles that it bears.
fn signer(context: &Context, etat: &Etat, titulaire: Titulaire) -> Result<(String, TimeDelta), Problem> {
    let now = context.clock.now();
    let exp = titulaire.fin.map_or(now + ACCES, |fin| fin.min(now + ACCES));
    let claims = Claims {
        iss: context.config.issuer.clone(),
        aud: context.config.audience.clone(),
        sub: titulaire.sub,
        exp: exp.timestamp(),
        nbf: now.timestamp(),
        iat: now.timestamp(),
        jti: context.clock.id(),
        sujet: titulaire.sujet,
        territoire: titulaire.territoire,
        titres: titulaire.titres,
        scopes: titulaire.scopes,
        sid: titulaire.sid,
    };
    Ok((etat.trousseau.signer(&claims, now)?, exp - now))
}

fn jetons((access_token, life): (String, TimeDelta), refresh_token: Option<String>) -> Jetons {
    Jetons { access_token, token_type: "Bearer".to_owned(), expires_in: life.num_seconds(), refresh_token }
}

/// Answers a request for tokens, whatever its kind.
pub(crate) async fn demander(
    context: &Context,
    etat: &Etat,
    visiteur: &Visiteur,
    demande: DemandeJeton,
) -> Result<Jetons, Problem> {
    let missing =
        |name: &str| Problem::field(&format!("/{name}"), "absent", format!("champ obligatoire absent : {name}"));
    match demande.grant_type.as_str() {
        "password" => {
            let courriel = demande.username.ok_or_else(|| missing("username"))?;
            let mot_de_passe = demande.password.ok_or_else(|| missing("password"))?;
            let preuve = Authentification { mot_de_passe, totp: demande.totp };
            ouvrir(context, etat, visiteur, (&courriel, preuve), demande.territoire).await
        }
        "refresh_token" => {
            renouveler(context, etat, &demande.refresh_token.ok_or_else(|| missing("refresh_token"))?).await
        }
        "client_credentials" => {
            let id = demande.client_id.ok_or_else(|| missing("client_id"))?;
            client(context, etat, visiteur, (&id, &demande.client_secret.ok_or_else(|| missing("client_secret"))?))
                .await
        }
        _ => Err(Problem::field("/grant_type", "inconnu", "attendu : password, refresh_token ou client_credentials")),
    }
}

async fn ouvrir(
    context: &Context,
    etat: &Etat,
    visiteur: &Visiteur,
    (courriel, preuve): (&str, Authentification),
    souhaite: Option<TerritoireId>,
) -> Result<Jetons, Problem> {
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
    let access = acces_utilisateur(context, etat, session.cible.into(), utilisateur, session.id.into()).await?;
    essai.reussir().await;
    Ok(jetons(access, Some(refresh)))
}

/// An access token with the roles of today: a role that ended yesterday is not in it.
async fn acces_utilisateur(
    context: &Context,
    etat: &Etat,
    territoire: TerritoireId,
    utilisateur: UtilisateurId,
    session: SessionId,
) -> Result<(String, TimeDelta), Problem> {
    let (given, today, fuseau) = context
        .db
        .read(&Systeme(territoire), async |tx| {
            let given = utilisateur::store::habilitations(tx, utilisateur).await?;
            Ok::<_, Problem>((given, tx.today(), tx.fuseau()))
        })
        .await?;
    let titres = utilisateur::domain::en_cours(&given, today);
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

/// What became of a refresh token.
enum Renouvellement {
    Fait { territoire: TerritoireId, utilisateur: UtilisateurId, session: SessionId },
    Reutilise { session: SessionId },
    Refuse,
}

/// Exchanges a refresh token, once. One that comes back was stolen, by whoever came first or second: the
/// whole session ends.
async fn renouveler(context: &Context, etat: &Etat, token: &str) -> Result<Jetons, Problem> {
    let refresh = secrets::nouveau()?;
    let (former, next) = (secrets::empreinte(token), secrets::empreinte(&refresh));
    let outcome = context.db.tx(&DEPLOIEMENT, async |tx| tourner(tx, &former, &next).await).await?;
    match outcome {
        Renouvellement::Fait { territoire, utilisateur, session } => {
            let access = acces_utilisateur(context, etat, territoire, utilisateur, session).await?;
            Ok(jetons(access, Some(refresh)))
        }
        Renouvellement::Reutilise { session } => {
            tracing::warn!(%session, "a refresh token was used twice; the session is ended");
            annoncer(context, &[session]).await;
            Err(refuses())
        }
        Renouvellement::Refuse => Err(refuses()),
    }
}

async fn tourner(tx: &mut Tx, former: &[u8], next: &[u8]) -> Result<Renouvellement, Problem> {
    let Some((session, used)) = session::store::du_jeton(tx, former).await? else { return Ok(Renouvellement::Refuse) };
    if used.is_some() {
        session::store::fermer(tx, session.compte_id.into(), session.id.into()).await?;
        return Ok(Renouvellement::Reutilise { session: session.id.into() });
    }
    if session.fermee_le.is_some() || session.expire_le <= tx.now() {
        return Ok(Renouvellement::Refuse);
    }
    session::store::consommer_jeton(tx, session.id.into(), former).await?;
    session::store::ajouter_jeton(tx, session.id.into(), next).await?;
    let acces = compte::store::acces(tx, session.compte_id.into()).await?;
    Ok(match acces.into_iter().find(|(cible, _)| *cible == session.cible.into()) {
        Some((territoire, utilisateur)) => Renouvellement::Fait { territoire, utilisateur, session: session.id.into() },
        None => Renouvellement::Refuse,
    })
}

/// Ends the session of a refresh token. An unknown token is no error (RFC 7009).
pub(crate) async fn revoquer(context: &Context, token: &str) -> Result<(), Problem> {
    let empreinte = secrets::empreinte(token);
    let ended = context
        .db
        .tx(&DEPLOIEMENT, async |tx| {
            let Some((session, _)) = session::store::du_jeton(tx, &empreinte).await? else {
                return Ok::<_, Problem>(None);
            };
            let closed = session::store::fermer(tx, session.compte_id.into(), session.id.into()).await?;
            Ok(closed.then_some(session.id))
        })
        .await?;
    if let Some(session) = ended {
        annoncer(context, &[session.into()]).await;
    }
    Ok(())
}

/// Sessions ended while their access tokens may still live.
pub(crate) async fn sessions_fermees(context: &Context) -> Result<Vec<SessionId>, Problem> {
    let since = context.clock.now() - ACCES * 2;
    Ok(context.db.read(&DEPLOIEMENT, async |tx| session::store::fermees_depuis(tx, since).await).await?)
}

/// `client_id` names the territory and the client: the secret proves it.
pub(crate) fn client_id(territoire: TerritoireId, id: ClientId) -> String {
    format!("{}.{}", territoire.uuid().simple(), id.uuid().simple())
}

async fn client(
    context: &Context,
    etat: &Etat,
    visiteur: &Visiteur,
    (client_id, secret): (&str, &str),
) -> Result<Jetons, Problem> {
    let essai = visiteur.essayer(client_id).await?;
    let (territoire, id) = client_id.split_once('.').ok_or_else(refuses)?;
    let territoire: TerritoireId = territoire.parse().map_err(|_| refuses())?;
    let id: ClientId = id.parse().map_err(|_| refuses())?;
    let client = context
        .db
        .tx(&Systeme(territoire), async |tx| {
            let client = client::store::voir(tx, id).await?.ok_or_else(refuses)?;
            let valid = client.revoque_le.is_none() && client.expire_le >= tx.today();
            if !(secrets::egaux(&client.secret, &secrets::empreinte(secret)) && valid) {
                return Err(refuses());
            }
            client::store::noter_usage(tx, id).await?;
            Ok(client)
        })
        .await?;
    let titulaire = Titulaire {
        sub: id.into(),
        sujet: Sujet::Client,
        territoire,
        titres: vec![],
        scopes: client.scopes,
        sid: None,
        fin: None,
    };
    let access = signer(context, etat, titulaire)?;
    essai.reussir().await;
    Ok(jetons(access, None))
}

/// The token of a service of the suite.
pub(crate) fn service(context: &Context, etat: &Etat, demande: &tokens::Demande) -> Result<tokens::Jeton, Problem> {
    let expected = etat.coffre.secret_de_service(demande.service);
    if !secrets::egaux(expected.as_bytes(), demande.secret.as_bytes()) {
        return Err(refuses());
    }
    let titulaire = Titulaire {
        sub: ActeurId::SUITE,
        sujet: Sujet::Service,
        territoire: demande.territoire,
        titres: vec![Titre::de(Role::Service)],
        scopes: vec![],
        sid: None,
        fin: None,
    };
    let exp = (context.clock.now() + ACCES).timestamp();
    let (jeton, _) = signer(context, etat, titulaire)?;
    Ok(tokens::Jeton { jeton, exp })
}
