//! Lists whose rows are records: each is written as the command for it writes one.

use std::cell::RefCell;

use super::deliveries::Deliveries;
use super::orders::Orders;
use super::touches::Touches;
use super::vehicles::Vehicles;
use crate::cli::context::Session;
use crate::cli::error::CliError;
use crate::load::records::{Seen, Whose, load_records};
use crate::load::{BatchReport, Import, ImportError, Prepared};
use crate::model::{Lead, SourceKind};
use crate::store::{Op, StoreError};

/// Why the records of a list were not written.
pub(super) enum Trouble {
    /// The list, or the store.
    Import(ImportError),
    /// What the command for such a record says.
    Said(Box<CliError>),
}

impl From<ImportError> for Trouble {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Import(error.into())
    }
}

impl From<CliError> for Trouble {
    fn from(error: CliError) -> Self {
        Self::Said(Box::new(error))
    }
}

/// Loads a list of which every row is a record.
pub(super) fn load<'d>(
    op: &mut Op<'d>,
    list: &Prepared,
    import: &Import,
    session: &Session,
    progress: &mut dyn FnMut(u64),
) -> Result<BatchReport, Trouble> {
    let touches = Touches::new(session, import.collected_on)?;
    let mut vehicles = Vehicles::new(op.db())?;
    let orders = RefCell::new(Orders::new(session, import.collected_on));
    let deliveries = Deliveries::new(session, import.collected_on);
    let is_orders = import.kind == SourceKind::Orders;
    let mut see = |row: &Seen<'_>| {
        if is_orders {
            orders.borrow_mut().see(row);
        }
    };
    let mut make = |op: &mut Op<'d>, lead: &Lead, whose: &mut Whose<'_, 'd>| match import.kind {
        SourceKind::Orders => orders.borrow_mut().make(op, lead, whose),
        SourceKind::Deliveries => deliveries.make(op, lead, whose),
        SourceKind::FleetList => vehicles.make(op, lead, whose),
        _ => touches.make(op, lead, whose),
    };
    load_records(op, list, import, &session.playbook, &mut see, &mut make, progress)
}
