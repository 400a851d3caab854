//! Who finances: the mention that a programme obliges to print on what participants and partners receive (seeds 002 and 004
//! for 2014-2020; Reg. 2021/1060 art. 50).

use chrono::NaiveDate;
use events::annuaires::{self, Operation};
use kernel::Programme;
use store::{Error, Tx};

/// That of what finances the territory on a day, for a document that names no operation.
pub async fn du_jour(tx: &mut Tx, jour: NaiveDate) -> Result<Option<String>, Error> {
    Ok(de(annuaires::toutes::<Operation>(tx).await?, jour))
}

/// One programme once, with the numbers of its operations.
fn de(mut operations: Vec<Operation>, jour: NaiveDate) -> Option<String> {
    operations.retain(|one| one.couvre(jour).is_ok());
    operations.sort_by(|one, other| one.numero.cmp(&other.numero));
    let said = [Programme::FsePlus, Programme::Fse20142020].into_iter().filter_map(|wanted| {
        let numbers: Vec<_> =
            operations.iter().filter(|one| one.programme == wanted).map(|one| one.numero.as_str()).collect();
        let noun = if numbers.len() > 1 { "opérations" } else { "opération" };
        (!numbers.is_empty()).then(|| format!("{} — {noun} {}", programme(wanted), numbers.join(", ")))
    });
    let said: Vec<_> = said.collect();
    (!said.is_empty()).then(|| said.join(". "))
}

/// The words of a programme.
#[must_use]
pub const fn programme(programme: Programme) -> &'static str {
    match programme {
        Programme::Fse20142020 => {
            "Cofinancé par le Fonds Social Européen dans le cadre du programme opérationnel national « Emploi et \
             Inclusion » 2014-2020"
        }
        Programme::FsePlus => "Cofinancé par l'Union européenne",
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn operation(numero: &str, programme: Programme, (debut, fin): (&str, &str)) -> Operation {
        let intitule = "Accompagnement".to_owned();
        Operation { id: Id::MIN, numero: numero.to_owned(), intitule, programme, debut: d(debut), fin: d(fin) }
    }

    #[test]
    fn a_document_says_who_finances_on_its_day() {
        let en_2026 = ("2026-01-01", "2026-12-31");
        let all = || {
            vec![
                operation("202600124", Programme::FsePlus, en_2026),
                operation("202600123", Programme::FsePlus, en_2026),
                operation("201900001", Programme::Fse20142020, ("2019-01-01", "2021-12-31")),
            ]
        };
        let europe = "Cofinancé par l'Union européenne — opérations 202600123, 202600124";
        assert_eq!(de(all(), d("2026-12-31")).as_deref(), Some(europe));
        assert!(de(all(), d("2021-06-01")).is_some_and(|said| said.ends_with("2014-2020 — opération 201900001")));
        assert_eq!(de(all(), d("2027-01-01")), None);
    }
}
