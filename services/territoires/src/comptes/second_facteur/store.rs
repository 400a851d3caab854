use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::CompteId;
use store::{Error, Tx};

use crate::schema::codes_secours as codes;

/// Keeps the recovery codes of an account in the place of those that it had.
pub(crate) async fn remplacer(tx: &mut Tx, compte: CompteId, empreintes: &[Vec<u8>]) -> Result<(), Error> {
    let (territoire, id) = (tx.territoire().uuid(), compte.uuid());
    let former = codes::table.filter(codes::territoire_id.eq(territoire)).filter(codes::compte_id.eq(id));
    diesel::delete(former).execute(tx.conn()).await?;
    let one =
        |empreinte| (codes::territoire_id.eq(territoire), codes::compte_id.eq(id), codes::empreinte.eq(empreinte));
    let rows: Vec<_> = empreintes.iter().map(one).collect();
    diesel::insert_into(codes::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Takes a recovery code, once; false when the account has none such.
pub(crate) async fn consommer(tx: &mut Tx, compte: CompteId, empreinte: &[u8]) -> Result<bool, Error> {
    let key = (tx.territoire().uuid(), compte.uuid(), empreinte);
    Ok(diesel::delete(codes::table.find(key)).execute(tx.conn()).await? == 1)
}
