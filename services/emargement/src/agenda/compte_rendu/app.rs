//! Writing what was said at appointments, and reading it as far as it goes.

use std::collections::{HashMap, HashSet};

use auth::{Permission, Role};
use emargement_api::{
    CompteRenduAttendu, CompteRenduDto, CompteRenduResume, CorrectionCompteRendu, EcritCompteRendu, FiltreAttendus,
    FiltreComptesRendus, MotifCompteRendu, NouveauCompteRendu, VersionCompteRendu,
};
use events::annuaires::{self, Personne, Renvois, Structure, Utilisateur};
use kernel::{Code, CompteRenduId, De, ParticipantId, Refus, RendezVousId, StructureId, UtilisateurId};
use problem::{Problem, Slug, remplacer};
use referentiel::regles;
use runtime::http::Retouche;
use serde_json::json;
use store::{Error, Tx, fusions, historique, limitations, ouvertures, referentiels};
use suite_api::{Action, ChangementDto};

use crate::{
    agenda::{
        compte_rendu::{
            domain::{
                Commande, CompteRendu, Correction, DEJA_ECRIT, Employeurs, Lecteur, Redacteur, Remplacee, anime,
                attendus, ecrit_deja, empreinte, lisible, relate, sans_nom, satisfaits,
            },
            store as rows,
        },
        rendez_vous::{
            self,
            domain::{RendezVous, vue::Ouverts},
        },
    },
    registre::entree,
};

/// Begins the compte rendu of an appointment that one leads: nobody did before, nor validated another.
pub(crate) async fn commencer(
    tx: &mut Tx,
    id: RendezVousId,
    nouveau: NouveauCompteRendu,
) -> Result<CompteRenduDto, Problem> {
    let NouveauCompteRendu { participant, contenu } = nouveau;
    let rendez_vous = rendez_vous::store::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let de_qui = match participant {
        Some(named) => Some(fusions::dossier(tx, named).await?),
        None => sans_nom(&rendez_vous),
    };
    exiger_ouvert(tx, &rendez_vous, de_qui).await?;
    let (qui, now) = (tx.acteur().soi(), tx.now());
    let remplace = remplace(tx, &rendez_vous).await?;
    anime(&rendez_vous, Redacteur { qui, remplace }).map_err(|refus| interdit(&refus))?;
    if let Some(named) = de_qui {
        rendez_vous.clone().presence(named)?;
    }
    relate(&rendez_vous, de_qui, now)?;
    exiger_partenaire(tx, "/contenu/partenaire", contenu.partenaire).await?;
    if ecrit_deja(&rows::des_rendez_vous(tx, &[id]).await?, de_qui, qui) {
        return Err(Problem::new(Slug::Conflit, DEJA_ECRIT));
    }
    let begun = CompteRendu::commencer(tx.id(), id, de_qui, contenu, (qui, employeurs(tx)), now);
    let one = begun.map_err(|error| Problem::from(error).sous("/contenu"))?;
    rows::ajouter(tx, &one).await?;
    decrire(tx, one, &rendez_vous).await
}

/// Writes a draft otherwise, if it was not meanwhile. What it said is kept nowhere: only its author reads it, and it is
/// written again as often as they pause.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: CompteRenduId,
    lues: &historique::Lues,
    retouche: Retouche<EcritCompteRendu>,
) -> Result<CompteRenduDto, Problem> {
    let (mut one, rendez_vous) = prendre(tx, id).await?;
    exiger_ouvert(tx, &rendez_vous, one.participant).await?;
    historique::exiger_version(tx, id, lues, one.version).await?;
    one.peut(Commande::Modifier)?;
    let ecrit = retouche.appliquer(&one.ecrit)?;
    exiger_partenaire(tx, "/partenaire", ecrit.partenaire).await?;
    let changed = one.modifier(ecrit, tx.now())?;
    if !changed.is_empty() {
        rows::enregistrer(tx, &one).await?;
        historique::noter(tx, id, one.version, &changed).await?;
    }
    decrire(tx, one, &rendez_vous).await
}

