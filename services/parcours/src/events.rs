//! What parcours learns from the other services.

use ::store::fusions::{self, Table};
use emargement_api::{RENDEZ_VOUS_TERMINE, RendezVousTermine};
use events::{
    ECHEANCES_CANDIDATURE, ECHEANCES_PARTICIPATION, ECHEANCES_RENDEZ_VOUS, ETAT_CIVIL_CORRIGE, Enveloppe,
    EtatCivilCorrige, Handling, Serie, Subscription,
    annuaires::{self, Operation},
    suivre_anonymat, suivre_fusions, suivre_limitations, suivre_mandats, suivre_suivis,
};
use kernel::Service;
use participants_api::{
    ACCORD_PARTAGE, AccordPartage, ENTREE_CORRIGEE, ENTREE_VALIDEE, EntreeCorrigee, EntreeValidee,
    NIVEAUX_DIAGNOSTIQUES, POINT_DECIDE, PointDecide, SITUATION_RSA, SituationRsa,
};
use problem::Problem;

use crate::{
    etapes::accord,
    pilotage::{
        accompagnement, decision,
        echeance::{self, Dossier},
    },
    suivi::{intervenant, niveau},
    vie::{affectation, parcours, rsa},
};

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: Service::Participants, appliquer: participants, serie: Some(ENTREES) },
        Subscription { producteur: Service::Emargement, appliquer: emargement, serie: None },
        Subscription { producteur: Service::Fse, appliquer: fse, serie: None },
    ]
}

/// Persons who entered: their parcours open, those of a base that is taken over at once.
const ENTREES: Serie = Serie { kind: ENTREE_VALIDEE, appliquer: entrees };

/// Whose record each one is.
const DOSSIERS: [Table; 16] = [
    Table { nom: "situations_rsa", id: "id", unique: "id" },
    Table { nom: "accords", id: "id", unique: "id" },
    Table { nom: "actions", id: "id", unique: "id" },
    Table { nom: "niveaux", id: "id", unique: "id" },
    Table { nom: "liaisons", id: "id", unique: "id" },
    Table { nom: "demandes", id: "id", unique: "id" },
    Table { nom: "revues", id: "id", unique: "id" },
    Table { nom: "prolongations", id: "id", unique: "id" },
    Table { nom: "besoins", id: "id", unique: "id" },
    Table { nom: "demarches", id: "id", unique: "id" },
    Table { nom: "intervenants", id: "id", unique: "id" },
    Table { nom: "qualifications", id: "id", unique: "id" },
    Table { nom: "parcours", id: "id", unique: "id" },
    Table { nom: "etapes", id: "id", unique: "id" },
    Table { nom: "contacts", id: "rendez_vous", unique: "rendez_vous" },
    Table { nom: "echeances", id: "id", unique: "id" },
];

