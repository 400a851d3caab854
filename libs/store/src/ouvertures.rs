//! Files that are opened by name, for a time, to somebody who sees no other: to a controleur by a mandate, to a member of a
//! commission by its agenda.

use std::collections::BTreeSet;

use auth::Role;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, RessourceId, UtilisateurId, calendrier::Periode};

use crate::{Colonne, Error, Tx, fusions, schema::dossiers_ouverts as ouverts};

/// Opens to each of these users a file, as `role` and for a time, in the place of what `source` opened before.
pub async fn ouvrir(
    tx: &mut Tx,
    source: RessourceId,
    role: Role,
    dossiers: impl IntoIterator<Item = (UtilisateurId, ParticipantId)>,
    periode: Periode,
) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let former = ouverts::table.filter(ouverts::territoire_id.eq(territoire)).filter(ouverts::source.eq(source.uuid()));
    diesel::delete(former).execute(tx.conn()).await?;
    let each: BTreeSet<_> = dossiers.into_iter().collect();
    let row = |(utilisateur, dossier): (UtilisateurId, ParticipantId)| {
        (
            ouverts::territoire_id.eq(territoire),
            ouverts::source.eq(source.uuid()),
            ouverts::utilisateur.eq(utilisateur.uuid()),
            ouverts::dossier_id.eq(dossier.uuid()),
            ouverts::role.eq(role.nom()),
            ouverts::du.eq(periode.du),
            ouverts::au.eq(periode.au),
        )
    };
    let rows: Vec<_> = each.into_iter().map(row).collect();
    diesel::insert_into(ouverts::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// The files that who acts may find in a list, when they see only those that are opened to them by name: a list reads no
/// other, so that neither its pages nor their number tell of them.
pub async fn seuls(tx: &mut Tx) -> Result<Option<Vec<Colonne<ParticipantId>>>, Error> {
    if !tx.acteur().titres.vue().par_nom_seulement() {
        return Ok(None);
    }
    Ok(Some(ouverts(tx).await?.into_iter().map(Colonne).collect()))
}

/// The files that are open today to who acts, by the memberships that let them do what they do; a file that was merged
/// since is the one into which it was.
pub async fn ouverts(tx: &mut Tx) -> Result<BTreeSet<ParticipantId>, Error> {
    let (territoire, qui, today) = (tx.territoire().uuid(), tx.acteur().soi().uuid(), tx.today());
    let roles: Vec<_> = tx.acteur().titres.par_nom().map(Role::nom).collect();
    let query = ouverts::table
        .filter(ouverts::territoire_id.eq(territoire))
        .filter(ouverts::utilisateur.eq(qui))
        .filter(ouverts::role.eq_any(roles))
        .filter(ouverts::du.le(today))
        .filter(ouverts::au.is_null().or(ouverts::au.ge(today)));
    let named: Vec<Colonne<ParticipantId>> = query.select(ouverts::dossier_id).load(tx.conn()).await?;
    let named: Vec<_> = named.into_iter().map(|one| one.0).collect();
    let kept = fusions::dossiers(tx, &named).await?;
    Ok(named.into_iter().chain(kept).collect())
}
