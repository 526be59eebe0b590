//! Formats for programs.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::model::{Batch, BatchRow, Deal, Shop};

#[test]
fn a_json_list_has_a_line_for_every_row() {
    assert_eq!(written::<Sample>(&[], &layout(Format::Json)).unwrap(), "[]\n");
    let text = written(&[duoda(), bare()], &layout(Format::Json)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert_eq!(
        lines[1],
        "{\"id\":\"A1042\",\"name\":\"多达公司\",\"need\":\"yes\",\"count\":5,\"urgent\":true,\
         \"due\":\"2026-03-01\",\"budget\":\"1250000.00\",\"tags\":[\"越野\",\"a,b\"],\
         \"phones\":[{\"number\":\"13800138000\",\"note\":null},\
         {\"number\":\"01065551234\",\"note\":\"前台\"}]},"
    );
    let ndjson = written(&[duoda(), bare()], &layout(Format::Ndjson)).unwrap();
    assert_eq!(ndjson.lines().collect::<Vec<_>>(), [lines[1].trim_end_matches(','), lines[2]]);
}

#[test]
fn a_single_thing_is_an_object() {
    let text = one(&duoda(), &layout(Format::Json));
    assert_eq!(
        text,
        r#"{
  "id": "A1042",
  "name": "多达公司",
  "need": "yes",
  "count": 5,
  "urgent": true,
  "due": "2026-03-01",
  "budget": "1250000.00",
  "tags": ["越野","a,b"],
  "phones": [
    {"number":"13800138000","note":null},
    {"number":"01065551234","note":"前台"}
  ]
}
"#
    );
    let chosen = columns("phones,name");
    let layout = Layout { columns: Some(&chosen), ..layout(Format::Json) };
    assert_eq!(
        one(&bare(), &layout),
        "{\n  \"phones\": [],\n  \"name\": \"=1+1\\n\\\"x\\\"\"\n}\n"
    );
}

#[test]
fn csv_for_programs_is_raw_and_for_spreadsheets_guarded() {
    struct Chinese;
    impl crate::render::Words for Chinese {
        fn label<'w>(&'w self, key: &'w str) -> &'w str {
            if key == "name" { "名称" } else { key }
        }
        fn value<'w>(&'w self, _: &str, key: &'w str) -> &'w str {
            key
        }
    }
    let chosen = columns("id,name,need,due,tags");
    let data = Layout { columns: Some(&chosen), words: &Chinese, ..layout(Format::Csv) };
    assert_eq!(
        written(&[duoda(), bare()], &data).unwrap(),
        "id,name,need,due,tags\nA1042,多达公司,yes,2026-03-01,\"越野;a,b\"\n\
         A7,\"=1+1\n\"\"x\"\"\",,,\n"
    );
    let people = Layout { purpose: Purpose::Spreadsheet, ..data };
    assert_eq!(
        written(&[duoda(), bare()], &people).unwrap(),
        "\u{feff}id,名称,need,due,tags\r\nA1042,多达公司,yes,2026-03-01,\"越野;a,b\"\r\n\
         A7,\"'=1+1\n\"\"x\"\"\",,,\r\n"
    );
    let bare_list = Layout { header: false, ..data };
    assert!(written(&[duoda()], &bare_list).unwrap().starts_with("A1042,"));
}

#[test]
fn a_lone_empty_cell_is_still_a_row() {
    let chosen = columns("count");
    let layout = Layout { columns: Some(&chosen), ..layout(Format::Csv) };
    assert_eq!(written(&[bare(), duoda()], &layout).unwrap(), "count\n\"\"\n5\n");
}

#[test]
fn columns_come_in_the_order_asked_for_in_every_format() {
    let chosen = columns("count,id");
    for (format, expected) in [
        (Format::Csv, "count,id\n5,A1042\n,A7\n"),
        (Format::Tsv, "count\tid\n5\tA1042\n\tA7\n"),
        (Format::Json, "[\n{\"count\":5,\"id\":\"A1042\"},\n{\"count\":null,\"id\":\"A7\"}\n]\n"),
        (Format::Ndjson, "{\"count\":5,\"id\":\"A1042\"}\n{\"count\":null,\"id\":\"A7\"}\n"),
        (Format::Markdown, "| count | id |\n| --- | --- |\n| 5 | A1042 |\n|  | A7 |\n"),
        (Format::Ids, "A1042\nA7\n"),
        (Format::Table, "count  id\n────────────\n    5  A1042\n       A7\n"),
    ] {
        let layout = Layout { columns: Some(&chosen), ..layout(format) };
        assert_eq!(written(&[duoda(), bare()], &layout).unwrap(), expected, "{format}");
    }
}

#[test]
fn ids_are_refused_where_there_are_none() {
    let chosen = columns("name");
    let layout = Layout { columns: Some(&chosen), ..layout(Format::Ids) };
    assert!(matches!(written(&[duoda()], &layout), Err(RenderError::NoIds)));
    assert_eq!(written::<Sample>(&[], &layout).unwrap(), "");
}

