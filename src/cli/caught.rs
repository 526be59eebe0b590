//! A panic is a bug of kam: one line that asks to report it, and exit code 70.

use std::io::Write;
use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use super::error::Kind;
use super::text::{self, Lang};
use super::{CliError, mask};

/// What the first panic of the process said, and where.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// Keeps panics from printing what nobody but us can read; the first is remembered, since a
/// panic in a thread makes another one where the thread is waited for.
pub(super) fn keep_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        first().get_or_insert_with(|| told(panic));
    }));
}

/// Returns what `run` returns; where it panics, says so in one line on `err` and returns the
/// exit code of a bug.
pub(super) fn exit_code(lang: Lang, err: &mut dyn Write, run: impl FnOnce() -> u8) -> u8 {
    // What the run worked on is not looked at again: the process ends.
    if let Ok(code) = std::panic::catch_unwind(AssertUnwindSafe(run)) {
        return code;
    }
    let detail = first().take().unwrap_or_default();
    let error = CliError::new(Kind::Bug, move |lang| text::bug(lang, &detail));
    for line in error.lines(lang) {
        // Standard error may be closed; there is nobody left to tell.
        let _ = writeln!(err, "{}", crate::render::visible_line(&line));
    }
    error.code()
}

fn first() -> std::sync::MutexGuard<'static, Option<String>> {
    FIRST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns what a panic says and where, personal values masked, in one line.
fn told(panic: &PanicHookInfo<'_>) -> String {
    let said = panic.payload_as_str().unwrap_or("panic");
    let said = mask::values(said).split_whitespace().collect::<Vec<_>>().join(" ");
    match panic.location() {
        Some(place) => format!("{said} [{}:{}]", place.file(), place.line()),
        None => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_one_line_that_asks_to_report_it_and_exit_70() {
        let before = std::panic::take_hook();
        keep_quiet();
        let mut said = [Vec::new(), Vec::new(), Vec::new()];
        let [in_thread, in_chinese, none] = &mut said;
        let codes = [
            exit_code(Lang::En, in_thread, || {
                std::thread::scope(|scope| {
                    scope.spawn(|| panic!("cell\n`13800138000` is odd"));
                });
                0
            }),
            exit_code(Lang::Zh, in_chinese, || [0_u8, 1][std::hint::black_box(2)]),
            exit_code(Lang::En, none, || 3),
        ];
        std::panic::set_hook(before);
        assert_eq!(codes, [70, 70, 3]);
        let said = said.map(|bytes| String::from_utf8(bytes).unwrap());
        let [in_thread, in_chinese, none] = &said;
        let start =
            "error: this is a bug in kam, please report it: cell `138****8000` is odd [src/";
        assert!(in_thread.starts_with(start), "{in_thread}");
        assert!(in_chinese.starts_with("错误：程序内部错误，请反馈：index out of"), "{in_chinese}");
        assert!([in_thread, in_chinese].iter().all(|line| line.lines().count() == 1), "{said:?}");
        assert_eq!(none, "");
    }
}
