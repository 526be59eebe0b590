//! Settings of the user's own: a file that names the store, who acts, the language, aliases of
//! commands and contexts, which are filters that are on by default.
//!
//! A setting of the file is beaten by the environment, which is beaten by the option.

pub(crate) mod alias;
mod read;

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub(crate) use alias::{Aliases, Used};
pub(crate) use read::{Problem, Wrong};

use super::error::{CliError, Kind};
use super::text::{self, Lang};

/// The word that turns contexts off.
pub(crate) const NONE: &str = "none";

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// An option of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A line of the configuration file, from 1.
    File(usize),
    /// Nobody said it; how it is known.
    Default(Known),
}

/// How a setting that nobody said is known, or why it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// The file where configuration usually stands.
    UsualFile,
    /// There is no configuration file.
    NoFile,
    /// `kam.db` in the folder where the command is run.
    InFolder,
    /// The user's data folder.
    DataFolder,
    /// The login of the machine.
    Login,
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`.
    Locale,
    /// No language is named anywhere.
    English,
    /// The clock of the machine.
    Clock,
    /// The store says it.
    Store,
    /// There is no store, or it cannot be opened.
    NoStore,
    /// The store has no staff of that name, alias or login.
    NoStaff,
    /// Nothing is set.
    NotSet,
}

impl Known {
    /// Returns the key that data formats print.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::UsualFile => "usual-place",
            Self::NoFile => "no-file",
            Self::InFolder => "in-this-folder",
            Self::DataFolder => "data-folder",
            Self::Login => "login",
            Self::Locale => "locale",
            Self::English => "no-locale",
            Self::Clock => "clock",
            Self::Store => "store",
            Self::NoStore => "no-store",
            Self::NoStaff => "no-staff",
            Self::NotSet => "not-set",
        }
    }
}

/// A setting, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    /// What is set.
    pub(crate) value: T,
    /// Where.
    pub(crate) origin: Origin,
}

impl<T> Setting<T> {
    /// Returns a value with its origin.
    pub(crate) const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

/// What the configuration file says; nothing where there is none.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file that was read, and who named it.
    pub(crate) file: Option<Setting<PathBuf>>,
    /// The store: a URL, or a path as seen from the file.
    pub(crate) db: Option<Setting<String>>,
    /// Who acts.
    pub(crate) user: Option<Setting<String>>,
    /// The language.
    pub(crate) lang: Option<Setting<Lang>>,
    /// The context that is on by default; [`NONE`] for none.
    pub(crate) context: Option<Setting<String>>,
    /// Short names of command lines.
    pub(crate) aliases: Aliases,
    /// Filters by name.
    pub(crate) contexts: BTreeMap<String, Setting<String>>,
}

impl Config {
    /// Reads the file that `--config` or `KAM_CONFIG` names, else that in the usual place where
    /// there is one. `commands` returns every command, which no alias may hide.
    ///
    /// # Errors
    /// A file that is named and cannot be read, and everything that is wrong with one.
    pub(crate) fn read(
        args: &[OsString],
        env: &HashMap<String, String>,
        folder: &Path,
        commands: impl FnOnce() -> clap::Command,
    ) -> Result<Self, CliError> {
        let Some(named) = named(args, env) else { return Ok(Self::default()) };
        let path = folder.join(&named.value);
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|error| error.utf8_error().to_string()),
            Err(error)
                if error.kind() == std::io::ErrorKind::NotFound
                    && matches!(named.origin, Origin::Default(_)) =>
            {
                return Ok(Self::default());
            }
            Err(error) => Err(error.to_string()),
        };
        let shown = named.value.display().to_string();
        let text = text.map_err(|detail| {
            let (place, by) = (shown.clone(), origin_name(named.origin));
            CliError::new(Kind::Usage, move |lang| {
                text::config_unreadable(lang, &place, by, &detail)
            })
            .hint(text::hint_config_leave_out)
        })?;
        let home = env.get("HOME").map(Path::new);
        let config = read::parse(&text, (&path, home), &commands()).map_err(|problems| {
            let messages = problems.into_iter().map(|problem| {
                let place = shown.clone();
                Box::new(move |lang| text::config_problem(lang, &place, &problem)) as _
            });
            CliError::all(Kind::Usage, messages.collect()).hint(text::hint_config_leave_out)
        })?;
        Ok(Self { file: Some(named), ..config })
    }

    /// Returns the filter of the context called `name`.
    ///
    /// # Errors
    /// There is none, with those that are spelled almost so.
    pub(crate) fn context(&self, name: &str) -> Result<&str, CliError> {
        if let Some(filter) = self.contexts.get(name) {
            return Ok(&filter.value);
        }
        let near = crate::playbook::near(name, self.contexts.keys().map(String::as_str));
        let known: Vec<String> = self.contexts.keys().cloned().collect();
        let name = name.to_owned();
        let error = CliError::usage(move |lang| text::no_context(lang, &name, &near));
        Err(if known.is_empty() {
            error.hint(text::hint_context_write)
        } else {
            error.hint(move |lang| text::hint_contexts(lang, text::join(lang, known.clone())))
        })
    }
}

/// Returns the file to read, and who names it; `None` where nobody does and no home is known.
fn named(args: &[OsString], env: &HashMap<String, String>) -> Option<Setting<PathBuf>> {
    if let Some(path) = option(args, "--config") {
        let set = Setting::new(PathBuf::from(path), Origin::Flag("--config"));
        return Some(set).filter(|set| !set.value.as_os_str().is_empty());
    }
    if let Some(path) = env.get("KAM_CONFIG") {
        return Some(Setting::new(PathBuf::from(path), Origin::Variable("KAM_CONFIG")));
    }
    Some(Setting::new(usual_place(env)?, Origin::Default(Known::UsualFile)))
}

/// Returns where the file usually stands; `None` where no home is known.
pub(crate) fn usual_place(env: &HashMap<String, String>) -> Option<PathBuf> {
    let folder = env.get("XDG_CONFIG_HOME").map(PathBuf::from);
    let folder = folder.or_else(|| env.get("HOME").map(|home| Path::new(home).join(".config")))?;
    Some(folder.join("kam").join("config.toml"))
}

/// Returns the value of an option before the command line is parsed; the last one counts.
pub(super) fn option(args: &[OsString], name: &str) -> Option<OsString> {
    let end = args.iter().position(|arg| arg == "--").unwrap_or(args.len());
    let args = args.get(..end).unwrap_or_default();
    args.iter().enumerate().rev().find_map(|(at, arg)| {
        if arg == name {
            return args.get(at + 1).cloned();
        }
        let value = arg.to_str()?.strip_prefix(name)?.strip_prefix('=')?;
        Some(OsString::from(value))
    })
}

/// Returns the option or variable that named the file.
fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Flag(name) | Origin::Variable(name) => name,
        Origin::File(_) | Origin::Default(_) => "kam",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn an_option_is_found_before_the_line_is_parsed() {
        for (line, expected) in [
            ("kam list", None),
            ("kam list --config x.toml", Some("x.toml")),
            ("kam --config=x.toml list", Some("x.toml")),
            ("kam --config= list", Some("")),
            ("kam --config a --config b list", Some("b")),
            ("kam query -- --config x", None),
            ("kam list --config", None),
            ("kam list --configure x", None),
        ] {
            assert_eq!(option(&args(line), "--config"), expected.map(OsString::from), "{line}");
        }
    }

    #[test]
    fn the_option_beats_the_variable_which_beats_the_usual_place() {
        let env = |pairs: &[(&str, &str)]| -> HashMap<String, String> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let home = ("HOME", "/home/li");
        for (line, variables, expected) in [
            ("kam", &[][..], None),
            ("kam", &[home], Some("/home/li/.config/kam/config.toml")),
            ("kam", &[home, ("XDG_CONFIG_HOME", "/x")], Some("/x/kam/config.toml")),
            ("kam", &[home, ("KAM_CONFIG", "b.toml")], Some("b.toml")),
            ("kam --config a.toml", &[home, ("KAM_CONFIG", "b.toml")], Some("a.toml")),
            ("kam --config=", &[home, ("KAM_CONFIG", "b.toml")], None),
        ] {
            let found = named(&args(line), &env(variables)).map(|set| set.value);
            assert_eq!(found, expected.map(PathBuf::from), "{line} {variables:?}");
        }
    }
}
