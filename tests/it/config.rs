//! The configuration file: settings, aliases, contexts, and what is wrong with one.

use std::process::{Command, Stdio};

use crate::sandbox::{Sandbox, TODAY};

const FILE: &str = "\
user = \"王芳\"

[alias]
hot = \"list grade:O,H,N owner:me --columns account,name,city\"
hotter = [\"--lang\", \"zh\", \"hot\"]
wrong = \"list gradee:H\"

[context]
hangzhou = \"city:杭州 -tag:vip\"
mine = \"owner:me\"
odd = \"city:杭州 citty:x\"
";

/// Returns a store with accounts in two cities, and the configuration file.
fn with_config() -> Sandbox {
    let kam = Sandbox::new();
    kam.out("staff add 王芳");
    kam.out("add 多达测试公司 --city 杭州 --owner 王芳 -q");
    kam.out("add 测样贸易 --city 上海 --owner 王芳 -q");
    kam.out("add 样本物流 --city 杭州 --tag vip -q");
    for account in ["A1", "A2", "A3"] {
        kam.out(&format!("deal add {account} --model 拓川 -q"));
    }
    kam.file("kam.toml", FILE);
    kam
}

/// Runs kam as a person does: with a home, and no variable of kam's own but these.
fn at_home(kam: &Sandbox, variables: &[(&str, &str)], args: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kam"))
        .args(args.split_whitespace())
        .current_dir(kam.folder())
        .env_clear()
        .env("HOME", kam.folder().join("home"))
        .env("USER", "wang")
        .env("KAM_TODAY", TODAY)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap().replace(&kam.folder().display().to_string(), "FOLDER")
}

fn write_home(kam: &Sandbox, text: &str) {
    let folder = kam.folder().join("home/.config/kam");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), text).unwrap();
}

