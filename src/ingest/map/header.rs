//! Headers as people write them to the field they mean.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization as _;

use super::Field;
use super::near::is_mistaken;
use crate::model::SourceKind;

/// How headers that depend on the list are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Prospects,
    Purchases,
    /// Rows about contacts with customers.
    Touches,
    /// Rows about vehicles that customers own.
    Vehicles,
    /// Rows that are lines of orders.
    Orders,
    /// Rows that are deliveries.
    Deliveries,
    /// Rows about what a customer has: a model there is no interest, a date no day of collection.
    Holdings,
}

fn reading(kind: SourceKind) -> Reading {
    match kind {
        kind if kind.has_purchases() => Reading::Purchases,
        SourceKind::Touches => Reading::Touches,
        SourceKind::FleetList => Reading::Vehicles,
        SourceKind::Orders => Reading::Orders,
        SourceKind::Deliveries => Reading::Deliveries,
        SourceKind::SalesRecords | SourceKind::Accounting | SourceKind::Retained => {
            Reading::Holdings
        }
        _ => Reading::Prospects,
    }
}

/// How well a header fits a field: smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// How much of the header had to be left out.
    trimmed: u8,
    /// Position of the synonym in its list.
    rank: usize,
}

type Synonyms = HashMap<String, Vec<(Field, usize)>>;

struct Headers {
    always: Synonyms,
    prospects: Synonyms,
    purchases: Synonyms,
    touches: Synonyms,
    vehicles: Synonyms,
    orders: Synonyms,
    deliveries: Synonyms,
}

impl Headers {
    /// Yields the words of every section.
    fn sections(&self) -> impl Iterator<Item = &Synonyms> {
        let lists = [
            &self.prospects,
            &self.purchases,
            &self.touches,
            &self.vehicles,
            &self.orders,
            &self.deliveries,
        ];
        std::iter::once(&self.always).chain(lists)
    }
}

static HEADERS: LazyLock<Headers> = LazyLock::new(|| {
    let mut sections: BTreeMap<String, BTreeMap<String, Vec<String>>> =
        toml::from_str(include_str!("../headers.toml")).unwrap_or_default();
    let mut section = |name: &str| {
        let mut known = Synonyms::new();
        for (key, words) in sections.remove(name).unwrap_or_default() {
            let Some(field) = Field::named(&key) else { continue };
            for (rank, word) in words.iter().enumerate() {
                known.entry(plain(word)).or_default().push((field, rank));
            }
        }
        known
    };
    Headers {
        always: section("always"),
        prospects: section("prospects"),
        purchases: section("purchases"),
        touches: section("touches"),
        vehicles: section("vehicles"),
        orders: section("orders"),
        deliveries: section("deliveries"),
    }
});

static TO_SIMPLIFIED: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// Returns the fields that a header may mean in a list of `kind`, each with how well it fits.
pub(super) fn meanings(header: &str, kind: SourceKind) -> Vec<(Field, Fit)> {
    let special = special(kind);
    for (trimmed, form) in (0_u8..).zip(forms(header)) {
        let known = |words: &Synonyms| words.get(&form).cloned().unwrap_or_default();
        let mut found = special.map(known).unwrap_or_default();
        // Where the kind of list gives the word a meaning, that is its only one.
        if found.is_empty() {
            found = known(&HEADERS.always);
        }
        if !found.is_empty() {
            return found.into_iter().map(|(field, rank)| (field, Fit { trimmed, rank })).collect();
        }
    }
    Vec::new()
}

/// Returns the words that only lists of such a kind have.
fn special(kind: SourceKind) -> Option<&'static Synonyms> {
    match reading(kind) {
        Reading::Prospects => Some(&HEADERS.prospects),
        Reading::Purchases => Some(&HEADERS.purchases),
        Reading::Touches => Some(&HEADERS.touches),
        Reading::Vehicles => Some(&HEADERS.vehicles),
        Reading::Orders => Some(&HEADERS.orders),
        Reading::Deliveries => Some(&HEADERS.deliveries),
        Reading::Holdings => None,
    }
}

/// Letters that a name has to have to be looked for in others: Chinese ones say more.
const LETTERS: (usize, usize) = (2, 4);

