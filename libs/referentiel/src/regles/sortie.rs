//! Positive exits (seeds 000 and 002, and the rules of other PLIEs): judged on one contract or on several in a row,
//! confirmed after months of follow-up, and only with a document.

use chrono::NaiveDate;
use kernel::{
    Code as _,
    calendrier::{self, jours_entre, plus_jours, plus_mois},
    phrase,
};
use rust_decimal::Decimal;

use super::bilans::mois_entiers;
use crate::{
    Comparaison, ConditionDecision, EmployeurAide, Referentiel, Saisonnier, SeuilMois, SeuilQuotite, Sortie,
    SuiteInterim, TypeInsertion, Verdict,
};

/// What the person left for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Open-ended contract.
    Cdi {
        /// Percentage of full time.
        quotite: Decimal,
    },
    /// Fixed-term contract or temporary mission.
    Cdd {
        /// Last day of the contract.
        fin: NaiveDate,
        /// Percentage of full time.
        quotite: Decimal,
        /// Whether it is seasonal work.
        saisonnier: bool,
    },
    /// Business created.
    Creation,
    /// Qualifying training.
    Formation {
        /// Last day of the training.
        fin: NaiveDate,
        /// Day on which the title was obtained.
        titre_obtenu_le: Option<NaiveDate>,
    },
    /// Job in an insertion structure.
    Insertion(Insertion),
    /// Aided contract at an ordinary employer.
    ContratAide {
        /// Last day of the contract, or of the aid when the contract has no end.
        fin: NaiveDate,
        /// Whether the contract has no end.
        cdi: bool,
        /// Percentage of full time.
        quotite: Decimal,
        /// What kind of employer gives it, when it was said.
        employeur: Option<EmployeurAide>,
    },
}

/// A job in an insertion structure, as far as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Insertion {
    /// In what kind of structure.
    pub structure: Option<TypeInsertion>,
    /// Last day of the contract.
    pub fin: Option<NaiveDate>,
    /// Percentage of full time.
    pub quotite: Option<Decimal>,
    /// First day of the missions of an association intermédiaire.
    pub missions_depuis: Option<NaiveDate>,
    /// Whether the person wishes no more to be accompanied.
    pub sans_souhait: bool,
}

/// A further contract of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contrat {
    /// First day.
    pub debut: NaiveDate,
    /// Last day; none where it is open-ended.
    pub fin: Option<NaiveDate>,
    /// Percentage of full time.
    pub quotite: Decimal,
    /// Last day of the contract before, when that one was broken.
    pub precedent_rompu_le: Option<NaiveDate>,
    /// Of a temporary mission, where it is done.
    pub interim: Option<SuiteInterim>,
    /// Day on which the document that proves it was received.
    pub justifie_le: Option<NaiveDate>,
}

/// What the animation team decided of an insertion or aided contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// On what day.
    pub le: NaiveDate,
    /// Its answer to each condition.
    pub reponses: Vec<(ConditionDecision, bool)>,
}

/// What is known of one exit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faits {
    /// What the person left for.
    pub nature: Nature,
    /// First day of the job, business or training.
    pub debut: NaiveDate,
    /// Day on which the document that proves it was received: of the first contract, when there are several.
    pub justifie_le: Option<NaiveDate>,
    /// Last day of what was broken before its time: of the last contract, when there are several.
    pub rompu_le: Option<NaiveDate>,
    /// The contracts that followed, in order.
    pub suite: Vec<Contrat>,
    /// Day on which it was checked that the person chose to work part-time.
    pub partiel_choisi_le: Option<NaiveDate>,
    /// Completed years of the person on the first day, when they are known.
    pub age: Option<i32>,
    /// What the animation team decided.
    pub decision: Option<Decision>,
    /// Day on which the person agreed that they leave.
    pub accord_le: Option<NaiveDate>,
    /// Whether another program told it, which may be silent on what the rule reads.
    pub repris: bool,
}

impl Faits {
    /// An exit of which nothing else is known.
    #[must_use]
    pub const fn nus(nature: Nature, debut: NaiveDate) -> Self {
        Self {
            nature,
            debut,
            justifie_le: None,
            rompu_le: None,
            suite: Vec::new(),
            partiel_choisi_le: None,
            age: None,
            decision: None,
            accord_le: None,
            repris: false,
        }
    }
}

/// What an exit is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// Confirmed positive, at the date `le`, and counted from `compte_le` on: the first day on which all that it takes
    /// was there.
    Positive {
        /// Date of the exit.
        le: NaiveDate,
        /// First day on which it counts.
        compte_le: NaiveDate,
    },
    /// It could become positive on this day.
    EnSuivi {
        /// The day.
        jusqu_au: NaiveDate,
    },
    /// The work stopped, and may resume until this day without breaking the chain of contracts.
    RepriseAttendue {
        /// The last day on which another contract may begin.
        jusqu_au: NaiveDate,
    },
    /// The time has come and the document has not.
    DocumentManquant {
        /// Date that the exit will bear once the document is there.
        le: NaiveDate,
        /// First day of the contract that nothing proves, where several make the exit.
        contrat: Option<NaiveDate>,
    },
    /// The training runs, or its title is still to come.
    TitreAttendu {
        /// Last day on which the title is awaited.
        jusqu_au: NaiveDate,
    },
    /// It takes a decision of the animation team, with its reasons.
    DecisionAttendue,
    /// It takes the agreement of the person.
    AccordAttendu {
        /// Date that the exit will bear once the person agreed.
        le: NaiveDate,
    },
    /// The program that told it is silent on what the rule reads: nobody knows whether it counts.
    Inconnue,
    /// It is not a positive exit and will not become one.
    NonPositive,
}

kernel::codes! {
    /// Whether an exit counts as positive.
    pub enum CompteSortie {
        /// It does.
        Compte = "compte",
        /// Not yet: something is missing.
        PasEncore = "pas_encore",
        /// It does not, and will not.
        NonCompte = "non_compte",
    }
}

impl Conclusion {
    /// Whether it counts.
    #[must_use]
    pub const fn compte(self) -> CompteSortie {
        match self {
            Self::Positive { .. } => CompteSortie::Compte,
            Self::NonPositive => CompteSortie::NonCompte,
            Self::EnSuivi { .. }
            | Self::RepriseAttendue { .. }
            | Self::DocumentManquant { .. }
            | Self::TitreAttendu { .. }
            | Self::DecisionAttendue
            | Self::AccordAttendu { .. }
            | Self::Inconnue => CompteSortie::PasEncore,
        }
    }
}

/// What the exit is worth on `au` under the territory's rules.
#[must_use]
pub fn qualifier(referentiel: &Referentiel, faits: &Faits, au: NaiveDate) -> Verdict<Conclusion> {
    let (conclusion, sentence) = juger(&referentiel.sortie, faits, au);
    let said = match conclusion.compte() {
        CompteSortie::Compte => format!("compté : {sentence}"),
        CompteSortie::PasEncore => format!("pas encore : {sentence}"),
        CompteSortie::NonCompte => format!("non compté : {sentence}"),
    };
    let proof = faits.justifie_le.map_or_else(|| "—".to_owned(), |jour| jour.to_string());
    let mut verdict = Verdict::new(referentiel, "sortie_positive", conclusion, said)
        .fait("début", faits.debut)
        .fait("document reçu le", proof);
    for contrat in &faits.suite {
        let du = phrase::jour(contrat.debut);
        let dates = contrat
            .fin
            .map_or_else(|| format!("du {du}, sans terme"), |fin| format!("du {du} au {}", phrase::jour(fin)));
        let proof = contrat.justifie_le.map(|le| format!(", document reçu le {}", phrase::jour(le)));
        verdict = verdict.fait("contrat suivant", format!("{dates}{}", proof.unwrap_or_default()));
    }
    for (condition, oui) in faits.decision.iter().flat_map(|decision| &decision.reponses) {
        verdict = verdict.fait(condition.libelle(), if *oui { "oui" } else { "non" });
    }
    match conclusion {
        Conclusion::EnSuivi { jusqu_au }
        | Conclusion::TitreAttendu { jusqu_au }
        | Conclusion::RepriseAttendue { jusqu_au } => verdict.jours_restants(jours_entre(au, jusqu_au)),
        Conclusion::Positive { .. }
        | Conclusion::DocumentManquant { .. }
        | Conclusion::DecisionAttendue
        | Conclusion::AccordAttendu { .. }
        | Conclusion::Inconnue
        | Conclusion::NonPositive => verdict,
    }
}

