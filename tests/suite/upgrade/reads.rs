//! Everything of before, read again by who reads it: lists that count as many, and each thing on its own page.

use plie::demo::Api;
use serde_json::Value;

use super::former::{Upgraded, territories};

/// A list, and the rows of the former version that it shows; `{t}` is the territory.
const LISTS: &[(&str, &str, &str)] = &[
    (
        "referent",
        "/v1/participants?limite=200",
        "participants.participants\" WHERE fusionne_dans IS NULL AND archive_le IS NULL AND territoire_id = {t}",
    ),
    ("animation", "/v1/candidatures?limite=200", "participants.candidatures\" WHERE territoire_id = {t}"),
    ("animation", "/v1/commissions?limite=200", "participants.commissions\" WHERE territoire_id = {t}"),
    ("animation", "/v1/imports?limite=200", "participants.imports\" WHERE territoire_id = {t}"),
    ("animation", "/v1/correspondances", "participants.correspondances\" WHERE territoire_id = {t}"),
    ("referent", "/v1/filtres", "participants.filtres\" WHERE territoire_id = {t}"),
    ("referent", "/v1/parcours?limite=200", "parcours.parcours\" WHERE territoire_id = {t}"),
    ("referent", "/v1/etapes?limite=200", "parcours.etapes\" WHERE territoire_id = {t}"),
    ("gestionnaire_fse", "/v1/operations?limite=200", "fse.operations\" WHERE territoire_id = {t}"),
    ("controleur", "/v1/operations?limite=200", "fse.operations\" WHERE territoire_id = {t}"),
    ("membre_commission", "/v1/structures?limite=200", "territoires.structures\" WHERE territoire_id = {t}"),
    ("prescripteur", "/v1/structures?limite=200", "territoires.structures\" WHERE territoire_id = {t}"),
    ("operateur_etape", "/v1/structures?limite=200", "territoires.structures\" WHERE territoire_id = {t}"),
    ("admin", "/v1/utilisateurs?limite=200", "territoires.utilisateurs\" WHERE territoire_id = {t}"),
    ("admin", "/v1/clients", "territoires.clients\" WHERE territoire_id = {t}"),
    ("admin", "/v1/referentiels", "territoires.referentiels\" WHERE territoire_id = {t}"),
];

/// A page, and the rows of the former version of which each has one.
const PAGES: &[(&str, &str, &str)] = &[
    ("referent", "/v1/participants/{}", "id FROM avant.\"participants.participants\""),
    ("animation", "/v1/participants/{}/dossier", "id FROM avant.\"participants.participants\""),
    ("animation", "/v1/participants/{}/conservation", "id FROM avant.\"participants.participants\""),
    ("referent", "/v1/participants/{}/eligibilite", "id FROM avant.\"participants.participants\""),
    ("referent", "/v1/participants/{}/consentements", "id FROM avant.\"participants.participants\""),
    ("referent", "/v1/participants/{}/pieces", "id FROM avant.\"participants.participants\""),
    ("referent", "/v1/participants/{}/situations", "id FROM avant.\"participants.participants\""),
    ("admin", "/v1/participants/{}/lectures", "id FROM avant.\"participants.participants\""),
    ("animation", "/v1/candidatures/{}", "id FROM avant.\"participants.candidatures\""),
    ("animation", "/v1/candidatures/{}/contrats", "id FROM avant.\"participants.candidatures\""),
    ("referent", "/v1/candidatures/{}/liens", "id FROM avant.\"participants.candidatures\""),
    (
        "referent",
        "/v1/candidatures/{}/diagnostic",
        "DISTINCT candidature_id AS id, territoire_id FROM avant.\"participants.diagnostics\"",
    ),
    (
        "referent",
        "/v1/candidatures/{}/diagnostic/grille",
        "DISTINCT candidature_id AS id, territoire_id FROM avant.\"participants.diagnostics\"",
    ),
    ("referent", "/v1/contrats/{}", "id FROM avant.\"participants.contrats\""),
    ("referent", "/v1/contrats/{}/pdf", "id FROM avant.\"participants.contrats\""),
    ("animation", "/v1/commissions/{}", "id FROM avant.\"participants.commissions\""),
    ("animation", "/v1/commissions/{}/documents", "id FROM avant.\"participants.commissions\""),
    ("animation", "/v1/documents/{}/pdf", "id FROM avant.\"participants.documents\""),
    ("animation", "/v1/imports/{}/lignes", "id FROM avant.\"participants.imports\""),
    ("animation", "/v1/travaux/{}", "id FROM avant.\"participants.travaux\""),
    ("referent", "/v1/parcours/{}", "id FROM avant.\"parcours.parcours\""),
    ("referent", "/v1/parcours/{}/accompagnement", "id FROM avant.\"parcours.parcours\""),
    ("referent", "/v1/etapes/{}", "id FROM avant.\"parcours.etapes\""),
    ("referent", "/v1/rendez-vous/{}", "id FROM avant.\"emargement.rendez_vous\""),
    ("referent", "/v1/feuilles/{}", "id FROM avant.\"emargement.feuilles\""),
    ("gestionnaire_fse", "/v1/operations/{}", "id FROM avant.\"fse.operations\""),
    ("gestionnaire_fse", "/v1/operations/{}/participations", "id FROM avant.\"fse.operations\""),
    ("gestionnaire_fse", "/v1/operations/{}/bilan.xlsx", "id FROM avant.\"fse.operations\""),
    ("gestionnaire_fse", "/v1/participations/{}", "id FROM avant.\"fse.participations\""),
    ("admin", "/v1/utilisateurs/{}", "id FROM avant.\"territoires.utilisateurs\""),
];

fn elements(page: &Value) -> usize {
    page.get("elements").unwrap_or(page).as_array().unwrap().len()
}

/// The lists of who signs in with the password of before count what they counted.
#[tokio::test(flavor = "multi_thread")]
async fn accounts_sign_in_with_their_password_and_read_their_lists() {
    let mut upgraded = Upgraded::start().await;
    for code in territories() {
        let own = format!("(SELECT id FROM territoires.territoires WHERE code = '{code}')");
        for (role, path, rows) in LISTS {
            let query = format!("SELECT 'rows' AS nom, count(*) AS lignes FROM avant.\"{}", rows.replace("{t}", &own));
            let former = upgraded.counts(&query).await[0].lignes;
            let api = upgraded.somebody(role, code).await;
            let shown = elements(&api.get(path).await.unwrap());
            assert_eq!(i64::try_from(shown).unwrap(), former, "{path} as {role} of {code}");
        }
    }
}

/// Stored documents, lines and contents of a former version are still understood.
#[tokio::test(flavor = "multi_thread")]
async fn each_thing_of_before_has_its_page() {
    let mut upgraded = Upgraded::start().await;
    for code in territories() {
        for (role, path, rows) in PAGES {
            let query = format!(
                "SELECT id::text AS nom FROM (SELECT {}) r WHERE territoire_id = (SELECT id FROM territoires.territoires WHERE code = '{code}')",
                if rows.starts_with("id ") {
                    rows.replacen("id ", "id, territoire_id ", 1)
                } else {
                    (*rows).to_owned()
                }
            );
            let ids = upgraded.texts(&query).await;
            let api: Api = upgraded.somebody(role, code).await;
            for id in ids {
                let path = path.replace("{}", &id);
                api.get(&path).await.unwrap_or_else(|refus| panic!("{role} of {code}: {refus}"));
            }
        }
    }
}
