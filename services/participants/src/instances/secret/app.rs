//! Signing for oneself, and who of a session has not signed.

use std::collections::BTreeSet;

use events::annuaires::{self, Utilisateur};
use kernel::{Refus, UtilisateurId, phrase};
use participants_api::{EngagementSecret, EtatCommission, FiltreCommissions, SignatureSecret};
use problem::{Problem, Slug};
use referentiel::regles::secret;
use store::{Tx, referentiels};
use suite_api::Action;

use crate::instances::{
    commission::{self, domain::session::Commission, ouverture},
    secret::{
        domain::{Engagement, couvrant, mandat},
        store as rows,
    },
};

/// What the caller is asked to sign, and whether they did for the mandate of today.
pub(crate) async fn voir(tx: &mut Tx) -> Result<EngagementSecret, Problem> {
    let (me, today) = (tx.acteur().soi(), tx.today());
    let rules = referentiels::en_vigueur(tx, today).await?;
    let held = annuaires::connues::<Utilisateur>(tx, &[me]).await?.remove(&me).map(|who| who.roles).unwrap_or_default();
    let own = rows::des_utilisateurs(tx, &[me]).await?;
    let (signed, mandat_du) = (couvrant(&own, &held, today), mandat(&held, today));
    let may = match (signed, mandat_du) {
        (Some(one), _) => Err(Refus::new(format!("Vous avez signé le {}.", phrase::jour(one.signe_le)))),
        (None, None) => Err(Refus::new("Vous n’avez aucun mandat dans le territoire aujourd’hui.")),
        (None, Some(_)) => Ok(()),
    };
    let asked = secret::engagement(&rules);
    Ok(EngagementSecret {
        texte: signed.map_or_else(|| asked.texte.to_owned(), |one| one.texte.clone()),
        version: signed.map_or_else(|| asked.version.to_owned(), |one| one.version.clone()),
        exige: asked.exige,
        mandat_du: signed.map(|one| one.mandat_du).or(mandat_du),
        signe_le: signed.map(|one| one.signe_le),
        actions: vec![Action::selon("signature", may)],
    })
}

/// The caller undertakes it, for the mandate of today: files that were kept from them until then are opened.
pub(crate) async fn signer(tx: &mut Tx, signature: SignatureSecret) -> Result<EngagementSecret, Problem> {
    let (me, today) = (tx.acteur().soi(), tx.today());
    let seen = voir(tx).await?;
    let Some(mandat_du) = seen.mandat_du else {
        return Err(Refus::new("Vous n’avez aucun mandat dans le territoire aujourd’hui.").into());
    };
    if seen.signe_le.is_some() {
        return Err(Problem::new(Slug::Conflit, "Vous avez déjà signé pour ce mandat."));
    }
    if signature.version != seen.version {
        let detail = format!("le texte est maintenant celui de la version {} : relisez-le", seen.version);
        return Err(Problem::field("/version", "depassee", detail));
    }
    let EngagementSecret { version, texte, .. } = seen;
    let one = Engagement { id: tx.id(), utilisateur: me, mandat_du, signe_le: today, version, texte };
    rows::ajouter(tx, &one).await?;
    let open = FiltreCommissions {
        instance: None,
        etat: Some(EtatCommission::Ouverte),
        du: None,
        au: None,
        limite: 200,
        apres: None,
    };
    let mut called: Vec<_> =
        commission::store::lister(tx, Some(me), &open, None).await?.into_iter().map(|session| session.id).collect();
    called.sort_unstable();
    for id in called {
        commission::store::verrouiller(tx, id).await?;
        ouverture::refaire(tx, id).await?;
    }
    voir(tx).await
}

/// Who is called to a session, or was there when nobody was called, and signed nothing for the mandate by which they sit.
pub(crate) async fn manquants(tx: &mut Tx, session: &Commission) -> Result<Vec<UtilisateurId>, Problem> {
    let called: Vec<_> = session.membres.iter().map(|one| one.utilisateur).collect();
    let sits = if called.is_empty() { session.presents.clone() } else { called };
    let known = annuaires::connues::<Utilisateur>(tx, &sits).await?;
    let signed = rows::des_utilisateurs(tx, &sits).await?;
    let missing = |one: &UtilisateurId| {
        let own: Vec<_> = signed.iter().filter(|signature| signature.utilisateur == *one).cloned().collect();
        let roles = known.get(one).map(|who| who.roles.as_slice()).unwrap_or_default();
        couvrant(&own, roles, session.tenue_le).is_none()
    };
    Ok(sits.into_iter().filter(missing).collect())
}

/// Those of them who may not sit, where the territory obliges to sign.
pub(crate) async fn exclus(tx: &mut Tx, session: &Commission) -> Result<BTreeSet<UtilisateurId>, Problem> {
    let rules = referentiels::en_vigueur(tx, session.tenue_le).await?;
    if !secret::engagement(&rules).exige {
        return Ok(BTreeSet::new());
    }
    Ok(manquants(tx, session).await?.into_iter().collect())
}
