//! What two playbooks say differently, key by key.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// A key that two playbooks have differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The key with those it is below: `grades.H.every_days`, `funnel.presets.retail.skips`.
    pub key: String,
    /// The value before, as TOML; missing: the key is new.
    pub old: Option<String>,
    /// The value after, as TOML; missing: the key is gone.
    pub new: Option<String>,
}

/// Returns the keys that `old` and `new` have differently, in order of the keys.
///
/// Entries of a list that have a `key` are compared with those of the same key; where they only
/// stand in another order, the list itself is the key, with the keys of its entries as values.
/// Comments and layout count for nothing. `None` where one of the texts is no TOML.
pub fn key_changes(old: &str, new: &str) -> Option<Vec<KeyChange>> {
    let (old, new) = (flat(old)?, flat(new)?);
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changes = keys.into_iter().filter_map(|key| {
        let (old, new) = (old.get(key), new.get(key));
        (old != new).then(|| KeyChange { key: key.clone(), old: old.cloned(), new: new.cloned() })
    });
    Some(changes.collect())
}

fn flat(text: &str) -> Option<BTreeMap<String, String>> {
    let table: Table = text.parse().ok()?;
    let mut keys = BTreeMap::new();
    for (key, value) in &table {
        put(&mut keys, key, value);
    }
    Some(keys)
}

fn put(keys: &mut BTreeMap<String, String>, path: &str, value: &Value) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                put(keys, &format!("{path}.{key}"), value);
            }
        }
        Value::Array(entries) => match named(entries) {
            Some(named) => {
                let order: Vec<&str> = named.iter().map(|(key, _)| *key).collect();
                keys.insert(path.to_owned(), order.join(", "));
                for (key, entry) in named {
                    for (field, value) in entry.iter().filter(|(field, _)| *field != "key") {
                        put(keys, &format!("{path}.{key}.{field}"), value);
                    }
                }
            }
            None => {
                keys.insert(path.to_owned(), value.to_string());
            }
        },
        value => {
            keys.insert(path.to_owned(), value.to_string());
        }
    }
}

/// Returns the entries of a list with their keys; `None` where it has none, one has none, or two
/// have the same.
fn named(entries: &[Value]) -> Option<Vec<(&str, &Table)>> {
    let mut named: Vec<(&str, &Table)> = Vec::with_capacity(entries.len());
    for entry in entries {
        let table = entry.as_table()?;
        let key = table.get("key")?.as_str()?;
        if named.iter().any(|(known, _)| *known == key) {
            return None;
        }
        named.push((key, table));
    }
    (!named.is_empty()).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::SHIPPED;

    fn said(old: &str, new: &str) -> Vec<String> {
        let shown = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let changes = key_changes(old, new).unwrap().into_iter();
        changes.map(|c| format!("{}: {} > {}", c.key, shown(c.old), shown(c.new))).collect()
    }

    #[test]
    fn keys_are_compared_one_by_one() {
        for (case, old, new, expected) in [
            ("nothing", "a = 1", "a = 1", vec![]),
            ("a comment", "a = 1", "# why\na   =  1\n", vec![]),
            ("a value", "[a]\nb = 1", "[a]\nb = 2", vec!["a.b: 1 > 2"]),
            ("a type", "a = 1", "a = '1'", vec!["a: 1 > \"1\""]),
            ("a new key", "", "[a]\nb = true", vec!["a.b: - > true"]),
            ("a key that is gone", "a = 1\nb = 2", "a = 1", vec!["b: 2 > -"]),
            ("a plain list", "a = [1, 2]", "a = [2, 1]", vec!["a: [1, 2] > [2, 1]"]),
            (
                "an entry by its key",
                "a = [{ key = 'x', n = 1 }, { key = 'y', n = 1 }]",
                "a = [{ key = 'x', n = 1 }, { key = 'y', n = 2 }]",
                vec!["a.y.n: 1 > 2"],
            ),
            (
                "the order of entries",
                "a = [{ key = 'x', n = 1 }, { key = 'y', n = 1 }]",
                "a = [{ key = 'y', n = 1 }, { key = 'x', n = 1 }]",
                vec!["a: x, y > y, x"],
            ),
            (
                "a new entry",
                "a = [{ key = 'x' }]",
                "a = [{ key = 'x' }, { key = 'y', n = 1 }]",
                vec!["a: x > x, y", "a.y.n: - > 1"],
            ),
        ] {
            assert_eq!(said(old, new), expected, "{case}");
        }
        assert_eq!(key_changes("a =", "a = 1"), None);
    }

    #[test]
    fn every_key_of_the_shipped_rules_is_seen() {
        assert_eq!(said(SHIPPED, SHIPPED), Vec::<String>::new());
        let changed = SHIPPED.replace("within = { days = 7 }", "within = { days = 6 }");
        assert_ne!(changed, SHIPPED);
        assert_eq!(said(SHIPPED, &changed), ["grades.H.within.days: 7 > 6"]);
        let changed = SHIPPED.replace("zh = \"已到店\"", "zh = \"到店\"");
        assert_eq!(
            said(SHIPPED, &changed),
            ["funnel.presets.retail.stages.visited.zh: \"已到店\" > \"到店\""]
        );
    }
}
