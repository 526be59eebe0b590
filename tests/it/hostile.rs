//! Strings that would act on whoever shows them – terminals, spreadsheets, Markdown, shells – go in
//! by lists and by arguments, and come out of every command that reads, in every form.

use std::collections::HashMap;
use std::path::Path;

use kam::cli::World;
use serde_json::Value;

use crate::sandbox::{Sandbox, TODAY};
use crate::sheets::sheet;

/// Strings of our own; what is long or not to be written here is added by [`strings`].
const STRINGS: &[&str] = &[
    // Control characters of both sets, and what terminals make of them.
    "bell\u{7}back\u{8}form\u{c}vertical\u{b}del\u{7f}",
    "\u{1}\u{2}\u{1f}\u{80}\u{85}\u{9b}31m\u{9f}",
    "\u{1b}[2J\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}\u{1b}]8;;http://example.test\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{1b}P+q\u{1b}\\",
    "two\nlines",
    "two\r\nlines",
    "over\rwritten",
    "a\ttab",
    // Direction of reading, and what has no width.
    "\u{202e}gpj.elif\u{202c}",
    "\u{202a}\u{202b}\u{202d}\u{2066}\u{2067}\u{2068}\u{2069}x",
    "\u{200e}\u{200f}\u{61c}marks",
    "zero\u{200b}width\u{200c}and\u{200d}joined\u{2060}\u{feff}",
    "\u{2028}line\u{2029}paragraph",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "שלום עולם",
    "مرحبا بالعالم",
    "👨‍👩‍👧‍👦 👩🏽 🇨🇳 ❤️ 1️⃣",
    "\u{fffd}\u{fffe}\u{ffff}\u{10ffff}",
    "\u{e0001}\u{e0041}tags",
    "𠮷野家 𪚥 㐂",
    // Formulas.
    "=1+1",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://example.test\",\"click\")",
    "+1",
    "-1",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u{3000}=1+1",
    "\u{a0}@SUM(A1)",
    "\u{200b}=1+1",
    "'=1+1",
    "''-1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "%0A=1",
    "|calc",
    // Delimiters, quotes, markup, code.
    "\"quoted\"",
    "'quoted'",
    "a;b;c",
    "a,b,c",
    "\",\"",
    "a|b|c",
    "| --- | --- |",
    "`code` ``more``",
    "$(touch gone)`touch gone`",
    "; DROP TABLE account; --",
    "' OR 1=1 --",
    "%s%s%n {0} {} $1 ?1 :name",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>&amp;&#x3c;",
    "[link](javascript:alert(1))",
    "**bold** _italic_ ~~gone~~ # head",
    "\\u001b[31m \\x1b \\n \\",
    "../../etc/passwd",
    "-",
    "--help",
    "-f",
    "null",
    "NULL",
    "true",
    "[]",
    "{}",
    "A1",
    "0",
    "#N/A",
    "1e400",
    "grade:",
    "(",
    ")",
    "\"",
    "or",
];

/// Returns the strings, and those of the public list where it is.
fn strings() -> Vec<String> {
    let mut all: Vec<String> = STRINGS.iter().map(|text| (*text).to_owned()).collect();
    all.push(format!("=\"{}长\"", "x".repeat(10_000)));
    all.push(format!("a{}", "\u{301}".repeat(500)));
    all
}

/// Returns the strings of the public list; `None`, having said so, where it is not.
fn public_strings() -> Option<Vec<String>> {
    let list = "../shared/corpora/naughty-strings/blns.json";
    let Ok(text) = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(list)) else {
        crate::skip::skipped(list);
        return None;
    };
    serde_json::from_slice(&text).unwrap()
}

/// What a command printed.
struct Said {
    code: u8,
    out: String,
    err: String,
}

/// Runs a command in this process; both streams are a terminal, or none is.
fn run(folder: &Path, args: &[&str], stdin: &str, terminal: bool) -> Said {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let env: HashMap<String, String> = [("KAM_TODAY", TODAY), ("KAM_USER", "tester")]
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let code = kam::cli::run(World {
        file_system: kam::store::file_system,
        args: std::iter::once("kam").chain(args.iter().copied()).map(Into::into).collect(),
        env,
        folder: folder.to_owned(),
        stdin: &mut stdin.as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: false,
        stdout_is_terminal: terminal,
        stderr_is_terminal: terminal,
        width: terminal.then_some(80),
    });
    let [out, err] = [stdout, stderr].map(|text| String::from_utf8(text).unwrap());
    let said = Said { code, out, err };
    assert_ne!(said.code, 70, "{args:?}: {}", said.err);
    assert!(said.code <= 7, "{args:?}: {}", said.code);
    safe(&said.err, args, terminal);
    said
}

