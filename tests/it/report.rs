//! `kam report`: figures of a small store, worked out by hand.

use std::fmt::Write as _;

use kam::model::{
    Account, AccountId, AccountKind, Day, Deal, DealId, DealState, Delivery, Money, Order, OrderId,
    OrderLine, Source, SourceKind, StaffId, StageMove,
};
use kam::store::{Op, StoreError};

use crate::prospects::{caller, with};
use crate::sandbox::Sandbox;

/// Day 0 is the first of 2026.
fn day(offset: i64) -> Day {
    "2026-01-01".parse::<Day>().unwrap().plus_days(offset)
}

/// The days of the figures, asked later.
pub(crate) const QUARTER: &str = "--from 2026-01-01 --to 2026-03-31 --today 2026-04-20";

/// Deal, opened, moves, how and when it ended, budget in yuan.
type Row = (i64, i64, &'static [(&'static str, i64)], Option<(DealState, i64)>, Option<i64>);

/// The deals of the unit tests of the funnel report, where each figure is worked out: 1 and 2 won,
/// 3, 8 and 9 lost, 10 frozen, 11 back and forth, 12 moved and 13 opened after the quarter, 14 opened
/// again.
const DEALS: &[Row] = &[
    (
        1,
        0,
        &[
            ("contacted", 2),
            ("visited", 5),
            ("driven", 6),
            ("quoted", 10),
            ("ordered", 20),
            ("delivered", 40),
        ],
        Some((DealState::Won, 40)),
        Some(100),
    ),
    (
        2,
        1,
        &[("contacted", 3), ("visited", 9), ("quoted", 12), ("ordered", 30), ("delivered", 50)],
        Some((DealState::Won, 50)),
        None,
    ),
    (3, 5, &[("contacted", 6)], Some((DealState::Lost, 26)), Some(200)),
    (4, 8, &[("contacted", 12), ("visited", 20), ("contacted", 30)], None, Some(50)),
    (5, 10, &[("contacted", 11), ("visited", 15), ("driven", 18)], None, None),
    (6, 10, &[], None, Some(10)),
    (7, 20, &[("ordered", 25)], None, Some(300)),
    (8, -30, &[("contacted", -20), ("visited", 5)], Some((DealState::Lost, 60)), Some(400)),
    (9, -10, &[], Some((DealState::Lost, 15)), None),
    (10, 30, &[("contacted", 34), ("visited", 35)], Some((DealState::Frozen, 50)), Some(20)),
    (
        11,
        40,
        &[("contacted", 41), ("visited", 44), ("quoted", 50), ("visited", 60), ("quoted", 70)],
        None,
        Some(30),
    ),
    (12, 50, &[("contacted", 100)], None, Some(40)),
    (13, 95, &[], None, Some(1000)),
    (14, 60, &[("contacted", 62), ("contacted", 70)], None, Some(5)),
];

