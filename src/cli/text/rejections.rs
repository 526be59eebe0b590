//! Why rows were rejected, and how they are mended.

use super::Lang;
use crate::model::{Choice, TouchKind, TouchResult};

/// Says why a row could not be used; `None` where the code is none of a rejection.
pub(crate) fn reject_reason(lang: Lang, code: &str) -> Option<&'static str> {
    let (_, reason, _) = REJECTIONS.iter().find(|(known, ..)| *known == code)?;
    Some(said(lang, reason))
}

/// Says how to mend a row that could not be used.
pub(crate) fn reject_remedy(lang: Lang, code: &str) -> String {
    let found = REJECTIONS.iter().find(|(known, ..)| *known == code).or(REJECTIONS.first());
    let remedy = found.map_or("", |(.., remedy)| said(lang, remedy));
    match code {
        "way-unknown" => remedy.replace("{}", &words::<TouchKind>(lang)),
        "result-unknown" => remedy.replace("{}", &words::<TouchResult>(lang)),
        _ => remedy.to_owned(),
    }
}

/// Says every reason why a row could not be used, each with the header of the cell that shows it
/// where there are several, and in the same way how to mend it.
pub(crate) fn reject_reasons(lang: Lang, reasons: &[(Option<&str>, &str)]) -> (String, String) {
    let (of, between) = if lang == Lang::Zh { ("：", "；") } else { (": ", "; ") };
    let joined = |say: &dyn Fn(&str) -> String| {
        let said = reasons.iter().map(|(header, code)| match header {
            Some(header) if reasons.len() > 1 => format!("{header}{of}{}", say(code)),
            _ => say(code),
        });
        said.collect::<Vec<_>>().join(between)
    };
    (joined(&|code| super::reason(lang, code)), joined(&|code| reject_remedy(lang, code)))
}

fn said(lang: Lang, (english, chinese): &(&'static str, &'static str)) -> &'static str {
    if lang == Lang::Zh { chinese } else { english }
}

fn words<T: Choice>(lang: Lang) -> String {
    let word = |value: &T| if lang == Lang::Zh { value.term() } else { value.key() };
    let between = if lang == Lang::Zh { "、" } else { ", " };
    T::ALL.iter().map(word).collect::<Vec<_>>().join(between)
}

