//! Many rows into one table: on SQLite by statements for several rows, on PostgreSQL by COPY.

use std::cell::RefCell;

use super::StoreError;
use super::cells::{CellRef, Cells, Holds};
use super::db::Server;
use super::error::{from_postgres, from_sqlite};
use super::value::Val;

/// Many rows on their way into one table.
pub struct Bulk<'d> {
    way: Way<'d>,
    /// Rows of [`Bulk::push`], kept to be used again.
    scratch: Cells,
}

enum Way<'d> {
    Sqlite(SqliteBulk<'d>),
    Postgres { server: &'d RefCell<Server>, sql: String, buffer: Vec<u8> },
}

/// Rows into a table of SQLite: many by one statement, and only the columns that hold something.
struct SqliteBulk<'d> {
    connection: &'d rusqlite::Connection,
    table: String,
    columns: Vec<String>,
    /// By what the columns hold: a statement for each of [`ROWS`], as far as they were needed.
    prepared: Vec<(Vec<Holds>, Statements<'d>)>,
}

type Statements<'d> = [Option<rusqlite::Statement<'d>>; ROWS.len()];

/// Rows that one statement of SQLite inserts: starting one costs as much as inserting a row, and
/// it copies the pages that it changes, so that it can be undone.
const ROWS: [usize; 3] = [200, 20, 1];

/// Bytes of COPY text that are gathered before they are sent.
const COPY_BUFFER: usize = 1 << 20;

/// Kinds of rows whose statements are kept.
const KEPT: usize = 8;

impl SqliteBulk<'_> {
    fn push(&mut self, cells: &Cells) -> Result<(), StoreError> {
        if cells.rows() == 0 {
            return Ok(());
        }
        let known =
            self.prepared.iter().position(|(holds, _)| cells.holds().eq(holds.iter().copied()));
        let at = known.unwrap_or_else(|| {
            if self.prepared.len() >= KEPT {
                self.prepared.remove(0);
            }
            self.prepared.push((cells.holds().collect(), Statements::default()));
            self.prepared.len() - 1
        });
        let (holds, statements) = &mut self.prepared[at];
        let failed = |error| from_sqlite(&error, &self.table);
        let columns = |wanted| {
            let columns = holds.iter().enumerate().filter(move |(_, holds)| **holds == wanted);
            columns.map(|(column, _)| column).collect::<Vec<_>>()
        };
        let (common, each) = (columns(Holds::One), columns(Holds::Each));
        let mut row = 0;
        for (statement, size) in statements.iter_mut().zip(ROWS) {
            if cells.rows() - row < size {
                continue;
            }
            let statement = if let Some(statement) = statement {
                statement
            } else {
                let sql = insert(&self.table, &self.columns, holds, size);
                statement.insert(self.connection.prepare(&sql).map_err(failed)?)
            };
            bind(statement, 1, cells, 0, &common).map_err(failed)?;
            while cells.rows() - row >= size {
                let mut next = 1 + common.len();
                for _ in 0..size {
                    bind(statement, next, cells, row, &each).map_err(failed)?;
                    next += each.len();
                    row += 1;
                }
                statement.raw_execute().map_err(failed)?;
            }
        }
        Ok(())
    }
}

/// Binds the values of some columns of a row, from the parameter `first` on.
fn bind(
    statement: &mut rusqlite::Statement<'_>,
    first: usize,
    cells: &Cells,
    row: usize,
    columns: &[usize],
) -> Result<(), rusqlite::Error> {
    columns.iter().zip(first..).try_for_each(|(column, parameter)| {
        statement.raw_bind_parameter(parameter, cells.value(row, *column))
    })
}

/// Returns the statement that inserts so many rows: what every row holds is bound once and first.
fn insert(table: &str, columns: &[String], holds: &[Holds], rows: usize) -> String {
    let held = || columns.iter().zip(holds).filter(|(_, holds)| **holds != Holds::Nothing);
    let names: Vec<&str> = held().map(|(name, _)| name.as_str()).collect();
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", names.join(", "));
    let mut next = holds.iter().filter(|holds| **holds == Holds::One).count();
    for row in 0..rows {
        let mut common = 0;
        let marks = held().map(|(_, holds)| {
            let number = if *holds == Holds::One { &mut common } else { &mut next };
            *number += 1;
            format!("?{number}")
        });
        let marks = marks.collect::<Vec<_>>().join(", ");
        sql.push_str(if row > 0 { ", (" } else { "(" });
        sql.push_str(&marks);
        sql.push(')');
    }
    sql
}

