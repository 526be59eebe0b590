//! The text of the configuration file: every problem of it with line and column.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::alias::{first_word, words};
use super::{Config, NONE, Origin, Setting};
use crate::cli::text::Lang;
use crate::playbook::{ProblemKind, ValueType, near};

/// Keys of the file.
const KEYS: &[&str] = &["db", "user", "lang", "default_context", "alias", "context"];

/// Something wrong in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Column in characters, from 1.
    pub(crate) column: usize,
    /// Keys down to the value, joined by dots; empty where the text is no TOML.
    pub(crate) key: String,
    /// What is wrong.
    pub(crate) wrong: Wrong,
}

/// The ways in which a value can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Such as a playbook can be wrong, too.
    Toml(ProblemKind),
    /// A text where the table of contexts belongs: what is on is said by another key.
    ContextIsTable,
    /// A word that is no name: blanks in it, or a hyphen before it.
    Name,
    /// An alias has the name of a command.
    HidesCommand,
    /// An alias stands for what is no command and no alias.
    NoCommand(String, Vec<String>),
    /// Aliases that stand for each other.
    Circle(Vec<String>),
    /// A quote or backslash at the end that is never closed.
    OpenQuote,
    /// `--config` in an alias, which is written out after the file was read.
    OwnFile,
    /// A context called `none`.
    Reserved,
    /// There is no such context.
    NoContext(String, Vec<String>),
}

/// A file being read.
struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

/// An entry of a table: its name, and its value with its place.
type Entry<'t> = (&'t Spanned<std::borrow::Cow<'t, str>>, &'t Spanned<DeValue<'t>>);

/// Returns what the text says. Paths of stores are seen from the folder of `file`; `~/` is `home`.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
pub(super) fn parse(
    text: &str,
    (file, home): (&Path, Option<&Path>),
    commands: &clap::Command,
) -> Result<Config, Vec<Problem>> {
    let mut reader = Reader { text, problems: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let kind = ProblemKind::Syntax { message: error.message().to_owned() };
        reader.report(error.span().unwrap_or(0..0), "", Wrong::Toml(kind));
    }
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let mut config = Config::default();
    for entry in table.get_ref() {
        reader.entry(entry, &mut config, commands);
    }
    if let Some(db) = &mut config.db {
        db.value = placed(&db.value, file, home);
    }
    reader.check_default(table.get_ref(), &config);
    reader.problems.sort_by_key(|problem| (problem.line, problem.column));
    if reader.problems.is_empty() { Ok(config) } else { Err(reader.problems) }
}

