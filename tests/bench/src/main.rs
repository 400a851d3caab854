//! `./bench`: the suite beside its peers, in the same run. Speed claims are ratios.

#![expect(clippy::print_stdout, reason = "the table is the product")]

mod events;
mod footprint;
mod gateway;
mod imports;
mod load;
mod process;
mod reads;
mod report;
mod setting;

use std::error::Error;

use report::Report;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    let mut report = Report::default();
    if wants("gateway") {
        gateway::measure(&mut report)?;
    }
    if wants("reads") {
        reads::measure(&mut report).await?;
    }
    if wants("events") {
        events::measure(&mut report).await?;
    }
    if wants("imports") {
        imports::measure(&mut report).await?;
    }
    if wants("footprint") {
        footprint::measure(&mut report).await?;
    }
    println!("{}", report.table());
    report.write()?;
    Ok(())
}
