//! From staged lines to the facts of parcours.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use imports::{Integrees, Lue, Reference};
use kernel::{
    EtapeId, FaitReprisId, ParcoursId, ParticipantId, SuspensionId, UtilisateurId, calendrier::Periode, kind,
};
use parcours_api::{FaitRepris, NouvelleSuspension};
use problem::Problem;
use store::{Error, Tx, historique};
use suite_api::ActionLigne;

use crate::{
    etapes::etape::{
        self,
        domain::{BilanDit, Etape},
    },
    pilotage::{
        accompagnement::{self, domain::Contact},
        suspension::{self, domain::Suspension},
    },
    reprise::import::{
        app::{
            FaitsDeParcours, Ligne, Reconnus,
            analyse::Juge,
            bilans, confrontation, connues,
            departs::{self, Repris},
            refusee,
        },
        domain::{LigneLue, bilans::nommee, confrontation::Dite},
        store::{self as rows, ReferentRepris},
    },
    vie::{
        affectation::{
            self,
            domain::{Affectation, reprendre},
        },
        etat,
        parcours::{self, domain::Parcours},
    },
};

type Contexte = imports::Contexte<FaitsDeParcours>;

/// A line that can be integrated: the fact that it becomes, or becomes again.
struct Prete {
    rang: i32,
    objet: FaitReprisId,
    /// Whether a former import made it.
    deja: bool,
    parcours: ParcoursId,
    cellules: Vec<String>,
    ordre: i16,
    lue: Lue<LigneLue>,
}

/// Integrates lines that are ready. All of them, or none.
pub(super) async fn integrer(
    tx: &mut Tx,
    contexte: &Contexte,
    lignes: Vec<Ligne>,
) -> Result<Integrees<FaitsDeParcours>, Problem> {
    let (lues, mut autres) = lire(contexte, lignes);
    let mut parcours = verrouiller(tx, contexte, &lues).await?;
    let pretes = relire(tx, contexte, lues, &parcours, &mut autres).await?;
    let pretes = confronter(tx, contexte, pretes, &mut autres).await?;
    let lot = Lot::trier(tx, contexte, &pretes, &parcours).await?;
    lot.ecrire(tx, contexte, &mut parcours).await?;
    let faites = pretes.iter().map(|one| (one.rang, one.objet)).collect();
    retenir(tx, contexte, pretes).await?;
    Ok(Integrees { faites, autres })
}

/// A line that waits for being judged again.
struct Attente {
    rang: i32,
    cellules: Vec<String>,
    action: Option<ActionLigne>,
    objet: Option<FaitReprisId>,
    /// The version of its fact that whoever decided of it could see.
    vue: Option<i32>,
    ordre: i16,
    groupe: Option<String>,
    lue: Lue<LigneLue>,
}

/// Reads lines again: the day may have changed what they are worth.
fn lire(contexte: &Contexte, lignes: Vec<Ligne>) -> (Vec<Attente>, Vec<Ligne>) {
    let (mut lues, mut autres) = (Vec::new(), Vec::new());
    for Ligne { rang, cellules, action, objet, vue, ordre, groupe, .. } in lignes {
        let cellules = cellules.unwrap_or_default();
        match contexte.lecteur.lire(&cellules) {
            Ok(lue) => lues.push(Attente { rang, cellules, action, objet, vue, ordre, groupe, lue }),
            Err(problemes) => autres.push(Ligne::rejetee(rang, cellules, problemes)),
        }
    }
    (lues, autres)
}

/// Locks the parcours that lines name, then what former lines made there of étapes, and the étapes of which lines tell bilans:
/// they change under their own lock. What is judged afterwards stands until it is written.
async fn verrouiller(
    tx: &mut Tx,
    contexte: &Contexte,
    lues: &[Attente],
) -> Result<HashMap<ParcoursId, Parcours>, Problem> {
    let source = &contexte.import.lecture.source;
    let personnes: Vec<_> = lues.iter().map(|one| &one.lue.ligne.parcours.personne).collect();
    let reconnus = Reconnus::chercher(tx, source, &personnes).await?;
    let named = lues.iter().filter_map(|one| reconnus.designe(&one.lue.ligne.parcours));
    let ids: Vec<_> = named.collect::<BTreeSet<_>>().into_iter().collect();
    let locked = parcours::store::verrouiller_tous(tx, &ids).await?;
    let references: Vec<_> = lues.iter().map(|one| one.lue.reference.as_str()).collect();
    let known = imports::references::connues::<kind::FaitRepris>(tx, source, &references).await?;
    let held = lues.iter().filter(|one| matches!(one.lue.ligne.fait, FaitRepris::Bilan { .. }));
    let held: BTreeSet<_> = held.filter_map(|one| reconnus.designe(&one.lue.ligne.parcours)).collect();
    let steps = etape::store::des_parcours(tx, &held.into_iter().collect::<Vec<_>>()).await?;
    let made = known.values().map(|one| one.objet.ressource().of_kind());
    let made: Vec<_> = made.chain(steps.into_iter().map(|one| one.id)).collect();
    etape::store::verrouiller_toutes(tx, &made).await?;
    Ok(locked.into_iter().map(|one| (one.id, one)).collect())
}

