//! The list of échéances, as it is read, counted and put off.

use std::{
    collections::{BTreeMap, BTreeSet},
    slice,
};

use chrono::NaiveDate;
use events::annuaires::{self, Renvois, Structure, Utilisateur};
use kernel::{
    De, EcheanceId, ParcoursId, StructureId, UtilisateurId,
    calendrier::{self, Periode},
    phrase,
};
use parcours_api::{
    EcheanceDto, EcheanceEssayee, EcheancesEssayees, EssaiEcheances, FiltreEcheances, FiltreSynthese, LigneEcheances,
    NatureSuspension, NouveauReport, ReportEcheance, SyntheseEcheances,
};
use problem::{Problem, remplacer};
use referentiel::Attendu;
use store::{Error, Tx, limitations, referentiels};
use suite_api::Action;

use crate::{
    pilotage::{
        echeance::{
            connus::Connus,
            domain::{self, Demande, Destinataires, Echeance, Faits, Report},
            store as rows,
        },
        occupation,
    },
    vie::{
        etat::{self, domain::PeriodeEtat},
        parcours::{self, domain::Parcours},
    },
};

/// Of whom a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreEcheances) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    let referent = filtre.referent.map(|one| ("/referent".to_owned(), one));
    renvois.exiger(tx, referent, |_: &Utilisateur| Ok(())).await?;
    let structure = filtre.structure.map(|one| ("/structure".to_owned(), one));
    renvois.exiger(tx, structure, |_: &Structure| Ok(())).await?;
    renvois.conclure()
}

/// A page of échéances of which one is warned, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreEcheances,
    apres: Option<(NaiveDate, EcheanceId)>,
) -> Result<Vec<EcheanceDto>, Problem> {
    let today = tx.today();
    let suivis = match referents(tx, filtre, today).await? {
        Some(referents) => Some(rows::suivis(tx, referents, today).await?),
        None => None,
    };
    let found = rows::lister(tx, filtre, suivis.as_ref(), filtre.au.unwrap_or(today), apres).await?;
    decrire(tx, found).await
}

/// Whose persons are asked for: a référent, those of a structure, or both; none when it is of all.
async fn referents(
    tx: &mut Tx,
    filtre: &FiltreEcheances,
    today: NaiveDate,
) -> Result<Option<Vec<UtilisateurId>>, Problem> {
    let Some(structure) = filtre.structure else { return Ok(filtre.referent.map(|one| vec![one])) };
    let team = equipe(tx, structure, today).await?;
    Ok(Some(team.into_iter().filter(|one| filtre.referent.is_none_or(|referent| referent == *one)).collect()))
}

/// Those who are référents on behalf of a structure on a day.
async fn equipe(tx: &mut Tx, structure: StructureId, jour: NaiveDate) -> Result<Vec<UtilisateurId>, Problem> {
    let team = occupation::app::equipe(tx, structure).await?;
    Ok(team.into_iter().filter(|one| one.jours.contient(jour)).map(|one| one.referent).collect())
}

async fn decrire(tx: &mut Tx, found: Vec<Echeance>) -> Result<Vec<EcheanceDto>, Problem> {
    let today = tx.today();
    let persons: Vec<_> = found.iter().map(|one| one.participant).collect();
    let suivis = rows::referents(tx, &persons, today).await?;
    let limites = parcours::app::limites(tx, &persons).await?;
    let told = found.into_iter().map(|one| {
        let libre = parcours::app::libre(&limites, one.participant);
        let actions = vec![Action::selon("report", libre.and_then(|()| one.peut_reporter()))];
        let suivi = suivis.get(&one.participant).copied();
        let Destinataires { referent, animateur } = Destinataires::de(one.porteur, suivi);
        EcheanceDto { referent, animateur, actions, ..dto(one, today) }
    });
    Ok(annuaires::nommer(tx, told.collect::<Vec<_>>()).await?)
}

fn dto(one: Echeance, today: NaiveDate) -> EcheanceDto {
    let Echeance { id, source, participant, parcours, demande, report, .. } = one;
    let Demande { objet, objet_id, attendu } = demande;
    let verdict = attendu.le(today);
    let report = report.map(|Report { au, motif, par, .. }| ReportEcheance { au, motif, par, par_nom: None });
    EcheanceDto {
        id,
        source,
        objet,
        objet_id,
        participant,
        participant_nom: None,
        parcours,
        referent: None,
        referent_nom: None,
        animateur: None,
        animateur_nom: None,
        etat: verdict.conclusion,
        attendu: attendu.objet,
        alerte_le: attendu.alerte_le,
        limite: attendu.limite,
        raison: verdict.raison,
        report,
        actions: vec![],
    }
}

