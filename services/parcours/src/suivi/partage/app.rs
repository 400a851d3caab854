//! What may be told of a person to somebody who is around them: what may not is not read.

use events::annuaires;
use kernel::IntervenantId;
use parcours_api::{EtapePartagee, LignePartagee, PartageDto};
use problem::Problem;
use store::Tx;

use crate::{
    etapes::etape::{self, domain::Etape},
    suivi::{
        action::{self, domain::Action},
        intervenant,
        partage::domain::{dit_le_plan, dit_les_etapes, dit_tout, etendue},
    },
    vie::etat,
};

/// What may be told today to somebody who is around a person, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: IntervenantId) -> Result<PartageDto, Problem> {
    let somebody = intervenant::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let (parcours, au) = (somebody.parcours, tx.today());
    let (etendue, raison) = etendue(&somebody.ecrit, au);
    let mut told = PartageDto {
        intervenant: id,
        parcours,
        participant: somebody.participant,
        participant_nom: None,
        au,
        etendue,
        raison,
        situation: None,
        etapes: vec![],
        lignes: vec![],
    };
    if dit_les_etapes(etendue) {
        told.etapes = etape::store::du_parcours(tx, parcours).await?.into_iter().map(Into::into).collect();
    }
    if dit_le_plan(etendue) {
        // What touches health stays with who accompanies, whatever was agreed.
        let mut lines = action::store::des_parcours(tx, &[parcours], false).await?;
        lines.sort_by_key(Action::rang);
        told.lignes = lines.into_iter().map(Into::into).collect();
    }
    if dit_tout(etendue) {
        let days: Vec<_> = etat::store::des_parcours(tx, &[parcours]).await?.into_iter().map(|(_, one)| one).collect();
        told.situation = etat::domain::le(&days, au).map(etat::domain::Etat::code);
    }
    Ok(annuaires::nommer(tx, told).await?)
}

impl From<Etape> for EtapePartagee {
    fn from(etape: Etape) -> Self {
        let Etape { id, nature, operateur, intitule, debut, fin_prevue, fin, etat, .. } = etape;
        Self { etape: id, nature, intitule, operateur, operateur_nom: None, debut, fin_prevue, fin, etat }
    }
}

impl From<Action> for LignePartagee {
    fn from(action: Action) -> Self {
        let Action { ecrit, etat, .. } = action;
        Self { nature: ecrit.nature, intitule: ecrit.intitule, porteur: ecrit.porteur, echeance: ecrit.echeance, etat }
    }
}