/// Its author validates a draft, and the ledger says so: nothing more is awaited of whom it is of.
pub(crate) async fn valider(tx: &mut Tx, id: CompteRenduId) -> Result<CompteRenduDto, Problem> {
    // Of one appointment, one at a time: it is locked before what was said there.
    let (_, held) = visible(tx, id).await?;
    rendez_vous::store::verrouiller(tx, held.id).await?;
    let (mut one, rendez_vous) = prendre(tx, id).await?;
    exiger_ouvert(tx, &rendez_vous, one.participant).await?;
    let remplace = remplace(tx, &rendez_vous).await?;
    one.valider(&rendez_vous, remplace, tx.now())?;
    let others = rows::des_rendez_vous(tx, &[rendez_vous.id]).await?;
    if others.iter().any(|other| other.id != id && other.participant == one.participant && other.etat == one.etat) {
        return Err(Problem::new(Slug::Conflit, "Un autre compte rendu en est déjà validé."));
    }
    rows::enregistrer(tx, &one).await?;
    rows::satisfaire(tx, rendez_vous.id, &satisfaits(&rendez_vous, one.participant)).await?;
    sceller(tx, "compte_rendu", &one).await?;
    decrire(tx, one, &rendez_vous).await
}

/// Its author throws a draft away: what it said is kept nowhere, and another may be begun in its place.
pub(crate) async fn abandonner(tx: &mut Tx, id: CompteRenduId) -> Result<CompteRenduDto, Problem> {
    let (mut one, rendez_vous) = prendre(tx, id).await?;
    exiger_ouvert(tx, &rendez_vous, one.participant).await?;
    let cleared = one.abandonner(tx.now())?;
    rows::enregistrer(tx, &one).await?;
    if !cleared.is_empty() {
        historique::noter(tx, id, one.version, &cleared).await?;
    }
    decrire(tx, one, &rendez_vous).await
}

/// Replaces what a validated compte rendu said: the former version is kept, and the ledger says that there is another.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: CompteRenduId,
    correction: CorrectionCompteRendu,
) -> Result<CompteRenduDto, Problem> {
    let CorrectionCompteRendu { contenu, motif, remplace } = correction;
    let (mut one, rendez_vous) = prendre(tx, id).await?;
    exiger_ouvert(tx, &rendez_vous, one.participant).await?;
    let (par, le) = (tx.acteur().soi(), tx.now());
    one.corrige_par(par, tx.acteur().titres.comme(Role::Animation)).map_err(|refus| interdit(&refus))?;
    one.peut(Commande::Corriger)?;
    let said = |version: &i32| format!("Le compte rendu en est à sa version {version}");
    remplacer(Some(&one.version), Some(&remplace), said)?;
    exiger_partenaire(tx, "/contenu/partenaire", contenu.partenaire).await?;
    let replaced = one.corriger(contenu, Correction { motif, par, le }, employeurs(tx));
    let former = replaced.map_err(|error| Problem::from(error).sous("/contenu"))?;
    rows::archiver(tx, id, &former).await?;
    rows::enregistrer(tx, &one).await?;
    sceller(tx, "compte_rendu_corrige", &one).await?;
    decrire(tx, one, &rendez_vous).await
}

/// A compte rendu as far as who acts reads it, or 404.
pub(crate) async fn consulter(tx: &mut Tx, id: CompteRenduId) -> Result<CompteRenduDto, Problem> {
    let (one, rendez_vous) = visible(tx, id).await?;
    decrire(tx, one, &rendez_vous).await
}

/// The versions that others replaced, before the version `avant`, newest first, and one more when there are more: each
/// as far as it went, to who reads the present one.
pub(crate) async fn versions(
    tx: &mut Tx,
    id: CompteRenduId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<VersionCompteRendu>>, Problem> {
    let (one, _) = visible(tx, id).await?;
    let present = lisible(one.ecrit.confidentialite, lecteur(tx, one.auteur, &one.pour));
    let former = rows::versions(tx, id, avant, limite).await?.into_iter();
    let told = former.map(|Remplacee { rang: version, ecrit, pour, par, le, motif }| {
        let read = present && lisible(ecrit.confidentialite, lecteur(tx, one.auteur, &pour));
        VersionCompteRendu {
            version,
            confidentialite: ecrit.confidentialite,
            partenaire: ecrit.partenaire,
            partenaire_nom: None,
            motif: motif.filter(|_| read),
            contenu: read.then(|| ecrit.into()),
            par,
            par_nom: None,
            le,
        }
    });
    let told = told.collect::<Vec<_>>();
    Ok(De::plusieurs(one.participant, annuaires::nommer(tx, told).await?))
}

/// Which fields of a draft were changed, before the version `avant`, newest first, and one more when there are more:
/// its author alone reads it.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: CompteRenduId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let (one, _) = visible(tx, id).await?;
    if one.auteur != tx.acteur().soi() {
        return Err(Problem::not_found());
    }
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(De::plusieurs(one.participant, annuaires::nommer(tx, changes).await?))
}

