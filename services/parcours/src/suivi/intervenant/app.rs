//! Who else is around a person: written with what the person agreed to share.

use std::collections::HashMap;

use events::annuaires;
use kernel::{De, IntervenantId, ParcoursId};
use parcours_api::{Entourage, FonctionIntervenant, IntervenantDto, IntervenantEcrit, PartageIntervenant};
use participants_api::{EntreeValidee, ReferentSocialConnu};
use problem::{Problem, Slug};
use runtime::http::Retouche;
use store::{Error, Tx, historique};
use suite_api::ChangementDto;

use crate::{
    suivi::intervenant::{
        domain::{AUTOUR, Intervenant, admettre},
        store as rows,
    },
    vie::parcours::{
        self,
        domain::{Commande, Parcours},
    },
};

impl From<Intervenant> for IntervenantDto {
    fn from(one: Intervenant) -> Self {
        let Intervenant { id, version, parcours, participant, ecrit, par } = one;
        let IntervenantEcrit { fonction, nom, organisme, telephone, courriel, du, au, partage, accord_le } = ecrit;
        Self {
            id,
            version,
            parcours,
            participant,
            participant_nom: None,
            fonction,
            nom,
            organisme,
            telephone,
            courriel,
            du,
            au,
            partage,
            accord_le,
            par,
            par_nom: None,
        }
    }
}

async fn detail(tx: &mut Tx, one: Intervenant) -> Result<IntervenantDto, Problem> {
    Ok(annuaires::nommer(tx, IntervenantDto::from(one)).await?)
}

/// Who is around the person of a parcours, or 404.
pub(crate) async fn lister(tx: &mut Tx, id: ParcoursId) -> Result<Entourage, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let mut found = rows::des_parcours(tx, &[id]).await?;
    found.sort_by_key(Intervenant::rang);
    let intervenants = found.into_iter().map(Into::into).collect();
    let told = Entourage { parcours: id, participant: parcours.participant, participant_nom: None, intervenants };
    Ok(annuaires::nommer(tx, told).await?)
}

/// Somebody who is around a person, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: IntervenantId) -> Result<IntervenantDto, Problem> {
    let found = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    detail(tx, found).await
}

/// What was changed of somebody before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: IntervenantId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let found = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(De::une(found.participant, annuaires::nommer(tx, changes).await?))
}

/// Writes who is around a person.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParcoursId, ecrit: IntervenantEcrit) -> Result<IntervenantDto, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(Commande::Accompagner)?;
    admettre(&ecrit, tx.today())?;
    if rows::des_parcours(tx, &[id]).await?.len() >= AUTOUR {
        return Err(Problem::new(Slug::TransitionInterdite, format!("Un parcours a {AUTOUR} intervenants au plus.")));
    }
    let (id, par) = (tx.id(), tx.acteur().id);
    let one = Intervenant { id, version: 1, parcours: parcours.id, participant: parcours.participant, ecrit, par };
    rows::ajouter(tx, &one).await?;
    detail(tx, one).await
}

/// Puts around the persons whose parcours open the référent social whom their candidature named: nothing is shared with them
/// until the person agrees to it.
pub(crate) async fn recevoir(tx: &mut Tx, ouverts: &[Parcours], entrees: &[EntreeValidee]) -> Result<(), Error> {
    let named = entrees.iter().filter_map(|one| Some((one.candidature, one.referent_social.as_ref()?)));
    let named: HashMap<_, _> = named.collect();
    for parcours in ouverts {
        let Some(ReferentSocialConnu { qui, depuis, par }) = named.get(&parcours.candidature) else { continue };
        let ecrit = IntervenantEcrit {
            fonction: FonctionIntervenant::ReferentSocial,
            nom: qui.nom.clone(),
            organisme: qui.organisme.clone(),
            telephone: None,
            courriel: None,
            du: *depuis,
            au: None,
            partage: PartageIntervenant::Rien,
            accord_le: None,
        };
        let (id, participant) = (tx.id(), parcours.participant);
        let one = Intervenant { id, version: 1, parcours: parcours.id, participant, ecrit, par: *par };
        rows::ajouter(tx, &one).await?;
    }
    Ok(())
}

/// Writes them otherwise, if nobody did meanwhile.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: IntervenantId,
    lues: &historique::Lues,
    retouche: Retouche<IntervenantEcrit>,
) -> Result<IntervenantDto, Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    parcours.peut(Commande::Accompagner)?;
    let mut one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    historique::exiger_version(tx, id, lues, one.version).await?;
    let former = one.ecrit.clone();
    one.ecrit = retouche.appliquer(&former)?;
    admettre(&one.ecrit, tx.today())?;
    if historique::noter_valeurs(tx, id, one.version + 1, &former, &one.ecrit).await? {
        one.version += 1;
        rows::enregistrer(tx, &one).await?;
    }
    detail(tx, one).await
}
