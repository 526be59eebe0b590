//! What a command that failed says, and the exit code it ends with.
//!
//! An error is a kind and a message with hints. The kind alone decides the exit code; the
//! `From` impls are where an error of a layer gets its words and its hints.

use std::fmt;

use super::labels;
use super::text::{self, Lang};
use crate::model::mask;
use crate::render::OutputError;
use crate::store::{Conflict, SERVER, StoreError, is_url};

/// Exit codes of the program (design, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// Done, and problems were found.
    Problems = 1,
    /// Done, and what was looked at is damaged, or newer than this program.
    Damaged = 5,
}

/// Why a command failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The command line does not make sense.
    Usage = 2,
    /// Input unusable, unknown id, a rule says no.
    Refused = 3,
    /// The store is locked by another process.
    Locked = 4,
    /// The store is damaged, or newer than this program.
    Store = 5,
    /// Disk, permission, network.
    System = 6,
    /// Not allowed for this user.
    Denied = 7,
    /// A bug in kam.
    Bug = 70,
}

/// A text in the language of whoever will read it.
pub(crate) type Message = Box<dyn Fn(Lang) -> String>;

/// A failed command. A closed pipe is one too: silent, and exit code 0.
pub(crate) struct CliError {
    /// Decides the exit code.
    pub(crate) kind: Kind,
    parts: Vec<Part>,
    closed_pipe: bool,
}

/// A line of what is said.
enum Part {
    /// What went wrong.
    Error(Message),
    /// Where in a file, as `leads.csv:17:3: …`.
    Place(Message),
    /// What to do next.
    Hint(Message),
}

/// What a command returns.
pub(crate) type CliResult = Result<Exit, CliError>;

impl fmt::Debug for CliError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}: {:?}", self.kind, self.lines(Lang::En))
    }
}

impl CliError {
    /// Returns an error of `kind` that says `message`.
    pub(crate) fn new(kind: Kind, message: impl Fn(Lang) -> String + 'static) -> Self {
        Self::all(kind, vec![Box::new(message)])
    }

    /// Returns an error whose input, id or wish is refused.
    pub(crate) fn refused(message: impl Fn(Lang) -> String + 'static) -> Self {
        Self::new(Kind::Refused, message)
    }

