//! `kam deal`: possible purchases.

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    with(Sandbox::new(), &[firm("多达运输"), person("张伟")])
}

#[test]
fn a_deal_opens_at_the_first_stage_not_graded() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deal add 多达 --model 朗逸 --quantity 5台 --budget 125万 --expected +2w --need yes --sign 已谈购车条件"), @r"
    ---- stderr ----
    Added D1 for A1 多达运输: 朗逸, stage lead, grade N.
    Logged as O5.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal add A2 --payment 分期"), @r"
    ---- stderr ----
    已为 A2 张伟 新增商机 D2：车型未定，阶段 线索，级别 N。
    已记录为 O6。
    ");
    insta::assert_snapshot!(kam.out("stage D2 -f json --columns preset,stage,grade,state"), @r#"
    {
      "preset": "retail",
      "stage": "lead",
      "grade": "N",
      "state": "open"
    }
    "#);
}

#[test]
fn a_dry_run_opens_none() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("deal add A1 --model 朗逸 --dry-run"), @r"
    ---- stderr ----
    Added new for A1 多达运输: 朗逸, stage lead, grade N.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("stage D1"), @r"
    ---- stderr ----
    error: there is no D1
    ---- exit 3 ----
    ");
}

#[test]
fn there_is_one_open_deal_per_account_and_model() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸");
    kam.out("deal add A1 --model 朗行");
    let second = &["deal", "add", "A1", "--model", " 朗逸 "];
    insta::assert_snapshot!(kam.kam_with(second, ""), @r"
    ---- stderr ----
    error: A1 has an open deal for that already: D1 (朗逸)
    hint: change it with `kam deal edit D1`, or name another `--model`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal edit D2 --model 朗逸"), @r"
    ---- stderr ----
    错误：A1 已有相同车型的商机：D1（朗逸）
    提示：用 `kam deal edit D1` 修改，或指定其他 `--model`
    ---- exit 3 ----
    ");
    kam.out("deal add A2 --model 朗逸");
}

