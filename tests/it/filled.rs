//! A store in which a team has worked for a week: every kind of record that commands show.

use std::path::Path;

use crate::sandbox::Sandbox;

/// What the team did, one command a line.
const WORK: &[&str] = &[
    "shop add 西湖店",
    "staff import staff.csv",
    "import yellow_pages.csv --source yellow-pages --fail-on none",
    "import association_members.csv --source association --asked 商会秘书处",
    "import parts_invoices.csv --source parts-invoices --asked 配件经理",
    "edit 多达 --add-tag 车队 --note 两处仓库",
    "assign --to 李娜 --where city:宁波",
    "assign --to 王芳 --where city:杭州",
    "deal edit 多达 --version 2.0L --colour 白 --payment cash --power yes --need yes",
    "--as 李娜 log 多达 call --note 要五台，路况差 --next 2026-03-05",
    "--as 王芳 log A5 call no-answer",
    "grade --all",
    "--as 李娜 stage 多达 contacted --finished 首次电话 --evidence 同意见面 --source customer --doing 约见面 --planned 上门",
];

/// Returns a sandbox in which that was done.
pub(crate) fn filled() -> Sandbox {
    let kam = Sandbox::new();
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo");
    for entry in std::fs::read_dir(lists).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, kam.folder().join(path.file_name().unwrap())).unwrap();
    }
    for command in WORK {
        let output = kam.run(&command.split(' ').collect::<Vec<_>>());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {said}");
    }
    kam
}
