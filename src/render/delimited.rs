//! Cells of comma and tab separated values.

use super::visible::{Stops, acts, push_replacing, push_visible, stops};
use super::{Cell, Purpose};

/// Appends a CSV field, quoted where RFC 4180 asks for it. `raw` is what the cell holds.
///
/// For a spreadsheet, text that would be taken for a formula gets a `'` before it; on a terminal,
/// characters that act there are spelled out, line breaks excepted.
pub(super) fn push_csv(
    out: &mut String,
    cell: &Cell<'_>,
    raw: &str,
    purpose: Purpose,
    terminal: bool,
) {
    let is_text = matches!(
        cell,
        Cell::Text(_) | Cell::Code(_) | Cell::Key(_) | Cell::Texts(_) | Cell::Keys(_)
    );
    let guard = purpose == Purpose::Spreadsheet && is_text && is_formula(raw);
    let quoted = raw.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
    if quoted {
        out.push('"');
    }
    if guard {
        out.push('\'');
    }
    if quoted || terminal {
        const STOPS: Stops = stops(b"\"");
        push_replacing(out, raw, &STOPS, |out, c| match c {
            '"' => {
                out.push_str("\"\"");
                true
            }
            '\n' => false,
            _ => terminal && push_visible(out, c),
        });
    } else {
        out.push_str(raw);
    }
    if quoted {
        out.push('"');
    }
}

/// Appends a TSV field: tab, line break, carriage return and backslash as `\t`, `\n`, `\r`, `\\`.
pub(super) fn push_tsv(out: &mut String, raw: &str, terminal: bool) {
    const STOPS: Stops = stops(b"\\");
    push_replacing(out, raw, &STOPS, |out, c| {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            _ => return terminal && push_visible(out, c),
        }
        true
    });
}

/// Returns whether a spreadsheet program may take `text` for a formula: the first character that
/// shows is `=`, `+`, `-` or `@`, full-width ones included, or it starts with tab or carriage
/// return, and is no plain number (`-12.5`) or telephone number (`+86 138 0013 8000`).
///
/// Text that already has a `'` there counts too, so that taking one `'` away again always gives
/// the text that was exported.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    let shown = bare.trim_start_matches(shows_nothing);
    let starts = shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || bare.starts_with(['\t', '\r']);
    starts && (bare.len() < text.len() || !(is_number(bare) || is_telephone(bare)))
}

/// Returns whether a cell that begins with `c` looks as if it began behind it.
fn shows_nothing(c: char) -> bool {
    let no_width = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    no_width || c.is_whitespace() || acts(c)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(places)
}

fn is_telephone(text: &str) -> bool {
    let groups = text.strip_prefix('+').map(|rest| rest.split(' '));
    groups.is_some_and(|mut groups| {
        groups.all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(raw: &str, purpose: Purpose, terminal: bool) -> String {
        let mut out = String::new();
        push_csv(&mut out, &Cell::Text(raw.into()), raw, purpose, terminal);
        out
    }

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (raw, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+1-2", "'+1-2"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("\t=1", "'\t=1"),
            ("\r=1,2", "\"'\r=1,2\""),
            ("-", "'-"),
            ("+", "'+"),
            ("'=1", "''=1"),
            (" =1", "' =1"),
            ("\u{3000}@A1", "'\u{3000}@A1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\n=1", "\"'\n=1\""),
            ("＝1", "'＝1"),
            ("－1", "'－1"),
            ("\tplain", "'\tplain"),
            (" 多达", " 多达"),
            ("'-1", "''-1"),
            ("-12.5", "-12.5"),
            ("+3", "+3"),
            ("+8613800138000", "+8613800138000"),
            ("+86 138 0013 8000", "+86 138 0013 8000"),
            ("+86-10-6555", "'+86-10-6555"),
            ("'90s", "'90s"),
            ("多达=好", "多达=好"),
            ("", ""),
        ] {
            assert_eq!(csv(raw, Purpose::Spreadsheet, false), expected, "{raw:?}");
            let data = csv(raw, Purpose::Data, false);
            assert_eq!(data.trim_matches('"'), raw, "data is raw");
        }
    }

    #[test]
    fn fields_are_quoted_where_they_have_to_be() {
        for (raw, file, terminal) in [
            ("plain 多达", "plain 多达", "plain 多达"),
            ("a,b", "\"a,b\"", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\"", "\"two\nlines\""),
            ("\u{1b}[2J", "\u{1b}[2J", r"\u{1b}[2J"),
            ("a\r\u{9b}", "\"a\r\u{9b}\"", "\"a\\u{d}\\u{9b}\""),
        ] {
            assert_eq!(csv(raw, Purpose::Data, false), file);
            assert_eq!(csv(raw, Purpose::Data, true), terminal);
        }
    }

    #[test]
    fn tabs_and_breaks_are_spelled_in_tsv() {
        for (raw, file, terminal) in [
            ("a\tb\nc\rd\\e", r"a\tb\nc\rd\\e", r"a\tb\nc\rd\\e"),
            ("\u{1b}\u{202e}", "\u{1b}\u{202e}", r"\u{1b}\u{202e}"),
            ("\"多达\"", "\"多达\"", "\"多达\""),
        ] {
            for (on_terminal, expected) in [(false, file), (true, terminal)] {
                let mut out = String::new();
                push_tsv(&mut out, raw, on_terminal);
                assert_eq!(out, expected);
            }
        }
    }
}
