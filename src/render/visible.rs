//! Characters that would act on a terminal instead of showing, made visible.

use std::fmt::Write as _;

/// Bytes at which a scan has to look closer: plain characters, and first bytes of longer ones.
pub(super) type Stops = [bool; 256];

/// Returns the stops of characters that [`acts`], and of the ASCII characters `also`.
pub(super) const fn stops(also: &[u8]) -> Stops {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        stops[byte] = true;
        byte += 1;
    }
    // DEL, and the first bytes of U+0080–U+00BF, U+0600–U+063F and U+2000–U+2FFF.
    stops[0x7F] = true;
    stops[0xC2] = true;
    stops[0xD8] = true;
    stops[0xE2] = true;
    let mut index = 0;
    while index < also.len() {
        stops[also[index] as usize] = true;
        index += 1;
    }
    stops
}

/// Returns whether `c` acts on a terminal instead of showing: control characters (C0, DEL, C1),
/// marks that turn the direction of reading, line and paragraph separators.
pub(super) const fn acts(c: char) -> bool {
    matches!(c,
        '\0'..='\x1F'
        | '\x7F'..='\u{9F}'
        | '\u{61C}'
        | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}')
}

/// Appends `text`, offering every character at a stop to `replace`, which appends what stands for
/// it and returns true, or returns false to have it copied.
pub(super) fn push_replacing(
    out: &mut String,
    text: &str,
    stops: &Stops,
    mut replace: impl FnMut(&mut String, char) -> bool,
) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| stops[usize::from(byte)]) {
        // A stop is ASCII or a first byte, so that both halves are whole characters.
        let Some((plain, tail)) = rest.split_at_checked(at) else { break };
        out.push_str(plain);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        if !replace(out, c) {
            out.push(c);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Appends `c` as `\u{1b}` where it acts on a terminal; returns whether it does.
pub(super) fn push_visible(out: &mut String, c: char) -> bool {
    if acts(c) {
        // Writing to a string never fails.
        let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
    }
    acts(c)
}

/// Appends `text` as one line: tabs and line breaks become blanks (`\r\n` one), all else that
/// acts on a terminal is made visible.
pub(super) fn push_line(out: &mut String, text: &str) {
    const STOPS: Stops = stops(b"");
    let mut after_return = None;
    push_replacing(out, text, &STOPS, |out, c| {
        match c {
            '\n' if after_return == Some(out.len()) => {}
            '\t' | '\n' | '\r' => out.push(' '),
            _ => return push_visible(out, c),
        }
        after_return = (c == '\r').then_some(out.len());
        true
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_acts_is_spelled_out_and_what_shows_stays() {
        for (text, line) in [
            ("多达\u{1b}[31m红", r"多达\u{1b}[31m红"),
            ("a\r\nb\nc\td\re", "a b c d e"),
            ("a\r\n\nb\r \n", "a  b   "),
            ("\0\u{7f}\u{9b}\u{85}", r"\u{0}\u{7f}\u{9b}\u{85}"),
            ("\u{202e}gpj.\u{2066}x\u{200f}\u{61c}", r"\u{202e}gpj.\u{2066}x\u{200f}\u{61c}"),
            ("\u{2028}\u{2029}", r"\u{2028}\u{2029}"),
            ("“é” \u{a0}؟…👨\u{200d}👩", "“é” \u{a0}؟…👨\u{200d}👩"),
        ] {
            let mut out = String::new();
            push_line(&mut out, text);
            assert_eq!(out, line);
        }
    }

    #[test]
    fn every_acting_character_is_at_a_stop() {
        for c in ('\0'..char::MAX).filter(|c| acts(*c)) {
            let mut bytes = [0; 4];
            let first = c.encode_utf8(&mut bytes).as_bytes()[0];
            assert!(stops(b"")[usize::from(first)], "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn no_acting_character_is_left(text: String, c: char) {
            let mut out = String::new();
            push_line(&mut out, &format!("{text}{c}{text}"));
            prop_assert!(!out.chars().any(acts));
        }
    }
}