/// What the exit is worth, and why in a sentence.
fn juger(rule: &Sortie, faits: &Faits, au: NaiveDate) -> (Conclusion, String) {
    let unsaid = tus(rule, faits, au);
    if !unsaid.is_empty() {
        return (Conclusion::Inconnue, format!("inconnu, l'ancien logiciel n'a pas dit {}", unsaid.join(", ")));
    }
    let terme = match terme(rule, faits, au) {
        Ok(terme) => terme,
        Err(refused) => return (Conclusion::NonPositive, refused),
    };
    let date = match terme {
        Terme::Le(date) => date,
        Terme::Titre { jusqu_au } if jusqu_au < au => {
            return (Conclusion::NonPositive, format!("le titre était attendu jusqu'au {}", phrase::jour(jusqu_au)));
        }
        Terme::Titre { jusqu_au } => {
            let sentence = format!("la formation compte à son titre, attendu jusqu'au {}", phrase::jour(jusqu_au));
            return (Conclusion::TitreAttendu { jusqu_au }, sentence);
        }
        Terme::Reprise { jusqu_au, travaille } if jusqu_au < au => {
            let sentence = format!("{travaille}, et aucun contrat n'a suivi jusqu'au {}", phrase::jour(jusqu_au));
            return (Conclusion::NonPositive, sentence);
        }
        Terme::Reprise { jusqu_au, travaille } => {
            let sentence =
                format!("{travaille} : un autre contrat est attendu au plus tard le {}", phrase::jour(jusqu_au));
            return (Conclusion::RepriseAttendue { jusqu_au }, sentence);
        }
    };
    let decided = match decision(rule, faits, au) {
        Ok(decided) => decided,
        Err(Decide::Manque(sentence)) => return (Conclusion::DecisionAttendue, sentence),
        Err(Decide::Refuse(sentence)) => return (Conclusion::NonPositive, sentence),
    };
    if au < date {
        let sentence = format!("suivi en cours, la sortie compte le {} si elle tient jusque-là", phrase::jour(date));
        return (Conclusion::EnSuivi { jusqu_au: date }, sentence);
    }
    let preuves = preuves(rule, faits, au, date);
    if let Some(Preuve { contrat, .. }) = preuves.iter().find(|one| one.recue_le.is_none()) {
        let contrat = Some(*contrat).filter(|_| preuves.len() > 1);
        let sentence = contrat.map_or_else(
            || "document manquant : pas de document, pas de sortie".to_owned(),
            |debut| format!("document manquant : rien ne prouve le contrat du {}", phrase::jour(debut)),
        );
        return (Conclusion::DocumentManquant { le: date, contrat }, sentence);
    }
    let agreed = faits.accord_le.filter(|jour| *jour <= au);
    if rule.accord_personne && agreed.is_none() {
        let sentence = "l'accord de la personne manque : la sortie se décide avec elle".to_owned();
        return (Conclusion::AccordAttendu { le: date }, sentence);
    }
    let agreed = agreed.filter(|_| rule.accord_personne);
    let asked = [agreed, decided, partiel_verifie_le(rule, faits, au)].into_iter().flatten();
    let compte_le = asked.chain(preuves.iter().filter_map(|one| one.recue_le)).fold(date, NaiveDate::max);
    (Conclusion::Positive { le: date, compte_le }, "sortie positive confirmée".to_owned())
}

/// What was awaited until a day that has passed by `au`: time alone made it no exit, and nobody said what became of it.
pub(super) fn echue(rule: &Sortie, faits: &Faits, au: NaiveDate) -> Option<Conclusion> {
    match terme(rule, faits, au).ok()? {
        Terme::Titre { jusqu_au } if jusqu_au < au => Some(Conclusion::TitreAttendu { jusqu_au }),
        Terme::Reprise { jusqu_au, .. } if jusqu_au < au => Some(Conclusion::RepriseAttendue { jusqu_au }),
        Terme::Le(_) | Terme::Titre { .. } | Terme::Reprise { .. } => None,
    }
}

/// A contract whose days make an exit.
struct Preuve {
    /// Its first day.
    contrat: NaiveDate,
    /// Day on which the document that proves it was received, when it was.
    recue_le: Option<NaiveDate>,
}

/// The first days of the contracts whose days make an exit of the day `date`, as known on `au`: each is to be proved.
#[must_use]
pub fn contrats_a_prouver(rule: &Sortie, faits: &Faits, au: NaiveDate, date: NaiveDate) -> Vec<NaiveDate> {
    preuves(rule, faits, au, date).into_iter().map(|one| one.contrat).collect()
}

/// The contracts whose days make an exit of the day `date`, each to be proved: those that had begun, of seasonal work
/// those of its window, and the first one alone where the rule judges no other.
fn preuves(rule: &Sortie, faits: &Faits, au: NaiveDate, date: NaiveDate) -> Vec<Preuve> {
    let read = suite_jugee(rule, faits.nature);
    let further = faits.suite.iter().filter(|contrat| read && contrat.debut < date);
    let all = std::iter::once((faits.debut, faits.justifie_le))
        .chain(further.map(|contrat| (contrat.debut, contrat.justifie_le)));
    let before = saisonnier(rule, faits.nature).map_or(0, |(season, fin)| {
        let du = debut_de_fenetre(season, plus_jours(date, -1));
        let periods = periodes_de_travail(season, faits, fin, au);
        periods.iter().take_while(|(_, dernier)| *dernier < du).count()
    });
    let received = |le: Option<NaiveDate>| le.filter(|le| *le <= au);
    all.skip(before).map(|(contrat, le)| Preuve { contrat, recue_le: received(le) }).collect()
}

/// Whether [`terme`] reads the contracts that followed the first one: of seasonal work, and of a job where the territory
/// lets contracts follow one another, unless it takes a decision or has a rule of its own.
fn suite_jugee(rule: &Sortie, nature: Nature) -> bool {
    let chained = match nature {
        Nature::Cdi { .. } | Nature::Cdd { .. } => true,
        Nature::ContratAide { .. } => !attend_decision(rule, nature),
        Nature::Insertion(Insertion { structure, fin, quotite, .. }) => {
            let en_ai = structure == Some(TypeInsertion::Ai) && rule.emploi_en_ai.is_some();
            !en_ai && !attend_decision(rule, nature) && fin.is_some() && quotite.is_some()
        }
        Nature::Creation | Nature::Formation { .. } => false,
    };
    saisonnier(rule, nature).is_some() || (chained && rule.enchainement.is_some())
}

/// The day on which it was checked that the person chose to work part-time, where the exit does not count without it.
fn partiel_verifie_le(rule: &Sortie, faits: &Faits, au: NaiveDate) -> Option<NaiveDate> {
    let le = faits.partiel_choisi_le.filter(|_| rule.temps_partiel_choisi)?;
    let without = Faits { partiel_choisi_le: None, ..faits.clone() };
    terme(rule, &without, au).is_err().then_some(le)
}

/// When an exit becomes positive if it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Terme {
    /// On this day.
    Le(NaiveDate),
    /// On the day of a title that was not obtained, awaited until this one.
    Titre { jusqu_au: NaiveDate },
    /// Not by the contracts that are known: another one may begin until this day.
    Reprise { jusqu_au: NaiveDate, travaille: String },
}

/// Whether what ended with its day `dernier`, included, had lasted until `date`: the follow-up ends with the day before.
fn tenu(dernier: NaiveDate, date: NaiveDate) -> bool {
    plus_jours(dernier, 1) >= date
}

/// Why an exit does not count by the decision of the animation team.
enum Decide {
    /// It was not taken, or does not answer everything.
    Manque(String),
    /// It answers no.
    Refuse(String),
}

/// Whether what takes a decision of the animation team has one on `au`, of which day, and every cumulative condition is
/// answered yes; no day of what takes none.
fn decision(rule: &Sortie, faits: &Faits, au: NaiveDate) -> Result<Option<NaiveDate>, Decide> {
    let Some(quoi) = sur_decision(rule, faits.nature) else { return Ok(None) };
    let asked = &rule.conditions_decision;
    let names = |all: &[ConditionDecision]| all.iter().map(|one| one.libelle()).collect::<Vec<_>>().join(", ");
    let Some(taken) = faits.decision.as_ref().filter(|decision| decision.le <= au) else {
        let mut sentence = format!("{quoi} ne compte que sur décision motivée de l'équipe d'animation");
        if !asked.is_empty() {
            sentence = format!("{sentence}, qui répond à chaque condition : {}", names(asked));
        }
        return Err(Decide::Manque(sentence));
    };
    let answer = |condition| taken.reponses.iter().find(|(one, _)| *one == condition).map(|(_, oui)| *oui);
    let refused: Vec<_> = asked.iter().copied().filter(|one| answer(*one) == Some(false)).collect();
    if !refused.is_empty() {
        return Err(Decide::Refuse(format!("l'équipe d'animation répond non à : {}", names(&refused))));
    }
    let missing: Vec<_> = asked.iter().copied().filter(|one| answer(*one).is_none()).collect();
    if missing.is_empty() {
        return Ok(Some(taken.le));
    }
    Err(Decide::Manque(format!("la décision du {} ne répond pas à : {}", phrase::jour(taken.le), names(&missing))))
}

/// What is named as taking a decision, when it does.
fn sur_decision(rule: &Sortie, nature: Nature) -> Option<String> {
    match nature {
        Nature::ContratAide { employeur, .. } if aide_par_employeur(rule, employeur).is_none() => {
            rule.contrat_aide.map(|_| "un contrat aidé".to_owned())
        }
        Nature::Insertion(Insertion { structure: Some(structure), .. })
            if rule.insertion_sur_decision.contains(&structure) =>
        {
            Some(format!("un contrat en {}", nom(structure)))
        }
        Nature::ContratAide { .. }
        | Nature::Insertion(_)
        | Nature::Cdi { .. }
        | Nature::Cdd { .. }
        | Nature::Creation
        | Nature::Formation { .. } => None,
    }
}

/// Whether an exit of this nature waits for a decision of the animation team.
#[must_use]
pub fn attend_decision(rule: &Sortie, nature: Nature) -> bool {
    sur_decision(rule, nature).is_some()
}

