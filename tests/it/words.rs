//! Every file says what it is, is finished, and answers one question.

use std::collections::BTreeSet;
use std::io::Write as _;

use crate::source::{TestFiles, files_below, test_module, tokens};

/// Lines of code of a file, tests apart, above which it is named.
const LONG: usize = 500;
/// Lines of code of a file, tests apart, above which it is refused.
const TOO_LONG: usize = 600;

/// Marks of unfinished work; put together here so that this file has none.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!"),
    concat!("unimplemented", "!"),
];

/// Returns what is wrong with the words of a file, as `path:line: what`. The name of a file
/// that has nothing but tests says what it is.
fn complaints(path: &str, text: &str, only_tests: bool) -> Vec<String> {
    let mut found = Vec::new();
    if !only_tests && !text.trim_start().starts_with("//!") {
        found.push(format!("{path}:1: does not begin by saying what it is (`//!`)"));
    }
    for (at, line) in text.lines().enumerate() {
        for mark in UNFINISHED.iter().filter(|mark| has_word(line, mark)) {
            found.push(format!("{path}:{}: unfinished: `{mark}`", at + 1));
        }
    }
    found
}

/// Returns whether `word` stands in `line` and is no part of a longer word.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let inner = |next: char| next.is_alphanumeric() || next == '_';
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(inner) && (word.ends_with('!') || !after.is_some_and(inner))
    })
}

/// Returns how many lines have code on them, without those of modules for tests.
fn code_lines(text: &str) -> usize {
    let tokens = tokens(text);
    let mut lines = BTreeSet::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(end) = test_module(&tokens, at) {
            at = end;
            continue;
        }
        lines.extend(token.line..=token.last_line);
        at += 1;
    }
    lines.len()
}

#[test]
fn every_file_says_what_it_is_and_is_finished() {
    let mut found = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        let files = files_below(folder);
        let tests = TestFiles::of(&files);
        for (path, text) in &files {
            found.extend(complaints(path, text, tests.contain(path)));
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let mut too_long = Vec::new();
    let files = files_below("src");
    let tests = TestFiles::of(&files);
    for (path, text) in files.iter().filter(|(path, _)| !tests.contain(path)) {
        let lines = code_lines(text);
        if lines > TOO_LONG {
            too_long.push(format!("{path}: {lines} lines of code"));
        } else if lines > LONG {
            let line = format!("long: {path}: {lines} lines of code\n");
            std::io::stderr().write_all(line.as_bytes()).expect("standard error takes a line");
        }
    }
    assert!(too_long.is_empty(), "more than {TOO_LONG}:\n{}\n", too_long.join("\n"));
}

#[test]
fn planted_words_are_found() {
    let [do_later, mend, macro_later, macro_never] = UNFINISHED else { panic!("four marks") };
    for (text, expected) in [
        ("//! Doc.\nfn f() {}".to_owned(), &[][..]),
        (format!("//! Doc.\n// the {do_later}s list"), &[]),
        (format!("//! Doc.\nlet un{mend} = 1;"), &[]),
        ("fn f() {}".to_owned(), &["src/a.rs:1: does not begin by saying what it is (`//!`)"]),
        (format!("//! Doc.\n// {do_later}: more"), &["src/a.rs:2: unfinished"]),
        (format!("//! Doc.\n/* {mend} */"), &["src/a.rs:2: unfinished"]),
        (format!("//! Doc.\n\n{macro_later}()"), &["src/a.rs:3: unfinished"]),
        (format!("//! Doc.\n{macro_never}(\"x\")"), &["src/a.rs:2: unfinished"]),
    ] {
        let found = complaints("src/a.rs", &text, false);
        assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
        assert!(found.iter().zip(expected).all(|(own, start)| own.starts_with(start)), "{found:?}");
    }
    assert!(complaints("src/a/tests.rs", "fn f() {}", true).is_empty());
}

#[test]
fn lines_of_code_leave_out_comments_blanks_and_tests() {
    for (text, expected) in [
        ("", 0),
        ("//! Doc.\n\n/* a\nb */\n", 0),
        ("fn f() {\n    // why\n    g(\"a\nb\");\n}\n", 4),
        ("fn f() {}\n#[cfg(test)]\nmod tests {\n    fn g() { if a { b() } }\n}\nfn h() {}", 2),
        ("#[cfg(test)]\n#[allow(dead_code)]\nmod tests {\n}\nfn h() {}", 1),
        ("#[cfg(test)]\nmod tests;\nfn h() {}", 1),
        ("#[cfg(test)]\nfn helper() {}\n", 2),
        ("#[cfg(test)]\nmod tests {", 2),
        ("#[cfg(unix)]\nmod a {\n}\n", 3),
    ] {
        assert_eq!(code_lines(text), expected, "{text}");
    }
}
