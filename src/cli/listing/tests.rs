use proptest::prelude::*;

use super::*;
use crate::ingest::clean::problem::PROBLEMS;
use crate::ingest::read::Encoding;

fn problem(field: &'static str, value: &str, code: &'static str, detail: &str) -> CellProblem {
    let (value, detail) = (value.to_owned(), detail.to_owned());
    CellProblem { line: 17, column: 3, field, value, code, detail }
}

fn rejection(code: &'static str, column: Option<u64>, value: &str) -> Rejection {
    Rejection { line: 4, code, column, value: value.to_owned(), cells: 6, columns: 4 }
}

#[test]
fn a_cell_is_named_by_file_line_and_column_with_its_problem() {
    let phone = problem("phone", "1380013800", "phone-length", "10");
    for (lang, mask, line) in [
        (
            Lang::En,
            false,
            r#"leads.csv:17:3: phone "1380013800": 10 digits, a mobile number has 11 [phone-length]; kept as text"#,
        ),
        (
            Lang::En,
            true,
            r#"leads.csv:17:3: phone "138…(10)": 10 digits, a mobile number has 11 [phone-length]; kept as text"#,
        ),
        (
            Lang::Zh,
            true,
            r#"leads.csv:17:3: 电话 "138…(10)"：10 位，手机号应为 11 位 [phone-length]；原文保留"#,
        ),
    ] {
        assert_eq!(cell_line(lang, "leads.csv", &phone, mask), line);
    }
    let mail = problem("email", "a@b", "email-form", "");
    assert!(cell_line(Lang::En, "x", &mail, true).contains(r#"email "a…(3)""#));
    let name = problem("name", "李 13800138000\u{fffd}", "lost-character", "");
    assert!(cell_line(Lang::En, "x", &name, true).contains("\"李 138****8000\u{fffd}\""));
    let long = problem("note", &"长".repeat(90), "lost-character", "");
    assert!(cell_line(Lang::En, "x", &long, false).contains(&format!("\"{}…\"", "长".repeat(39))));
}

#[test]
fn every_field_and_every_problem_is_said_in_chinese() {
    for field in Field::ALL {
        for (code, _) in PROBLEMS {
            let line = cell_line(Lang::Zh, "x", &problem(field.key(), "y", code, "z"), true);
            let (field_name, message) =
                (label(Lang::Zh, field.key()), text::problem(Lang::Zh, code, "z"));
            assert!(!field_name.is_ascii() && !message.is_ascii(), "{line}");
            assert!(line.contains(field_name) && line.contains(&message), "{line}");
        }
    }
}

#[test]
fn a_rejected_row_says_what_to_do() {
    for (lang, row, line) in [
        (
            Lang::En,
            rejection("nothing-usable", None, ""),
            "x.csv:4: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code",
        ),
        (
            Lang::En,
            rejection("ragged", Some(5), "13800138000"),
            r#"x.csv:4:5: 6 cells, the list has 4 columns; beyond them "138****8000" [ragged]; rejected: put what was split into several cells back into one"#,
        ),
        (
            Lang::Zh,
            rejection("ragged", Some(5), "柯桥区"),
            r#"x.csv:4:5: 有 6 个单元格，名单只有 4 列；多出 "柯桥区" [ragged]；拒收：请把被拆成几格的内容并回一格"#,
        ),
    ] {
        assert_eq!(row_line(lang, "x.csv", &row, true), line);
    }
}

#[test]
fn all_or_none_names_the_rows() {
    let row = |line| Rejection { line, ..rejection("nothing-usable", None, "") };
    let lines = strict_error("x.csv".into(), (1..=25).map(row).collect()).lines(Lang::En);
    assert_eq!(lines.len(), 1 + SHOWN + 1 + 1);
    assert_eq!(lines[0], "error: cannot import `x.csv`: 25 rows cannot be used");
    assert_eq!(lines[SHOWN + 1], "… and 5 more");
    let twice =
        vec![rejection("day-unreadable", Some(1), "x"), rejection("way-unknown", Some(2), "y")];
    let lines = strict_error("x.csv".into(), twice).lines(Lang::En);
    assert_eq!(
        (lines.len(), lines[0].as_str()),
        (4, "error: cannot import `x.csv`: a row cannot be used")
    );
}

fn map_errors() -> Vec<(MapError, u8, &'static [&'static str])> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    vec![
        (
            MapError::UnknownColumn {
                column: "公司名".to_owned(),
                near: texts(&["公司名称"]),
                headers: texts(&["公司名称", "", "电话"]),
            },
            3,
            &[
                "error: cannot import `x.csv`: no column `公司名`; did you mean `公司名称`?",
                "hint: columns: 公司名称, #2, 电话",
            ],
        ),
        (
            MapError::AmbiguousColumn { column: "电话".to_owned(), numbers: vec![2, 5] },
            3,
            &[
                "error: cannot import `x.csv`: 2 columns are headed `电话`: #2, #5",
                "hint: name one by its number, as in `--map #2=phone`",
            ],
        ),
        (
            MapError::UnknownField { field: "fone".to_owned(), near: texts(&["phone"]) },
            2,
            &["error: no field `fone`; did you mean `phone`?", "hint: fields: external_id, name,"],
        ),
        (
            MapError::NotOfKind { field: Field::Amount, kind: SourceKind::YellowPages },
            2,
            &[
                "error: a row of `yellow-pages` is no purchase: it has no `amount`",
                "hint: kinds whose rows are purchases: parts-invoices, service-records, body-shop",
            ],
        ),
        (
            MapError::Twice {
                field: Field::Name,
                first: "公司".to_owned(),
                second: "名称".to_owned(),
            },
            2,
            &[
                "error: `公司` and `名称` are both mapped to `name`",
                "hint: keep one as it is with `--map 名称=extra`",
            ],
        ),
        (
            MapError::Missing {
                wanted: vec![Field::Name, Field::Phone],
                likely: Some(("Phone No. 1".to_owned(), Field::Phone)),
                header_line: 1,
                headers: texts(&["甲", "Phone No. 1", "备注"]),
            },
            3,
            &[
                "error: cannot import `x.csv`: no column for `name` or `phone`",
                "hint: headers in line 1: 甲, Phone No. 1, 备注",
                "hint: name one with `--map 'Phone No. 1=phone'`",
            ],
        ),
        (
            MapError::Missing {
                wanted: vec![Field::Number],
                likely: None,
                header_line: 1,
                headers: texts(&["公司", "备注"]),
            },
            3,
            &[
                "error: cannot import `x.csv`: no column for `number`",
                "hint: headers in line 1: 公司, 备注",
                "hint: none of them looks like it: name the column with `--map HEADER=number`",
            ],
        ),
        (
            MapError::Missing {
                wanted: vec![Field::Name],
                likely: None,
                header_line: 0,
                headers: texts(&["#1"]),
            },
            3,
            &[
                "error: cannot import `x.csv`: no column for `name`",
                "hint: columns: #1",
                "hint: name one with `--map '#1=name'`",
            ],
        ),
    ]
}