/// What the rules cannot judge a job in an insertion structure without, and is not said: `structure`, `fin`, `quotite`.
#[must_use]
pub fn non_dits(rule: &Sortie, nature: Nature) -> Vec<&'static str> {
    let Nature::Insertion(Insertion { structure, fin, quotite, .. }) = nature else { return vec![] };
    let Some(structure) = structure else {
        let matters = !rule.insertion_sur_decision.is_empty() || rule.emploi_en_ai.is_some();
        return if matters { vec!["structure"] } else { vec![] };
    };
    let en_ai = structure == TypeInsertion::Ai && rule.emploi_en_ai.is_some();
    let decided = !en_ai && rule.insertion_sur_decision.contains(&structure);
    let missing = [("fin", decided && fin.is_none()), ("quotite", (decided || en_ai) && quotite.is_none())];
    missing.into_iter().filter(|(_, missing)| *missing).map(|(champ, _)| champ).collect()
}

/// What the program that told an exit is silent on, in French, where it decides whether the exit counts. Nothing of what was
/// declared here, nor of what is broken.
pub(super) fn tus(rule: &Sortie, faits: &Faits, au: NaiveDate) -> Vec<&'static str> {
    if !faits.repris || rompu(faits, au).is_some() {
        return vec![];
    }
    match faits.nature {
        Nature::Insertion(insertion) => tus_en_insertion(rule, faits, insertion, au),
        Nature::ContratAide { .. } if depend_de_l_employeur(rule, faits, au) => vec!["le type d'employeur"],
        Nature::Cdi { .. } | Nature::Cdd { .. } | Nature::ContratAide { .. } => {
            let chosen = Faits { partiel_choisi_le: faits.partiel_choisi_le.or(Some(faits.debut)), ..faits.clone() };
            let lacks = terme(rule, faits, au).is_err() && terme(rule, &chosen, au).is_ok();
            if lacks { vec!["que le temps partiel est choisi"] } else { vec![] }
        }
        Nature::Creation | Nature::Formation { .. } => vec![],
    }
}

/// Whether an aided contract of which the employer is not said counts at some employers and not at others.
fn depend_de_l_employeur(rule: &Sortie, faits: &Faits, au: NaiveDate) -> bool {
    let Nature::ContratAide { fin, cdi, quotite, employeur: None } = faits.nature else { return false };
    let counts = |employeur| {
        let nature = Nature::ContratAide { fin, cdi, quotite, employeur };
        terme(rule, &Faits { nature, ..faits.clone() }, au).is_ok()
    };
    let unsaid = counts(None);
    rule.aides_par_employeur.iter().flat_map(|one| &one.employeurs).any(|one| counts(Some(*one)) != unsaid)
}

fn tus_en_insertion(rule: &Sortie, faits: &Faits, insertion: Insertion, au: NaiveDate) -> Vec<&'static str> {
    let en_ai = insertion.structure == Some(TypeInsertion::Ai) && rule.emploi_en_ai.is_some();
    let asked = non_dits(rule, faits.nature).into_iter().map(|champ| match champ {
        "structure" => "le type de structure d'insertion",
        "fin" => "la fin du contrat",
        _ => "la quotité",
    });
    let own = [
        ("l'âge de la personne", en_ai && faits.age.is_none()),
        ("que la personne ne souhaite plus d'accompagnement", en_ai && !insertion.sans_souhait),
    ];
    let unsaid = asked.chain(own.into_iter().filter(|(_, unsaid)| *unsaid).map(|(quoi, _)| quoi)).collect();
    if insertion.structure.is_none() {
        return unsaid;
    }
    // Whether it counts where all that is not said is as the rule asks it.
    let fin = insertion.fin.or_else(|| Some(plus_mois(faits.debut, 1200)));
    let quotite = insertion.quotite.or(Some(Decimal::ONE_HUNDRED));
    let best = Nature::Insertion(Insertion { fin, quotite, sans_souhait: true, ..insertion });
    let best = Faits { nature: best, age: faits.age.or(Some(i32::MAX)), ..faits.clone() };
    if terme(rule, &best, au).is_ok() { unsaid } else { vec![] }
}

fn nom(structure: TypeInsertion) -> String {
    structure.code().to_uppercase()
}

fn aide_par_employeur(rule: &Sortie, employeur: Option<EmployeurAide>) -> Option<u32> {
    let employeur = employeur?;
    let named = rule.aides_par_employeur.iter().find(|one| one.employeurs.contains(&employeur));
    named.map(|one| one.mois_min)
}

/// When the exit becomes positive if it holds, or why it never does.
fn terme(rule: &Sortie, faits: &Faits, au: NaiveDate) -> Result<Terme, String> {
    let debut = faits.debut;
    match faits.nature {
        Nature::Cdi { quotite } => emploi(rule, faits, au, Premier { fin: None, quotite, mois: None }),
        Nature::Cdd { fin, quotite, .. } => {
            if let Some((season, fin)) = saisonnier(rule, faits.nature) {
                return Ok(saison(season, faits, fin, au));
            }
            emploi(rule, faits, au, Premier { fin: Some(fin), quotite, mois: rule.mois_cdd() })
        }
        Nature::Creation => jusqu_au_suivi(rule, faits, au),
        Nature::Formation { fin, titre_obtenu_le } => formation(rule, faits, fin, titre_obtenu_le, au),
        Nature::Insertion(insertion) => en_insertion(rule, faits, insertion, au),
        Nature::ContratAide { fin, cdi, quotite, employeur } => {
            let months = |mois| Some(SeuilMois { mois, comparaison: Comparaison::AuMoins });
            let fin = Some(fin).filter(|_| !cdi);
            if let Some(mois) = aide_par_employeur(rule, employeur) {
                if let Some(fin) = fin.filter(|fin| mois_entiers(debut, *fin) < mois) {
                    let held = mois_entiers(debut, fin);
                    let sentence = format!("un contrat aidé doit y durer au moins {mois} mois (ici {held} mois)");
                    return Err(sentence);
                }
                return emploi(rule, faits, au, Premier { fin, quotite, mois: None });
            }
            let Some(aided) = rule.contrat_aide else {
                return emploi(rule, faits, au, Premier { fin, quotite, mois: rule.mois_cdd() });
            };
            cumulatives("un contrat aidé", aided.mois_min, aided.quotite_min, debut, fin, quotite)?;
            seul(rule, faits, au, fin, months(aided.mois_min))
        }
    }
}

/// The length and the share of full time of what counts by decision.
fn cumulatives(
    quoi: &str,
    mois: u32,
    part: Decimal,
    debut: NaiveDate,
    fin: Option<NaiveDate>,
    quotite: Decimal,
) -> Result<(), String> {
    if let Some(held) = fin.map(|fin| mois_entiers(debut, fin)).filter(|held| *held < mois) {
        return Err(format!("{quoi} doit durer au moins {mois} mois (ici {held} mois)"));
    }
    if quotite < part {
        let (asked, here) = (nombre(part), nombre(quotite));
        return Err(format!("{quoi} doit être au moins à {asked} % d'un temps plein (ici {here} %)"));
    }
    Ok(())
}

/// A percentage as people read it.
fn nombre(valeur: Decimal) -> String {
    valeur.round_dp(2).normalize().to_string().replace('.', ",")
}

/// A job in an insertion structure: never where the territory excludes it, but for an association intermédiaire under
/// its own rule and for those structures that count by decision.
fn en_insertion(rule: &Sortie, faits: &Faits, insertion: Insertion, au: NaiveDate) -> Result<Terme, String> {
    let Insertion { structure, fin, quotite, .. } = insertion;
    if structure == Some(TypeInsertion::Ai)
        && let Some(own) = rule.emploi_en_ai
    {
        return en_ai(&own, faits, insertion, au);
    }
    if let Some(structure) = structure.filter(|one| rule.insertion_sur_decision.contains(one)) {
        let quoi = format!("un contrat en {}", nom(structure));
        let (Some(fin), Some(quotite)) = (fin, quotite) else {
            return Err(format!("la fin et la quotité d'{quoi} doivent être dites"));
        };
        let mois = rule.contrat_aide.map_or(0, |aided| aided.mois_min);
        let part = rule.contrat_aide.map_or(Decimal::ZERO, |aided| aided.quotite_min);
        cumulatives(&quoi, mois, part, faits.debut, Some(fin), quotite)?;
        let asked = Some(SeuilMois { mois, comparaison: Comparaison::AuMoins });
        return seul(rule, faits, au, Some(fin), asked);
    }
    if rule.insertion_exclue {
        return Err(match structure {
            None | Some(TypeInsertion::Aci | TypeInsertion::Ai) => {
                "un contrat en ACI ou une mise à disposition n'est jamais une sortie positive".to_owned()
            }
            Some(other) => format!("un contrat en {} n'est pas une sortie positive pour ce territoire", nom(other)),
        });
    }
    match (fin, quotite) {
        (Some(fin), Some(quotite)) => {
            emploi(rule, faits, au, Premier { fin: Some(fin), quotite, mois: rule.mois_cdd() })
        }
        (fin, _) => seul(rule, faits, au, fin, None),
    }
}

