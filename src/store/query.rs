//! Questions of the user's own, in SQL: read only, on a connection or in a transaction that cannot
//! write, whatever the text says.

use std::sync::mpsc;
use std::time::Duration;

use postgres::SimpleQueryMessage;
use postgres::types::Type;
use rusqlite::types::ValueRef;

use super::error::{from_postgres, from_sqlite};
use super::{Store, StoreError, sqlite};

/// Words that a statement which only reads begins with.
pub const READING: &[&str] = &["SELECT", "WITH", "VALUES", "EXPLAIN"];

/// Rows that are asked of a server at a time.
const ROWS_AT_A_TIME: usize = 1000;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is no statement that only reads.
    #[error("`{word}` does not only read")]
    Writes {
        /// The word that it begins with, or what the engine said.
        word: String,
    },
    /// The engine does not understand the text.
    #[error("{message}")]
    Wrong {
        /// What the engine said.
        message: String,
        /// The character at which it stopped, from 1; missing: it did not say.
        at: Option<usize>,
    },
    /// The answer took too long.
    #[error("no answer within {seconds} s")]
    TooLong {
        /// How long was waited.
        seconds: u64,
    },
    /// The store itself failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A value of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Anything else, as the engine writes it.
    Text(String),
}

/// Takes an answer: first the names of its columns, then its rows. `false` wants no more.
pub trait Answers {
    /// Takes the names of the columns.
    fn columns(&mut self, names: Vec<String>);
    /// Takes a row, of as many values as there are columns; returns whether more are wanted.
    fn row(&mut self, row: Vec<Answer>) -> bool;
}

impl Store {
    /// Asks `sql` and hands the answer over.
    ///
    /// # Errors
    /// [`QueryError::Writes`] for everything but one reading statement. An engine that is tricked
    /// into a writing one refuses it all the same: SQLite's connection is opened read-only,
    /// PostgreSQL's transaction is READ ONLY.
    pub fn query(
        &self,
        sql: &str,
        seconds: u64,
        answers: &mut dyn Answers,
    ) -> Result<(), QueryError> {
        let word = first_word(sql);
        if !READING.iter().any(|reading| word.eq_ignore_ascii_case(reading)) {
            return Err(QueryError::Writes { word: word.to_owned() });
        }
        match &self.path {
            Some(path) => {
                let connection = sqlite::open_to_read(path)?;
                ask_sqlite(&connection, sql, seconds, answers)
            }
            None => self.db().with_client(|client| ask_postgres(client, sql, seconds, answers)),
        }
    }
}

/// Returns the first word of a statement, comments and brackets before it left out.
fn first_word(sql: &str) -> &str {
    let mut rest = sql.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    loop {
        let after = if let Some(comment) = rest.strip_prefix("--") {
            comment.split_once('\n').map_or("", |(_, rest)| rest)
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/").map_or("", |(_, rest)| rest)
        } else {
            break;
        };
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    &rest[..end]
}

fn ask_sqlite(
    connection: &rusqlite::Connection,
    sql: &str,
    seconds: u64,
    answers: &mut dyn Answers,
) -> Result<(), QueryError> {
    let wrong = |error: rusqlite::Error| sqlite_error(&error, sql, seconds);
    let mut statement = connection.prepare(sql).map_err(wrong)?;
    if !statement.readonly() {
        return Err(QueryError::Writes { word: first_word(sql).to_owned() });
    }
    if statement.parameter_count() > 0 {
        let message = "a parameter has no value".to_owned();
        return Err(QueryError::Wrong { message, at: None });
    }
    answers.columns(statement.column_names().map(str::to_owned).collect());
    let count = statement.column_count();
    let handle = connection.get_interrupt_handle();
    let (done, waiting) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let waited = waiting.recv_timeout(Duration::from_secs(seconds));
            if waited == Err(mpsc::RecvTimeoutError::Timeout) {
                handle.interrupt();
            }
        });
        let mut rows = statement.raw_query();
        let result = loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => break Ok(()),
                Err(error) => break Err(wrong(error)),
            };
            let values: Result<Vec<Answer>, _> =
                (0..count).map(|index| row.get_ref(index).map(answer)).collect();
            match values {
                Ok(values) => {
                    if !answers.row(values) {
                        break Ok(());
                    }
                }
                Err(error) => break Err(wrong(error)),
            }
        };
        drop(done);
        result
    })
}

fn answer(value: ValueRef<'_>) -> Answer {
    match value {
        ValueRef::Null => Answer::Null,
        ValueRef::Integer(number) => Answer::Int(number),
        ValueRef::Real(number) => Answer::Text(number.to_string()),
        ValueRef::Text(bytes) => Answer::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => {
            let digits = |byte: &u8| [byte >> 4, byte & 15];
            let digit = |half| char::from_digit(u32::from(half), 16).unwrap_or('?');
            Answer::Text(bytes.iter().flat_map(digits).map(digit).collect())
        }
    }
}

