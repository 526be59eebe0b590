//! What the tables of a store mean, as the comments of the schema say it.

use super::schema;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// The type of its values: `INTEGER` or `TEXT`.
    pub kind: String,
    /// Whether it may be empty.
    pub nullable: bool,
    /// What is said of it; of the first column of a table also what is said of the table.
    pub comment: Option<String>,
}

/// Returns every column of every table, by table as they came and within it in order.
pub fn column_meanings() -> Vec<ColumnMeaning> {
    let mut found: Vec<ColumnMeaning> = Vec::new();
    for step in schema::steps() {
        read(step, &mut found);
    }
    let mut tables: Vec<String> = Vec::new();
    for column in &found {
        if !tables.contains(&column.table) {
            tables.push(column.table.clone());
        }
    }
    found.sort_by_key(|column| tables.iter().position(|table| *table == column.table));
    found
}

/// Adds the columns that a step makes. The steps are our own texts, each column on its line.
fn read(step: &str, found: &mut Vec<ColumnMeaning>) {
    let mut table: Option<String> = None;
    let mut said: Vec<&str> = Vec::new();
    for line in step.lines() {
        let (code, comment) = match line.split_once("--") {
            Some((code, comment)) => (code.trim(), Some(comment.trim())),
            None => (line.trim(), None),
        };
        if code.is_empty() {
            match comment {
                Some(comment) => said.push(comment),
                None => said.clear(),
            }
        } else if let Some(rest) = code.strip_prefix("CREATE TABLE ") {
            table = rest.split([' ', '(']).next().map(str::to_owned);
        } else if let Some(rest) = code.strip_prefix("ALTER TABLE ") {
            if let Some((table, column)) = rest.split_once(" ADD COLUMN ") {
                found.extend(column_of(table, column, comment));
            }
            said.clear();
        } else if let Some(within) = &table {
            if code.starts_with(')') {
                table = None;
                said.clear();
                continue;
            }
            if let Some(mut column) = column_of(within, code, comment) {
                if !said.is_empty() {
                    let of_table = std::mem::take(&mut said).join(" ");
                    column.comment = Some(match column.comment {
                        Some(own) => format!("{own}; {of_table}"),
                        None => of_table,
                    });
                }
                found.push(column);
            }
        } else {
            said.clear();
        }
    }
}

/// Returns the column that a line defines; `None` where it is a constraint of the table.
fn column_of(table: &str, code: &str, comment: Option<&str>) -> Option<ColumnMeaning> {
    let mut words = code.trim_end_matches([',', ';']).split_whitespace();
    let (column, kind) = (words.next()?, words.next()?);
    if !column.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let rest = words.collect::<Vec<_>>().join(" ");
    Some(ColumnMeaning {
        table: table.to_owned(),
        column: column.to_owned(),
        kind: kind.to_owned(),
        nullable: !rest.contains("NOT NULL") && !rest.contains("PRIMARY KEY"),
        comment: comment.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{caller, setup};
    use crate::store::{Store, Val};

    #[test]
    fn the_columns_are_those_that_a_store_has() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kam.db");
        let (store, _) = Store::create(path.to_str().unwrap(), &setup(), &caller("init")).unwrap();
        let mut stored: Vec<String> = Vec::new();
        let sql = "SELECT m.name, c.name, c.type,
                          CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN 1 ELSE 0 END
                     FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
                    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'";
        let none: &[Val<'_>] = &[];
        store
            .db()
            .each(sql, none, |row| {
                let (table, column, kind) =
                    (row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?);
                let nullable: i64 = row.get(3)?;
                stored.push(format!("{table}.{column} {kind} {}", nullable == 1));
                Ok(())
            })
            .unwrap();
        let own = |line: &String| !line.starts_with("counter.");
        let mut stored: Vec<String> = stored.into_iter().filter(own).collect();
        let mut said: Vec<String> = column_meanings()
            .iter()
            .map(|c| format!("{}.{} {} {}", c.table, c.column, c.kind, c.nullable))
            .collect();
        stored.sort();
        said.sort();
        assert_eq!(said, stored);
    }

    #[test]
    fn comments_are_those_of_the_schema() {
        let columns = column_meanings();
        let comment = |table: &str, column: &str| {
            let found = columns.iter().find(|c| c.table == table && c.column == column);
            found.unwrap().comment.clone().unwrap_or_default()
        };
        assert_eq!(comment("operation", "command"), "personal values masked");
        assert_eq!(comment("operation", "id"), "One run of a writing command.");
        assert_eq!(comment("deal", "budget"), "hundredths");
        assert_eq!(comment("account", "tries"), "attempts since the last effective contact");
        assert_eq!(comment("account", "city"), "");
    }
}