/// Returns fields that a header may mean, the likelier first: as [`meanings`] are, else those of
/// which a name is part of it, or it of a name.
pub(super) fn likely(header: &str, kind: SourceKind) -> Vec<Field> {
    let mut found: Vec<((usize, usize), Field)> = meanings(header, kind)
        .into_iter()
        .map(|(field, fit)| ((usize::from(fit.trimmed), fit.rank), field))
        .collect();
    if found.is_empty() {
        let form = plain(header);
        let is_long = |text: &str| {
            text.chars().count() >= if text.is_ascii() { LETTERS.1 } else { LETTERS.0 }
        };
        for (word, fields) in HEADERS.sections().flatten().filter(|_| is_long(&form)) {
            let is_part = is_long(word) && form.contains(word.as_str()) || word.contains(&form);
            if is_part {
                let apart = word.chars().count().abs_diff(form.chars().count());
                found.extend(fields.iter().map(|(field, rank)| ((apart, *rank), *field)));
            }
        }
    }
    found.sort_unstable();
    let mut fields: Vec<Field> = Vec::new();
    for (_, field) in found {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// Returns whether a header is nearly a name that `field` has in a list of `kind`: one with a letter
/// mistaken, or two of a long one.
pub(super) fn is_nearly(header: &str, field: Field, kind: SourceKind) -> bool {
    let form = plain(header);
    let known = special(kind).into_iter().chain([&HEADERS.always]).flatten();
    let mut names = known.filter(|(_, fields)| fields.iter().any(|(known, _)| *known == field));
    names.any(|(name, _)| is_mistaken(&form, name))
}

/// Returns whether the cell is a header that some list may have.
pub(crate) fn is_known(cell: &str) -> bool {
    // No header is a sentence; this keeps data cells from being folded one by one.
    cell.len() <= 90
        && forms(cell).any(|form| HEADERS.sections().any(|words| words.contains_key(&form)))
}

/// Yields the header as compared: whole, without what is in brackets, without a table's prefix
/// (`vd_dealerName`).
fn forms(header: &str) -> impl Iterator<Item = String> {
    let folded: String = header.nfkc().collect();
    let bare = folded.find(['(', '[', '【', '<']).map(|at| plain(&folded[..at]));
    let prefixed = folded
        .split_once('_')
        .filter(|(table, _)| table.len() <= 3 && table.bytes().all(|b| b.is_ascii_lowercase()))
        .map(|(_, rest)| plain(rest))
        // vc_name is the name of whatever `vc` is.
        .filter(|rest| rest != "name");
    [Some(plain(&folded)), bare, prefixed].into_iter().flatten().filter(|form| !form.is_empty())
}

/// Returns letters and digits alone, lower case, full-width folded, traditional simplified.
pub(crate) fn plain(header: &str) -> String {
    let kept: String =
        header.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let simplified = match &*TO_SIMPLIFIED {
        Some(converter) if !kept.is_ascii() => Cow::Owned(converter.convert(&kept)),
        _ => Cow::Borrowed(kept.as_str()),
    };
    simplified.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(header: &str, kind: SourceKind) -> Option<Field> {
        meanings(header, kind).into_iter().min_by_key(|(_, fit)| *fit).map(|(field, _)| field)
    }

    #[test]
    fn every_field_of_the_list_of_headers_is_one() {
        let sections: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            toml::from_str(include_str!("../headers.toml")).unwrap();
        assert_eq!(
            sections.keys().collect::<Vec<_>>(),
            ["always", "deliveries", "orders", "prospects", "purchases", "touches", "vehicles"]
        );
        for (key, words) in sections.values().flatten() {
            assert!(Field::named(key).is_some(), "{key}");
            let mut plain_words: Vec<_> = words.iter().map(|word| plain(word)).collect();
            plain_words.sort();
            plain_words.dedup();
            assert_eq!(plain_words.len(), words.len(), "{key} names a header twice");
        }
    }

    #[test]
    fn headers_are_read_as_people_write_them() {
        let directory = SourceKind::BusinessDirectory;
        for (header, field) in [
            ("公司名称", Some(Field::Name)),
            ("公司名稱", Some(Field::Name)),
            (" *企业 名称（必填）", Some(Field::Name)),
            ("聯絡電話", Some(Field::Phone)),
            ("Ｔｅｌ．", Some(Field::Phone)),
            ("E-Mail", Some(Field::Email)),
            ("vd_dealerName", Some(Field::Name)),
            ("sale_tel", Some(Field::Phone)),
            ("vc_name", None),
            ("金额(元)", None),
            ("预算（万元）", Some(Field::Budget)),
            ("传真", None),
            ("id", None),
            ("编号", None),
            ("会员号", Some(Field::ExternalId)),
            ("lat", None),
            ("product_name", None),
            ("", None),
            ("（）", None),
        ] {
            assert_eq!(best(header, directory), field, "{header}");
        }
    }

    #[test]
    fn date_quantity_and_amount_mean_what_the_list_is() {
        for (header, prospects, purchases, holdings) in [
            ("日期", Some(Field::CollectedOn), Some(Field::Day), None),
            ("数量", Some(Field::Quantity), Some(Field::Quantity), None),
            ("金额", None, Some(Field::Amount), None),
            ("车型", Some(Field::Model), None, None),
            ("意向车型", Some(Field::Model), Some(Field::Model), Some(Field::Model)),
        ] {
            assert_eq!(best(header, SourceKind::Exhibition), prospects, "{header}");
            assert_eq!(best(header, SourceKind::PartsInvoices), purchases, "{header}");
            assert_eq!(best(header, SourceKind::SalesRecords), holdings, "{header}");
        }
    }
}