/// Whom a list is asked of has a file, or an account, in the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreComptesRendus) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    let person = filtre.participant.map(|one| ("/participant".to_owned(), one));
    renvois.exiger(tx, person, |_: &Personne| Ok(())).await?;
    let author = filtre.auteur.map(|one| ("/auteur".to_owned(), one));
    renvois.exiger(tx, author, |_: &Utilisateur| Ok(())).await?;
    renvois.conclure()
}

/// The same of what is awaited, and of a structure.
pub(crate) async fn exiger_attente(tx: &mut Tx, filtre: &FiltreAttendus) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    let person = filtre.participant.map(|one| ("/participant".to_owned(), one));
    renvois.exiger(tx, person, |_: &Personne| Ok(())).await?;
    let leads = filtre.animateur.map(|one| ("/animateur".to_owned(), one));
    renvois.exiger(tx, leads, |_: &Utilisateur| Ok(())).await?;
    let team = filtre.structure.map(|one| ("/structure".to_owned(), one));
    renvois.exiger(tx, team, |_: &Structure| Ok(())).await?;
    renvois.conclure()
}

/// A page of comptes rendus that who acts may know of, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreComptesRendus,
    apres: Option<CompteRenduId>,
) -> Result<Vec<CompteRenduResume>, Problem> {
    let qui = tx.acteur().soi();
    let found = rows::lister(tx, filtre, qui, apres).await?;
    let ids: Vec<_> = found.iter().map(|one| one.rendez_vous).collect();
    let (held, fuseau) = (tenus(tx, &ids).await?, tx.fuseau());
    let told = found.into_iter().filter_map(|one| {
        let rendez_vous = held.get(&one.rendez_vous)?;
        Some(CompteRenduResume {
            id: one.id,
            version: one.version,
            rendez_vous: one.rendez_vous,
            nature: rendez_vous.nature,
            jour: fuseau.jour(rendez_vous.debut),
            participant: one.participant,
            participant_nom: None,
            auteur: one.auteur,
            auteur_nom: None,
            etat: one.etat,
            confidentialite: one.ecrit.confidentialite,
            valide_le: one.valide_le,
            tardif: one.tardif(rendez_vous, fuseau),
        })
    });
    Ok(annuaires::nommer(tx, told.collect::<Vec<_>>()).await?)
}

/// The appointments of which they are.
async fn tenus(tx: &mut Tx, ids: &[RendezVousId]) -> Result<HashMap<RendezVousId, RendezVous>, Error> {
    Ok(rendez_vous::store::parmi(tx, ids).await?.into_iter().map(|one| (one.id, one)).collect())
}

/// A page of what is awaited, the oldest first, and one more when there are more.
pub(crate) async fn lister_attendus(
    tx: &mut Tx,
    filtre: &FiltreAttendus,
    apres: Option<rows::Attente>,
) -> Result<Vec<CompteRenduAttendu>, Problem> {
    let led_by = animateurs(tx, filtre).await?;
    let awaited = rows::attendus(tx, filtre, led_by.as_deref(), apres).await?;
    let ids: Vec<_> = awaited.iter().map(|(_, id, _)| *id).collect();
    let held = tenus(tx, &ids).await?;
    let (qui, fuseau) = (tx.acteur().soi(), tx.fuseau());
    let begun: HashMap<_, _> = rows::des_rendez_vous(tx, &ids)
        .await?
        .into_iter()
        .filter(|one| one.auteur == qui)
        .map(|one| ((one.rendez_vous, one.participant), one.id))
        .collect();
    let told = awaited.into_iter().filter_map(|(_, id, participant)| {
        let rendez_vous = held.get(&id)?;
        Some(CompteRenduAttendu {
            rendez_vous: id,
            nature: rendez_vous.nature,
            titre: rendez_vous.titre.clone(),
            debut: rendez_vous.debut,
            fin: rendez_vous.fin,
            animateur: rendez_vous.animateur,
            animateur_nom: None,
            participant,
            participant_nom: None,
            depuis: rendez_vous.plage().bornes(fuseau).1,
            brouillon: begun.get(&(id, Some(participant))).copied(),
        })
    });
    Ok(annuaires::nommer(tx, told.collect::<Vec<_>>()).await?)
}

