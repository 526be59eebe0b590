//! How rows are printed: the options that every command with rows has.

use std::path::PathBuf;

use crate::render::{Format, Purpose};

/// Form, choice of columns and file of the rows printed.
#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Output")]
pub(crate) struct ShowArgs {
    /// Form of the rows: table, csv, tsv, json, ndjson, md, ids
    #[arg(short, long, value_name = "FORM")]
    pub(crate) format: Option<Format>,

    /// Write to FILE, wholly or not at all; its ending chooses the form, .xlsx a workbook
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Columns to print, by key and in this order
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    pub(crate) columns: Option<Vec<String>>,

    /// Order of the rows: columns by key, `-` before one whose greatest value comes first
    #[arg(long, value_name = "A,-B,…", value_delimiter = ',', allow_hyphen_values = true)]
    pub(crate) sort: Vec<String>,

    /// Rows at most; 0 shows all
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,

    /// Whether nobody chose the columns: a table may go without some.
    #[arg(skip)]
    pub(crate) columns_are_ours: bool,

    /// Leave the names of the columns out
    #[arg(long)]
    pub(crate) no_header: bool,

    /// Whom CSV is for: data (stable keys) or spreadsheet (translated headers, safe in Excel)
    #[arg(long = "for", value_name = "WHOM", value_parser = ["data", "spreadsheet"])]
    whom: Option<String>,
}

impl ShowArgs {
    /// Returns whether a column is asked for that the command's own tables do not show: by name, to
    /// sort by, or because data has all columns.
    pub(crate) fn asks(&self, column: &str) -> bool {
        let named = |name: &str| name.trim_start_matches('-') == column;
        let all =
            self.columns.is_none() && !matches!(self.form(), Format::Table | Format::Markdown);
        all || self.columns.iter().flatten().chain(&self.sort).any(|name| named(name))
    }

    /// Returns the form: the one asked for, else that of the file's ending, else a table.
    pub(crate) fn form(&self) -> Format {
        self.chosen_form().unwrap_or(Format::Table)
    }

    /// Returns the form asked for, or that of the file's ending; `None` where neither says one.
    pub(crate) fn chosen_form(&self) -> Option<Format> {
        self.format.or_else(|| self.output.as_deref().and_then(Format::of_path))
    }

    /// Returns the same with `form` where the user chose none.
    pub(crate) fn with_form(&self, form: Format) -> Self {
        let mut made = self.clone();
        made.format = made.chosen_form().or(Some(form));
        made
    }

    /// Returns the same with at most `limit` rows where the user did not say how many.
    pub(crate) fn with_limit(&self, limit: u64) -> Self {
        let mut made = self.clone();
        made.limit = made.limit.or(Some(limit));
        made
    }

    /// Returns the same with every row shown.
    pub(crate) fn without_limit(&self) -> Self {
        Self { limit: None, ..self.clone() }
    }

    /// Returns how many rows are shown at most; 0 shows all.
    pub(crate) fn most(&self) -> u64 {
        self.limit.unwrap_or(0)
    }

    /// Returns whether rows are chosen or ordered otherwise than they come.
    pub(crate) fn is_chosen(&self) -> bool {
        self.columns.is_some() || !self.sort.is_empty() || self.most() > 0
    }

    /// Returns the same with `columns` chosen where people read the rows and chose none.
    pub(crate) fn for_people(&self, columns: &[&str]) -> Self {
        let mut args = self.clone();
        if args.columns.is_none() && matches!(self.form(), Format::Table | Format::Markdown) {
            args.columns_are_ours = true;
            args.columns = Some(columns.iter().map(|key| (*key).to_owned()).collect());
        }
        args
    }

    /// Returns whom CSV is for: programs, unless the user says otherwise. Workbooks are for people.
    pub(crate) fn purpose(&self) -> Purpose {
        match self.whom.as_deref() {
            _ if self.form() == Format::Workbook => Purpose::Spreadsheet,
            Some("spreadsheet") => Purpose::Spreadsheet,
            _ => Purpose::Data,
        }
    }

    /// Returns whether people read the rows: then values are words, in data they are keys.
    pub(crate) fn is_for_people(&self) -> bool {
        matches!(self.form(), Format::Table | Format::Markdown)
            || self.purpose() == Purpose::Spreadsheet
    }
}
