//! Persons' files.

pub(crate) mod liste;

use chrono::{DateTime, NaiveDate, Utc};
use events::{ETAT_CIVIL_CORRIGE, EtatCivilCorrige};
use kernel::{ParticipantId, phrase};
use participants_api::{NouveauParticipant, ParticipantDto};
use problem::{Problem, Slug};
use runtime::http::Retouche;
use store::{Evenement, Tx, ecarts, historique};
use suite_api::ChangementDto;

use crate::{
    dossier::{
        cle,
        participant::{
            domain::{Ferme, Participant, identite},
            store as rows, suivi,
        },
    },
    noms::nommer,
};

/// Opens a file.
pub(crate) async fn ouvrir(tx: &mut Tx, personne: NouveauParticipant) -> Result<Participant, Problem> {
    let id = tx.id();
    ouvrir_sous(tx, id, personne).await
}

/// The same under an identifier that was set apart for them.
pub(crate) async fn ouvrir_sous(
    tx: &mut Tx,
    id: ParticipantId,
    personne: NouveauParticipant,
) -> Result<Participant, Problem> {
    verifier(tx, &personne)?;
    suivi::a_qui_l_ouvre(tx, id).await?;
    Ok(rows::ajouter(tx, id, personne).await?)
}

/// Retouches what people edit, if nobody did meanwhile.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: ParticipantId,
    lues: &historique::Lues,
    retouche: Retouche<NouveauParticipant>,
) -> Result<Participant, Problem> {
    let former = a_jour(tx, id, lues).await?;
    let personne = retouche.appliquer(&former.identite)?;
    ecrire(tx, former, personne).await
}

/// Replaces what people edit, if nobody did meanwhile.
pub(crate) async fn remplacer(
    tx: &mut Tx,
    id: ParticipantId,
    lue: i32,
    personne: NouveauParticipant,
) -> Result<Participant, Problem> {
    let former = a_jour(tx, id, &lue.into()).await?;
    ecrire(tx, former, personne).await
}

/// The file that may be changed, locked, as it was read.
async fn a_jour(tx: &mut Tx, id: ParticipantId, lues: &historique::Lues) -> Result<Participant, Problem> {
    let former = verrouiller(tx, id).await?;
    historique::exiger_version(tx, id, lues, former.version).await?;
    Ok(former)
}

async fn ecrire(tx: &mut Tx, former: Participant, personne: NouveauParticipant) -> Result<Participant, Problem> {
    verifier(tx, &personne)?;
    let changed = former.changes(&personne);
    if changed.is_empty() {
        return Ok(former);
    }
    let (id, version) = (former.id, former.version + 1);
    if former.identite.date_naissance != personne.date_naissance
        && let Some(deposee_le) = rows::entree::deposee(tx, id).await?.filter(|filed| personne.date_naissance > *filed)
    {
        let detail = format!(
            "une candidature de cette personne est déposée le {}, avant cette naissance",
            phrase::jour(deposee_le)
        );
        return Err(Problem::field("/date_naissance", "incoherent", detail));
    }
    let civil = |one: &NouveauParticipant| (one.sexe, one.date_naissance);
    let corrected = civil(&former.identite) != civil(&personne);
    rows::modifier(tx, id, version, personne).await?;
    historique::noter(tx, id, version, &changed).await?;
    if corrected {
        tx.emit(Evenement::new(ETAT_CIVIL_CORRIGE, id, tx.now(), &EtatCivilCorrige { participant: id })?);
    }
    exiger(tx, id).await
}

/// Records that the person was seen, or heard of: who had left the active base comes back, and is found again.
pub(crate) async fn revoir(tx: &mut Tx, id: ParticipantId, jour: NaiveDate) -> Result<(), Problem> {
    if rows::contact::contact(tx, id, jour).await? {
        let file = exiger(tx, id).await?;
        cle::store::indexer(tx, id, &file.identite).await?;
    }
    Ok(())
}

/// The file, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: ParticipantId) -> Result<Participant, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// What was changed of an identity before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: ParticipantId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<ChangementDto>, Problem> {
    exiger(tx, id).await?;
    // The version before the last one shown says from what it changed.
    let versions = rows::historique::lister(tx, id, avant, limite + 2).await?;
    let changes = versions.windows(2).filter_map(|pair| {
        let [next, former] = pair else { return None };
        let (version, par) = (Some(next.version), next.saisie_par.into());
        let champs = ecarts(&former.contenu, &next.contenu);
        Some(ChangementDto { version, le: next.saisie_le, par, par_nom: None, motif: None, champs })
    });
    Ok(nommer(tx, changes.collect()).await?)
}

/// The identity as it was known at `instant`.
pub(crate) async fn connue(tx: &mut Tx, id: ParticipantId, instant: DateTime<Utc>) -> Result<Participant, Problem> {
    match rows::connues(tx, &[id], instant).await?.pop() {
        Some(known) => Ok(known),
        None => Err(inconnue(tx, id).await),
    }
}

/// Why nothing was known of a file: there is none, or it was not opened yet.
pub(crate) async fn inconnue(tx: &mut Tx, id: ParticipantId) -> Problem {
    match exiger(tx, id).await {
        Ok(_) => Problem::field("/connu_au", "anterieur", "le dossier n'était pas encore ouvert ce jour-là"),
        Err(problem) => problem,
    }
}

/// The file, if it may be changed: not once another one absorbed it, while its processing is restricted, nor
/// once nothing names the person any more. It stays so until the end of the transaction. Whoever then locks something of
/// the person does so after: everybody takes the person first.
pub(crate) async fn modifiable(tx: &mut Tx, id: ParticipantId) -> Result<Participant, Problem> {
    ouvert(rows::tenir(tx, id).await?.ok_or_else(Problem::not_found)?)
}

/// The same, for whoever goes through all that is the person's: two of them go one after the other. Whoever took the file
/// first as [`modifiable`] does, and locked it next, would wait for another who did the same.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ParticipantId) -> Result<Participant, Problem> {
    ouvert(rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?)
}

/// The same of a file that was just read.
pub(crate) fn ouvert(file: Participant) -> Result<Participant, Problem> {
    file.modifiable().map_err(|ferme| {
        let slug = match ferme {
            Ferme::Fusionne(_) | Ferme::Anonyme(_) => Slug::TransitionInterdite,
            Ferme::Limite(_) => Slug::DossierLimite,
        };
        Problem::new(slug, ferme.to_string())
    })?;
    Ok(file)
}

impl From<Participant> for ParticipantDto {
    fn from(file: Participant) -> Self {
        let Participant { id, version, identite, cree_le, fusionne_dans, limite_le, archive_le, anonymise_le } = file;
        let NouveauParticipant { nom, prenom, date_naissance, sexe, commune, telephone, courriel, etat_civil } =
            identite;
        Self {
            id,
            version,
            nom,
            prenom,
            date_naissance,
            sexe,
            commune,
            telephone,
            courriel,
            etat_civil,
            cree_le,
            fusionne_dans,
            limite_le,
            archive_le,
            anonymise_le,
        }
    }
}

fn verifier(tx: &Tx, personne: &NouveauParticipant) -> Result<(), Problem> {
    let errors = identite(tx.today(), personne);
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
