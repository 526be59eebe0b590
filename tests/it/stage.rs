//! `kam stage`: deals through their funnels.

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"), person("张伟")],
    );
    kam.out("deal add A1 --model 朗逸 --expected +2w");
    kam.out("deal add A2 --model 朗行");
    kam
}

#[test]
fn a_step_is_added_to_the_history() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("--as 小李 stage 多达 contacted --evidence 回电 --source 客户 --on -1d"), @r"
    ---- stderr ----
    D1 of A1 多达运输: lead → contacted.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 会面与需求 --evidence 会议纪要 --source document --doing 报价 --planned 试驾"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：首次接触 → 会面与需求。
    已记录为 O8。
    ");
    insta::assert_snapshot!(kam.kam("stage D1"), @r"
    deal:                  D1
    account:               A1
    name:                  多达运输
    model:                 朗逸
    preset:                key-account
    state:                 open
    grade:                 N
    stage:                 met
    since:                 2026-03-02
    known before leaving:  budget known, decision maker known, time known, a written proposal agreed
    next stage:            planned

    stage changes
    day         from       to         evidence  evidence from  doing  planned  staff
    ────────────────────────────────────────────────────────────────────────────────
    2026-03-01  lead       contacted  回电      customer                       S1
    2026-03-02  contacted  met        会议纪要  document       报价   试驾
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage 多达"), @r"
    商机:        D1
    客户:        A1
    名称:        多达运输
    车型:        朗逸
    漏斗:        大客户
    状态:        跟进中
    级别:        N
    阶段:        会面与需求
    起始:        2026-03-02
    离开前须知:  预算已知, 决策者已知, 时间已知, 同意提交书面建议
    下一阶段:    销售方案

    阶段变动
    日期        原阶段    新阶段      证据      证据来源  现在的行动  计划  员工
    ────────────────────────────────────────────────────────────────────────────
    2026-03-01  线索      首次接触    回电      客户                        S1
    2026-03-02  首次接触  会面与需求  会议纪要  文件      报价        试驾
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
        {"day":"2026-03-01","from_stage":"lead","to_stage":"contacted","evidence":"回电","evidence_source":"customer","reason":null,"doing":null,"planned":null,"staff":"S1"},
        {"day":"2026-03-02","from_stage":"contacted","to_stage":"met","evidence":"会议纪要","evidence_source":"document","reason":null,"doing":"报价","planned":"试驾","staff":null}
      ]
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
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 planned"), @r"
    ---- stderr ----
    错误：从 线索 到 销售方案 跳过了 首次接触、会面与需求；需要原因：--reason 原因
    错误：从 线索 到 销售方案 需要证据：--evidence 内容 --source 文件|亲见|客户|内线
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("stage D1 contacted --evidence 回电"), @r"
    ---- stderr ----
    error: evidence `回电` does not say where it comes from: --source document|seen|customer|coach
    ---- exit 3 ----
    ");
    kam.out("stage D1 met --evidence a --source seen --reason b");
    insta::assert_snapshot!(kam.kam("stage D1 planned"), @r"
    ---- stderr ----
    error: from met to planned needs evidence: --evidence TEXT --source document|seen|customer|coach; to leave met, known must be: budget known, decision maker known, time known, a written proposal agreed
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 planned"), @r"
    ---- stderr ----
    错误：从 会面与需求 到 销售方案 需要证据：--evidence 内容 --source 文件|亲见|客户|内线；离开 会面与需求 前须知：预算已知、决策者已知、时间已知、同意提交书面建议
    ---- exit 3 ----
    ");
    kam.out("stage D1 planned --evidence a --source seen");
    insta::assert_snapshot!(kam.kam("stage D1 met"), @r"
    ---- stderr ----
    error: from planned back to met needs counter-evidence: --evidence TEXT --source document|seen|customer|coach; when met was left, known was: budget known, decision maker known, time known, a written proposal agreed
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D1 met"), @r"
    ---- stderr ----
    错误：从 销售方案 退回 会面与需求 需要反证：--evidence 内容 --source 文件|亲见|客户|内线；当初离开 会面与需求 时已知：预算已知、决策者已知、时间已知、同意提交书面建议
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
    error: D2 has moved on 2026-03-02; history is only added to
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
    since:       2026-03-02
    next stage:  contacted
    ");
}

#[test]
fn an_order_makes_o_and_a_delivery_closes() {
    let kam = sandbox();
    kam.out("log A1 call --grade H");
    insta::assert_snapshot!(kam.kam("stage D1 ordered --evidence 合同 --source document --reason 直接下单"), @r"
    ---- stderr ----
    D1 of A1 多达运输: lead → ordered; left out: contacted, met, planned, proposed, negotiating; grade H → O.
    Logged as O8.
    ");
    insta::assert_snapshot!(kam.out("grade D1 -f csv --columns deal,grade,graded_on,proposed"), @r"
    deal,grade,graded_on,proposed
    D1,O,,O
    ");
    insta::assert_snapshot!(kam.kam("stage D1 negotiating --evidence 退订 --source customer"), @r"
    ---- stderr ----
    D1 of A1 多达运输: ordered → negotiating; grade O → B.
    Logged as O9.
    ");
    kam.out("stage D1 ordered --evidence 合同 --source document");
    insta::assert_snapshot!(kam.kam("stage D1 delivered --evidence 交车单 --source document"), @r"
    ---- stderr ----
    D1 of A1 多达运输: ordered → delivered; the deal is won.
    Logged as O11.
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
    已记录为 O12。
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
    insta::assert_snapshot!(kam.kam("stage D2"), @r"
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
    day         from      to       reason
    ─────────────────────────────────────
    2026-03-02  screened  visited  x
    2026-03-02  visited   driven
    ");
    insta::assert_snapshot!(kam.kam("stage D2 solution --evidence x --source seen"), @r"
    ---- stderr ----
    error: preset `tender` has no stage `driven` any more; placing the deal needs a reason: --reason TEXT
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh stage D2 solution --evidence x --source seen"), @r"
    ---- stderr ----
    错误：漏斗 tender 已没有阶段 `driven`；重新定位需要原因：--reason 原因
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
