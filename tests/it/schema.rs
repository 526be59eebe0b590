//! The JSON Schema of what commands print, and that they print nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::filled::filled;
use crate::sandbox::Sandbox;

/// A command line for every form that the rows of a command have.
const RUNS: &[(&str, &[&str])] = &[
    (
        "add",
        &[
            "add 多达测试公司 --phone 13912345678 -q",
            "add 坤砺安防 --phone 13800138028 --explain --dry-run",
        ],
    ),
    (
        "agenda",
        &["agenda --all --day 2026-03-09", "agenda --all --day 2020-01-01", "agenda --why A1"],
    ),
    ("backup", &["backup --keep 3", "backup --dry-run"]),
    ("batch list", &["batch list"]),
    ("batch rows", &["batch rows B1", "batch rows B2", "batch rows B1 --warnings"]),
    ("batch show", &["batch show B1"]),
    ("book", &["book --all", "book"]),
    ("config", &["config"]),
    ("contact list", &["contact list"]),
    ("deal list", &["deal list", "deal list --all"]),
    ("dedupe", &["dedupe", "dedupe --explain", "dedupe --merge --dry-run"]),
    ("doctor", &["doctor"]),
    ("grade", &["grade --explain", "grade --flagged"]),
    ("blame", &["blame A1", "blame D1"]),
    ("undo", &["undo --dry-run"]),
    ("redo", &["undo", "redo"]),
    ("unmerge", &["unmerge A8 --dry-run"]),
    ("history", &["history", "history A1", "history O3 --limit 0"]),
    ("import", &["import yellow_pages.csv --source yellow-pages --fail-on none -q"]),
    (
        "inspect",
        &["inspect parts_invoices.csv --source parts-invoices", "inspect yellow_pages.csv"],
    ),
    ("list", &["list", "list name:nobody"]),
    ("order", &["order", "order R1"]),
    ("playbook diff", &["playbook diff"]),
    ("playbook list", &["playbook list"]),
    (
        "report funnel",
        &[
            "report funnel",
            "report funnel --rows overall --by owner",
            "report funnel --rows levers",
            "report funnel --rows ageing",
        ],
    ),
    (
        "report sources",
        &["report sources", "report sources --by channel", "report sources --by quadrant"],
    ),
    (
        "restore",
        &[
            "restore backups/kam-2026-03-02T010000Z.db --to new.db",
            "restore backups/kam-2026-03-02T010000Z.db --yes --dry-run",
        ],
    ),
    ("review", &["review", "review --explain"]),
    ("review list", &["review list", "review list --explain"]),
    ("schema", &["schema"]),
    ("shop closed", &["shop closed"]),
    ("shop list", &["shop list"]),
    ("show", &["show A1", "show A1 A5 A12", "show A1 --provenance", "show L1"]),
    ("staff list", &["staff list"]),
    ("staff off", &["staff off"]),
    ("stage", &["stage D14"]),
    ("who", &["who 13800138001", "who 杭州", "who 13800138001 --explain"]),
];

#[test]
fn what_commands_print_is_what_their_schema_says() {
    let kam = filled();
    kam.out("order D2 --line 拓川:白:1@9.8万 --deposit 5000 --reason 现场签约 --doing 备车 --planned 上牌");
    kam.out("merge A7 A8 -q");
    let listed: Value = serde_json::from_str(&kam.out("schema -f json")).unwrap();
    for command in listed.as_array().unwrap() {
        let name = command["command"].as_str().unwrap();
        let schema: Value = serde_json::from_str(&kam.out(&format!("schema {name}"))).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["title"], format!("kam {name}"));
        let runs: Vec<String> = match RUNS.iter().find(|(known, _)| *known == name) {
            Some((_, runs)) => runs.iter().map(|run| format!("{run} -f json")).collect(),
            None if name == "export all" => vec![name.to_owned()],
            None if name.starts_with("export ") => vec![format!("{name} -f json")],
            None => panic!("no command line to test the schema of `kam {name}` with"),
        };
        for run in runs {
            for printed in printed(&kam, &run, name == "export all") {
                let problems = problems(&schema, &printed, name);
                assert!(problems.is_empty(), "{run}: {problems:#?}");
            }
        }
    }
}

/// Returns what a command prints, a line each where those are values of their own.
fn printed(kam: &Sandbox, run: &str, lines: bool) -> Vec<Value> {
    let text = kam.out(run);
    if lines {
        return text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    }
    vec![serde_json::from_str(&text).unwrap()]
}

/// Returns where `value` is not what `schema` says, with what is there instead. Every word that
/// schemas use is understood; another is a problem itself.
fn problems(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, says) in schema.as_object().unwrap() {
        let holds = match word.as_str() {
            "$schema" | "title" => true,
            "type" => match says {
                Value::Array(any) => any.iter().any(|one| is_of(value, one)),
                one => is_of(value, one),
            },
            "enum" => says.as_array().unwrap().contains(value),
            "format" => value.as_str().is_none_or(|text| is_written_as(text, says)),
            "pattern" => value.as_str().is_none_or(|text| fits(text, says)),
            "required" => value.as_object().is_none_or(|object| {
                // Keys that the schema does not know are allowed for those who read it; not here.
                let keys = |names: &mut dyn Iterator<Item = String>| names.collect::<BTreeSet<_>>();
                let wanted = says.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
                keys(&mut object.keys().cloned()) == keys(&mut wanted.map(str::to_owned))
            }),
            "properties" => {
                for (key, of) in says.as_object().unwrap() {
                    if let Some(inner) = value.get(key) {
                        found.extend(problems(of, inner, &format!("{place}.{key}")));
                    }
                }
                true
            }
            "items" => {
                for (at, inner) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(problems(says, inner, &format!("{place}[{at}]")));
                }
                true
            }
            "anyOf" => {
                let any = says.as_array().unwrap();
                let each: Vec<_> = any.iter().map(|one| problems(one, value, place)).collect();
                if !each.iter().any(Vec::is_empty) {
                    found.extend(each.into_iter().flatten());
                }
                true
            }
            _ => false,
        };
        if !holds {
            found.push(format!("{place}: {word} {says}, but {value}"));
        }
    }
    found
}

