//! What each service keeps of what the others own, beside what they own: row by row the same, once everything is told.

use kernel::Service::{self, Emargement, Fse, Parcours, Participants, Territoires};

use super::former::{Counted, Upgraded};

/// What services keep of others, and the rows from which it is told.
struct Told {
    /// Who keeps it.
    by: &'static [Service],
    /// What is kept: `{}` stands for each of these.
    kept: &'static str,
    /// What it is told from.
    of: &'static str,
}

const OTHERS: &[Service] = &[Participants, Parcours, Emargement, Fse];

/// Of a new table or column that is told, a line here; of one that starts empty, one in [`EMPTY`].
const TOLD: &[Told] = &[
    Told {
        by: OTHERS,
        kept: "SELECT id, nom, fuseau FROM {}.territoires_connus",
        of: "SELECT id, nom, fuseau FROM territoires.territoires",
    },
    Told {
        by: OTHERS,
        kept: "SELECT territoire_id, version, effet, contenu FROM {}.referentiels",
        of: "SELECT territoire_id, version, effet, contenu FROM territoires.referentiels",
    },
    Told {
        by: OTHERS,
        kept: "SELECT territoire_id, id, fiche->>'prenom', fiche->>'nom', jsonb_array_length(fiche->'roles') FROM {}.annuaire
               WHERE nature = 'utilisateur'",
        of: "SELECT territoire_id, id, prenom, nom, (SELECT count(*)::int FROM territoires.habilitations h
               WHERE h.territoire_id = u.territoire_id AND h.utilisateur_id = u.id)
             FROM territoires.utilisateurs u WHERE EXISTS (SELECT FROM territoires.territoires t WHERE t.id = u.territoire_id)",
    },
    Told {
        by: OTHERS,
        kept: "SELECT territoire_id, id, fiche->>'nom', fiche->>'nature' FROM {}.annuaire WHERE nature = 'structure'",
        of: "SELECT territoire_id, id, nom, nature FROM territoires.structures",
    },
    Told {
        by: &[Emargement],
        kept: "SELECT territoire_id, id, (fiche->>'anonyme')::bool FROM {}.annuaire WHERE nature = 'personne'",
        of: "SELECT territoire_id, id, anonymise_le IS NOT NULL FROM participants.participants",
    },
    Told {
        by: &[Participants, Parcours, Emargement],
        kept: "SELECT territoire_id, id, fiche->>'numero', fiche->>'intitule', fiche->>'debut', fiche->>'fin' FROM {}.annuaire
               WHERE nature = 'operation'",
        of: "SELECT territoire_id, id, contenu->>'numero', contenu->>'intitule', contenu->>'debut', contenu->>'fin'
             FROM fse.operations",
    },
    Told {
        by: &[Parcours],
        kept: "SELECT territoire_id, id, participant_id, reponse, depuis, jusqua, remplace, retrait, saisie_le FROM {}.situations_rsa",
        of: "SELECT s.territoire_id, s.id, s.participant_id, reponse, depuis, jusqua, remplace, retrait, saisie_le
             FROM participants.situations s JOIN participants.participants p ON p.territoire_id = s.territoire_id
               AND p.id = s.participant_id WHERE s.code = 'rsa' AND p.anonymise_le IS NULL",
    },
    Told {
        by: &[Fse],
        kept: "SELECT id, dite FROM {}.operations",
        of: "SELECT id, 1 FROM fse.operations",
    },
    Told {
        by: OTHERS,
        kept: "SELECT territoire_id, dossier_id, limite_le FROM {}.dossiers_limites",
        of: "SELECT territoire_id, id, limite_le FROM participants.participants WHERE limite_le IS NOT NULL",
    },
    Told {
        by: &[Participants],
        kept: "SELECT territoire_id, source, utilisateur, dossier_id, role FROM {}.dossiers_ouverts WHERE role = 'membre_commission'",
        of: "SELECT DISTINCT s.territoire_id, s.id, (m->>'utilisateur')::uuid, c.participant_id, 'membre_commission'
             FROM participants.commissions s CROSS JOIN jsonb_array_elements(s.membres) m
               JOIN participants.commission_dossiers d ON d.commission_id = s.id
               JOIN participants.candidatures c ON c.id = d.candidature_id
             WHERE s.etat = 'ouverte' AND NOT EXISTS (SELECT FROM jsonb_array_elements(s.deports) x
               WHERE x->>'membre' = m->>'utilisateur' AND x->>'candidature' = c.id::text)",
    },
    Told {
        by: &[Participants, Parcours, Emargement],
        kept: "SELECT territoire_id, source, utilisateur, dossier_id FROM {}.dossiers_ouverts WHERE role = 'controleur'",
        of: "SELECT territoire_id, id, controleur, unnest(personnes) FROM fse.mandats",
    },
    Told {
        by: OTHERS,
        kept: "SELECT territoire_id, dossier_id, utilisateur FROM {}.dossiers_ouverts WHERE role = 'referent' AND source = dossier_id",
        of: "SELECT * FROM (SELECT DISTINCT ON (territoire_id, participant_id) territoire_id, participant_id, referent
             FROM participants.candidatures WHERE referent IS NOT NULL ORDER BY territoire_id, participant_id,
               suivi_termine_le IS NULL AND etat NOT IN ('refusee', 'reorientee', 'non_entree') DESC, id DESC) given",
    },
    Told {
        by: OTHERS,
        kept: "SELECT DISTINCT territoire_id, source, utilisateur FROM {}.dossiers_ouverts
               WHERE role = 'referent' AND source IN (SELECT id FROM parcours.parcours)",
        of: "SELECT DISTINCT territoire_id, parcours_id, referent FROM parcours.affectations
             WHERE remplacee_le IS NULL AND nom IS NULL AND (au IS NULL OR au >= current_date)
               AND parcours_id IN (SELECT id FROM parcours.parcours WHERE reuni_a IS NULL)",
    },
    Told {
        by: &[Participants],
        kept: "SELECT territoire_id, id, dit, retrait_dit FROM {}.consentements WHERE finalite = 'partage'",
        of: "SELECT territoire_id, id, true, retire_le FROM participants.consentements WHERE finalite = 'partage'",
    },
    Told {
        by: &[Parcours],
        kept: "SELECT territoire_id, id, participant_id, partenaire, accord, recueilli_le, expire_le, retire_le FROM {}.accords",
        of: "SELECT territoire_id, id, participant_id, partenaire, accord, recueilli_le, expire_le, retire_le
             FROM participants.consentements WHERE finalite = 'partage'",
    },
    Told {
        by: &[Parcours],
        kept: "SELECT territoire_id, candidature_id, participant_id, entree_le FROM {}.parcours WHERE reuni_a IS NULL",
        of: "SELECT territoire_id, id, participant_id, entree_le FROM participants.candidatures WHERE entree_le IS NOT NULL",
    },
    Told {
        by: &[Parcours],
        kept: "SELECT territoire_id, id, sorti_le FROM {}.parcours WHERE sorti_le IS NOT NULL AND reuni_a IS NULL",
        of: "SELECT territoire_id, parcours_id, acquise_le FROM parcours.sorties WHERE etat = 'confirmee'",
    },
    Told {
        by: &[Fse],
        kept: "SELECT territoire_id, parcours_id, participant_id, le FROM {}.fins_de_parcours WHERE reprise_le IS NULL",
        of: "SELECT territoire_id, id, participant_id, sorti_le FROM parcours.parcours WHERE sorti_le IS NOT NULL AND reuni_a IS NULL",
    },
    Told {
        by: &[Parcours],
        kept: "SELECT territoire_id, parcours_id, referent, du FROM {}.affectations WHERE remplacee_le IS NULL",
        of: "SELECT territoire_id, id, referent, entree_le FROM parcours.parcours",
    },
    // Each day by itself, as the facts say it.
    Told {
        by: &[Parcours],
        kept: "SELECT territoire_id, parcours_id, j::date, etat
             FROM {}.periodes, generate_series(du, least(au, DATE '2030-01-01'), INTERVAL '1 day') j WHERE remplacee_le IS NULL",
        of: "SELECT p.territoire_id, p.id, j::date, CASE
               WHEN p.sorti_le <= j THEN 'sorti'
               WHEN EXISTS (SELECT FROM parcours.suspensions s WHERE s.parcours_id = p.id AND j BETWEEN s.du AND s.au)
                 THEN 'suspendu'
               WHEN EXISTS (SELECT FROM parcours.sorties s WHERE s.parcours_id = p.id AND j >= s.debut
                 AND (s.etat = 'en_suivi' OR j < s.acquise_le OR j <= s.rompue_le)) THEN 'suivi_emploi'
               WHEN EXISTS (SELECT FROM parcours.etapes e WHERE e.parcours_id = p.id AND j >= e.debut
                 AND e.etat IN ('demarree', 'terminee', 'rompue') AND (e.fin IS NULL OR j <= e.fin)) THEN 'en_etape'
               ELSE 'en_accompagnement' END
             FROM parcours.parcours p, generate_series(p.entree_le, DATE '2030-01-01', INTERVAL '1 day') j",
    },
    Told {
        by: &[Parcours],
        kept: "SELECT territoire_id, rendez_vous, participant_id, jour, nature, justifie, minutes FROM {}.contacts",
        of: "SELECT r.territoire_id, r.id, p.participant_id, r.jour, r.nature,
               p.arrivee IS NOT NULL AND p.depart IS NOT NULL AND r.animateur_arrivee IS NOT NULL AND r.animateur_depart IS NOT NULL,
               CASE WHEN p.arrivee IS NULL OR p.depart IS NULL THEN 0 ELSE
                 greatest(0, extract(epoch FROM least(p.depart, r.fin) - greatest(p.arrivee, r.debut))::int / 60) END
             FROM emargement.rendez_vous r JOIN emargement.presences p ON p.rendez_vous_id = r.id
             WHERE r.etat = 'termine' AND p.issue = 'present'",
    },
    Told {
        by: &[Participants],
        kept: "SELECT territoire_id, rendez_vous_id, participant_id, nature, jour, present, excuse FROM {}.presences_constatees",
        of: "SELECT DISTINCT r.territoire_id, r.id, coalesce(f.fusionne_dans, f.id), r.nature, r.jour, p.issue = 'present', p.issue = 'excuse'
             FROM emargement.rendez_vous r JOIN emargement.presences p ON p.rendez_vous_id = r.id
               JOIN participants.participants f ON f.id = p.participant_id
             WHERE r.etat = 'termine' AND p.issue <> 'attendu'",
    },
    Told {
        by: &[Emargement],
        kept: "SELECT id, dit FROM {}.rendez_vous WHERE etat = 'termine'",
        of: "SELECT id, true FROM emargement.rendez_vous WHERE etat = 'termine'",
    },
    Told {
        by: &[Emargement],
        kept: "SELECT territoire_id, seq, objet FROM {}.registre WHERE objet IS NOT NULL",
        of: "SELECT territoire_id, seq, coalesce(contenu::jsonb->'donnees'->>'rendez_vous', contenu::jsonb->'donnees'->>'feuille')::uuid
             FROM emargement.registre
             WHERE CASE WHEN contenu <> '' THEN contenu::jsonb->>'fait' IN ('emargement', 'absence', 'feuille_signee', 'feuille_rouverte') END",
    },
    Told {
        by: &[Fse],
        kept: "SELECT territoire_id, agent, jour, operation_id, categorie, minutes, non_justifiees FROM {}.jours_certifies",
        of: "SELECT f.territoire_id, f.agent, (l->>'jour')::date, (l->>'operation')::uuid, l->>'categorie', sum((l->>'minutes')::int)::int,
               sum(CASE WHEN (l->>'justifiee')::bool THEN 0 ELSE (l->>'minutes')::int END)::int
             FROM emargement.feuilles f CROSS JOIN jsonb_array_elements(f.lignes) l
             WHERE f.etat = 'certifiee' AND l->>'operation' IS NOT NULL GROUP BY 1, 2, 3, 4, 5",
    },
    Told {
        by: &[Fse],
        kept: "SELECT agent, mois FROM {}.minutes_certifiees",
        of: "SELECT agent, mois FROM emargement.feuilles WHERE false",
    },
    Told {
        by: &[Emargement],
        kept: "SELECT id, jours_dits FROM {}.feuilles WHERE etat = 'certifiee'",
        of: "SELECT id, version FROM emargement.feuilles WHERE etat = 'certifiee'",
    },
    Told {
        by: &[Fse],
        kept: "SELECT territoire_id, id, participant_id, sexe, date_naissance, relire_depuis FROM {}.participations p
               WHERE participant_id NOT IN (SELECT id FROM participants.participants WHERE anonymise_le IS NOT NULL)",
        of: "SELECT p.territoire_id, p.id, f.id, f.sexe, f.date_naissance, NULL::timestamptz
             FROM fse.participations p JOIN participants.participants f ON f.id = p.participant_id WHERE anonymise_le IS NULL",
    },
    Told {
        by: &[Parcours, Emargement, Fse],
        kept: "SELECT territoire_id, fusion, garde, absorbe FROM {}.personnes_fusionnees",
        of: "SELECT territoire_id, id, garde, absorbe FROM participants.fusions WHERE annule_le IS NULL",
    },
    Told {
        by: &[Participants],
        kept: "SELECT id, effacement FROM {}.participants WHERE anonymise_le IS NOT NULL",
        of: "SELECT id, 7 FROM participants.participants WHERE anonymise_le IS NOT NULL",
    },
    Told {
        by: &[Participants],
        kept: "SELECT piece_id, sha256 FROM {}.piece_versions WHERE sha256 IS NOT NULL",
        of: "SELECT piece_id, sha256 FROM participants.piece_contenus",
    },
    Told {
        by: &[Emargement],
        kept: "SELECT territoire_id, seq, empreinte FROM {}.registre_hauteurs",
        of: "SELECT territoire_id, seq, empreinte FROM emargement.registre r WHERE NOT EXISTS (
               SELECT FROM emargement.registre n WHERE n.territoire_id = r.territoire_id AND n.seq > r.seq)",
    },
    Told {
        by: &[Territoires, Participants, Emargement, Fse],
        kept: "SELECT id FROM {}.a_dire",
        of: "SELECT id FROM fse.operations WHERE false",
    },
];

