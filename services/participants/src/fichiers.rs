//! Files on their way in and out: received into the store, through the antivirus, and served so that a
//! browser never runs what they contain.

use actix_web::web::Payload;
use auth::Scope;
use depot::{Avis, Depose, TypesAdmis};
use kernel::{Clock, Id, kind};
use participants_api::{Analyse, Contenu};
use problem::Problem;
use runtime::{
    Files,
    http::{Fichier, Piece},
};

/// The files of this service. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Fichiers {
    /// Where they wait.
    recus: imports::Fichiers,
    clock: Clock,
}

/// A file that is in the store and not yet in the database.
pub(crate) struct Recu {
    pub(crate) emplacement: String,
    pub(crate) contenu: Contenu,
}

impl Fichiers {
    pub(crate) fn ouvrir(config: &Files, clock: &Clock) -> Self {
        Self { recus: imports::Fichiers::ouvrir(config), clock: clock.clone() }
    }

    /// Where the tables of imports wait.
    pub(crate) const fn tables(&self) -> &imports::Fichiers {
        &self.recus
    }

    /// Receives a body as a file of `objet`, in the scope's own folder.
    pub(crate) async fn recevoir<T>(
        &self,
        scope: &impl Scope,
        objet: Id<T>,
        types: TypesAdmis,
        payload: Payload,
    ) -> Result<Recu, Problem> {
        let emplacement = self.emplacement(scope, objet);
        let (depose, avis) = self.recus.recevoir(&emplacement, types, payload).await?;
        let analyse = match avis {
            None => Analyse::Aucune,
            Some(Avis::Sain) => Analyse::Sain,
            Some(Avis::Infecte(_)) => Analyse::Quarantaine,
        };
        Ok(Recu { contenu: self.contenu(scope, depose, analyse), emplacement })
    }

    /// Forgets a file that the database did not take.
    pub(crate) async fn oublier(&self, emplacement: &str) {
        self.recus.oublier(emplacement).await;
    }

    /// Serves a file: always a download, never a page.
    pub(crate) async fn servir(
        &self,
        emplacement: &str,
        contenu: &Contenu,
        nom: &str,
    ) -> Result<Fichier<Piece>, Problem> {
        let flux = self.recus.lire(emplacement).await?;
        Ok(Fichier::de_type(&contenu.type_mime, nom, flux))
    }

    fn emplacement<T>(&self, scope: &impl Scope, objet: Id<T>) -> String {
        format!("{}/participants/{objet}/{}", scope.territoire(), self.clock.id::<kind::Contenu>())
    }

    fn contenu(&self, scope: &impl Scope, depose: Depose, analyse: Analyse) -> Contenu {
        Contenu {
            sha256: depose.sha256,
            taille: i64::try_from(depose.taille).unwrap_or(i64::MAX),
            type_mime: depose.type_mime.to_owned(),
            analyse,
            depose_le: self.clock.now(),
            depose_par: scope.acteur().id,
            depose_par_nom: None,
        }
    }
}
