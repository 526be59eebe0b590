//! `review` of rows of a group alone, and of groups beside each other.

use crate::lists::{outcomes, report};
use crate::review_asked::asked;
use crate::sandbox::{Sandbox, on_both};

/// A firm; on its phone two rows that are surely one other, and another one still.
const ROWS: &str = "公司名称,电话,城市,地址,渠道\n\
     杭州清溪贸易有限公司,13800138001,杭州,西湖区溪畔路1号,行业名册\n\
     杭州云麓物流有限公司,13800138001,杭州,,行业名册\n\
     杭州云麓物流有限公司,13800138001;13800138002,杭州,,年会\n\
     杭州海盏仓储有限公司,13800138001,杭州,,年会\n";

fn imported(kam: &Sandbox) {
    kam.file("list.csv", ROWS);
    kam.out("import list.csv --source exhibition -q");
}

/// Returns where the rows of the list stand: line, account, group, decision.
fn rows(kam: &Sandbox) -> String {
    kam.kam("batch rows B1 -f csv --columns line,account,group,resolved")
}

#[test]
fn rows_of_a_group_are_decided_on_alone() {
    on_both(|kam| {
        imported(kam);
        insta::allow_duplicates! {
        insta::assert_snapshot!(kam.kam("review separate B1:4 --row"), @r"
        ---- stderr ----
        B1:4: 1 row became A2 杭州云麓物流有限公司.
        Logged as O3.
        ");
        insta::assert_snapshot!(rows(kam), @r"
        line,account,group,resolved
        2,A1,,
        3,,B1:3,
        4,A2,B1:3,separated
        5,,B1:5,
        ");
        // Told apart by a person, they do not come together for being alike.
        insta::assert_snapshot!(kam.kam("review separate B1:3 --row"), @r"
        ---- stderr ----
        B1:3: 1 row became A3 杭州云麓物流有限公司.
        Logged as O4.
        ");
        insta::assert_snapshot!(rows(kam), @r"
        line,account,group,resolved
        2,A1,,
        3,A3,B1:3,separated
        4,A2,B1:3,separated
        5,,B1:5,
        ");
        insta::assert_snapshot!(kam.kam("export separations --columns account,other"), @r"
        account,other
        A1,A2
        A1,A3
        A2,A3
        ");
        }
        assert!(kam.kam("dedupe").contains("No two accounts look like the same customer."));
        // A list that says the same again adds nothing and asks nothing.
        let lines: Vec<&str> = ROWS.lines().collect();
        kam.file("again.csv", [lines[0], lines[4], lines[3], lines[1], lines[2], ""].join("\n"));
        assert_eq!(outcomes(&report(kam, "again.csv --source exhibition")), [0, 0, 4, 0, 0]);
        // An undo makes the row wait again, in its group.
        kam.out("undo -q");
        kam.out("undo -q");
        assert_eq!(kam.kam("review list -f ids").lines().next(), Some("B1:3"));
    });
}

#[test]
fn a_row_is_named_by_its_place_or_its_id_and_has_to_wait() {
    let kam = Sandbox::new();
    imported(&kam);
    insta::assert_snapshot!(kam.kam("review accept L3 --row --dry-run"), @r"
    ---- stderr ----
    B1:4: 1 row now belongs to A1 杭州清溪贸易有限公司.
    Dry run: nothing was written.
    ");
    kam.out("review accept B1:3 --row -q");
    // The group is called by its first row, which waits no more.
    insta::assert_snapshot!(kam.kam("review accept B1:3 --row"), @r"
    ---- stderr ----
    error: B1:3 does not wait for a decision: O3 gave it to A1; `kam undo O3` takes that back
    hint: see `kam review` for the groups that wait
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("review accept B1:3"), @r"
    ---- stderr ----
    B1:3: 1 row now belongs to A1 杭州清溪贸易有限公司.
    Logged as O4.
    ");
    insta::assert_snapshot!(rows(&kam), @r"
    line,account,group,resolved
    2,A1,,
    3,A1,B1:3,accepted
    4,A1,B1:3,accepted
    5,,B1:5,
    ");
}

#[test]
fn on_a_terminal_the_others_of_a_group_are_asked_about_again() {
    let kam = Sandbox::new();
    imported(&kam);
    let typed = "s B1:5\ns b1:4\na\nn\n";
    let (code, says) = asked(&kam, &["review"], typed.as_bytes());
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 2: B1:5, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
                 list B1:5                         account A1
    name     !   杭州[海盏仓储]有限公司            杭州[清溪贸易]有限公司
    phone    =   13800138001                       13800138001
    address      -                                 西湖区溪畔路1号
    city     =   杭州市                            杭州市
    channel      年会                              行业名册
    Waits for A1 too: B1:3 杭州云麓物流有限公司 (行业名册, 年会; name !, phone =,
      city =, sum 30). Type e B1:3 to see it beside.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    2 of 2: B1:3, 2 rows
    Held because: same phone, other name. About 10 in 100 such are the same.
    Both stand in 行业名册: one list seldom has one customer under two names.
                 list B1:3 (nearest)               account A1
    name     !   杭州[云麓物流]有限公司            杭州[清溪贸易]有限公司
    phone    =   13800138001                       13800138001
    address      -                                 西湖区溪畔路1号
    city     =   杭州市                            杭州市
    channel      行业名册, 年会                    行业名册
    B1:4 says phone 13800138001, 13800138002.
    Also like it: A2 杭州海盏仓储有限公司 (年会; name !, phone =, city =, sum 30,
      about 10 in 100). Type A2 if it is that one, e A2 to see it beside.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    2 of 2: B1:3, 1 row
    Held because: same phone, other name. About 10 in 100 such are the same.
    Both stand in 行业名册: one list seldom has one customer under two names.
                 list B1:3                         account A1
    name     !   杭州[云麓物流]有限公司            杭州[清溪贸易]有限公司
    phone    =   13800138001                       13800138001
    address      -                                 西湖区溪畔路1号
    city     =   杭州市                            杭州市
    channel      行业名册                          行业名册
    By its sum A3 comes nearer than A1: look at it first.
    Also like it: A3 杭州云麓物流有限公司 (年会; name =, phone =, city =, sum 220).
      Type A3 if it is that one, e A3 to see it beside.
    Also like it: A2 杭州海盏仓储有限公司 (年会; name !, phone =, city =, sum 30,
      about 50 in 100). Type A2 if it is that one, e A2 to see it beside.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    B1:5: 1 row became A2 杭州海盏仓储有限公司.
    Logged as O3.
    B1:4: 1 row became A3 杭州云麓物流有限公司.
    Logged as O4.
    B1:3: 1 row now belongs to A1 杭州清溪贸易有限公司.
    Logged as O5.
    1 accepted, 2 separated; 0 groups wait for another time. `kam undo` takes the last decision back.
    ");
    assert_eq!(code, 0);
    let log = kam.kam("history -f csv --columns command --limit 3 -q");
    insta::assert_snapshot!(log, @r"
    command
    kam review accept B1:3
    kam review separate B1:4 --row
    kam review separate B1:5
    ");
    insta::assert_snapshot!(rows(&kam), @r"
    line,account,group,resolved
    2,A1,,
    3,A1,B1:3,accepted
    4,A3,B1:3,separated
    5,A2,B1:5,separated
    ");
}

#[test]
fn groups_that_wait_are_shown_beside_each_other() {
    let kam = Sandbox::new();
    imported(&kam);
    let typed = "e B1:5\nr b1:5\ne B1:9\ne b1:5 a1\n";
    let (_, says) = asked(&kam, &["review", "B1:3"], typed.as_bytes());
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 1: B1:3, 2 rows
    Held because: same phone, other name. About 10 in 100 such are the same.
    Both stand in 行业名册: one list seldom has one customer under two names.
                 list B1:3 (nearest)               account A1
    name     !   杭州[云麓物流]有限公司            杭州[清溪贸易]有限公司
    phone    =   13800138001                       13800138001
    address      -                                 西湖区溪畔路1号
    city     =   杭州市                            杭州市
    channel      行业名册, 年会                    行业名册
    B1:4 says phone 13800138001, 13800138002.
    Waits for A1 too: B1:5 杭州海盏仓储有限公司 (年会; name !, phone =, city =, sum
      30). Type e B1:5 to see it beside.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

                 list B1:3 (nearest)            list B1:5
    name     !   杭州[云麓物流]有限公司         杭州[海盏仓储]有限公司           -80
    phone    =   13800138001                    13800138001                     +100
    city     =   杭州市                         杭州市                           +10
    channel      行业名册, 年会                 年会
    Sum 30: from 80 on a person is asked, from 140 on they are the same.
    B1:3 and B1:5 are decided on one by one.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    Rows of B1:5 (= on both sides, ! differs from the other, ? not read); of later
      ones what is not as in the first:
      B1:5: 年会; 13800138001; name 杭州海盏仓储有限公司; city 杭州市
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    No group B1:9 waits.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

                 list B1:5                      account A1
    name     !   杭州[海盏仓储]有限公司         杭州[清溪贸易]有限公司           -80
    phone    =   13800138001                    13800138001                     +100
    address      -                              西湖区溪畔路1号                   +0
    city     =   杭州市                         杭州市                           +10
    channel      年会                           行业名册
    Sum 30: from 80 on a person is asked, from 140 on they are the same.
    About 50 in 100 such are the same.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    0 accepted, 0 separated; 2 groups wait for another time.
    ");
    let (_, says) = asked(&kam, &["--lang", "zh-CN", "review", "B1:3"], b"e B1:5\n");
    insta::assert_snapshot!(says, @r"
    = 一致  ~ 相近或部分相同  ! 不同  !! 矛盾  空白：不作依据  [ ] 不同处

    第 1 组，共 1 组：B1:3，2 行
    待判断原因：电话相同，名称不同；此类情形约 10% 是同一客户。
    双方同在 行业名册 中：同一份名单很少把同一客户用两个名称列出。
              名单 B1:3（最接近）                 客户 A1
    名称  !   杭州[云麓物流]有限公司              杭州[清溪贸易]有限公司
    电话  =   13800138001                         13800138001
    地址      -                                   西湖区溪畔路1号
    城市  =   杭州市                              杭州市
    渠道      行业名册, 年会                      行业名册
    B1:4：电话 13800138001, 13800138002。
    同样等待归入 A1：B1:5 杭州海盏仓储有限公司（年会; 名称 !, 电话 =, 城市 =, 合计
      30）。并排查看请输入 e B1:5。
    a 同一，s 不同，n 以后，r 各行，e 说明，u 撤销，q 退出，? 帮助；按回车

              名单 B1:3（最接近）              名单 B1:5
    名称  !   杭州[云麓物流]有限公司           杭州[海盏仓储]有限公司            -80
    电话  =   13800138001                      13800138001                      +100
    城市  =   杭州市                           杭州市                            +10
    渠道      行业名册, 年会                   年会
    合计 30 分：达到 80 分由人工判断，达到 140 分视为同一客户。
    B1:3 和 B1:5 分别判断。
    a 同一，s 不同，n 以后，r 各行，e 说明，u 撤销，q 退出，? 帮助；按回车
    合并 0 组，区分 0 组；还有 2 组待判断。
    ");
}

/// Returns two lists of firms, those at the places in `shared` the same, and one held between them.
fn two_lists(shared: std::ops::Range<u32>) -> String {
    let letter = |at: u32| char::from_u32(0x4e00 + 37 * at).unwrap();
    let row = |at: u32, list: &str| {
        let [a, b, c] = [letter(at), letter(at + 200), letter(at + 100)];
        format!("杭州{a}{b}{c}汽车销售有限公司,1380013{:04},杭州,,{list}\n", 8100 + at)
    };
    let theirs = (0..40).filter(|at| *at < 20 || shared.contains(at));
    let rows = theirs.map(|at| row(at, "别家名录")).chain((20..40).map(|at| row(at, "我家名录")));
    let held = "杭州清溪兴达汽车销售有限公司,13800138001,杭州,,别家名录\n\
                杭州清溪永昌汽车销售有限公司,13800138001,杭州,,我家名录\n";
    format!("公司名称,电话,城市,地址,渠道\n{}{held}", rows.collect::<String>())
}

#[test]
fn lists_that_share_few_customers_are_told_of() {
    for (shared, is_told) in [(20..23, true), (20..40, false)] {
        let kam = Sandbox::new();
        kam.file("list.csv", two_lists(shared));
        kam.out("import list.csv --source exhibition -q");
        let (_, says) = asked(&kam, &["review"], b"");
        let told: Vec<&str> = says.split('\n').filter(|line| line.starts_with("Of ")).collect();
        assert_eq!(told.len(), usize::from(is_told), "{says}");
        if is_told {
            let told = says.split_once("Of ").unwrap().1.split_once('.').unwrap().0;
            insta::assert_snapshot!(told, @r"
            20 customers in 我家名录 3 stand in 别家名录 too: the two lists share few,
              and the percentage is of lists that share most
            ");
        }
    }
}

/// Three firms of one name, and a row that may be each; a firm of another name at the address of one.
const NEIGHBOURS: &str = "公司名称,电话,城市,地址\n\
     杭州清溪汽车销售有限公司,0571-88800001,杭州,西湖区溪畔路1号\n\
     杭州清溪汽车销售有限公司,0571-88800002,杭州,滨江区江南大道288号\n\
     杭州清溪汽车销售有限公司,0571-88800009,杭州,余杭区文一西路969号\n\
     杭州云麓贸易有限公司,0571-88800003,杭州,滨江区江南大道288号\n\
     杭州海盏仓储有限公司,0571-88800004,杭州,\n\
     杭州清溪汽车销售有限公司,0571-8888x,杭州,\n";

#[test]
fn a_screen_says_why_accounts_of_one_name_are_two_and_who_stands_there() {
    let kam = Sandbox::new();
    kam.file("list.csv", NEIGHBOURS);
    kam.out("import list.csv --source exhibition -q --fail-on none");
    let (_, says) = asked(&kam, &["review"], b"e A1 a2\nr A2\n");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 1: B1:7, 1 row
    Held because: fits several customers. About 50 in 100 such are the same.
                 list B1:7                         account A2
    name     =   杭州清溪汽车销售有限公司          杭州清溪汽车销售有限公司
    phone        0571-8888x?                       057188800002
    address      -                                 滨江区江南大道288号
    city     =   杭州市                            杭州市
    Also like it: A1 杭州清溪汽车销售有限公司 (name =, city =, sum 90). Type A1 if
      it is that one, e A1 to see it beside.
    A2 and A1 have one name, and are two: name =, phone ~, address !!, city =, sum
      100. e A2 A1 shows them beside each other; `kam merge A2 A1` makes them one.
    Also like it: A3 杭州清溪汽车销售有限公司 (name =, city =, sum 90). Type A3 if
      it is that one, e A3 to see it beside.
    A2 and A3 have one name, and are two: name =, phone ~, address !!, city =, sum
      100. e A2 A3 shows them beside each other; `kam merge A2 A3` makes them one.
    At one of these addresses: A4 杭州云麓贸易有限公司.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

                 account A1                     account A2
    name     =   杭州清溪汽车销售有限公司       杭州清溪汽车销售有限公司         +80
    phone    ~   057188800001                   057188800002                     +50
    address  !!  西湖区溪畔路1号                滨江区江南大道288号              -40
    city     =   杭州市                         杭州市                           +10
    Sum 100: from 100 on a person is asked, from 140 on they are the same.
    What contradicts (!!) is for a person to judge, whatever else agrees: they may
      have moved, or be two.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    Rows of B1:7 (= on both sides, ! differs from the other, ? not read); of later
      ones what is not as in the first:
      B1:7: 0571-8888x?; name 杭州清溪汽车销售有限公司; city 杭州市
    Rows of A2 (杭州清溪汽车销售有限公司; 滨江区江南大道288号), what they say
      otherwise than the account:
      B1:3: A2 was made of it: 057188800002
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    0 accepted, 0 separated; 1 group waits for another time.
    ");
    kam.file(
        "there.csv",
        "公司名称,电话,城市,地址\n杭州星垛广告有限公司,0571-88800004,杭州,滨江区江南大道288号\n",
    );
    kam.out("import there.csv --source exhibition -q --fail-on none");
    let (_, says) = asked(&kam, &["review", "B2:2"], b"");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 1: B2:2, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
                 list B2:2                         account A5
    name     !   杭州[星垛广告]有限公司            杭州[海盏仓储]有限公司
    phone    =   057188800004                      057188800004
    address      滨江区江南大道288号               -
    city     =   杭州市                            杭州市
    Nobody else was found by name or phone; `kam who` takes part of a name.
    At one of these addresses: A2 杭州清溪汽车销售有限公司, A4 杭州云麓贸易有限公司.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    0 accepted, 0 separated; 2 groups wait for another time.
    ");
}

#[test]
fn another_name_by_which_lists_call_an_account_is_found_and_its_own_address_told() {
    let kam = Sandbox::new();
    kam.file(
        "first.csv",
        "公司名称,电话,城市,地址\n\
         清溪汽车销售有限公司,0571-88800001,杭州,西湖区溪畔路1号\n\
         云麓贸易有限公司,0574-88800003,宁波,海曙区解放北路5号\n",
    );
    kam.out("import first.csv --source exhibition -q");
    // The financier's name stands where that of each dealer was.
    kam.file(
        "later.csv",
        "公司名称,电话,城市,地址\n\
         信达商业保理有限公司,0571-88800001,杭州,西湖区溪畔路一号清溪大厦\n\
         信达商业保理有限公司,0574-88800003,宁波,海曙区解放北路5号\n",
    );
    kam.out("import later.csv --source ranking -q --fail-on none");
    let (_, says) = asked(&kam, &["review"], b"a\n");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 2: B2:2, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
                 list B2:2                         account A1
    name     !   [信达商业保理]有限公司            [清溪汽车销售]有限公司
    phone    =   057188800001                      057188800001
    address      西湖区溪畔路一号清溪大厦          西湖区溪畔路1号
    city     =   杭州市                            杭州市
    Waits too: B2:3 信达商业保理有限公司 (name =, phone !, city !, sum 60). Type e
      B2:3 to see it beside.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter

    2 of 2: B2:3, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
    Decided so far for this reason: 1 group, 1 as the same, 0 as different.
                 list B2:3                         account A2
    name     !   [信达商业保理]有限公司            [云麓贸易]有限公司
    phone    =   057488800003                      057488800003
    address  =   海曙区解放北路5号                 海曙区解放北路5号
    city     =   宁波市                            宁波市
    Also like it: A1 清溪汽车销售有限公司, also called 信达商业保理有限公司 (name =,
      phone !, address !!, city !, sum 20). Type A1 if it is that one, e A1 to see
      it beside.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    B2:2: 1 row now belongs to A1 清溪汽车销售有限公司.
    Logged as O4.
    1 accepted, 0 separated; 1 group waits for another time. `kam undo` takes the last decision back.
    ");
}

#[test]
fn a_phone_of_many_accounts_speaks_for_none() {
    let kam = Sandbox::new();
    let names = ["清溪", "云麓", "星垛", "海盏", "澄犁", "苇岸"];
    let rows = (0..)
        .zip(names)
        .map(|(at, name)| format!("杭州{name}物流有限公司,4008888000;1380013800{at},杭州\n"));
    let list = format!("公司名称,电话,城市\n{}", rows.collect::<String>());
    kam.file("list.csv", list);
    kam.out("import list.csv --source exhibition -q --fail-on none");
    kam.file("later.csv", "公司名称,电话,城市\n杭州东篱贸易有限公司,4008888000;13800138001,杭州\n");
    kam.out("import later.csv --source ranking -q --fail-on none");
    let (_, says) = asked(&kam, &["review", "B2:2", "--explain"], b"");
    insta::assert_snapshot!(says, @r"
    = agrees  ~ in part  ! differs  !! contradicts  blank: unclear  [ ] differs

    1 of 1: B2:2, 1 row
    Held because: same phone, other name. About 50 in 100 such are the same.
    Only a firm that was renamed is the same; another that took its place and phone
      is not.
               list B2:2                       account A2
    name   !   杭州[东篱贸易]有限公司          杭州[云麓物流]有限公司            -80
    phone  =   4008888000, 13800138001         4008888000, 13800138001          +100
    city   =   杭州市                          杭州市                            +10
    4008888000 is a phone of 6 accounts, and speaks for none of them; `kam who
      4008888000` names them.
    Sum 30: from 80 on a person is asked, from 140 on they are the same.
    Less than that, and asked about all the same: a phone is shared, and nothing
      contradicts.
    Nobody else was found by name or phone; `kam who` takes part of a name.
    a same, s different, n later, r rows, e why, u undo, q quit, ? help; then Enter
    0 accepted, 0 separated; 1 group waits for another time.
    ");
}

#[test]
fn a_firm_that_may_have_moved_is_asked_about_unless_one_list_names_both() {
    let kam = Sandbox::new();
    let list = "公司名称,电话,城市,地址,渠道\n\
         杭州清溪汽车销售有限公司,0571-88800001,杭州,西湖区溪畔路1号,2024年名录\n";
    kam.file("first.csv", list);
    kam.out("import first.csv --source exhibition -q");
    let moved = |channel: &str| {
        format!(
            "公司名称,电话,城市,地址,渠道\n\
             杭州清溪汽车销售有限公司,0571-88800002,杭州,滨江区江南大道288号,{channel}\n"
        )
    };
    kam.file("later.csv", moved("2026年名录"));
    kam.file("twice.csv", moved("2024年名录"));
    kam.out("import later.csv --source ranking -q --fail-on none");
    kam.out("import twice.csv --source yellow-pages -q --fail-on none");
    insta::assert_snapshot!(kam.kam("review list -f csv --columns group,candidate,score,reason -q"), @r"
    group,candidate,score,reason
    B2:2,A1,45,same-name-other-house
    B3:2,A1,10,same-name-other-house
    ");
    let (_, says) = asked(&kam, &["review", "B3:2"], b"");
    assert!(says.contains("\nBoth stand in 2024年名录: who stands twice in one list"), "{says}");
    // Said to be two, nobody is asked again.
    kam.out("review separate B2:2 -q");
    kam.file("again.csv", moved("2027年名录"));
    kam.out("import again.csv --source business-directory -q --fail-on none");
    insta::assert_snapshot!(kam.kam("review list -f csv --columns group,candidate,score,reason -q"), @r"
    group,candidate,score,reason
    B3:2,A1,10,same-name-other-house
    ");
}
