/// What was kept of some rows, and after which one the next rows begin: `None` once there are no more.
pub type Lot<T, K> = (Vec<T>, Option<K>);

/// Rows of a page of which some are passed over once they are read, and one more when there are more: `lot` reads those that
/// follow a place, and is asked again until the page is full.
pub async fn remplir<T, K, E>(
    limite: i64,
    mut apres: Option<K>,
    mut lot: impl AsyncFnMut(Option<K>) -> Result<Lot<T, K>, E>,
) -> Result<Vec<T>, E> {
    let wanted = usize::try_from(limite).unwrap_or_default().saturating_add(1);
    let mut kept = Vec::new();
    loop {
        let (more, suite) = lot(apres).await?;
        kept.extend(more);
        if suite.is_none() || kept.len() >= wanted {
            kept.truncate(wanted);
            return Ok(kept);
        }
        apres = suite;
    }
}

/// Where the rows that follow these begin: nowhere when fewer were found than `lus`, which were asked for.
#[must_use]
pub fn suite<T, K>(found: &[T], lus: i64, cle: impl Fn(&T) -> K) -> Option<K> {
    let full = usize::try_from(lus).is_ok_and(|lus| found.len() >= lus);
    found.last().filter(|_| full).map(cle)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    /// Those of the even numbers below `rows` that a page of `limite` holds, read `limite + 1` numbers at a time; how often.
    async fn even(rows: u32, limite: i64, apres: Option<u32>) -> (Vec<u32>, usize) {
        let mut reads = 0;
        let lot = async |apres: Option<u32>| {
            reads += 1;
            let asked = usize::try_from(limite + 1).unwrap();
            let found: Vec<_> = (apres.map_or(0, |one| one + 1)..rows).take(asked).collect();
            let next = suite(&found, limite + 1, |one| *one);
            Ok::<_, Infallible>((found.into_iter().filter(|one| one % 2 == 0).collect(), next))
        };
        let Ok(page) = remplir(limite, apres, lot).await;
        (page, reads)
    }

    #[tokio::test]
    async fn a_page_is_full_whatever_was_passed_over() {
        assert_eq!(even(10, 2, None).await, (vec![0, 2, 4], 2), "one more says that there are more");
        assert_eq!(even(10, 2, Some(4)).await, (vec![6, 8], 2), "the last page");
        assert_eq!(even(0, 2, None).await, (vec![], 1));
        assert_eq!(even(2, 1, Some(0)).await, (vec![], 1), "only what is passed over is left");
    }
}
