//! The year of the places, from what is known of each day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use events::annuaires::{self, Renvois, Structure, Utilisateur};
use kernel::{
    Role, StructureId, UtilisateurId,
    calendrier::{Periode, premier_du_mois},
};
use parcours_api::{
    ConventionPlaces, FiltreOccupation, MoisOccupation, MoyennePlaces, NormeOccupation, Occupation, PrevisionPlaces,
};
use problem::Problem;
use referentiel::{
    Referentiel,
    regles::{
        capacite,
        file_active::Bornes,
        occupation::{self, Mouvements},
    },
};
use rust_decimal::Decimal;
use store::{Tx, referentiels};

use crate::{
    pilotage::{
        occupation::{
            domain::{Annee, Equipier, Moyens, Perimetre, moyens, travaille},
            store::{self as rows, Occupees},
        },
        places::{
            self,
            domain::{financees, jours},
        },
    },
    vie::{capacite as capacites, etat},
};

/// Of whom the occupation is asked is of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreOccupation) -> Result<(), Problem> {
    exiger(tx, filtre.referent, filtre.structure).await
}

/// The same of a référent, of a structure, or of both.
pub(crate) async fn exiger(
    tx: &mut Tx,
    referent: Option<UtilisateurId>,
    structure: Option<StructureId>,
) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, structure.map(|one| ("/structure".to_owned(), one)), |_: &Structure| Ok(())).await?;
    renvois.exiger(tx, referent.map(|one| ("/referent".to_owned(), one)), |_: &Utilisateur| Ok(())).await?;
    renvois.conclure()
}

/// The référents who are asked of: that one from `du` on, or those whom the structure has, on the days on which it has them.
pub(crate) async fn perimetre(
    tx: &mut Tx,
    du: NaiveDate,
    referent: Option<UtilisateurId>,
    structure: Option<StructureId>,
) -> Result<Perimetre, Problem> {
    let Some(structure) = structure else {
        let jours = Periode { du, au: None };
        let one = |referent| Perimetre::Equipe(vec![Equipier { referent, jours }]);
        return Ok(referent.map_or(Perimetre::Territoire, one));
    };
    let mut team = equipe(tx, structure).await?;
    team.retain(|one| referent.is_none_or(|asked| asked == one.referent));
    Ok(Perimetre::Equipe(team))
}

/// The référents of a structure, on the days on which it has them.
pub(crate) async fn equipe(tx: &mut Tx, structure: StructureId) -> Result<Vec<Equipier>, Problem> {
    let mut team = Vec::new();
    for one in annuaires::tenant_pour(tx, Role::Referent, structure).await? {
        let held = one.roles.iter().filter(|held| held.role == Role::Referent && held.structure == Some(structure));
        let mut jours: Vec<_> = held.map(|held| Periode { du: held.du, au: held.au }).collect();
        jours.sort_by_key(|one| one.du);
        team.extend(reunir(&jours).into_iter().map(|jours| Equipier { referent: one.id, jours }));
    }
    Ok(team)
}

/// Days in the order of their first one, as periods that do not cross: a role that was given again before it ended counts
/// once.
fn reunir(jours: &[Periode]) -> Vec<Periode> {
    let mut all: Vec<Periode> = Vec::new();
    for one in jours {
        match all.last_mut().filter(|last| last.croise(*one)) {
            Some(last) => last.au = last.au.zip(one.au).map(|(former, next)| former.max(next)),
            None => all.push(*one),
        }
    }
    all
}

/// What is known of a year beside its rules.
struct Connues {
    annee: Annee,
    /// The day as of the end of which it is told.
    au: NaiveDate,
    conventions: Vec<ConventionPlaces>,
    /// Those whom these conventions cover, on their days.
    couverts: Perimetre,
    travail: Vec<(UtilisateurId, NaiveDate, Decimal)>,
    perimetre: Perimetre,
    occupees: Vec<Occupees>,
}

impl Connues {
    /// Of a day, each référent with the places that their persons occupy.
    fn presents(&self, jour: NaiveDate) -> Vec<(UtilisateurId, u32)> {
        let there = self.occupees.iter().filter(|row| row.jour == jour);
        there.map(|row| (row.referent.0, many(row.places))).collect()
    }

    /// The places that are occupied on a day, and those by persons who occupied one on the day of reference already.
    fn occupees(&self, jour: NaiveDate) -> (u32, u32) {
        let there = self.occupees.iter().filter(|row| row.jour == jour);
        let (places, restes) = there.fold((0, 0), |(places, restes), row| (places + row.places, restes + row.restes));
        (many(places), many(restes))
    }

    /// What is funded at the end of a month, and worked by those of whom nothing is said to be funded.
    fn moyens(&self, fin: NaiveDate) -> Moyens {
        let held = financees(&self.conventions, fin);
        let worked = travaille(&self.travail, &self.perimetre, fin);
        moyens(fin, held, &self.couverts, &self.presents(fin), &worked)
    }

    /// The months that have begun, and the year, until the day of what is known.
    fn durees(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let firsts = self.annee.fins.iter().map(|fin| (premier_du_mois(*fin), *fin));
        let spans = firsts.chain([(self.annee.premier, self.annee.dernier)]);
        spans.filter(|(du, _)| *du <= self.au).map(|(du, au)| (du, au.min(self.au))).collect()
    }
}

