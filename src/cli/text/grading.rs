//! Grades in words: why the rules propose one, what would raise it, what is not known.

use super::{Lang, horizon, join};
use crate::model::{Day, Grade};
use crate::playbook::{Playbook, SignSet};
use crate::rules::grade::{Cap, Cause, Clocks, FactorName, Need, OrderDay, Raise, Rule, Standing};

messages! {
    graded_all(deals["open deal", "open deals"], regraded, flagged) = "{deals:#}: {regraded} graded anew, {flagged} flagged for a person.", "共 {deals} 个跟进中的商机：重新评级 {regraded} 个，提示人工复核 {flagged} 个。";
    hint_flagged() = "`kam grade --flagged` lists those flagged.", "用 `kam grade --flagged` 列出需复核的商机。";
    no_deals_to_grade() = "No open deal here; `kam deal add ACCOUNT` opens one.", "没有跟进中的商机；用 `kam deal add 客户` 新建。";
    nothing_flagged() = "No grade is flagged.", "没有需复核的级别。";
    grade_what() = "no deal or account named", "没有指定商机或客户";
    hint_grade() = "name some, or use `--explain`, `--flagged` or `--all` for every open deal", "请指定商机或客户；对全部商机用 `--explain`、`--flagged` 或 `--all`";

    grade_proposed(deal, account, name, proposed, standing) = "{deal} {account} {name}: proposed {proposed}, {standing}", "{deal} {account} {name}：建议 {proposed}，{standing}";
    stands_by_rules(grade) = "stands at {grade} by the rules", "现为 {grade}（按规则）";
    stands_ungraded() = "not graded yet", "尚未评级";
    stands_by_hand(grade, day) = "stands at {grade}, given by a person on {day}", "现为 {grade}（{day} 人工评定）";
    stands_because(standing, reason) = "{standing} for `{reason}`", "{standing}，原因 `{reason}`";
    stands_by_staff(grade, staff, day) = "stands at {grade}, given by {staff} on {day}", "现为 {grade}（{staff} 于 {day} 评定）";
    flag_contradicted(proposed) = "flagged: the facts say {proposed}", "需复核：事实指向 {proposed}";
    flag_passed(day) = "flagged: {day}, the day expected, has passed without an order", "需复核：预计日 {day} 已过，尚未下单";
    flag_review(day) = "flagged: to be looked at again since {day}", "需复核：自 {day} 起应重新评定";
    cap_line(rule, name, grade, cause) = "{grade} at best by {name} (rule {rule}): {cause}", "{name}（规则 {rule}）最高 {grade}：{cause}";
    cap_none_line(rule, name, cause) = "no grade by {name} (rule {rule}): {cause}", "{name}（规则 {rule}）不定级：{cause}";
    cap_decides() = "; this decides", "；由此定级";
    raise_line(to, needs) = "{to} needs: {needs}", "升为 {to} 需要：{needs}";
    find_out_line(factors) = "to find out: {factors}", "待了解：{factors}";
    loyal_line() = "loyal without purchasing power: push gently", "无购买力的忠诚客户：温和推动";

    rule_no_order() = "no order is recorded (rule 1)", "没有订单（规则 1）";
    rule_no_factor() = "no buying factor is missing (rule 4)", "没有缺少的购买因素（规则 4）";
    rule_no_factor_known() = "no buying factor is known to be missing (rule 4)", "没有已知缺少的购买因素（规则 4）";
    rule_reachable() = "there is a way to reach them (rule 5)", "有联系方式（规则 5）";
    clock_unknown(first) = "clocks: first contact details of {first} → order: nobody knows when", "时钟：首次留下联系方式（{first}）→ 订单：时间未知";
    clock_expected(first, order, days["day", "days"], day, left["day", "days"]) = "clocks: first contact details of {first} → order expected {order}: {days:#}; {day} → order: {left:#}", "时钟：首次留下联系方式（{first}）→ 预计订单（{order}）：{days} 天；{day} → 订单：{left} 天";
    clock_overdue(first, order, days["day", "days"], over["day", "days"]) = "clocks: first contact details of {first} → order expected {order}: {days:#}; that day is {over:#} past", "时钟：首次留下联系方式（{first}）→ 预计订单（{order}）：{days} 天；该日已过 {over} 天";
    clock_ordered(first, order, days["day", "days"], ago["day", "days"]) = "clocks: first contact details of {first} → ordered {order}: {days:#}; that was {ago:#} ago", "时钟：首次留下联系方式（{first}）→ 下单（{order}）：{days} 天；距今 {ago} 天";
    clock_grades() = ", by which it is graded", "（据此评级）";
    grade_reason() = "a grade by hand needs its reason", "人工评级需要原因";
    hint_grade_reason() = "say it with `--reason TEXT`", "用 `--reason 原因` 说明";
    grade_set(deal, account, grade, was, reason) = "{deal} of {account}: grade {grade} (was {was}), by hand: {reason}", "{account} 的商机 {deal}：级别 {grade}（原 {was}），人工评定：{reason}";
    grade_set_again(deal, account, grade, reason) = "{deal} of {account}: grade {grade} confirmed, by hand: {reason}", "{account} 的商机 {deal}：确认级别 {grade}，人工评定：{reason}";
    grade_set_older(deal, account, last) = "{deal} of {account}: a later grade of {last} stands", "{account} 的商机 {deal}：{last} 的评级仍有效";
    cause_order_stage() = "the deal is at the order stage", "商机已到订单阶段";
    cause_no_date() = "nobody knows when they will buy", "购买时间未知";
    cause_date_passed(expected, days["day", "days"], day) = "expected {expected} passed {days:#} before {day}; that counts as nearest", "预计 {expected} 已过（至 {day} 共 {days} 天）；按最近计";
    cause_within(expected, days["day", "days"], day, grade, horizon) = "expected {expected} is {days:#} from {day}; {grade} up to {horizon}", "预计 {expected} 购买，离 {day} 还有 {days} 天；{horizon}内为 {grade}";
    cause_beyond(expected, days["day", "days"], day, horizon, last) = "expected {expected} is {days:#} from {day}; {horizon} ends {last}", "预计 {expected} 购买，离 {day} 还有 {days} 天；{horizon}的最后一天是 {last}";
    cause_no_sign() = "no sign is recorded", "没有购买信号";
    cause_factor(factor) = "{factor} is missing", "缺少{factor}";
    cause_confidence_and_need(confidence, need) = "{confidence} and {need} are both missing", "{confidence}与{need}都缺少";
    cause_unreachable() = "no phone, e-mail or address is known", "没有电话、邮箱或地址";

    need_reach() = "a phone, an e-mail address or an address", "电话、邮箱或地址";
    need_expected(last) = "an expected date by {last}", "预计购买日不晚于 {last}";
    need_sign(signs) = "one of: {signs}", "以下信号之一：{signs}";
    need_factor(factor) = "{factor}", "{factor}";
    need_confidence_or_need() = "confidence or need", "信心或需求";
}

