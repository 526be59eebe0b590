//! Chinese names of firms: region, core, legal form, branch.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::super::address::{Place, known};
use super::super::fold::is_han;
use super::Parts;
use super::words::{
    BRANCH_COMPANY, BRANCHES, FIRM_ENDINGS, FORMER, FORMS_BEFORE_BRANCH, LEGAL_ENDINGS,
    LEGAL_FORMS, MAKE_HEADS, REMARKS, SALES_ENDINGS, SITE_ENDINGS, TRADE_HEADS,
};
use crate::ingest::divisions::{Found, name_at};

/// Takes the folded `name` apart.
pub(super) fn split(name: &str, place: &Place, parts: &mut Parts) {
    let known = known(place);
    let mut body = std::mem::take(&mut parts.scratch);
    body.clear();
    without_brackets(name, known, &mut body, parts);
    let (head, tail) = cut_behind_legal_form(&body);
    parts.firm |=
        head.len() < body.len() || FORMS_BEFORE_BRANCH.iter().any(|form| head.ends_with(form));
    let mut core = head;
    if is_site(tail) {
        parts.branch.push_str(tail);
    } else if tail.is_empty() {
        core = cut_branch(head, known, parts);
    }
    let core = strip_legal_forms(strip_region(core, known, parts), parts);
    parts.core.push_str(core);
    if !tail.is_empty() && !is_site(tail) && !REMARKS.contains(&tail) {
        parts.core.push_str(tail);
    }
    parts.firm |= parts.core.ends_with(FIRM_ENDINGS) || parts.region.smallest().is_some();
    parts.scratch = body;
}

/// Writes `name` without blanks, punctuation and brackets to `body`; what stands in brackets is
/// the region, a branch, a remark, or else part of the name.
fn without_brackets(name: &str, known: Found, body: &mut String, parts: &mut Parts) {
    let mut rest = name;
    while !rest.is_empty() {
        let open = rest.find('(').unwrap_or(rest.len());
        body.extend(rest[..open].chars().filter(|c| is_of_words(*c)));
        rest = rest.get(open + 1..).unwrap_or_default();
        if open == name.len() || rest.is_empty() {
            continue;
        }
        let close = rest.find(')').unwrap_or(rest.len());
        let inside = rest[..close].trim();
        bracket(inside, known, body, parts);
        rest = rest.get(close + 1..).unwrap_or_default();
    }
}

/// Returns whether `c` is a letter or digit, as Chinese characters are: nearly all are such.
fn is_of_words(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_alphanumeric()
}

fn bracket(inside: &str, known: Found, body: &mut String, parts: &mut Parts) {
    if FORMER.iter().any(|former| inside.starts_with(former)) || REMARKS.contains(&inside) {
        parts.firm |= REMARKS.contains(&inside);
        return;
    }
    let (found, length) = regions(inside, known, false);
    if length == inside.len() && length > 0 {
        parts.region = found;
        parts.firm = true;
    } else if is_site(inside) && !body.is_empty() {
        parts.branch.extend(inside.chars().filter(|c| is_of_words(*c)));
    } else {
        body.extend(inside.chars().filter(|c| is_of_words(*c)));
    }
}

fn is_site(text: &str) -> bool {
    SITE_ENDINGS.strip(text).is_some()
}

/// Cuts `body` behind its first legal form that something may follow; 公司 in 分公司 is none.
fn cut_behind_legal_form(body: &str) -> (&str, &str) {
    let end = FORMS_SOUGHT
        .iter()
        .filter_map(|form| {
            form.find_iter(body.as_bytes())
                .find(|at| *at > 0 && !body[..*at].ends_with(BRANCH_COMPANY))
                .map(|at| (at, at + form.needle().len()))
        })
        .filter(|(_, end)| !LEGAL_FORMS.iter().any(|form| body[*end..].starts_with(form)))
        .min();
    end.map_or((body, ""), |(_, end)| body.split_at(end))
}

