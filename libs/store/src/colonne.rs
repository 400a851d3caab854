//! An identifier in a row.

use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    serialize::{self, Output, ToSql},
    sql_types::Uuid as SqlUuid,
};
use kernel::Id;
use uuid::Uuid;

/// A column that holds an identifier: `Colonne<ParticipantId>`. It becomes that identifier and no other, so that
/// a row says once which kind each of its columns is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = SqlUuid)]
pub struct Colonne<I>(pub I);

impl<K> From<Id<K>> for Colonne<Id<K>> {
    fn from(id: Id<K>) -> Self {
        Self(id)
    }
}

impl<K> From<Colonne<Self>> for Id<K> {
    fn from(Colonne(id): Colonne<Self>) -> Self {
        id
    }
}

impl<K> FromSql<SqlUuid, Pg> for Colonne<Id<K>> {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(<Uuid as FromSql<SqlUuid, Pg>>::from_sql(bytes)?.into()))
    }
}

impl<K> ToSql<SqlUuid, Pg> for Colonne<Id<K>> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<SqlUuid, Pg>::to_sql(&self.0.uuid(), &mut out.reborrow())
    }
}