/// Who led what is asked for, when it is not anybody: the référents of a structure, or one person.
async fn animateurs(tx: &mut Tx, filtre: &FiltreAttendus) -> Result<Option<Vec<UtilisateurId>>, Error> {
    let Some(structure) = filtre.structure else {
        return Ok(filtre.animateur.map(|one| vec![one]));
    };
    let team = annuaires::tenant_pour(tx, Role::Referent, structure).await?.into_iter().map(|one| one.id);
    Ok(Some(team.filter(|one| filtre.animateur.is_none_or(|asked| asked == *one)).collect()))
}

/// Those who came to an appointment that is over and locked await their compte rendu, where the rules ask for one.
pub(crate) async fn attendre(tx: &mut Tx, one: &RendezVous) -> Result<(), Problem> {
    let rules = referentiels::en_vigueur(tx, tx.jour(one.debut)).await?;
    if !regles::comptes_rendus::attendu(&rules, one.nature.code()) {
        return Ok(());
    }
    let awaited = attendus(one, &rows::des_rendez_vous(tx, &[one.id]).await?);
    // Nothing is written any more of who was erased.
    let known = annuaires::connues::<Personne>(tx, &awaited).await?;
    let named = awaited.into_iter().filter(|qui| known.get(qui).is_none_or(|card| !card.anonyme));
    Ok(rows::attendre(tx, one, &named.collect::<Vec<_>>()).await?)
}

/// Those of these leaders in whose place who acts writes: the animation team does, of who holds no role any more.
pub(crate) async fn remplaces(tx: &mut Tx, animateurs: &[UtilisateurId]) -> Result<HashSet<UtilisateurId>, Error> {
    if !tx.acteur().titres.comme(Role::Animation) {
        return Ok(HashSet::new());
    }
    let known = annuaires::connues::<Utilisateur>(tx, animateurs).await?;
    let today = tx.today();
    Ok(known.into_iter().filter(|(_, card)| card.en_fonction(today).is_err()).map(|(id, _)| id).collect())
}

/// Whether who acts says what was said at an appointment in the place of who led it.
async fn remplace(tx: &mut Tx, rendez_vous: &RendezVous) -> Result<bool, Error> {
    Ok(remplaces(tx, &[rendez_vous.animateur]).await?.contains(&rendez_vous.animateur))
}

/// On whose behalf who acts writes: as a référent, or else as the animation team.
fn employeurs(tx: &Tx) -> Employeurs {
    let titres = &tx.acteur().titres;
    let own: Employeurs = titres.tenus_pour(Role::Referent).collect();
    if own.is_empty() { titres.tenus_pour(Role::Animation).collect() } else { own }
}

/// A compte rendu that who acts may know of, and its appointment, or 404.
async fn visible(tx: &mut Tx, id: CompteRenduId) -> Result<(CompteRendu, RendezVous), Problem> {
    let one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    connue(tx, one).await
}

/// The same, locked for the rest of the transaction.
async fn prendre(tx: &mut Tx, id: CompteRenduId) -> Result<(CompteRendu, RendezVous), Problem> {
    let one = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    connue(tx, one).await
}

/// A compte rendu with its appointment, or 404 to who may not know of it. Who sees files that are opened by name knows
/// of what they wrote, of what was said of whom they follow, and of what was said where they lead.
async fn connue(tx: &mut Tx, one: CompteRendu) -> Result<(CompteRendu, RendezVous), Problem> {
    let qui = tx.acteur().soi();
    if !one.connu_de(qui) {
        return Err(Problem::not_found());
    }
    let rendez_vous = rendez_vous::store::voir(tx, one.rendez_vous).await?.ok_or_else(Problem::not_found)?;
    if let Some(suivis) = ouvertures::suivis(tx).await?.filter(|_| one.auteur != qui) {
        let ouverts = Ouverts { suivis, animes: ouvertures::animes(tx).await? };
        if !ouverts.montrent(&rendez_vous, one.participant) {
            return Err(Error::HorsDeVue.into());
        }
    }
    Ok((one, rendez_vous))
}

/// Why nothing is written of this person, or of the whole séance: the file is restricted, or was erased.
async fn ferme(
    tx: &mut Tx,
    rendez_vous: &RendezVous,
    de_qui: Option<ParticipantId>,
) -> Result<Option<(Slug, Refus)>, Error> {
    let all = de_qui.map_or_else(|| satisfaits(rendez_vous, None), |qui| vec![qui]);
    let restricted = limitations::parmi(tx, &all).await?;
    if let Some((_, jour)) = restricted.first().filter(|_| restricted.len() == all.len()) {
        return Ok(Some((Slug::DossierLimite, Refus::new(limitations::refus(*jour).detail))));
    }
    let Some(qui) = de_qui else { return Ok(None) };
    let known = annuaires::connues::<Personne>(tx, &[qui]).await?;
    let erased = known.get(&qui).is_some_and(|one| one.anonyme);
    Ok(erased.then(|| (Slug::TransitionInterdite, Refus::new("Le dossier de cette personne a été effacé."))))
}

