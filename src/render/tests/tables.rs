//! Formats for people.

#![expect(
    clippy::unicode_not_nfc,
    clippy::invisible_characters,
    reason = "whole tables are compared, with all that names may hold"
)]

use std::io::Write as _;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use super::*;
use crate::render::Words;
use crate::render::visible::acts;

/// A line of an agenda: short values, and texts that have to give way.
struct Item {
    account: AccountId,
    name: &'static str,
    grade: &'static str,
    due: Option<Day>,
    overdue: Option<i64>,
    note: Option<&'static str>,
}

impl Tabular for Item {
    const KEYS: &'static [&'static str] =
        &["account", "name", "grade", "due", "days_overdue", "last_note"];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.account.as_cell());
        put(self.name.as_cell());
        put(Cell::Key(self.grade));
        put(self.due.as_cell());
        put(self.overdue.as_cell());
        put(self.note.as_cell());
    }
}

struct Chinese;

impl Words for Chinese {
    fn label<'w>(&'w self, key: &'w str) -> &'w str {
        match key {
            "account" => "客户",
            "name" => "名称",
            "grade" => "级别",
            "due" => "到期",
            "days_overdue" => "逾期天数",
            "last_note" => "上次沟通",
            "need" => "需求",
            _ => key,
        }
    }

    fn value<'w>(&'w self, _column: &str, key: &'w str) -> &'w str {
        match key {
            "H" => "H级",
            "yes" => "是",
            _ => key,
        }
    }
}

fn agenda() -> Vec<Item> {
    let item = |account, name, grade, overdue, note| Item {
        account: AccountId(account),
        name,
        grade,
        due: Day::new(2026, 3, 1),
        overdue,
        note,
    };
    vec![
        item(
            1042,
            "北京多达运输有限责任公司",
            "H",
            Some(3),
            Some("要两台越野车，下周三看车，先谈价格再谈付款方式和交车时间"),
        ),
        item(
            7,
            "Cafe\u{301} Zoë Logistics Ltd",
            "A",
            Some(-12),
            Some("wants five vehicles\nfor rough, dusty, hot roads; compares us with one rival"),
        ),
        item(
            31,
            "👨\u{200d}👩\u{200d}👧 家庭 ❤\u{fe0f}",
            "-",
            None,
            Some("\u{1b}[31mred\u{202e}\tzero\u{200b}width"),
        ),
        item(5, "ﾊﾝｶｸ\u{7}", "C", Some(0), None),
    ]
}

fn table(width: Option<usize>, words: &dyn Words) -> String {
    written(&agenda(), &Layout { width, words, ..layout(Format::Table) }).unwrap()
}

