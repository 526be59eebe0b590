//! Sheets of the agenda that go out and come back, and lists of contacts.

use kam::ingest::read::{Options, RawRow, examine};
use kam::model::SourceKind;
use kam::render::workbook;

use crate::sandbox::{Sandbox, on_both};

/// Makes two of ours, and three customers of one of them.
fn staffed(kam: &Sandbox) {
    kam.out("staff add 李娜 -q");
    kam.out("staff add 王芳 -q");
    kam.file(
        "list.csv",
        "公司,联系人,电话,车型\n多达矿业有限公司,张志强,13800138001,拓川\n砾川混凝土有限公司,石川,057155501020,拓川\n\
         霁淮检测技术有限公司,霁淮,057155501107,\n",
    );
    kam.out("import list.csv --source yellow-pages --owner 李娜 -q");
}

/// Returns the rows of a workbook, its header first.
pub(crate) fn rows(kam: &Sandbox, file: &str) -> Vec<Vec<String>> {
    let options = Options::new(SourceKind::BusinessDirectory);
    let list = examine(&kam.folder().join(file), &options).unwrap();
    let columns = list.verdict.columns.clone();
    let (mut all, mut row) = (list.rows().unwrap(), RawRow::default());
    let mut rows = vec![columns.clone()];
    while all.next_row(&mut row).unwrap() {
        rows.push((0..columns.len()).map(|at| row.cell(at).to_owned()).collect());
    }
    rows
}

/// Returns rows as lines of text.
pub(crate) fn text(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("|") + "\n").collect()
}

/// Fills cells of a sheet in: by account, the header and what is written there.
fn fill_in(kam: &Sandbox, file: &str, cells: &[(&str, &str, &str)]) {
    let mut rows = rows(kam, file);
    let place = |rows: &[Vec<String>], header: &str| {
        rows[0].iter().position(|known| known == header).unwrap_or_else(|| panic!("{header}"))
    };
    let ids = rows[0].iter().position(|h| ["客户ID", "account id"].contains(&h.as_str())).unwrap();
    for (account, header, text) in cells {
        let at = place(&rows, header);
        let row = rows.iter_mut().find(|row| row[ids] == *account).unwrap();
        (*text).clone_into(&mut row[at]);
    }
    kam.file(file, workbook("sheet", &rows).unwrap());
}

#[test]
fn the_agenda_goes_out_as_a_sheet() {
    on_both(|kam| {
        staffed(kam);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("--as 李娜 --lang zh agenda -o 李娜.xlsx"), @"
            ---- stderr ----
            已写入 李娜.xlsx。
            下一步：为已联系的客户填写结果或方式，然后 `kam import 李娜.xlsx --source touches`；以后再填更多行，重复同一命令即可。
            2026-03-02 共 3 项到期。
            N：建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访
            首次联系：明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步
            ");
            insta::assert_snapshot!(text(&rows(kam, "李娜.xlsx")), @"
            日程日期|客户ID|商机ID|名称|联系人|电话|现级别|原因|上次沟通|跟进措施|销售顾问|接触结果|接触方式|沟通内容|下次联系|新级别|联系日期
            2026-03-02|A1|D1|多达矿业有限公司|张志强|13800138001|N|03-02起未联系||建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访|李娜||||||
            2026-03-02|A2|D2|砾川混凝土有限公司|石川|057155501020|N|03-02起未联系||建立品牌信心；介绍产品及卖点；自我介绍；完善客户资料；约定下次来访|李娜||||||
            2026-03-02|A3||霁淮检测技术有限公司|霁淮|057155501107||首次联系||明确目的与找谁；用开场白引起注意与兴趣；备好对常见拒绝的应答；记下所谈、所约与下一步|李娜||||||
            ");
        }
    });
}

/// Writes the sheet of the agenda and fills two of its rows in.
fn filled_in(kam: &Sandbox) {
    staffed(kam);
    kam.out("--as 李娜 --lang zh agenda -o 李娜.xlsx -q");
    fill_in(
        kam,
        "李娜.xlsx",
        &[
            ("A1", "接触结果", "接通"),
            ("A1", "沟通内容", "要两台"),
            ("A1", "下次联系", "2026-03-06 14:30:00"),
            ("A1", "新级别", "A"),
            ("A2", "接触方式", "微信"),
        ],
    );
}

