//! Signing for oneself.

use events::annuaires::{self, Utilisateur};
use kernel::{Refus, phrase};
use participants_api::{EngagementSecret, SignatureSecret};
use problem::{Problem, Slug};
use referentiel::regles::secret;
use store::{Tx, referentiels};
use suite_api::Action;

use crate::instances::{
    commission::ouverture,
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
    ouverture::revoir(tx, |session| session.appelle(me)).await?;
    voir(tx).await
}
