//! The command line of `kam`: one call into the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(kam::cli::run_process())
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
