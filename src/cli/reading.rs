//! How a list is read: the options that every command which reads one has, and where its bytes are.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::context::Ctx;
use super::error::{CliError, Kind, Message};
use super::list_rules;
use super::listing::with_near;
use super::text::{self, Lang};
use crate::ingest::clean::date::DateOrder;
use crate::ingest::list_rules::delimiter;
use crate::ingest::read::{Encoding, Options, UnknownEncoding};
use crate::model::SourceKind;

/// What the user knows of how a file is written; what is not said is found.
#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Reading")]
pub(crate) struct DialectArgs {
    /// Encoding of the text (default: found among utf-8, gb18030, big5 and utf-16; another, such as
    /// windows-1252 or euc-kr, has to be named)
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// What stands between cells: a sign, or tab (default: found among , tab ;)
    #[arg(long, value_name = "SIGN")]
    delimiter: Option<String>,

    /// Line of the header, from 1; 0 where there is none and columns are #1, #2 … (default: found)
    #[arg(long, value_name = "N")]
    header_line: Option<u64>,

    /// Sheet of a workbook, by its name or number (default: the only one with rows, or all that
    /// have the same header)
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,

    /// What comes first in dates such as 3/8/97: ymd, mdy or dmy (default: proved by the column)
    #[arg(long, value_name = "ORDER")]
    date_order: Option<String>,
}

/// What the user knows of a list and its columns; what is not said is found.
#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadingArgs {
    #[command(flatten)]
    dialect: DialectArgs,

    /// Column, by header or as #3, and the field it holds; `extra` keeps it as it is. May be given
    /// again
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,

    /// Column that identifies rows in their source; a known row is updated
    #[arg(long, value_name = "COLUMN")]
    key: Option<String>,

    /// Rules file: how such lists are read, as `inspect --write-rules` drafts it; flags win over it
    #[arg(long, value_name = "RULES")]
    rules: Option<PathBuf>,
}

impl DialectArgs {
    /// Returns how a table of ours is to be read; every option that makes no sense is named.
    pub(crate) fn options(&self) -> Result<Options, CliError> {
        let mut wrong = Vec::new();
        let options = self.apply(Options::new(SourceKind::BusinessDirectory), &mut wrong);
        if wrong.is_empty() { Ok(options) } else { Err(CliError::all(Kind::Usage, wrong)) }
    }

    fn apply(&self, options: Options, wrong: &mut Vec<Message>) -> Options {
        Options {
            encoding: self.encoding.as_deref().and_then(|name| encoding(name, wrong)),
            delimiter: read(self.delimiter.as_deref(), wrong, delimiter, text::bad_delimiter),
            header_line: self.header_line,
            sheet: self.sheet.clone(),
            date_order: read(self.date_order.as_deref(), wrong, order, text::bad_date_order),
            ..options
        }
    }
}

