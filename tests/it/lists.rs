//! Lists for the tests of importing, and what became of them.

use std::collections::BTreeMap;

use crate::sandbox::Sandbox;

/// The lists of the demo with the kinds of source they are.
pub(crate) const DEMO: [(&str, &str); 3] = [
    ("yellow_pages.csv", "yellow-pages"),
    ("association_members.csv", "association:钱塘商会"),
    ("parts_invoices.csv", "parts-invoices"),
];

/// Returns a list of the demo as it comes.
pub(crate) fn demo_file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/demo/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Returns the sandbox with the lists of the demo in its folder.
pub(crate) fn with_demo_files(kam: Sandbox) -> Sandbox {
    for (name, _) in DEMO {
        kam.file(name, demo_file(name));
    }
    kam
}

/// Returns the sandbox with the lists of the demo imported.
pub(crate) fn with_demo(kam: Sandbox) -> Sandbox {
    let kam = with_demo_files(kam);
    for (name, source) in DEMO {
        kam.out(&format!("import {name} --source {source} --fail-on none -q"));
    }
    kam
}

/// Returns what a command prints as JSON; its exit code must be `code`.
pub(crate) fn json(kam: &Sandbox, args: &str, code: i32) -> serde_json::Value {
    let words: Vec<&str> = args.split_whitespace().chain(["-f", "json"]).collect();
    let output = kam.run(&words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Imports a list and returns its report: counts under `added` and the like.
pub(crate) fn report(kam: &Sandbox, args: &str) -> serde_json::Value {
    json(kam, &format!("import {args} --fail-on none"), 0)[0].take()
}

/// Returns the five outcomes of a report: added, merged, unchanged, held, rejected. They add up
/// to what was collected.
pub(crate) fn outcomes(report: &serde_json::Value) -> [usize; 5] {
    let count = |key: &str| number(&report[key]);
    let outcomes = ["added", "merged", "unchanged", "held", "rejected"].map(count);
    assert_eq!(outcomes.iter().sum::<usize>(), count("collected"), "{report}");
    outcomes
}

/// Returns every record as it is exported.
pub(crate) fn everything(kam: &Sandbox) -> String {
    kam.out("export all")
}

/// Returns the records that are in only one of two exports: those gone with `-`, then those that
/// came to be with `+`, each as kind and id.
pub(crate) fn changes(before: &str, after: &str) -> Vec<String> {
    let only = |sign: char, these: &str, others: &str| -> Vec<String> {
        let others: std::collections::HashSet<&str> = others.lines().collect();
        let of = |line: &str| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            format!("{sign}{} {}", word(&record["record"]), word(&record["id"]))
        };
        these.lines().filter(|line| !others.contains(line)).map(of).collect()
    };
    [only('-', before, after), only('+', after, before)].concat()
}

/// Returns how many records of each kind are in only one of two exports.
pub(crate) fn change_counts(before: &str, after: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for change in changes(before, after) {
        let kind = change.split(' ').next().unwrap().to_owned();
        *counts.entry(kind).or_default() += 1;
    }
    counts
}

/// Returns records of a kind as they are exported.
pub(crate) fn records(kam: &Sandbox, kind: &str) -> Vec<serde_json::Value> {
    let exported = json(kam, &format!("export {kind}"), 0);
    exported.as_array().unwrap().clone()
}

/// Returns the count that a JSON value is.
pub(crate) fn number(value: &serde_json::Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// Returns the text of a JSON value that is one.
pub(crate) fn word(value: &serde_json::Value) -> &str {
    value.as_str().unwrap_or_default()
}
