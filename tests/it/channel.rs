//! By which channel an account reached us, said by hand.

use crate::prospects::{add, firm};
use crate::sandbox::{Sandbox, on_both};

#[test]
fn a_channel_is_one_of_the_playbook_s() {
    let kam = Sandbox::new();
    let channel = |kam: &Sandbox| kam.out("export accounts --columns channel -f csv --no-header");
    insta::assert_snapshot!(kam.kam("add 多达运输 --channel 朋友圈"), @r"
    ---- stderr ----
    error: `--channel`: `朋友圈` is none of A (newspaper ad), B (radio ad), C (TV ad), D (website), E (banner), F (exhibition), G (direct mail), H (acquaintance), I (passing by), J (other)
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("--lang zh add 多达运输 --channel 朋友圈"), @r"
    ---- stderr ----
    错误：`--channel`：`朋友圈` 不在可选值内：A (报纸广告)、B (电台广告)、C (电视广告)、D (网站)、E (横幅)、F (展会)、G (直邮)、H (熟人介绍)、I (路过)、J (其他)
    ---- exit 2 ----
    ");
    kam.out("add 多达运输 --channel 网站");
    assert_eq!(channel(&kam), "D\n");
    insta::assert_snapshot!(kam.kam("show A1"), @r"
    account:           A1
    name:              多达运输
    kind:              organisation
    channel:           D
    opened:            2026-03-02
    touches in all:    0
    purchases in all:  0
    ");
    insta::assert_snapshot!(kam.kam("edit A1 --channel Exhibition"), @r"
    ---- stderr ----
    Changed A1 多达运输.
    Logged as O3.
    ");
    assert_eq!(channel(&kam), "F\n");
    kam.run(&["edit", "A1", "--channel", ""]);
    assert_eq!(channel(&kam), "\"\"\n");
    kam.out("undo -q");
    assert_eq!(channel(&kam), "F\n");
    assert_eq!(kam.out("list channel:F -f ids"), "A1\n");
    insta::assert_snapshot!(kam.out("report sources --by channel --from 2026-01-01 --to 2026-03-31 -f csv --columns channel,accounts --limit 7"), @r"
    channel,accounts
    A,0
    B,0
    C,0
    D,0
    E,0
    F,1
    G,0
    ");
}

/// A lead by the web site is to be answered within the opening minutes of that channel.
#[test]
fn the_limit_of_a_lead_is_that_of_its_channel() {
    on_both(|kam| {
        kam.out("staff add 李娜 -q");
        let owned = |name| firm(name).owned(1, "2026-02-10");
        add(kam, &[owned("多达运输"), owned("远航物流")]);
        kam.out("edit A1 --channel d -q");
        kam.out("deal add A1 --lead --received 2026-03-02T00:50:00Z -q");
        kam.out("deal add A2 --lead --received 2026-03-02T00:50:00Z -q");
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.out("agenda --all --now --columns account,respond_by -f csv"), @r"
            account,respond_by
            A1,2026-03-02T03:00:00Z
            A2,2026-03-03T00:50:00Z
            ");
        }
    });
}
