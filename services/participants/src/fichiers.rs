//! Files on their way in and out: received into the store, through the antivirus, and served so that a
//! browser never runs what they contain.

use actix_web::web::Payload;
use auth::Scope;
use depot::{Antivirus, Avis, Depose, Depot, DepotError, Flux, Reception, TypesAdmis};
use imports::travail;
use kernel::{Clock, Id, kind};
use participants_api::{Analyse, Contenu};
use problem::{Problem, Slug};
use runtime::{
    Files,
    http::{Fichier, Piece},
};

/// The files of this service. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Fichiers {
    /// `None` when its address is not one: what needs it then answers 503.
    depot: Option<Depot>,
    antivirus: Option<Antivirus>,
    limite: u64,
    clock: Clock,
}

/// A file that is in the store and not yet in the database.
pub(crate) struct Recu {
    pub(crate) emplacement: String,
    pub(crate) contenu: Contenu,
}

impl Fichiers {
    pub(crate) fn ouvrir(config: &Files, clock: &Clock) -> Self {
        let depot = Depot::ouvrir(&config.store, config.options());
        let depot = depot.inspect_err(|error| tracing::error!(error = %error, "the file store cannot be opened")).ok();
        let antivirus = config.antivirus.as_deref().map(Antivirus::new);
        Self { depot, antivirus, limite: config.file_limit, clock: clock.clone() }
    }

    fn depot(&self) -> Result<&Depot, Problem> {
        self.depot
            .as_ref()
            .ok_or_else(|| Problem::new(Slug::Indisponible, "Le dépôt des fichiers n'est pas joignable."))
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
        let reception = Reception { limite: self.limite, types };
        let depose = self.depot()?.recevoir(&emplacement, reception, payload).await.map_err(|error| refus(&error))?;
        let analyse = self.analyser(&emplacement).await?;
        Ok(Recu { contenu: self.contenu(scope, depose, analyse), emplacement })
    }

    /// Forgets a file that the database did not take.
    pub(crate) async fn oublier(&self, emplacement: &str) {
        if let Some(depot) = &self.depot
            && let Err(error) = depot.detruire(emplacement).await
        {
            tracing::error!(error = %error, "a file that nobody refers to stays in the store");
        }
    }

    /// Reads a file.
    pub(crate) async fn lire(&self, emplacement: &str) -> Result<Flux, Problem> {
        self.depot()?.lire(emplacement).await.map_err(|error| refus(&error))
    }

    /// Serves a file: always a download, never a page.
    pub(crate) async fn servir(
        &self,
        emplacement: &str,
        contenu: &Contenu,
        nom: &str,
    ) -> Result<Fichier<Piece>, Problem> {
        let flux = self.depot()?.lire(emplacement).await.map_err(|error| refus(&error))?;
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

    /// An antivirus that cannot be asked keeps the file from everybody: it is not lost.
    async fn analyser(&self, emplacement: &str) -> Result<Analyse, Problem> {
        let Some(antivirus) = &self.antivirus else { return Ok(Analyse::Aucune) };
        let flux = self.depot()?.lire(emplacement).await.map_err(|error| refus(&error))?;
        Ok(match antivirus.examiner(flux).await {
            Ok(Avis::Sain) => Analyse::Sain,
            Ok(Avis::Infecte(nom)) => {
                tracing::warn!(virus = nom, "a received file is in quarantine");
                Analyse::Quarantaine
            }
            Err(error) => {
                tracing::error!(error = %error, "a received file could not be examined");
                Analyse::Quarantaine
            }
        })
    }
}

impl travail::Fichiers for Fichiers {
    async fn lire(&self, cle: &str) -> Result<Flux, Problem> {
        Self::lire(self, cle).await
    }

    async fn oublier(&self, cle: &str) {
        Self::oublier(self, cle).await;
    }
}

fn refus(error: &DepotError) -> Problem {
    match error {
        DepotError::TooLarge(limite) => {
            Problem::new(Slug::CorpsTropGrand, format!("Le fichier dépasse {} Mio.", limite / 1024 / 1024))
        }
        DepotError::Type(types) => {
            let admitted = match types {
                TypesAdmis::Pieces => "PDF, JPEG, PNG, WebP, TIFF ou HEIF",
                TypesAdmis::Tableaux => "XLSX ou CSV",
            };
            let detail = format!("Le contenu du fichier n'est pas d'un type admis : {admitted}.");
            Problem::new(Slug::TypeNonPrisEnCharge, detail)
        }
        DepotError::Sender(_) => Problem::new(Slug::RequeteIllisible, "L'envoi du fichier s'est interrompu."),
        DepotError::Store(_)
        | DepotError::Address(_)
        | DepotError::Option(_)
        | DepotError::Options(_)
        | DepotError::Folder(_) => {
            tracing::error!(error = %error, cause = ?error, "the file store failed");
            Problem::new(Slug::Indisponible, "Le dépôt des fichiers n'est pas joignable.")
        }
    }
}