/// Returns whether a character acts on a terminal.
fn acts(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Checks that nothing in a text acts on a terminal, but for the emphasis that kam itself gives.
fn safe(text: &str, args: &[&str], emphasised: bool) {
    let mut plain = text.to_owned();
    if emphasised {
        for style in ["0", "1", "2", "4", "31", "32", "33", "1m\u{1b}[31", "1m\u{1b}[4"] {
            plain = plain.replace(&format!("\u{1b}[{style}m"), "");
        }
    }
    let separates = args.contains(&"tsv");
    let is_bad = |c: &char| acts(*c) && *c != '\n' && !(separates && *c == '\t');
    let bad = plain.chars().position(|c| is_bad(&c));
    let about = |at: usize| plain.chars().skip(at.saturating_sub(60)).take(80).collect::<String>();
    assert!(bad.is_none(), "{:.300?} prints what acts: {:?}", args, bad.map(about));
}

/// How many of those that write come first and get every string.
const ALWAYS: usize = 3;

/// Commands that write, with `$` where the string goes.
const WRITING: &[&[&str]] = &[
    &["log", "--account=A1", "--kind=call", "--deal=D1", "--note=$"],
    &["add", "--", "$"],
    &["add", "--new", "--contact=$", "--industry=$", "--address=$", "--note=$", "--", "测试 $"],
    &["add", "--new", "--phone=$", "--email=$", "--", "电话 $"],
    &["add", "--new", "--city=$", "--credit-code=$", "--tag=$", "--title=$", "--", "城市 $"],
    &["edit", "A1", "--note=$", "--industry=$", "--add-tag=$"],
    &["edit", "--note=x", "--", "$"],
    &["edit", "A1", "--owner=$"],
    &["edit", "A1", "--kind=$"],
    &[
        "contact",
        "add",
        "A1",
        "--note=$",
        "--department=$",
        "--title=$",
        "--best-time=$",
        "--",
        "$",
    ],
    &["deal", "add", "A1", "--model=型号 $", "--version=$", "--note=$"],
    &["deal", "edit", "D1", "--note=$", "--colour=$", "--needs=who=$"],
    &["deal", "edit", "D1", "--payment=$"],
    &["deal", "edit", "D1", "--budget=$"],
    &["deal", "edit", "D1", "--expected=$"],
    &["log", "--", "A1", "call", "$"],
    &["log", "--", "$"],
    &["log", "A1", "call", "--next=$"],
    &["book", "A1", "2026-03-10", "--purpose=$"],
    &["book", "--", "$", "$"],
    &["skip", "A1", "--reason=$"],
    &[
        "stage",
        "D1",
        "contacted",
        "--finished=$",
        "--evidence=$",
        "--source=customer",
        "--doing=$",
        "--planned=$",
    ],
    &[
        "stage",
        "D1",
        "lead",
        "--finished=$",
        "--reason=$",
        "--evidence=$",
        "--source=customer",
        "--doing=$",
    ],
    &["stage", "--", "D1", "$"],
    &["lose", "D1", "--cause=$"],
    &["lose", "D2", "--cause=other", "--note=$", "--brand=$"],
    &["staff", "add", "--alias=$", "--login=$", "--team=$", "--", "$"],
    &["staff", "add", "--shop=$", "--", "$ 顾问"],
    &["shop", "add", "--", "$"],
    &["assign", "--to=$", "A1"],
    &["grade", "set", "--", "D1", "$"],
    &["order", "D1", "--line=$"],
    &["deliver", "--", "$"],
    &["review", "accept", "--", "$"],
    &["review", "--separate-all=$", "--dry-run"],
    &["review", "--accept-all=score>=$", "--dry-run"],
    &["review", "list", "--explain"],
    &["dedupe", "separate", "--", "$", "A1"],
    &["dedupe", "--explain"],
    &["dedupe", "--merge", "--dry-run"],
    &["add", "--explain", "--dry-run", "--phone=$", "--", "$"],
    &["playbook", "check", "--", "$"],
    &["import", "--source=$", "--", "list.csv"],
    &["import", "--source=yellow-pages", "--", "$"],
    &["inspect", "--map=$", "--", "list.csv"],
    // What no command is.
    &["$"],
    &["add", "$", "$", "$"],
    &["list", "--", "$"],
    &["list", "--columns=$"],
    &["list", "--sort=$"],
    &["list", "--format=$"],
    &["list", "--limit=$"],
    &["list", "--$"],
    &["who", "--", "$"],
    &["who", "--explain", "--", "$"],
    &["show", "A1", "--provenance"],
    &["show", "--", "$"],
    &["history", "--", "$"],
    &["history", "--by=$", "--command=$"],
    &["blame", "--", "$"],
    &["undo", "--dry-run", "--", "$"],
    &["redo", "--", "$"],
    &["merge", "--", "A1", "$"],
    &["unmerge", "--", "$"],
    &["schema", "--", "$"],
    &["help", "--", "$"],
    &["query", "--", "$"],
    &["agenda", "--owner=$"],
    &["agenda", "--team=$"],
    &["agenda", "--day=$"],
    &["report", "funnel", "--preset=$"],
    &["batch", "rows", "--", "$"],
    &["--as=$", "agenda"],
    &["--today=$", "list"],
    &["--lang=$", "list"],
    &["--db=$", "list"],
];

/// Commands that read what was written.
const READING: &[&str] = &[
    "list",
    "show A1 A2 A3",
    "contact list",
    "deal list",
    "deal list state:lost",
    "batch list",
    "batch show B1",
    "batch rows B1",
    "batch rows B1 --warnings",
    "review",
    "who 测试",
    "history",
    "history O2",
    "blame A1",
    "undo O2 --dry-run",
    "report funnel",
    "report sources",
    "stage D1",
    "agenda --all --days 9",
    "grade --explain",
    "grade A1 --dry-run",
    "order",
    "book --all",
    "staff list",
    "staff off",
    "shop list",
    "shop closed",
    "inspect list.csv --source yellow-pages",
    "export accounts",
    "export contacts",
    "export deals",
    "export touches",
    "export appointments",
    "export stage_moves",
    "export skips",
    "export staff",
    "export batch_rows",
    "export variants",
    "playbook list",
];

/// The options that choose the form of what is read.
const FORMS: &[&str] = &["table", "csv", "tsv", "json", "ndjson", "md", "ids"];

/// Returns a sandbox in which every string was given to every command that writes.
fn written(strings: &[String]) -> Sandbox {
    let kam = Sandbox::new();
    let folder = kam.folder();
    for args in [
        &["add", "多达公司"][..],
        &["deal", "add", "A1", "--model", "拓川"],
        &["deal", "add", "A1", "--model", "沐野"],
    ] {
        assert_eq!(run(folder, args, "", false).code, 0, "{args:?}");
    }
    import(&kam, strings);
    for (turn, text) in strings.iter().enumerate() {
        // Each command gets every ninth string, and what is read back later all of them.
        let taken = |(place, _): &(usize, _)| *place < ALWAYS || (place + turn).is_multiple_of(9);
        for (place, command) in WRITING.iter().enumerate().filter(taken) {
            let words: Vec<String> = command.iter().map(|word| word.replace('$', text)).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            // Not every command fits: unknown names, too long; all that counts is how that is said.
            let said = run(folder, &words, "", place % 2 == 0);
            assert!(place > 0 || said.code == 0, "{}", said.err);
            safe(&said.out, &words, place % 2 == 0);
        }
    }
    kam
}

/// Imports a list in which every column holds every string.
fn import(kam: &Sandbox, strings: &[String]) {
    let header = ["名称", "联系人", "电话", "地址", "行业", "备注", "邮箱", "车型", "杂项"];
    let mut list = csv::Writer::from_writer(Vec::new());
    list.write_record(header).unwrap();
    for text in strings {
        let safe = text.replace('\0', "");
        list.write_record(["测试有限公司", "张三", "13800138000", "", "", &safe, "", "", &safe])
            .unwrap();
        list.write_record([safe.as_str(); 9]).unwrap();
    }
    let list = list.into_inner().unwrap();
    kam.file("list.csv", &list);
    let args =
        ["import", "list.csv", "--source=yellow-pages", "--encoding=utf-8", "--fail-on=none"];
    let said = run(kam.folder(), &args, "", false);
    assert_eq!(said.code, 0, "{}", said.err);
    safe(&said.out, &args, false);
}

/// Returns the records of CSV or TSV: a line each, cells as they are read back.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns what a cell of CSV is compared with; `None` for lists and rows within rows.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Checks that CSV for programs says what JSON says.
fn same(csv: &str, json: &[Value], command: &str) {
    let records = records(csv);
    let header = &records[0];
    assert_eq!(records.len(), json.len() + 1, "{command}");
    for (record, value) in records[1..].iter().zip(json) {
        for (key, cell) in header.iter().zip(record) {
            if let Some(text) = plain(&value[key]) {
                assert_eq!(*cell, text, "{command}: {key}");
            }
        }
    }
}

/// Checks that no cell is taken for a formula: the first character that shows begins none, unless
/// all of it is a number or a telephone number.
fn no_formula(csv: &str, command: &str) {
    for cell in records(csv.trim_start_matches('\u{feff}')).iter().flatten() {
        let blank = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        };
        let shown = cell.trim_start_matches(blank);
        let live = shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        let number =
            cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b' '));
        assert!(!live || (number && cell.len() > 1), "{command}: {cell:?}");
    }
}

