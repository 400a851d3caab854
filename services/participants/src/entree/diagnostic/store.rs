use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, CandidatureId, ImportId, kind};
use participants_api::{NiveauDiagnostique, NiveauTheme, NouveauDiagnostic};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_json, write_json};

use crate::schema::diagnostics;

/// A recorded diagnosis and its author.
pub(crate) type Version = (ActeurId, NouveauDiagnostic);

/// Records a diagnosis; the former ones stay.
pub(crate) async fn ajouter(tx: &mut Tx, candidature: CandidatureId, nouveau: &NouveauDiagnostic) -> Result<(), Error> {
    let (elements, contenu) = (write_json(&nouveau.elements)?, write_json(nouveau)?);
    let (territoire, id, auteur) = (tx.territoire().uuid(), tx.id::<kind::Diagnostic>().uuid(), tx.acteur().id);
    diesel::insert_into(diagnostics::table)
        .values((
            diagnostics::territoire_id.eq(territoire),
            diagnostics::id.eq(id),
            diagnostics::candidature_id.eq(candidature.uuid()),
            diagnostics::etabli_le.eq(nouveau.etabli_le),
            diagnostics::auteur.eq(auteur.uuid()),
            diagnostics::elements.eq(elements),
            diagnostics::contenu.eq(contenu),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Records diagnoses that a former program tells, each of its candidature.
pub(crate) async fn reprendre(
    tx: &mut Tx,
    import: ImportId,
    all: &[(CandidatureId, NouveauDiagnostic)],
) -> Result<(), Error> {
    let (territoire, auteur) = (tx.territoire().uuid(), tx.acteur().id);
    let mut rows = Vec::with_capacity(all.len());
    for (candidature, one) in all {
        rows.push((
            diagnostics::territoire_id.eq(territoire),
            diagnostics::id.eq(tx.id::<kind::Diagnostic>().uuid()),
            diagnostics::candidature_id.eq(candidature.uuid()),
            diagnostics::etabli_le.eq(one.etabli_le),
            diagnostics::auteur.eq(auteur.uuid()),
            diagnostics::elements.eq(write_json(&one.elements)?),
            diagnostics::contenu.eq(write_json(one)?),
            diagnostics::import_id.eq(import.uuid()),
        ));
    }
    diesel::insert_into(diagnostics::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Those of these candidatures whose last diagnosis recommends something.
pub(crate) async fn preconisees(tx: &mut Tx, candidatures: &[CandidatureId]) -> Result<HashSet<CandidatureId>, Error> {
    let mut found = HashSet::new();
    if candidatures.is_empty() {
        return Ok(found);
    }
    let query = diagnostics::table
        .filter(diagnostics::territoire_id.eq(tx.territoire().uuid()))
        .filter(diagnostics::candidature_id.eq_any(candidatures.iter().map(|id| id.uuid())))
        .distinct_on(diagnostics::candidature_id)
        .order((diagnostics::candidature_id, diagnostics::id.desc()));
    let rows: Vec<(Colonne<CandidatureId>, Option<Value>)> =
        query.select((diagnostics::candidature_id, diagnostics::contenu)).load(tx.conn()).await?;
    for (Colonne(candidature), contenu) in rows {
        let last: Option<NouveauDiagnostic> = contenu.map(read_json).transpose()?;
        if last.is_some_and(|one| one.preconisation.is_some()) {
            found.insert(candidature);
        }
    }
    Ok(found)
}

/// How heavy the diagnoses of each of these candidatures found their themes, in the order in which they were recorded.
pub(crate) async fn niveaux(
    tx: &mut Tx,
    candidatures: &[CandidatureId],
) -> Result<HashMap<CandidatureId, Vec<NiveauDiagnostique>>, Error> {
    let query = diagnostics::table
        .filter(diagnostics::territoire_id.eq(tx.territoire().uuid()))
        .filter(diagnostics::candidature_id.eq_any(candidatures.iter().map(|id| id.uuid())))
        .order(diagnostics::id);
    let rows: Vec<(Colonne<CandidatureId>, Colonne<ActeurId>, Option<Value>)> =
        query.select((diagnostics::candidature_id, diagnostics::auteur, diagnostics::contenu)).load(tx.conn()).await?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (Colonne(candidature), Colonne(par), contenu) in rows {
        let Some(contenu) = contenu else { continue };
        let NouveauDiagnostic { etabli_le: le, niveaux, .. } = read_json(contenu)?;
        let said = |NiveauTheme { theme, niveau }| NiveauDiagnostique { theme, niveau, le, par };
        found.entry(candidature).or_default().extend(niveaux.into_iter().map(said));
    }
    Ok(found)
}

/// Every diagnosis of a candidature, oldest first.
pub(crate) async fn versions(tx: &mut Tx, candidature: CandidatureId) -> Result<Vec<Version>, Error> {
    let rows: Vec<(NaiveDate, Colonne<ActeurId>, Value, Option<Value>)> = diagnostics::table
        .filter(diagnostics::territoire_id.eq(tx.territoire().uuid()))
        .filter(diagnostics::candidature_id.eq(candidature.uuid()))
        .order(diagnostics::id)
        .limit(500)
        .select((diagnostics::etabli_le, diagnostics::auteur, diagnostics::elements, diagnostics::contenu))
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(|(etabli_le, Colonne(auteur), elements, contenu)| {
            let whole = match contenu {
                Some(contenu) => read_json(contenu)?,
                None => NouveauDiagnostic {
                    etabli_le,
                    elements: read_json(elements)?,
                    niveaux: vec![],
                    projet: None,
                    actions: vec![],
                    experiences: vec![],
                    adhesion: None,
                    preconisation: None,
                    methode: None,
                    lieu: None,
                },
            };
            Ok((auteur, whole))
        })
        .collect()
}
