//! Rejected rows as a file like the one they came in, to be corrected and imported again.

use crate::ingest::map::Meanings;
use crate::ingest::read::Encoding;
use crate::model::{Batch, BatchRow};

/// Headers of the columns that are added; importing leaves columns so named out.
const ADDED: [&str; 2] = ["kam_reason", "kam_remedy"];

/// Begins a file in UTF-8.
const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Returns whether a file of rejected rows is in UTF-8 because the encoding of their list has not
/// all of its characters.
pub fn is_in_other_encoding(file: &[u8], batch: &Batch) -> bool {
    file.starts_with(UTF_8_MARK) && batch.encoding != Encoding::UTF_8.key()
}

/// A reason why a row was rejected.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct KeptReason {
    /// Column, from 1, of the cell that shows it; `None` where no single one does.
    pub column: Option<u64>,
    /// Field of that column.
    pub field: Option<String>,
    /// That cell as written; blank where there is none.
    pub value: String,
    /// Stable code.
    pub code: String,
}

/// A code of a reason, behind the header of the cell that shows it where one does.
pub type HeadedReason<'a> = (Option<&'a str>, &'a str);

/// Returns every reason why a row was rejected, in the order of columns.
pub fn kept_reasons(row: &BatchRow) -> Vec<KeptReason> {
    let kept = row.warnings.as_deref().and_then(|kept| serde_json::from_str(kept).ok());
    kept.unwrap_or_else(|| {
        let code = row.reason.clone().unwrap_or_default();
        vec![KeptReason { column: None, field: None, value: String::new(), code }]
    })
}

/// Returns rejected rows as a table: columns of the list, and for every row why it was rejected and
/// how to mend it, as `why` puts it for codes, each with the header of the cell that shows it.
/// `None` where the batch did not keep its columns.
pub fn rejects_table(
    batch: &Batch,
    rows: &[BatchRow],
    why: &dyn Fn(&[HeadedReason<'_>]) -> (String, String),
) -> Option<Vec<Vec<String>>> {
    let columns = Meanings::read(&batch.mapping)?.columns;
    let is_own = |column: &String| !ADDED.contains(&column.as_str());
    let own: Vec<bool> = columns.iter().map(is_own).collect();
    let headers = columns.clone();
    let header = |column: u64| headers.get(usize::try_from(column).ok()?.checked_sub(1)?);
    let added = ADDED.iter().map(|header| (*header).to_owned());
    let mut table = vec![columns.into_iter().filter(is_own).chain(added).collect()];
    for row in rows {
        let mut cells: Vec<String> = serde_json::from_str(row.cells.as_deref()?).ok()?;
        let reasons = kept_reasons(row);
        let reasons: Vec<HeadedReason<'_>> = reasons
            .iter()
            .map(|reason| {
                let header = reason.column.and_then(header).map(String::as_str);
                (header.filter(|header| !header.is_empty()), reason.code.as_str())
            })
            .collect();
        let (reason, remedy) = why(&reasons);
        // Surplus cells stand behind what is added: the columns keep their places.
        let surplus = cells.split_off(own.len().min(cells.len()));
        cells.resize(own.len(), String::new());
        let cells = cells.into_iter().zip(&own).filter(|(_, own)| **own).map(|(cell, _)| cell);
        table.push(cells.chain([reason, remedy]).chain(surplus).collect());
    }
    Some(table)
}

/// Returns such a table as text, in delimiter and encoding of the list; in UTF-8 where the encoding
/// has not all of the characters.
pub fn rejects_file(batch: &Batch, table: &[Vec<String>]) -> Option<Vec<u8>> {
    let delimiter = match batch.delimiter.as_str() {
        "tab" => b'\t',
        // Of cards: their rows come back as a table.
        "" => b',',
        other => *other.as_bytes().first()?,
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in table {
        writer.write_record(row).ok()?;
    }
    let text = String::from_utf8(writer.into_inner().ok()?).ok()?;
    Some(encoded(&text, &batch.encoding))
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let own = encoding.parse().ok().and_then(|encoding: Encoding| encoding.encode(text));
    // The mark tells spreadsheet programs that the file is UTF-8.
    own.unwrap_or_else(|| [UTF_8_MARK, text.as_bytes()].concat())
}
