//! What is shown of candidatures beside what they are: signatures, contacts, and what the territory's rules say of them
//! today; read for all of them at once, however many.

use std::collections::HashMap;

use ::store::{Error, Tx, referentiels};
use auth::Permission;
use chrono::NaiveDate;
use events::annuaires::{self, Structure};
use kernel::{ActionCollectiveId, CandidatureId, ParticipantId, StructureId};
use participants_api::{CandidatureDto, ContactDto, EntreeCollective};
use problem::Problem;
use referentiel::{PointExplique, Raison, Referentiel, Verdict, regles};
use suite_api::Action;

use crate::{
    entree::{
        action_collective::{self, domain::ActionCollective},
        candidature::{
            app::echeances,
            domain::{Candidature, Commande},
            store as rows,
        },
        contrat,
        date_entree::{
            self,
            domain::{Presence, entretiens, faits},
        },
        diagnostic, eligibilite,
        signature::domain::Signature,
    },
    noms::nommer,
};

/// One candidature, as it is shown.
pub(super) async fn montrer(tx: &mut Tx, candidature: Candidature) -> Result<CandidatureDto, Problem> {
    toutes(tx, vec![candidature]).await?.pop().ok_or_else(Problem::not_found)
}

/// These candidatures, as they are shown.
pub(super) async fn toutes(tx: &mut Tx, mut candidatures: Vec<Candidature>) -> Result<Vec<CandidatureDto>, Problem> {
    if !tx.acteur().titres.donnent(Permission::DiagnosticLire) {
        // What eligibility lacks says of what the person lives on.
        let moved = candidatures.iter_mut().flat_map(|one| &mut one.entrees_remplacees);
        moved.for_each(|former| former.manques.clear());
    }
    let ids: Vec<_> = candidatures.iter().map(|one| one.id).collect();
    let mut around = Autour::de(tx, &ids, &candidatures).await?;
    let (regles, today) = (referentiels::versions(tx).await?, tx.today());
    if !tx.acteur().titres.donnent(Permission::DiagnosticLire) {
        around.sans_preconisation.clear();
    }
    if !tx.acteur().titres.donnent(Permission::DiagnosticGerer) {
        around.taire_ce_que_l_equipe_garde();
    }
    let shown = candidatures.into_iter().map(|one| around.montrer(&regles, one, today));
    let shown = shown.collect::<Result<Vec<_>, Error>>()?;
    Ok(nommer(tx, shown).await?)
}

/// What was recorded around candidatures.
struct Autour {
    signatures: HashMap<CandidatureId, Vec<Signature>>,
    presences: HashMap<ParticipantId, Vec<Presence>>,
    engagements: HashMap<CandidatureId, NaiveDate>,
    contacts: HashMap<CandidatureId, Vec<ContactDto>>,
    prescripteurs: HashMap<StructureId, Structure>,
    actions: HashMap<ActionCollectiveId, ActionCollective>,
    /// What the note de cadrage says today of those who wait to enter.
    cadrages: HashMap<ParticipantId, Raison>,
    /// Whose diagnosis lacks the préconisation that the commission awaits.
    sans_preconisation: HashMap<CandidatureId, Raison>,
}

impl Autour {
    async fn de(tx: &mut Tx, ids: &[CandidatureId], candidatures: &[Candidature]) -> Result<Self, Error> {
        let persons: Vec<_> = candidatures.iter().map(|one| one.participant).collect();
        let referring: Vec<_> = candidatures.iter().filter_map(|one| one.prescripteur).collect();
        let since = candidatures.iter().map(|one| one.deposee_le).min().unwrap_or_default();
        let actions: Vec<_> = candidatures.iter().filter_map(|one| one.action).collect();
        let waiting = candidatures.iter().filter(|one| one.attend_l_entree() || one.a_acter());
        let waiting: Vec<_> = waiting.map(|one| one.participant).collect();
        let today = tx.today();
        Ok(Self {
            cadrages: eligibilite::app::cadrage_de(tx, &waiting, today).await?,
            sans_preconisation: diagnostic::app::sans_preconisation(tx, candidatures).await?,
            actions: action_collective::store::parmi(tx, &actions).await?,
            signatures: rows::signatures(tx, ids).await?,
            presences: date_entree::store::de(tx, &persons, since).await?,
            engagements: contrat::store::engagements(tx, ids).await?,
            contacts: rows::contacts::de(tx, ids).await?,
            prescripteurs: annuaires::connues(tx, &referring).await?,
        })
    }

    /// Which frein threatens the entry and who the référent social is stay with the référent and the animation team.
    fn taire_ce_que_l_equipe_garde(&mut self) {
        for made in self.contacts.values_mut().flatten() {
            (made.contact.frein, made.contact.referent_social) = (None, None);
        }
    }

    fn montrer(
        &mut self,
        regles: &referentiels::Versions,
        candidature: Candidature,
        today: NaiveDate,
    ) -> Result<CandidatureDto, Error> {
        let echeances = self.echeances(regles, &candidature, today)?;
        let signatures = self.signatures.remove(&candidature.id).unwrap_or_default();
        let contacts = self.contacts.remove(&candidature.id).unwrap_or_default();
        let entree_collective = self.action(&candidature).map(|one| EntreeCollective {
            action: one.id,
            nom: one.nom.clone(),
            le: one.le,
            a_acter: candidature.a_acter(),
        });
        Ok(CandidatureDto { contacts, entree_collective, ..dto(candidature, signatures, echeances) })
    }

