//! `kam stage` and `kam lose`: moves that cannot be, and what is said of those that are.

use crate::messages::{both, both_with, with_accounts};

#[test]
fn moves_that_cannot_be_are_refused() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --preset key-account -q");
    insta::assert_snapshot!(both_with(&kam, &["deal", "edit", "D1", "--opened", ""]), @r"
    ---- stderr ----
    error: `--opened`: the day on which a deal was opened is always known; give one
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：`--opened`：建立日期不能为空；请给出日期
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "stage D1 --evidence 面谈"), @r"
    ---- stderr ----
    error: options of a move were given, but no stage to move to
    hint: stages: lead, contacted, met, planned, proposed, negotiating, ordered, delivered
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：给出了变动的选项，但没有目标阶段
    提示：阶段：线索、首次接触、会面与需求、销售方案、建议书、谈判、订单、交车
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "stage D1 lead"), @r"
    ---- stderr ----
    error: the deal stands in stage lead already
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：商机已在阶段 线索
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "stage D1 lead --reopen"), @r"
    ---- stderr ----
    error: the deal is open in stage lead; leave --reopen out
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：商机仍在跟进（阶段 线索）；不需要 --reopen
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "stage D1 contacted --evidence 面谈 --finished 电话 --doing 约见 --planned 拜访"), @r"
    ---- stderr ----
    error: evidence `面谈` does not say where it comes from: --source document|seen|customer|coach
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：证据 `面谈` 没有说明来源：--source 文件|亲见|客户|内线
    ---- exit 3 ----
    ");
}

#[test]
fn a_closed_deal_is_opened_again_with_a_reason() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --preset key-account -q");
    insta::assert_snapshot!(both(&kam, "lose D1 --cause competitor --brand 安达 --model 远途 --price-gap 2万 --revisit +90d --dry-run"), @r"
    ---- stderr ----
    D1 of A1 多达运输: lost in stage lead, bought from a competitor; bought 安达 远途; price gap 20000.00; ask again 2026-05-31.
    Dry run: nothing was written.
    ---- zh ----
    ---- stderr ----
    A1 多达运输 的商机 D1：战败，阶段 线索，原因 竞品；已购 安达 远途；价差 20000.00；2026-05-31 回访。
    试运行：未写入任何数据。
    ");
    kam.out("lose D1 --cause price -q");
    insta::assert_snapshot!(both(&kam, "stage D1 contacted"), @r"
    ---- stderr ----
    error: the deal is closed (lost, stage lead); open it again with --reopen --reason TEXT
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：商机已结束（战败，阶段 线索）；用 --reopen --reason 原因 重新打开
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "stage D1 delivered --reopen"), @r"
    ---- stderr ----
    error: stage delivered closes the deal; open it again in an earlier one
    error: opening the deal again in stage delivered needs a reason: --reason TEXT
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：阶段 交车 会结束商机；请重新打开到更早的阶段
    错误：重新打开到阶段 交车 需要原因：--reason 原因
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "stage D1 lead --reopen"), @r"
    ---- stderr ----
    error: opening the deal again in stage lead needs a reason: --reason TEXT
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：重新打开到阶段 线索 需要原因：--reason 原因
    ---- exit 3 ----
    ");
}

#[test]
fn what_was_waived_is_shown() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --preset key-account --expected 2026-03-16 -q");
    kam.out(
        "stage D1 met --finished a --evidence b --source seen --doing c --planned d --reason e -q",
    );
    kam.out("stage D1 planned --finished a --evidence b --source coach --doing c --planned d --reason 直接招标 -q");
    insta::assert_snapshot!(both(&kam, "stage D1"), @r"
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
    ---- zh ----
    商机:      D1
    客户:      A1
    名称:      多达运输
    车型:      朗逸
    漏斗:      大客户
    状态:      跟进中
    级别:      N
    阶段:      销售方案
    起始:      2026-03-02
    下一阶段:  建议书

    阶段变动
    日期        原阶段      新阶段      证据  证据来源  原因      现在的行动  计划  已完成步骤  已知事项
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    2026-03-02  线索        会面与需求  b     亲见      e         c           d     a
    2026-03-02  会面与需求  销售方案    b     内线      直接招标  c           d     a           预算已知（免除）, 决策者已知（免除）, 时间已知: 2026-03-16, 同意提交书面建议（免除）
    ");
}
