//! The binary of territoires.

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    runtime::main(territoires::service).await
}
