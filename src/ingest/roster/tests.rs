use super::*;
use crate::ingest::clean::problem::PROBLEMS;
use crate::model::{CalendarPreset, SourceKind, StaffRole};

fn file(content: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, content).unwrap();
    file
}

fn options() -> Options {
    Options::new(SourceKind::BusinessDirectory)
}

fn staff_of(content: &str) -> Roster<StaffEntry> {
    staff(file(content.as_bytes()).path(), &options()).unwrap()
}

fn places<T>(roster: &Roster<T>) -> Vec<(u64, u64, &'static str)> {
    roster.problems.iter().map(|p| (p.line, p.column, p.code)).collect()
}

#[test]
fn staff_are_read_whatever_the_table_is_written_in() {
    let text = "销售部员工表;;;\n姓名;登录名;岗位;入职日期\n李娜;lina;销售顾问、网销;2024年3月8日\n\
                王芳;;店长；前台;3/25/24\n";
    let (gb18030, ..) = encoding_rs::GB18030.encode(text);
    for bytes in [text.as_bytes(), &gb18030] {
        let roster = staff(file(bytes).path(), &options()).unwrap();
        assert!(roster.problems.is_empty(), "{:?}", roster.problems);
        let [first, second] = &roster.entries[..] else { panic!("{:?}", roster.entries) };
        assert_eq!((first.line, first.name.as_str()), (3, "李娜"));
        assert_eq!(first.login.as_deref(), Some("lina"));
        assert_eq!(first.roles, [StaffRole::Consultant, StaffRole::Dcc]);
        assert_eq!(first.hired_on, Some("2024-03-08".parse().unwrap()));
        assert_eq!(second.roles, [StaffRole::Manager, StaffRole::Reception]);
        assert_eq!(second.hired_on, Some("2024-03-25".parse().unwrap()));
        assert_eq!((&second.login, &second.team, &second.shop), (&None, &None, &None));
    }
}

#[test]
fn what_kam_prints_comes_back() {
    let roster = staff_of(
        "id,name,aliases,login,shop,team,roles,hired_on,left_on\n\
         S1,李娜,小李;李姐,lina,城南店,一组,consultant;dcc,2024-03-08,\n",
    );
    let entry = &roster.entries[0];
    assert_eq!(entry.aliases, ["小李", "李姐"]);
    assert_eq!(entry.roles, [StaffRole::Consultant, StaffRole::Dcc]);
    assert_eq!(entry.hired_on, Some("2024-03-08".parse().unwrap()));
    assert_eq!(entry.shop.as_deref(), Some("城南店"));
    assert_eq!(roster.left_out, ["id", "left_on"]);
}

#[test]
fn every_problem_is_told_with_its_place() {
    let roster = staff_of(
        "姓名,登录名,角色,入职\n,lina,销售顾问,\n李娜,li na,看门人,3/8/24\n王芳,wf,,#N/A\n\
         王芳,WF,店长,2024-02-30\n周敏,zm,,,多\n",
    );
    assert_eq!(
        places(&roster),
        [
            (2, 1, "value-missing"),
            (3, 2, "login-form"),
            (3, 3, "role-unknown"),
            (3, 4, "date-order"),
            (4, 4, "sheet-error"),
            (5, 1, "row-repeated"),
            (5, 2, "row-repeated"),
            (5, 4, "date-calendar"),
            (6, 5, "row-wide"),
        ]
    );
    assert_eq!(roster.problems[5].detail, "4");
    for problem in &roster.problems {
        assert!(PROBLEMS.iter().any(|(code, _)| *code == problem.code), "{problem:?}");
    }
}

#[test]
fn shops_are_read_and_their_days_of_business() {
    let list =
        "门店,品牌,城市,营业日\n城南店,安达,杭州,每天\n城北店,,,office\n城西店,,,\n城南店,,,有时\n";
    let roster = shops(file(list.as_bytes()).path(), &options()).unwrap();
    let days: Vec<_> = roster.entries.iter().map(|shop| shop.calendar).collect();
    assert_eq!(days, [Some(CalendarPreset::Dealer), Some(CalendarPreset::Office), None, None]);
    assert_eq!(roster.entries[0].brand.as_deref(), Some("安达"));
    assert_eq!(places(&roster), [(5, 1, "row-repeated"), (5, 4, "calendar-unknown")]);
}

#[test]
fn a_table_without_names_or_text_is_refused() {
    let none = |content: &str| staff(file(content.as_bytes()).path(), &options()).unwrap_err();
    match none("编号,角色\n1,店长\n") {
        RosterError::NoName { header_line: 1, headers } => assert_eq!(headers, ["编号", "角色"]),
        error => panic!("{error}"),
    }
    assert!(matches!(none(""), RosterError::Read(ReadError::Empty)));
}