/// Judges lines again before they count: another import, or somebody, may have changed what they are worth.
async fn relire(
    tx: &mut Tx,
    contexte: &Contexte,
    lues: Vec<Attente>,
    verrouilles: &HashMap<ParcoursId, Parcours>,
    autres: &mut Vec<Ligne>,
) -> Result<Vec<Prete>, Problem> {
    let source = &contexte.import.lecture.source;
    let references: Vec<_> = lues.iter().map(|one| one.lue.reference.as_str()).collect();
    let known = connues(tx, source, &references).await?;
    let juge = Juge::chercher(tx, source, lues.iter().map(|one| &one.lue), &known).await?;
    let replaced: Vec<_> = lues.iter().filter_map(|one| one.objet).collect();
    let now = rows::marques(tx, &replaced).await?;
    let mut pretes = Vec::new();
    for Attente { rang, cellules, action, objet, vue, ordre, groupe, lue } in lues {
        let former = known.get(&lue.reference);
        if let Some(error) = juge.refus(&lue, former) {
            autres.push(refusee(&contexte.lecteur, rang, lue, cellules, error, (ordre, groupe)));
            continue;
        }
        // A line that was to make something, and that another import made meanwhile, is looked at again; and so is one whose
        // fact somebody changed, since the import that made it, or since somebody decided of the line.
        let made = action == Some(ActionLigne::Creer) && former.is_some();
        let changed = former.is_some_and(|one| match vue {
            Some(vue) => now.get(&one.objet) != Some(&vue),
            None => one.modifie_depuis,
        });
        let there = |id: &ParcoursId| former.is_none_or(|one| juge.ailleurs(one.objet, *id).is_none());
        let held = juge.reconnus.designe(&lue.ligne.parcours);
        let held = held.filter(|id| verrouilles.contains_key(id) && there(id));
        let Some(parcours) = held.filter(|_| !made && !changed) else {
            autres.push(Ligne::classer(rang, lue, cellules, &known, vec![]).rangee(ordre, groupe));
            continue;
        };
        let former = former.map(|one| one.objet);
        let deja = objet.filter(|_| action != Some(ActionLigne::Creer)).or(former);
        let fresh = match lue.ligne.fait {
            FaitRepris::Parcours { .. } => parcours.ressource().of_kind(),
            _ => tx.id(),
        };
        pretes.push(Prete { rang, objet: deja.unwrap_or(fresh), deja: deja.is_some(), parcours, cellules, ordre, lue });
    }
    Ok(pretes)
}

/// Judges lines beside one another, and beside what their locked parcours are by now: those that contradict it are refused.
async fn confronter(
    tx: &mut Tx,
    contexte: &Contexte,
    pretes: Vec<Prete>,
    autres: &mut Vec<Ligne>,
) -> Result<Vec<Prete>, Problem> {
    let dites = pretes.iter().map(|one| {
        let objet = one.deja.then_some(one.objet);
        let (reference, fait) = (Some(one.lue.reference.as_str()), Some(&one.lue.ligne.fait));
        (one.parcours, Dite { rang: one.rang, objet, reference, fait })
    });
    let mut dites: Vec<_> = dites.collect();
    dites.sort_unstable_by_key(|(_, dite)| dite.rang);
    let mut wrong = confrontation::contredites(tx, &contexte.import.lecture.source, &dites).await?;
    let mut kept = Vec::new();
    for one in pretes {
        let Some(error) = wrong.remove(&one.rang) else {
            kept.push(one);
            continue;
        };
        let place = (one.ordre, Some(one.parcours.to_string()));
        autres.push(refusee(&contexte.lecteur, one.rang, one.lue, one.cellules, error, place));
    }
    Ok(kept)
}

/// What former lines made that lines of a batch tell again, of what keeps its versions: as it is known here.
#[derive(Default)]
struct Anciens {
    etapes: HashMap<EtapeId, Etape>,
    arrets: HashMap<SuspensionId, Suspension>,
}

