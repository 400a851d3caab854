//! The binary of participants.

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    runtime::main(|_: runtime::NoExtra| participants::service()).await
}
