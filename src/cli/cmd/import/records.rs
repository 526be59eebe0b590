//! Lists whose rows are records: each is written as the command for it writes one.

use super::deliveries::Deliveries;
use super::orders::Orders;
use super::touches::Touches;
use super::vehicles::Vehicles;
use crate::cli::context::Session;
use crate::cli::error::CliError;
use crate::load::records::load_records;
use crate::load::{BatchReport, Import, ImportError, Prepared};
use crate::model::SourceKind;
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
pub(super) fn load(
    op: &mut Op<'_>,
    list: &Prepared,
    import: &Import,
    session: &Session,
    progress: &mut dyn FnMut(u64),
) -> Result<BatchReport, Trouble> {
    let (playbook, collected_on) = (&session.playbook, import.collected_on);
    match import.kind {
        SourceKind::Orders => {
            let mut orders = Orders::new(session, collected_on);
            load_records(op, list, import, playbook, &mut orders, progress)
        }
        SourceKind::Deliveries => {
            let mut deliveries = Deliveries::new(session, collected_on);
            load_records(op, list, import, playbook, &mut deliveries, progress)
        }
        SourceKind::FleetList => {
            let mut vehicles = Vehicles::new(op.db())?;
            load_records(op, list, import, playbook, &mut vehicles, progress)
        }
        _ => {
            let mut touches = Touches::new(session, collected_on)?;
            load_records(op, list, import, playbook, &mut touches, progress)
        }
    }
}
