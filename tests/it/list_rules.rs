//! Rules files: drafted from a list, changed, used for the next one.

use std::fmt::Write as _;

use crate::sandbox::Sandbox;

/// Returns an input that is kept with the program.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Returns a folder with a new store and a list of three columns.
fn with_list() -> Sandbox {
    let kam = Sandbox::new();
    kam.file(
        "list.csv",
        "公司,电话,意向\n多达矿业有限公司,0571-55501001,甲\n岚柏物流有限公司,0571-55501002,乙\n",
    );
    kam
}

/// Returns everything that is stored of the accounts.
fn stored(kam: &Sandbox) -> String {
    let mut all = kam.out("export -f csv");
    for command in ["list --columns name,phone,city,grade -f csv", "batch rows B1 -f csv"] {
        write!(all, "{}", kam.out(command)).unwrap();
    }
    all
}

#[test]
fn a_draft_imports_its_list_as_it_is_imported_without() {
    for (name, kind, flags) in [
        ("demo/yellow_pages.csv", "yellow-pages", ""),
        ("demo/association_members.csv", "association", ""),
        ("demo/parts_invoices.csv", "parts-invoices", ""),
        ("demo/yellow_pages.csv", "exhibition", "--map 行业=extra --key 序号"),
        ("bad/ambiguous_dates.csv", "exhibition", "--date-order mdy"),
        ("bad/bad_phones.csv", "exhibition", "--header-line 1 --encoding utf-8"),
        ("rules/odoo_leads.csv", "exchange", "--delimiter ,"),
    ] {
        let (plain, by_rules) = (Sandbox::new(), Sandbox::new());
        for kam in [&plain, &by_rules] {
            kam.file("list.csv", fixture(name));
        }
        let import = format!("import list.csv --source {kind} --fail-on none");
        plain.out(&format!("{import} {flags}"));
        by_rules.out(&format!("inspect list.csv --source {kind} {flags} --write-rules r.toml"));
        by_rules.out(&format!("{import} --rules r.toml"));
        assert_eq!(stored(&plain), stored(&by_rules), "{name} {flags}");
    }
}

#[test]
fn a_draft_means_the_same_batch() {
    let kam = with_list();
    kam.out("inspect list.csv --source exhibition --write-rules r.toml");
    kam.out("import list.csv --source exhibition");
    insta::assert_snapshot!(kam.kam("import list.csv --source exhibition --rules r.toml"), @"");
}

#[test]
fn a_draft_says_how_the_list_is_read() {
    let kam = Sandbox::empty();
    // Headers twice, none, with signs of TOML; cells that would end a comment.
    let list = "会员号,单位名称,电话,电话,,\"说 \"\"明\"\"\\\",类别码,登记日期\n\
                7,多达矿业有限公司,0571-55501001,13800138001,x,\"a\nname = 1\",,3/18/2026\n\
                8,岚柏物流有限公司,,138 0013 8002,y,li@lanbai.example,,3/2/2026\n";
    kam.file("list.csv", list);
    let args = "inspect list.csv --source exhibition --write-rules -";
    insta::assert_snapshot!(kam.kam(args), @"");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args} --key 会员号")), @"");
}

#[test]
fn a_draft_replaces_no_file_unless_it_may() {
    let kam = with_list();
    kam.file("r.toml", "# mine\n");
    let args = "inspect list.csv --source exhibition --write-rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @"");
    assert_eq!(std::fs::read_to_string(kam.folder().join("r.toml")).unwrap(), "# mine\n");
    insta::assert_snapshot!(kam.kam(&format!("{args} --force")), @"");
    let rules = std::fs::read_to_string(kam.folder().join("r.toml")).unwrap();
    assert!(rules.contains("\"公司\" = \"name\""), "{rules}");
}

#[test]
fn rules_are_drafted_from_lists_of_the_same_columns() {
    let kam = with_list();
    kam.file("same.csv", "公司,电话,意向\n云岭贸易有限公司,0571-55501003,丙\n");
    kam.file("other.csv", "公司,手机\n云岭贸易有限公司,13800138003\n");
    let args = "inspect list.csv same.csv -f json --write-rules r.toml";
    assert!(kam.kam(args).ends_with("--rules r.toml`.\n"));
    insta::assert_snapshot!(kam.kam("inspect list.csv other.csv --write-rules - -q"), @"");
}

