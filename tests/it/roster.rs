//! `staff import`, `shop import`: tables of our own, wholly or not at all.

use crate::sandbox::Sandbox;

fn demo_staff() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/demo/staff.csv");
    std::fs::read(path).unwrap()
}

fn imports_the_staff_of_the_demo(kam: &Sandbox) {
    kam.file("staff.csv", demo_staff());
    insta::allow_duplicates! {
        insta::assert_snapshot!(kam.kam("staff import staff.csv --dry-run"), @r"
    ---- stderr ----
    staff.csv: 4 added, 0 changed, 0 unchanged.
    Dry run: nothing was written.
    ");
        let said = kam.kam("staff import staff.csv");
        let (said, logged) = said.split_once("Logged as O").unwrap();
        assert!(!logged.is_empty());
        insta::assert_snapshot!(said, @r"
    ---- stderr ----
    staff.csv: 4 added, 0 changed, 0 unchanged.
    ");
        let list = "staff list --lang zh --columns name,aliases,login,team,roles";
        insta::assert_snapshot!(kam.kam(list), @r"
    名称  别名  登录名     团队      角色
    ─────────────────────────────────────────────────
    李娜  小李  lina       零售一组  销售顾问
    王芳  小王  wangfang   零售一组  销售顾问, 电网销
    陈强  老陈  chenqiang  大客户组  大客户经理
    周敏  敏姐  zhoumin    管理      经理
    ");
        insta::assert_snapshot!(kam.kam("staff import staff.csv --lang zh"), @r"
    ---- stderr ----
    staff.csv：新增 0，补充 0，未变 4。
    没有任何改动。
    ");
    }
}

#[test]
fn staff_come_in_once() {
    imports_the_staff_of_the_demo(&Sandbox::new());
}

#[test]
fn staff_come_in_once_on_postgres() {
    if let Some(kam) = Sandbox::on_postgres() {
        imports_the_staff_of_the_demo(&kam);
    }
}

#[test]
fn what_is_missing_is_filled_in_and_what_differs_is_kept() {
    let kam = Sandbox::new();
    kam.file("shops.csv", "名称;品牌;城市;营业日\n城南店;安达;;每天\n城北店;安达;杭州;工作日\n");
    insta::assert_snapshot!(kam.kam("shop import shops.csv"), @r"
    ---- stderr ----
    shops.csv: 2 added, 0 changed, 0 unchanged.
    Logged as O2.
    ");
    kam.file("more.csv", "shop,city,calendar\n城南店,宁波,office\n");
    insta::assert_snapshot!(kam.kam("shop import more.csv"), @r#"
    ---- stderr ----
    more.csv:2:3: calendar "office": `dealer` is known and was kept [known-otherwise]
    more.csv: 0 added, 1 changed, 0 unchanged.
    Logged as O3.
    "#);
    insta::assert_snapshot!(kam.kam("shop list"), @r"
    id   name    brand  city  calendar  opens  closes
    ─────────────────────────────────────────────────
    SH1  城南店  安达   宁波  dealer
    SH2  城北店  安达   杭州  office
    ");

    kam.run(&["staff", "add", "李娜", "--team", "一组"]);
    let text = "姓名,别名,登录名,角色,团队,门店,入职,工号\n李娜,小李;李姐,lina,经理,二组,城南,2024年3月8日,7\n";
    let (gb18030, ..) = encoding_rs::GB18030.encode(text);
    kam.file("staff.csv", gb18030);
    insta::assert_snapshot!(kam.kam("staff import staff.csv"), @r#"
    ---- stderr ----
    staff.csv:2:5: team "二组": `一组` is known and was kept [known-otherwise]
    staff.csv: 0 added, 1 changed, 0 unchanged.
    Columns that hold nothing known are left out: 工号.
    Logged as O5.
    "#);
    insta::assert_snapshot!(kam.kam("staff list -f csv"), @r"
    id,name,aliases,login,shop,team,roles,hired_on,left_on
    S1,李娜,小李;李姐,lina,SH1,一组,consultant;manager,2024-03-08,
    ");
    // Known by the login now, whatever the name; and what kam prints changes nothing.
    kam.file("staff.csv", "姓名,登录名\n李小娜,LINA\n");
    insta::assert_snapshot!(kam.kam("staff import staff.csv"), @r"
    ---- stderr ----
    staff.csv: 0 added, 1 changed, 0 unchanged.
    Logged as O6.
    ");
    kam.file("out.csv", kam.out("staff list -f csv"));
    insta::assert_snapshot!(kam.kam("staff import out.csv"), @r"
    ---- stderr ----
    out.csv: 0 added, 0 changed, 1 unchanged.
    Columns that hold nothing known are left out: id, left_on.
    Nothing changed.
    ");
}

#[test]
fn one_bad_row_refuses_the_table_and_all_are_told() {
    let kam = Sandbox::new();
    kam.run(&["staff", "add", "李娜", "--login", "lina"]);
    kam.run(&["staff", "add", "陈强"]);
    let table = "姓名,登录名,角色,门店,入职\n王芳,wf,看门人,城东店,3/8/24\n,x,,,\n李娜,nana,,,\n\
                 陈强,lina,,,\n王芳,13800138000 x,,,,多\n";
    kam.file("staff.csv", table);
    insta::assert_snapshot!(kam.kam("staff import staff.csv"), @r#"
    ---- stderr ----
    error: cannot import `staff.csv`: 9 cells cannot be used; nothing was written
    staff.csv:2:3: roles "看门人": no role; one of consultant, dcc, reception, manager, key-account, care, ops [role-unknown]
    staff.csv:2:4: shop "城东店": no shop of ours, or several [shop-unknown]
    staff.csv:2:5: hired_on "3/8/24": may be 2024-03-08 or 2024-08-03; say which comes first, day, month or year [date-order]
    staff.csv:3:1: name "": a value is needed here [value-missing]
    staff.csv:4:1: name "李娜": S1 李娜 has another login [name-taken]
    staff.csv:5:2: login "lina": the login of S1 李娜 [login-taken]
    staff.csv:6:1: name "王芳": the same as in line 2 [row-repeated]
    staff.csv:6:2: login "138****8000 x": a login has no blanks [login-form]
    staff.csv:6:6: row "多": beyond the 5 columns of the table [row-wide]
    hint: correct them in the file and import it again
    ---- exit 3 ----
    "#);
    insta::assert_snapshot!(kam.kam("staff import staff.csv --lang zh"), @r#"
    ---- stderr ----
    错误：无法导入 `staff.csv`：有 9 处无法使用，未写入任何数据
    staff.csv:2:3: 角色 "看门人"：不是角色；可用：销售顾问、电网销、前台、经理、大客户经理、客服、运营 [role-unknown]
    staff.csv:2:4: 门店 "城东店"：没有这家门店，或有多家 [shop-unknown]
    staff.csv:2:5: 入职日期 "3/8/24"：可能是 2024-03-08 或 2024-08-03；请说明年、月、日的先后 [date-order]
    staff.csv:3:1: 名称 ""：此处不能为空 [value-missing]
    staff.csv:4:1: 名称 "李娜"：S1 李娜 的登录名与此不同 [name-taken]
    staff.csv:5:2: 登录名 "lina"：是 S1 李娜 的登录名 [login-taken]
    staff.csv:6:1: 名称 "王芳"：与第 2 行相同 [row-repeated]
    staff.csv:6:2: 登录名 "138****8000 x"：登录名不能有空格 [login-form]
    staff.csv:6:6: 行 "多"：超出表格的 5 列 [row-wide]
    提示：请在文件中改正后重新导入
    ---- exit 3 ----
    "#);
    assert_eq!(kam.out("staff list -f ids"), "S1\nS2\n");
    kam.file("shops.csv", "名称,营业日\n城南店,有时\n城北店,每天\n城南店,\n");
    insta::assert_snapshot!(kam.kam("shop import shops.csv"), @r#"
    ---- stderr ----
    error: cannot import `shops.csv`: 2 cells cannot be used; nothing was written
    shops.csv:2:2: calendar "有时": no business days; one of dealer (every day), office (working days) [calendar-unknown]
    shops.csv:4:1: name "城南店": the same as in line 2 [row-repeated]
    hint: correct them in the file and import it again
    ---- exit 3 ----
    "#);
    assert_eq!(kam.out("shop list -f json"), "[]\n");
}

#[test]
fn two_rows_about_one_person_are_a_problem() {
    let kam = Sandbox::new();
    kam.run(&["staff", "add", "李娜", "--login", "lina"]);
    kam.file("staff.csv", "name,login\nLi Na,lina\n李娜,\n");
    insta::assert_snapshot!(kam.kam("staff import staff.csv"), @r#"
    ---- stderr ----
    error: cannot import `staff.csv`: a cell cannot be used; nothing was written
    staff.csv:3:1: name "李娜": the same as in line 2 [row-repeated]
    hint: correct them in the file and import it again
    ---- exit 3 ----
    "#);
}

#[test]
fn tables_that_are_none() {
    let kam = Sandbox::new();
    kam.file("staff.csv", "工号,角色\n1,经理\n");
    insta::assert_snapshot!(kam.kam("staff import staff.csv"), @r"
    ---- stderr ----
    error: cannot import `staff.csv`: no column for `name`
    hint: headers in line 1: 工号, 角色
    hint: head the column of names with name or 姓名
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("shop import gone.csv --lang zh"), @r"
    ---- stderr ----
    错误：找不到文件 `gone.csv`
    提示：请指定文件，或用 `-` 表示标准输入
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam_with(&["staff", "import", "-"], "姓名\n李娜\n"), @r"
    ---- stderr ----
    -: 1 added, 0 changed, 0 unchanged.
    Logged as O2.
    ");
}
