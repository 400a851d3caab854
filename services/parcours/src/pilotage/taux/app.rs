//! Rates of exits, and the persons behind them.

use chrono::{Datelike, NaiveDate};
use events::annuaires::{self, Renvois, Structure, Utilisateur};
use kernel::{
    ParcoursId, StructureId,
    calendrier::{plus_jours, premier_de_l_annee},
};
use parcours_api::{FiltreOccupation, FiltreSortiesComptees, FiltreTaux, ProgressionCible, SortieComptee, TauxSorties};
use problem::Problem;
use referentiel::{
    GroupeSortie, MotifCloture, Verdict,
    regles::taux::{self, Realise},
};
use rust_decimal::Decimal;
use store::{
    Tx, ouvertures, page,
    referentiels::{self, Versions},
};

use crate::pilotage::{
    occupation::{self, app::perimetre, domain::Perimetre},
    taux::{
        domain::{Depart, Jours, compter},
        store as rows,
    },
};

/// Exits that are read at once, at least: of a group that is rare, a short page is found in as few reads as a long one.
const LOT: i64 = 200;

/// Of whom rates are asked is of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreTaux) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, filtre.structure.map(|one| ("/structure".to_owned(), one)), |_: &Structure| Ok(())).await?;
    renvois.exiger(tx, filtre.referent.map(|one| ("/referent".to_owned(), one)), |_: &Utilisateur| Ok(())).await?;
    renvois.conclure()
}

/// The days that are asked: the current year until today by default.
fn jours(tx: &Tx, filtre: &FiltreTaux) -> Result<Jours, Problem> {
    let au = filtre.au.unwrap_or_else(|| tx.today());
    Ok(Jours::nouveaux(filtre.du.unwrap_or_else(|| premier_de_l_annee(au)), au)?)
}

/// The group of an exit, by the rules of its day.
fn groupe(le: NaiveDate, motif: Option<MotifCloture>, regles: &Versions) -> Result<GroupeSortie, Problem> {
    match motif {
        None => Ok(GroupeSortie::Positive),
        Some(motif) => Ok(taux::groupe(&regles.en_vigueur(le)?.sortie, motif)),
    }
}

/// Whom is asked of, from the day before the first one on: who leaves on that one was followed until then.
async fn dont(tx: &mut Tx, filtre: &FiltreTaux, jours: Jours) -> Result<Perimetre, Problem> {
    perimetre(tx, plus_jours(jours.du, -1), filtre.referent, filtre.structure).await
}

/// The renewal of the file active of a civil year, of an operator or of the territory: who entered of the mean of its months that
/// are over.
async fn renouvellement(
    tx: &mut Tx,
    jours: Jours,
    structure: Option<StructureId>,
    entrees: u32,
) -> Result<Option<Decimal>, Problem> {
    let annee = Some(jours.du.year());
    let asked = FiltreOccupation { annee, referent: None, structure, connu_le: None };
    let mean = occupation::app::dire(tx, asked).await?.moyenne;
    Ok(mean.and_then(|mean| taux::renouvellement(entrees, mean.valeur)))
}

/// The rates of the days that are asked.
pub(crate) async fn dire(tx: &mut Tx, filtre: &FiltreTaux) -> Result<TauxSorties, Problem> {
    let jours = jours(tx, filtre)?;
    let referentiel = referentiels::en_vigueur_le(tx, "/au", jours.au).await?;
    let whose = dont(tx, filtre, jours).await?;
    let regles = referentiels::versions(tx).await?;
    let exits = rows::nombres(tx, jours, &whose).await?;
    let exits = exits.into_iter().map(|(le, motif, nombre)| Ok((groupe(le, motif, &regles)?, nombre)));
    let comptes = compter(exits.collect::<Result<Vec<_>, Problem>>()?.into_iter());
    let entered = rows::entrees(tx, jours).await?;
    let entrees = entered.iter().filter(|(referent, le)| whose.contient(*referent, *le)).count();
    let entrees = u32::try_from(entrees).unwrap_or(u32::MAX);
    let Verdict { conclusion, raison } = taux::positif(&referentiel, comptes);
    let aimed = taux::cibles(&referentiel, filtre.structure);
    // Nothing is aimed at of one référent but the share of their exits.
    let year = filtre.referent.is_none() && jours.annee_civile();
    let renewed = year && aimed.renouvellement.is_some();
    let renouvellement = if renewed { renouvellement(tx, jours, filtre.structure, entrees).await? } else { None };
    let entered = year.then_some(entrees);
    let realise = Realise { taux_positif: conclusion, entrees: entered, renouvellement };
    let cibles = taux::progressions(&referentiel, aimed, realise).into_iter().map(|verdict| ProgressionCible {
        atteinte: verdict.conclusion.atteinte,
        manque: verdict.conclusion.manque,
        raison: verdict.raison,
    });
    Ok(TauxSorties {
        du: jours.du,
        au: jours.au,
        positives: comptes.positives,
        autres: comptes.autres,
        neutres: comptes.neutres,
        denominateur: comptes.positives.saturating_add(comptes.autres),
        taux: conclusion,
        taux_sur_toutes: taux::positif_sur_toutes(comptes),
        raison,
        entrees,
        cibles: cibles.collect(),
    })
}

/// A page of the persons behind the rates, the last who left first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreSortiesComptees,
    apres: Option<(NaiveDate, ParcoursId)>,
) -> Result<Vec<SortieComptee>, Problem> {
    let asked = filtre.taux();
    let jours = jours(tx, &asked)?;
    let whose = dont(tx, &asked, jours).await?;
    let regles = referentiels::versions(tx).await?;
    let seuls = ouvertures::seuls(tx).await?;
    let many = filtre.limite.saturating_add(1).max(LOT);
    // Of one group alone, who is of another is passed over.
    let told = page::remplir(filtre.limite, apres, async |apres| {
        let found = rows::departs(tx, jours, &whose, seuls.as_deref(), apres, many).await?;
        let next = page::suite(&found, many, |last| (last.le, last.parcours));
        let mut told = Vec::new();
        for one in found {
            let groupe = groupe(one.le, one.motif, &regles)?;
            if filtre.groupe.is_none_or(|asked| asked == groupe) {
                told.push(comptee(one, groupe));
            }
        }
        Ok::<_, Problem>((told, next))
    })
    .await?;
    Ok(annuaires::nommer(tx, told).await?)
}

const fn comptee(depart: Depart, groupe: GroupeSortie) -> SortieComptee {
    let Depart { parcours, participant, referent, le, motif } = depart;
    SortieComptee { parcours, participant, participant_nom: None, referent, referent_nom: None, le, groupe, motif }
}