/// Puts an échéance off: nobody is warned of it before a day.
pub(crate) async fn reporter(tx: &mut Tx, id: EcheanceId, nouveau: NouveauReport) -> Result<EcheanceDto, Problem> {
    let mut echeance = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    limitations::exiger_libres(tx, &[echeance.participant]).await?;
    echeance.peut_reporter()?;
    let before = echeance.report.as_ref().map(|report| report.au);
    remplacer(before.as_ref(), nouveau.remplace.as_ref(), |au| {
        format!("L'échéance est déjà reportée au {}", phrase::jour(au))
    })?;
    let (today, par, le) = (tx.today(), tx.acteur().id, tx.now());
    let most = referentiels::en_vigueur(tx, today).await?.alertes.report;
    echeance.reporter(Report { au: nouveau.au, motif: nouveau.motif, par, le }, today, most)?;
    rows::reporter(tx, &echeance).await?;
    decrire(tx, vec![echeance]).await?.pop().ok_or_else(Problem::not_found)
}

/// The échéances of a week, by rule and by who has them in their list.
pub(crate) async fn synthese(tx: &mut Tx, filtre: FiltreSynthese) -> Result<SyntheseEcheances, Problem> {
    let today = tx.today();
    let du = filtre.du.unwrap_or(today);
    let au = calendrier::plus_jours(du, 6);
    let comptes = rows::compter(tx, (du, au)).await?;
    let persons: BTreeSet<_> = comptes.iter().map(|one| one.participant).collect();
    let persons = Vec::from_iter(persons);
    let suivis = rows::referents(tx, &persons, today).await?;
    // Those of nobody come last.
    let mut lignes: BTreeMap<_, LigneEcheances> = BTreeMap::new();
    for one in &comptes {
        let suivi = suivis.get(&one.participant).copied();
        let lists = Destinataires::de(one.porteur, suivi).listes();
        for who in lists.filter(|who| filtre.referent.is_none_or(|referent| *who == Some(referent))) {
            let line = lignes.entry((who.is_none(), who, one.regle.as_str())).or_insert_with(|| ligne(who, &one.regle));
            line.depassees += one.depassees;
            line.de_la_semaine += one.de_la_semaine;
            line.a_venir += one.a_venir;
            line.reportees += one.reportees;
        }
    }
    let told = SyntheseEcheances { du, au, lignes: lignes.into_values().collect() };
    Ok(annuaires::nommer(tx, told).await?)
}

/// A line on which nothing is counted yet.
fn ligne(referent: Option<UtilisateurId>, regle: &str) -> LigneEcheances {
    LigneEcheances {
        referent,
        referent_nom: None,
        regle: regle.to_owned(),
        depassees: 0,
        de_la_semaine: 0,
        a_venir: 0,
        reportees: 0,
    }
}

/// What the rules ask of a parcours, and what they would ask if an étape or a suspension came; nothing is written.
pub(crate) async fn essayer(
    tx: &mut Tx,
    id: ParcoursId,
    essai: EssaiEcheances,
) -> Result<De<EcheancesEssayees>, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let etape = domain::essai(essai.etape_le, essai.etape_jusqu_au, ["/etape_le", "/etape_jusqu_au"])?;
    let arret = domain::essai(essai.suspendu_le, essai.suspendu_jusqu_au, ["/suspendu_le", "/suspendu_jusqu_au"])?;
    let connus = Connus::lire(tx, slice::from_ref(&parcours)).await?;
    let (regles, today, now) = (referentiels::versions(tx).await?, tx.today(), connus.faits(&parcours));
    let essayees: Vec<_> = etape.into_iter().collect();
    let arrets: Vec<_> = now.arrets.iter().copied().chain(arret).collect();
    let periodes = essayer_les_jours(tx, &parcours, &essayees, arret).await?;
    let then = Faits { essayees: &essayees, arrets: &arrets, periodes: &periodes, ..now };
    // A stop that is tried hides nothing of what comes after it.
    let asked = |faits: &Faits<'_>| -> Result<Vec<_>, Error> {
        let asked = now.du_jour(faits.demandes(today, |jour| regles.en_vigueur(jour))?, today);
        Ok(asked.into_iter().map(|one| essayee(&one.attendu, today)).collect())
    };
    Ok(De::une(parcours.participant, EcheancesEssayees { aujourd_hui: asked(&now)?, alors: asked(&then)? }))
}

/// In which state the parcours would be on each day.
async fn essayer_les_jours(
    tx: &mut Tx,
    parcours: &Parcours,
    etapes: &[Periode],
    arret: Option<Periode>,
) -> Result<Vec<PeriodeEtat>, Error> {
    let mut told = Vec::new();
    for (_, mut faits) in etat::store::faits(tx, slice::from_ref(parcours)).await? {
        faits.etapes.extend(etapes);
        faits.arrets.extend(arret.map(|jours| (NatureSuspension::Suspension, jours)));
        told.extend(faits.periodes());
    }
    Ok(told)
}

fn essayee(attendu: &Attendu, today: NaiveDate) -> EcheanceEssayee {
    EcheanceEssayee { alerte_le: attendu.alerte_le, limite: attendu.limite, raison: attendu.le(today).raison }
}
