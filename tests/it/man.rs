//! `kam man`: the manual as man pages.

use crate::sandbox::Sandbox;

#[test]
fn a_page_names_the_command_as_it_is_typed() {
    let kam = Sandbox::empty();
    let page = kam.out("man deal add");
    assert!(page.contains(".TH kam-deal-add 1"), "{page}");
    assert!(page.contains("kam\\-deal\\-add \\- Open a deal"), "{page}");
    assert!(kam.out("man").contains(".TH kam 1"));
}

#[test]
fn what_is_no_command_has_no_page() {
    let kam = Sandbox::empty();
    insta::assert_snapshot!(kam.kam("man nothing"), @"
    ---- stderr ----
    error: no topic or command is called `nothing`
    hint: `kam help` lists both
    ---- exit 2 ----
    ");
}
