//! The header of a sheet, judged by its first rows.

use super::place::Merge;
use crate::ingest::read::RawRow;
use crate::ingest::read::dialect::{filled, known_cells};
use crate::ingest::read::scan::COLUMNS;

/// What the first rows of a sheet say.
#[derive(Debug)]
pub(in crate::ingest::read) struct SheetHead {
    /// Line of the header, from 1; of the upper where there are two, 0 where there is none.
    pub(in crate::ingest::read) line: u64,
    /// Headers of the columns.
    pub(in crate::ingest::read) columns: Vec<String>,
    /// By column, its own header where it stands below that of a group.
    pub(in crate::ingest::read) own: Vec<Option<String>>,
    /// Last line before the rows.
    pub(in crate::ingest::read) skipped_to: u64,
}

/// Returns the header among the first rows; `None` where there is no row, or none at the line asked
/// for. `columns` is how many the sheet has.
pub(super) fn head(
    rows: &[RawRow],
    columns: usize,
    merges: &[Merge],
    wanted: Option<u64>,
) -> Option<SheetHead> {
    let width = rows.iter().map(RawRow::written).max().unwrap_or(0).max(columns).min(COLUMNS);
    if wanted == Some(0) {
        rows.first()?;
        let columns = (1..=width).map(|number| format!("#{number}")).collect();
        return Some(SheetHead { line: 0, columns, own: Vec::new(), skipped_to: 0 });
    }
    let header = match wanted {
        Some(line) => rows.iter().find(|row| row.line() == line)?,
        None => likely(rows)?,
    };
    let next_to = |line: Option<u64>| rows.iter().find(|row| Some(row.line()) == line);
    let below =
        next_to(header.line().checked_add(1)).and_then(|sub| two(header, sub, merges, width));
    let above = || {
        let top = next_to(header.line().checked_sub(1))?;
        two(top, header, merges, width)
    };
    if let Some(head) = below.or_else(above) {
        return Some(head);
    }
    let columns = (0..width).map(|column| header.cell(column).trim().to_owned()).collect();
    let line = header.line();
    Some(SheetHead { line, columns, own: Vec::new(), skipped_to: line })
}

/// Returns the row with most cells that are known headers, the first of several; where no cell is
/// known, the first. A title or an address line above the table has few cells.
fn likely(rows: &[RawRow]) -> Option<&RawRow> {
    let mut counts: Vec<usize> = rows.iter().map(filled).collect();
    counts.sort_unstable();
    let usual = counts.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?[0];
    let known = |row: &&RawRow| if filled(row) * 2 >= usual { known_cells(row) } else { 0 };
    let most = rows.iter().map(|row| known(&row)).max()?;
    if most > 0 {
        return rows.iter().find(|row| known(row) == most);
    }
    let fullest = *counts.last()?;
    let is_title = |row: &&RawRow| fullest > 1 && (filled(row) == 1 || filled(row) * 2 < fullest);
    rows.iter().find(|row| !is_title(row))
}

/// Returns the header that two rows make: merged cells of the upper head groups of columns, which
/// the lower heads one by one; all other columns are headed in one of the two.
fn two(top: &RawRow, sub: &RawRow, merges: &[Merge], width: usize) -> Option<SheetHead> {
    let line = top.line();
    let is_group = |merge: &&Merge| {
        merge.top == line
            && merge.bottom == line
            && merge.right > merge.left
            && !top.cell(merge.left).trim().is_empty()
    };
    let groups: Vec<&Merge> = merges.iter().filter(is_group).collect();
    let group_of =
        |column: usize| groups.iter().find(|group| (group.left..=group.right).contains(&column));
    let written = |row: &RawRow, column: usize| !row.cell(column).trim().is_empty();
    let heads_group = groups
        .iter()
        .any(|group| (group.left..=group.right).filter(|column| written(sub, *column)).count() > 1);
    let apart = |column: usize| {
        group_of(column).is_some() || !(written(top, column) && written(sub, column))
    };
    // A title over the whole table is merged, too; below it is the header, not a part of one.
    let is_title = groups.iter().any(|group| group.left == 0 && group.right + 1 >= width);
    if !heads_group || is_title || !(0..width).all(apart) {
        return None;
    }
    let (mut columns, mut own) = (Vec::with_capacity(width), vec![None; width]);
    for (column, own) in own.iter_mut().enumerate() {
        let (upper, lower) = (top.cell(column).trim(), sub.cell(column).trim());
        columns.push(match group_of(column) {
            Some(group) if !lower.is_empty() => {
                *own = Some(lower.to_owned());
                format!("{} {lower}", top.cell(group.left).trim())
            }
            _ if lower.is_empty() => upper.to_owned(),
            _ => lower.to_owned(),
        });
    }
    Some(SheetHead { line, columns, own, skipped_to: sub.line() })
}
