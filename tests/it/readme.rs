//! README.md: what it shows is what is printed, and it names every command.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::sandbox::TODAY;

/// The page itself.
const README: &str = include_str!("../../README.md");

/// Lists that the tour is taken with.
const LISTS: &[&str] =
    &["yellow_pages.csv", "association_members.csv", "parts_invoices.csv", "staff.csv"];

/// Returns the page with what `run` prints for every command of its `console` blocks in place of
/// what stands there. A command ends where its line does not end in a backslash.
fn played(text: &str, mut run: impl FnMut(&str) -> String) -> String {
    let mut page = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        page.push_str(line);
        page.push('\n');
        if line != "```console" {
            continue;
        }
        let mut command: Option<String> = None;
        for line in lines.by_ref() {
            let typed = match (&mut command, line.strip_prefix("$ ")) {
                (Some(open), _) => {
                    open.push('\n');
                    open.push_str(line);
                    true
                }
                (None, Some(first)) => {
                    command = Some(first.to_owned());
                    true
                }
                (None, None) => false,
            };
            if typed || line == "```" {
                page.push_str(line);
                page.push('\n');
            }
            if line == "```" {
                break;
            }
            if typed && !line.ends_with('\\') {
                page.push_str(&run(&command.take().unwrap_or_default()));
            }
        }
    }
    page
}

/// Returns what a shell prints for a command line, both streams, in a folder with `kam` on the
/// path.
fn shell(folder: &Path, line: &str) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_kam")).parent().unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", programs.display());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{line}")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("LC_ALL", "C")
        .env("KAM_TODAY", TODAY)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.replace(&format!("{}/", folder.display()), "")
}

/// Returns the paths of every command below `command`: `["batch"]`, `["batch", "rows"]`.
fn paths(command: &clap::Command) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for below in command.get_subcommands() {
        found.push(vec![below.get_name().to_owned()]);
        for mut path in paths(below) {
            path.insert(0, below.get_name().to_owned());
            found.push(path);
        }
    }
    found
}

/// Returns the commands that a page does not name: one as `kam batch` in backticks, one below it
/// in a line that names both.
fn unnamed(page: &str, paths: &[Vec<String>]) -> Vec<String> {
    let named = |path: &&Vec<String>| {
        let [first, rest @ ..] = path.as_slice() else { return true };
        page.lines().any(|line| {
            line.contains(&format!("`kam {first}`"))
                && rest.iter().all(|word| line.contains(&format!("`{word}`")))
        })
    };
    paths.iter().filter(|path| !named(path)).map(|path| path.join(" ")).collect()
}

/// Returns words after `kam` that a page puts into backticks and that are no command.
fn unknown(page: &str, paths: &[Vec<String>]) -> BTreeSet<String> {
    let known = |word: &str| paths.iter().any(|path| path[0] == word);
    let named = page.split("`kam ").skip(1).filter_map(|rest| rest.split([' ', '`', '\n']).next());
    named.filter(|word| !word.starts_with('-') && !known(word)).map(str::to_owned).collect()
}

/// Returns what is wrong with the help of a command and of those below it.
fn help_complaints(command: &clap::Command, path: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let first = about.split(' ').next().unwrap_or_default();
    if !first.starts_with(|c: char| c.is_ascii_uppercase()) {
        wrong.push(format!("{path}: the first line does not begin with a capital: `{about}`"));
    }
    if about.ends_with('.') {
        wrong.push(format!("{path}: the first line ends with a full stop: `{about}`"));
    }
    if ["s", "ing", "ed"].iter().any(|ending| first.ends_with(ending)) {
        wrong.push(format!("{path}: the first line is no imperative: `{about}`"));
    }
    let examples = examples(command);
    let begins = |example: &String| {
        example.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if !examples.iter().any(begins) {
        wrong.push(format!("{path}: no example begins with it"));
    }
    for below in command.get_subcommands() {
        wrong.extend(help_complaints(below, &format!("{path} {}", below.get_name())));
    }
    wrong
}

/// Returns the lines of examples of a command.
fn examples(command: &clap::Command) -> Vec<String> {
    let help = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    help.lines().filter(|line| line.starts_with("  ")).map(|line| line.trim().to_owned()).collect()
}

/// Returns the examples of a command and of those below it that cannot be read.
fn unreadable(command: &clap::Command) -> Vec<String> {
    let mut wrong: Vec<String> =
        examples(command).into_iter().filter(|line| !reads(line)).collect();
    for below in command.get_subcommands() {
        wrong.extend(unreadable(below));
    }
    wrong
}

/// Returns whether every `kam` of a pipeline is a command line that kam takes, and there is one.
fn reads(line: &str) -> bool {
    let mut seen = false;
    for program in words(line).split(|word| word == "|") {
        if program.first().is_none_or(|name| name != "kam") {
            continue;
        }
        seen = true;
        let end = program.iter().position(|word| matches!(word.as_str(), ">" | "<"));
        let args = program[..end.unwrap_or(program.len())].iter();
        // A term that is turned round stands with a minus of its own.
        let args = args.map(|word| match word.strip_prefix('-') {
            Some(term) if !term.starts_with('-') && term.contains(':') => term,
            _ => word,
        });
        if kam::cli::definition().try_get_matches_from(args).is_err() {
            return false;
        }
    }
    seen
}

/// Splits a line at blanks, as a shell does; what stands in single quotes stays together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![];
    let mut word: Option<String> = None;
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[test]
fn what_the_page_shows_is_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    for list in LISTS {
        let path = format!("{}/fixtures/demo/{list}", env!("CARGO_MANIFEST_DIR"));
        fs::copy(path, folder.path().join(list)).unwrap();
    }
    let printed = played(README, |line| shell(folder.path(), line));
    if printed != README {
        let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/README.md");
        fs::write(path, &printed).unwrap();
        let line = README.lines().zip(printed.lines()).take_while(|(a, b)| a == b).count();
        panic!("README.md:{}: something else is printed; all of it is in {path}", line + 1);
    }
}

