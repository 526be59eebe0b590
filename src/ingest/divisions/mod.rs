//! The official divisions of China: provinces, cities, districts, and how people shorten them.
//!
//! The tables beside this file come from the public package `china-division` 2.7.0; its licence
//! stands beside them. They are read when first asked for.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

const PROVINCES: &str = include_str!("provinces.csv");
const CITIES: &str = include_str!("cities.csv");
const AREAS: &str = include_str!("areas.csv");

/// Rows of the city table that are no city but a heading for what the province or municipality
/// rules itself.
const HEADINGS: &[&str] = &["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

/// Endings of official names, longest first.
const ENDINGS: &[&str] = &[
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "林区",
    "特区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "盟",
    "旗",
];

/// Peoples that stand in names of autonomous divisions.
#[rustfmt::skip]
const PEOPLES: &[&str] = &[
    "柯尔克孜", "哈萨克", "维吾尔", "土家族", "布依族", "哈尼族", "景颇族", "傈僳族", "朝鲜族",
    "蒙古族", "拉祜族", "纳西族", "达斡尔族", "鄂温克族", "仡佬族", "仫佬族", "毛南族", "布朗族",
    "普米族", "裕固族", "哈萨克族", "保安族", "东乡族", "撒拉族", "各族", "藏族", "羌族", "彝族",
    "苗族", "侗族", "壮族", "回族", "白族", "傣族", "瑶族", "畲族", "黎族", "满族", "水族", "佤族",
    "怒族", "土族", "锡伯", "蒙古",
];

/// How far down a division is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Province, autonomous region or municipality.
    Province,
    /// City, prefecture, or what a province rules itself.
    City,
    /// District, county or county-level city.
    District,
}

/// One division with those above it, as positions in the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Division {
    /// Official name.
    pub(crate) name: &'static str,
    /// How far down it is.
    pub(crate) level: Level,
    province: u16,
    city: u16,
}

/// A part of a text that names a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    /// Bytes of the text that name it.
    pub(crate) length: usize,
    /// Whether the name stands with its ending (杭州市), not without (杭州).
    pub(crate) full: bool,
    /// Which divisions it leaves, as far as they are told.
    pub(crate) found: Found,
}

/// Province, city and district found so far, as positions in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Found {
    province: Option<u16>,
    city: Option<u16>,
    district: Option<u16>,
}

impl Found {
    /// Returns the official names of province, city and district.
    pub(crate) fn names(self) -> [Option<&'static str>; 3] {
        [self.province, self.city, self.district]
            .map(|at| at.map(|at| TABLE.divisions[usize::from(at)].name))
    }

    /// Returns what the three official names stand for; a name that is none is left out.
    pub(crate) fn of(province: Option<&str>, city: Option<&str>) -> Self {
        let mut found = Self::default();
        for name in [province, city].into_iter().flatten() {
            if let Some(named) = name_at(name, found).filter(|named| named.length == name.len()) {
                found = named.found;
            }
        }
        found
    }

    /// Returns the official name of the smallest division told.
    pub(crate) fn smallest(self) -> Option<&'static str> {
        let [province, city, district] = self.names();
        district.or(city).or(province)
    }

    /// Returns whether a city is told.
    pub(crate) const fn has_city(self) -> bool {
        self.city.is_some()
    }

    /// Returns whether a district is told.
    pub(crate) const fn has_district(self) -> bool {
        self.district.is_some()
    }

    /// Adds `at` and what stands above it; `None` where that contradicts what is known.
    fn with(self, at: u16) -> Option<Self> {
        let division = TABLE.divisions[usize::from(at)];
        let fits = |known: Option<u16>, new: u16| known.is_none_or(|known| known == new);
        if !fits(self.province, division.province) {
            return None;
        }
        let found = Self { province: Some(division.province), ..self };
        match division.level {
            Level::Province => {
                let own = TABLE.own_city(at);
                Some(Self { city: self.city.or(own), ..found })
            }
            Level::City => fits(self.city, at).then_some(Self { city: Some(at), ..found }),
            Level::District => (fits(self.city, division.city) && fits(self.district, at))
                .then_some(Self { city: Some(division.city), district: Some(at), ..found }),
        }
    }

    /// Returns what both agree on.
    fn common(self, other: Self) -> Self {
        let same = |a: Option<u16>, b: Option<u16>| a.filter(|_| a == b);
        Self {
            province: same(self.province, other.province),
            city: same(self.city, other.city),
            district: same(self.district, other.district),
        }
    }
}

/// Returns the longest name of a division that `text` begins with and that fits `known`.
///
/// Among divisions of one name the highest decides, and where several are left only what they
/// have in common is told. A short name (杭州 for 杭州市) may be followed by an ending that is no
/// longer official (富阳市 for 富阳区).
pub(crate) fn name_at(text: &str, known: Found) -> Option<Named> {
    let entries = TABLE.entries(text)?;
    let mut best: Option<(&Entry, Found)> = None;
    for entry in entries.iter().filter(|entry| text.starts_with(entry.text)) {
        if best.is_some_and(|(chosen, _)| entry.text.len() < chosen.text.len()) {
            break;
        }
        let Some(found) = known.with(entry.division) else { continue };
        best = match best {
            Some((chosen, so_far)) if chosen.level == entry.level => {
                Some((chosen, so_far.common(found)))
            }
            Some(chosen) => Some(chosen),
            None => Some((entry, found)),
        };
    }
    let (entry, found) = best?;
    let rest = &text[entry.text.len()..];
    let ending = if entry.full { 0 } else { ending_length(rest) };
    if !entry.full && ending == 0 && is_way(rest) && TABLE.entries(rest).is_none() {
        return None;
    }
    Some(Named { length: entry.text.len() + ending, full: entry.full || ending > 0, found })
}

