//! What the groups of operations are about.

use std::collections::BTreeSet;

use utoipa::openapi::{OpenApi, tag::TagBuilder};

use super::operations;

/// Every group of the suite, and what it is about. A test asks that an operation be of one of them.
const TAGS: [(&str, &str); 25] = [
    ("agenda", "Les rendez-vous, les présences, leurs signatures et leurs comptes rendus."),
    ("annuaire", "Les structures du territoire."),
    ("bilans", "Ce qu'une opération peut déclarer, et de quoi c'est fait."),
    (
        "candidatures",
        "De la demande d'un prescripteur à l'affectation d'un référent : diagnostic, éligibilité, liens de suivi.",
    ),
    ("clients", "Les outils de tiers qui appellent la suite, et leurs secrets."),
    ("commissions", "Les séances, leur ordre du jour, leurs décisions et leurs documents."),
    ("comptes", "Son propre compte, ceux du territoire et leurs habilitations."),
    ("contrats", "Le contrat d'engagement, du projet à sa signature."),
    ("droits", "Ce qu'une personne peut demander : qui l'a lue, copie, limitation, effacement, consentements."),
    ("etapes", "Les étapes d'un parcours et leurs bilans."),
    ("evenements", "Ce qui s'est passé, dans l'ordre, après un curseur."),
    ("exploitation", "Les gestes de l'exploitant."),
    ("imports", "Reprendre les tables d'un autre logiciel, par étapes."),
    ("jetons", "Entrer et sortir (OAuth 2)."),
    ("lectures", "Qui a lu une personne, dans chaque service."),
    ("operations", "Les opérations cofinancées, leurs agents et leurs taux."),
    ("parcours", "Le parcours d'une personne, la file active, les capacités et les places."),
    ("participants", "Les personnes : identité, adresses, situations, pièces, recherche, doublons."),
    ("participations", "Les participants d'une opération et leurs questionnaires."),
    ("referentiels", "Les règles du territoire, datées."),
    ("registre", "Le registre scellé des signatures."),
    ("sorties", "Les sorties, leurs preuves, leur maintien et leur décision."),
    ("temps", "Activités, congés et feuilles de temps."),
    ("territoires", "Les territoires du déploiement."),
    ("travaux", "Les travaux longs, leur avancement et leur arrêt."),
];

/// Says in a document what its groups are.
pub(super) fn complete(api: &mut OpenApi) {
    let mut used = BTreeSet::new();
    for (_, operation) in api.paths.paths.values_mut().flat_map(operations) {
        used.extend(operation.tags.iter().flatten().cloned());
    }
    let tag = |name: &str, description: &str| TagBuilder::new().name(name).description(Some(description)).build();
    let described = TAGS.iter().filter(|(name, _)| used.contains(*name));
    api.tags = Some(described.map(|(name, description)| tag(name, description)).collect());
}
