//! `test-servers stop`: stops the servers that the tests share.

fn main() -> Result<(), local_servers::Error> {
    testkit::stop_servers()
}
