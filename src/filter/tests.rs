use proptest::prelude::*;

use super::*;
use crate::model::{Comparison as C, Field, FieldType, Value};

fn context() -> Context<'static> {
    Context::new("2026-03-25".parse().unwrap(), Some(StaffId(7)))
}

fn read(text: &str) -> Filter {
    parse(text, &context()).unwrap_or_else(|problems| panic!("{text}: {problems}"))
}

fn problems(text: &str) -> Vec<String> {
    let FilterErrors(all) = parse(text, &context()).unwrap_err();
    all.iter().map(|problem| format!("{}: {problem}", problem.column())).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn day(value: &str) -> Value {
    Value::Day(value.parse().unwrap())
}

fn word(value: &str) -> Filter {
    Filter::Word(value.to_owned())
}

fn not(inner: Filter) -> Filter {
    Filter::Not(Box::new(inner))
}

fn is(field: Field, values: &[&str]) -> Filter {
    Filter::Is(field, C::Is, values.iter().map(|v| text(v)).collect())
}

#[test]
fn the_promised_example_reads_as_promised() {
    let filter =
        read("grade:H,A owner:王芳 due<=today industry:物流 -tag:vip last_touch<-30d 多达");
    let expected = Filter::And(vec![
        is(Field::Grade, &["H", "A"]),
        is(Field::Owner, &["王芳"]),
        Filter::Is(Field::Due, C::LessOrEqual, vec![day("2026-03-25")]),
        is(Field::Industry, &["物流"]),
        not(is(Field::Tag, &["vip"])),
        Filter::Is(Field::LastTouch, C::Less, vec![day("2026-02-23")]),
        word("多达"),
    ]);
    assert_eq!(filter, expected);
    assert_eq!(
        print(&filter),
        "grade:H,A owner:王芳 due<=2026-03-25 industry:物流 -tag:vip last_touch<2026-02-23 多达"
    );
}

/// Each text and the same condition in its plainest form.
#[test]
fn texts_mean_what_their_plain_form_means() {
    for (text, plain) in [
        ("", ""),
        (" 　 ", ""),
        ("()", ""),
        ("a b or c", "a b or c"),
        ("(a b) or (c)", "a b or c"),
        ("a (b or c)", "a (b or c)"),
        ("a （b 或 c）", "a (b or c)"),
        ("a OR b Or c", "a or b or c"),
        ("a and b 且 c", "a b c"),
        ("(a b) c", "(a b) c"),
        ("(a or b) or c", "(a or b) or c"),
        ("a()", "\"a()\""),
        ("a ()", "a ()"),
        ("not a", "-a"),
        ("非 a", "-a"),
        ("NOT(a b)", "-(a b)"),
        ("not(a)", "-a"),
        ("a or(b)", "a or b"),
        ("-(a or b)", "-(a or b)"),
        ("not -a", "--a"),
        ("－a", "-a"),
        ("a or not b", "a or -b"),
        ("a-b", "a-b"),
        ("或者", "或者"),
        ("\"or\"", "\"or\""),
        ("\"深圳 多达\"", "\"深圳 多达\""),
        ("“深圳 多达”", "\"深圳 多达\""),
        ("”深圳 多达“", "\"深圳 多达\""),
        ("「深圳 多达」", "\"深圳 多达\""),
        ("\"5\"\" 屏\"", "\"5\"\" 屏\""),
        ("\"10:30\"", "\"10:30\""),
        ("\"http://example.test/?a=b\"", "\"http://example.test/?a=b\""),
        ("多达（深圳）公司", "\"多达（深圳）公司\""),
        ("(多达（深圳）公司)", "\"多达（深圳）公司\""),
        ("name:多达(深圳)", "name:\"多达(深圳)\""),
        ("A12", "id:A12"),
        ("a12", "id:A12"),
        ("\"A12\"", "\"A12\""),
        ("D12", "\"D12\""),
        ("12", "12"),
        ("id:A12,13", "id:A12,A13"),
        ("编号：12", "id:A12"),
        ("parent:a3", "parent:A3"),
        ("batch:17", "batch:B17"),
        ("grade:h,H级,-", "grade:H,H,\"-\""),
        ("级别：H，A", "grade:H,A"),
        ("级别:H、A", "grade:H,A"),
        ("grade=O", "grade=O"),
        ("kind:单位", "kind:organisation"),
        ("state:战败,open", "state:lost,open"),
        ("stage:negotiating", "stage:negotiating"),
        ("owner:me", "owner:S7"),
        ("顾问:我", "owner:S7"),
        ("owner:\"me\"", "owner:\"me\""),
        ("owner:s9,王", "owner:S9,王"),
        ("owner:\"S9\"", "owner:\"S9\""),
        ("shop:SH2", "shop:SH2"),
        ("shop:S2", "shop:\"S2\""),
        ("source:Q4,2025", "source:Q4,2025"),
        ("owner:", "owner:"),
        ("owner: grade:H", "owner: grade:H"),
        ("-owner:", "-owner:"),
        ("(owner:)", "owner:"),
        ("note:\"\"", "note:"),
        ("note=", "note="),
        ("note:10:30", "note:\"10:30\""),
        ("note:a<b", "note:\"a<b\""),
        ("name:多达,深圳", "name:多达,深圳"),
        ("name:\"a,b\"", "name:\"a,b\""),
        ("last-touch:today", "last_touch:2026-03-25"),
        ("LAST_TOUCH<-1m", "last_touch<2026-02-25"),
        ("到期＜＝明天", "due<=2026-03-26"),
        ("到期≥明天", "due>=2026-03-26"),
        ("due＞today", "due>2026-03-25"),
        ("due:today,+1d", "due:2026-03-25,2026-03-26"),
        ("数量>=3", "quantity>=3"),
        ("quantity<-3", "quantity<-3"),
        ("预算>25万", "budget>250000.00"),
        ("budget:1.5亿,￥1250.5元", "budget:150000000.00,1250.50"),
        ("phone:\"138 0013\"", "phone:\"138 0013\""),
    ] {
        let filter = read(text);
        let plain = if plain == "note=" { "note:" } else { plain };
        assert_eq!(print(&filter), plain, "{text}");
        assert_eq!(read(plain), filter, "{text}");
    }
}

#[test]
fn each_problem_is_named_with_its_column() {
    for (text, expected) in [
        (
            "foo:bar",
            "1: no field `foo`; a text with `:`, `=`, `<` or `>` in it is written in quotes",
        ),
        (
            "grad:H",
            "1: no field `grad` (near: grade); a text with `:`, `=`, `<` or `>` in it is written in quotes",
        ),
        (
            "多达 销售顾问:王",
            "4: no field `销售顾问` (near: 顾问); a text with `:`, `=`, `<` or `>` in it is written in quotes",
        ),
        ("10:30", "1: no field `10`; a text with `:`, `=`, `<` or `>` in it is written in quotes"),
        ("grade:H,D", "9: `D` is no grade; one of O, H, A, B, C, N, -"),
        ("kind:firm", "6: `firm` is no kind; one of organisation, person"),
        (
            "状态:赢",
            "4: `赢` is no state; one of open, won, lost, frozen, out-of-control, eliminated",
        ),
        ("due<soon", "5: `soon` is no day for `due`; write it as 2026-03-01, today, +3d, -2w, eom"),
        ("quantity:两台", "10: `两台` is no whole number for `quantity`"),
        (
            "quantity:99999999999999999999",
            "10: `99999999999999999999` is no whole number for `quantity`",
        ),
        ("budget>cheap", "8: `cheap` is no amount for `budget`; write it as 250000 or 25万"),
        ("id:D12", "4: `D12` is no id for `id`; one looks like `A12`"),
        ("batch:0", "7: `0` is no id for `batch`; one looks like `B12`"),
        ("phone:abc", "7: `abc` has no digit to look for in a phone number"),
        ("grade:H,,A", "9: `grade:H,,A` has an empty item in its list"),
        ("grade:H, A", "9: `grade:H,` has an empty item in its list"),
        ("grade:,H", "7: `grade:,H` has an empty item in its list"),
        ("多达 due<", "4: `due<` compares with nothing; write the value behind it without a blank"),
        ("due<today,+1d", "1: `due<today,+1d` compares with a list; only `:` and `=` take one"),
        ("owner<3", "1: `owner` has no order in `owner<3`; use `:` or `=`"),
        ("grade>=B", "1: `grade` has no order in `grade>=B`; use `:` or `=`"),
        ("a or", "3: `or` has nothing to work on; a word like it is written in quotes"),
        ("(或)", "2: `或` has nothing to work on; a word like it is written in quotes"),
        ("a or and b", "6: `and` has nothing to work on; a word like it is written in quotes"),
        ("a and", "3: `and` has nothing to work on; a word like it is written in quotes"),
        ("a not", "3: `not` has nothing to work on; a word like it is written in quotes"),
        ("a -", "3: `-` has nothing to work on; a word like it is written in quotes"),
        ("- a", "1: `-` has nothing to work on; a word like it is written in quotes"),
        ("due <today", "5: `<` has nothing to work on; a word like it is written in quotes"),
        ("\"\"", "1: `\"\"` has nothing to work on; a word like it is written in quotes"),
        ("a (b", "3: bracket `(` is never closed"),
        ("a b）", "4: bracket `）` was never opened"),
        ("a “b c", "3: quote `“` is never closed"),
        ("」", "1: quote `」` is never closed"),
        (
            "\"a\"b",
            "4: a blank is missing before `b`; a text with quotes or brackets is written in quotes",
        ),
        (
            "grade:(H)",
            "7: a blank is missing before `(`; a text with quotes or brackets is written in quotes",
        ),
        (
            "grade:(H or A)",
            "7: a blank is missing before `(`; a text with quotes or brackets is written in quotes",
        ),
        ("a\0b", "2: character `\\u{0}` cannot be looked for"),
    ] {
        assert_eq!(problems(text), [expected], "{text}");
    }
}

#[test]
fn all_problems_are_found_at_once() {
    let found = problems("foo:1 (due<soon or) grade:D,E -) owner>1 「x");
    let columns: Vec<&str> = found.iter().filter_map(|p| p.split(':').next()).collect();
    assert_eq!(columns, ["1", "12", "17", "27", "29", "31", "32", "34", "42"]);
}

#[test]
fn oneself_needs_an_acting_staff() {
    let nobody = Context { me: None, ..context() };
    let FilterErrors(all) = parse("owner:王,me", &nobody).unwrap_err();
    assert_eq!(all, [FilterError::NobodyActs { column: 9, text: "me".into() }]);
}

fn named(key: &str, names: &[&str]) -> Named {
    Named { key: key.to_owned(), names: names.iter().map(|name| (*name).to_owned()).collect() }
}

#[test]
fn stages_are_named_by_key_or_label_where_they_are_known() {
    let stages = [
        named("lead", &["线索", "Lead"]),
        named("need", &["需求", "Need arises"]),
        named("met", &["需求", "Met"]),
    ];
    let context = Context { stages: Some(&stages), ..context() };
    for (text, plain) in [
        ("stage:LEAD", "stage:lead"),
        ("阶段:线索", "stage:lead"),
        ("stage:\"lead\",met", "stage:lead,met"),
        ("stage=需求,线索", "stage=need,met,lead"),
        ("stage:\"of old\"", "stage:\"of old\""),
        ("stage:", "stage:"),
    ] {
        assert_eq!(print(&parse(text, &context).unwrap()), plain, "{text}");
    }
    let said = |text| parse(text, &context).unwrap_err().to_string();
    let known = "one of lead (线索), need (需求), met (需求)";
    assert_eq!(said("stage:foo"), format!("7: `foo` is no stage; {known}"));
    assert_eq!(said("阶段:线锁"), format!("4: `线锁` is no stage (near: 线索); {known}"));
}

#[test]
fn an_owner_is_somebody_where_the_staff_are_known() {
    let staff = [named("S1", &["李娜", "小李", "lina"]), named("S2", &["王芳"])];
    let context = Context { staff: Some(&staff), ..context() };
    for text in
        ["owner:李", "owner:小李,王芳", "owner:LINA", "owner:s1", "owner:me", "owner:", "shop:x"]
    {
        assert!(parse(text, &context).is_ok(), "{text}");
    }
    assert!(parse("owner=小李,李娜", &context).is_ok());
    let said = |text| parse(text, &context).unwrap_err().to_string();
    let alone = "`owner:` alone finds what nobody owns";
    // A part of a login is none, nor is a part of a name where it is to equal.
    assert_eq!(
        said("owner:lin"),
        format!("7: nobody of staff is called `lin` (near: lina); {alone}")
    );
    assert_eq!(
        said("owner=李"),
        format!("7: nobody of staff is called `李` (near: 小李, 李娜); {alone}")
    );
    assert_eq!(said("owner:李,张伟"), format!("9: nobody of staff is called `张伟`; {alone}"));
    assert_eq!(
        said("owner:S9"),
        format!("7: nobody of staff is called `S9` (near: S1, S2); {alone}")
    );
    assert_eq!(
        said("owner:王方"),
        format!("7: nobody of staff is called `王方` (near: 王芳); {alone}")
    );
}

#[test]
fn depth_and_length_have_limits() {
    let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(read(&nested(MAX_DEPTH)), word("a"));
    for text in [nested(MAX_DEPTH + 1), "-".repeat(65) + "a", "a(".repeat(2000), "-(".repeat(2000)]
    {
        let FilterErrors(all) = parse(&text, &context()).unwrap_err();
        let deep = |p: &FilterError| {
            matches!(p, FilterError::TooDeep { .. } | FilterError::MissingBlank { .. })
        };
        assert!(all.iter().any(deep), "{all:?}");
    }
    assert_eq!(read(&"达".repeat(MAX_LENGTH)), word(&"达".repeat(MAX_LENGTH)));
    let FilterErrors(all) = parse(&"达".repeat(MAX_LENGTH + 2), &context()).unwrap_err();
    let limit = MAX_LENGTH;
    let expected =
        FilterError::TooLong {
            column: limit + 1, text: "达".into(), characters: limit + 2, limit
        };
    assert_eq!(all, [expected]);
}

#[test]
fn every_field_is_read_by_both_its_names() {
    for field in Field::ALL {
        for name in [field.key(), field.term()] {
            assert_eq!(read(&format!("{name}:")), Filter::Empty(*field), "{name}");
            assert_eq!(read(&format!("-{name}：")), not(Filter::Empty(*field)), "{name}");
        }
    }
}

#[test]
fn conditions_that_no_text_asks_print_as_equivalent_ones() {
    for (filter, printed) in [
        (Filter::Or(vec![]), "-()"),
        (Filter::And(vec![word("a"), Filter::Or(vec![])]), "a -()"),
        (Filter::And(vec![word("a")]), "a"),
        (not(Filter::Or(vec![word("a")])), "-a"),
        (Filter::Or(vec![word(""), word("a")]), "() or a"),
        (Filter::Is(Field::Grade, C::Is, vec![]), "-()"),
        (
            not(Filter::Is(Field::Quantity, C::Less, vec![Value::Number(1), Value::Number(2)])),
            "-(quantity<1 or quantity<2)",
        ),
    ] {
        assert_eq!(print(&filter), printed);
        assert_eq!(print(&read(printed)), printed);
    }
}

#[test]
fn naughty_strings_are_read_or_refused_and_found_in_quotes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora/naughty-strings/blns.json");
    let Ok(json) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared");
        return;
    };
    let strings: Vec<String> = serde_json::from_str(&json).unwrap();
    for naughty in strings.iter().filter(|s| !s.is_empty() && !s.contains('\0')) {
        if let Ok(filter) = parse(naughty, &context()) {
            assert_eq!(read(&print(&filter)), filter, "{naughty}");
        }
        let filter = Filter::And(vec![word(naughty), is(Field::Note, &[naughty])]);
        assert_eq!(read(&print(&filter)), filter, "{naughty}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9\u{4e00}-\u{4e20}]{1,6}",
        "[-a-c0-9 \"“”「」()（）:：=<>＜,，、\\\\%_.]{1,8}",
        "(or|and|not|或|且|非|me|我|A1|S7|SH1|Q3|-)",
        "[^\0]{1,6}",
    ]
}

