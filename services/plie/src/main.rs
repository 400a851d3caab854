//! `plie`: the whole suite on one machine.

mod launcher;

use clap::Parser;

// The allocator of glibc costs a sixth of the requests per second here.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    runtime::telemetry::init();
    match launcher::run(launcher::Line::parse()).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            launcher::say(&format!("\nÉchec : {error}"));
            let mut source = error.source();
            while let Some(cause) = source {
                launcher::say(&format!("  parce que : {cause}"));
                source = cause.source();
            }
            std::process::ExitCode::FAILURE
        }
    }
}
