//! What the agenda says of an item beside its reason (domain rules, section 4): the contact to reach,
//! the suggested work, segments, visit goals, the buying cycle.

use crate::prospects::{Prospect, firm, with};
use crate::sandbox::{Sandbox, on_both};

fn sandbox(accounts: &[Prospect]) -> Sandbox {
    with(Sandbox::new(), accounts)
}

/// Returns the columns of everybody's agenda as rows, in one language for people or as data.
fn rows(kam: &Sandbox, how: &str, columns: &str) -> Vec<String> {
    let (lang, format) = match how {
        "data" => ("en", "-f csv --no-header"),
        lang => (lang, ""),
    };
    let said = kam.out(&format!("--lang {lang} -q agenda --all --columns {columns} {format}"));
    let lines = said.lines().skip(if how == "data" { 0 } else { 2 });
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The contact to reach: the one who answers the first phone, else the first contact; with the best
/// time and the phone.
#[test]
fn the_contact_to_reach_answers_the_first_phone_or_is_the_first() {
    on_both(|kam| {
        kam.out("staff add 李娜 -q");
        for command in [
            // The first phone is the firm's own: the first contact.
            "add 甲公司 --phone 0571-65551234 --owner 李娜 -q",
            "contact add A1 赵一 --best-time 下午 -q",
            "contact add A1 钱二 --phone 13800138002 --best-time 上午 -q",
            // The second contact answers the first phone.
            "add 乙公司 --owner 李娜 -q",
            "contact add A2 孙三 --best-time 下午 -q",
            "contact add A2 李四 --phone 13800138004 --best-time 上午 -q",
            "contact add A2 郑七 --phone 13800138005 --best-time 中午 -q",
            // No phone at all.
            "add 丙公司 --owner 李娜 -q",
            "contact add A3 周五 --best-time 晚上 -q",
            "contact add A3 吴六 -q",
            // No contact.
            "add 丁公司 --phone 0571-65551235 --owner 李娜 -q",
        ] {
            kam.out(command);
        }
        let columns = "account,contact,phone,best_time";
        let expected = [
            "A1,赵一,057165551234,下午",
            "A2,李四,13800138004,上午",
            "A3,周五,,晚上",
            "A4,,057165551235,",
        ];
        assert_eq!(rows(kam, "data", columns), expected);
        for (lang, header) in [("en", "best time"), ("zh", "最佳联系时间")] {
            let said = kam.out(&format!("--lang {lang} -q agenda --all --columns {columns}"));
            assert!(said.lines().next().is_some_and(|line| line.ends_with(header)), "{said}");
            let people = ["A1 赵一 057165551234 下午", "A2 李四 13800138004 上午", "A3 周五 晚上"];
            assert_eq!(rows(kam, lang, columns)[..3], people);
        }
    });
}

/// Segments of prospects: hopeful and not contacted, hopeful, loyal without power, bought another
/// brand by the cause of the loss, by the brand named, by a vehicle; not of who bought from us.
#[test]
fn prospects_are_in_their_segments() {
    on_both(|kam| {
        kam.out("staff add 李娜 -q");
        let names = ["竞品", "品牌", "车辆", "自销", "忠诚", "接触", "新", "无力", "再来"];
        for (name, at) in names.iter().zip(1..) {
            kam.out(&format!("add {name}公司 --phone 1380013800{at} --owner 李娜 --new -q"));
        }
        for account in [1, 2, 3, 5, 6, 8, 9] {
            kam.out(&format!("deal add A{account} --model 拓川 --opened 2026-02-10 -q"));
        }
        kam.file(
            "vehicles.csv",
            "客户名称,车牌号,品牌,车型,保有类型\n\
             车辆公司,浙A12345,远方,远途,他厂牌\n\
             自销公司,浙A12346,我们,拓川,自销\n",
        );
        for command in [
            "lose D1 --cause competitor -q",
            "lose D2 --cause price --brand 安达 -q",
            "lose D3 --cause price -q",
            "import vehicles.csv --source fleet-list -q",
            "deal edit D4 --power no --confidence yes -q",
            "log A6 call --on 2026-02-20 -q",
            "deal edit D6 --power no --confidence unknown -q",
            "log A9 call --on 2026-02-20 -q",
            "lose D7 --cause competitor -q",
            "deal add A9 --model 朗逸 -q",
            "grade --all -q",
        ] {
            kam.out(command);
        }
        for account in 1..=9 {
            kam.out(&format!("book A{account} 2026-03-02 -q"));
        }
        assert_eq!(
            rows(kam, "data", "account,segment"),
            [
                "A1,other-brand",
                "A2,other-brand",
                "A3,other-brand",
                "A4,",
                "A5,loyal-without-power",
                "A6,hopeful",
                "A7,not-contacted",
                "A8,",
                "A9,hopeful",
            ]
        );
        for (lang, expected) in [
            (
                "en",
                [
                    "A1 bought another brand: influence",
                    "A4",
                    "A5 loyal without power: push gently",
                    "A6 hopeful: follow, promote, close",
                    "A7 hopeful, not contacted: develop",
                ],
            ),
            (
                "zh",
                [
                    "A1 已购他品牌：施加影响",
                    "A4",
                    "A5 无购买力的忠诚客户：温和推动",
                    "A6 有望：跟进、促进、成交",
                    "A7 未接触：开发",
                ],
            ),
        ] {
            let found = rows(kam, lang, "account,segment");
            let shown = [0, 3, 4, 5, 6].map(|at: usize| found[at].clone());
            assert_eq!(shown, expected, "{lang}");
        }
    });
}

/// Where the customer stands in the buying cycle stands beside the item, with the means that move
/// them on.
#[test]
fn the_buying_cycle_and_its_means_stand_beside_the_item() {
    let kam = sandbox(
        &["甲", "乙", "丙", "丁", "戊", "己"].map(|name| firm(name).owned(1, "2026-02-01")),
    );
    for (account, cycle) in
        [(1, "no-need"), (2, "有购买意识"), (3, "wants"), (4, "criteria"), (5, "成交"), (6, "")]
    {
        kam.out(&format!("deal add A{account} --opened 2026-02-10 -q"));
        if !cycle.is_empty() {
            kam.out(&format!("deal edit D{account} --cycle {cycle} -q"));
        }
    }
    for (how, expected) in [
        (
            "data",
            [
                r#"A1,no-need,"attention: catalogue, letter, call""#,
                "A2,aware,interest: benefits",
                r#"A3,wants,"desire: presentation, test drive""#,
                r#"A4,criteria,"action: purchase, delivery""#,
                "A5,buys,",
                "A6,,",
            ],
        ),
        (
            "en",
            [
                "A1 no need attention: catalogue, letter, call",
                "A2 aware interest: benefits",
                "A3 wants to buy desire: presentation, test drive",
                "A4 sets criteria action: purchase, delivery",
                "A5 buys",
                "A6",
            ],
        ),
        (
            "zh",
            [
                "A1 无需求 引起注意：目录、信函、电话",
                "A2 有购买意识 引起兴趣：利益",
                "A3 想要购买 激发欲望：产品展示、试驾",
                "A4 设定购买标准 促成行动：购买、交车",
                "A5 成交",
                "A6",
            ],
        ),
    ] {
        assert_eq!(rows(&kam, how, "account,buying_cycle,means"), expected, "{how}");
    }
}

/// Visit goals by the number of visits so far, ours and theirs, that met somebody.
#[test]
fn visit_goals_go_by_the_number_of_visits() {
    let kam = sandbox(&[firm("多达运输").owned(1, "2026-02-01")]);
    kam.out("deal add A1 --opened 2026-02-01 -q");
    let mut visits = 0;
    let mut visit = |command: &str, counts: i32| {
        kam.out(&format!("{command} -q"));
        visits += counts;
        let of = |how: &str| rows(&kam, how, "visits,visit_goal");
        (of("data").join("|"), of("zh").join("|"), visits)
    };
    for (command, counts, en, zh) in [
        ("log A1 call --on 2026-02-01", 0, "be accepted", "被接受"),
        ("log A1 visit no-answer --on 2026-02-02", 0, "be accepted", "被接受"),
        ("log A1 visit --on 2026-02-03", 1, "a first relation: can talk", "建立初步关系，可以交谈"),
        (
            "log A1 showroom --on 2026-02-04",
            1,
            "trust: can talk about everything",
            "建立信任，无话不谈",
        ),
        ("log A1 showroom --on 2026-02-05", 1, "absolute trust, partnership", "绝对信任，伙伴关系"),
        ("log A1 visit --on 2026-02-06", 1, "absolute trust, partnership", "绝对信任，伙伴关系"),
    ] {
        let (data, people, visits) = visit(command, counts);
        let quoted = if en.contains(',') { format!("\"{en}\"") } else { en.to_owned() };
        assert_eq!(data, format!("{visits},{quoted}"), "{command}");
        assert_eq!(people, format!("{visits} {zh}"), "{command}");
    }
    for day in 7..12 {
        kam.out(&format!("log A1 visit --on 2026-02-{day:02} -q"));
    }
    assert_eq!(rows(&kam, "zh", "visits,visit_goal"), ["9 绝对信任，伙伴关系"]);
}

/// The suggested work in words: of O, of a deal that is worth no grade, of lost and retained
/// customers, reached or not, and of a VIP.
#[test]
fn the_suggested_work_is_said_in_words() {
    let kam = sandbox(
        &["订单", "不定级", "战败", "成交", "贵宾", "新"]
            .map(|name| firm(name).owned(1, "2026-02-01")),
    );
    for command in [
        "edit A1 --add-phone 13800138001 -q",
        "edit A2 --add-phone 13800138002 -q",
        "deal add A1 --model 拓川 --opened 2026-02-10 -q",
        "deal add A2 --model 拓川 --opened 2026-02-10 -q",
        "deal add A3 --model 拓川 --opened 2026-02-10 -q",
        "deal add A4 --model 拓川 --opened 2026-02-10 -q",
        "order D1 --line 拓川 --reason a -q",
        "deal edit D2 --power no -q",
        "lose D3 --cause competitor -q",
        "order D4 --line 拓川 --reason a -q",
        "deliver R2 -q",
        "edit A5 --add-tag vip -q",
        "log A5 call --on 2026-02-10 -q",
        "grade --all -q",
        "book A1 2026-03-02 -q",
        "book A2 2026-03-02 -q",
        "book A3 2026-03-02 -q",
        "book A4 2026-03-02 -q",
        "book A5 2026-03-02 -q",
    ] {
        kam.out(command);
    }
    assert_eq!(
        rows(&kam, "data", "account,grade,work"),
        [
            "A1,O,order",
            "A2,-,inform",
            "A3,,inform",
            "A4,,inform",
            "A5,,inform",
            "A6,,first-contact"
        ]
    );
    let work = |lang: &str| {
        let said = kam.run(&["--lang", lang, "agenda", "--all"]);
        let said = String::from_utf8(said.stderr).unwrap();
        said.lines()
            .filter(|line| line.contains([';', '；']))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    insta::assert_snapshot!([work("en"), work("zh")].concat().join("\n"), @r"
    O: payment; plate; insurance; parts; delivery
    no open deal, -: offer related products and events; keep the relation; explain after-sales service
    first contact: settle the purpose and whom to ask for; open so that attention and interest are gained; have answers ready for likely refusals; note what was said, what was agreed and what comes next
    O：付款；上牌；保险；配件；交车
    无未结商机、-：推介相关产品与活动；维系关系；说明售后服务
    首次联系：明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
    ");
    // Whoever was never reached, but had a deal, is asked no first questions.
    let why = kam.out("agenda --why A3");
    assert!(!why.contains("First call"), "{why}");
}

/// First contacts up to a daily capacity per consultant (20): where it just suffices nothing is said,
/// and how many were left out is.
#[test]
fn what_the_capacity_leaves_out_is_said_and_nothing_where_it_suffices() {
    let kam = sandbox(&vec![firm("新客户").owned(1, "2026-02-26"); 20]);
    crate::prospects::add(&kam, &vec![firm("新客户").owned(2, "2026-02-26"); 19]);
    let said = |lang: &str| {
        let output = kam.run(&["--lang", lang, "agenda", "--all", "-f", "ids"]);
        let listed = String::from_utf8(output.stdout).unwrap().lines().count();
        let said = String::from_utf8(output.stderr).unwrap();
        let left = said.lines().find(|line| line.contains("left out") || line.contains("未列出"));
        (listed, left.map(str::to_owned))
    };
    assert_eq!((said("en"), said("zh")), ((39, None), (39, None)), "20 and 19");
    crate::prospects::add(&kam, &[firm("新客户").owned(1, "2026-02-27")]);
    let en = "1 more first contact left out: 20 a day for each consultant.".to_owned();
    let zh = "另有 1 个首次联系未列出：每位顾问每天 20 个。".to_owned();
    assert_eq!((said("en"), said("zh")), ((39, Some(en)), (39, Some(zh))), "21 and 19");
}