impl Reader<'_> {
    fn report(&mut self, at: Range<usize>, key: &str, wrong: Wrong) {
        let before = self.text.get(..at.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self.problems.push(Problem { line, column, key: key.to_owned(), wrong });
    }

    fn line(&self, at: &Range<usize>) -> usize {
        self.text.get(..at.start).unwrap_or_default().matches('\n').count() + 1
    }

    fn written(&self, at: Range<usize>) -> String {
        let written = self.text.get(at).unwrap_or_default();
        written.lines().next().unwrap_or_default().to_owned()
    }

    fn entry(&mut self, (key, value): Entry<'_>, config: &mut Config, commands: &clap::Command) {
        match key.get_ref().as_ref() {
            "db" => config.db = self.text_of("db", value),
            "user" => config.user = self.text_of("user", value),
            "lang" => config.lang = self.lang(value),
            "context" => match value.get_ref() {
                DeValue::Table(table) => self.contexts(table, config),
                DeValue::String(_) => self.report(value.span(), "context", Wrong::ContextIsTable),
                _ => self.wrong_type("context", value, ValueType::Table),
            },
            "default_context" => config.context = self.text_of("default_context", value),
            "alias" => match value.get_ref().as_table() {
                Some(table) => self.aliases(table, config, commands),
                None => self.wrong_type("alias", value, ValueType::Table),
            },
            unknown => {
                let near = near(unknown, KEYS.iter().copied());
                self.report(key.span(), unknown, Wrong::Toml(ProblemKind::UnknownKey { near }));
            }
        }
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: ValueType) {
        let found = self.written(value.span());
        let kind = ProblemKind::WrongType { found, expected };
        self.report(value.span(), key, Wrong::Toml(kind));
    }

    /// Returns a text; one that is blank is unset.
    fn text_of(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Setting<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, ValueType::Text);
            return None;
        };
        let set = Setting::new(text.trim().to_owned(), Origin::File(self.line(&value.span())));
        Some(set).filter(|set| !set.value.is_empty())
    }

    fn lang(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Setting<Lang>> {
        let Setting { value: found, origin } = self.text_of("lang", value)?;
        if let Ok(lang) = found.parse() {
            return Some(Setting::new(lang, origin));
        }
        let known = ["en".to_owned(), "zh-CN".to_owned()].to_vec();
        let kind = ProblemKind::UnknownValue { found, known, near: Vec::new() };
        self.report(value.span(), "lang", Wrong::Toml(kind));
        None
    }

    fn contexts(&mut self, table: &DeTable<'_>, config: &mut Config) {
        for (key, value) in table {
            let (name, at) = (key.get_ref().to_string(), key.span());
            let path = format!("context.{name}");
            if name == NONE {
                self.report(at, &path, Wrong::Reserved);
            } else if !is_name(&name) {
                self.report(at, &path, Wrong::Name);
            }
            if let Some(filter) = self.said(&path, value) {
                config.contexts.insert(name, filter);
            }
        }
    }

    /// Returns a text that is not blank.
    fn said(&mut self, path: &str, value: &Spanned<DeValue<'_>>) -> Option<Setting<String>> {
        let before = self.problems.len();
        let text = self.text_of(path, value);
        if text.is_none() && self.problems.len() == before {
            let kind = ProblemKind::Blank { expected: ValueType::Text };
            self.report(value.span(), path, Wrong::Toml(kind));
        }
        text
    }

    fn check_default(&mut self, table: &DeTable<'_>, config: &Config) {
        let Some(name) = config.context.as_ref().map(|set| set.value.as_str()) else { return };
        if name == NONE || config.contexts.contains_key(name) {
            return;
        }
        let near = near(name, config.contexts.keys().map(String::as_str));
        let span = table.get("default_context").map_or(0..0, Spanned::span);
        self.report(span, "default_context", Wrong::NoContext(name.to_owned(), near));
    }

    fn aliases(&mut self, table: &DeTable<'_>, config: &mut Config, commands: &clap::Command) {
        let mut said: BTreeMap<String, (Range<usize>, Setting<Vec<String>>)> = BTreeMap::new();
        for (key, value) in table {
            let (name, at) = (key.get_ref().to_string(), key.span());
            let path = format!("alias.{name}");
            if commands.find_subcommand(&name).is_some() {
                self.report(at.clone(), &path, Wrong::HidesCommand);
            } else if !is_name(&name) {
                self.report(at.clone(), &path, Wrong::Name);
            }
            if let Some(words) = self.words(&path, value) {
                let origin = Origin::File(self.line(&at));
                said.insert(name, (value.span(), Setting::new(words, origin)));
            }
        }
        for (name, (at, set)) in &said {
            let words = |name: &str| said.get(name).map(|(_, set)| set.value.as_slice());
            match resolved(name, &words, commands) {
                Ok(value) => {
                    config.aliases.0.insert(name.clone(), Setting::new(value, set.origin));
                }
                Err(wrong) => self.report(at.clone(), &format!("alias.{name}"), wrong),
            }
        }
    }

    /// Returns the words of an alias: a list of them, or a line that is split as shells do.
    fn words(&mut self, path: &str, value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
        let words = match value.get_ref() {
            DeValue::Array(list) => {
                let mut found = Vec::new();
                for word in list {
                    match word.get_ref().as_str() {
                        Some(word) => found.push(word.to_owned()),
                        None => self.wrong_type(path, word, ValueType::Text),
                    }
                }
                (found.len() == list.len()).then_some(found)?
            }
            DeValue::String(line) => {
                let split = words(line);
                if split.is_none() {
                    self.report(value.span(), path, Wrong::OpenQuote);
                }
                split?
            }
            _ => {
                self.wrong_type(path, value, ValueType::Text);
                return None;
            }
        };
        let own_file = |word: &String| word == "--config" || word.starts_with("--config=");
        if words.is_empty() {
            let kind = ProblemKind::Blank { expected: ValueType::Text };
            self.report(value.span(), path, Wrong::Toml(kind));
        } else if words.iter().any(own_file) {
            self.report(value.span(), path, Wrong::OwnFile);
        }
        Some(words)
    }
}

