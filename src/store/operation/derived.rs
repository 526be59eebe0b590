//! Fields that are made of other records, and kept for speed.

use crate::model::IdKind;

/// Returns whether a field is made of other records. A write of such fields alone is none of the
/// record itself: the operation that last wrote it stays the same, and whoever takes back those
/// other records makes the field again.
pub(in crate::store) fn is_derived(kind: IdKind, column: &str) -> bool {
    match kind {
        IdKind::AccountId => {
            ["reached_on", "tried_on", "tries", "skipped_on", "skipped_until"].contains(&column)
        }
        IdKind::OrderLineId => column == "delivered",
        _ => false,
    }
}
