//! The life of a pièce, from the request to the acceptance.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ActeurId, ParticipantId, PieceId, Refus};
use participants_api::{Contenu, NouvellePiece, SuitePiece};
use problem::FieldError;
use referentiel::regles::pieces::{EtatPiece, FaitPiece};

/// A document of a person's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) id: PieceId,
    pub(crate) participant: ParticipantId,
    pub(crate) version: i32,
    pub(crate) kind: String,
    pub(crate) etat: EtatPiece,
    /// Why it was given back, or does not apply.
    pub(crate) motif: Option<String>,
    pub(crate) date_document: Option<NaiveDate>,
    pub(crate) expire_le: Option<NaiveDate>,
    pub(crate) recue_le: Option<NaiveDate>,
    pub(crate) sha256: Option<String>,
    /// The last file received for it.
    pub(crate) contenu: Option<Contenu>,
    pub(crate) saisie_le: DateTime<Utc>,
    pub(crate) saisie_par: ActeurId,
}

/// What may happen to a pièce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Somebody says where it stands.
    Placer(EtatPiece),
    /// Its file arrives.
    Deposer,
    /// Another file takes the place of the one that it had.
    Remplacer,
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatPiece, commande: Commande) -> Result<EtatPiece, Refus> {
    use Commande as C;
    use EtatPiece as E;
    match (commande, etat) {
        (C::Placer(E::Retournee), E::Demandee | E::NonObtenue | E::Retournee | E::SansObjet) => {
            Err(Refus::new("Cette pièce n'a pas été reçue : elle ne peut être retournée."))
        }
        (C::Placer(next), _) => Ok(next),
        // Whoever checks it accepts it afterwards.
        (C::Deposer, E::Demandee | E::NonObtenue | E::Recue | E::Retournee | E::SansObjet) => Ok(E::Recue),
        (C::Deposer, E::Acceptee) => Ok(E::Acceptee),
        (C::Remplacer, _) => Ok(E::Recue),
    }
}

impl Piece {
    /// A pièce asked for, received or accepted: accepted by default, for whoever records it has seen it.
    pub(crate) fn enregistrer(
        id: PieceId,
        participant: ParticipantId,
        nouvelle: NouvellePiece,
        saisie_le: DateTime<Utc>,
        saisie_par: ActeurId,
    ) -> Result<Self, FieldError> {
        let NouvellePiece { kind, etat, date_document, expire_le, recue_le, sha256 } = nouvelle;
        let etat = etat.unwrap_or(EtatPiece::Acceptee);
        if matches!(etat, EtatPiece::Retournee | EtatPiece::NonObtenue) {
            return Err(FieldError::new("/etat", "incoherent", "une pièce est d'abord demandée ou reçue"));
        }
        Ok(Self {
            id,
            participant,
            version: 1,
            kind,
            etat,
            motif: None,
            date_document,
            expire_le,
            recue_le,
            sha256,
            contenu: None,
            saisie_le,
            saisie_par,
        })
    }

    fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// Somebody says what becomes of it.
    pub(crate) fn suivre(&mut self, suite: SuitePiece, today: NaiveDate) -> Result<(), Refus> {
        let SuitePiece { etat, motif, date_document, expire_le } = suite;
        self.avancer(Commande::Placer(etat))?;
        self.motif = motif;
        self.date_document = date_document.or(self.date_document);
        self.expire_le = expire_le.or(self.expire_le);
        if matches!(etat, EtatPiece::Recue | EtatPiece::Acceptee) {
            self.recue_le = self.recue_le.or(Some(today));
        }
        Ok(())
    }

    /// Its file arrived: the one that was accepted on sight, or another, which nobody has checked.
    pub(crate) fn deposer(&mut self, contenu: &Contenu, today: NaiveDate) -> Result<(), Refus> {
        let (former, another) = (self.etat, self.sha256.as_ref().is_some_and(|former| *former != contenu.sha256));
        self.avancer(if another { Commande::Remplacer } else { Commande::Deposer })?;
        if self.etat == EtatPiece::Recue {
            self.motif = None;
        }
        if former == EtatPiece::Acceptee && self.etat == EtatPiece::Recue {
            self.recue_le = None;
        }
        self.sha256 = Some(contenu.sha256.clone());
        self.recue_le = self.recue_le.or(Some(today));
        Ok(())
    }

