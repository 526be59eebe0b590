//! Whole outputs, and what holds for all of them.

mod data;
mod tables;

use super::{
    AsCell as _, Cell, Format, KeysOnly, Layout, Purpose, RenderError, RowWriter, Tabular,
    write_one, write_rows,
};
use crate::model::{AccountId, Day, Factor, Money};

/// A row with a cell of every type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Sample {
    id: Option<AccountId>,
    name: String,
    need: Option<Factor>,
    count: Option<i64>,
    urgent: bool,
    due: Option<Day>,
    budget: Option<Money>,
    tags: Vec<String>,
    phones: Vec<Line>,
}

/// A row within a row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: String,
    note: Option<String>,
}

impl Tabular for Line {
    const KEYS: &'static [&'static str] = &["number", "note"];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.number.as_cell());
        put(self.note.as_cell());
    }
}

impl Tabular for Sample {
    const KEYS: &'static [&'static str] =
        &["id", "name", "need", "count", "urgent", "due", "budget", "tags", "phones"];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.id.as_cell());
        put(self.name.as_cell());
        put(self.need.as_cell());
        put(self.count.as_cell());
        put(self.urgent.as_cell());
        put(self.due.as_cell());
        put(self.budget.as_cell());
        put(self.tags.as_cell());
        put(Cell::Records(&self.phones));
    }
}

fn duoda() -> Sample {
    Sample {
        id: Some(AccountId(1042)),
        name: "多达公司".into(),
        need: Some(Factor::Yes),
        count: Some(5),
        urgent: true,
        due: Day::new(2026, 3, 1),
        budget: Money::from_units(1_250_000),
        tags: vec!["越野".into(), "a,b".into()],
        phones: vec![
            Line { number: "13800138000".into(), note: None },
            Line { number: "01065551234".into(), note: Some("前台".into()) },
        ],
    }
}

fn bare() -> Sample {
    Sample { id: Some(AccountId(7)), name: "=1+1\n\"x\"".into(), ..Sample::default() }
}

fn layout(format: Format) -> Layout<'static> {
    Layout {
        format,
        name: "",
        columns: None,
        sort: &[],
        limit: 0,
        may_drop: false,
        header: true,
        width: None,
        colour: false,
        terminal: false,
        purpose: Purpose::Data,
        words: &KeysOnly,
    }
}

fn written<T: Tabular>(rows: &[T], layout: &Layout<'_>) -> Result<String, RenderError> {
    let mut out = Vec::new();
    let mut writer = RowWriter::<T>::start(layout, &mut out)?;
    for row in rows {
        writer.row(row)?;
    }
    let written = writer.finish()?;
    assert_eq!((written.rows, written.more), (u64::try_from(rows.len()).unwrap(), false));
    Ok(String::from_utf8(out).unwrap())
}

fn one<T: Tabular>(thing: &T, layout: &Layout<'_>) -> String {
    let mut out = Vec::new();
    write_one(thing, layout, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn columns(names: &str) -> Vec<String> {
    names.split(',').map(Into::into).collect()
}

#[test]
fn an_error_among_the_rows_ends_the_list() {
    let rows = [Ok(duoda()), Err(RenderError::NoIds), Ok(bare())];
    let mut out = Vec::new();
    let ended: Result<u64, RenderError> = write_rows(rows, &layout(Format::Ndjson), &mut out);
    assert!(matches!(ended, Err(RenderError::NoIds)));
    assert_eq!(String::from_utf8(out).unwrap().lines().count(), 1);
}

#[test]
fn a_closed_pipe_keeps_its_kind() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let written: Result<u64, RenderError> =
            write_rows([Ok(duoda())], &layout(*format), &mut Closed);
        let Err(RenderError::Write(error)) = written else { panic!("{format}: {written:?}") };
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
}
