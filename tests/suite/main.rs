//! The suite as its users see it: through the gateway, on real Postgres and Redis.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::items_after_statements,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and says where"
)]

mod accompaniment;
mod accounts;
mod accueil;
mod architecture;
mod at_once;
mod bad_input;
mod chain;
mod clients;
mod comptes_rendus;
mod contracts;
mod cuts;
mod demandes;
mod demonstration;
mod distribution;
mod dossier;
mod droits;
mod echeances;
mod effacement;
mod elagage;
mod engagements;
mod entree;
mod entrees;
mod etats;
mod events;
mod fse;
mod fuseaux;
mod gateway;
mod habilitations;
mod handlers;
mod imports;
mod instances;
mod isolation;
mod journal;
mod kubernetes;
mod limitation;
mod lists;
mod mandats;
mod manifests;
mod matrix;
mod network;
mod oauth;
mod papiers;
mod partage;
mod partenaires;
mod passations;
mod places;
mod presences;
mod procedures;
mod recherche;
mod references;
mod referentiels;
mod regards;
mod registre;
mod rejeux;
mod reperages;
mod reprise_parcours;
mod reunions;
mod rooms;
mod screens;
mod seances;
mod sessions;
mod sorties;
mod suivi;
mod tenancy;
mod time;
mod tls;
mod traces;
mod transactions;
mod upgrade;
mod verbs;
mod walkthrough;
mod whole_run;
