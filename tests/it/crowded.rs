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
