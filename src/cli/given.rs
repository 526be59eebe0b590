//! Ids given to a command: on its command line, or on standard input where that says `-`.

use std::collections::HashSet;
use std::hash::Hash;

use super::context::Ctx;
use super::error::CliError;
use super::text;

/// Returns what is named: as it stands, and in place of `-` the words of standard input.
pub(crate) fn words(ctx: &mut Ctx<'_>, named: &[String]) -> Result<Vec<String>, CliError> {
    let mut words = Vec::new();
    for name in named {
        if name == "-" {
            words.extend(read(ctx)?.split_whitespace().map(str::to_owned));
        } else {
            words.push(name.clone());
        }
    }
    Ok(words)
}

/// Returns the one thing that is named: as it stands, or the only word of standard input where it
/// is `-`. None or several are an error.
pub(crate) fn only(ctx: &mut Ctx<'_>, name: &str) -> Result<String, CliError> {
    if name != "-" {
        return Ok(name.to_owned());
    }
    let mut given: Vec<String> = read(ctx)?.split_whitespace().map(str::to_owned).collect();
    match (given.pop(), given.len()) {
        (Some(only), 0) => Ok(only),
        (None, _) => Err(CliError::usage(text::none_on_stdin)),
        (Some(_), before) => Err(CliError::usage(move |lang| text::one_id(lang, before + 1))),
    }
}

/// Returns what `find` finds for each of `words`, each once and in the order given; everything
/// that is wrong with them at once.
pub(crate) fn each<T: Copy + Eq + Hash>(
    words: &[String],
    mut find: impl FnMut(&str) -> Result<T, CliError>,
) -> Result<Vec<T>, CliError> {
    let (mut found, mut seen, mut errors) = (Vec::new(), HashSet::new(), Vec::new());
    for word in words {
        match find(word) {
            Ok(one) if seen.insert(one) => found.push(one),
            Ok(_) => {}
            Err(error) => errors.push(error),
        }
    }
    CliError::joined(errors).map_or(Ok(found), Err)
}

/// Returns what standard input says.
pub(crate) fn lines(ctx: &mut Ctx<'_>) -> Result<String, CliError> {
    read(ctx)
}

fn read(ctx: &mut Ctx<'_>) -> Result<String, CliError> {
    let mut text = String::new();
    ctx.stdin.read_to_string(&mut text).map_err(|error| {
        let detail = error.to_string();
        CliError::refused(move |lang| text::cannot_read(lang, "-", &detail))
    })?;
    Ok(text)
}
