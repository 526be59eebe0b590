//! What a card says, as the cells of a row.

use std::borrow::Cow;
use std::collections::HashSet;

use super::property::{Property, says_nothing};

/// Headers of the columns that every list of cards has.
pub(super) const COLUMNS: [&str; 11] = [
    "name",
    "contact",
    "title",
    "department",
    "phone",
    "email",
    "address",
    "website",
    "tags",
    "note",
    "external_id",
];

/// A value and what belongs to it.
#[derive(Debug, Default)]
struct Said {
    value: String,
    group: Option<String>,
    is_preferred: bool,
    is_fax: bool,
}

/// What a card says.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// Whether it is of version 2.1.
    pub(super) is_old: bool,
    /// Whether it is no contact, but a group of others.
    pub(super) is_group: bool,
    full_name: String,
    /// The name composed of its parts, and those that are the family's and the own.
    composed: String,
    family: String,
    given: String,
    organisation: String,
    department: String,
    titles: Vec<String>,
    roles: Vec<String>,
    phones: Vec<Said>,
    emails: Vec<Said>,
    addresses: Vec<Said>,
    /// Addresses as they are printed, for which there need be no others.
    labels: Vec<String>,
    websites: Vec<String>,
    tags: Vec<String>,
    notes: Vec<String>,
    id: String,
    /// What groups are called: `item1.X-ABLabel`.
    groups: Vec<(String, String)>,
    /// Other properties, by name.
    others: Vec<(String, String)>,
}

impl Card {
    /// Takes a property, whose value is `text`; blank ones say nothing.
    pub(super) fn take(&mut self, property: &Property<'_>, text: &str) {
        if property.is("VERSION") {
            self.is_old = text.trim().starts_with("2.");
        }
        let whole = self.plain(text);
        if whole.is_empty() || says_nothing(property) {
            return;
        }
        let said = |value: String| Said {
            value,
            group: property.group.map(str::to_lowercase),
            is_preferred: property.is_preferred(),
            is_fax: property.has_type("FAX"),
        };
        match property.name.to_ascii_uppercase().as_str() {
            "FN" => keep(&mut self.full_name, whole.trim_matches([';', ' '])),
            "N" => self.take_name(text),
            "ORG" => {
                let mut parts = self.parts(text).into_iter();
                keep(&mut self.organisation, &parts.next().unwrap_or_default());
                let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
                keep(&mut self.department, &parts.join(" "));
            }
            "TITLE" => self.titles.push(whole),
            "ROLE" => self.roles.push(whole),
            "TEL" => self.phones.push(said(telephone(&whole))),
            "EMAIL" => self.emails.push(said(whole)),
            "ADR" => {
                let address = address(&self.parts(text));
                if !address.is_empty() {
                    self.addresses.push(said(address));
                }
            }
            "LABEL" => self.labels.push(whole.replace('\n', " ")),
            "URL" => self.websites.push(whole),
            "NOTE" => self.notes.push(whole),
            "CATEGORIES" => self.tags.push(whole),
            "UID" => keep(&mut self.id, &whole),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" if whole.eq_ignore_ascii_case("group") => {
                self.is_group = true;
            }
            "X-ABLABEL" => {
                if let Some(group) = property.group {
                    self.groups.push((group.to_lowercase(), whole.to_lowercase()));
                }
            }
            other => self.others.push((other.to_owned(), whole)),
        }
    }

    fn take_name(&mut self, text: &str) {
        let mut parts = self.parts(text);
        parts.resize(5, String::new());
        let is_eastern = is_eastern(&[&parts[0], &parts[1], &parts[2]]);
        let order: [usize; 5] = if is_eastern { [3, 0, 2, 1, 4] } else { [3, 1, 2, 0, 4] };
        let written = order.iter().map(|at| parts[*at].as_str()).filter(|part| !part.is_empty());
        let written: Vec<&str> = written.collect();
        keep(&mut self.composed, &written.join(if is_eastern { "" } else { " " }));
        let [family, given, ..] = &mut parts[..] else { return };
        (self.family, self.given) = (std::mem::take(family), std::mem::take(given));
    }

    /// Returns the person's name: as it is printed, a Chinese one with the family's before the own,
    /// whichever way round the program of the card puts them.
    fn person(&self) -> &str {
        if self.full_name.is_empty() {
            return &self.composed;
        }
        if is_eastern(&[&self.family, &self.given]) && !self.family.is_empty() {
            let bare: String = self.full_name.split_whitespace().collect();
            let turned = [self.given.as_str(), self.family.as_str()].concat();
            if bare == turned || bare == self.composed {
                return &self.composed;
            }
        }
        &self.full_name
    }

    /// Yields the cells with their headers, those of [`COLUMNS`] in that order first; other headers
    /// may come several times.
    pub(super) fn cells(self) -> impl Iterator<Item = (Cow<'static, str>, String)> {
        let person = self.person().to_owned();
        let (name, contact) = match &self.organisation {
            none if none.is_empty() => (person, String::new()),
            // The card of the organisation itself.
            own if *own == person => (person, String::new()),
            own => (own.clone(), person),
        };
        let says_fax = |name: &str| ["fax", "传真", "傳真"].iter().any(|fax| name.contains(fax));
        let labelled = self.groups.into_iter().filter(|(_, name)| says_fax(name));
        let fax_groups: HashSet<String> = labelled.map(|(group, _)| group).collect();
        let is_fax = |phone: &Said| {
            phone.is_fax || phone.group.as_ref().is_some_and(|group| fax_groups.contains(group))
        };
        let (faxes, phones): (Vec<Said>, Vec<Said>) = self.phones.into_iter().partition(is_fax);
        let (mut titles, mut roles) = (self.titles, self.roles);
        if titles.is_empty() {
            titles.append(&mut roles);
        }
        let labels = self.labels.into_iter();
        let mut addresses = preferred(self.addresses);
        addresses.extend(labels);
        let mut others = self.others;
        let mut one = |header: &'static str, mut values: Vec<String>| {
            if values.is_empty() {
                return String::new();
            }
            let rest = values.split_off(1).into_iter().filter(|other| *other != values[0]);
            others.extend(rest.map(|other| (format!("{header} 2"), other)));
            values.pop().unwrap_or_default()
        };
        let cells = [
            name,
            contact,
            one("title", titles),
            self.department,
            preferred(phones).join("; "),
            preferred(self.emails).join("; "),
            one("address", addresses),
            one("website", self.websites),
            self.tags.join(","),
            self.notes.join("\n"),
            self.id,
        ];
        others.extend(preferred(faxes).into_iter().map(|fax| ("fax".to_owned(), fax)));
        others.extend(roles.into_iter().map(|role| ("ROLE".to_owned(), role)));
        let others = others.into_iter().map(|(header, value)| (Cow::Owned(header), value));
        COLUMNS.into_iter().map(Cow::Borrowed).zip(cells).chain(others)
    }

    /// Returns the text of a value of one part.
    fn plain(&self, text: &str) -> String {
        if !text.contains(['\\', '\r']) {
            return text.trim().to_owned();
        }
        unescaped(text, self.is_old).trim().to_owned()
    }

    /// Returns the parts of a value that semicolons divide.
    fn parts(&self, text: &str) -> Vec<String> {
        if !text.contains('\\') {
            return text.split(';').map(|part| self.plain(part)).collect();
        }
        let mut parts = vec![String::new()];
        let mut signs = text.chars();
        while let Some(sign) = signs.next() {
            match (sign, parts.last_mut()) {
                (';', _) => parts.push(String::new()),
                ('\\', Some(part)) => {
                    part.push(sign);
                    part.extend(signs.next());
                }
                (sign, Some(part)) => part.push(sign),
                (_, None) => {}
            }
        }
        parts.iter().map(|part| self.plain(part)).collect()
    }
}

