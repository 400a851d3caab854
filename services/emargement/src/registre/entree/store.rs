use std::collections::HashMap;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use chrono::{DateTime, Utc};
use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl,
    sql_types::{BigInt, Binary, Uuid as SqlUuid},
};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use kernel::{Id, ParticipantId, RessourceId, kind::Kind};
use serde_json::{Value, json};
use store::{Error, Tx};

use crate::{
    registre::entree::domain::{EFFACEMENT, Empreinte, Entree, ORIGINE, Texte, sceller},
    schema::{registre, registre_hauteurs as hauteurs, registre_textes as textes},
};

/// Seals a fact in the territory's ledger. Writers of one territory wait for one another here, so this
/// comes late in a transaction.
pub(crate) async fn inscrire(tx: &mut Tx, fait: &str, donnees: Value) -> Result<(), Error> {
    inscrire_au_rang(tx, fait, donnees).await.map(drop)
}

/// Seals a fact of which `champ` is a free text about `objet`: the entry holds a salted commitment, and the text stands
/// beside it, where an erasure reaches it.
pub(crate) async fn inscrire_dit<K: Kind>(
    tx: &mut Tx,
    fait: &str,
    mut donnees: Value,
    champ: &str,
    texte: &str,
    objet: Id<K>,
) -> Result<(), Error> {
    let mut sel = vec![0; 32];
    SystemRandom::new().fill(&mut sel).map_err(|_| Error::Corrupt("random".to_owned()))?;
    let said = Texte { champ: champ.to_owned(), sel, dit: texte.to_owned() };
    if let Some(donnees) = donnees.as_object_mut() {
        donnees.insert(champ.to_owned(), said.engagement());
    }
    let seq = inscrire_au_rang(tx, fait, donnees).await?;
    diesel::insert_into(textes::table)
        .values((
            textes::territoire_id.eq(tx.territoire().uuid()),
            textes::seq.eq(seq),
            textes::champ.eq(said.champ),
            textes::sel.eq(said.sel),
            textes::texte.eq(said.dit),
            textes::objet.eq(objet.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

async fn inscrire_au_rang(tx: &mut Tx, fait: &str, donnees: Value) -> Result<i64, Error> {
    let (territoire, now, par) = (tx.territoire(), tx.now(), tx.acteur().id);
    tx.conn()
        .batch_execute(&format!("SELECT pg_advisory_xact_lock(hashtextextended('registre{territoire}', 0))"))
        .await?;
    let head: Option<(i64, Vec<u8>)> = registre::table
        .filter(registre::territoire_id.eq(territoire.uuid()))
        .order(registre::seq.desc())
        .select((registre::seq, registre::empreinte))
        .first(tx.conn())
        .await
        .optional()?;
    let (last, seal) = head.unwrap_or((0, ORIGINE.to_vec()));
    let precedente: Empreinte = seal.try_into().map_err(|_| Error::Corrupt("registre.empreinte".to_owned()))?;
    let seq = last + 1;
    // The text itself is kept and sealed: no parser stands between the proof and who verifies it.
    let contenu = json!({ "fait": fait, "par": par, "inscrit_le": now, "donnees": donnees }).to_string();
    let empreinte = sceller(&precedente, seq, &contenu);
    diesel::insert_into(registre::table)
        .values((
            registre::territoire_id.eq(territoire.uuid()),
            registre::seq.eq(seq),
            registre::precedente.eq(precedente.as_slice()),
            registre::contenu.eq(contenu),
            registre::empreinte.eq(empreinte.as_slice()),
            registre::inscrite_le.eq(now),
        ))
        .execute(tx.conn())
        .await?;
    monter(tx, seq, &empreinte).await?;
    Ok(seq)
}

/// Says how far the ledger goes. It never goes back: what was cut off its end shows.
async fn monter(tx: &mut Tx, seq: i64, empreinte: &Empreinte) -> Result<(), Error> {
    diesel::sql_query(
        "INSERT INTO registre_hauteurs AS h (territoire_id, seq, empreinte) VALUES ($1, $2, $3)
         ON CONFLICT (territoire_id) DO UPDATE SET seq = excluded.seq, empreinte = excluded.empreinte
         WHERE h.seq < excluded.seq",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<BigInt, _>(seq)
    .bind::<Binary, _>(empreinte.as_slice())
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How far the ledger is known to go.
pub(crate) async fn hauteur(tx: &mut Tx) -> Result<Option<(i64, Empreinte)>, Error> {
    let query = hauteurs::table.find(tx.territoire().uuid()).select((hauteurs::seq, hauteurs::empreinte));
    let row: Option<(i64, Vec<u8>)> = query.first(tx.conn()).await.optional()?;
    row.map(|(seq, empreinte)| {
        let empreinte = empreinte.try_into().map_err(|_| Error::Corrupt("registre_hauteurs.empreinte".to_owned()))?;
        Ok((seq, empreinte))
    })
    .transpose()
}

/// A page of the ledger after the rank `apres`.
pub(crate) async fn lire(tx: &mut Tx, apres: i64, limite: i64) -> Result<Vec<(Entree, DateTime<Utc>)>, Error> {
    let query = registre::table
        .filter(registre::territoire_id.eq(tx.territoire().uuid()))
        .filter(registre::seq.gt(apres))
        .order(registre::seq)
        .limit(limite);
    let rows: Vec<(i64, Vec<u8>, String, Vec<u8>, DateTime<Utc>)> = query
        .select((registre::seq, registre::precedente, registre::contenu, registre::empreinte, registre::inscrite_le))
        .load(tx.conn())
        .await?;
    let ranks: Vec<_> = rows.iter().map(|(seq, ..)| *seq).collect();
    let mut said = dits(tx, &ranks).await?;
    Ok(rows
        .into_iter()
        .map(|(seq, precedente, contenu, empreinte, le)| {
            let textes = said.remove(&seq).unwrap_or_default();
            (Entree { seq, precedente, contenu, empreinte, textes }, le)
        })
        .collect())
}

/// An entry about something: its rank, its text, its fingerprint, and when it was written.
pub(crate) type Scellee = (i64, String, Vec<u8>, DateTime<Utc>);

/// The entries about an appointment or a time sheet, in their order.
pub(crate) async fn de_l_objet(tx: &mut Tx, objet: RessourceId) -> Result<Vec<Scellee>, Error> {
    let query = registre::table
        .filter(registre::territoire_id.eq(tx.territoire().uuid()))
        .filter(registre::objet.eq(objet.uuid()))
        .order(registre::seq)
        .select((registre::seq, registre::contenu, registre::empreinte, registre::inscrite_le));
    Ok(query.load(tx.conn()).await?)
}

/// The texts of these entries.
async fn dits(tx: &mut Tx, ranks: &[i64]) -> Result<HashMap<i64, Vec<Texte>>, Error> {
    let query = textes::table
        .filter(textes::territoire_id.eq(tx.territoire().uuid()))
        .filter(textes::seq.eq_any(ranks))
        .order((textes::seq, textes::champ));
    let rows: Vec<(i64, String, Vec<u8>, String)> =
        query.select((textes::seq, textes::champ, textes::sel, textes::texte)).load(tx.conn()).await?;
    let mut said: HashMap<i64, Vec<Texte>> = HashMap::new();
    for (seq, champ, sel, texte) in rows {
        said.entry(seq).or_default().push(Texte { champ, sel, dit: texte });
    }
    Ok(said)
}

#[derive(diesel::QueryableByName)]
struct Rang {
    #[diesel(sql_type = BigInt)]
    seq: i64,
}

/// The sheets of the months in which somebody had an appointment with their agent: what was said of them may name them.
const FEUILLES: &str = "SELECT f.id FROM feuilles f
    JOIN rendez_vous r ON r.territoire_id = $1 AND r.animateur = f.agent
      AND date_trunc('month', r.jour::timestamp)::date = f.mois
    JOIN presences p ON p.territoire_id = $1 AND p.rendez_vous_id = r.id AND p.participant_id = $2
    WHERE f.territoire_id = $1";

/// What was said of a person at appointments: the ledger has the print of it.
const COMPTES_RENDUS: &str = "SELECT c.id FROM comptes_rendus c WHERE c.territoire_id = $1 AND c.participant_id = $2";

/// Erases what the ledger says in free text that may name a person, and seals which entries lost theirs: the text beside
/// an entry goes, and one that holds it itself, as the former version wrote it, is cut.
pub(crate) async fn effacer(tx: &mut Tx, personne: ParticipantId) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let beside = format!(
        "DELETE FROM registre_textes WHERE territoire_id = $1 AND (objet IN ({FEUILLES}) OR objet IN ({COMPTES_RENDUS}))
         RETURNING seq"
    );
    let within = format!(
        "SELECT e.seq, couper_entree(e.seq) FROM (
           SELECT seq, CASE WHEN contenu <> '' THEN contenu::jsonb END AS dit FROM registre
           WHERE territoire_id = $1 AND contenu LIKE '%feuille_rouverte%'
         ) e
         WHERE e.dit->>'fait' = 'feuille_rouverte' AND jsonb_typeof(e.dit#>'{{donnees,motif}}') = 'string'
           AND (e.dit#>>'{{donnees,feuille}}')::uuid IN ({FEUILLES})"
    );
    let mut rangs = Vec::new();
    for statement in [beside, within] {
        let query = diesel::sql_query(statement).bind::<SqlUuid, _>(territoire).bind::<SqlUuid, _>(personne.uuid());
        rangs.extend(query.load::<Rang>(tx.conn()).await?.into_iter().map(|Rang { seq }| seq));
    }
    rangs.sort_unstable();
    if rangs.is_empty() { Ok(()) } else { inscrire(tx, EFFACEMENT, json!({ "rangs": rangs })).await }
}