/// Returns the name of a rule.
fn rule_name(lang: Lang, rule: Rule) -> &'static str {
    match (lang, rule) {
        (Lang::En, Rule::Order) => "order",
        (Lang::En, Rule::Horizon) => "expected date",
        (Lang::En, Rule::Signs) => "signs",
        (Lang::En, Rule::Factors) => "buying factors",
        (Lang::En, Rule::Reach) => "reach",
        (Lang::Zh, Rule::Order) => "订单",
        (Lang::Zh, Rule::Horizon) => "购买时间",
        (Lang::Zh, Rule::Signs) => "购买信号",
        (Lang::Zh, Rule::Factors) => "购买因素",
        (Lang::Zh, Rule::Reach) => "联系方式",
    }
}

fn factor(lang: Lang, factor: FactorName) -> &'static str {
    match (lang, factor) {
        (Lang::En, factor) => factor.key(),
        (Lang::Zh, FactorName::Confidence) => "信心",
        (Lang::Zh, FactorName::Need) => "需求",
        (Lang::Zh, FactorName::Power) => "购买力",
    }
}

/// Returns a factor with how far it is in our hands.
fn factor_in_reach(lang: Lang, name: FactorName) -> String {
    let reach = match (lang, name) {
        (Lang::En, FactorName::Confidence) => "in our control",
        (Lang::En, FactorName::Need) => "ours to influence",
        (Lang::En, FactorName::Power) => "ours to show concern for",
        (Lang::Zh, FactorName::Confidence) => "控制区",
        (Lang::Zh, FactorName::Need) => "影响区",
        (Lang::Zh, FactorName::Power) => "关心区",
    };
    match lang {
        Lang::En => format!("{} ({reach})", factor(lang, name)),
        Lang::Zh => format!("{}（{reach}）", factor(lang, name)),
    }
}

/// Returns factors to find out, each with how far it is in our hands.
pub(crate) fn to_find_out(lang: Lang, factors: &[FactorName]) -> String {
    join(lang, factors.iter().map(|name| factor_in_reach(lang, *name)))
}

/// Returns that a rule has no say, and why; `unknown`: whether a buying factor is to be found out.
pub(crate) fn rule_silent(lang: Lang, rule: Rule, unknown: bool) -> String {
    match rule {
        Rule::Order => rule_no_order(lang),
        Rule::Factors if unknown => rule_no_factor_known(lang),
        Rule::Factors => rule_no_factor(lang),
        Rule::Reach => rule_reachable(lang),
        // These two always have a say.
        Rule::Horizon | Rule::Signs => rule_name(lang, rule).to_owned(),
    }
}