impl Anciens {
    async fn lire(tx: &mut Tx, pretes: &[Prete]) -> Result<Self, Error> {
        let again: Vec<_> = pretes.iter().filter(|one| one.deja).map(|one| one.objet.ressource()).collect();
        let etapes: Vec<EtapeId> = again.iter().map(|one| one.of_kind()).collect();
        let arrets: Vec<SuspensionId> = again.iter().map(|one| one.of_kind()).collect();
        let etapes = etape::store::parmi(tx, &etapes).await?;
        let arrets = suspension::store::parmi(tx, &arrets).await?;
        Ok(Self {
            etapes: etapes.into_iter().map(|one| (one.id, one)).collect(),
            arrets: arrets.into_iter().map(|one| (one.id, one)).collect(),
        })
    }
}

/// The facts of a batch, each kind to be written at once.
#[derive(Default)]
struct Lot {
    anciens: Anciens,
    connus: Vec<(ParcoursId, NaiveDate)>,
    referents: Vec<ReferentRepris>,
    etapes: Vec<Etape>,
    arrets: Vec<Suspension>,
    bilans: Vec<bilans::Repris>,
    /// What the étapes are that bilans name.
    nommees: HashMap<String, FaitReprisId>,
    contacts: Vec<(ParticipantId, Contact)>,
    departs: Vec<Repris>,
    /// Whose days change.
    touches: BTreeSet<ParcoursId>,
}

impl Lot {
    async fn trier(
        tx: &mut Tx,
        contexte: &Contexte,
        pretes: &[Prete],
        parcours: &HashMap<ParcoursId, Parcours>,
    ) -> Result<Self, Problem> {
        let named = pretes.iter().filter_map(|one| match &one.lue.ligne.fait {
            FaitRepris::Referent { nom, .. } => nom.as_deref(),
            _ => None,
        });
        let named: Vec<_> = named.collect();
        let mut sans_compte = rows::sans_compte(tx, &named).await?;
        let anciens = Anciens::lire(tx, pretes).await?;
        let facts: Vec<_> = pretes.iter().map(|one| (one.lue.reference.as_str(), &one.lue.ligne.fait)).collect();
        let mut nommees = bilans::nommees(tx, &contexte.import.lecture.source, &facts).await?;
        let steps = pretes.iter().filter(|one| matches!(one.lue.ligne.fait, FaitRepris::Etape { .. }));
        nommees.extend(steps.map(|one| (one.lue.reference.clone(), one.objet)));
        let mut lot = Self { anciens, nommees, ..Self::default() };
        for one in pretes {
            let Some(parcours) = parcours.get(&one.parcours) else { continue };
            lot.ajouter(tx, one, parcours, &mut sans_compte);
        }
        Ok(lot)
    }

    fn ajouter(
        &mut self,
        tx: &mut Tx,
        prete: &Prete,
        parcours: &Parcours,
        sans_compte: &mut HashMap<String, UtilisateurId>,
    ) {
        let id = prete.objet.ressource();
        match prete.lue.ligne.fait.clone() {
            FaitRepris::Parcours { connu_depuis } => self.connus.push((parcours.id, connu_depuis)),
            FaitRepris::Referent { referent, nom, du, au } => {
                let mut passe = |nom: &String| *sans_compte.entry(nom.clone()).or_insert_with(|| tx.id());
                let Some(referent) = referent.or_else(|| nom.as_ref().map(&mut passe)) else { return };
                let jours = Periode { du, au };
                self.referents.push(ReferentRepris { id: prete.objet, parcours: parcours.id, referent, nom, jours });
            }
            FaitRepris::Arret { nature, du, au, motif } => {
                self.touches.insert(parcours.id);
                if let Some(before) = self.anciens.arrets.get(&id.of_kind()) {
                    self.arrets.push(before.redite(NouvelleSuspension { nature, du, au, motif }));
                    return;
                }
                self.arrets.push(Suspension {
                    id: id.of_kind(),
                    parcours: parcours.id,
                    participant: parcours.participant,
                    nature,
                    du,
                    au,
                    motif,
                    decidee_par: tx.acteur().id,
                    version: 1,
                    retiree: false,
                });
            }
            FaitRepris::Etape { nature, operateur, intitule, debut, fin_prevue, fin, etat, motif } => {
                self.touches.insert(parcours.id);
                let before = self.anciens.etapes.get(&id.of_kind());
                self.etapes.push(Etape {
                    id: id.of_kind(),
                    version: before.map_or(1, |one| one.version + 1),
                    parcours: parcours.id,
                    participant: parcours.participant,
                    nature,
                    operateur,
                    intitule,
                    debut,
                    fin_prevue,
                    fin,
                    etat,
                    motif,
                    bilans: before.map(|one| one.bilans.clone()).unwrap_or_default(),
                    bilans_repris: before.map(|one| one.bilans_repris.clone()).unwrap_or_default(),
                });
            }
            fait @ FaitRepris::Bilan { .. } => {
                let nommee = nommee(&prete.lue.reference, &fait);
                let FaitRepris::Bilan { tenu_le, commentaire, .. } = fait else { return };
                let bilan = BilanDit { fait: prete.objet, tenu_le, commentaire };
                self.bilans.push(bilans::Repris { parcours: parcours.id, nommee, bilan });
            }
            FaitRepris::Contact { jour, nature, minutes, justifie } => {
                let contact = Contact { rendez_vous: id.of_kind(), jour, nature, minutes, justifie };
                self.contacts.push((parcours.participant, contact));
            }
            fait @ (FaitRepris::Sortie { .. }
            | FaitRepris::Contrat { .. }
            | FaitRepris::Suivi { .. }
            | FaitRepris::Fin { .. }) => {
                self.touches.insert(parcours.id);
                self.departs.push(Repris { id: prete.objet, parcours: parcours.id, fait });
            }
        }
    }

