//! TOML values with their place, so that every problem of a text is found and located.
//!
//! `serde` stops at the first value it cannot use; a person who writes rules wants all of them.

use std::cell::OnceCell;
use std::fmt;
use std::ops::{Range, RangeInclusive};
use std::rc::Rc;

use super::document::{self, Data, Item, Table};
use super::near::near;
use super::problem::{Problem, ProblemKind, ValueType};

/// Longest part of a value that a problem quotes, in characters.
const QUOTED: usize = 60;

/// The text being read, what was wrong with it so far, and what it leaves to the shipped rules.
pub(super) struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
    shipped: Vec<String>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, problems: Vec::new(), shipped: Vec::new() }
    }

    /// Returns the keys that the shipped rules said, in the order in which they were asked for.
    pub(super) fn take_shipped(&mut self) -> Vec<String> {
        std::mem::take(&mut self.shipped)
    }

    /// Returns everything that was wrong, in the order of the text.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line.unwrap_or_default());
        self.problems
    }

    pub(super) fn report(&mut self, path: String, at: Option<usize>, kind: ProblemKind) {
        let line = at.map(|at| {
            let before = self.text.as_bytes().iter().take(at);
            before.filter(|byte| **byte == b'\n').count() + 1
        });
        self.problems.push(Problem { path, line, kind });
    }

    fn quote(&self, span: Range<usize>) -> String {
        let written = self.text.get(span).unwrap_or_default();
        let first = written.lines().next().unwrap_or_default();
        let mut quoted: String = first.chars().take(QUOTED).collect();
        if quoted.len() < written.len() {
            quoted.push('…');
        }
        quoted
    }
}

/// Keys down to a value, put together where something is to be said of it.
#[derive(Clone, Default)]
struct Path(Option<Rc<(Path, Step)>>);

#[derive(Clone, Copy)]
enum Step {
    Key(&'static str),
    /// An entry of a list, from 1.
    Entry(usize),
}

impl Path {
    fn down(&self, step: Step) -> Self {
        Self(Some(Rc::new((self.clone(), step))))
    }

    fn key(&self, key: impl fmt::Display) -> String {
        if self.0.is_none() { key.to_string() } else { format!("{self}.{key}") }
    }

    /// Returns the table that stands there in `root`; `None` for one in a list.
    fn table_in<'t>(&self, root: &'t Table<'t>) -> Option<&'t Table<'t>> {
        let Some((above, step)) = self.0.as_deref() else { return Some(root) };
        let Step::Key(key) = step else { return None };
        above.table_in(root)?.get(key)?.data.as_table()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((above, step)) = self.0.as_deref() else { return Ok(()) };
        if above.0.is_some() {
            write!(out, "{above}.")?;
        }
        match step {
            Step::Key(key) => out.write_str(key),
            Step::Entry(place) => write!(out, "{place}"),
        }
    }
}

/// The shipped rules, from which keys that a text leaves out are taken. Most texts are whole: they
/// are read at the first key that is missing.
#[derive(Default)]
pub(super) struct Shipped(OnceCell<Table<'static>>);

impl Shipped {
    fn get<'t>(&'t self, path: &Path, key: &str) -> Option<&'t Item<'t>> {
        let root = self.0.get_or_init(|| document::plain(super::SHIPPED).unwrap_or_default());
        path.table_in(root)?.get(key)
    }
}

/// A value and where it stands.
pub(super) struct Value<'t> {
    above: Path,
    step: Step,
    span: Range<usize>,
    data: &'t Data<'t>,
    /// Where keys that it leaves out are taken from.
    below: Option<&'t Shipped>,
    /// Whether it stands in the shipped rules, not in the text.
    shipped: bool,
}

impl<'t> Value<'t> {
    /// Reports what is wrong with it. A shipped value that does not go with the text is missing
    /// there: the text has to say its own.
    pub(super) fn report(&self, reader: &mut Reader<'_>, kind: ProblemKind) {
        let path = self.path().to_string();
        if self.shipped {
            let expected = match self.data {
                Data::Table(_) => ValueType::Table,
                Data::List(_) => ValueType::List,
                Data::Number(_) => ValueType::Number,
                Data::Flag(_) => ValueType::Flag,
                Data::Text(_) | Data::Other => ValueType::Text,
            };
            reader.report(path, None, ProblemKind::Missing { expected });
        } else {
            reader.report(path, Some(self.span.start), kind);
        }
    }