/// A code, then in English and Chinese why a row is rejected, and the remedy.
type Known = (&'static str, (&'static str, &'static str), (&'static str, &'static str));

const REJECTIONS: &[Known] = &[
    (
        "nothing-usable",
        ("no name and no phone, e-mail or credit code", "没有名称，也没有电话、邮箱或信用代码"),
        ("fill in a name, or a phone, e-mail or credit code", "请补上名称，或电话、邮箱、信用代码"),
    ),
    (
        "ragged",
        ("more cells than columns", "单元格多于列数"),
        ("put what was split into several cells back into one", "请把被拆成几格的内容并回一格"),
    ),
    (
        "account-unknown",
        ("no account has this id", "没有这个编号的客户"),
        (
            "correct the id, or leave it blank: then name and phone are compared",
            "请改正编号，或留空：留空则按名称和电话比对",
        ),
    ),
    (
        "account-differs",
        ("not the name of the account that the id names", "与编号所指客户的名称不符"),
        (
            "put ids and names of each row back together; where the account is right, clear the name",
            "请把各行的编号和名称对齐；若客户无误，清空名称",
        ),
    ),
    (
        "account-possible",
        ("may be an account we have, not surely", "可能是已有客户，不能确定"),
        (
            "fill in the account id: `kam batch rows` names the candidate, `kam who` finds others",
            "请填写客户ID：`kam batch rows` 给出候选，`kam who` 可查找",
        ),
    ),
    (
        "deal-unknown",
        ("no deal of this account has this id", "该客户没有这个编号的商机"),
        ("correct the id, or leave it blank", "请改正编号，或留空"),
    ),
    (
        "touch-unsaid",
        ("neither result nor way", "没有接触结果，也没有接触方式"),
        ("fill in the result, or the way of contact", "请填写接触结果，或接触方式"),
    ),
    (
        "way-unknown",
        ("no way of contact", "不是接触方式"),
        ("write one of {}", "请填写以下之一：{}"),
    ),
    (
        "result-unknown",
        ("no result of a contact", "不是接触结果"),
        ("write one of {}; what was said is the note", "请填写以下之一：{}；谈话内容填入沟通内容"),
    ),
    (
        "day-unreadable",
        ("no day", "不是日期"),
        ("write it as 2026-03-09", "请写成 2026-03-09 的形式"),
    ),
    (
        "day-to-come",
        ("later than today", "晚于今天"),
        (
            "write the day on which it happened; one agreed is the next contact",
            "请填写发生的日期；约定的日期填入下次联系",
        ),
    ),
    (
        "next-unreadable",
        ("no day, or one before the contact", "不是日期，或早于联系日期"),
        ("write it as 2026-03-09, or 2026-03-09 14:30", "请写成 2026-03-09 或 2026-03-09 14:30"),
    ),
    (
        "grade-unusable",
        ("no grade that people give", "不是可以给出的级别"),
        ("write O, H, A, B or C, or leave it blank", "请填写 O、H、A、B、C 之一，或留空"),
    ),
    (
        "grade-without-deal",
        ("a grade, and no open deal or several", "给出了级别，但没有进行中的商机，或有多个"),
        ("fill in the deal id, or leave the grade blank", "请填写商机ID，或清空级别"),
    ),
    (
        "staff-unknown",
        ("nobody of ours, or several", "没有这位员工，或有多位"),
        (
            "write the name as `kam staff list` has it, or leave it blank",
            "请按 `kam staff list` 中的姓名填写，或留空",
        ),
    ),
    (
        "vehicle-unnamed",
        ("neither plate nor VIN", "没有车牌，也没有车架号"),
        ("fill in one of them", "请填写其中之一"),
    ),
    (
        "vehicle-elsewhere",
        ("a vehicle of another account has it", "是另一客户的车辆"),
        (
            "correct it, or fill in the id of the account it belongs to: `kam batch rows` names it",
            "请改正，或填写车辆所属客户的客户ID：`kam batch rows` 会给出",
        ),
    ),
    (
        "order-unnumbered",
        (
            "no order number, or one that a spreadsheet shortened",
            "没有订单号，或被表格软件改成了科学计数",
        ),
        (
            "fill in the order number; rows of one number and customer are one order",
            "请填写订单号；订单号和客户相同的各行是同一订单",
        ),
    ),
    (
        "order-to-come",
        ("later than today", "晚于今天"),
        (
            "write the day on which it was placed; one promised is the delivery date",
            "请填写下单日期；承诺的日期填入交车日期",
        ),
    ),
    (
        "order-model",
        ("no model, and the deal names none", "没有车型，商机中也没有"),
        ("fill in the model", "请填写车型"),
    ),
    (
        "quantity-unreadable",
        ("no number of pieces", "不是台数"),
        ("write a whole number from 1; left blank, it is 1", "请填写 1 以上的整数；留空为 1"),
    ),
    (
        "price-unreadable",
        ("no price", "不是单价"),
        (
            "write the price of one as 250000, or leave it blank",
            "请写成 250000 或 25万 的形式，或留空",
        ),
    ),
    (
        "deposit-unreadable",
        ("no amount", "不是金额"),
        (
            "write the deposit received as 50000, or leave it blank",
            "请按已收定金写成 50000 或 5万 的形式，或留空",
        ),
    ),
    (
        "payment-unknown",
        ("no form of payment of the playbook", "不是规则中的付款方式"),
        (
            "write one of `payment_forms` in `kam playbook show`, or leave it blank",
            "请填写 `kam playbook show` 中 `payment_forms` 之一，或留空",
        ),
    ),
    (
        "deal-none",
        ("no open deal of this customer", "该客户没有进行中的商机"),
        (
            "`kam deal add` one (a new customer first with `kam add`), then import the rejected rows",
            "先用 `kam deal add` 新建商机（新客户先用 `kam add`），再导入拒收的行",
        ),
    ),
    (
        "deals-several",
        ("several open deals of this customer", "该客户有多个进行中的商机"),
        ("fill in the deal id: `kam show` names them", "请填写商机ID：`kam show` 会列出"),
    ),
    (
        "deal-closed",
        ("this deal is closed", "该商机已结束"),
        (
            "fill in the id of an open deal, or open it again with `kam stage`",
            "请填写进行中的商机ID，或用 `kam stage` 重新打开",
        ),
    ),
    (
        "stages-skipped",
        (
            "it leaves stages of the deal out, and no reason says why",
            "跳过商机的阶段，但没有说明原因",
        ),
        (
            "fill in a column `reason`, or say it for all rows in `[constants]` of `--rules`; or move the deal on first with `kam stage`",
            "请增加并填写“跳过原因”一列，或在 `--rules` 的 `[constants]` 中统一说明 reason；也可先用 `kam stage` 推进商机",
        ),
    ),
    (
        "order-differs",
        ("says otherwise of its order than a row before", "与同一订单前面的行不一致"),
        (
            "write day, deposit, payment, promised day and deal of an order alike in its rows, or in the first alone",
            "同一订单各行的日期、定金、付款方式、交车日期和商机应一致，或只填在第一行",
        ),
    ),
    (
        "order-incomplete",
        ("another row of this order cannot be used", "同一订单的另一行不能使用"),
        (
            "correct that row: an order is recorded whole or not at all",
            "请改正那一行：订单要么整单记录，要么不记录",
        ),
    ),
    (
        "order-changed",
        ("an order of this number is recorded, and says otherwise", "该订单号已有记录，但内容不同"),
        (
            "correct the row, or change the order with `kam order`; to record it anew, `kam undo` its batch first",
            "请改正该行，或用 `kam order` 修改订单；如需重新记录，先用 `kam undo` 撤销该批",
        ),
    ),
    (
        "order-none",
        (
            "no order of this customer has this number, or none is open",
            "该客户没有这个订单号，或没有待交付的订单",
        ),
        (
            "correct the number; record an order that is missing with `kam order` or `--source orders` first",
            "请改正订单号；缺少的订单先用 `kam order` 或 `--source orders` 记录",
        ),
    ),
    (
        "orders-several",
        ("several orders of this customer are open", "该客户有多个待交付的订单"),
        (
            "fill in the order number, or the id that `kam order` lists",
            "请填写订单号，或 `kam order` 列出的编号",
        ),
    ),
    (
        "line-unknown",
        ("no line of the order has this model and colour", "订单中没有这个车型和颜色"),
        (
            "write model and colour as `kam order` prints them",
            "请按 `kam order` 显示的车型和颜色填写",
        ),
    ),
    (
        "lines-several",
        ("several lines of the order may be meant", "可能是订单的多行"),
        ("fill in model and colour", "请填写车型和颜色"),
    ),
    (
        "delivery-done",
        ("nothing of it is open", "已无待交"),
        (
            "a delivery that is recorded needs no row; `kam order` prints what is open",
            "已记录的交付不必再导入；`kam order` 显示待交",
        ),
    ),
    (
        "delivery-more",
        ("more pieces than are open", "多于待交的台数"),
        (
            "correct the quantity: `kam order` prints what is open",
            "请改正数量：`kam order` 显示待交",
        ),
    ),
    (
        "delivery-early",
        ("a day before the order, or later than today", "早于订单日期，或晚于今天"),
        ("write the day on which it was handed over", "请填写实际交车日期"),
    ),
    (
        "vins-more",
        ("more VINs or plates than pieces", "车架号或车牌多于台数"),
        ("correct the quantity, or leave it blank", "请改正数量，或留空"),
    ),
    (
        "vin-known",
        (
            "a vehicle has this VIN, and not by this delivery",
            "已有车辆使用该车架号，且不是这次交付",
        ),
        (
            "correct the VIN; `kam deliver` records it all the same",
            "请改正车架号；如确实如此，用 `kam deliver` 记录",
        ),
    ),
    (
        "touch-changed",
        (
            "imported before and changed since, and no other contact by day, way and result",
            "已导入过，之后有改动，但日期、方式和结果都未变",
        ),
        (
            "a further contact has its own day, way or result; to correct one, `kam undo` the batch and import the sheet again",
            "再次联系请改日期、方式或结果；如需更正，先 `kam undo` 撤销该批，再重新导入",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rejection_is_said_in_both_languages_with_its_remedy() {
        for (code, ..) in REJECTIONS {
            let (english, chinese) =
                [Lang::En, Lang::Zh].map(|lang| reject_reason(lang, code).unwrap()).into();
            let remedies = [Lang::En, Lang::Zh].map(|lang| reject_remedy(lang, code));
            assert!(english.is_ascii() && remedies[0].is_ascii(), "{code}");
            assert!(!chinese.is_ascii() && !remedies[1].is_ascii(), "{code}");
            assert!(!remedies.iter().any(|remedy| remedy.contains("{}")), "{code}");
        }
        assert_eq!(reject_reason(Lang::En, "alike"), None);
    }

    #[test]
    fn several_reasons_are_told_with_their_columns() {
        let one: &[(Option<&str>, &str)] = &[(Some("日期"), "day-unreadable")];
        let (reason, remedy) = reject_reasons(Lang::En, one);
        assert_eq!((reason.as_str(), remedy.as_str()), ("no day", "write it as 2026-03-09"));
        let several = [one, &[(None, "account-possible"), (Some("VIN"), "vin-known")]].concat();
        let (reason, _) = reject_reasons(Lang::Zh, &several);
        assert_eq!(
            reason,
            "日期：不是日期；可能是已有客户，不能确定；VIN：已有车辆使用该车架号，且不是这次交付"
        );
    }
}