#[test]
fn every_setting_is_shown_with_where_it_comes_from() {
    let kam = with_config();
    insta::assert_snapshot!(at_home(&kam, &[], "config"), @"
    setting    value          origin     why
    ───────────────────────────────────────────────────
    config                               no-file
    db         kam.db                    in-this-folder
    user       wang                      login
    staff                                no-staff
    lang       en                        no-locale
    today      2026-03-02     KAM_TODAY
    time_zone  Asia/Shanghai             store
    context                              not-set
    ");
    write_home(&kam, &format!("db = '../../../kam.db'\nlang = 'zh-CN'\n{FILE}"));
    insta::assert_snapshot!(at_home(&kam, &[], "config -f md"), @r"
    | 设置 | 内容 | 来源 | 原因 |
    | --- | --- | --- | --- |
    | config | FOLDER/home/.config/kam/config.toml |  | 默认位置 |
    | db | FOLDER/home/.config/kam/../../../kam.db | FOLDER/home/.config/kam/config.toml:1 |  |
    | user | 王芳 | FOLDER/home/.config/kam/config.toml:3 |  |
    | staff | S1 王芳 |  | 数据库 |
    | lang | zh-CN | FOLDER/home/.config/kam/config.toml:2 |  |
    | today | 2026-03-02 | KAM\_TODAY |  |
    | time\_zone | Asia/Shanghai |  | 数据库 |
    | context |  |  | 未设置 |
    | context.hangzhou | city:杭州 -tag:vip | FOLDER/home/.config/kam/config.toml:11 |  |
    | context.mine | owner:me | FOLDER/home/.config/kam/config.toml:12 |  |
    | context.odd | city:杭州 citty:x | FOLDER/home/.config/kam/config.toml:13 |  |
    | alias.hot | list grade:O,H,N owner:me --columns account,name,city | FOLDER/home/.config/kam/config.toml:6 |  |
    | alias.hotter | --lang zh list grade:O,H,N owner:me --columns account,name,city | FOLDER/home/.config/kam/config.toml:7 |  |
    | alias.wrong | list gradee:H | FOLDER/home/.config/kam/config.toml:8 |  |
    ");
    let variables =
        [("KAM_DB", "other.db"), ("KAM_USER", "李娜"), ("KAM_LANG", "en"), ("KAM_CONTEXT", "mine")];
    insta::assert_snapshot!(at_home(&kam, &variables, "config -f csv"), @r#"
    setting,value,origin,why
    config,FOLDER/home/.config/kam/config.toml,,usual-place
    db,other.db,KAM_DB,
    user,李娜,KAM_USER,
    staff,,,no-store
    lang,en,KAM_LANG,
    today,2026-03-02,KAM_TODAY,
    time_zone,,,no-store
    context,mine,KAM_CONTEXT,
    context.hangzhou,city:杭州 -tag:vip,FOLDER/home/.config/kam/config.toml:11,
    context.mine,owner:me,FOLDER/home/.config/kam/config.toml:12,
    context.odd,city:杭州 citty:x,FOLDER/home/.config/kam/config.toml:13,
    alias.hot,"list grade:O,H,N owner:me --columns account,name,city",FOLDER/home/.config/kam/config.toml:6,
    alias.hotter,"--lang zh list grade:O,H,N owner:me --columns account,name,city",FOLDER/home/.config/kam/config.toml:7,
    alias.wrong,list gradee:H,FOLDER/home/.config/kam/config.toml:8,
    "#);
    let options =
        "--db kam.db --as wang --lang en --today 2026-03-05 --context none --config kam.toml";
    insta::assert_snapshot!(at_home(&kam, &variables, &format!("config {options} --limit 8 -q")), @"
    setting    value          origin     why
    ─────────────────────────────────────────────
    config     kam.toml       --config
    db         kam.db         --db
    user       wang           --as
    staff                                no-staff
    lang       en             --lang
    today      2026-03-05     --today
    time_zone  Asia/Shanghai             store
    context                   --context
    ");
    assert_eq!(at_home(&kam, &[], "config --path"), "FOLDER/home/.config/kam/config.toml\n");
    assert_eq!(at_home(&kam, &[("KAM_CONFIG", "kam.toml")], "config --path"), "kam.toml\n");
    assert_eq!(
        kam.kam("config --path"),
        "\
---- stderr ----
error: no place for a configuration file is known
hint: name one with `--config FILE` or `KAM_CONFIG`
---- exit 2 ----
"
    );
}

#[test]
fn settings_of_the_file_are_beaten_by_the_environment_and_by_options() {
    let kam = with_config();
    write_home(&kam, "db = '../../../kam.db'\nuser = '王芳'\nlang = 'zh'\n");
    assert!(at_home(&kam, &[], "list").starts_with("客户"));
    assert!(at_home(&kam, &[("KAM_LANG", "en")], "list").starts_with("account"));
    assert!(at_home(&kam, &[("KAM_LANG", "zh")], "list --lang en").starts_with("account"));
    let ids = |variables: &[(&str, &str)], args: &str| at_home(&kam, variables, args);
    assert_eq!(ids(&[], "list owner:me -f ids"), "A1\nA2\n", "the file says who acts");
    assert!(ids(&[("KAM_USER", "nobody")], "list owner:me -f ids").contains("--as"));
    assert!(ids(&[("KAM_DB", "none.db")], "list -f ids --lang en").contains("none.db"));
    assert_eq!(ids(&[("KAM_DB", "none.db")], "list --db kam.db owner:me -f ids"), "A1\nA2\n");
    assert!(at_home(&kam, &[("KAM_DB", "kam.db")], "list --config= -f ids").starts_with("A1\n"));
}

#[test]
fn everything_that_is_wrong_with_a_file_is_said_at_once() {
    let kam = Sandbox::new();
    kam.file(
        "bad.toml",
        "\
usr = '王芳'
lang = 'fr'
default_context = 'hangzou'
[alias]
list = 'agenda'
a = 'b'
b = 'a'
c = 'lst'
d = 'list \"x'
[context]
hangzhou = 'city:杭州'
none = 'x'
empty = ''
",
    );
    insta::assert_snapshot!(kam.kam("list --config bad.toml"), @r#"
    ---- stderr ----
    error: bad.toml:1:1: `usr`: unknown key; did you mean `user`?
    error: bad.toml:2:8: `lang`: found `fr`; expected one of en, zh-CN
    error: bad.toml:3:19: `default_context`: there is no context `hangzou`; did you mean `hangzhou`?
    error: bad.toml:5:1: `alias.list`: there is a command of that name; call the alias something else
    error: bad.toml:6:5: `alias.a`: aliases that go round in a circle: a → b → a
    error: bad.toml:7:5: `alias.b`: aliases that go round in a circle: b → a → b
    error: bad.toml:8:5: `alias.c`: no command or alias is called `lst`; did you mean `list`?
    error: bad.toml:9:5: `alias.d`: a quote or backslash is never closed; a list of words needs none: ["list", "a b"]
    error: bad.toml:12:1: `context.none`: `none` turns contexts off; call it something else
    error: bad.toml:13:9: `context.empty`: found an empty text; expected a text
    hint: mend it, or go on without any by `--config ''`; `kam config --example` shows what can be said
    ---- exit 2 ----
    "#);
    insta::assert_snapshot!(kam.kam("list --config bad.toml --lang zh"), @r#"
    ---- stderr ----
    错误：bad.toml:1:1: `usr`：未知的键；是否要写 `user`？
    错误：bad.toml:2:8: `lang`：现为 `fr`；应为以下之一：en、zh-CN
    错误：bad.toml:3:19: `default_context`：没有视图 `hangzou`；是否要写 `hangzhou`？
    错误：bad.toml:5:1: `alias.list`：已有同名命令；请换一个名称
    错误：bad.toml:6:5: `alias.a`：别名循环引用：a → b → a
    错误：bad.toml:7:5: `alias.b`：别名循环引用：b → a → b
    错误：bad.toml:8:5: `alias.c`：没有名为 `lst` 的命令或别名；是否要写 `list`？
    错误：bad.toml:9:5: `alias.d`：引号或反斜杠没有闭合；写成列表则不需要引号：["list", "a b"]
    错误：bad.toml:12:1: `context.none`：`none` 表示不使用视图；请换一个名称
    错误：bad.toml:13:9: `context.empty`：文本为空；应为文本
    提示：请修正；也可用 `--config ''` 暂不使用；写法见 `kam config --example`
    ---- exit 2 ----
    "#);
    insta::assert_snapshot!(kam.kam("list --config missing.toml"), @"
    ---- stderr ----
    error: cannot read missing.toml, named by --config: No such file or directory (os error 2)
    hint: mend it, or go on without any by `--config ''`; `kam config --example` shows what can be said
    ---- exit 2 ----
    ");
    kam.file("worse.toml", "user = \n");
    insta::assert_snapshot!(kam.kam("--config=worse.toml list"), @"
    ---- stderr ----
    error: worse.toml:1:8: string values must be quoted, expected literal string
    hint: mend it, or go on without any by `--config ''`; `kam config --example` shows what can be said
    ---- exit 2 ----
    ");
    kam.file("latin.toml", b"user = '\xe9'\n");
    insta::assert_snapshot!(kam.kam("--config latin.toml list"), @"
    ---- stderr ----
    error: cannot read latin.toml, named by --config: invalid utf-8 sequence of 1 bytes from index 8
    hint: mend it, or go on without any by `--config ''`; `kam config --example` shows what can be said
    ---- exit 2 ----
    ");
    assert!(kam.out("list --config bad.toml --help").contains("Examples:"));
    assert!(kam.out("--config bad.toml --version").starts_with("kam "));
    assert_eq!(kam.run(&["list", "--config", ""]).status.code(), Some(0));
}

#[test]
fn an_alias_is_the_command_that_it_stands_for() {
    let kam = with_config();
    insta::assert_snapshot!(kam.kam("--config kam.toml --as 王芳 hot 多达"), @"
    account  name          city
    ─────────────────────────────
    A1       多达测试公司  杭州市
    ");
    insta::assert_snapshot!(kam.kam("--as 王芳 hotter --config kam.toml"), @"
    客户  名称          城市
    ──────────────────────────
    A1    多达测试公司  杭州市
    A2    测样贸易      上海市
    ");
    insta::assert_snapshot!(kam.kam("wrong --config kam.toml"), @"
    ---- stderr ----
    error: no field `gradee` (near: grade); a text with `:`, `=`, `<` or `>` in it is written in quotes
      gradee:H
      ^^^^^^
    hint: fields and signs are listed in `kam list --help`
    hint: `wrong` is an alias of `list gradee:H`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("wrong --config kam.toml --nothing"), @"
    ---- stderr ----
    error: unexpected argument '--nothing' found

      tip: to pass '--nothing' as a value, use '-- --nothing'

    Usage: kam list --config <FILE> <FILTER>...

    For more information, try '--help'.
    hint: `wrong` is an alias of `list gradee:H`
    ---- exit 2 ----
    ");
    insta::assert_snapshot!(kam.kam("help hot --config kam.toml"), @"`hot` is an alias of `list grade:O,H,N owner:me --columns account,name,city`");
    assert!(kam.kam("hot").contains("unrecognized subcommand 'hot'"));
    kam.file("add.toml", "[alias]\nvip = 'edit --tag vip'\n");
    kam.out("--config add.toml vip A1 -q");
    let history = kam.out("history --limit 1 --columns command --no-header -q");
    assert_eq!(history.trim(), "kam --config add.toml edit --tag vip A1 -q", "as it was run");
}

#[test]
fn a_context_is_asked_by_every_command_that_selects() {
    let kam = with_config();
    kam.out("book A1 明天 电话 --deadline -q --as 王芳");
    kam.out("book A2 明天 电话 -q --as 王芳");
    let told = "---- stderr ----\nContext hangzhou: city:杭州 -tag:vip\n";
    for (args, all, within) in [
        ("list -f ids", "A1\nA2\nA3\n", "A1\n"),
        ("list name:贸易 -f ids", "A2\n", ""),
        ("list A2 or A3 -f ids", "A2\nA3\n", "A2\nA3\n"),
        ("deal list -f ids", "D1\nD2\nD3\n", "D1\n"),
        ("export -f ids", "A1\nA2\nA3\n", "A1\n"),
        ("export deals -f ids", "D1\nD2\nD3\n", "D1\n"),
        ("export deals A2 -f ids", "D2\n", "D2\n"),
        ("export staff -f ids", "S1\n", "S1\n"),
        ("grade --explain -f ids", "D1\nD2\nD3\n", "D1\n"),
        ("grade D2 --explain -f ids", "D2\n", "D2\n"),
        ("book --all -f ids", "AP1\nAP2\n", "AP1\n"),
        ("agenda --all --day +1d -f ids", "A1\nA2\nA3\n", "A1\n"),
        ("show A2 -f ids", "A2\n", "A2\n"),
    ] {
        let without = kam.kam(&format!("{args} --config kam.toml"));
        let on = kam.kam(&format!("{args} --config kam.toml --context hangzhou"));
        assert_eq!(without.split("----").next(), Some(all), "{args}");
        assert_eq!(on.split("----").next(), Some(within), "{args}");
        assert_eq!(on.contains(told), all != within, "{args}: {on}");
        assert_eq!(on.contains("Context"), all != within, "{args}: {on}");
    }
    let lines = |args: &str| kam.out(args).lines().count();
    let (all, one) = ("export all --config kam.toml", " --context hangzhou");
    assert_eq!(lines(all), lines(&format!("{all}{one}")));
    insta::assert_snapshot!(kam.kam("assign --to pool --where owner:S1 --dry-run --context hangzhou --config kam.toml"), @"
    ---- stderr ----
    Context hangzhou: city:杭州 -tag:vip
    1 assigned to the pool, 0 unchanged.
    Dry run: nothing was written.
    ");
    insta::assert_snapshot!(kam.kam("report funnel --rows overall -f csv --context hangzhou --config kam.toml"), @"
    preset,group,opened,opened_won,opened_lost,conversion,won,lost,win_rate,median_days,p90_days,open,budget,without_budget
    key-account,,1,0,0,0,0,0,,,,1,0.00,1
    ---- stderr ----
    Context hangzhou: city:杭州 -tag:vip
    ");
    assert_eq!(kam.kam("list -q -f ids --context hangzhou --config kam.toml"), "A1\n");
}

#[test]
fn a_context_is_on_by_option_variable_or_file_until_it_is_turned_off() {
    let kam = with_config();
    write_home(&kam, &format!("db = '../../../kam.db'\ndefault_context = 'hangzhou'\n{FILE}"));
    let ids = |variables: &[(&str, &str)], args: &str| at_home(&kam, variables, args);
    assert_eq!(ids(&[], "list -q -f ids"), "A1\n");
    assert_eq!(ids(&[("KAM_CONTEXT", "mine")], "list -q -f ids"), "A1\nA2\n");
    assert_eq!(ids(&[("KAM_CONTEXT", "none")], "list -q -f ids"), "A1\nA2\nA3\n");
    assert_eq!(ids(&[("KAM_CONTEXT", "mine")], "list -q -f ids --context hangzhou"), "A1\n");
    assert_eq!(ids(&[], "list -q -f ids --context none"), "A1\nA2\nA3\n");
    assert_eq!(ids(&[], "list -q -f ids --context="), "A1\nA2\nA3\n");
    insta::assert_snapshot!(ids(&[], "list --context hangzou"), @"
    error: there is no context `hangzou`; did you mean `hangzhou`?
    hint: contexts are hangzhou, mine, odd; `--context none` goes on without any
    ");
    insta::assert_snapshot!(ids(&[], "list --context odd"), @"
    error: context `odd`: no field `citty` (near: city); a text with `:`, `=`, `<` or `>` in it is written in quotes
      city:杭州 citty:x
                ^^^^^
    hint: fields and signs are listed in `kam list --help`
    ");
    insta::assert_snapshot!(ids(&[("KAM_USER", "nobody")], "list --context mine --lang zh"), @"
    错误：视图 `mine`：`me` 指操作人本人，但操作人不是员工；用 `--as 姓名` 指定
      owner:me
            ^^
    提示：用 `--as 姓名` 指定
    ");
    insta::assert_snapshot!(kam.kam("list --context hangzhou"), @"
    ---- stderr ----
    error: there is no context `hangzhou`
    hint: write it into the configuration file, as `kam config --example` shows
    ---- exit 2 ----
    ");
}

#[test]
fn aliases_and_contexts_are_completed_with_what_they_stand_for() {
    let kam = with_config();
    let ask = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_kam"))
            .arg("--")
            .args(words)
            .current_dir(kam.folder())
            .env_clear()
            .env("KAM_COMPLETE", "fish")
            .env("KAM_CONFIG", "kam.toml")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.stderr.is_empty() && output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(
        ask(&["kam", "hot"]),
        "hot\tlist grade:O,H,N owner:me --columns account,name,city\n\
         hotter\t--lang zh list grade:O,H,N owner:me --columns account,name,city\n"
    );
    assert_eq!(ask(&["kam", "list", "--context", "ha"]), "hangzhou\tcity:杭州 -tag:vip\n");
}

/// The shell asks with the line half typed: a broken file hides nothing but what it says itself.
#[test]
fn a_broken_file_does_not_stop_completion() {
    let kam = with_config();
    kam.file("bad.toml", "alias = 1");
    let output = Command::new(env!("CARGO_BIN_EXE_kam"))
        .args(["--", "kam", "agend"])
        .current_dir(kam.folder())
        .env_clear()
        .env("KAM_COMPLETE", "fish")
        .env("KAM_CONFIG", "bad.toml")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty() && output.stdout.starts_with(b"agenda"), "{output:?}");
}
