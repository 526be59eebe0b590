//! Text folded for comparison: one spelling for what people write in many. Never stored.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

const HAN: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Writes `text` to `out` as NFKC, lower case, simplified Chinese and Latin letters without
/// accents; runs of blanks and control characters become one blank, outer ones none, every
/// kind of bracket a round one. Never fails; folding twice changes nothing.
pub(crate) fn fold(text: &str, out: &mut String) {
    out.clear();
    let mut traditional = false;
    // Nearly every name is Chinese characters and ASCII letters: one look at each will do.
    for c in text.chars() {
        if HAN.contains(&c) {
            traditional |= is_traditional(c);
            out.push(c);
        } else if is_plain(c) {
            push(c, out);
        } else {
            out.clear();
            text.nfkc().for_each(|c| push(c, out));
            traditional = out.chars().any(is_traditional);
            break;
        }
    }
    out.truncate(out.trim_end().len());
    if traditional && let Some(converter) = CONVERTER.as_ref() {
        *out = converter.convert(out);
    }
}

/// Returns whether `c` is a character of the Chinese script.
pub(crate) fn is_han(c: char) -> bool {
    HAN.contains(&c) || matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}')
}

/// Returns whether NFKC leaves `c` alone, or `push` does what it would do.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || HAN.contains(&c)
        || matches!(c, '\u{3000}'..='\u{3002}' | '\u{ff01}'..='\u{ff5e}')
}

fn push(c: char, out: &mut String) {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '[' | '{' | '【' | '〔' | '〖' | '［' | '｛' | '〈' | '《' | '「' => out.push('('),
        ']' | '}' | '】' | '〕' | '〗' | '］' | '｝' | '〉' | '》' | '」' => out.push(')'),
        _ if c.is_ascii_graphic() || HAN.contains(&c) => out.push(c),
        _ if c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == '\u{200b}' => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ł' | 'Ł' => out.push('l'),
        '’' | '‘' | '`' | '´' => out.push('\''),
        '‐'..='―' | '−' => out.push('-'),
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                out.extend(part.to_lowercase());
            }
        }),
        '\u{300}'..='\u{36f}' => {}
        _ => out.extend(c.to_lowercase()),
    }
}

static CONVERTER: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// The characters of the basic Chinese block that have a simpler form: looking for one is far
/// cheaper than converting, and the converter takes long to be made ready.
static TRADITIONAL: LazyLock<HanSet> =
    LazyLock::new(|| HanSet::of(include_str!("traditional.txt")));

fn is_traditional(c: char) -> bool {
    TRADITIONAL.contains(c)
}

/// A set of characters of the basic Chinese block, asked for by one look.
pub(super) struct HanSet(Box<[u64]>);

impl HanSet {
    /// Returns the set of the Chinese characters in `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut bits = vec![0; (*HAN.end() as usize - *HAN.start() as usize) / 64 + 1];
        for at in text.chars().filter_map(place_of) {
            bits[at / 64] |= 1 << (at % 64);
        }
        Self(bits.into_boxed_slice())
    }

    /// Returns whether `c` is one of them.
    pub(super) fn contains(&self, c: char) -> bool {
        place_of(c).is_some_and(|at| self.0[at / 64] >> (at % 64) & 1 == 1)
    }
}

fn place_of(c: char) -> Option<usize> {
    HAN.contains(&c).then(|| c as usize - *HAN.start() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let mut out = String::from("left over");
        fold(text, &mut out);
        out
    }

    #[test]
    fn spellings_of_one_text_fold_to_one() {
        for (written, expected) in [
            ("４Ｓ店ＡＢＣ", "4s店abc"),
            ("  宏達　貿易\t（杭州）\r\n", "宏达 贸易 (杭州)"),
            ("瀋陽【總店】", "沈阳(总店)"),
            ("乾隆頭髮", "乾隆头发"),
            ("MÜLLER Weiß Øresund", "muller weiss oresund"),
            ("Lefe\u{300}vre", "lefevre"),
            ("ｶﾞｽ", "ガス"),
            ("O’Neil – Söhne", "o'neil - sohne"),
            ("", ""),
            (" \u{200b} ", ""),
        ] {
            assert_eq!(folded(written), expected, "{written:?}");
        }
    }

    #[test]
    fn what_the_converter_changes_is_known_to_be_traditional() {
        let all: String = HAN.flat_map(|c| [c, '\n']).collect();
        let simple = CONVERTER.as_ref().unwrap().convert(&all);
        for (c, line) in HAN.zip(simple.lines()) {
            assert_eq!(is_traditional(c), !line.chars().eq([c]), "{c}");
        }
        assert_eq!(simple.lines().count(), HAN.count());
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}|[（）臺灣龍Éé ａＢ\u{300}]{0,12}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
