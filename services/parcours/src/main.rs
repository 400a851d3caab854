//! The binary of parcours.

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    runtime::main(|_: runtime::NoExtra| parcours::service()).await
}
