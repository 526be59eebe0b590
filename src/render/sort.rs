//! The order of rows: columns that decide it, and rows that wait until it is known.

use std::cmp::Ordering;

use super::kept::Kept;
use super::layout::{ColumnList, ColumnProblem, find};
use super::{Cell, Layout, RenderError, Tabular};

/// Rows gathered before those beyond the limit are let go.
const AT_ONCE: usize = 4_096;

/// The columns that decide the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// Index of the cell, and whether the greatest comes first.
    by: Vec<(usize, bool)>,
}

impl Order {
    /// Returns the order that `wanted` asks for: keys of `known`, with `-` before one whose
    /// greatest value comes first. What is wrong with it is added to `problems`.
    pub(super) fn choose(
        known: &'static [&'static str],
        wanted: &[String],
        problems: &mut Vec<ColumnProblem>,
    ) -> Self {
        let keys: Vec<&str> = wanted.iter().map(|key| bare(key)).collect();
        let found = find(known, &keys, wanted, ColumnList::Sort, problems);
        let by = found.into_iter().zip(wanted);
        Self { by: by.map(|(index, key)| (index, key.trim().starts_with('-'))).collect() }
    }

    /// Compares rows by the cells at `slots` of each; what is missing comes last either way.
    fn compared(&self, slots: &[usize], left: &[Kept], right: &[Kept]) -> Ordering {
        for ((_, backwards), slot) in self.by.iter().zip(slots) {
            let (left, right) = (&left[*slot], &right[*slot]);
            let order = match (left.is_empty(), right.is_empty()) {
                (false, false) if *backwards => right.compared(left),
                (false, false) => left.compared(right),
                (left, right) => left.cmp(&right),
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }
}

fn bare(key: &str) -> &str {
    let key = key.trim();
    key.strip_prefix(['-', '+']).unwrap_or(key)
}

/// Rows that wait for the last one.
pub(super) struct Gathered {
    order: Order,
    /// Indexes of the cells that are kept: those that are written, and those that decide.
    kept: Vec<usize>,
    /// For every column that decides, its place among the kept.
    slots: Vec<usize>,
    rows: Vec<Box<[Kept]>>,
    /// Rows wanted; 0 wants all.
    limit: usize,
    /// Whether rows were let go.
    more: bool,
    row: Vec<Kept>,
}

impl Gathered {
    /// Returns a heap of rows whose cells `written` are written.
    pub(super) fn new(
        order: Order,
        written: impl Fn(usize) -> bool,
        of: usize,
        limit: u64,
    ) -> Self {
        let decides = |index: &usize| order.by.iter().any(|(by, _)| by == index);
        let kept: Vec<usize> = (0..of).filter(|index| written(*index) || decides(index)).collect();
        let slot = |(index, _): &(usize, bool)| kept.binary_search(index).unwrap_or_default();
        let slots = order.by.iter().map(slot).collect();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Self { order, kept, slots, rows: Vec::new(), limit, more: false, row: Vec::new() }
    }

    /// Takes the cell at `index` of the row.
    pub(super) fn cell(&mut self, index: usize, cell: &Cell<'_>) {
        if self.kept.binary_search(&index).is_ok() {
            self.row.push(Kept::from(cell));
        }
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row).into_boxed_slice());
        if self.limit > 0 && self.rows.len() > AT_ONCE.max(self.limit.saturating_mul(2)) {
            self.settle();
        }
    }

    /// Puts the rows in order, equal ones as they came, and lets those beyond the limit go.
    fn settle(&mut self) {
        let (order, slots) = (&self.order, &self.slots);
        self.rows.sort_by(|left, right| order.compared(slots, left, right));
        if self.limit > 0 && self.rows.len() > self.limit {
            self.rows.truncate(self.limit);
            self.more = true;
        }
    }

    /// Returns the cells of every row in order, each with its index, and whether rows were let go.
    pub(super) fn finish(mut self) -> (impl Iterator<Item = Vec<(usize, Kept)>>, bool) {
        self.settle();
        let kept = self.kept;
        let rows = self.rows.into_iter();
        (rows.map(move |row| kept.iter().copied().zip(row).collect()), self.more)
    }
}

