//! Why a workbook cannot be read, and what to do.

use super::refused;
use crate::cli::error::CliError;
use crate::cli::text::{self, Lang};
use crate::ingest::read::{SheetSize, WorkbookError};

/// Returns why a workbook cannot be read.
pub(super) fn error(file: String, error: WorkbookError) -> CliError {
    use WorkbookError as E;
    match error {
        E::TooLarge { bytes, limit } => {
            refused(file, move |lang| text::workbook_too_large(lang, bytes, limit))
                .hint(text::hint_split_workbook)
        }
        E::CutOff => refused(file, text::workbook_cut_off).hint(text::hint_take_again),
        E::TooManyParts { limit } => {
            refused(file, move |lang| text::too_many_parts(lang, limit)).hint(text::hint_real_list)
        }
        E::NoPart { part } => {
            refused(file, move |lang| text::no_part(lang, &part)).hint(text::hint_take_again)
        }
        E::PartTooLarge { part, bytes, limit } => {
            refused(file, move |lang| text::part_too_large(lang, &part, bytes, limit))
                .hint(text::hint_split_workbook)
        }
        E::Inflates { part, limit } => {
            refused(file, move |lang| text::part_inflates(lang, &part, limit))
                .hint(text::hint_real_list)
        }
        E::TooManyElements { part, limit } => {
            refused(file, move |lang| text::too_many_elements(lang, &part, limit))
                .hint(text::hint_split_workbook)
        }
        E::PartDamaged { part } => {
            refused(file, move |lang| text::part_damaged(lang, &part)).hint(text::hint_take_again)
        }
        E::TooMuchText { sheet, limit } => {
            refused(file, move |lang| text::too_much_text(lang, &sheet, limit))
                .hint(text::hint_split_workbook)
        }
        E::Encrypted => refused(file, text::is_locked).hint(text::hint_unlock),
        E::Binary => refused(file, text::is_binary_workbook).hint(text::hint_save_xlsx),
        E::TooOld => refused(file, text::is_too_old).hint(text::hint_save_xlsx),
        E::NoWorkbook => refused(file, text::is_no_workbook).hint(text::hint_save_sheet),
        E::TextOption { option } => {
            CliError::usage(move |lang| text::option_for_text(lang, &file, option))
                .hint(move |lang| text::hint_without_option(lang, option))
        }
        E::UnknownSheet { wanted, sheets } => {
            refused(file, move |lang| text::no_sheet(lang, &wanted))
                .hint(move |lang| text::hint_sheet_names(lang, sheets.join(", ")))
        }
        E::SheetsDiffer { sheets } => several(file, sheets, text::sheets_differ),
        E::Several { sheets } => several(file, sheets, text::several_sheets),
        E::OnlyHidden { sheets } => several(file, sheets, text::only_hidden_sheets),
    }
}

/// Returns that one of these sheets has to be named.
fn several(file: String, sheets: Vec<SheetSize>, why: fn(Lang, usize) -> String) -> CliError {
    let (count, first) = (sheets.len(), sheets.first().map(|sheet| sheet.name.clone()));
    let mut error = refused(file, move |lang| why(lang, count));
    for SheetSize { name, rows, columns } in sheets {
        error = error.place(move |lang| text::sheet_size(lang, &name, rows, columns));
    }
    let first = first.unwrap_or_default();
    error.hint(move |lang| text::hint_name_sheet(lang, super::shell_word(&first)))
}
