//! What a user can be told, caused end to end, in English and Chinese side by side.

mod agenda;
mod appointments;
mod deals;
mod funnel;
mod grading;
mod orders;
mod overdue;
mod reports;
mod why;

use crate::sandbox::Sandbox;

/// Returns what a command prints in English, then in Chinese. It has to write nothing, or the
/// second run sees what the first has written.
fn both(kam: &Sandbox, args: &str) -> String {
    both_with(kam, &args.split_whitespace().collect::<Vec<_>>())
}

/// The same with arguments as they are.
fn both_with(kam: &Sandbox, args: &[&str]) -> String {
    let chinese: Vec<&str> = ["--lang", "zh"].iter().chain(args).copied().collect();
    kam.kam_with(args, "") + "---- zh ----\n" + &kam.kam_with(&chinese, "")
}

/// A store with 李娜 S1 and 王芳 S2 of no team.
fn staffed() -> Sandbox {
    let kam = Sandbox::new();
    kam.out("staff add 李娜 -q");
    kam.out("staff add 王芳 -q");
    kam
}

/// The same with accounts of 李娜 since 2 February, each with a phone.
fn with_accounts(names: &[&str]) -> Sandbox {
    let kam = staffed();
    for (at, name) in (1..).zip(names) {
        kam.out(&format!(
            "add {name} --phone 0571-5550-{at:04} --owner 李娜 --today 2026-02-02 -q"
        ));
    }
    kam
}

/// Puts rules in force that are the shipped ones with texts replaced, each of which they have.
fn ruled(kam: &Sandbox, replaced: &[(&str, &str)]) {
    let mut rules = kam.out("playbook show --shipped");
    for (old, new) in replaced {
        assert!(rules.contains(old), "{old}");
        rules = rules.replace(old, new);
    }
    kam.file("rules.toml", rules);
    kam.out("playbook set rules.toml -q");
}
