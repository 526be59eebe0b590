//! TOML as playbooks are written, read in one pass.
//!
//! Commands read the playbook each time they run, and it is nearly always written plainly: bare
//! keys, texts on one line without escapes, small numbers, each table under one header. Whatever
//! else there is, rightly or wrongly, is left to the TOML parser, which also knows every place.

use super::{Data, Item, Key, Table};

/// Lists and tables within each other that are followed.
const DEEPEST: usize = 16;

/// Returns the values of a text without their places; `None` where it is not written plainly.
pub(in super::super) fn plain(text: &str) -> Option<Table<'_>> {
    let mut scanner = Scanner { text, at: 0 };
    let mut root = scanner.lines()?;
    while scanner.takes(b'[') {
        let repeated = scanner.takes(b'[');
        let path = scanner.path()?;
        let closed = scanner.takes(b']') && (!repeated || scanner.takes(b']'));
        if !closed || !scanner.ends_line() {
            return None;
        }
        let table = scanner.lines()?;
        place(&mut root, &path, repeated, table)?;
    }
    (scanner.at == text.len()).then_some(root)
}

/// Puts the table of a header to its place; `None` where something stands there already.
fn place<'t>(
    root: &mut Table<'t>,
    path: &[&'t str],
    repeated: bool,
    table: Table<'t>,
) -> Option<()> {
    let (name, above) = path.split_last()?;
    let mut within = root;
    for name in above {
        within = below(within, name)?;
    }
    let table = item(Data::Table(table));
    let at = within.entries.iter().position(|(key, _)| key.name == *name);
    match at.map(|at| &mut within.entries[at].1.data) {
        None if repeated => within.push(name, Data::List(vec![table])),
        None => within.push(name, table.data),
        Some(Data::List(tables)) if repeated => {
            open(tables)?;
            tables.push(table);
            Some(())
        }
        Some(_) => None,
    }
}

/// Returns the table that a header goes on below: one that is there, or a new one.
fn below<'a, 't>(table: &'a mut Table<'t>, name: &'t str) -> Option<&'a mut Table<'t>> {
    let known = table.entries.iter().position(|(key, _)| key.name == name);
    if known.is_none() {
        table.push(name, Data::Table(Table::default()))?;
    }
    let at = known.unwrap_or(table.entries.len() - 1);
    match &mut table.entries[at].1.data {
        Data::Table(table) if !table.inline => Some(table),
        Data::List(tables) => open(tables),
        _ => None,
    }
}

/// Returns the last table of a list of them that headers make.
fn open<'a, 't>(tables: &'a mut [Item<'t>]) -> Option<&'a mut Table<'t>> {
    match &mut tables.last_mut()?.data {
        Data::Table(table) if !table.inline => Some(table),
        _ => None,
    }
}

