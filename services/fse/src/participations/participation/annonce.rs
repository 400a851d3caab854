//! What the other services are told of participations: all that Europe asks of each of them.

use events::{ECHEANCES_PARTICIPATION, EcheancesDites, annuaires::Annonce, dire_echeances};
use kernel::{Id, ParticipationId, RessourceId};
use problem::Problem;
use referentiel::{Attendu, ObjetEcheance, Referentiel, regles::recueil};
use store::{Tx, referentiels};

use crate::{
    operations::operation,
    participations::participation::{domain::Participation, redite, store as rows},
};

/// Of participations of which a fact changed.
pub(crate) const ECHEANCES: Annonce = Annonce {
    nature: "echeances",
    dire: |tx, ids| Box::pin(async move { dire(tx, ids.into_iter().map(Id::of_kind).collect()).await }),
};

/// Of those of operations that changed: there may be thousands, that a round tells.
pub(crate) const ECHEANCES_D_OPERATIONS: Annonce = Annonce {
    nature: "echeances_operation",
    dire: |tx, ids: Vec<RessourceId>| {
        Box::pin(async move {
            let ids: Vec<_> = ids.into_iter().map(Id::of_kind).collect();
            Ok(redite::recommencer(tx, &ids).await?)
        })
    },
};

/// Participations told again in one transaction.
const LOT: i64 = 500;

/// Tells the next lot of an operation whose last day moved, from where that was; how many.
pub(crate) async fn redire(tx: &mut Tx) -> Result<usize, Problem> {
    let Some((operation, apres)) = redite::prochaine(tx).await? else { return Ok(0) };
    let ids = rows::suivantes(tx, operation, apres, LOT).await?;
    let told = ids.len();
    redite::avancer(tx, operation, ids.last().copied()).await?;
    dire(tx, ids).await?;
    // Of an operation without anybody there is nothing to tell, and perhaps another one waits.
    Ok(told.max(1))
}

/// Of those of persons whose parcours ended, or goes on after all.
pub(crate) const ECHEANCES_DE_PERSONNES: Annonce = Annonce {
    nature: "echeances_personne",
    dire: |tx, ids: Vec<RessourceId>| {
        Box::pin(async move {
            let ids = rows::de_personnes(tx, &ids).await?;
            dire(tx, ids).await
        })
    },
};

async fn dire(tx: &mut Tx, ids: Vec<ParticipationId>) -> Result<(), Problem> {
    let found = rows::parmi(tx, &ids).await?;
    let operations: Vec<_> = found.iter().map(|one| one.operation.ressource()).collect();
    let operations = operation::store::parmi(tx, &operations).await?;
    let regles = referentiels::versions(tx).await?;
    let mut told = Vec::new();
    for one in found {
        let Some(operation) = operations.iter().find(|operation| operation.id == one.operation) else { continue };
        let echeances = one.demandes(regles.en_vigueur(one.entree_le)?, operation.contenu.fin);
        told.push(EcheancesDites {
            objet: ObjetEcheance::Participation,
            id: one.id.ressource(),
            part: None,
            participant: one.participant,
            referent: None,
            reportables: false,
            echeances,
        });
    }
    dire_echeances(tx, ECHEANCES_PARTICIPATION, &told).await
}

impl Participation {
    /// What Europe asks of it: whoever takes part until the end of the operation leaves it then, and who left the PLIE
    /// before has left it by that day.
    fn demandes(&self, referentiel: &Referentiel, fin: chrono::NaiveDate) -> Vec<Attendu> {
        if self.ecart().is_some() {
            return vec![];
        }
        let exit = self.sortie_attendue(fin).map(|sortie_le| match self.fin_parcours {
            Some(end) if end.le <= fin => recueil::restee_ouverte(referentiel, sortie_le),
            Some(_) | None => recueil::sortie(referentiel, sortie_le),
        });
        recueil::entree(referentiel, self.entree_le, &self.manque()).into_iter().chain(exit).collect()
    }
}