#[test]
fn rules_say_what_rows_do_not() {
    let kam = with_list();
    kam.file(
        "r.toml",
        "[reading]\narea_code = \"0571\"\n[columns]\n\"公司\" = \"名称\"\n\"电话\" = \"phone\"\n\
         \"意向\" = \"grade\"\n[constants]\ncity = \"杭州市\"\ntags = [\"展会\", \"2026\"]\n\
         [rewrite.\"意向\"]\n\"甲\" = \"A\"\n\"乙\" = \"B\"\n[replace.\"公司\"]\n\"有限公司\" = \"\"\n\
         [[skip]]\ncolumn = \"公司\"\nstarts_with = \"合计\"\n[[skip]]\ncolumn = \"意向\"\nempty = true\n",
    );
    let list = "公司,电话,意向,编号\n多达矿业有限公司,55501001,甲,1\n岚柏物流有限公司,,乙,2\n\
                合计：2,,甲,\n云岭贸易有限公司,55501003,无,3\n";
    kam.file("april.csv", list);
    insta::assert_snapshot!(kam.kam("import april.csv --source exhibition --rules r.toml"), @"");
    insta::assert_snapshot!(
        kam.kam("list --columns name,phone,city,tags"),
        @""
    );
    insta::assert_snapshot!(kam.out("deal list --columns account,grade_hint -f csv"), @"");
    insta::assert_snapshot!(kam.kam("batch show B1 --columns collected,skipped,rules_file,mapping,rules"), @"");
    // The same rules are the same batch, whatever they are called; others are another one.
    let rules = std::fs::read_to_string(kam.folder().join("r.toml")).unwrap();
    kam.file("same.toml", format!("# again\n{rules}"));
    kam.file("other.toml", rules.replace("\"B\"", "\"C\""));
    insta::assert_snapshot!(kam.kam("import april.csv --source exhibition --rules same.toml -f json"), @"");
    insta::assert_snapshot!(kam.kam("import april.csv --source exhibition --rules other.toml -f json"), @"");
}

#[test]
fn inspect_reads_by_rules_too() {
    let kam = with_list();
    kam.file(
        "r.toml",
        "[columns]\n\"公司\" = \"name\"\n[[skip]]\ncolumn = \"意向\"\nequals = \"乙\"\n",
    );
    insta::assert_snapshot!(kam.kam("inspect list.csv --source exhibition --rules r.toml"), @"");
    let json = kam.out("inspect list.csv --rules r.toml -f json -q");
    assert!(json.contains("\"skipped\":1"), "{json}");
}

#[test]
fn flags_win_over_rules() {
    let kam = with_list();
    kam.file("r.toml", "[reading]\ndelimiter = \"tab\"\nheader_line = 9\nkey = \"nothing\"\n");
    let flags = "--delimiter , --header-line 1 --key 电话 --map 公司=name";
    insta::assert_snapshot!(
        kam.kam(&format!("import list.csv --source exhibition --rules r.toml {flags}")),
        @""
    );
}

#[test]
fn a_row_that_waits_is_read_by_the_rules_later() {
    let kam = Sandbox::new();
    kam.file("first.csv", "公司,电话\n杭州多达矿业有限公司,0571-55501001\n");
    kam.out("import first.csv --source exhibition");
    kam.file(
        "r.toml",
        "[constants]\nindustry = \"物流\"\n[rewrite.\"公司\"]\n\"LB\" = \"宁波岚柏电子有限公司\"\n",
    );
    kam.file("second.csv", "公司,电话\nLB,0571-55501001\n");
    let said = kam.kam("import second.csv --source association --rules r.toml -f json");
    assert!(said.contains("\"held\":1"), "{said}");
    kam.out("review separate B2:2");
    insta::assert_snapshot!(kam.out("list --columns name,industry -f csv"), @"");
}

#[test]
fn rejected_rows_come_back_by_the_same_rules() {
    let kam = Sandbox::new();
    kam.file("list.csv", "展会名单\n公司,电话,城市\n多达矿业有限公司,55501001,\n,,\"\n宁波\"\n");
    kam.out("inspect list.csv --source exhibition --write-rules r.toml -q");
    let rules = std::fs::read_to_string(kam.folder().join("r.toml")).unwrap();
    kam.file("r.toml", format!("{rules}\n[constants]\nindustry = \"矿业\"\n"));
    kam.out("import list.csv --source exhibition --rules r.toml --fail-on none");
    kam.out("batch rejects B1 -o fix.csv");
    let fix = std::fs::read_to_string(kam.folder().join("fix.csv")).unwrap();
    kam.file("fix.csv", fix.replace("\n,,", "\n岚柏物流有限公司,,"));
    insta::assert_snapshot!(kam.kam("import fix.csv --source exhibition --rules r.toml"), @"");
    insta::assert_snapshot!(kam.out("list --columns name,industry,city -f csv"), @"");
}

/// Rules with everything wrong that can be wrong in a file.
const WRONG: &str = r#"[reading]
encoding = "latin9"
delimiter = "ab"
header_line = -1
date_order = "us"
area_code = "9"
sheet = ""
ky = "x"
[columns]
"公司" = "nme"
"行业" = "industry"
"行业2" = "industry"
"联系人" = 5
[join]
phone = ["a"]
note = []
industry = ["行业"]
[constants]
name = "x"
city = "330000"
tagz = "a"
note = "无"
extra = "x"
[rewrite."城市"]
"杭州" = 5
[[skip]]
column = "城市"
[[skip]]
equals = ["a"]
contains = "b"
[colums]
"#;

