use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Queryable, Selectable};
use kernel::UtilisateurId;
use store::Colonne;

use crate::{
    schema::{activites, conges},
    temps::retrait::domain::Retrait,
};

/// The columns that say of an activity, or of days of leave, that they were withdrawn.
macro_rules! colonnes {
    ($nom:ident, $table:ident) => {
        #[derive(Debug, Queryable, Selectable, AsChangeset)]
        #[diesel(table_name = $table)]
        pub(crate) struct $nom {
            retire_le: Option<DateTime<Utc>>,
            retire_par: Option<Colonne<UtilisateurId>>,
            retire_motif: Option<String>,
        }

        impl From<$nom> for Option<Retrait> {
            fn from($nom { retire_le, retire_par, retire_motif }: $nom) -> Self {
                let (le, par, motif) = (retire_le?, retire_par?.0, retire_motif?);
                Some(Retrait { le, par, motif })
            }
        }

        impl From<&Retrait> for $nom {
            fn from(Retrait { le, par, motif }: &Retrait) -> Self {
                Self { retire_le: Some(*le), retire_par: Some((*par).into()), retire_motif: Some(motif.clone()) }
            }
        }
    };
}

colonnes!(ActiviteRetiree, activites);
colonnes!(CongeRetire, conges);
