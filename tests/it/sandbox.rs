//! A folder and a store of its own for one test, and the program run in it as a user would.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day on which tests take place: a Monday.
pub(crate) const TODAY: &str = "2026-03-02";

/// A folder with a store, removed at the end.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
    store: String,
}

/// Runs a test on both engines.
pub(crate) fn on_both(test: impl Fn(&Sandbox)) {
    test(&Sandbox::new());
    if let Some(kam) = Sandbox::on_postgres() {
        test(&kam);
    }
}

impl Sandbox {
    /// Returns a folder without a store.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("kam.db").display().to_string();
        Self { folder, store }
    }

    /// Returns a folder with a new store on SQLite, business days in Shanghai.
    pub(crate) fn new() -> Self {
        let sandbox = Self::empty();
        sandbox.made()
    }

    /// Returns a sandbox with a new store in a schema of its own on the server for tests; `None`,
    /// having said so, where there is no server.
    pub(crate) fn on_postgres() -> Option<Self> {
        let server = crate::skip::postgres()?;
        let mut bytes = [0_u8; 8];
        getrandom::fill(&mut bytes).unwrap();
        let schema = format!("kam_{:016x}", u64::from_le_bytes(bytes));
        let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
        client.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
        let sign = if server.contains('?') { '&' } else { '?' };
        let store = format!("{server}{sign}options=-c%20search_path%3D{schema}");
        let sandbox = Self { folder: tempfile::tempdir().unwrap(), store };
        Some(sandbox.made())
    }

    fn made(self) -> Self {
        let output = self.run(&["init", "--time-zone", "Asia/Shanghai", "-q"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self
    }

    /// Returns the folder that commands are run in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the file or URL of the store.
    pub(crate) fn store(&self) -> &str {
        &self.store
    }

    /// Opens the store itself, to put records into it that no command makes yet.
    pub(crate) fn open(&self) -> kam::store::Store {
        let at = "2026-03-02T01:00:00Z".parse().unwrap();
        kam::store::Store::open(&self.store, &kam::store::Opening::at(at)).unwrap()
    }

    /// Writes a file into the folder and returns its path.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Runs `kam` with arguments split at blanks and returns what it printed: standard output,
    /// then standard error and the exit code where there is something to say.
    pub(crate) fn kam(&self, args: &str) -> String {
        self.kam_with(&args.split_whitespace().collect::<Vec<_>>(), "")
    }

    /// The same with arguments as they are, and standard input.
    pub(crate) fn kam_with(&self, args: &[&str], stdin: &str) -> String {
        let output = self.run_with(args, stdin);
        let mut text = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if !said.is_empty() {
            write!(text, "---- stderr ----\n{said}").unwrap();
        }
        let code = output.status.code().unwrap_or(-1);
        if code != 0 {
            writeln!(text, "---- exit {code} ----").unwrap();
        }
        text.replace(&self.folder().display().to_string(), "FOLDER")
    }

    /// Returns standard output; the command must succeed.
    pub(crate) fn out(&self, args: &str) -> String {
        let output = self.run(&args.split_whitespace().collect::<Vec<_>>());
        assert!(output.status.success(), "{args}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs `kam` and returns all of it.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, "")
    }

    /// Runs `kam` with standard input, an empty environment and a fixed day.
    pub(crate) fn run_with(&self, args: &[&str], stdin: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kam"))
            .args(args)
            .current_dir(self.folder())
            .env_clear()
            .env("KAM_DB", &self.store)
            .env("KAM_TODAY", TODAY)
            .env("KAM_USER", "tester")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads nothing closes its end early.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        child.wait_with_output().unwrap()
    }
}
