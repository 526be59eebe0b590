//! A cleaner made again from what a batch kept, for rows that a person decides on later.

use super::Cleaner;
use crate::ingest::clean::date::DateOrder;
use crate::ingest::list_rules::RowRules;
use crate::ingest::map::Field;
use crate::ingest::read::RawRow;
use crate::model::SourceKind;

/// What a batch kept of the columns of its list.
#[derive(serde::Deserialize)]
struct Kept {
    columns: Vec<String>,
    fields: Vec<Option<String>>,
    date_orders: Vec<Option<String>>,
    #[serde(default)]
    rules: RowRules,
}

impl Cleaner {
    /// Returns the cleaner of a list of which [`mapping_text`] was kept; `None` where the text is
    /// none of it.
    ///
    /// [`mapping_text`]: crate::ingest::read::Examined::mapping_text
    pub fn restore(mapping: &str, kind: SourceKind) -> Option<Self> {
        let kept: Kept = serde_json::from_str(mapping).ok()?;
        let named = |key: &Option<String>| match key {
            Some(key) => Field::named(key).map(Some),
            None => Some(None),
        };
        let ordered = |key: &Option<String>| match key {
            Some(key) => key.parse::<DateOrder>().ok().map(Some),
            None => Some(None),
        };
        let fields = kept.fields.iter().map(named).collect::<Option<Vec<_>>>()?;
        let orders = kept.date_orders.iter().map(ordered).collect::<Option<Vec<_>>>()?;
        (fields.len() == kept.columns.len() && orders.len() == fields.len())
            .then(|| Self::of_columns(kept.columns, fields, orders, kind, &kept.rules))
    }

    /// Returns the row of these cells, kept as a JSON array of texts; `None` where they are none.
    pub fn row_of(&self, line: u64, cells: &str) -> Option<RawRow> {
        let cells: Vec<String> = serde_json::from_str(cells).ok()?;
        Some(RawRow::of_cells(line, &cells, self.width))
    }
}
