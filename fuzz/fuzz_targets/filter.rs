//! Filters: one that was read, printed and read again is itself; a problem has a column.

#![no_main]

use kam::filter::{Context, FilterError, FilterErrors, parse, print};
use kam::model::StaffId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let context = Context::new("2026-03-25".parse().expect("a day"), Some(StaffId(7)));
    match parse(text, &context) {
        Ok(filter) => {
            let printed = print(&filter);
            // What is printed may be longer than what is read.
            if printed.chars().count() <= kam::filter::MAX_LENGTH {
                assert_eq!(parse(&printed, &context), Ok(filter), "{text:?} {printed:?}");
            }
        }
        Err(FilterErrors(problems)) => {
            let columns = text.chars().count();
            assert!(!problems.is_empty());
            for problem in &problems {
                let is_placed = (1..=columns).contains(&problem.column());
                assert!(
                    is_placed || matches!(problem, FilterError::EmptyItem { .. }),
                    "{problem:?}"
                );
            }
        }
    }
});
