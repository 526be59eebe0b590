//! A TOML text as values, each with its place where that is known.

mod plain;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) use plain::plain;

/// A table, its keys in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Table<'t> {
    entries: Vec<(Key<'t>, Item<'t>)>,
    /// Whether it stands in braces, so that no header adds to it.
    inline: bool,
}

/// A key, and where it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'t> {
    pub(super) name: &'t str,
    pub(super) start: usize,
}

/// A value and where it stands; a plain text is read without places, and has all at its beginning.
#[derive(Debug)]
pub(super) struct Item<'t> {
    pub(super) span: Range<usize>,
    pub(super) data: Data<'t>,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Data<'t> {
    /// A text.
    Text(&'t str),
    /// A whole number; `None` where it is none that a `u32` holds.
    Number(Option<u32>),
    /// `true` or `false`.
    Flag(bool),
    /// A list.
    List(Vec<Item<'t>>),
    /// A table.
    Table(Table<'t>),
    /// What no playbook has: a fraction, a day, a time.
    Other,
}

impl<'t> Table<'t> {
    /// Returns the values of a table that the TOML parser has read.
    pub(super) fn of(table: &'t DeTable<'t>) -> Self {
        let entries = table.iter().map(|(key, value)| {
            let key = Key { name: key.get_ref(), start: key.span().start };
            (key, Item::of(value))
        });
        Self { entries: entries.collect(), inline: true }
    }

    /// Returns the value of `key`; `None` where there is none.
    pub(super) fn get(&self, key: &str) -> Option<&Item<'t>> {
        self.entries.iter().find(|(known, _)| known.name == key).map(|(_, item)| item)
    }

    /// Returns the keys, in the order of the text.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key<'t>> {
        self.entries.iter().map(|(key, _)| *key)
    }

    /// Returns whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'t> Item<'t> {
    fn of(value: &'t Spanned<DeValue<'t>>) -> Self {
        let data = match value.get_ref() {
            DeValue::String(text) => Data::Text(text),
            DeValue::Integer(number) => {
                Data::Number(u32::from_str_radix(number.as_str(), number.radix()).ok())
            }
            DeValue::Boolean(flag) => Data::Flag(*flag),
            DeValue::Array(entries) => Data::List(entries.iter().map(Self::of).collect()),
            DeValue::Table(table) => Data::Table(Table::of(table)),
            DeValue::Float(_) | DeValue::Datetime(_) => Data::Other,
        };
        Self { span: value.span(), data }
    }
}

impl<'t> Data<'t> {
    /// Returns the table that it is; `None` for anything else.
    pub(super) fn as_table(&self) -> Option<&Table<'t>> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }
}
