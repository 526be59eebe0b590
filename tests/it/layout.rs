//! The layers hold: who may name whom, who prints, who speaks SQL.

use std::path::Path;

use crate::source::{Kind, TestFiles, Token, files_below, test_module, tokens};

/// Top-level module → the others it may name with `crate::`.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("clock", &["model"]),
    ("playbook", &["model"]),
    ("filter", &["model"]),
    ("ingest", &["model", "playbook"]),
    ("rules", &["model", "playbook"]),
    ("checks", &["model", "playbook", "rules"]),
    ("report", &["model", "playbook", "rules"]),
    ("store", &["model"]),
    ("render", &["model"]),
    ("load", &["model", "playbook", "ingest", "store"]),
    (
        "cli",
        &[
            "model", "clock", "playbook", "filter", "ingest", "rules", "checks", "report", "store",
            "render", "load",
        ],
    ),
];

const PRINTING: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];
const SQL: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE"];

/// Returns every breach of the layers in one file, as `path:line: what`.
///
/// `path` is from the package root, as `src/rules/agenda.rs`. Tests are held to the same rules,
/// but may print. The crate roots, `lib.rs` and `main.rs`, may name everything.
fn breaches(path: &str, text: &str, only_tests: bool) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = wrong_names(path, &tokens);
    if !only_tests {
        found.extend(printing(path, &tokens));
    }
    found.extend(sql(path, &tokens));
    found
}

/// Returns the steps from `src` to the module of a file: `rules`, `agenda`.
fn steps(path: &str) -> Vec<&str> {
    path.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect()
}

fn wrong_names(path: &str, tokens: &[Token]) -> Vec<String> {
    let steps = steps(path);
    if matches!(steps[..], ["lib" | "main"]) {
        return Vec::new();
    }
    let own = steps[0];
    let Some((_, allowed)) = MAY_USE.iter().find(|(module, _)| *module == own) else {
        return vec![format!("{path}:1: module `{own}` is not in the table of layers")];
    };
    let shown = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
    Names::of(tokens, steps.len() - usize::from(steps.last() == Some(&"mod")))
        .into_iter()
        .filter(|(_, name)| name != own && !allowed.contains(&name.as_str()))
        .map(|(line, name)| format!("{path}:{line}: names `{name}`; `{own}` may name: {shown}"))
        .collect()
}

fn printing(path: &str, tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = if steps(path)[0] == "cli" || path == "src/main.rs" { tokens.len() } else { 0 };
    while let Some(token) = tokens.get(at) {
        if let Some(end) = test_module(tokens, at) {
            at = end;
            continue;
        }
        at += 1;
        let called = tokens.get(at).is_some_and(|next| next.is_sign('!'));
        if let Some(word) = PRINTING.iter().find(|word| called && token.is_word(word)) {
            let line = token.line;
            found.push(format!("{path}:{line}: prints with `{word}!`; only `cli` prints"));
        }
    }
    found
}

fn sql(path: &str, tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens.iter().filter(|_| steps(path)[0] != "store") {
        if let Kind::Text(text) = &token.kind {
            let first = text.trim_start().split(char::is_whitespace).next().unwrap_or_default();
            let is_file = Path::new(text).extension().is_some_and(|ending| ending == "sql");
            if SQL.contains(&first) || is_file {
                let line = token.line;
                found.push(format!("{path}:{line}: SQL `{first} …`; only `store` speaks SQL"));
            }
        }
    }
    found
}

/// Finds the top-level modules that paths of a file lead to.
struct Names<'a> {
    tokens: &'a [Token],
    found: Vec<(usize, String)>,
}

