//! What surrounds a run of the program: arguments, environment, streams, terminal.
//!
//! Passed in rather than asked for, so that `kam demo` and the tests run commands in this very
//! process, each in a world of its own.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::store::{FileSystem, file_system};

/// The surroundings of one run.
pub struct World<'w> {
    /// Arguments, the program's name first.
    pub args: Vec<OsString>,
    /// Environment variables that are set and not empty.
    pub env: HashMap<String, String>,
    /// The folder that relative paths start from.
    pub folder: PathBuf,
    /// Standard input.
    pub stdin: &'w mut dyn Read,
    /// Standard output.
    pub stdout: &'w mut dyn Write,
    /// Standard error.
    pub stderr: &'w mut dyn Write,
    /// Whether standard input is a terminal.
    pub stdin_is_terminal: bool,
    /// Whether standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// Cells of a line of the terminal; `None` where there is no terminal.
    pub width: Option<usize>,
    /// Tells which file system a path is on.
    pub file_system: fn(&Path) -> FileSystem,
}

/// The variables that kam reads, beside those of the system.
const READ: &[&str] = &[
    "KAM_DB",
    "KAM_USER",
    "KAM_TODAY",
    "KAM_LANG",
    "KAM_CONFIG",
    "KAM_CONTEXT",
    "KAM_COMPLETE",
    "NO_COLOR",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "HOME",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "USER",
    "LOGNAME",
    "COLUMNS",
    "TERM",
];

/// Runs the program in the process's own surroundings and returns its exit code; that of a bug
/// where it panics.
pub fn run_process() -> u8 {
    use std::io::IsTerminal as _;
    let stdin_is_terminal = std::io::stdin().is_terminal();
    let stdout_is_terminal = std::io::stdout().is_terminal();
    let stderr_is_terminal = std::io::stderr().is_terminal();
    let env = environment();
    let lang = super::language(&env, None).value;
    let asked = env.get("COLUMNS").and_then(|text| text.parse().ok());
    let width = stdout_is_terminal
        .then(|| asked.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))))
        .flatten()
        .or(stdout_is_terminal.then_some(80));
    let world = World {
        args: std::env::args_os().collect(),
        env,
        folder: PathBuf::new(),
        stdin: &mut std::io::stdin().lock(),
        stdout: &mut std::io::stdout().lock(),
        stderr: &mut std::io::stderr().lock(),
        stdin_is_terminal,
        stdout_is_terminal,
        stderr_is_terminal,
        width,
        file_system,
    };
    super::caught::keep_quiet();
    super::caught::exit_code(lang, &mut std::io::stderr(), || super::run(world))
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn environment() -> HashMap<String, String> {
    READ.iter()
        .filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}
