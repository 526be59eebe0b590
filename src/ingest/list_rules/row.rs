//! What rules say of the rows of one list, and rows as they say.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::ingest::clean::is_han;
use crate::ingest::clean::text::{folded, is_nothing, trimmed};
use crate::ingest::map::Field;
use crate::ingest::read::{RawRow, Row};

/// Rules whose columns were found in a list: what they change of its rows. Kept with the batch, so
/// that a row that waits for a person is read in the same way later.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RowRules {
    /// Area code of numbers without one, its zero left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_code: Option<String>,
    /// Fields that several columns make up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub join: Vec<Joined>,
    /// What every row says that says nothing of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<Constant>,
    /// Parts of values and what they become.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replace: Vec<Values>,
    /// Whole values and what they become, parts having been replaced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rewrite: Vec<Values>,
    /// Rows that are left out: those that pass one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skips: Vec<Skip>,
    /// Columns, from 0, of a form: a row that says nothing in any of them was not filled in, and is
    /// left out. None where the list is no form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filled_in: Vec<usize>,
}

/// What every row says that says nothing of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constant {
    /// Key of the field.
    pub field: String,
    /// Its cell.
    pub value: String,
}

/// A field that several columns make up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// Key of the field.
    pub field: String,
    /// The columns, from 0, in the order of their cells.
    pub columns: Vec<usize>,
}

/// Values of a column and what they become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// The column, from 0.
    pub column: usize,
    /// What is written, and what it becomes.
    pub values: BTreeMap<String, String>,
}

/// Which rows are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The column that is looked at, from 0.
    pub column: usize,
    /// What its cell says.
    pub test: Test,
}

/// What a cell says, as it is written in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// One of these.
    Equals(Vec<String>),
    /// One of these is in it.
    Contains(Vec<String>),
    /// It begins with one of these.
    StartsWith(Vec<String>),
    /// Nothing, as it says by a blank, `-` or `无`; or, with `false`, something.
    Empty(bool),
}

impl Test {
    /// Returns the name of the condition as rules files write it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Equals(_) => "equals",
            Self::Contains(_) => "contains",
            Self::StartsWith(_) => "starts_with",
            Self::Empty(_) => "empty",
        }
    }

    /// Returns what the cell is compared with.
    pub fn values(&self) -> String {
        match self {
            Self::Equals(texts) | Self::Contains(texts) | Self::StartsWith(texts) => {
                texts.join(", ")
            }
            Self::Empty(flag) => flag.to_string(),
        }
    }

    /// Returns whether a cell passes. Outer blanks do not count, nor does full or half width.
    fn passes(&self, cell: &str) -> bool {
        let cell = folded(trimmed(cell));
        let any = |texts: &[String], is_so: fn(&str, &str) -> bool| {
            texts.iter().any(|text| is_so(&cell, &folded(trimmed(text))))
        };
        match self {
            Self::Equals(texts) => any(texts, |cell, text| cell == text),
            Self::Contains(texts) => any(texts, |cell, text| cell.contains(text)),
            Self::StartsWith(texts) => any(texts, |cell, text| cell.starts_with(text)),
            Self::Empty(flag) => is_nothing(&cell) == *flag,
        }
    }
}

impl RowRules {
    /// Returns whether rows are as they are written.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the position among [`Self::skips`] of the first condition that a row passes; `None`
    /// where it is not left out. A row that was not filled in passes one behind them.
    pub fn skipped_by(&self, row: &RawRow) -> Option<usize> {
        let by = self.skips.iter().position(|skip| skip.test.passes(row.cell(skip.column)));
        let says_nothing = |column: &usize| is_nothing(trimmed(row.cell(*column)));
        let is_blank = || !self.filled_in.is_empty() && self.filled_in.iter().all(says_nothing);
        by.or_else(|| is_blank().then_some(self.skips.len()))
    }

    /// Returns how many conditions leave rows out.
    pub fn conditions(&self) -> usize {
        self.skips.len() + usize::from(!self.filled_in.is_empty())
    }

    /// Returns whether every row that says nothing of the field says the same.
    pub fn has_constant(&self, field: Field) -> bool {
        self.constants.iter().any(|constant| constant.field == field.key())
    }