#[test]
fn the_page_names_every_command_and_no_other() {
    let paths = paths(&kam::cli::definition());
    assert!(paths.len() > 30, "{paths:?}");
    assert_eq!(unnamed(README, &paths), Vec::<String>::new());
    assert_eq!(unknown(README, &paths), BTreeSet::new());
    assert!(README.lines().count() <= 600);
}

#[test]
fn every_command_has_help_with_an_example_of_its_own() {
    let kam = kam::cli::definition();
    let wrong = kam.get_subcommands();
    let wrong: Vec<String> = wrong
        .flat_map(|below| help_complaints(below, &format!("kam {}", below.get_name())))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_example_can_be_typed() {
    assert_eq!(unreadable(&kam::cli::definition()), Vec::<String>::new());
}

#[test]
fn outputs_are_replaced_and_nothing_else_is() {
    let page = "a\n```sh\n$ no\n```\n```console\n$ one \\\n    two\nold\nolder\n$ three\n```\nb\n";
    let mut ran = Vec::new();
    let printed = played(page, |line| {
        ran.push(line.to_owned());
        "new\n".to_owned()
    });
    assert_eq!(ran, ["one \\\n    two", "three"]);
    let expected =
        "a\n```sh\n$ no\n```\n```console\n$ one \\\n    two\nnew\n$ three\nnew\n```\nb\n";
    assert_eq!(printed, expected);
}

#[test]
fn a_page_without_a_command_is_noticed() {
    let paths = paths(
        &clap::Command::new("kam")
            .subcommand(clap::Command::new("batch").subcommand(clap::Command::new("rows"))),
    );
    assert_eq!(unnamed("`kam batch` `rows`", &paths), Vec::<String>::new());
    assert_eq!(unnamed("`kam batch`\n`rows`", &paths), ["batch rows"]);
    assert_eq!(unnamed("`kam batches` `rows`", &paths), ["batch", "batch rows"]);
    assert_eq!(
        unknown("`kam --as 李娜 batch`, `kam undo O12`", &paths),
        ["undo".to_owned()].into()
    );
}

#[test]
fn help_without_example_or_imperative_is_noticed() {
    let help = |about: &'static str, examples: &'static str| {
        help_complaints(
            &clap::Command::new("batch").about(about).before_help(examples),
            "kam batch",
        )
    };
    assert_eq!(help("Show a batch", "Examples:\n  kam batch B3\n"), Vec::<String>::new());
    assert_eq!(help("Show a batch", ""), ["kam batch: no example begins with it"]);
    assert_eq!(help("Show a batch", "Examples:\n  kam list\n").len(), 1);
    assert_eq!(help("Shows a batch.", "Examples:\n  kam batch B3\n").len(), 2);
    assert_eq!(help("", "Examples:\n  kam batch B3\n").len(), 1);
}

#[test]
fn an_example_that_is_not_taken_is_noticed() {
    for line in ["kam list city:杭州 -tag:vip 'due<=today'", "cat x | kam import - --source vip"]
    {
        assert!(reads(line), "{line}");
    }
    for line in ["kam lists", "kam list --colour red", "cat x", "kam list | kam assign"] {
        assert!(!reads(line), "{line}");
    }
}
