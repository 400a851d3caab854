//! What the other services are told of situations: who receives the RSA.

use events::annuaires::Annonce;
use kernel::Id;
use participants_api::SITUATION_RSA;
use store::Evenement;

use crate::dossier::situation::store as rows;

/// A record of a file about the RSA.
pub(crate) const RSA: Annonce = Annonce {
    nature: "situation_rsa",
    dire: |tx, ids| {
        Box::pin(async move {
            let ids: Vec<_> = ids.into_iter().map(Id::of_kind).collect();
            for told in rows::rsa(tx, &ids).await? {
                tx.emit(Evenement::new(SITUATION_RSA, told.situation, tx.now(), &told)?);
            }
            Ok(())
        })
    },
};