    /// What is asked by a day, then what the diagnosis lacks, who referred, what is to be explained, the entry: the rules that
    /// have something to say.
    fn echeances(
        &self,
        regles: &referentiels::Versions,
        candidature: &Candidature,
        today: NaiveDate,
    ) -> Result<Vec<Raison>, Error> {
        let referentiel = regles.en_vigueur(candidature.deposee_le)?;
        let known = self.presences.get(&candidature.participant).map(Vec::as_slice).unwrap_or_default();
        let presences: Vec<_> = known.iter().filter(|one| one.jour >= candidature.deposee_le).copied().collect();
        let made: Vec<_> = self.contacts.get(&candidature.id).into_iter().flatten().map(|made| &made.contact).collect();
        let asked = echeances::demandes(referentiel, candidature, known, &made);
        let mut said: Vec<_> = asked.into_iter().map(|due| due.le(today).raison).collect();
        let kept = entretiens(&presences).len();
        said.extend(diagnostic::domain::echeance::rendez_vous(referentiel, candidature, kept));
        said.extend(self.sans_preconisation.get(&candidature.id).cloned());
        let referring = candidature.prescripteur.and_then(|one| self.prescripteurs.get(&one));
        let kind = referring.and_then(|one| regles::accueil::prescripteur_habilite(referentiel, one.categorie));
        said.extend(kind.filter(|verdict| !verdict.conclusion).map(|verdict| verdict.raison));
        let left = self.a_expliquer(referentiel, candidature, today);
        said.extend(left.filter(|verdict| !verdict.conclusion.is_empty()).map(|verdict| verdict.raison));
        said.extend(self.dus(referentiel, candidature));
        let waits = candidature.attend_l_entree() || candidature.a_acter();
        said.extend(self.cadrages.get(&candidature.participant).filter(|_| waits).cloned());
        if let Some(decidee_le) =
            candidature.decidee_le.filter(|_| candidature.action.is_none() && candidature.entrees_remplacees.is_empty())
        {
            let engagement = self.engagements.get(&candidature.id).copied();
            let faits = faits(candidature, &presences, engagement);
            said.push(regles::entree::date_entree(regles.en_vigueur(decidee_le)?, faits).raison);
        }
        Ok(said)
    }

    /// The collective action by which the person entered.
    fn action(&self, candidature: &Candidature) -> Option<&ActionCollective> {
        candidature.action.and_then(|one| self.actions.get(&one))
    }

    /// Of who entered by a collective action, that the commission has yet to take note of it, and the signatures that are due.
    fn dus(&self, referentiel: &Referentiel, candidature: &Candidature) -> Vec<Raison> {
        let Some(action) = self.action(candidature) else { return vec![] };
        let signed = self.signatures.get(&candidature.id).into_iter().flatten();
        let signed: Vec<_> = signed.map(|one| one.signataire).collect();
        let due = regles::contrat::signatures_candidature(referentiel, &signed);
        let due = (!due.conclusion.is_empty()).then_some(due.raison);
        let noted = candidature.a_acter().then(|| {
            let sentence = format!("{}, à acter par la prochaine commission", action.objet());
            Verdict::new(referentiel, "entree_a_acter", (), sentence).fait("action collective", action.le).raison
        });
        noted.into_iter().chain(due).collect()
    }

    /// What is still to be explained to the person, or was when they signed; nothing of who does not enter.
    fn a_expliquer(
        &self,
        referentiel: &Referentiel,
        candidature: &Candidature,
        today: NaiveDate,
    ) -> Option<Verdict<Vec<PointExplique>>> {
        if !candidature.en_cours() {
            return None;
        }
        let au = self.engagements.get(&candidature.id).copied().unwrap_or(today);
        let made = self.contacts.get(&candidature.id).into_iter().flatten().map(|made| &made.contact);
        let said: Vec<_> = made.flat_map(|one| one.explications.iter().map(|what| (*what, one.le))).collect();
        regles::accueil::a_expliquer(referentiel, &said, au)
    }
}

fn dto(candidature: Candidature, signatures: Vec<Signature>, echeances: Vec<Raison>) -> CandidatureDto {
    let action = |(nom, commande): (&str, Commande)| Action::selon(nom, candidature.permet(commande));
    let entered = Action::selon("entree", date_entree::domain::prononcee(&candidature));
    CandidatureDto {
        actions: Commande::MONTREES.into_iter().map(action).chain([entered]).collect(),
        id: candidature.id,
        participant: candidature.participant,
        participant_nom: None,
        prescripteur: candidature.prescripteur,
        prescripteur_nom: None,
        etat: candidature.etat,
        deposee_le: candidature.deposee_le,
        referent: candidature.referent,
        referent_nom: None,
        affectee_le: candidature.affectee_le,
        diagnostiquee_le: candidature.diagnostiquee_le,
        decidee_le: candidature.decidee_le,
        entree_le: candidature.entree_le,
        entrees_remplacees: candidature.entrees_remplacees,
        entree_collective: None,
        motif: candidature.motif,
        commentaire: candidature.commentaire,
        prescripteur_a_contacter_le: candidature.prescripteur_a_contacter_le,
        suivi_termine_le: candidature.suivi_termine_le,
        contacts: vec![],
        signatures: signatures.into_iter().map(Into::into).collect(),
        echeances,
    }
}
