//! The text of a rules file: everything that is wrong with it, each with line and column.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, ListRules, Pairs, Place, RulesProblem, Said, Test, delimiter};
use crate::ingest::clean::Problem;
use crate::ingest::clean::date::date;
use crate::ingest::clean::kind::kind;
use crate::ingest::clean::money::money;
use crate::ingest::clean::phone::is_area;
use crate::ingest::clean::quantity::quantity;
use crate::ingest::clean::text;
use crate::ingest::map::{Field, field_words};
use crate::model::Grade;
use crate::playbook::{ProblemKind, ValueType, near};

/// Tables of the file.
const TABLES: &[&str] =
    &["reading", "columns", "optional", "join", "constants", "rewrite", "replace", "skip"];

/// Keys of `[reading]`.
const READING: &[&str] =
    &["encoding", "delimiter", "header_line", "sheet", "date_order", "key", "area_code"];

/// Keys of `[[skip]]`.
const SKIP: &[&str] = &["column", "equals", "contains", "starts_with", "empty"];

/// Lines above a header, at most: a sheet has no more rows.
const LAST_LINE: u32 = 1_048_576;

/// Characters of a value that are quoted.
const QUOTED: usize = 60;

impl ListRules {
    /// Returns what the text says; messages will name it `file`. Fields may be written by their
    /// key, or by a word that `field_of` knows one by.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the text.
    pub fn parse(
        file: &str,
        text: &str,
        field_of: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<RulesProblem>> {
        // The mark of UTF-8, which some editors write.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader { text, field_of, problems: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let kind = ProblemKind::Syntax { message: error.message().to_owned() };
            reader.report(error.span().unwrap_or(0..0), "", Fault::Toml(kind));
        }
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        let mut rules = Self { file: file.to_owned(), ..Self::default() };
        for (key, value) in table.get_ref() {
            reader.table(key, value, &mut rules);
        }
        reader.problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
        // Tables come sorted by their names; what is done in order is done in that of the text.
        let place = |place: &Place| (place.line, place.column);
        rules.columns.sort_by_key(|(column, _)| place(&column.place));
        rules.optional.sort_by_key(|(column, _)| place(&column.place));
        reader.mapped_once(&rules);
        if reader.problems.is_empty() { Ok(rules) } else { Err(reader.problems) }
    }
}

/// A file being read.
struct Reader<'t> {
    text: &'t str,
    field_of: &'t dyn Fn(&str) -> Option<String>,
    problems: Vec<RulesProblem>,
}

/// What a word names.
#[derive(Clone, Copy)]
enum Named {
    /// A column that is kept as it is.
    Extra,
    /// A field.
    Field(Field),
}

impl Named {
    fn field(self) -> Option<Field> {
        match self {
            Self::Extra => None,
            Self::Field(field) => Some(field),
        }
    }

    /// Returns why it is refused: a field for its own reason, extra for being none.
    fn refused(self, why: fn(Field) -> Fault) -> Fault {
        match self {
            Self::Extra => Fault::NoField { found: "extra".to_owned(), near: Vec::new() },
            Self::Field(field) => why(field),
        }
    }
}

