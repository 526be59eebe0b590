use super::*;
use crate::cli::error::Exit;
use crate::filter::{self, Context};
use crate::model::{Day, StaffId};

fn today() -> Day {
    "2026-03-02".parse().unwrap()
}

fn codes(name: &str) -> Vec<&'static str> {
    let parts = named(name).unwrap().parts.iter();
    let tables = parts.filter_map(|part| match part {
        Part::Table(rows) => Some(*rows),
        _ => None,
    });
    tables.flatten().map(|(code, _)| *code).collect()
}

/// Returns the words of both texts of a topic that are written in Chinese or backticks after
/// `also` and `也可写`: what is said to be the same must be read too.
fn also(name: &str) -> Vec<String> {
    let parts = named(name).unwrap().parts.iter();
    let rows = parts.filter_map(|part| match part {
        Part::Table(rows) => Some(*rows),
        _ => None,
    });
    let texts = rows.flatten().flat_map(|(_, means)| [means.en, means.zh]);
    let after = |text: &'static str| {
        let (_, rest) = text.split_once("also ").or_else(|| text.split_once("也可写 "))?;
        rest.split([';', '；']).next().map(str::to_owned)
    };
    texts.filter_map(after).collect()
}

#[test]
fn every_day_of_the_page_is_read() {
    for word in codes("dates") {
        assert!(filter::day_of(word, today()).is_some(), "{word}");
    }
    let also = also("dates");
    assert!(also.len() > 10, "{also:?}");
    for word in also {
        assert!(filter::day_of(&word, today()).is_some(), "{word}");
    }
}

#[test]
fn every_filter_of_the_page_is_read() {
    let context = Context::new(today(), Some(StaffId(1)));
    let codes = codes("filters");
    assert!(codes.len() > 10);
    for text in codes {
        assert!(filter::parse(text, &context).is_ok(), "{text}");
    }
    assert!(filter::parse("no-field:1", &context).is_err(), "the parser refuses something");
}

#[test]
fn the_page_of_filters_names_every_field_by_both_names() {
    for lang in [Lang::En, Lang::Zh] {
        let page = named("filters").unwrap().printed(lang);
        for field in Field::ALL {
            let names = format!("{} {}", field.key(), field.term());
            assert!(page.contains(&names), "{names}");
        }
    }
}

#[test]
fn the_page_of_formats_names_every_format() {
    let known = "table csv tsv json ndjson md ids";
    for word in known.split(' ') {
        let form: Format = word.parse().unwrap();
        assert!(FORMATS.iter().any(|(listed, _)| *listed == form), "{word}");
    }
    assert_eq!(FORMATS.len(), known.split(' ').count());
}

/// Returns the kind after `kind`: a new one does not compile until it is here.
fn next(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Usage => Some(Kind::Refused),
        Kind::Refused => Some(Kind::Locked),
        Kind::Locked => Some(Kind::Store),
        Kind::Store => Some(Kind::System),
        Kind::System => Some(Kind::Denied),
        Kind::Denied => Some(Kind::Bug),
        Kind::Bug => None,
    }
}

#[test]
fn the_page_of_exit_codes_has_every_code_and_no_other() {
    let kinds = std::iter::successors(Some(Kind::Usage), |kind| next(*kind));
    let mut codes = vec![Exit::Done as u8, Exit::Problems as u8];
    codes.extend(kinds.map(|kind| kind as u8));
    let listed: Vec<u8> = EXIT_CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(listed, codes);
}

#[test]
fn pages_are_in_order_and_found_by_both_names() {
    assert!(ALL.is_sorted_by_key(|topic| topic.name));
    for topic in ALL {
        for word in [topic.name, topic.term, &topic.name.to_uppercase()] {
            assert_eq!(named(word).map(|found| found.name), Some(topic.name), "{word}");
        }
        for lang in [Lang::En, Lang::Zh] {
            let page = topic.printed(lang);
            assert!(page.lines().all(|line| width(line) <= 110), "{page}");
            assert!(page.ends_with('\n') && !page.ends_with("\n\n"));
        }
        let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(
            topic.title(Lang::Zh).contains(chinese) && !topic.title(Lang::En).contains(chinese)
        );
    }
    assert!(named("nothing").is_none());
}

#[test]
fn every_command_of_the_pages_is_one() {
    for topic in ALL {
        for part in topic.parts {
            let Part::Table(rows) = part else { continue };
            for (code, _) in rows.iter().filter(|(code, _)| code.starts_with("kam ")) {
                let read = crate::cli::definition().try_get_matches_from(code.split(' '));
                assert!(read.is_ok(), "{code}");
            }
        }
    }
}
