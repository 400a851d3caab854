//! Saying how heavy a theme weighs.

use events::annuaires;
use kernel::{De, ParcoursId};
use pages::Mots as _;
use parcours_api::{FreinSuivi, NiveauConstate, NiveauRemplace, NouveauNiveau};
use participants_api::{NiveauDiagnostique, NiveauFrein, NiveauxDiagnostiques};
use problem::{Problem, remplacer};
use store::Tx;

use crate::{
    suivi::{
        action::app::{exiger_lisible, sensibles},
        niveau::{
            domain::{Frein, Niveau, Remplace, du_diagnostic, freins},
            store as rows,
        },
    },
    vie::parcours::{self, domain::Commande},
};

impl From<Frein> for FreinSuivi {
    fn from(one: Frein) -> Self {
        let Frein { theme, entree, actuel, evolution, niveaux } = one;
        Self { theme, entree, actuel, evolution, niveaux: niveaux.into_iter().map(Into::into).collect() }
    }
}

impl From<Niveau> for NiveauConstate {
    fn from(one: Niveau) -> Self {
        let Niveau { le, poids, par, remplaces, .. } = one;
        Self { le, niveau: poids, par, par_nom: None, remplaces: remplaces.into_iter().map(Into::into).collect() }
    }
}

impl From<Remplace> for NiveauRemplace {
    fn from(one: Remplace) -> Self {
        let Remplace { poids, par, jusqu_au } = one;
        Self { niveau: poids, par, par_nom: None, remplace_le: jusqu_au }
    }
}

/// Says how heavy a theme weighs on a day of the parcours.
pub(crate) async fn constater(tx: &mut Tx, id: ParcoursId, nouveau: NouveauNiveau) -> Result<De<FreinSuivi>, Problem> {
    let NouveauNiveau { theme, niveau, le, remplace } = nouveau;
    let parcours = parcours::app::verrouiller(tx, id).await?;
    exiger_lisible(tx, theme)?;
    parcours.peut(Commande::Accompagner)?;
    tx.refuse_future("/le", le)?;
    parcours.couvre("/le", le)?;
    let said = rows::du_jour(tx, id, theme, le).await?;
    let told = |one: &NiveauFrein| format!("Le niveau dit pour ce jour est déjà « {} »", one.mot());
    remplacer(said.as_ref().map(|(_, former)| &former.poids), remplace.as_ref(), told)?;
    let fresh = Niveau { theme, le, poids: niveau, par: tx.acteur().id, du_diagnostic: false, remplaces: vec![] };
    match said {
        Some((which, former)) => rows::remplacer(tx, which, &former, &fresh).await?,
        None => rows::ajouter(tx, &parcours, &[fresh]).await?,
    }
    let sensibles = sensibles(tx);
    let all: Vec<_> = rows::des_parcours(tx, &[id], sensibles).await?.into_iter().map(|(_, one)| one).collect();
    let mine = freins(all).into_iter().find(|one| one.theme == theme).ok_or_else(Problem::not_found)?;
    Ok(De::une(parcours.participant, annuaires::nommer(tx, mine.into()).await?))
}

/// Hears how heavy the diagnoses of who entered found their themes: what was said of a day in the parcours stays, what a
/// diagnosis found of it before is kept beside what is found now.
pub(crate) async fn entendre(tx: &mut Tx, told: NiveauxDiagnostiques) -> Result<(), Problem> {
    let NiveauxDiagnostiques { candidature, niveaux } = told;
    let Some(parcours) = parcours::store::verrouiller_de(tx, candidature).await? else { return Ok(()) };
    let found = |one: NiveauDiagnostique| {
        let NiveauDiagnostique { theme, niveau: poids, le, par } = one;
        Niveau { theme, le, poids, par, du_diagnostic: true, remplaces: vec![] }
    };
    let said = rows::du_parcours(tx, parcours.id).await?;
    let mut fresh = Vec::new();
    for one in du_diagnostic(parcours.entree_le, niveaux.into_iter().map(found).collect()) {
        match said.iter().find(|(_, former)| (former.theme, former.le) == (one.theme, one.le)) {
            Some((which, former)) if former.cede_a(&one) => rows::remplacer(tx, *which, former, &one).await?,
            Some(_) => {}
            None => fresh.push(one),
        }
    }
    Ok(rows::ajouter(tx, &parcours, &fresh).await?)
}