fn item(data: Data<'_>) -> Item<'_> {
    Item { span: 0..0, data }
}

impl<'t> Table<'t> {
    /// Adds a key; `None` where the table has it.
    fn push(&mut self, name: &'t str, data: Data<'t>) -> Option<()> {
        if self.get(name).is_some() {
            return None;
        }
        self.entries.push((Key { name, start: 0 }, item(data)));
        Some(())
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes past `byte` where it is next.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.next() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Goes past bytes for as long as they are so, and returns them; what ends them is ASCII.
    fn while_so(&mut self, so: impl Fn(u8) -> bool) -> Option<&'t str> {
        let from = self.at;
        let rest = self.text.as_bytes().get(from..)?;
        let length = rest.iter().position(|byte| !so(*byte)).unwrap_or(rest.len());
        self.at += length;
        self.text.get(from..self.at)
    }

    fn blanks(&mut self) {
        self.while_so(|byte| byte == b' ' || byte == b'\t');
    }

    /// Goes past the rest of a line that says nothing more; `false` where it does.
    fn ends_line(&mut self) -> bool {
        self.blanks();
        if self.takes(b'#') {
            self.while_so(is_plain);
        }
        let ended = self.next().is_none();
        ended || self.takes(b'\n') || (self.takes(b'\r') && self.takes(b'\n'))
    }

    /// Goes past blanks, comments and ends of lines.
    fn gap(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.next() {
                Some(b'#' | b'\n' | b'\r') => self.ends_line().then_some(())?,
                _ => return Some(()),
            }
        }
    }

    /// Reads keys with their values, a line each, up to the next header.
    fn lines(&mut self) -> Option<Table<'t>> {
        let mut table = Table::default();
        loop {
            self.gap()?;
            if matches!(self.next(), None | Some(b'[')) {
                return Some(table);
            }
            self.pair(&mut table, DEEPEST)?;
            self.ends_line().then_some(())?;
        }
    }

    /// Reads the keys of a header.
    fn path(&mut self) -> Option<Vec<&'t str>> {
        let mut path = vec![self.key()?];
        while self.takes(b'.') {
            path.push(self.key()?);
        }
        Some(path)
    }

    /// Reads a key and its value into `table`.
    fn pair(&mut self, table: &mut Table<'t>, depth: usize) -> Option<()> {
        let key = self.key()?;
        self.takes(b'=').then_some(())?;
        self.blanks();
        let value = self.value(depth)?;
        table.push(key, value)
    }

    /// Reads a bare key, and the blanks around it.
    fn key(&mut self) -> Option<&'t str> {
        self.blanks();
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let key = self.while_so(is_bare).filter(|key| !key.is_empty())?;
        self.blanks();
        Some(key)
    }

    fn value(&mut self, depth: usize) -> Option<Data<'t>> {
        let depth = depth.checked_sub(1)?;
        match self.next()? {
            quote @ (b'"' | b'\'') => self.quoted(quote).map(Data::Text),
            b'[' => {
                let mut entries = Vec::new();
                self.each_until(b']', |scanner| {
                    entries.push(item(scanner.value(depth)?));
                    Some(())
                })?;
                Some(Data::List(entries))
            }
            b'{' => {
                let mut table = Table { inline: true, ..Table::default() };
                self.each_until(b'}', |scanner| scanner.pair(&mut table, depth))?;
                Some(Data::Table(table))
            }
            _ => self.word(),
        }
    }

    /// Reads what stands between brackets, with commas between.
    fn each_until(&mut self, end: u8, mut read: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        loop {
            self.gap()?;
            if self.takes(end) {
                return Some(());
            }
            read(self)?;
            self.gap()?;
            if !self.takes(b',') {
                return self.takes(end).then_some(());
            }
        }
    }

    /// Reads a text in quotes on one line.
    fn quoted(&mut self, quote: u8) -> Option<&'t str> {
        self.at += 1;
        let text = self.while_so(|byte| byte != quote && byte != b'\\' && is_plain(byte))?;
        self.takes(quote).then_some(())?;
        // Three quotes begin a text of several lines.
        (!text.is_empty() || self.next() != Some(quote)).then_some(text)
    }

    /// Reads a number or a flag.
    fn word(&mut self) -> Option<Data<'t>> {
        match self.while_so(|byte| !b" \t\r\n,]}#".contains(&byte))? {
            "true" => Some(Data::Flag(true)),
            "false" => Some(Data::Flag(false)),
            digits => {
                let is_number = digits.bytes().all(|byte| byte.is_ascii_digit())
                    && (digits.len() == 1 || !digits.starts_with('0'));
                let number = digits.parse().ok().filter(|_| is_number)?;
                Some(Data::Number(Some(number)))
            }
        }
    }
}

