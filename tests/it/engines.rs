//! The same history gives the same records on both engines, to the byte.

use crate::lists::{everything, with_demo};
use crate::sandbox::Sandbox;
use crate::script;

#[test]
fn both_engines_hold_the_same_records() {
    let Some(server) = Sandbox::on_postgres() else { return };
    let file = Sandbox::new();
    script::prepare(&server);
    script::prepare(&file);
    for command in script::commands() {
        script::run(&server, &command);
        script::run(&file, &command);
    }
    for past in ["2026-02-20", "2026-02-28", "2026-03-01"] {
        let then = format!("agenda --all --day {past} --today 2026-12-01 -f csv");
        assert_eq!(file.out(&then), server.out(&then), "{past}");
    }
    let (here, there) = (script::everything(&file), script::everything(&server));
    let differing = here.lines().zip(there.lines()).find(|(here, there)| here != there);
    assert_eq!(differing, None, "the first line that differs");
    assert!(here == there, "one of them has more lines");
    assert!(here.lines().count() > 40, "the history makes records");
}

#[test]
fn both_engines_make_the_same_of_the_lists_of_the_demo() {
    let Some(server) = Sandbox::on_postgres() else { return };
    let after_review = |kam: Sandbox| {
        let kam = with_demo(kam);
        kam.out("review accept B2:15 -q");
        kam.out("review separate B2:12 B3:19 -q");
        // A list that corrects itself, and takes the correction back.
        for (day, amount) in [("1", "3600"), ("2", "7200"), ("3", "3600")] {
            let row =
                format!("7,杭州云麓物流有限公司,1380013810{day},2026-01-0{day},轮胎,{amount}");
            kam.file("own.csv", format!("流水号,客户名称,电话,日期,配件名称,金额\n{row}\n"));
            kam.out("import own.csv --source service-records --key 流水号 -q");
        }
        everything(&kam)
    };
    let (here, there) = (after_review(Sandbox::new()), after_review(server));
    let differing = here.lines().zip(there.lines()).find(|(here, there)| here != there);
    assert_eq!(differing, None, "the first line that differs");
    assert!(here == there, "one of them has more lines");
}