/// Returns whether `rest` makes the name before it that of a street or village: 中山|北路.
fn is_way(rest: &str) -> bool {
    const WAYS: &[char] = &['路', '街', '道', '巷', '弄', '村', '镇', '乡'];
    const BETWEEN: &[char] =
        &['东', '西', '南', '北', '中', '大', '一', '二', '三', '四', '五', '环', '新', '公', '胡'];
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), ..) if WAYS.contains(&first) => true,
        (Some(first), Some(second), third) if BETWEEN.contains(&first) => {
            WAYS.contains(&second)
                || BETWEEN.contains(&second) && third.is_some_and(|c| WAYS.contains(&c))
        }
        _ => false,
    }
}

/// Returns the bytes of an ending of an official name at the head of `rest`; 0 for none.
fn ending_length(rest: &str) -> usize {
    ["自治区", "自治州", "自治县", "地区", "省", "市", "区", "县", "州", "盟", "旗"]
        .iter()
        .find(|ending| rest.starts_with(**ending))
        .map_or(0, |ending| ending.len())
}

/// A way of writing a division.
#[derive(Debug)]
struct Entry {
    text: &'static str,
    division: u16,
    level: Level,
    full: bool,
}

/// All divisions, and their names by the first two characters.
struct Table {
    divisions: Vec<Division>,
    entries: Vec<Entry>,
    ranges: HashMap<u64, (u32, u32), BuildHasherDefault<HeadHasher>>,
    own_cities: HashMap<u16, u16>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

impl Table {
    fn entries(&self, text: &str) -> Option<&[Entry]> {
        let (start, end) = *self.ranges.get(&first_two(text)?)?;
        self.entries.get(start as usize..end as usize)
    }

    /// Returns the city that a municipality itself is.
    fn own_city(&self, province: u16) -> Option<u16> {
        self.own_cities.get(&province).copied()
    }

    fn read() -> Self {
        let mut table = Self {
            divisions: Vec::new(),
            entries: Vec::new(),
            ranges: HashMap::default(),
            own_cities: HashMap::new(),
        };
        let mut provinces = HashMap::new();
        for [code, name, ..] in rows(PROVINCES) {
            let at = table.next();
            table.divisions.push(Division { name, level: Level::Province, province: at, city: at });
            provinces.insert(code, at);
        }
        let mut cities = HashMap::new();
        for [code, name, province, _] in rows(CITIES) {
            let Some(&province) = provinces.get(province) else { continue };
            if !HEADINGS.contains(&name) {
                cities.insert(code, table.push_city(name, province));
            } else if name == "市辖区" {
                let city = table.push_city(table.divisions[usize::from(province)].name, province);
                table.own_cities.insert(province, city);
            }
        }
        for [_, name, city, province] in rows(AREAS) {
            let Some(&province) = provinces.get(province) else { continue };
            let Some(city) = cities.get(city).copied().or_else(|| table.own_city(province)) else {
                table.push_city(name, province);
                continue;
            };
            if table.divisions[usize::from(city)].name != name {
                table.divisions.push(Division { name, level: Level::District, province, city });
            }
        }
        table.index();
        table
    }

    fn next(&self) -> u16 {
        u16::try_from(self.divisions.len()).unwrap_or(u16::MAX)
    }

    fn push_city(&mut self, name: &'static str, province: u16) -> u16 {
        let at = self.next();
        self.divisions.push(Division { name, level: Level::City, province, city: at });
        at
    }

    fn index(&mut self) {
        for (at, division) in (0_u16..).zip(&self.divisions) {
            let level = division.level;
            self.entries.push(Entry { text: division.name, division: at, level, full: true });
            let short = short_name(division.name);
            if short.len() < division.name.len() && short.chars().count() >= 2 {
                self.entries.push(Entry { text: short, division: at, level, full: false });
            }
        }
        self.entries.sort_by_key(|entry| {
            (first_two(entry.text), usize::MAX - entry.text.len(), entry.text, entry.level)
        });
        let mut start = 0;
        for run in self.entries.chunk_by(|a, b| first_two(a.text) == first_two(b.text)) {
            let end = start + u32::try_from(run.len()).unwrap_or(0);
            if let Some(head) = first_two(run[0].text) {
                self.ranges.insert(head, (start, end));
            }
            start = end;
        }
    }
}

fn first_two(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    Some(u64::from(u32::from(chars.next()?)) << 32 | u64::from(u32::from(chars.next()?)))
}

/// Spreads the first two characters of a name; the names are fixed, so nobody can choose bad ones.
#[derive(Default)]
struct HeadHasher(u64);

impl Hasher for HeadHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}

/// Returns an official name without its ending and the peoples in it: 恩施 for
/// 恩施土家族苗族自治州.
pub(crate) fn short_name(name: &'static str) -> &'static str {
    let Some(mut short) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) else {
        return name;
    };
    if name.contains("自治") {
        while let Some(rest) = PEOPLES.iter().find_map(|people| short.strip_suffix(people)) {
            if rest.chars().count() < 2 {
                break;
            }
            short = rest;
        }
    }
    short
}

/// Returns the cells of every row below the header, quotes removed; a missing cell is empty.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut cells = [""; 4];
        for (cell, text) in cells.iter_mut().zip(line.split(',')) {
            *cell = text.trim().trim_matches('"');
        }
        cells
    })
}

#[cfg(test)]
mod tests;
