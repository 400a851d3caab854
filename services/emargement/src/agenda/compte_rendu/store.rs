use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use emargement_api::{EtatCompteRendu, FiltreAttendus, FiltreComptesRendus};
use kernel::{Code, CompteRenduId, Id, ParticipantId, RendezVousId, TerritoireId, UtilisateurId};
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code, read_json, write_json};

use crate::{
    agenda::{
        compte_rendu::domain::{CompteRendu, Correction, Remplacee, Tenu},
        rendez_vous::domain::RendezVous,
    },
    schema::{compte_rendu_versions as versions, comptes_rendus, presences, rendez_vous},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = comptes_rendus, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<CompteRenduId>,
    rendez_vous_id: Colonne<RendezVousId>,
    participant_id: Option<Colonne<ParticipantId>>,
    auteur: Colonne<UtilisateurId>,
    pour: Value,
    etat: String,
    version: i32,
    ecrit: Value,
    modifie_le: DateTime<Utc>,
    valide_le: Option<DateTime<Utc>>,
    motif: Option<String>,
    corrige_par: Option<Colonne<UtilisateurId>>,
    corrige_le: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for CompteRendu {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let correction = match (row.motif, row.corrige_par, row.corrige_le) {
            (Some(motif), Some(par), Some(le)) => Some(Correction { motif, par: par.into(), le }),
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            rendez_vous: row.rendez_vous_id.into(),
            participant: row.participant_id.map(Into::into),
            auteur: row.auteur.into(),
            pour: read_json(row.pour)?,
            etat: read_code(&row.etat)?,
            version: row.version,
            ecrit: read_json(row.ecrit)?,
            modifie_le: row.modifie_le,
            valide_le: row.valide_le,
            correction,
        })
    }
}

fn row(tx: &Tx, one: &CompteRendu) -> Result<Row, Error> {
    let correction = one.correction.as_ref();
    Ok(Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        rendez_vous_id: one.rendez_vous.into(),
        participant_id: one.participant.map(Into::into),
        auteur: one.auteur.into(),
        pour: write_json(&one.pour)?,
        etat: one.etat.code().to_owned(),
        version: one.version,
        ecrit: write_json(&one.ecrit)?,
        modifie_le: one.modifie_le,
        valide_le: one.valide_le,
        motif: correction.map(|told| told.motif.clone()),
        corrige_par: correction.map(|told| told.par.into()),
        corrige_le: correction.map(|told| told.le),
    })
}

pub(crate) async fn ajouter(tx: &mut Tx, nouveau: &CompteRendu) -> Result<(), Error> {
    tx.concerner(nouveau).await?;
    let row = row(tx, nouveau)?;
    diesel::insert_into(comptes_rendus::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: CompteRenduId) -> Result<Option<CompteRendu>, Error> {
    let query = comptes_rendus::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.map(TryInto::try_into).transpose()
}

/// Reads a compte rendu and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: CompteRenduId) -> Result<Option<CompteRendu>, Error> {
    let query = comptes_rendus::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    let found: CompteRendu = row.try_into()?;
    tx.concerner(&found).await?;
    Ok(Some(found))
}

/// Writes the whole of a locked compte rendu.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &CompteRendu) -> Result<(), Error> {
    let row = row(tx, one)?;
    diesel::update(comptes_rendus::table.find((tx.territoire().uuid(), one.id.uuid())))
        .set(&row)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Keeps a version that another one replaces.
