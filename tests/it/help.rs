//! `kam help`: topics, and the help of commands.

use crate::sandbox::Sandbox;

#[test]
fn a_topic_is_printed_in_both_languages() {
    let kam = Sandbox::empty();
    insta::assert_snapshot!(kam.kam("help exit-codes"), @"");
    insta::assert_snapshot!(kam.kam("--lang zh-CN help 退出码"), @"");
}

#[test]
fn the_help_of_a_command_is_its_own() {
    let kam = Sandbox::empty();
    for command in ["list", "deal", "deal add", "help"] {
        assert_eq!(kam.out(&format!("help {command}")), kam.out(&format!("{command} --help")));
    }
}

#[test]
fn without_a_word_topics_and_every_command_are_listed() {
    let kam = Sandbox::empty();
    let listed = kam.out("help");
    for topic in ["dates", "exit-codes", "filters", "formats", "playbook"] {
        assert!(listed.contains(&format!("\n  {topic} ")), "{topic}");
        assert!(!kam.out(&format!("help {topic}")).is_empty());
    }
    for command in kam::cli::definition().get_subcommands() {
        let about = command.get_about().unwrap().to_string();
        let line = listed.lines().find(|line| {
            line.trim_start().split(' ').next() == Some(command.get_name())
                && line.ends_with(&about)
        });
        assert!(line.is_some(), "{}", command.get_name());
    }
}

#[test]
fn what_has_no_help_says_what_is_near() {
    let kam = Sandbox::empty();
    insta::assert_snapshot!(kam.kam("help filtres"), @"");
    insta::assert_snapshot!(kam.kam("help deal nothing"), @"");
}
