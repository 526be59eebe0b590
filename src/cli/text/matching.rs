//! Messages about who may be the same customer, and why.

use super::Lang;

messages! {
    sum_of_weights(sum, possible, sure) = "Sum {sum}: from {possible} on a person is asked, from {sure} on they are the same.", "合计 {sum} 分：达到 {possible} 分由人工判断，达到 {sure} 分视为同一客户。";
    sum_unasked(sum, sure) = "Sum {sum}: from {sure} on they are the same; no phone, e-mail or site speaks for it.", "合计 {sum} 分：达到 {sure} 分视为同一客户；没有电话、邮箱或地点作为依据。";
    kept_apart() = "What contradicts (!!) is for a person to judge, whatever else agrees: they may have moved, or be two.", "有矛盾（!!）的一律由人工判断：可能已搬迁，也可能是两家。";
    sure_by_rule(reason) = "One rule alone makes them the same: {reason}.", "仅凭一条规则即可认定为同一客户：{reason}。";
    never_sure() = "But what is read of the names or cities differs, so that nothing is joined without a person's word, whatever the sum.", "但从名称或城市读出的内容有别，无论多少分都须由人工判断。";
    read_otherwise() = "But though the names are written alike, one list names no city: which part of the name is a place is read otherwise, so a person's word is needed.", "但名称写法虽同，一方未写城市，名称中何为地名读法不一，须由人工判断。";
    of_all(place, count) = "{place} of {count}", "第 {place} 组，共 {count} 组";
    asked_about(progress, group, rows["row", "rows"]) = "{progress}: {group}, {rows:#}", "{progress}：{group}，{rows} 行";
    held_why(reason, score) = "Held because: {reason}. About {score} in 100 such are the same.", "待判断原因：{reason}；此类情形约 {score}% 是同一客户。";
    such_are_the_same(score) = "About {score} in 100 such are the same.", "此类情形约 {score}% 是同一客户。";
    about_in_100(score) = "about {score} in 100", "约 {score}%";
    waits_too(group, name, marks) = "Waits too: {group} {name} ({marks}). Type e {group} to see it beside.", "同样待判断：{group} {name}（{marks}）。并排查看请输入 e {group}。";
    waits_for_it_too(candidate, group, name, marks) = "Waits for {candidate} too: {group} {name} ({marks}). Type e {group} to see it beside.", "同样等待归入 {candidate}：{group} {name}（{marks}）。并排查看请输入 e {group}。";
    and_groups_more(groups["group waits", "groups wait"]) = "… and {groups:#} that may be it or stand there.", "……另有 {groups} 组可能相同或在同一地点。";
    decided_alone(group, other) = "{group} and {other} are decided on one by one.", "{group} 和 {other} 分别判断。";
    no_such_group(group) = "No group {group} waits.", "没有待判断的 {group}。";
    has_open_deal(account, grade) = "{account} has an open deal, grade {grade}.", "{account} 有进行中的商机，级别 {grade}。";
    legend() = "= agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs", "= 一致  ~ 相近或部分相同  ! 不同  !! 矛盾  空白：不作依据  [ ] 不同处";
    row_of_list(group) = "list {group}", "名单 {group}";
    our_account(account) = "account {account}", "客户 {account}";
    nearest_row(row) = "list {row} (nearest)", "名单 {row}（最接近）";
    rows_of_list(group) = "Rows of {group} (= on both sides, ! differs from the other, ? not read); of later ones what is not as in the first:", "{group} 的各行（= 双方都有，! 与对方不同，? 未能读出；后面各行只列与第一行不同的内容）：";
    rows_of_account(account, told) = "Rows of {account} ({told}), what they say otherwise than the account:", "{account}（{told}）的各行（只列与客户资料不同的内容）：";
    row_says(row, values) = "  {row}: {values}", "  {row}：{values}";
    row_made(row, account, values) = "  {row}: {account} was made of it: {values}", "  {row}：{account} 由此行建立：{values}";
    row_not_kept(row) = "  {row}: what it said was not kept", "  {row}：未保留原文";
    twice_in_list(lists) = "Both stand in {lists}: who stands twice in one list, at two houses, is seldom one customer.", "双方同在 {lists} 中：同一份名单在两个地址各列一次的很少是同一客户。";
    both_in_list(lists) = "Both stand in {lists}: one list seldom has one customer under two names.", "双方同在 {lists} 中：同一份名单很少把同一客户用两个名称列出。";
    few_in_both(ours, theirs, of["customer", "customers"], both) = "Of {of:#} in {ours} {both} stand in {theirs} too: the two lists share few, and the percentage is of lists that share most.", "{ours} 有 {of} 家客户，其中 {both} 家也在 {theirs} 中：两份名单很少重合，而百分比出自大多重合的名单。";
    renamed_or_other() = "Only a firm that was renamed is the same; another that took its place and phone is not.", "改名的才是同一客户；别家接手其场地和电话的不是。";
    own_address(account, address) = "{account} itself has the address {address}; the nearest of those that lists told is shown.", "{account} 自己的地址是 {address}；上面列出的是名单所述地址中最接近的一个。";
    shared_phone(phone, accounts) = "{phone} is a phone of {accounts} accounts, and speaks for none of them; `kam who {phone}` names them.", "{phone} 是 {accounts} 个客户共用的电话，不作为依据；`kam who {phone}` 可列出。";
    stands_there(others) = "At one of these addresses: {others}.", "在上述地址的其他客户：{others}。";
    one_name_two(one, other, marks) = "{one} and {other} have one name, and are two: {marks}. e {one} {other} shows them beside each other; `kam merge {one} {other}` makes them one.", "{one} 与 {other} 同名，但分为两个客户：{marks}。并排查看请输入 e {one} {other}；合并用 `kam merge {one} {other}`。";
    called_as(name, other) = "{name}, also called {other}", "{name}，又称 {other}";
    nearer_now(account, candidate) = "By its sum {account} comes nearer than {candidate}: look at it first.", "按合计 {account} 比 {candidate} 更接近，请先查看。";
    called_so_too(account, others) = "Of the name of {account}, but for words of trade and place: {others}.", "与 {account} 字号相同：{others}。";
    no_other_like() = "Nobody else was found by name or phone; `kam who` takes part of a name.", "按全名和电话未找到其他客户；按部分名称查找用 `kam who`。";
    row_called_so(others) = "Of the row's name, but for words of trade and place: {others}.", "与该行字号相同：{others}。";
    type_again(account) = "{account} was not proposed. Type {account} again to give it the rows.", "{account} 不在候选之列。如确认归入，请再输入一次 {account}。";
    review_keys() = "a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter", "a 同一，s 不同，n 以后，r 各行，e 说明，u 撤销，q 退出，? 帮助；按回车";
    also_like(account, name, marks) = "Also like it: {account} {name} ({marks}). Type {account} if it is that one, e {account} to see it beside.", "另有相似：{account} {name}（{marks}）。如是该客户，请输入 {account}；并排查看请输入 e {account}。";
    decided_so_far(decided["group", "groups"], same, other) = "Decided so far for this reason: {decided:#}, {same} as the same, {other} as different.", "因此原因已判断 {decided} 组：同一客户 {same} 组，不同客户 {other} 组。";
    decided_elsewhere(decided["group", "groups"], same, elsewhere, other) = "Decided so far for this reason: {decided:#}, {same} as the same, {elsewhere} as another account, {other} as new.", "因此原因已判断 {decided} 组：同一客户 {same} 组，归入其他客户 {elsewhere} 组，新客户 {other} 组。";
    says_otherwise(row, values) = "{row} says {values}.", "{row}：{values}。";
    known_as_well(account, values) = "{account} is known otherwise too: {values}.", "{account} 的其他写法：{values}。";
    held_below() = "Less than that: other rows of the two are nearer, or the account was another when the row came.", "低于该分值：双方其他行更为接近，或导入时客户资料与现在不同。";
    held_by_phone() = "Less than that, and asked about all the same: a phone is shared, and nothing contradicts.", "虽低于该分值，但电话相同且没有矛盾的仍由人工判断。";
    held_above() = "Held nevertheless: not every row of the one fits every row of the other; r shows them.", "仍须人工判断：双方各行之间并非全部相符；输入 r 查看。";
    no_such_account(account) = "There is no {account}.", "没有 {account}。";
    and_rows_more(rows["row", "rows"]) = "… and {rows:#} more.", "……另有 {rows} 行。";
    no_such_key() = "a, s, n, r, e, u, q, ?, the id of an account, e or r and an id, or a or s and rows; then Enter", "请输入 a、s、n、r、e、u、q、?、客户编号、e 或 r 加编号，或 a、s 加行号，再按回车";
    no_row_of_group(row, group) = "{row} is no row of {group} that waits; r shows its rows.", "{row} 不是 {group} 中待判断的行；输入 r 查看各行。";
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

/// Says what the answers of the review mean, and what it asks: a line each.
pub(crate) fn review_help(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &[
            "Type an answer and Enter:",
            "a   the same customer: the rows go to the account. It keeps its name and values; what it lacks is filled, what the rows say otherwise is kept beside it, all phones are kept.",
            "s   different customers: the rows become an account of their own, and the two are never asked about again.",
            "n   or Enter alone, later: they wait, and come again with the next `kam review`.",
            "r   every row behind both sides, with channel, phones and what it says otherwise; r A17 those of another account.",
            "e   what each field weighs, and why it is asked; e A17 the same beside another account, e A17 A18 two accounts beside each other.",
            "A17 the rows belong to that account; one that was not proposed is shown first.",
            "u   take the last answer back. q   stop; what was answered stays.",
            "s B1:31  that row alone becomes an account, a B1:31 or A17 B1:31 gives it alone to one; the others of the group are asked about again. Else all rows of a group go together.",
            "e B1:40  the same beside another group that waits, e B1:40 A17 that group beside an account, r B1:40 its rows.",
            "`kam who` with a name or a phone, `kam list address:TEXT` and `kam show A17` look for others, in another window.",
            "One customer is one firm: moved, renamed or written otherwise it is the same. Sold to another group and renamed it is the same. Another firm that took over its place and phone is a new customer, and so are sister firms of one group, or shops of two makes in one yard, also with one phone; they can be put under one parent with `kam edit A17 --parent A3`. A branch or showroom with a name of its own is a customer of its own, below its firm; an outlet under the firm's own name is the firm. Where nobody can tell, n.",
            "Two accounts that are one are joined with `kam merge A1 A2`; then `kam review` goes on. A row that an account is made of cannot be taken out of it alone: `kam edit` puts the account right, `kam undo` takes the whole list back.",
            "The percentage says how many such, with phones that agree or differ as these, were the same in lists of dealers whose truth is known; much less where both stand in one list: their channel is the name of a list, not one of the playbook's channels. It is `score` in lists and conditions; the sum with --explain is of weights, and no percentage.",
            "The sum from which a person is asked is higher where nothing but name and city agree, and lower for a short name.",
            "A value weighs by how rare it is and how much of it agrees, so that the same mark may weigh differently.",
        ],
        Lang::Zh => &[
            "输入后按回车：",
            "a   同一客户：各行归入该客户。客户保留原名称和资料，空白处补上，不同写法另存，电话全部保留。",
            "s   不同客户：各行另建一个客户，以后不再询问这两家。",
            "n   或直接回车，以后再说：继续等待，下次 `kam review` 再问。",
            "r   查看双方的每一行：渠道、电话及不同的内容；r A17 查看另一客户的各行。",
            "e   各项权重和询问的原因；e A17 与另一客户并排比较，e A17 A18 两个客户并排比较。",
            "A17 归入该客户；不在候选之列的先并排显示。",
            "u   撤销上一个判断。q   退出，已作的判断保留。",
            "s B1:31 仅该行另建客户，a B1:31 或 A17 B1:31 仅该行归入客户；同组其余各行再次询问。不指定行时同组各行一起处理。",
            "e B1:40 与另一待判断的组并排比较，e B1:40 A17 该组与客户并排比较，r B1:40 查看其各行。",
            "另开窗口可查其他客户：`kam who` 加名称或电话、`kam list address:地址`、`kam show A17`。",
            "同一客户指同一家企业：搬迁、改名、写法不同仍是同一家；被别的集团收购后改名的也是。别家接手其场地和电话的是新客户；同一集团的兄弟公司、同一院内两个品牌的门店，即使电话相同也是不同客户，可用 `kam edit A17 --parent A3` 归到同一上级。有自己名称的分公司或展厅是总公司之下的另一客户；用公司全名的网点就是该公司。无从判断时选 n。",
            "两个客户其实是一家，用 `kam merge A1 A2` 合并后再继续 `kam review`。已并入客户的行不能单独取出：用 `kam edit` 更正该客户，或用 `kam undo` 撤销整份名单。",
            "百分比表示：在已知答案的经销商名单中，电话同样一致或不一致的此类情形有多少是同一客户；双方同在一份名单（渠道填的是名单的名称，而不是规则手册里的渠道）时低得多。列表和条件中称为 `score`；--explain 的合计是权重之和，不是百分比。",
            "只有名称和城市一致时，须人工判断的分值较高；简称则较低。",
            "数值越少见、相同部分越多，权重越大，所以同一标记的分值可能不同。",
        ],
    }
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