impl rusqlite::ToSql for CellRef<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl<'d> Bulk<'d> {
    pub(super) fn into_sqlite(
        connection: &'d rusqlite::Connection,
        table: &str,
        columns: &[&str],
    ) -> Self {
        let scratch = Cells::new(columns.len());
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        let table = table.to_owned();
        let way = Way::Sqlite(SqliteBulk { connection, table, columns, prepared: Vec::new() });
        Self { way, scratch }
    }

    pub(super) fn into_postgres(
        server: &'d RefCell<Server>,
        table: &str,
        columns: &[&str],
    ) -> Self {
        let sql = format!("COPY {table} ({}) FROM STDIN", columns.join(", "));
        let scratch = Cells::new(columns.len());
        Self { way: Way::Postgres { server, sql, buffer: Vec::new() }, scratch }
    }

    /// Adds rows; `values` are theirs one after the other, each in the order of the columns.
    pub fn push(&mut self, values: &[Val<'_>]) -> Result<(), StoreError> {
        self.scratch.clear();
        for row in values.chunks(self.scratch.width()) {
            for value in row {
                self.scratch.put_val(value);
            }
            self.scratch.end_row();
        }
        push(&mut self.way, &self.scratch)
    }

    /// Adds rows.
    pub(super) fn push_cells(&mut self, cells: &Cells) -> Result<(), StoreError> {
        push(&mut self.way, cells)
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

fn push(way: &mut Way<'_>, cells: &Cells) -> Result<(), StoreError> {
    match way {
        Way::Sqlite(bulk) => bulk.push(cells),
        Way::Postgres { server, sql, buffer } => {
            (0..cells.rows()).for_each(|row| copy_line(buffer, cells, row));
            if buffer.len() >= COPY_BUFFER { send(server, sql, buffer) } else { Ok(()) }
        }
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
fn copy_line(buffer: &mut Vec<u8>, cells: &Cells, row: usize) {
    for column in 0..cells.width() {
        if column > 0 {
            buffer.push(b'\t');
        }
        match cells.value(row, column) {
            CellRef::Null => buffer.extend_from_slice(b"\\N"),
            CellRef::Int(number) => buffer.extend_from_slice(number.to_string().as_bytes()),
            CellRef::Text(text) => copy_text(buffer, text),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::on_both;

    #[test]
    fn any_number_of_rows_is_inserted_whatever_they_hold() {
        on_both(|store| {
            let db = store.db();
            let mut count = 0;
            for rows in [0, 1, 19, 20, 21, 199, 200, 201, 443] {
                let mut bulk = db.bulk("match_key", &["key", "account"]);
                let values = (count..count + rows).flat_map(|key| [Val::Int(key), Val::Int(7)]);
                bulk.push(&values.collect::<Vec<_>>()).unwrap();
                let last = count + rows;
                bulk.push(&[Val::Int(last), Val::Int(last)]).unwrap();
                bulk.finish().unwrap();
                count += rows + 1;
                let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM match_key WHERE key < $1";
                assert_eq!(db.value::<i64>(sql, &[Val::Int(count)]).unwrap(), Some(count));
            }
            for (key, account) in [(0, 0), (1, 7), (2, 2), (count - 2, 7), (count - 1, count - 1)] {
                let sql = "SELECT account FROM match_key WHERE key = $1";
                assert_eq!(db.value::<i64>(sql, &[Val::Int(key)]).unwrap(), Some(account));
            }
        });
    }

    #[test]
    fn columns_of_one_value_are_bound_once_and_first() {
        let columns = ["id", "op", "note"].map(ToOwned::to_owned);
        let holds = [Holds::Each, Holds::One, Holds::Nothing];
        assert_eq!(
            insert("shop", &columns, &holds, 2),
            "INSERT INTO shop (id, op) VALUES (?2, ?1), (?3, ?1)"
        );
    }
}
