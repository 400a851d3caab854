//! Time sheets: composed from the agenda, signed twice, frozen.

use chrono::NaiveDate;
use emargement_api::{
    Anomalie, EtatFeuille, Explication, FEUILLE_CERTIFIEE, FEUILLE_CERTIFIEE_V2, FEUILLE_ROUVERTE, FeuilleCertifiee,
    FeuilleDto, FeuilleResume, FeuilleRouverte, FeuilleScellee, FiltreFeuilles, JoursCertifies, LigneFeuille,
    NouvelleFeuille, Reouverture, VersionFeuille,
};
use events::annuaires;
use kernel::{
    FeuilleId, UtilisateurId,
    calendrier::{Periode, dernier_du_mois, premier_de_l_annee, premier_du_mois},
    hexadecimal, phrase,
};
use problem::{Problem, Slug};
use referentiel::{Emargement, Raison, regles::entreprises::visites_manquantes};
use serde::Deserialize;
use serde_json::json;
use store::{Error, Evenement, Tx, referentiels};
use suite_api::Action;

use crate::{
    agenda::{mois, rendez_vous},
    registre::entree::{self, domain::Dit},
    temps::{
        activite, conge,
        feuille::{
            domain::{
                self,
                anomalies::{Autour, anomalies, non_termines, premier_lundi},
                feuille::{Commande, Feuille, Refus, Signe},
            },
            store as rows,
        },
        portee::app::{exiger_filtre, portee},
    },
};

/// Opens one's sheet of a month, or gives it back.
pub(crate) async fn composer(tx: &mut Tx, nouvelle: NouvelleFeuille) -> Result<FeuilleDto, Problem> {
    let (agent, designe) = (tx.acteur().soi(), tx.acteur().titres.superieur());
    let new = Feuille::composer(tx.id(), agent, premier_du_mois(nouvelle.mois), designe);
    let feuille = rows::ouvrir(tx, &new).await?;
    detail(tx, feuille).await
}

/// A sheet as it is answered, or 404; that of a colleague is not read.
pub(crate) async fn voir(tx: &mut Tx, id: FeuilleId) -> Result<FeuilleDto, Problem> {
    let feuille = consulter(tx, id).await?;
    detail(tx, feuille).await
}

async fn consulter(tx: &mut Tx, id: FeuilleId) -> Result<Feuille, Problem> {
    let feuille = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    if !feuille.lisible(portee(tx).await?) {
        return Err(Problem::new(Slug::Interdit, "Cette feuille de temps est celle d'un collègue."));
    }
    Ok(feuille)
}

/// What the ledger sealed of a sheet, or 404; that of a colleague is not read.
pub(crate) async fn prouver(tx: &mut Tx, id: FeuilleId) -> Result<Vec<FeuilleScellee>, Problem> {
    consulter(tx, id).await?;
    let sealed = entree::store::de_l_objet(tx, id.ressource()).await?.into_iter().filter_map(|one| {
        let (rang, contenu, empreinte, inscrite_le) = one;
        let Dit { fait, par, donnees } = Dit::<Scelle>::lire(&contenu)?;
        let (empreinte, Scelle { version, etat }) = (hexadecimal(&empreinte), donnees);
        Some(FeuilleScellee { rang, empreinte, inscrite_le, fait, par, par_nom: None, version, etat })
    });
    Ok(annuaires::nommer(tx, sealed.collect::<Vec<_>>()).await?)
}

/// A page of the former versions of a sheet, the latest first, before the version `avant`, and one more when there are more;
/// those of a colleague's sheet are not read.
pub(crate) async fn lister_versions(
    tx: &mut Tx,
    id: FeuilleId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<VersionFeuille>, Problem> {
    consulter(tx, id).await?;
    let found = rows::versions(tx, id, avant, limite).await?;
    Ok(annuaires::nommer(tx, found).await?)
}

/// What is sealed of a sheet, its lines apart.
#[derive(Deserialize)]
struct Scelle {
    version: i32,
    etat: Option<EtatFeuille>,
}

/// A page of the sheets that who acts reads, the latest months first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreFeuilles,
    apres: Option<(NaiveDate, FeuilleId)>,
) -> Result<Vec<FeuilleResume>, Problem> {
    exiger_filtre(tx, filtre.agent, filtre.operation).await?;
    let portee = portee(tx).await?;
    let found = rows::liste::lister(tx, portee, filtre, apres).await?;
    Ok(annuaires::nommer(tx, found).await?)
}