type Key<'t> = Spanned<Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    fn place(&self, at: &Range<usize>, key: &str) -> Place {
        let before = self.text.get(..at.start).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place { line: before.matches('\n').count() + 1, column, key: key.to_owned() }
    }

    fn report(&mut self, at: Range<usize>, key: &str, fault: Fault) {
        let place = self.place(&at, key);
        self.problems.push(RulesProblem { place, fault });
    }

    fn wrong_type(&mut self, path: &str, value: &Value<'_>, expected: ValueType) {
        let written = self.text.get(value.span()).unwrap_or_default();
        let first = written.lines().next().unwrap_or_default();
        let mut found: String = first.chars().take(QUOTED).collect();
        if found.len() < written.len() {
            found.push('…');
        }
        let kind = ProblemKind::WrongType { found, expected };
        self.report(value.span(), path, Fault::Toml(kind));
    }

    fn unknown(&mut self, key: &Key<'_>, path: &str, known: &[&str]) {
        let near = near(key.get_ref(), known.iter().copied());
        self.report(key.span(), path, Fault::Toml(ProblemKind::UnknownKey { near }));
    }

    fn table(&mut self, key: &Key<'_>, value: &Value<'_>, rules: &mut ListRules) {
        let name = key.get_ref().as_ref();
        match name {
            "reading" => self.each(name, value, |reader, path, key, value| {
                reader.reading(path, key, value, rules);
            }),
            "columns" | "optional" => self.each(name, value, |reader, path, key, value| {
                let Some(word) = reader.said(path, value) else { return };
                if let Some(field) = reader.field(value.span(), path, &word) {
                    let columns =
                        if name == "columns" { &mut rules.columns } else { &mut rules.optional };
                    columns.push((reader.named(key, path), field.field()));
                }
            }),
            "join" => self.each(name, value, |reader, path, key, value| {
                reader.join(path, key, value, rules);
            }),
            "constants" => self.each(name, value, |reader, path, key, value| {
                reader.constant(path, key, value, rules);
            }),
            "rewrite" | "replace" => self.each(name, value, |reader, path, key, value| {
                let pairs = reader.pairs(path, value);
                let named = (reader.named(key, path), pairs);
                if name == "rewrite" {
                    rules.rewrites.push(named);
                } else {
                    rules.replacements.push(named);
                }
            }),
            "skip" => match value.get_ref() {
                DeValue::Array(entries) => {
                    for (entry, number) in entries.iter().zip(1_usize..) {
                        self.skip(&format!("skip.{number}"), entry, rules);
                    }
                }
                DeValue::Table(_) => self.skip("skip", value, rules),
                _ => self.wrong_type(name, value, ValueType::Table),
            },
            _ => self.unknown(key, name, TABLES),
        }
    }

    /// Calls `read` for each entry of a table, with its path.
    fn each(
        &mut self,
        name: &str,
        value: &Value<'_>,
        mut read: impl FnMut(&mut Self, &str, &Key<'_>, &Value<'_>),
    ) {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(name, value, ValueType::Table);
            return;
        };
        for (key, value) in table {
            read(self, &format!("{name}.{}", key.get_ref()), key, value);
        }
    }

    /// Returns the name of a column, with its place.
    fn named(&self, key: &Key<'_>, path: &str) -> Said<String> {
        Said { value: key.get_ref().to_string(), place: self.place(&key.span(), path) }
    }

    /// Returns a text, as written.
    fn text_of(&mut self, path: &str, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.wrong_type(path, value, ValueType::Text);
        }
        let has_nul = text.as_ref().is_some_and(|text| text.contains('\0'));
        if has_nul {
            self.report(value.span(), path, Fault::Nul);
        }
        text.filter(|_| !has_nul)
    }

    /// Returns a text that is not blank.
    fn said(&mut self, path: &str, value: &Value<'_>) -> Option<String> {
        let text = self.text_of(path, value)?;
        if text.trim().is_empty() {
            let kind = ProblemKind::Blank { expected: ValueType::Text };
            self.report(value.span(), path, Fault::Toml(kind));
            return None;
        }
        Some(text)
    }

    /// Returns a text, or the texts of a list; none of them blank.
    fn texts(&mut self, path: &str, value: &Value<'_>) -> Vec<String> {
        let DeValue::Array(entries) = value.get_ref() else {
            return self.said(path, value).into_iter().collect();
        };
        if entries.is_empty() {
            self.report(value.span(), path, Fault::Toml(ProblemKind::EmptyList));
        }
        entries.iter().filter_map(|entry| self.said(path, entry)).collect()
    }

    /// Returns what is called so.
    fn field(&mut self, at: Range<usize>, path: &str, word: &str) -> Option<Named> {
        let known = (self.field_of)(word.trim());
        let found = known.as_deref().unwrap_or(word).trim();
        if found.eq_ignore_ascii_case("extra") {
            return Some(Named::Extra);
        }
        let field = Field::named(found);
        if field.is_none() {
            let near = near(found, field_words());
            self.report(at, path, Fault::NoField { found: found.to_owned(), near });
        }
        field.map(Named::Field)
    }

    fn reading(&mut self, path: &str, key: &Key<'_>, value: &Value<'_>, rules: &mut ListRules) {
        match key.get_ref().as_ref() {
            "encoding" => {
                let read = |text: &str| text.parse().ok();
                rules.encoding = self.one(path, value, read, Fault::Encoding);
            }
            "delimiter" => rules.delimiter = self.one(path, value, delimiter, Fault::Delimiter),
            "date_order" => {
                let read = |text: &str| text.parse().ok();
                rules.date_order = self.one(path, value, read, Fault::DateOrder);
            }
            "area_code" => rules.area_code = self.one(path, value, area, Fault::AreaCode),
            "sheet" => rules.sheet = self.said(path, value),
            "header_line" => rules.header_line = self.header_line(path, value),
            "key" => {
                let place = self.place(&value.span(), path);
                rules.key = self.said(path, value).map(|value| Said { value, place });
            }
            _ => self.unknown(key, path, READING),
        }
    }

    /// Returns what `read` makes of a text.
    fn one<T>(
        &mut self,
        path: &str,
        value: &Value<'_>,
        read: impl Fn(&str) -> Option<T>,
        fault: fn(String) -> Fault,
    ) -> Option<T> {
        let text = self.text_of(path, value)?;
        let made = read(&text);
        if made.is_none() {
            self.report(value.span(), path, fault(text));
        }
        made
    }

    fn header_line(&mut self, path: &str, value: &Value<'_>) -> Option<u64> {
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type(path, value, ValueType::Number);
            return None;
        };
        let line = u32::from_str_radix(number.as_str(), number.radix()).ok();
        let line = line.filter(|line| *line <= LAST_LINE);
        if line.is_none() {
            let found = number.as_str().to_owned();
            let kind = ProblemKind::OutOfRange { found, least: 0, most: LAST_LINE };
            self.report(value.span(), path, Fault::Toml(kind));
        }
        line.map(u64::from)
    }

    fn join(&mut self, path: &str, key: &Key<'_>, value: &Value<'_>, rules: &mut ListRules) {
        let Some(field) = self.field(key.span(), path, key.get_ref()) else { return };
        let field = match field {
            Named::Field(field) if field.may_be_joined() => field,
            other => return self.report(key.span(), path, other.refused(Fault::NoJoin)),
        };
        let DeValue::Array(entries) = value.get_ref() else {
            self.wrong_type(path, value, ValueType::List);
            return;
        };
        if entries.is_empty() {
            self.report(value.span(), path, Fault::Toml(ProblemKind::EmptyList));
        }
        let columns = entries.iter().filter_map(|entry| {
            let place = self.place(&entry.span(), path);
            self.said(path, entry).map(|value| Said { value, place })
        });
        let columns = columns.collect();
        let place = self.place(&key.span(), path);
        rules.joins.push((Said { value: field, place }, columns));
    }

    fn constant(&mut self, path: &str, key: &Key<'_>, value: &Value<'_>, rules: &mut ListRules) {
        let Some(field) = self.field(key.span(), path, key.get_ref()) else { return };
        let field = match field {
            Named::Field(field) if field.may_be_constant() => field,
            other => return self.report(key.span(), path, other.refused(Fault::NoConstant)),
        };
        let text = match value.get_ref() {
            DeValue::Integer(number) => Some(number.as_str().to_owned()),
            DeValue::Datetime(day) => Some(day.to_string()),
            // Several labels in a cell stand so.
            _ if field == Field::Tags => Some(self.texts(path, value).join("、")),
            _ => self.said(path, value),
        };
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        match constant(field, &text) {
            Ok(made) => {
                let place = self.place(&key.span(), path);
                rules.constants.push((Said { value: field, place }, made));
            }
            Err(Problem { code, detail }) => {
                self.report(value.span(), path, Fault::Value { found: text, code, detail });
            }
        }
    }

    fn pairs(&mut self, path: &str, value: &Value<'_>) -> Pairs {
        let mut pairs = Pairs::new();
        self.each(path, value, |reader, path, key, value| {
            let from = key.get_ref().as_ref();
            if from.trim().is_empty() {
                let kind = ProblemKind::Blank { expected: ValueType::Text };
                reader.report(key.span(), path, Fault::Toml(kind));
            } else if let Some(to) = reader.text_of(path, value) {
                pairs.push((from.to_owned(), to));
            }
        });
        pairs
    }

    fn skip(&mut self, path: &str, entry: &Value<'_>, rules: &mut ListRules) {
        let (mut column, mut tests, mut given) = (None, Vec::new(), 0);
        self.each(path, entry, |reader, path, key, value| {
            let name = key.get_ref().as_ref();
            given += usize::from(name != "column" && SKIP.contains(&name));
            match name {
                "column" => {
                    let place = reader.place(&value.span(), path);
                    column = reader.said(path, value).map(|value| Said { value, place });
                }
                "equals" => tests.push(Test::Equals(reader.texts(path, value))),
                "contains" => tests.push(Test::Contains(reader.texts(path, value))),
                "starts_with" => tests.push(Test::StartsWith(reader.texts(path, value))),
                "empty" => match value.get_ref() {
                    DeValue::Boolean(flag) => tests.push(Test::Empty(*flag)),
                    _ => reader.wrong_type(path, value, ValueType::Flag),
                },
                _ => reader.unknown(key, path, SKIP),
            }
        });
        let Some(table) = entry.get_ref().as_table() else { return };
        if given != 1 {
            self.report(entry.span(), path, Fault::Conditions(given));
        }
        if !table.contains_key("column") {
            let kind = ProblemKind::Missing { expected: ValueType::Text };
            self.report(entry.span(), &format!("{path}.column"), Fault::Toml(kind));
        }
        if let (Some(column), Some(test)) = (column, tests.pop()) {
            rules.skips.push((column, test));
        }
    }

    /// Reports fields that several columns have and only one can.
    fn mapped_once(&mut self, rules: &ListRules) {
        let mut first: Vec<(Field, &str)> = Vec::new();
        let constants = rules.constants.iter().map(|(field, _)| (field.value, "[constants]"));
        let columns = rules.columns.iter().map(|(column, field)| (column.value.as_str(), field));
        let named = columns.filter_map(|(column, field)| field.map(|field| (field, column)));
        for (field, _) in &rules.joins {
            let Said { value, place } = field;
            let mut known = constants.clone().chain(named.clone());
            if let Some((_, before)) = known.find(|(known, _)| known == value) {
                let fault = Fault::MappedTwice { field: *value, first: before.to_owned() };
                self.problems.push(RulesProblem { place: place.clone(), fault });
            }
        }
        for (column, field) in &rules.columns {
            let Some(field) = field.filter(|field| !field.repeats()) else { continue };
            if let Some((_, before)) = first.iter().find(|(known, _)| *known == field) {
                let fault = Fault::MappedTwice { field, first: (*before).to_owned() };
                self.problems.push(RulesProblem { place: column.place.clone(), fault });
            } else {
                first.push((field, &column.value));
            }
        }
        self.problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
    }
}

/// Reads an area code, with its zero or without.
fn area(said: &str) -> Option<String> {
    let digits = said.trim();
    let code = digits.strip_prefix('0').unwrap_or(digits);
    is_area(code).then(|| code.to_owned())
}

/// Returns a value as a cell that every reader of its field takes.
fn constant(field: Field, said: &str) -> Result<String, Problem> {
    let Some(said) = text::value(said)? else { return Err(Problem::plain("value-missing")) };
    match field {
        _ if field.is_day() => return date(said, None).map(|day| day.to_string()),
        Field::Kind => kind(said).map(|_| ())?,
        Field::Budget => money(said).map(|_| ())?,
        Field::Quantity => {
            let count = quantity(said)?;
            if count < 1 {
                return Err(Problem::with("quantity-none", count));
            }
        }
        Field::Grade => {
            let read = text::folded(said).parse::<Grade>();
            read.map(|_| ()).map_err(|_| Problem::plain("grade-unknown"))?;
        }
        Field::Province | Field::City | Field::District
            if said.bytes().all(|b| b.is_ascii_digit()) =>
        {
            return Err(Problem::plain("place-code"));
        }
        _ => {}
    }
    Ok(said.to_owned())
}
