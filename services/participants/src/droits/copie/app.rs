//! The copy of all that is held of a person, at their request.

use kernel::ParticipantId;
use participants_api::{Demande, ExportDto, Regard};
use problem::Problem;
use store::{
    Tx,
    journal::{self, Lue},
};

use crate::{
    dossier::{
        adresse,
        consentement::app::donnes,
        engagement, participant, piece,
        registre_droits::{self, domain::Acte},
        situation,
    },
    droits::lecture,
    entree::{candidature, contrat, diagnostic},
};

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
    registre_droits::store::inscrire(tx, id, Acte::Export, Some(&demande.motif)).await?;
    let mut export = ExportDto {
        fait_le: tx.now(),
        identite: identite.into(),
        adresses: adresse::app::lister(tx, id, Regard::default()).await?,
        situations: situation::app::lister(tx, id, Regard::default()).await?,
        pieces: piece::store::lister(tx, id).await?.into_iter().map(Into::into).collect(),
        candidatures: vec![],
        diagnostics: vec![],
        engagements: engagement::app::lister(tx, id).await?,
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
