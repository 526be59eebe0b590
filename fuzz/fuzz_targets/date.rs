//! Days: one that was read, written and read again is itself, and an order changes none.

#![no_main]

use kam::filter::{day_of, days_of};
use kam::ingest::clean::date::{DateOrder, OrderProof, date};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|cell: &str| {
    let plain = date(cell, None);
    let mut proof = OrderProof::default();
    proof.see(cell);
    for order in DateOrder::ALL {
        let Ok(day) = date(cell, Some(order)) else { continue };
        assert_eq!(date(&day.to_string(), Some(order)), Ok(day), "{cell:?}");
        assert_eq!(date(&day.to_string(), None), Ok(day), "{cell:?}");
        if let Ok(plain) = plain {
            assert_eq!(plain, day, "{cell:?} {order:?}");
        }
    }
    if let Some(order) = proof.order() {
        assert!(date(cell, Some(order)).is_ok(), "{cell:?} {order:?}");
    }
    let today = "2026-03-25".parse().expect("a day");
    if let Some(day) = day_of(cell, today) {
        assert_eq!(day_of(&day.to_string(), today), Some(day), "{cell:?}");
        assert!(days_of(cell, today).contains(&day), "{cell:?}");
    }
});
