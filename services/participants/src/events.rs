//! What participants learns from the other services.

use emargement_api::{RENDEZ_VOUS_TERMINE, RendezVousTermine};
use events::{
    Enveloppe, Handling, Subscription,
    annuaires::{self, Operation},
    suivre_mandats, suivre_suivis,
};
use kernel::Service;
use participants_api::{
    POINT_A_PRESENTER, POINT_RETIRE, REFERENT_CHANGE, SUIVI_REPRIS, SUIVI_TERMINE, SuiviRepris, SuiviTermine,
};

use crate::{
    dossier::participant,
    entree::{
        candidature,
        date_entree::{self, domain::Presence},
    },
    instances::demande,
};

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: Service::Emargement, appliquer: emargement, serie: None },
        Subscription { producteur: Service::Parcours, appliquer: parcours, serie: None },
        Subscription { producteur: Service::Fse, appliquer: fse, serie: None },
    ]
}

/// Nobody follows the person any more, or somebody else: they weigh no more on their référent; or they are followed again.
/// What is asked of an instance waits for its next session, or does no more.
fn parcours<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == SUIVI_TERMINE {
            let ended: SuiviTermine = event.lire()?;
            candidature::store::terminer_suivi(tx, ended.candidature, ended.le).await?;
        }
        if event.kind == SUIVI_REPRIS {
            let resumed: SuiviRepris = event.lire()?;
            candidature::store::reprendre_suivi(tx, resumed.candidature).await?;
        }
        if event.kind == REFERENT_CHANGE {
            candidature::app::confier(tx, event.lire()?).await?;
        }
        if event.kind == POINT_A_PRESENTER {
            demande::app::recevoir(tx, event.lire()?).await?;
        }
        if event.kind == POINT_RETIRE {
            demande::app::oublier(tx, event.lire()?).await?;
        }
        suivre_suivis(tx, event).await
    })
}

/// Appointments, kept or missed: the first diagnostic one kept may give the entry date, those missed before it may
/// call for the prescripteur.
fn emargement<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind != RENDEZ_VOUS_TERMINE {
            return Ok(());
        }
        let mut ended: RendezVousTermine = event.lire()?;
        for presence in &mut ended.presences {
            presence.participant = ::store::fusions::dossier(tx, presence.participant).await?;
        }
        // Of two files that are one since, the one that came is told last.
        ended.presences.sort_by_key(|presence| presence.present);
        for told in ended.presences {
            if told.present {
                participant::app::revoir(tx, told.participant, ended.jour).await?;
            }
            let (nature, jour) = (ended.nature, ended.jour);
            let presence = Presence { nature, jour, present: told.present, excuse: told.excuse };
            date_entree::store::noter(tx, ended.rendez_vous, told.participant, presence).await?;
            for mut candidature in candidature::store::en_cours(tx, told.participant).await? {
                candidature::app::constater_absences(tx, &mut candidature).await?;
                date_entree::app::reevaluer_entree(tx, &mut candidature).await?;
            }
        }
        Ok(())
    })
}

/// Files are open to a controleur, for a time; operations are those that documents name.
fn fse<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        annuaires::suivre::<Operation>(tx, event).await?;
        suivre_mandats(tx, event).await
    })
}
