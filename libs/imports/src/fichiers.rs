//! Where received files wait: brought into the store, through the antivirus.

use bytes::Bytes;
use depot::{Antivirus, Avis, Depose, Depot, DepotError, Flux, Reception, TypesAdmis};
use futures_util::Stream;
use problem::{Problem, Slug};
use runtime::Files;

/// The files that a service received. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Fichiers {
    /// `None` when its address is not one: what needs it then answers 503.
    depot: Option<Depot>,
    antivirus: Option<Antivirus>,
    limite: u64,
}

impl Fichiers {
    /// Those of the store that the configuration names.
    #[must_use]
    pub fn ouvrir(config: &Files) -> Self {
        let depot = Depot::ouvrir(&config.store, config.options());
        let depot = depot.inspect_err(|error| tracing::error!(error = %error, "the file store cannot be opened")).ok();
        let antivirus = config.antivirus.as_deref().map(Antivirus::new);
        Self { depot, antivirus, limite: config.file_limit }
    }

    fn depot(&self) -> Result<&Depot, Problem> {
        self.depot
            .as_ref()
            .ok_or_else(|| Problem::new(Slug::Indisponible, "Le dépôt des fichiers n'est pas joignable."))
    }

    /// Receives a body, and what the antivirus said of it; `None` where there is none.
    pub async fn recevoir<E: std::fmt::Display>(
        &self,
        emplacement: &str,
        types: TypesAdmis,
        flux: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<(Depose, Option<Avis>), Problem> {
        let reception = Reception { limite: self.limite, types };
        let depose = self.depot()?.recevoir(emplacement, reception, flux).await.map_err(|error| refus(&error))?;
        Ok((depose, self.examiner(emplacement).await?))
    }

    /// Receives a table; one that the antivirus keeps is refused, and forgotten.
    pub async fn recevoir_table<E: std::fmt::Display>(
        &self,
        emplacement: &str,
        flux: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Depose, Problem> {
        let (depose, avis) = self.recevoir(emplacement, TypesAdmis::Tableaux, flux).await?;
        if matches!(avis, Some(Avis::Infecte(_))) {
            self.oublier(emplacement).await;
            let detail = "L'antivirus a retenu ce fichier : demandez-en un autre.";
            return Err(Problem::new(Slug::FichierEnQuarantaine, detail));
        }
        Ok(depose)
    }

    /// An antivirus that cannot be asked keeps the file from everybody: it is not lost.
    async fn examiner(&self, emplacement: &str) -> Result<Option<Avis>, Problem> {
        let Some(antivirus) = &self.antivirus else { return Ok(None) };
        let flux = self.lire(emplacement).await?;
        Ok(Some(match antivirus.examiner(flux).await {
            Ok(Avis::Sain) => Avis::Sain,
            Ok(Avis::Infecte(nom)) => {
                tracing::warn!(virus = nom, "a received file is in quarantine");
                Avis::Infecte(nom)
            }
            Err(error) => {
                tracing::error!(error = %error, "a received file could not be examined");
                Avis::Infecte("?".to_owned())
            }
        }))
    }

    /// Forgets a file that the database did not take.
    pub async fn oublier(&self, emplacement: &str) {
        if let Some(depot) = &self.depot
            && let Err(error) = depot.detruire(emplacement).await
        {
            tracing::error!(error = %error, "a file that nobody refers to stays in the store");
        }
    }

    /// Reads a file.
    pub async fn lire(&self, emplacement: &str) -> Result<Flux, Problem> {
        self.depot()?.lire(emplacement).await.map_err(|error| refus(&error))
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
