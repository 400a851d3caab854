//! Files that are opened by name, for a time, to somebody who sees no other: to a controleur by a mandate, to a member of a
//! commission by its agenda, to a référent by whom they follow where the territory shows them no more.

use std::collections::{BTreeMap, BTreeSet};

use auth::{Role, Titres};
use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, RessourceId, UtilisateurId, calendrier::Periode};

use crate::{Colonne, Error, Tx, annuaires, fusions, schema::dossiers_ouverts as ouverts};

/// As whom a file is open to who leads an appointment of the person: to settle it, and not to begin another.
pub const ANIME: Role = Role::Animation;

/// Rows of one statement at most.
const LOT: usize = 2_000;

/// A file that is open to somebody, on some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ouverture {
    /// To whom.
    pub utilisateur: UtilisateurId,
    /// The file.
    pub dossier: ParticipantId,
    /// On which days.
    pub jours: Periode,
}

/// Opens to each of these users a file, as `role` and for a time, in the place of what `source` opened before.
pub async fn ouvrir(
    tx: &mut Tx,
    source: RessourceId,
    role: Role,
    dossiers: impl IntoIterator<Item = (UtilisateurId, ParticipantId)>,
    periode: Periode,
) -> Result<(), Error> {
    let each: BTreeSet<_> = dossiers.into_iter().collect();
    let each = each.into_iter().map(|(utilisateur, dossier)| Ouverture { utilisateur, dossier, jours: periode });
    remplacer(tx, role, BTreeMap::from([(source, each.collect())])).await
}

/// Opens, as `role`, what each source opens now, in the place of what it opened before. Each names a file once to each
/// user from each first day.
pub async fn remplacer(tx: &mut Tx, role: Role, sources: BTreeMap<RessourceId, Vec<Ouverture>>) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let named = sources.keys().map(|source| source.uuid());
    let former = ouverts::table.filter(ouverts::territoire_id.eq(territoire)).filter(ouverts::source.eq_any(named));
    diesel::delete(former).execute(tx.conn()).await?;
    let row = |source: RessourceId, one: Ouverture| {
        (
            ouverts::territoire_id.eq(territoire),
            ouverts::source.eq(source.uuid()),
            ouverts::utilisateur.eq(one.utilisateur.uuid()),
            ouverts::dossier_id.eq(one.dossier.uuid()),
            ouverts::role.eq(role.nom()),
            ouverts::du.eq(one.jours.du),
            ouverts::au.eq(one.jours.au),
        )
    };
    let rows = sources.into_iter().flat_map(|(source, all)| all.into_iter().map(move |one| row(source, one)));
    for lot in rows.collect::<Vec<_>>().chunks(LOT) {
        // Told twice at one instant, it is open once.
        diesel::insert_into(ouverts::table).values(lot).on_conflict_do_nothing().execute(tx.conn()).await?;
    }
    Ok(())
}

/// What these sources open to référents now: of those that open nothing, nothing.
pub async fn des_sources(tx: &mut Tx, sources: &[RessourceId]) -> Result<BTreeMap<RessourceId, Vec<Ouverture>>, Error> {
    type Row = (Colonne<RessourceId>, Colonne<UtilisateurId>, Colonne<ParticipantId>, NaiveDate, Option<NaiveDate>);
    let query = ouverts::table
        .filter(ouverts::territoire_id.eq(tx.territoire().uuid()))
        .filter(ouverts::source.eq_any(sources.iter().map(|one| one.uuid())))
        .filter(ouverts::role.eq(Role::Referent.nom()))
        .order((ouverts::source, ouverts::utilisateur, ouverts::du));
    let shown = (ouverts::source, ouverts::utilisateur, ouverts::dossier_id, ouverts::du, ouverts::au);
    let rows: Vec<Row> = query.select(shown).load(tx.conn()).await?;
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (Colonne(source), Colonne(utilisateur), Colonne(dossier), du, au) in rows {
        all.entry(source).or_default().push(Ouverture { utilisateur, dossier, jours: Periode { du, au } });
    }
    Ok(all)
}

/// The files that who acts may find in a list, when they see only those that are opened to them by name: a list reads no
/// other, so that neither its pages nor their number tell of them.
pub async fn seuls(tx: &mut Tx) -> Result<Option<Vec<Colonne<ParticipantId>>>, Error> {
    Ok(borne(tx).await?.map(|opened| opened.into_iter().map(Colonne).collect()))
}

