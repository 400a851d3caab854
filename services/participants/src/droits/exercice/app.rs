//! Consents and rights of the person: each exercise is written, or it does not happen.

use kernel::ParticipantId;
use participants_api::{Demande, ExportDto, Regard};
use problem::{Problem, Slug};
use referentiel::regles::conservation::{self};
use store::{
    Tx,
    journal::{self, Lue},
    referentiels,
};

use crate::{
    dossier::{
        adresse,
        consentement::app::donnes,
        participant::{self},
        piece, registre_droits, situation,
    },
    droits::{
        conservation::{self as garde, app::duree::faits},
        lecture,
    },
    entree::{candidature, contrat, diagnostic},
};

/// Erases a file at the person's request: refused, with the reason, while a funder's duty or a procedure
/// runs. The keys of the received files, to be destroyed once this is committed.
pub(crate) async fn effacer(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<Vec<String>, Problem> {
    participant::app::exiger(tx, id).await?;
    let (faits, _) = faits(tx, id).await?;
    let today = tx.today();
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    let verdict = conservation::retenue(&referentiel, &faits, today);
    if verdict.conclusion.is_some() {
        return Err(Problem::new(Slug::EffacementRefuse, format!("{}.", verdict.raison.explication)));
    }
    let running = candidature::store::en_cours(tx, id).await?;
    if !running.is_empty() {
        let detail = "Une candidature ou un accompagnement est en cours : ce dossier sert encore à la personne.";
        return Err(Problem::new(Slug::EffacementRefuse, detail));
    }
    registre_droits::store::inscrire(tx, id, "effacement", Some(&demande.motif)).await?;
    garde::app::anonymiser(tx, id).await
}

/// All that this service holds on the person, and who read what elsewhere; written before it is given.
pub(crate) async fn exporter(
    tx: &mut Tx,
    id: ParticipantId,
    demande: Demande,
    ailleurs: Vec<Lue>,
) -> Result<ExportDto, Problem> {
    let identite = participant::app::exiger(tx, id).await?;
    let mut reads = journal::lister(tx, id).await?;
    reads.extend(ailleurs);
    registre_droits::store::inscrire(tx, id, "export", Some(&demande.motif)).await?;
    let mut export = ExportDto {
        fait_le: tx.now(),
        identite: identite.into(),
        adresses: adresse::app::lister(tx, id, Regard::default()).await?,
        situations: situation::app::lister(tx, id, Regard::default()).await?,
        pieces: piece::store::lister(tx, id).await?.into_iter().map(Into::into).collect(),
        candidatures: vec![],
        diagnostics: vec![],
        contrats: vec![],
        consentements: donnes(tx, id).await?,
        lectures: lecture::app::raconter(reads),
    };
    for candidature in candidature::store::du_participant(tx, id).await? {
        export.candidatures.push(candidature::app::voir(tx, candidature).await?);
        export.diagnostics.extend(diagnostic::app::toutes(tx, candidature).await?);
    }
    for contrat in contrat::store::du_participant(tx, id).await? {
        export.contrats.push(contrat::app::voir(tx, contrat).await?);
    }
    Ok(export)
}
