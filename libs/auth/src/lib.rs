//! Who is calling and what they may do: tokens, roles, permissions and the [`Grant`] that handlers
//! take. A grant is the only way to a transaction, hence to data.

mod claims;
mod grant;
mod keys;
mod matrix;
mod scope;
mod titres;
mod verifier;

pub use claims::{Claims, Sujet};
pub use grant::Grant;
pub use kernel::Role;
pub use keys::{Cle, CleInvalide};
pub use matrix::{Droit, Ecriture, Impersonnelle, Nominative, Permission, permission};
pub use scope::{Acteur, ReadScope, Scope, Systeme, WriteScope};
pub use titres::{Titre, Titres, Vue};
pub use verifier::{Audience, Refus, Verifier};
