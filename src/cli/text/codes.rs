//! What the stable codes of lists mean: problems of cells, and why rows are one customer or wait.

use super::{Lang, reject_reason};
use crate::ingest::clean::problem;
use crate::render::Cell;

/// Returns what a problem's code means, with its fact filled in; the code itself where it is
/// unknown.
pub(crate) fn problem(lang: Lang, code: &str, detail: &str) -> String {
    match (lang, chinese(PROBLEMS, code)) {
        (Lang::Zh, Some(message)) => message.replace("{}", &detail.replace(" or ", " 或 ")),
        _ => problem::explain(code, detail),
    }
}

/// Returns why a row is the same customer, is held, or was rejected; the code itself where it is
/// unknown.
pub(crate) fn reason(lang: Lang, code: &str) -> String {
    if let Some(reason) = reject_reason(lang, code) {
        return reason.to_owned();
    }
    if let Some(batch) = code.strip_prefix("loaded-in-") {
        return super::loaded_in(lang, batch);
    }
    let known = REASONS.iter().find(|(known, ..)| *known == code);
    known.map_or(code, |(_, en, zh)| if lang == Lang::Zh { zh } else { en }).to_owned()
}

/// Returns the cell of such a reason: its code, or where people of `lang` read it, words.
pub(crate) fn reason_cell(people: Option<Lang>, code: Option<&str>) -> Cell<'_> {
    match (people, code) {
        (_, None) => Cell::Null,
        (None, Some(code)) => Cell::Key(code),
        (Some(lang), Some(code)) => Cell::Text(reason(lang, code).into()),
    }
}

fn chinese(list: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    list.iter().find(|(known, _)| *known == code).map(|(_, message)| *message)
}

/// Every problem's code with its Chinese message, in which `{}` is the fact.
const PROBLEMS: &[(&str, &str)] = &[
    ("sheet-error", "表格中的错误值 {}"),
    ("lost-character", "有字符在来此之前已丢失"),
    ("scientific", "被表格按科学计数法舍去了数字"),
    ("phone-length", "{} 位，手机号应为 11 位"),
    ("phone-landline-length", "{} 位，固定电话带区号应为 10 至 12 位"),
    ("phone-plan", "没有这样开头的号码"),
    ("phone-short", "只有 {} 位，不足一个电话号码"),
    ("phone-long", "有 {} 位，超过一个电话号码"),
    ("phone-letters", "`{}` 不是电话号码的内容"),
    ("phone-label", "已读出号码，旁边的 `{}` 未采用"),
    ("phone-fax", "传真号码"),
    ("email-form", "不是邮箱地址"),
    ("email-several", "有 {} 个地址，采用第一个"),
    ("website-form", "不是网址"),
    ("credit-code-length", "{} 位，信用代码应为 18 位"),
    ("credit-code-letters", "`{}` 不是信用代码的字符"),
    ("credit-code-check", "校验位应为 {}"),
    ("vin-length", "{} 位，车架号应为 17 位"),
    ("vin-letters", "`{}` 不是车架号的字符"),
    ("vin-check", "校验位应为 {}"),
    ("date-form", "不是日期"),
    ("date-incomplete", "日期不完整：缺年、月或日"),
    ("date-calendar", "日历上没有这一天"),
    ("date-order", "可能是 {}；请说明年、月、日的先后"),
    ("money-form", "不是金额"),
    ("money-range", "有多个金额"),
    ("money-currency", "币种是 {}，与数据库不同"),
    ("money-large", "金额过大"),
    ("quantity-form", "不是数量"),
    ("quantity-vague", "只是大概的数量"),
    ("quantity-range", "是数量范围"),
    ("quantity-none", "{} 不能作购买数量"),
    ("kind-unknown", "既不是单位也不是个人"),
    ("kilometres-form", "不是公里数"),
    ("ownership-unknown", "不是保有类型；可用：自销、他销、他厂牌"),
    ("next-over", "{} 已过，未预约"),
    ("promise-early", "早于 {} 的下单日，未作承诺"),
    ("grade-of-nobody", "没有联系到人，无从评级"),
    ("grade-unknown", "不是级别；应为 O、H、A、B、C 之一"),
    ("place-code", "是代码，不是地名"),
    ("value-missing", "此处不能为空"),
    ("row-wide", "超出表格的 {} 列"),
    ("row-repeated", "与第 {} 行相同"),
    ("login-form", "登录名不能有空格"),
    ("login-taken", "是 {} 的登录名"),
    ("name-taken", "{} 的登录名与此不同"),
    ("known-otherwise", "已登记为 `{}`，未作改动"),
    ("role-unknown", "不是角色；可用：销售顾问、电网销、前台、经理、大客户经理、客服、运营"),
    ("shop-unknown", "没有这家门店，或有多家"),
    ("calendar-unknown", "不是营业日；可用：每天营业、工作日"),
];