/// Reads everything back in every form and checks it.
fn read(kam: &Sandbox, commands: &[&str]) {
    for command in commands {
        for form in FORMS {
            for terminal in [false, true] {
                let mut args: Vec<&str> = command.split(' ').collect();
                args.extend(["-f", form]);
                let said = run(kam.folder(), &args, "", terminal);
                assert!(said.code <= 2, "{command}: {}", said.err);
                let exact = matches!(*form, "csv" | "tsv") && !terminal;
                if !exact {
                    safe(&said.out, &args, terminal);
                }
                if *form == "tsv" && said.code == 0 {
                    let tabs = |line: &str| line.matches('\t').count();
                    let first = said.out.lines().next().map_or(0, tabs);
                    let lines = said.out.trim_end_matches('\n').split('\n');
                    assert!(lines.clone().all(|line| tabs(line) == first), "{command}");
                    assert!(!said.out.contains('\r'), "{command}");
                }
            }
        }
        let form = |form: &str| {
            let args: Vec<&str> = command.split(' ').chain(form.split(' ')).collect();
            run(kam.folder(), &args, "", false)
        };
        let json = form("-f json");
        assert!(json.code <= 1, "{command}: {}", json.err);
        let value: Value = serde_json::from_str(&json.out).unwrap();
        let csv = form("-f csv");
        if let (Value::Array(rows), 0) = (value, csv.code) {
            let lines = form("-f ndjson").out;
            let lines: Vec<Value> =
                lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
            assert_eq!(lines, rows, "{command}");
            same(&csv.out, &rows, command);
        }
        let spreadsheet = form("-f csv --for=spreadsheet");
        no_formula(&spreadsheet.out, command);
        let book = kam.folder().join("out.xlsx");
        let said = form(&format!("-o {}", book.display()));
        // A cell of a workbook holds less than some of the rows within rows here.
        assert!(said.code <= 2 || said.err.contains("of a cell"), "{command}: {}", said.err);
        if said.code < 2 {
            let sheet = sheet(kam, "out.xlsx");
            std::fs::remove_file(book).unwrap();
            let is_bad = |c: char| c < ' ' && !matches!(c, '\t' | '\n');
            assert!(!sheet.contains("<f>") && !sheet.contains(is_bad), "{command}");
        }
    }
}