    /// Writes them, then says again the days of whose parcours they are.
    async fn ecrire(
        self,
        tx: &mut Tx,
        contexte: &Contexte,
        parcours: &mut HashMap<ParcoursId, Parcours>,
    ) -> Result<(), Problem> {
        let import = contexte.import.id;
        self.noter_corrections(tx).await?;
        // Of two lines about one parcours, the last one says.
        rows::connaitre(tx, self.connus.into_iter().collect()).await?;
        etape::store::reprendre(tx, import, &self.etapes).await?;
        bilans::reprendre(tx, import, self.bilans, &self.nommees).await?;
        suspension::store::reprendre(tx, import, &self.arrets).await?;
        accompagnement::store::reprendre(tx, import, self.contacts).await?;
        departs::reprendre(tx, import, self.departs, parcours).await?;
        let followed: BTreeSet<_> = self.referents.iter().map(|one| one.parcours).collect();
        rows::ecrire_referents(tx, import, self.referents).await?;
        reaffecter(tx, followed.into_iter().collect(), parcours).await?;
        let touched: Vec<_> = self.touches.iter().filter_map(|id| parcours.get(id).cloned()).collect();
        Ok(etat::app::redire_tous(tx, &touched).await?)
    }

    /// Keeps what étapes and suspensions said before a corrected table.
    async fn noter_corrections(&self, tx: &mut Tx) -> Result<(), Error> {
        for one in &self.etapes {
            if let Some(before) = self.anciens.etapes.get(&one.id) {
                historique::noter_valeurs(tx, one.id, one.version, &before.plan(), &one.plan()).await?;
            }
        }
        for one in &self.arrets {
            if let Some(before) = self.anciens.arrets.get(&one.id) {
                suspension::historique::noter(tx, before, one, None).await?;
            }
        }
        Ok(())
    }
}

/// Says again who follows the persons of some parcours on each day.
async fn reaffecter(
    tx: &mut Tx,
    ids: Vec<ParcoursId>,
    parcours: &mut HashMap<ParcoursId, Parcours>,
) -> Result<(), Problem> {
    let (mut known, mut told) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<Affectation>>::new());
    for (of, one) in affectation::store::des_parcours(tx, &ids).await? {
        known.entry(of).or_default().push(one);
    }
    for one in rows::referents(tx, &ids).await? {
        told.entry(one.parcours).or_default().push(one.affectation());
    }
    let first = affectation::store::a_l_entree(tx, &ids).await?;
    let mut next = Vec::new();
    for id in ids {
        let Some(own) = parcours.get_mut(&id) else { continue };
        let at_first = first.get(&id).copied().unwrap_or(own.referent);
        let base = Affectation::premiere(at_first, own.entree_le);
        let present = known.remove(&id).unwrap_or_default();
        let all = reprendre(&present, base, &told.remove(&id).unwrap_or_default());
        affectation::app::annoncer(tx, own, &all).await?;
        next.push((id, all));
    }
    Ok(affectation::store::ecrire(tx, next).await?)
}

/// Keeps by what each line is recognised when it comes again, and how the import left what it became.
async fn retenir(tx: &mut Tx, contexte: &Contexte, pretes: Vec<Prete>) -> Result<(), Problem> {
    let (source, import) = (&contexte.import.lecture.source, contexte.import.id);
    let ids: Vec<_> = pretes.iter().map(|one| one.objet).collect();
    let now = rows::marques(tx, &ids).await?;
    let (mut fresh, mut again) = (Vec::new(), Vec::new());
    for Prete { objet, deja, lue, .. } in pretes {
        let version = now.get(&objet).copied().unwrap_or_default();
        let reference = Reference { texte: lue.reference, objet, empreinte: lue.empreinte, version };
        if deja { again.push(reference) } else { fresh.push(reference) }
    }
    imports::references::ajouter(tx, source, import, fresh).await?;
    Ok(imports::references::garder(tx, source, import, &again).await?)
}
