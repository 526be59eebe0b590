//! Rejected rows that come back corrected: as the batch had them.

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

    /// Returns the options with which columns mean what they meant in the batch, and text that is
    /// not UTF-8 is in its encoding, which a few rows alone may not show.
    pub(super) fn options(&self, options: Options) -> Options {
        let usual = self.batch.encoding.parse::<Encoding>().ok();
        Options { like: Some(self.like.clone()), usual, ..options }
    }
}
