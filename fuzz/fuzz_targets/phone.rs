//! Telephone numbers: one that was cleaned, cleaned again, is itself.

#![no_main]

use kam::ingest::clean::phone::phones;
use kam::model::{Phone, PhoneKind};
use libfuzzer_sys::fuzz_target;

fn is_other(phone: &Phone) -> bool {
    phone.kind == PhoneKind::Other && !phone.number.starts_with('+')
}

fuzz_target!(|cell: &str| {
    for area in [None, Some("10"), Some("571")] {
        let mut found = Vec::new();
        let _ = phones(cell, || area, &mut found);
        // Ten digits without a country code are told by their groups, which are not kept.
        for phone in found.iter().filter(|phone| phone.number.len() != 10 || !is_other(phone)) {
            let (shown, mut again) = (phone.to_string(), Vec::new());
            let problem = phones(&shown, || None, &mut again);
            assert!(problem.is_none(), "{cell:?} {shown}: {problem:?}");
            assert_eq!(again, [phone.clone()], "{cell:?} {shown}");
        }
    }
});
