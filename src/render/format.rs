//! The forms that rows are written in.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// A text that is no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no format; one of table, csv, tsv, json, ndjson, md, ids")]
pub struct UnknownFormat(pub String);

/// The form that rows are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Columns padded with blanks, for people.
    Table,
    /// Comma separated values (RFC 4180).
    Csv,
    /// Tab separated values; tab, line break and backslash are written `\t`, `\n`, `\r`, `\\`.
    Tsv,
    /// A JSON array, or an object for a single thing.
    Json,
    /// One JSON object per line.
    Ndjson,
    /// A Markdown table.
    Markdown,
    /// The ids alone, one per line.
    Ids,
    /// A workbook (XLSX); only files are, by their name.
    Workbook,
}

impl Format {
    /// Every format that can be asked for by name.
    pub const ALL: &'static [Self] =
        &[Self::Table, Self::Csv, Self::Tsv, Self::Json, Self::Ndjson, Self::Markdown, Self::Ids];

    /// Returns the name of the format on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Markdown => "md",
            Self::Ids => "ids",
            Self::Workbook => "xlsx",
        }
    }

    /// Returns the format that files with the extension of `path` have, ignoring case; `None` for
    /// an extension that says nothing, or none.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Table),
            "xlsx" => Some(Self::Workbook),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads the name in either case.
    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .iter()
            .find(|format| format.key().eq_ignore_ascii_case(text.trim()))
            .copied()
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name_and_by_extension() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(*format));
            let file = format!("out.{format}");
            let of_file = Format::of_path(Path::new(&file));
            let has_extension = !matches!(format, Format::Table | Format::Ids);
            assert_eq!(of_file, has_extension.then_some(*format), "{file}");
        }
        assert_eq!(Format::of_path(Path::new("李伟.JSONL")), Some(Format::Ndjson));
        assert_eq!(Format::of_path(Path::new("/dev/stdout")), None);
        assert_eq!(Format::of_path(Path::new("李伟.XLSX")), Some(Format::Workbook));
        assert!("xlsx".parse::<Format>().is_err());
        let message = "xml".parse::<Format>().unwrap_err().to_string();
        for format in Format::ALL {
            assert!(message.contains(format.key()), "{message}");
        }
    }
}
