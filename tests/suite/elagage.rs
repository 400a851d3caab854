//! What grows with use is kept for a time; nothing that a figure, a proof or a reader of a feed needs goes.

use auth::{Scope, Systeme};
use chrono::{Months, TimeDelta};
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use events::{
    DOSSIER_SUIVI, ECHEANCES_CANDIDATURE, ECHEANCES_PARTICIPATION, ECHEANCES_RENDEZ_VOUS, PARCOURS_SUIVI,
    TERRITOIRE_CREE, TerritoireCree,
    annuaires::{
        self, EN_TETE_DECRIT, OPERATION_DECRITE, PERSONNE_DECRITE, STRUCTURE_DECRITE, UTILISATEUR_DECRIT, Utilisateur,
    },
};
use kernel::{Clock, ParticipantId, Service, TerritoireId, UtilisateurId};
use problem::Problem;
use store::{Db, DbConfig, Error, Evenement, elagage, journal};
use testkit::TestSuite;

#[derive(diesel::QueryableByName)]
struct Told {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Text)]
    kind: String,
}

#[derive(Clone, Copy)]
enum Tells {
    Card(u128),
    Fact,
}

fn named(who: u128) -> Utilisateur {
    Utilisateur {
        id: UtilisateurId::from_u128(who),
        prenom: "Claire".to_owned(),
        nom: "Morel".to_owned(),
        roles: vec![],
    }
}

struct Kept {
    clock: Clock,
    db: Db,
    scope: Systeme,
}

impl Kept {
    /// A territory that nobody knows: no round looks at it.
    fn new(suite: &TestSuite, service: Service) -> Self {
        let clock = Clock::fixed(testdata::t("2026-01-15T10:00:00Z"));
        let config = DbConfig::new(suite.layout.bases.url(service), 1);
        let (db, _) = Db::new(&config, clock.clone()).unwrap();
        Self { clock, db, scope: Systeme(TerritoireId::from_u128(7)) }
    }

    /// Tells the card of a user, or that something happened.
    async fn tell(&self, what: Tells) {
        let told = self.db.tx(&self.scope, async |tx| {
            match what {
                Tells::Card(who) => annuaires::annoncer(tx, &[named(who)])?,
                Tells::Fact => {
                    let (now, id) = (tx.now(), self.scope.0);
                    let fact = TerritoireCree { id, code: "lyon".to_owned(), nom: "Lyon".to_owned() };
                    tx.emit(Evenement::new(TERRITOIRE_CREE, id, now, &fact)?);
                }
            }
            Ok::<_, Problem>(())
        });
        told.await.unwrap();
    }

    async fn feed(&self) -> Vec<i64> {
        let query =
            format!("SELECT seq, type AS kind FROM outbox WHERE territoire_id = '{}' ORDER BY seq", self.scope.0);
        let told: Vec<Told> = self
            .db
            .read(&self.scope, async |tx| diesel::sql_query(query).load(tx.conn()).await.map_err(Error::from))
            .await
            .unwrap();
        told.into_iter().map(|one| one.seq).collect()
    }

    /// Until nothing is left to take away; how much it was.
    async fn prune(&self) -> usize {
        let mut gone = 0;
        loop {
            match self.db.tx(&self.scope, async |tx| elagage::elaguer(tx, Months::new(36)).await).await.unwrap() {
                0 => return gone,
                some => gone += some,
            }
        }
    }

    fn later(&self, by: TimeDelta) {
        self.clock.set(self.clock.now() + by);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_a_later_one_replaced_goes_after_a_month_and_what_happened_stays() {
    let suite = TestSuite::start().await;
    let kept = Kept::new(&suite, Service::Territoires);
    for what in [Tells::Card(1), Tells::Fact, Tells::Card(2), Tells::Card(1), Tells::Fact] {
        kept.tell(what).await;
    }
    kept.later(TimeDelta::days(30));
    assert_eq!(kept.prune().await, 0, "to the day");
    kept.later(TimeDelta::seconds(1));
    assert_eq!(kept.prune().await, 1);
    assert_eq!(kept.feed().await, [2, 3, 4, 5], "the first card of the first");
    kept.tell(Tells::Card(2)).await;
    assert_eq!(kept.feed().await.last(), Some(&6), "ranks go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_is_kept_for_as_many_months_as_were_said() {
    let suite = TestSuite::start().await;
    let kept = Kept::new(&suite, Service::Participants);
    let person = ParticipantId::from_u128(1);
    let line = journal::Ligne::new(&kept.clock, &kept.scope.acteur(), "view", std::iter::once(person).collect());
    kept.db.tx(&kept.scope, async |tx| journal::inscrire(tx, &[line]).await).await.unwrap();
    let told = async || kept.db.read(&kept.scope, async |tx| journal::lister(tx, person).await).await.unwrap().len();
    kept.clock.set(testdata::t("2029-01-15T10:00:00Z"));
    assert_eq!((kept.prune().await, told().await), (0, 1), "to the instant");
    kept.later(TimeDelta::milliseconds(1));
    assert_eq!((kept.prune().await, told().await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_card_is_among_those_that_a_later_one_replaces() {
    let cards = [UTILISATEUR_DECRIT, STRUCTURE_DECRITE, EN_TETE_DECRIT, PERSONNE_DECRITE, OPERATION_DECRITE];
    let echeances = [ECHEANCES_CANDIDATURE, ECHEANCES_PARTICIPATION, ECHEANCES_RENDEZ_VOUS];
    let whole = echeances.into_iter().chain([DOSSIER_SUIVI, PARCOURS_SUIVI]);
    let cards: Vec<_> = cards.into_iter().chain(whole).collect();
    assert_eq!(elagage::FICHES_DITES[..], cards);
    let suite = TestSuite::start().await;
    let mut admin = AsyncPgConnection::establish(&suite.admin_url).await.unwrap();
    let indexed: Vec<Told> = diesel::sql_query(
        "SELECT i.indrelid::bigint AS seq, pg_get_expr(i.indpred, i.indrelid) AS kind FROM pg_index i
         JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = 'outbox_fiches'",
    )
    .load(&mut admin)
    .await
    .unwrap();
    assert_eq!(indexed.len(), Service::tous().count());
    assert!(indexed.iter().all(|one| cards.iter().all(|card| one.kind.contains(card))));
}
