//! The contrat d'engagement as its parties sign it and as it is printed.

use auth::Permission;
use chrono::NaiveDate;
use events::annuaires::{self, Utilisateur};
use impression::Impression;
use kernel::{CandidatureId, ContratId, De, Role};
use pages::{
    Expediteur, Mot,
    contrat::{ContratEcrit, PageContrat, PlaceSignature, Traits},
};
use participants_api::SignatureContrat;
use problem::Problem;
use referentiel::Signataire;
use store::{Error, Tx, territoires};

use crate::{
    dossier::{
        adresse::{self, domain::Adresse},
        instantane::domain::Instantane,
        participant,
    },
    entree::{
        candidature::{self, domain::Candidature},
        contrat::{
            domain::{self, contrat::Contrat},
            regles::referentiel,
            store as rows,
        },
        diagnostic::{self, domain::objectifs},
    },
    expediteur, mention,
};

/// The contract as it is printed: what was written when its first party signed, and the signatures given since.
pub(crate) async fn imprimer(tx: &mut Tx, id: ContratId) -> Result<De<Impression<PageContrat>>, Problem> {
    let contrat = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    contrat.s_imprime()?;
    let candidature = candidature::store::voir(tx, contrat.candidature).await?.ok_or_else(Problem::not_found)?;
    let ecrit = if let Some(written) = contrat.fige.clone() {
        lisible(tx, contrat.candidature, written).await?
    } else {
        let sender = expediteur::actuel(tx).await?;
        rediger(tx, &contrat, &candidature, sender).await?
    };
    let parties = referentiel(tx, &candidature).await?.contrat.signataires;
    let drawn = rows::traits(tx, id).await?;
    let mut signatures = Vec::with_capacity(parties.len());
    for qui in parties {
        let expected = if qui == Signataire::Participant {
            Some(format!("{} {}", ecrit.prenom, ecrit.nom))
        } else if contrat.signataires().contains(&qui) {
            // Who signed is who is written: who holds the role since signed nothing.
            None
        } else {
            attendu(tx, &candidature, qui, tx.today()).await?
        };
        signatures.push(signature(&contrat, qui, expected, &drawn));
    }
    let page = PageContrat {
        signatures,
        lieu: contrat.signatures.iter().find_map(|one| one.lieu.clone()),
        debut: contrat.debut.or(contrat.engage_le),
        entree_le: candidature.entree_le,
        ecrit,
    };
    Ok(De::une(contrat.participant, expediteur::imprimer(tx, page).await?))
}

/// What was written and signed before goals of health were left out, as who reads it may.
async fn lisible(tx: &mut Tx, candidature: CandidatureId, mut written: ContratEcrit) -> Result<ContratEcrit, Problem> {
    if tx.acteur().titres.donnent(Permission::DiagnosticLire) {
        return Ok(written);
    }
    for (_, diagnostic) in diagnostic::store::versions(tx, candidature).await? {
        for kept in objectifs::reserves(&diagnostic.elements) {
            written.objectifs.retain(|goal| goal != kept);
        }
    }
    Ok(written)
}

/// What the parties sign, as the file says it now, with the European mention of the contract's own operation, or of what
/// finances the territory on its first day.
pub(crate) async fn rediger(
    tx: &mut Tx,
    contrat: &Contrat,
    candidature: &Candidature,
    expediteur: Expediteur,
) -> Result<ContratEcrit, Problem> {
    let personne = participant::app::exiger(tx, contrat.participant).await?;
    let jour = contrat.debut.or(contrat.engage_le).unwrap_or_else(|| tx.today());
    let home = adresse::app::en_vigueur(tx, contrat.participant, Instantane { au: jour, connu_au: tx.now() }).await?;
    let versions = diagnostic::store::versions(tx, contrat.candidature).await?;
    let objectifs =
        versions.last().map_or_else(Vec::new, |(_, diagnostic)| objectifs::au_contrat(&diagnostic.elements));
    let titre =
        if contrat.renouvelle.is_some() { "Renouvellement du contrat d'engagement" } else { "Contrat d'engagement" };
    if candidature.decidee_le.or(candidature.entree_le).is_none() {
        return Err(Error::Corrupt(format!("contrat {} : sans décision de la commission", contrat.id)).into());
    }
    Ok(ContratEcrit {
        titre: titre.to_owned(),
        territoire: territoires::nom(tx).await?,
        expediteur,
        mention: mention::du_document(tx, contrat.operation.as_ref(), jour).await?,
        reference: contrat.id,
        nom: personne.identite.nom,
        prenom: personne.identite.prenom,
        date_naissance: personne.identite.date_naissance,
        sexe: Some(personne.identite.sexe),
        adresse: home.map(|home| adresse(&home)),
        commission_le: candidature.decidee_le,
        fin: contrat.fin,
        texte: domain::texte::paragraphes(&contrat.texte).iter().map(|&one| one.to_owned()).collect(),
        objectifs,
        diagnostic_du: versions.last().map(|(_, diagnostic)| diagnostic.etabli_le),
        version_texte: contrat.texte.clone(),
        empreinte: contrat.empreinte.chars().take(16).collect(),
    })
}

fn adresse(home: &Adresse) -> String {
    let contenu = &home.contenu;
    let street = contenu.voie.iter().chain(&contenu.complement).cloned();
    let town = format!("{} {}", contenu.code_postal, contenu.commune.nom());
    street.chain([town]).collect::<Vec<_>>().join(", ")
}

fn signature(
    contrat: &Contrat,
    qui: Signataire,
    attendu: Option<String>,
    drawn: &[(Signataire, Traits)],
) -> PlaceSignature {
    let given = contrat.signatures.iter().find(|one| one.signataire == qui);
    PlaceSignature {
        qualite: Mot(qui),
        nom: given.and_then(|one| one.nom.clone()).or(attendu),
        signe_le: given.map(|one| one.signe_le),
        lieu: given.and_then(|one| one.lieu.clone()),
        mode: given.map(|one| Mot(one.mode)),
        traits: drawn.iter().find(|(one, _)| *one == qui).map(|(_, traits)| traits.clone()).unwrap_or_default(),
    }
}

/// A signature with the name of who gives it: as it is said, or as the suite knows it on its day.
pub(crate) async fn nommee(
    tx: &mut Tx,
    candidature: &Candidature,
    signature: SignatureContrat,
) -> Result<SignatureContrat, Problem> {
    let nom = match signature.nom {
        Some(said) => Some(said),
        None => attendu(tx, candidature, signature.signataire, signature.signe_le).await?,
    };
    Ok(SignatureContrat { nom, ..signature })
}

/// Who is to sign for the PLIE on that day, where the suite knows it: the référent of the candidature, and the direction
/// when one person holds it alone. It knows no President.
async fn attendu(
    tx: &mut Tx,
    candidature: &Candidature,
    qui: Signataire,
    jour: NaiveDate,
) -> Result<Option<String>, Error> {
    let known: Vec<Utilisateur> = match (qui, candidature.referent) {
        (Signataire::Referent, Some(referent)) => {
            annuaires::connues::<Utilisateur>(tx, &[referent]).await?.into_values().collect()
        }
        (Signataire::Direction, _) => {
            let all = annuaires::toutes::<Utilisateur>(tx).await?;
            all.into_iter().filter(|one| one.tient(Role::Direction, jour).is_ok()).collect()
        }
        _ => vec![],
    };
    Ok(seul(&known))
}

/// The name of the one who holds what several may: of several, nobody knows who signs.
fn seul(known: &[Utilisateur]) -> Option<String> {
    let [one] = known else { return None };
    Some(format!("{} {}", one.prenom, one.nom))
}
