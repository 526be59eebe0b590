//! `kam query`: questions of one's own, in SQL.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text;
use crate::render::{
    AsCell as _, Cell, Layout, RenderError, RowWriter, Tabular, visible_line, width,
};
use crate::store::{Answer, Answers, ColumnMeaning, QueryError, column_meanings};

/// Ask the store in SQL
///
/// One statement that only reads: SELECT, WITH, VALUES or EXPLAIN. The store is opened so that
/// nothing can be written. Ids are numbers here, days texts like 2026-03-02, amounts hundredths;
/// rows that were taken back have a `removed_op`. Tables may come to be added and columns to be
/// changed with a new version of kam: for what has to last, use `kam export`.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam query --schema
  kam query 'SELECT city, COUNT(*) AS accounts FROM account WHERE removed_op IS NULL GROUP BY city'
  kam query 'SELECT id, name FROM account' -f csv -o names.csv
  kam query - < question.sql
")]
pub(crate) struct QueryArgs {
    /// The statement; `-` reads it from standard input
    #[arg(value_name = "SQL", required_unless_present = "schema", conflicts_with = "schema")]
    sql: Option<String>,

    /// List tables and columns with their meaning; needs no store
    #[arg(long)]
    schema: bool,

    /// Give up after so many seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=86_400)
    )]
    timeout: u64,

    #[command(flatten)]
    show: ShowArgs,
}

/// Bytes that a statement may have.
const LONGEST: u64 = 1_000_000;

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &QueryArgs) -> CliResult {
    let Some(sql) = &args.sql else { return ctx.ui.show(&args.show, column_meanings()) };
    let sql = if sql == "-" { from_stdin(ctx)? } else { sql.clone() };
    let session = ctx.open()?;
    let mut rows = 0;
    ctx.ui.write(&args.show, |layout, out| {
        // The statement chose the columns.
        let layout = Layout { may_drop: false, ..layout };
        let mut answers = Written { layout, out: Some(out), writer: None, failed: None, rows: 0 };
        let asked = session.store.query(&sql, args.timeout, &mut answers);
        rows = answers.rows;
        let (writer, failed) = (answers.writer.take(), answers.failed.take());
        if let Some(error) = failed {
            return Err(error.into());
        }
        asked.map_err(|error| explained(&sql, error))?;
        if let Some(writer) = writer {
            writer.finish()?;
        }
        Ok(())
    })?;
    ctx.ui.status(&text::query_rows(ctx.ui.lang, rows))?;
    Ok(Exit::Done)
}

fn from_stdin(ctx: &mut Ctx<'_>) -> Result<String, CliError> {
    use std::io::Read as _;
    let mut sql = String::new();
    let read = (&mut *ctx.stdin).take(LONGEST).read_to_string(&mut sql);
    let detail = read.map_err(|error| error.to_string());
    detail
        .map_err(|detail| CliError::refused(move |lang| text::cannot_read(lang, "-", &detail)))?;
    Ok(sql)
}

/// Returns an error that says what is wrong, and shows where in the statement it is.
fn explained(sql: &str, error: QueryError) -> CliError {
    match error {
        QueryError::Writes { word } => {
            CliError::refused(move |lang| text::query_writes(lang, &word))
                .hint(text::hint_query_writes)
        }
        QueryError::TooLong { seconds } => {
            CliError::refused(move |lang| text::query_too_long(lang, seconds))
                .hint(text::hint_query_too_long)
        }
        QueryError::Wrong { message, at } => {
            let mut made = CliError::refused(move |lang| text::query_wrong(lang, &message));
            if let Some(at) = at {
                for line in shown(sql, at) {
                    made = made.place(move |_| line.clone());
                }
            }
            made.hint(text::hint_query_schema)
        }
        QueryError::Store(error) => error.into(),
    }
}

/// Returns the line that the character at `at`, from 1, is on, and a caret below it.
fn shown(sql: &str, at: usize) -> [String; 2] {
    let before: String = sql.chars().take(at.saturating_sub(1)).collect();
    let line = before.matches('\n').count();
    let text = sql.lines().nth(line).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let blanks = " ".repeat(width(&visible_line(before)));
    [format!("  {}", visible_line(text)), format!("  {blanks}^")]
}

/// An answer on its way to the reader.
struct Written<'a> {
    layout: Layout<'a>,
    out: Option<&'a mut dyn std::io::Write>,
    writer: Option<RowWriter<'a, Row>>,
    failed: Option<RenderError>,
    rows: u64,
}

impl Answers for Written<'_> {
    fn columns(&mut self, names: Vec<String>) {
        let Some(out) = self.out.take() else { return };
        match RowWriter::start_with(keys(names), &self.layout, out) {
            Ok(writer) => self.writer = Some(writer),
            Err(error) => self.failed = Some(error),
        }
    }

    fn row(&mut self, row: Vec<Answer>) -> bool {
        let Some(writer) = &mut self.writer else { return false };
        self.rows += 1;
        if let Err(error) = writer.row(&Row(row)) {
            self.failed = Some(error);
        }
        self.failed.is_none()
    }
}

/// Returns the names of columns as keys: each once, the second `name` is `name_2`. They are kept
/// until the program ends, which asks one question.
fn keys(names: Vec<String>) -> &'static [&'static str] {
    let mut keys: Vec<&'static str> = Vec::with_capacity(names.len());
    for name in names {
        let mut key = name.clone();
        let mut number = 1;
        while keys.contains(&key.as_str()) {
            number += 1;
            key = format!("{name}_{number}");
        }
        keys.push(Box::leak(key.into_boxed_str()));
    }
    Box::leak(keys.into_boxed_slice())
}

/// A row of an answer; its keys are those of the statement.
struct Row(Vec<Answer>);

impl Tabular for Row {
    const KEYS: &'static [&'static str] = &[];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        for value in &self.0 {
            put(match value {
                Answer::Null => Cell::Null,
                Answer::Int(number) => Cell::Int(*number),
                Answer::Text(text) => text.as_cell(),
            });
        }
    }
}

impl Tabular for ColumnMeaning {
    const KEYS: &'static [&'static str] = &["table", "column", "type", "nullable", "comment"];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.table.as_cell());
        put(self.column.as_cell());
        put(self.kind.as_cell());
        put(self.nullable.as_cell());
        put(self.comment.as_cell());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_is_under_what_is_wrong() {
        assert_eq!(shown("EXPLAIN nme", 9), ["  EXPLAIN nme", "          ^"]);
        assert_eq!(shown("VALUES\n '多达', nme", 15), ["   '多达', nme", "           ^"]);
        assert_eq!(shown("", 1), ["  ", "  ^"]);
    }

    #[test]
    fn columns_of_the_same_name_are_told_apart() {
        let names = ["id", "id", "name", "id"].map(str::to_owned).to_vec();
        assert_eq!(keys(names), ["id", "id_2", "name", "id_3"]);
    }
}
