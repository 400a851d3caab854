//! API clients: created, recognised, ended.

use ::store::Tx;
use auth::{Permission, Systeme};
use chrono::{DateTime, Utc};
use kernel::{ClientId, SessionId, TerritoireId, calendrier};
use problem::{FieldError, Problem, RefusOauth};
use runtime::Context;
use territoires_api::{CleClient, ClientDto, JeuDeCles, NouveauClient, Presentation};

use crate::{
    jetons::{
        client::{
            assertion::Assertion,
            cle::ClePublique,
            preuve::{self, Basic, Preuve, inconnu},
            session,
            store::{self as rows, Client},
        },
        metadonnees,
    },
    secrets,
    visiteur::Visiteur,
};

fn dto(client: Client, secret: Option<String>) -> Result<ClientDto, Problem> {
    Ok(ClientDto {
        id: client.id.into(),
        client_id: client_id(client.territoire_id.into(), client.id.into()),
        jwks: client.jwks.map(::store::read_json).transpose()?,
        nom: client.nom,
        scopes: client.scopes,
        expire_le: client.expire_le,
        dernier_usage: client.dernier_usage,
        revoque_le: client.revoque_le,
        secret,
    })
}

/// `client_id` names the territory and the client: the secret or the signature proves it.
fn client_id(territoire: TerritoireId, id: ClientId) -> String {
    format!("{}.{}", territoire.uuid().simple(), id.uuid().simple())
}

/// Creates a client: with its keys, or with a secret that is shown once.
pub(crate) async fn creer(tx: &mut Tx, nouveau: NouveauClient) -> Result<ClientDto, Problem> {
    let mut errors: Vec<_> = scopes_inconnus(&nouveau.scopes).chain(cles_refusees(nouveau.jwks.as_ref())).collect();
    let today = tx.today();
    if nouveau.expire_le < today || nouveau.expire_le > calendrier::plus_mois(today, 12) {
        errors.push(FieldError::new("/expire_le", "hors_bornes", "attendu : une date d'aujourd'hui à un an"));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let secret = if nouveau.jwks.is_none() { Some(secrets::nouveau()?) } else { None };
    let client = Client {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        nom: nouveau.nom,
        secret: secret.as_deref().map(secrets::empreinte).unwrap_or_default(),
        scopes: nouveau.scopes,
        expire_le: nouveau.expire_le,
        dernier_usage: None,
        revoque_le: None,
        jwks: nouveau.jwks.as_ref().map(::store::write_json).transpose()?,
    };
    rows::ajouter(tx, &client).await?;
    dto(client, secret)
}

fn scopes_inconnus(scopes: &[String]) -> impl Iterator<Item = FieldError> {
    let open = |scope: &str| Permission::ALL.iter().any(|one| one.nom() == scope && one.ouverte_aux_clients());
    scopes.iter().enumerate().filter(move |(_, scope)| !open(scope)).map(|(rank, scope)| {
        let detail = format!("« {scope} » n'est pas un droit ouvert aux clients");
        FieldError::new(format!("/scopes/{rank}"), "inconnu", detail)
    })
}

fn cles_refusees(jwks: Option<&JeuDeCles>) -> impl Iterator<Item = FieldError> {
    let keys = jwks.map(|jwks| jwks.keys.as_slice()).unwrap_or_default();
    keys.iter().enumerate().filter_map(|(rank, jwk)| {
        let refus = ClePublique::lire(jwk).err()?;
        Some(FieldError::new(format!("/jwks/keys/{rank}/{}", refus.membre), "invalide", refus.attendu))
    })
}

/// Every client of the territory.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<ClientDto>, Problem> {
    rows::lister(tx).await?.into_iter().map(|client| dto(client, None)).collect()
}

/// Ends a client: it has no more tokens, and the session of those that it has is to be announced.
pub(crate) async fn revoquer(tx: &mut Tx, id: ClientId) -> Result<Option<SessionId>, Problem> {
    if !rows::revoquer(tx, id).await? {
        return Err(Problem::not_found());
    }
    let session = session::courante(tx, id).await?;
    if let Some(session) = session {
        session::fermer(tx, session).await?;
    }
    Ok(session)
}