fn write(kam: &Sandbox, work: impl FnOnce(&mut Op<'_>) -> Result<(), StoreError>) {
    kam.open().write::<_, StoreError>(&caller(), false, work).unwrap();
}

/// An account each for 李娜 and 王芳, the first of an industry; odd deals are the first's.
fn fill(kam: Sandbox) -> Sandbox {
    let kam = with(kam, &[]);
    write(&kam, |op| {
        for (name, owner, industry, channel) in
            [("多达运输", 1, Some("物流"), Some("F")), ("远航物流", 2, None, None)]
        {
            let account = Account {
                id: op.next_id()?,
                owner: Some(StaffId(owner)),
                industry: industry.map(str::to_owned),
                channel: channel.map(str::to_owned),
                ..Account::blank(AccountKind::Organisation, name.to_owned(), day(-40))
            };
            op.insert(&account)?;
        }
        DEALS.iter().try_for_each(|row| insert(op, row))
    });
    kam
}

fn insert(op: &mut Op<'_>, (number, opened, moves, ended, budget): &Row) -> Result<(), StoreError> {
    let account = AccountId(2 - number % 2);
    let stage = moves.last().map_or("lead", |(stage, _)| stage).to_owned();
    let deal = Deal {
        id: op.next_id()?,
        state: ended.map_or(DealState::Open, |(state, _)| state),
        closed_on: ended.map(|(_, offset)| day(offset)),
        budget: budget.and_then(Money::from_units),
        model: Some(if *number < 8 { "朗逸" } else { "朗行" }.to_owned()),
        ..Deal::blank(account, "retail".to_owned(), stage, day(*opened))
    };
    assert_eq!(deal.id, DealId(*number));
    op.insert(&deal)?;
    let mut at = "lead";
    for (to, offset) in *moves {
        let step = StageMove {
            id: op.next_id()?,
            deal: deal.id,
            from_stage: at.to_owned(),
            to_stage: (*to).to_owned(),
            day: day(*offset),
            staff: None,
            evidence: None,
            evidence_source: None,
            reason: None,
            doing: None,
            planned: None,
            finished: None,
            items: Vec::new(),
            moved_by: None,
        };
        op.insert(&step)?;
        at = to;
    }
    Ok(())
}

#[test]
fn a_funnel_shows_what_became_of_its_deals() {
    let kam = fill(Sandbox::new());
    insta::assert_snapshot!(kam.kam(&format!("report funnel {QUARTER}")), @r"
    stage      entered  passed  went on  lost  back  there  conversion %  median days  90 % within  too long  budget  bottleneck
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    lead            11       0        9     0     0      2            82            2            5         2  755.00
    contacted        9       1        6     1     0      2            67            3           20         1  705.00
    visited          8       1        5     1     1      1            63            3           55         0  900.00  lowest-conversion
    driven           5       3        4     0     0      1            80            4            4            430.00
    quoted           4       1        3     0     0      1            75           10           18            430.00
    ordered          3       0        2     0     0      1            67           20           20            400.00
    delivered        2       0        0     0     0      2                                                    100.00
    ---- stderr ----
    Retail, 2026-01-01 to 2026-03-31: 11 opened, 2 won, 3 lost; 7 open.
    Of the 11 opened, 2 had been won by 2026-03-31 (18 %). Of the 5 that were won or lost in these days, whenever opened, 2 were won: win rate 40 %.
    Bottleneck: Visited, the lowest conversion: 5 of 8 went on (63 %).
    3 open deals stand longer in the stage than nine in ten did: `kam report funnel --rows ageing`.
    Widen the top by 10 %: 3.67 → 4.03 new deals a month × win rate 40 % = 0.15 more won a month.
    Flatten by 10 %: 40.00 → 36.00 days from opened to won; 7 open × win rate 40 %, done so much sooner = 0.23 more won a month.
    Widen the bottom by 10 %: win rate 40.00 → 44.00 % × 3.67 new deals a month = 0.15 more won a month.
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh report funnel {QUARTER}")), @r"
    阶段    进入  跳过  前进  战败  退回  停留  转化率%  中位天数  90分位天数  停留过久    预算  瓶颈
    ───────────────────────────────────────────────────────────────────────────────────────────────────────
    线索      11     0     9     0     0     2       82         2           5         2  755.00
    已接触     9     1     6     1     0     2       67         3          20         1  705.00
    已到店     8     1     5     1     1     1       63         3          55         0  900.00  转化率最低
    已试驾     5     3     4     0     0     1       80         4           4            430.00
    已报价     4     1     3     0     0     1       75        10          18            430.00
    订单       3     0     2     0     0     1       67        20          20            400.00
    交车       2     0     0     0     0     2                                           100.00
    ---- stderr ----
    零售，2026-01-01 至 2026-03-31：新增 11，成交 2，战败 3；跟进中 7。
    新增的 11 个中，截至 2026-03-31 已成交 2 个（18%）。期间成交或战败的共 5 个（不论何时新增），其中成交 2 个，成交率 40%。
    瓶颈：已到店，转化率最低：8 个中 5 个进入下一步（63%）。
    3 个跟进中的商机停留超过 90 分位：`kam report funnel --rows ageing`。
    加宽顶部 10%：每月新增 3.67 → 4.03 个 × 成交率 40% = 每月多成交 0.15 个。
    压缩周期 10%：从新增到成交 40.00 → 36.00 天；跟进中 7 个 × 成交率 40%，提前完成 = 每月多成交 0.23 个。
    加宽底部 10%：成交率 40.00 → 44.00% × 每月新增 3.67 个 = 每月多成交 0.15 个。
    ");
}

#[test]
fn a_funnel_as_data() {
    let kam = fill(Sandbox::new());
    insta::assert_snapshot!(kam.out(&format!("report funnel {QUARTER} -f csv")), @r"
    preset,group,stage,entered,passed,forward,lost,back,there,conversion,median_days,p90_days,standing,aged,budget,without_budget,bottleneck
    retail,,lead,11,0,9,0,0,2,82,2,5,2,2,755.00,2,
    retail,,contacted,9,1,6,1,0,2,67,3,20,2,1,705.00,2,
    retail,,visited,8,1,5,1,1,1,63,3,55,0,0,900.00,2,lowest-conversion
    retail,,driven,5,3,4,0,0,1,80,4,4,1,,430.00,2,
    retail,,quoted,4,1,3,0,0,1,75,10,18,1,,430.00,1,
    retail,,ordered,3,0,2,0,0,1,67,20,20,1,,400.00,1,
    retail,,delivered,2,0,0,0,0,2,,,,0,,100.00,1,
    ");
    insta::assert_snapshot!(kam.out(&format!("report funnel {QUARTER} --rows overall -f json")), @r#"
    [
    {"preset":"retail","group":null,"opened":11,"opened_won":2,"opened_lost":1,"conversion":18,"won":2,"lost":3,"win_rate":40,"median_days":40,"p90_days":49,"open":7,"budget":"755.00","without_budget":2}
    ]
    "#);
    insta::assert_snapshot!(kam.out(&format!("report funnel {QUARTER} --rows levers -f csv")), @r"
    preset,group,lever,now,then,gain
    retail,,inflow,3.67,4.03,0.15
    retail,,cycle-time,40.00,36.00,0.23
    retail,,win-rate,40.00,44.00,0.15
    ");
}

#[test]
fn deals_that_stand_too_long_are_listed() {
    let kam = fill(Sandbox::new());
    insta::assert_snapshot!(kam.kam(&format!("report funnel {QUARTER} --rows ageing")), @r"
    deal  account  name      stage      since       days  90 % within  owner
    ────────────────────────────────────────────────────────────────────────
    D6    A2       远航物流  lead       2026-01-11    79            5  王芳
    D4    A2       远航物流  contacted  2026-01-31    59           20  王芳
    D12   A2       远航物流  lead       2026-02-20    39            5  王芳
    ");
    let ids = kam.out(&format!("report funnel {QUARTER} --rows ageing -f ids"));
    assert_eq!(ids, "D6\nD4\nD12\n");
    // Of hers, fewer than five have left each stage.
    insta::assert_snapshot!(kam.kam(&format!("report funnel {QUARTER} --rows ageing owner:李娜")), @r"
    deal  account  name  stage  since  days  90 % within  owner
    ───────────────────────────────────────────────────────────
    ---- stderr ----
    No open deal stands longer in its stage than nine in ten did, where 5 deals or more have left it.
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh report funnel {QUARTER} --rows ageing owner:李娜")), @r"
    商机  客户  名称  阶段  起始  天数  90分位天数  销售顾问
    ────────────────────────────────────────────────────────
    ---- stderr ----
    没有跟进中的商机停留超过 90 分位（至少 5 个已离开该阶段才计）。
    ");
}

#[test]
fn figures_are_divided_and_add_up() {
    let kam = fill(Sandbox::new());
    for by in ["shop", "owner", "channel", "industry", "model"] {
        let asked = format!(
            "report funnel {QUARTER} --by {by} -f csv --no-header --columns entered,forward,lost,back,there,standing,without_budget"
        );
        let sum = |text: &str| -> Vec<i64> {
            text.lines().fold(vec![0; 7], |sum, line| {
                let cells = line.split(',').map(|cell| cell.parse::<i64>().unwrap());
                sum.into_iter().zip(cells).map(|(sum, cell)| sum + cell).collect()
            })
        };
        let whole = asked.replace(&format!("--by {by} "), "");
        assert_eq!(sum(&kam.out(&asked)), sum(&kam.out(&whole)), "{by}");
    }
    insta::assert_snapshot!(kam.out(&format!("report funnel {QUARTER} --by owner --rows overall")), @r"
    group  opened  conversion %  won  lost  win rate %  median days  90 % within  open  budget
    ──────────────────────────────────────────────────────────────────────────────────────────
    李娜        5            20    1     2          33           40           40     3  630.00
    王芳        6            17    1     1          50           49           49     4  125.00
    ");
    insta::assert_snapshot!(kam.out(&format!("report funnel {QUARTER} --by industry --rows overall -f csv --columns group,opened,won,lost")), @r"
    group,opened,won,lost
    物流,5,1,2
    ,6,1,1
    ");
}

#[test]
fn a_filter_asks_the_deal_itself() {
    let kam = fill(Sandbox::new());
    for (filter, opened) in
        [("model:朗逸", "7"), ("budget>=100", "3"), ("industry:物流", "5"), ("stage:lead", "1")]
    {
        let found = kam.out(&format!(
            "report funnel {filter} {QUARTER} --rows overall -f csv --no-header --columns opened"
        ));
        assert_eq!(found.trim(), opened, "{filter}");
    }
}

#[test]
fn a_funnel_without_deals_says_so() {
    let kam = fill(Sandbox::new());
    insta::assert_snapshot!(kam.kam("report funnel owner: --preset tender --from 2026-01-01 --to 2026-03-31"), @r"
    stage         entered  passed  went on  lost  back  there  conversion %  median days  90 % within  too long  budget  bottleneck
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    need-arises         0       0        0     0     0      0                                                      0.00
    need-defined        0       0        0     0     0      0                                                      0.00
    solution            0       0        0     0     0      0                                                      0.00
    evaluation          0       0        0     0     0      0                                                      0.00
    decided             0       0        0     0     0      0                                                      0.00
    carried-out         0       0        0     0     0      0                                                      0.00
    ---- stderr ----
    Tender, 2026-01-01 to 2026-03-31: 0 opened, 0 won, 0 lost; 0 open.
    Widen the top: too little was opened, won or lost in the period to say.
    Flatten: too little was opened, won or lost in the period to say.
    Widen the bottom: too little was opened, won or lost in the period to say.
    ");
    insta::assert_snapshot!(kam.kam("report funnel --from 2020-01-01 --to 2020-03-31"), @r"
    stage  entered  passed  went on  lost  back  there  conversion %  median days  90 % within  too long  budget  bottleneck
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No deal from 2020-01-01 to 2020-03-31.
    ");
    insta::assert_snapshot!(kam.kam("report funnel --preset bogus"), @r"
    ---- stderr ----
    error: `--preset`: `bogus` is none of retail (零售), key-account (大客户), tender (招标采购), project (项目)
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh report funnel --from 2026-03-02 --to 2026-03-01"), @r"
    ---- stderr ----
    错误：期间始于 2026-03-02，却止于更早的 2026-03-01
    ---- exit 2 ----
    ");
}

/// The period is 90 days to today where none is named: from 2025-12-03 on 2 March 2026.
#[test]
fn the_period_ends_today_where_none_is_named() {
    let kam = fill(Sandbox::new());
    let said = kam.kam("report funnel");
    assert!(said.contains("Retail, 2025-12-03 to 2026-03-02:"), "{said}");
}

/// Two lists imported, one planned; orders and deliveries of accounts of both.
pub(crate) fn with_sources(kam: Sandbox) -> Sandbox {
    kam.file(
        "parts.csv",
        "客户名称,电话,日期,金额\n多达运输,13800138001,2026-01-05,100\n多达运输,13800138001,2026-01-06,200\n远航物流,13800138002,2026-01-07,300\n,,,\n",
    );
    kam.file(
        "fair.csv",
        "公司,电话,渠道\n远航物流,13800138002,展会\n云麓矿业,13800138003,展会\n,,路过\n",
    );
    let kam = with(kam, &[]);
    kam.out("import parts.csv --source 配件发票 --asked 配件经理 --collected 2026-01-10 -q");
    kam.kam("import fair.csv --source exhibition -q");
    kam.out("add 路人甲 --kind person -q");
    write(&kam, |op| {
        let source = Source {
            id: op.next_id()?,
            kind: SourceKind::Association,
            name: "商会".to_owned(),
            ask: Some("秘书长".to_owned()),
            planned_on: Some(day(100)),
            note: None,
        };
        op.insert(&source)?;
        for (account, opened, ordered, quantity, short, delivered) in [
            (1, 5, Some(20), 5, 1, 3),
            (1, 30, None, 0, 0, 0),
            (3, 40, Some(60), 2, 0, 0),
            (3, -60, Some(-50), 9, 0, 9),
        ] {
            yield_of(op, AccountId(account), opened, ordered, [quantity, short, delivered])?;
        }
        Ok(())
    });
    kam
}

/// Opens a deal and, where it was ordered, enters an order of one line and its delivery ten days
/// later.
fn yield_of(
    op: &mut Op<'_>,
    account: AccountId,
    opened: i64,
    ordered: Option<i64>,
    [quantity, short, delivered]: [i64; 3],
) -> Result<(), StoreError> {
    let blank = Deal::blank(account, "key-account".to_owned(), "lead".to_owned(), day(opened));
    let deal = Deal { id: op.next_id()?, ..blank };
    op.insert(&deal)?;
    let Some(on) = ordered else { return Ok(()) };
    let order = Order {
        id: op.next_id::<OrderId>()?,
        deal: deal.id,
        number: None,
        day: day(on),
        deposit: None,
        payment: None,
        promised_on: None,
        signed_on: None,
        paid_on: None,
        note: None,
    };
    op.insert(&order)?;
    let line = OrderLine {
        id: op.next_id()?,
        sales_order: order.id,
        model: "朗逸".to_owned(),
        colour: None,
        quantity,
        price: None,
        delivered,
        version: None,
        short,
    };
    op.insert(&line)?;
    if delivered > 0 {
        let delivery = Delivery {
            id: op.next_id()?,
            order_line: line.id,
            day: day(on + 10),
            quantity: delivered,
            staff: None,
            note: None,
        };
        op.insert(&delivery)?;
    }
    Ok(())
}

#[test]
fn the_source_ledger_has_every_list_and_what_it_yields() {
    let kam = with_sources(Sandbox::new());
    insta::assert_snapshot!(kam.kam(&format!("report sources {QUARTER}")), @r"
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
    ");
    insta::assert_snapshot!(kam.out(&format!("report sources {QUARTER} -f csv")), @r"
    id,source,source_kind,ask,planned_on,collected_on,batches,collected,checked,added,merged,unchanged,held,rejected,names,accounts,deals,orders,ordered,delivered
    Q1,parts-invoices,parts-invoices,配件经理,,2026-01-10,1,3,3,2,1,0,0,0,2,2,2,1,4,3
    Q2,exhibition,exhibition,,,,1,3,3,1,1,0,0,1,2,1,1,1,2,0
    Q3,商会,association,秘书长,2026-04-11,,0,0,0,0,0,0,0,0,0,0,0,0,0,0
    ,,,,,,,,,,,,,,,1,0,0,0,0
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh report sources --by quadrant {QUARTER}")), @r"
    客户属性     客户数  商机  订单  订单台数  已交数量
    ───────────────────────────────────────────────────
    自然而来·短       0     0     0         0         0
    自然而来·长       0     0     0         0         0
    刻意追求·短       1     1     1         2         0
    刻意追求·长       2     2     1         4         3
    未知              1     0     0         0         0
    ---- stderr ----
    商机、订单、台数为 2026-01-01 至 2026-03-31 的数据。
    ");
}

#[test]
fn channels_without_yield_are_marked() {
    let kam = with_sources(Sandbox::new());
    insta::assert_snapshot!(kam.kam(&format!("report sources --by channel {QUARTER}")), @r"
    channel    name          accounts  deals  orders  vehicles ordered  delivered  a month  target  mark
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────
    A          newspaper ad         0      0       0                 0          0     0.00          no-account
    B          radio ad             0      0       0                 0          0     0.00          no-account
    C          TV ad                0      0       0                 0          0     0.00          no-account
    D          website              0      0       0                 0          0     0.00          no-account
    E          banner               0      0       0                 0          0     0.00          no-account
    F          exhibition           2      1       1                 2          0     0.67
    G          direct mail          0      0       0                 0          0     0.00          no-account
    H          acquaintance         0      0       0                 0          0     0.00          no-account
    I          passing by           0      0       0                 0          0     0.00          no-account
    J          other                0      0       0                 0          0     0.00          no-account
    not known                       2      2       1                 4          3     1.33
    ---- stderr ----
    Deals, orders and vehicles are those from 2026-01-01 to 2026-03-31.
    ");
    insta::assert_snapshot!(kam.out(&format!("--lang zh report sources --by channel {QUARTER} --columns channel,name,mark")), @r"
    渠道  名称      提示
    ──────────────────────
    A     报纸广告  无客户
    B     电台广告  无客户
    C     电视广告  无客户
    D     网站      无客户
    E     横幅      无客户
    F     展会
    G     直邮      无客户
    H     熟人介绍  无客户
    I     路过      无客户
    J     其他      无客户
    未知
    ");
    insta::assert_snapshot!(kam.out(&format!("report sources --by channel {QUARTER} -f json --columns channel,ordered,per_month,target,mark,name")), @r#"
    [
    {"channel":"A","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"B","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"C","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"D","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"E","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"F","ordered":2,"per_month":"0.67","target":null,"mark":null,"name":null},
    {"channel":"G","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"H","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"I","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":"J","ordered":0,"per_month":"0.00","target":null,"mark":"no-account","name":null},
    {"channel":null,"ordered":4,"per_month":"1.33","target":null,"mark":null,"name":null}
    ]
    "#);
}

/// Rows: collected = added + merged + unchanged + held + rejected, and checked = collected - held.
#[test]
fn every_list_reconciles() {
    let kam = crate::lists::with_demo(Sandbox::new());
    let columns = "collected,checked,added,merged,unchanged,held,rejected";
    let found = kam.out(&format!("report sources -f csv --no-header --columns {columns}"));
    let mut lists = 0;
    for line in found.lines().filter(|line| !line.starts_with(',')) {
        let cells: Vec<i64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [collected, checked, added, merged, unchanged, held, rejected] = cells[..] else {
            panic!("{line}")
        };
        assert_eq!(collected, added + merged + unchanged + held + rejected, "{line}");
        assert_eq!(checked, collected - held, "{line}");
        lists += 1;
    }
    assert_eq!(lists, 3);
}

#[test]
fn both_engines_have_the_same_figures() {
    let Some(server) = Sandbox::on_postgres() else { return };
    let figures = |kam: Sandbox, commands: &[&str]| {
        commands.iter().fold(String::new(), |mut said, command| {
            writeln!(said, "$ {command}").unwrap();
            said.push_str(&kam.kam(&format!("{command} {QUARTER}")));
            said
        })
    };
    let funnel = [
        "report funnel",
        "report funnel -f csv --by owner",
        "report funnel -f csv --by channel --rows overall",
        "report funnel --rows ageing -f json",
        "report funnel budget>=50 owner:王芳 --rows levers",
        "report sources -f csv",
    ];
    assert_eq!(figures(fill(Sandbox::new()), &funnel), figures(fill(server), &funnel));
    let Some(server) = Sandbox::on_postgres() else { return };
    let sources = [
        "report sources -f csv",
        "report sources --by channel",
        "report sources --by quadrant -f json",
    ];
    let here = figures(with_sources(Sandbox::new()), &sources);
    assert_eq!(here, figures(with_sources(server), &sources));
    assert!(!here.contains("exit"), "{here}");
}
