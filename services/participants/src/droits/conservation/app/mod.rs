//! The retention of files, in two stages, each announced before it is done.

pub(crate) mod duree;

use chrono::NaiveDate;
use events::{PERSONNE_ANONYMISEE, PersonneAnonymisee};
use kernel::{
    ParticipantId,
    calendrier::{moins_mois, plus_jours},
};
use participants_api::{Annonce, EtapeConservation};
use problem::Problem;
use store::{Evenement, Tx, referentiels};

use crate::{
    dossier::{
        cle,
        registre_droits::{self, domain::Acte},
    },
    droits::conservation::store as rows,
};

/// Announces what falls due within the notice of the référentiel; how many were announced.
pub(crate) async fn annoncer(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let today = tx.today();
    let rule = referentiels::en_vigueur(tx, today).await?.conservation;
    let horizon = plus_jours(today, rule.preavis_jours);
    let mut announced = 0;
    let stages =
        [(EtapeConservation::Archivage, rule.base_active_mois), (EtapeConservation::Anonymisation, rule.archive_mois)];
    for (etape, mois) in stages {
        for participant in rows::a_annoncer(tx, etape, moins_mois(horizon, mois), limite).await? {
            let Some(due) = due(tx, participant, etape).await?.filter(|due| *due <= horizon) else { continue };
            let prevue_le = due.max(horizon);
            rows::annoncer(tx, &Annonce { participant, etape, annoncee_le: today, prevue_le }).await?;
            announced += 1;
        }
    }
    Ok(announced)
}

async fn due(tx: &mut Tx, id: ParticipantId, etape: EtapeConservation) -> Result<Option<NaiveDate>, Problem> {
    let due = duree::conservation(tx, id).await?;
    Ok(Some(match etape {
        EtapeConservation::Archivage => due.archivage_le,
        EtapeConservation::Anonymisation => due.anonymisation_le,
    }))
}

/// What is announced.
pub(crate) async fn annonces(tx: &mut Tx) -> Result<Vec<Annonce>, Problem> {
    Ok(rows::annonces(tx, NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default(), 500).await?)
}

/// Does what was announced for today or before, unless the person was seen again meanwhile; the places of the
/// files to destroy once this is committed.
pub(crate) async fn appliquer(tx: &mut Tx, limite: i64) -> Result<(usize, Vec<String>), Problem> {
    let today = tx.today();
    let planned = rows::annonces(tx, today, limite).await?;
    let (done, mut files) = (planned.len(), Vec::new());
    for Annonce { participant, etape, .. } in planned {
        rows::lever(tx, participant).await?;
        if due(tx, participant, etape).await?.is_none_or(|due| due > today) {
            continue;
        }
        match etape {
            EtapeConservation::Archivage => {
                cle::store::oublier(tx, participant).await?;
                rows::archiver(tx, participant, today).await?;
                registre_droits::store::inscrire(tx, participant, Acte::Archivage, None).await?;
            }
            EtapeConservation::Anonymisation => {
                files.extend(anonymiser(tx, participant).await?);
                registre_droits::store::inscrire(tx, participant, Acte::Anonymisation, None).await?;
            }
        }
    }
    Ok((done, files))
}

/// Makes a file name nobody any more, and tells the services that hold something of the person; the places of the
/// files to destroy once this is committed.
pub(crate) async fn anonymiser(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<String>, Problem> {
    let today = tx.today();
    effacer(tx, participant, today).await
}

/// Erases once more, as of its day, a file whose erasure did not reach as far as one does now, and tells it again to those
/// who did not hear it or did less; `None` when there is no such file.
pub(crate) async fn refaire(tx: &mut Tx) -> Result<Option<Vec<String>>, Problem> {
    match rows::a_refaire(tx).await? {
        Some((participant, le)) => effacer(tx, participant, le).await.map(Some),
        None => Ok(None),
    }
}

async fn effacer(tx: &mut Tx, participant: ParticipantId, le: NaiveDate) -> Result<Vec<String>, Problem> {
    let now = tx.now();
    cle::store::oublier(tx, participant).await?;
    let (erased, files) = rows::anonymiser(tx, participant, le).await?;
    // Some records stayed under the file that was absorbed: whoever holds them hears of it too.
    for participant in erased {
        let told = PersonneAnonymisee { participant };
        tx.emit(Evenement::new(PERSONNE_ANONYMISEE, participant, now, &told)?);
    }
    Ok(files)
}
