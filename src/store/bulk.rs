//! Many rows into one table: on SQLite by statements for several rows, on PostgreSQL by COPY.

use std::cell::RefCell;

use super::StoreError;
use super::cells::{CellRef, Cells, Holds};
use super::db::Server;
use super::error::from_postgres;
use super::sqlite;
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

/// Rows into a table of SQLite: many by one statement.
struct SqliteBulk<'d> {
    connection: &'d rusqlite::Connection,
    table: String,
    /// The columns of the values.
    columns: Vec<String>,
    /// What the table looks like; missing before the first row.
    layout: Option<Layout>,
    /// By what the values hold: a statement for each of [`ROWS`], as far as they were needed.
    prepared: Vec<(Vec<Holds>, Statements<'d>)>,
}

/// The columns of a table.
struct Layout {
    /// In their order, with the place of the value that each takes.
    columns: Vec<(String, Option<usize>)>,
    /// Whether the first value is the id that SQLite gives where none is told: the next one.
    has_id: bool,
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
        let failed = |error| sqlite::failed(self.connection, &error, &self.table);
        let layout = if let Some(layout) = &mut self.layout {
            layout
        } else {
            let layout = layout(self.connection, &self.table, &self.columns).map_err(failed)?;
            self.layout.insert(layout)
        };
        let mut holds: Vec<Holds> = cells.holds().collect();
        if layout.has_id && follow_the_last(self.connection, &self.table, cells).map_err(failed)? {
            holds[ID] = Holds::Nothing;
        }
        let known = self.prepared.iter().position(|(known, _)| *known == holds);
        let at = known.unwrap_or_else(|| {
            if self.prepared.len() >= KEPT {
                self.prepared.remove(0);
            }
            self.prepared.push((holds, Statements::default()));
            self.prepared.len() - 1
        });
        let (holds, statements) = &mut self.prepared[at];
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
                let sql = insert(&self.table, &layout.columns, holds, size);
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

/// Returns whether the ids of the rows are those that SQLite gives next: it need not look where
/// they belong then.
fn follow_the_last(
    connection: &rusqlite::Connection,
    table: &str,
    cells: &Cells,
) -> Result<bool, rusqlite::Error> {
    let sql = format!("SELECT COALESCE(MAX(id), 0) FROM {table}");
    let last: i64 = connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    let rows = 0..cells.rows();
    Ok((last + 1..).zip(rows).all(|(id, row)| cells.value(row, ID) == CellRef::Int(id)))
}

/// The place of a record's id: the first of its values.
pub(super) const ID: usize = 0;

/// Returns the columns of a table that rows of `columns` go to: all of them, where those that are
/// not told may be left empty.
fn layout(
    connection: &rusqlite::Connection,
    table: &str,
    columns: &[String],
) -> Result<Layout, rusqlite::Error> {
    let sql = "SELECT name, type = 'INTEGER' AND pk > 0, \"notnull\" = 0 AND dflt_value IS NULL
                 FROM pragma_table_info(?1) ORDER BY cid";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([table])?;
    let (mut found, mut keys, mut is_whole) = (Vec::new(), Vec::new(), true);
    while let Some(row) = rows.next()? {
        let (name, may_be_missing): (String, bool) = (row.get(0)?, row.get(2)?);
        let place = columns.iter().position(|column| *column == name);
        if row.get(1)? {
            keys.push(name.clone());
        }
        is_whole &= place.is_some() || may_be_missing;
        found.push((name, place));
    }
    if !is_whole {
        found.retain(|(_, place)| place.is_some());
    }
    let has_id = keys == ["id"] && columns.first() == keys.first();
    Ok(Layout { columns: found, has_id })
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
/// Naming every column of the table in its order spares SQLite to copy each value.
fn insert(
    table: &str,
    columns: &[(String, Option<usize>)],
    holds: &[Holds],
    rows: usize,
) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", names.join(", "));
    let common = holds.iter().filter(|holds| **holds == Holds::One).count();
    let each = holds.iter().filter(|holds| **holds == Holds::Each).count();
    // Values are bound in their own order, not in that of the columns.
    let before = |place: usize, wanted| holds[..place].iter().filter(|h| **h == wanted).count() + 1;
    let kinds: Vec<(Holds, usize)> = columns
        .iter()
        .map(|(_, place)| match place.map(|place| (place, holds[place])) {
            Some((place, wanted)) => (wanted, before(place, wanted)),
            None => (Holds::Nothing, 0),
        })
        .collect();
    for row in 0..rows {
        let marks = kinds.iter().map(|(holds, number)| match holds {
            Holds::Nothing => "NULL".to_owned(),
            Holds::One => format!("?{number}"),
            Holds::Each => format!("?{}", common + row * each + number),
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
        let (table, layout, prepared) = (table.to_owned(), None, Vec::new());
        let way = Way::Sqlite(SqliteBulk { connection, table, columns, layout, prepared });
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
        let columns = [("id", Some(0)), ("name", None), ("note", Some(2)), ("op", Some(1))];
        let columns = columns.map(|(name, place)| (name.to_owned(), place));
        let holds = [Holds::Each, Holds::One, Holds::Each];
        assert_eq!(
            insert("shop", &columns, &holds, 2),
            "INSERT INTO shop (id, name, note, op) VALUES (?2, NULL, ?3, ?1), (?4, NULL, ?5, ?1)"
        );
    }

    #[test]
    fn ids_are_kept_whether_or_not_they_follow_the_last() {
        on_both(|store| {
            let db = store.db();
            let mut bulk = db.bulk("separation", &["id", "account", "other", "op"]);
            db.batch("INSERT INTO account (id, kind, name, tags, opened_on, op) VALUES (1, '', '', '', '', 1)")
                .unwrap();
            let mut told = Vec::new();
            for ids in [&[1, 2, 3][..], &[7], &[8, 9], &[5, 6], &[10, 12], &[13]] {
                let rows = ids.iter().flat_map(|id| [*id, 1, 1, *id + 100].map(Val::Int));
                bulk.push(&rows.collect::<Vec<_>>()).unwrap();
                bulk.flush().unwrap();
                told.extend(ids.iter().map(|id| (*id, *id + 100)));
            }
            told.sort_unstable();
            let mut found: Vec<(i64, i64)> = Vec::new();
            let read = |row: &crate::store::Row<'_>| {
                found.push((row.get(0)?, row.get(1)?));
                Ok(())
            };
            db.each("SELECT id, op FROM separation ORDER BY id", &[], read).unwrap();
            assert_eq!(found, told);
        });
    }
}