/// Returns whether TOML has a byte within a line of text.
fn is_plain(byte: u8) -> bool {
    byte == b'\t' || (byte >= b' ' && byte != 0x7f)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml::de::DeTable;

    use super::*;
    use crate::playbook::SHIPPED;

    /// Returns what a table says, whatever the order of its keys.
    fn said(table: &Table<'_>) -> String {
        fn value(data: &Data<'_>) -> String {
            match data {
                Data::Table(table) => said(table),
                Data::List(entries) => {
                    let entries: Vec<String> = entries.iter().map(|e| value(&e.data)).collect();
                    format!("{entries:?}")
                }
                other => format!("{other:?}"),
            }
        }
        let mut pairs: Vec<(&str, String)> =
            table.entries.iter().map(|(key, item)| (key.name, value(&item.data))).collect();
        pairs.sort_unstable();
        format!("{pairs:?}")
    }

    /// Returns what the TOML parser reads; `None` where it is no TOML.
    fn parsed(text: &str) -> Option<String> {
        let (table, errors) = DeTable::parse_recoverable(text);
        errors.is_empty().then(|| said(&Table::of(table.get_ref())))
    }

    #[test]
    fn the_shipped_rules_are_written_plainly() {
        assert_eq!(plain(SHIPPED).as_ref().map(said), parsed(SHIPPED));
        let elsewhere = SHIPPED.replace('\n', "\r\n");
        assert_eq!(plain(&elsewhere).as_ref().map(said), parsed(SHIPPED));
    }

    #[test]
    fn plain_texts_mean_what_toml_says() {
        for text in [
            "",
            "# nothing",
            "a = 1 # one\n\n[b]\nc = 'x\ty'",
            "a = [1, 2,\n # and\n 3,\n]\nb = []\nc = {}",
            "a = { b = true, c = [{ d = \"甲\" }, { d = '' }] }",
            "[a.b]\nc = 0\n[a.d]\n[[a.e]]\nf = 1\n[[a.e]]\n[a.e.g]\nh = 4294967295",
            "  [ a . b ] \n c=\"# no comment\"",
        ] {
            let plain = plain(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(Some(said(&plain)), parsed(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_parser() {
        for text in [
            "a = \"\\u4e00\"",
            "a = \"\"\"x\"\"\"",
            "a = ''''''",
            "\"a\" = 1",
            "a.b = 1",
            "a = -1",
            "a = 01",
            "a = 1_000",
            "a = 4294967296",
            "a = 1.5",
            "a = 2026-03-02",
            "a = 1 2",
            "a =\n1",
            "a = 1\na = 2",
            "a = { b = 1, b = 2 }",
            "a = {}\n[a]",
            "a = {}\n[a.b]",
            "a = [{}]\n[[a]]",
            "[a]\n[a]",
            "[a.b]\n[a]",
            "[a]\n[[a]]",
            "[[a]\n",
            "[a]]\n",
            "[a] b = 1",
            "a = 1\rb = 2",
            "a = 1 # \u{7}",
            "a = [1,, 2]",
            "a = [,]",
            "a = [1",
            "a = \"x",
            "\u{feff}a = 1",
        ] {
            assert!(plain(text).is_none(), "{text}");
        }
        let deep = format!("a = {}{}", "[".repeat(40), "]".repeat(40));
        assert!(plain(&deep).is_none());
    }

    /// Texts of pieces that have a meaning, and the shipped rules with some of them put in.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a", "b", "a = ", "b.c", "\"", "'", "\"x\"", "'甲'", "1", "0", "-", "true", "false",
            "[", "]", "[[", "]]", "[a]\n", "[b]\n", "[a.b]\n", "[[a]]\n", "{", "}", ",", "=", ".",
            "\n", "\r\n", "\r", " ", "\t", "# c\n", "\\", "_", "\u{0}", "a = 1\n", "b = {}\n",
            "a = [", "a = { ", "c = 2",
        ]);
        let pieces = prop::collection::vec(piece.clone(), 0..12).prop_map(|all| all.concat());
        let at = prop::sample::select(SHIPPED.char_indices().map(|(at, _)| at).collect::<Vec<_>>());
        let length = prop::sample::select(vec![0, 0, 1, 2, 20]);
        let changed = (at, piece, length).prop_map(|(at, piece, length)| {
            let rest: String = SHIPPED[at..].chars().skip(length).collect();
            format!("{}{piece}{rest}", &SHIPPED[..at])
        });
        prop_oneof![4 => pieces, 1 => changed]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        /// What is taken for plain is TOML, and says the same to the TOML parser.
        #[test]
        fn whatever_is_read_as_plain_is_what_toml_says(text in texts()) {
            if let Some(table) = plain(&text) {
                prop_assert_eq!(Some(said(&table)), parsed(&text));
            }
        }
    }
}
