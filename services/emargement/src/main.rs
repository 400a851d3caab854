//! The binary of emargement.

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    runtime::main(|_: runtime::NoExtra| emargement::service()).await
}
