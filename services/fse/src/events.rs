//! What fse learns from the other services.

use ::store::fusions::Table;
use emargement_api::{
    FEUILLE_CERTIFIEE, FEUILLE_CERTIFIEE_V2, FEUILLE_ROUVERTE, FeuilleCertifiee, FeuilleRouverte, JoursCertifies,
};
use events::{
    ETAT_CIVIL_CORRIGE, Enveloppe, EtatCivilCorrige, Handling, Subscription, suivre_anonymat, suivre_fusions,
    suivre_limitations, suivre_suivis,
};
use kernel::{Id, Service};
use parcours_api::{PARCOURS_CLOS, ParcoursClos, SORTIE_CONFIRMEE, SortieConfirmee};
use participants_api::{ENTREE_CORRIGEE, SUIVI_REPRIS, SuiviRepris};

use crate::{
    bilans::minutes,
    participations::{
        entree,
        fin::{self, domain::Fin},
        participation,
    },
};

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: Service::Emargement, appliquer: emargement, serie: None },
        Subscription { producteur: Service::Participants, appliquer: participants, serie: None },
        Subscription { producteur: Service::Parcours, appliquer: parcours, serie: None },
    ]
}

/// Whose record each one is. A person takes part in an operation once: when both files did, the participation
/// of the absorbed one stays under its identifier, is counted no more and says why.
const DOSSIERS: [Table; 3] = [
    Table { nom: "participations", id: "id", unique: "operation_id" },
    Table { nom: "entrees_deplacees", id: "candidature_id", unique: "candidature_id" },
    Table { nom: "fins_de_parcours", id: "parcours_id", unique: "parcours_id" },
];

/// What is kept for the funder of a person who is anonymous is kept without who they are: the age at the entry, which
/// is counted, and the last answers; not the day of birth, nor the answers that were corrected.
const EFFACEMENTS: [&str; 2] = [
    "UPDATE participations SET relire_depuis = NULL, date_naissance = (entree_le - make_interval(years =>
       (extract(year FROM entree_le) - extract(year FROM date_naissance))::int
       - CASE WHEN to_char(entree_le, 'MMDD') < to_char(date_naissance, 'MMDD') THEN 1 ELSE 0 END))::date
     WHERE territoire_id = $1 AND participant_id = $2",
    "DELETE FROM questionnaires q WHERE territoire_id = $1
     AND participation_id IN (SELECT id FROM participations WHERE territoire_id = $1 AND participant_id = $2)
     AND EXISTS (SELECT FROM questionnaires n WHERE n.territoire_id = $1 AND n.participation_id = q.participation_id
       AND n.moment = q.moment AND n.id > q.id)",
];

/// Two files became one, or two again: their participations follow, and so does what the file says of the person, as
/// it does when it is corrected. An entry in the PLIE whose day was corrected shows beside the entry in the operation.
fn participants<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if let Some((told, _)) = suivre_fusions(tx, event, &DOSSIERS).await? {
            participation::store::marquer_a_relire(tx, &[told.garde, told.absorbe]).await?;
        }
        if event.kind == ETAT_CIVIL_CORRIGE {
            let told: EtatCivilCorrige = event.lire()?;
            participation::store::marquer_a_relire(tx, &[told.participant]).await?;
        }
        if event.kind == ENTREE_CORRIGEE {
            entree::store::garder(tx, event.lire()?).await?;
        }
        suivre_limitations(tx, event).await?;
        suivre_suivis(tx, event).await?;
        suivre_anonymat(tx, event, &EFFACEMENTS).await
    })
}

/// Certified sheets are claimed; a reopened one no longer is.
fn emargement<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        match event.kind.as_str() {
            FEUILLE_CERTIFIEE => {
                let sheet: FeuilleCertifiee = event.lire()?;
                minutes::store::garder(tx, &sheet).await?;
            }
            FEUILLE_CERTIFIEE_V2 => {
                let sheet: JoursCertifies = event.lire()?;
                minutes::store::garder_jours(tx, &sheet).await?;
            }
            FEUILLE_ROUVERTE => {
                let sheet: FeuilleRouverte = event.lire()?;
                minutes::store::effacer(tx, sheet.agent, sheet.mois).await?;
            }
            _ => {}
        }
        Ok(())
    })
}

/// A parcours ended, or goes on after all: whoever takes part in an operation has left it by then, or has not. What it was to
/// the PLIE is kept in its own words.
fn parcours<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        match event.kind.as_str() {
            SORTIE_CONFIRMEE => {
                let SortieConfirmee { parcours, participant, acquise_le, .. } = event.lire()?;
                fin::store::garder(tx, &Fin { parcours, participant, le: acquise_le, motif: None }).await?;
            }
            PARCOURS_CLOS => {
                let ParcoursClos { parcours, participant, le, motif } = event.lire()?;
                fin::store::garder(tx, &Fin { parcours, participant, le, motif: Some(motif) }).await?;
            }
            SUIVI_REPRIS => {
                let resumed: SuiviRepris = event.lire()?;
                fin::store::reprendre(tx, Id::of_kind(event.subject), resumed.le).await?;
            }
            _ => {}
        }
        suivre_suivis(tx, event).await
    })
}
