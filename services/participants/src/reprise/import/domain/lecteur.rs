//! From the cells of a line to what it tells of a person, by the territory's mapping.

use chrono::NaiveDate;
use imports::{
    Deplacee, Depouillement, Grille,
    valeurs::{
        borne, code, code_postal, commune_desservie, commune_naissance, date, forme, identifiant, nombre, oui_non,
        telephone, texte,
    },
};
use kernel::{IdentifiantFranceTravail, Pays, lettres, phrase};
use participants_api::{
    Champ, Colonne, ContratRepris, DiagnosticRepris, EntreeReprise, EtatCivil, LigneLue, Menage, NouveauParticipant,
    NouvelleAdresse, NouvelleCorrespondance, NouvelleSituation,
};
use problem::FieldError;
use suite_api::ProblemeLigne;

use crate::{
    dossier::{
        self,
        fait::domain::{avant_naissance, periode},
    },
    reprise::import::domain::valeurs::{reponse, sexe, signataires},
};

/// A line that could be read.
pub(crate) type Lue = imports::Lue<LigneLue>;

/// A mapping placed on the titles of a table.
#[derive(Debug, Clone)]
pub(crate) struct Lecteur {
    pub(crate) grille: Grille<Colonne>,
    /// Where the facts of the import come from.
    source: String,
    arrete_le: NaiveDate,
    today: NaiveDate,
}

impl Lecteur {
    /// Places the mapping; fails with the columns that the table does not have, or has twice.
    pub(crate) fn new(
        correspondance: NouvelleCorrespondance,
        entetes: Vec<String>,
        arrete_le: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<Deplacee>> {
        let source = format!("import {}, arrêté au {arrete_le}", correspondance.source);
        Ok(Self { grille: Grille::placer(correspondance.colonnes, entetes)?, source, arrete_le, today })
    }

    /// Reads a line, or says all that is wrong with it.
    pub(crate) fn lire(&self, cellules: &[String]) -> Result<Lue, Vec<ProblemeLigne>> {
        let mut lecture = Lecture { lecteur: self, ligne: self.grille.depouiller(cellules) };
        let read = lecture.ligne().map(|ligne| lecture.reconnaitre(ligne));
        lecture.ligne.conclure(read)
    }
}

/// A line being read.
struct Lecture<'a> {
    lecteur: &'a Lecteur,
    ligne: Depouillement<'a, Colonne>,
}

