//! Lists as they come, read without any hand work.

use std::path::{Path, PathBuf};

use super::lead::{Cleaner, Identity, Rejection};
use super::map::Field;
use super::read::{Encoding, Examined, Options, RawRow, examine};
use crate::model::{Lead, PhoneKind, SourceKind};

/// Returns the folder of shared data, or says that the test is skipped.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: ../shared");
    None
}

fn leads(path: &Path, options: &Options) -> (Examined, Vec<Result<Lead, Rejection>>) {
    let examined = examine(path, options).unwrap();
    let cleaner = Cleaner::new(&examined);
    let mut rows = examined.rows().unwrap();
    let (mut row, mut identity, mut leads) = (RawRow::default(), Identity::default(), Vec::new());
    while rows.next_row(&mut row).unwrap() {
        let lead = cleaner.lead(&row);
        assert_eq!(cleaner.identity(&row, &mut identity).is_ok(), lead.is_ok());
        leads.push(lead);
    }
    assert_eq!(examined.rows, leads.len() as u64);
    (examined, leads)
}

fn columns(examined: &Examined, field: Field) -> Vec<&str> {
    examined.mapping.columns(field).map(|at| examined.verdict.columns[at].as_str()).collect()
}

#[test]
fn dealer_lists_in_gb18030_read_right() {
    let Some(folder) = shared("data/er/raw_zh") else { return };
    for (file, rows, written, name, phones, address) in [
        ("buick_2017_gb18030.csv", 825, 775, "dealerName", &["tel"][..], "address"),
        (
            "dfcitroen_2017_gb18030.csv",
            375,
            374,
            "dealer_name",
            &["sale_tel", "after_tel"],
            "address",
        ),
        ("fawvm_2017_gb18030.csv", 920, 919, "vd_dealerName", &["vd_salePhone"], "vd_address"),
        (
            "skoda_2017_gb18030.csv",
            502,
            386,
            "name",
            &["phone", "service_tel", "hot_line"],
            "address",
        ),
    ] {
        let options = Options::new(SourceKind::WebDirectory);
        let (examined, leads) = leads(&folder.join(file), &options);
        assert_eq!(examined.verdict.encoding, Encoding::GB18030, "{file}");
        assert_eq!(leads.len(), rows, "{file}");
        assert_eq!(columns(&examined, Field::Name), [name], "{file}");
        assert_eq!(columns(&examined, Field::Phone), phones, "{file}");
        assert_eq!(columns(&examined, Field::Address), [address], "{file}");
        assert!(leads.iter().all(Result::is_ok), "{file}");
        // Every row with a cell of seven digits or more that are not all zero, counted by other means, has a phone, or
        // a warning that keeps the cell.
        let numbered = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 7;
        let warned =
            |lead: &&Lead| lead.warnings.iter().any(|w| w.field == "phone" && numbered(&w.value));
        let (dialled, silent): (Vec<_>, Vec<_>) =
            leads.iter().flatten().partition(|lead| !lead.phones.is_empty());
        let kept = silent.into_iter().filter(warned).count();
        assert_eq!(dialled.len() + kept, written, "{file}");
        assert!(kept * 100 <= rows, "{file}: {kept} rows without a phone that was written");
    }
}

#[test]
fn dealer_lists_in_workbooks_read_right() {
    let Some(folder) = shared("data/er/raw_zh") else { return };
    let mut all = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "xlsx") {
            continue;
        }
        let options = Options::new(SourceKind::WebDirectory);
        let (examined, leads) = leads(&path, &options);
        let file = path.display();
        assert_eq!(examined.origin.sheet(), Some("Sheet1"), "{file}");
        for (field, header) in
            [(Field::Name, "公司名称"), (Field::Phone, "联系电话"), (Field::Address, "地址")]
        {
            assert_eq!(columns(&examined, field), [header], "{file}");
        }
        assert!(leads.iter().all(Result::is_ok), "{file}");
        let warned = leads.iter().flatten().filter(|lead| !lead.warnings.is_empty()).count();
        assert!(warned * 20 < leads.len(), "{file}: {warned} rows with warnings");
        all += leads.len();
    }
    assert_eq!(all, 4_173);
}

#[test]
fn labelled_sets_read_right() {
    let Some(folder) = shared("data/er") else { return };
    for (set, rows) in
        [("zh_dealers_dev", 12_324), ("zh_shortname_dev", 1_668), ("syn_zh_dev", 7_008)]
    {
        let options =
            Options { key: Some("id".into()), ..Options::new(SourceKind::BusinessDirectory) };
        let (examined, leads) = leads(&folder.join(set).join("records.csv"), &options);
        assert_eq!(examined.verdict.encoding, Encoding::UTF_8);
        for field in [Field::ExternalId, Field::Name, Field::Phone, Field::Address, Field::City] {
            assert!(examined.mapping.has(field), "{set} {field:?}");
        }
        assert_eq!(leads.len(), rows, "{set}");
        assert!(leads.iter().flatten().all(|lead| lead.external_id.is_some()));
        let phones = leads.iter().flatten().flat_map(|lead| &lead.phones);
        let (known, other): (Vec<_>, Vec<_>) = phones.partition(|p| p.kind != PhoneKind::Other);
        assert!(other.len() * 100 < known.len(), "{set}: {} {}", other.len(), known.len());
        let wrong = leads.iter().flatten().flat_map(|lead| &lead.warnings).count();
        assert!(wrong * 100 < rows * 2, "{set}: {wrong} warnings");
    }
}

#[test]
fn dialects_of_delimited_text_read_as_their_answers_say() {
    let Some(folder) = shared("corpora/csv-spectrum") else { return };
    let mut files = 0;
    for entry in std::fs::read_dir(folder.join("csvs")).unwrap() {
        let path = entry.unwrap().path();
        let options = Options {
            map: vec![("#1".into(), "name".into())],
            ..Options::new(SourceKind::Exhibition)
        };
        let examined = examine(&path, &options).unwrap();
        let mut rows = examined.rows().unwrap();
        let mut row = RawRow::default();
        let mut read = Vec::new();
        while rows.next_row(&mut row).unwrap() {
            let headers = examined.verdict.columns.iter().map(String::as_str);
            let cells = headers.zip(row.cells()).map(|(header, text)| (header.into(), text.into()));
            read.push(serde_json::Value::Object(cells.collect()));
        }
        files += 1;
        let answer = folder.join("json").join(path.with_extension("json").file_name().unwrap());
        let answer = std::fs::read_to_string(answer).unwrap();
        match serde_json::from_str(&answer).unwrap() {
            serde_json::Value::Array(wanted) => assert_eq!(read, wanted, "{}", path.display()),
            // One answer is a single object, of other numbers than its file has.
            single => {
                let keys = |value: &serde_json::Value| {
                    value.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
                };
                assert_eq!((read.len(), keys(&read[0])), (1, keys(&single)), "{}", path.display());
            }
        }
    }
    assert_eq!(files, 12);
}
