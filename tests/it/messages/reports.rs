//! `kam report`: what is not counted, what is narrow, what yields nothing.

use crate::messages::{both, ruled, with_accounts};
use crate::report::{QUARTER, with_sources};
use crate::sandbox::Sandbox;

#[test]
fn a_period_is_whole_and_may_have_no_deals() {
    let kam = with_accounts(&[]);
    insta::assert_snapshot!(both(&kam, "report funnel"), @r"
    stage  entered  passed  went on  lost  back  there  conversion %  median days  90 % within  too long  budget  bottleneck
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No deal from 2025-12-03 to 2026-03-02.
    ---- zh ----
    阶段  进入  跳过  前进  战败  退回  停留  转化率%  中位天数  90分位天数  停留过久  预算  瓶颈
    ─────────────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    2025-12-03 至 2026-03-02 没有商机。
    ");
    insta::assert_snapshot!(both(&kam, "report funnel --from 2026-03-02 --to 2026-02-01"), @r"
    ---- stderr ----
    error: the period begins on 2026-03-02 and ends before that, on 2026-02-01
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：期间始于 2026-03-02，却止于更早的 2026-02-01
    ---- exit 2 ----
    ");
}

#[test]
fn a_stage_as_narrow_as_another_is_told_by_its_days() {
    let kam = with_accounts(&["多达运输", "远航物流", "晨光贸易", "海盏酒业", "云麓物流"]);
    kam.out("deal add A5 --model 朗行 --preset project --today 2026-02-10 -q");
    ruled(
        &kam,
        &[
            ("bottleneck_sample = 5", "bottleneck_sample = 2"),
            ("key = \"project\"", "key = \"long-project\""),
        ],
    );
    for account in 1..=4 {
        kam.out(&format!("deal add A{account} --model 朗逸 --preset retail --today 2026-02-03 -q"));
    }
    insta::assert_snapshot!(both(&kam, "report funnel --rows ageing"), @r"
    deal  account  name  stage  since  days  90 % within  owner
    ───────────────────────────────────────────────────────────
    ---- stderr ----
    No open deal stands longer in its stage than nine in ten did, where 5 deals or more have left it.
    warning: 1 deal left out, of a funnel that the playbook does not have
    ---- zh ----
    商机  客户  名称  阶段  起始  天数  90分位天数  销售顾问
    ────────────────────────────────────────────────────────
    ---- stderr ----
    没有跟进中的商机停留超过 90 分位（至少 5 个已离开该阶段才计）。
    警告：已略去 1 个商机：规则手册中没有其漏斗
    ");
    for (move_on, day) in [
        ("lose D2 --cause price", "05"),
        ("lose D3 --cause price", "05"),
        ("stage D4 contacted", "05"),
        ("stage D5 contacted", "05"),
        ("lose D4 --cause price", "20"),
        ("stage D5 visited", "20"),
    ] {
        kam.out(&format!("{move_on} --today 2026-02-{day} -q"));
    }
    insta::assert_snapshot!(both(&kam, "report funnel"), @r"
    stage      entered  passed  went on  lost  back  there  conversion %  median days  90 % within  too long  budget  bottleneck
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    lead             4       0        2     2     0      0            50            2            2              0.00
    contacted        2       0        1     1     0      0            50           15           15              0.00  longest-stay
    visited          1       0        0     0     0      1             0                                        0.00
    driven           0       0        0     0     0      0                                                      0.00
    quoted           0       0        0     0     0      0                                                      0.00
    ordered          0       0        0     0     0      0                                                      0.00
    delivered        0       0        0     0     0      0                                                      0.00
    ---- stderr ----
    Retail, 2025-12-03 to 2026-03-02: 4 opened, 0 won, 3 lost; 1 open.
    Of the 4 opened, 0 had been won by 2026-03-02 (0 %). Of the 3 that were won or lost in these days, whenever opened, 0 were won: win rate 0 %.
    Bottleneck: Contacted: another stage has the same lowest conversion (1 of 2 went on, 50 %), but deals stay here longer: 15 days (median).
    Widen the top by 10 %: 1.33 → 1.47 new deals a month × win rate 0 % = 0.00 more won a month.
    Flatten: too little was opened, won or lost in the period to say.
    Widen the bottom by 10 %: win rate 0.00 → 0.00 % × 1.33 new deals a month = 0.00 more won a month.
    warning: 1 deal left out, of a funnel that the playbook does not have
    ---- zh ----
    阶段    进入  跳过  前进  战败  退回  停留  转化率%  中位天数  90分位天数  停留过久  预算  瓶颈
    ───────────────────────────────────────────────────────────────────────────────────────────────────
    线索       4     0     2     2     0     0       50         2           2            0.00
    已接触     2     0     1     1     0     0       50        15          15            0.00  停留最久
    已到店     1     0     0     0     0     1        0                                  0.00
    已试驾     0     0     0     0     0     0                                           0.00
    已报价     0     0     0     0     0     0                                           0.00
    订单       0     0     0     0     0     0                                           0.00
    交车       0     0     0     0     0     0                                           0.00
    ---- stderr ----
    零售，2025-12-03 至 2026-03-02：新增 4，成交 0，战败 3；跟进中 1。
    新增的 4 个中，截至 2026-03-02 已成交 0 个（0%）。期间成交或战败的共 3 个（不论何时新增），其中成交 0 个，成交率 0%。
    瓶颈：已接触：转化率同为最低（2 个中 1 个，50%），且停留更久：中位 15 天。
    加宽顶部 10%：每月新增 1.33 → 1.47 个 × 成交率 0% = 每月多成交 0.00 个。
    压缩周期：期间内新增、成交或战败太少，无法推算。
    加宽底部 10%：成交率 0.00 → 0.00% × 每月新增 1.33 个 = 每月多成交 0.00 个。
    警告：已略去 1 个商机：规则手册中没有其漏斗
    ");
}

#[test]
fn channels_without_yield_or_below_their_target_are_marked() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    ruled(
        &kam,
        &[(
            "zh = \"网站\", quadrant = \"itself-short\"",
            "zh = \"网站\", quadrant = \"itself-short\", per_month = 5",
        )],
    );
    kam.out("edit A1 --channel D -q");
    kam.out("edit A2 --channel F -q");
    kam.out("deal add A1 --model 朗逸 --preset retail -q");
    kam.out("order D1 --line 朗逸:白:2@200000 -q");
    insta::assert_snapshot!(both(&kam, "report sources --by channel --columns channel,name,ordered,target,mark"), @r"
    channel  name          vehicles ordered  target  mark
    ─────────────────────────────────────────────────────────────
    A        newspaper ad                 0          no-account
    B        radio ad                     0          no-account
    C        TV ad                        0          no-account
    D        website                      2       5  below-target
    E        banner                       0          no-account
    F        exhibition                   0          no-yield
    G        direct mail                  0          no-account
    H        acquaintance                 0          no-account
    I        passing by                   0          no-account
    J        other                        0          no-account
    ---- stderr ----
    Deals, orders and vehicles are those from 2025-12-03 to 2026-03-02.
    ---- zh ----
    渠道  名称      订单台数  目标  提示
    ────────────────────────────────────────
    A     报纸广告         0        无客户
    B     电台广告         0        无客户
    C     电视广告         0        无客户
    D     网站             2     5  低于目标
    E     横幅             0        无客户
    F     展会             0        无产出
    G     直邮             0        无客户
    H     熟人介绍         0        无客户
    I     路过             0        无客户
    J     其他             0        无客户
    ---- stderr ----
    商机、订单、台数为 2025-12-03 至 2026-03-02 的数据。
    ");
}

#[test]
fn lists_planned_and_accounts_of_no_list_are_counted() {
    let kam = with_sources(Sandbox::new());
    insta::assert_snapshot!(both(&kam, &format!("report sources {QUARTER}")), @r"
    source          ask       collected on  collected  checked  added  held  names  deals  orders  delivered
    ────────────────────────────────────────────────────────────────────────────────────────────────────────
    parts-invoices  配件经理  2026-01-10            3        3      2     0      2      2       1          3
    exhibition                                      3        3      1     0      2      1       1          0
    商会            秘书长                          0        0      0     0      0      0       0          0
    no list                                                                             0       0          0
    ---- stderr ----
    3 lists: 6 collected, 6 checked: 3 added, 2 merged, 0 unchanged, 0 held, 1 rejected.
    1 list has not been collected yet.
    Deals, orders and vehicles are those from 2026-01-01 to 2026-03-31.
    ---- zh ----
    数据来源  我要和谁讲  收集日期    收集数  核对数  新增  待定  不重名数  商机  订单  已交数量
    ────────────────────────────────────────────────────────────────────────────────────────────
    配件发票  配件经理    2026-01-10       3       3     2     0         2     2     1         3
    展会                                   3       3     1     0         2     1     1         0
    商会      秘书长                       0       0     0     0         0     0     0         0
    无名单                                                                     0     0         0
    ---- stderr ----
    3 个来源：收集 6，核对 6：新增 3，合并 2，未变 0，待定 0，拒收 1。
    1 个来源尚未收集。
    商机、订单、台数为 2026-01-01 至 2026-03-31 的数据。
    ");
}
