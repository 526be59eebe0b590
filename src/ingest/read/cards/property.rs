//! One property of a card: its name, what is said of its value, and the value.

use std::borrow::Cow;

use super::super::{CardFault, Encoding};

/// Properties that say nothing of whose card it is: pictures, sounds and keys, which may be long,
/// and what programs note of the card itself.
const LEFT_OUT: &[&str] = &[
    "PHOTO",
    "LOGO",
    "SOUND",
    "KEY",
    "VERSION",
    "PRODID",
    "REV",
    "MAILER",
    "PROFILE",
    "SOURCE",
    "SORT-STRING",
    "X-ABADR",
    "X-ABSHOWAS",
    "X-ABUID",
    "X-ABRELATEDNAMES",
    "X-IMAGETYPE",
    "X-IMAGEHASH",
    "MEMBER",
    "X-ADDRESSBOOKSERVER-MEMBER",
    "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-LAST-NAME",
    "X-PHONETIC-ORG",
];

/// A property as it is written, unfolded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property<'a> {
    /// What it shares with others that belong to it: `item1` of `item1.TEL`.
    pub(super) group: Option<&'a str>,
    /// Its name, in whatever case.
    pub(super) name: &'a str,
    /// What is said of its value, by name; a word alone, as in version 2.1, has a blank one.
    pub(super) parameters: Vec<(&'a str, &'a str)>,
    /// Its value as written.
    pub(super) value: &'a str,
}

impl<'a> Property<'a> {
    /// Returns the property that a line is; `None` where it has no name or no colon behind it.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let (head, value) = head(line)?;
        let mut parts = unquoted(head, ';');
        let (group, name) = match parts.next()?.rsplit_once('.') {
            Some((group, name)) => (Some(group.trim()), name.trim()),
            None => (None, parts_name(head)),
        };
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(is_word) {
            return None;
        }
        let parameters = parts.map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim(), value.trim().trim_matches('"')),
            None => ("", part.trim()),
        });
        Some(Self { group, name, parameters: parameters.collect(), value })
    }

    /// Returns whether it has this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Returns whether its kind is said to be this one, among others.
    pub(super) fn has_type(&self, wanted: &str) -> bool {
        self.said("TYPE").any(|said| said.eq_ignore_ascii_case(wanted))
    }

    /// Returns whether it comes before others of its name.
    pub(super) fn is_preferred(&self) -> bool {
        let numbered = self.said("PREF").any(|said| said == "1");
        numbered || self.has_type("PREF")
    }

    /// Yields what is said under a name, or without one.
    fn said<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'a str> + 's {
        let named =
            move |(said, _): &&(&str, &str)| said.eq_ignore_ascii_case(name) || said.is_empty();
        self.parameters.iter().filter(named).flat_map(|(_, value)| value.split(','))
    }

    fn has_encoding(&self, wanted: &[&str]) -> bool {
        self.said("ENCODING").any(|said| wanted.iter().any(|name| said.eq_ignore_ascii_case(name)))
    }

    /// Returns whether its value is bytes that are no text.
    pub(super) fn is_binary(&self) -> bool {
        self.has_encoding(BASE64) && !TEXTS.iter().any(|name| self.is(name))
    }

    /// Returns the value as text: as written where it is not encoded. Bytes are text of the
    /// charset that is named, else of UTF-8, else of the encoding of the file.
    pub(super) fn text(&self, encoding: Encoding) -> Result<Cow<'a, str>, CardFault> {
        let is_printable = self.has_encoding(&["QUOTED-PRINTABLE", "Q"]);
        let bytes = if is_printable {
            quoted_printable(self.value)
        } else if self.has_encoding(BASE64) {
            base64(self.value).ok_or(CardFault::NotInCharset)?
        } else {
            return Ok(Cow::Borrowed(self.value));
        };
        let charset = self.parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case("CHARSET"));
        let named = match charset.map(|(_, said)| said.parse::<Encoding>()) {
            Some(Ok(named)) => Some(named),
            Some(Err(_)) => return Err(CardFault::UnknownCharset),
            None => None,
        };
        // Characters that were not encoded are kept by the bytes that stand for them in UTF-8.
        let named = named.filter(|_| self.value.is_ascii());
        let text = match named {
            Some(named) => named.decode(&bytes),
            None => Encoding::UTF_8.decode(&bytes).or_else(|| encoding.decode(&bytes)),
        };
        let text = text.ok_or(CardFault::NotInCharset)?;
        if text.contains('\0') {
            return Err(CardFault::NotInCharset);
        }
        Ok(Cow::Owned(text.trim_start_matches('\u{feff}').to_owned()))
    }
}

