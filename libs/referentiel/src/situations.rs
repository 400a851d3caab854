//! The situations that a file may record: one list for every territory, so that figures compare.
//! Which of them open the PLIE is each territory's rule. Source: domain of the seeds 000 and 002, and the
//! administrative criteria of insertion par l'activité économique.

/// One situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// Stable code.
    pub code: &'static str,
    /// What people read.
    pub libelle: &'static str,
    /// How carefully it is handled.
    pub sensibilite: Sensibilite,
}

/// How carefully a situation is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensibilite {
    /// Ordinary personal data.
    Courante,
    /// Data concerning health or origin: GDPR art. 9.
    Article9,
    /// Data relating to convictions: GDPR art. 10. In no outgoing export.
    Article10,
}

use Sensibilite::{Article9, Article10, Courante};

const fn s(code: &'static str, libelle: &'static str, sensibilite: Sensibilite) -> Situation {
    Situation { code, libelle, sensibilite }
}

/// Every situation.
pub const SITUATIONS: &[Situation] = &[
    s("rsa", "Bénéficiaire du RSA", Courante),
    s("ass", "Bénéficiaire de l'ASS", Courante),
    s("aah", "Bénéficiaire de l'AAH", Article9),
    s("are", "Bénéficiaire de l'ARE", Courante),
    s("inscrit_france_travail", "Inscrit à France Travail", Courante),
    s("deld", "Demandeur d'emploi de longue durée", Courante),
    s("detld", "Demandeur d'emploi de très longue durée", Courante),
    s("en_emploi", "En emploi", Courante),
    s("en_formation", "En formation ou en études", Courante),
    s("rqth", "Reconnaissance de la qualité de travailleur handicapé", Article9),
    s("rente_atmp", "Rente d'accident du travail ou de maladie professionnelle (10 % au moins)", Article9),
    s("pension_invalidite", "Pension d'invalidité", Article9),
    s("pension_militaire", "Pension militaire d'invalidité ou emploi réservé", Article9),
    s("cmi_invalidite", "Carte mobilité inclusion, mention invalidité", Article9),
    s("qpv", "Résident d'un quartier prioritaire", Courante),
    s("frr", "Résident d'une zone France ruralités revitalisation", Courante),
    s("jeune_sans_qualification", "Jeune sans qualification", Courante),
    s("primo_demandeur", "Jeune primo-demandeur d'emploi", Courante),
    s("qualification_inadaptee", "Jeune dont la qualification est inadaptée", Courante),
    s("bas_niveau", "Niveau de formation inférieur ou égal au CAP", Courante),
    s("moins_de_26_ans", "Moins de 26 ans", Courante),
    s("senior", "50 ans et plus", Courante),
    s("parent_isole", "Parent isolé", Courante),
    s("sans_hebergement", "Sans hébergement ou hébergé", Courante),
    s("refugie", "Réfugié ou bénéficiaire d'une protection", Article9),
    s("sortant_ase", "Sortant de l'aide sociale à l'enfance", Courante),
    s("sortant_de_detention", "Sortant de détention ou sous main de justice", Article10),
    s("francais_inferieur_a1", "Maîtrise du français inférieure au niveau A1", Courante),
    s("difficulte_de_mobilite", "Difficulté de mobilité", Courante),
    s("fragilite_sociale", "Fragilité sociale constatée au diagnostic", Courante),
    s("emplois_precaires", "Cumul d'emplois précaires", Courante),
    s("discrimination", "Victime de discrimination", Article9),
    s("immigration", "Personne issue de l'immigration", Article9),
];

/// The situation of this code.
#[must_use]
pub fn situation(code: &str) -> Option<&'static Situation> {
    SITUATIONS.iter().find(|one| one.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_situation_has_a_code_of_its_own() {
        let mut codes: Vec<_> = SITUATIONS.iter().map(|one| one.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), SITUATIONS.len());
        assert_eq!(situation("sortant_de_detention").map(|one| one.sensibilite), Some(Article10));
        assert!(situation("nir").is_none());
    }
}
