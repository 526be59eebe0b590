//! The command line of `kam`: one call into the library.

fn main() {}
