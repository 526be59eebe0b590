//! Deals and touches: which is meant, what cannot be, what a touch does to a grade.

use crate::messages::{both, with_accounts};

#[test]
fn which_deal_is_meant_has_to_be_clear() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    kam.out("deal add A1 --model 朗逸 -q");
    kam.out("deal add A1 --model 途岳 -q");
    kam.out("contact add A2 张志强 -q");
    insta::assert_snapshot!(both(&kam, "deal edit A1 --budget 25万"), @r"
    ---- stderr ----
    error: A1 has several open deals: D1 朗逸, D2 途岳
    hint: name one by its id
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：A1 有多个跟进中的商机：D1 朗逸、D2 途岳
    提示：请用编号指定
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "deal edit A2 --budget 25万"), @r"
    ---- stderr ----
    error: A2 has no open deal
    hint: open one with `kam deal add A2 --model MODEL`
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：A2 没有跟进中的商机
    提示：用 `kam deal add A2 --model 车型` 新建
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "log A1 call --contact P1"), @r"
    ---- stderr ----
    error: P1 does not belong to A1
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：P1 不属于 A1
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "log A2 电话 朗逸 报价20万"), @r"
    ---- stderr ----
    error: A2 has no open deal for 朗逸
    hint: open one with `kam deal add A2 --model 朗逸`
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：A2 没有 朗逸 的跟进中商机
    提示：用 `kam deal add A2 --model 朗逸` 新建
    ---- exit 3 ----
    ");
}