/// What may name a person who is anonymous: dates and natures of étapes stay, so that they
/// still count.
const EFFACEMENTS: [&str; 32] = [
    "DELETE FROM situations_rsa WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE referents_repris SET nom = '—' WHERE territoire_id = $1 AND nom IS NOT NULL
     AND parcours_id IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE suites_reprises SET contenu = jsonb_set(contenu, '{employeur}', '\"—\"') WHERE territoire_id = $1
     AND contenu ? 'employeur' AND parcours_id IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE lignes_importees SET reference = NULL, identite = NULL, empreinte = NULL, cellules = NULL, groupe = NULL,
       problemes = '[]', hesitations = '[]' WHERE territoire_id = $1 AND (split_part(reference, ':', 1) = $2::text
       OR split_part(reference, ':', 1) IN
         (SELECT reprise_reference FROM parcours WHERE territoire_id = $1 AND participant_id = $2))",
    "DELETE FROM references_importees WHERE territoire_id = $1 AND (split_part(reference, ':', 1) = $2::text
       OR split_part(reference, ':', 1) IN
         (SELECT reprise_reference FROM parcours WHERE territoire_id = $1 AND participant_id = $2))",
    "UPDATE parcours SET reprise_source = NULL, reprise_reference = NULL, naissance = NULL, relire_depuis = NULL
     WHERE territoire_id = $1 AND participant_id = $2",
    "DELETE FROM echeances WHERE territoire_id = $1 AND participant_id = $2 AND regle = 'fin_de_droit'",
    "UPDATE actions SET intitule = '—', partenaire = CASE WHEN partenaire IS NOT NULL THEN '—' END,
       resultat = CASE WHEN resultat IS NOT NULL THEN '—' END WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE historique SET valeurs = NULL WHERE territoire_id = $1
     AND (objet IN (SELECT id FROM actions WHERE territoire_id = $1 AND participant_id = $2)
       OR objet IN (SELECT id FROM intervenants WHERE territoire_id = $1 AND participant_id = $2))",
    "UPDATE liaisons SET avec = NULL, convenu = CASE WHEN convenu IS NOT NULL THEN '—' END,
       motif = CASE WHEN motif IS NOT NULL THEN '—' END WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE qualifications SET decision = NULL, suite = CASE WHEN suite IS NOT NULL THEN '—' END
     WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE demarches SET objet = NULL, precisions = NULL WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE besoins SET texte = '—', precisions = NULL, issue = coalesce(issue, 'abandonne'), issue_le = coalesce(issue_le, le)
     WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE intervenants SET nom = '—', organisme = NULL, telephone = NULL, courriel = NULL
     WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE parcours SET reuni_motif = '—' WHERE territoire_id = $1 AND participant_id = $2 AND reuni_motif IS NOT NULL",
    "UPDATE etapes SET motif = NULL, intitule = '—' WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE bilans SET commentaire = NULL WHERE territoire_id = $1 AND commentaire IS NOT NULL
     AND etape_id IN (SELECT id FROM etapes WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE historique SET valeurs = NULL WHERE territoire_id = $1
     AND objet IN (SELECT id FROM etapes WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE historique SET valeurs = NULL WHERE territoire_id = $1 AND objet IN (SELECT s.id FROM sorties s
       JOIN parcours p ON p.territoire_id = $1 AND p.id = s.parcours_id WHERE s.territoire_id = $1 AND p.participant_id = $2)",
    "UPDATE outbox SET donnees = jsonb_set(donnees, '{motif}', '\"—\"') WHERE territoire_id = $1
     AND sujet IN (SELECT id FROM etapes WHERE territoire_id = $1 AND participant_id = $2) AND donnees ? 'motif'",
    "UPDATE outbox SET donnees = jsonb_set(donnees, '{motif}', 'null') WHERE territoire_id = $1
     AND sujet IN (SELECT id FROM demandes WHERE territoire_id = $1 AND participant_id = $2) AND donnees ? 'motif'",
    "UPDATE demandes SET acte = NULL, motif = NULL, motif_decision = NULL, conditions = NULL, sans_effet = NULL
     WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE prolongations SET motif = '—' WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE revues SET bilan = '—' WHERE territoire_id = $1 AND participant_id = $2",
    "UPDATE suspensions SET motif = '—' WHERE territoire_id = $1
     AND parcours_id IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE historique SET valeurs = NULL WHERE territoire_id = $1 AND objet IN (SELECT s.id FROM suspensions s
       JOIN parcours p ON p.territoire_id = $1 AND p.id = s.parcours_id WHERE s.territoire_id = $1 AND p.participant_id = $2)",
    "UPDATE affectations SET motif = CASE WHEN motif IS NOT NULL THEN '—' END, nom = CASE WHEN nom IS NOT NULL THEN '—' END
     WHERE territoire_id = $1 AND parcours_id IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
    "DELETE FROM passations_fiches WHERE territoire_id = $1
     AND parcours_id IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE historique SET valeurs = NULL WHERE territoire_id = $1
     AND objet IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE fins SET destination = NULL, precisions = NULL, correction = jsonb_set(correction, '{motif}', '\"—\"')
     WHERE territoire_id = $1 AND parcours_id IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE echeances SET report_motif = '—' WHERE territoire_id = $1 AND participant_id = $2 AND report_motif IS NOT NULL",
    "UPDATE sorties SET employeur = '—', decision_motif = CASE WHEN decision_motif IS NOT NULL THEN '—' END,
       contrats = coalesce((SELECT jsonb_agg(jsonb_set(c, '{employeur}', '\"—\"') ORDER BY rang)
         FROM jsonb_array_elements(contrats) WITH ORDINALITY AS tous (c, rang)), '[]'),
       correction = jsonb_set(correction, '{motif}', '\"—\"'), age = NULL
     WHERE territoire_id = $1 AND parcours_id IN (SELECT id FROM parcours WHERE territoire_id = $1 AND participant_id = $2)",
];

/// A person entered: their parcours opens, at the date that the territory's rule gave, or moves to the one that corrects it.
/// Two files became one, or two again: their parcours follow. What an instance decided is done.
fn participants<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == ENTREE_VALIDEE {
            let entered: EntreeValidee = event.lire()?;
            entrer(tx, &[entered]).await?;
        }
        if event.kind == ENTREE_CORRIGEE {
            let corrected: EntreeCorrigee = event.lire()?;
            parcours::app::deplacer(tx, &corrected).await?;
        }
        if event.kind == ETAT_CIVIL_CORRIGE {
            let told: EtatCivilCorrige = event.lire()?;
            parcours::store::marquer_a_relire(tx, &[told.participant]).await?;
        }
        if event.kind == ACCORD_PARTAGE {
            let told: AccordPartage = event.lire()?;
            accord::store::noter(tx, &told).await?;
        }
        if event.kind == SITUATION_RSA {
            let told: SituationRsa = event.lire()?;
            rsa::store::noter(tx, &told).await?;
        }
        if event.kind == NIVEAUX_DIAGNOSTIQUES {
            niveau::app::entendre(tx, event.lire()?).await?;
        }
        if event.kind == POINT_DECIDE {
            let told: PointDecide = event.lire()?;
            decision::app::entendre(tx, &told).await?;
        }
        if event.kind == ECHEANCES_CANDIDATURE {
            echeance::entendre(tx, Service::Participants, Dossier::Courant, event).await?;
        }
        if let Some((told, _)) = suivre_fusions(tx, event, &DOSSIERS).await? {
            affectation::suivi::refaire_des_personnes(tx, &[told.garde, told.absorbe]).await?;
            parcours::store::marquer_a_relire(tx, &[told.garde, told.absorbe]).await?;
        }
        suivre_anonymat(tx, event, &EFFACEMENTS).await?;
        suivre_limitations(tx, event).await?;
        suivre_suivis(tx, event).await?;
        Ok(())
    })
}