impl ReadingArgs {
    /// Returns how a list of `kind` is to be read: as flags say, then as the rules file does. Every
    /// option and rule that makes no sense is named.
    pub(crate) fn options(&self, ctx: &Ctx<'_>, kind: SourceKind) -> Result<Options, CliError> {
        let rules = self.rules.as_deref().map(|file| list_rules::read(ctx, file)).transpose();
        match (self.flags(kind), rules) {
            (Ok(options), Ok(None)) => Ok(options),
            (Ok(options), Ok(Some(rules))) => Ok(options.above(rules)),
            (Err(error), Err(next)) => Err(error.with(next)),
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    fn flags(&self, kind: SourceKind) -> Result<Options, CliError> {
        let mut wrong = Vec::new();
        let pairs = self.map.iter();
        let map = pairs
            .filter_map(|pair| read(Some(pair), &mut wrong, column_and_field, text::bad_map))
            .collect();
        let options = Options { map, key: self.key.clone(), ..Options::new(kind) };
        let options = self.dialect.apply(options, &mut wrong);
        if wrong.is_empty() { Ok(options) } else { Err(CliError::all(Kind::Usage, wrong)) }
    }
}

/// Returns what `reader` makes of a value, and notes one that it makes nothing of.
fn read<T>(
    said: Option<&str>,
    wrong: &mut Vec<Message>,
    reader: impl Fn(&str) -> Option<T>,
    message: fn(Lang, String) -> String,
) -> Option<T> {
    let said = said?;
    let made = reader(said);
    if made.is_none() {
        let said = said.to_owned();
        wrong.push(Box::new(move |lang| message(lang, said.clone())));
    }
    made
}

/// Reads the name of an encoding; one that is none is noted with those that are near.
fn encoding(name: &str, wrong: &mut Vec<Message>) -> Option<Encoding> {
    name.parse()
        .map_err(|UnknownEncoding { said, near }| {
            wrong.push(Box::new(move |lang| {
                if near.is_empty() {
                    text::unknown_encoding(lang, &said)
                } else {
                    with_near(lang, text::bad_encoding(lang, &said), &near)
                }
            }));
        })
        .ok()
}

fn order(name: &str) -> Option<DateOrder> {
    name.parse().ok()
}

/// Splits at the last `=`: headers may have one. A field may be named as `inspect` shows it, too.
fn column_and_field(pair: &str) -> Option<(String, String)> {
    let (column, field) = pair.rsplit_once('=')?;
    let (column, field) = (column.trim(), field.trim());
    let named = || list_rules::field_key(field).unwrap_or_else(|| field.to_owned());
    (!column.is_empty() && !field.is_empty()).then(|| (column.to_owned(), named()))
}

/// A list that can be read as often as needed.
#[derive(Debug)]
pub(crate) struct Input {
    /// Where its bytes are.
    pub(crate) path: PathBuf,
    /// Its name as the user gave it: `-` for standard input.
    pub(crate) name: String,
    /// Standard input as a file of its own, gone with this value.
    _spool: Option<tempfile::NamedTempFile>,
}

impl Input {
    /// Returns a list at `path`, called `name`.
    pub(crate) fn at(path: PathBuf, name: String) -> Self {
        Self { path, name, _spool: None }
    }
}

/// Returns the list that `path` names. Standard input, `-`, is put into a temporary file that its
/// owner alone can read.
pub(crate) fn input(ctx: &mut Ctx<'_>, path: &Path) -> Result<Input, CliError> {
    let name = path.display().to_string();
    if path.as_os_str() != "-" {
        return Ok(Input::at(ctx.path(path), name));
    }
    let failed = |error: std::io::Error| {
        let detail = error.to_string();
        CliError::new(Kind::System, move |lang| text::cannot_spool(lang, &detail))
    };
    let mut spool = tempfile::Builder::new().prefix("kam-").tempfile().map_err(failed)?;
    std::io::copy(ctx.stdin, spool.as_file_mut()).map_err(failed)?;
    spool.as_file_mut().flush().map_err(failed)?;
    Ok(Input { path: spool.path().to_owned(), name, _spool: Some(spool) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::labels::label;
    use crate::ingest::map::Field;

    #[test]
    fn delimiters_are_signs_or_words() {
        for (said, sign) in [
            (",", Some(b',')),
            (";", Some(b';')),
            ("tab", Some(b'\t')),
            ("\\t", Some(b'\t')),
            ("\t", Some(b'\t')),
            ("|", Some(b'|')),
            ("Pipe", Some(b'|')),
            ("\"", None),
            ("a", None),
            ("", None),
            ("，", None),
            (",,", None),
            ("\n", None),
        ] {
            assert_eq!(delimiter(said), sign, "{said:?}");
        }
    }

    #[test]
    fn a_column_is_mapped_at_the_last_equals_sign() {
        for (pair, made) in [
            ("公司=name", Some(("公司", "name"))),
            ("a=b=phone", Some(("a=b", "phone"))),
            (" #3 = extra ", Some(("#3", "extra"))),
            ("公司=名称", Some(("公司", "name"))),
            ("备注2=其他栏目", Some(("备注2", "extra"))),
            ("公司", None),
            ("=name", None),
            ("公司=", None),
            ("", None),
        ] {
            let made = made.map(|(column, field)| (column.to_owned(), field.to_owned()));
            assert_eq!(column_and_field(pair), made, "{pair}");
        }
    }

    #[test]
    fn every_field_is_named_by_its_key_or_its_word() {
        for field in Field::ALL {
            let words = [Lang::En, Lang::Zh].map(|lang| label(lang, field.key()));
            for name in words.into_iter().chain([field.key()]) {
                let made = column_and_field(&format!("#1={name}"));
                assert_eq!(made, Some(("#1".to_owned(), field.key().to_owned())), "{name}");
            }
        }
    }

    #[test]
    fn every_option_that_makes_no_sense_is_named() {
        let dialect = DialectArgs {
            encoding: Some("latin0".to_owned()),
            delimiter: Some("ab".to_owned()),
            header_line: None,
            sheet: None,
            date_order: Some("us".to_owned()),
        };
        assert_eq!(dialect.options().unwrap_err().lines(Lang::En).len(), 3);
        let map = vec!["公司".to_owned(), "电话=phone".to_owned()];
        let args = ReadingArgs { dialect, map, key: None, rules: None };
        let error = args.flags(SourceKind::Exhibition).unwrap_err();
        assert_eq!(error.code(), 2);
        for lang in [Lang::En, Lang::Zh] {
            let lines = error.lines(lang);
            assert_eq!(lines.len(), 4, "{lines:?}");
            for (line, said) in lines.iter().zip(["公司", "latin0", "ab", "us"]) {
                assert!(line.contains(said), "{line}");
            }
        }
    }

    #[test]
    fn what_is_said_reaches_the_reader() {
        let dialect = DialectArgs {
            encoding: Some("GBK".to_owned()),
            delimiter: Some("tab".to_owned()),
            header_line: Some(0),
            sheet: Some("名单".to_owned()),
            date_order: Some("MDY".to_owned()),
        };
        let (map, key) = (vec!["#1=name".to_owned()], Some("编号".to_owned()));
        let args = ReadingArgs { dialect, map, key, rules: None };
        let options = args.flags(SourceKind::Exhibition).unwrap();
        assert_eq!(options.encoding, Some(Encoding::GB18030));
        assert_eq!((options.delimiter, options.header_line), (Some(b'\t'), Some(0)));
        assert_eq!(options.sheet.as_deref(), Some("名单"));
        assert_eq!(options.map, [("#1".to_owned(), "name".to_owned())]);
        assert_eq!(options.key.as_deref(), Some("编号"));
        assert_eq!(options.date_order, Some(DateOrder::MonthFirst));
    }
}
