//! Columns that mean what they meant in a list that was read before.

use crate::ingest::clean::date::DateOrder;
use crate::ingest::list_rules::RowRules;
use crate::ingest::map::Field;

/// What the columns of a list meant when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanings {
    /// Headers of its columns.
    pub columns: Vec<String>,
    /// The field of every column; `None` where the cells are kept as extra.
    pub fields: Vec<Option<Field>>,
    /// By column, the order in which dates such as 3/8/97 are written, where it is known.
    pub date_orders: Vec<Option<DateOrder>>,
    /// Whether rows are updated by their own id.
    pub keyed: bool,
    /// What rules changed of its rows.
    pub rules: RowRules,
}

#[derive(serde::Deserialize)]
struct Kept {
    columns: Vec<String>,
    fields: Vec<Option<String>>,
    date_orders: Vec<Option<String>>,
    #[serde(default)]
    keyed: bool,
    #[serde(default)]
    rules: RowRules,
}

impl Meanings {
    /// Reads what [`mapping_text`] wrote; `None` where the text is none of it.
    ///
    /// [`mapping_text`]: crate::ingest::read::Examined::mapping_text
    pub fn read(mapping: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(mapping).ok()?;
        let named = |key: &Option<String>| match key {
            Some(key) => Field::named(key).map(Some),
            None => Some(None),
        };
        let ordered = |key: &Option<String>| match key {
            Some(key) => key.parse::<DateOrder>().ok().map(Some),
            None => Some(None),
        };
        let fields = kept.fields.iter().map(named).collect::<Option<Vec<_>>>()?;
        let date_orders = kept.date_orders.iter().map(ordered).collect::<Option<Vec<_>>>()?;
        if fields.len() != kept.columns.len() || date_orders.len() != fields.len() {
            return None;
        }
        let Kept { columns, keyed, rules, .. } = kept;
        Some(Self { columns, fields, date_orders, keyed, rules })
    }

    /// Returns for every header the column that had it: of equal ones the first for the first, the
    /// second for the second. `None` where none did.
    pub fn places(&self, headers: &[String]) -> Vec<Option<usize>> {
        let mut taken = vec![false; self.columns.len()];
        let place = |header: &String| {
            let at = self
                .columns
                .iter()
                .zip(&taken)
                .position(|(known, taken)| known == header && !taken)?;
            taken[at] = true;
            Some(at)
        };
        headers.iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(columns: &[&str]) -> Vec<String> {
        columns.iter().map(|column| (*column).to_owned()).collect()
    }

    #[test]
    fn columns_are_found_by_their_headers_wherever_they_stand() {
        let known = Meanings {
            columns: list(&["电话", "", "电话", "名称"]),
            fields: vec![Some(Field::Phone), None, None, Some(Field::Name)],
            date_orders: vec![None; 4],
            keyed: false,
            rules: RowRules::default(),
        };
        let places = |headers: &[&str]| known.places(&list(headers));
        assert_eq!(places(&["电话", "", "电话", "名称"]), [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(places(&["名称", "新", "电话"]), [Some(3), None, Some(0)]);
        assert_eq!(places(&["电话", "电话", "电话"]), [Some(0), Some(2), None]);
    }

    #[test]
    fn what_is_no_mapping_is_none() {
        let good = r#"{"columns":["a"],"fields":["name"],"date_orders":["dmy"],"keyed":true}"#;
        let read = Meanings::read(good).unwrap();
        assert_eq!((read.fields, read.keyed), (vec![Some(Field::Name)], true));
        for text in [
            "",
            "[]",
            r#"{"columns":["a"],"fields":[],"date_orders":[]}"#,
            r#"{"columns":["a"],"fields":["nonsense"],"date_orders":[null]}"#,
            r#"{"columns":["a"],"fields":[null],"date_orders":["xyz"]}"#,
        ] {
            assert_eq!(Meanings::read(text), None, "{text}");
        }
    }
}