/// A job in an association intermédiaire, by age, seniority, share of full time and wish (AVE guide): all at once.
fn en_ai(own: &crate::EmploiEnAi, faits: &Faits, insertion: Insertion, au: NaiveDate) -> Result<Terme, String> {
    let mut missing = Vec::new();
    match faits.age {
        Some(age) if age > own.age_plus_de => {}
        Some(age) => missing.push(format!("plus de {} ans (ici {age} ans)", own.age_plus_de)),
        None => missing.push(format!("plus de {} ans (âge non connu)", own.age_plus_de)),
    }
    match insertion.quotite {
        Some(part) if part >= own.quotite_min => {}
        Some(part) => {
            let (asked, here) = (nombre(own.quotite_min), nombre(part));
            missing.push(format!("au moins {asked} % d'un temps plein (ici {here} %)"));
        }
        None => missing.push(format!("au moins {} % d'un temps plein (quotité non dite)", nombre(own.quotite_min))),
    }
    if !insertion.sans_souhait {
        missing.push("plus de souhait d'accompagnement par le PLIE".to_owned());
    }
    if !missing.is_empty() {
        return Err(format!("un emploi en AI demande {}", missing.join(", ")));
    }
    let since = insertion.missions_depuis.unwrap_or(faits.debut);
    let date = plus_jours(plus_mois(since, own.anciennete_plus_de_mois), 1).max(faits.debut);
    if let Some(dernier) = rompu(faits, au).or(insertion.fin).filter(|dernier| !tenu(*dernier, date)) {
        let months = own.anciennete_plus_de_mois;
        return Err(format!(
            "un emploi en AI demande plus de {months} mois de missions, celles-ci finissent le {}",
            phrase::jour(dernier)
        ));
    }
    Ok(Terme::Le(date))
}

/// A qualifying training: long enough, at its title, at its end, or while it runs.
fn formation(
    rule: &Sortie,
    faits: &Faits,
    fin: NaiveDate,
    titre: Option<NaiveDate>,
    au: NaiveDate,
) -> Result<Terme, String> {
    let debut = faits.debut;
    let long = mois_entiers(debut, fin);
    if let Some(months) = rule.formation_mois_min.filter(|months| long < *months) {
        return Err(format!("une formation qualifiante doit durer au moins {months} mois (ici {long} mois)"));
    }
    let of_long = rule
        .formation_longue
        .filter(|long| SeuilMois { mois: long.plus_de_mois, comparaison: Comparaison::PlusDe }.atteint(debut, fin));
    let inside = of_long.map(|long| plus_mois(debut, long.apres_mois));
    let date = match (titre, inside) {
        _ if rule.formation_en_cours => Some(debut),
        (Some(titre), Some(inside)) => Some(titre.min(inside)),
        (titre, inside) => titre.or(inside),
    };
    let broken = rompu(faits, au);
    let given_up = || "formation abandonnée avant son terme : le parcours reprend en accompagnement".to_owned();
    match date {
        Some(date) if broken.is_some_and(|dernier| !tenu(dernier, date)) => Err(given_up()),
        Some(date) => Ok(Terme::Le(date)),
        None if rule.formation_titre && broken.is_some() => Err(given_up()),
        None if rule.formation_titre => Ok(Terme::Titre { jusqu_au: rule.titre_attendu_jusqu_au(fin) }),
        None if broken.is_some_and(|dernier| !tenu(dernier, fin)) => Err(given_up()),
        None => Ok(Terme::Le(fin)),
    }
}

/// The last day of what was broken by `au`.
fn rompu(faits: &Faits, au: NaiveDate) -> Option<NaiveDate> {
    faits.rompu_le.filter(|dernier| *dernier <= au)
}

const ROMPU: &str = "rompu avant la fin du suivi : le parcours reprend en accompagnement";

/// What has no end and held until the end of the follow-up.
fn jusqu_au_suivi(rule: &Sortie, faits: &Faits, au: NaiveDate) -> Result<Terme, String> {
    seul(rule, faits, au, None, None)
}

/// One contract alone: held from its first day to the end of the follow-up, and as long as is asked.
fn seul(
    rule: &Sortie,
    faits: &Faits,
    au: NaiveDate,
    fin: Option<NaiveDate>,
    mois: Option<SeuilMois>,
) -> Result<Terme, String> {
    let date = plus_mois(faits.debut, rule.suivi_mois);
    if let (Some(fin), Some(asked)) = (fin, mois)
        && !asked.atteint(faits.debut, fin)
    {
        return Err(duree(asked, faits.debut, fin));
    }
    if let Some(fin) = fin.filter(|fin| !tenu(*fin, date)) {
        return Err(format!(
            "le contrat finit le {}, avant les {} mois de suivi dans l'emploi",
            phrase::jour(fin),
            rule.suivi_mois
        ));
    }
    if rompu(faits, au).is_some_and(|dernier| !tenu(dernier, date)) {
        return Err(ROMPU.to_owned());
    }
    Ok(Terme::Le(date))
}

fn duree(asked: SeuilMois, debut: NaiveDate, fin: NaiveDate) -> String {
    let held = mois_entiers(debut, fin);
    match asked.comparaison {
        Comparaison::AuMoins => format!("un CDD doit durer au moins {} mois (ici {held} mois)", asked.mois),
        Comparaison::PlusDe => format!("un CDD doit durer plus de {} mois (ici {held} mois)", asked.mois),
    }
}

/// The first contract of a job.
#[derive(Clone, Copy)]
struct Premier {
    fin: Option<NaiveDate>,
    quotite: Decimal,
    /// The length asked where the job has an end.
    mois: Option<SeuilMois>,
}

/// Why this share of full time is not enough, where it is not.
fn part_time(rule: &Sortie, faits: &Faits, cdi: bool, quotite: Decimal) -> Result<(), String> {
    let (quoi, asked) = if cdi { ("CDI", rule.quotite_cdi()) } else { ("CDD", rule.quotite_cdd()) };
    let Some(SeuilQuotite { valeur, comparaison }) = asked.filter(|asked| !asked.atteint(quotite)) else {
        return Ok(());
    };
    if rule.temps_partiel_choisi && faits.partiel_choisi_le.is_some() {
        return Ok(());
    }
    let verb = match comparaison {
        Comparaison::AuMoins => "être au moins à",
        Comparaison::PlusDe => "dépasser",
    };
    let open = if rule.temps_partiel_choisi { ", et le temps partiel choisi n'est pas vérifié" } else { "" };
    Err(format!("un {quoi} doit {verb} {} % d'un temps plein (ici {} %{open})", nombre(valeur), nombre(quotite)))
}

/// A job: each contract at the share of full time asked, without more days between two than is tolerated, long enough
/// together and held until the end of the follow-up.
fn emploi(rule: &Sortie, faits: &Faits, au: NaiveDate, premier: Premier) -> Result<Terme, String> {
    part_time(rule, faits, premier.fin.is_none(), premier.quotite)?;
    let Some(chain) = rule.enchainement else { return seul(rule, faits, au, premier.fin, premier.mois) };
    let tolerated = i64::from(chain.interruption_max_jours);
    let mut end = premier.fin;
    for contrat in &faits.suite {
        part_time(rule, faits, contrat.fin.is_none(), contrat.quotite)?;
        if chain.interim_par_choix && contrat.interim == Some(SuiteInterim::AutreSubie) {
            let from = contrat.debut;
            return Err(format!(
                "l'intérim dans plusieurs entreprises doit être choisi (mission du {} subie)",
                phrase::jour(from)
            ));
        }
        end = plus_tot(contrat.precedent_rompu_le, end);
        if let Some(gap) = end.map(|end| jours_entre(end, contrat.debut) - 1).filter(|gap| *gap > tolerated) {
            return Err(format!(
                "{} sans emploi entre deux contrats, {tolerated} au plus sont admis",
                phrase::nombre(gap, "jour")
            ));
        }
        end = contrat.fin;
    }
    let end = plus_tot(rompu(faits, au), end);
    let Some(end) = end else { return jusqu_au_suivi(rule, faits, au) };
    let date = plus_mois(faits.debut, rule.suivi_mois);
    let open_ended = faits.suite.last().map_or(premier.fin.is_none(), |last| last.fin.is_none());
    let asked = premier.mois.or(rule.mois_cdd()).filter(|_| !open_ended);
    if tenu(end, date) && asked.is_none_or(|asked| asked.atteint(faits.debut, end)) {
        return Ok(Terme::Le(date));
    }
    let held = mois_entiers(faits.debut, end);
    let months = asked.map_or(rule.suivi_mois, |asked| asked.mois.max(rule.suivi_mois));
    let travaille = format!("{held} mois d'emploi continu jusqu'au {} pour {months} demandés", phrase::jour(end));
    Ok(Terme::Reprise { jusqu_au: plus_jours(end, tolerated + 1), travaille })
}

/// What broke a contract ends it before its time, never after.
fn plus_tot(rompu: Option<NaiveDate>, fin: Option<NaiveDate>) -> Option<NaiveDate> {
    rompu.into_iter().chain(fin).min()
}

/// The rule of seasonal work and the last day of the first contract, where it is seasonal and the territory has such a rule.
fn saisonnier(rule: &Sortie, nature: Nature) -> Option<(Saisonnier, NaiveDate)> {
    let Nature::Cdd { fin, saisonnier: true, .. } = nature else { return None };
    rule.saisonnier.map(|season| (season, fin))
}

/// The first day of the window that ends on `au`.
fn debut_de_fenetre(season: Saisonnier, au: NaiveDate) -> NaiveDate {
    plus_jours(calendrier::moins_mois(au, season.sur_mois), 1)
}

/// Seasonal work: enough months of it within the window, on the first day on which there are.
fn saison(season: Saisonnier, faits: &Faits, fin: NaiveDate, au: NaiveDate) -> Terme {
    let periods = periodes_de_travail(season, faits, fin, au);
    let worked = |on: NaiveDate| mois_travailles(&periods, debut_de_fenetre(season, on), on);
    let last = periods.iter().map(|(_, fin)| *fin).max().unwrap_or(fin);
    let mut days = std::iter::successors(Some(faits.debut), |jour| Some(plus_jours(*jour, 1)));
    if let Some(reached) = days.by_ref().take_while(|jour| *jour <= last).find(|jour| worked(*jour) >= season.mois) {
        return Terme::Le(plus_jours(reached, 1));
    }
    let left = season.sur_mois.saturating_sub(season.mois);
    let (held, asked, window) = (worked(last), season.mois, season.sur_mois);
    let travaille = format!("{held} mois travaillés sur les {window} derniers pour {asked} demandés");
    Terme::Reprise { jusqu_au: plus_mois(last, left), travaille }
}

