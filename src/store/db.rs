//! One connection to a store, whichever engine it lives in.
//!
//! An enum over the two drivers, one SQL text for both: parameters are `$1`, `$2`, … and first
//! appear in that order (on SQLite `$1` is a *named* parameter: any other order would silently
//! swap values), columns are read by position after their names were compared once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use postgres::fallible_iterator::FallibleIterator as _;
use rusqlite::types::ValueRef;

use super::bulk::Bulk;
use super::error::{from_postgres, from_sqlite};
use super::value::{Column, Val};
use super::{StoreError, sqlite};

/// A connection. Reads and writes take `&self`, so that statements can be open side by side;
/// what is written together is put between `begin` and `commit`.
pub struct Db {
    engine: Engine,
}

enum Engine {
    Sqlite(Box<rusqlite::Connection>),
    Postgres(Box<RefCell<Server>>),
}

pub(super) struct Server {
    pub(super) client: postgres::Client,
    prepared: HashMap<String, postgres::Statement>,
}

impl Server {
    fn prepare(&mut self, sql: &str) -> Result<postgres::Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(|e| from_postgres(&e, sql))?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// A row being read.
pub enum Row<'a> {
    /// Of SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// Of PostgreSQL.
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    /// Returns the value of the column at `index`, from 0.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, StoreError> {
        Ok(T::from_val(&self.val(index)?)?)
    }

    /// Returns the text at `index`, as long as the row is there; `None` where there is no value.
    pub fn text(&self, index: usize) -> Result<Option<&str>, StoreError> {
        match self.val(index)? {
            Val::Text(text) => Ok(Some(text)),
            Val::Null => Ok(None),
            Val::Int(_) | Val::Owned(_) => Err(StoreError::Damaged {
                detail: "a cell holds a number where a text was expected".to_owned(),
            }),
        }
    }

    /// Returns the cell at `index` as it is, for longer than the row.
    pub(super) fn kept(&self, index: usize) -> Result<Val<'static>, StoreError> {
        Ok(match self.val(index)? {
            Val::Null => Val::Null,
            Val::Int(number) => Val::Int(number),
            Val::Text(text) => Val::Owned(text.to_owned()),
            Val::Owned(text) => Val::Owned(text),
        })
    }

    /// Returns the cell at `index` as it is.
    pub fn val(&self, index: usize) -> Result<Val<'_>, StoreError> {
        match self {
            Self::Sqlite(row) => {
                let cell = row.get_ref(index).map_err(|e| from_sqlite(&e, "row"))?;
                Ok(match cell {
                    ValueRef::Null => Val::Null,
                    ValueRef::Integer(number) => Val::Int(number),
                    ValueRef::Text(bytes) => {
                        Val::Text(std::str::from_utf8(bytes).map_err(|_| StoreError::Damaged {
                            detail: "a text is not UTF-8".to_owned(),
                        })?)
                    }
                    ValueRef::Real(_) | ValueRef::Blob(_) => {
                        return Err(StoreError::Damaged {
                            detail: "a cell is neither number nor text".to_owned(),
                        });
                    }
                })
            }
            Self::Postgres(row) => {
                let cell: Cell<'_> = row.try_get(index).map_err(|e| from_postgres(&e, "row"))?;
                Ok(cell.0)
            }
        }
    }
}

/// A type that a row of a query is read as.
pub trait FromRow: Sized {
    /// Names of the columns that the query returns, in order; compared once per query.
    const COLUMNS: &'static [&'static str];

    /// Returns the value of a row whose columns are [`Self::COLUMNS`].
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError>;
}

/// Defines a struct that rows of a query are read as: one field per column, by name.
macro_rules! row {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(unreachable_pub)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::store::FromRow for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field),)*];

            fn from_row(row: &$crate::store::Row<'_>) -> Result<Self, $crate::store::StoreError> {
                let mut index = 0..;
                Ok(Self { $($field: row.get(index.next().unwrap_or(usize::MAX))?,)* })
            }
        }
    };
}
pub(crate) use row;

impl Db {
    pub(super) fn sqlite(connection: rusqlite::Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(128);
        Self { engine: Engine::Sqlite(Box::new(connection)) }
    }

