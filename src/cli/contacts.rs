//! What is kept on an account of its touches.

use super::error::CliError;
use crate::model::{AccountId, Touch};
use crate::rules::touch::ContactDays;
use crate::store::{Column as _, Op};

/// Keeps on an account what its touches come to: the last contact, the last try, and tries since.
/// To be called by every command that records a touch, after it was inserted.
pub(crate) fn touched(op: &mut Op<'_>, account: AccountId) -> Result<ContactDays, CliError> {
    let touches: Vec<Touch> = op.db().by_account(&[account], "account")?;
    let found = ContactDays::of(&touches);
    op.update(
        account,
        &[
            ("reached_on", found.reached_on.to_val()),
            ("tried_on", found.tried_on.to_val()),
            ("tries", found.tries.to_val()),
        ],
    )?;
    Ok(found)
}
