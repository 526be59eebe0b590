//! The same history gives the same records on both engines, to the byte.

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
