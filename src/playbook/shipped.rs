//! Lists of the domain rules, as the shipped playbook has them word by word.

use super::*;
use crate::model::{Choice as _, EntryPoint, Grade};

/// Domain rules, section 5: the stages of every preset, first to last, by key and Chinese name.
#[test]
fn presets_have_the_stages_of_the_domain_in_their_order() {
    let playbook = Playbook::shipped();
    let told = playbook.funnel.presets().iter().map(|preset| {
        let stages = preset.stages.iter().map(|stage| format!("{} {}", stage.key, stage.label.zh));
        (format!("{} {}", preset.key, preset.label.zh), stages.collect::<Vec<_>>().join(" → "))
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (
                "retail 零售",
                "lead 线索 → contacted 已接触 → visited 已到店 → driven 已试驾 → quoted 已报价 → \
                 ordered 订单 → delivered 交车",
            ),
            (
                "key-account 大客户",
                "lead 线索 → contacted 首次接触 → met 会面与需求 → planned 销售方案 → \
                 proposed 建议书 → negotiating 谈判 → ordered 订单 → delivered 交车",
            ),
            (
                "tender 招标采购",
                "need-arises 需求产生 → need-defined 需求定义 → solution 解决方案 → \
                 evaluation 综合评估 → decided 确定方案 → carried-out 购买实施",
            ),
            (
                "project 项目",
                "screened 客户筛选 → visit-planned 拜访方案 → visited 拜访 → \
                 followed 深度调研和跟踪 → solution 销售方案 → signed 签约 → shipped 物流 → \
                 after-sales 售后服务 → crm 客户关系管理",
            ),
        ]
        .map(|(preset, stages)| (preset.to_owned(), stages.to_owned()))
    );
}

/// Domain rules, section 5: what every transition answers, and whether a skip needs a reason; the
/// stage that makes grade O, whether by hand too, and the one that closes the deal.
#[test]
fn each_preset_says_what_moves_need_and_which_stages_make_o_and_win() {
    let playbook = Playbook::shipped();
    let told = playbook.funnel.presets().iter().map(|preset| {
        let of = |meaning| preset.stages.iter().find(move |stage| stage.means == Some(meaning));
        let (ordered, won) = (of(Meaning::Ordered).unwrap(), of(Meaning::Won).unwrap());
        assert_eq!(preset.stages.last(), Some(won), "the last one closes it");
        let by_hand = |stage: &Stage| if stage.needs_record { "by its record" } else { "by hand" };
        format!(
            "{}: evidence {}, skips {:?}, O at {} {}, won at {} {}",
            preset.key,
            preset.evidence,
            preset.skips,
            ordered.key,
            by_hand(ordered),
            won.key,
            by_hand(won)
        )
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "retail: evidence false, skips Free, O at ordered by its record, won at delivered by \
             its record",
            "key-account: evidence true, skips WithReason, O at ordered by hand, won at delivered \
             by its record",
            "tender: evidence true, skips WithReason, O at decided by hand, won at carried-out by \
             its record",
            "project: evidence false, skips WithReason, O at signed by hand, won at crm by its \
             record",
        ]
    );
}

/// Domain rules, section 5: in retail touch, visit, drive, quote, order and delivery move the deal.
#[test]
fn records_alone_move_a_retail_deal_and_no_touch_moves_another() {
    use MovingRecord as M;
    let playbook = Playbook::shipped();
    let records =
        [M::Contact, M::Visit, M::Showroom, M::TestDrive, M::Quote, M::Order, M::Delivery];
    let moved = |preset: &str| {
        let stages = playbook.funnel.preset(preset).unwrap().stages.iter();
        let by = |stage: &Stage| {
            let by = records.iter().filter(|record| stage.is_moved_by(**record));
            let by: Vec<String> = by.map(|record| format!("{record:?}")).collect();
            (!by.is_empty()).then(|| format!("{} {}", stage.key, by.join("+")))
        };
        stages.filter_map(by).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        moved("retail"),
        "contacted Contact, visited Showroom, driven TestDrive, quoted Quote, ordered Order, \
         delivered Delivery"
    );
    for (preset, expected) in [
        ("key-account", "ordered Order, delivered Delivery"),
        ("tender", "decided Order, carried-out Delivery"),
        ("project", "signed Order, crm Delivery"),
    ] {
        assert_eq!(moved(preset), expected, "{preset}");
    }
}

/// Domain rules, section 5: entry points are written so that none is read as a grade.
#[test]
fn entry_points_are_a_to_d_and_none_is_a_grade() {
    let told: Vec<_> = EntryPoint::ALL.iter().map(|point| (point.key(), point.term())).collect();
    assert_eq!(
        told,
        [
            ("entry-a", "切入点A"),
            ("entry-b", "切入点B"),
            ("entry-c", "切入点C"),
            ("entry-d", "切入点D"),
        ]
    );
    for (key, label) in told {
        assert!(key.parse::<Grade>().is_err() && label.parse::<Grade>().is_err(), "{key}");
    }
}