fn is_of(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn is_written_as(text: &str, format: &Value) -> bool {
    let example = match format.as_str().unwrap() {
        "date" => "0000-00-00",
        "date-time" => "0000-00-00T00:00:00Z",
        _ => return false,
    };
    let digit = |(c, e): (char, char)| if e == '0' { c.is_ascii_digit() } else { c == e };
    text.len() == example.len() && text.chars().zip(example.chars()).all(digit)
}

/// Returns whether `text` fits one of the patterns that schemas use: ids and amounts.
fn fits(text: &str, pattern: &Value) -> bool {
    let pattern = pattern.as_str().unwrap();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if pattern == r"^-?[0-9]+\.[0-9]{2}$" {
        let amount = text.strip_prefix('-').unwrap_or(text).split_once('.');
        return amount
            .is_some_and(|(whole, cents)| digits(whole) && digits(cents) && cents.len() == 2);
    }
    let letters = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix("[0-9]+$"));
    match letters {
        Some("[A-Z]+") => {
            let number = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
            number.len() < text.len() && digits(number)
        }
        Some(letters) => text.strip_prefix(letters).is_some_and(digits),
        None => false,
    }
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let schema: Value = serde_json::from_str(&Sandbox::empty().out("schema list")).unwrap();
    let row = |change: &dyn Fn(&mut Value)| {
        let mut row = serde_json::json!({
            "account": "A1", "name": "多达", "kind": "organisation", "grade": null, "deals": 1,
            "owner": null, "phone": null, "city": null, "industry": null, "source": "yellow-pages",
            "last_touch": "2026-03-02", "last_try": null, "opened_on": "2026-03-02", "tags": ["a"],
            "address": null, "channel": null,
        });
        change(&mut row);
        problems(&schema, &serde_json::json!([row]), "list").len()
    };
    assert_eq!(row(&|_| {}), 0);
    for (key, wrong) in [
        ("account", serde_json::json!("D1")),
        ("account", serde_json::json!(null)),
        ("kind", serde_json::json!("company")),
        ("grade", serde_json::json!("Z")),
        ("deals", serde_json::json!("1")),
        ("last_touch", serde_json::json!("2.3.2026")),
        ("tags", serde_json::json!([1])),
        ("more", serde_json::json!(1)),
    ] {
        assert!(row(&|row| row[key] = wrong.clone()) > 0, "{key}: {wrong}");
    }
    assert!(
        row(&|row| {
            row.as_object_mut().unwrap().remove("city");
        }) > 0,
        "a key is missing"
    );
}

#[test]
fn schemas_are_listed_and_printed() {
    let kam = Sandbox::empty();
    insta::assert_snapshot!(kam.kam("schema --limit 3"), @"
    command  prints
    ────────────────────────
    add      object-or-array
    agenda   array
    backup   object
    ---- stderr ----
    These are the first 3; `--limit 0` shows all.
    ");
    insta::assert_snapshot!(kam.kam("schema history"), @r#"
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "kam history",
      "anyOf": [
        {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "id": {"type": "string", "pattern": "^O[0-9]+$"},
              "at": {"type": "string", "format": "date-time"},
              "actor": {"type": "string"},
              "staff": {"type": ["string", "null"], "pattern": "^S[0-9]+$"},
              "host": {"type": "string"},
              "command": {"type": "string"},
              "counts": {"type": "string"},
              "undone_by": {"type": ["string", "null"], "pattern": "^O[0-9]+$"}
            },
            "required": ["id", "at", "actor", "staff", "host", "command", "counts", "undone_by"]
          }
        },
        {
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "record": {"type": "string", "pattern": "^[A-Z]+[0-9]+$"},
              "change": {"type": "string"},
              "field": {"type": ["string", "null"]},
              "before": {},
              "after": {}
            },
            "required": ["record", "change", "field", "before", "after"]
          }
        }
      ]
    }
    "#);
    insta::assert_snapshot!(kam.kam("schema who -o who.json"), @r"
    ---- stderr ----
    Written to who.json.
    ");
    assert_eq!(
        std::fs::read_to_string(kam.folder().join("who.json")).unwrap(),
        kam.out("schema who")
    );
    insta::assert_snapshot!(kam.kam("schema histry"), @r"
    ---- stderr ----
    error: `kam histry` shows no rows; did you mean `history`?
    hint: `kam schema` lists the commands that do
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("schema init --lang zh"), @r"
    ---- stderr ----
    错误：`kam init` 不输出数据行
    提示：`kam schema` 列出输出数据行的命令
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("schema list -f csv"), @r"
    ---- stderr ----
    error: a schema is JSON, and whole
    ---- exit 2 ----
    ");
}
