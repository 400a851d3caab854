//! The binary of fse.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    runtime::main(|_: runtime::NoExtra| fse::service()).await
}