/// Every reason with its English and Chinese text.
const REASONS: &[(&str, &str, &str)] = &[
    ("same-credit-code", "same credit code", "信用代码相同"),
    ("same-phone-and-name", "same phone and name", "电话和名称相同"),
    ("same-email-and-name", "same e-mail and name", "邮箱和名称相同"),
    ("same-name-and-address", "same name and address", "名称和地址相同"),
    ("same-name-and-city", "same name and city", "名称和城市相同"),
    (
        "short-name-and-city",
        "one name is the other shortened, same city",
        "一方为另一方的简称，城市相同",
    ),
    ("same-name-city-unknown", "same name, one city unknown", "名称相同，一方城市不明"),
    ("same-phone-no-name", "same phone, no name in the row", "电话相同，该行没有名称"),
    ("same-email-no-name", "same e-mail, no name in the row", "邮箱相同，该行没有名称"),
    ("same-as-other", "same as another row of this customer", "与该客户的另一行相同"),
    (
        "same-phone-and-name-other-house",
        "same phone and name, another house number",
        "电话和名称相同，门牌号不同",
    ),
    ("same-name-other-house", "same name and city, another address", "名称和城市相同，地址不同"),
    ("fits-several", "fits several customers", "与多个客户相符"),
    (
        "same-name-same-address-elsewhere",
        "same name, street and house number in another city",
        "名称和门牌相同，城市不同",
    ),
    ("almost-the-same", "facts agree or nearly do", "各项相同或相近"),
    ("alike", "alike, not surely the same", "相近，不能确定"),
    ("same-phone-other-name", "same phone, other name", "电话相同，名称不同"),
    ("same-own-id", "same id in its source", "来源编号相同"),
    ("recorded-before", "recorded already, and says the same", "已有记录，内容相同"),
    ("named-by-our-id", "named by our id", "由我方编号指明"),
    ("decided-in-plan", "decided in the plan", "计划中改判"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::matching::Reason;

    #[test]
    fn every_problem_is_said_in_both_languages_with_its_fact() {
        for (code, english) in problem::PROBLEMS {
            let message = chinese(PROBLEMS, code);
            let message = message.unwrap_or_else(|| panic!("no Chinese text for `{code}`"));
            assert!(!message.is_ascii(), "{code}");
            assert_eq!(message.matches("{}").count(), english.matches("{}").count(), "{code}");
        }
        assert_eq!(PROBLEMS.len(), problem::PROBLEMS.len());
        let days = "1926-03-04 or 1926-04-03";
        assert_eq!(
            super::problem(Lang::Zh, "date-order", days),
            "可能是 1926-03-04 或 1926-04-03；请说明年、月、日的先后"
        );
    }

    #[test]
    fn every_reason_is_said_in_both_languages() {
        let codes = Reason::ALL.iter().map(|reason| reason.code());
        for code in codes.chain([
            "nothing-usable",
            "ragged",
            "same-own-id",
            "recorded-before",
            "named-by-our-id",
            "touch-changed",
            "decided-in-plan",
            "loaded-in-B7",
        ]) {
            let (english, chinese) = (reason(Lang::En, code), reason(Lang::Zh, code));
            assert!(english != code && english.is_ascii(), "{code}: {english}");
            assert!(chinese != code && !chinese.is_ascii(), "{code}: {chinese}");
        }
        assert_eq!(reason(Lang::Zh, "not-known-here"), "not-known-here");
    }
}