#[test]
fn columns_that_cannot_be_mapped_say_what_would_do() {
    for (error, code, expected) in map_errors() {
        let said = read_error("x.csv", error.into());
        assert_eq!(said.code(), code, "{said:?}");
        let lines = said.lines(Lang::En);
        assert_eq!(lines.len(), expected.len(), "{lines:?}");
        for (line, start) in lines.iter().zip(expected) {
            assert!(line.starts_with(start), "{line}");
        }
    }
}

fn bytes() -> Foreign {
    Foreign::Bytes(vec![0xb9, 0xab])
}

fn read_errors() -> Vec<(ReadError, &'static str)> {
    let io = |kind: std::io::ErrorKind| ReadError::Io(kind.into());
    let damaged = |damage| ReadError::Damaged { sheet: None, line: 3, column: 2, damage };
    vec![
        (io(std::io::ErrorKind::NotFound), "error: there is no file `x.csv`"),
        (io(std::io::ErrorKind::IsADirectory), "error: `x.csv` is a folder"),
        (io(std::io::ErrorKind::PermissionDenied), "error: not allowed to read `x.csv`"),
        (ReadError::NotText(FileKind::Utf32), "error: cannot import `x.csv`: it is text in UTF-32"),
        (
            ReadError::NotText(FileKind::FlatDocument),
            "error: cannot import `x.csv`: it is a flat OpenDocument sheet (FODS)",
        ),
        (ReadError::NotText(FileKind::NoText), "error: cannot import `x.csv`: it is no text: many"),
        (ReadError::Empty, "error: cannot import `x.csv`: there is nothing in it"),
        (
            ReadError::NotInEncoding { encoding: Encoding::UTF_8, line: 4, foreign: bytes() },
            "error: x.csv:4: not utf-8 (bytes B9 AB)",
        ),
        (
            ReadError::NotInEncoding { encoding: Encoding::BIG5, line: 4, foreign: Foreign::Utf8 },
            "error: x.csv:4: not big5 but utf-8",
        ),
        (
            ReadError::OtherMark { asked: Encoding::BIG5, marked: Encoding::UTF_8 },
            "error: cannot import `x.csv`: it is not big5: its byte order mark says utf-8",
        ),
        (damaged(Damage::QuoteTooMany), "error: x.csv:3:2: a quote too many"),
        (damaged(Damage::QuoteNeverClosed), "error: x.csv:3:2: a quote is never closed"),
        (damaged(Damage::QuoteSwallowsLines { limit: 20 }), "error: x.csv:3:2: a quoted cell"),
        (damaged(Damage::TextAfterQuote), "error: x.csv:3:2: text after a closing quote"),
        (damaged(Damage::Nul), "error: x.csv:3:2: a NUL character"),
        (damaged(Damage::RowTooLong { limit: 9 }), "error: x.csv:3:2: the row is longer than 9"),
        (damaged(Damage::CellTooLong { limit: 9 }), "error: x.csv:3:2: the cell is longer than 9"),
        (damaged(Damage::TooManyColumns { limit: 9 }), "error: x.csv:3:2: more than 9 columns"),
        (ReadError::NoHeader { line: 5 }, "error: cannot import `x.csv`: line 5 is no header"),
        (
            ReadError::Changed { path: "x.csv".into() },
            "error: cannot import `x.csv`: it has changed while it was read",
        ),
    ]
}

