//! `kam demo`: what a visitor sees first, whole, in both languages on a terminal of 80 columns.

use kam::cli::World;

use crate::sandbox::Sandbox;

/// Cells of a line of the terminal.
const WIDTH: usize = 80;

/// Runs `kam` with arguments in this process on a terminal without colours and returns its exit
/// code and what it printed.
fn on_terminal(kam: &Sandbox, args: &[&str]) -> (u8, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let world = World {
        file_system: kam::store::file_system,
        args: std::iter::once("kam").chain(args.iter().copied()).map(Into::into).collect(),
        env: [("NO_COLOR".to_owned(), "1".to_owned())].into(),
        folder: kam.folder().to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: false,
        stdout_is_terminal: true,
        stderr_is_terminal: true,
        width: Some(WIDTH),
    };
    let code = kam::cli::run(world);
    let text = [stdout, stderr].concat();
    (code, String::from_utf8(text).unwrap().replace(&kam.folder().display().to_string(), "FOLDER"))
}

/// Returns what the demo prints; it succeeds and fits the terminal.
fn demo(lang: &str) -> String {
    let (code, text) = on_terminal(&Sandbox::empty(), &["demo", "--lang", lang]);
    assert_eq!(code, 0, "{text}");
    for line in text.lines() {
        assert!(kam::render::width(line) <= WIDTH, "{line}");
    }
    text
}

#[test]
fn it_fits_80_columns_in_english() {
    insta::assert_snapshot!("english", demo("en"));
}

#[test]
fn it_fits_80_columns_in_chinese() {
    let text = demo("zh-CN");
    // No key stands where there is no word for it.
    for line in text.lines().filter(|line| !line.contains(['$', '.', '`'])) {
        assert!(!line.contains('_'), "{line}");
    }
    insta::assert_snapshot!("chinese", text);
}

#[test]
fn what_is_kept_can_be_gone_on_with() {
    let kam = Sandbox::empty();
    let shown = kam.kam("demo --keep try");
    assert_eq!(
        shown.lines().last(),
        Some("Lists and store are in try; go on with `cd try` and `kam list`.")
    );
    assert_eq!(kam.out("--db try/kam.db list 多达 -f ids"), "A1\n");
    insta::assert_snapshot!(kam.kam("demo --keep try"), @"
    ---- stderr ----
    error: `try` is there already; name a new folder
    ---- exit 3 ----
    ");
}