#[test]
fn a_sheet_comes_back_as_touches_as_often_as_rows_are_filled_in() {
    on_both(|kam| {
        filled_in(kam);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("--lang zh import 李娜.xlsx --source touches"), @"
            批次  收集数  新增  合并  未变  待定  拒收  文件       工作表
            ─────────────────────────────────────────────────────────────
            B2         2     2     0     0     0     0  李娜.xlsx  sheet
            ---- stderr ----
            李娜.xlsx:sheet：1 行未填写，留待以后。
            已记录为 O5。
            ");
            insta::assert_snapshot!(kam.out("export touches"), @"
            id,account,deal,contact,staff,kind,result,day,happened_at,logged_at,note,grade,quoted,appointment
            T1,A1,D1,P1,S1,call,reached,2026-03-02,2026-03-02T01:00:00Z,2026-03-02T01:00:00Z,要两台,A,,
            T2,A2,D2,P2,S1,message,sent,2026-03-02,2026-03-02T01:00:00Z,2026-03-02T01:00:00Z,,,,
            ");
            insta::assert_snapshot!(kam.out("export appointments"), @"
            id,account,deal,contact,staff,day,time,deadline,purpose,closed_on,kind,booked_on,ending
            AP1,A1,D1,P1,S1,2026-03-06,14:30,false,,,,2026-03-02,
            ");
            insta::assert_snapshot!(kam.kam("import 李娜.xlsx --source touches"), @"
            batch  collected  added  merged  unchanged  held  rejected  file       sheet
            ────────────────────────────────────────────────────────────────────────────
            B2             2      2       0          0     0         0  李娜.xlsx  sheet
            ---- stderr ----
            李娜.xlsx:sheet is already imported as B2; nothing changed.
            ");
        }
        fill_in(kam, "李娜.xlsx", &[("A2", "接触结果", "接通"), ("A3", "接触结果", "没人接")]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.out("import 李娜.xlsx --source touches -q -f csv --columns batch,added,unchanged"), @"
            batch,added,unchanged
            B3,2,1
            ");
            insta::assert_snapshot!(kam.out("export touches -f csv --columns id,account,kind,result,note"), @"
            id,account,kind,result,note
            T1,A1,call,reached,要两台
            T2,A2,message,sent,
            T3,A2,message,reached,
            T4,A3,call,no-answer,
            ");
        }
    });
}

#[test]
fn what_came_back_is_taken_back_and_comes_again() {
    on_both(|kam| {
        filled_in(kam);
        kam.out("import 李娜.xlsx --source touches -q");
        fill_in(kam, "李娜.xlsx", &[("A2", "接触结果", "接通"), ("A3", "接触结果", "没人接")]);
        kam.out("import 李娜.xlsx --source touches -q");
        fill_in(kam, "李娜.xlsx", &[("A1", "沟通内容", "要三台")]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(kam.kam("import 李娜.xlsx --source touches"), @"
            batch  collected  added  merged  unchanged  held  rejected  file       sheet
            ────────────────────────────────────────────────────────────────────────────
            B4             3      0       0          2     0         1  李娜.xlsx  sheet
            ---- stderr ----
            李娜.xlsx:sheet!2: imported before and changed since, and no other contact by day, way and result [touch-changed]; rejected: a further contact has its own day, way or result; to correct one, `kam undo` the batch and import the sheet again
            Next: 1 row could not be used: `kam batch rejects B4 -o fix.xlsx` writes them to be corrected.
            Logged as O7.
            ---- exit 1 ----
            ");
            insta::assert_snapshot!(kam.kam("undo O6 -q"), @"
            outcome   records    count  changed by  ids
            ─────────────────────────────────────────────
            reversed  batch          1              B3
            reversed  touch          2              T3-T4
            reversed  batch_row      3              L6-L8
            ");
            insta::assert_snapshot!(kam.out("export touches -f csv --columns id,account,kind,result,note"), @"
            id,account,kind,result,note
            T1,A1,call,reached,要两台
            T2,A2,message,sent,
            ");
            insta::assert_snapshot!(kam.kam("import 李娜.xlsx --source touches --dry-run"), @"
            batch  collected  added  merged  unchanged  held  rejected  file       sheet
            ────────────────────────────────────────────────────────────────────────────
            new            3      2       0          0     0         1  李娜.xlsx  sheet
            ---- stderr ----
            李娜.xlsx:sheet!2: imported before and changed since, and no other contact by day, way and result [touch-changed]; rejected: a further contact has its own day, way or result; to correct one, `kam undo` the batch and import the sheet again
            Dry run: nothing was written.
            ---- exit 1 ----
            ");
        }
        kam.run(&["undo", "O5", "-q"]);
        assert_eq!(kam.out("export touches -f csv").lines().count(), 1);
    });
}

#[test]
fn an_english_sheet_is_read_too() {
    let kam = Sandbox::new();
    staffed(&kam);
    kam.out("--as 李娜 agenda --day tomorrow -o sheet.xlsx -q");
    fill_in(&kam, "sheet.xlsx", &[("A1", "result", "reached"), ("A3", "way", "visit")]);
    insta::assert_snapshot!(kam.kam("import sheet.xlsx --source touches"), @"
    batch  collected  added  merged  unchanged  held  rejected  file        sheet
    ─────────────────────────────────────────────────────────────────────────────
    B2             2      2       0          0     0         0  sheet.xlsx  sheet
    ---- stderr ----
    sheet.xlsx:sheet: 1 row not filled in, and left for later.
    Logged as O5.
    ");
    insta::assert_snapshot!(kam.out("export touches"), @"
    id,account,deal,contact,staff,kind,result,day,happened_at,logged_at,note,grade,quoted,appointment
    T1,A1,D1,P1,S1,call,reached,2026-03-02,2026-03-02T01:00:00Z,2026-03-02T01:00:00Z,,,,
    T2,A3,,P3,S1,visit,reached,2026-03-02,2026-03-02T01:00:00Z,2026-03-02T01:00:00Z,,,,
    ");
}

#[test]
fn a_sheet_is_written_whole() {
    let kam = Sandbox::new();
    staffed(&kam);
    insta::assert_snapshot!(kam.kam("agenda --all -o sheet.xlsx --limit 2"), @"
    ---- stderr ----
    error: a sheet to be filled in has its own columns, rows and header
    hint: leave `--columns`, `--sort`, `--limit` and `--no-header` out, or write CSV
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("agenda --all -o sheet.xlsx -f csv"), @"
    ---- stderr ----
    error: `sheet.xlsx` is the name of a workbook, and `-f csv` is text
    hint: leave `-f` out to write a workbook, or let the name end otherwise
    ---- exit 2 ----
    ");
    assert!(!kam.folder().join("sheet.xlsx").exists());
}

#[test]
fn rows_of_a_merged_account_go_where_it_went() {
    let kam = Sandbox::new();
    staffed(&kam);
    kam.out("--as 李娜 --lang zh agenda -o 李娜.xlsx -q");
    kam.out("merge A1 A2 -q");
    fill_in(&kam, "李娜.xlsx", &[("A2", "接触结果", "接通"), ("A1", "接触结果", "未接")]);
    insta::assert_snapshot!(kam.kam("import 李娜.xlsx --source touches"), @"
    batch  collected  added  merged  unchanged  held  rejected  file       sheet
    ────────────────────────────────────────────────────────────────────────────
    B2             2      2       0          0     0         0  李娜.xlsx  sheet
    ---- stderr ----
    李娜.xlsx:sheet: 1 row not filled in, and left for later.
    Logged as O6.
    ");
    insta::assert_snapshot!(kam.out("export touches -f csv --columns account,deal,result"), @"
    account,deal,result
    A1,D1,no-answer
    A1,D2,reached
    ");
}

#[test]
fn lists_of_contacts_find_or_make_the_customer() {
    let kam = Sandbox::new();
    staffed(&kam);
    kam.file(
        "records.csv",
        "客户名称,电话,日期,方式,内容,下次跟进,销售顾问\n\
         多达矿业有限公司,13800138001,2026-02-20,电话,有意向,2026-02-25,王芳\n\
         新客户贸易有限公司,13900001111,2026-02-21,微信,加了微信,2026-03-09 10:00,王芳\n\
         新客户贸易有限公司,13900001111,2026-02-22,上门,见了老板,,王芳\n\
         另一家公司,13800138001,2026-02-21,电话,x,,\n\
         ,,2026-02-21,电话,x,,\n\
         某公司,13900002222,2026-02-21,传真,x,,\n\
         某公司,13900002222,2026-02-21,电话,x,,张三\n\
         某公司,13900002222,2026-04-21,电话,x,,\n\
         某公司,13900002222,不久前,电话,x,,\n\
         某公司,13900002222,2026-02-21,电话,x,2026-02-20,\n",
    );
    insta::assert_snapshot!(kam.kam("import records.csv --source touches:旧系统 --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────────
    B2            10      3       0          0     0         7  records.csv
    ---- stderr ----
    records.csv:5: may be an account we have, not surely [account-possible]; rejected: fill in the account id: `kam batch rows` names the candidate, `kam who` finds others
    records.csv:9:3: "2026-04-21": later than today [day-to-come]; rejected: write the day on which it happened; one agreed is the next contact
    records.csv:10:3: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    records.csv:11:6: "2026-02-20": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    records.csv:6: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    records.csv:8:7: "张三": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    records.csv:7:4: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:2:6: next_on "2026-02-25": 2026-02-25 is over: no appointment was made [next-over]; kept as text
    Next: 7 rows could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("batch rows B2 --columns line,outcome,account,candidate,score,reason"), @r"
    line  outcome   account  candidate  score  reason
    ──────────────────────────────────────────────────────────────────────────────────────
       2  added     A1                     98  same phone and name
       3  added     A4
       4  added     A4                     98  same phone and name
       5  rejected           A1            50  may be an account we have, not surely
       6  rejected                             no name and no phone, e-mail or credit code
       7  rejected                             no way of contact
       8  rejected                             nobody of ours, or several
       9  rejected                             later than today
      10  rejected                             no day
      11  rejected                             no day, or one before the contact
    ");
    insta::assert_snapshot!(kam.out("batch rows B2 --warnings"), @"
    line  column  field         value       problem                                      account
    ────────────────────────────────────────────────────────────────────────────────────────────
       2       6  next contact  2026-02-25  2026-02-25 is over: no appointment was made  A1
    ");
    insta::assert_snapshot!(kam.kam("import records.csv --source touches:旧系统 --strict --map 内容=extra"), @r#"
    ---- stderr ----
    error: cannot import `records.csv`: 7 rows cannot be used
    records.csv:5: may be an account we have, not surely [account-possible]; rejected: fill in the account id: `kam batch rows` names the candidate, `kam who` finds others
    records.csv:6: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    records.csv:7:4: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:8:7: "张三": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    records.csv:9:3: "2026-04-21": later than today [day-to-come]; rejected: write the day on which it happened; one agreed is the next contact
    records.csv:10:3: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    records.csv:11:6: "2026-02-20": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    hint: correct them, or leave `--strict` out to import the others
    ---- exit 3 ----
    "#);
    kam.out("batch rejects B2 -o fix.csv -q");
    let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
    kam.file("fix.csv", fix.replace("传真", "电话"));
    insta::assert_snapshot!(kam.kam("import fix.csv --fixes B2 -q -f csv --columns added,rejected"), @r#"
    added,rejected
    1,6
    ---- stderr ----
    fix.csv:2: may be an account we have, not surely [account-possible]; rejected: fill in the account id: `kam batch rows` names the candidate, `kam who` finds others
    fix.csv:6:3: "2026-04-21": later than today [day-to-come]; rejected: write the day on which it happened; one agreed is the next contact
    fix.csv:7:3: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    fix.csv:8:6: "2026-02-20": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    fix.csv:3: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    fix.csv:5:7: "张三": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    ---- exit 1 ----
    "#);
    kam.out("undo O6 -q");
    kam.out("undo O5 -q");
    assert_eq!(kam.out("list -f ids"), "A1\nA2\nA3\n");
    let sound = kam.kam("doctor -q");
    let is_sound = |check: &str| sound.lines().any(|l| l.starts_with(check) && l.contains(" ok "));
    assert!(is_sound("match-keys") && is_sound("ledger") && is_sound("follow-up"), "{sound}");
}

#[test]
fn ids_and_grades_that_make_no_sense_reject_their_row() {
    let kam = Sandbox::new();
    staffed(&kam);
    kam.file(
        "sheet.csv",
        "account id,deal id,name,result,new grade\n\
         A99,,,reached,\n\
         A1,D2,,reached,\n\
         A1,D99,,reached,\n\
         A1,,砾川混凝土有限公司,reached,\n\
         A3,,,reached,A\n\
         A1,,,reached,N\n\
         A1,,,reached,Z\n\
         A1,,,maybe,\n\
         C7,,,reached,\n\
         ,D1,,reached,B\n",
    );
    insta::assert_snapshot!(kam.kam("import sheet.csv --source touches"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ─────────────────────────────────────────────────────────────────────
    B2            10      1       0          0     0         9  sheet.csv
    ---- stderr ----
    sheet.csv:5:3: "砾川混凝土有限公司": not the name of the account that the id names [account-differs]; rejected: put ids and names of each row back together; where the account is right, clear the name
    sheet.csv:2:1: "A99": no account has this id [account-unknown]; rejected: correct the id, or leave it blank: then name and phone are compared
    sheet.csv:3:2: "D2": no deal of this account has this id [deal-unknown]; rejected: correct the id, or leave it blank
    sheet.csv:4:2: "D99": no deal of this account has this id [deal-unknown]; rejected: correct the id, or leave it blank
    sheet.csv:7:5: "N": no grade that people give [grade-unusable]; rejected: write O, H, A, B or C, or leave it blank
    sheet.csv:8:5: "Z": no grade that people give [grade-unusable]; rejected: write O, H, A, B or C, or leave it blank
    sheet.csv:6:5: "A": a grade, and no open deal or several [grade-without-deal]; rejected: fill in the deal id, or leave the grade blank
    sheet.csv:10: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    sheet.csv:9:4: "maybe": no result of a contact [result-unknown]; rejected: write one of reached, no-answer, wrong-number, refused, sent; what was said is the note
    Next: 9 rows could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export touches -f csv --columns account,deal,grade"), @"
    account,deal,grade
    A1,D1,B
    ");
}

#[test]
fn what_a_list_of_contacts_needs_is_said() {
    let kam = Sandbox::new();
    kam.file("list.csv", "客户名称,内容\n多达矿业有限公司,x\n");
    insta::assert_snapshot!(kam.kam("import list.csv --source touches"), @"
    ---- stderr ----
    error: cannot import `list.csv`: no column for `touch_kind` or `result`
    hint: headers in line 1: 客户名称, 内容
    hint: none of them looks like it: name the column with `--map HEADER=touch_kind`
    ---- exit 3 ----
    ");
    insta::assert_snapshot!(kam.kam("import list.csv --source touches --plan plan.json"), @"
    ---- stderr ----
    error: rows of `touches` are records, which no plan decides on
    hint: `--dry-run` reports what would become of them
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("import list.csv --source exhibition --map 内容=result"), @"
    ---- stderr ----
    error: rows of `exhibition` have no `result`
    hint: kinds whose rows have `result`: touches
    ---- exit 2 ----
    ");
    let staff = kam.kam("import list.csv --source staff");
    assert!(staff.contains("hint: `kam staff import FILE`"), "{staff}");
    kam.file("rules.toml", "[constants]\ntouch_kind = \"call\"\n");
    insta::assert_snapshot!(kam.kam("import list.csv --source touches --rules rules.toml"), @"
    batch  collected  added  merged  unchanged  held  rejected  file
    ────────────────────────────────────────────────────────────────────
    B1             1      1       0          0     0         0  list.csv
    ---- stderr ----
    Logged as O2.
    ");
    insta::assert_snapshot!(kam.out("export touches -f csv --columns kind,result,day,note"), @"
    kind,result,day,note
    call,reached,2026-03-02,x
    ");
}

#[test]
fn an_id_in_the_place_of_a_name_is_no_name() {
    let kam = Sandbox::new();
    staffed(&kam);
    let before = kam.out("list -f ids");
    kam.file(
        "by_hand.csv",
        "日期,客户,方式,结果,备注,客户ID\n2026-03-01,a1,电话,接通,白色有货,\n2026-03-01,A99,电话,接通,x,\n\
         2026-03-01,A2,电话,接通,x,A1\n",
    );
    insta::assert_snapshot!(kam.kam("import by_hand.csv --source touches --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────────
    B2             3      1       0          0     0         2  by_hand.csv
    ---- stderr ----
    by_hand.csv:4:2: "A2": not the name of the account that the id names [account-differs]; rejected: put ids and names of each row back together; where the account is right, clear the name
    by_hand.csv:3:2: "A99": no account has this id [account-unknown]; rejected: correct the id, or leave it blank: then name and phone are compared
    Next: 2 rows could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("export touches -f csv --columns account,day,note"), @r"
    account,day,note
    A1,2026-03-01,白色有货
    ");
    assert_eq!(kam.out("list -f ids"), before);
}

/// Makes a list of contacts with several faults in most of its rows.
fn faulty(kam: &Sandbox) {
    staffed(kam);
    kam.file(
        "records.csv",
        "account id,客户名称,电话,日期,方式,内容,下次联系,新级别,销售顾问\n\
         ,某公司,13900002222,2026-04-21,传真,x,找时间,Z,张三\n\
         ,,,不久前,传真,x,2026-02-20,,李娜\n\
         A99,某公司,13900002222,2026-02-21,传真,x,2026-02-20,A,李娜\n\
         A3,,,2026-02-21,电话,x,,A,张三\n\
         A1,,,2026-02-21,传真,x,,B,李娜\n",
    );
}

#[test]
fn every_fault_of_a_row_is_told_at_once() {
    let kam = Sandbox::new();
    faulty(&kam);
    insta::assert_snapshot!(kam.kam("import records.csv --source touches --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────────
    B2             5      0       0          0     0         5  records.csv
    ---- stderr ----
    records.csv:4:1: "A99": no account has this id [account-unknown]; rejected: correct the id, or leave it blank: then name and phone are compared
    records.csv:2:4: "2026-04-21": later than today [day-to-come]; rejected: write the day on which it happened; one agreed is the next contact
    records.csv:3:4: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    records.csv:2:8: "Z": no grade that people give [grade-unusable]; rejected: write O, H, A, B or C, or leave it blank
    records.csv:5:8: "A": a grade, and no open deal or several [grade-without-deal]; rejected: fill in the deal id, or leave the grade blank
    records.csv:2:7: "找时间": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    records.csv:4:7: "2026-02-20": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    records.csv:3: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    records.csv:2:9: "张三": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    records.csv:5:9: "张三": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    records.csv:2:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:3:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:4:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:6:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    Next: 5 rows could not be used: `kam batch rejects B2 -o fix.csv` writes them to be corrected.
    Logged as O5.
    ---- exit 1 ----
    "#);
    insta::assert_snapshot!(kam.out("batch rows B2 --columns line,outcome,account,reason"), @"
    line  outcome   account  reason
    ─────────────────────────────────────────────────────────────
       2  rejected           later than today
       3  rejected           no day
       4  rejected           no account has this id
       5  rejected           a grade, and no open deal or several
       6  rejected           no way of contact
    ");
    insta::assert_snapshot!(kam.out("batch rows B2 --outcome rejected --warnings"), @"
    line  column  field         value       problem                                      account
    ────────────────────────────────────────────────────────────────────────────────────────────
       2       4  day           2026-04-21  later than today
       2       5  way           传真        no way of contact
       2       7  next contact  找时间      no day, or one before the contact
       2       8  grade         Z           no grade that people give
       2       9  consultant    张三        nobody of ours, or several
       3       4  day           不久前      no day
       3       5  way           传真        no way of contact
       3                                    no name and no phone, e-mail or credit code
       4       1  account id    A99         no account has this id
       4       5  way           传真        no way of contact
       4       7  next contact  2026-02-20  no day, or one before the contact
       5       8  grade         A           a grade, and no open deal or several
       5       9  consultant    张三        nobody of ours, or several
       6       5  way           传真        no way of contact
    ");
    insta::assert_snapshot!(kam.out("--lang zh batch rows B2 --outcome rejected --warnings"), @"
    行号  列  字段      内容        问题                                      客户
    ──────────────────────────────────────────────────────────────────────────────
       2   4  日期      2026-04-21  晚于今天
       2   5  接触方式  传真        不是接触方式
       2   7  下次联系  找时间      不是日期，或早于联系日期
       2   8  级别      Z           不是可以给出的级别
       2   9  销售顾问  张三        没有这位员工，或有多位
       3   4  日期      不久前      不是日期
       3   5  接触方式  传真        不是接触方式
       3                            没有名称，也没有电话、邮箱或信用代码
       4   1  客户ID    A99         没有这个编号的客户
       4   5  接触方式  传真        不是接触方式
       4   7  下次联系  2026-02-20  不是日期，或早于联系日期
       5   8  级别      A           给出了级别，但没有进行中的商机，或有多个
       5   9  销售顾问  张三        没有这位员工，或有多位
       6   5  接触方式  传真        不是接触方式
    ");
    insta::assert_snapshot!(kam.kam("batch rows B2 --warnings"), @"
    line  column  field  value  problem  account
    ────────────────────────────────────────────
    ---- stderr ----
    No row of this kind.
    ");
    insta::assert_snapshot!(kam.kam("import records.csv --source touches:再次 --strict -q"), @r#"
    ---- stderr ----
    error: cannot import `records.csv`: 5 rows cannot be used
    records.csv:2:4: "2026-04-21": later than today [day-to-come]; rejected: write the day on which it happened; one agreed is the next contact
    records.csv:2:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:2:7: "找时间": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    records.csv:2:8: "Z": no grade that people give [grade-unusable]; rejected: write O, H, A, B or C, or leave it blank
    records.csv:2:9: "张三": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    records.csv:3:4: "不久前": no day [day-unreadable]; rejected: write it as 2026-03-09
    records.csv:3:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:3: no name and no phone, e-mail or credit code [nothing-usable]; rejected: fill in a name, or a phone, e-mail or credit code
    records.csv:4:1: "A99": no account has this id [account-unknown]; rejected: correct the id, or leave it blank: then name and phone are compared
    records.csv:4:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    records.csv:4:7: "2026-02-20": no day, or one before the contact [next-unreadable]; rejected: write it as 2026-03-09, or 2026-03-09 14:30
    records.csv:5:8: "A": a grade, and no open deal or several [grade-without-deal]; rejected: fill in the deal id, or leave the grade blank
    records.csv:5:9: "张三": nobody of ours, or several [staff-unknown]; rejected: write the name as `kam staff list` has it, or leave it blank
    records.csv:6:5: "传真": no way of contact [way-unknown]; rejected: write one of call, message, visit, showroom, test-drive, letter, event, care, survey
    hint: correct them, or leave `--strict` out to import the others
    ---- exit 3 ----
    "#);
}

#[test]
fn rejected_rows_come_with_every_fault_of_theirs() {
    let kam = Sandbox::new();
    faulty(&kam);
    assert_eq!(
        kam.run(&["import", "records.csv", "--source", "touches", "-q"]).status.code(),
        Some(1)
    );
    insta::assert_snapshot!(kam.out("batch rejects B2").trim_start_matches('\u{feff}'), @r#"
    account id,客户名称,电话,日期,方式,内容,下次联系,新级别,销售顾问,kam_reason,kam_remedy
    ,某公司,13900002222,2026-04-21,传真,x,找时间,Z,张三,"日期: later than today; 方式: no way of contact; 下次联系: no day, or one before the contact; 新级别: no grade that people give; 销售顾问: nobody of ours, or several","日期: write the day on which it happened; one agreed is the next contact; 方式: write one of call, message, visit, showroom, test-drive, letter, event, care, survey; 下次联系: write it as 2026-03-09, or 2026-03-09 14:30; 新级别: write O, H, A, B or C, or leave it blank; 销售顾问: write the name as `kam staff list` has it, or leave it blank"
    ,,,不久前,传真,x,2026-02-20,,李娜,"日期: no day; 方式: no way of contact; no name and no phone, e-mail or credit code","日期: write it as 2026-03-09; 方式: write one of call, message, visit, showroom, test-drive, letter, event, care, survey; fill in a name, or a phone, e-mail or credit code"
    A99,某公司,13900002222,2026-02-21,传真,x,2026-02-20,A,李娜,"account id: no account has this id; 方式: no way of contact; 下次联系: no day, or one before the contact","account id: correct the id, or leave it blank: then name and phone are compared; 方式: write one of call, message, visit, showroom, test-drive, letter, event, care, survey; 下次联系: write it as 2026-03-09, or 2026-03-09 14:30"
    A3,,,2026-02-21,电话,x,,A,张三,"新级别: a grade, and no open deal or several; 销售顾问: nobody of ours, or several","新级别: fill in the deal id, or leave the grade blank; 销售顾问: write the name as `kam staff list` has it, or leave it blank"
    A1,,,2026-02-21,传真,x,,B,李娜,no way of contact,"write one of call, message, visit, showroom, test-drive, letter, event, care, survey"
    "#);
    insta::assert_snapshot!(kam.out("--lang zh batch rejects B2").trim_start_matches('\u{feff}'), @"
    account id,客户名称,电话,日期,方式,内容,下次联系,新级别,销售顾问,kam_reason,kam_remedy
    ,某公司,13900002222,2026-04-21,传真,x,找时间,Z,张三,日期：晚于今天；方式：不是接触方式；下次联系：不是日期，或早于联系日期；新级别：不是可以给出的级别；销售顾问：没有这位员工，或有多位,日期：请填写发生的日期；约定的日期填入下次联系；方式：请填写以下之一：电话、短信、拜访、到店、试驾、信函、活动、关怀、调查；下次联系：请写成 2026-03-09 或 2026-03-09 14:30；新级别：请填写 O、H、A、B、C 之一，或留空；销售顾问：请按 `kam staff list` 中的姓名填写，或留空
    ,,,不久前,传真,x,2026-02-20,,李娜,日期：不是日期；方式：不是接触方式；没有名称，也没有电话、邮箱或信用代码,日期：请写成 2026-03-09 的形式；方式：请填写以下之一：电话、短信、拜访、到店、试驾、信函、活动、关怀、调查；请补上名称，或电话、邮箱、信用代码
    A99,某公司,13900002222,2026-02-21,传真,x,2026-02-20,A,李娜,account id：没有这个编号的客户；方式：不是接触方式；下次联系：不是日期，或早于联系日期,account id：请改正编号，或留空：留空则按名称和电话比对；方式：请填写以下之一：电话、短信、拜访、到店、试驾、信函、活动、关怀、调查；下次联系：请写成 2026-03-09 或 2026-03-09 14:30
    A3,,,2026-02-21,电话,x,,A,张三,新级别：给出了级别，但没有进行中的商机，或有多个；销售顾问：没有这位员工，或有多位,新级别：请填写商机ID，或清空级别；销售顾问：请按 `kam staff list` 中的姓名填写，或留空
    A1,,,2026-02-21,传真,x,,B,李娜,不是接触方式,请填写以下之一：电话、短信、拜访、到店、试驾、信函、活动、关怀、调查
    ");
    kam.out("batch rejects B2 -o fix.csv -q");
    let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
    let row = "2026-04-21,传真,x,找时间,Z,张三";
    assert!(fix.contains(row));
    kam.file("fix.csv", fix.replace(row, "2026-02-21,电话,x,2026-03-09,,李娜"));
    insta::assert_snapshot!(kam.out("import fix.csv --fixes B2 -q -f csv --columns collected,added,rejected --fail-on none"), @"
    collected,added,rejected
    5,1,4
    ");
}

/// As `log` refuses it: an unanswered call says nothing of how near the deal is.
#[test]
fn a_grade_beside_an_unanswered_call_is_kept_as_text() {
    let kam = Sandbox::new();
    kam.out("staff add 李娜 -q");
    kam.out("add 多达运输 --phone 13800138000 --owner 李娜 -q");
    kam.out("deal add A1 --model 朗逸 -q");
    kam.file(
        "records.csv",
        "客户名称,电话,日期,方式,结果,级别\n\
         多达运输,13800138000,2026-02-20,电话,未接,H\n\
         多达运输,13800138000,2026-02-21,电话,接通,B\n",
    );
    insta::assert_snapshot!(kam.kam("import records.csv --source touches:旧系统 --show-values"), @r#"
    batch  collected  added  merged  unchanged  held  rejected  file
    ───────────────────────────────────────────────────────────────────────
    B1             2      2       0          0     0         0  records.csv
    ---- stderr ----
    records.csv:2:6: grade "H": nobody was reached: no grade was given [grade-of-nobody]; kept as text
    Logged as O5.
    "#);
    insta::assert_snapshot!(kam.out("--lang zh batch rows B1 --warnings"), @r"
    行号  列  字段  内容  问题                    客户
    ──────────────────────────────────────────────────
       2   6  级别  H     没有联系到人，无从评级  A1
    ");
    insta::assert_snapshot!(kam.out("export touches -f csv --columns day,result,grade"), @r"
    day,result,grade
    2026-02-20,no-answer,
    2026-02-21,reached,B
    ");
    insta::assert_snapshot!(kam.out("deal list -f csv --columns deal,grade"), @r"
    deal,grade
    D1,B
    ");
}