impl Names<'_> {
    /// Returns line and name of each; `*` and `the crate root` are names that lead to all.
    ///
    /// `depth` is how many modules the file is below the crate root.
    fn of(tokens: &[Token], depth: usize) -> Vec<(usize, String)> {
        let mut names = Names { tokens, found: Vec::new() };
        let mut braces = 0_usize;
        let mut inner: Vec<usize> = Vec::new(); // braces outside each inline module that is open
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let within_path = at > 0 && tokens[at - 1].kind == Kind::Path;
            if !within_path && ["crate", "super", "self"].iter().any(|word| token.is_word(word)) {
                at = names.follow(at, depth + inner.len());
                continue;
            }
            if token.is_sign('{') {
                if at >= 2 && tokens[at - 2].is_word("mod") {
                    inner.push(braces);
                }
                braces += 1;
            } else if token.is_sign('}') {
                braces = braces.saturating_sub(1);
                if inner.last() == Some(&braces) {
                    inner.pop();
                }
            }
            at += 1;
        }
        names.found
    }

    /// Follows a path that stands `depth` modules below the root; returns where it ends.
    fn follow(&mut self, mut at: usize, mut depth: usize) -> usize {
        while let Some(Token { line, kind, .. }) = self.tokens.get(at) {
            match kind {
                Kind::Word(word) => match word.as_str() {
                    "crate" => depth = 0,
                    "super" => depth = depth.saturating_sub(1),
                    "self" => {}
                    name => {
                        if depth == 0 {
                            self.found.push((*line, name.to_owned()));
                        }
                        return at + 1;
                    }
                },
                Kind::Sign('{') => return self.follow_group(at + 1, depth),
                Kind::Sign('*') if depth == 0 => {
                    self.found.push((*line, "*".to_owned()));
                    return at + 1;
                }
                _ => return at,
            }
            at += 1;
            match self.tokens.get(at) {
                Some(next) if next.kind == Kind::Path => at += 1,
                next => {
                    // `pub(crate)` and `pub(in super::super)` say who sees, not what is used.
                    if depth == 0 && !next.is_some_and(|next| next.is_sign(')')) {
                        self.found.push((*line, "the crate root".to_owned()));
                    }
                    return at;
                }
            }
        }
        at
    }

    /// Follows each path of a `{…}` of a `use`, from behind its `{`; returns what is behind its `}`.
    fn follow_group(&mut self, mut at: usize, depth: usize) -> usize {
        while at < self.tokens.len() && !self.tokens[at].is_sign('}') {
            at = self.follow(at, depth);
            let mut braces = 0_usize;
            while let Some(token) = self.tokens.get(at) {
                match token.kind {
                    Kind::Sign('{') => braces += 1,
                    Kind::Sign('}' | ',') if braces == 0 => break,
                    Kind::Sign('}') => braces -= 1,
                    _ => {}
                }
                at += 1;
            }
            at += usize::from(self.tokens.get(at).is_some_and(|token| token.is_sign(',')));
        }
        at + 1
    }
}

