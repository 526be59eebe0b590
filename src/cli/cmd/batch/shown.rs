//! A batch with what its columns meant, and what rules made of its rows.

use super::Entry;
use crate::ingest::list_rules::{KeptRules, Values};
use crate::ingest::map::ADDED_BY_KAM;
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};

/// A batch as `batch show` prints it.
pub(in crate::cli::cmd) struct Shown {
    entry: Entry,
    kept: KeptRules,
    columns: Vec<MappedColumn>,
    rules: Vec<RuleRow>,
}

impl Shown {
    pub(super) fn of(entry: Entry) -> Self {
        let kept = KeptRules::of(&entry.batch.mapping);
        let (columns, rules) = (mapped_columns(&kept), rule_rows(&kept));
        Self { entry, kept, columns, rules }
    }
}

/// A column of the list.
struct MappedColumn {
    column: i64,
    header: String,
    field: Option<String>,
}

/// What rules said of rows, one thing at a time.
#[derive(Default)]
struct RuleRow {
    rule: &'static str,
    /// Header of the column, or key of the field.
    column: Option<String>,
    field: Option<String>,
    condition: Option<&'static str>,
    value: Option<String>,
    becomes: Option<String>,
    rows: Option<i64>,
}

const EXTRA: &str = "extra";

/// Columns that kam added to a file that it wrote itself are left out, as they are of accounts.
fn mapped_columns(kept: &KeptRules) -> Vec<MappedColumn> {
    let columns = kept.columns.iter().zip(&kept.fields).zip(1..);
    columns
        .filter(|((header, _), _)| !header.starts_with(ADDED_BY_KAM))
        .map(|((header, field), column)| MappedColumn {
            column,
            header: header.clone(),
            field: field.clone(),
        })
        .collect()
}

fn rule_rows(kept: &KeptRules) -> Vec<RuleRow> {
    let header = |column: usize| match kept.columns.get(column) {
        Some(header) if !header.is_empty() => Some(header.clone()),
        _ => Some(format!("#{}", column + 1)),
    };
    let rules = &kept.rules;
    let area = rules.area_code.iter().map(|code| RuleRow {
        rule: "area-code",
        becomes: Some(format!("0{code}")),
        ..RuleRow::default()
    });
    let constants = rules.constants.iter().map(|constant| RuleRow {
        rule: "constant",
        field: Some(constant.field.clone()),
        becomes: Some(constant.value.clone()),
        ..RuleRow::default()
    });
    let changed = |rule: &'static str, of: &Values| {
        let column = header(of.column);
        let row = move |(from, to): (&String, &String)| RuleRow {
            rule,
            column: column.clone(),
            value: Some(from.clone()),
            becomes: Some(to.clone()),
            ..RuleRow::default()
        };
        of.values.iter().map(row).collect::<Vec<_>>()
    };
    let replaced = rules.replace.iter().flat_map(|of| changed("replace", of));
    let rewritten = rules.rewrite.iter().flat_map(|of| changed("rewrite", of));
    let skips =
        rules.skips.iter().zip(kept.skipped.iter().map(Some).chain(std::iter::repeat(None)));
    let skips = skips.map(|(skip, rows)| RuleRow {
        rule: "skip",
        column: header(skip.column),
        condition: Some(skip.test.key()),
        value: Some(skip.test.values()),
        rows: rows.map(|rows| i64::try_from(*rows).unwrap_or(i64::MAX)),
        ..RuleRow::default()
    });
    let names = |columns: &[usize]| -> Vec<String> {
        columns.iter().filter_map(|column| header(*column)).collect()
    };
    let joined = rules.join.iter().map(|join| RuleRow {
        rule: "join",
        field: Some(join.field.clone()),
        value: Some(names(&join.columns).join(", ")),
        ..RuleRow::default()
    });
    area.chain(joined).chain(constants).chain(replaced).chain(rewritten).chain(skips).collect()
}

/// What follows the columns of the ledger.
const MORE: &[&str] = &["skipped", "rules_file", "mapping", "rules"];

const MORE_TYPES: &[CellType] = types![
    Option<i64>,
    Option<String>,
    = CellType::rows::<MappedColumn>(),
    = CellType::rows::<RuleRow>(),
];

const COUNT: usize = Entry::KEYS.len() + MORE.len();

/// Returns `first` and `more` one behind the other.
const fn joined<T: Copy>(first: &[T], more: &[T]) -> [T; COUNT] {
    let mut made = [first[0]; COUNT];
    let mut at = 0;
    while at < COUNT {
        made[at] = if at < first.len() { first[at] } else { more[at - first.len()] };
        at += 1;
    }
    made
}

impl Tabular for Shown {
    const KEYS: &'static [&'static str] = &joined(Entry::KEYS, MORE);
    const TYPES: &'static [CellType] = &joined(Entry::TYPES, MORE_TYPES);

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        self.entry.cells(put);
        put(self.kept.rows_skipped().as_cell());
        put(self.kept.rules_file.as_cell());
        put(Cell::Records(&self.columns));
        put(Cell::Records(&self.rules));
    }
}

impl Tabular for MappedColumn {
    const KEYS: &'static [&'static str] = &["column", "header", "field"];
    const TYPES: &'static [CellType] = types![i64, String, = KEY,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.column.as_cell());
        put(self.header.as_cell());
        put(Cell::Key(self.field.as_deref().unwrap_or(EXTRA)));
    }
}

impl Tabular for RuleRow {
    const KEYS: &'static [&'static str] =
        &["rule_kind", "column", "field", "condition", "value", "becomes", "rows"];
    const TYPES: &'static [CellType] = types![
        = KEY,
        Option<String>,
        = KEY.or_none(),
        = KEY.or_none(),
        Option<String>,
        Option<String>,
        Option<i64>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(Cell::Key(self.rule));
        put(self.column.as_cell());
        put(self.field.as_deref().map_or(Cell::Null, Cell::Key));
        put(self.condition.map_or(Cell::Null, Cell::Key));
        put(self.value.as_cell());
        put(self.becomes.as_cell());
        put(self.rows.as_cell());
    }
}