fn days() -> impl Strategy<Value = Value> {
    (0_i64..3_000_000).prop_map(|n| Value::Day("0001-01-01".parse::<Day>().unwrap().plus_days(n)))
}

fn value_of(field: Field) -> BoxedStrategy<Value> {
    let one_of = |keys: &'static [&'static str]| prop::sample::select(keys).prop_map(text).boxed();
    match (field, field.field_type()) {
        (Field::Grade, _) => one_of(&["O", "H", "A", "B", "C", "N", "-"]),
        (Field::Kind, _) => one_of(&["organisation", "person"]),
        (Field::State, _) => one_of(&["open", "won", "out-of-control"]),
        (Field::Phone, _) => "[0-9 +]{0,5}[0-9]".prop_map(Value::Text).boxed(),
        (_, FieldType::Text | FieldType::Key) => texts().prop_map(Value::Text).boxed(),
        (_, FieldType::Name) => {
            prop_oneof![texts().prop_map(Value::Text), (1..i64::MAX).prop_map(Value::Id)].boxed()
        }
        (_, FieldType::Id) => (1..i64::MAX).prop_map(Value::Id).boxed(),
        (_, FieldType::Number | FieldType::Money) => any::<i64>().prop_map(Value::Number).boxed(),
        (_, FieldType::Day) => days().boxed(),
    }
}