pub(crate) async fn archiver(tx: &mut Tx, id: CompteRenduId, former: &Remplacee) -> Result<(), Error> {
    let (territoire, ecrit, pour) = (tx.territoire().uuid(), write_json(&former.ecrit)?, write_json(&former.pour)?);
    diesel::insert_into(versions::table)
        .values((
            versions::territoire_id.eq(territoire),
            versions::compte_rendu_id.eq(id.uuid()),
            versions::version.eq(former.rang),
            versions::ecrit.eq(ecrit),
            versions::pour.eq(pour),
            versions::par.eq(former.par.uuid()),
            versions::le.eq(former.le),
            versions::motif.eq(&former.motif),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The versions that others replaced, before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn versions(
    tx: &mut Tx,
    id: CompteRenduId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<Remplacee>, Error> {
    type Ligne = (i32, Value, Value, Colonne<UtilisateurId>, DateTime<Utc>, Option<String>);
    let query = versions::table
        .filter(versions::territoire_id.eq(tx.territoire().uuid()))
        .filter(versions::compte_rendu_id.eq(id.uuid()))
        .filter(versions::version.lt(avant.unwrap_or(i32::MAX)))
        .order(versions::version.desc());
    let shown = (versions::version, versions::ecrit, versions::pour, versions::par, versions::le, versions::motif);
    let rows: Vec<Ligne> = query.select(shown).page(limite).load(tx.conn()).await?;
    rows.into_iter()
        .map(|(rang, ecrit, pour, Colonne(par), le, motif)| {
            Ok(Remplacee { rang, ecrit: read_json(ecrit)?, pour: read_json(pour)?, par, le, motif })
        })
        .collect()
}

/// Those of some appointments that nobody abandoned, without what they say.
pub(crate) async fn des_rendez_vous(tx: &mut Tx, ids: &[RendezVousId]) -> Result<Vec<Tenu>, Error> {
    type Ligne =
        (Colonne<CompteRenduId>, Colonne<RendezVousId>, Option<Colonne<ParticipantId>>, Colonne<UtilisateurId>, String);
    let query = comptes_rendus::table
        .filter(comptes_rendus::territoire_id.eq(tx.territoire().uuid()))
        .filter(comptes_rendus::rendez_vous_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(comptes_rendus::etat.ne(EtatCompteRendu::Abandonne.code()))
        .order(comptes_rendus::id);
    let shown = (
        comptes_rendus::id,
        comptes_rendus::rendez_vous_id,
        comptes_rendus::participant_id,
        comptes_rendus::auteur,
        comptes_rendus::etat,
    );
    let rows: Vec<Ligne> = query.select(shown).load(tx.conn()).await?;
    rows.into_iter()
        .map(|(Colonne(id), Colonne(rendez_vous), participant, Colonne(auteur), etat)| {
            let participant = participant.map(Into::into);
            Ok(Tenu { id, rendez_vous, participant, auteur, etat: read_code(&etat)? })
        })
        .collect()
}

/// A page of those that somebody may know of, the last that were begun first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreComptesRendus,
    qui: UtilisateurId,
    apres: Option<CompteRenduId>,
) -> Result<Vec<CompteRendu>, Error> {
    let territoire = tx.territoire().uuid();
    let known = comptes_rendus::etat.eq(EtatCompteRendu::Valide.code()).or(comptes_rendus::auteur.eq(qui.uuid()));
    let mut query =
        comptes_rendus::table.filter(comptes_rendus::territoire_id.eq(territoire)).filter(known).into_boxed();
    if let Some(suivis) = ouvertures::suivis(tx).await? {
        // In the files that are open to them: what they wrote, what was said where they lead, all of whom they follow.
        let seuls: Vec<_> = ouvertures::ouverts(tx).await?.into_iter().map(Id::uuid).collect();
        let animes: Vec<_> = ouvertures::animes(tx).await?.into_keys().map(Id::uuid).collect();
        let suivis: Vec<_> = suivis.into_iter().map(Id::uuid).collect();
        let theirs = presences::table
            .filter(presences::territoire_id.eq(territoire))
            .filter(presences::participant_id.eq_any(suivis.clone()))
            .select(presences::rendez_vous_id);
        let seance = comptes_rendus::participant_id.is_null().and(comptes_rendus::rendez_vous_id.eq_any(theirs));
        let own = comptes_rendus::auteur.eq(qui.uuid()).or(comptes_rendus::rendez_vous_id.eq_any(animes));
        query = query
            .filter(comptes_rendus::participant_id.is_null().or(comptes_rendus::participant_id.eq_any(seuls)))
            .filter(own.or(seance).or(comptes_rendus::participant_id.eq_any(suivis)));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(comptes_rendus::participant_id.eq(participant.uuid()));
    }
    if let Some(auteur) = filtre.auteur {
        query = query.filter(comptes_rendus::auteur.eq(auteur.uuid()));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(comptes_rendus::etat.eq(etat.code()));
    }
    if let Some(apres) = apres {
        query = query.filter(comptes_rendus::id.lt(apres.uuid()));
    }
    let rows: Vec<Row> =
        query.order(comptes_rendus::id.desc()).select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Gives to `absorbe`, separated from `garde`, what that file has of appointments that are its own again: what was written
/// while they were one.
pub(crate) async fn rendre(
    tx: &mut Tx,
    rendez_vous: &[RendezVousId],
    garde: ParticipantId,
    absorbe: ParticipantId,
) -> Result<(), Error> {
    let written = comptes_rendus::table
        .filter(comptes_rendus::territoire_id.eq(tx.territoire().uuid()))
        .filter(comptes_rendus::rendez_vous_id.eq_any(rendez_vous.iter().map(|one| one.uuid())))
        .filter(comptes_rendus::participant_id.eq(garde.uuid()));
    diesel::update(written).set(comptes_rendus::participant_id.eq(absorbe.uuid())).execute(tx.conn()).await?;
    Ok(())
}

/// Remembers that a compte rendu of each of these persons, who came to an appointment that is locked, is awaited.
pub(crate) async fn attendre(tx: &mut Tx, one: &RendezVous, qui: &[ParticipantId]) -> Result<(), Error> {
    attendre_depuis(tx, one.id, qui, Some(one.debut)).await
}

/// Remembers that none is awaited of these persons any more.
pub(crate) async fn satisfaire(tx: &mut Tx, id: RendezVousId, qui: &[ParticipantId]) -> Result<(), Error> {
    attendre_depuis(tx, id, qui, None).await
}

async fn attendre_depuis(
    tx: &mut Tx,
    id: RendezVousId,
    qui: &[ParticipantId],
    depuis: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let theirs = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::rendez_vous_id.eq(id.uuid()))
        .filter(presences::participant_id.eq_any(qui.iter().map(|one| one.uuid())));
    diesel::update(theirs).set(presences::attend_compte_rendu.eq(depuis)).execute(tx.conn()).await?;
    Ok(())
}

/// Of whom one is awaited, at some appointments.
pub(crate) async fn attendus_de(
    tx: &mut Tx,
    ids: &[RendezVousId],
) -> Result<HashSet<(RendezVousId, ParticipantId)>, Error> {
    let query = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::rendez_vous_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(presences::attend_compte_rendu.is_not_null());
    let rows: Vec<(Colonne<RendezVousId>, Colonne<ParticipantId>)> =
        query.select((presences::rendez_vous_id, presences::participant_id)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), Colonne(qui))| (id, qui)).collect())
}

/// Where a line of what is awaited stands: the start of the appointment, then which one it is, and who came.
pub(crate) type Attente = (DateTime<Utc>, RendezVousId, ParticipantId);

/// A page of what is awaited of appointments that some of these led, or anybody; the oldest first, and one more when
/// there are more.
pub(crate) async fn attendus(
    tx: &mut Tx,
    filtre: &FiltreAttendus,
    animateurs: Option<&[UtilisateurId]>,
    apres: Option<Attente>,
) -> Result<Vec<Attente>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = presences::table
        .filter(presences::territoire_id.eq(territoire))
        .filter(presences::attend_compte_rendu.is_not_null())
        .into_boxed();
    if let Some(suivis) = ouvertures::suivis(tx).await? {
        // Whom they follow, and who came to what they lead.
        let seuls: Vec<_> = ouvertures::ouverts(tx).await?.into_iter().map(Id::uuid).collect();
        let animes: Vec<_> = ouvertures::animes(tx).await?.into_keys().map(Id::uuid).collect();
        let suivis: Vec<_> = suivis.into_iter().map(Id::uuid).collect();
        let led = presences::rendez_vous_id.eq_any(animes);
        query = query
            .filter(presences::participant_id.eq_any(seuls))
            .filter(led.or(presences::participant_id.eq_any(suivis)));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(presences::participant_id.eq(participant.uuid()));
    }
    if let Some(animateurs) = animateurs {
        let led = rendez_vous::table
            .filter(rendez_vous::territoire_id.eq(territoire))
            .filter(rendez_vous::animateur.eq_any(animateurs.iter().map(|one| one.uuid()).collect::<Vec<_>>()))
            .select(rendez_vous::id);
        query = query.filter(presences::rendez_vous_id.eq_any(led));
    }
    if let Some((debut, id, qui)) = apres {
        let (id, qui) = (id.uuid(), qui.uuid());
        let later = presences::rendez_vous_id
            .gt(id)
            .or(presences::rendez_vous_id.eq(id).and(presences::participant_id.gt(qui)))
            .or(presences::attend_compte_rendu.gt(debut));
        query = query.filter(presences::attend_compte_rendu.ge(debut)).filter(later);
    }
    let rows: Vec<(Option<DateTime<Utc>>, Colonne<RendezVousId>, Colonne<ParticipantId>)> = query
        .order((presences::attend_compte_rendu, presences::rendez_vous_id, presences::participant_id))
        .select((presences::attend_compte_rendu, presences::rendez_vous_id, presences::participant_id))
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(|(debut, Colonne(id), Colonne(qui))| {
            let debut = debut.ok_or_else(|| Error::Corrupt("presences.attend_compte_rendu".to_owned()))?;
            Ok((debut, id, qui))
        })
        .collect()
}