/// The files that who acts sees, when they see only those that are opened to them by name; none where they see all.
pub async fn borne(tx: &mut Tx) -> Result<Option<BTreeSet<ParticipantId>>, Error> {
    let titres = tx.acteur().titres.clone();
    borne_par(tx, &titres).await
}

/// The same by these memberships of theirs.
pub async fn borne_par(tx: &mut Tx, titres: &Titres) -> Result<Option<BTreeSet<ParticipantId>>, Error> {
    if titres.vue().par_nom_seulement() { ouverts_par(tx, titres).await.map(Some) } else { Ok(None) }
}

/// Keeps of `all` what is of persons whom who acts may see; says whether it leaves somebody out.
pub async fn retenir<T>(tx: &mut Tx, all: &mut Vec<T>, de_qui: impl Fn(&T) -> ParticipantId) -> Result<bool, Error> {
    Ok(limiter(all, borne(tx).await?.as_ref(), de_qui))
}

/// The same of who sees these files `seuls`, or all of them.
pub fn limiter<T>(
    all: &mut Vec<T>,
    seuls: Option<&BTreeSet<ParticipantId>>,
    de_qui: impl Fn(&T) -> ParticipantId,
) -> bool {
    let Some(seuls) = seuls else { return false };
    let before = all.len();
    all.retain(|one| seuls.contains(&de_qui(one)));
    all.len() < before
}

/// The files that are open today to who acts, by the memberships that let them do what they do.
pub async fn ouverts(tx: &mut Tx) -> Result<BTreeSet<ParticipantId>, Error> {
    let titres = tx.acteur().titres.clone();
    ouverts_par(tx, &titres).await
}

/// The same by these memberships of theirs.
pub async fn ouverts_par(tx: &mut Tx, titres: &Titres) -> Result<BTreeSet<ParticipantId>, Error> {
    let leads = titres.par_nom().any(|role| role == Role::Referent);
    let roles = titres.par_nom().chain(leads.then_some(ANIME)).collect();
    comme(tx, titres, roles).await
}

/// The files of those with whom who acts may begin something: not those that an appointment alone opens.
pub async fn suivis(tx: &mut Tx) -> Result<Option<BTreeSet<ParticipantId>>, Error> {
    let titres = tx.acteur().titres.clone();
    if !titres.vue().par_nom_seulement() {
        return Ok(None);
    }
    let roles = titres.par_nom().collect();
    Ok(Some(comme(tx, &titres, roles).await?))
}

/// The persons whom each appointment that who acts leads opens to them today, by appointment; none where they see all.
pub async fn animes(tx: &mut Tx) -> Result<BTreeMap<RessourceId, BTreeSet<ParticipantId>>, Error> {
    let titres = &tx.acteur().titres;
    if !titres.vue().par_nom_seulement() || titres.par_nom().all(|role| role != Role::Referent) {
        return Ok(BTreeMap::new());
    }
    let (territoire, qui, today) = (tx.territoire().uuid(), tx.acteur().soi(), tx.today());
    let query = ouverts::table
        .filter(ouverts::territoire_id.eq(territoire))
        .filter(ouverts::utilisateur.eq(qui.uuid()))
        .filter(ouverts::role.eq(ANIME.nom()))
        .filter(ouverts::du.le(today))
        .filter(ouverts::au.is_null().or(ouverts::au.ge(today)));
    let rows: Vec<(Colonne<RessourceId>, Colonne<ParticipantId>)> =
        query.select((ouverts::source, ouverts::dossier_id)).load(tx.conn()).await?;
    let named: Vec<_> = rows.iter().map(|(_, Colonne(dossier))| *dossier).collect();
    let kept = fusions::dossiers(tx, &named).await?;
    let mut all: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for ((Colonne(source), Colonne(dossier)), kept) in rows.into_iter().zip(kept) {
        all.entry(source).or_default().extend([dossier, kept]);
    }
    Ok(all)
}

