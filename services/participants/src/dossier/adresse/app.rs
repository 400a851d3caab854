//! Addresses: dated facts too, since the residence opens the PLIE and the quartier the category.

use kernel::{AdresseId, ParticipantId, fait};
use participants_api::{AdresseDto, Correction, NouvelleAdresse, Regard};
use problem::Problem;
use store::Tx;
use suite_api::ChangementDto;

use crate::{
    dossier::{
        adresse::{
            domain::{self, Adresse, retenir},
            store::{self as rows, Rang},
        },
        fait::{app::raconter, domain::avant_naissance},
        instantane::{domain::Instantane, regard::regard},
        participant::{
            app::{exiger, modifiable},
            domain::Participant,
        },
        piece,
    },
    noms::nommer,
};

/// Records an address.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParticipantId, nouvelle: NouvelleAdresse) -> Result<AdresseDto, Problem> {
    let file = modifiable(tx, id).await?;
    verifier(tx, &file, &nouvelle, "").await?;
    let added = rows::ajouter(tx, id, nouvelle).await?;
    Ok(nommer(tx, added.into()).await?)
}

impl From<Adresse> for AdresseDto {
    fn from(adresse: Adresse) -> Self {
        let Adresse { id, contenu, remplace, motif, saisie_le, saisie_par } = adresse;
        let commune_nom = contenu.commune.nom().to_owned();
        let epci = contenu.commune.epci().map(ToOwned::to_owned);
        Self { id, adresse: contenu, commune_nom, epci, remplace, motif, saisie_le, saisie_par, saisie_par_nom: None }
    }
}

/// Corrects a record, or withdraws it.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: AdresseId,
    correction: Correction<NouvelleAdresse>,
) -> Result<AdresseDto, Problem> {
    let (participant, former) = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let file = modifiable(tx, participant).await?;
    if let Some(fait) = &correction.fait {
        verifier(tx, &file, fait, "/fait").await?;
    }
    let corrected = rows::corriger(tx, participant, former, correction.fait, correction.motif).await?;
    Ok(nommer(tx, corrected.into()).await?)
}

/// What was recorded, corrected or withdrawn before `avant`, newest first, each with its place, and one more when there are
/// more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: ParticipantId,
    avant: Option<Rang>,
    limite: i64,
) -> Result<Vec<(Rang, ChangementDto)>, Problem> {
    exiger(tx, id).await?;
    let traces = rows::historique(tx, id, avant, limite).await?;
    raconter(tx, traces).await
}

/// What the file says: every record, or those that hold on a day, as they were known on another.
pub(crate) async fn lister(tx: &mut Tx, id: ParticipantId, vue: Regard) -> Result<Vec<AdresseDto>, Problem> {
    exiger(tx, id).await?;
    let instantane = regard(tx, vue)?;
    let faits = rows::faits(tx, id).await?;
    let seen = fait::lire(&faits, instantane.connu_au, vue.au).into_iter().map(Into::into).collect();
    Ok(nommer(tx, seen).await?)
}

/// The address on a day.
pub(crate) async fn en_vigueur(tx: &mut Tx, id: ParticipantId, vue: Instantane) -> Result<Option<Adresse>, Problem> {
    Ok(retenir(&rows::faits(tx, id).await?, vue))
}

async fn verifier(tx: &mut Tx, file: &Participant, nouvelle: &NouvelleAdresse, base: &str) -> Result<(), Problem> {
    let mut errors = domain::adresse(tx.today(), nouvelle, base);
    errors.extend(avant_naissance(file.identite.date_naissance, nouvelle.depuis, base, "un domicile"));
    errors.extend(piece::app::du_dossier(tx, file.id, nouvelle.piece, &format!("{base}/piece")).await?);
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
