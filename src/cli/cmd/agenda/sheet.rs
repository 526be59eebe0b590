//! The agenda as a sheet that goes out to be filled in, and comes back as touches.

use std::io::Write as _;
use std::path::Path;

use super::rows::{Row, dialled};
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::labels::{choice_label, label};
use crate::cli::listing::shell_word;
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::ui::ends_with;
use crate::model::{Choice, TouchKind, TouchResult};
use crate::render::{FileOutput, Offered, form};

/// Columns that are written: what a row is known by, then what is to be known.
const WRITTEN: &[&str] = &[
    "agenda_day",
    "account_id",
    "deal_id",
    "name",
    "contact",
    "phone",
    "present_grade",
    "why",
    "last_note",
    "work",
    "consultant",
];

/// Columns that are filled in.
const FILLED_IN: &[&str] =
    &["result", "touch_kind", "touch_note", "next_on", "new_grade", "touched_on"];

/// Returns the headers of the sheet.
pub(in crate::cli) fn headers(lang: Lang) -> Vec<String> {
    WRITTEN.iter().chain(FILLED_IN).map(|key| label(lang, key).to_owned()).collect()
}

/// Returns the workbook that the agenda is to be written to; `None` where it is not, or where a
/// form is asked for besides.
pub(super) fn asked(show: &ShowArgs) -> Option<&Path> {
    show.output.as_deref().filter(|path| show.format.is_none() && ends_with(path, "xlsx"))
}

/// Writes the sheet, wholly or not at all, and says how it comes back.
pub(super) fn write<'r>(
    ctx: &mut Ctx<'_>,
    show: &ShowArgs,
    path: &Path,
    rows: impl Iterator<Item = Row<'r>>,
) -> CliResult {
    if show.is_chosen() || show.no_header {
        return Err(CliError::usage(text::sheet_is_whole).hint(text::hint_sheet_is_whole));
    }
    let lang = ctx.ui.lang;
    let mut table = vec![headers(lang)];
    table.extend(rows.map(|row| cells(lang, &row)));
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut file = FileOutput::create(&ctx.path(path))?;
    file.write_all(&form(&name, &table, &offered(lang))?)?;
    file.commit()?;
    ctx.ui.status(&text::written_to(lang, path.display()))?;
    if table.len() > 1 {
        ctx.ui.status(&text::hint_sheet(lang, shell_word(&path.display().to_string())))?;
    }
    Ok(Exit::Done)
}

/// Returns the cells of an item, without the blank ones at its end.
fn cells(lang: Lang, row: &Row<'_>) -> Vec<String> {
    let (item, known, telling) = (row.item, row.known(), row.telling);
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    vec![
        row.day.to_string(),
        item.account.to_string(),
        item.deal.map(|deal| deal.to_string()).unwrap_or_default(),
        text(known.map(|known| &known.name)),
        text(known.and_then(|known| known.contact.as_ref())),
        known.and_then(dialled).unwrap_or_default(),
        item.grade.map(|grade| grade.to_string()).unwrap_or_default(),
        row.why(lang, telling.playbook),
        text(known.and_then(|known| known.last_note.as_ref())),
        text::work_steps(lang, item.work, telling.playbook),
        text(item.doer.and_then(|doer| telling.names.get(&doer))),
    ]
}

/// Returns the values to choose from when the sheet is filled in.
fn offered(lang: Lang) -> Vec<Offered> {
    fn words<T: Choice>(lang: Lang, column: &str) -> Vec<String> {
        T::ALL.iter().map(|value| choice_label(lang, column, value.key()).to_owned()).collect()
    }
    let place = |key: &str| {
        let filled_in = FILLED_IN.iter().position(|known| *known == key).unwrap_or(0);
        WRITTEN.len() + filled_in
    };
    let results = words::<TouchResult>(lang, "result");
    let kinds = words::<TouchKind>(lang, "touch_kind");
    let grades = ["O", "H", "A", "B", "C"].map(ToOwned::to_owned).to_vec();
    [("result", results), ("touch_kind", kinds), ("new_grade", grades)]
        .map(|(key, values)| Offered { column: place(key), values })
        .to_vec()
}
