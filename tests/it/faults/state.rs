//! What a command left: the store and the files beside it.

use std::path::Path;
use std::process::Command;

use kam::cli::World;

/// Now, in every run: what is written depends on nothing else.
pub(super) const NOW: &str = "2026-03-02T01:30:00Z";

/// What a command leaves beside the store.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Leaves {
    /// Nothing.
    Nothing,
    /// A file: as it was, or as it is to be.
    File(&'static str),
    /// Another store: none, or one with the records that it is to have.
    Store(&'static str),
}

/// The records of a store and its log; nothing where there is no store yet.
type Records = Option<(String, Vec<String>)>;

/// All that must be as it was, or as it is to be.
#[derive(PartialEq, Eq)]
pub(super) struct State {
    records: Records,
    file: Option<Vec<u8>>,
    other: Records,
}

/// What a command in this very process ended with and printed.
pub(super) struct Ran {
    pub(super) code: u8,
    pub(super) out: Vec<u8>,
    pub(super) said: String,
}

/// Runs a command undisturbed. In this process, which is much quicker than starting one; but a file
/// that it leaves would not be in the folder.
pub(super) fn kam(folder: &Path, args: &str) -> Ran {
    if !args.contains(" -o ") {
        return kam_on(folder, "kam.db", args);
    }
    let ran = Command::new(env!("CARGO_BIN_EXE_kam"))
        .args(args.split_whitespace())
        .current_dir(folder)
        .env_clear()
        .envs([("KAM_DB", "kam.db"), ("KAM_TODAY", NOW), ("KAM_USER", "tester")])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    let code = ran.status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX);
    Ran { code, out: ran.stdout, said }
}

fn kam_on(folder: &Path, store: &str, args: &str) -> Ran {
    let (mut out, mut said) = (Vec::new(), Vec::new());
    let env = [("KAM_DB", store), ("KAM_TODAY", NOW), ("KAM_USER", "tester")];
    let code = kam::cli::run(World {
        args: std::iter::once("kam").chain(args.split_whitespace()).map(Into::into).collect(),
        env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        folder: folder.to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut said,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: None,
        file_system: kam::store::file_system,
    });
    Ran { code, out, said: String::from_utf8_lossy(&said).into_owned() }
}

impl State {
    /// Looks at what is left in a folder; an error where the store is damaged or torn.
    pub(super) fn of(folder: &Path, leaves: Leaves) -> Result<Self, String> {
        let (mut file, mut other) = (None, None);
        match leaves {
            Leaves::Nothing => {}
            Leaves::File(name) => file = std::fs::read(folder.join(name)).ok(),
            Leaves::Store(name) => other = records(folder, name)?,
        }
        Ok(Self { records: records(folder, "kam.db")?, file, other })
    }

    /// Returns how two states differ, in few words.
    pub(super) fn against(&self, other: &Self) -> String {
        let count = |records: &Records| {
            records.as_ref().map(|(records, log)| (records.lines().count(), log.len()))
        };
        let size = |state: &Self| state.file.as_ref().map(Vec::len);
        format!(
            "records and operations {:?} for {:?}, file of {:?} for {:?} bytes",
            count(&self.records),
            count(&other.records),
            size(self),
            size(other)
        )
    }
}

/// Returns the records of a store as they are exported, and its log.
fn records(folder: &Path, name: &str) -> Result<Records, String> {
    let exported = kam_on(folder, name, "export all");
    match exported.code {
        0 => {}
        3 if exported.said.contains("kam init") => return Ok(None),
        code => return Err(format!("export all: exit {code}: {}", exported.said)),
    }
    let records = String::from_utf8(exported.out).map_err(|error| error.to_string())?;
    let log = sound(&folder.join(name)).map_err(|error| error.to_string())?;
    Ok(Some((records, log?)))
}

/// Rows of batches that do not add up.
const TORN: &str = "
    SELECT batch.id, collected, (SELECT COUNT(*) FROM batch_row WHERE batch = batch.id)
      FROM batch
     WHERE collected <> added + merged + unchanged + held + rejected
        OR collected <> (SELECT COUNT(*) FROM batch_row WHERE batch = batch.id)";

const LOG: &str = "
    SELECT id || ' ' || at || ' ' || command || ' ' || counts
        || (SELECT ' ' || COUNT(*) FROM operation_insert WHERE op = operation.id)
        || (SELECT ' ' || COUNT(*) FROM operation_change WHERE op = operation.id)
      FROM operation ORDER BY id";

/// Returns the operations of a store that is whole; what is wrong where it is not.
fn sound(path: &Path) -> rusqlite::Result<Result<Vec<String>, String>> {
    let store = rusqlite::Connection::open(path)?;
    let check: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if check != "ok" {
        return Ok(Err(format!("integrity_check: {check}")));
    }
    for (sql, what) in [("PRAGMA foreign_key_check", "foreign keys"), (TORN, "a torn batch")] {
        if store.prepare(sql)?.exists([])? {
            return Ok(Err(what.to_owned()));
        }
    }
    let mut log = store.prepare(LOG)?;
    let lines = log.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>();
    lines.map(Ok)
}
