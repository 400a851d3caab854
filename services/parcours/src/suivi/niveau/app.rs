//! Saying how heavy a theme weighs.

use events::annuaires;
use kernel::{De, ParcoursId};
use parcours_api::{FreinSuivi, NiveauConstate, NouveauNiveau};
use participants_api::NiveauFrein;
use problem::{Problem, remplacer};
use store::Tx;

use crate::{
    suivi::niveau::{
        domain::{Frein, Niveau, freins},
        store as rows,
    },
    vie::parcours::{self, domain::Commande},
};

impl From<Frein> for FreinSuivi {
    fn from(one: Frein) -> Self {
        let Frein { theme, entree, actuel, evolution, niveaux } = one;
        let told = |Niveau { le, poids, par, .. }| NiveauConstate { le, niveau: poids, par, par_nom: None };
        Self { theme, entree, actuel, evolution, niveaux: niveaux.into_iter().map(told).collect() }
    }
}

/// Says how heavy a theme weighs on a day of the parcours.
pub(crate) async fn constater(tx: &mut Tx, id: ParcoursId, nouveau: NouveauNiveau) -> Result<De<FreinSuivi>, Problem> {
    let NouveauNiveau { theme, niveau, le, remplace } = nouveau;
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(Commande::Accompagner)?;
    tx.refuse_future("/le", le)?;
    parcours.couvre("/le", le)?;
    let said = rows::du_jour(tx, id, theme, le).await?;
    let told = |one: &NiveauFrein| format!("Le niveau dit pour ce jour est déjà « {} »", kernel::Code::code(*one));
    remplacer(said.as_ref(), remplace.as_ref(), told)?;
    let par = tx.acteur().id;
    rows::fixer(tx, &parcours, Niveau { theme, le, poids: niveau, par }).await?;
    let all: Vec<_> = rows::des_parcours(tx, &[id], true).await?.into_iter().map(|(_, one)| one).collect();
    let mine = freins(all).into_iter().find(|one| one.theme == theme).ok_or_else(Problem::not_found)?;
    Ok(De::une(parcours.participant, annuaires::nommer(tx, mine.into()).await?))
}
