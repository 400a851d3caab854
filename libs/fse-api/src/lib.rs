//! What fse says and understands: its data transfer objects.

mod bilans;
mod operations;
mod participations;

pub use bilans::*;
pub use operations::*;
pub use participations::*;