/// What a command made of a sheet.
async fn relire(tx: &mut Tx, id: FeuilleId) -> Result<FeuilleDto, Problem> {
    let feuille = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    detail(tx, feuille).await
}

/// As what who acts does: they are its employee, or a superior.
fn exiger_signataire(tx: &Tx, feuille: &Feuille) -> Result<Signe, Problem> {
    let acteur = tx.acteur();
    feuille.signataire(acteur.soi(), &acteur.titres).ok_or_else(|| {
        Problem::new(
            Slug::Interdit,
            "Cette feuille est celle d'un collègue : son agent s'en occupe, puis son supérieur.",
        )
    })
}

/// A sheet, held with its month: nothing enters the month until the end of the transaction.
async fn verrouiller(tx: &mut Tx, id: FeuilleId) -> Result<Feuille, Problem> {
    let Feuille { agent, mois, .. } = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    mois::store::verrouiller(tx, agent, mois).await?;
    rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The lines of a sheet, and what contradicts them.
async fn contenu(tx: &mut Tx, feuille: &Feuille) -> Result<(Vec<LigneFeuille>, Vec<Anomalie>), Problem> {
    let Feuille { id, agent, mois, .. } = *feuille;
    let jours = Periode { du: premier_lundi(mois), au: Some(dernier_du_mois(mois)) };
    let meetings = rendez_vous::store::de_la_periode(tx, agent, jours).await?;
    let regle = regle(tx, mois).await?;
    let done = activite::store::de_la_periode(tx, agent, jours).await?;
    let all = domain::feuille::lignes(jours, (regle, tx.fuseau()), &meetings, done);
    let (avant, composees): (Vec<_>, Vec<_>) = all.into_iter().partition(|ligne| ligne.jour < mois);
    let signee = feuille.lignes.is_some();
    let lignes = feuille.lignes.clone().unwrap_or(composees);
    let autour = Autour {
        mois,
        signee,
        conges: &conge::store::du_mois(tx, agent, mois).await?,
        feries: regle.feries.unwrap_or_else(|| tx.fuseau().jours_feries()),
        non_termines: &non_termines(mois, tx.fuseau(), &meetings),
        avant: &avant,
        expliquees: &rows::explications(tx, id).await?,
    };
    let anomalies = anomalies(&lignes, &autour);
    Ok((lignes, anomalies))
}

/// What signatures prove, and which days are not worked, by the rules in force at the end of a month: those that admitted
/// its appointments.
async fn regle(tx: &mut Tx, mois: NaiveDate) -> Result<Emargement, Problem> {
    match referentiels::en_vigueur(tx, dernier_du_mois(mois)).await {
        Err(Error::NoReferentiel) => Ok(Emargement::default()),
        found => Ok(found?.emargement),
    }
}

/// A sheet as it is answered: its lines, what contradicts them, and what who acts may do with it.
async fn detail(tx: &mut Tx, feuille: Feuille) -> Result<FeuilleDto, Problem> {
    let (lignes, anomalies) = contenu(tx, &feuille).await?;
    let actions = actions(tx, &feuille, &anomalies);
    let Feuille { id, agent, mois, version, etat, agent_le, superieur, superieur_le, designe, .. } = feuille;
    let told = FeuilleDto {
        id,
        agent,
        agent_nom: None,
        mois,
        version,
        etat,
        agent_le,
        superieur_designe: designe,
        superieur_designe_nom: None,
        superieur,
        superieur_nom: None,
        superieur_le,
        total: lignes.iter().map(|ligne| ligne.minutes).sum(),
        lignes,
        anomalies,
        visites: visites(tx, agent, mois).await?,
        actions,
    };
    Ok(annuaires::nommer(tx, told).await?)
}

/// What who acts may do with a sheet now, by the rules of each command.
fn actions(tx: &Tx, feuille: &Feuille, anomalies: &[Anomalie]) -> Vec<Action> {
    let action = |nom, issue: Result<(), Problem>| Action::selon(nom, issue.map_err(raison));
    let qui = exiger_signataire(tx, feuille);
    let explained = qui.clone().and_then(|_| expliquable(feuille, anomalies));
    let signed = qui.clone().and_then(|qui| signee(tx, feuille, qui)).and_then(|_| coherente(anomalies));
    let reopened = qui.and_then(|_| feuille.clone().rouvrir().map_err(refus));
    vec![action("explications", explained), action("signatures", signed), action("reouverture", reopened)]
}

/// Why something is refused, as people read it: at its field when it is one.
fn raison(refus: Problem) -> String {
    let Problem { detail, errors, .. } = refus;
    errors.into_iter().next().map_or(detail, |one| one.detail)
}

/// The sheet once who acts has signed it, or why they may not now.
fn signee(tx: &Tx, feuille: &Feuille, qui: Signe) -> Result<Feuille, Problem> {
    let mut signed = feuille.clone();
    signed.signer(qui, tx.acteur().soi(), tx.now(), tx.fuseau()).map_err(refus)?;
    Ok(signed)
}

/// Whether something of a sheet may be explained: it is not signed, and something contradicts it.
fn expliquable(feuille: &Feuille, anomalies: &[Anomalie]) -> Result<(), Problem> {
    feuille.clone().avancer(Commande::Expliquer).map_err(refus)?;
    if anomalies.is_empty() {
        return Err(Problem::field("/nature", "inconnue", "la feuille n'a aucune anomalie à expliquer"));
    }
    Ok(())
}

/// Refuses to sign a sheet that something contradicts without an explanation.
fn coherente(anomalies: &[Anomalie]) -> Result<(), Problem> {
    let unexplained: Vec<_> = anomalies.iter().filter(|one| one.explication.is_none()).collect();
    let Some(first) = unexplained.first() else { return Ok(()) };
    let detail = format!(
        "{} à corriger ou à expliquer, dont : {}.",
        phrase::nombre(unexplained.len(), "anomalie"),
        first.detail
    );
    Err(Problem::new(Slug::FeuilleIncoherente, detail))
}

/// The companies that somebody visited in the year, until the end of the month, where the territory asks for visits.
async fn visites(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<Option<Raison>, Problem> {
    let fin = dernier_du_mois(mois);
    let referentiel = match referentiels::en_vigueur(tx, fin).await {
        Err(Error::NoReferentiel) => return Ok(None),
        found => found?,
    };
    if referentiel.entreprises.is_none() {
        return Ok(None);
    }
    let visited = activite::store::entreprises(tx, agent, premier_de_l_annee(fin), fin).await?;
    let verdict = visites_manquantes(&referentiel, u32::try_from(visited).unwrap_or(u32::MAX));
    Ok(verdict.map(|verdict| verdict.raison))
}

/// Explains a contradiction.
pub(crate) async fn expliquer(tx: &mut Tx, id: FeuilleId, explication: Explication) -> Result<FeuilleDto, Problem> {
    let feuille = verrouiller(tx, id).await?;
    exiger_signataire(tx, &feuille)?;
    let (_, anomalies) = contenu(tx, &feuille).await?;
    expliquable(&feuille, &anomalies)?;
    let known = anomalies.iter().any(|one| one.nature == explication.nature && one.jour == explication.jour);
    if !known {
        return Err(Problem::field("/nature", "inconnue", "la feuille n'a pas cette anomalie ce jour-là"));
    }
    rows::expliquer(tx, id, &explication).await?;
    relire(tx, id).await
}

fn refus(refus: Refus) -> Problem {
    let slug = match refus {
        Refus::Figee | Refus::Signee => Slug::FeuilleFigee,
        Refus::DejaSignee | Refus::AgentDAbord | Refus::RienARouvrir | Refus::MoisEnCours => Slug::TransitionInterdite,
    };
    Problem::new(slug, refus.to_string())
}

/// Signs: the employee their own sheet, then a superior.
pub(crate) async fn signer(tx: &mut Tx, id: FeuilleId) -> Result<FeuilleDto, Problem> {
    let mut feuille = verrouiller(tx, id).await?;
    let who = exiger_signataire(tx, &feuille)?;
    if who == Signe::Agent {
        feuille.designe = tx.acteur().titres.superieur();
    }
    let mut feuille = signee(tx, &feuille, who)?;
    let (lignes, anomalies) = contenu(tx, &feuille).await?;
    coherente(&anomalies)?;
    feuille.lignes = Some(lignes);
    rows::enregistrer(tx, &feuille).await?;
    if feuille.etat == EtatFeuille::Certifiee {
        certifier(tx, &feuille).await?;
    }
    let sealed = json!({ "feuille": id, "version": feuille.version, "etat": feuille.etat, "lignes": feuille.lignes });
    entree::store::inscrire(tx, "feuille_signee", sealed).await?;
    relire(tx, id).await
}

/// Tells that a sheet is certified: its totals, as before, then its days.
async fn certifier(tx: &mut Tx, feuille: &Feuille) -> Result<(), Problem> {
    let certified = FeuilleCertifiee {
        agent: feuille.agent,
        mois: feuille.mois,
        version: feuille.version,
        lignes: domain::feuille::totaux(feuille.lignes.as_deref().unwrap_or_default()),
    };
    let now = tx.now();
    tx.emit(Evenement::new(FEUILLE_CERTIFIEE, feuille.id, now, &certified)?);
    dire_les_jours(tx, feuille).await
}

async fn dire_les_jours(tx: &mut Tx, feuille: &Feuille) -> Result<(), Problem> {
    let days = JoursCertifies {
        agent: feuille.agent,
        mois: feuille.mois,
        version: feuille.version,
        lignes: domain::feuille::jours(feuille.lignes.as_deref().unwrap_or_default()),
    };
    let le = feuille.superieur_le.unwrap_or_else(|| tx.now());
    tx.emit(Evenement::new(FEUILLE_CERTIFIEE_V2, feuille.id, le, &days)?);
    Ok(rows::noter_dits(tx, feuille).await?)
}

/// Whether days of certified sheets are still to be told.
pub(crate) async fn reste_a_dire(tx: &mut Tx) -> Result<bool, Error> {
    rows::reste_a_dire(tx).await
}

/// Tells the days of some sheets that were certified before days were told, from the lines that were signed; says of how
/// many.
pub(crate) async fn redire(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let sheets = rows::a_dire(tx, limite).await?;
    for feuille in &sheets {
        dire_les_jours(tx, feuille).await?;
    }
    Ok(sheets.len())
}

/// Reopens a signed sheet: both signatures drop, the former version stays.
pub(crate) async fn rouvrir(tx: &mut Tx, id: FeuilleId, reouverture: Reouverture) -> Result<FeuilleDto, Problem> {
    let former = verrouiller(tx, id).await?;
    exiger_signataire(tx, &former)?;
    let mut feuille = former.clone();
    feuille.rouvrir().map_err(refus)?;
    rows::archiver(tx, &former, &reouverture.motif).await?;
    if former.etat == EtatFeuille::Certifiee {
        let reopened = FeuilleRouverte { agent: feuille.agent, mois: feuille.mois };
        let now = tx.now();
        tx.emit(Evenement::new(FEUILLE_ROUVERTE, id, now, &reopened)?);
    }
    rows::enregistrer(tx, &feuille).await?;
    let sealed = json!({ "feuille": id, "version": feuille.version });
    entree::store::inscrire_dit(tx, "feuille_rouverte", sealed, "motif", &reouverture.motif, id).await?;
    relire(tx, id).await
}
