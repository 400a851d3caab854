//! The closed list of problems. Each slug has an anchor in `docs/problems.md`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A name is taken as the token that it is: within a fragment `literal`, the schema would not see what it renames to.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $variant:ident $slug:tt $status:literal $title:literal;)*) => {
        /// The stable name of a problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum Slug {
            $($(#[$doc])* #[doc = concat!(" ", $title, " (", $status, ").")] #[serde(rename = $slug)] $variant,)*
        }

        impl Slug {
            /// Every problem of the suite.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, as it stands in the body and in the documentation.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $slug),* }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status),* }
            }

            /// The French title.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }
        }
    };
}

catalogue! {
    RequeteIllisible "requete-illisible" 400 "Requête illisible";
    CleIdempotenceInvalide "cle-idempotence-invalide" 400 "Clé d'idempotence invalide";
    Authentification "authentification-requise" 401 "Authentification requise";
    IdentifiantsRefuses "identifiants-refuses" 401 "Identifiants refusés";
    SecondFacteur "second-facteur-requis" 401 "Second facteur requis";
    AuthentificationRecente "authentification-recente-requise" 401 "Authentification récente requise";
    Interdit "interdit" 403 "Droit insuffisant";
    Introuvable "introuvable" 404 "Introuvable";
    MethodeInterdite "methode-interdite" 405 "Méthode interdite";
    EnvoiInterrompu "envoi-interrompu" 408 "Envoi interrompu";
    Conflit "conflit" 409 "Conflit";
    TransitionInterdite "transition-interdite" 409 "Action impossible dans cet état";
    Chevauchement "chevauchement" 409 "Chevauchement";
    PieceManquante "piece-manquante" 409 "Pièce manquante";
    FichierEnQuarantaine "fichier-en-quarantaine" 409 "Fichier en quarantaine";
    DossierLimite "dossier-limite" 409 "Traitement limité";
    ReponseNonGardee "reponse-non-gardee" 409 "Réponse non gardée";
    EffacementRefuse "effacement-refuse" 409 "Effacement refusé";
    CodeRefuse "code-refuse" 422 "Code refusé";
    LienInvalide "lien-invalide" 404 "Lien invalide";
    QuorumNonAtteint "quorum-non-atteint" 409 "Quorum non atteint";
    FeuilleFigee "feuille-figee" 409 "Feuille de temps figée";
    FeuilleIncoherente "feuille-incoherente" 409 "Feuille de temps incohérente";
    VersionDepassee "version-depassee" 412 "Modifié entre-temps";
    CorpsTropGrand "corps-trop-grand" 413 "Corps trop grand";
    TypeNonPrisEnCharge "type-non-pris-en-charge" 415 "Type de contenu non pris en charge";
    DonneesInvalides "donnees-invalides" 422 "Données invalides";
    SignatureManquante "signature-manquante" 422 "Signature manquante";
    PlafondDepasse "plafond-depasse" 422 "Plafond dépassé";
    CleIdempotenceReutilisee "cle-idempotence-reutilisee" 422 "Clé d'idempotence déjà utilisée";
    VersionRequise "version-requise" 428 "Version requise";
    TropDeRequetes "trop-de-requetes" 429 "Trop de requêtes";
    Interne "erreur-interne" 500 "Erreur interne";
    ServiceInjoignable "service-injoignable" 502 "Service injoignable";
    Indisponible "indisponible" 503 "Momentanément indisponible";
    ReferentielAbsent "referentiel-absent" 503 "Référentiel pas encore reçu";
    DelaiDepasse "delai-depasse" 504 "Délai dépassé";
}

impl Slug {
    /// Whether it says that somebody is away or late, the base or a neighbour: what is tried again succeeds by itself.
    #[must_use]
    pub const fn passes(self) -> bool {
        matches!(self, Self::Indisponible | Self::ReferentielAbsent | Self::ServiceInjoignable | Self::DelaiDepasse)
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn every_problem_has_its_anchor_in_the_documentation_and_the_reverse() {
        let page = include_str!("../../../docs/problems.md");
        let documented: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let catalogue: Vec<_> = Slug::ALL.iter().map(|slug| slug.as_str()).collect();
        assert_eq!(documented, catalogue);
    }
}
