//! The binary of territoires.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    runtime::main(territoires::service).await
}
