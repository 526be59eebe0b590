//! What a test does where something it needs is absent: it says so and returns.
//!
//! The test harness keeps what passing tests print, but not what they write to the stream
//! itself. So the line is seen in every log, and CI refuses a log that has it.

use std::io::Write as _;

/// Returns the connection string of a PostgreSQL server to test on; where none is set, says
/// that the test is skipped and returns nothing.
#[expect(clippy::disallowed_methods, reason = "tests are told of the server by the environment")]
pub(crate) fn postgres() -> Option<String> {
    let server = std::env::var("KAM_TEST_PG").ok().filter(|server| !server.is_empty());
    if server.is_none() {
        skipped("KAM_TEST_PG");
    }
    server
}

/// Says on standard error, past the harness, that a test is skipped for want of `what`.
pub(crate) fn skipped(what: &str) {
    // One write, so that lines of tests that run side by side do not mix.
    let line = format!("skipped: {what}\n");
    std::io::stderr().write_all(line.as_bytes()).expect("standard error takes a line");
}

#[test]
fn the_server_to_test_on_answers() {
    let Some(server) = postgres() else { return };
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    let row = client.query_one("SELECT current_setting('server_encoding')", &[]).unwrap();
    assert_eq!(row.get::<_, String>(0), "UTF8");
}