fn sqlite_error(error: &rusqlite::Error, sql: &str, seconds: u64) -> QueryError {
    use rusqlite::ErrorCode;
    match error {
        rusqlite::Error::SqlInputError { msg, offset, .. } => {
            let before = usize::try_from(*offset).ok().and_then(|bytes| sql.get(..bytes));
            QueryError::Wrong {
                message: msg.clone(),
                at: before.map(|before| before.chars().count() + 1),
            }
        }
        rusqlite::Error::MultipleStatement => {
            QueryError::Wrong { message: "more than one statement".to_owned(), at: None }
        }
        _ => match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::AuthorizationForStatementDenied) => {
                QueryError::Writes { word: error.to_string() }
            }
            Some(ErrorCode::OperationInterrupted) => QueryError::TooLong { seconds },
            _ => match from_sqlite(error, sql) {
                StoreError::Sql { .. } => {
                    QueryError::Wrong { message: error.to_string(), at: None }
                }
                other => other.into(),
            },
        },
    }
}

fn ask_postgres(
    client: &mut postgres::Client,
    sql: &str,
    seconds: u64,
    answers: &mut dyn Answers,
) -> Result<(), QueryError> {
    let limit = seconds.saturating_mul(1000);
    let begin = format!("BEGIN READ ONLY; SET LOCAL statement_timeout = {limit}");
    client.batch_execute(&begin).map_err(|error| from_postgres(&error, &begin))?;
    let result = ask_in_transaction(client, sql, seconds, answers);
    let ended = client.batch_execute("ROLLBACK");
    result.and(ended.map_err(|error| from_postgres(&error, "ROLLBACK").into()))
}

fn ask_in_transaction(
    client: &mut postgres::Client,
    sql: &str,
    seconds: u64,
    answers: &mut dyn Answers,
) -> Result<(), QueryError> {
    let wrong = |error: postgres::Error, before| postgres_error(&error, sql, before, seconds);
    // Only a single statement can be prepared; what follows may take its text as it is.
    let prepared = client.prepare(sql).map_err(|error| wrong(error, 0))?;
    if !prepared.params().is_empty() {
        let message = "a parameter has no value".to_owned();
        return Err(QueryError::Wrong { message, at: None });
    }
    let whole = [Type::INT2, Type::INT4, Type::INT8];
    let numbers: Vec<bool> =
        prepared.columns().iter().map(|column| whole.contains(column.type_())).collect();
    answers.columns(prepared.columns().iter().map(|column| column.name().to_owned()).collect());
    let mut take = |messages: Vec<SimpleQueryMessage>| {
        let mut taken = 0;
        for message in messages {
            let SimpleQueryMessage::Row(row) = message else { continue };
            taken += 1;
            let values = numbers.iter().enumerate().map(|(index, number)| match row.get(index) {
                None => Answer::Null,
                Some(text) => match text.parse() {
                    Ok(value) if *number => Answer::Int(value),
                    _ => Answer::Text(text.to_owned()),
                },
            });
            if !answers.row(values.collect()) {
                return 0;
            }
        }
        taken
    };
    if first_word(sql).eq_ignore_ascii_case("EXPLAIN") {
        take(client.simple_query(sql).map_err(|error| wrong(error, 0))?);
        return Ok(());
    }
    let declare = "DECLARE kam_query NO SCROLL CURSOR FOR ";
    let open = format!("{declare}{sql}");
    client.batch_execute(&open).map_err(|error| wrong(error, declare.len()))?;
    let fetch = format!("FETCH {ROWS_AT_A_TIME} FROM kam_query");
    while take(client.simple_query(&fetch).map_err(|error| wrong(error, 0))?) == ROWS_AT_A_TIME {}
    Ok(())
}

/// Returns what a server said of a statement that had `before` characters of ours before it.
fn postgres_error(error: &postgres::Error, sql: &str, before: usize, seconds: u64) -> QueryError {
    let Some(said) = error.as_db_error() else { return from_postgres(error, sql).into() };
    let message = said.message().to_owned();
    match said.code().code() {
        "25006" => QueryError::Writes { word: message },
        "57014" => QueryError::TooLong { seconds },
        code if ["08", "28", "53", "57"].iter().any(|class| code.starts_with(class)) => {
            from_postgres(error, sql).into()
        }
        _ => {
            let at = match said.position() {
                Some(postgres::error::ErrorPosition::Original(at)) => usize::try_from(*at).ok(),
                _ => None,
            };
            QueryError::Wrong { message, at: at.map(|at| at.saturating_sub(before)) }
        }
    }
}

#[cfg(test)]
mod tests;