fn many(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whom these conventions cover, on their days: the team of a structure that holds places as a whole, and who holds a share.
async fn couverts(tx: &mut Tx, conventions: &[ConventionPlaces]) -> Result<Perimetre, Problem> {
    let whole = conventions.iter().filter(|one| one.referent.is_none());
    let structures: BTreeSet<_> = whole.map(|one| one.structure).collect();
    // A structure holds places by several conventions of the year: its team is read once.
    let mut teams = BTreeMap::new();
    for structure in structures {
        teams.insert(structure, equipe(tx, structure).await?);
    }
    let mut covered = Vec::new();
    for one in conventions {
        let held = jours(one);
        if let Some(referent) = one.referent {
            covered.push(Equipier { referent, jours: held });
        } else {
            let team = teams.get(&one.structure).into_iter().flatten();
            covered.extend(team.filter_map(|one| one.pendant(held)));
        }
    }
    Ok(Perimetre::Equipe(covered))
}

/// The occupation of a year, in a number of queries that depends on no person, référent or convention, but only on the
/// structures that hold places as a whole.
pub(crate) async fn dire(tx: &mut Tx, filtre: FiltreOccupation) -> Result<Occupation, Problem> {
    let FiltreOccupation { annee, referent, structure, connu_le } = filtre;
    let instant = etat::app::connu(tx, connu_le).await?;
    let au = connu_le.unwrap_or_else(|| tx.today());
    let premier = annee.and_then(|annee| NaiveDate::from_ymd_opt(annee, 1, 1)).unwrap_or(au);
    let annee = Annee::de(premier);
    let depuis = annee.depuis(au);
    let first = depuis.map_or(annee.premier, |depuis| depuis.min(annee.premier));
    let perimetre = perimetre(tx, first, referent, structure).await?;
    let conventions =
        places::store::de_l_annee(tx, (annee.premier, annee.dernier), (structure, referent), instant).await?;
    let travail = capacites::store::jusqu_au(tx, annee.dernier, instant).await?;
    let couverts = couverts(tx, &conventions).await?;
    let mut connues = Connues { annee, au, conventions, couverts, travail, perimetre, occupees: vec![] };
    let regles = referentiels::versions(tx).await?;
    let reference = depuis.unwrap_or(connues.annee.dernier);
    let mut fins = Vec::new();
    for jour in connues.annee.fins.iter().copied().chain(depuis.filter(|jour| *jour < connues.annee.premier)) {
        fins.push((jour, Bornes::de(regles.en_vigueur(jour)?)));
    }
    connues.occupees = rows::occupees(tx, &fins, reference, &connues.perimetre, instant).await?;
    let durees = connues.durees();
    let mut personnes = rows::accompagnees(tx, &durees, &connues.perimetre, instant).await?;
    let de_l_annee = personnes.pop().unwrap_or_default();
    let months = connues.annee.fins.iter().enumerate();
    let mois: Vec<_> = months.map(|(rang, fin)| mois(&connues, *fin, personnes.get(rang))).collect();
    let en_vigueur = regles.en_vigueur(connues.annee.dernier.min(au))?;
    let (last, stay) = connues.occupees(connues.annee.dernier);
    let prevision = depuis.map(|depuis| {
        let presents = connues.occupees(depuis).0;
        let mouvements = Mouvements { depuis, presents, entrees: last - stay, fins: presents - stay };
        let verdict = occupation::prevision(en_vigueur, mouvements);
        PrevisionPlaces { occupees: verdict.conclusion, raison: verdict.raison }
    });
    let over: Vec<_> = mois.iter().filter(|one| one.echu).map(|one| one.occupees).collect();
    let moyenne = occupation::moyenne(en_vigueur, &over)
        .map(|verdict| MoyennePlaces { valeur: verdict.conclusion, raison: verdict.raison });
    let normes = normes(en_vigueur, &mois, &over, de_l_annee);
    let annee = connues.annee.premier.year();
    let told = Occupation {
        annee,
        connu_le: au,
        referent,
        referent_nom: None,
        structure,
        structure_nom: None,
        mois,
        moyenne,
        personnes: de_l_annee,
        prevision,
        normes,
    };
    Ok(annuaires::nommer(tx, told).await?)
}

fn mois(connues: &Connues, fin: NaiveDate, personnes: Option<&u32>) -> MoisOccupation {
    let (occupees, _) = connues.occupees(fin);
    let Moyens { places, etp, hors_convention, sans_etp } = connues.moyens(fin);
    let taux_couvert = places.and_then(|places| occupation::montee_en_charge(occupees - hors_convention, places));
    MoisOccupation {
        fin,
        echu: fin <= connues.au,
        places,
        etp,
        sans_etp,
        occupees,
        hors_convention,
        personnes: personnes.copied(),
        taux: taux_couvert.filter(|_| hors_convention == 0),
        taux_couvert,
    }
}

/// The mean working time of some months; unknown where nobody said what somebody works in one of them.
fn etp_moyen<'a>(mois: impl Iterator<Item = &'a MoisOccupation>) -> Option<Decimal> {
    let known: Option<Vec<_>> = mois.map(|one| (one.sans_etp == 0).then_some(one.etp)).collect();
    occupation::etp_moyen(&known?)
}

/// What the rules say of the mean of the months that are over, and of the persons of the year.
fn normes(regles: &Referentiel, mois: &[MoisOccupation], over: &[u32], personnes: u32) -> Vec<NormeOccupation> {
    let worked = etp_moyen(mois.iter().filter(|one| one.echu));
    let par_mois = worked.and_then(|etp| occupation::par_mois(regles, etp, over));
    let par_an = etp_moyen(mois.iter()).and_then(|etp| capacite::sur_l_annee(regles, etp, personnes));
    let par_mois =
        par_mois.map(|verdict| NormeOccupation { tenue: verdict.conclusion.is_zero(), raison: verdict.raison });
    let par_an = par_an.map(|verdict| NormeOccupation { tenue: verdict.conclusion == 0, raison: verdict.raison });
    par_mois.into_iter().chain(par_an).collect()
}
