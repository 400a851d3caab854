use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Id, StructureId};
use problem::{Problem, Slug};
use store::{Colonne, Error, OnConstraint, Tx};
use territoires_api::{NatureStructure, NouvelleStructure, StructureDto};

use crate::schema::structures;

const fn nom(nature: NatureStructure) -> &'static str {
    match nature {
        NatureStructure::Prescripteur => "prescripteur",
        NatureStructure::EmployeurReferent => "employeur_referent",
        NatureStructure::OperateurEtape => "operateur_etape",
        NatureStructure::Aci => "aci",
        NatureStructure::Ai => "ai",
        NatureStructure::Ei => "ei",
        NatureStructure::Etti => "etti",
        NatureStructure::OrganismeFormation => "organisme_formation",
    }
}

fn lire(text: &str) -> Result<NatureStructure, Error> {
    use NatureStructure::{Aci, Ai, Ei, EmployeurReferent, Etti, OperateurEtape, OrganismeFormation, Prescripteur};
    [Prescripteur, EmployeurReferent, OperateurEtape, Aci, Ai, Ei, Etti, OrganismeFormation]
        .into_iter()
        .find(|nature| nom(*nature) == text)
        .ok_or_else(|| Error::Corrupt(format!("structures.nature = {text}")))
}

pub(crate) async fn ajouter(tx: &mut Tx, structure: NouvelleStructure) -> Result<StructureDto, Problem> {
    let id: StructureId = tx.id();
    let territoire = tx.territoire().uuid();
    diesel::insert_into(structures::table)
        .values((
            structures::territoire_id.eq(territoire),
            structures::id.eq(id.uuid()),
            structures::nom.eq(&structure.nom),
            structures::nature.eq(nom(structure.nature)),
            structures::siret.eq(structure.siret.as_ref().map(kernel::Siret::as_str)),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("structures_nom", || {
            Problem::new(Slug::Conflit, "Une structure porte déjà ce nom.").at("/nom", "existe", "déjà dans l'annuaire")
        })?;
    let NouvelleStructure { nom, nature, siret } = structure;
    Ok(StructureDto { id, nom, nature, siret })
}

/// A page by name, after `apres`.
pub(crate) async fn lister(
    tx: &mut Tx,
    apres: Option<(String, StructureId)>,
    limite: i64,
) -> Result<Vec<StructureDto>, Error> {
    let (nom, id) = apres.unwrap_or((String::new(), Id::MIN));
    let query = structures::table
        .filter(structures::territoire_id.eq(tx.territoire().uuid()))
        .filter(structures::nom.ge(nom.clone()))
        .filter(structures::nom.gt(nom).or(structures::id.gt(id.uuid())));
    let rows: Vec<(Colonne<StructureId>, String, String, Option<String>)> = query
        .order((structures::nom, structures::id))
        .limit(limite + 1)
        .select((structures::id, structures::nom, structures::nature, structures::siret))
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(|(id, nom, nature, siret)| {
            let siret = siret
                .map(|text| text.parse())
                .transpose()
                .map_err(|_| Error::Corrupt("structures.siret".to_owned()))?;
            Ok(StructureDto { id: id.into(), nom, nature: lire(&nature)?, siret })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_nature_survives_the_database() {
        for text in
            ["prescripteur", "employeur_referent", "operateur_etape", "aci", "ai", "ei", "etti", "organisme_formation"]
        {
            assert_eq!(nom(lire(text).unwrap()), text);
        }
        assert!(lire("autre").is_err());
    }
}
