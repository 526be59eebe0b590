//! tmp
use super::error::CliError;
use super::text::Lang;
use crate::ingest::lead::Rejection;
use crate::ingest::read::ReadError;
use crate::model::CellProblem;
pub(crate) fn read_error(file: &str, error: ReadError) -> CliError {
    let t = format!("{file}: {error}");
    CliError::refused(move |_| t.clone())
}
pub(crate) fn strict_error(file: &str, rows: Vec<Rejection>) -> CliError {
    let t = format!("{file}: {}", rows.len());
    CliError::refused(move |_| t.clone())
}
pub(crate) fn cell_line(_: Lang, file: &str, p: &CellProblem, _mask: bool) -> String {
    format!("{file}:{}:{}: {} {:?} [{}]", p.line, p.column, p.field, p.value, p.code)
}
pub(crate) fn row_line(_: Lang, file: &str, p: &Rejection, _mask: bool) -> String {
    format!("{file}: {p}")
}