/// What begins empty, or as its default: nothing of before says more.
const EMPTY: &[&str] = &[
    // Until now activities had no hours, and neither they nor leave was withdrawn. What appointments take is said by a migration.
    "activites.debut",
    "activites.fin",
    "activites.retire_le",
    "activites.retire_motif",
    "activites.retire_par",
    "conges.retire_le",
    "conges.retire_motif",
    "conges.retire_par",
    "temps_pris",
    "// Renamed: the former name is a view of it, through which its rows are compared.",
    // Of answers of before, the order of their identifiers.
    "accords.rang",
    "consentements.rang",
    "actions",
    "actions_collectives",
    "actions_instances",
    "assertions",
    "besoins",
    "bilans.commentaire",
    "bilans.fait_id",
    "bilans.import_id",
    "candidatures.action_collective_id",
    "candidatures.doublee",
    "candidatures.entrees_remplacees",
    // What was said of the working time of a référent was known all along.
    "capacites.connue_le",
    "capacites_remplacees",
    "clients.jwks",
    "commission_demandes",
    "commission_dossiers.derogation",
    // Said of each open session by the round that finds the note of the migration.
    "commissions.acces_jusquau",
    // Until now a session was neither moved nor cancelled, and what was sent held.
    "commissions.annulation",
    "commissions.deplacements",
    "documents.caduc_le",
    // Until now there was the commission of entries alone.
    "commissions.instance",
    "compte_rendu_versions",
    "comptes_rendus",
    "codes_secours",
    "affectations.nom",
    "comptes.ferme_le",
    "contacts.import_id",
    "contrats.import_id",
    "conventions_places",
    "correspondances",
    "couts_agents",
    "demandes",
    "demarches",
    // Said of each parcours by the round that finds no version of the rules under which they were.
    "echeances",
    "echeances_regles",
    "demandes.piece_id",
    "documents.demande_id",
    // Of an extract of before, what the partner filed.
    "diagnostics.import_id",
    "documents.personnes",
    "en_tetes",
    "engagements",
    "reperages",
    "entrees_deplacees",
    "engagements_secret",
    "etapes.import_id",
    "etapes.version",
    "feuilles.superieur_designe",
    "fins",
    "fins.correction",
    "fins.fait_id",
    "fins.import_id",
    "fins.version",
    "fins_retirees",
    "fins_de_parcours.motif",
    "fins_de_parcours.reprise_le",
    "grilles",
    "grilles_lignes",
    "habilitations.retiree_le",
    "habilitations.superieur",
    "historique.valeurs",
    "idempotence.personnes",
    "idempotence.scellee",
    "imports",
    "invitations",
    "intervenants",
    "liaisons",
    "lignes_importees",
    "logos",
    "mandats",
    "messages",
    "niveaux",
    "niveaux_remplaces",
    "operations.version",
    "parcours.connu_depuis",
    // Read in the file where an age ends the right, and nowhere else.
    "parcours.naissance",
    "parcours.relire_depuis",
    "passations",
    "passations_fiches",
    "parcours.reprise_reference",
    "parcours.reprise_source",
    "parcours.reuni_motif",
    "parcours.reuni_par",
    // Of appointments of before, none is awaited.
    "presences.attend_compte_rendu",
    // Each has one of its own, under which its échéances are told.
    "presences.id",
    "presences.recueil",
    "prolongations",
    "qualifications",
    "racines.precedente",
    "references_importees",
    // Of operations whose last day moves from now on.
    "redites",
    "referents_repris",
    "registre_textes",
    "revues",
    "rendez_vous.recueil",
    "rendez_vous.version",
    "sessions.authentifiee_le",
    "sessions_clients",
    "sorties.abandon",
    "sorties.accord_le",
    "sorties.accord_moyen",
    "sorties.age",
    "sorties.appels",
    "sorties.contrats",
    "sorties.correction",
    "sorties.decision_conditions",
    "sorties.import_id",
    "sorties.partiel_choisi_le",
    "sorties.repondu_en",
    "sorties.version",
    "structures.adresse",
    "structures.categorie",
    "structures.jusqua",
    "structures.telephone",
    "structures.version",
    "suites_reprises",
    "suspensions.import_id",
    "suspensions.nature",
    "suspensions.retiree",
    "suspensions.version",
    "territoires.fuseau",
    "travaux.rang",
    "utilisateurs.fonction",
    "utilisateurs.telephone",
    "utilisateurs.version",
];