#[test]
fn tables_fit_the_terminal_in_both_languages() {
    insta::assert_snapshot!(table(Some(60), &KeysOnly), @r"
    account  name      grade  due         days_overdue  last_no…
    ────────────────────────────────────────────────────────────
    A1042    北京多…   H      2026-03-01             3  要两台…
    A7       Café Zo…  A      2026-03-01           -12  wants f…
    A31      👨‍👩‍👧…       -      2026-03-01                \u{1b}[…
    A5       ﾊﾝｶｸ\u{…  C      2026-03-01             0
    ");
    insta::assert_snapshot!(table(Some(60), &Chinese), @r"
    客户   名称          级别  到期        逾期天数  上次沟通
    ────────────────────────────────────────────────────────────
    A1042  北京多达运…   H级   2026-03-01         3  要两台越野…
    A7     Café Zoë Lo…  A     2026-03-01       -12  wants five…
    A31    👨‍👩‍👧 家庭 ❤️    -     2026-03-01            \u{1b}[31m…
    A5     ﾊﾝｶｸ\u{7}     C     2026-03-01         0
    ");
    insta::assert_snapshot!(table(Some(80), &KeysOnly), @r"
    account  name                grade  due         days_overdue  last_note
    ────────────────────────────────────────────────────────────────────────────────
    A1042    北京多达运输有限…   H      2026-03-01             3  要两台越野车，下…
    A7       Café Zoë Logistic…  A      2026-03-01           -12  wants five vehicl…
    A31      👨‍👩‍👧 家庭 ❤️          -      2026-03-01                \u{1b}[31mred\u{2…
    A5       ﾊﾝｶｸ\u{7}           C      2026-03-01             0
    ");
    insta::assert_snapshot!(table(Some(80), &Chinese), @r"
    客户   名称                    级别  到期        逾期天数  上次沟通
    ────────────────────────────────────────────────────────────────────────────────
    A1042  北京多达运输有限责任…   H级   2026-03-01         3  要两台越野车，下周三…
    A7     Café Zoë Logistics Ltd  A     2026-03-01       -12  wants five vehicles…
    A31    👨‍👩‍👧 家庭 ❤️              -     2026-03-01            \u{1b}[31mred\u{202e…
    A5     ﾊﾝｶｸ\u{7}               C     2026-03-01         0
    ");
    insta::assert_snapshot!(table(Some(120), &KeysOnly), @r"
    account  name                      grade  due         days_overdue  last_note
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1042    北京多达运输有限责任公司  H      2026-03-01             3  要两台越野车，下周三看车，先谈价格再谈付款方式和交…
    A7       Café Zoë Logistics Ltd    A      2026-03-01           -12  wants five vehicles for rough, dusty, hot roads; co…
    A31      👨‍👩‍👧 家庭 ❤️                -      2026-03-01                \u{1b}[31mred\u{202e} zero​width
    A5       ﾊﾝｶｸ\u{7}                 C      2026-03-01             0
    ");
    insta::assert_snapshot!(table(Some(120), &Chinese), @r"
    客户   名称                      级别  到期        逾期天数  上次沟通
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1042  北京多达运输有限责任公司  H级   2026-03-01         3  要两台越野车，下周三看车，先谈价格再谈付款方式和交车时间
    A7     Café Zoë Logistics Ltd    A     2026-03-01       -12  wants five vehicles for rough, dusty, hot roads; compares…
    A31    👨‍👩‍👧 家庭 ❤️                -     2026-03-01            \u{1b}[31mred\u{202e} zero​width
    A5     ﾊﾝｶｸ\u{7}                 C     2026-03-01         0
    ");
}

#[test]
fn a_pipe_gets_everything() {
    insta::assert_snapshot!(table(None, &Chinese), @r"
    客户   名称                      级别  到期        逾期天数  上次沟通
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    A1042  北京多达运输有限责任公司  H级   2026-03-01         3  要两台越野车，下周三看车，先谈价格再谈付款方式和交车时间
    A7     Café Zoë Logistics Ltd    A     2026-03-01       -12  wants five vehicles for rough, dusty, hot roads; compares us with one rival
    A31    👨‍👩‍👧 家庭 ❤️                -     2026-03-01            \u{1b}[31mred\u{202e} zero​width
    A5     ﾊﾝｶｸ\u{7}                 C     2026-03-01         0
    ");
}

#[test]
fn headers_are_emphasised_on_colour_and_left_out_on_request() {
    let colour = Layout { colour: true, ..layout(Format::Table) };
    let text = written(&[duoda()], &colour).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("\u{1b}[1mid") && lines[0].ends_with("phones\u{1b}[0m"));
    assert!(lines[1].starts_with("\u{1b}[2m─"));
    assert!(lines[2].starts_with("A1042"));
    let chosen = columns("id,count");
    let plain = Layout { columns: Some(&chosen), header: false, ..colour };
    assert_eq!(written(&[duoda(), bare()], &plain).unwrap(), "A1042  5\nA7\n");
    let empty = Layout { columns: Some(&chosen), ..layout(Format::Table) };
    assert_eq!(written::<Sample>(&[], &empty).unwrap(), "id  count\n─────────\n");
}

#[test]
fn long_tables_look_like_short_ones() {
    for width in [None, Some(50), Some(10)] {
        for header in [true, false] {
            let layout = Layout { header, width, ..layout(Format::Table) };
            let short = written(&agenda(), &layout).unwrap();
            let many: Vec<Item> = (0..300).flat_map(|_| agenda()).collect();
            let long = written(&many, &layout).unwrap();
            assert!(long.starts_with(&short), "{width:?}\n{short}\n{long}");
        }
    }
}

#[test]
fn a_card_shows_labels_values_and_sections() {
    let card = Layout { width: Some(40), words: &Chinese, ..layout(Format::Table) };
    let mut thing = duoda();
    thing.name = "北京多达运输有限责任公司，越野车用户\n第二行\u{1b}".into();
    insta::assert_snapshot!(one(&thing, &card), @r"
    id:      A1042
    名称:    北京多达运输有限责任公司，越野
             车用户
             第二行\u{1b}
    需求:    是
    count:   5
    urgent:  是
    到期:    2026-03-01
    budget:  1,250,000.00
    tags:    越野, a,b

    phones
    number       note
    ─────────────────
    13800138000
    01065551234  前台
    ");
    let chosen = columns("phones");
    let only_rows = Layout { columns: Some(&chosen), ..card };
    assert!(one(&duoda(), &only_rows).starts_with("phones\nnumber"));
    assert_eq!(one(&bare(), &only_rows), "");
}

#[test]
fn a_section_of_a_card_leaves_out_columns_that_nobody_fills() {
    let chosen = columns("phones");
    let layout = Layout { columns: Some(&chosen), ..layout(Format::Table) };
    let mut thing = duoda();
    for line in &mut thing.phones {
        line.note = line.note.take().map(|_| String::new());
    }
    assert_eq!(one(&thing, &layout), "phones\nnumber\n───────────\n13800138000\n01065551234\n");
    for line in &mut thing.phones {
        line.number.clear();
    }
    assert!(
        one(&thing, &layout).starts_with("phones\nnumber  note\n"),
        "all, where none is filled"
    );
}

#[test]
fn naughty_strings_do_no_harm() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora/naughty-strings/blns.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        // Past the capture of tests, so that it is seen.
        writeln!(std::io::stderr(), "skipped: ../shared").unwrap();
        return;
    };
    let strings: Vec<String> = serde_json::from_str(&text).unwrap();
    let row = |name: String| Sample { name: name.clone(), tags: vec![name], ..bare() };
    let rows: Vec<Sample> = strings.into_iter().map(row).collect();
    for format in Format::ALL {
        let layout = Layout { terminal: true, width: Some(80), ..layout(*format) };
        let text = written(&rows, &layout).unwrap();
        // A tab between cells is what makes it TSV.
        let allowed = |c: char| c == '\n' || (c == '\t' && *format == Format::Tsv);
        assert_eq!(text.chars().find(|c| acts(*c) && !allowed(*c)), None, "{format}");
        let lines = text.lines().count();
        match format {
            Format::Table | Format::Markdown => assert_eq!(lines, rows.len() + 2),
            Format::Tsv => assert_eq!(lines, rows.len() + 1),
            _ => {}
        }
        for row in &rows {
            one(row, &layout);
        }
    }
}

/// What a table cannot go below: gaps, values that are never cut, 4 cells of every text.
fn least_width(rows: &[Sample], header: bool) -> usize {
    let label = |key: &str| if header { key.len() } else { 0 };
    let cell = |key: &str, row: &Sample| {
        let chosen = columns(key);
        let layout = Layout { columns: Some(&chosen), header: false, ..layout(Format::Table) };
        written(std::slice::from_ref(row), &layout).unwrap().trim_end().width()
    };
    let column = |key: &&str| {
        let natural = rows.iter().map(|row| cell(key, row)).max().unwrap_or(0);
        let natural = natural.max(label(key)).max(1);
        let text = ["name", "tags", "phones"].contains(key);
        let empty = rows.iter().all(|row| cell(key, row) == 0);
        if text || empty { natural.min(4) } else { natural }
    };
    Sample::KEYS.iter().map(column).sum::<usize>() + 2 * (Sample::KEYS.len() - 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_line_is_wider_than_asked_for(
        names in proptest::collection::vec(
            prop_oneof![any::<String>(), "[a王❤️👨\u{200d}👩e\u{301}\u{200b}لا \n\u{1b}🇨1\u{20e3}]{0,40}"],
            1..4,
        ),
        count in proptest::option::of(any::<i64>()),
        header: bool,
        more in 0_usize..60,
    ) {
        let row = |name: String| Sample { name: name.clone(), count, tags: vec![name], ..bare() };
        let rows: Vec<Sample> = names.into_iter().map(row).collect();
        let width = least_width(&rows, header) + more;
        let layout = Layout { width: Some(width), header, ..layout(Format::Table) };
        let text = written(&rows, &layout)?;
        prop_assert_eq!(text.lines().count(), rows.len() + if header { 2 } else { 0 });
        for line in text.lines() {
            prop_assert!(line.width() <= width, "{} > {width}: {line:?}", line.width());
            prop_assert!(!line.ends_with(' '));
            prop_assert!(!line.chars().any(acts));
        }
    }
}

/// A customer: a code, columns that nothing is known of, and one behind it.
struct Called(&'static str, &'static str);

impl Tabular for Called {
    const KEYS: &'static [&'static str] = &["account", "name", "email", "why", "phone"];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(AccountId(1).as_cell());
        put(self.0.as_cell());
        put(Cell::Null);
        put("a word or two".as_cell());
        put(Cell::code(Some(self.1)));
    }
}

#[test]
fn what_is_empty_goes_first_then_the_last_and_codes_stay_whole() {
    let of = |width, rows: &[Called]| {
        let layout = Layout { width: Some(width), may_drop: true, ..layout(Format::Table) };
        let mut out = Vec::new();
        let mut writer = RowWriter::start(&layout, &mut out).unwrap();
        for row in rows {
            writer.row(row).unwrap();
        }
        let left_out = writer.finish().unwrap().left_out;
        (String::from_utf8(out).unwrap(), left_out)
    };
    let known = [Called("杭州多达矿业工程有限公司", "057155501004-801")];
    let (found, left_out) = of(60, &known);
    assert_eq!(left_out, [""; 0], "an empty column is no loss");
    insta::assert_snapshot!(found, @r"
    account  name               why            phone
    ───────────────────────────────────────────────────────────
    A1       杭州多达矿业工程…  a word or two  057155501004-801
    ");
    let (found, left_out) = of(40, &known);
    assert_eq!(left_out, ["why"]);
    insta::assert_snapshot!(found, @r"
    account  name           phone
    ────────────────────────────────────────
    A1       杭州多达矿业…  057155501004-801
    ");
    // What is no telephone number, whatever column it is in.
    let long = [Called("多达", "a number as long as a whole sentence, which may be cut")];
    for line in of(40, &long).0.lines() {
        assert!(line.width() <= 40, "{line}");
    }
}
