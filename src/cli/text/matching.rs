//! Messages about who may be the same customer, and why.

use super::Lang;

messages! {
    sum_of_weights(sum, possible, sure) = "Sum {sum}: from {possible} on a person is asked, from {sure} on they are the same.", "合计 {sum} 分：达到 {possible} 分由人工判断，达到 {sure} 分视为同一客户。";
    sum_unasked(sum, sure) = "Sum {sum}: from {sure} on they are the same; nothing but the names speaks for it, and those differ.", "合计 {sum} 分：达到 {sure} 分视为同一客户；除名称外没有其他依据，而名称并不相同。";
    kept_apart() = "What contradicts (!!) is for a person to judge, whatever else agrees: they may have moved, or be two.", "有矛盾（!!）的一律由人工判断：可能已搬迁，也可能是两家。";
    sure_by_rule(reason) = "One rule alone makes them the same: {reason}.", "仅凭一条规则即可认定为同一客户：{reason}。";
    never_sure() = "But the names or cities differ so that nothing is joined without a person's word, whatever the sum.", "但名称或城市有别，无论多少分都须由人工判断。";
    of_all(place, count) = "{place} of {count}", "第 {place} 组，共 {count} 组";
    asked_about(progress, group, rows["row", "rows"]) = "{progress}: {group}, {rows:#}", "{progress}：{group}，{rows} 行";
    held_why(reason, score) = "Held because: {reason}. About {score} in 100 such are the same.", "待判断原因：{reason}；此类情形约 {score}% 是同一客户。";
    has_open_deal(account, grade) = "{account} has an open deal, grade {grade}.", "{account} 有进行中的商机，级别 {grade}。";
    legend() = "= agrees  ~ close or in part  ! differs  !! contradicts  blank: says nothing", "= 一致  ~ 相近或部分相同  ! 不同  !! 矛盾  空白：无从比较";
    row_of_list(group) = "list {group}", "名单 {group}";
    our_account(account) = "account {account}", "客户 {account}";
    review_keys() = "(a) same (s) different (n/Enter) later (e) explain (u) undo (q) quit + Enter", "(a) 同一客户 (s) 不同客户 (n/回车) 以后 (e) 说明 (u) 撤销 (q) 退出；按回车";
    also_like(account, name, marks) = "Also like it: {account} {name} ({marks}). Type {account} if it is that one, e {account} to see it beside.", "另有相似：{account} {name}（{marks}）。如是该客户，请输入 {account}；并排查看请输入 e {account}。";
    decided_so_far(decided["group", "groups"], same) = "Held for this reason and decided so far: {decided:#}; the candidate was right in {same}.", "此前因同一原因已判断 {decided} 组，其中属候选客户的 {same} 组。";
    says_otherwise(row, values) = "{row} says {values}.", "{row}：{values}。";
    known_as_well(account, values) = "{account} is known otherwise too: {values}.", "{account} 的其他写法：{values}。";
    held_below() = "Less than that: other rows of the two are nearer, or the account was another when the row came.", "低于该分值：双方其他行更为接近，或导入时客户资料与现在不同。";
    held_above() = "Held nevertheless: not every row of the one fits every row of the other.", "仍须人工判断：双方各行之间并非全部相符。";
    no_such_account(account) = "There is no {account}.", "没有 {account}。";
    and_rows_more(rows["row", "rows"]) = "… and {rows:#} more.", "……另有 {rows} 行。";
    no_such_key() = "a, s, n, e, u, q, the id of an account, or e and an id; then Enter", "请输入 a、s、n、e、u、q、客户编号，或 e 加客户编号，再按回车";
    nothing_decided_here() = "Nothing was decided here that could be taken back; `kam undo` takes back what was done before.", "本次尚无判断可撤销；此前的操作用 `kam undo` 撤销。";
    settled_meanwhile(group) = "{group} does not wait any more: somebody decided, or took the list back.", "{group} 已不再待判断：他人已处理，或该批次已撤销。";
    review_done(accepted, separated, left["group waits", "groups wait"]) = "{accepted} accepted, {separated} separated; {left:#} for another time.", "合并 {accepted} 组，区分 {separated} 组；还有 {left} 组待判断。";
    undo_decision() = "`kam undo` takes the last decision back.", "用 `kam undo` 可撤销最近一次判断。";
    no_group_fits(most) = "No group fits the condition; the highest score of those that wait is {most}.", "没有符合条件的组；待判断的组中可能性最高为 {most}。";
    condition_blank() = "the condition is blank; say which groups, as `score>=0.7`", "条件为空；请说明哪些组，如 `score>=0.7`";
    no_score(number) = "`{number}` is no score: a share such as 0.7, or a number from 0 to 100", "`{number}` 不是可能性：应为 0.7 这样的比例，或 0 到 100 的数";
    dry_run_of_nothing() = "`--dry-run` needs `--accept-all` or `--separate-all`", "`--dry-run` 须与 `--accept-all` 或 `--separate-all` 同用";
    no_twins() = "No two accounts look like the same customer.", "没有疑似重复的客户。";
    hint_merge_sure(sure["account is", "accounts are"]) = "{sure:#} surely another one: `kam dedupe --merge` makes them one.", "{sure} 个客户确定重复：用 `kam dedupe --merge` 合并。";
    hint_possible(possible["pair is", "pairs are"], candidate, account) = "{possible:#} for you to decide: `kam merge {candidate} {account}` where it is the same customer, `kam dedupe separate {candidate} {account}` where not.", "{possible} 对待人工判断：是同一客户则 `kam merge {candidate} {account}`，不是则 `kam dedupe separate {candidate} {account}`。";
    twins_merged(count["account was", "accounts were"]) = "{count:#} made part of another one.", "已合并 {count} 个重复客户。";
    kept_two(one, other) = "{one} and {other} are two customers.", "{one} 和 {other} 是两个客户，已记住。";
    nobody_like() = "No customer looks like it.", "没有相似的客户。";
}

/// Says how a field of two compares, with a mark that is seen without colour.
pub(crate) fn verdict(lang: Lang, key: &str) -> String {
    let (mark, en, zh) = match key {
        "agrees" => ("= ", "agrees", "一致"),
        "close" => ("~ ", "close", "相近"),
        "partly" => ("~ ", "in part", "部分相同"),
        "differs" => ("! ", "differs", "不同"),
        "contradicts" => ("!! ", "contradicts", "矛盾"),
        _ => ("", "missing", "未知"),
    };
    format!("{mark}{}", if lang == Lang::Zh { zh } else { en })
}
