//! Stores for tests: every store test runs on both engines.

use super::{Caller, Setup, Store};

/// Names the server that tests may make schemas on; unset, the tests of PostgreSQL are skipped
/// with a line that says so.
pub(crate) const SERVER: &str = "KAM_TEST_PG";

/// A caller on 2 March 2026.
pub(crate) fn caller(command: &str) -> Caller {
    Caller {
        at: "2026-03-02T01:00:00Z".parse().unwrap(),
        today: "2026-03-02".parse().unwrap(),
        actor: "test".to_owned(),
        staff: None,
        host: "here".to_owned(),
        command: command.to_owned(),
    }
}

pub(crate) fn setup() -> Setup {
    Setup { time_zone: "Asia/Shanghai".to_owned(), playbook: String::new() }
}

/// Runs `test` on a new store of SQLite and, where there is a server, on one of PostgreSQL.
pub(crate) fn on_both(test: impl Fn(&Store)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kam.db");
    let (store, _) = Store::create(path.to_str().unwrap(), &setup(), &caller("init")).unwrap();
    test(&store);
    drop(store);
    assert!(!folder.path().join("kam.db-wal").exists(), "at rest a store is one file");
    if let Some(place) = schema_of_its_own() {
        let (store, _) = Store::create(&place, &setup(), &caller("init")).unwrap();
        test(&store);
    }
}

/// Returns a URL whose schema is new, or `None`, having said so, where there is no server.
#[expect(clippy::disallowed_methods, reason = "the tests' own setting, not the program's")]
pub(crate) fn schema_of_its_own() -> Option<String> {
    let Ok(server) = std::env::var(SERVER) else {
        // Straight to the stream: the test harness would keep a print of a passing test to itself.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), b"skipped: KAM_TEST_PG\n");
        return None;
    };
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).unwrap();
    let schema = format!("kam_{:016x}", u64::from_le_bytes(bytes));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
    let sign = if server.contains('?') { '&' } else { '?' };
    Some(format!("{server}{sign}options=-c%20search_path%3D{schema}"))
}
