//! Western names of firms: words without legal form.

use super::Parts;
use super::words::{AND, WESTERN_FORMS};

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
        rest = head.trim_end();
    }
    for word in rest.split(' ') {
        parts.core.push_str(if AND.contains(&word) { "and" } else { word });
    }
}