/// Made once: a search takes longer to be made ready than to read a name.
static FORMS_SOUGHT: LazyLock<Vec<Finder<'static>>> =
    LazyLock::new(|| FORMS_BEFORE_BRANCH.iter().map(Finder::new).collect());

/// Takes a branch off the end of a name without legal form: 多达杭州分公司. Without a place name
/// before it the word itself is the branch.
fn cut_branch<'a>(head: &'a str, known: Found, parts: &mut Parts) -> &'a str {
    let Some(word) = BRANCHES.iter().find(|word| head.ends_with(**word)) else { return head };
    parts.firm = true;
    let front = &head[..head.len() - word.len()];
    let place = front
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at > 0)
        .find(|at| regions(&front[*at..], known, false).1 == front.len() - at);
    let cut = place.unwrap_or(front.len());
    if cut < 2 * '店'.len_utf8() {
        return head;
    }
    parts.branch.push_str(&head[cut..]);
    &head[..cut]
}

/// Takes the region off the head of a name where something remains that tells firms apart.
fn strip_region<'a>(name: &'a str, known: Found, parts: &mut Parts) -> &'a str {
    let (found, length) = regions(name, known, true);
    let rest = &name[length..];
    if length == 0 || !distinguishes(strip_forms(rest)) {
        return name;
    }
    if !parts.region.has_city() {
        parts.region = found;
    }
    parts.firm = true;
    rest
}

/// Returns the divisions that `text` begins with, and the bytes they take.
///
/// A short name counts where it fits `known`, or names a city and nothing is known; a name with
/// its ending always. With `leave_core` at least two characters are left over.
fn regions(text: &str, known: Found, leave_core: bool) -> (Found, usize) {
    let (mut found, mut at) = (Found::default(), 0);
    while let Some(named) = name_at(&text[at..], found) {
        let rest = &text[at + named.length..];
        if leave_core && rest.chars().nth(1).is_none() {
            break;
        }
        let is_district = named.found.has_district();
        let fits = if known.has_city() {
            let [_, city, _] = named.found.names();
            city.is_none_or(|city| known.names()[1] == Some(city))
                && named.found.names()[0].is_none_or(|name| known.names()[0] == Some(name))
        } else {
            !is_district
        };
        if !named.full && !fits {
            break;
        }
        found = named.found;
        at += named.length;
    }
    (found, at)
}

fn strip_legal_forms<'a>(name: &'a str, parts: &mut Parts) -> &'a str {
    let core = strip_forms(name);
    parts.firm |= core.len() < name.len();
    core
}

fn strip_forms(name: &str) -> &str {
    let mut core = name;
    while let Some(rest) = LEGAL_ENDINGS.strip(core) {
        if rest.chars().nth(1).is_none() {
            break;
        }
        core = rest;
    }
    core
}

/// Returns whether `core` holds anything but words of trade: at least two Chinese characters or
/// three letters and digits.
pub(super) fn distinguishes(core: &str) -> bool {
    let mut weight = 0;
    let mut rest = core;
    while let Some(first) = rest.chars().next() {
        if let Some(behind) = TRADE_HEADS.strip(rest) {
            rest = behind;
        } else {
            weight += if is_han(first) { 3 } else { 2 };
            rest = &rest[first.len_utf8()..];
        }
    }
    weight >= 6
}

/// Returns what remains of a core without words of the selling trades at its end and a make of
/// cars at its head; `None` where that is nothing that tells firms apart.
pub(super) fn stem(core: &str) -> Option<&str> {
    let mut stem = core;
    while let Some(rest) = SALES_ENDINGS.strip(stem) {
        stem = rest;
    }
    if let Some(rest) = MAKE_HEADS.strip(stem)
        && distinguishes(rest)
    {
        stem = rest;
    }
    distinguishes(stem).then_some(stem)
}
