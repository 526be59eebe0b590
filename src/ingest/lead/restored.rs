//! A cleaner made again from what a batch kept, for rows that a person decides on later.

use super::Cleaner;
use crate::ingest::map::Meanings;
use crate::ingest::read::RawRow;
use crate::model::SourceKind;

impl Cleaner {
    /// Returns the cleaner of a list of which [`mapping_text`] was kept; `None` where the text is
    /// none of it.
    ///
    /// [`mapping_text`]: crate::ingest::read::Examined::mapping_text
    pub fn restore(mapping: &str, kind: SourceKind) -> Option<Self> {
        let Meanings { columns, fields, date_orders, rules, .. } = Meanings::read(mapping)?;
        Some(Self::of_columns(columns, fields, date_orders, kind, &rules))
    }

    /// Returns the row of these cells, kept as a JSON array of texts; `None` where they are none.
    pub fn row_of(&self, line: u64, cells: &str) -> Option<RawRow> {
        let cells: Vec<String> = serde_json::from_str(cells).ok()?;
        Some(RawRow::of_cells(line, &cells, self.width))
    }
}
