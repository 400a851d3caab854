//! What emargement learns from the other services.

use ::store::fusions::Table;
use events::{
    Enveloppe, Handling, Subscription,
    annuaires::{self, Operation, Personne},
    suivre_anonymat, suivre_fusions,
};
use kernel::{RessourceId, Service};

use crate::registre::fusion;

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: Service::Participants, appliquer: participants },
        Subscription { producteur: Service::Fse, appliquer: fse },
    ]
}

/// Whose record each one is. Who was expected twice at one appointment stays there under both identifiers.
const DOSSIERS: [Table; 1] = [Table { nom: "presences", id: "rendez_vous_id", unique: "rendez_vous_id" }];

/// What may name a person who is anonymous: an appointment of theirs alone. Hours and presences stay.
const EFFACEMENTS: [&str; 1] = ["UPDATE rendez_vous r SET titre = '—', lieu = '—' WHERE territoire_id = $1
     AND id IN (SELECT rendez_vous_id FROM presences WHERE territoire_id = $1 AND participant_id = $2)
     AND NOT EXISTS (SELECT FROM presences o WHERE o.territoire_id = $1 AND o.rendez_vous_id = r.id AND o.participant_id <> $2)"];

/// Persons exist. Two files became one, or two again: presences follow, and the ledger says so.
fn participants<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        annuaires::suivre::<Personne>(tx, event).await?;
        if let Some((told, moved)) = suivre_fusions(tx, event, &DOSSIERS).await? {
            let moved = moved.into_values().flatten().map(RessourceId::of_kind).collect::<Vec<_>>();
            fusion::app::sceller(tx, &event.kind, told, &moved).await?;
        }
        suivre_anonymat(tx, event, &EFFACEMENTS).await
    })
}

/// Operations, to which time belongs.
fn fse<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(annuaires::suivre::<Operation>(tx, event))
}
