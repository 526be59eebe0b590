//! Labelled lists of real firms, where they are at hand: how many pairs are found, how many of
//! the found are right.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::{Base, Candidate, Fate, Identity, Keys, keys, settle};
use crate::ingest::clean::address::place;
use crate::model::{Phone, PhoneKind};
use crate::playbook::Playbook;

type Pairs = HashSet<(u32, u32)>;

/// In thousandths.
#[derive(Debug)]
struct Score {
    precision: usize,
    recall: usize,
    review_share: usize,
}

struct Set {
    ids: HashMap<String, u32>,
    rows: Vec<csv::StringRecord>,
    truth: Pairs,
    ignore: Pairs,
    across_sources: bool,
}

fn table(path: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

impl Set {
    fn read(name: &str) -> Option<Self> {
        let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
        let folder = shared.join("data/er").join(name);
        if !folder.exists() {
            println!("skipped: ../shared");
            return None;
        }
        let rows = table(&folder.join("records.csv"));
        let ids = (0..).zip(&rows).map(|(at, row)| (row[0].to_owned(), at)).collect();
        let mut set = Self {
            ids,
            rows,
            truth: Pairs::new(),
            ignore: Pairs::new(),
            across_sources: folder.join("link.txt").exists(),
        };
        if folder.join("ignore.csv").exists() {
            let pairs = table(&folder.join("ignore.csv"));
            set.ignore =
                pairs.iter().map(|row| ordered(set.ids[&row[0]], set.ids[&row[1]])).collect();
        }
        let mut clusters: HashMap<String, Vec<u32>> = HashMap::new();
        for row in table(&folder.join("truth.csv")) {
            clusters.entry(row[1].to_owned()).or_default().push(set.ids[&row[0]]);
        }
        set.truth = set.pairs(clusters.into_values());
        Some(set)
    }

    fn pairs(&self, groups: impl Iterator<Item = Vec<u32>>) -> Pairs {
        let mut pairs = Pairs::new();
        for group in groups {
            for (i, a) in group.iter().enumerate() {
                pairs.extend(group[i + 1..].iter().map(|b| ordered(*a, *b)));
            }
        }
        let source = |at: u32| &self.rows[at as usize][1];
        pairs.retain(|(a, b)| {
            let is_aside = self.ignore.contains(&(*a, *b));
            !(is_aside || self.across_sources && source(*a) == source(*b))
        });
        pairs
    }

    fn score(&self, fates: &[Fate]) -> Score {
        let mut groups: HashMap<u32, Vec<u32>> = HashMap::new();
        for (row, fate) in (0..).zip(fates) {
            groups.entry(group_of(row, *fate)).or_default().push(row);
        }
        let found = self.pairs(groups.into_values());
        let hits = found.intersection(&self.truth).count();
        let held = fates.iter().filter(|fate| matches!(fate, Fate::Held { .. })).count();
        Score {
            precision: 1000 * hits / found.len().max(1),
            recall: 1000 * hits / self.truth.len().max(1),
            review_share: 1000 * held / fates.len().max(1),
        }
    }
}

/// Held rows: their score, and whether they are their candidate. What the labels set aside, a firm that
/// took another's place and shops of two makes, are two customers, as the review says.
fn judged(set: &Set, fates: &[Fate]) -> Vec<(u8, bool)> {
    let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
    for (row, fate) in (0..).zip(fates).filter(|(_, fate)| !matches!(fate, Fate::Held { .. })) {
        members.entry(group_of(row, *fate)).or_default().push(row);
    }
    let judge = |(row, fate): (u32, &Fate)| {
        let Fate::Held { candidate: Some(Candidate::Row(first)), score, .. } = fate else {
            return None;
        };
        Some((*score, members[first].iter().any(|m| set.truth.contains(&ordered(row, *m)))))
    };
    (0..).zip(fates).filter_map(judge).collect()
}

fn group_of(row: u32, fate: Fate) -> u32 {
    match fate {
        Fate::SameAs { row, .. } => row,
        Fate::Held { group, .. } => group,
        Fate::New | Fate::Known { .. } => row,
    }
}

fn ordered(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Numbers as the lists write them, area code and all, good enough to compare.
fn phones(cell: &str) -> Vec<Phone> {
    let mut text = cell.split('(').next().unwrap_or_default().replace('（', "/");
    if let Some(at) = text.find("ext") {
        text.truncate(at);
    }
    text.split(['/', '、', ',', '，', ';', '；', '）'])
        .flat_map(|part| part.split(" 或 "))
        .map(|part| part.chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|digits| digits.len() >= 7)
        .map(|number| Phone { number, extension: None, kind: PhoneKind::Other })
        .collect()
}

fn row_keys(row: &csv::StringRecord) -> Keys {
    let phones = phones(&row[3]);
    let told = |at: usize| Some(&row[at]).filter(|cell| !cell.is_empty());
    let place = place(&row[4], told(5), None);
    keys(&Identity {
        name: told(2),
        phones: &phones,
        address: told(4),
        place,
        ..Identity::default()
    })
}

fn measure(name: &str) -> Option<Score> {
    let set = Set::read(name)?;
    let keys: Vec<Keys> = set.rows.iter().map(row_keys).collect();
    let score = set.score(&settle(&keys, &Base::default(), &Playbook::shipped().matching));
    println!("{name}: {score:?}");
    Some(score)
}

/// Right pairs among all found, right pairs found among all right, rows held: thousandths.
#[test]
fn labelled_lists_are_grouped_well() {
    for (name, precision, recall, review_share) in [
        ("zh_dealers_dev", 988, 980, 40),
        ("syn_zh_dev", 985, 800, 60),
        ("zh_shortname_dev", 990, 780, 80),
        ("en_restaurants", 985, 850, 20),
    ] {
        if let Some(score) = measure(name) {
            assert!(score.precision >= precision && score.recall >= recall, "{name}: {score:?}");
            assert!(score.review_share <= review_share, "{name}: {score:?}");
        }
    }
}

#[test]
fn a_score_says_how_many_in_a_hundred_are_the_same() {
    let sets = ["zh_dealers_dev", "syn_zh_dev", "zh_shortname_dev"].map(Set::read);
    let mut held = Vec::new();
    for set in sets.into_iter().flatten() {
        let keys: Vec<Keys> = set.rows.iter().map(row_keys).collect();
        let fates = settle(&keys, &Base::default(), &Playbook::shipped().matching);
        held.extend(judged(&set, &fates));
    }
    for band in [0..40, 40..76, 76..101_u8] {
        let of: Vec<_> = held.iter().filter(|(score, _)| band.contains(score)).collect();
        let said: usize = of.iter().map(|(score, _)| usize::from(*score)).sum();
        let right = 100 * of.iter().filter(|(_, is_same)| *is_same).count();
        println!("{band:?}: {} rows, said {said}, right {right}", of.len());
        assert!(said.abs_diff(right) <= 6 * of.len(), "{band:?}: {said} {right} of {}", of.len());
    }
}