#[test]
fn no_model_is_named_as_such_and_signs_of_fields_are_not_noted() {
    let kam = with_accounts(&["多达运输"]);
    insta::assert_snapshot!(both(&kam, "deal add A1 --dry-run"), @r"
    ---- stderr ----
    Added new for A1 多达运输: no model yet, stage lead, grade N.
    Dry run: nothing was written.
    ---- zh ----
    ---- stderr ----
    已为 A1 多达运输 新增商机 new：车型未定，阶段 线索，级别 N。
    试运行：未写入任何数据。
    ");
    insta::assert_snapshot!(both(&kam, "deal add A1 --sign next-meeting-set"), @r"
    ---- stderr ----
    error: `--sign`: `next-meeting-set` is not noted by hand; it is taken from an appointment (`kam book`, or `kam log … --next DAY`)
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：`--sign`：`next-meeting-set` 不能手工登记；取自 预约（`kam book` 或 `kam log … --next 日期`）
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "deal add A1 --sign came-back"), @r"
    ---- stderr ----
    error: `--sign`: `came-back` is not noted by hand; it is taken from a second showroom touch (`kam log … showroom`)
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：`--sign`：`came-back` 不能手工登记；取自 第二次到店（`kam log … 到店`）
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "deal add A1 --received 2026-03-03T00:00:00Z"), @r"
    ---- stderr ----
    error: `--received`: 2026-03-03T00:00:00Z has not come yet: it is 2026-03-02T01:00:00Z
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：`--received`：2026-03-03T00:00:00Z 尚未到来：现在是 2026-03-02T01:00:00Z
    ---- exit 2 ----
    ");
    kam.out("deal add A1 -q");
    insta::assert_snapshot!(both(&kam, "deal add A1 --dry-run"), @r"
    ---- stderr ----
    error: A1 has an open deal for that already: D1 (no model yet)
    hint: change it with `kam deal edit D1`, or name another `--model`
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：A1 已有相同车型的商机：D1（车型未定）
    提示：用 `kam deal edit D1` 修改，或指定其他 `--model`
    ---- exit 3 ----
    ");
}

#[test]
fn a_stage_that_another_funnel_lacks_is_said() {
    let kam = with_accounts(&["多达运输", "远航物流"]);
    for deal in ["D1", "D2"] {
        kam.out(&format!("deal add A{} --model 朗逸 --preset key-account -q", &deal[1..]));
        kam.out(&format!("stage {deal} planned --finished a --evidence b --source seen --doing c --planned d --reason e -q"));
    }
    insta::assert_snapshot!(kam.kam("deal edit D1 --preset tender"), @r"
    ---- stderr ----
    Changed D1 of A1: preset.
    warning: tender has no stage planned; place D1 with `kam stage D1 STAGE --reason TEXT`
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh deal edit D2 --preset tender"), @r"
    ---- stderr ----
    已修改 A2 的商机 D2：漏斗。
    警告：tender 没有阶段 销售方案；用 `kam stage D2 阶段 --reason 原因` 重新定位
    已记录为 O11。
    ");
}

#[test]
fn what_a_touch_cannot_say_is_refused() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 -q");
    insta::assert_snapshot!(both(&kam, "log A1 call --next yesterday"), @r"
    ---- stderr ----
    error: the next contact cannot be on 2026-03-01: today is 2026-03-02
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：下次联系不能在 2026-03-01：今天是 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(both(&kam, "log A1 call --time 14:30"), @r"
    ---- stderr ----
    error: a time of day, or a deadline, needs the day that it is on
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：时间或期限需要指明日期
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "log A1 call --quote few"), @r"
    ---- stderr ----
    error: `--quote`: `few` is no amount; write it as 250000 or 25万
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：`--quote`：`few` 不是金额；例如 250000 或 25万
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "log A1 call --next tomorrow --time 25:00"), @r"
    ---- stderr ----
    error: `25:00` is no time of day; write it as 14:30
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：`25:00` 不是时间；例如 14:30
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "log A1 call --grade N"), @r"
    ---- stderr ----
    error: N says that nobody has graded the deal; give O, H, A, B, C or -
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：N 表示未评级，不能由人给出；可给 O、H、A、B、C 或 -
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "grade set D1 N --reason 习惯"), @r"
    ---- stderr ----
    error: N says that nobody has graded the deal; give O, H, A, B, C or -
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：N 表示未评级，不能由人给出；可给 O、H、A、B、C 或 -
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(both(&kam, "log - --grade H"), @r"
    ---- stderr ----
    error: `-` reads everything from its lines, and goes with `--dry-run` alone
    ---- exit 2 ----
    ---- zh ----
    ---- stderr ----
    错误：`-` 的内容全部来自各行，只能与 `--dry-run` 同用
    ---- exit 2 ----
    ");
    kam.out("book A1 2026-03-03 -q");
    insta::assert_snapshot!(both(&kam, "log A1 call no-answer --for AP1"), @r"
    ---- stderr ----
    error: AP1 is not kept by `no-answer`
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：结果为 `未接`，AP1 不算履约
    ---- exit 3 ----
    ");
    kam.out("log A1 call --for AP1 -q");
    insta::assert_snapshot!(both(&kam, "log A1 call --for AP1"), @r"
    ---- stderr ----
    error: AP1 was closed on 2026-03-02
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：AP1 已于 2026-03-02 结束
    ---- exit 3 ----
    ");
}

#[test]
fn a_touch_grades_confirms_or_leaves_a_later_grade() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --today 2026-02-10 -q");
    insta::assert_snapshot!(kam.kam("log A1 call --grade H --on 2026-02-25"), @r"
    ---- stderr ----
    T1: A1 多达运输, call, reached, 2026-02-25, about D1, grade H (was N).
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --grade H --on 2026-02-26"), @r"
    ---- stderr ----
    T2: A1 多达运输, call, reached, 2026-02-26, about D1, grade H confirmed.
    Logged as O7.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 call --grade A --on 2026-02-27"), @r"
    ---- stderr ----
    T3：A1 多达运输，电话，接通，2026-02-27，商机 D1，级别 A（原 H）。
    已记录为 O8。
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 call --grade A --on 2026-02-28"), @r"
    ---- stderr ----
    T4：A1 多达运输，电话，接通，2026-02-28，商机 D1，确认级别 A。
    已记录为 O9。
    ");
    insta::assert_snapshot!(kam.kam("log A1 call --grade C --on 2026-02-20"), @r"
    ---- stderr ----
    T5: A1 多达运输, call, reached, 2026-02-20, about D1, grade C noted; a later one of 2026-02-28 stands.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh log A1 call --grade C --on 2026-02-20"), @r"
    ---- stderr ----
    T6：A1 多达运输，电话，接通，2026-02-20，商机 D1，级别 C 已记录；2026-02-28 的评级仍有效。
    已记录为 O11。
    ");
}

#[test]
fn nothing_listed_and_contacts_changed() {
    let kam = with_accounts(&["多达运输"]);
    insta::assert_snapshot!(both(&kam, "deal list"), @r"
    deal  account  name  grade  stage  model  quantity  budget  expected  owner  days there
    ───────────────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    No deal here; `kam deal add ACCOUNT` opens one.
    ---- zh ----
    商机  客户  名称  级别  阶段  车型  数量  预算  预计购买  销售顾问  停留天数
    ────────────────────────────────────────────────────────────────────────────
    ---- stderr ----
    没有商机；用 `kam deal add 客户` 新建。
    ");
    insta::assert_snapshot!(both(&kam, "contact list"), @r"
    contact  account  name  title  roles  phone  e-mail  best time
    ──────────────────────────────────────────────────────────────
    ---- stderr ----
    No contact here; `kam contact add ACCOUNT` adds one.
    ---- zh ----
    联系人  客户  名称  职务  角色  电话  邮箱  最佳联系时间
    ────────────────────────────────────────────────────────
    ---- stderr ----
    没有联系人；用 `kam contact add 客户` 添加。
    ");
    kam.out("contact add A1 张志强 -q");
    insta::assert_snapshot!(kam.kam("contact edit P1 --title 经理"), @r"
    ---- stderr ----
    Changed P1 张志强 of A1.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh contact edit P1 --title 总经理"), @r"
    ---- stderr ----
    已修改 A1 的联系人 P1 张志强。
    已记录为 O7。
    ");
}

#[test]
fn a_closed_deal_is_found_by_its_account() {
    let kam = with_accounts(&["多达运输"]);
    kam.out("deal add A1 --model 朗逸 --preset retail -q");
    kam.out("lose 多达运输 --cause price -q");
    insta::assert_snapshot!(both(&kam, "stage 多达运输 contacted"), @r"
    ---- stderr ----
    error: A1 has no open deal
    hint: `kam stage D1 STAGE --reopen --reason TEXT` opens D1 again, `kam deal add A1 --model MODEL` opens another
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：A1 没有跟进中的商机
    提示：用 `kam stage D1 阶段 --reopen --reason 原因` 重新打开 D1，或用 `kam deal add A1 --model 车型` 新建
    ---- exit 3 ----
    ");
    assert!(kam.out("stage 多达运输 -f csv --columns deal,state").contains("D1,lost"));
    kam.out("stage 多达运输 lead --reopen --reason 回头 -q");
    assert!(kam.out("stage 多达运输 -f csv --columns deal,state").contains("D1,open"));
    kam.out("lose 多达运输 --cause price -q");
    kam.out("deal add A1 --model 朗行 --preset retail -q");
    // The open one is meant, but where one is to be opened again.
    assert!(kam.out("stage 多达运输 -f csv --columns deal,state").contains("D2,open"));
    kam.out("lose D2 --cause price -q");
    insta::assert_snapshot!(both(&kam, "stage 多达运输 lead --reopen --reason 回头"), @r"
    ---- stderr ----
    error: A1 has several closed deals: D1 朗逸, D2 朗行
    hint: name one by its id
    ---- exit 3 ----
    ---- zh ----
    ---- stderr ----
    错误：A1 有多个已结束的商机：D1 朗逸、D2 朗行
    提示：请用编号指定
    ---- exit 3 ----
    ");
}
