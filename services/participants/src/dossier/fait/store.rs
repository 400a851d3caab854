//! The queries of a table of dated facts: records are added, never changed, and a correction is another record.

/// Writes the queries of the table `$table`, whose records tell `$contenu`. The store that calls it says what its rows
/// hold: `struct Row`, `fn row(&Tx, ParticipantId, $contenu) -> Row`, and `TryFrom<Row>` for `$contenu`.
macro_rules! requetes {
    ($table:ident: $kind:ty, $contenu:ty, corrigee: ($constraint:literal, $refusal:literal)) => {
        type Enregistrement = crate::dossier::fait::domain::Enregistrement<$kind, $contenu>;
        type Fait = kernel::Fait<$kind, Enregistrement>;

        fn enregistrement(row: Row) -> Result<Enregistrement, Error> {
            Ok(Enregistrement {
                id: row.id.into(),
                remplace: row.remplace.map(Into::into),
                motif: row.motif.clone(),
                saisie_le: row.saisie_le,
                saisie_par: row.saisie_par.into(),
                contenu: row.try_into()?,
            })
        }

        fn fait(row: Row) -> Result<Fait, Error> {
            let (periode, retrait) = (kernel::calendrier::Periode { du: row.depuis, au: row.jusqua }, row.retrait);
            let valeur = enregistrement(row)?;
            let (id, saisi_le, remplace) = (valeur.id, valeur.saisie_le, valeur.remplace);
            Ok(Fait { id, valeur: (!retrait).then_some(valeur), periode, saisi_le, remplace })
        }

        pub(crate) async fn ajouter(
            tx: &mut Tx,
            participant: ParticipantId,
            contenu: $contenu,
        ) -> Result<Enregistrement, Error> {
            let row = row(tx, participant, contenu);
            diesel::insert_into($table::table).values(&row).execute(tx.conn()).await?;
            enregistrement(row)
        }

        /// Records what many files tell at once.
        pub(crate) async fn ajouter_lot(tx: &mut Tx, lot: Vec<(ParticipantId, $contenu)>) -> Result<(), Error> {
            let rows: Vec<_> = lot.into_iter().map(|(participant, one)| row(tx, participant, one)).collect();
            diesel::insert_into($table::table).values(rows).execute(tx.conn()).await?;
            Ok(())
        }

        /// Records that `former` should have been `fait`, or should not have been recorded.
        pub(crate) async fn corriger(
            tx: &mut Tx,
            participant: ParticipantId,
            former: Enregistrement,
            fait: Option<$contenu>,
            motif: String,
        ) -> Result<Enregistrement, problem::Problem> {
            let (remplace, retrait) = (Some(former.id.into()), fait.is_none());
            let contenu = fait.unwrap_or(former.contenu);
            let row = Row { remplace, motif: Some(motif), retrait, ..row(tx, participant, contenu) };
            let done = diesel::insert_into($table::table).values(&row).execute(tx.conn()).await;
            store::OnConstraint::on_constraint(done, $constraint, || {
                problem::Problem::new(problem::Slug::Conflit, $refusal)
            })?;
            Ok(enregistrement(row)?)
        }

        /// One record, with the person whose file holds it; a withdrawal is none.
        pub(crate) async fn voir(
            tx: &mut Tx,
            id: kernel::Id<$kind>,
        ) -> Result<Option<(ParticipantId, Enregistrement)>, Error> {
            let query = $table::table.find((tx.territoire().uuid(), id.uuid()));
            let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
            tx.concerner(&row.as_ref().map(|row| kernel::De::une(row.participant_id.into(), ()))).await?;
            row.filter(|row| !row.retrait).map(|row| Ok((row.participant_id.into(), enregistrement(row)?))).transpose()
        }

        /// What places a record in the history of a file.
        pub(crate) type Rang = (chrono::DateTime<chrono::Utc>, kernel::Id<$kind>);

        /// The records of a file before `avant`, newest first, each with what it corrects, and one more when there are more.
        pub(crate) async fn historique(
            tx: &mut Tx,
            participant: ParticipantId,
            avant: Option<Rang>,
            limite: i64,
        ) -> Result<Vec<crate::dossier::fait::app::Trace<$kind, $contenu>>, Error> {
            use diesel::BoolExpressionMethods as _;
            use store::Paginer as _;
            let territoire = tx.territoire().uuid();
            let mut query = $table::table
                .filter($table::territoire_id.eq(territoire))
                .filter($table::participant_id.eq(participant.uuid()))
                .into_boxed();
            if let Some((le, id)) = avant {
                query =
                    query.filter($table::saisie_le.lt(le).or($table::saisie_le.eq(le).and($table::id.lt(id.uuid()))));
            }
            let query = query.order(($table::saisie_le.desc(), $table::id.desc()));
            let rows: Vec<Row> = query.select(Row::as_select()).page(limite).load(tx.conn()).await?;
            let corrected: Vec<_> = rows.iter().filter_map(|row| row.remplace).collect();
            let query = $table::table.filter($table::territoire_id.eq(territoire)).filter($table::id.eq_any(corrected));
            let formers: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
            let trace = |row: Row| {
                let former = formers.iter().find(|former| Some(former.id) == row.remplace).cloned();
                let (retrait, ancien) = (row.retrait, former.map(TryInto::try_into).transpose()?);
                Ok(crate::dossier::fait::app::Trace { fait: enregistrement(row)?, retrait, ancien })
            };
            rows.into_iter().map(trace).collect()
        }

        /// Every record of a file, oldest first.
        pub(crate) async fn faits(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Fait>, Error> {
            Ok(faits_de(tx, &[participant]).await?.remove(&participant).unwrap_or_default())
        }

        /// Every record of several files, oldest first.
        pub(crate) async fn faits_de(
            tx: &mut Tx,
            participants: &[ParticipantId],
        ) -> Result<std::collections::HashMap<ParticipantId, Vec<Fait>>, Error> {
            let query = $table::table
                .filter($table::territoire_id.eq(tx.territoire().uuid()))
                .filter($table::participant_id.eq_any(participants.iter().map(|one| one.uuid())))
                .order(($table::depuis, $table::saisie_le, $table::id));
            let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
            let mut files = std::collections::HashMap::<_, Vec<_>>::new();
            for row in rows {
                files.entry(row.participant_id.0).or_default().push(fait(row)?);
            }
            Ok(files)
        }
    };
}

pub(crate) use requetes;