const BASE64: &[&str] = &["BASE64", "B"];

/// Properties that are text, in base64 too.
const TEXTS: &[&str] = &[
    "ADR",
    "CATEGORIES",
    "EMAIL",
    "FN",
    "LABEL",
    "N",
    "NICKNAME",
    "NOTE",
    "ORG",
    "ROLE",
    "TEL",
    "TITLE",
    "UID",
    "URL",
];

/// Returns the name before the first parameter.
fn parts_name(head: &str) -> &str {
    head.split(';').next().unwrap_or_default().trim()
}

/// Splits a line at the colon that ends its head: the first outside of quotes.
fn head(line: &str) -> Option<(&str, &str)> {
    let first = line.find(':')?;
    if !line[..first].contains('"') {
        return Some((&line[..first], &line[first + 1..]));
    }
    let mut in_quotes = false;
    let end = line.find(|c| {
        in_quotes ^= c == '"';
        c == ':' && !in_quotes
    });
    let end = end.unwrap_or(first);
    Some((&line[..end], &line[end + 1..]))
}

/// Splits a head at a sign outside of quotes.
fn unquoted(head: &str, sign: char) -> impl Iterator<Item = &str> {
    let mut in_quotes = false;
    head.split(move |c| {
        in_quotes ^= c == '"';
        c == sign && !in_quotes
    })
}

/// Returns whether the head of a line, which a colon ends, begins a property that is left out.
pub(super) fn is_left_out(head: &str) -> bool {
    let name = parts_name(head);
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
    // Which version a card has is asked for.
    LEFT_OUT.iter().any(|known| *known != "VERSION" && known.eq_ignore_ascii_case(name))
}

/// Returns whether a property is noted and says nothing of whose card it is.
pub(super) fn says_nothing(property: &Property<'_>) -> bool {
    LEFT_OUT.iter().any(|known| property.is(known)) || property.value.starts_with("data:")
}

/// Returns whether the value of a property is quoted-printable.
pub(super) fn is_quoted_printable(line: &str) -> bool {
    has_mark(line, "QUOTED-PRINTABLE")
}

/// Returns whether the value of a property is in base64.
pub(super) fn is_encoded(line: &str) -> bool {
    has_mark(line, "BASE64") || has_mark(line, "ENCODING=B")
}

fn has_mark(line: &str, mark: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    let mut words = head.split(';').skip(1);
    words.any(|word| {
        let value = word.split_once('=').map_or(word, |(_, value)| value);
        [word, value].iter().any(|said| said.trim().eq_ignore_ascii_case(mark))
    })
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'=').then(|| text.get(at + 1..at + 3)).flatten();
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            decoded.push(code);
            at += 3;
        } else {
            decoded.push(*byte);
            at += 1;
        }
    }
    decoded
}

/// Returns the bytes of base64, blanks left out; `None` where it is none.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut decoded, mut bits, mut count) = (Vec::with_capacity(text.len()), 0_u32, 0);
    for byte in text.trim_end_matches(['=', ' ', '\t']).bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b' ' | b'\t' => continue,
            _ => return None,
        };
        (bits, count) = (bits << 6 | u32::from(value), count + 6);
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count & 0xff) as u8);
        }
    }
    Some(decoded)
}