/// Checks that notes come out of the store as they went in.
fn notes_are_kept(kam: &Sandbox, strings: &[String]) {
    let json = run(kam.folder(), &["export", "touches", "-f", "json", "--columns=note"], "", false);
    let rows: Vec<Value> = serde_json::from_str(&json.out).unwrap();
    let kept: Vec<&str> = rows.iter().filter_map(|row| row["note"].as_str()).collect();
    for text in strings.iter().filter(|text| text.trim() == text.as_str()) {
        assert!(kept.contains(&text.as_str()), "{text:?} is not kept");
    }
}

#[test]
fn strings_that_act_do_so_nowhere() {
    let strings = strings();
    let kam = written(&strings);
    read(&kam, READING);
    notes_are_kept(&kam, &strings);
}

#[test]
fn public_strings_act_nowhere() {
    let Some(strings) = public_strings() else { return };
    let kam = Sandbox::new();
    import(&kam, &strings);
    read(&kam, READING);
}

/// Kinds of records, each with a list in which `$` stands for a string: a row that is recorded with
/// it wherever people write freely, and one in which every cell is the string.
const RECORDS: &[(&str, &[&str], &[&str])] = &[
    (
        "touches",
        &[
            "account id",
            "客户名称",
            "方式",
            "结果",
            "内容",
            "下次联系",
            "新级别",
            "销售顾问",
            "杂项",
        ],
        &["A1", "", "电话", "接通", "$", "", "", "", "$"],
    ),
    (
        "fleet-list",
        &["account id", "客户名称", "车牌号", "车架号", "品牌", "车型", "颜色", "里程", "备注"],
        &["A1", "", "浙A#", "$", "$", "$", "$", "", "$"],
    ),
    (
        "orders",
        &["account id", "商机ID", "订单号", "车型", "颜色", "数量", "备注", "跳过原因", "付款方式"],
        &["A1", "D1", "N# $", "$", "$", "1", "$", "因 $", ""],
    ),
    (
        "deliveries",
        &["account id", "客户名称", "订单号", "车型", "颜色", "数量", "车架号", "车牌号", "备注"],
        &["A1", "", "N# $", "$", "$", "1", "", "浙B#", "$"],
    ),
];

