//! Who finances: the mention that a programme obliges to print on what participants and partners receive (seeds 002 and 004
//! for 2014-2020; Reg. 2021/1060 art. 50).

use chrono::NaiveDate;
use events::annuaires::{self, Fiche, Operation};
use impression::mention::{du_jour, programme};
use participants_api::OperationCitee;
use problem::Problem;
use store::{Error, Tx};

/// The operation that a document is to name, of which `pointer` leads to the number: one of the territory's, under the
/// programme that pays it, whatever was written.
pub(crate) async fn exiger(tx: &mut Tx, pointer: &str, citee: OperationCitee) -> Result<OperationCitee, Problem> {
    let known = annuaires::toutes::<Operation>(tx).await?;
    citer(&known, citee)
        .ok_or_else(|| Problem::field(pointer, "inconnu", Operation::INCONNU).selon([Operation::PROPRIETAIRE]))
}

fn citer(known: &[Operation], citee: OperationCitee) -> Option<OperationCitee> {
    let own = known.iter().find(|one| one.numero == citee.numero)?;
    Some(OperationCitee { programme: own.programme, ..citee })
}

/// Of a document that names an operation, who pays that one; of another, who finances the territory on its day.
pub(crate) async fn du_document(
    tx: &mut Tx,
    citee: Option<&OperationCitee>,
    jour: NaiveDate,
) -> Result<Option<String>, Error> {
    let Some(citee) = citee else { return du_jour(tx, jour).await };
    let known = annuaires::toutes::<Operation>(tx).await?;
    // What was written before numbers were looked up may be of no operation that is known here.
    let citee = citer(&known, citee.clone()).unwrap_or_else(|| citee.clone());
    Ok(Some(format!("{} — opération {} : {}", programme(citee.programme), citee.numero, citee.intitule)))
}

#[cfg(test)]
mod tests {
    use kernel::{Id, Programme};
    use testdata::d;

    use super::*;

    fn operation(numero: &str, programme: Programme, (debut, fin): (&str, &str)) -> Operation {
        let intitule = "Accompagnement".to_owned();
        Operation { id: Id::MIN, numero: numero.to_owned(), intitule, programme, debut: d(debut), fin: d(fin) }
    }

    #[test]
    fn a_document_names_an_operation_of_the_territory_under_the_programme_that_pays_it() {
        let known = [operation("201500077", Programme::Fse20142020, ("2015-01-01", "2015-12-31"))];
        let citee = |numero: &str| OperationCitee {
            numero: numero.to_owned(),
            intitule: "Accompagnement".to_owned(),
            programme: Programme::FsePlus,
        };
        let found = citer(&known, citee("201500077"));
        assert_eq!(found.map(|one| one.programme), Some(Programme::Fse20142020));
        assert_eq!(citer(&known, citee("201500078")), None);
    }
}
