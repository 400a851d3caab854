//! Documents of each kind for the tests: one that says all that it may, one that says only what it must.

use kernel::{Id, ModeSignature};
use participants_api::{
    CapaciteAdhesion, Evolution, NatureElement, NatureExperience, NiveauFrein, OrientationPreconisee, Origine, Projet,
    Sexe, Theme,
};
use referentiel::Signataire;
use serde_json::Value;
use testdata::d;

use crate::{
    Document, Expediteur, Mot, PdfError,
    contrat::{ContratEcrit, PageContrat, PlaceSignature},
    convocation::PageConvocation,
    courrier::PageCourrier,
    diagnostic::{
        LigneAction, LigneAdhesion, LigneElement, LigneExperience, LignePreconisation, LigneTheme, PageDiagnostic,
    },
    document::imprimer,
    emargement::{Emarge, LigneEmargement, PageEmargement},
    passation::{FichePassation, PagePassation, Remise},
    presence::{LignePresence, PagePresence, TotalPresence},
    releve::{LignePlan, LignePoint, PageReleve},
};

/// A document, whatever its kind.
pub(crate) struct Exemple {
    pub(crate) nom: &'static str,
    pub(crate) gabarit: &'static str,
    pub(crate) donnees: Value,
}

impl Exemple {
    fn de<D: Document>(document: D) -> Self {
        let donnees = serde_json::to_value(document).unwrap();
        Self { nom: std::any::type_name::<D>(), gabarit: D::GABARIT, donnees }
    }

    pub(crate) fn composer(&self) -> Result<Vec<u8>, PdfError> {
        imprimer(self.gabarit, self.donnees.clone(), Some(LOGO), self.nom)
    }
}

/// One of each kind that says all that it may.
pub(crate) fn complets() -> [Exemple; 8] {
    [
        Exemple::de(contrat()),
        Exemple::de(diagnostic()),
        Exemple::de(releve()),
        Exemple::de(courrier()),
        Exemple::de(convocation()),
        Exemple::de(presence()),
        Exemple::de(passation()),
        Exemple::de(emargement()),
    ]
}

/// Of each kind, what says nothing that may be absent: with no line in its lists, and with lines that say as little.
pub(crate) fn depouilles() -> [Exemple; 15] {
    let ecrit = ContratEcrit {
        mention: None,
        sexe: None,
        adresse: None,
        fin: None,
        texte: vec![],
        objectifs: vec![],
        diagnostic_du: None,
        ..contrat().ecrit
    };
    let nu = PageContrat { ecrit, signatures: vec![], lieu: None, debut: None, entree_le: None };
    let place = PlaceSignature {
        qualite: Mot(Signataire::President),
        nom: None,
        signe_le: None,
        lieu: None,
        mode: None,
        traits: vec![],
    };
    let vide = PageDiagnostic {
        mention: None,
        projet: None,
        metier: None,
        experiences: vec![],
        adhesion: None,
        preconisation: None,
        methode: None,
        themes: vec![],
        elements: vec![],
        actions: vec![],
        ..diagnostic()
    };
    let projet = Projet { rome: None, motivation: None, intitule: "agent".to_owned() };
    let action =
        LigneAction { action: "auto-école".to_owned(), par: Mot(Origine::Personne), echeance: None, faite: true };
    let ligne = LignePoint {
        decision: None,
        motif: None,
        entree_le: None,
        nom: "Diallo".to_owned(),
        prenom: "Aminata".to_owned(),
    };
    let seule = LignePresence {
        nom: "Aminata Diallo".to_owned(),
        referent: None,
        entree_le: "12/02/2026".to_owned(),
        sorti_le: None,
        compte: false,
        jours: String::new(),
        etape: None,
        contacts: 0,
        duree: "0 h 00".to_owned(),
    };
    let sans = PageReleve {
        mention: None,
        instance: None,
        partenaire: None,
        presents: vec![],
        sans_engagement: vec![],
        dossiers: vec![],
        plan: vec![],
        ..releve()
    };
    [
        Exemple::de(PageContrat { signatures: vec![place], ..nu.clone() }),
        Exemple::de(nu),
        Exemple::de(PageDiagnostic { projet: Some(projet), actions: vec![action], ..vide.clone() }),
        Exemple::de(vide),
        Exemple::de(PageReleve { dossiers: vec![ligne], ..sans.clone() }),
        Exemple::de(sans),
        Exemple::de(PageCourrier {
            mention: None,
            instance: None,
            decision: None,
            motif: None,
            entree_le: None,
            ..courrier()
        }),
        Exemple::de(PageCourrier { acte: Some("son entrée par une action collective".to_owned()), ..courrier() }),
        Exemple::de(PageConvocation { mention: None, instance: None, lieu: None, remplace: None, ..convocation() }),
        Exemple::de(PageConvocation { annulee: Some("quorum incertain".to_owned()), ..convocation() }),
        Exemple::de(PageEmargement { mention: None, operation: None, ..feuille_blanche() }),
        Exemple::de(PagePresence { mention: None, totaux: vec![], personnes: vec![], ..presence() }),
        Exemple::de(PagePresence { personnes: vec![seule], ..presence() }),
        Exemple::de(PagePassation {
            mention: None,
            referent: None,
            remise: None,
            partielle: false,
            personnes: vec![],
            ..passation()
        }),
        Exemple::de(PagePassation { personnes: vec![inconnue()], ..passation() }),
    ]
}