/// Returns what an alias stands for, aliases in it written out.
fn resolved<'w>(
    name: &str,
    said: &impl Fn(&str) -> Option<&'w [String]>,
    commands: &clap::Command,
) -> Result<Vec<String>, Wrong> {
    let mut words = said(name).unwrap_or_default().to_vec();
    let mut through = vec![name.to_owned()];
    while let Some(at) = first_word(&words, commands) {
        let Some(first) = words.get(at).cloned() else { break };
        if commands.find_subcommand(&first).is_some() {
            break;
        }
        let Some(inner) = said(&first) else {
            let known = commands.get_subcommands().map(clap::Command::get_name);
            let near = near(&first, known);
            return Err(Wrong::NoCommand(first, near));
        };
        let again = through.contains(&first);
        through.push(first);
        if again {
            return Err(Wrong::Circle(through));
        }
        words.splice(at..=at, inner.iter().cloned());
    }
    Ok(words)
}

/// Returns whether a word can be typed as a name: no blank in it, no hyphen before it.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('-') && !name.contains(char::is_whitespace)
}

/// Returns a store as the file names it: a URL as it is, a path as seen from the file's folder.
fn placed(db: &str, file: &Path, home: Option<&Path>) -> String {
    if crate::store::is_url(db) {
        return db.to_owned();
    }
    let path = match (db.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => home.join(below),
        _ => file.parent().unwrap_or(Path::new("")).join(db),
    };
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Config, Vec<Problem>> {
        let file = Path::new("/home/li/.config/kam/config.toml");
        parse(text, (file, Some(Path::new("/home/li"))), &crate::cli::definition())
    }

    #[test]
    fn a_text_is_read_with_the_line_of_each_setting() {
        let config = parsed(
            "# mine\ndb = 'team.db'\nuser = '王芳'\nlang = 'zh'\ndefault_context = 'hz'\n\n\
             [alias]\nhot = 'list grade:O,H'\nwarm = ['hot', 'tag:a b', '-f', 'csv']\n\n\
             [context]\nhz = 'city:杭州 -tag:vip'\n",
        )
        .unwrap();
        let at = |value: &str, line| Some(Setting::new(value.to_owned(), Origin::File(line)));
        assert_eq!(config.db, at("/home/li/.config/kam/team.db", 2));
        assert_eq!(config.user, at("王芳", 3));
        assert_eq!(config.lang, Some(Setting::new(Lang::Zh, Origin::File(4))));
        assert_eq!(config.context, at("hz", 5));
        assert_eq!(config.contexts.get("hz").cloned(), at("city:杭州 -tag:vip", 12));
        let words = |name: &str| config.aliases.0.get(name).unwrap().value.join("|");
        assert_eq!(words("hot"), "list|grade:O,H");
        assert_eq!(words("warm"), "list|grade:O,H|tag:a b|-f|csv");
    }

    #[test]
    fn stores_are_seen_from_the_file() {
        for (db, place) in [
            ("team.db", "/home/li/.config/kam/team.db"),
            ("~/team.db", "/home/li/team.db"),
            ("/srv/team.db", "/srv/team.db"),
            ("postgres://host/kam", "postgres://host/kam"),
        ] {
            let config = parsed(&format!("db = '{db}'")).unwrap();
            assert_eq!(config.db.map(|set| set.value), Some(place.to_owned()), "{db}");
        }
        assert_eq!(parsed("db = ''\nuser = ' '").unwrap().user, None, "empty is unset");
    }

    #[test]
    fn everything_that_is_wrong_is_found_with_its_place() {
        use ProblemKind as P;
        let near = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let toml = Wrong::Toml;
        let text = |found: &str| P::WrongType { found: found.into(), expected: ValueType::Text };
        let table = |found: &str| P::WrongType { found: found.into(), expected: ValueType::Table };
        let known = near(&["en", "zh-CN"]);
        for (source, line, column, key, wrong) in [
            ("a = ", 1, 5, "", None),
            ("usr = 'x'", 1, 1, "usr", Some(toml(P::UnknownKey { near: near(&["user"]) }))),
            ("\nuser = 7", 2, 8, "user", Some(toml(text("7")))),
            (
                "lang = 'fr'",
                1,
                8,
                "lang",
                Some(toml(P::UnknownValue { found: "fr".into(), known, near: vec![] })),
            ),
            ("alias = 1", 1, 9, "alias", Some(toml(table("1")))),
            ("context = 'hz'", 1, 11, "context", Some(Wrong::ContextIsTable)),
            (
                "default_context = 'hank'\n[context]\nhang = 'x'",
                1,
                19,
                "default_context",
                Some(Wrong::NoContext("hank".into(), near(&["hang"]))),
            ),
            ("[context]\nnone = 'x'", 2, 1, "context.none", Some(Wrong::Reserved)),
            ("[context]\n'a b' = 'x'", 2, 1, "context.a b", Some(Wrong::Name)),
            (
                "[context]\nhz = ''",
                2,
                6,
                "context.hz",
                Some(toml(P::Blank { expected: ValueType::Text })),
            ),
            ("[alias]\nlist = 'agenda'", 2, 1, "alias.list", Some(Wrong::HidesCommand)),
            ("[alias]\n-x = 'agenda'", 2, 1, "alias.-x", Some(Wrong::Name)),
            ("[alias]\nx = 'list \"a'", 2, 5, "alias.x", Some(Wrong::OpenQuote)),
            (
                "[alias]\nx = '-q lst 多达'",
                2,
                5,
                "alias.x",
                Some(Wrong::NoCommand("lst".into(), near(&["list"]))),
            ),
            ("[alias]\nx = 'list --config y'", 2, 5, "alias.x", Some(Wrong::OwnFile)),
            ("[alias]\nx = ['list', 1]", 2, 14, "alias.x", Some(toml(text("1")))),
            (
                "[alias]\nx = []",
                2,
                5,
                "alias.x",
                Some(toml(P::Blank { expected: ValueType::Text })),
            ),
        ] {
            let found = parsed(source).unwrap_err();
            let place = (found[0].line, found[0].column, found[0].key.as_str());
            assert_eq!((found.len(), place), (1, (line, column, key)), "{source}: {found:?}");
            match wrong {
                Some(wrong) => assert_eq!(found[0].wrong, wrong, "{source}"),
                None => assert!(matches!(found[0].wrong, Wrong::Toml(P::Syntax { .. }))),
            }
        }
    }

    #[test]
    fn circles_are_found_and_all_problems_at_once() {
        let found = parsed("[alias]\na = 'b x'\nb = '-q a y'\nc = 'a'\nd = 'd'\n").unwrap_err();
        let circles: Vec<String> = found
            .iter()
            .map(|problem| match &problem.wrong {
                Wrong::Circle(through) => through.join(" "),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(circles, ["a b a", "b a b", "c a b a", "d d"]);
        let found = parsed("usr = 1\nlang = 2\n[alias]\nlist = 3\n[context]\nhz = 4").unwrap_err();
        let lines: Vec<usize> = found.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 2, 4, 4, 6]);
    }
}
