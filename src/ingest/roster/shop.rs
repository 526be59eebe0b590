//! Shops as a table says them.

use std::path::Path;

use super::{Known, Roster, RosterError, Row, read};
use crate::ingest::clean::Problem;
use crate::ingest::read::Options;
use crate::model::{CalendarPreset, Choice as _};

/// A point of sale, as a table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopEntry {
    /// Line in the file, from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// The brand it sells.
    pub brand: Option<String>,
    /// The city it stands in.
    pub city: Option<String>,
    /// The days it is open; missing where the table does not say.
    pub calendar: Option<CalendarPreset>,
}

const COLUMNS: &[Known] = &[
    (
        "name",
        &[
            "名称",
            "门店名称",
            "门店",
            "店名",
            "店面",
            "name",
            "shop name",
            "shop",
            "store",
            "branch",
        ],
    ),
    ("brand", &["品牌", "经营品牌", "brand"]),
    ("city", &["城市", "所在城市", "市", "city"]),
    (
        "calendar",
        &["营业日", "营业日历", "营业", "calendar", "business days", "opening days", "open"],
    ),
];

/// What people also call the days on which a shop is open.
const WORDS: &[(&str, CalendarPreset)] = &[
    ("每天", CalendarPreset::Dealer),
    ("天天营业", CalendarPreset::Dealer),
    ("全周", CalendarPreset::Dealer),
    ("every day", CalendarPreset::Dealer),
    ("周一至周五", CalendarPreset::Office),
    ("working days", CalendarPreset::Office),
];

/// Reads a table of shops: 名称, 品牌, 城市, 营业日, or the same in English. Names that stand twice
/// are problems.
pub fn shops(path: &Path, options: &Options) -> Result<Roster<ShopEntry>, RosterError> {
    let mut roster = read(path, options, COLUMNS, |row, name| ShopEntry {
        line: row.raw.line(),
        name,
        brand: row.text("brand"),
        city: row.text("city"),
        calendar: calendar(row),
    })?;
    let entries = roster.entries.iter().enumerate();
    let repeated: Vec<_> = entries
        .filter_map(|(at, entry)| {
            let first = roster.entries[..at].iter().find(|other| other.name == entry.name)?;
            let name = &entry.name;
            Some(roster.problem(entry.line, "name", name, "row-repeated", first.line))
        })
        .collect();
    roster.problems.extend(repeated);
    roster.problems.sort_by_key(|problem| (problem.line, problem.column));
    Ok(roster)
}

fn calendar(row: &mut Row<'_>) -> Option<CalendarPreset> {
    let cell = row.text("calendar")?;
    let word = WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(&cell));
    let read = word.map_or_else(|| CalendarPreset::read(&cell), |(_, calendar)| Ok(*calendar));
    read.map_err(|_| row.add("calendar", &cell, Problem::plain("calendar-unknown"))).ok()
}
