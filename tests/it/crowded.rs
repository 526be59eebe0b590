//! Lists of firms whose names begin alike, more than are compared with each other.

use crate::lists::{outcomes, report};
use crate::sandbox::Sandbox;

/// Firms of one city whose names begin alike, with phones of their own.
fn firms(from: u32, count: u32, phone: u32) -> String {
    let firm = |at: u32| {
        let own = char::from_u32(0x4e00 + 97 * at).unwrap_or('甲');
        let other = char::from_u32(0x5e00 + 89 * at).unwrap_or('乙');
        format!("宏达{own}{other}物流有限公司,1380{:07},杭州\n", phone + at)
    };
    let header = "公司名称,电话,城市\n".to_owned();
    std::iter::once(header).chain((from..from + count).map(firm)).collect()
}

#[test]
fn who_is_known_is_found_among_many_of_like_names() {
    let kam = Sandbox::new();
    kam.file("first.csv", firms(0, 40, 0));
    kam.file("second.csv", firms(40, 40, 0));
    kam.file("third.csv", firms(20, 40, 500));
    assert_eq!(outcomes(&report(&kam, "first.csv --source exhibition")), [40, 0, 0, 0, 0]);
    assert_eq!(outcomes(&report(&kam, "second.csv --source exhibition")), [40, 0, 0, 0, 0]);
    // The same firms under other phones: half of those of each list.
    assert_eq!(outcomes(&report(&kam, "third.csv --source exhibition")), [0, 40, 0, 0, 0]);
    assert!(!kam.kam("doctor").contains("stray"));
}

#[test]
fn a_row_is_known_again_among_many() {
    let kam = Sandbox::new();
    kam.file("first.csv", firms(0, 5, 0));
    kam.file("second.csv", firms(3, 5, 0));
    kam.file("third.csv", firms(0, 8, 0));
    assert_eq!(outcomes(&report(&kam, "first.csv --source exhibition")), [5, 0, 0, 0, 0]);
    // As if a million rows had been loaded in between.
    let store = rusqlite::Connection::open(kam.folder().join("kam.db")).unwrap();
    let moved = store.execute("UPDATE counter SET last = 1000000 WHERE kind = 'batch_row'", []);
    assert_eq!(moved.unwrap(), 1);
    drop(store);
    assert_eq!(outcomes(&report(&kam, "second.csv --source exhibition")), [3, 0, 2, 0, 0]);
    assert_eq!(outcomes(&report(&kam, "third.csv --source exhibition")), [0, 0, 8, 0, 0]);
    // What a later list repeats stays when the list that brought it is taken back.
    kam.kam("undo O2 -q");
    assert_eq!(kam.kam("list -f ids"), "A1\nA2\nA3\nA4\nA5\nA6\nA7\nA8\n");
    kam.kam("undo O3 -q");
    assert!(kam.kam("redo O3").contains("Did again what O5 had taken back"));
}