/// A logo of two pixels.
pub(crate) const LOGO: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\x00\x00{@\xe8\xdd\x00\x00\x00\x0f\
    IDATx\xdac\x90\xb7\x8a\xff\x7f\x86\x01\x00\x07\xf4\x02\x842Y^7\x00\x00\x00\x00IEND\xaeB`\x82";

pub(crate) fn expediteur() -> Expediteur {
    Expediteur {
        adresse: vec!["23 avenue Georges Pompidou".to_owned(), "71100 CHALON-SUR-SAÔNE".to_owned()],
        telephone: Some("03 85 12 34 56".to_owned()),
        courriel: Some("contact@grand-chalon.example".to_owned()),
        logo: Some("5d0f".repeat(16)),
    }
}

fn adresse() -> Vec<String> {
    vec!["3 place de l'Hôtel de Ville".to_owned(), "71100 CHALON-SUR-SAÔNE".to_owned()]
}

fn mention() -> String {
    "Cofinancé par l'Union européenne — opération 202600123".to_owned()
}

pub(crate) fn contrat() -> PageContrat {
    let place = |qualite, signe_le: Option<&str>| PlaceSignature {
        qualite: Mot(qualite),
        nom: Some("Aminata Diallo".to_owned()),
        signe_le: signe_le.map(d),
        lieu: Some("Chalon".to_owned()),
        mode: Some(Mot(ModeSignature::Dessinee)),
        traits: vec![vec![(100, 800), (200, 200), (300, 900)]],
    };
    PageContrat {
        ecrit: ContratEcrit {
            titre: "Contrat d'engagement".to_owned(),
            territoire: "PLIE du Grand Chalon".to_owned(),
            expediteur: expediteur(),
            mention: Some(mention()),
            reference: Id::MIN,
            nom: "Diallo".to_owned(),
            prenom: "Aminata".to_owned(),
            date_naissance: d("1984-05-20"),
            sexe: Some(Sexe::Femme),
            adresse: Some("12 rue des Lilas, 71100 Chalon-sur-Saône".to_owned()),
            commission_le: Some(d("2026-02-12")),
            fin: Some(d("2027-02-18")),
            texte: vec!["La personne s'engage.".to_owned(), "Le PLIE s'engage.".to_owned()],
            objectifs: vec!["le permis".to_owned()],
            diagnostic_du: Some(d("2015-02-05")),
            version_texte: "2026-1".to_owned(),
            empreinte: "1be1dc05".to_owned(),
        },
        signatures: vec![place(Signataire::Participant, Some("2026-02-19")), place(Signataire::President, None)],
        lieu: Some("Chalon".to_owned()),
        debut: Some(d("2026-02-19")),
        entree_le: Some(d("2026-02-12")),
    }
}

fn diagnostic() -> PageDiagnostic {
    PageDiagnostic {
        territoire: "PLIE du Grand Chalon".to_owned(),
        expediteur: expediteur(),
        reference: Id::MIN,
        nom: "Diallo".to_owned(),
        prenom: "Aminata".to_owned(),
        date_naissance: d("1984-05-20"),
        sexe: Sexe::Femme,
        mention: Some(mention()),
        etabli_le: d("2026-02-05"),
        projet: Some(Projet {
            intitule: "agent de nettoyage".to_owned(),
            rome: Some("K2204".parse().unwrap()),
            motivation: Some("retrouver un rythme".to_owned()),
        }),
        metier: Some("Nettoyage de locaux"),
        experiences: vec![LigneExperience {
            nature: Mot(NatureExperience::Emploi),
            intitule: "agent d'entretien, missions d'intérim".to_owned(),
            du: Some(d("2019-04-01")),
            au: None,
        }],
        adhesion: Some(LigneAdhesion {
            capacite: Mot(CapaciteAdhesion::ASoutenir),
            constat: Some("ponctuelle, demande un rendez-vous par semaine".to_owned()),
        }),
        preconisation: Some(LignePreconisation {
            orientation: Mot(OrientationPreconisee::AutreMesure),
            mesure: Some("accompagnement global".to_owned()),
            motifs: "santé à stabiliser d'abord".to_owned(),
        }),
        methode: Some("Méthode ODES".to_owned()),
        themes: vec![LigneTheme {
            theme: Mot(Theme::Logement),
            entree: Mot(NiveauFrein::Bloquant),
            actuel: Mot(NiveauFrein::Aucun),
            evolution: Mot(Evolution::Leve),
        }],
        elements: vec![LigneElement {
            nature: Mot(NatureElement::Frein),
            theme: Mot(Theme::Emploi),
            texte: "pas de permis".to_owned(),
            date: d("2026-02-05"),
            origine: Mot(Origine::Personne),
        }],
        actions: vec![LigneAction {
            action: "auto-école".to_owned(),
            par: Mot(Origine::Referent),
            echeance: Some(d("2026-04-30")),
            faite: false,
        }],
    }
}

pub(crate) fn releve() -> PageReleve {
    PageReleve {
        titre: "Relevé de décisions".to_owned(),
        territoire: "PLIE du Grand Chalon".to_owned(),
        expediteur: expediteur(),
        reference: Id::MIN,
        mention: Some(mention()),
        tenue_le: d("2026-02-12"),
        instance: Some("Comité de suivi".to_owned()),
        partenaire: Some("CCAS".to_owned()),
        presents: vec!["Claire Petit".to_owned(), "Jean Roche".to_owned()],
        sans_engagement: vec!["Jean Roche".to_owned()],
        quorum: 1,
        dossiers: vec![LignePoint {
            nom: "Diallo".to_owned(),
            prenom: "Aminata".to_owned(),
            decision: Some("entrée validée".to_owned()),
            motif: Some("projet cohérent".to_owned()),
            entree_le: Some(d("2026-02-12")),
        }],
        plan: vec![LignePlan {
            quoi: "demander une place en crèche".to_owned(),
            personne: Some("Aminata Diallo".to_owned()),
            qui: "Claire Petit".to_owned(),
            echeance: d("2026-03-31"),
            etat: "faite".to_owned(),
            resultat: Some("place obtenue".to_owned()),
        }],
    }
}

/// Who has not signed.
fn blanche() -> LigneEmargement {
    LigneEmargement {
        nom: "Aminata Diallo".to_owned(),
        qualite: "participant".to_owned(),
        sans_signature: None,
        arrivee: None,
        depart: None,
    }
}

/// Of whom nothing is known but what must be.
fn inconnue() -> FichePassation {
    FichePassation {
        nom: "Aminata Diallo".to_owned(),
        entree_le: d("2026-02-12"),
        situation: "en accompagnement".to_owned(),
        depuis: d("2026-02-12"),
        contacts: vec![],
        etape: vec![],
        actions: vec![],
        echeances: vec![],
        dates: vec![],
    }
}

pub(crate) fn passation() -> PagePassation {
    let said = |text: &str| vec![text.to_owned()];
    PagePassation {
        territoire: "PLIE du Grand Chalon".to_owned(),
        expediteur: expediteur(),
        reference: Id::MIN,
        mention: Some(mention()),
        le: d("2026-06-30"),
        referent: Some("Claire Petit".to_owned()),
        remise: Some(Remise {
            de: "Claire Petit".to_owned(),
            vers: "Dominique Martin".to_owned(),
            des_le: d("2026-07-01"),
            jusqu_au: Some(d("2026-08-31")),
        }),
        partielle: true,
        personnes: vec![FichePassation {
            nom: "Aminata Diallo".to_owned(),
            entree_le: d("2026-02-12"),
            situation: "en étape".to_owned(),
            depuis: d("2026-03-02"),
            contacts: said("dernier contact le 02/06/2026"),
            etape: said("Chantier espaces verts : du 02/03/2026 au 31/10/2026 (fin prévue)"),
            actions: said("Passer le code : en cours, pour le 15/07/2026"),
            echeances: said("bilan tripartite à tenir avant le 10/07/2026"),
            dates: said("point d'étape avec France Travail : le 01/07/2026"),
        }],
    }
}

pub(crate) fn emargement() -> PageEmargement {
    let signed = |heure: &str| {
        Some(Emarge {
            heure: heure.to_owned(),
            mode: Some("signée à l'écran".to_owned()),
            preuve: Some("registre n° 12, a1b2c3d4e5f6".to_owned()),
        })
    };
    let line = |nom: &str, qualite: &str| LigneEmargement {
        nom: nom.to_owned(),
        qualite: qualite.to_owned(),
        sans_signature: None,
        arrivee: signed("09:02"),
        depart: signed("10:58"),
    };
    let absente = LigneEmargement {
        sans_signature: Some("excusé".to_owned()),
        arrivee: None,
        depart: None,
        ..line("Pascale Petit", "participant")
    };
    PageEmargement {
        territoire: "PLIE du Grand Chalon".to_owned(),
        expediteur: expediteur(),
        reference: Id::MIN,
        mention: Some(mention()),
        le: d("2026-03-12"),
        titre: "Atelier CV".to_owned(),
        nature: "atelier collectif".to_owned(),
        horaire: "de 09:00 à 11:00".to_owned(),
        lieu: "Maison de l'emploi".to_owned(),
        animateur: "Claire Morel".to_owned(),
        operation: Some("202600123 – Accompagnement des participants du PLIE".to_owned()),
        extrait: Some("Extrait : 2 personnes sur 12".to_owned()),
        terminee: true,
        signataires: vec![line("Claire Morel", "animateur"), line("Aminata Diallo", "participant"), absente],
        lignes_libres: 0,
        code: vec![vec![true, false], vec![false, true]],
        repere: "plie:rendez-vous:0190".to_owned(),
    }
}

/// On which nobody has signed yet.
pub(crate) fn feuille_blanche() -> PageEmargement {
    PageEmargement { extrait: None, terminee: false, signataires: vec![blanche()], lignes_libres: 4, ..emargement() }
}

pub(crate) fn presence() -> PagePresence {
    PagePresence {
        territoire: "PLIE du Grand Chalon".to_owned(),
        expediteur: expediteur(),
        reference: Id::MIN,
        mention: Some(mention()),
        structure: "Maison de l'emploi".to_owned(),
        mois: "03/2026".to_owned(),
        fige_le: d("2026-04-10"),
        totaux: vec![TotalPresence { nom: "Places occupées en fin de mois".to_owned(), valeur: "70".to_owned() }],
        personnes: vec![LignePresence {
            nom: "Aminata Diallo".to_owned(),
            referent: Some("Claire Petit".to_owned()),
            entree_le: "12/02/2026".to_owned(),
            sorti_le: Some("20/03/2026".to_owned()),
            compte: true,
            jours: "19 j en accompagnement".to_owned(),
            etape: Some("formation".to_owned()),
            contacts: 2,
            duree: "1 h 30".to_owned(),
        }],
    }
}

pub(crate) fn courrier() -> PageCourrier {
    PageCourrier {
        territoire: "PLIE du Grand Chalon".to_owned(),
        expediteur: expediteur(),
        reference: Id::MIN,
        mention: Some(mention()),
        le: d("2026-02-13"),
        destinataire: "CCAS".to_owned(),
        adresse: adresse(),
        nom: "Diallo".to_owned(),
        prenom: "Aminata".to_owned(),
        deposee_le: d("2026-01-12"),
        instance: Some("Comité de suivi".to_owned()),
        tenue_le: d("2026-02-12"),
        decision: Some("entrée validée".to_owned()),
        acte: None,
        motif: Some("projet cohérent".to_owned()),
        entree_le: Some(d("2026-02-12")),
        suite: "À bientôt.".to_owned(),
    }
}

fn convocation() -> PageConvocation {
    PageConvocation {
        territoire: "PLIE du Grand Chalon".to_owned(),
        expediteur: expediteur(),
        reference: Id::MIN,
        mention: Some(mention()),
        instance: Some("Comité de suivi".to_owned()),
        le: d("2026-02-01"),
        tenue_le: d("2026-02-12"),
        destinataire: "Claire Petit".to_owned(),
        adresse: adresse(),
        lieu: Some("salle Bocage".to_owned()),
        dossiers: 3,
        remplace: Some(d("2026-02-05")),
        annulee: None,
    }
}
