//! Real lists as they come: imported by naming columns and nothing else, no value garbled.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::lists::{everything, outcomes, report, word};
use crate::sandbox::Sandbox;
use crate::skip;

/// Lists with how their columns are named, and the columns of names and phones, from 0.
const LISTS: &[(&str, &str, usize, &[usize])] = &[
    (
        "raw_zh/buick_2017_gb18030.csv",
        "--map dealerName=name --map tel=phone --map cityName=city --map address=address",
        4,
        &[15],
    ),
    (
        "raw_zh/dfcitroen_2017_gb18030.csv",
        "--map dealer_name=name --map sale_tel=phone --map after_tel=phone --map id=extra",
        2,
        &[6, 7],
    ),
    (
        "raw_zh/fawvm_2017_gb18030.csv",
        "--map vd_dealerName=name --map vd_salePhone=phone --map vd_address=address --map vc_name=city",
        2,
        &[0],
    ),
    (
        "raw_zh/skoda_2017_gb18030.csv",
        "--map name=name --map phone=phone --map service_tel=phone --map address=address",
        1,
        &[6, 9, 10],
    ),
    ("zh_dealers_dev/records.csv", "--map name=name --map phone=phone --map id=extra", 2, &[3]),
];

/// Returns the folder of real lists; where it is absent, says so and returns nothing.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/er"));
    if folder.is_dir() {
        return Some(folder.to_owned());
    }
    skip::skipped("../shared");
    None
}

fn decoded(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let (text, replaced) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    assert!(!replaced);
    text.into_owned()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn real_lists_come_in_by_naming_columns_and_nothing_is_garbled() {
    let Some(folder) = folder() else { return };
    for (name, columns, name_column, phone_columns) in LISTS {
        let kam = Sandbox::new();
        let bytes = std::fs::read(folder.join(name)).unwrap();
        kam.file("list.csv", &bytes);
        let args = format!("list.csv --source business-directory {columns}");
        let first = report(&kam, &args);
        let [added, merged, unchanged, held, rejected] = outcomes(&first);
        assert_eq!(unchanged, 0);
        let text = decoded(&bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), added + merged + held + rejected, "{name}");

        let exported = everything(&kam);
        assert!(!exported.contains('\u{fffd}'), "{name}");
        let of_kind = |kind: &str| -> Vec<serde_json::Value> {
            let start = format!("{{\"record\":\"{kind}\",");
            let lines = exported.lines().filter(|line| line.starts_with(&start));
            lines.map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let accounts: HashMap<String, String> = of_kind("account")
            .iter()
            .map(|account| (word(&account["id"]).to_owned(), word(&account["name"]).to_owned()))
            .collect();
        let mut cells: HashMap<String, String> = HashMap::new();
        for (row, cell) in of_kind("batch_row").iter().zip(&rows) {
            let account = word(&row["account"]).to_owned();
            let written = cell.get(*name_column).unwrap_or_default().trim();
            if row["outcome"] == "added" {
                assert_eq!(accounts[&account], written, "{name}: {row}");
            }
            for column in *phone_columns {
                cells
                    .entry(account.clone())
                    .or_default()
                    .push_str(&digits(cell.get(*column).unwrap_or_default()));
                cells.entry(account.clone()).or_default().push(' ');
            }
        }
        let phones = of_kind("phone");
        for phone in &phones {
            let number = word(&phone["number"]);
            // The last seven digits stand in a cell; before them an area code may have been added.
            let end = &number[number.len().saturating_sub(7)..];
            let account = word(&phone["account"]);
            assert!(cells[account].contains(end), "{name}: {account} {number}: {}", cells[account]);
        }
        assert!(phones.len() * 10 > added * 9, "{name}: {} phones", phones.len());

        // Again, with a blank line more, that it is not the same file.
        kam.file("again.csv", [&bytes[..], b"\n"].concat());
        let again = report(&kam, &args.replacen("list", "again", 1));
        assert_eq!(outcomes(&again), [0, 0, added + merged + held, 0, rejected], "{name}");
    }
}