    /// Whether `commande` may be done now.
    pub(crate) fn permet(&self, commande: Commande) -> Result<(), Refus> {
        apres(self.etat, commande).map(drop)
    }

    /// Whether the PLIE waits for it.
    pub(crate) const fn attendue(&self) -> bool {
        matches!(self.etat, EtatPiece::Demandee | EtatPiece::Retournee | EtatPiece::NonObtenue)
    }

    /// What the rules judge.
    pub(crate) fn fait(&self) -> FaitPiece {
        let Self { etat, date_document, expire_le, .. } = *self;
        FaitPiece { kind: self.kind.clone(), etat, date_document, expire_le }
    }

    /// What is wrong with its dates.
    pub(crate) fn erreurs(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let accepted = self.etat == EtatPiece::Acceptee;
        if accepted && self.date_document.is_none() {
            errors.push(FieldError::new("/date_document", "absent", "une pièce acceptée porte la date du document"));
        }
        if accepted && self.recue_le.is_none() {
            errors.push(FieldError::new("/recue_le", "absent", "une pièce acceptée porte le jour de sa réception"));
        }
        if let (Some(date), Some(recue)) = (self.date_document, self.recue_le)
            && recue < date
        {
            errors.push(FieldError::new("/recue_le", "incoherent", "une pièce n'est pas reçue avant sa propre date"));
        }
        if self.recue_le.is_some_and(|recue| recue > today) {
            errors.push(FieldError::new("/recue_le", "futur", "une pièce n'est pas reçue dans le futur"));
        }
        errors
    }
}

