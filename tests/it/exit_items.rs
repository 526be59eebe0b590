//! Exit evidence of stages, given in words.

use crate::prospects::{firm, with};
use crate::sandbox::Sandbox;

const ANSWERS: &str = "--finished a --evidence b --source seen --doing c --planned d";

fn met() -> Sandbox {
    let kam = with(Sandbox::new(), &[firm("多达运输").owned(1, "2026-02-10")]);
    kam.out("deal add A1 --model 朗逸 --opened 2026-02-10");
    kam.out(&format!("stage D1 met {ANSWERS} --reason e"));
    kam
}

#[test]
fn each_piece_is_an_amount_a_day_a_person_or_words() {
    let kam = met();
    let wrong = "--item budget-known=已批 --item decision-maker-known=是 --item 时间已知=尽快 \
                 --item proposal-agreed=邮件同意";
    insta::assert_snapshot!(kam.kam(&format!("stage D1 planned {ANSWERS} {wrong}")), @r"
    ---- stderr ----
    error: `--item budget-known`: `已批` is no amount; write it as 250000 or 25万
    error: `--item decision-maker-known`: `是` is no name of a person; write it as 张志强 or 张总
    error: `--item time-known`: `尽快` is no day; write it as 2026-03-01, +2w or 月底
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh stage D1 planned {ANSWERS} {wrong} --item x")), @r"
    ---- stderr ----
    错误：`--item budget-known`：`已批` 不是金额；例如 250000 或 25万
    错误：`--item decision-maker-known`：`是` 不是人名；例如 张志强、张总
    错误：`--item time-known`：`尽快` 不是日期；例如 2026-03-01、+2w、月底
    错误：`x` 不是离开证据；请写成 键=内容，例如 proposal-agreed='3月3日邮件同意'
    ---- exit 2 ----
    ");
    let right = "--item budget-known=125万 --item decision-maker-known=张总 --item 时间已知=下周三 \
                 --item proposal-agreed=邮件同意";
    kam.out(&format!("stage D1 planned {ANSWERS} {right}"));
    let steps = kam.out("stage D1 -f json --columns stage_moves");
    let steps: serde_json::Value = serde_json::from_str(&steps).unwrap();
    insta::assert_snapshot!(steps["stage_moves"][1]["items"], @r#"["budget-known: 1250000.00","decision-maker-known: 张总","time-known: 2026-03-11","proposal-agreed: 邮件同意"]"#);
}
