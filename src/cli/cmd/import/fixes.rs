//! Rejected rows that come back corrected: as the batch had them.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use super::ImportArgs;
use crate::cli::context::Session;
use crate::cli::error::CliError;
use crate::cli::{resolve, text};
use crate::ingest::map::Meanings;
use crate::ingest::read::{Encoding, Options};
use crate::model::{Batch, BatchId, Source};

/// The batch that rows were rejected of.
pub(super) struct Fixed {
    pub(super) batch: Batch,
    pub(super) source: Source,
    like: Arc<Meanings>,
}

impl Fixed {
    /// Returns the batch that `--fixes` names; `None` where it is not given.
    pub(super) fn of(session: &Session, args: &ImportArgs) -> Result<Option<Self>, CliError> {
        let Some(said) = &args.fixes else { return Ok(None) };
        let db = session.store.db();
        let id: BatchId = resolve::id(said)?;
        let batch: Batch = db.get(id)?;
        let source = db.get(batch.source)?;
        let like = Meanings::read(&batch.mapping)
            .map(Arc::new)
            .ok_or_else(|| CliError::refused(move |lang| text::batch_without_columns(lang, id)))?;
        Ok(Some(Self { batch, source, like }))
    }

    /// Returns the options with which columns mean what they meant in the batch.
    pub(super) fn options(&self, options: Options) -> Options {
        Options { like: Some(self.like.clone()), ..options }
    }

    /// Returns the same for one file: where it is text and not UTF-8, it is in the encoding of the
    /// batch, which a few rows alone may not show.
    pub(super) fn options_for(&self, path: &Path, options: &Options) -> Options {
        let usual = self.batch.encoding.parse::<Encoding>().ok();
        let usual = usual.filter(|usual| {
            options.encoding.is_none() && *usual != Encoding::UTF_8 && is_other_text(path)
        });
        Options { encoding: options.encoding.or(usual), ..options.clone() }
    }
}

/// Returns whether a file is text that has no byte order mark and is not UTF-8.
fn is_other_text(path: &Path) -> bool {
    const MARKS: &[&[u8]] = &[
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\x84\x31\x95\x33",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
    ];
    let Ok(mut file) = std::fs::File::open(path) else { return false };
    let mut block = vec![0; 1 << 16];
    let (mut kept, mut is_start) = (0, true);
    loop {
        let Ok(count) = file.read(&mut block[kept..]) else { return false };
        let bytes = &block[..kept + count];
        if is_start && MARKS.iter().any(|mark| bytes.starts_with(mark)) {
            return false;
        }
        is_start = false;
        match std::str::from_utf8(bytes) {
            Ok(_) => kept = 0,
            Err(error) if error.error_len().is_some() || count == 0 => return true,
            Err(error) => {
                let whole = error.valid_up_to();
                let length = bytes.len();
                block.copy_within(whole..length, 0);
                kept = length - whole;
            }
        }
        if count == 0 {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_utf8_is_told_from_text_that_is_and_from_workbooks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        let long = "名".repeat(50_000);
        let cases: [(&[u8], bool); 8] = [
            (b"", false),
            ("公司名称\n杭州".as_bytes(), false),
            (long.as_bytes(), false),
            (&long.as_bytes()[..long.len() - 1], true),
            (b"\xb9\xab\xcb\xbe", true),
            (b"PK\x03\x04\xb9\xab", false),
            (b"\xff\xfe\xb9\xab", false),
            (b"\xef\xbb\xbf\xb9\xab", false),
        ];
        for (bytes, is_other) in cases {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(is_other_text(&path), is_other, "{:?}", &bytes[..bytes.len().min(8)]);
        }
    }
}
