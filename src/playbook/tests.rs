use super::*;
use crate::model::{AccountKind, Grade, SourceGroup, SourceKind};

/// Problems of the shipped text with one passage replaced: line, path, message.
fn planted(from: &str, to: &str) -> Vec<(Option<usize>, String, ProblemKind)> {
    assert_eq!(SHIPPED.matches(from).count(), 1, "the passage must be there once: {from}");
    let problems = Playbook::parse(&SHIPPED.replace(from, to)).unwrap_err();
    problems.into_iter().map(|problem| (problem.line, problem.path, problem.kind)).collect()
}

fn line_of(passage: &str) -> Option<usize> {
    SHIPPED.lines().position(|line| line.contains(passage)).map(|at| at + 1)
}

#[test]
fn the_shipped_playbook_says_what_the_domain_rules_say() {
    let playbook = Playbook::parse(SHIPPED).unwrap();
    let cadences = Grade::ALL.iter().map(|grade| playbook.grades.cadence_days(*grade));
    assert_eq!(cadences.collect::<Vec<_>>(), [7, 2, 4, 7, 15, 15, 90]);
    let horizons = playbook.grades.rows().iter().filter_map(|row| row.within);
    assert_eq!(
        horizons.collect::<Vec<_>>(),
        [Horizon::Days(7), Horizon::Days(15), Horizon::Months(1)]
    );
    assert_eq!(playbook.grades.review_days(Grade::H), 4);
    let retail = playbook.funnel.default_preset(AccountKind::Person);
    assert_eq!(
        (retail.key.as_str(), retail.evidence, retail.skips),
        ("retail", false, Skips::Free)
    );
    let key_account = playbook.funnel.default_preset(AccountKind::Organisation);
    let stages: Vec<&str> = key_account.stages.iter().map(|stage| stage.key.as_str()).collect();
    assert_eq!(
        stages.join(" "),
        "lead contacted met planned proposed negotiating ordered delivered"
    );
    assert_eq!(key_account.stages[2].exit_evidence.len(), 4);
    assert_eq!(playbook.channels.len(), 10);
    assert!(playbook.channels.iter().all(|channel| channel.per_month.is_none()));
    assert_eq!(playbook.channel("F").unwrap().quadrant, Some(Quadrant::SoughtShort));
    assert_eq!(playbook.channel("路过").unwrap().quadrant, Some(Quadrant::ItselfShort));
    assert_eq!(playbook.channel("J").unwrap().quadrant, None);
    let numbers = playbook.report;
    assert_eq!((numbers.period_days, numbers.month_days), (90, 30));
    assert_eq!((numbers.bottleneck_sample, numbers.lever_percent), (5, 10));
    assert_eq!(numbers.ageing_sample, 5);
    assert!(Sign::ALL.iter().all(|sign| !playbook.sign_label(*sign).zh.is_empty()));
    assert!(Work::ALL.iter().all(|work| playbook.work(*work).work == *work));
}

#[test]
fn names_of_the_team_are_read_by_key_and_by_label() {
    let playbook = Playbook::shipped();
    assert_eq!(playbook.sign("再次来店看车"), Some(Sign::CameBack));
    assert_eq!(playbook.sign(" contract signed "), Some(Sign::ContractSigned));
    assert_eq!(playbook.sign("promised"), None);
    assert_eq!(playbook.channel("f").map(|entry| entry.label.en.as_str()), Some("exhibition"));
    assert!(playbook.payment_form("分期").is_some_and(|form| form.instalment));
    let preset = playbook.funnel.preset("KEY-ACCOUNT").unwrap();
    assert_eq!(preset.position("谈判"), Some(5));
    assert_eq!(preset.position("Negotiating "), Some(5));
    assert!(!preset.has_order("negotiating") && preset.has_order("ordered"));
    assert!(preset.has_order("delivered") && !preset.has_order("closed"));
}

