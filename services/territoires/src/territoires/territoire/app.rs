//! New territories and their rules.

use std::collections::BTreeSet;

use ::store::{Evenement, Tx, referentiels, territoires};
use auth::Role;
use events::{
    REFERENTIEL_PUBLIE, ReferentielPublie, TERRITOIRE_CREE, TERRITOIRE_CREE_V2, TerritoireCree, TerritoireSitue,
};
use kernel::phrase;
use problem::{FieldError, Problem};
use referentiel::Referentiel;
use territoires_api::{NouveauTerritoire, NouvelUtilisateur, NouvelleHabilitation, TerritoireDto};

use crate::{
    comptes::utilisateur,
    courrier::Courrier,
    territoires::{
        referentiel as regles, structure,
        territoire::{domain::Territoire, store as rows},
    },
};

/// Creates a territory with a copy of a shipped référentiel and invites its first administrator, all in the
/// transaction of the deployment.
pub(crate) async fn creer(
    tx: &mut Tx,
    courrier: &Courrier,
    nouveau: NouveauTerritoire,
) -> Result<TerritoireDto, Problem> {
    let shipped = referentiel::livre(&nouveau.referentiel).ok_or_else(|| {
        let known: Vec<_> = referentiel::LIVRES.iter().map(|(slug, _)| *slug).collect();
        Problem::field("/referentiel", "inconnu", format!("référentiel inconnu ; livrés : {}", known.join(", ")))
    })?;
    let territoire = Territoire { id: tx.id(), code: nouveau.code, nom: nouveau.nom, fuseau: nouveau.fuseau };
    let admin = NouvelUtilisateur {
        habilitations: vec![NouvelleHabilitation {
            role: Role::AdminTerritoire,
            structure: None,
            superieur: None,
            du: territoire.fuseau.jour(tx.now()),
            au: None,
        }],
        ..nouveau.administrateur
    };
    // First, for a code that is taken is refused here.
    announce(tx, &territoire).await?;
    tx.en_territoire(territoire.id, async |tx| {
        publier_referentiel(tx, &shipped).await?;
        utilisateur::app::ajouter(tx, courrier, admin).await
    })
    .await?;
    Ok(territoire.into())
}

impl From<Territoire> for TerritoireDto {
    fn from(territoire: Territoire) -> Self {
        let Territoire { id, code, nom, fuseau } = territoire;
        Self { id, code, nom, fuseau }
    }
}

async fn announce(tx: &mut Tx, territoire: &Territoire) -> Result<(), Problem> {
    rows::ajouter(tx, territoire).await?;
    territoires::connaitre(tx, territoire.id, &territoire.nom, territoire.fuseau).await?;
    let Territoire { id, code, nom, fuseau } = territoire.clone();
    let now = tx.now();
    // Before the former version, which says no zone: a territory is known as it was told first.
    let situated = TerritoireSitue { id, code: code.clone(), nom: nom.clone(), fuseau };
    tx.emit(Evenement::new(TERRITOIRE_CREE_V2, id, now, &situated)?);
    let created = TerritoireCree { id, code, nom };
    tx.emit(Evenement::new(TERRITOIRE_CREE, id, now, &created)?);
    Ok(())
}

/// Publishes a version of the rules of the transaction's territory. The past keeps its own.
pub(crate) async fn publier(tx: &mut Tx, nouveau: Referentiel) -> Result<Referentiel, Problem> {
    let last = regles::store::derniere(tx).await?;
    if let Some(last) = last {
        if nouveau.version != last.version + 1 {
            let expected = last.version + 1;
            return Err(Problem::field(
                "/referentiel/version",
                "version",
                format!("la prochaine version est la {expected}"),
            ));
        }
        if nouveau.effet < last.effet {
            let detail = format!(
                "la version {} a déjà effet au {} : le passé garde ses règles",
                last.version,
                phrase::jour(last.effet)
            );
            return Err(Problem::field("/referentiel/effet", "passe", detail));
        }
    }
    exiger_operateurs(tx, &nouveau).await?;
    publier_referentiel(tx, &nouveau).await?;
    Ok(nouveau)
}

/// Every operator of which something is aimed at is of the directory.
async fn exiger_operateurs(tx: &mut Tx, referentiel: &Referentiel) -> Result<(), Problem> {
    let named: Vec<_> = referentiel.cibles_operateurs.iter().map(|one| one.structure).collect();
    if named.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = named.iter().map(|one| one.ressource()).collect();
    let known: BTreeSet<_> = structure::store::parmi(tx, &ids).await?.into_iter().map(|one| one.id).collect();
    let unknown = named.iter().enumerate().filter(|(_, one)| !known.contains(*one)).map(|(rank, _)| {
        let pointer = format!("/referentiel/cibles_operateurs/{rank}/structure");
        FieldError::new(pointer, "inconnue", "cette structure n'est pas dans l'annuaire du territoire")
    });
    let errors: Vec<_> = unknown.collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

async fn publier_referentiel(tx: &mut Tx, referentiel: &Referentiel) -> Result<(), Problem> {
    referentiels::garder(tx, referentiel).await?;
    let (territoire, now) = (tx.territoire(), tx.now());
    let published = ReferentielPublie { referentiel: referentiel.clone() };
    tx.emit(Evenement::new(REFERENTIEL_PUBLIE, territoire, now, &published)?);
    Ok(())
}
