//! The binary of emargement.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    runtime::main(|_: runtime::NoExtra| emargement::service()).await
}
