//! Appointments that are open, as rows.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliResult;
use crate::cli::show::ShowArgs;
use crate::cli::{filters, text};
use crate::model::{
    Account, AccountId, Appointment, AppointmentId, ContactId, Day, DealId, Staff, StaffId,
    TouchKind,
};
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};

/// Columns of the table.
const IN_TABLES: &[&str] =
    &["appointment", "day", "time", "account", "name", "kind", "deadline", "purpose", "staff"];

/// Prints open appointments, the earliest first: mine, or everybody's. Mine are those with my accounts,
/// whoever meets them, and those that I have with accounts of others.
pub(super) fn run(ctx: &mut Ctx<'_>, session: &Session, all: bool, show: &ShowArgs) -> CliResult {
    let (lang, db) = (ctx.ui.lang, session.store.db());
    let mut open = db.open_appointments(None)?;
    if let Some(within) = filters::in_context(ctx, session)? {
        open.retain(|one| within.contains(&one.account));
    }
    let mut ids: Vec<AccountId> = open.iter().map(|one| one.account).collect();
    ids.sort_unstable();
    ids.dedup();
    let accounts = db.by_account::<Account>(&ids, "id")?;
    let accounts: HashMap<AccountId, Account> =
        accounts.into_iter().map(|account| (account.id, account)).collect();
    let owner = |one: &Appointment| accounts.get(&one.account).and_then(|account| account.owner);
    let everybody = open.len();
    match session.me().filter(|_| !all) {
        Some(me) => open.retain(|one| owner(one) == Some(me) || one.staff == Some(me)),
        None if all => {}
        None => ctx.ui.status(&text::appointments_of_all(lang, &session.caller.actor))?,
    }
    open.sort_by(|one, next| (one.day, &one.time, one.id).cmp(&(next.day, &next.time, next.id)));
    if open.is_empty() {
        ctx.ui.status(&match everybody {
            0 => text::no_appointments(lang),
            others => text::no_own_appointments(lang, others),
        })?;
    }
    let staff = db.every::<Staff>()?;
    let names: HashMap<StaffId, &str> =
        staff.iter().map(|one| (one.id, one.name.as_str())).collect();
    let people = show.is_for_people();
    let rows = open.iter().map(|appointment| Row {
        appointment,
        account: accounts.get(&appointment.account),
        staff: appointment.staff.map(|id| (id, names.get(&id).copied().filter(|_| people))),
    });
    ctx.ui.show_columns(show, IN_TABLES, rows)
}

/// An appointment with the names that people read.
pub(in crate::cli) struct Row<'a> {
    appointment: &'a Appointment,
    account: Option<&'a Account>,
    /// Who of us, with the name where people read the row.
    staff: Option<(StaffId, Option<&'a str>)>,
}

impl Tabular for Row<'_> {
    const KEYS: &'static [&'static str] = &[
        "appointment",
        "day",
        "time",
        "account",
        "name",
        "kind",
        "deadline",
        "purpose",
        "staff",
        "deal",
        "contact",
        "booked_on",
    ];
    const TYPES: &'static [CellType] = types![
        AppointmentId,
        Day,
        Option<String>,
        AccountId,
        Option<String>,
        Option<TouchKind>,
        bool,
        Option<String>,
        Option<StaffId>,
        Option<DealId>,
        Option<ContactId>,
        Option<Day>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let one = self.appointment;
        put(one.id.as_cell());
        put(one.day.as_cell());
        put(Cell::code(one.time.as_deref()));
        put(one.account.as_cell());
        put(self.account.map_or(Cell::Null, |account| account.name.as_cell()));
        put(one.kind.as_cell());
        put(one.deadline.as_cell());
        put(one.purpose.as_cell());
        put(match self.staff {
            Some((_, Some(name))) => Cell::Text(Cow::Borrowed(name)),
            Some((id, None)) => Cell::Id(id.into()),
            None => Cell::Null,
        });
        put(one.deal.as_cell());
        put(one.contact.as_cell());
        put(one.booked_on.as_cell());
    }
}