/// Ends a session of a client, which goes on with another; false when it has ended.
pub(crate) async fn rendre(tx: &mut Tx, id: ClientId, session: SessionId) -> Result<bool, Problem> {
    rows::verrouiller(tx, id).await?;
    Ok(session::fermer(tx, session).await?)
}

/// A client that proved who it is.
pub(crate) struct Reconnu {
    pub(crate) territoire: TerritoireId,
    pub(crate) id: ClientId,
    /// What it was given.
    pub(crate) scopes: Vec<String>,
    /// The session that its tokens bear.
    pub(crate) session: SessionId,
    /// The first instant at which it is a client no more.
    pub(crate) fin: DateTime<Utc>,
}

/// The client that a request presents, if it presents one.
pub(crate) async fn presenter(
    context: &Context,
    visiteur: &Visiteur,
    basic: Basic,
    montre: Presentation,
) -> Result<Option<Reconnu>, RefusOauth> {
    match preuve::lire(basic, montre)? {
        Some(preuve) => reconnaitre(context, visiteur, &preuve).await.map(Some),
        None => Ok(None),
    }
}

/// Recognises a client by its proof, which counts as a try.
async fn reconnaitre(context: &Context, visiteur: &Visiteur, preuve: &Preuve) -> Result<Reconnu, RefusOauth> {
    let essai = visiteur.essayer(preuve.client_id()).await?;
    let named = preuve.client_id().split_once('.');
    let ids = named.and_then(|(territoire, id)| Some((territoire.parse().ok()?, id.parse().ok()?)));
    let (territoire, id): (TerritoireId, ClientId) = ids.ok_or_else(faux)?;
    let ici = metadonnees::adresses(context.config.issuer.as_str());
    let reconnu = context.db.tx(&Systeme(territoire), async |tx| eprouver(tx, id, preuve, &ici).await).await?;
    essai.reussir().await;
    Ok(reconnu)
}

async fn eprouver(tx: &mut Tx, id: ClientId, preuve: &Preuve, ici: &[String]) -> Result<Reconnu, RefusOauth> {
    let client = rows::verrouiller(tx, id).await?.ok_or_else(faux)?;
    match preuve {
        Preuve::Secret { secret, .. } if secrets::egaux(&client.secret, &secrets::empreinte(secret)) => {}
        Preuve::Secret { .. } => return Err(faux()),
        Preuve::Assertion(assertion) => croire(tx, &client, assertion, ici).await?,
    }
    if client.revoque_le.is_some() || client.expire_le < tx.today() {
        return Err(faux());
    }
    rows::noter_usage(tx, id).await?;
    let fin = tx.fuseau().debut_du_jour(calendrier::plus_jours(client.expire_le, 1));
    let session = session::ouverte(tx, id).await?;
    Ok(Reconnu { territoire: tx.territoire(), id, scopes: client.scopes, session, fin })
}

/// Believes what a client signed, once.
async fn croire(tx: &mut Tx, client: &Client, assertion: &Assertion, ici: &[String]) -> Result<(), RefusOauth> {
    let kept: Option<JeuDeCles> = client.jwks.clone().map(::store::read_json).transpose()?;
    let read = |jwk: &CleClient| ClePublique::lire(jwk).ok();
    let cles: Vec<_> = kept.iter().flat_map(|jwks| &jwks.keys).filter_map(read).collect();
    assertion.juger(&cles, ici, tx.now()).map_err(|refus| inconnu(&format!("client_assertion : {refus}.")))?;
    let (jti, expire_le) = assertion.nom();
    if rows::consommer_assertion(tx, client.id.into(), &secrets::empreinte(jti), expire_le).await? {
        Ok(())
    } else {
        Err(inconnu("client_assertion : ce jti a déjà servi ; signez une autre assertion."))
    }
}

/// The one answer to a client that is none, in whatever way.
fn faux() -> RefusOauth {
    inconnu("Outil inconnu, fermé ou expiré, ou secret qui n'est pas le sien.")
}
