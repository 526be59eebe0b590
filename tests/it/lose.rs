//! `kam lose`: deals that were lost, or got out of control.

use crate::prospects::{firm, person, with};
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let kam = with(
        Sandbox::new(),
        &[
            firm("多达运输").owned(1, "2026-02-10").with("张志强", "+8613800138000"),
            person("张伟"),
            firm("岚柏物流"),
        ],
    );
    kam.out("deal add A1 --model 拓川");
    kam.out("deal add A2 --model 朗行");
    kam.out("deal add A3 --model 朗逸");
    kam
}

/// Says how often an account was tried since it was last reached.
fn tried(kam: &Sandbox, account: i64, tries: i64) {
    let set = |op: &mut kam::store::Op<'_>| {
        op.update(kam::model::AccountId(account), &[("tries", kam::store::Val::Int(tries))])
    };
    let caller = crate::prospects::caller();
    kam.open().write::<_, kam::store::StoreError>(&caller, false, set).unwrap();
}

#[test]
fn a_lost_deal_keeps_its_record_and_its_stage() {
    let kam = sandbox();
    kam.out("stage D2 quoted");
    insta::assert_snapshot!(kam.kam("--as 李娜 lose D2 --cause competitor --brand 安达 --model 远途 --price-gap 2万 --did 两次报价 --learned 早谈金融 --revisit +90d --winnable yes --note 婉拒"), @r"
    ---- stderr ----
    D2 of A2 张伟: lost in stage quoted, bought from a competitor; bought 安达 远途; price gap 20000.00; ask again 2026-05-31.
    Logged as O9.
    ");
    insta::assert_snapshot!(kam.out("stage D2 -f csv --columns state,stage,grade"), @r"
    state,stage,grade
    lost,quoted,N
    ");
    insta::assert_snapshot!(kam.kam("show A2 --columns deals,lost_records"), @r"
    lost
    deal  day         state  cause       bought brand  bought model  price gap  what we did  what we learn  revisit     can be won back  note
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    D2    2026-03-02  lost   competitor  安达          远途          20,000.00  两次报价     早谈金融       2026-05-31  yes              婉拒
    ");
    insta::assert_snapshot!(kam.kam("--lang zh show A2 --columns lost_records"), @r"
    战败记录
    商机  日期        状态  原因  竞品品牌  竞品车型       价差  我方所为  所得教训  回访日期    可挽回  备注
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────
    D2    2026-03-02  战败  竞品  安达      远途      20,000.00  两次报价  早谈金融  2026-05-31  是      婉拒
    ");
    insta::assert_snapshot!(kam.out("show A2 -f json --columns lost_records"), @r#"
    {
      "lost_records": [
        {"deal":"D2","day":"2026-03-02","state":"lost","cause":"competitor","competitor_brand":"安达","competitor_model":"远途","price_gap":"20000.00","did":"两次报价","learned":"早谈金融","revisit_on":"2026-05-31","winnable":"yes","note":"婉拒"}
      ]
    }
    "#);
    insta::assert_snapshot!(kam.kam("stage D2 driven --reopen --reason 客户回来了"), @r"
    ---- stderr ----
    D2 of A2 张伟: quoted → driven; opened again.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.out("show A2 -f json --columns lost_records"), @r#"
    {
      "lost_records": [
        {"deal":"D2","day":"2026-03-02","state":"lost","cause":"competitor","competitor_brand":"安达","competitor_model":"远途","price_gap":"20000.00","did":"两次报价","learned":"早谈金融","revisit_on":"2026-05-31","winnable":"yes","note":"婉拒"}
      ]
    }
    "#);
    insta::assert_snapshot!(kam.kam("--lang zh lose 张伟 --cause 价格 --on today --price-gap -5000"), @r"
    ---- stderr ----
    A2 张伟 的商机 D2：战败，阶段 已试驾，原因 价格；日期 2026-03-02；价差 -5000.00。
    已记录为 O11。
    ");
    insta::assert_snapshot!(kam.out("show A2 -f csv --columns lost_records"), @r#"
    lost_records
    "[{""deal"":""D2"",""day"":""2026-03-02"",""state"":""lost"",""cause"":""price"",""competitor_brand"":null,""competitor_model"":null,""price_gap"":""-5000.00"",""did"":null,""learned"":null,""revisit_on"":null,""winnable"":""unknown"",""note"":null},{""deal"":""D2"",""day"":""2026-03-02"",""state"":""lost"",""cause"":""competitor"",""competitor_brand"":""安达"",""competitor_model"":""远途"",""price_gap"":""20000.00"",""did"":""两次报价"",""learned"":""早谈金融"",""revisit_on"":""2026-05-31"",""winnable"":""yes"",""note"":""婉拒""}]"
    "#);
}

#[test]
fn many_deals_are_lost_at_once_or_none() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam_with(&["lose", "-", "D1", "--cause", "moved-away", "--dry-run"], "D1\nD2\n"), @r"
    ---- stderr ----
    D1 of A1 多达运输: lost in stage lead, moved away.
    D2 of A2 张伟: lost in stage lead, moved away.
    Dry run: nothing was written.
    ");
    kam.out("lose D2 --cause price");
    insta::assert_snapshot!(kam.kam("lose D1 D2 D3 --cause price"), @r"
    ---- stderr ----
    error: D2 is closed (lost) already
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("lose D1 D9 王五 --cause price"), @r"
    ---- stderr ----
    error: there is no D9
    error: no account is called `王五`
    hint: `kam who 王五` looks among contacts, phones and other spellings too
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["--lang", "zh", "lose", "-", "--cause", "搬走"], "D1 D3"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：战败，阶段 线索，原因 搬走。
    A3 岚柏物流 的商机 D3：战败，阶段 线索，原因 搬走。
    已记录为 O9。
    ");
}

#[test]
fn out_of_control_needs_the_playbooks_tries() {
    let kam = sandbox();
    tried(&kam, 1, 4);
    insta::assert_snapshot!(kam.kam("lose D1 --state out-of-control"), @r"
    ---- stderr ----
    error: D1 is not out of control: try 4 of 5 since the last effective contact
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D1 --state 失控"), @r"
    ---- stderr ----
    错误：D1 还不算失控：上次有效接触后尝试 4 次，需满 5 次
    ---- exit 3 ----
    ");
    tried(&kam, 1, 5);
    insta::assert_snapshot!(kam.kam("lose D1 --state out-of-control"), @r"
    ---- stderr ----
    D1 of A1 多达运输: out-of-control in stage lead, unreachable; after 5 tries.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.out("show A1 -f json --columns lost_records"), @r#"
    {
      "lost_records": [
        {"deal":"D1","day":"2026-03-02","state":"out-of-control","cause":"unreachable","competitor_brand":null,"competitor_model":null,"price_gap":null,"did":null,"learned":null,"revisit_on":null,"winnable":"unknown","note":null}
      ]
    }
    "#);
    tried(&kam, 3, 6);
    insta::assert_snapshot!(kam.kam("--lang zh lose D3 --state 失控 --cause 搬走"), @r"
    ---- stderr ----
    A3 岚柏物流 的商机 D3：失控，阶段 线索，原因 搬走；已尝试 6 次。
    已记录为 O12。
    ");
}

#[test]
fn everything_against_a_loss_is_said_at_once() {
    let kam = sandbox();
    insta::assert_snapshot!(kam.kam("lose D1"), @r"
    ---- stderr ----
    error: losing D1 needs a cause: --cause, one of competitor, price, stock, product, service, relation, finance, no-decision, bought-used, moved-away, unreachable, other
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D1"), @r"
    ---- stderr ----
    错误：D1 记为战败需要原因：--cause，可用：竞品、价格、无现车、产品、服务、关系、金融、未决定、买了二手车、搬走、联系不上、其他
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("lose D1 --cause prices"), @r"
    ---- stderr ----
    error: `--cause`: `prices` is none of competitor, price, stock, product, service, relation, finance, no-decision, bought-used, moved-away, unreachable, other; did you mean `price`?
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D1 --cause prices"), @r"
    ---- stderr ----
    错误：`--cause`：`prices` 不在可选值内：竞品、价格、无现车、产品、服务、关系、金融、未决定、买了二手车、搬走、联系不上、其他；是否要写 `price`？
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("lose D1 --cause other --revisit yesterday"), @r"
    ---- stderr ----
    error: cause other says nothing without a note: --note TEXT
    error: `--revisit`: 2026-03-01 is before the loss of 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D1 --cause 其他 --revisit yesterday"), @r"
    ---- stderr ----
    错误：原因 其他 需要备注：--note 内容
    错误：`--revisit`：2026-03-01 早于战败日 2026-03-02
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("lose D1 --cause price --state frozen --price-gap x --revisit 某天 --on tomorrow"), @r"
    ---- stderr ----
    error: `--state`: `frozen` is none of lost, out-of-control
    error: `--revisit`: `某天` is no day; write it as 2026-03-01, +2w or 月底
    error: `--price-gap`: `x` is no amount; write it as 250000 or 25万
    error: 2026-03-03 has not come yet: today is 2026-03-02
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("lose D1 --cause price --winnable vielleicht"), @r"
    ---- stderr ----
    error: invalid value 'vielleicht' for '--winnable <WINNABLE>': `vielleicht` is no factor; one of yes, no, unknown

    For more information, try '--help'.
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("lose"), @r"
    ---- stderr ----
    error: the following required arguments were not provided:
      <DEAL>...

    Usage: kam lose <DEAL>...

    For more information, try '--help'.
    ---- exit 2 ----
    ");
}

#[test]
fn an_undelivered_order_holds_the_deal() {
    let kam = sandbox();
    kam.out("order D2 --line 朗行:白:2");
    insta::assert_snapshot!(kam.kam("lose D2 --cause price"), @r"
    ---- stderr ----
    error: D2 cannot be lost while 2 pieces of R1 wait for delivery
    hint: deliver them with `kam deliver R1`, or close them with `kam deliver R1 --close-short --reason TEXT`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D2 --cause price"), @r"
    ---- stderr ----
    错误：R1 还有 2 台未交付，D2 不能记为战败
    提示：用 `kam deliver R1` 交付，或用 `kam deliver R1 --close-short --reason 原因` 取消待交
    ---- exit 3 ----
    ");
    kam.out("deliver R1 --close-short --reason 退订");
    insta::assert_snapshot!(kam.kam("lose D2 --cause price"), @r"
    ---- stderr ----
    D2 of A2 张伟: lost in stage ordered, price.
    Logged as O10.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose D2 --cause price"), @r"
    ---- stderr ----
    错误：D2 已结束（战败）
    ---- exit 3 ----
    ");
}

/// What was agreed with an account, about none of its deals, outlives them.
#[test]
fn appointments_that_stay_open_are_named_where_no_deal_is_left() {
    let kam = sandbox();
    kam.out("deal add A1 --model 朗逸 -q");
    kam.out("book A1 today -q");
    kam.out("book A1 +14d 9:30 -q");
    kam.out("book A1 +7d --deadline -q");
    kam.out("lose D4 --cause price -q");
    insta::assert_snapshot!(kam.kam("lose A1 --cause price --dry-run"), @r"
    ---- stderr ----
    D1 of A1 多达运输: lost in stage lead, price.
    AP1 of 2026-03-02 with A1 stays open; `kam skip AP1 --reason TEXT` closes it.
    AP3 with A1, a deadline of 2026-03-09, stays open; `kam log A1 KIND --for AP3` keeps it.
    AP2 of 2026-03-16 with A1 stays open; `kam book --instead AP2 DAY` moves it, `kam skip AP2 --reason TEXT` calls it off.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh lose A1 --cause price"), @r"
    ---- stderr ----
    A1 多达运输 的商机 D1：战败，阶段 线索，原因 价格。
    A1 于 2026-03-02 的预约 AP1 仍未完成；用 `kam skip AP1 --reason 原因` 关闭。
    A1 的期限 AP3（2026-03-09）仍未完成；用 `kam log A1 方式 --for AP3` 履约。
    A1 于 2026-03-16 的预约 AP2 仍未完成；可用 `kam book --instead AP2 日期` 改期，或用 `kam skip AP2 --reason 原因` 取消。
    已记录为 O13。
    ");
}
