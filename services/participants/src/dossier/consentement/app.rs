//! What the person agrees to, and takes back.

use chrono::NaiveDate;
use events::annuaires::{self, Structure};
use kernel::{ConsentementId, ParticipantId};
use participants_api::{ConsentementDto, NouveauConsentement, Retrait};
use problem::Problem;
use store::Tx;

use crate::dossier::{
    consentement::{domain::Consentement, store as rows},
    participant,
};

/// Records an answer of the person.
pub(crate) async fn consentir(
    tx: &mut Tx,
    id: ParticipantId,
    nouveau: NouveauConsentement,
) -> Result<ConsentementDto, Problem> {
    participant::app::modifiable(tx, id).await?;
    if let Some(partenaire) = nouveau.partenaire {
        annuaires::exiger(tx, "/partenaire", partenaire, |_: &Structure| Ok(())).await?;
    }
    let consentement = Consentement::recueillir(tx.id(), id, nouveau, tx.today(), tx.acteur().id)?;
    rows::consentir(tx, &consentement).await?;
    Ok(dto(&consentement, tx.today()))
}

/// An answer, and whether it holds on `jour`.
fn dto(consentement: &Consentement, jour: NaiveDate) -> ConsentementDto {
    let vaut = consentement.vaut(jour);
    let Consentement { id, finalite, partenaire, accord, recueilli_le, expire_le, retire_le, saisi_par, .. } =
        *consentement;
    ConsentementDto { id, finalite, partenaire, accord, recueilli_le, expire_le, retire_le, vaut, saisi_par }
}

/// The answers of the person, and whether each holds today.
pub(crate) async fn consentements(tx: &mut Tx, id: ParticipantId) -> Result<Vec<ConsentementDto>, Problem> {
    participant::app::exiger(tx, id).await?;
    donnes(tx, id).await
}

pub(crate) async fn donnes(tx: &mut Tx, id: ParticipantId) -> Result<Vec<ConsentementDto>, Problem> {
    let today = tx.today();
    Ok(rows::consentements(tx, id).await?.iter().map(|one| dto(one, today)).collect())
}

/// Withdraws a consent; that it was given stays written.
pub(crate) async fn retirer(
    tx: &mut Tx,
    id: ConsentementId,
    retrait: Retrait,
) -> Result<Vec<ConsentementDto>, Problem> {
    let mut consentement = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    consentement.retirer(retrait.le)?;
    rows::enregistrer(tx, &consentement).await?;
    consentements(tx, consentement.participant).await
}
