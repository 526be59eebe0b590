//! Staff as a table says them.

use std::path::Path;

use super::{Known, Roster, RosterError, Row, read};
use crate::ingest::clean::Problem;
use crate::ingest::read::Options;
use crate::model::{Choice as _, Day, StaffRole};

/// A person of ours, as a table has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffEntry {
    /// Line in the file, from 1.
    pub line: u64,
    /// Full name.
    pub name: String,
    /// Other names they go by.
    pub aliases: Vec<String>,
    /// The name they log in with.
    pub login: Option<String>,
    /// What they do; empty where the table does not say.
    pub roles: Vec<StaffRole>,
    /// Their team.
    pub team: Option<String>,
    /// Id or name of their shop.
    pub shop: Option<String>,
    /// First day with us.
    pub hired_on: Option<Day>,
}

const COLUMNS: &[Known] = &[
    (
        "name",
        &[
            "姓名",
            "员工姓名",
            "名称",
            "员工",
            "名字",
            "name",
            "full name",
            "staff name",
            "staff",
            "employee",
        ],
    ),
    (
        "aliases",
        &["别名", "昵称", "又名", "曾用名", "aliases", "alias", "nickname", "also known as"],
    ),
    (
        "login",
        &["登录名", "登录账号", "用户名", "账号", "账户", "login", "user name", "user", "account"],
    ),
    ("roles", &["角色", "岗位", "职务", "职位", "roles", "role", "position", "job title", "title"]),
    ("team", &["团队", "小组", "组别", "部门", "team", "group", "department"]),
    ("shop", &["门店", "所属门店", "分店", "店面", "店", "shop", "store", "branch"]),
    (
        "hired_on",
        &[
            "入职",
            "入职日期",
            "入职时间",
            "到岗日期",
            "hired on",
            "hired",
            "hire date",
            "start date",
            "joined",
        ],
    ),
];

/// What people also call a role.
const WORDS: &[(&str, StaffRole)] = &[
    ("顾问", StaffRole::Consultant),
    ("销售", StaffRole::Consultant),
    ("销售员", StaffRole::Consultant),
    ("网销", StaffRole::Dcc),
    ("电销", StaffRole::Dcc),
    ("网电销", StaffRole::Dcc),
    ("接待", StaffRole::Reception),
    ("销售经理", StaffRole::Manager),
    ("展厅经理", StaffRole::Manager),
    ("店长", StaffRole::Manager),
    ("大客户", StaffRole::KeyAccount),
    ("大客户专员", StaffRole::KeyAccount),
    ("客户关怀", StaffRole::Care),
    ("客服专员", StaffRole::Care),
    ("信息员", StaffRole::Ops),
    ("内勤", StaffRole::Ops),
];

/// Reads a table of staff: 姓名, 别名, 登录名, 角色, 团队, 门店, 入职, or the same in English. Names
/// and logins that stand twice are problems.
pub fn staff(path: &Path, options: &Options) -> Result<Roster<StaffEntry>, RosterError> {
    let mut roster = read(path, options, COLUMNS, |row, name| StaffEntry {
        line: row.raw.line(),
        name,
        aliases: row.parts("aliases"),
        login: login(row),
        roles: roles(row),
        team: row.text("team"),
        shop: row.text("shop"),
        hired_on: row.day("hired_on"),
    })?;
    let mut repeated = Vec::new();
    for (at, entry) in roster.entries.iter().enumerate() {
        let before = &roster.entries[..at];
        if let Some(first) = before.iter().find(|other| other.name == entry.name) {
            let name = &entry.name;
            repeated.push(roster.problem(entry.line, "name", name, "row-repeated", first.line));
        }
        let Some(login) = &entry.login else { continue };
        let same = |other: &&StaffEntry| {
            other.login.as_ref().is_some_and(|taken| taken.eq_ignore_ascii_case(login))
        };
        if let Some(first) = before.iter().find(same) {
            repeated.push(roster.problem(entry.line, "login", login, "row-repeated", first.line));
        }
    }
    roster.problems.extend(repeated);
    roster.problems.sort_by_key(|problem| (problem.line, problem.column));
    Ok(roster)
}

fn login(row: &mut Row<'_>) -> Option<String> {
    let login = row.text("login")?;
    if login.contains(char::is_whitespace) {
        row.add("login", &login, Problem::plain("login-form"));
        return None;
    }
    Some(login)
}

fn roles(row: &mut Row<'_>) -> Vec<StaffRole> {
    let mut roles = Vec::new();
    for part in row.parts("roles") {
        let word = WORDS.iter().find(|(word, _)| *word == part).map(|(_, role)| *role);
        match word.map_or_else(|| StaffRole::read(&part), Ok) {
            Ok(role) if roles.contains(&role) => {}
            Ok(role) => roles.push(role),
            Err(_) => row.add("roles", &part, Problem::plain("role-unknown")),
        }
    }
    roles
}
