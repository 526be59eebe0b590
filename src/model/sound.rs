//! Names by their sound: `ddgs` and `duoda` find 多达公司.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti as _;

/// Fewest letters that are looked for: one alone is in most names.
const FEWEST: usize = 2;
/// Most letters; what is reached is counted in the bits of a number.
const MOST: usize = 63;

/// First and last of the Chinese characters whose initials are kept at hand.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Readings of surnames that no dictionary of characters has.
const SURNAMES: &[(char, &[&str])] = &[
    ('单', &["shan"]),
    ('仇', &["qiu"]),
    ('曾', &["zeng"]),
    ('解', &["xie"]),
    ('区', &["ou"]),
    ('查', &["zha"]),
    ('盖', &["ge"]),
    ('朴', &["piao"]),
    ('尉', &["yu"]),
    ('缪', &["miao"]),
];

/// Letters that a name is looked for by: initials or whole syllables of its characters, the last
/// syllable perhaps begun only, in any mixture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound(Vec<u8>);

impl Sound {
    /// Returns the sound that `text` spells; `None` where it is no word of Latin letters, or too
    /// short or long to be one. `ü` is written so or `v`; case does not count.
    pub fn of(text: &str) -> Option<Self> {
        let letters: Option<Vec<u8>> = text.chars().map(letter).collect();
        letters.filter(|letters| (FEWEST..=MOST).contains(&letters.len())).map(Self)
    }

    /// Returns whether some characters of `name`, one behind the other, sound so in one of their
    /// readings. Letters of the name stand for themselves; blanks, brackets and other signs
    /// between characters are passed over.
    pub fn is_in(&self, name: &str) -> bool {
        let whole = 1_u64 << self.0.len();
        // Bit n is set where n letters are spelled by the characters that end here.
        let mut reached = 1_u64;
        for c in name.chars() {
            // Most are Chinese characters, and the tables of Unicode are slow to say so.
            if !(is_common(c) || c.is_alphanumeric()) {
                continue;
            }
            let next =
                if c.is_ascii() { self.after_letter(reached, c) } else { self.after(reached, c) };
            if next & whole != 0 {
                return true;
            }
            reached = next | 1;
        }
        false
    }

    fn after_letter(&self, reached: u64, c: char) -> u64 {
        let Some(own) = letter(c) else { return 0 };
        let spelled = |at: &usize| reached & (1 << at) != 0 && self.0[*at] == own;
        (0..self.0.len()).filter(spelled).fold(0, |next, at| next | 1 << (at + 1))
    }

    /// Returns the letters reached behind `c`; all of them where a syllable of it begins with
    /// those that are left.
    fn after(&self, reached: u64, c: char) -> u64 {
        let initials = initials(c);
        let mut next = 0;
        let mut untried = reached;
        while untried != 0 {
            let at = untried.trailing_zeros() as usize;
            untried &= untried - 1;
            let Some(left @ [wanted, ..]) = self.0.get(at..) else { break };
            if initials & (1 << (wanted - b'a')) == 0 {
                continue;
            }
            next |= 1 << (at + 1);
            each_reading(c, |syllable| {
                if left.starts_with(syllable) {
                    next |= 1 << (at + syllable.len());
                } else if syllable.starts_with(left) {
                    next |= 1 << self.0.len();
                }
            });
        }
        next
    }
}

/// Returns whether `c` is one of the Chinese characters whose initials are kept at hand.
fn is_common(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}

/// Returns the small letter; `v` for ü. `None` for anything else.
fn letter(c: char) -> Option<u8> {
    match c {
        'ü' | 'Ü' => Some(b'v'),
        _ => u8::try_from(c.to_ascii_lowercase()).ok().filter(u8::is_ascii_lowercase),
    }
}

/// Hands every reading of `c` to `take`, as small letters without tones; ü as `v`.
fn each_reading(c: char, mut take: impl FnMut(&[u8])) {
    let mut spelled = [0_u8; 8];
    let mut spell = |syllable: &str| {
        let mut length = 0;
        for (place, own) in spelled.iter_mut().zip(syllable.chars().filter_map(letter)) {
            *place = own;
            length += 1;
        }
        take(&spelled[..length]);
    };
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        spell(reading.plain());
    }
    let surname = SURNAMES.iter().filter(|(of, _)| *of == c);
    surname.flat_map(|(_, readings)| *readings).for_each(|reading| spell(reading));
}

/// Returns the first letters of the readings of `c`, bit 0 for `a`.
fn initials(c: char) -> u32 {
    static KEPT: LazyLock<Vec<u32>> = LazyLock::new(|| {
        (FIRST..=LAST).map(|code| char::from_u32(code).map_or(0, read_initials)).collect()
    });
    match u32::from(c) {
        code @ FIRST..=LAST => {
            usize::try_from(code - FIRST).ok().and_then(|at| KEPT.get(at)).copied().unwrap_or(0)
        }
        _ => read_initials(c),
    }
}

fn read_initials(c: char) -> u32 {
    let mut initials = 0;
    each_reading(c, |syllable| {
        if let Some(first) = syllable.first() {
            initials |= 1 << (first - b'a');
        }
    });
    initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_initials_and_syllables() {
        for (sound, name, found) in [
            ("ddgs", "多达公司", true),
            ("duoda", "多达公司", true),
            ("DuoDaGongSi", "杭州多达公司", true),
            ("duodags", "多达公司", true),
            ("ddgo", "多达公司", true),
            ("dags", "多达公司", true),
            ("duogs", "多达公司", false),
            ("dagx", "多达公司", false),
            ("gsx", "多达公司", false),
            ("ddhz", "多达（杭州）", true),
            ("ddsuv", "多达SUV俱乐部", true),
            ("ddd", "多达4店", false),
            ("ds", "多4S", false),
            ("shanmin", "单敏", true),
            ("danmin", "单敏", true),
            ("qiulin", "仇林", true),
            ("zengyu", "曾宇", true),
            ("xiefei", "解飞", true),
            ("oum", "区敏", true),
            ("gely", "盖丽英", true),
            ("chongqing", "重庆长安", true),
            ("zhongqing", "重庆长安", true),
            ("cqca", "重庆长安", true),
            ("lvbu", "吕布", true),
            ("lübu", "吕布", true),
            ("LVB", "吕布", true),
            ("acme", "Acme Logistics", true),
        ] {
            assert_eq!(Sound::of(sound).unwrap().is_in(name), found, "{sound} in {name}");
        }
    }

    #[test]
    fn words_that_are_no_sound_are_left_to_others() {
        for text in ["", "d", "多达", "d d", "a1", "138", "é", &"d".repeat(64)] {
            assert_eq!(Sound::of(text), None, "{text}");
        }
        assert!(Sound::of(&"d".repeat(63)).is_some_and(|sound| sound.is_in(&"多".repeat(63))));
    }
}
