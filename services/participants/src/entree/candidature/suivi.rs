//! To which référent a person was given, told to whoever opens their file to them.

use chrono::NaiveDate;
use events::{SUIVIS, annuaires::Annonce};
use kernel::{
    Id, ParticipantId, UtilisateurId,
    calendrier::{self, Periode},
};
use problem::Problem;
use store::{
    Tx,
    ouvertures::{self, Ouverture},
};

use crate::{dossier::participant, entree::candidature::store as rows};

/// Of persons one of whose candidatures was given to a référent.
pub(crate) const SUIVIS_DE_PERSONNES: Annonce = Annonce {
    nature: SUIVIS,
    dire: |tx, ids| Box::pin(async move { refaire(tx, &ids.into_iter().map(Id::of_kind).collect::<Vec<_>>()).await }),
};

/// Opens the file of each of these persons to the référent to whom their last candidature was given; to whom it is open already
/// for good, it stays so from the same day on.
pub(crate) async fn refaire(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<(), Problem> {
    let known = ouvertes(tx, personnes).await?;
    let mut given = rows::donnees(tx, personnes).await?;
    given.retain(|one| !known.iter().any(|open| (open.dossier, open.utilisateur) == (one.dossier, one.utilisateur)));
    participant::suivi::dire(tx, given).await
}

/// The same of files that were one for a time: whose candidatures were given to nobody, each is followed by who opened it, whoever
/// followed the other.
pub(crate) async fn rendre(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<(), Problem> {
    refaire(tx, personnes).await?;
    let given = rows::donnees(tx, personnes).await?;
    for personne in personnes {
        if given.iter().all(|one| one.dossier != *personne) {
            participant::suivi::rendre_a_qui_l_ouvrit(tx, *personne).await?;
        }
    }
    Ok(())
}

/// The same once the person is handed over to another from a day on: whoever followed them sees them until the day before.
pub(crate) async fn remettre(
    tx: &mut Tx,
    personne: ParticipantId,
    referent: UtilisateurId,
    des_le: NaiveDate,
) -> Result<(), Problem> {
    let mut days = ouvertes(tx, &[personne]).await?;
    days.retain(|one| one.utilisateur != referent && one.jours.du < des_le);
    for one in &mut days {
        one.jours.au = Some(calendrier::plus_jours(des_le, -1));
    }
    days.push(Ouverture { utilisateur: referent, dossier: personne, jours: Periode { du: des_le, au: None } });
    participant::suivi::dire(tx, days).await
}

/// To whom the files of these persons are open for good.
async fn ouvertes(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Ouverture>, Problem> {
    let sources: Vec<_> = personnes.iter().map(|one| one.ressource()).collect();
    let known = ouvertures::des_sources(tx, &sources).await?;
    Ok(known.into_values().flatten().filter(|one| one.jours.au.is_none()).collect())
}