#[test]
fn records_have_a_cell_for_every_key() {
    fn keys_of<T: Tabular>() -> usize {
        T::KEYS.len()
    }
    let shop = Shop {
        id: crate::model::ShopId(3),
        name: "北京一店".into(),
        brand: None,
        city: Some("北京市".into()),
        calendar: crate::model::CalendarPreset::Dealer,
        opens_at: None,
        closes_at: None,
    };
    let text = written(&[shop], &layout(Format::Csv)).unwrap();
    assert_eq!(
        text,
        "id,name,brand,city,calendar,opens_at,closes_at\nSH3,北京一店,,北京市,dealer,,\n"
    );
    assert_eq!(keys_of::<Batch>(), Batch::FIELDS.len());
    assert_eq!(keys_of::<Deal>(), Deal::FIELDS.len());
    assert_eq!(keys_of::<BatchRow>(), BatchRow::FIELDS.len());
}

fn any_sample() -> impl Strategy<Value = Sample> {
    let text = || prop_oneof![any::<String>(), "[,\"\n\r\t;\\\\'=a多\u{1b}\u{feff} ]{0,6}"];
    let line = (text(), proptest::option::of(text()));
    (
        (proptest::option::of(any::<i64>()), text(), any::<bool>()),
        (proptest::option::of(any::<i64>()), proptest::option::of(0_i64..3_000_000)),
        proptest::collection::vec(text(), 0..3),
        proptest::collection::vec(line, 0..3),
    )
        .prop_map(|((id, name, urgent), (count, day), tags, phones)| Sample {
            id: id.map(AccountId),
            name,
            need: urgent.then_some(Factor::No),
            count,
            urgent,
            due: day.and_then(|days| Some(Day::new(1, 1, 1)?.plus_days(days))),
            budget: count.map(|minor| Money { minor }),
            tags,
            phones: phones.into_iter().map(|(number, note)| Line { number, note }).collect(),
        })
}

fn value_of(row: &Sample) -> Value {
    let phone = |line: &Line| json!({ "number": line.number, "note": line.note });
    json!({
        "id": row.id.map(|id| id.to_string()),
        "name": row.name,
        "need": row.need.map(|need| need.to_string()),
        "count": row.count,
        "urgent": row.urgent,
        "due": row.due.map(|due| due.to_string()),
        "budget": row.budget.map(|budget| budget.to_string()),
        "tags": row.tags,
        "phones": row.phones.iter().map(phone).collect::<Vec<_>>(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn json_says_what_the_rows_say(rows in proptest::collection::vec(any_sample(), 0..4)) {
        let expected: Vec<Value> = rows.iter().map(value_of).collect();
        let list: Value = serde_json::from_str(&written(&rows, &layout(Format::Json))?)?;
        prop_assert_eq!(list, Value::Array(expected.clone()));
        for (row, expected) in rows.iter().zip(&expected) {
            let object: Value = serde_json::from_str(&one(row, &layout(Format::Json)))?;
            prop_assert_eq!(&object, expected);
        }
        let turned = columns("phones,budget,id");
        let turned = Layout { columns: Some(&turned), ..layout(Format::Ndjson) };
        for (line, expected) in written(&rows, &turned)?.split_terminator('\n').zip(&expected) {
            let object: Value = serde_json::from_str(line)?;
            prop_assert_eq!(object.as_object().map(serde_json::Map::len), Some(3));
            prop_assert_eq!(&object["phones"], &expected["phones"]);
            prop_assert_eq!(&object["id"], &expected["id"]);
        }
    }

    #[test]
    fn csv_is_read_back(
        rows in proptest::collection::vec(any_sample(), 0..4),
        spreadsheet: bool,
        chosen in prop_oneof![Just("name"), Just("tags,name"), Just("id,name,count,tags")],
    ) {
        let chosen = columns(chosen);
        let purpose = if spreadsheet { Purpose::Spreadsheet } else { Purpose::Data };
        let layout = Layout { columns: Some(&chosen), purpose, ..layout(Format::Csv) };
        let text = written(&rows, &layout)?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        prop_assert_eq!(reader.headers()?.iter().collect::<Vec<_>>(), chosen.clone());
        let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
        prop_assert_eq!(read.len(), rows.len());
        for (read, row) in read.iter().zip(&rows) {
            for (cell, key) in read.iter().zip(&chosen) {
                let expected = match key.as_str() {
                    "name" => row.name.clone(),
                    "tags" => row.tags.join(";"),
                    "id" => row.id.map_or_else(String::new, |id| id.to_string()),
                    _ => row.count.map_or_else(String::new, |count| count.to_string()),
                };
                let bare = cell.strip_prefix('\'').filter(|_| spreadsheet && cell != expected);
                prop_assert_eq!(bare.unwrap_or(cell), expected);
            }
        }
    }

    #[test]
    fn tsv_is_read_back(row in any_sample()) {
        let chosen = columns("count,name");
        let layout = Layout { columns: Some(&chosen), header: false, ..layout(Format::Tsv) };
        let text = written(std::slice::from_ref(&row), &layout)?;
        let (_, name) = text.trim_end_matches('\n').split_once('\t').unwrap();
        let mut back = String::new();
        let mut chars = name.chars();
        while let Some(c) = chars.next() {
            back.push(match c {
                '\\' => match chars.next() {
                    Some('t') => '\t',
                    Some('n') => '\n',
                    Some('r') => '\r',
                    other => other.unwrap(),
                },
                c => c,
            });
        }
        prop_assert_eq!(back, row.name);
    }
}