async fn exiger_ouvert(tx: &mut Tx, rendez_vous: &RendezVous, de_qui: Option<ParticipantId>) -> Result<(), Problem> {
    match ferme(tx, rendez_vous, de_qui).await? {
        Some((slug, refus)) => Err(Problem::new(slug, refus.to_string())),
        None => Ok(()),
    }
}

/// To whom it may be told is in the directory.
async fn exiger_partenaire(tx: &mut Tx, pointer: &str, partenaire: Option<StructureId>) -> Result<(), Problem> {
    match partenaire {
        Some(structure) => annuaires::exiger(tx, pointer, structure, |_: &Structure| Ok(())).await,
        None => Ok(()),
    }
}

fn interdit(refus: &Refus) -> Problem {
    Problem::new(Slug::Interdit, refus.to_string())
}

/// As what who acts reads what an author wrote on behalf of `pour`. Who works with them is a référent for the same
/// employer, of the PLIE itself where they act for none, or the animation team. Who sees the file by a session or a
/// control is not of the team, nor is who sees it by another membership than the one that accompanies.
fn lecteur(tx: &Tx, auteur: UtilisateurId, pour: &Employeurs) -> Lecteur {
    if tx.acteur().soi() == auteur {
        return Lecteur::Auteur;
    }
    let titres = &tx.acteur().titres;
    let team = titres.comme(Role::Animation) || titres.tenus_pour(Role::Referent).any(|own| pour.contains(&own));
    if team && titres.donnent(Permission::CompteRenduEcrire) { Lecteur::Equipe } else { Lecteur::Suivi }
}

/// A compte rendu as far as who acts reads it, with what they may do with it.
async fn decrire(tx: &mut Tx, one: CompteRendu, rendez_vous: &RendezVous) -> Result<CompteRenduDto, Problem> {
    let read = lisible(one.ecrit.confidentialite, lecteur(tx, one.auteur, &one.pour));
    let remplace = remplace(tx, rendez_vous).await?;
    let open = ferme(tx, rendez_vous, one.participant).await?.map_or(Ok(()), |(_, refus)| Err(refus));
    let (qui, now, fuseau) = (tx.acteur().soi(), tx.now(), tx.fuseau());
    let animation = tx.acteur().titres.comme(Role::Animation);
    let moves = [
        ("validation", one.clone().valider(rendez_vous, remplace, now)),
        ("abandon", one.peut(Commande::Abandonner)),
        ("correction", one.corrige_par(qui, animation).and_then(|()| one.peut(Commande::Corriger))),
    ];
    let actions = moves.into_iter().map(|(nom, issue)| Action::selon(nom, open.clone().and(issue))).collect();
    let tardif = one.tardif(rendez_vous, fuseau);
    let CompteRendu { id, version, participant, auteur, etat, ecrit, modifie_le, valide_le, correction, .. } = one;
    let correction = correction.map(|Correction { motif, par, le }| MotifCompteRendu {
        motif: Some(motif).filter(|_| read),
        par,
        par_nom: None,
        le,
    });
    let told = CompteRenduDto {
        id,
        version,
        rendez_vous: rendez_vous.id,
        nature: rendez_vous.nature,
        jour: fuseau.jour(rendez_vous.debut),
        participant,
        participant_nom: None,
        auteur,
        auteur_nom: None,
        animateur: rendez_vous.animateur,
        animateur_nom: None,
        etat,
        confidentialite: ecrit.confidentialite,
        partenaire: ecrit.partenaire,
        partenaire_nom: None,
        contenu: read.then(|| ecrit.into()),
        modifie_le,
        valide_le,
        tardif,
        correction,
        actions,
    };
    Ok(annuaires::nommer(tx, told).await?)
}

/// Says in the ledger that a compte rendu was validated, or corrected: a salted print of what it says, and no text.
async fn sceller(tx: &mut Tx, fait: &str, one: &CompteRendu) -> Result<(), Error> {
    let told = json!({
        "compte_rendu": one.id, "rendez_vous": one.rendez_vous, "participant": one.participant, "version": one.version,
    });
    entree::store::inscrire_dit(tx, fait, told, "empreinte", &empreinte(&one.ecrit), one.id).await
}
