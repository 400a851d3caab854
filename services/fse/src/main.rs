//! The binary of fse.

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    runtime::main(|_: runtime::NoExtra| fse::service()).await
}
