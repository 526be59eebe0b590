//! What the stable codes of lists mean: problems of cells, and why rows are one customer or wait.

use super::Lang;
use crate::ingest::clean::problem;

/// Returns what a problem's code means, with its fact filled in; the code itself where it is
/// unknown.
pub(crate) fn problem(_: Lang, code: &str, detail: &str) -> String {
    problem::explain(code, detail)
}

/// Returns why a row is the same customer, is held, or was rejected; the code itself where it is
/// unknown.
pub(crate) fn reason(_: Lang, code: &str) -> String {
    code.to_owned()
}