#[test]
fn every_bad_value_is_named_at_once() {
    let kam = sandbox();
    let bad = "deal add A2 --sign came-back --sign vehicle-chosen --sign time-vague --sign foo \
        --need maybe --budget cheap --quantity few --expected soon --payment gold --preset q --origin o \
        --delivery soon --instalment maybe --trade-in sold --entry-point x --first-contact later \
        --received yesterday --cycle eager --needs 车队 --needs whom=车队";
    insta::assert_snapshot!(kam.kam(bad), @r"
    ---- stderr ----
    error: `--quantity`: `few` is no number of vehicles; write it as 5
    error: `--budget`: `cheap` is no amount; write it as 250000 or 25万
    error: `--expected`: `soon` is no day; write it as 2026-03-01, +2w or 月底
    error: `--payment`: `gold` is none of cash (现金), instalment (分期), lease (租赁)
    error: `--delivery`: `soon` is no day; write it as 2026-03-01, +2w or 月底
    error: `--instalment`: `maybe` is none of discussing, in-progress
    error: `--trade-in`: `sold` is none of asks-help, in-progress
    error: `--entry-point`: `x` is none of entry-a, entry-b, entry-c, entry-d
    error: `--first-contact`: `later` is none of before-approval, before-tender, after-tender
    error: `--cycle`: `eager` is none of no-need (无需求), aware (有购买意识), wants (想要购买), criteria (设定购买标准), buys (成交)
    error: `--received`: `yesterday` is no instant; write it as 2026-03-01 09:30, with +08:00 or Z where it is another zone's, or 9:30 for today
    error: `--needs`: `车队` is no aspect and text; write it as who=车队, with one of who, what, when, where, why, how, how-much
    error: `--needs`: `whom=车队` is no aspect and text; write it as who=车队, with one of who, what, when, where, why, how, how-much
    error: `--origin`: `o` is none of new, replacement, additional, referred
    error: `--need`: `maybe` is none of yes, no, unknown
    error: `--sign`: `came-back` is not noted by hand; it is taken from a second showroom touch (`kam log … showroom`)
    error: `--sign`: `vehicle-chosen` is not noted by hand; it is taken from `--model`, `--version` and `--colour` together
    error: `--sign`: `time-vague` is not noted by hand; it is taken from `--expected`
    error: `--sign`: `foo` is none of contract-signed (已签合同), paid-in-full (全款未交车), deposit-received (已收订金), payment-and-delivery-given (付款方式与交车日期已定), instalment-in-progress (分期手续办理中), trade-in-in-progress (旧车处理中), discussing-payment (商谈付款与交车), discussing-instalment (商谈分期), asks-trade-in-help (要求协助处理旧车), terms-discussed (已谈购车条件)
    error: `--preset`: `q` is none of retail (零售), key-account (大客户), tender (招标采购), project (项目)
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh {bad}")), @r"
    ---- stderr ----
    错误：`--quantity`：`few` 不是数量；例如 5
    错误：`--budget`：`cheap` 不是金额；例如 250000 或 25万
    错误：`--expected`：`soon` 不是日期；例如 2026-03-01、+2w、月底
    错误：`--payment`：`gold` 不在可选值内：cash (现金), instalment (分期), lease (租赁)
    错误：`--delivery`：`soon` 不是日期；例如 2026-03-01、+2w、月底
    错误：`--instalment`：`maybe` 不在可选值内：discussing, in-progress
    错误：`--trade-in`：`sold` 不在可选值内：asks-help, in-progress
    错误：`--entry-point`：`x` 不在可选值内：entry-a, entry-b, entry-c, entry-d
    错误：`--first-contact`：`later` 不在可选值内：before-approval, before-tender, after-tender
    错误：`--cycle`：`eager` 不在可选值内：no-need (无需求), aware (有购买意识), wants (想要购买), criteria (设定购买标准), buys (成交)
    错误：`--received`：`yesterday` 不是时刻；例如 2026-03-01 09:30，其他时区加 +08:00 或 Z；当天可写 9:30
    错误：`--needs`：`车队` 格式不对；例如 who=车队，方面为 何人、何事、何时、何地、为何、如何、多少
    错误：`--needs`：`whom=车队` 格式不对；例如 who=车队，方面为 何人、何事、何时、何地、为何、如何、多少
    错误：`--origin`：`o` 不在可选值内：new, replacement, additional, referred
    错误：`--need`：`maybe` 不在可选值内：yes, no, unknown
    错误：`--sign`：`came-back` 不能手工登记；取自 第二次到店（`kam log … 到店`）
    错误：`--sign`：`vehicle-chosen` 不能手工登记；取自 `--model`、`--version`、`--colour` 三者齐全
    错误：`--sign`：`time-vague` 不能手工登记；取自 `--expected`
    错误：`--sign`：`foo` 不在可选值内：contract-signed (已签合同), paid-in-full (全款未交车), deposit-received (已收订金), payment-and-delivery-given (付款方式与交车日期已定), instalment-in-progress (分期手续办理中), trade-in-in-progress (旧车处理中), discussing-payment (商谈付款与交车), discussing-instalment (商谈分期), asks-trade-in-help (要求协助处理旧车), terms-discussed (已谈购车条件)
    错误：`--preset`：`q` 不在可选值内：retail (零售), key-account (大客户), tender (招标采购), project (项目)
    ---- exit 2 ----
    ");
}

#[test]
fn an_empty_value_clears() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸 --budget 250000 --need yes --sign terms-discussed");
    let clear = [
        "deal",
        "edit",
        "D1",
        "--budget",
        "",
        "--need",
        "",
        "--sign",
        "",
        "--sign",
        "deposit-received",
        "--colour",
        "白",
    ];
    insta::assert_snapshot!(kam.kam_with(&clear, ""), @r"
    ---- stderr ----
    Changed D1 of A1: colour, budget, need, signs.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam_with(&clear, ""), @r"
    ---- stderr ----
    Nothing changed.
    ");
    insta::assert_snapshot!(kam.kam("deal edit 多达"), @r"
    ---- stderr ----
    error: nothing to change was named
    hint: see `kam deal edit --help`
    ---- exit 2 ----
    ");
}

#[test]
fn another_funnel_keeps_the_stage_or_says_that_it_has_none() {
    let kam = sandbox();
    kam.out("deal add A1");
    insta::assert_snapshot!(kam.kam("deal edit D1 --preset tender"), @r"
    ---- stderr ----
    Changed D1 of A1: preset, stage.
    Logged as O6.
    ");
    let steps = "day,from_stage,to_stage,reason";
    insta::assert_snapshot!(kam.kam(&format!("export stage_moves -f csv --columns {steps}")), @"
    day,from_stage,to_stage,reason
    2026-03-02,lead,need-arises,preset: key-account → tender
    ");
    kam.out("stage D1 evaluation --evidence a --source seen --reason b --finished 电话 --doing 报价 --planned 试驾");
    insta::assert_snapshot!(kam.kam("deal edit D1 --preset 零售"), @r"
    ---- stderr ----
    Changed D1 of A1: preset.
    warning: retail has no stage evaluation; place D1 with `kam stage D1 STAGE --reason TEXT`
    Logged as O8.
    ");
    kam.out("lose D1 --cause price -q");
    insta::assert_snapshot!(kam.kam("deal edit D1 --preset tender --note x"), @"
    ---- stderr ----
    Changed D1 of A1: preset, note.
    Logged as O10.
    ");
    assert_eq!(kam.out("export stage_moves -f ids").lines().count(), 2, "closed deals stay");
}

/// Funnels have stages of one key and different names: each is called what its own funnel calls it.
#[test]
fn a_stage_is_called_by_the_name_that_its_funnel_has_for_it() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸 --preset retail");
    kam.out("deal add A1 --model 朗行 --preset project");
    kam.out("stage D1 visited");
    kam.out("stage D2 visited --reason x");
    insta::assert_snapshot!(
        kam.kam("--lang zh deal list --sort deal --columns deal,preset,stage"), @"
    商机  漏斗  阶段
    ──────────────────
    D1    零售  已到店
    D2    项目  拜访
    "
    );
    insta::assert_snapshot!(
        kam.kam("--lang zh deal list --sort stage,deal --columns deal,preset,stage -f csv -q"), @"
    deal,preset,stage
    D1,retail,visited
    D2,project,visited
    "
    );
    insta::assert_snapshot!(kam.kam("--lang zh show A1 --columns deals"), @"
    商机
    商机  级别  阶段    车型
    ────────────────────────
    D1    N     已到店  朗逸
    D2    N     拜访    朗行
    ");
    for (deal, name) in [("D1", "已到店"), ("D2", "拜访")] {
        let printed = kam.out(&format!("--lang zh stage {deal} --columns stage,stage_moves"));
        assert_eq!(printed.matches(name).count(), 2, "{printed}");
    }
    let rows = kam.out("--lang zh report funnel --rows stages --columns preset,stage -q");
    assert!(rows.contains("已到店") && rows.contains("拜访"), "{rows}");
}

#[test]
fn deals_are_named_by_id_or_by_their_account() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸");
    kam.out("deal add A1 --model 朗行");
    insta::assert_snapshot!(kam.kam("deal edit A1 --colour 白"), @r"
    ---- stderr ----
    error: A1 has several open deals: D1 朗逸, D2 朗行
    hint: name one by its id
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit A2 --colour 白"), @r"
    ---- stderr ----
    error: A2 has no open deal
    hint: open one with `kam deal add A2 --model MODEL`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit D9 --colour 白"), @r"
    ---- stderr ----
    error: there is no D9
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit 2 --colour 白"), @r"
    ---- stderr ----
    Changed D2 of A1: colour.
    Logged as O7.
    ");
}

#[test]
fn needs_are_noted_by_aspect() {
    let kam = sandbox();
    kam.out("deal add A1");
    let needs = || kam.out("export deals --columns needs -f csv --no-header");
    for (options, expected) in [
        ("--needs how-much=250万 --needs who=车队", "who: 车队;how-much: 250万\n"),
        ("--needs 何时＝月底前", "who: 车队;when: 月底前;how-much: 250万\n"),
        ("--needs who=", "when: 月底前;how-much: 250万\n"),
        ("--needs WHEN=立即", "when: 立即;how-much: 250万\n"),
        ("--needs= --needs why=扩线路", "why: 扩线路\n"),
    ] {
        kam.out(&format!("deal edit D1 {options}"));
        assert_eq!(needs(), expected, "{options}");
    }
}

#[test]
fn what_is_known_of_a_tender_is_kept() {
    let kam = sandbox();
    kam.out(
        "deal add A1 --preset tender --entry-point entry-b --first-contact 立项前 --cycle 有购买意识",
    );
    kam.out("deal edit D1 --delivery 2026-05-01 --trade-in 要求协助 --instalment in-progress");
    let columns = "entry_point,first_contact,buying_cycle,delivery_on,trade_in,instalment";
    let kept = || kam.out(&format!("export deals --columns {columns} -f csv --no-header"));
    assert_eq!(kept(), "entry-b,before-approval,aware,2026-05-01,asks-help,in-progress\n");
    kam.out("deal edit D1 --entry-point= --first-contact= --cycle= --delivery= --trade-in= --instalment=");
    assert_eq!(kept(), ",,,,,\n");
}

#[test]
fn a_new_lead_has_the_time_it_came_in() {
    let kam = sandbox();
    kam.out("deal add A1 --lead");
    kam.out("deal add A1 --model 朗逸 --lead --received 2026-03-01T23:00:00Z");
    kam.out("deal add A2");
    let received = || kam.out("export deals --columns received_at -f csv --no-header");
    assert_eq!(received(), "2026-03-02T01:00:00Z\n2026-03-01T23:00:00Z\n\"\"\n");
    kam.out("deal edit D1 --received=");
    assert_eq!(received(), "\"\"\n2026-03-01T23:00:00Z\n\"\"\n");
    insta::assert_snapshot!(kam.kam("deal edit D1 --received 2026-03-02T01:00:01Z"), @r"
    ---- stderr ----
    error: `--received`: 2026-03-02T01:00:01Z has not come yet: it is 2026-03-02T01:00:00Z
    ---- exit 2 ----
    ");
}

/// None is ticked twice: neither by a note beside a field, nor by a field beside a note.
#[test]
fn a_sign_that_a_field_shows_is_not_noted() {
    let kam = sandbox();
    kam.out("deal add A1 --sign discussing-instalment --sign terms-discussed");
    insta::assert_snapshot!(kam.kam("deal edit D1 --trade-in in-progress --sign trade-in-in-progress"), @r"
    ---- stderr ----
    error: `--sign`: `trade-in-in-progress` is shown by fields of the deal already
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal edit D1 --payment 现金 --sign discussing-payment"), @r"
    ---- stderr ----
    错误：`--sign`：`discussing-payment` 已由商机字段体现
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit D1 --payment 分期"), @r"
    ---- stderr ----
    Changed D1 of A1: payment, signs.
    Logged as O6.
    ");
    assert_eq!(kam.out("export deals --columns signs -f csv --no-header"), "terms-discussed\n");
}

/// Deals of two consultants, one of them won, one without an expected day.
fn with_deals() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[firm("多达运输").owned(1, "2026-02-10"), firm("远航物流").owned(2, "2026-02-10")],
    );
    kam.out("deal add A1 --model 朗逸 --quantity 5 --budget 125万 --expected 2026-03-20 --today 2026-02-20");
    kam.out("deal add A1 --model 朗行 --quantity 1 --today 2026-02-21");
    kam.out("deal add A2 --model 朗逸 --quantity 2 --budget 30万 --expected 2026-03-06 --today 2026-02-25");
    kam.out("deal add A2 --model 途观 --today 2026-02-25");
    kam.out("stage D3 contacted --evidence 回电 --source customer --finished 电话 --doing 约见 --planned 方案 --today 2026-02-27");
    kam.out("log A1 call --deal D1 --grade A --on 2026-02-28");
    kam.out("log A2 call --deal D3 --grade A --on 2026-02-28");
    kam.out("log A1 call --deal D2 --grade H --on 2026-02-28");
    kam.out(
        "stage D4 ordered --evidence 合同 --source document --reason 直接下单 --finished 签约 --doing 备车 --planned 交车 --today 2026-02-26",
    );
    kam.out("order D4 --line 途观 --today 2026-02-26");
    kam.out("deliver D4 --today 2026-03-01");
    kam
}

#[test]
fn open_deals_are_listed_nearest_first() {
    let kam = with_deals();
    insta::assert_snapshot!(kam.kam("deal list"), @r"
    deal  account  name      grade  stage      model  quantity        budget  expected    owner  days there
    ───────────────────────────────────────────────────────────────────────────────────────────────────────
    D2    A1       多达运输  H      lead       朗行          1                            李娜            9
    D3    A2       远航物流  A      contacted  朗逸          2    300,000.00  2026-03-06  王芳            3
    D1    A1       多达运输  A      lead       朗逸          5  1,250,000.00  2026-03-20  李娜           10
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal list --all"), @r"
    商机  客户  名称      级别  阶段      车型  数量          预算  预计购买    销售顾问  停留天数
    ──────────────────────────────────────────────────────────────────────────────────────────────
    D4    A2    远航物流  O     交车      途观                                  王芳             0
    D2    A1    多达运输  H     线索      朗行     1                            李娜             9
    D3    A2    远航物流  A     首次接触  朗逸     2    300,000.00  2026-03-06  王芳             3
    D1    A1    多达运输  A     线索      朗逸     5  1,250,000.00  2026-03-20  李娜            10
    ");
    insta::assert_snapshot!(kam.kam("deal list --closed -f json"), @r#"
    [
    {"deal":"D4","account":"A2","name":"远航物流","grade":"O","stage":"delivered","model":"途观","quantity":null,"budget":null,"expected_on":null,"owner":"王芳","days_in_stage":0,"preset":"key-account","state":"won","opened_on":"2026-02-25","stage_since":"2026-03-01","closed_on":"2026-03-01"}
    ]
    "#);
}

/// Each row: the filter, and the ids of the deals it selects.
#[test]
fn a_filter_asks_the_deal_itself_and_its_account() {
    let kam = with_deals();
    for (filter, ids) in [
        ("grade:A", "D3 D1"),
        // Of the account one deal is H: the other of its deals is not listed.
        ("grade:H", "D2"),
        ("-grade:H", "D3 D1"),
        ("model:朗逸 owner:王芳", "D3"),
        ("quantity>=2", "D3 D1"),
        ("budget>=100万", "D1"),
        ("budget<1250000", "D3"),
        ("budget:", "D2"),
        ("expected<=2026-03-10", "D3"),
        ("stage:contacted", "D3"),
        ("阶段:首次接触", "D3"),
        ("stage:线索 owner:李", "D2 D1"),
        ("-stage:Lead", "D3"),
        ("多达", "D2 D1"),
        // Who asks for a state means deals in it, open or not.
        ("state:won", "D4"),
        ("grade:O --closed", "D4"),
        ("grade:O", ""),
        ("--all", "D4 D2 D3 D1"),
    ] {
        let found = kam.out(&format!("deal list {filter} -f ids -q"));
        assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), ids, "{filter}");
    }
    insta::assert_snapshot!(kam.kam("deal list grade:B"), @r"
    deal  account  name  grade  stage  model  quantity  budget  expected  owner  days there
    ───────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No deal here; `kam deal add ACCOUNT` opens one.
    ");
    insta::assert_snapshot!(kam.kam("list stage:foo"), @r"
    ---- stderr ----
    error: `foo` is no stage; one of lead (线索), contacted (已接触), visited (已到店), driven (已试驾), quoted (已报价), ordered (订单), delivered (交车), met (会面与需求), planned (销售方案), proposed (建议书), negotiating (谈判), need-arises (需求产生), need-defined (需求定义), solution (解决方案), evaluation (综合评估), decided (确定方案), carried-out (购买实施), screened (客户筛选), visit-planned (拜访方案), followed (深度调研和跟踪), signed (签约), shipped (物流), after-sales (售后服务), crm (客户关系管理)
      stage:foo
            ^^^
    hint: fields and signs are listed in `kam list --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh list 阶段:谈盘,线索"), @r"
    ---- stderr ----
    错误：没有阶段 `谈盘`（相近：谈判）；可用：lead (线索)、contacted (已接触)、visited (已到店)、driven (已试驾)、quoted (已报价)、ordered (订单)、delivered (交车)、met (会面与需求)、planned (销售方案)、proposed (建议书)、negotiating (谈判)、need-arises (需求产生)、need-defined (需求定义)、solution (解决方案)、evaluation (综合评估)、decided (确定方案)、carried-out (购买实施)、screened (客户筛选)、visit-planned (拜访方案)、followed (深度调研和跟踪)、signed (签约)、shipped (物流)、after-sales (售后服务)、crm (客户关系管理)
      阶段:谈盘,线索
           ^^^^
    提示：字段和写法见 `kam list --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("list owner:没有这人"), @r"
    ---- stderr ----
    error: nobody of staff is called `没有这人`; `owner:` alone finds what nobody owns
      owner:没有这人
            ^^^^^^^^
    hint: fields and signs are listed in `kam list --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh list owner:李那"), @r"
    ---- stderr ----
    错误：没有员工 `李那`（相近：小李、李娜）；`owner:` 查找没有顾问的客户
      owner:李那
            ^^^^
    提示：字段和写法见 `kam list --help`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("deal add A1 --preset retial"), @r"
    ---- stderr ----
    error: `--preset`: `retial` is none of retail (零售), key-account (大客户), tender (招标采购), project (项目)
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit D1 --sign 车型已定"), @r"
    ---- stderr ----
    error: `--sign`: `车型已定` is none of contract-signed (已签合同), paid-in-full (全款未交车), deposit-received (已收订金), payment-and-delivery-given (付款方式与交车日期已定), instalment-in-progress (分期手续办理中), trade-in-in-progress (旧车处理中), discussing-payment (商谈付款与交车), discussing-instalment (商谈分期), asks-trade-in-help (要求协助处理旧车), terms-discussed (已谈购车条件)
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("deal edit D1 --sign 已谈购车条件 --dry-run"), @r"
    ---- stderr ----
    Changed D1 of A1: signs.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("deal list budget>viel"), @r"
    ---- stderr ----
    error: `viel` is no amount for `budget`; write it as 250000 or 25万
      budget>viel
             ^^^^
    hint: fields and signs are listed in `kam list --help`
    ---- exit 2 ----
    ");
}