    /// Returns whether several columns make the field up.
    pub fn joins(&self, field: Field) -> bool {
        self.join.iter().any(|joined| joined.field == field.key())
    }

    /// Returns the same rules for a list whose columns stand elsewhere: `to` says where a column
    /// is now. What looks at one that is not there is left out.
    #[must_use]
    pub fn moved(&self, to: impl Fn(usize) -> Option<usize>) -> Self {
        let values = |values: &[Values]| {
            let moved = values.iter().filter_map(|Values { column, values }| {
                Some(Values { column: to(*column)?, values: values.clone() })
            });
            moved.collect()
        };
        let joined = self.join.iter().filter_map(|Joined { field, columns }| {
            let columns = columns.iter().map(|column| to(*column)).collect::<Option<_>>()?;
            Some(Joined { field: field.clone(), columns })
        });
        let skips = self.skips.iter().filter_map(|Skip { column, test }| {
            Some(Skip { column: to(*column)?, test: test.clone() })
        });
        Self {
            area_code: self.area_code.clone(),
            join: joined.collect(),
            constants: self.constants.clone(),
            replace: values(&self.replace),
            rewrite: values(&self.rewrite),
            skips: skips.collect(),
            filled_in: self.filled_in.iter().filter_map(|column| to(*column)).collect(),
        }
    }

    /// Returns the fields that every row has and no column of the list, each with its cell.
    fn added(&self, fields: &[Option<Field>]) -> Vec<(Field, Added)> {
        let constants = self.constants.iter().filter_map(|constant| {
            Some((Field::named(&constant.field)?, Added::Fixed(constant.value.clone())))
        });
        let joined = self.join.iter().filter_map(|joined| {
            Some((Field::named(&joined.field)?, Added::Joined(joined.columns.clone())))
        });
        let added = joined.chain(constants);
        added.filter(|(field, _)| !fields.contains(&Some(*field))).collect()
    }
}

/// Makes of the rows of a list what rules say.
#[derive(Debug, Clone)]
pub struct RowChanges {
    /// Columns of the list.
    width: usize,
    /// By column of the list.
    columns: BTreeMap<usize, ColumnChange>,
    /// Fields of the columns that are added behind those of the list.
    added: Vec<Field>,
    cells: Vec<Added>,
}

/// A cell that is added.
#[derive(Debug, Clone)]
enum Added {
    /// The same in every row.
    Fixed(String),
    /// Made of the cells of these columns.
    Joined(Vec<usize>),
}

#[derive(Debug, Clone, Default)]
struct ColumnChange {
    /// Parts of values, the longest first.
    parts: Vec<(String, String)>,
    /// Whole values, folded.
    whole: HashMap<String, String>,
    /// The cell where nothing is said.
    fill: Option<String>,
    /// What stands behind any other cell.
    behind: Option<String>,
}

/// What stands between labels of one cell.
const BETWEEN_LABELS: &str = "、";

impl RowChanges {
    /// Returns what `rules` change in a list whose columns hold `fields`; `None` where rows are as
    /// they are written.
    pub fn of(rules: &RowRules, fields: &[Option<Field>]) -> Option<Self> {
        let mut columns: BTreeMap<usize, ColumnChange> = BTreeMap::new();
        for Values { column, values } in &rules.replace {
            let change = columns.entry(*column).or_default();
            change.parts.extend(values.iter().map(|(from, to)| (from.clone(), to.clone())));
            change.parts.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        }
        for Values { column, values } in &rules.rewrite {
            let change = columns.entry(*column).or_default();
            let folded = |text: &str| folded(trimmed(text)).into_owned();
            change.whole.extend(values.iter().map(|(from, to)| (folded(from), to.clone())));
        }
        for constant in &rules.constants {
            let Some(field) = Field::named(&constant.field) else { continue };
            let own = fields.iter().position(|known| *known == Some(field));
            let Some(column) = own else { continue };
            let change = columns.entry(column).or_default();
            change.fill = Some(constant.value.clone());
            if field == Field::Tags {
                change.behind = Some([BETWEEN_LABELS, &constant.value].concat());
            }
        }
        let added = rules.added(fields);
        let (added, cells): (Vec<Field>, Vec<Added>) = added.into_iter().unzip();
        (!columns.is_empty() || !added.is_empty()).then_some(Self {
            width: fields.len(),
            columns,
            added,
            cells,
        })
    }

