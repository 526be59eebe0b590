//! `kam playbook diff`: what two sets of rules have differently.

use std::path::Path;

use super::{in_force, opened, read};
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult};
use crate::cli::show::ShowArgs;
use crate::cli::text;
use crate::model::PlaybookId;
use crate::playbook::{KeyChange, SHIPPED, key_changes};
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};

#[derive(clap::Args, Debug)]
pub(super) struct DiffArgs {
    /// File, version (PB1), `-` or `shipped`: one to compare with the rules in force, or two
    #[arg(value_name = "RULES", num_args = 0..=2)]
    rules: Vec<String>,

    #[command(flatten)]
    show: ShowArgs,
}

pub(super) fn run(ctx: &mut Ctx<'_>, args: &DiffArgs) -> CliResult {
    let (old, new) = match args.rules.as_slice() {
        [] => (SHIPPED.to_owned(), in_force(ctx)?),
        [new] if is_older(new) => (text_of(ctx, new)?, in_force(ctx)?),
        [new] => (in_force(ctx)?, text_of(ctx, new)?),
        [old, new, ..] => (text_of(ctx, old)?, text_of(ctx, new)?),
    };
    let changes =
        key_changes(&old, &new).ok_or_else(|| CliError::refused(text::playbook_no_toml))?;
    if changes.is_empty() {
        ctx.ui.status(&text::playbook_same(ctx.ui.lang))?;
    }
    ctx.ui.show(&args.show, changes)
}

/// Returns whether what the word names was there before the rules in force.
fn is_older(word: &str) -> bool {
    word == "shipped" || word.parse::<PlaybookId>().is_ok()
}

fn text_of(ctx: &mut Ctx<'_>, word: &str) -> Result<String, CliError> {
    if word == "shipped" {
        return Ok(SHIPPED.to_owned());
    }
    match word.parse::<PlaybookId>() {
        Ok(version) => Ok(opened(ctx)?.store.db().playbook_text(version)?),
        Err(_) => read(ctx, Path::new(word)),
    }
}

impl Tabular for KeyChange {
    const KEYS: &'static [&'static str] = &["key", "old", "new"];
    const TYPES: &'static [CellType] = types![String, Option<String>, Option<String>,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.key.as_cell());
        put(self.old.as_cell());
        put(self.new.as_cell());
    }
}