#[test]
fn every_error_of_reading_has_a_remedy_in_both_languages() {
    for (error, start) in read_errors() {
        let said = read_error("x.csv", error);
        let (english, chinese) = (said.lines(Lang::En), said.lines(Lang::Zh));
        assert!(english[0].starts_with(start), "{english:?}");
        assert!(english.last().unwrap().starts_with("hint: "), "{english:?}");
        assert_eq!(english.len(), chinese.len());
        assert!(
            chinese.iter().all(|line| line.starts_with("错误：") || line.starts_with("提示："))
        );
        assert!(matches!(said.code(), 3 | 6), "{said:?}");
    }
}

#[test]
fn an_unclear_encoding_is_shown_by_what_it_would_read() {
    let unclear = |samples| {
        let error = ReadError::EncodingUnclear { line: 2, foreign: bytes(), samples };
        read_error("list.csv", error).lines(Lang::En)
    };
    let sample = |text: &str| text.to_owned();
    let samples = vec![
        (Encoding::GB18030, sample("多达 13800138000")),
        (Encoding::BIG5, sample("嗣湛 13800138000")),
    ];
    assert_eq!(
        unclear(samples),
        [
            "error: cannot import `list.csv`: its encoding is unclear",
            "list.csv:2: not utf-8 (bytes B9 AB)",
            "hint: add the one of these under which line 2 can be read",
            "hint: `--encoding gb18030`: 多达 138****8000",
            "hint: `--encoding big5`: 嗣湛 138****8000",
            "hint: otherwise name another, or save the list as CSV UTF-8",
        ]
    );
    let none = unclear(Vec::new());
    assert!(none.len() == 3 && none[2].contains("CSV UTF-8"), "{none:?}");
}

#[test]
fn lines_of_several_encodings_are_named() {
    for (other, line) in [
        (None, "list.csv:4: not utf-8, as other lines are"),
        (Some(Encoding::BIG5), "list.csv:4: big5, and other lines are utf-8"),
    ] {
        let error = ReadError::Mixed { line: 4, encoding: Encoding::UTF_8, other };
        let lines = read_error("list.csv", error).lines(Lang::En);
        assert_eq!(lines[0], "error: cannot import `list.csv`: it is in several encodings");
        assert_eq!((lines.len(), lines[1].as_str()), (3, line));
    }
}

proptest! {
    /// Whatever a phone's cell holds, no run of its digits is left that could be dialled.
    #[test]
    fn masked_phones_cannot_be_dialled(value in "[0-9 /;转-]{7,30}") {
        let line = cell_line(Lang::En, "x", &problem("phone", &value, "phone-plan", ""), true);
        let digits = line.split_once('"').unwrap().1.split(|c: char| !c.is_ascii_digit());
        prop_assert!(digits.into_iter().all(|run| run.len() <= 3), "{}", line);
    }
}
