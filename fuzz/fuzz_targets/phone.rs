//! Telephone numbers: one that was cleaned, cleaned again, is itself.

#![no_main]

use kam::ingest::clean::phone::phones;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|cell: &str| {
    for area in [None, Some("10"), Some("571")] {
        let mut found = Vec::new();
        let _ = phones(cell, || area, &mut found);
        for phone in &found {
            let (shown, mut again) = (phone.to_string(), Vec::new());
            let problem = phones(&shown, || None, &mut again);
            assert!(problem.is_none(), "{cell:?} {shown}: {problem:?}");
            assert_eq!(again, [phone.clone()], "{cell:?} {shown}");
        }
    }
});
