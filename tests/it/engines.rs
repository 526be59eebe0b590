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
        everything(&kam)
    };
    let (here, there) = (after_review(Sandbox::new()), after_review(server));
    let differing = here.lines().zip(there.lines()).find(|(here, there)| here != there);
    assert_eq!(differing, None, "the first line that differs");
    assert!(here == there, "one of them has more lines");
}