    fn path(&self) -> Path {
        self.above.down(self.step)
    }

    fn wrong_type<T>(&self, reader: &mut Reader<'_>, expected: ValueType) -> Option<T> {
        let found = reader.quote(self.span.clone());
        self.report(reader, ProblemKind::WrongType { found, expected });
        None
    }

    /// Returns the text without outer blanks; an empty one is a problem.
    pub(super) fn text(&self, reader: &mut Reader<'_>) -> Option<&'t str> {
        let Data::Text(text) = self.data else {
            return self.wrong_type(reader, ValueType::Text);
        };
        let text = text.trim();
        if text.is_empty() {
            self.report(reader, ProblemKind::Blank { expected: ValueType::Text });
            return None;
        }
        Some(text)
    }

    /// Returns the whole number within `range`; another one is a problem.
    pub(super) fn number(
        &self,
        reader: &mut Reader<'_>,
        range: RangeInclusive<u32>,
    ) -> Option<u32> {
        let Data::Number(number) = self.data else {
            return self.wrong_type(reader, ValueType::Number);
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let found = reader.quote(self.span.clone());
            let (least, most) = (*range.start(), *range.end());
            self.report(reader, ProblemKind::OutOfRange { found, least, most });
        }
        number
    }

    /// Returns the one of `choices` whose key the text is.
    pub(super) fn one_of<T: Copy>(
        &self,
        reader: &mut Reader<'_>,
        choices: &[T],
        key: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.text(reader)?;
        let found = choices.iter().copied().find(|choice| key(*choice) == text);
        if found.is_none() {
            let known: Vec<&str> = choices.iter().map(|choice| key(*choice)).collect();
            self.unknown(reader, text, &known);
        }
        found
    }

    /// Reports that `found` is none of `known`.
    pub(super) fn unknown(&self, reader: &mut Reader<'_>, found: &str, known: &[&str]) {
        let near = near(found, known.iter().copied());
        let known = known.iter().map(|name| (*name).to_owned()).collect();
        self.report(reader, ProblemKind::UnknownValue { found: found.to_owned(), known, near });
    }

    pub(super) fn section(&self, reader: &mut Reader<'_>) -> Section<'t> {
        let table = match self.data.as_table() {
            Some(table) => Some(table),
            None => self.wrong_type(reader, ValueType::Table),
        };
        Section {
            path: self.path(),
            at: (!self.shipped).then_some(self.span.start),
            table,
            below: self.below,
            shipped: self.shipped,
            asked: Vec::new(),
        }
    }
}

/// A table being read. What is not asked for by the end is an unknown key. One that is missing
/// was reported as such, and reports nothing of its own.
pub(super) struct Section<'t> {
    path: Path,
    at: Option<usize>,
    table: Option<&'t Table<'t>>,
    /// Where keys that it leaves out are taken from.
    below: Option<&'t Shipped>,
    /// Whether it stands in the shipped rules, not in the text.
    shipped: bool,
    asked: Vec<&'static str>,
}

impl<'t> Section<'t> {
    /// Returns the whole text, and below it the shipped rules where it is to be filled from them.
    pub(super) fn root(table: &'t Table<'t>, below: Option<&'t Shipped>) -> Self {
        let (path, asked) = (Path::default(), Vec::new());
        Self { path, at: None, table: Some(table), below, shipped: false, asked }
    }

    /// Reports a problem of the value of `key`, at its line where it has one.
    pub(super) fn report(&self, reader: &mut Reader<'_>, key: &str, kind: ProblemKind) {
        let value = self.table.filter(|_| !self.shipped).and_then(|table| table.get(key));
        reader.report(self.path.key(key), value.map(|value| value.span.start).or(self.at), kind);
    }

    /// Reports a problem of the value of `inner` in the table of `key`.
    pub(super) fn report_below(
        &self,
        reader: &mut Reader<'_>,
        key: &'static str,
        inner: &str,
        kind: ProblemKind,
    ) {
        let table = self.table.and_then(|table| table.get(key)?.data.as_table());
        let (path, asked) = (self.path.down(Step::Key(key)), Vec::new());
        let inside = Section { path, at: self.at, table, below: None, shipped: false, asked };
        inside.report(reader, inner, kind);
    }

