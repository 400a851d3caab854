//! What emargement learns from the other services.

use ::store::fusions::Table;
use events::{
    Enveloppe, Handling, LIMITATION_CHANGEE, LimitationChangee, PERSONNE_ANONYMISEE, PERSONNES_SEPAREES,
    PersonneAnonymisee, Subscription,
    annuaires::{self, Operation, Personne},
    suivre_anonymat, suivre_fusions, suivre_limitations, suivre_mandats, suivre_suivis,
};
use kernel::{RessourceId, Service};

use crate::{
    agenda::{compte_rendu, rendez_vous},
    registre::{entree, fusion},
};

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: Service::Participants, appliquer: participants, serie: None },
        Subscription { producteur: Service::Parcours, appliquer: parcours, serie: None },
        Subscription { producteur: Service::Fse, appliquer: fse, serie: None },
    ]
}

/// Whose record each one is. Who was expected twice at one appointment stays there under both identifiers.
const DOSSIERS: [Table; 2] = [
    Table { nom: "comptes_rendus", id: "id", unique: "rendez_vous_id" },
    Table { nom: "presences", id: "rendez_vous_id", unique: "rendez_vous_id" },
];

/// What may name a person who is anonymous: an appointment of theirs alone, what it said before, what was said at it, and what was said
/// of the time sheets in which their appointments are counted. Hours and presences stay, and so does that a compte rendu was there, by
/// whom and when; of a whole séance that others came to, it names nobody.
const EFFACEMENTS: [&str; 7] = [
    "UPDATE rendez_vous r SET titre = '—', lieu = '—' WHERE territoire_id = $1
     AND id IN (SELECT rendez_vous_id FROM presences WHERE territoire_id = $1 AND participant_id = $2)
     AND NOT EXISTS (SELECT FROM presences o WHERE o.territoire_id = $1 AND o.rendez_vous_id = r.id AND o.participant_id <> $2)",
    "UPDATE historique h SET valeurs = NULL WHERE territoire_id = $1
     AND objet IN (SELECT rendez_vous_id FROM presences WHERE territoire_id = $1 AND participant_id = $2)
     AND NOT EXISTS (SELECT FROM presences o WHERE o.territoire_id = $1 AND o.rendez_vous_id = h.objet AND o.participant_id <> $2)",
    "UPDATE feuille_explications e SET motif = '—' WHERE territoire_id = $1 AND EXISTS (SELECT FROM feuilles f
     JOIN rendez_vous r ON r.territoire_id = $1 AND r.animateur = f.agent
       AND r.jour <= e.jour AND (r.fin AT TIME ZONE $3)::date >= e.jour
     JOIN presences p ON p.territoire_id = $1 AND p.rendez_vous_id = r.id AND p.participant_id = $2
     WHERE f.territoire_id = $1 AND f.id = e.feuille_id)",
    "UPDATE feuille_versions v SET motif = '—' WHERE territoire_id = $1 AND EXISTS (SELECT FROM feuilles f
     JOIN rendez_vous r ON r.territoire_id = $1 AND r.animateur = f.agent
       AND date_trunc('month', r.jour::timestamp)::date = f.mois
     JOIN presences p ON p.territoire_id = $1 AND p.rendez_vous_id = r.id AND p.participant_id = $2
     WHERE f.territoire_id = $1 AND f.id = v.feuille_id)",
    "UPDATE compte_rendu_versions v SET motif = CASE WHEN v.motif IS NOT NULL THEN '—' END,
       ecrit = v.ecrit - 'decisions' - 'suites' - 'libre' || jsonb_build_object('themes', jsonb_build_array())
     WHERE v.territoire_id = $1 AND EXISTS (SELECT FROM comptes_rendus c
       WHERE c.territoire_id = $1 AND c.id = v.compte_rendu_id AND (c.participant_id = $2 OR c.participant_id IS NULL
         AND EXISTS (SELECT FROM presences p WHERE p.territoire_id = $1 AND p.rendez_vous_id = c.rendez_vous_id AND p.participant_id = $2)
         AND NOT EXISTS (SELECT FROM presences o WHERE o.territoire_id = $1 AND o.rendez_vous_id = c.rendez_vous_id AND o.participant_id <> $2)))",
    "UPDATE comptes_rendus c SET motif = CASE WHEN c.motif IS NOT NULL THEN '—' END,
       ecrit = c.ecrit - 'decisions' - 'suites' - 'libre' || jsonb_build_object('themes', jsonb_build_array())
     WHERE c.territoire_id = $1 AND (c.participant_id = $2 OR c.participant_id IS NULL
       AND EXISTS (SELECT FROM presences p WHERE p.territoire_id = $1 AND p.rendez_vous_id = c.rendez_vous_id AND p.participant_id = $2)
       AND NOT EXISTS (SELECT FROM presences o WHERE o.territoire_id = $1 AND o.rendez_vous_id = c.rendez_vous_id AND o.participant_id <> $2))",
    "UPDATE presences SET attend_compte_rendu = NULL WHERE territoire_id = $1 AND participant_id = $2
     AND attend_compte_rendu IS NOT NULL",
];

/// Persons exist. Two files became one, or two again: presences follow, and the ledger says so.
fn participants<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        annuaires::suivre::<Personne>(tx, event).await?;
        if let Some((told, mut moved)) = suivre_fusions(tx, event, &DOSSIERS).await? {
            let moved = moved.remove("presences").unwrap_or_default();
            let moved = moved.into_iter().map(RessourceId::of_kind).collect::<Vec<_>>();
            if event.kind == PERSONNES_SEPAREES {
                compte_rendu::store::rendre(tx, &moved, told.garde, told.absorbe).await?;
            }
            fusion::app::sceller(tx, &event.kind, told, &moved).await?;
            // Who is at one appointment under both files moved nothing of it.
            rendez_vous::annonce::redire(tx, &[told.garde, told.absorbe]).await?;
        }
        suivre_limitations(tx, event).await?;
        if event.kind == LIMITATION_CHANGEE {
            let told: LimitationChangee = event.lire()?;
            rendez_vous::annonce::redire(tx, &[told.participant]).await?;
        }
        suivre_suivis(tx, event).await?;
        // Who writes in the ledger holds their rows first, here as everywhere.
        suivre_anonymat(tx, event, &EFFACEMENTS).await?;
        if event.kind == PERSONNE_ANONYMISEE {
            let told: PersonneAnonymisee = event.lire()?;
            entree::store::effacer(tx, told.participant).await?;
        }
        Ok(())
    })
}

/// Who follows whom.
fn parcours<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move { suivre_suivis(tx, event).await })
}

/// Operations, to which time belongs. Files are open to a controleur, for a time.
fn fse<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        annuaires::suivre::<Operation>(tx, event).await?;
        suivre_mandats(tx, event).await
    })
}
