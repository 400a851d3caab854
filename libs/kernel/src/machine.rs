//! The shape that lives share. Each noun that has one says it in its `domain`: the commands, and
//! `apres(etat, commande) -> Result<etat, Refus>`, the only way from a state to the next. What they refuse
//! with and how they are tested stand here.

use std::{borrow::Cow, fmt::Debug};

/// A command that the present state forbids, and why: French, as the person reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refus(Cow<'static, str>);

impl Refus {
    /// Refused for this reason.
    pub fn new(raison: impl Into<Cow<'static, str>>) -> Self {
        Self(raison.into())
    }
}

/// How a machine differs from the table of what it allows (state, command, next state), for its test: empty
/// when it does that and nothing else, and when every one of `etats` is reached from the `premiers`.
pub fn ecarts<E: Copy + Debug + PartialEq, C: Copy + Debug + PartialEq, R>(
    premiers: &[E],
    etats: &[E],
    commandes: &[C],
    table: &[(E, C, E)],
    apres: impl Fn(E, C) -> Result<E, R>,
) -> Vec<String> {
    let mut told = Vec::new();
    for etat in etats.iter().copied() {
        for commande in commandes.iter().copied() {
            let expected = table.iter().find(|(from, by, _)| (*from, *by) == (etat, commande)).map(|(.., to)| *to);
            let found = apres(etat, commande).ok();
            if found != expected {
                told.push(format!("{etat:?} {commande:?}: {found:?} instead of {expected:?}"));
            }
        }
    }
    let mut reached = premiers.to_vec();
    // As many rounds as there are states reach whatever can be reached.
    for _ in etats {
        for (from, _, to) in table {
            if reached.contains(from) && !reached.contains(to) {
                reached.push(*to);
            }
        }
    }
    let missed = etats.iter().filter(|etat| !reached.contains(etat));
    told.extend(missed.map(|etat| format!("{etat:?} is never reached")));
    let unknown = table.iter().filter(|(_, by, _)| !commandes.contains(by));
    told.extend(unknown.map(|(_, by, _)| format!("{by:?} is not tried")));
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Lampe {
        Eteinte,
        Allumee,
    }

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Commande {
        Allumer,
        Eteindre,
    }

    fn apres(etat: Lampe, commande: Commande) -> Result<Lampe, Refus> {
        match (etat, commande) {
            (Lampe::Eteinte, Commande::Allumer) => Ok(Lampe::Allumee),
            (Lampe::Allumee, Commande::Eteindre) => Ok(Lampe::Eteinte),
            (Lampe::Allumee, Commande::Allumer) => Err(Refus::new("La lampe est allumée.")),
            (Lampe::Eteinte, Commande::Eteindre) => Err(Refus::new("La lampe est éteinte.")),
        }
    }

    const ETATS: [Lampe; 2] = [Lampe::Eteinte, Lampe::Allumee];
    const COMMANDES: [Commande; 2] = [Commande::Allumer, Commande::Eteindre];

    #[test]
    fn a_machine_that_does_its_table_has_no_difference() {
        let table =
            [(Lampe::Eteinte, Commande::Allumer, Lampe::Allumee), (Lampe::Allumee, Commande::Eteindre, Lampe::Eteinte)];
        assert!(ecarts(&[Lampe::Eteinte], &ETATS, &COMMANDES, &table, apres).is_empty());
    }

    #[test]
    fn what_a_machine_allows_beyond_its_table_and_what_nothing_reaches_are_told() {
        let told = ecarts(&[Lampe::Eteinte], &ETATS, &COMMANDES, &[], apres);
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(told.last().map(String::as_str), Some("Allumee is never reached"));
    }
}
