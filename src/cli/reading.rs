//! tmp
use super::context::Ctx;
use super::error::CliError;
use crate::ingest::read::Options;
use crate::model::SourceKind;
use std::path::{Path, PathBuf};
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct ReadingArgs {
    #[arg(long)]
    map: Vec<String>,
    #[arg(long)]
    key: Option<String>,
}
impl ReadingArgs {
    pub(crate) fn options(&self, kind: SourceKind) -> Result<Options, CliError> {
        let mut o = Options::new(kind);
        o.map = self
            .map
            .iter()
            .filter_map(|m| m.rsplit_once('='))
            .map(|(a, b)| (a.into(), b.into()))
            .collect();
        o.key = self.key.clone();
        Ok(o)
    }
}
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}
pub(crate) fn input(ctx: &mut Ctx<'_>, path: &Path) -> Result<Input, CliError> {
    Ok(Input {
        path: ctx.path(path),
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
    })
}