/// Commands that read what lists of records wrote.
const READING_RECORDS: &[&str] = &[
    "show A1",
    "order",
    "batch rows B1 --warnings",
    "batch rows B1 --outcome rejected --warnings",
    "batch rows B3 --outcome rejected --warnings",
    "batch rows B4 --outcome rejected",
    "batch show B2",
    "agenda --all",
    "export touches",
    "export vehicles",
    "export orders",
    "export order_lines",
    "export deliveries",
    "export stage_moves",
    "inspect orders.csv --source orders",
];

/// Returns a list of records in which every string is.
fn list_of_records(header: &[&str], row: &[&str], strings: &[String]) -> Vec<u8> {
    let mut list = csv::Writer::from_writer(Vec::new());
    list.write_record(header).unwrap();
    for (number, text) in strings.iter().enumerate() {
        let text = text.replace('\0', "");
        let cell = |cell: &&str| cell.replace('$', &text).replace('#', &format!("{number:05}"));
        list.write_record(row.iter().map(cell)).unwrap();
        list.write_record(vec![text.as_str(); header.len()]).unwrap();
    }
    list.into_inner().unwrap()
}

/// Imports lists of records with every string in them, twice; each row is recorded, or refused with
/// what is wrong with it.
fn record(kam: &Sandbox, strings: &[String]) {
    kam.out("add 多达公司 -q");
    kam.out("deal add A1 --model 拓川 -q");
    for (kind, header, row) in RECORDS {
        let file = format!("{kind}.csv");
        kam.file(&file, list_of_records(header, row, strings));
        let import = |source: &str| {
            let line = format!(
                "import {file} --source {source} --encoding utf-8 --fail-on none -q -f json"
            );
            let report: Value = serde_json::from_str(&kam.out(&line)).unwrap();
            report[0].clone()
        };
        let first = import(kind);
        let count = |key: &str| first[key].as_u64().unwrap();
        let rows = count("collected");
        assert_eq!(rows, count("added") + count("merged") + count("unchanged") + count("rejected"));
        // But for the strings that say nothing, and quantities that are refused for their row.
        assert!(count("added") + count("merged") > strings.len() as u64 * 3 / 4, "{first}");
        let batch = first["batch"].as_str().unwrap();
        let refused = kam.out(&format!("batch rows {batch} --outcome rejected -f json"));
        let refused: Vec<Value> = serde_json::from_str(&refused).unwrap();
        assert!(refused.iter().all(|row| row["reason"].is_string()), "{kind}");
        assert_eq!(import(kind)["already_imported"], true, "{kind}");
    }
}

#[test]
fn strings_in_records_act_nowhere() {
    let strings = strings();
    let kam = Sandbox::new();
    record(&kam, &strings);
    read(&kam, READING_RECORDS);
    taken_back(&kam);
    if let Some(kam) = Sandbox::on_postgres() {
        record(&kam, &strings);
        taken_back(&kam);
    }
}

/// Takes the lists back, the last first: nothing of them is left.
fn taken_back(kam: &Sandbox) {
    let imports = kam.out("history --command import -f ids");
    assert_eq!(imports.lines().count(), RECORDS.len());
    for operation in imports.lines() {
        kam.out(&format!("undo {operation} -q"));
    }
    for records in ["touches", "vehicles", "orders", "order_lines", "deliveries"] {
        let left = kam.out(&format!("export {records} -f csv --no-header"));
        assert!(left.is_empty(), "{records}: {left}");
    }
}
