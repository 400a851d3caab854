use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::Id;
use participants_api::{Candidature, DiagnosticDto, NouveauDiagnostic};
use serde_json::Value;
use store::{Error, Tx, ecrire_json, lire_json};
use uuid::Uuid;

use super::schema::diagnostics;

/// Records a diagnosis; the former ones stay.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    candidature: Id<Candidature>,
    nouveau: NouveauDiagnostic,
) -> Result<DiagnosticDto, Error> {
    let dto = DiagnosticDto { etabli_le: nouveau.etabli_le, auteur: tx.acteur().id, elements: nouveau.elements };
    let elements = ecrire_json(&dto.elements)?;
    let (territoire, id) = (tx.territoire().uuid(), tx.id::<DiagnosticDto>().uuid());
    diesel::insert_into(diagnostics::table)
        .values((
            diagnostics::territoire_id.eq(territoire),
            diagnostics::id.eq(id),
            diagnostics::candidature_id.eq(candidature.uuid()),
            diagnostics::etabli_le.eq(dto.etabli_le),
            diagnostics::auteur.eq(dto.auteur),
            diagnostics::elements.eq(elements),
        ))
        .execute(tx.conn())
        .await?;
    Ok(dto)
}

/// The last diagnosis.
pub(crate) async fn dernier(tx: &mut Tx, candidature: Id<Candidature>) -> Result<Option<DiagnosticDto>, Error> {
    let row: Option<(chrono::NaiveDate, Uuid, Value)> = diagnostics::table
        .filter(diagnostics::territoire_id.eq(tx.territoire().uuid()))
        .filter(diagnostics::candidature_id.eq(candidature.uuid()))
        .order(diagnostics::id.desc())
        .select((diagnostics::etabli_le, diagnostics::auteur, diagnostics::elements))
        .first(tx.conn())
        .await
        .optional()?;
    row.map(|(etabli_le, auteur, elements)| Ok(DiagnosticDto { etabli_le, auteur, elements: lire_json(elements)? }))
        .transpose()
}
