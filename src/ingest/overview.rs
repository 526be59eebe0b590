//! What an import would make of a list, before any store exists.

use std::collections::BTreeMap;

use super::clean::text::{is_nothing, trimmed};
use super::lead::{Cleaner, Rejection};
use super::read::{Examined, RawRow, ReadError};
use crate::model::CellProblem;

/// What is in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// By column, from the first.
    pub columns: Vec<ColumnOverview>,
    /// Rows of which nothing can be used.
    pub rejected: u64,
    /// Cells of the other rows that cannot be read as what their column holds.
    pub warnings: u64,
    /// Why rows are rejected, by code; a row of records may have several reasons.
    pub rows: BTreeMap<&'static str, Found<Rejection>>,
    /// Cells with warnings by code.
    pub cells: BTreeMap<&'static str, Found<CellProblem>>,
}

/// What is in a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnOverview {
    /// Cells that say something.
    pub filled: u64,
    /// The first different values, at most [`SAMPLES`], as written.
    pub samples: Vec<String>,
}

/// Problems of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub first: Vec<T>,
}

/// Values of a column that are kept to be shown.
pub const SAMPLES: usize = 3;

/// Rows between two calls of `progress`.
const STEP: u64 = 1_000;

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self { count: 0, first: Vec::new() }
    }
}

impl<T> Found<T> {
    fn add(&mut self, keep: usize, problem: T) {
        self.count += 1;
        if self.first.len() < keep {
            self.first.push(problem);
        }
    }
}

/// Reads every row of `list` as an import would and returns what is in it, with at most `keep`
/// problems of each kind. Calls `progress` with the number of rows read since the last call.
pub fn overview(
    list: &Examined,
    keep: usize,
    progress: &mut dyn FnMut(u64),
) -> Result<Overview, ReadError> {
    let cleaner = Cleaner::new(list);
    let columns = vec![ColumnOverview::default(); list.verdict.columns.len()];
    let mut overview = Overview { columns, ..Overview::default() };
    let (mut rows, mut row) = (list.rows()?, RawRow::default());
    let mut unsaid = 0;
    while rows.next_row(&mut row)? {
        overview.sample(&row);
        let (lead, rejections) = cleaner.lead_with_rejections(&row);
        if rejections.is_empty() {
            overview.warnings += lead.warnings.len() as u64;
            for problem in lead.warnings {
                overview.cells.entry(problem.code).or_default().add(keep, problem);
            }
        } else {
            overview.rejected += 1;
            for rejection in rejections {
                overview.rows.entry(rejection.code).or_default().add(keep, rejection);
            }
        }
        unsaid += 1;
        if unsaid == STEP {
            progress(std::mem::take(&mut unsaid));
        }
    }
    progress(unsaid);
    Ok(overview)
}

impl Overview {
    fn sample(&mut self, row: &RawRow) {
        for (column, overview) in self.columns.iter_mut().enumerate() {
            let cell = trimmed(row.cell(column));
            if is_nothing(cell) {
                continue;
            }
            overview.filled += 1;
            let samples = &mut overview.samples;
            if samples.len() < SAMPLES && !samples.iter().any(|sample| sample == cell) {
                samples.push(cell.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read::{Options, examine};
    use crate::model::SourceKind;

    fn of(text: &str, keep: usize) -> Overview {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        let list = examine(file.path(), &Options::new(SourceKind::YellowPages)).unwrap();
        let mut read = 0;
        let overview = overview(&list, keep, &mut |rows| read += rows).unwrap();
        assert_eq!(read, list.rows);
        overview
    }

    #[test]
    fn columns_are_sampled_and_problems_counted_by_kind() {
        let list = "公司,电话,备注\n多达,1380013800,无\n多达,138001,a\n岚柏,13800138001,b\n,,c\n\
                    云岭,13800138002,d,e\n,-,\n";
        let found = of(list, 1);
        assert_eq!(found.columns[0].samples, ["多达", "岚柏", "云岭"]);
        assert_eq!(found.columns[1].filled, 4);
        assert_eq!(found.columns[2].samples, ["a", "b", "c"]);
        assert_eq!((found.rejected, found.warnings), (3, 2));
        let rows: Vec<_> =
            found.rows.iter().map(|(code, all)| (*code, all.count, all.first.len())).collect();
        assert_eq!(rows, [("nothing-usable", 2, 1), ("ragged", 1, 1)]);
        let cells: Vec<_> =
            found.cells.iter().map(|(code, all)| (*code, all.count, all.first[0].line)).collect();
        assert_eq!(cells, [("phone-length", 1, 2), ("phone-short", 1, 3)]);
    }

    #[test]
    fn a_list_without_rows_has_its_columns() {
        let found = of("公司,电话\n", 5);
        assert_eq!(found.columns, vec![ColumnOverview::default(); 2]);
        assert!(found.rows.is_empty() && found.cells.is_empty());
    }
}