/// Who is given a document back, or told that it does not apply, is told why.
pub(crate) fn motiver(suite: &SuitePiece) -> Result<(), FieldError> {
    if matches!(suite.etat, EtatPiece::Retournee | EtatPiece::SansObjet) && suite.motif.is_none() {
        return Err(FieldError::new("/motif", "absent", "dites pourquoi : la personne doit pouvoir corriger"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use participants_api::Analyse;
    use testdata::d;

    use super::*;
    use Commande as C;
    use EtatPiece as E;

    fn piece(etat: E) -> Piece {
        let nouvelle = NouvellePiece {
            kind: "attestation_rsa".to_owned(),
            etat: Some(E::Demandee),
            date_document: None,
            expire_le: None,
            recue_le: None,
            sha256: None,
        };
        let asked = Piece::enregistrer(Id::MIN, Id::MIN, nouvelle, DateTime::UNIX_EPOCH, Id::MIN).unwrap();
        Piece { etat, ..asked }
    }

    fn suite(etat: E) -> SuitePiece {
        SuitePiece { etat, motif: None, date_document: None, expire_le: None }
    }

    #[test]
    fn a_piece_does_what_its_table_says_and_nothing_else() {
        let mut table = Vec::new();
        for from in E::TOUS.iter().copied() {
            for to in E::TOUS.iter().copied().filter(|to| *to != E::Retournee) {
                table.push((from, C::Placer(to), to));
            }
            table.push((from, C::Deposer, if from == E::Acceptee { E::Acceptee } else { E::Recue }));
            table.push((from, C::Remplacer, E::Recue));
        }
        // Only what was received is given back.
        table.push((E::Recue, C::Placer(E::Retournee), E::Retournee));
        table.push((E::Acceptee, C::Placer(E::Retournee), E::Retournee));
        let commandes: Vec<_> = E::TOUS.iter().copied().map(C::Placer).chain([C::Deposer, C::Remplacer]).collect();
        assert_eq!(ecarts(&[E::Demandee], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn a_piece_is_first_asked_for_or_received() {
        for (etat, possible) in
            [(E::Demandee, true), (E::SansObjet, true), (E::Retournee, false), (E::NonObtenue, false)]
        {
            let nouvelle = NouvellePiece { etat: Some(etat), ..nouvelle() };
            let made = Piece::enregistrer(Id::MIN, Id::MIN, nouvelle, DateTime::UNIX_EPOCH, Id::MIN);
            assert_eq!(made.is_ok(), possible, "{etat:?}");
        }
    }

    fn nouvelle() -> NouvellePiece {
        let kind = "attestation_rsa".to_owned();
        NouvellePiece { kind, etat: None, date_document: None, expire_le: None, recue_le: None, sha256: None }
    }

    #[test]
    fn the_day_of_reception_is_that_of_the_first_one() {
        let mut one = piece(E::Demandee);
        one.suivre(suite(E::Recue), d("2026-01-15")).unwrap();
        one.suivre(SuitePiece { date_document: Some(d("2026-01-10")), ..suite(E::Acceptee) }, d("2026-01-20")).unwrap();
        assert_eq!((one.recue_le, one.erreurs(d("2026-01-20"))), (Some(d("2026-01-15")), vec![]));
    }

    #[test]
    fn a_file_makes_a_piece_received_again_unless_it_is_the_one_that_was_accepted_on_sight() {
        let contenu = Contenu {
            sha256: "ab".to_owned(),
            taille: 1,
            type_mime: "application/pdf".to_owned(),
            analyse: Analyse::Aucune,
            depose_le: DateTime::UNIX_EPOCH,
            depose_par: Id::MIN,
            depose_par_nom: None,
        };
        let mut returned = Piece { motif: Some("illisible".to_owned()), ..piece(E::Retournee) };
        returned.deposer(&contenu, d("2026-01-15")).unwrap();
        assert_eq!((returned.etat, returned.motif, returned.recue_le), (E::Recue, None, Some(d("2026-01-15"))));
        let mut accepted = piece(E::Acceptee);
        accepted.deposer(&contenu, d("2026-01-15")).unwrap();
        assert_eq!((accepted.etat, accepted.sha256.as_deref()), (E::Acceptee, Some("ab")));
        let same = Contenu { taille: 1, ..contenu.clone() };
        accepted.deposer(&same, d("2026-01-16")).unwrap();
        assert_eq!((accepted.etat, accepted.recue_le), (E::Acceptee, Some(d("2026-01-15"))), "the very file again");
        accepted.deposer(&Contenu { sha256: "cd".to_owned(), ..contenu }, d("2026-01-20")).unwrap();
        assert_eq!((accepted.etat, accepted.recue_le), (E::Recue, Some(d("2026-01-20"))), "nobody has checked it");
    }

    #[test]
    fn a_piece_is_received_on_its_own_date_at_the_earliest_and_today_at_the_latest() {
        let dated = |date, recue| {
            let one = Piece { date_document: Some(d(date)), recue_le: Some(d(recue)), ..piece(E::Acceptee) };
            one.erreurs(d("2026-01-15")).len()
        };
        assert_eq!((dated("2026-01-10", "2026-01-10"), dated("2026-01-11", "2026-01-10")), (0, 1));
        assert_eq!((dated("2026-01-10", "2026-01-15"), dated("2026-01-10", "2026-01-16")), (0, 1));
        assert_eq!(piece(E::Acceptee).erreurs(d("2026-01-15")).len(), 2, "an accepted one has both dates");
    }

    #[test]
    fn the_plie_waits_for_what_was_asked_given_back_or_not_obtained() {
        let waited = E::TOUS.iter().copied().filter(|etat| piece(*etat).attendue());
        assert_eq!(waited.collect::<Vec<_>>(), [E::Demandee, E::NonObtenue, E::Retournee]);
        assert!(motiver(&suite(E::Retournee)).is_err());
        assert!(motiver(&suite(E::Acceptee)).is_ok());
    }
}