#[test]
fn everything_wrong_with_rules_is_said_at_once() {
    let kam = with_list();
    kam.file("r.toml", WRONG);
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @"");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args}")), @"");
}

#[test]
fn flags_that_make_no_sense_are_said_with_the_rules() {
    let kam = with_list();
    kam.file("r.toml", "[columns]\n\"公司\" = \"nme\"\n");
    let args = "import list.csv --source exhibition --rules r.toml --encoding latin9";
    insta::assert_snapshot!(kam.kam(args), @"");
}

#[test]
fn rules_that_are_no_toml_show_how_it_is_written() {
    let kam = with_list();
    kam.file("r.toml", "[columns]\n公司 = \"name\"\n");
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @"");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args}")), @"");
}

#[test]
fn rules_that_do_not_fit_a_list_say_where() {
    let kam = with_list();
    kam.file("twice.csv", "公司,公司,电话\n多达,多达,13800138001\n");
    kam.file(
        "r.toml",
        "[reading]\nkey = \"编号\"\n[columns]\n\"公司名\" = \"name\"\n\"电话\" = \"phone\"\n\
         \"#2\" = \"extra\"\n\"意向\" = \"item\"\n[constants]\nitem = \"机油\"\n[[skip]]\n\
         column = \"状态\"\nempty = true\n",
    );
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @"");
    insta::assert_snapshot!(kam.kam(&format!("--lang zh-CN {args}")), @"");
    kam.file("r.toml", "[columns]\n\"公司\" = \"name\"\n\"电话\" = \"phone\"\n");
    insta::assert_snapshot!(kam.kam("import twice.csv --source exhibition --rules r.toml"), @"");
    kam.file(
        "r.toml",
        "[reading]\nkey = \"意向\"\n[columns]\n\"公司\" = \"name\"\n\"电话\" = \"external_id\"\n",
    );
    insta::assert_snapshot!(kam.kam(args), @"");
    kam.file("r.toml", "[join]\ncontact = [\"意向\"]\n[columns]\n\"公司\" = \"contact\"\n");
    insta::assert_snapshot!(kam.kam(args), @"");
}

#[test]
fn rules_that_cannot_be_read_are_named() {
    let kam = with_list();
    let args = "import list.csv --source exhibition --rules r.toml";
    insta::assert_snapshot!(kam.kam(args), @"");
    kam.file("r.toml", b"[columns]\n\"\xb9\xab\xcb\xbe\" = \"name\"\n");
    insta::assert_snapshot!(kam.kam(args), @"");
    insta::assert_snapshot!(kam.kam("import list.csv --source exhibition --rules ."), @"");
}

/// Imports an export of another program by the rules for it.
fn imported(kam: &Sandbox, program: &str, list: &str) {
    let (rules, list) = (format!("{program}.toml"), format!("{program}_{list}.csv"));
    for name in [&rules, &list] {
        kam.file(name, fixture(&format!("rules/{name}")));
    }
    kam.out(&format!("import {list} --source exchange:{list} --rules {rules}"));
    // Exported again, nothing is new.
    let again = kam.file(&list, [&fixture(&format!("rules/{list}"))[..], b"\n"].concat());
    assert!(again.exists());
    let said = kam.out(&format!("import {list} --source exchange:{list} --rules {rules} -f json"));
    assert!(said.contains("\"added\":0,\"merged\":0"), "{said}");
}

/// Returns what is stored of accounts, contacts and deals.
fn fields(kam: &Sandbox) -> String {
    let accounts = "list --columns name,kind,credit_code,phone,email,website,industry,size,province,\
                    city,address,channel,tags,note -f ndjson";
    let mut all = kam.out(accounts);
    for id in 1..=all.lines().count() {
        let shown = kam.out(&format!("show A{id} --columns account,phones,contacts,deals -f json"));
        writeln!(all, "{}", shown.trim_end()).unwrap();
    }
    all
}

#[test]
fn exports_of_odoo_are_imported_field_by_field() {
    let kam = Sandbox::new();
    imported(&kam, "odoo", "leads");
    imported(&kam, "odoo", "contacts");
    insta::assert_snapshot!(fields(&kam), @"");
}

#[test]
fn exports_of_espocrm_are_imported_field_by_field() {
    let kam = Sandbox::new();
    imported(&kam, "espocrm", "accounts");
    imported(&kam, "espocrm", "leads");
    insta::assert_snapshot!(fields(&kam), @"");
}

#[test]
fn exports_of_hubspot_are_imported_field_by_field() {
    let kam = Sandbox::new();
    imported(&kam, "hubspot", "companies");
    imported(&kam, "hubspot", "contacts");
    insta::assert_snapshot!(fields(&kam), @"");
}
