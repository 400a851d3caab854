//! The binary of parcours.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    runtime::main(|_: runtime::NoExtra| parcours::service()).await
}
