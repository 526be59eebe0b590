//! Chinese names of firms: region, core, legal form, branch.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::super::address::{Place, known, short_hash};
use super::super::fold::is_han;
use super::Parts;
use super::words::{
    BRANCH_COMPANY, BRANCHES, COMMON_HEADS, FIRM_ENDINGS, FORMER, FORMS_BEFORE_BRANCH,
    LEGAL_ENDINGS, LEGAL_FORMS, MAKE_ENDINGS, MAKE_HEADS, OTHER_TRADE_HEADS, REMARKS,
    SALES_ENDINGS, SALES_LETTERS, SITE_ENDINGS, TRADE_HEADS, bare_make,
};
use super::{CHARACTERS, LESSER, LETTERS, Letters, NameForm, TRADE, WORD};
use crate::ingest::divisions::{Found, name_at, short_name};

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
    parts.registered = head.len() < body.len() || head.ends_with("公司");
    let core = strip_legal_forms(strip_region(core, known, parts), parts);
    parts.core.push_str(core);
    if !tail.is_empty() && !is_site(tail) && !REMARKS.contains(&tail) {
        parts.core.push_str(tail);
    }
    parts.make = letters(&parts.core, place, &mut parts.letters);
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

/// Returns what remains of a core without words of the selling trades and makes of cars at its
/// ends; `None` where that is nothing that tells firms apart.
pub(super) fn stem(core: &str) -> Option<&str> {
    let mut stem = core;
    loop {
        if let Some(rest) = SALES_ENDINGS.strip(stem) {
            stem = rest;
        } else if let Some(rest) = MAKE_ENDINGS.strip(stem).filter(|rest| distinguishes(rest)) {
            stem = rest;
        } else {
            break;
        }
    }
    if let Some(rest) = MAKE_HEADS.strip(stem)
        && distinguishes(rest)
    {
        stem = rest;
    }
    distinguishes(stem).then_some(stem)
}

/// Returns how a name of this core is written.
pub(super) fn form(core: &str, registered: bool) -> NameForm {
    if registered {
        return NameForm::Registered;
    }
    let is_of_make = MAKE_HEADS.strip(core).is_some();
    let mut rest = core;
    for word in ["店", "4s", "分"] {
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    match (is_of_make, SALES_ENDINGS.strip(rest)) {
        (true, _) => NameForm::Sign,
        (false, None) => NameForm::Short,
        (false, Some(_)) => NameForm::Plain,
    }
}

/// Puts what of a core is the firm's own into `letters`, and returns the make that it names.
fn letters(core: &str, place: &Place, letters: &mut Letters) -> u16 {
    let (mut make, mut behind, mut count, mut own) = (0, 0, 0, 0);
    let mut of_place = [false; LETTERS];
    let mut rest = core;
    while let Some(first) = rest.chars().next() {
        if let Some(left) = place_head(rest, place) {
            rest = left;
        } else if let Some(left) = MAKE_HEADS.strip(rest) {
            let named = bare_make(&rest[..rest.len() - left.len()]);
            #[expect(clippy::cast_possible_truncation, reason = "half of the hash is wanted")]
            let hash = short_hash(named) as u16;
            make = hash.max(1);
            rest = left;
        } else if let Some(left) = COMMON_HEADS.strip(rest) {
            behind = if count > 0 { LESSER } else { 0 };
            rest = left;
        } else {
            let trade = OTHER_TRADE_HEADS.strip(rest);
            let left = trade.unwrap_or(&rest[first.len_utf8()..]);
            if let Some(slot) = letters.get_mut(count) {
                if trade.is_some() {
                    let word = &rest[..rest.len() - left.len()];
                    #[expect(clippy::cast_possible_truncation, reason = "less than 16 bits")]
                    let hash = (short_hash(word) % u32::from(WORD - TRADE)) as u16;
                    *slot = TRADE + hash;
                } else {
                    // What a misspelt place or word of trade has left is not the firm's own.
                    of_place[count] = own == 0 && is_of_place(first, place);
                    let is_lesser = of_place[count]
                        || "省市县区州".contains(first)
                        || own > 0 && SALES_LETTERS.contains(first);
                    *slot = letter(first) | if is_lesser { LESSER } else { behind };
                    own += usize::from(*slot & LESSER == 0);
                }
                count += 1;
            }
            rest = left;
        }
    }
    // Too little is left: they were the firm's own after all, as 安 in 雅安安捷.
    if own < 2 {
        for (letter, _) in letters.iter_mut().zip(of_place).filter(|(_, is)| *is) {
            *letter &= !LESSER;
        }
    }
    make
}

/// Returns what of `text` is left behind the name of a division that the firm is in.
fn place_head<'a>(text: &'a str, place: &Place) -> Option<&'a str> {
    divisions(place).find_map(|name| {
        let rest = text.strip_prefix(short_name(name))?;
        Some(text.strip_prefix(name).unwrap_or(rest))
    })
}

/// Returns whether the short name of a division that the firm is in has the character `c`.
fn is_of_place(c: char, place: &Place) -> bool {
    divisions(place).any(|name| short_name(name).contains(c))
}

fn divisions(place: &Place) -> impl Iterator<Item = &'static str> {
    [place.province, place.city, place.district].into_iter().flatten()
}

fn letter(c: char) -> u16 {
    match u16::try_from(u32::from(c).wrapping_sub(0x4dff)) {
        Ok(letter @ 1..CHARACTERS) => letter,
        #[expect(clippy::cast_possible_truncation, reason = "some bits of the code are wanted")]
        _ => CHARACTERS | (u32::from(c) as u16 & 0x3ff),
    }
}