/// The days worked, contract by contract. A contract without end fills a whole window if it holds: the day on which there
/// are enough months is the same whenever it is looked for.
fn periodes_de_travail(
    season: Saisonnier,
    faits: &Faits,
    fin: NaiveDate,
    au: NaiveDate,
) -> Vec<(NaiveDate, NaiveDate)> {
    let mut all = vec![(faits.debut, fin)];
    for contrat in &faits.suite {
        if let (Some(before), Some(broken)) = (all.last_mut(), contrat.precedent_rompu_le) {
            before.1 = before.1.min(broken);
        }
        let open = || plus_mois(contrat.debut, season.sur_mois);
        all.push((contrat.debut, contrat.fin.unwrap_or_else(open)));
    }
    if let (Some(last), Some(broken)) = (all.last_mut(), rompu(faits, au)) {
        last.1 = last.1.min(broken);
    }
    all
}

/// Months worked between two days, included; days beyond whole months make a month of thirty.
fn mois_travailles(periods: &[(NaiveDate, NaiveDate)], du: NaiveDate, au: NaiveDate) -> u32 {
    let within =
        periods.iter().map(|(debut, fin)| ((*debut).max(du), (*fin).min(au))).filter(|(debut, fin)| debut <= fin);
    let (months, days) = within.fold((0u32, 0i64), |(months, days), (debut, fin)| {
        let whole = mois_entiers(debut, fin);
        (months + whole, days + jours_entre(plus_mois(debut, whole), plus_jours(fin, 1)))
    });
    months + u32::try_from(days / 30).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn pct(heures: &str) -> Decimal {
        heures.parse::<Decimal>().unwrap() * Decimal::ONE_HUNDRED / Decimal::from(35)
    }

    fn job(nature: Nature) -> Faits {
        Faits {
            justifie_le: Some(d("2017-06-10")),
            accord_le: Some(d("2017-06-10")),
            ..Faits::nus(nature, d("2017-06-01"))
        }
    }

    fn insertion(structure: TypeInsertion) -> Nature {
        Nature::Insertion(Insertion { structure: Some(structure), ..Insertion::default() })
    }

    fn aide(fin: &str, heures: &str) -> Nature {
        Nature::ContratAide { fin: d(fin), cdi: false, quotite: pct(heures), employeur: None }
    }

    /// The team answered every condition of seed 002.
    #[expect(clippy::unnecessary_wraps, reason = "the field takes it as it comes")]
    fn decidee(le: &str, oui: bool) -> Option<Decision> {
        let reponses = ConditionDecision::TOUS.iter().copied().map(|one| (one, oui)).collect();
        Some(Decision { le: d(le), reponses })
    }

    #[expect(clippy::needless_pass_by_value, reason = "facts are written where they are judged")]
    fn in_lyon(faits: Faits, au: &str) -> Conclusion {
        qualifier(&livre("lyon").unwrap(), &faits, d(au)).conclusion
    }

    fn positive_on(date: &str) -> Conclusion {
        Conclusion::Positive { le: d(date), compte_le: d(date) }
    }

    #[test]
    fn a_cdi_must_exceed_half_time() {
        assert_eq!(in_lyon(job(Nature::Cdi { quotite: pct("17.5") }), "2017-12-01"), Conclusion::NonPositive);
        assert_eq!(in_lyon(job(Nature::Cdi { quotite: pct("18") }), "2017-12-01"), positive_on("2017-12-01"));
    }

    #[test]
    fn a_cdd_must_last_six_months_and_half_time_is_enough() {
        let cdd = |fin, heures| job(Nature::Cdd { fin: d(fin), quotite: pct(heures), saisonnier: false });
        assert_eq!(in_lyon(cdd("2017-11-30", "17.5"), "2017-12-01"), positive_on("2017-12-01"));
        assert_eq!(in_lyon(cdd("2017-11-29", "35"), "2017-12-01"), Conclusion::NonPositive);
    }

    #[test]
    fn a_business_counts_after_six_months() {
        assert_eq!(in_lyon(job(Nature::Creation), "2017-11-30"), Conclusion::EnSuivi { jusqu_au: d("2017-12-01") });
        assert_eq!(in_lyon(job(Nature::Creation), "2017-12-01"), positive_on("2017-12-01"));
    }

    #[test]
    fn a_training_counts_at_its_title_and_never_without() {
        let training = |titre| job(Nature::Formation { fin: d("2017-08-31"), titre_obtenu_le: titre });
        assert_eq!(in_lyon(training(Some(d("2017-10-10"))), "2017-10-10"), positive_on("2017-10-10"));
        assert_eq!(in_lyon(training(None), "2018-10-10"), Conclusion::NonPositive);
    }

    #[test]
    fn a_training_that_runs_awaits_its_title_and_a_year_after_its_end_at_most() {
        let training = |rompu, au| {
            let nature = Nature::Formation { fin: d("2017-08-31"), titre_obtenu_le: None };
            in_lyon(Faits { rompu_le: Option::map(rompu, d), ..job(nature) }, au)
        };
        let awaited = Conclusion::TitreAttendu { jusqu_au: d("2018-08-31") };
        assert_eq!(training(None, "2017-06-01"), awaited, "on its first day");
        assert_eq!(training(None, "2017-09-01"), awaited, "it ended, the jury has not met");
        assert_eq!(training(None, "2018-08-31"), awaited);
        assert_eq!(training(None, "2018-09-01"), Conclusion::NonPositive);
        assert_eq!(training(Some("2017-07-14"), "2017-07-13"), awaited);
        assert_eq!(training(Some("2017-07-14"), "2017-07-14"), Conclusion::NonPositive, "given up");
        let short = Nature::Formation { fin: d("2017-08-30"), titre_obtenu_le: None };
        assert_eq!(in_lyon(job(short), "2017-06-01"), Conclusion::NonPositive, "less than three months");
    }

    #[test]
    fn an_aci_and_a_mise_a_disposition_never_count() {
        assert_eq!(in_lyon(job(insertion(TypeInsertion::Aci)), "2018-12-01"), Conclusion::NonPositive);
    }

    #[test]
    fn an_aided_contract_takes_a_decision_of_the_animation_team() {
        let pec = |decision| Faits { decision, ..job(aide("2018-02-28", "20")) };
        assert_eq!(in_lyon(pec(None), "2017-12-01"), Conclusion::DecisionAttendue);
        assert_eq!(in_lyon(pec(decidee("2017-06-15", true)), "2017-12-01"), positive_on("2017-12-01"));
        assert_eq!(in_lyon(pec(decidee("2018-03-15", true)), "2018-03-14"), Conclusion::DecisionAttendue);
        let late = Conclusion::Positive { le: d("2017-12-01"), compte_le: d("2018-03-15") };
        assert_eq!(in_lyon(pec(decidee("2018-03-15", true)), "2018-03-15"), late, "until then it was « not yet »");
    }

    #[test]
    fn without_document_it_waits_and_counts_on_the_day_it_arrives_at_its_own_date() {
        let without = Faits { justifie_le: None, ..job(Nature::Cdi { quotite: pct("35") }) };
        let missing = Conclusion::DocumentManquant { le: d("2017-12-01"), contrat: None };
        assert_eq!(in_lyon(without.clone(), "2017-12-01"), missing);
        let late = Faits { justifie_le: Some(d("2018-01-15")), ..without };
        assert_eq!(in_lyon(late.clone(), "2018-01-14"), missing);
        assert_eq!(
            in_lyon(late, "2018-01-15"),
            Conclusion::Positive { le: d("2017-12-01"), compte_le: d("2018-01-15") }
        );
    }

    #[test]
    fn a_broken_cdi_is_not_an_exit() {
        let broken = Faits { rompu_le: Some(d("2017-09-15")), ..job(Nature::Cdi { quotite: pct("35") }) };
        assert_eq!(in_lyon(broken, "2017-12-01"), Conclusion::NonPositive);
    }

    #[test]
    fn the_last_day_of_six_months_of_work_is_part_of_them() {
        let six_months = |nature, rompu| {
            let faits = Faits {
                debut: d("2024-06-01"),
                justifie_le: Some(d("2024-06-10")),
                rompu_le: Option::map(rompu, d),
                ..job(nature)
            };
            in_lyon(faits, "2024-12-01")
        };
        let (cdi, fin) = (Nature::Cdi { quotite: pct("35") }, d("2024-11-30"));
        assert_eq!(six_months(cdi, Some("2024-11-30")), positive_on("2024-12-01"));
        assert_eq!(
            six_months(Nature::Cdd { fin, quotite: pct("35"), saisonnier: false }, None),
            positive_on("2024-12-01"),
            "the same days"
        );
        assert_eq!(six_months(cdi, Some("2024-11-29")), Conclusion::NonPositive);
    }

    #[test]
    fn chalon_follows_for_six_months() {
        let c = Faits {
            debut: d("2019-04-01"),
            justifie_le: Some(d("2019-04-20")),
            ..job(Nature::Cdi { quotite: pct("35") })
        };
        let on = |au| qualifier(&livre("grand-chalon").unwrap(), &c, d(au)).conclusion;
        assert_eq!(on("2019-09-30"), Conclusion::EnSuivi { jusqu_au: d("2019-10-01") });
        assert_eq!(on("2019-10-01"), positive_on("2019-10-01"));
    }

    #[test]
    fn the_follow_up_is_in_the_job_also_where_no_length_of_contract_is_asked() {
        let chalon = livre("grand-chalon").unwrap();
        let until = |nature, rompu| {
            let faits = Faits { rompu_le: Option::map(rompu, d), ..job(nature) };
            qualifier(&chalon, &faits, d("2018-01-15")).conclusion
        };
        let cdd = |fin| Nature::Cdd { fin: d(fin), quotite: pct("35"), saisonnier: false };
        let aided = |fin| aide(fin, "20");
        assert_eq!(until(cdd("2017-06-30"), None), Conclusion::NonPositive, "one month");
        assert_eq!(until(cdd("2017-11-29"), None), Conclusion::NonPositive, "a day short");
        assert_eq!(until(cdd("2017-11-30"), None), positive_on("2017-12-01"));
        assert_eq!(until(aided("2017-11-29"), None), Conclusion::NonPositive);
        assert_eq!(until(aided("2017-11-30"), None), positive_on("2017-12-01"));
        assert_eq!(until(cdd("2018-05-31"), Some("2017-11-29")), Conclusion::NonPositive, "broken a day short");
    }

    #[test]
    fn an_aided_contract_that_broke_awaits_no_decision() {
        let aided = |decision, au| {
            let decision = Option::and_then(decision, |le| decidee(le, true));
            in_lyon(Faits { rompu_le: Some(d("2017-09-15")), decision, ..job(aide("2018-02-28", "20")) }, au)
        };
        assert_eq!(aided(None, "2017-09-14"), Conclusion::DecisionAttendue);
        assert_eq!(aided(Some("2017-09-15"), "2017-09-14"), Conclusion::DecisionAttendue, "it is made the day after");
        assert_eq!(aided(None, "2017-09-15"), Conclusion::NonPositive);
    }

    fn under(slug: &str, faits: &Faits, au: &str) -> (Conclusion, String) {
        let Verdict { conclusion, raison } = qualifier(&livre(slug).unwrap(), faits, d(au));
        (conclusion, raison.explication)
    }

    fn cdd(fin: &str, heures: &str) -> Nature {
        Nature::Cdd { fin: d(fin), quotite: pct(heures), saisonnier: false }
    }

    #[test]
    fn an_ei_or_etti_contract_counts_by_decision_only_and_each_condition_is_named() {
        let ei = |structure| Insertion {
            structure: Some(structure),
            fin: Some(d("2017-11-30")),
            quotite: Some(pct("17.5")),
            ..Insertion::default()
        };
        let on = |insertion, decision| {
            let faits = Faits { decision, ..job(Nature::Insertion(insertion)) };
            under("lyon", &faits, "2017-12-01")
        };
        for structure in [TypeInsertion::Ei, TypeInsertion::Etti] {
            let (waits, sentence) = on(ei(structure), None);
            assert_eq!(waits, Conclusion::DecisionAttendue);
            assert!(sentence.contains("perspectives d'emploi"), "{sentence}");
            assert_eq!(on(ei(structure), decidee("2017-11-15", true)).0, positive_on("2017-12-01"));
        }
        let half = |condition| (condition, condition != ConditionDecision::Autonomie);
        let no =
            Decision { le: d("2017-11-15"), reponses: ConditionDecision::TOUS.iter().copied().map(half).collect() };
        let (refused, sentence) = on(ei(TypeInsertion::Ei), Some(no));
        let expected = "non compté : l'équipe d'animation répond non à : niveau d'autonomie suffisant";
        assert_eq!((refused, sentence.as_str()), (Conclusion::NonPositive, expected));
        let some = Decision { le: d("2017-11-15"), reponses: vec![(ConditionDecision::Projet, true)] };
        assert_eq!(
            on(ei(TypeInsertion::Ei), Some(some)).0,
            Conclusion::DecisionAttendue,
            "the others are not answered"
        );
        let short = Insertion { fin: Some(d("2017-11-29")), ..ei(TypeInsertion::Ei) };
        let (refused, sentence) = on(short, decidee("2017-11-15", true));
        let expected = "non compté : un contrat en EI doit durer au moins 6 mois (ici 5 mois)";
        assert_eq!((refused, sentence.as_str()), (Conclusion::NonPositive, expected));
        let less = Insertion { quotite: Some(pct("17")), ..ei(TypeInsertion::Ei) };
        assert_eq!(on(less, decidee("2017-11-15", true)).0, Conclusion::NonPositive, "less than half-time");
        for never in [TypeInsertion::Aci, TypeInsertion::Ai] {
            assert_eq!(on(ei(never), decidee("2017-11-15", true)).0, Conclusion::NonPositive, "{never:?}");
        }
    }

    #[test]
    fn in_the_rhone_the_person_agrees_that_they_leave() {
        let cdi = Faits { accord_le: None, ..job(Nature::Cdi { quotite: pct("35") }) };
        assert_eq!(in_lyon(cdi.clone(), "2017-12-01"), Conclusion::AccordAttendu { le: d("2017-12-01") });
        let late = Faits { accord_le: Some(d("2017-12-10")), ..cdi.clone() };
        let expected = Conclusion::Positive { le: d("2017-12-01"), compte_le: d("2017-12-10") };
        assert_eq!(in_lyon(late, "2017-12-10"), expected);
        assert_eq!(under("grand-chalon", &cdi, "2017-12-01").0, positive_on("2017-12-01"), "seed 000 asks none");
    }

    #[test]
    fn a_cdi_of_exactly_half_time_counts_in_toulouse_and_not_in_lyon() {
        let half = job(Nature::Cdi { quotite: pct("17.5") });
        assert_eq!(under("toulouse", &half, "2017-12-01").0, positive_on("2017-12-01"));
        let expected = "non compté : un CDI doit dépasser 50 % d'un temps plein (ici 50 %)";
        assert_eq!(under("lyon", &half, "2017-12-01"), (Conclusion::NonPositive, expected.to_owned()));
        let less = job(Nature::Cdi { quotite: pct("17") });
        let expected = "non compté : un CDI doit être au moins à 50 % d'un temps plein (ici 48,57 %)";
        assert_eq!(under("toulouse", &less, "2017-12-01"), (Conclusion::NonPositive, expected.to_owned()));
    }

    #[test]
    fn a_cdd_of_exactly_six_months_counts_in_lyon_and_toulouse_and_not_in_grenoble() {
        let six = job(cdd("2017-11-30", "35"));
        assert_eq!(under("lyon", &six, "2017-12-01").0, positive_on("2017-12-01"));
        assert_eq!(under("toulouse", &six, "2017-12-01").0, positive_on("2017-12-01"));
        let expected = "non compté : un CDD doit durer plus de 6 mois (ici 6 mois)";
        assert_eq!(under("grenoble", &six, "2017-12-01"), (Conclusion::NonPositive, expected.to_owned()));
        let more = job(cdd("2017-12-01", "35"));
        assert_eq!(under("grenoble", &more, "2017-12-01").0, positive_on("2017-12-01"), "a day more");
    }

    #[test]
    fn a_training_counts_in_toulouse_while_it_runs_and_in_grenoble_at_its_title() {
        let training = job(Nature::Formation { fin: d("2018-02-28"), titre_obtenu_le: None });
        let first_day = Conclusion::Positive { le: d("2017-06-01"), compte_le: d("2017-06-10") };
        assert_eq!(under("toulouse", &training, "2017-06-10").0, first_day);
        assert_eq!(
            under("grenoble", &training, "2017-06-10").0,
            Conclusion::TitreAttendu { jusqu_au: d("2019-02-28") },
            "a training before its title is not yet"
        );
    }

    #[test]
    fn a_training_of_ten_months_counts_after_six_inside_under_the_guide() {
        let training = |fin| job(Nature::Formation { fin: d(fin), titre_obtenu_le: None });
        let on = |fin, au| under("guide-ave", &training(fin), au).0;
        assert_eq!(on("2018-03-31", "2017-11-30"), Conclusion::EnSuivi { jusqu_au: d("2017-12-01") });
        assert_eq!(on("2018-03-31", "2017-12-01"), positive_on("2017-12-01"));
        let nine = Conclusion::TitreAttendu { jusqu_au: d("2019-02-28") };
        assert_eq!(on("2018-02-28", "2017-12-01"), nine, "nine months are not more than nine");
        let broken = Faits { rompu_le: Some(d("2017-11-15")), ..training("2018-03-31") };
        assert_eq!(under("guide-ave", &broken, "2017-12-01").0, Conclusion::NonPositive);
        let titre_obtenu_le = Some(d("2017-10-20"));
        let early = job(Nature::Formation { fin: d("2018-03-31"), titre_obtenu_le });
        assert_eq!(under("guide-ave", &early, "2017-10-20").0, positive_on("2017-10-20"), "its title comes first");
    }

    /// A further contract, proved on its first day.
    fn then(debut: &str, fin: Option<&str>) -> Contrat {
        Contrat {
            debut: d(debut),
            fin: fin.map(d),
            quotite: pct("35"),
            precedent_rompu_le: None,
            interim: None,
            justifie_le: Some(d(debut)),
        }
    }

    #[test]
    fn each_contract_that_makes_the_six_months_is_proved_and_the_one_that_is_not_is_named() {
        let chain = |first: Option<&str>, second: Option<&str>| {
            let next = Contrat { justifie_le: second.map(d), ..then("2017-09-09", Some("2017-12-31")) };
            Faits { justifie_le: first.map(d), suite: vec![next], ..job(cdd("2017-08-31", "35")) }
        };
        let on = |faits: Faits, au| under("guide-ave", &faits, au);
        let missing = |contrat| Conclusion::DocumentManquant { le: d("2017-12-01"), contrat: Some(d(contrat)) };
        let (conclusion, sentence) = on(chain(Some("2017-06-10"), None), "2017-12-01");
        assert_eq!(conclusion, missing("2017-09-09"));
        assert_eq!(sentence, "pas encore : document manquant : rien ne prouve le contrat du 09/09/2017");
        assert_eq!(on(chain(None, Some("2017-09-10")), "2017-12-01").0, missing("2017-06-01"));
        let late = chain(Some("2017-06-10"), Some("2018-01-10"));
        assert_eq!(on(late.clone(), "2018-01-09").0, missing("2017-09-09"), "it arrives tomorrow");
        let expected = Conclusion::Positive { le: d("2017-12-01"), compte_le: d("2018-01-10") };
        assert_eq!(on(late, "2018-01-10").0, expected);
        let after = |debut| {
            let next = Contrat { justifie_le: None, ..then(debut, None) };
            Faits { suite: vec![next], ..job(cdd("2017-11-30", "35")) }
        };
        assert_eq!(on(after("2017-12-01"), "2017-12-01").0, positive_on("2017-12-01"), "the six months were over");
    }

    #[test]
    fn no_proof_is_asked_of_a_contract_that_the_rule_does_not_read() {
        let unproved = Contrat { justifie_le: None, ..then("2017-09-01", None) };
        let with = |nature| Faits { suite: vec![unproved], ..job(nature) };
        let six = with(cdd("2017-11-30", "35"));
        assert_eq!(in_lyon(six.clone(), "2017-12-01"), positive_on("2017-12-01"), "one contract at a time");
        let mut guide = livre("guide-ave").unwrap();
        guide.sortie.insertion_sur_decision = vec![TypeInsertion::Ei];
        let asked = |rules: &Referentiel, faits: &Faits| {
            contrats_a_prouver(&rules.sortie, faits, d("2017-12-01"), d("2017-12-01"))
        };
        let (first, both) = (vec![d("2017-06-01")], vec![d("2017-06-01"), d("2017-09-01")]);
        assert_eq!(asked(&livre("lyon").unwrap(), &six), first);
        assert_eq!(asked(&guide, &six), both);
        assert_eq!(asked(&guide, &with(Nature::Creation)), first);
        let told = Insertion { fin: Some(d("2017-11-30")), quotite: Some(pct("35")), ..Insertion::default() };
        let insertion = |structure| with(Nature::Insertion(Insertion { structure: Some(structure), ..told }));
        assert_eq!(asked(&guide, &insertion(TypeInsertion::Etti)), both);
        assert_eq!(asked(&guide, &insertion(TypeInsertion::Ei)), first, "a decision counts that one contract");
        assert_eq!(asked(&guide, &insertion(TypeInsertion::Ai)), first, "its own rule reads its missions");
    }

    #[test]
    fn of_seasonal_work_the_contracts_of_the_window_are_proved() {
        let nature = Nature::Cdd { fin: d("2016-08-31"), quotite: pct("35"), saisonnier: true };
        let next = then("2017-02-01", Some("2017-09-30"));
        let alone = Faits { debut: d("2016-06-01"), justifie_le: None, suite: vec![next], ..job(nature) };
        let counted = positive_on("2017-10-01");
        assert_eq!(under("guide-ave", &alone, "2017-10-01").0, counted, "February to September alone");
        let guide = livre("guide-ave").unwrap();
        let asked = contrats_a_prouver(&guide.sortie, &alone, d("2017-10-01"), d("2017-10-01"));
        assert_eq!(asked, [d("2017-02-01")], "the first one is out of the window");
        let until_october = Nature::Cdd { fin: d("2016-10-31"), quotite: pct("35"), saisonnier: true };
        let both = Faits { nature: until_october, ..alone };
        let missing = Conclusion::DocumentManquant { le: d("2017-05-01"), contrat: Some(d("2016-06-01")) };
        assert_eq!(under("guide-ave", &both, "2017-05-01").0, missing, "June to October, February to April");
    }

    #[test]
    fn two_contracts_in_a_row_are_one_job_under_the_guide_when_the_gap_is_short() {
        let chain = |suite| Faits { suite, ..job(cdd("2017-08-31", "35")) };
        let on = |suite, au| under("guide-ave", &chain(suite), au).0;
        let resumes = Conclusion::RepriseAttendue { jusqu_au: d("2017-09-16") };
        assert_eq!(on(vec![], "2017-07-01"), resumes, "three months are not enough by themselves");
        assert_eq!((on(vec![], "2017-09-16"), on(vec![], "2017-09-17")), (resumes, Conclusion::NonPositive));
        let after = |debut| vec![then(debut, Some("2017-11-30"))];
        assert_eq!(on(after("2017-09-16"), "2017-12-01"), positive_on("2017-12-01"), "fifteen days without work");
        assert_eq!(on(after("2017-09-17"), "2017-12-01"), Conclusion::NonPositive, "sixteen");
        assert_eq!(on(vec![then("2017-09-01", None)], "2017-12-01"), positive_on("2017-12-01"), "then a CDI");
        let (_, sentence) = under("guide-ave", &chain(vec![]), "2017-09-17");
        let expected = "non compté : 3 mois d'emploi continu jusqu'au 31/08/2017 pour 6 demandés, et aucun contrat n'a suivi jusqu'au 16/09/2017";
        assert_eq!(sentence, expected);
        assert_eq!(
            in_lyon(chain(after("2017-09-01")), "2017-12-01"),
            Conclusion::NonPositive,
            "one contract at a time"
        );
    }

    #[test]
    fn missions_of_intérim_in_several_firms_are_one_job_under_the_guide_when_they_were_chosen() {
        use SuiteInterim as S;
        let on = |referentiel: &Referentiel, interim| {
            let mission = Contrat { interim, ..then("2017-09-01", Some("2017-11-30")) };
            let faits = Faits { suite: vec![mission], ..job(cdd("2017-08-31", "35")) };
            let Verdict { conclusion, raison } = qualifier(referentiel, &faits, d("2017-12-01"));
            (conclusion == positive_on("2017-12-01"), raison.explication)
        };
        let guide = livre("guide-ave").unwrap();
        for counted in [None, Some(S::MemeEntreprise), Some(S::AutreChoisie)] {
            assert!(on(&guide, counted).0, "{counted:?}");
        }
        let (counted, sentence) = on(&guide, Some(S::AutreSubie));
        assert!(!counted && sentence.contains("doit être choisi"), "{sentence}");
        let mut free = guide.clone();
        free.sortie.enchainement.as_mut().unwrap().interim_par_choix = false;
        assert!(on(&free, Some(S::AutreSubie)).0, "a territory that asks nobody to choose");
    }

    #[test]
    fn a_job_that_broke_and_resumed_within_the_gap_goes_on() {
        let broken = Faits { rompu_le: Some(d("2017-09-15")), ..job(Nature::Cdi { quotite: pct("35") }) };
        let resumes = Conclusion::RepriseAttendue { jusqu_au: d("2017-10-01") };
        assert_eq!(under("guide-ave", &broken, "2017-09-20").0, resumes);
        let next = Contrat { precedent_rompu_le: Some(d("2017-09-15")), ..then("2017-09-25", None) };
        let goes_on = Faits { rompu_le: None, suite: vec![next], ..broken.clone() };
        assert_eq!(under("guide-ave", &goes_on, "2017-12-01").0, positive_on("2017-12-01"));
        let late = Contrat { debut: d("2017-10-02"), ..next };
        assert_eq!(
            under("guide-ave", &Faits { suite: vec![late], ..goes_on }, "2017-12-01").0,
            Conclusion::NonPositive
        );
    }

    #[test]
    fn a_part_time_that_was_chosen_may_be_under_the_half_where_the_rules_say_so() {
        let third = |partiel_choisi_le| Faits { partiel_choisi_le, ..job(Nature::Cdi { quotite: pct("12") }) };
        assert_eq!(under("guide-ave", &third(Some(d("2017-06-01"))), "2017-12-01").0, positive_on("2017-12-01"));
        let late = Conclusion::Positive { le: d("2017-12-01"), compte_le: d("2018-02-10") };
        assert_eq!(under("guide-ave", &third(Some(d("2018-02-10"))), "2018-02-10").0, late, "it was checked late");
        let whole = Faits { partiel_choisi_le: Some(d("2018-02-10")), ..job(Nature::Cdi { quotite: pct("35") }) };
        assert_eq!(under("guide-ave", &whole, "2018-02-10").0, positive_on("2017-12-01"), "it was not needed");
        let (refused, sentence) = under("guide-ave", &third(None), "2017-12-01");
        assert_eq!(refused, Conclusion::NonPositive);
        assert!(sentence.contains("temps partiel choisi n'est pas vérifié"), "{sentence}");
        assert_eq!(in_lyon(third(Some(d("2017-06-01"))), "2017-12-01"), Conclusion::NonPositive);
    }

    #[test]
    fn seasonal_work_counts_at_eight_months_of_the_last_twelve() {
        let season = |fin, suite| {
            let nature = Nature::Cdd { fin: d(fin), quotite: pct("35"), saisonnier: true };
            Faits { suite, ..job(nature) }
        };
        let five = season("2017-10-31", vec![]);
        let waits = Conclusion::RepriseAttendue { jusqu_au: d("2018-02-28") };
        assert_eq!(under("guide-ave", &five, "2017-11-01").0, waits, "five months, four to find three more");
        let winter = |debut, fin| season("2017-10-31", vec![then(debut, Some(fin))]);
        assert_eq!(
            under("guide-ave", &winter("2017-12-01", "2018-02-28"), "2018-03-01").0,
            positive_on("2018-03-01"),
            "June to October, December to February"
        );
        let short = under("guide-ave", &winter("2017-12-01", "2018-01-31"), "2018-02-01").0;
        assert_eq!(short, Conclusion::RepriseAttendue { jusqu_au: d("2018-05-31") }, "seven");
        let far = under("guide-ave", &winter("2018-04-01", "2018-06-30"), "2018-07-01").0;
        assert_ne!(far, positive_on("2018-07-01"), "eight months, but of thirteen");
    }

    #[test]
    fn a_season_that_an_open_ended_contract_follows_counts_on_a_day_that_does_not_move() {
        let nature = Nature::Cdd { fin: d("2017-10-31"), quotite: pct("35"), saisonnier: true };
        let then_cdi = Faits { suite: vec![then("2017-12-01", None)], ..job(nature) };
        for au in ["2017-12-02", "2018-02-28"] {
            let followed = Conclusion::EnSuivi { jusqu_au: d("2018-03-01") };
            assert_eq!(under("guide-ave", &then_cdi, au).0, followed, "{au}");
        }
        for au in ["2018-03-01", "2019-06-01"] {
            assert_eq!(under("guide-ave", &then_cdi, au).0, positive_on("2018-03-01"), "{au}");
        }
        let broken = |le| Faits { rompu_le: Some(d(le)), ..then_cdi.clone() };
        assert_eq!(under("guide-ave", &broken("2018-02-28"), "2018-03-01").0, positive_on("2018-03-01"));
        let resumes = Conclusion::RepriseAttendue { jusqu_au: d("2018-06-27") };
        assert_eq!(under("guide-ave", &broken("2018-02-27"), "2018-03-01").0, resumes, "a day short");
    }

    #[test]
    fn what_a_job_in_an_insertion_structure_is_judged_on_is_what_the_territory_asks() {
        let unsaid = |slug: &str, insertion| non_dits(&livre(slug).unwrap().sortie, Nature::Insertion(insertion));
        let of = |structure| Insertion { structure: Some(structure), ..Insertion::default() };
        assert_eq!(unsaid("lyon", Insertion::default()), ["structure"]);
        assert_eq!(unsaid("lyon", of(TypeInsertion::Ei)), ["fin", "quotite"]);
        let ended = Insertion { fin: Some(d("2017-11-30")), ..of(TypeInsertion::Ei) };
        assert_eq!(unsaid("lyon", ended), ["quotite"]);
        assert_eq!(unsaid("lyon", Insertion { quotite: Some(pct("20")), ..ended }), [""; 0]);
        assert_eq!(unsaid("lyon", of(TypeInsertion::Aci)), [""; 0], "it never counts there");
        assert_eq!(unsaid("guide-ave", of(TypeInsertion::Ai)), ["quotite"], "missions may go on");
        assert_eq!(unsaid("dijon", Insertion::default()), [""; 0]);
        assert_eq!(non_dits(&livre("lyon").unwrap().sortie, Nature::Creation), [""; 0]);
    }

    #[test]
    fn what_another_program_did_not_say_is_unknown_where_it_would_make_the_exit_count() {
        let repris = |nature| Faits { repris: true, ..job(nature) };
        let of = |structure, fin: Option<&str>, quotite: Option<&str>| {
            let (fin, quotite) = (fin.map(d), quotite.map(pct));
            Nature::Insertion(Insertion { structure, fin, quotite, ..Insertion::default() })
        };
        let ei = Some(TypeInsertion::Ei);
        let (told, sentence) = under("lyon", &repris(of(None, None, None)), "2017-07-01");
        let expected = "pas encore : inconnu, l'ancien logiciel n'a pas dit le type de structure d'insertion";
        assert_eq!((told, sentence.as_str()), (Conclusion::Inconnue, expected));
        assert_eq!(under("lyon", &job(of(None, None, None)), "2017-07-01").0, Conclusion::NonPositive, "declared here");
        let (told, sentence) = under("lyon", &repris(of(ei, None, None)), "2017-07-01");
        assert_eq!(told, Conclusion::Inconnue);
        assert!(sentence.ends_with("n'a pas dit la fin du contrat, la quotité"), "{sentence}");
        let all = repris(of(ei, Some("2017-11-30"), Some("35")));
        assert_eq!(under("lyon", &all, "2017-07-01").0, Conclusion::DecisionAttendue);
        for never in [
            of(ei, Some("2017-11-29"), None),
            of(ei, None, Some("17")),
            of(Some(TypeInsertion::Aci), None, None),
            of(Some(TypeInsertion::Ai), None, None),
        ] {
            let told = under("lyon", &repris(never), "2017-07-01").0;
            assert_eq!(told, Conclusion::NonPositive, "whatever else is said: {never:?}");
        }
        let broken = Faits { rompu_le: Some(d("2017-06-30")), ..repris(of(None, None, None)) };
        assert_eq!(under("lyon", &broken, "2017-07-01").0, Conclusion::NonPositive);
    }

    #[test]
    fn the_guide_reads_what_another_program_may_be_silent_on() {
        let repris = |nature| Faits { repris: true, ..job(nature) };
        let unsaid = |faits: &Faits| tus(&livre("guide-ave").unwrap().sortie, faits, d("2017-07-01"));
        let ai = Insertion {
            structure: Some(TypeInsertion::Ai),
            quotite: Some(pct("35")),
            missions_depuis: Some(d("2012-01-01")),
            ..Insertion::default()
        };
        let in_ai = |age, sans_souhait| Faits { age, ..repris(Nature::Insertion(Insertion { sans_souhait, ..ai })) };
        let wish = "que la personne ne souhaite plus d'accompagnement";
        assert_eq!(unsaid(&in_ai(None, false)), ["l'âge de la personne", wish]);
        assert_eq!((unsaid(&in_ai(Some(60), false)), unsaid(&in_ai(Some(60), true))), (vec![wish], vec![]));
        assert_eq!(unsaid(&in_ai(Some(20), false)), [""; 0], "too young, whatever else is said");

        let short = Nature::Cdi { quotite: pct("10") };
        assert_eq!(unsaid(&repris(short)), ["que le temps partiel est choisi"]);
        assert_eq!(unsaid(&Faits { partiel_choisi_le: Some(d("2017-06-01")), ..repris(short) }), [""; 0]);
        assert_eq!(unsaid(&repris(Nature::Cdi { quotite: pct("35") })), [""; 0]);
        let aided = |fin, heures, employeur| {
            unsaid(&repris(Nature::ContratAide { fin: d(fin), cdi: false, quotite: pct(heures), employeur }))
        };
        assert_eq!(aided("2018-05-30", "35", None), ["le type d'employeur"], "twelve months are asked of some");
        assert_eq!(aided("2018-05-31", "35", None), [""; 0], "it counts whoever gives it");
        assert_eq!(aided("2018-05-30", "35", Some(EmployeurAide::Hopital)), [""; 0], "it never counts there");
        assert_eq!(aided("2018-05-31", "10", None), ["que le temps partiel est choisi"]);
    }

    #[test]
    fn a_job_in_an_association_intermediaire_counts_under_the_guide_when_all_is_there() {
        let ai = |age, heures, missions_depuis, sans_souhait| {
            let insertion = Insertion {
                structure: Some(TypeInsertion::Ai),
                quotite: Some(pct(heures)),
                missions_depuis: Some(d(missions_depuis)),
                sans_souhait,
                ..Insertion::default()
            };
            under("guide-ave", &Faits { age: Some(age), ..job(Nature::Insertion(insertion)) }, "2017-07-01")
        };
        let since = "2015-06-15";
        let expected = Conclusion::Positive { le: d("2017-06-16"), compte_le: d("2017-06-16") };
        assert_eq!(ai(56, "12", since, true).0, expected);
        let (refused, sentence) = ai(55, "11", since, false);
        let named = "non compté : un emploi en AI demande plus de 55 ans (ici 55 ans), au moins 33,33 % d'un temps plein (ici 31,43 %), plus de souhait d'accompagnement par le PLIE";
        assert_eq!((refused, sentence.as_str()), (Conclusion::NonPositive, named));
        assert_eq!(
            ai(56, "12", "2015-08-01", true).0,
            Conclusion::EnSuivi { jusqu_au: d("2017-08-02") },
            "not two years yet"
        );
        assert_eq!(in_lyon(job(insertion(TypeInsertion::Ai)), "2017-07-01"), Conclusion::NonPositive);
    }

    #[test]
    fn an_aided_job_counts_under_the_guide_by_its_length_and_its_employer() {
        let aided = |fin, cdi, employeur| {
            let nature = Nature::ContratAide { fin: d(fin), cdi, quotite: pct("35"), employeur: Some(employeur) };
            under("guide-ave", &job(nature), "2017-12-01").0
        };
        assert_eq!(aided("2018-05-31", false, EmployeurAide::Association), positive_on("2017-12-01"), "twelve months");
        assert_eq!(aided("2018-05-30", false, EmployeurAide::Hopital), Conclusion::NonPositive, "a day short");
        assert_eq!(aided("2017-12-31", true, EmployeurAide::Collectivite), positive_on("2017-12-01"), "a CDI");
        assert_eq!(aided("2017-11-30", false, EmployeurAide::Entreprise), positive_on("2017-12-01"), "as any CDD");
    }
}