    /// Returns an error of the command line.
    pub(crate) fn usage(message: impl Fn(Lang) -> String + 'static) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Returns an error with several messages of the same weight.
    pub(crate) fn all(kind: Kind, messages: Vec<Message>) -> Self {
        let parts = messages.into_iter().map(Part::Error).collect();
        Self { kind, parts, closed_pipe: false }
    }

    /// Returns all of `errors` as one, each with its hints, of the kind of the first; `None` where
    /// there is none.
    pub(crate) fn joined(errors: Vec<Self>) -> Option<Self> {
        errors.into_iter().reduce(Self::with)
    }

    /// Adds what another error says; the kind stays.
    pub(crate) fn with(mut self, next: Self) -> Self {
        self.parts.extend(next.parts);
        self
    }

    /// Adds a message of the same weight.
    pub(crate) fn and(mut self, message: impl Fn(Lang) -> String + 'static) -> Self {
        self.parts.push(Part::Error(Box::new(message)));
        self
    }

    /// Adds a place in a file with what is wrong there.
    pub(crate) fn place(mut self, place: impl Fn(Lang) -> String + 'static) -> Self {
        self.parts.push(Part::Place(Box::new(place)));
        self
    }

    /// Adds what to do next.
    pub(crate) fn hint(mut self, hint: impl Fn(Lang) -> String + 'static) -> Self {
        self.parts.push(Part::Hint(Box::new(hint)));
        self
    }

    /// Returns the error with this remedy alone.
    pub(crate) fn hint_instead(mut self, hint: impl Fn(Lang) -> String + 'static) -> Self {
        self.parts.retain(|part| matches!(part, Part::Error(_)));
        self.hint(hint)
    }

    /// Returns the error of one line of many, which its messages name.
    pub(crate) fn in_line(mut self, line: usize) -> Self {
        for part in &mut self.parts {
            if let Part::Error(message) = part {
                let inner = std::mem::replace(message, Box::new(|_| String::new()));
                *message = Box::new(move |lang| text::in_line(lang, line, inner(lang)));
            }
        }
        self
    }

    /// Returns the exit code.
    pub(crate) fn code(&self) -> u8 {
        if self.closed_pipe { 0 } else { self.kind as u8 }
    }

    /// Returns the lines to print; none where the reader closed the pipe.
    pub(crate) fn lines(&self, lang: Lang) -> Vec<String> {
        if self.closed_pipe {
            return Vec::new();
        }
        let line = |part: &Part| match part {
            Part::Error(message) => text::error_line(lang, message(lang)),
            Part::Place(message) => message(lang),
            Part::Hint(message) => text::hint_line(lang, message(lang)),
        };
        self.parts.iter().map(line).collect()
    }
}

/// Returns what another process changed, with both values; those that are personal masked.
fn conflicting(lang: Lang, conflict: &Conflict) -> String {
    let shown = |value: &Option<String>| match value {
        None => text::nothing_there(lang),
        Some(value) if matches!(conflict.column, "number" | "phone" | "email") => mask(value),
        Some(value) => value.clone(),
    };
    let Conflict { id, column, read, now, operation, by } = conflict;
    let field = labels::label(lang, column).to_lowercase();
    let by = by.clone().unwrap_or_else(|| "?".to_owned());
    text::conflict(lang, id, field, shown(read), operation, by, shown(now))
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        // A file says which it is, within.
        let error = match error.downcast::<OutputError>() {
            Ok(of_file) => return of_file.into(),
            Err(error) => error,
        };
        let closed_pipe = error.kind() == std::io::ErrorKind::BrokenPipe;
        let detail = error.to_string();
        let mut made = Self::new(Kind::System, move |lang| text::cannot_write(lang, &detail))
            .hint(text::hint_output);
        made.closed_pipe = closed_pipe;
        made
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing { place } => {
                Self::refused(move |lang| text::no_store(lang, &place)).hint(text::hint_init)
            }
            StoreError::Foreign { place } => {
                Self::new(Kind::Store, move |lang| text::foreign_store(lang, &place))
                    .hint(text::hint_other_place)
            }
            StoreError::TooNew { found, known } => {
                Self::new(Kind::Store, move |lang| text::store_too_new(lang, found, known))
                    .hint(text::hint_update)
            }
            StoreError::Damaged { detail } => {
                Self::new(Kind::Store, move |lang| text::store_damaged(lang, &detail))
                    .hint(text::hint_damaged)
            }
            StoreError::Locked { holder } => {
                let made = Self::new(Kind::Locked, text::store_locked);
                match holder {
                    Some(holder) => made.hint(move |lang| text::lock_holder(lang, &holder)),
                    None => made.hint(text::hint_locked),
                }
            }
            StoreError::Unreachable { place, detail } => {
                let server = is_url(&place) || place == SERVER;
                Self::new(Kind::System, move |lang| text::unreachable(lang, &place, &detail))
                    .hint(if server { text::hint_server } else { text::hint_disk })
            }
            StoreError::OnNetwork { place, name } => {
                Self::refused(move |lang| text::on_network(lang, &place, &name))
                    .hint(text::hint_on_network)
            }
            StoreError::NoBackup { place, detail } => {
                Self::new(Kind::System, move |lang| text::no_backup(lang, &place, &detail))
                    .hint(text::hint_no_backup)
            }
            StoreError::Denied { detail } => {
                Self::new(Kind::Denied, move |lang| text::denied(lang, &detail))
            }
            StoreError::Duplicate { what } => {
                Self::refused(move |lang| text::duplicate(lang, &what))
            }
            StoreError::Conflict(conflict) => {
                Self::refused(move |lang| conflicting(lang, &conflict)).hint(text::hint_conflict)
            }
            StoreError::Unknown { id } => Self::refused(move |lang| text::unknown_id(lang, &id)),
            StoreError::File { path, source } => {
                let (path, detail) = (path.display().to_string(), source.to_string());
                Self::new(Kind::System, move |lang| text::unreachable(lang, &path, &detail))
                    .hint(text::hint_disk)
            }
            error @ (StoreError::Setting { .. } | StoreError::Sql { .. }) => {
                let detail = error.to_string();
                Self::new(Kind::Bug, move |lang| text::bug(lang, &detail))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OperationId;

    fn text() -> String {
        "x".to_owned()
    }

    #[test]
    fn every_error_of_a_store_has_its_exit_code() {
        let io = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let errors = [
            (StoreError::Missing { place: text() }, 3),
            (StoreError::OnNetwork { place: text(), name: text() }, 3),
            (StoreError::Duplicate { what: text() }, 3),
            (StoreError::Unknown { id: text() }, 3),
            (StoreError::Locked { holder: None }, 4),
            (StoreError::Locked { holder: Some(text()) }, 4),
            (StoreError::Conflict(Box::new(conflict())), 3),
            (StoreError::Foreign { place: text() }, 5),
            (StoreError::TooNew { found: 2, known: 1 }, 5),
            (StoreError::Damaged { detail: text() }, 5),
            (StoreError::Unreachable { place: text(), detail: text() }, 6),
            (StoreError::File { path: text().into(), source: io() }, 6),
            (StoreError::NoBackup { place: text(), detail: text() }, 6),
            (StoreError::Denied { detail: text() }, 7),
            (StoreError::Setting { setting: "x", found: text() }, 70),
            (StoreError::Sql { detail: text() }, 70),
        ];
        for (error, code) in errors {
            let said = error.to_string();
            let error = CliError::from(error);
            assert_eq!(error.code(), code, "{said}");
            for lang in [Lang::En, Lang::Zh] {
                assert!(error.lines(lang).iter().all(|line| line.lines().count() == 1), "{said}");
            }
        }
    }

    fn conflict() -> Conflict {
        Conflict {
            id: "A12".to_owned(),
            column: "name",
            read: Some("多达".to_owned()),
            now: Some("多达商贸".to_owned()),
            operation: OperationId(57),
            by: Some("李娜".to_owned()),
        }
    }

    #[test]
    fn a_conflict_says_both_values_and_whose_they_are() {
        let lines = |conflict: Conflict, lang| {
            CliError::from(StoreError::Conflict(Box::new(conflict))).lines(lang).join("\n")
        };
        insta::assert_snapshot!(lines(conflict(), Lang::En), @"
        error: A12 name: you read 多达, O57 by 李娜 made it 多达商贸 meanwhile; nothing was written
        hint: run the command again to change what is there now
        ");
        insta::assert_snapshot!(lines(conflict(), Lang::Zh), @"
        错误：A12 的名称：读取时为 多达，其间 李娜 的 O57 改为 多达商贸；未写入任何数据
        提示：请重新运行命令，以修改现在的内容
        ");
        let phone = |text: &str| Some(text.to_owned());
        let of_phone =
            Conflict { column: "number", read: phone("+8613800138000"), now: None, ..conflict() };
        let said = lines(of_phone, Lang::En);
        assert!(!said.contains("13800138000") && said.contains("made it nothing"), "{said}");
    }

    #[test]
    fn a_lock_says_who_holds_it_and_what_to_do() {
        let lines = |holder: Option<&str>| {
            CliError::from(StoreError::Locked { holder: holder.map(str::to_owned) }).lines(Lang::En)
        };
        insta::assert_snapshot!(lines(Some("process 7, kam import x.csv")).join("\n"), @"
        error: the store is locked by another process
        hint: it is held by process 7, kam import x.csv; try again when it is done
        ");
        insta::assert_snapshot!(lines(None).join("\n"), @"
        error: the store is locked by another process
        hint: try again when it is done
        ");
    }

    #[test]
    fn a_closed_pipe_is_silent_and_a_full_disk_is_not() {
        let closed = CliError::from(std::io::Error::from(std::io::ErrorKind::BrokenPipe));
        assert_eq!((closed.code(), closed.lines(Lang::En)), (0, Vec::new()));
        let full = CliError::from(std::io::Error::from(std::io::ErrorKind::StorageFull));
        assert_eq!((full.code(), full.lines(Lang::Zh).len()), (6, 2));
    }
}
