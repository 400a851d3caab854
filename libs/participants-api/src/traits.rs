//! What a hand draws on a screen.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ArrayBuilder, ObjectBuilder, RefOr, Schema, schema::Type},
};

/// The width and the height of the frame in which a signature is drawn.
pub(crate) const CADRE: u16 = 1_000;
/// Points of a stroke at most.
pub(crate) const POINTS: usize = 2_000;

/// A stroke, as a schema says it: the points through which the pen went, in thousandths of the frame.
#[derive(Debug)]
pub(crate) struct Trait(());

impl PartialSchema for Trait {
    fn schema() -> RefOr<Schema> {
        let place = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(CADRE));
        let point = ArrayBuilder::new().items(RefOr::T(Schema::from(place))).min_items(Some(2)).max_items(Some(2));
        let points =
            ArrayBuilder::new().items(RefOr::T(Schema::from(point))).min_items(Some(2)).max_items(Some(POINTS));
        points.description(Some("Un trait : les points où le stylet est passé, en millièmes du cadre.")).into()
    }
}

impl ToSchema for Trait {}

/// Whether every point is in the frame.
pub(crate) fn dans_le_cadre<C>(traits: &[Vec<(u16, u16)>], _: &C) -> garde::Result {
    let outside = |(x, y): &(u16, u16)| *x > CADRE || *y > CADRE;
    if traits.iter().flatten().any(outside) {
        return Err(garde::Error::new(format!("attendu : des points du cadre, de 0 à {CADRE}")));
    }
    Ok(())
}
