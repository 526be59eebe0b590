//! Tables for people: what fits a line of a terminal, in both languages, and what they get where
//! there is nothing to show.

use std::collections::HashMap;

use unicode_width::UnicodeWidthStr as _;

use crate::filled::filled;
use crate::sandbox::{Sandbox, TODAY};

/// Returns what a command prints on a terminal whose lines hold `width` cells.
fn on_terminal(kam: &Sandbox, args: &str, width: usize) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let pairs =
        [("KAM_DB", kam.store()), ("KAM_TODAY", TODAY), ("KAM_USER", "tester"), ("NO_COLOR", "1")];
    let env: HashMap<String, String> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let code = kam::cli::run(kam::cli::World {
        args: std::iter::once("kam").chain(args.split(' ')).map(Into::into).collect(),
        env,
        folder: kam.folder().to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        stdout_is_terminal: true,
        stderr_is_terminal: true,
        width: Some(width),
    });
    assert_eq!(code, 0, "{args}: {}", String::from_utf8_lossy(&err));
    String::from_utf8(out).unwrap()
}

/// The tables that people look at most.
const TABLES: &[&str] = &[
    "list",
    "agenda --all --day 2026-03-09",
    "batch list",
    "batch rows B1 --limit 5",
    "review",
    "history",
    "deal list",
    "contact list",
    "staff list",
    "who 杭州",
    "report funnel",
    "report sources",
    "order",
    "schema",
];

/// No line is longer than the terminal, no character is lost half, and every line of a table has
/// its columns where the header has them.
#[test]
fn tables_fit_the_terminal_in_both_languages() {
    let kam = filled();
    for table in TABLES {
        for lang in ["en", "zh-CN"] {
            for width in [60, 80, 120] {
                let text = on_terminal(&kam, &format!("{table} --lang {lang} -q"), width);
                for line in text.lines() {
                    assert!(line.width() <= width, "{table} {lang} {width}: {line}");
                    assert!(
                        !line.contains('\u{fffd}') && !line.ends_with(' '),
                        "{table}: {line:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn chinese_stands_in_its_columns_and_numbers_to_the_right() {
    let kam = filled();
    insta::assert_snapshot!(on_terminal(&kam, "list --limit 4 -q", 60), @"");
    insta::assert_snapshot!(on_terminal(&kam, "list --limit 4 -q --lang zh-CN", 80), @"");
    insta::assert_snapshot!(on_terminal(&kam, "list --limit 4 -q", 120), @"");
    insta::assert_snapshot!(on_terminal(&kam, "agenda --all --day 2026-03-09 --limit 3 -q", 60), @"");
    insta::assert_snapshot!(on_terminal(&kam, "agenda --all --day 2026-03-09 --limit 3 -q --lang zh-CN", 80), @"");
    insta::assert_snapshot!(on_terminal(&kam, "agenda --all --day 2026-03-09 --limit 3 -q", 120), @"");
    insta::assert_snapshot!(on_terminal(&kam, "batch list -q --lang zh-CN", 60), @"");
    insta::assert_snapshot!(on_terminal(&kam, "batch list -q", 80), @"");
    insta::assert_snapshot!(on_terminal(&kam, "review -q", 60), @"");
    insta::assert_snapshot!(on_terminal(&kam, "review -q --lang zh-CN", 120), @"");
    insta::assert_snapshot!(on_terminal(&kam, "deal list --limit 3 -q", 60), @"");
    insta::assert_snapshot!(on_terminal(&kam, "deal list --limit 3 -q --lang zh-CN", 120), @"");
    insta::assert_snapshot!(on_terminal(&kam, "history --columns id,actor,command,counts --limit 2 -q", 80), @"");
}

#[test]
fn an_empty_store_says_what_to_do_next_unless_it_is_to_be_quiet() {
    let kam = Sandbox::new();
    for table in ["list", "agenda", "batch list", "review", "deal list", "who nobody", "staff list"]
    {
        let quiet = kam.run(&[&table.split(' ').collect::<Vec<_>>()[..], &["-q"]].concat());
        assert!(quiet.status.success(), "{table}");
        assert_eq!(String::from_utf8_lossy(&quiet.stderr), "", "kam {table} -q");
        let json = kam.out(&format!("{table} -f json -q"));
        assert_eq!(json, "[]\n", "kam {table}");
    }
    insta::assert_snapshot!(kam.kam("list"), @"");
    insta::assert_snapshot!(kam.kam("batch list --lang zh-CN"), @"");
    insta::assert_snapshot!(kam.kam("deal list"), @"");
    insta::assert_snapshot!(kam.kam("review"), @"");
}
