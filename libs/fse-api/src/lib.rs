//! What fse says and understands: its data transfer objects.

mod bilans;
mod listes;
mod mandats;
mod operations;
mod participations;

pub use bilans::*;
pub use listes::*;
pub use mandats::*;
pub use operations::*;
pub use participations::*;
