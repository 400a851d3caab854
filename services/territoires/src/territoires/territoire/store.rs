use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Code, TerritoireId};
use problem::{Problem, Slug};
use store::{Colonne, Error, OnConstraint, Tx, read_code};

use crate::{schema::territoires, territoires::territoire::domain::Territoire};

pub(crate) async fn ajouter(tx: &mut Tx, territoire: &Territoire) -> Result<(), Problem> {
    let (scope, now) = (tx.territoire().uuid(), tx.now());
    diesel::insert_into(territoires::table)
        .values((
            territoires::territoire_id.eq(scope),
            territoires::id.eq(territoire.id.uuid()),
            territoires::code.eq(&territoire.code),
            territoires::nom.eq(&territoire.nom),
            territoires::cree_le.eq(now),
            territoires::fuseau.eq(territoire.fuseau.code()),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("territoires_code", || {
            Problem::new(Slug::Conflit, format!("Un territoire porte déjà le code « {} ».", territoire.code)).at(
                "/code",
                "existe",
                "déjà pris",
            )
        })?;
    Ok(())
}

pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<Territoire>, Error> {
    let query = territoires::table.filter(territoires::territoire_id.eq(tx.territoire().uuid()));
    let rows: Vec<(Colonne<TerritoireId>, String, String, String)> = query
        .order(territoires::code)
        .select((territoires::id, territoires::code, territoires::nom, territoires::fuseau))
        .load(tx.conn())
        .await?;
    let read = |(Colonne(id), code, nom, fuseau): (_, _, _, String)| {
        Ok(Territoire { id, code, nom, fuseau: read_code(&fuseau)? })
    };
    rows.into_iter().map(read).collect()
}