async fn comme(tx: &mut Tx, titres: &Titres, roles: Vec<Role>) -> Result<BTreeSet<ParticipantId>, Error> {
    type Row = (Colonne<RessourceId>, Colonne<UtilisateurId>, Colonne<ParticipantId>, String, NaiveDate);
    let (territoire, qui, today) = (tx.territoire().uuid(), tx.acteur().soi(), tx.today());
    let roles: Vec<_> = roles.into_iter().map(Role::nom).collect();
    let mut team = Vec::new();
    for structure in titres.equipes() {
        let members = annuaires::referents_de(tx, structure).await?;
        team.extend(members.into_iter().map(|one| (structure, one)));
    }
    let members: Vec<_> = team.iter().map(|(_, one)| one.id.uuid()).collect();
    let own = ouverts::utilisateur.eq(qui.uuid()).and(ouverts::role.eq_any(roles.clone()));
    let theirs = ouverts::utilisateur.eq_any(members).and(ouverts::role.eq(Role::Referent.nom()));
    let query = ouverts::table
        .filter(ouverts::territoire_id.eq(territoire))
        .filter(own.or(theirs))
        .filter(ouverts::du.le(today))
        .filter(ouverts::au.is_null().or(ouverts::au.ge(today)));
    let shown = (ouverts::source, ouverts::utilisateur, ouverts::dossier_id, ouverts::role, ouverts::du);
    let mut rows: Vec<Row> = query.select(shown).load(tx.conn()).await?;
    rows.retain(|(_, Colonne(whose), _, role, du)| {
        let own = *whose == qui && roles.contains(&role.as_str());
        own || team.iter().any(|(structure, one)| one.id == *whose && one.suit_pour(*structure, *du))
    });
    let opened: Vec<_> = rows.into_iter().map(|(Colonne(source), _, Colonne(dossier), ..)| (source, dossier)).collect();
    reunis(tx, &opened).await
}

/// The files that these sources open, as merges leave them: one that was merged since is the one into which it was. Who followed
/// a person by the absorbed file itself follows them no more once somebody does by the one that was kept.
async fn reunis(tx: &mut Tx, opened: &[(RessourceId, ParticipantId)]) -> Result<BTreeSet<ParticipantId>, Error> {
    let files: Vec<_> = opened.iter().map(|(_, dossier)| *dossier).collect();
    let suites = fusions::suites(tx, &files).await?;
    let by_itself = |source: RessourceId, dossier: ParticipantId| source == dossier.ressource();
    let named = opened.iter().zip(&suites).filter(|((source, dossier), _)| by_itself(*source, *dossier));
    let kept: BTreeSet<_> = named.flat_map(|(_, next)| next).copied().collect();
    let followed = suivis_par_eux_memes(tx, &kept).await?;
    let mut seen = BTreeSet::new();
    for ((source, dossier), next) in opened.iter().zip(&suites) {
        if !by_itself(*source, *dossier) || next.iter().all(|one| !followed.contains(one)) {
            seen.insert(*dossier);
            seen.extend(next.last());
        }
    }
    Ok(seen)
}

/// Those of these files that are open to a référent by themselves, and not by a parcours.
async fn suivis_par_eux_memes(
    tx: &mut Tx,
    dossiers: &BTreeSet<ParticipantId>,
) -> Result<BTreeSet<ParticipantId>, Error> {
    // Few files are merged.
    if dossiers.is_empty() {
        return Ok(BTreeSet::new());
    }
    let query = ouverts::table
        .filter(ouverts::territoire_id.eq(tx.territoire().uuid()))
        .filter(ouverts::source.eq_any(dossiers.iter().map(|one| one.uuid())))
        .filter(ouverts::role.eq(Role::Referent.nom()));
    let rows: Vec<Colonne<ParticipantId>> = query.select(ouverts::source).distinct().load(tx.conn()).await?;
    Ok(rows.into_iter().map(|Colonne(dossier)| dossier).collect())
}

/// Whether these memberships show this file only because a session or a mandate opens it for a time: what is kept to the team
/// is not for them.
pub async fn en_passant(tx: &mut Tx, titres: &Titres, dossier: ParticipantId) -> Result<bool, Error> {
    if !titres.vue().par_nom_seulement() {
        return Ok(false);
    }
    let suivi = titres.tenus_comme(Role::Referent);
    Ok(suivi.vides() || !ouverts_par(tx, &suivi).await?.contains(&dossier))
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    #[test]
    fn a_list_is_partial_once_somebody_is_left_out_of_it() {
        let kept = |seuls: Option<&[u128]>| {
            let seuls: Option<BTreeSet<_>> = seuls.map(|all| all.iter().copied().map(Id::from_u128).collect());
            let mut all = vec![(1, "Camille"), (2, "Dominique")];
            let partial = limiter(&mut all, seuls.as_ref(), |one| Id::from_u128(one.0));
            (all.into_iter().map(|one| one.1).collect::<Vec<_>>(), partial)
        };
        assert_eq!(kept(None), (vec!["Camille", "Dominique"], false), "who sees all files");
        assert_eq!(kept(Some(&[1, 2, 3])), (vec!["Camille", "Dominique"], false));
        assert_eq!(kept(Some(&[2])), (vec!["Dominique"], true));
        assert_eq!(kept(Some(&[])), (vec![], true));
    }
}