    pub(super) fn postgres(client: postgres::Client) -> Self {
        let server = Server { client, prepared: HashMap::new() };
        Self { engine: Engine::Postgres(Box::new(RefCell::new(server))) }
    }

    /// Returns the SQLite connection; `None` on PostgreSQL. For what differs between engines.
    pub(super) fn as_sqlite(&self) -> Option<&rusqlite::Connection> {
        match &self.engine {
            Engine::Sqlite(connection) => Some(connection),
            Engine::Postgres(_) => None,
        }
    }

    /// Calls `ask` with the connection to the server, for what only PostgreSQL needs.
    ///
    /// # Errors
    /// What `ask` says; [`StoreError::Setting`] on SQLite.
    pub(super) fn with_client<T, E: From<StoreError>>(
        &self,
        ask: impl FnOnce(&mut postgres::Client) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.engine {
            Engine::Postgres(server) => ask(&mut server.borrow_mut().client),
            Engine::Sqlite(_) => {
                Err(StoreError::Setting { setting: "engine", found: "SQLite".to_owned() }.into())
            }
        }
    }

    /// Runs several statements without parameters or results: DDL, settings, BEGIN and COMMIT.
    pub(super) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Sqlite(connection) => {
                connection.execute_batch(sql).map_err(|e| sqlite::failed(connection, &e, sql))
            }
            Engine::Postgres(server) => {
                server.borrow_mut().client.batch_execute(sql).map_err(|e| from_postgres(&e, sql))
            }
        }
    }

    /// Runs a statement and returns how many rows it changed.
    pub fn exec(&self, sql: &str, values: &[Val<'_>]) -> Result<u64, StoreError> {
        match &self.engine {
            Engine::Sqlite(connection) => {
                let mut statement = sqlite::prepare(connection, sql, values)?;
                let changed =
                    statement.raw_execute().map_err(|e| sqlite::failed(connection, &e, sql))?;
                Ok(u64::try_from(changed).unwrap_or(0))
            }
            Engine::Postgres(server) => {
                let mut server = server.borrow_mut();
                let statement = server.prepare(sql)?;
                let values: Vec<_> = values
                    .iter()
                    .map(|value| value as &(dyn postgres::types::ToSql + Sync))
                    .collect();
                server.client.execute(&statement, &values).map_err(|e| from_postgres(&e, sql))
            }
        }
    }

    /// Returns what `there` and `here` read: `there` in a thread and with a connection of its own,
    /// that can only read, where the engine is SQLite; else one after the other with this one.
    ///
    /// What this operation wrote is not seen by the other connection: both are to read what it did
    /// not change. Nobody else can change it as long as the operation lasts.
    ///
    /// # Errors
    /// What they say, and where the store cannot be opened once more.
    pub fn beside<T: Send, U>(
        &self,
        there: impl FnOnce(&Self) -> Result<T, StoreError> + Send,
        here: impl FnOnce(&Self) -> Result<U, StoreError>,
    ) -> Result<(T, U), StoreError> {
        let path = self.as_sqlite().and_then(|connection| connection.path());
        let Some(path) = path.filter(|path| !path.is_empty()) else {
            return Ok((there(self)?, here(self)?));
        };
        std::thread::scope(|scope| {
            let reading =
                scope.spawn(|| there(&Self::sqlite(sqlite::open_to_read(Path::new(path))?)));
            let here = here(self);
            let there = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok((there?, here?))
        })
    }

    /// Calls `read` with every row. On PostgreSQL `read` must not use the connection.
    pub fn each(
        &self,
        sql: &str,
        values: &[Val<'_>],
        read: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.rows(sql, values, None, read)
    }

    /// The same of a query whose columns have to be those `expected`, where they are named.
    fn rows(
        &self,
        sql: &str,
        values: &[Val<'_>],
        expected: Option<&[&str]>,
        mut read: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Sqlite(connection) => {
                let mut statement = sqlite::prepare(connection, sql, values)?;
                if let Some(expected) = expected {
                    expect(statement.column_names(), expected)?;
                }
                let mut rows = statement.raw_query();
                while let Some(row) =
                    rows.next().map_err(|e| sqlite::failed(connection, &e, sql))?
                {
                    read(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Engine::Postgres(server) => {
                let mut server = server.borrow_mut();
                let statement = server.prepare(sql)?;
                if let Some(expected) = expected {
                    let names = statement.columns().iter().map(postgres::Column::name);
                    expect(names, expected)?;
                }
                let mut rows = server
                    .client
                    .query_raw(&statement, values.iter())
                    .map_err(|e| from_postgres(&e, sql))?;
                while let Some(row) = rows.next().map_err(|e| from_postgres(&e, sql))? {
                    read(&Row::Postgres(&row))?;
                }
                Ok(())
            }
        }
    }

    /// Calls `take` with every row, read as `T`. On PostgreSQL `take` must not use the connection.
    pub fn each_as<T: FromRow>(
        &self,
        sql: &str,
        values: &[Val<'_>],
        mut take: impl FnMut(T) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.rows(sql, values, Some(T::COLUMNS), |row| take(T::from_row(row)?))
    }

    /// Returns every row, read as `T`.
    pub fn all<T: FromRow>(&self, sql: &str, values: &[Val<'_>]) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each_as(sql, values, |row| {
            found.push(row);
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns the first row, read as `T`; `None` where there is no row.
    pub fn first<T: FromRow>(
        &self,
        sql: &str,
        values: &[Val<'_>],
    ) -> Result<Option<T>, StoreError> {
        Ok(self.all(sql, values)?.into_iter().next())
    }

    /// Returns the first column of the first row; `None` where there is no row or no value.
    pub fn value<T: Column>(&self, sql: &str, values: &[Val<'_>]) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(sql, values, |row| {
            if found.is_none() {
                found = row.get::<Option<T>>(0)?;
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Starts inserting many rows into `table`. Rows are in the table after [`Bulk::finish`].
    pub fn bulk(&self, table: &str, columns: &[&str]) -> Bulk<'_> {
        match &self.engine {
            Engine::Sqlite(connection) => Bulk::into_sqlite(connection, table, columns),
            Engine::Postgres(server) => Bulk::into_postgres(server, table, columns),
        }
    }
}

/// Returns an error where a query has other columns than are read.
fn expect<'n>(found: impl Iterator<Item = &'n str>, expected: &[&str]) -> Result<(), StoreError> {
    let found: Vec<&str> = found.collect();
    if found == expected {
        return Ok(());
    }
    Err(StoreError::Sql { detail: format!("columns {found:?} where {expected:?} are read") })
}

/// A cell as PostgreSQL sends it: BIGINT or TEXT.
struct Cell<'a>(Val<'a>);

impl<'a> postgres::types::FromSql<'a> for Cell<'a> {
    fn from_sql(
        ty: &postgres::types::Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        if *ty == postgres::types::Type::INT8 {
            return i64::from_sql(ty, raw).map(|number| Self(Val::Int(number)));
        }
        <&str>::from_sql(ty, raw).map(|text| Self(Val::Text(text)))
    }

    fn from_sql_null(
        _: &postgres::types::Type,
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(Val::Null))
    }

    fn accepts(ty: &postgres::types::Type) -> bool {
        *ty == postgres::types::Type::INT8 || <&str as postgres::types::FromSql>::accepts(ty)
    }
}

impl postgres::types::ToSql for Val<'_> {
    fn to_sql(
        &self,
        ty: &postgres::types::Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(postgres::types::IsNull::Yes),
            Self::Int(number) if *ty == postgres::types::Type::INT8 => number.to_sql(ty, out),
            Self::Int(_) => Err(format!("a number bound where {ty} stands").into()),
            Self::Text(text) if *ty != postgres::types::Type::INT8 => text.to_sql(ty, out),
            Self::Owned(text) if *ty != postgres::types::Type::INT8 => text.to_sql(ty, out),
            Self::Text(_) | Self::Owned(_) => Err("a text bound where a number stands".into()),
        }
    }

    fn accepts(ty: &postgres::types::Type) -> bool {
        *ty == postgres::types::Type::INT8 || <&str as postgres::types::ToSql>::accepts(ty)
    }

    postgres::types::to_sql_checked!();
}
