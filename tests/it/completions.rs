//! `kam completions`: scripts for shells, those checked in, and what they ask kam for.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::sandbox::Sandbox;

/// Shell and the file below `completions/` that its script is kept in.
const FILES: &[(&str, &str)] =
    &[("bash", "kam.bash"), ("zsh", "_kam"), ("fish", "kam.fish"), ("powershell", "_kam.ps1")];

#[test]
fn the_scripts_checked_in_are_those_that_are_printed() {
    let kam = Sandbox::empty();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let printed = Path::new(env!("CARGO_TARGET_TMPDIR")).join("completions");
    fs::create_dir_all(&printed).unwrap();
    let mut stale = Vec::new();
    for (shell, file) in FILES {
        let script = kam.out(&format!("completions {shell}"));
        fs::write(printed.join(file), &script).unwrap();
        if fs::read_to_string(kept.join(file)).unwrap_or_default() != script {
            stale.push(*file);
        }
    }
    assert!(stale.is_empty(), "{stale:?}: copy them from target/tmp/completions/");
}

/// Asks as bash does, the last word being the one that is typed.
fn ask(kam: &Sandbox, store: &str, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kam"))
        .arg("--")
        .args(words)
        .current_dir(kam.folder())
        .env_clear()
        .env("KAM_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_IFS", "\n")
        .env("KAM_DB", store)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn candidates(kam: &Sandbox, words: &[&str]) -> Vec<String> {
    let output = ask(kam, kam.store(), words);
    assert!(output.stderr.is_empty() && output.status.success(), "{words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn ids_and_names_are_completed_from_the_store() {
    let kam = Sandbox::new();
    kam.out("staff add 王芳");
    kam.out("staff add 李娜");
    kam.out("add 多达测试公司 --phone 13912345678");
    kam.out("add 测样贸易 --phone 0571-5550-9999");
    kam.out("deal add A1 --model 拓川");
    assert_eq!(candidates(&kam, &["kam", "show", "A"]), ["A2", "A1"]);
    assert_eq!(candidates(&kam, &["kam", "show", "多"]), ["多达测试公司"]);
    assert_eq!(candidates(&kam, &["kam", "assign", "--to", "王"]), ["王芳"]);
    assert_eq!(candidates(&kam, &["kam", "list", "gra"]), ["grade:"]);
    // The shop sells to organisations and people; a deal has the stages of its own funnel, but the
    // one it is at.
    kam.out("deal add A2 --model 拓川 --preset retail");
    let stages = |line: &str| candidates(&kam, &line.split(' ').collect::<Vec<_>>());
    assert_eq!(stages("kam stage D1 ne"), ["negotiating"]);
    assert_eq!(stages("kam stage 多达测试公司 le"), [""; 0]);
    assert!(stages("kam stage 多达测试公司 ").starts_with(&["contacted".to_owned()]));
    assert_eq!(stages("kam stage D1 Prop"), ["Proposal"]);
    assert_eq!(stages("kam stage D2 v"), ["visited"]);
    assert!(stages("kam stage D9 ").contains(&"evaluation".to_owned()));
    assert!(candidates(&kam, &["kam", "--as", ""]).contains(&"李娜".to_owned()));
    assert!(candidates(&kam, &["kam", "agen"]).contains(&"agenda".to_owned()));
}

#[test]
fn whatever_is_wrong_is_no_answer_and_no_word() {
    let kam = Sandbox::empty();
    let garbage = kam.file("garbage.db", "no store at all");
    let folder = kam.folder().display().to_string();
    for store in ["missing.db", garbage.to_str().unwrap(), &folder, "postgres://127.0.0.1:1/x"] {
        let output = ask(&kam, store, &["kam", "show", "A"]);
        assert!(output.status.success() && output.stderr.is_empty(), "{store}: {output:?}");
        assert!(output.stdout.is_empty(), "{store}");
    }
    assert!(!kam.folder().join("missing.db").exists());
}