    /// Returns the fields of the columns that are added behind those of the list.
    pub fn added(&self) -> &[Field] {
        &self.added
    }

    /// Returns a row as the rules make it, with cells for the columns that are added; `None` where
    /// something is written beyond the columns of the list, so that nobody knows what stands where.
    pub fn row(&self, row: Row<'_>) -> Option<RawRow> {
        if row.is_ragged() {
            return None;
        }
        let own = (0..self.width).map(|column| self.cell(column, row.cell(column)));
        let mut cells: Vec<Cow<'_, str>> = own.collect();
        for added in &self.cells {
            let cell = match added {
                Added::Fixed(cell) => Cow::Borrowed(cell.as_str()),
                Added::Joined(columns) => Cow::Owned(joined(columns, &cells)),
            };
            cells.push(cell);
        }
        Some(RawRow::of_cells(row.line(), &cells, cells.len()))
    }

    /// Returns a cell of a column of the list as the rules make it.
    pub fn cell<'c>(&self, column: usize, cell: &'c str) -> Cow<'c, str> {
        let Some(change) = self.columns.get(&column) else { return Cow::Borrowed(cell) };
        let mut made = Cow::Borrowed(cell);
        if !change.parts.is_empty() {
            made = Cow::Owned(replaced(cell, &change.parts));
        }
        if !change.whole.is_empty()
            && let Some(whole) = change.whole.get(folded(trimmed(&made)).as_ref())
        {
            made = Cow::Owned(whole.clone());
        }
        match (&change.fill, &change.behind) {
            (Some(fill), _) if is_nothing(trimmed(&made)) => Cow::Owned(fill.clone()),
            (_, Some(behind)) => Cow::Owned([&made, behind.as_str()].concat()),
            _ => made,
        }
    }
}

/// Returns the cells of columns one behind the other; a blank stands between two of them, but not
/// between Chinese characters.
fn joined(columns: &[usize], cells: &[Cow<'_, str>]) -> String {
    let mut made = String::new();
    let cells = columns.iter().filter_map(|column| cells.get(*column)).map(|cell| trimmed(cell));
    for cell in cells.filter(|cell| !is_nothing(cell)) {
        let meet = (made.chars().last(), cell.chars().next());
        if !made.is_empty() && !matches!(meet, (Some(a), Some(b)) if is_han(a) && is_han(b)) {
            made.push(' ');
        }
        made.push_str(cell);
    }
    made
}

/// Replaces each of the parts where it stands, from the left; what was put in is not looked at.
fn replaced(cell: &str, parts: &[(String, String)]) -> String {
    let mut made = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(c) = rest.chars().next() {
        if let Some((from, to)) = parts.iter().find(|(from, _)| rest.starts_with(from.as_str())) {
            made.push_str(to);
            rest = &rest[from.len()..];
        } else {
            made.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    made
}

/// What a batch keeps of the columns of its list, and of the rules that it was read by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct KeptRules {
    /// Headers, by column.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Keys of their fields; `None` for extra.
    #[serde(default)]
    pub fields: Vec<Option<String>>,
    /// The rules file; `None` where there was none.
    #[serde(default)]
    pub rules_file: Option<String>,
    /// What it changed of rows.
    #[serde(default)]
    pub rules: RowRules,
    /// Rows left out by each of its conditions.
    #[serde(default)]
    pub skipped: Vec<u64>,
}

impl KeptRules {
    /// Returns what is kept in the mapping of a batch; nothing where it was kept otherwise.
    pub fn of(mapping: &str) -> Self {
        serde_json::from_str(mapping).unwrap_or_default()
    }

    /// Returns how many rows were left out; `None` where no condition says which.
    pub fn rows_skipped(&self) -> Option<i64> {
        let sum =
            self.skipped.iter().fold(0, |sum: i64, count| sum.saturating_add_unsigned(*count));
        (!self.skipped.is_empty()).then_some(sum)
    }
}
