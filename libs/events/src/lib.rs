//! Telling the other services, reliably: outbox → Redis hint → HTTP cursor → inbox.
//!
//! A producer writes its events in the transaction that makes the change ([`store::Tx::emit`]). After
//! the commit a hint without personal data goes out on Redis. Consumers wake on the hint, or by a slow
//! poll, read the producer's feed from their cursor, and apply event, inbox mark and cursor in one
//! transaction. Redis away means later, never lost and never twice.

pub mod annuaires;
mod apply;
mod cursor;
mod echeances;
mod envelope;
mod feed;
mod heads;
mod hints;
mod personnes;
mod relay;
mod subscriber;
mod suivis;
mod territories;

pub use apply::{Handler, Handling, Serie, Subscription};
pub use echeances::{
    ECHEANCES_CANDIDATURE, ECHEANCES_PARTICIPATION, ECHEANCES_RENDEZ_VOUS, EcheancesDites, dire_echeances,
};
pub use envelope::{Enveloppe, Flux, Tete, Tetes};
pub use feed::feed;
pub use personnes::{
    ETAT_CIVIL_CORRIGE, EtatCivilCorrige, LIMITATION_CHANGEE, LimitationChangee, MANDAT_DONNE, MandatDonne,
    PERSONNE_ANONYMISEE, PERSONNES_FUSIONNEES, PERSONNES_SEPAREES, PersonneAnonymisee, PersonnesFusionnees,
    suivre_anonymat, suivre_fusions, suivre_limitations, suivre_mandats,
};
pub use relay::relay;
pub use subscriber::subscribe;
pub use suivis::{DOSSIER_SUIVI, DossierSuivi, PARCOURS_SUIVI, SUIVIS, SuiviDuDossier, dire_suivis, suivre_suivis};
pub use territories::{
    REFERENTIEL_PUBLIE, ReferentielPublie, TERRITOIRE_CREE, TERRITOIRE_CREE_V2, TerritoireCree, TerritoireSitue,
};
