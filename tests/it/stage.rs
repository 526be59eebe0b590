//! `kam stage`: deals through their funnels.

use kam::model::{BuyingRole, ContactId, DealId, EntryPoint, FirstContact};
use kam::store::{Column as _, Op, StoreError};

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"), person("张伟")],
    );
    kam.out("deal add A1 --model 朗逸 --expected +2w --opened 2026-02-10");
    kam.out("deal add A2 --model 朗行 --opened 2026-02-10");
    kam
}

#[test]
fn a_step_is_added_to_the_history() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--as 小李 stage 多达 contacted --finished 电话 --evidence 回电 --source 客户 --doing 约见 --planned 画册 --on -1d"), @r"
    ---- stderr ----
    D1 of A1 多达运输: lead → contacted.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 会面与需求 --finished 首访 --evidence 会议纪要 --source document --doing 报价 --planned 试驾"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：首次接触 → 会面与需求。
    已记录为 O8。
    ");
    insta::assert_snapshot!(kam.kam("stage D1"), @r"
    deal:         D1
    account:      A1
    name:         多达运输
    model:        朗逸
    preset:       key-account
    state:        open
    grade:        N
    stage:        met
    since:        2026-03-02
    known:        time known: 2026-03-16
    to find out:  budget known, decision maker known, a written proposal agreed
    next stage:   planned

    stage changes
    day         from       to         evidence  evidence from  doing  planned  staff  finished
    ──────────────────────────────────────────────────────────────────────────────────────────
    2026-03-01  lead       contacted  回电      customer       约见   画册     S1     电话
    2026-03-02  contacted  met        会议纪要  document       报价   试驾            首访
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage 多达"), @r"
    商机:      D1
    客户:      A1
    名称:      多达运输
    车型:      朗逸
    漏斗:      大客户
    状态:      跟进中
    级别:      N
    阶段:      会面与需求
    起始:      2026-03-02
    已知:      时间已知: 2026-03-16
    待了解:    预算已知, 决策者已知, 同意提交书面建议
    下一阶段:  销售方案

    阶段变动
    日期        原阶段    新阶段      证据      证据来源  现在的行动  计划  员工  已完成步骤
    ────────────────────────────────────────────────────────────────────────────────────────
    2026-03-01  线索      首次接触    回电      客户      约见        画册  S1    电话
    2026-03-02  首次接触  会面与需求  会议纪要  文件      报价        试驾        首访
    ");
    insta::assert_snapshot!(kam.kam("stage D1 -f json"), @r#"
    {
      "deal": "D1",
      "account": "A1",
      "name": "多达运输",
      "model": "朗逸",
      "preset": "key-account",
      "state": "open",
      "grade": "N",
      "stage": "met",
      "since": "2026-03-02",
      "exit_evidence": ["budget-known","decision-maker-known","time-known","proposal-agreed"],
      "next_stage": "planned",
      "stage_moves": [
        {"day":"2026-03-01","from_stage":"lead","to_stage":"contacted","evidence":"回电","evidence_source":"customer","reason":null,"doing":"约见","planned":"画册","staff":"S1","finished":"电话","items":[],"moved_by":null},
        {"day":"2026-03-02","from_stage":"contacted","to_stage":"met","evidence":"会议纪要","evidence_source":"document","reason":null,"doing":"报价","planned":"试驾","staff":null,"finished":"首访","items":[],"moved_by":null}
      ],
      "exit_known": ["time-known: 2026-03-16"],
      "exit_missing": ["budget-known","decision-maker-known","proposal-agreed"],
      "entry_point": null,
      "first_contact": null
    }
    "#);
}

#[test]
fn everything_missing_is_said_at_once() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("stage D1 planned"), @r"
    ---- stderr ----
    error: from lead to planned leaves out contacted, met; that needs a reason: --reason TEXT
    error: from lead to planned needs evidence: --evidence TEXT --source document|seen|customer|coach
    error: from lead to planned needs the step that was just finished: --finished TEXT
    error: from lead to planned needs what is being done now: --doing TEXT
    error: from lead to planned needs what is being prepared: --planned TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 planned"), @r"
    ---- stderr ----
    错误：从 线索 到 销售方案 跳过了 首次接触、会面与需求；需要原因：--reason 原因
    错误：从 线索 到 销售方案 需要证据：--evidence 内容 --source 文件|亲见|客户|内线
    错误：从 线索 到 销售方案 需要说明刚完成的步骤：--finished 内容
    错误：从 线索 到 销售方案 需要说明现在的行动：--doing 内容
    错误：从 线索 到 销售方案 需要说明正在准备的计划：--planned 内容
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 contacted --evidence 回电"), @r"
    ---- stderr ----
    error: evidence `回电` does not say where it comes from: --source document|seen|customer|coach
    error: from lead to contacted needs the step that was just finished: --finished TEXT
    error: from lead to contacted needs what is being done now: --doing TEXT
    error: from lead to contacted needs what is being prepared: --planned TEXT
    ---- exit 3 ----
    ");
    kam.out(
        "stage D1 met --finished a --evidence b --source seen --doing c --planned d --reason e",
    );
    insta::assert_snapshot!(kam.kam("stage D1 planned"), @r"
    ---- stderr ----
    error: from met to planned needs evidence: --evidence TEXT --source document|seen|customer|coach
    error: from met to planned needs the step that was just finished: --finished TEXT
    error: from met to planned needs what is being done now: --doing TEXT
    error: from met to planned needs what is being prepared: --planned TEXT
    error: to leave met, this has to be known: budget known; fill it in with `kam deal edit … --budget …`, or give `--item budget-known=TEXT`, or waive it with `--reason TEXT`
    error: to leave met, this has to be known: decision maker known; give `--item decision-maker-known=TEXT`, or waive it with `--reason TEXT`
    error: to leave met, this has to be known: a written proposal agreed; give `--item proposal-agreed=TEXT`, or waive it with `--reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 planned"), @r"
    ---- stderr ----
    错误：从 会面与需求 到 销售方案 需要证据：--evidence 内容 --source 文件|亲见|客户|内线
    错误：从 会面与需求 到 销售方案 需要说明刚完成的步骤：--finished 内容
    错误：从 会面与需求 到 销售方案 需要说明现在的行动：--doing 内容
    错误：从 会面与需求 到 销售方案 需要说明正在准备的计划：--planned 内容
    错误：离开 会面与需求 前须知：预算已知；用 `kam deal edit … --budget …` 填写，或用 `--item budget-known=内容` 说明，或用 `--reason 原因` 免除
    错误：离开 会面与需求 前须知：决策者已知；用 `--item decision-maker-known=内容` 说明，或用 `--reason 原因` 免除
    错误：离开 会面与需求 前须知：同意提交书面建议；用 `--item proposal-agreed=内容` 说明，或用 `--reason 原因` 免除
    ---- exit 3 ----
    ");
    kam.out("stage D1 planned --finished a --evidence b --source seen --doing c --planned d --reason 直接招标");
    insta::assert_snapshot!(kam.kam("stage D1 met"), @r"
    ---- stderr ----
    error: from planned back to met needs counter-evidence: --evidence TEXT --source document|seen|customer|coach; when met was left, known was: budget known, decision maker known, time known, a written proposal agreed
    error: from planned to met needs the step that was just finished: --finished TEXT
    error: from planned to met needs what is being done now: --doing TEXT
    error: from planned to met needs what is being prepared: --planned TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 met"), @r"
    ---- stderr ----
    错误：从 销售方案 退回 会面与需求 需要反证：--evidence 内容 --source 文件|亲见|客户|内线；当初离开 会面与需求 时已知：预算已知、决策者已知、时间已知、同意提交书面建议
    错误：从 销售方案 到 会面与需求 需要说明刚完成的步骤：--finished 内容
    错误：从 销售方案 到 会面与需求 需要说明现在的行动：--doing 内容
    错误：从 销售方案 到 会面与需求 需要说明正在准备的计划：--planned 内容
    ---- exit 3 ----
    ");
}

#[test]
fn other_moves_that_cannot_be_are_refused() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("stage D1 metz"), @r"
    ---- stderr ----
    error: preset `key-account` has no stage `metz`; its stages are lead, contacted, met, planned, proposed, negotiating, ordered, delivered; did you mean `met`?
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 metz"), @r"
    ---- stderr ----
    错误：漏斗 key-account 没有阶段 `metz`；可用阶段：线索、首次接触、会面与需求、销售方案、建议书、谈判、订单、交车；是否要写 `met`？
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 lead"), @r"
    ---- stderr ----
    error: the deal stands in stage lead already
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 lead --reopen"), @r"
    ---- stderr ----
    error: the deal is open in stage lead; leave --reopen out
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 --evidence x"), @r"
    ---- stderr ----
    error: options of a move were given, but no stage to move to
    hint: stages: lead, contacted, met, planned, proposed, negotiating, ordered, delivered
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 contacted --on tomorrow"), @r"
    ---- stderr ----
    error: 2026-03-03 has not come yet: today is 2026-03-02
    ---- exit 3 ----
    ");
    kam.out("stage D2 visited");
    insta::assert_snapshot!(kam.kam("stage D2 driven --on yesterday"), @r"
    ---- stderr ----
    error: D2 has moved on 2026-03-02, after 2026-03-01; history is only added to
    hint: name a day no earlier than that with `--on`, or leave it out
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage 多"), @r"
    deal:        D1
    account:     A1
    name:        多达运输
    model:       朗逸
    preset:      key-account
    state:       open
    grade:       N
    stage:       lead
    since:       2026-02-10
    next stage:  contacted
    ");
}

#[test]
fn an_order_makes_o_and_a_delivery_closes() {
    let kam = sandbox();
    kam.out("log A1 call --grade H");
    insta::assert_snapshot!(kam.kam("stage D1 ordered --evidence 合同 --source document --reason 直接下单 --finished 电话 --doing 报价 --planned 试驾"), @r"
    ---- stderr ----
    D1 of A1 多达运输: lead → ordered; left out: contacted, met, planned, proposed, negotiating; grade H → O.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.out("grade D1 -f csv --columns deal,grade,graded_on,proposed"), @r"
    deal,grade,graded_on,proposed
    D1,O,,O
    ");
    insta::assert_snapshot!(kam.kam("stage D1 negotiating --evidence 退订 --source customer --finished 电话 --doing 报价 --planned 试驾"), @r"
    ---- stderr ----
    D1 of A1 多达运输: ordered → negotiating; grade O → B.
    Logged as O9.
    ");
    kam.out("stage D1 ordered --evidence 合同 --source document --finished 电话 --doing 报价 --planned 试驾");
    kam.out("order D1 --line 朗逸");
    insta::assert_snapshot!(kam.kam("deliver D1"), @r"
    ---- stderr ----
    R1 of A1 多达运输: delivered 1 × 朗逸; 1 vehicle recorded; nothing open; ordered → delivered; the deal is won.
    Logged as O12.
    ");
    insta::assert_snapshot!(kam.kam("stage D1 negotiating"), @r"
    ---- stderr ----
    error: the deal is closed (won, stage delivered); open it again with --reopen --reason TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 delivered --reopen"), @r"
    ---- stderr ----
    error: stage delivered closes the deal; open it again in an earlier one
    error: opening the deal again in stage delivered needs a reason: --reason TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 negotiating --reopen --reason 退车"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：交车 → 谈判；重新打开；级别 O → B。
    已记录为 O13。
    ");
    insta::assert_snapshot!(kam.out("stage D1 -f json --columns state,grade,stage"), @r#"
    {
      "state": "open",
      "grade": "B",
      "stage": "negotiating"
    }
    "#);
}

#[test]
fn a_funnel_or_stage_that_the_playbook_dropped_is_said() {
    let kam = sandbox();
    kam.out("deal edit D2 --preset project");
    kam.out("stage D2 visited --reason x");
    kam.kam("deal edit D2 --preset retail");
    kam.out("stage D2 driven");
    kam.kam("deal edit D2 --preset tender");
    insta::assert_snapshot!(kam.kam("stage D2"), @"
    deal:     D2
    account:  A2
    name:     张伟
    model:    朗行
    preset:   tender
    state:    open
    grade:    N
    stage:    driven
    since:    2026-03-02

    stage changes
    day         from      to        reason
    ────────────────────────────────────────────────────────
    2026-03-02  lead      screened  preset: retail → project
    2026-03-02  screened  visited   x
    2026-03-02  visited   driven
    ");
    insta::assert_snapshot!(kam.kam("stage D2 solution --evidence x --source seen"), @r"
    ---- stderr ----
    error: preset `tender` has no stage `driven` any more; placing the deal needs a reason: --reason TEXT
    error: from driven to solution needs the step that was just finished: --finished TEXT
    error: from driven to solution needs what is being done now: --doing TEXT
    error: from driven to solution needs what is being prepared: --planned TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 solution --evidence x --source seen"), @r"
    ---- stderr ----
    错误：漏斗 tender 已没有阶段 `driven`；重新定位需要原因：--reason 原因
    错误：从 driven 到 解决方案 需要说明刚完成的步骤：--finished 内容
    错误：从 driven 到 解决方案 需要说明现在的行动：--doing 内容
    错误：从 driven 到 解决方案 需要说明正在准备的计划：--planned 内容
    ---- exit 3 ----
    ");
}

#[test]
fn a_deal_of_a_funnel_that_is_gone_gets_another() {
    let kam = sandbox();
    kam.out("deal edit D2 --preset project");
    let shipped = kam.out("playbook show --shipped");
    without_project(&kam, &shipped.replace("key = \"project\"", "key = \"long-project\""));
    insta::assert_snapshot!(kam.kam("stage D2"), @r"
    ---- stderr ----
    error: D2 moves through the funnel `project`, which the playbook does not have; it has retail, key-account, tender, long-project
    hint: choose one with `kam deal edit D2 --preset PRESET`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 visited"), @r"
    ---- stderr ----
    错误：D2 使用的漏斗 `project` 不在规则手册中；现有：retail, key-account, tender, long-project
    提示：用 `kam deal edit D2 --preset 漏斗` 选择
    ---- exit 3 ----
    ");
    kam.out("deal edit D2 --preset long-project");
    kam.out("stage D2 visited --reason x");
}

fn without_project(kam: &Sandbox, playbook: &str) {
    let caller = crate::prospects::caller();
    let add = |op: &mut kam::store::Op<'_>| op.add_playbook(playbook);
    kam.open().write::<_, kam::store::StoreError>(&caller, false, add).unwrap();
}

#[test]
fn exit_evidence_is_shown_by_fields_or_given_in_words() {
    let kam = sandbox();
    kam.out(
        "stage D1 met --finished a --evidence b --source seen --doing c --planned d --reason e",
    );
    insta::assert_snapshot!(kam.kam("stage D1"), @r"
    deal:         D1
    account:      A1
    name:         多达运输
    model:        朗逸
    preset:       key-account
    state:        open
    grade:        N
    stage:        met
    since:        2026-03-02
    known:        time known: 2026-03-16
    to find out:  budget known, decision maker known, a written proposal agreed
    next stage:   planned

    stage changes
    day         from  to   evidence  evidence from  reason  doing  planned  finished
    ────────────────────────────────────────────────────────────────────────────────
    2026-03-02  lead  met  b         seen           e       c      d        a
    ");
    insta::assert_snapshot!(kam.kam("stage D1 planned --finished 需求会 --evidence 纪要 --source document --doing 做方案 --planned 试驾 --item proposal-agred=x"), @r"
    ---- stderr ----
    error: to leave met, this has to be known: budget known; fill it in with `kam deal edit … --budget …`, or give `--item budget-known=TEXT`, or waive it with `--reason TEXT`
    error: to leave met, this has to be known: decision maker known; give `--item decision-maker-known=TEXT`, or waive it with `--reason TEXT`
    error: to leave met, this has to be known: a written proposal agreed; give `--item proposal-agreed=TEXT`, or waive it with `--reason TEXT`
    error: to leave met, nobody asks for `proposal-agred`; asked for is budget-known, decision-maker-known, time-known, proposal-agreed; did you mean `proposal-agreed`?
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 planned --finished 需求会 --evidence 纪要 --source document --doing 做方案 --planned 试驾 --item proposal-agred=x"), @r"
    ---- stderr ----
    错误：离开 会面与需求 前须知：预算已知；用 `kam deal edit … --budget …` 填写，或用 `--item budget-known=内容` 说明，或用 `--reason 原因` 免除
    错误：离开 会面与需求 前须知：决策者已知；用 `--item decision-maker-known=内容` 说明，或用 `--reason 原因` 免除
    错误：离开 会面与需求 前须知：同意提交书面建议；用 `--item proposal-agreed=内容` 说明，或用 `--reason 原因` 免除
    错误：离开 会面与需求 不需要 `proposal-agred`；需要的是：budget-known、decision-maker-known、time-known、proposal-agreed；是否要写 `proposal-agreed`？
    ---- exit 3 ----
    ");
    kam.out("deal edit D1 --budget 125万");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1"), @r"
    商机:      D1
    客户:      A1
    名称:      多达运输
    车型:      朗逸
    漏斗:      大客户
    状态:      跟进中
    级别:      N
    阶段:      会面与需求
    起始:      2026-03-02
    已知:      预算已知: 1250000.00, 时间已知: 2026-03-16
    待了解:    决策者已知, 同意提交书面建议
    下一阶段:  销售方案

    阶段变动
    日期        原阶段  新阶段      证据  证据来源  原因  现在的行动  计划  已完成步骤
    ──────────────────────────────────────────────────────────────────────────────────
    2026-03-02  线索    会面与需求  b     亲见      e     c           d     a
    ");
    insta::assert_snapshot!(kam.kam("stage D1 planned --finished 需求会 --evidence 纪要 --source document --doing 做方案 --planned 试驾 --item proposal-agreed=邮件同意 --item 决策者已知=张总"), @r"
    ---- stderr ----
    D1 of A1 多达运输: met → planned.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.out("stage D1 -f json --columns stage,exit_known,exit_missing,stage_moves"), @r#"
    {
      "stage": "planned",
      "exit_known": [],
      "exit_missing": [],
      "stage_moves": [
        {"day":"2026-03-02","from_stage":"lead","to_stage":"met","evidence":"b","evidence_source":"seen","reason":"e","doing":"c","planned":"d","staff":null,"finished":"a","items":[],"moved_by":null},
        {"day":"2026-03-02","from_stage":"met","to_stage":"planned","evidence":"纪要","evidence_source":"document","reason":null,"doing":"做方案","planned":"试驾","staff":null,"finished":"需求会","items":["budget-known: 1250000.00","decision-maker-known: 张总","time-known: 2026-03-16","proposal-agreed: 邮件同意"],"moved_by":null}
      ]
    }
    "#);
    insta::assert_snapshot!(kam.kam("stage D1 proposed --finished a --evidence b --source seen --doing c --planned d --item x=y"), @r"
    ---- stderr ----
    error: to leave planned that way, nobody asks for `x`; leave `--item` out
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 proposed --finished a --evidence b --source seen --doing c --planned d --item x=y"), @r"
    ---- stderr ----
    错误：这样离开 销售方案 不需要 `x`；请去掉 `--item`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 proposed --item x --item y"), @r"
    ---- stderr ----
    error: `x` is no exit evidence; write it as KEY=TEXT, such as proposal-agreed='by mail of 3 March'
    error: `y` is no exit evidence; write it as KEY=TEXT, such as proposal-agreed='by mail of 3 March'
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 proposed --item x"), @r"
    ---- stderr ----
    错误：`x` 不是离开证据；请写成 键=内容，例如 proposal-agreed='3月3日邮件同意'
    ---- exit 2 ----
    ");
}

#[test]
fn what_is_waived_is_said_and_kept() {
    let kam = sandbox();
    kam.out(
        "stage D1 met --finished a --evidence b --source seen --doing c --planned d --reason e",
    );
    insta::assert_snapshot!(kam.kam("stage D1 planned --finished a --evidence b --source coach --doing c --planned d --reason 直接招标"), @r"
    ---- stderr ----
    D1 of A1 多达运输: met → planned; waived: budget known, decision maker known, a written proposal agreed.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.kam("stage D1"), @r"
    deal:        D1
    account:     A1
    name:        多达运输
    model:       朗逸
    preset:      key-account
    state:       open
    grade:       N
    stage:       planned
    since:       2026-03-02
    next stage:  proposed

    stage changes
    day         from  to       evidence  evidence from  reason    doing  planned  finished  known
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    2026-03-02  lead  met      b         seen           e         c      d        a
    2026-03-02  met   planned  b         coach          直接招标  c      d        a         budget known (waived), decision maker known (waived), time known: 2026-03-16, a written proposal agreed (waived)
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 met --finished a --evidence b --source coach --doing c --planned d"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：销售方案 → 会面与需求。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 planned --finished a --evidence b --source coach --doing c --planned d --reason 直接招标"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：会面与需求 → 销售方案；免除：预算已知、决策者已知、同意提交书面建议。
    已记录为 O10。
    ");
}

#[test]
fn a_tender_says_where_we_came_in() {
    let kam = sandbox();
    kam.out("deal edit D1 --preset tender");
    let came_in = |op: &mut Op<'_>| {
        let known = [
            ("entry_point", EntryPoint::B.to_val()),
            ("first_contact", FirstContact::BeforeTender.to_val()),
        ];
        op.update(DealId(1), &known)
    };
    kam.open().write::<_, StoreError>(&crate::prospects::caller(), false, came_in).unwrap();
    insta::assert_snapshot!(kam.kam("stage D1 need-defined"), @r"
    ---- stderr ----
    error: from need-arises to need-defined needs evidence: --evidence TEXT --source document|seen|customer|coach
    error: from need-arises to need-defined needs the step that was just finished: --finished TEXT
    error: from need-arises to need-defined needs what is being done now: --doing TEXT
    error: from need-arises to need-defined needs what is being prepared: --planned TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 need-defined --finished 立项会 --evidence 立项书 --source document --doing 提供参数 --planned 方案"), @r"
    ---- stderr ----
    D1 of A1 多达运输: need-arises → need-defined.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1"), @"
    商机:          D1
    客户:          A1
    名称:          多达运输
    车型:          朗逸
    漏斗:          招标采购
    状态:          跟进中
    级别:          N
    阶段:          需求定义
    起始:          2026-03-02
    下一阶段:      解决方案
    切入点:        切入点B
    首次接触时机:  招标前

    阶段变动
    日期        原阶段    新阶段    证据    证据来源  原因                          现在的行动  计划  已完成步骤
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────
    2026-03-02  线索      需求产生                    preset: key-account → tender
    2026-03-02  需求产生  需求定义  立项书  文件                                    提供参数    方案  立项会
    ");
}

#[test]
fn a_contact_who_decides_is_exit_evidence() {
    let kam = sandbox();
    kam.out(
        "stage D1 met --finished a --evidence b --source seen --doing c --planned d --reason e",
    );
    let decides = |op: &mut Op<'_>| {
        op.update(ContactId(1), &[("roles", vec![BuyingRole::DecisionMaker].to_val())])
    };
    kam.open().write::<_, StoreError>(&crate::prospects::caller(), false, decides).unwrap();
    insta::assert_snapshot!(kam.out("stage D1 -f json --columns exit_known,exit_missing"), @r#"
    {
      "exit_known": ["decision-maker-known: 张志强","time-known: 2026-03-16"],
      "exit_missing": ["budget-known","proposal-agreed"]
    }
    "#);
}

/// Returns the steps of a deal as JSON.
fn steps(kam: &Sandbox, deal: &str) -> Vec<serde_json::Value> {
    let said = kam.out(&format!("stage {deal} -f json --columns stage_moves"));
    let value: serde_json::Value = serde_json::from_str(&said).unwrap();
    value["stage_moves"].as_array().unwrap().clone()
}

#[test]
fn steps_are_only_ever_added() {
    let kam = sandbox();
    let mut before = Vec::new();
    for (command, added) in [
        ("stage D2 visited", 1),
        ("stage D2 contacted", 1),
        ("order D2 --line 朗行 --on -3d", 1),
        ("order R1 --paid", 0),
        ("deliver R1", 1),
        ("stage D2 driven --reopen --reason 退车", 1),
        ("stage D2 visited", 1),
        ("lose D2 --cause price", 0),
        ("stage D2 visited --reopen --reason 客户回来了", 1),
    ] {
        kam.out(command);
        let after = steps(&kam, "D2");
        assert_eq!(after.len(), before.len() + added, "{command}");
        assert_eq!(after[..before.len()], before, "{command}");
        before = after;
    }
}