/// Whether a new table, or a new `table.column`, is compared with what it is told from, or said to begin empty.
pub(super) fn accounted(new: &str) -> bool {
    let (table, column) = new.split_once('.').unwrap_or((new, ""));
    let compared = |one: &Told| one.kept.contains(&format!("{{}}.{table}")) && one.kept.contains(column);
    EMPTY.contains(&new) || TOLD.iter().any(compared)
}

/// Feeds that are not heard to their end, and rows that are on one side only, each side counted.
pub(super) async fn missing(upgraded: &mut Upgraded) -> Vec<String> {
    let mut missing = Vec::new();
    for Counted { nom, lignes } in upgraded.counts(&feeds()).await {
        missing.push(format!("{nom}: {lignes} events to hear"));
    }
    for Told { by, kept, of } in TOLD {
        for service in *by {
            let kept = kept.replace("{}", service.nom());
            let query = format!(
                "SELECT 'lacks' AS nom, count(*) AS lignes FROM ({of} EXCEPT ALL {kept}) l
                 UNION ALL SELECT 'has too many', count(*) FROM ({kept} EXCEPT ALL {of}) l"
            );
            let wrong = upgraded.counts(&query).await.into_iter().filter(|one| one.lignes > 0);
            missing.extend(wrong.map(|Counted { nom, lignes }| format!("{service} {nom} {lignes} of {kept}")));
        }
    }
    missing
}

/// The feeds of which a service has not heard the last event.
fn feeds() -> String {
    let heard = [
        (Participants, &[Territoires, Emargement, Parcours, Fse][..]),
        (Parcours, &[Territoires, Participants, Emargement, Fse]),
        (Emargement, &[Territoires, Participants, Fse]),
        (Fse, &[Territoires, Emargement, Participants]),
    ];
    let pairs = heard.iter().flat_map(|(by, all)| all.iter().map(move |one| (by, one)));
    let feeds = pairs.map(|(by, from)| {
        format!(
            "SELECT '{by} of {from}' AS nom, sum(h.seq - coalesce(a.seq, 0))::bigint AS lignes FROM {from}.outbox_tete h
             LEFT JOIN {by}.abonnement a ON a.territoire_id = h.territoire_id AND a.producteur = '{from}'
             HAVING sum(h.seq - coalesce(a.seq, 0)) > 0"
        )
    });
    feeds.collect::<Vec<_>>().join(" UNION ALL ")
}
