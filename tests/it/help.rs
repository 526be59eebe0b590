//! `kam help`: topics, and the help of commands.

use crate::sandbox::Sandbox;

#[test]
fn a_topic_is_printed_in_both_languages() {
    let kam = Sandbox::empty();
    insta::assert_snapshot!(kam.kam("help exit-codes"), @"
    What the exit code of a command says

      0   done
      1   done, and problems were found, such as rejected rows
      2   the command line does not make sense
      3   refused: input unusable, unknown id, no store, a rule says no
      4   the store is locked by another process
      5   the store is damaged, or newer than this kam
      6   disk, permission, network
      7   not allowed for this user
      70  a bug in kam

    A closed pipe is no failure: it ends with 0, and what was to be written is written.
    `kam import --fail-on held|rejected|none` says which rows end with 1.
    ");
    insta::assert_snapshot!(kam.kam("--lang zh-CN help 退出码"), @"
    命令退出码的含义

      0   已完成
      1   已完成，但发现问题，例如有被拒收的行
      2   命令行有误
      3   被拒绝：输入不可用、编号不存在、没有数据库、规则不允许
      4   数据库被其他进程锁定
      5   数据库已损坏，或比本程序新
      6   磁盘、权限或网络问题
      7   该用户无权执行
      70  程序缺陷

    管道提前关闭不算失败：以 0 退出，该写入的都已写入。
    `kam import --fail-on held|rejected|none` 决定哪些行以 1 退出。
    ");
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
    insta::assert_snapshot!(kam.kam("help filtres"), @"
    ---- stderr ----
    error: no topic or command is called `filtres`
    hint: did you mean `kam help filters`?
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("help deal nothing"), @"
    ---- stderr ----
    error: no topic or command is called `deal nothing`
    hint: did you mean `kam help deal`?
    ---- exit 2 ----
    ");
}
