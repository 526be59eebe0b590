//! What CI runs, tried on planted cases.

use std::fs;
use std::process::Command;

/// Returns whether `.ci/no-skips` accepts a test log, and what it says.
fn no_skips(log: &std::path::Path) -> (bool, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/no-skips");
    let output = Command::new(script).arg(log).output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_log_with_a_test_skipped_for_want_of_a_server_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");

    fs::write(&log, "test a ... ok\nskipped: ../shared\n2 passed\n").unwrap();
    assert_eq!(no_skips(&log), (true, String::new()));

    // Tests that run side by side may begin the line in the middle of another.
    fs::write(&log, "test a ... skipped: KAM_TEST_PG\nok\n1 passed\n").unwrap();
    let (accepted, said) = no_skips(&log);
    assert!(!accepted);
    assert!(said.contains("1:test a ... skipped: KAM_TEST_PG"), "{said}");
}

#[test]
fn a_log_without_tests_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    assert!(!no_skips(&log).0, "absent");
    fs::write(&log, "").unwrap();
    assert!(!no_skips(&log).0, "empty");
    fs::write(&log, "test result: ok. 0 passed; 0 failed\n").unwrap();
    assert!(!no_skips(&log).0, "no test ran");
}
