//! `kam blame`: where every value of a record comes from.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::history::put_typed;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliResult;
use crate::cli::show::ShowArgs;
use crate::cli::{given, resolve};
use crate::model::{
    AccountId, AnyId, Batch, BatchId, ContactId, Id as _, IdKind, Instant, Operation, OperationId,
    PhoneId, Source,
};
use crate::render::{ANY, AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::store::{Blamed, Column as _, Db, StoreError, Val};

/// Show which operation, and which row of which list, gave every field its value
///
/// Of an account with its contacts and phones, or of any one record by id. A value that several
/// rows of one list may have given names them all.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam blame 多达
  kam blame A12 --columns field,value,operation,list_rows
  kam blame D87 -f json
")]
pub(crate) struct BlameArgs {
    /// Account by id or name, or a record by id (D87, P31, T90); `-` reads it from standard input
    #[arg(value_name = "ACCOUNT|RECORD")]
    of: String,

    #[command(flatten)]
    show: ShowArgs,
}

/// A field with where its value comes from.
pub(crate) struct BlameRow {
    blamed: Blamed,
    at: Instant,
    actor: String,
    rows: Vec<String>,
    sources: Vec<String>,
    files: Vec<String>,
}

impl Tabular for BlameRow {
    const KEYS: &'static [&'static str] =
        &["record", "field", "value", "operation", "at", "actor", "list_rows", "sources", "files"];
    const TYPES: &'static [CellType] = types![
        AnyId,
        = KEY,
        = ANY,
        OperationId,
        Instant,
        String,
        Vec<String>,
        Vec<String>,
        Vec<String>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let Blamed { record, field, value, operation } = &self.blamed;
        put(record.as_cell());
        put(Cell::Key(field));
        put_typed(record.kind, field, value, put);
        put(operation.as_cell());
        put(self.at.as_cell());
        put(self.actor.as_cell());
        put(self.rows.as_cell());
        put(self.sources.as_cell());
        put(self.files.as_cell());
    }
}

/// What a line of 80 characters holds.
const IN_TABLES: &[&str] = &["record", "field", "value", "operation", "actor", "list_rows"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &BlameArgs) -> CliResult {
    let session = ctx.open()?;
    let of = given::only(ctx, &args.of)?;
    let db = session.store.db();
    let named = AnyId::parse(&of).filter(|id| id.kind != IdKind::AccountId);
    let (account, blamed) = if let Some(id) = named {
        (account_of(db, id)?, db.blame(id.kind, &[id.number])?)
    } else {
        let account = resolve::account(db, &of)?;
        (Some(account), of_account(db, account)?)
    };
    if let Some(id) = named.filter(|_| blamed.is_empty()) {
        return Err(StoreError::Unknown { id: id.to_string() }.into());
    }
    let found = authored(db, account, blamed)?;
    ctx.ui.show(&args.show.for_people(IN_TABLES), found)
}

/// Columns of where an account's fields come from.
const OF_AN_ACCOUNT: &[&str] =
    &["record", "field", "value", "at", "sources", "list_rows", "files", "operation", "actor"];

/// Prints where every field of accounts, their contacts and phones comes from.
pub(super) fn of_accounts(
    ctx: &mut Ctx<'_>,
    session: &Session,
    accounts: &[AccountId],
    show: &ShowArgs,
) -> CliResult {
    let db = session.store.db();
    let mut found = Vec::new();
    for account in accounts {
        found.extend(authored(db, Some(*account), of_account(db, *account)?)?);
    }
    ctx.ui.show(&show.for_people(OF_AN_ACCOUNT), found)
}

/// Returns fields with who wrote them, and which rows of lists said so.
fn authored(
    db: &Db,
    account: Option<AccountId>,
    blamed: Vec<Blamed>,
) -> Result<Vec<BlameRow>, StoreError> {
    let rows = match account {
        Some(account) => db.rows_by_operation(account)?,
        None => BTreeMap::new(),
    };
    let mut batches: BTreeMap<BatchId, (String, String)> = BTreeMap::new();
    for (batch, _) in rows.values().flatten() {
        if !batches.contains_key(batch) {
            let read = db.get::<Batch>(*batch)?;
            let source = db.get::<Source>(read.source)?.name;
            batches.insert(*batch, (source, read.file));
        }
    }
    let mut operations: BTreeMap<OperationId, Operation> = BTreeMap::new();
    let mut found = Vec::with_capacity(blamed.len());
    for blamed in blamed {
        let id = blamed.operation;
        let operation = match operations.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(db.operation(id)?),
        };
        let said = rows.get(&id).map_or(&[][..], Vec::as_slice);
        let (mut sources, mut files) = (Vec::new(), Vec::new());
        for (source, file) in said.iter().filter_map(|(batch, _)| batches.get(batch)) {
            for (known, one) in [(&mut sources, source), (&mut files, file)] {
                if !known.contains(one) {
                    known.push(one.clone());
                }
            }
        }
        let rows = said.iter().map(|(batch, line)| format!("{batch}:{line}")).collect();
        let (at, actor) = (operation.at, operation.actor.clone());
        found.push(BlameRow { blamed, at, actor, rows, sources, files });
    }
    Ok(found)
}

/// Returns where the fields of an account come from, and those of its contacts and phones.
fn of_account(db: &Db, account: AccountId) -> Result<Vec<Blamed>, StoreError> {
    let mut found = db.blame(IdKind::AccountId, &[account.number()])?;
    let contacts: Vec<ContactId> = db.ids_having("account", &account.to_val())?;
    let contacts: Vec<i64> = contacts.into_iter().map(|id| id.0).collect();
    found.extend(db.blame(IdKind::ContactId, &contacts)?);
    let phones: Vec<PhoneId> = db.ids_having("account", &account.to_val())?;
    let phones: Vec<i64> = phones.into_iter().map(|id| id.0).collect();
    found.extend(db.blame(IdKind::PhoneId, &phones)?);
    Ok(found)
}

/// Returns the account that a record names; `None` where it names none itself.
fn account_of(db: &Db, id: AnyId) -> Result<Option<AccountId>, StoreError> {
    let fields = db.blame(id.kind, &[id.number])?;
    Ok(fields.into_iter().find(|one| one.field == "account").and_then(|one| match one.value {
        Val::Int(number) => Some(AccountId(number)),
        _ => None,
    }))
}
