//! The contrat d'engagement as its parties sign it and as it is printed.

use documents::Modele;
use kernel::{ContratId, ParticipantId};
use participants_api::{AdresseDto, NatureElement, OperationCitee, Programme};
use problem::Problem;
use referentiel::Signataire;
use serde_json::{Value, json};
use store::{Tx, ecrire_json, territoires};

use super::{adresses, contrats::referentiel, participants, regard::Instantane};
use crate::{
    domain::{
        contrat::{ContratEcrit, PageContrat},
        texte_contrat,
    },
    store::{self as rows, candidatures::Dossier, contrats::Acte},
};

/// The contract as it is printed: what was written when its first party signed, and the signatures given since.
pub(crate) async fn imprimer(tx: &mut Tx, id: ContratId) -> Result<(ParticipantId, Modele, Value), Problem> {
    let acte: Acte = rows::contrats::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let dossier = rows::candidatures::voir(tx, acte.candidature).await?.ok_or_else(Problem::not_found)?;
    let ecrit = match acte.fige.clone() {
        Some(written) => written,
        None => rediger(tx, &acte, &dossier).await?,
    };
    let parties = referentiel(tx, &dossier).await?.contrat.signataires;
    let drawn = rows::contrats::traits(tx, id).await?;
    let own = format!("{} {}", ecrit.prenom, ecrit.nom);
    let page = PageContrat {
        signatures: parties.iter().map(|qui| signature(&acte, *qui, &own, &drawn)).collect(),
        lieu: acte.signatures.iter().find_map(|one| one.lieu.clone()),
        debut: acte.debut.or(acte.engage_le),
        entree_le: dossier.entree_le,
        ecrit,
    };
    Ok((acte.participant, Modele::Contrat, ecrire_json(&page)?))
}

/// What the parties sign, as the file says it now, with the European mention of the contract's own operation.
pub(super) async fn rediger(tx: &mut Tx, acte: &Acte, dossier: &Dossier) -> Result<ContratEcrit, Problem> {
    let personne = participants::exiger(tx, acte.participant).await?;
    let jour = acte.debut.or(acte.engage_le).unwrap_or_else(|| tx.today());
    let home = adresses::en_vigueur(tx, acte.participant, Instantane { au: jour, connu_au: tx.now() }).await?;
    let versions = rows::diagnostics::versions(tx, acte.candidature).await?;
    let objectifs = versions.last().map_or_else(Vec::new, |(_, diagnostic)| {
        let goals = diagnostic.elements.iter().filter(|element| element.nature == NatureElement::Objectif);
        goals.map(|element| element.texte.clone()).collect()
    });
    let titre =
        if acte.renouvelle.is_some() { "Renouvellement du contrat d'engagement" } else { "Contrat d'engagement" };
    Ok(ContratEcrit {
        titre: titre.to_owned(),
        territoire: territoires::nom(tx).await?,
        mention: acte.operation.as_ref().map(mention),
        reference: acte.id.to_string(),
        nom: personne.nom,
        prenom: personne.prenom,
        date_naissance: personne.date_naissance,
        adresse: home.map(|home| adresse(&home)),
        commission_le: dossier.decidee_le,
        fin: acte.fin,
        texte: texte_contrat::paragraphes(&acte.texte).iter().map(|&one| one.to_owned()).collect(),
        objectifs,
        diagnostic_du: versions.last().map(|(_, diagnostic)| diagnostic.etabli_le),
        version_texte: acte.texte.clone(),
        empreinte: acte.empreinte.chars().take(16).collect(),
    })
}

fn adresse(home: &AdresseDto) -> String {
    let street = home.adresse.voie.iter().chain(&home.adresse.complement).cloned();
    street.chain([format!("{} {}", home.adresse.code_postal, home.commune_nom)]).collect::<Vec<_>>().join(", ")
}

fn signature(acte: &Acte, qui: Signataire, personne: &str, drawn: &[(Signataire, Value)]) -> Value {
    let given = acte.signatures.iter().find(|one| one.signataire == qui);
    let own = (qui == Signataire::Participant).then(|| personne.to_owned());
    let traits = drawn.iter().find(|(one, _)| *one == qui).map_or_else(|| json!([]), |(_, traits)| traits.clone());
    let mode = given.map(|one| match one.mode.as_str() {
        "dessinee" => "signature dessinée",
        "code" => "code à usage unique",
        _ => "signature sur papier, attestée",
    });
    let qualite = match qui {
        Signataire::Participant => "La personne",
        Signataire::Prescripteur => "Le prescripteur",
        Signataire::Referent => "Le référent de parcours",
        Signataire::Direction => "La direction du PLIE",
        Signataire::President => "Le Président du PLIE",
    };
    json!({
        "qualite": qualite, "nom": given.and_then(|one| one.nom.clone()).or(own),
        "signe_le": given.map(|one| one.signe_le), "lieu": given.and_then(|one| one.lieu.clone()), "mode": mode,
        "traits": traits,
    })
}

/// The mention that the programme obliges to print (seeds 002 and 004 for 2014-2020; Reg. 2021/1060 art. 50).
fn mention(operation: &OperationCitee) -> String {
    let programme = match operation.programme {
        Programme::Fse20142020 => {
            "Cofinancé par le Fonds Social Européen dans le cadre du programme opérationnel national « Emploi et \
             Inclusion » 2014-2020"
        }
        Programme::FsePlus => "Cofinancé par l'Union européenne",
    };
    format!("{programme} — opération {} : {}", operation.numero, operation.intitule)
}