/// Domain rules, section 4, item 2: first attempt within the channel's limit in opening minutes,
/// web-lead 120; others 24 h. D is the code of the web site in the registers.
#[test]
fn a_web_lead_is_answered_within_120_opening_minutes_and_others_within_24_hours() {
    let first_response = Playbook::shipped().agenda.first_response;
    for (channel, limit) in [
        (Some("web-lead"), ResponseLimit::OpeningMinutes(120)),
        (Some("WEB-LEAD"), ResponseLimit::OpeningMinutes(120)),
        (Some("D"), ResponseLimit::OpeningMinutes(120)),
        (Some(" d "), ResponseLimit::OpeningMinutes(120)),
        (Some("call-in"), ResponseLimit::Hours(24)),
        (Some("walk-in"), ResponseLimit::Hours(24)),
        (Some("A"), ResponseLimit::Hours(24)),
        (Some("I"), ResponseLimit::Hours(24)),
        (Some("J"), ResponseLimit::Hours(24)),
        (Some("unheard of"), ResponseLimit::Hours(24)),
        (None, ResponseLimit::Hours(24)),
    ] {
        assert_eq!(first_response.limit(channel), limit, "{channel:?}");
    }
    assert_eq!(first_response.opening_minutes.len(), 2);
}

/// Domain rules, section 4: the steps of the buying cycle and the means that move a customer on.
#[test]
fn each_step_of_the_buying_cycle_has_the_means_of_the_domain() {
    let playbook = Playbook::shipped();
    let told = playbook.agenda.buying_cycle.iter().map(|step| {
        let means = step.means.as_ref();
        let means = means.map_or(["", ""], |means| [means.en.as_str(), means.zh.as_str()]);
        [step.key.as_str(), step.label.zh.as_str(), means[0], means[1]]
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            [
                "no-need",
                "无需求",
                "attention: catalogue, letter, call",
                "引起注意：目录、信函、电话"
            ],
            ["aware", "有购买意识", "interest: benefits", "引起兴趣：利益"],
            ["wants", "想要购买", "desire: presentation, test drive", "激发欲望：产品展示、试驾"],
            ["criteria", "设定购买标准", "action: purchase, delivery", "促成行动：购买、交车"],
            ["buys", "成交", "", ""],
        ]
    );
}

/// Domain rules, section 4: what a visit is to reach, by the number of visits before it.
#[test]
fn visit_goals_are_those_of_the_first_second_third_and_later_visits() {
    let agenda = Playbook::shipped().agenda;
    for (visits, en, zh) in [
        (0, "be accepted", "被接受"),
        (1, "a first relation: can talk", "建立初步关系，可以交谈"),
        (2, "trust: can talk about everything", "建立信任，无话不谈"),
        (3, "absolute trust, partnership", "绝对信任，伙伴关系"),
        (9, "absolute trust, partnership", "绝对信任，伙伴关系"),
    ] {
        let goal = agenda.visit_goal(visits).unwrap();
        assert_eq!((goal.en.as_str(), goal.zh.as_str()), (en, zh), "after {visits} visits");
    }
}

/// Domain rules, section 4: the suggested work of every grade, and of a first contact.
#[test]
fn each_grade_has_the_work_of_the_domain() {
    let playbook = Playbook::shipped();
    let steps = |work| {
        let found = playbook.work(work);
        assert_eq!(found.en.len(), found.zh.len(), "{work:?}: each step in both languages");
        [found.en.join("; "), found.zh.join("；")]
    };
    let work = |grade| steps(playbook.grades.row(grade).work);
    let order = ["payment; plate; insurance; parts; delivery", "付款；上牌；保险；配件；交车"];
    let close = [
        "strengthen confidence in the product; handle objections; answer questions; promote the \
         close; explain the purchase process; analyse needs",
        "增强产品信心；处理异议；解答疑问；促进成交；说明购车流程；分析需求",
    ];
    let build = [
        "build confidence in the brand; introduce the product and its points; introduce \
         yourself; complete the record; agree the next visit",
        "建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访",
    ];
    let inform = [
        "offer related products and events; keep the relation; explain after-sales service",
        "推介相关产品与活动；维系关系；说明售后服务",
    ];
    for (grade, expected) in [
        (Grade::O, order),
        (Grade::H, close),
        (Grade::A, close),
        (Grade::B, close),
        (Grade::C, build),
        (Grade::N, build),
        (Grade::None, inform),
    ] {
        assert_eq!(work(grade), expected.map(str::to_owned), "{grade}");
    }
}
