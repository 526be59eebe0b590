//! Aliases: short names of command lines.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use super::Setting;

/// Short names, each with the words that it stands for: what another alias stands for is in its
/// place already.
#[derive(Debug, Default)]
pub(crate) struct Aliases(pub(super) BTreeMap<String, Setting<Vec<String>>>);

/// An alias in a command line that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Used {
    /// Its name.
    pub(crate) name: String,
    /// What it stands for, as it would be typed.
    pub(crate) stands_for: String,
}

impl Aliases {
    /// Returns every alias by name, with its words.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Setting<Vec<String>>)> {
        self.0.iter().map(|(name, words)| (name.as_str(), words))
    }

    /// Returns what an alias stands for, as it would be typed; `None` where there is none.
    pub(crate) fn stands_for(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|words| typed(&words.value))
    }

    /// Returns the command line with its alias, where it has one, written out: what follows stays
    /// behind it.
    pub(crate) fn expand(
        &self,
        mut args: Vec<OsString>,
        commands: impl FnOnce() -> clap::Command,
    ) -> (Vec<OsString>, Option<Used>) {
        if self.0.is_empty() {
            return (args, None);
        }
        let at = first_word(args.get(1..).unwrap_or_default(), &commands()).map(|at| at + 1);
        let name = at.and_then(|at| args.get(at)).and_then(|word| word.to_str());
        let found = name.and_then(|name| self.0.get_key_value(name));
        let (Some(at), Some((name, words))) = (at, found) else { return (args, None) };
        let used = Used { name: name.clone(), stands_for: typed(&words.value) };
        args.splice(at..=at, words.value.iter().map(OsString::from));
        (args, Some(used))
    }
}

/// Returns the place of the first word that is no option and no value of one: the command.
pub(super) fn first_word<S: AsRef<OsStr>>(args: &[S], commands: &clap::Command) -> Option<usize> {
    let mut skip = false;
    for (at, arg) in args.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let arg = arg.as_ref().to_string_lossy();
        if arg == "--" {
            return None;
        }
        if let Some(long) = arg.strip_prefix("--") {
            skip = takes_value(long, commands);
        } else if arg == "-" || !arg.starts_with('-') {
            return Some(at);
        }
    }
    None
}

/// Returns whether the word after a global option is its value.
fn takes_value(long: &str, commands: &clap::Command) -> bool {
    let mut options = commands.get_arguments();
    options.any(|option| option.get_long() == Some(long) && option.get_action().takes_values())
}

/// Splits a line into words as a shell does: at blanks, but for those in quotes or behind a
/// backslash. `None` where a quote is never closed.
pub(crate) fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            blank if blank.is_whitespace() => words.extend(word.take()),
            quote @ ('\'' | '"') => {
                let open = word.get_or_insert_default();
                loop {
                    match letters.next()? {
                        close if close == quote => break,
                        '\\' if quote == '"' => match letters.next()? {
                            escaped @ ('"' | '\\') => open.push(escaped),
                            other => open.extend(['\\', other]),
                        },
                        inside => open.push(inside),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(letters.next()?),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Some(words)
}

/// Returns words as a shell takes them.
pub(crate) fn typed(words: &[String]) -> String {
    let quoted = |word: &String| {
        let plain = |c: char| c.is_alphanumeric() || "-_:,./=@%+~".contains(c);
        if !word.is_empty() && word.chars().all(plain) {
            word.clone()
        } else {
            format!("'{}'", word.replace('\'', r"'\''"))
        }
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_split_like_a_shell_splits_them() {
        for (line, expected) in [
            ("", Some(vec![])),
            ("  list  grade:O,H ", Some(vec!["list", "grade:O,H"])),
            ("list 'due<=today or 多达'", Some(vec!["list", "due<=today or 多达"])),
            (r#"list "a \"b\" \n" c"#, Some(vec!["list", r#"a "b" \n"#, "c"])),
            (r"list a\ b \'", Some(vec!["list", "a b", "'"])),
            ("list --note ''", Some(vec!["list", "--note", ""])),
            ("list a'b c'd", Some(vec!["list", "ab cd"])),
            (r"list '\'", Some(vec!["list", r"\"])),
            ("list 'a", None),
            (r#"list "a\"#, None),
            (r"list a\", None),
        ] {
            let expected: Option<Vec<String>> =
                expected.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(words(line), expected, "{line}");
            if let Some(split) = expected {
                assert_eq!(words(&typed(&split)), Some(split), "{line}");
            }
        }
    }

    #[test]
    fn the_command_is_found_behind_global_options() {
        let commands = crate::cli::definition();
        for (line, at) in [
            ("hot 物流", Some(0)),
            ("--db x hot", Some(2)),
            ("--db=x -q hot", Some(2)),
            ("--as 王芳 --lang zh --context none hot", Some(6)),
            ("-q --show-values hot", Some(2)),
            ("--help", None),
            ("-- hot", None),
        ] {
            let args: Vec<&str> = line.split(' ').collect();
            assert_eq!(first_word(&args, &commands), at, "{line}");
        }
        assert_eq!(first_word::<&str>(&[], &commands), None);
    }
}
