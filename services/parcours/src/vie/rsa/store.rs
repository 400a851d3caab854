use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Code, ParticipantId, SituationId, calendrier::Periode};
use participants_api::SituationRsa;
use store::{Colonne, Error, Tx, fusions, read_code};

use crate::{schema::situations_rsa, vie::rsa::domain::Situation};

/// Keeps a record of a file; told again, it is the same.
pub(crate) async fn noter(tx: &mut Tx, told: &SituationRsa) -> Result<(), Error> {
    let participant = fusions::dossier(tx, told.participant).await?;
    diesel::insert_into(situations_rsa::table)
        .values((
            situations_rsa::territoire_id.eq(tx.territoire().uuid()),
            situations_rsa::id.eq(told.situation.uuid()),
            situations_rsa::participant_id.eq(participant.uuid()),
            situations_rsa::reponse.eq(told.reponse.code()),
            situations_rsa::depuis.eq(told.depuis),
            situations_rsa::jusqua.eq(told.jusqua),
            situations_rsa::remplace.eq(told.remplace.map(SituationId::uuid)),
            situations_rsa::retrait.eq(told.retrait),
            situations_rsa::saisie_le.eq(told.saisie_le),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What the files of these persons say.
pub(crate) async fn des_personnes(
    tx: &mut Tx,
    personnes: &[ParticipantId],
) -> Result<HashMap<ParticipantId, Vec<Situation>>, Error> {
    type Told = (NaiveDate, Option<NaiveDate>, Option<Colonne<SituationId>>, bool, DateTime<Utc>);
    let query = situations_rsa::table
        .filter(situations_rsa::territoire_id.eq(tx.territoire().uuid()))
        .filter(situations_rsa::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .select((
            (situations_rsa::id, situations_rsa::participant_id, situations_rsa::reponse),
            (
                situations_rsa::depuis,
                situations_rsa::jusqua,
                situations_rsa::remplace,
                situations_rsa::retrait,
                situations_rsa::saisie_le,
            ),
        ));
    let rows: Vec<((Colonne<SituationId>, Colonne<ParticipantId>, String), Told)> = query.load(tx.conn()).await?;
    let mut all = HashMap::<_, Vec<_>>::new();
    for ((Colonne(id), Colonne(participant), reponse), (du, au, remplace, retrait, saisi_le)) in rows {
        let valeur = if retrait { None } else { Some(read_code(&reponse)?) };
        let periode = Periode { du, au };
        all.entry(participant).or_default().push(Situation {
            id,
            valeur,
            periode,
            saisi_le,
            remplace: remplace.map(Into::into),
        });
    }
    Ok(all)
}