fn entrees<'a>(tx: &'a mut ::store::Tx, events: &'a [Enveloppe]) -> Handling<'a> {
    Box::pin(async move {
        let entered: Vec<EntreeValidee> = events.iter().map(Enveloppe::lire).collect::<Result<_, _>>()?;
        entrer(tx, &entered).await
    })
}

/// The parcours of persons who entered open, with the référent social whom a candidature named around them.
async fn entrer(tx: &mut ::store::Tx, entered: &[EntreeValidee]) -> Result<(), Problem> {
    let opened = parcours::app::ouvrir(tx, entered).await?;
    Ok(intervenant::app::recevoir(tx, &opened, entered).await?)
}

/// An appointment is over: a contact for each who came. One is to be closed, or its sheet to be signed.
fn emargement<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == RENDEZ_VOUS_TERMINE {
            let mut ended: RendezVousTermine = event.lire()?;
            let told: Vec<_> = ended.presences.iter().map(|presence| presence.participant).collect();
            for (presence, file) in ended.presences.iter_mut().zip(fusions::dossiers(tx, &told).await?) {
                presence.participant = file;
            }
            accompagnement::store::noter(tx, &ended).await?;
        }
        if event.kind == ECHEANCES_RENDEZ_VOUS {
            echeance::entendre(tx, Service::Emargement, Dossier::Dit, event).await?;
        }
        Ok(())
    })
}

/// Operations, which documents name. Files are open to a controleur, for a time; what Europe asks of a participation falls due.
fn fse<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == ECHEANCES_PARTICIPATION {
            echeance::entendre(tx, Service::Fse, Dossier::Courant, event).await?;
        }
        annuaires::suivre::<Operation>(tx, event).await?;
        suivre_mandats(tx, event).await
    })
}