/// Returns `things` in the order of the layout, as many as it wants, and whether there are more.
pub fn in_order<'t, T: Tabular>(
    things: &'t [T],
    layout: &Layout<'_>,
) -> Result<(Vec<&'t T>, bool), RenderError> {
    let mut problems = Vec::new();
    let order = Order::choose(T::KEYS, layout.sort, &mut problems);
    RenderError::of(problems, T::KEYS)?;
    let slots: Vec<usize> = order.by.iter().map(|(index, _)| *index).collect();
    let cells = |thing: &T| {
        let mut cells = Vec::new();
        thing.cells(&mut |cell| cells.push(Kept::from(&cell)));
        cells
    };
    let mut found: Vec<(Vec<Kept>, &T)> =
        things.iter().map(|thing| (cells(thing), thing)).collect();
    found.sort_by(|left, right| order.compared(&slots, &left.0, &right.0));
    let mut found: Vec<&T> = found.into_iter().map(|(_, thing)| thing).collect();
    let limit = usize::try_from(layout.limit).unwrap_or(usize::MAX);
    let more = limit > 0 && found.len() > limit;
    if more {
        found.truncate(limit);
    }
    Ok((found, more))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{AccountId, Day, Grade, Money};
    use crate::render::{AsCell, Format, KeysOnly, Purpose, RowWriter};

    /// A row with a cell of every type that is compared in its own way.
    #[derive(Debug, Clone, Default)]
    struct Sample {
        id: i64,
        name: Option<String>,
        grade: Option<Grade>,
        number: Option<i64>,
        budget: Option<Money>,
        due: Option<Day>,
        late: bool,
        tags: Vec<String>,
    }

    impl Tabular for Sample {
        const KEYS: &'static [&'static str] =
            &["id", "name", "grade", "number", "budget", "due", "late", "tags"];

        fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
            put(AccountId(self.id).as_cell());
            put(self.name.as_cell());
            put(self.grade.as_cell());
            put(self.number.as_cell());
            put(self.budget.as_cell());
            put(self.due.as_cell());
            put(self.late.as_cell());
            put(self.tags.as_cell());
        }
    }

    fn ids(rows: &[Sample], sort: &str, limit: u64) -> String {
        let sort: Vec<String> = sort.split(',').map(Into::into).collect();
        let layout = Layout {
            format: Format::Ids,
            name: "",
            columns: None,
            sort: &sort,
            limit,
            header: true,
            width: None,
            may_drop: false,
            colour: false,
            terminal: false,
            purpose: Purpose::Data,
            words: &KeysOnly,
        };
        let mut out = Vec::new();
        let mut writer = RowWriter::start(&layout, &mut out).unwrap();
        for row in rows {
            writer.row(row).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(out).unwrap().replace('\n', " ").trim().to_owned()
    }

    #[test]
    fn values_are_compared_by_their_type_and_missing_ones_are_last_both_ways() {
        let sample = |id| Sample { id, ..Sample::default() };
        let grades = [Grade::C, Grade::None, Grade::O, Grade::N, Grade::H, Grade::B, Grade::A];
        let with_grade = |(id, grade): (i64, &Grade)| Sample { grade: Some(*grade), ..sample(id) };
        let mut rows: Vec<Sample> = (1..).zip(&grades).map(with_grade).collect();
        rows.push(sample(8));
        assert_eq!(ids(&rows, "grade", 0), "A3 A5 A7 A6 A1 A4 A2 A8", "O H A B C N -, then none");
        assert_eq!(ids(&rows, "-grade", 0), "A2 A4 A1 A6 A7 A5 A3 A8");

        let numbers = [Some(10), Some(9), None, Some(-1), Some(100)];
        let rows: Vec<Sample> =
            (1..).zip(numbers).map(|(id, number)| Sample { number, ..sample(id) }).collect();
        assert_eq!(ids(&rows, "number", 0), "A4 A2 A1 A5 A3", "10 is more than 9");
        assert_eq!(ids(&rows, "-number", 0), "A5 A1 A2 A4 A3");
        assert_eq!(ids(&rows, "-id", 2), "A5 A4");

        let days = ["2026-03-10", "2025-12-31", "2026-03-09"].map(|day| day.parse().ok());
        let rows: Vec<Sample> = (1..)
            .zip(days)
            .map(|(id, due)| Sample { due, budget: Money::from_units(20 - 9 * id), ..sample(id) })
            .collect();
        assert_eq!(ids(&rows, "due", 0), "A2 A3 A1");
        assert_eq!(ids(&rows, "budget", 0), "A3 A2 A1", "-7 is less than 2, and 11");

        let named = |id, name: &str, late| Sample { name: Some(name.into()), late, ..sample(id) };
        let rows = [named(1, "b", true), named(2, "", false), named(3, "a", true), sample(4)];
        assert_eq!(ids(&rows, "name", 0), "A3 A1 A2 A4", "an empty text is missing");
        assert_eq!(ids(&rows, "late,-name", 0), "A2 A4 A1 A3", "the second column breaks ties");
        assert_eq!(ids(&rows, "late", 0), "A2 A4 A1 A3", "equal rows stay as they came");
    }

    proptest! {
        /// A limit gives the beginning of the whole, however many rows are let go on the way.
        #[test]
        fn a_limit_is_the_beginning_of_the_whole(
            numbers in prop::collection::vec(prop::option::of(-50_i64..50), 0..200),
            limit in 1_usize..20,
            backwards: bool,
        ) {
            let rows: Vec<Sample> = (1..).zip(numbers.iter().cycle().take(numbers.len() * 60))
                .map(|(id, number)| Sample { id, number: *number, ..Sample::default() })
                .collect();
            let sort = if backwards { "-number" } else { "number" };
            let all = ids(&rows, sort, 0);
            let first: Vec<&str> = all.split(' ').take(limit).collect();
            prop_assert_eq!(ids(&rows, sort, limit as u64), first.join(" "));
        }

        /// Sorting drops no row and invents none.
        #[test]
        fn sorting_keeps_every_row(
            numbers in prop::collection::vec(prop::option::of(-5_i64..5), 0..50)
        ) {
            let rows: Vec<Sample> = (1..).zip(&numbers)
                .map(|(id, number)| Sample { id, number: *number, ..Sample::default() })
                .collect();
            let sorted = ids(&rows, "-number", 0);
            let mut back: Vec<&str> = sorted.split_whitespace().collect();
            back.sort_by_key(|id| id[1..].parse::<i64>().unwrap());
            let all = (1..=rows.len()).map(|id| format!("A{id}"));
            prop_assert_eq!(back.join(" "), all.collect::<Vec<_>>().join(" "));
        }
    }
}
