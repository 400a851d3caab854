//! The binary of participants.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    runtime::main(|_: participants::Config| participants::service()).await
}