/// Keeps the first that says something.
fn keep(slot: &mut String, said: &str) {
    if slot.is_empty() {
        said.clone_into(slot);
    }
}

/// Returns the values, the preferred first, none twice.
fn preferred(mut said: Vec<Said>) -> Vec<String> {
    said.sort_by_key(|said| !said.is_preferred);
    let mut values: Vec<String> = Vec::with_capacity(said.len());
    for Said { value, .. } in said {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Returns whether some part of a name is said, and all in Chinese characters.
fn is_eastern(parts: &[&str]) -> bool {
    let mut signs = parts.iter().flat_map(|part| part.chars()).peekable();
    signs.peek().is_some() && signs.all(|c| c >= '\u{2e80}')
}

/// Returns a number as people write it: `tel:+86-571-88157777;ext=801` is one of version 4.0.
fn telephone(value: &str) -> String {
    let is_address = value.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"));
    if !is_address {
        return value.to_owned();
    }
    let mut parts = value[4..].split(';');
    let number = parts.next().unwrap_or_default().to_owned();
    match parts.find_map(|part| part.trim().strip_prefix("ext=")) {
        Some(extension) => format!("{number} ext {extension}"),
        None => number,
    }
}

/// Returns an address of its parts (box, room, street, town, province, postal code, country): in
/// Chinese from the whole to the part, else the other way round.
fn address(parts: &[String]) -> String {
    let part = |at: usize| parts.get(at).map_or("", |part| part.trim());
    let [po_box, room, street, town, province, code, country] = [0, 1, 2, 3, 4, 5, 6].map(part);
    let lines: Vec<&str> = street.lines().map(str::trim).collect();
    let is_chinese = [room, street, town, province].concat().chars().any(|c| c >= '\u{2e80}');
    if !is_chinese {
        let street = lines.join(", ");
        let province = [province, code].join(" ");
        let all = [po_box, room, &street, town, province.trim(), country];
        let said: Vec<&str> = all.into_iter().filter(|part| !part.is_empty()).collect();
        return said.join(", ");
    }
    let mut address = lines.concat();
    for part in [town, province] {
        // Many programs have the whole address in the street, and its town beside it again.
        if !address.contains(part) {
            address.insert_str(0, part);
        }
    }
    for part in [room, po_box] {
        address.push_str(part);
    }
    match code {
        "" => address,
        code => format!("{address} {code}"),
    }
}

/// Returns a text without the backslashes that say what a sign stands for; in version 2.1 only
/// what divides parts has one.
fn unescaped(text: &str, is_old: bool) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied();
        match (sign, next) {
            ('\r', Some('\n')) | ('\\', Some(';' | ',' | ':')) => {}
            ('\r', _) => plain.push('\n'),
            ('\\', Some('n' | 'N')) if !is_old => {
                plain.push('\n');
                signs.next();
            }
            ('\\', Some('\\')) if !is_old => {
                plain.push('\\');
                signs.next();
            }
            _ => plain.push(sign),
        }
    }
    plain
}