impl Lecture<'_> {
    fn ligne(&mut self) -> Option<LigneLue> {
        let (etat_civil, adresse) = (self.etat_civil(), self.adresse());
        let (nom, prenom) = (self.ligne.exige(Champ::Nom, texte), self.ligne.exige(Champ::Prenom, texte));
        let date_naissance = self.ligne.exige(Champ::DateNaissance, date);
        let sexe = self.ligne.exige(Champ::Sexe, sexe);
        let telephone = self.ligne.lu(Champ::Telephone, telephone);
        let courriel = self.ligne.lu(Champ::Courriel, texte);
        let (situations, entree) = (self.situations(date_naissance), self.entree());
        let personne = NouveauParticipant {
            nom: nom?,
            prenom: prenom?,
            date_naissance: date_naissance?,
            sexe: sexe?,
            commune: adresse.as_ref().map(|one| one.commune.clone()),
            telephone,
            courriel,
            etat_civil,
        };
        let today = self.lecteur.today;
        let mut wrong = problem::validate(&personne).err().map(|refusal| refusal.errors).unwrap_or_default();
        wrong.extend(dossier::participant::domain::identite(today, &personne));
        if let Some(adresse) = &adresse {
            wrong.extend(
                problem::validate(adresse)
                    .err()
                    .into_iter()
                    .flat_map(|refusal| refusal.errors)
                    .map(|error| FieldError { pointer: format!("/adresse{}", error.pointer), ..error }),
            );
            wrong.extend(dossier::adresse::domain::adresse(today, adresse, "/adresse"));
            wrong.extend(avant_naissance(personne.date_naissance, adresse.depuis, "/adresse", "un domicile"));
        }
        for error in wrong {
            self.ligne.rapporter(error);
        }
        Some(LigneLue { personne, adresse, situations, entree })
    }

    fn etat_civil(&mut self) -> EtatCivil {
        let adultes = self.ligne.lu(Champ::Adultes, nombre);
        let enfants_a_charge = self.ligne.lu(Champ::EnfantsACharge, nombre);
        let menage = match (adultes, enfants_a_charge) {
            (Some(adultes), Some(enfants_a_charge)) => Some(Menage { adultes, enfants_a_charge }),
            (None, None) => None,
            (None, _) => self.moitie(Champ::Adultes),
            (_, None) => self.moitie(Champ::EnfantsACharge),
        };
        EtatCivil {
            nom_naissance: self.ligne.lu(Champ::NomNaissance, texte),
            pays_naissance: self.ligne.lu(Champ::PaysNaissance, forme::<Pays>),
            commune_naissance: self.ligne.lu(Champ::CommuneNaissance, commune_naissance),
            nationalite: self.ligne.lu(Champ::Nationalite, code),
            identifiant_france_travail: self
                .ligne
                .lu(Champ::IdentifiantFranceTravail, forme::<IdentifiantFranceTravail>),
            niveau_formation: self.ligne.lu(Champ::NiveauFormation, code),
            menage,
            ..EtatCivil::default()
        }
    }

    /// One figure of the household without the other.
    fn moitie(&mut self, champ: Champ) -> Option<Menage> {
        if self.ligne.texte(champ).is_none() {
            self.ligne.signaler(champ, "absent", "un ménage compte ses adultes et ses enfants à charge");
        }
        None
    }

    fn adresse(&mut self) -> Option<NouvelleAdresse> {
        let told = [Champ::Voie, Champ::CodePostal, Champ::Commune];
        if told.into_iter().all(|champ| self.ligne.texte(champ).is_none()) {
            return None;
        }
        let code_postal = self.ligne.exige(Champ::CodePostal, code_postal)?;
        let commune = commune_desservie(self.ligne.texte(Champ::Commune), &code_postal);
        let commune = commune.map_err(|detail| self.ligne.signaler(Champ::Commune, "invalide", detail)).ok();
        let depuis = self.ligne.lu(Champ::AdresseDepuis, date).unwrap_or(self.lecteur.arrete_le);
        Some(NouvelleAdresse {
            voie: self.ligne.lu(Champ::Voie, texte),
            complement: self.ligne.lu(Champ::Complement, texte),
            qpv: self.ligne.lu(Champ::Qpv, forme),
            zone_rurale: self.ligne.lu(Champ::ZoneRurale, oui_non),
            code_postal,
            commune: commune?,
            depuis,
            jusqua: None,
            piece: None,
            source: self.lecteur.source.clone(),
        })
    }

    fn situations(&mut self, naissance: Option<NaiveDate>) -> Vec<NouvelleSituation> {
        let mut all = Vec::new();
        for (column, cell, dated) in self.ligne.datees(Champ::Situation) {
            match (reponse(cell), dated.map(date).transpose()) {
                (Ok(reponse), Ok(since)) => {
                    let depuis = since.unwrap_or(self.lecteur.arrete_le);
                    let titre = column.depuis.as_ref().unwrap_or(&column.titre);
                    let mut wrong = periode(self.lecteur.today, depuis, None, "", "une situation");
                    wrong.extend(naissance.and_then(|day| avant_naissance(day, depuis, "", "une situation")));
                    for error in wrong {
                        self.ligne.dire(titre, &error.code, error.detail);
                    }
                    all.push(NouvelleSituation {
                        code: column.situation.clone().unwrap_or_default(),
                        reponse,
                        depuis,
                        jusqua: None,
                        piece: None,
                        source: self.lecteur.source.clone(),
                    });
                }
                (reponse, since) => {
                    if let Err(detail) = reponse {
                        self.ligne.dire(&column.titre, "invalide", detail);
                    }
                    if let (Err(detail), Some(titre)) = (since, &column.depuis) {
                        self.ligne.dire(titre, "invalide", detail);
                    }
                }
            }
        }
        all
    }

    fn entree(&mut self) -> Option<EntreeReprise> {
        let (diagnostic, contrat) = (self.diagnostic(), self.contrat());
        if self.ligne.texte(Champ::EntreeLe).is_none() && (diagnostic.is_some() || contrat.is_some()) {
            let detail = "un diagnostic et un contrat repris viennent avec l'entrée à laquelle ils ont mené";
            self.ligne.signaler(Champ::EntreeLe, "absent", detail);
        }
        let entree_le = self.ligne.lu(Champ::EntreeLe, date)?;
        let (referent, prescripteur) =
            (self.ligne.exige(Champ::Referent, identifiant), self.ligne.lu(Champ::Prescripteur, identifiant));
        self.passe(Champ::EntreeLe, entree_le, "une entrée reprise est antérieure");
        Some(EntreeReprise { entree_le, referent: referent?, prescripteur, diagnostic, contrat })
    }

    /// What is taken over precedes the extraction.
    fn passe(&mut self, champ: Champ, jour: NaiveDate, dit: &str) {
        if jour > self.lecteur.arrete_le {
            self.ligne.signaler(
                champ,
                "futur",
                format!("{dit} à l'extraction du {}", phrase::jour(self.lecteur.arrete_le)),
            );
        }
    }

    fn diagnostic(&mut self) -> Option<DiagnosticRepris> {
        let code = |cell: &str| borne(cell, 2, 60);
        let (lieu, methode) =
            (self.ligne.lu(Champ::DiagnosticLieu, code), self.ligne.lu(Champ::DiagnosticMethode, code));
        if lieu.is_none() && methode.is_none() && self.ligne.texte(Champ::DiagnosticLe).is_none() {
            return None;
        }
        let le = self.ligne.exige(Champ::DiagnosticLe, date)?;
        self.passe(Champ::DiagnosticLe, le, "un diagnostic repris est antérieur");
        Some(DiagnosticRepris { le, lieu, methode })
    }

    fn contrat(&mut self) -> Option<ContratRepris> {
        let (fin, signed) =
            (self.ligne.lu(Champ::ContratFin, date), self.ligne.lu(Champ::ContratSignataires, signataires));
        if fin.is_none() && signed.is_none() && self.ligne.texte(Champ::ContratLe).is_none() {
            return None;
        }
        let le = self.ligne.exige(Champ::ContratLe, date)?;
        self.passe(Champ::ContratLe, le, "un contrat repris est antérieur");
        if fin.is_some_and(|fin| fin < le) {
            self.ligne.signaler(Champ::ContratFin, "incoherent", "la fin du contrat précède son premier jour");
        }
        Some(ContratRepris { le, fin, signataires: signed.unwrap_or_default() })
    }

    fn reconnaitre(&self, ligne: LigneLue) -> Lue {
        let NouveauParticipant { nom, prenom, date_naissance, .. } = &ligne.personne;
        let identite = format!("{}|{}|{date_naissance}", lettres(nom), lettres(prenom));
        let reference = self.ligne.texte(Champ::Reference).map_or_else(|| identite.clone(), ToOwned::to_owned);
        Lue { reference, identite, empreinte: self.ligne.empreinte(), ligne }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use testdata::d;

    use super::*;

    const TITRES: [&str; 7] = ["N°", "Nom", "Prénom", "Né le", "Civ", "RSA", "Depuis"];

    fn correspondance() -> NouvelleCorrespondance {
        let column = |titre: &str, champ| Colonne {
            titre: titre.to_owned(),
            champ,
            situation: (champ == Champ::Situation).then(|| "rsa".to_owned()),
            depuis: (champ == Champ::Situation).then(|| "depuis".to_owned()),
            valeurs: BTreeMap::from([("Madame X".to_owned(), "F".to_owned())]),
        };
        let colonnes = vec![
            column("n°", Champ::Reference),
            column("nom", Champ::Nom),
            column("PRENOM", Champ::Prenom),
            column("né le", Champ::DateNaissance),
            column("civ", Champ::Sexe),
            column("rsa", Champ::Situation),
        ];
        NouvelleCorrespondance { nom: "Base".into(), source: "base".into(), colonnes }
    }

    fn lecteur(arrete_le: &str) -> Lecteur {
        Lecteur::new(correspondance(), TITRES.map(str::to_owned).into(), d(arrete_le), d("2026-06-01")).unwrap()
    }

    fn cells(texts: [&str; 7]) -> Vec<String> {
        texts.map(str::to_owned).into()
    }

    #[test]
    fn a_line_is_read_by_the_mapping() {
        let lue =
            lecteur("2026-01-05").lire(&cells(["7", "Diallo", "Mina", "20/05/1984", "madame x", "X", ""])).unwrap();
        assert_eq!((lue.reference.as_str(), lue.identite.as_str()), ("7", "diallo|mina|1984-05-20"));
        assert_eq!(lue.ligne.situations[0].depuis, d("2026-01-05"), "undated: from the day of the extraction");
        assert_eq!(lue.ligne.situations[0].source, "import base, arrêté au 2026-01-05");
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_by_column() {
        let wrong = lecteur("2026-01-05").lire(&cells(["7", "", "Mina", "20/05/84", "Mme", "oui", "01/07/2026"]));
        let told: Vec<_> = wrong.unwrap_err().into_iter().map(|one| (one.colonne.unwrap(), one.code)).collect();
        let expected = [("depuis", "futur"), ("nom", "absent"), ("né le", "invalide")];
        assert_eq!(told, expected.map(|(column, code)| (column.to_owned(), code.to_owned())));
    }

    #[test]
    fn what_a_rule_of_the_suite_refuses_is_told_by_its_column_too() {
        let wrong = lecteur("2026-01-05").lire(&cells(["7", &"a".repeat(81), "Mina", "20/05/1904", "Mme", "", ""]));
        let told: Vec<_> = wrong.unwrap_err().into_iter().map(|one| one.colonne.unwrap()).collect();
        assert_eq!(told, ["nom", "né le"]);
    }

    #[test]
    fn a_column_that_the_table_lacks_is_named() {
        let absent = Lecteur::new(correspondance(), vec!["Nom".into()], d("2026-01-05"), d("2026-06-01")).unwrap_err();
        assert_eq!(
            absent.iter().map(|one| one.titre.as_str()).collect::<Vec<_>>(),
            ["n°", "PRENOM", "né le", "civ", "rsa", "depuis"]
        );
        assert!(absent.iter().all(|one| one.places.is_empty()));
    }

    #[test]
    fn a_column_that_the_table_has_twice_is_named_with_its_places() {
        let titles = TITRES.iter().chain(&["NOM", "Note", "note"]).map(|title| (*title).to_owned()).collect();
        let twice = Lecteur::new(correspondance(), titles, d("2026-01-05"), d("2026-06-01")).unwrap_err();
        assert_eq!(twice, [Deplacee { titre: "nom".to_owned(), places: vec![1, 7] }], "what nobody reads may be twice");
    }

    #[test]
    fn an_error_of_a_formula_is_no_name() {
        let wrong = lecteur("2026-01-05").lire(&cells(["7", "#N/A", "Mina", "20/05/1984", "Mme", "oui", "#valeur!"]));
        let told: Vec<_> = wrong.unwrap_err().into_iter().map(|one| (one.colonne.unwrap(), one.code)).collect();
        for column in ["nom", "depuis"] {
            assert!(told.contains(&(column.to_owned(), "formule".to_owned())), "{told:?}");
        }
    }

    proptest! {
        #[test]
        fn a_later_extraction_that_tells_the_same_has_the_same_print(nom in "[A-Z][a-zé]{1,10}", rsa in "(oui|non|)") {
            let line = cells(["7", &nom, "Mina", "20/05/1984", "Mme", &rsa, ""]);
            let (former, later) = (lecteur("2026-01-05").lire(&line), lecteur("2026-05-05").lire(&line));
            prop_assert_eq!(&former.unwrap().empreinte, &later.unwrap().empreinte);
        }

        #[test]
        fn whatever_changes_in_a_mapped_cell_changes_the_print(nom in "[A-Z][a-z]{1,10}", autre in "[A-Z][a-z]{1,10}") {
            let print = |nom: &str| lecteur("2026-01-05").lire(&cells(["7", nom, "Mina", "20/05/1984", "Mme", "", ""])).unwrap().empreinte;
            prop_assert_eq!(print(&nom) == print(&autre), nom == autre);
        }

        #[test]
        fn a_line_is_read_or_says_why(cells in prop::collection::vec(".{0,12}", 0..9)) {
            let read = lecteur("2026-01-05").lire(&cells);
            prop_assert!(read.is_ok_and(|lue| !lue.reference.is_empty()) || lecteur("2026-01-05").lire(&cells).is_err_and(|told| !told.is_empty()));
        }
    }
}