#[test]
fn every_file_keeps_to_its_layer() {
    let files = files_below("src");
    assert!(files.iter().any(|(path, _)| path == "src/lib.rs"), "no sources found");
    let tests = TestFiles::of(&files);
    let found: Vec<String> =
        files.iter().flat_map(|(path, text)| breaches(path, text, tests.contain(path))).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_table_names_only_its_own_modules() {
    for (module, allowed) in MAY_USE {
        for name in *allowed {
            assert!(MAY_USE.iter().any(|(known, _)| known == name), "{module} → {name}");
        }
    }
}

/// The names that a text in `src/rules/agenda.rs` is blamed for, which may use model and playbook.
fn blamed(text: &str) -> Vec<String> {
    breaches("src/rules/agenda.rs", text, false)
        .iter()
        .map(|breach| breach.split('`').nth(1).unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn names_of_other_layers_are_found_however_they_are_written() {
    for (text, expected) in [
        // allowed
        ("use crate::model::Day;", &[][..]),
        ("use crate::rules::grade; use super::grade; use self::inner::X;", &[]),
        ("pub(crate) fn f() {} pub(super) fn g() {} pub(in crate::rules) fn h() {}", &[]),
        ("fn f(self) { self.store(); store::open() }", &[]),
        ("// use crate::store;\n/* crate::store */ const A: &str = \"crate::store::X\";", &[]),
        ("mod tests { use super::*; use super::super::grade; }", &[]),
        // planted
        ("use crate::store::Store;", &["store"]),
        ("fn f() -> crate::store::Store { crate::cli::run() }", &["store", "cli"]),
        ("use crate::{model::Day, store, cli::{ui, args::{A, B}}};", &["store", "cli"]),
        ("use crate::{\n    model::{Day, Money},\n    render as show,\n};", &["render"]),
        ("use {crate::store::A, std::fmt};", &["store"]),
        ("use super::super::store;", &["store"]),
        ("use super::{grade, super::store::A};", &["store"]),
        ("mod tests { use super::super::super::store; }", &["store"]),
        ("mod a { mod b {} } use super::super::load::X;", &["load"]),
        (
            "mod a { fn f() { if true {} } use super::super::grade; } use super::super::load;",
            &["load"],
        ),
        ("macro_rules! m { () => { $crate::store::X } }", &["store"]),
        ("#[cfg(test)] mod tests { use crate::store::X; }", &["store"]),
        ("use crate::r#store::X;", &["store"]),
        ("use crate::*;", &["*"]),
        ("use super::super::*;", &["*"]),
        ("use crate as root;", &["the crate root"]),
        ("use super::{super as root};", &["the crate root"]),
        ("use crate::{self as root};", &["the crate root"]),
        ("use crate::nowhere::X;", &["nowhere"]),
    ] {
        assert_eq!(blamed(text), expected, "{text}");
    }
}

#[test]
fn a_breach_says_where_what_and_what_is_allowed() {
    let text = "//! Doc.\n\nuse crate::{\n    model::Day,\n    store::Store,\n};\n";
    assert_eq!(
        breaches("src/rules/mod.rs", text, false),
        ["src/rules/mod.rs:5: names `store`; `rules` may name: model, playbook"]
    );
    assert_eq!(
        breaches("src/model/day.rs", "use crate::clock::Clock;", false),
        ["src/model/day.rs:1: names `clock`; `model` may name: nothing"]
    );
}

#[test]
fn depth_is_that_of_the_file() {
    let up = "use super::store;";
    assert!(breaches("src/rules/agenda.rs", up, false).is_empty(), "rules::store, if there is one");
    for path in ["src/rules/mod.rs", "src/clock.rs"] {
        assert_eq!(breaches(path, up, false).len(), 1, "{path}");
    }
    let far = "use super::super::super::store;";
    assert_eq!(breaches("src/ingest/clean/phone.rs", far, false).len(), 1);
    assert!(breaches("src/ingest/clean/phone.rs", "use super::super::store;", false).is_empty());
}

#[test]
fn roots_may_name_everything_and_cli_all_layers() {
    for path in ["src/lib.rs", "src/main.rs", "src/cli/cmd/list.rs"] {
        let text = "use crate::{model, store, render, load, rules, clock};";
        assert!(breaches(path, text, false).is_empty(), "{path}");
    }
}

#[test]
fn a_module_outside_the_table_is_refused() {
    for path in ["src/utils.rs", "src/utils/text.rs"] {
        assert_eq!(
            breaches(path, "//! Doc.", false),
            [format!("{path}:1: module `utils` is not in the table of layers")]
        );
    }
}

#[test]
fn only_the_command_line_prints() {
    let text = "fn f() {\n    eprintln!(\"x\");\n}";
    assert_eq!(
        breaches("src/load/import.rs", text, false),
        ["src/load/import.rs:2: prints with `eprintln!`; only `cli` prints"]
    );
    for path in ["src/cli/ui.rs", "src/main.rs"] {
        assert!(breaches(path, text, false).is_empty(), "{path}");
    }
    assert!(breaches("src/load/import.rs", "fn print() {} // println!", false).is_empty());
    assert!(breaches("src/load/import/tests.rs", text, true).is_empty());
    let within = "fn f() {}\n#[cfg(test)]\nmod tests { fn g() { println!() } }\nfn h() { dbg!() }";
    assert_eq!(
        breaches("src/load/import.rs", within, false),
        ["src/load/import.rs:4: prints with `dbg!`; only `cli` prints"]
    );
}

#[test]
fn only_the_store_speaks_sql() {
    for text in [
        "const A: &str = \"SELECT 1\";",
        "const A: &str = \"\n    UPDATE deal SET grade = $1\";",
        "const A: &str = r#\"CREATE TABLE x (y)\"#;",
        "const A: &str = include_str!(\"open_deals.sql\");",
    ] {
        assert_eq!(breaches("src/load/import.rs", text, false).len(), 1, "{text}");
        assert_eq!(breaches("src/cli/cmd/list.rs", text, false).len(), 1, "{text}");
        assert!(breaches("src/store/deals.rs", text, false).is_empty(), "{text}");
    }
    for text in ["// SELECT 1", "const A: &str = \"SELECTED\";", "const A: &str = \"update it\";"] {
        assert!(breaches("src/load/import.rs", text, false).is_empty(), "{text}");
    }
}

#[test]
fn the_page_on_architecture_has_the_same_table() {
    let page = include_str!("../../ARCHITECTURE.md");
    for (module, allowed) in MAY_USE {
        let names: Vec<String> = allowed.iter().map(|name| format!("`{name}`")).collect();
        let names = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
        let row = format!("| `{module}` | {names} |");
        assert!(page.lines().any(|line| line == row), "missing: {row}");
    }
}
