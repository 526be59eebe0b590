//! `review` on a terminal: one group after the other, answered by a line each.

use crate::lists::{report, with_demo};
use crate::sandbox::Sandbox;

/// Runs `review` on a terminal of 80 cells, answered with `typed`.
pub(crate) fn asked(kam: &Sandbox, args: &[&str], typed: &[u8]) -> (u8, String) {
    asked_from(kam, args, &mut &*typed)
}

fn asked_from(kam: &Sandbox, args: &[&str], stdin: &mut dyn std::io::Read) -> (u8, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let env = [("KAM_TODAY", "2026-03-02"), ("KAM_USER", "王芳"), ("NO_COLOR", "1")];
    let code = kam::cli::run(kam::cli::World {
        args: ["kam"].iter().chain(args).map(Into::into).collect(),
        env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        folder: kam.folder().to_owned(),
        stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: true,
        stdout_is_terminal: true,
        stderr_is_terminal: true,
        width: Some(80),
        file_system: kam::store::file_system,
    });
    stdout.extend(stderr);
    (code, String::from_utf8(stdout).unwrap())
}

/// Returns what is said after the first question.
fn answers(says: &str) -> &str {
    says.split_once("then Enter\n").unwrap().1
}

#[test]
fn on_a_terminal_it_asks_pair_by_pair() {
    let kam = with_demo(Sandbox::new());
    let (code, says) = asked(&kam, &["review"], b"x\na\n\ns\n");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 3: B2:12, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
                  list B2:12                        account A29
    name      !   杭州[苇岸广告]有限公司            杭州[星垛仓储]有限公司
    phone     =   057155501030                      057155501030, 13800138030
    address   =   萧山区星垛路1号                   杭州市萧山区星垛路1号 （3号门
                                                    进，货车走西侧）
    city      =   杭州市                            杭州市
    contact   =   邢多多                            邢多多
    industry      广告                              仓储
    Nobody else was found by name or phone; `kam who` takes part of a name.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    a, s, n, r, e, u, q, ?, the id of an account, e or r and an id, or a or s and
      rows; then Enter
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    2 of 3: B2:15, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
    Decided so far for this reason: 1 group, 1 as the same, 0 as different.
                  list B2:15                        account A27
    name      !   澜桥电子                          杭州坤砺安防科技股份有限公司
    phone     =   13800138028                       057155501028, 13800138028
    e-mail        kong@kunli.example                -
    address   =   滨江区坤砺路300号                 杭州市滨江区坤砺路300号
    city      =   杭州市                            杭州市
    contact   =   孔坤                              孔坤
    industry  =   安防                              安防
    Nobody else was found by name or phone; `kam who` takes part of a name.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    3 of 3: B3:19, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
    Decided so far for this reason: 1 group, 1 as the same, 0 as different.
               list B3:19                         account A81
    name   ~   周陌先生                           周陌
    phone  =   13900139204                        13900139204
    Nobody else was found by name or phone; `kam who` takes part of a name.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    B2:12: 1 row now belongs to A29 杭州星垛仓储有限公司.
    Logged as O5.
    B3:19: 1 row became A84 周陌先生.
    Logged as O6.
    1 accepted, 1 separated; 1 group waits for another time. `kam undo` takes the last decision back.
    ");
    assert_eq!(code, 0);
    let (_, says) = asked(&kam, &["--lang", "zh", "review", "--explain"], b"");
    insta::assert_snapshot!(says, @r"
    = 一致  ~ 相近或部分相同  ! 不同  !! 矛盾  空白：不作依据  [ ] 不同处

    第 1 组，共 1 组：B2:15，1 行
    待判断原因：电话相同，名称不同；此类情形约 50% 是同一客户。
    改名的才是同一客户；别家接手其场地和电话的不是。
    因此原因已判断 2 组：同一客户 1 组，不同客户 1 组。
                名单 B2:15                      客户 A27
    名称    !   澜桥电子                        杭州坤砺安防科技股份有限公司     -80
    电话    =   13800138028                     057155501028, 13800138028       +100
    邮箱        kong@kunli.example              -                                 +0
    地址    =   滨江区坤砺路300号               杭州市滨江区坤砺路300号          +80
    城市    =   杭州市                          杭州市                           +10
    联系人  =   孔坤                            孔坤
    行业    =   安防                            安防
    合计 110 分：达到 80 分由人工判断，达到 140 分视为同一客户。
    按全名和电话未找到其他客户；按部分名称查找用 `kam who`。
    a 同一，s 不同，n 以后，r 各行，e 说明，u 撤销，q 退出，? 帮助；按回车
    合并 0 组，区分 0 组；还有 1 组待判断。
    ");
}

#[test]
fn the_last_decision_is_taken_back_where_it_was_asked_for() {
    let kam = with_demo(Sandbox::new());
    let before = kam.kam("review list -f json");
    let (code, says) = asked(&kam, &["review"], b"u\na\nu\ns\na\nu\nu\nq\n");
    let said = ["took back", "took", "now belongs", "became", "of 3", "decided", "accepted"];
    let told =
        says.lines().filter(|line| said.iter().any(|said| line.to_lowercase().contains(said)));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r"
    1 of 3: B2:12, 1 row
    Only a firm that was renamed is the same; another that took its place and phone
    Nothing was decided here that could be taken back; `kam undo` takes back what
    2 of 3: B2:15, 1 row
    Only a firm that was renamed is the same; another that took its place and phone
    Decided so far for this reason: 1 group, 1 as the same, 0 as different.
    1 of 3: B2:12, 1 row
    Only a firm that was renamed is the same; another that took its place and phone
    2 of 3: B2:15, 1 row
    Only a firm that was renamed is the same; another that took its place and phone
    Decided so far for this reason: 1 group, 0 as the same, 1 as different.
    3 of 3: B3:19, 1 row
    Only a firm that was renamed is the same; another that took its place and phone
    Decided so far for this reason: 2 groups, 1 as the same, 1 as different.
    2 of 3: B2:15, 1 row
    Only a firm that was renamed is the same; another that took its place and phone
    Decided so far for this reason: 1 group, 0 as the same, 1 as different.
    1 of 3: B2:12, 1 row
    Only a firm that was renamed is the same; another that took its place and phone
    B2:12: 1 row now belongs to A29 杭州星垛仓储有限公司.
    Took back O5.
    B2:12: 1 row became A84 杭州苇岸广告有限公司.
    B2:15: 1 row now belongs to A27 杭州坤砺安防科技股份有限公司.
    Took back O8.
    Took back O7.
    0 accepted, 0 separated; 3 groups wait for another time.
    ");
    assert_eq!(code, 0);
    assert_eq!(kam.kam("review list -f json"), before);
    insta::assert_snapshot!(kam.kam("history -f csv --columns id,command --limit 7"), @r"
    id,command
    O10,kam undo O7
    O9,kam undo O8
    O8,kam review accept B2:15
    O7,kam review separate B2:12
    O6,kam undo O5
    O5,kam review accept B2:12
    O4,kam import parts_invoices.csv --source parts-invoices --fail-on none -q
    ---- stderr ----
    These are the first 7; `--limit 0` shows all.
    ");
}

#[test]
fn a_decision_that_was_built_upon_is_not_taken_back() {
    let kam = with_demo(Sandbox::new());
    let decision = Some("edit A84 --name 云麓");
    let mut stdin = Meanwhile { kam: &kam, first: b"s\n", decision, typed: b"u\nq\n" };
    let (code, says) = asked_from(&kam, &["review"], &mut stdin);
    let told: Vec<&str> = says.lines().skip_while(|line| !line.starts_with("B2:12:")).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    B2:12: 1 row became A84 杭州苇岸广告有限公司.
    Logged as O5.
    Took back O5.
    What was kept was changed since, or is needed by what was made since, by O6; that taken back first (`kam undo`), this can follow.
    Logged as O7.
    0 accepted, 0 separated; 3 groups wait for another time.
    ");
    assert_eq!(code, 0);
}

/// A firm of two rows, and two others that have its phone, of which one is said twice.
const BOTH_SIDES: &str = "公司名称,电话,城市,地址,渠道\n\
     杭州清溪贸易有限公司,13800138001,杭州,西湖区溪畔路1号,会展-2025\n\
     杭州清溪贸易有限公司,13800138001;13800138003,杭州,西湖区溪畔路1号3幢,会展-2026\n\
     杭州云麓物流有限公司,13800138001,杭州,,会展-2026\n\
     杭州云麓物流有限公司,13800138001;13800138002,杭州,,会展-2025\n";

#[test]
fn the_rows_of_both_sides_are_shown() {
    let kam = Sandbox::new();
    kam.file("both.csv", BOTH_SIDES);
    kam.kam("import both.csv --source exhibition --map 渠道=channel -q --fail-on none");
    let (code, says) = asked(&kam, &["review"], b"r\nq\n");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 1: B1:4, 2 rows
    Held because: same phone, other name. About 10 in 100 such are the same.
    Both stand in 会展-2025, 会展-2026: one list seldom has one customer under two
      names.
                 list B1:4 (nearest)               account A1
    name     !   杭州[云麓物流]有限公司            杭州[清溪贸易]有限公司
    phone    =   13800138001                       13800138001, 13800138003
    address      -                                 西湖区溪畔路1号
    city     =   杭州市                            杭州市
    channel      会展-2026, 会展-2025              会展-2025, 会展-2026
    B1:5 says phone 13800138001, 13800138002.
    A1 is known otherwise too: address 西湖区溪畔路1号3幢.
    Nobody else was found by name or phone; `kam who` takes part of a name.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    Rows of B1:4 (= on both sides, ! differs from the other, ? not read); of later
      ones what is not as in the first:
      B1:4: 会展-2026; =13800138001; name 杭州云麓物流有限公司; city 杭州市 (name !)
      B1:5: 会展-2025; =13800138001, 13800138002 (name !)
    Rows of A1 (杭州清溪贸易有限公司; 西湖区溪畔路1号), what they say otherwise than
      the account:
      B1:2: 会展-2025; =13800138001 (name !)
      B1:3: 会展-2026; =13800138001, 13800138003; address 西湖区溪畔路1号3幢 (name
        !)
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    0 accepted, 0 separated; 1 group waits for another time.
    ");
    assert_eq!(code, 0);
    let (_, says) = asked(&kam, &["--lang", "zh", "review"], b"r\nq\n");
    insta::assert_snapshot!(says, @r"
    = 一致  ~ 相近或部分相同  ! 不同  !! 矛盾  空白：不作依据  [ ] 不同处

    第 1 组，共 1 组：B1:4，2 行
    待判断原因：电话相同，名称不同；此类情形约 10% 是同一客户。
    双方同在 会展-2025、会展-2026 中：同一份名单很少把同一客户用两个名称列出。
              名单 B1:4（最接近）                 客户 A1
    名称  !   杭州[云麓物流]有限公司              杭州[清溪贸易]有限公司
    电话  =   13800138001                         13800138001, 13800138003
    地址      -                                   西湖区溪畔路1号
    城市  =   杭州市                              杭州市
    渠道      会展-2026, 会展-2025                会展-2025, 会展-2026
    B1:5：电话 13800138001, 13800138002。
    A1 的其他写法：地址 西湖区溪畔路1号3幢。
    按全名和电话未找到其他客户；按部分名称查找用 `kam who`。
    a 同一，s 不同，n 以后，r 各行，e 说明，u 撤销，q 退出，? 帮助；按回车

    B1:4 的各行（= 双方都有，! 与对方不同，? 未能读出；后面各行只列与第一行不同的内
      容）：
      B1:4：会展-2026; =13800138001; 名称 杭州云麓物流有限公司; 城市 杭州市 (名称 !)
      B1:5：会展-2025; =13800138001, 13800138002 (名称 !)
    A1（杭州清溪贸易有限公司; 西湖区溪畔路1号）的各行（只列与客户资料不同的内容）：
      B1:2：会展-2025; =13800138001 (名称 !)
      B1:3：会展-2026; =13800138001, 13800138003; 地址 西湖区溪畔路1号3幢 (名称 !)
    a 同一，s 不同，n 以后，r 各行，e 说明，u 撤销，q 退出，? 帮助；按回车
    合并 0 组，区分 0 组；还有 1 组待判断。
    ");
    // What a row said that was made part of an account can be looked up.
    insta::assert_snapshot!(kam.kam("show B1:3"), @r"
    row:      L2
    batch:    B1
    line:     3
    source:   exhibition
    file:     both.csv
    outcome:  merged
    account:  A1
    account:  杭州清溪贸易有限公司
    score:    98
    reason:   same phone and name

    cells
    column    value
    ─────────────────────────────────
    公司名称  杭州清溪贸易有限公司
    电话      13800138001;13800138003
    城市      杭州
    地址      西湖区溪畔路1号3幢
    渠道      会展-2026
    ");
}

#[test]
fn an_account_that_was_not_proposed_gets_rows_when_it_is_named_twice() {
    let kam = with_demo(Sandbox::new());
    let (_, says) = asked(&kam, &["review", "B3:19"], b"a5\nA5\n");
    insta::assert_snapshot!(answers(&says), @r"
                  list B3:19                     account A5
    name      !   周陌先生                       宁波澄犁建设集团有限公司        -80
    phone     !   13900139204                    057455502001, 057455502002      -10
    address       -                              宁波市鄞州区耕云路200号          +0
    city          -                              宁波市                           +0
    contact       -                              万里程
    industry      -                              建筑工程
    A5 is known otherwise too: name 澄犁建设集团; address 宁波鄞州区耕云路200号.
    Sum -90: from 140 on they are the same; no phone, e-mail or site speaks for it.
    A5 was not proposed. Type A5 again to give it the rows.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    B3:19: 1 row now belongs to A5 宁波澄犁建设集团有限公司.
    Logged as O5.
    1 accepted, 0 separated; 2 groups wait for another time. `kam undo` takes the last decision back.
    ");
    let (_, says) = asked(&kam, &["review", "B2:15"], b"e a5\nA5\n");
    assert!(says.contains("B2:15: 1 row now belongs to A5"), "{says}");
}

#[test]
fn help_says_what_each_answer_means() {
    let kam = with_demo(Sandbox::new());
    let (_, says) = asked(&kam, &["review", "B3:19"], b"?\nq\n");
    insta::assert_snapshot!(answers(&says), @r"
    Type an answer and Enter:
    a   the same customer: the rows go to the account. It keeps its name and values;
      what it lacks is filled, what the rows say otherwise is kept beside it, all
      phones are kept.
    s   different customers: the rows become an account of their own, and the two
      are never asked about again.
    n   or Enter alone, later: they wait, and come again with the next `kam review`.
    r   every row behind both sides, with channel, phones and what it says
      otherwise; r A17 those of another account.
    e   what each field weighs, and why it is asked; e A17 the same beside another
      account, e A17 A18 two accounts beside each other.
    A17 the rows belong to that account; one that was not proposed is shown first.
    u   take the last answer back. q   stop; what was answered stays.
    s B1:31  that row alone becomes an account, a B1:31 or A17 B1:31 gives it alone
      to one; the others of the group are asked about again. Else all rows of a
      group go together.
    e B1:40  the same beside another group that waits, e B1:40 A17 that group beside
      an account, r B1:40 its rows.
    `kam who` with a name or a phone, `kam list address:TEXT` and `kam show A17`
      look for others, in another window.
    One customer is one firm: moved, renamed or written otherwise it is the same.
      Sold to another group and renamed it is the same. Another firm that took over
      its place and phone is a new customer, and so are sister firms of one group,
      or shops of two makes in one yard, also with one phone; they can be put under
      one parent with `kam edit A17 --parent A3`. A branch or showroom with a name
      of its own is a customer of its own, below its firm; an outlet under the
      firm's own name is the firm. Where nobody can tell, n.
    Two accounts that are one are joined with `kam merge A1 A2`; then `kam review`
      goes on. A row that an account is made of cannot be taken out of it alone:
      `kam edit` puts the account right, `kam undo` takes the whole list back.
    The percentage says how many such, with phones that agree or differ as these,
      were the same in lists of dealers whose truth is known; much less where both
      stand in one list: their channel is the name of a list, not one of the
      playbook's channels. It is `score` in lists and conditions; the sum with
      --explain is of weights, and no percentage.
    The sum from which a person is asked is higher where nothing but name and city
      agree, and lower for a short name.
    A value weighs by how rare it is and how much of it agrees, so that the same
      mark may weigh differently.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    0 accepted, 0 separated; 3 groups wait for another time.
    ");
    let (_, says) = asked(&kam, &["--lang", "zh", "review", "B3:19"], "？\nq\n".as_bytes());
    insta::assert_snapshot!(says.split_once("按回车\n").unwrap().1, @r"
    输入后按回车：
    a   同一客户：各行归入该客户。客户保留原名称和资料，空白处补上，不同写法另存，电
      话全部保留。
    s   不同客户：各行另建一个客户，以后不再询问这两家。
    n   或直接回车，以后再说：继续等待，下次 `kam review` 再问。
    r   查看双方的每一行：渠道、电话及不同的内容；r A17 查看另一客户的各行。
    e   各项权重和询问的原因；e A17 与另一客户并排比较，e A17 A18 两个客户并排比较。
    A17 归入该客户；不在候选之列的先并排显示。
    u   撤销上一个判断。q   退出，已作的判断保留。
    s B1:31 仅该行另建客户，a B1:31 或 A17 B1:31 仅该行归入客户；同组其余各行再次询
      问。不指定行时同组各行一起处理。
    e B1:40 与另一待判断的组并排比较，e B1:40 A17 该组与客户并排比较，r B1:40 查看其
      各行。
    另开窗口可查其他客户：`kam who` 加名称或电话、`kam list address:地址`、`kam show
      A17`。
    同一客户指同一家企业：搬迁、改名、写法不同仍是同一家；被别的集团收购后改名的也
      是。别家接手其场地和电话的是新客户；同一集团的兄弟公司、同一院内两个品牌的门
      店，即使电话相同也是不同客户，可用 `kam edit A17 --parent A3` 归到同一上级。有
      自己名称的分公司或展厅是总公司之下的另一客户；用公司全名的网点就是该公司。无从
      判断时选 n。
    两个客户其实是一家，用 `kam merge A1 A2` 合并后再继续 `kam review`。已并入客户的
      行不能单独取出：用 `kam edit` 更正该客户，或用 `kam undo` 撤销整份名单。
    百分比表示：在已知答案的经销商名单中，电话同样一致或不一致的此类情形有多少是同一
      客户；双方同在一份名单（渠道填的是名单的名称，而不是规则手册里的渠道）时低得
      多。列表和条件中称为 `score`；--explain 的合计是权重之和，不是百分比。
    只有名称和城市一致时，须人工判断的分值较高；简称则较低。
    数值越少见、相同部分越多，权重越大，所以同一标记的分值可能不同。
    a 同一，s 不同，n 以后，r 各行，e 说明，u 撤销，q 退出，? 帮助；按回车
    合并 0 组，区分 0 组；还有 3 组待判断。
    ");
}

#[test]
fn only_groups_that_are_named_are_asked_about_and_listed() {
    let kam = with_demo(Sandbox::new());
    let (code, says) = asked(&kam, &["review", "b3:19", "B2:15"], b"\n\n");
    let heads = says.lines().filter(|line| line.contains(" of ") || line.contains("another time"));
    insta::assert_snapshot!(heads.collect::<Vec<_>>().join("\n"), @r"
    1 of 2: B3:19, 1 row
    Nobody else was found by name or phone; `kam who` takes part of a name.
    2 of 2: B2:15, 1 row
    Nobody else was found by name or phone; `kam who` takes part of a name.
    0 accepted, 0 separated; 3 groups wait for another time.
    ");
    assert_eq!(code, 0);
    insta::assert_snapshot!(kam.kam("review B2:15 -f csv --columns group,candidate"), @r"
    group,candidate
    B2:15,A27
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("review list B2:15 B3:19 -f ids"), @r"
    B2:15
    B3:19
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    insta::assert_snapshot!(kam.kam("review list B2:15 B9:1"), @r"
    ---- stderr ----
    error: B9:1 does not wait for a decision
    hint: see `kam review` for the groups that wait
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["review", "list", "-", "-f", "ids"], "b2:15\n"), @r"
    B2:15
    ---- stderr ----
    Next: `kam review accept GROUP` where it is the candidate, `kam review separate GROUP` where it is not.
    ");
    // Nothing named is nothing asked for, not everything.
    insta::assert_snapshot!(kam.kam_with(&["review", "list", "-", "-f", "ids"], "\n"), @"");
}

/// Types an answer, once somebody else has decided.
struct Meanwhile<'k> {
    kam: &'k Sandbox,
    /// What is typed before that.
    first: &'static [u8],
    decision: Option<&'static str>,
    typed: &'static [u8],
}

impl std::io::Read for Meanwhile<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if !self.first.is_empty() {
            return std::io::Read::read(&mut self.first, into);
        }
        if let Some(decision) = self.decision.take() {
            self.kam.kam(decision);
        }
        std::io::Read::read(&mut self.typed, into)
    }
}

#[test]
fn what_somebody_else_decides_meanwhile_is_not_decided_again() {
    let kam = with_demo(Sandbox::new());
    let decision = Some("review separate B2:12 B2:15");
    let mut stdin = Meanwhile { kam: &kam, first: b"", decision, typed: b"a\nq\n" };
    let (code, says) = asked_from(&kam, &["review"], &mut stdin);
    let told: Vec<&str> = says.lines().filter(|line| line.contains("B2:1")).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    1 of 3: B2:12, 1 row
                  list B2:12                        account A29
    B2:12 does not wait any more: somebody decided, or took the list back.
    B2:15 does not wait any more: somebody decided, or took the list back.
    ");
    assert_eq!(code, 0);
    assert_eq!(kam.kam("history -f ids").lines().count(), 5);
}

#[test]
fn a_screen_holds_no_signs_of_a_list_and_no_wider_lines() {
    let kam = Sandbox::new();
    let long = "很长的".repeat(40);
    kam.file(
        "list.csv",
        format!(
            "公司,电话,地址,联系人\n杭州清溪贸易有限公司,13800138001,\"西湖区\u{1b}[2J溪畔路1号\",张三\n\
             云麓\u{1b}[31m{long}物流有限公司,13800138001,a\u{202e}b{},李\u{7}四\n",
            "x".repeat(300)
        ),
    );
    report(&kam, "list.csv --source exhibition");
    for lang in ["en", "zh"] {
        let (_, says) = asked(&kam, &["--lang", lang, "review", "--explain"], b"\xff\xfe\n\n");
        assert!(says.contains("13800138001"), "{says}");
        assert!(!says.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{says:?}");
        let width = |line: &str| unicode_width::UnicodeWidthStr::width(line);
        assert!(says.lines().all(|line| width(line) <= 80 || line.contains("kam undo")), "{says}");
    }
}
