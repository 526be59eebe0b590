//! Western names of firms: words without legal form.

use super::super::address::short_hash;
use super::Parts;
use super::words::{AND, WESTERN_COMMON, WESTERN_FORMS};
use super::{LESSER, WORD};

/// Takes the folded `name` apart: the core is its words, joined, without legal forms at the end.
pub(super) fn split(name: &str, parts: &mut Parts) {
    let text = &mut parts.scratch;
    text.clear();
    for c in name.chars() {
        match c {
            '.' | '\'' => {}
            '&' | '+' => text.push_str(" and "),
            c if c.is_alphanumeric() => text.push(c),
            _ => text.push(' '),
        }
    }
    let mut rest = text.trim();
    rest = rest.strip_prefix("the ").unwrap_or(rest);
    loop {
        let (head, word) = rest.rsplit_once(' ').unwrap_or(("", rest));
        let is_form = WESTERN_FORMS.contains(&word) || parts.firm && AND.contains(&word);
        if head.is_empty() || !is_form {
            break;
        }
        parts.firm = true;
        parts.registered = true;
        rest = head.trim_end();
    }
    letters(name, rest, &mut parts.letters);
    for word in rest.split(' ') {
        parts.core.push_str(if AND.contains(&word) { "and" } else { word });
    }
}

/// Letters that a word is known by: endings are what people write differently.
const BEGINNING: usize = 4;

/// Puts the words of a name into `letters`; those in brackets of the folded name say little.
fn letters(name: &str, words: &str, letters: &mut super::Letters) {
    let behind = name.find('(').map_or("", |at| &name[at..]);
    let mut slots = letters.iter_mut();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let Some(slot) = slots.next() else { return };
        let beginning: String = word.chars().take(BEGINNING).collect();
        let is_lesser = WESTERN_COMMON.contains(&word) || behind.contains(word);
        #[expect(clippy::cast_possible_truncation, reason = "some bits of the hash are wanted")]
        let hash = (short_hash(&beginning) as u16 & 0x1fff) | WORD;
        *slot = if is_lesser { hash | LESSER } else { hash };
    }
}
