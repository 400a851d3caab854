//! Direct staff costs: of certified time, the hours that may be declared, at the rate of their day.

pub(crate) mod app;
pub(crate) mod domain;
#[cfg(test)]
mod temoin;
