use chrono::{DateTime, TimeDelta, Utc};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, query_dsl::methods};
use diesel_async::RunQueryDsl;
use kernel::CompteId;
use store::{Colonne, Error, Tx};

use crate::schema::demandes;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Objet {
    /// A new password.
    MotDePasse,
    /// A new address.
    Courriel,
}

impl Objet {
    const fn nom(self) -> &'static str {
        match self {
            Self::MotDePasse => "mot_de_passe",
            Self::Courriel => "courriel",
        }
    }
}

/// What is kept of a request.
pub(crate) struct Demande<'a> {
    pub(crate) compte: CompteId,
    pub(crate) objet: Objet,
    pub(crate) empreinte: &'a [u8],
    /// The new address.
    pub(crate) courriel: Option<&'a str>,
    pub(crate) expire_le: DateTime<Utc>,
}

/// Messages to one address are that far apart, whoever asks for them.
const REPIT: TimeDelta = TimeDelta::minutes(1);

/// Keeps a request in the place of the former one; false when that one was made a moment ago.
pub(crate) async fn poser(tx: &mut Tx, demande: &Demande<'_>) -> Result<bool, Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let values = (
        demandes::empreinte.eq(demande.empreinte),
        demandes::courriel.eq(demande.courriel),
        demandes::demandee_le.eq(now),
        demandes::expire_le.eq(demande.expire_le),
    );
    let insert = diesel::insert_into(demandes::table)
        .values((
            demandes::territoire_id.eq(territoire),
            demandes::compte_id.eq(demande.compte.uuid()),
            demandes::objet.eq(demande.objet.nom()),
            values,
        ))
        .on_conflict((demandes::territoire_id, demandes::compte_id, demandes::objet))
        .do_update()
        .set(values);
    let spaced = methods::FilterDsl::filter(insert, demandes::demandee_le.le(now - REPIT));
    Ok(spaced.execute(tx.conn()).await? == 1)
}

/// The account of a code, and the address that was asked for, while it serves.
pub(crate) async fn du_code(tx: &mut Tx, objet: Objet, empreinte: &[u8]) -> Result<Option<CompteId>, Error> {
    let query = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::empreinte.eq(empreinte).and(demandes::objet.eq(objet.nom())))
        .filter(demandes::expire_le.gt(tx.now()));
    let id: Option<Colonne<CompteId>> = query.select(demandes::compte_id).first(tx.conn()).await.optional()?;
    Ok(id.map(Into::into))
}

/// Takes the request of a code, once: the account, and the new address.
pub(crate) async fn consommer(
    tx: &mut Tx,
    objet: Objet,
    empreinte: &[u8],
) -> Result<Option<(CompteId, Option<String>)>, Error> {
    let one = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::empreinte.eq(empreinte).and(demandes::objet.eq(objet.nom())))
        .filter(demandes::expire_le.gt(tx.now()));
    let taken: Option<(Colonne<CompteId>, Option<String>)> = diesel::delete(one)
        .returning((demandes::compte_id, demandes::courriel))
        .get_result(tx.conn())
        .await
        .optional()?;
    Ok(taken.map(|(Colonne(id), courriel)| (id, courriel)))
}

/// Forgets what an account asked for.
pub(crate) async fn oublier(tx: &mut Tx, compte: CompteId) -> Result<(), Error> {
    let all = demandes::table
        .filter(demandes::territoire_id.eq(tx.territoire().uuid()))
        .filter(demandes::compte_id.eq(compte.uuid()));
    diesel::delete(all).execute(tx.conn()).await?;
    Ok(())
}
