//! Many rows into one table: on SQLite by statements for several rows, on PostgreSQL by COPY.

use std::cell::RefCell;

use super::StoreError;
use super::db::Server;
use super::error::{from_postgres, from_sqlite};
use super::value::Val;

/// Many rows on their way into one table.
pub struct Bulk<'d> {
    way: Way<'d>,
}

enum Way<'d> {
    Sqlite(SqliteBulk<'d>),
    Postgres { server: &'d RefCell<Server>, sql: String, buffer: Vec<u8>, columns: usize },
}

/// Rows into a table of SQLite: many by one statement, and only the columns that hold something.
struct SqliteBulk<'d> {
    connection: &'d rusqlite::Connection,
    table: String,
    columns: Vec<String>,
    /// By what the columns hold: the statement for one row, and that for [`ROWS`].
    prepared: Vec<(Vec<Holds>, Statements<'d>)>,
}

/// What a column holds in the rows that are inserted together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Nothing: the column is left out.
    Nothing,
    /// The same in every row: bound once for all of them.
    One,
    /// A value for every row.
    Each,
}

struct Statements<'d> {
    one: rusqlite::Statement<'d>,
    many: rusqlite::Statement<'d>,
}

/// Rows that one statement of SQLite inserts: starting one costs as much as inserting a row.
pub(super) const ROWS: usize = 40;

/// Bytes of COPY text that are gathered before they are sent.
const COPY_BUFFER: usize = 1 << 20;

/// Kinds of rows whose statements are kept.
const KEPT: usize = 32;

impl SqliteBulk<'_> {
    fn push(&mut self, values: &[Val<'_>]) -> Result<(), StoreError> {
        let width = self.columns.len();
        let Some(first) = values.get(..width) else { return Ok(()) };
        let mut holds = vec![Holds::One; width];
        for row in values.chunks(width).skip(1) {
            for ((holds, value), first) in holds.iter_mut().zip(row).zip(first) {
                if *holds == Holds::One && value != first {
                    *holds = Holds::Each;
                }
            }
        }
        for (holds, first) in holds.iter_mut().zip(first) {
            if *holds == Holds::One && *first == Val::Null {
                *holds = Holds::Nothing;
            }
        }
        let at = match self.prepared.iter().position(|(columns, _)| *columns == holds) {
            Some(at) => at,
            None => self.prepare(holds)?,
        };
        let (holds, Statements { one, many }) = &mut self.prepared[at];
        let failed = |error| from_sqlite(&error, &self.table);
        let common = first.iter().zip(&*holds).filter(|(_, holds)| **holds == Holds::One);
        let mut bound = 0;
        for (value, _) in common {
            bound += 1;
            one.raw_bind_parameter(bound, value).map_err(failed)?;
            many.raw_bind_parameter(bound, value).map_err(failed)?;
        }
        let mut rest = values;
        for (statement, rows) in [(many, ROWS), (one, 1)] {
            while rest.len() >= rows * width {
                let (these, others) = rest.split_at(rows * width);
                let each =
                    these.iter().zip(holds.iter().cycle()).filter(|(_, h)| **h == Holds::Each);
                for ((value, _), index) in each.zip(bound + 1..) {
                    statement.raw_bind_parameter(index, value).map_err(failed)?;
                }
                statement.raw_execute().map_err(failed)?;
                rest = others;
            }
        }
        Ok(())
    }

    fn prepare(&mut self, holds: Vec<Holds>) -> Result<usize, StoreError> {
        let held =
            || self.columns.iter().zip(&holds).filter(|(_, holds)| **holds != Holds::Nothing);
        let names: Vec<&str> = held().map(|(name, _)| name.as_str()).collect();
        let insert = format!("INSERT INTO {} ({}) VALUES ", self.table, names.join(", "));
        let prepare = |rows: usize| {
            let mut next = holds.iter().filter(|holds| **holds == Holds::One).count();
            let mut row = || {
                let mut common = 0;
                let marks = held().map(|(_, holds)| {
                    let number = if *holds == Holds::One { &mut common } else { &mut next };
                    *number += 1;
                    format!("?{number}")
                });
                format!("({})", marks.collect::<Vec<_>>().join(", "))
            };
            let rows: Vec<String> = (0..rows).map(|_| row()).collect();
            let sql = insert.clone() + &rows.join(", ");
            self.connection.prepare(&sql).map_err(|e| from_sqlite(&e, &self.table))
        };
        let statements = Statements { one: prepare(1)?, many: prepare(ROWS)? };
        if self.prepared.len() >= KEPT {
            self.prepared.clear();
        }
        self.prepared.push((holds, statements));
        Ok(self.prepared.len() - 1)
    }
}

impl<'d> Bulk<'d> {
    pub(super) fn into_sqlite(
        connection: &'d rusqlite::Connection,
        table: &str,
        columns: &[&str],
    ) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        let table = table.to_owned();
        Self { way: Way::Sqlite(SqliteBulk { connection, table, columns, prepared: Vec::new() }) }
    }

    pub(super) fn into_postgres(
        server: &'d RefCell<Server>,
        table: &str,
        columns: &[&str],
    ) -> Self {
        let sql = format!("COPY {table} ({}) FROM STDIN", columns.join(", "));
        Self { way: Way::Postgres { server, sql, buffer: Vec::new(), columns: columns.len() } }
    }

    /// Adds rows; `values` are theirs one after the other, each in the order of the columns.
    pub fn push(&mut self, values: &[Val<'_>]) -> Result<(), StoreError> {
        match &mut self.way {
            Way::Sqlite(bulk) => bulk.push(values),
            Way::Postgres { server, sql, buffer, columns } => {
                values.chunks(*columns).for_each(|row| copy_line(buffer, row));
                if buffer.len() >= COPY_BUFFER { send(server, sql, buffer) } else { Ok(()) }
            }
        }
    }

    /// Brings every row added so far into the table.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        match &mut self.way {
            Way::Sqlite(_) => Ok(()),
            Way::Postgres { server, sql, buffer, .. } => send(server, sql, buffer),
        }
    }

    /// Brings every row into the table.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.flush()
    }
}

fn send(server: &RefCell<Server>, sql: &str, buffer: &mut Vec<u8>) -> Result<(), StoreError> {
    if buffer.is_empty() {
        return Ok(());
    }
    let mut server = server.borrow_mut();
    let mut writer = server.client.copy_in(sql).map_err(|e| from_postgres(&e, sql))?;
    std::io::Write::write_all(&mut writer, buffer).map_err(|e| StoreError::Unreachable {
        place: "the PostgreSQL server".to_owned(),
        detail: e.to_string(),
    })?;
    writer.finish().map_err(|e| from_postgres(&e, sql))?;
    buffer.clear();
    Ok(())
}

/// Appends one row in COPY's text format: tab between cells, `\N` for no value.
fn copy_line(buffer: &mut Vec<u8>, values: &[Val<'_>]) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            buffer.push(b'\t');
        }
        match value {
            Val::Null => buffer.extend_from_slice(b"\\N"),
            Val::Int(number) => buffer.extend_from_slice(number.to_string().as_bytes()),
            Val::Text(text) => copy_text(buffer, text),
            Val::Owned(text) => copy_text(buffer, text),
        }
    }
    buffer.push(b'\n');
}

fn copy_text(buffer: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'\\' => buffer.extend_from_slice(b"\\\\"),
            b'\t' => buffer.extend_from_slice(b"\\t"),
            b'\n' => buffer.extend_from_slice(b"\\n"),
            b'\r' => buffer.extend_from_slice(b"\\r"),
            other => buffer.push(other),
        }
    }
}
