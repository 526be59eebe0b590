//! Rejected rows as a file like the one they came in, to be corrected and imported again.

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

/// Returns the file: columns, delimiter and encoding of the list, and for every row why it was
/// rejected and how to mend it, as `why` puts it for a code; in UTF-8 where the encoding has not
/// all of the characters. `None` where the batch did not keep its columns.
pub fn rejects_file(
    batch: &Batch,
    rows: &[BatchRow],
    why: &dyn Fn(&str) -> (String, String),
) -> Option<Vec<u8>> {
    #[derive(serde::Deserialize)]
    struct Kept {
        columns: Vec<String>,
    }
    let kept: Kept = serde_json::from_str(&batch.mapping).ok()?;
    let delimiter = match batch.delimiter.as_str() {
        "tab" => b'\t',
        other => *other.as_bytes().first()?,
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(kept.columns.iter().map(String::as_str).chain(ADDED)).ok()?;
    for row in rows {
        let cells: Vec<String> = serde_json::from_str(row.cells.as_deref()?).ok()?;
        let (reason, remedy) = why(row.reason.as_deref().unwrap_or_default());
        // Surplus cells stand behind what is added: the columns keep their places.
        let (own, surplus) = cells.split_at(kept.columns.len().min(cells.len()));
        let record = own.iter().chain([&reason, &remedy]).chain(surplus);
        writer.write_record(record.map(String::as_str)).ok()?;
    }
    let text = String::from_utf8(writer.into_inner().ok()?).ok()?;
    Some(encoded(&text, &batch.encoding))
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let own = encoding.parse().ok().and_then(|encoding: Encoding| encoding.encode(text));
    // The mark tells spreadsheet programs that the file is UTF-8.
    own.unwrap_or_else(|| [UTF_8_MARK, text.as_bytes()].concat())
}