fn questions() -> impl Strategy<Value = Filter> {
    prop::sample::select(Field::ALL).prop_flat_map(|field| {
        let ordered = field.field_type().is_ordered();
        let order = prop::sample::select(&[C::Less, C::LessOrEqual, C::Greater, C::GreaterOrEqual]);
        let equal = prop::sample::select(&[C::Is, C::Equal]);
        let listed = (equal, prop::collection::vec(value_of(field), 1..4))
            .prop_map(move |(comparison, values)| Filter::Is(field, comparison, values));
        let compared = (order, value_of(field))
            .prop_map(move |(comparison, value)| Filter::Is(field, comparison, vec![value]));
        let weight = u32::from(ordered);
        prop_oneof![3 => listed, 1 => Just(Filter::Empty(field)), 3 * weight => compared]
    })
}

/// Conditions as the parser makes them: never a list of one, nothing empty but a whole.
fn filters() -> impl Strategy<Value = Filter> {
    let leaf = prop_oneof![
        1 => Just(Filter::And(vec![])),
        6 => texts().prop_map(Filter::Word),
        12 => questions(),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..5).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 2..5).prop_map(Filter::Or),
            inner.prop_map(not),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_condition_prints_itself(filter in filters()) {
        let printed = print(&filter);
        prop_assert_eq!(parse(&printed, &context()), Ok(filter), "{}", printed);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}") {
        let _ = parse(&text, &context());
    }

    /// Texts made of signs that mean something: read and printed the same, or refused in place.
    #[test]
    fn any_signs_are_read_or_refused(
        text in "([-()（）\"“”「」:：=<>＜≤,，、 ]|or|not |a|或|due|grade|H|today){0,24}"
    ) {
        match parse(&text, &context()) {
            Ok(filter) => prop_assert_eq!(read(&print(&filter)), filter),
            Err(FilterErrors(all)) => {
                let columns = text.chars().count();
                prop_assert!(!all.is_empty());
                prop_assert!(all.iter().all(|p| (1..=columns).contains(&p.column()) ||
                    matches!(p, FilterError::EmptyItem { .. })), "{:?}", all);
            }
        }
    }
}