#[test]
fn a_channel_may_have_a_target_and_a_quadrant_of_the_list() {
    let text =
        SHIPPED.replace(r#"zh = "展会", quadrant"#, r#"zh = "展会", per_month = 3, quadrant"#);
    assert_eq!(Playbook::parse(&text).unwrap().channel("F").unwrap().per_month, Some(3));
    let found = planted(
        r#"zh = "展会", quadrant = "sought-short""#,
        r#"zh = "展会", per_month = -1, quadrant = "short""#,
    );
    let paths: Vec<&str> = found.iter().map(|(_, path, _)| path.as_str()).collect();
    assert_eq!(paths, ["lists.channels.6.per_month", "lists.channels.6.quadrant"]);
    for quadrant in Quadrant::ALL {
        let text = SHIPPED.replace("sought-short", quadrant.key());
        let playbook = Playbook::parse(&text).unwrap();
        assert_eq!(playbook.channel("F").unwrap().quadrant, Some(*quadrant));
    }
}

#[test]
fn own_records_are_trusted_before_external_lists_and_these_before_outreach() {
    let trust = Playbook::shipped().trust;
    let ranks = [SourceKind::SalesRecords, SourceKind::Vip, SourceKind::YellowPages]
        .map(|kind| trust.rank(kind));
    assert_eq!(ranks, [0, 1, 2]);
    assert_eq!(trust.rank(SourceKind::Regional), 3);
    assert_eq!(trust.groups().first(), Some(&SourceGroup::Internal));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table: every way in which a number can be wrong")]
fn each_wrong_number_or_text_is_found_at_its_line() {
    use ProblemKind as P;
    let range = |found: &str, least, most| P::OutOfRange { found: found.into(), least, most };
    for (from, to, path, kind) in [
        (
            "first_contacts_per_day = 20",
            "first_contacts_per_day = 0",
            "agenda.first_contacts_per_day",
            range("0", 1, 10_000),
        ),
        ("lever_percent = 10", "lever_percent = 100", "report.lever_percent", range("100", 1, 99)),
        (
            "bottleneck_sample = 5",
            "bottleneck_sample = 0",
            "report.bottleneck_sample",
            range("0", 1, 10_000),
        ),
        ("ageing_sample = 5", "ageing_sample = 0", "report.ageing_sample", range("0", 1, 10_000)),
        (
            "retry_after_days = 1",
            "retry_after_days = -1",
            "agenda.retry_after_days",
            range("-1", 1, 30),
        ),
        (
            "shared_phone_limit = 5",
            "shared_phone_limit = 99999999999999999999999",
            "matching.shared_phone_limit",
            range("99999999999999999999999", 1, 1000),
        ),
        (
            "review_cadences = 2",
            "review_cadences = 2.5",
            "grades.review_cadences",
            P::WrongType { found: "2.5".into(), expected: ValueType::Number },
        ),
        (
            "currency = \"CNY\"",
            "currency = \"yuan\"",
            "currency",
            P::BadCurrency { found: "yuan".into() },
        ),
        (
            "every_days = 4",
            "every_days = 1",
            "grades.A.every_days",
            P::CadenceOrder { found: 1, least: 2, before: Grade::H },
        ),
        (
            "every_days = 90",
            "every_days = 14",
            "grades.none.every_days",
            P::CadenceOrder { found: 14, least: 15, before: Grade::C },
        ),
        (
            "within = { days = 15 }",
            "within = { days = 7 }",
            "grades.A.within",
            P::HorizonOrder { found: Horizon::Days(7), nearer: Horizon::Days(7), before: Grade::H },
        ),
        (
            "within = { months = 1 }",
            "within = { days = 15 }",
            "grades.B.within",
            P::HorizonOrder {
                found: Horizon::Days(15),
                nearer: Horizon::Days(15),
                before: Grade::A,
            },
        ),
        (
            "within = { months = 1 }",
            "within = { days = 31, months = 1 }",
            "grades.B.within",
            P::HorizonUnits { found: 2 },
        ),
        ("within = { months = 1 }", "within = {}", "grades.B.within", P::HorizonUnits { found: 0 }),
        (
            "[\"contract-signed\", \"paid-in-full\", \"deposit-received\"]",
            "[]",
            "grades.O.signs",
            P::EmptyList,
        ),
        (
            "[\"time-vague\", \"asks-trade-in-help\"]",
            "[\"time-vague\", \"time-vague\"]",
            "grades.C.signs.2",
            P::Duplicate { found: "time-vague".into() },
        ),
        (
            "need_no = \"C\"\n",
            "need_no = \"D\"\n",
            "grades.caps.need_no",
            P::UnknownValue {
                found: "D".into(),
                known: ["H", "A", "B", "C", "-"].map(str::to_owned).to_vec(),
                near: vec![],
            },
        ),
        (
            "zh = \"已签合同\"",
            "zh = \" \"",
            "signs.contract-signed.zh",
            P::Blank { expected: ValueType::Text },
        ),
        (
            "[\"internal\", \"relations\", \"external\", \"outreach\"]",
            "[\"internal\", \"external\"]",
            "trust",
            P::Incomplete { missing: vec!["outreach".into(), "relations".into()] },
        ),
        ("key = \"A\"", "key = \"b\"", "lists.channels.2.key", P::Duplicate { found: "B".into() }),
        (
            "key = \"cash\"",
            "key = \"cash €\"",
            "lists.payment_forms.1.key",
            P::BadName { found: "cash €".into() },
        ),
    ] {
        let found = planted(from, to);
        let (line, found_path, found_kind) = &found[0];
        assert_eq!((found.len(), found_kind), (1, &kind), "{to}: {found:?}");
        // A doubled key is reported where it stands the second time, as the whole entry.
        assert!(path.starts_with(found_path.as_str()), "{to}: {found_path}");
        let expected = line_of(from.trim_end()).unwrap() + usize::from(path.ends_with("2.key"));
        assert_eq!(*line, Some(expected), "{to}");
    }
}

#[test]
fn grades_may_share_a_cadence_and_numbers_reach_their_limits() {
    for (from, to) in [
        ("every_days = 4", "every_days = 2"),
        ("every_days = 90", "every_days = 3660"),
        ("first_contacts_per_day = 20", "first_contacts_per_day = 1"),
        ("within = { months = 1 }", "within = { days = 16 }"),
    ] {
        assert!(Playbook::parse(&SHIPPED.replace(from, to)).is_ok(), "{to}");
    }
}

#[test]
fn each_wrong_funnel_is_found() {
    use ProblemKind as P;
    let retail_end = "{ key = \"delivered\", en = \"Delivered\", zh = \"交车\", means = \"won\", needs_record = true },
]

[[funnel.presets]]
key = \"key-account\"";
    for (from, to, path, kind) in [
        (
            "key = \"quoted\"",
            "key = \"driven\"",
            "funnel.presets.1.stages.5",
            P::Duplicate { found: "driven".into() },
        ),
        (
            "key = \"project\"",
            "key = \"tender\"",
            "funnel.presets.4",
            P::Duplicate { found: "tender".into() },
        ),
        (
            "zh = \"确定方案\", means = \"ordered\"",
            "zh = \"确定方案\"",
            "funnel.presets.3.stages",
            P::MeaningCount { meaning: "ordered", found: 0 },
        ),
        (
            retail_end,
            &retail_end.replace(
                "needs_record = true },",
                "needs_record = true },\n{ key = \"x\", en = \"x\", zh = \"x\" },",
            ),
            "funnel.presets.1.stages",
            P::WonNotLast { found: "delivered".into(), last: "x".into() },
        ),
        (
            "zh = \"订单\", means = \"ordered\", needs_record = true",
            "zh = \"订单\", means = \"ordered\", needs_record = 1",
            "funnel.presets.1.stages.6.needs_record",
            P::WrongType { found: "1".into(), expected: ValueType::Flag },
        ),
        (
            "zh = \"已报价\"",
            "zh = \"已报价\", needs_record = true",
            "funnel.presets.1.stages.5.needs_record",
            P::UnknownKey { near: Vec::new() },
        ),
        (
            "person = \"retail\"",
            "person = \"retial\"",
            "funnel.person",
            P::UnknownValue {
                found: "retial".into(),
                known: ["retail", "key-account", "tender", "project"].map(str::to_owned).to_vec(),
                near: vec!["retail".into()],
            },
        ),
        (
            "skips = \"free\"\n",
            "skips = true\n",
            "funnel.presets.1.skips",
            P::WrongType { found: "true".into(), expected: ValueType::Text },
        ),
    ] {
        let found = planted(from, to);
        assert_eq!(found.len(), 1, "{to}: {found:?}");
        assert_eq!((found[0].1.as_str(), &found[0].2), (path, &kind), "{to}");
    }
    let stages = SHIPPED.find("stages = [").zip(SHIPPED.find("]\n\n[[funnel.presets]]")).unwrap();
    let preset = SHIPPED[stages.0..=stages.1].to_owned();
    let found = planted(&preset, "stages = []");
    assert_eq!((found.len(), &found[0].2), (1, &P::EmptyList), "{found:?}");
}

#[test]
fn each_wrong_record_evidence_and_cause_is_found() {
    use ProblemKind as P;
    for (from, to, path, kind) in [
        (
            "moved_by = [\"showroom\"]",
            "moved_by = [\"visits\"]",
            "funnel.presets.1.stages.3.moved_by.1",
            P::UnknownValue {
                found: "visits".into(),
                known: ["contact", "visit", "showroom", "test-drive", "quote"]
                    .map(str::to_owned)
                    .to_vec(),
                near: vec!["visit".into()],
            },
        ),
        (
            "moved_by = [\"showroom\"]",
            "moved_by = [\"contact\"]",
            "funnel.presets.1.stages",
            P::Duplicate { found: "contact".into() },
        ),
        (
            "moved_by = [\"showroom\"]",
            "moved_by = [\"visit\", \"visit\"]",
            "funnel.presets.1.stages.3.moved_by.2",
            P::Duplicate { found: "visit".into() },
        ),
        (
            ", shown_by = \"budget\"",
            "",
            "funnel.presets.2.stages.3.exit_evidence.1.shown_by",
            P::Missing { expected: ValueType::Text },
        ),
        (
            "shown_by = \"expected-date\"",
            "shown_by = \"date\"",
            "funnel.presets.2.stages.3.exit_evidence.3.shown_by",
            P::UnknownValue {
                found: "date".into(),
                known: ["budget", "decision-maker", "expected-date", "note"]
                    .map(str::to_owned)
                    .to_vec(),
                near: vec![],
            },
        ),
        (
            "key = \"moved-away\"",
            "key = \"price\"",
            "lists.loss_causes.10",
            P::Duplicate { found: "price".into() },
        ),
        (
            "note = true }",
            "note = \"yes\" }",
            "lists.loss_causes.12.note",
            P::WrongType { found: "\"yes\"".into(), expected: ValueType::Flag },
        ),
        (
            "out_of_control_after = 5",
            "out_of_control_after = 0",
            "agenda.out_of_control_after",
            P::OutOfRange { found: "0".into(), least: 1, most: 100 },
        ),
    ] {
        let found = planted(from, to);
        assert_eq!(found.len(), 1, "{to}: {found:?}");
        assert_eq!((found[0].1.as_str(), &found[0].2), (path, &kind), "{to}");
    }
}

#[test]
fn unknown_keys_are_named_and_missing_ones_of_entries() {
    let near = vec!["every_days".to_owned()];
    let unknown = ProblemKind::UnknownKey { near };
    let found = planted("every_days = 4", "every_day = 4");
    assert_eq!(
        found,
        [(line_of("every_days = 4"), "grades.A.every_day".to_owned(), unknown)],
        "the number of the rules shipped does not hide what was meant"
    );
    let found = planted(r#"{ key = "cash", en = "cash", "#, r#"{ key = "cash", "#);
    let missing = ProblemKind::Missing { expected: ValueType::Text };
    let line = line_of(r#"key = "cash""#);
    assert_eq!(found, [(line, "lists.payment_forms.1.en".to_owned(), missing)]);
}

/// Returns the shipped text without a table and those below it.
fn without_table(name: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in SHIPPED.lines() {
        if line.starts_with('[') && line.ends_with(']') {
            let table = line.trim_matches(['[', ']']);
            inside = table == name || table.starts_with(&format!("{name}."));
        }
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    assert_ne!(kept, SHIPPED, "{name}");
    kept
}

#[test]
fn what_a_text_leaves_out_is_as_shipped() {
    let whole = Playbook::shipped();
    assert_eq!(whole.from_shipped, Vec::<String>::new());
    let cases = [
        without_table("report"),
        without_table("agenda"),
        without_table("agenda.opening"),
        without_table("lists"),
        without_table("funnel"),
        without_table("grades"),
        without_table("work.inform"),
        SHIPPED.replace("trust = [", "# ["),
        SHIPPED.replace("lever_percent = 10\n", "").replace("month_days = 30\n", ""),
        SHIPPED.replace(r#", zh = "已签合同""#, ""),
        "[report]\n".to_owned(),
    ];
    let named = cases.map(|text| {
        let mut read = Playbook::parse(&text).unwrap();
        let named = std::mem::take(&mut read.from_shipped).join(" ");
        assert_eq!(read, whole, "{named}");
        named
    });
    assert_eq!(
        named,
        [
            "report",
            "agenda",
            "agenda.opening",
            "lists",
            "funnel",
            "grades",
            "work.inform",
            "trust",
            "report.month_days report.lever_percent",
            "signs.contract-signed.zh",
            "currency trust grades signs agenda work matching funnel report.period_days \
             report.month_days report.bottleneck_sample report.ageing_sample \
             report.lever_percent lists",
        ]
    );
}

#[test]
fn what_is_left_out_does_not_change_what_is_said() {
    let text = without_table("report").replace("every_days = 4", "every_days = 3");
    let playbook = Playbook::parse(&text).unwrap();
    assert_eq!(playbook.grades.cadence_days(Grade::A), 3);
    assert_eq!(playbook.report, Playbook::shipped().report);
    let text = without_table("report").replace("zh = \"已到店\"", "zh = \"\"\ncolour = 1");
    let problems = Playbook::parse(&text).unwrap_err();
    assert!(problems.iter().all(|problem| problem.line.is_some()), "{problems:?}");
}

#[test]
fn a_shipped_value_that_does_not_go_with_the_text_is_missing_there() {
    use ProblemKind as P;
    for (from, to, path, kind) in [
        (
            "remind_after_days = 3\nmanager_after_days = 5\nreassign_after_days = 7\n",
            "remind_after_days = 30\nreassign_after_days = 40\n",
            "agenda.escalation.manager_after_days",
            P::Missing { expected: ValueType::Number },
        ),
        (
            "within = { days = 7 }\nevery_days = 2\n",
            "within = { days = 20 }\nevery_days = 2\n",
            "grades.A.within",
            P::HorizonOrder {
                found: Horizon::Days(15),
                nearer: Horizon::Days(20),
                before: Grade::H,
            },
        ),
    ] {
        let text = without_table("grades.A").replace(from, to);
        let problems = Playbook::parse(&text).unwrap_err();
        let found: Vec<_> = problems.iter().map(|one| (one.path.as_str(), &one.kind)).collect();
        assert_eq!(found, [(path, &kind)], "{to}");
    }
    let preset = SHIPPED.find("[[funnel.presets]]").unwrap();
    let second = SHIPPED.find("[[funnel.presets]]\nkey = \"key-account\"").unwrap();
    let own = SHIPPED[preset..second].replace("\"retail\"", "\"shop\"");
    let text = format!("[funnel]\nperson = \"shop\"\n{own}");
    let problems = Playbook::parse(&text).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].to_string(), "`funnel.organisation`: missing; expected a text");
}

#[test]
fn all_problems_are_found_at_once_in_the_order_of_the_text() {
    let text = SHIPPED
        .replace("\"CNY\"", "\"\"")
        .replace("\"came-back\"", "\"come-back\"")
        .replace("first_contacts_per_day = 20", "first_contacts_per_day = 0\ncolour = \"red\"");
    let problems = Playbook::parse(&text).unwrap_err();
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    let expected = "currency grades.B.signs.4 agenda.first_contacts_per_day agenda.colour";
    assert_eq!(paths.join(" "), expected);
    assert!(problems.iter().all(|problem| problem.line.is_some()));
    assert!(problems.is_sorted_by_key(|problem| problem.line));
    let message = problems[1].to_string();
    assert!(message.starts_with("line "), "{message}");
    assert!(message.ends_with("did you mean `came-back`?"), "{message}");
}

#[test]
fn an_empty_text_misses_every_part_once() {
    let problems = Playbook::parse("").unwrap_err();
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "currency", "trust", "grades", "signs", "agenda", "work", "matching", "funnel",
            "report", "lists"
        ]
    );
}

#[test]
fn a_text_that_is_no_toml_is_refused_with_its_line() {
    let problems = Playbook::parse("currency = \"CNY\"\n[grades\n").unwrap_err();
    assert!(!problems.is_empty());
    assert!(problems.iter().all(|p| matches!(p.kind, ProblemKind::Syntax { .. })));
    assert_eq!(problems[0].line, Some(2));
    let twice = Playbook::parse("currency = \"CNY\"\ncurrency = \"EUR\"\n").unwrap_err();
    assert_eq!(twice[0].line, Some(2));
}

proptest::proptest! {
    /// A damaged text is refused or read; it never stops the program.
    #[test]
    fn any_text_is_read_or_refused(at in 0..SHIPPED.len(), length in 0_usize..40, put in "[ -~\n订]{0,8}") {
        let from = SHIPPED.floor_char_boundary(at);
        let to = SHIPPED.floor_char_boundary((at + length).min(SHIPPED.len()));
        let text = format!("{}{put}{}", &SHIPPED[..from], &SHIPPED[to..]);
        if let Err(problems) = Playbook::parse(&text) {
            proptest::prop_assert!(!problems.is_empty());
        }
    }
}