/// Returns both clocks of a deal; `grades`: whether the second one has a say in its grade.
pub(crate) fn clocks(lang: Lang, clocks: &Clocks, day: Day, grades: bool) -> String {
    let first = clocks.first_on;
    let days = clocks.from_first.unwrap_or(0);
    let left = clocks.from_day.unwrap_or(0);
    match clocks.order {
        OrderDay::Unknown => clock_unknown(lang, first),
        OrderDay::Ordered(order) => clock_ordered(lang, first, order, days, -left),
        OrderDay::Expected(order) if left < 0 => clock_overdue(lang, first, order, days, -left),
        OrderDay::Expected(order) => {
            let mut line = clock_expected(lang, first, order, days, day, left);
            if grades {
                line.push_str(&clock_grades(lang));
            }
            line
        }
    }
}

fn signs(lang: Lang, signs: SignSet, playbook: &Playbook) -> String {
    let labels = signs.iter().map(|sign| playbook.sign_label(sign));
    let words = labels.map(|label| match lang {
        Lang::En => label.en.clone(),
        Lang::Zh => label.zh.clone(),
    });
    words.collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " })
}

/// Returns what one rule allows, with its arithmetic.
pub(crate) fn cap(lang: Lang, cap: &Cap, decides: bool, day: Day, playbook: &Playbook) -> String {
    let cause = cause(lang, cap, day, playbook);
    let (rule, name) = (cap.rule.number(), rule_name(lang, cap.rule));
    let mut line = match cap.grade {
        Grade::None => cap_none_line(lang, rule, name, cause),
        grade => cap_line(lang, rule, name, grade, cause),
    };
    if decides {
        line.push_str(&cap_decides(lang));
    }
    line
}

fn cause(lang: Lang, cap: &Cap, day: Day, playbook: &Playbook) -> String {
    match cap.cause {
        Cause::OrderStage => cause_order_stage(lang),
        Cause::OrderSigns(found) | Cause::Signs(found) => signs(lang, found, playbook),
        Cause::DateUnknown => cause_no_date(lang),
        Cause::DatePassed { expected_on, days_ago } => {
            cause_date_passed(lang, expected_on, days_ago, day)
        }
        Cause::Within { expected_on, days, horizon: within, .. } => {
            cause_within(lang, expected_on, days, day, cap.grade, horizon(lang, within))
        }
        Cause::Beyond { expected_on, days, horizon: within, last } => {
            cause_beyond(lang, expected_on, days, day, horizon(lang, within), last)
        }
        Cause::NoSign => cause_no_sign(lang),
        Cause::FactorMissing(name) => cause_factor(lang, factor_in_reach(lang, name)),
        Cause::ConfidenceAndNeedMissing => {
            let [confidence, need, _] = FactorName::ALL.map(|name| factor_in_reach(lang, name));
            cause_confidence_and_need(lang, confidence, need)
        }
        Cause::Unreachable => cause_unreachable(lang),
    }
}

/// Returns what would raise a deal by one grade.
pub(crate) fn raise(lang: Lang, raise: &Raise, playbook: &Playbook) -> String {
    let needs = raise.needs.iter().map(|need| match need {
        Need::WayToReach => need_reach(lang),
        Need::ExpectedBy { last, .. } => need_expected(lang, last),
        Need::AnySign(any) => need_sign(lang, signs(lang, *any, playbook)),
        Need::FactorThere(name) => need_factor(lang, factor(lang, *name)),
        Need::ConfidenceOrNeed => need_confidence_or_need(lang),
    });
    let needs: Vec<String> = needs.collect();
    raise_line(lang, raise.to, needs.join(if lang == Lang::Zh { "；且 " } else { "; and " }))
}

/// Returns who gave the grade that a deal has, by name, and the reason that was given with it.
pub(crate) fn standing(
    lang: Lang,
    standing: &Standing,
    who: Option<&str>,
    reason: Option<&str>,
) -> String {
    let grade = standing.given;
    let said = match (standing.given_by, standing.given_on) {
        (Some(id), Some(day)) => {
            let id = id.to_string();
            stands_by_staff(lang, grade, who.unwrap_or(&id), day)
        }
        (None, Some(day)) => stands_by_hand(lang, grade, day),
        (_, None) if grade == Grade::N => stands_ungraded(lang),
        (_, None) => stands_by_rules(lang, grade),
    };
    match reason {
        Some(reason) => stands_because(lang, said, reason),
        None => said,
    }
}

/// Returns why a person has to look at a grade; nothing where none has to.
pub(crate) fn flags(lang: Lang, standing: &Standing) -> Vec<String> {
    let mut flags = Vec::new();
    flags.extend(standing.passed.map(|on| flag_passed(lang, on)));
    if standing.given_on.is_some() && standing.contradicted() {
        flags.push(flag_contradicted(lang, standing.proposed));
    }
    if let Some(review_on) = standing.review_on.filter(|_| standing.review_due) {
        flags.push(flag_review(lang, review_on));
    }
    flags
}