    /// Returns whether the table has the key.
    pub(super) fn has(&mut self, key: &'static str) -> bool {
        self.optional(key).is_some()
    }

    /// Returns the value of `key` where there is one.
    pub(super) fn optional(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.asked.push(key);
        let value = self.table?.get(key)?;
        Some(self.found(key, value, self.below, self.shipped))
    }

    /// Returns the value of `key`: that of the text, else of the shipped rules where they fill it.
    pub(super) fn value(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
        expected: ValueType,
    ) -> Option<Value<'t>> {
        if let Some(value) = self.optional(key) {
            return Some(value);
        }
        self.table?;
        if let Some(value) = self.below.and_then(|below| below.get(&self.path, key)) {
            reader.shipped.push(self.path.key(key));
            return Some(self.found(key, value, None, true));
        }
        reader.report(self.path.key(key), self.at, ProblemKind::Missing { expected });
        None
    }

    fn found(
        &self,
        key: &'static str,
        value: &'t Item<'t>,
        below: Option<&'t Shipped>,
        shipped: bool,
    ) -> Value<'t> {
        let (above, step) = (self.path.clone(), Step::Key(key));
        Value { above, step, span: value.span.clone(), data: &value.data, below, shipped }
    }

    pub(super) fn section(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Section<'t> {
        if let Some(value) = self.value(reader, key, ValueType::Table) {
            return value.section(reader);
        }
        let (path, asked) = (self.path.down(Step::Key(key)), Vec::new());
        Section { path, at: None, table: None, below: None, shipped: false, asked }
    }

    /// Returns the entries of a list that has to have some.
    pub(super) fn list(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Vec<Value<'t>> {
        let Some(value) = self.value(reader, key, ValueType::List) else { return Vec::new() };
        let Data::List(entries) = value.data else {
            value.wrong_type::<()>(reader, ValueType::List);
            return Vec::new();
        };
        if entries.is_empty() {
            value.report(reader, ProblemKind::EmptyList);
        }
        let above = value.path();
        let entry = |(at, entry): (usize, &'t Item<'t>)| Value {
            above: above.clone(),
            step: Step::Entry(at + 1),
            span: entry.span.clone(),
            data: &entry.data,
            below: None,
            shipped: value.shipped,
        };
        entries.iter().enumerate().map(entry).collect()
    }

    pub(super) fn text(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<&'t str> {
        self.value(reader, key, ValueType::Text)?.text(reader)
    }

    /// Returns a key of the team's own, made of ASCII letters, digits and hyphens.
    pub(super) fn name(&mut self, reader: &mut Reader<'_>) -> String {
        let Some(name) = self.text(reader, "key") else { return String::new() };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            self.report(reader, "key", ProblemKind::BadName { found: name.to_owned() });
        }
        name.to_owned()
    }

    pub(super) fn number(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
        range: RangeInclusive<u32>,
    ) -> Option<u32> {
        self.value(reader, key, ValueType::Number)?.number(reader, range)
    }

    pub(super) fn flag(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<bool> {
        self.value(reader, key, ValueType::Flag)?;
        self.optional_flag(reader, key)
    }

    pub(super) fn optional_flag(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
    ) -> Option<bool> {
        let value = self.optional(key)?;
        match value.data {
            Data::Flag(flag) => Some(*flag),
            _ => value.wrong_type(reader, ValueType::Flag),
        }
    }

    /// Reports every key that nothing asked for.
    pub(super) fn finish(self, reader: &mut Reader<'_>) {
        let keys = self.table.into_iter().flat_map(Table::keys);
        for key in keys.filter(|key| !self.asked.contains(&key.name)) {
            let near = near(key.name, self.asked.iter().copied());
            let path = self.path.key(key.name);
            reader.report(path, Some(key.start), ProblemKind::UnknownKey { near });
        }
    }
}

/// Reports every entry of a list that names what an earlier one names, ignoring ASCII case.
pub(super) fn once<'k>(
    reader: &mut Reader<'_>,
    entries: impl Iterator<Item = (&'k str, &'k Value<'k>)>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for (key, value) in entries.filter(|(key, _)| !key.is_empty()) {
        if seen.iter().any(|earlier| earlier.eq_ignore_ascii_case(key)) {
            value.report(reader, ProblemKind::Duplicate { found: key.to_owned() });
        } else {
            seen.push(key);
        }
    }
}
