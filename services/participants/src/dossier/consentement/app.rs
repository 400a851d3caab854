//! What the person agrees to, and takes back.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use events::annuaires::{self, Structure};
use kernel::{ConsentementId, ParticipantId, StructureId};
use participants_api::{ACCORD_PARTAGE, AccordPartage, ConsentementDto, NouveauConsentement, Retrait};
use problem::{Problem, Slug};
use referentiel::regles::partage::{self, Etendue};
use store::{Error, Evenement, Tx};

use crate::{
    dossier::{
        consentement::{domain::Consentement, store as rows},
        participant,
    },
    noms::nommer,
};

/// Records an answer of the person, whom nobody else holds meanwhile: of two answers, the one that is recorded last is told last
/// too, so that the suite and whoever hears it keep the same.
pub(crate) async fn consentir(
    tx: &mut Tx,
    id: ParticipantId,
    nouveau: NouveauConsentement,
) -> Result<ConsentementDto, Problem> {
    participant::app::verrouiller(tx, id).await?;
    if let Some(partenaire) = nouveau.partenaire {
        annuaires::exiger(tx, "/partenaire", partenaire, |_: &Structure| Ok(())).await?;
    }
    let consentement = Consentement::recueillir(tx.id(), id, nouveau, tx.today(), tx.acteur().id)?;
    rows::consentir(tx, &consentement).await?;
    dire(tx, &consentement).await?;
    let given = dto(&consentement, tx.today());
    Ok(nommer(tx, given).await?)
}

/// An answer, and whether it holds on `jour`.
fn dto(consentement: &Consentement, jour: NaiveDate) -> ConsentementDto {
    let vaut = consentement.vaut(jour);
    let Consentement { id, finalite, partenaire, accord, recueilli_le, expire_le, retire_le, saisi_par, .. } =
        *consentement;
    let (partenaire_nom, saisi_par_nom) = (None, None);
    ConsentementDto {
        id,
        finalite,
        partenaire,
        partenaire_nom,
        accord,
        recueilli_le,
        expire_le,
        retire_le,
        vaut,
        saisi_par,
        saisi_par_nom,
    }
}

/// The answers of the person, and whether each holds today.
pub(crate) async fn consentements(tx: &mut Tx, id: ParticipantId) -> Result<Vec<ConsentementDto>, Problem> {
    participant::app::exiger(tx, id).await?;
    let given = donnes(tx, id).await?;
    Ok(nommer(tx, given).await?)
}

pub(crate) async fn donnes(tx: &mut Tx, id: ParticipantId) -> Result<Vec<ConsentementDto>, Problem> {
    let today = tx.today();
    Ok(rows::consentements(tx, id).await?.iter().map(|one| dto(one, today)).collect())
}

/// Withdraws a consent, also while the processing is restricted; that it was given stays written.
pub(crate) async fn retirer(
    tx: &mut Tx,
    id: ConsentementId,
    retrait: Retrait,
) -> Result<Vec<ConsentementDto>, Problem> {
    // The person before what is theirs, as whoever records an answer takes them.
    let personne = rows::personne(tx, id).await?.ok_or_else(Problem::not_found)?;
    participant::store::verrouiller(tx, personne).await?;
    let mut consentement = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    consentement.retirer(retrait.le)?;
    rows::enregistrer(tx, &consentement).await?;
    dire(tx, &consentement).await?;
    consentements(tx, consentement.participant).await
}

/// What of each of these persons each structure is shown today, of whose candidature it filed when `depose` says so.
pub(crate) async fn etendues(
    tx: &mut Tx,
    pairs: &[(ParticipantId, StructureId)],
    depose: impl Fn((ParticipantId, StructureId)) -> bool,
) -> Result<HashMap<(ParticipantId, StructureId), Etendue>, Error> {
    let today = tx.today();
    let (personnes, structures): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    let answers = rows::reponses(tx, &personnes, Some(&structures)).await?;
    let about = |pair| answers.get(pair).map(Vec::as_slice).unwrap_or_default();
    Ok(pairs.iter().map(|pair| (*pair, partage::etendue(about(pair), depose(*pair), today))).collect())
}

/// What the structure that filed a candidature of the person is shown of them today.
pub(crate) async fn etendue(tx: &mut Tx, id: ParticipantId, depose_par: StructureId) -> Result<Etendue, Error> {
    let pair = (id, depose_par);
    Ok(etendues(tx, &[pair], |_| true).await?.remove(&pair).unwrap_or(Etendue::Rien))
}

/// The same, refused when it is nothing.
pub(crate) async fn exiger(tx: &mut Tx, id: ParticipantId, depose_par: StructureId) -> Result<Etendue, Problem> {
    match etendue(tx, id, depose_par).await? {
        Etendue::Rien => Err(Problem::new(Slug::Interdit, partage::REFUS)),
        seen => Ok(seen),
    }
}

/// Of each of these persons, the partners with which they agreed to share what concerns them, and that today still.
pub(crate) async fn partenaires(
    tx: &mut Tx,
    personnes: &[ParticipantId],
) -> Result<BTreeSet<(ParticipantId, StructureId)>, Error> {
    let today = tx.today();
    let answers = rows::reponses(tx, personnes, None).await?;
    let agreed = answers.into_iter().filter(|(_, about)| partage::etendue(about, false, today) == Etendue::Entiere);
    Ok(agreed.map(|(pair, _)| pair).collect())
}

/// Tells the other services an answer on sharing, or that it was withdrawn, and remembers that it did.
async fn dire(tx: &mut Tx, answer: &Consentement) -> Result<(), Problem> {
    let Some(partenaire) = answer.partenaire else { return Ok(()) };
    let Consentement { id, participant, accord, recueilli_le, expire_le, retire_le, .. } = *answer;
    let told = AccordPartage { consentement: id, participant, partenaire, accord, recueilli_le, expire_le, retire_le };
    tx.emit(Evenement::new(ACCORD_PARTAGE, participant, tx.now(), &told)?);
    Ok(rows::noter_dit(tx, answer).await?)
}

/// Tells some answers that were not told; says how many.
pub(crate) async fn redire(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let untold = rows::a_dire(tx, limite).await?;
    for answer in &untold {
        dire(tx, answer).await?;
    }
    Ok(untold.len())
}
