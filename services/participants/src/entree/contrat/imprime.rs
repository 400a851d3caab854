//! The contrat d'engagement as its parties sign it and as it is printed.

use auth::Permission;
use kernel::{CandidatureId, ContratId, De};
use pages::{
    Expediteur, Mot,
    contrat::{ContratEcrit, PageContrat, PlaceSignature, Traits},
};
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
    pages::Impression,
};

/// The contract as it is printed: what was written when its first party signed, and the signatures given since.
pub(crate) async fn imprimer(tx: &mut Tx, id: ContratId) -> Result<De<Impression<PageContrat>>, Problem> {
    let contrat = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let candidature = candidature::store::voir(tx, contrat.candidature).await?.ok_or_else(Problem::not_found)?;
    let ecrit = if let Some(written) = contrat.fige.clone() {
        lisible(tx, contrat.candidature, written).await?
    } else {
        let sender = expediteur::actuel(tx).await?;
        rediger(tx, &contrat, &candidature, sender).await?
    };
    let parties = referentiel(tx, &candidature).await?.contrat.signataires;
    let drawn = rows::traits(tx, id).await?;
    let own = format!("{} {}", ecrit.prenom, ecrit.nom);
    let page = PageContrat {
        signatures: parties.iter().map(|qui| signature(&contrat, *qui, &own, &drawn)).collect(),
        lieu: contrat.signatures.iter().find_map(|one| one.lieu.clone()),
        debut: contrat.debut.or(contrat.engage_le),
        entree_le: candidature.entree_le,
        ecrit,
    };
    Ok(De::une(contrat.participant, Impression::de(tx, page).await?))
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

/// What the parties sign, as the file says it now, with the European mention of the contract's own operation.
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
    let undecided = || Error::Corrupt(format!("contrat {} : sans décision de la commission", contrat.id));
    Ok(ContratEcrit {
        titre: titre.to_owned(),
        territoire: territoires::nom(tx).await?,
        expediteur,
        mention: contrat.operation.as_ref().map(mention::nommee),
        reference: contrat.id,
        nom: personne.identite.nom,
        prenom: personne.identite.prenom,
        date_naissance: personne.identite.date_naissance,
        sexe: Some(personne.identite.sexe),
        adresse: home.map(|home| adresse(&home)),
        commission_le: candidature.decidee_le.ok_or_else(undecided)?,
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

fn signature(contrat: &Contrat, qui: Signataire, personne: &str, drawn: &[(Signataire, Traits)]) -> PlaceSignature {
    let given = contrat.signatures.iter().find(|one| one.signataire == qui);
    let own = (qui == Signataire::Participant).then(|| personne.to_owned());
    PlaceSignature {
        qualite: Mot(qui),
        nom: given.and_then(|one| one.nom.clone()).or(own),
        signe_le: given.map(|one| one.signe_le),
        lieu: given.and_then(|one| one.lieu.clone()),
        mode: given.map(|one| Mot(one.mode)),
        traits: drawn.iter().find(|(one, _)| *one == qui).map(|(_, traits)| traits.clone()).unwrap_or_default(),
    }
}
