//! The encodings that lists are read in, and their names.

use encoding_rs as codes;

use crate::ingest::map::near::near;

/// An encoding that lists are read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding(&'static codes::Encoding);

/// Names of all encodings that lists are read in. GB18030 stands for its parts GBK and GB2312.
const KNOWN: [(&str, Encoding); 37] = [
    ("utf-8", Encoding::UTF_8),
    ("gb18030", Encoding::GB18030),
    ("big5", Encoding::BIG5),
    ("utf-16le", Encoding::UTF_16LE),
    ("utf-16be", Encoding::UTF_16BE),
    ("shift_jis", Encoding(&codes::SHIFT_JIS_INIT)),
    ("euc-jp", Encoding(&codes::EUC_JP_INIT)),
    ("iso-2022-jp", Encoding(&codes::ISO_2022_JP_INIT)),
    ("euc-kr", Encoding(&codes::EUC_KR_INIT)),
    ("windows-1250", Encoding(&codes::WINDOWS_1250_INIT)),
    ("windows-1251", Encoding(&codes::WINDOWS_1251_INIT)),
    ("windows-1252", Encoding(&codes::WINDOWS_1252_INIT)),
    ("windows-1253", Encoding(&codes::WINDOWS_1253_INIT)),
    ("windows-1254", Encoding(&codes::WINDOWS_1254_INIT)),
    ("windows-1255", Encoding(&codes::WINDOWS_1255_INIT)),
    ("windows-1256", Encoding(&codes::WINDOWS_1256_INIT)),
    ("windows-1257", Encoding(&codes::WINDOWS_1257_INIT)),
    ("windows-1258", Encoding(&codes::WINDOWS_1258_INIT)),
    ("windows-874", Encoding(&codes::WINDOWS_874_INIT)),
    ("iso-8859-2", Encoding(&codes::ISO_8859_2_INIT)),
    ("iso-8859-3", Encoding(&codes::ISO_8859_3_INIT)),
    ("iso-8859-4", Encoding(&codes::ISO_8859_4_INIT)),
    ("iso-8859-5", Encoding(&codes::ISO_8859_5_INIT)),
    ("iso-8859-6", Encoding(&codes::ISO_8859_6_INIT)),
    ("iso-8859-7", Encoding(&codes::ISO_8859_7_INIT)),
    ("iso-8859-8", Encoding(&codes::ISO_8859_8_INIT)),
    ("iso-8859-8-i", Encoding(&codes::ISO_8859_8_I_INIT)),
    ("iso-8859-10", Encoding(&codes::ISO_8859_10_INIT)),
    ("iso-8859-13", Encoding(&codes::ISO_8859_13_INIT)),
    ("iso-8859-14", Encoding(&codes::ISO_8859_14_INIT)),
    ("iso-8859-15", Encoding(&codes::ISO_8859_15_INIT)),
    ("iso-8859-16", Encoding(&codes::ISO_8859_16_INIT)),
    ("koi8-r", Encoding(&codes::KOI8_R_INIT)),
    ("koi8-u", Encoding(&codes::KOI8_U_INIT)),
    ("ibm866", Encoding(&codes::IBM866_INIT)),
    ("macintosh", Encoding(&codes::MACINTOSH_INIT)),
    ("x-mac-cyrillic", Encoding(&codes::X_MAC_CYRILLIC_INIT)),
];

/// Other names that people and programs use, as read by [`str::parse`].
const ALSO: [(&str, &str); 20] = [
    ("utf8", "utf-8"),
    ("utf-8-sig", "utf-8"),
    ("unicode", "utf-16le"),
    ("utf-16", "utf-16le"),
    ("utf16", "utf-16le"),
    ("utf16le", "utf-16le"),
    ("utf-16-le", "utf-16le"),
    ("utf-16-be", "utf-16be"),
    ("utf16be", "utf-16be"),
    ("gbk", "gb18030"),
    ("gb2312", "gb18030"),
    ("cp936", "gb18030"),
    ("ansi-936", "gb18030"),
    ("cp950", "big5"),
    ("big5-hkscs", "big5"),
    ("hkscs", "big5"),
    ("latin1", "windows-1252"),
    ("cp932", "shift_jis"),
    ("sjis", "shift_jis"),
    ("cp949", "euc-kr"),
];

/// A name of no encoding that lists are read in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{said}` is no encoding that lists are read in")]
pub struct UnknownEncoding {
    /// The name.
    pub said: String,
    /// Up to three names that may have been meant.
    pub near: Vec<String>,
}

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(&codes::UTF_8_INIT);
    /// GB18030, of which GBK and GB2312 are parts.
    pub const GB18030: Self = Self(&codes::GB18030_INIT);
    /// Big5 with the characters of Hong Kong.
    pub const BIG5: Self = Self(&codes::BIG5_INIT);
    /// UTF-16, the lower byte first.
    pub const UTF_16LE: Self = Self(&codes::UTF_16LE_INIT);
    /// UTF-16, the higher byte first.
    pub const UTF_16BE: Self = Self(&codes::UTF_16BE_INIT);

    /// Returns its name, which [`str::parse`] reads.
    pub fn key(self) -> &'static str {
        KNOWN.iter().find(|(_, encoding)| *encoding == self).map_or("utf-8", |(name, _)| name)
    }

    /// Returns the names of all encodings, those of Chinese text first.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(name, _)| *name)
    }

    /// Returns the bytes of a text, with a byte order mark where the encoding is UTF-8 or UTF-16;
    /// `None` where it has not all of the characters.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        const MARK: char = '\u{feff}';
        let units = || std::iter::once(MARK).chain(text.chars());
        let wide = |bytes: fn(u16) -> [u8; 2]| {
            let mut units_of = [0; 2];
            let mut out = Vec::with_capacity(text.len() * 2 + 2);
            for c in units() {
                out.extend(c.encode_utf16(&mut units_of).iter().flat_map(|unit| bytes(*unit)));
            }
            Some(out)
        };
        match self {
            _ if self == Self::UTF_8 => Some(units().collect::<String>().into_bytes()),
            _ if self == Self::UTF_16LE => wide(u16::to_le_bytes),
            _ if self == Self::UTF_16BE => wide(u16::to_be_bytes),
            Self(encoding) => {
                let (bytes, _, lost) = encoding.encode(text);
                // Some characters are written as others that look alike.
                let (back, failed) = encoding.decode_without_bom_handling(&bytes);
                let is_whole = !lost && !failed && back == text;
                let is_plain = self != Self::BIG5 || is_plain_big5(&bytes);
                (is_whole && is_plain).then(|| bytes.into_owned())
            }
        }
    }

    /// Returns whether it is UTF-16.
    pub(super) fn is_wide(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
    }

    /// Returns the encoding that a byte order mark at the start declares.
    pub(super) fn marked(start: &[u8]) -> Option<Self> {
        [
            (&b"\xef\xbb\xbf"[..], Self::UTF_8),
            (b"\xff\xfe", Self::UTF_16LE),
            (b"\xfe\xff", Self::UTF_16BE),
            (b"\x84\x31\x95\x33", Self::GB18030),
        ]
        .into_iter()
        .find_map(|(mark, encoding)| start.starts_with(mark).then_some(encoding))
    }

    /// Returns the encoding that a detector names.
    pub(super) fn of(encoding: &'static codes::Encoding) -> Self {
        if encoding == codes::GBK { Self::GB18030 } else { Self(encoding) }
    }

    /// Returns what decodes it, which leaves byte order marks in.
    pub(super) fn decoder(self) -> codes::Decoder {
        self.0.new_decoder_without_bom_handling()
    }

    /// Returns the text of bytes; `None` where one is not of the encoding.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<std::borrow::Cow<'_, str>> {
        self.0.decode_without_bom_handling_and_without_replacement(bytes)
    }

    /// Returns whether line breaks are the same bytes as in ASCII, and nothing else is.
    pub(super) fn has_ascii_lines(self) -> bool {
        self.0.is_ascii_compatible()
    }

    /// Returns whether every character is one byte.
    pub(super) fn is_single_byte(self) -> bool {
        self.0.is_single_byte()
    }
}

/// Returns whether text in Big5 has no character beyond those of Taiwan: many programs lose the
/// ones that Hong Kong added.
fn is_plain_big5(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    while let Some(lead) = bytes.next() {
        if !lead.is_ascii() {
            let trail = bytes.next().copied().unwrap_or_default();
            if !matches!((*lead, trail), (0xa1..=0xc5 | 0xc9..=0xf9, _) | (0xc6, ..0xa1)) {
                return false;
            }
        }
    }
    true
}

impl std::str::FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(text: &str) -> Result<Self, UnknownEncoding> {
        let name = text.trim().to_ascii_lowercase();
        let dashed = name.replace('_', "-");
        let also = ALSO.iter().find(|(other, _)| *other == dashed).map(|(_, name)| *name);
        let found = codes::Encoding::for_label_no_replacement(also.unwrap_or(&name).as_bytes())
            .or_else(|| codes::Encoding::for_label_no_replacement(dashed.as_bytes()))
            .or_else(|| {
                let number = dashed.strip_prefix("cp")?;
                codes::Encoding::for_label_no_replacement(format!("windows-{number}").as_bytes())
            })
            .map(Self::of);
        let is_known = |found: &Self| KNOWN.iter().any(|(_, encoding)| encoding == found);
        found.filter(is_known).ok_or_else(|| {
            let names = Self::keys().chain(ALSO.iter().map(|(other, _)| *other));
            UnknownEncoding { said: text.to_owned(), near: near(&name, names) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_has_one_name_that_is_read() {
        for (name, encoding) in KNOWN {
            assert_eq!((name.parse(), encoding.key()), (Ok(encoding), name));
            assert_eq!(name.to_uppercase().parse(), Ok(encoding), "{name}");
        }
        for (other, name) in ALSO {
            assert_eq!(other.parse::<Encoding>().unwrap().key(), name, "{other}");
        }
        for (other, name) in [
            (" GBK ", "gb18030"),
            ("UTF_16_LE", "utf-16le"),
            ("cp1252", "windows-1252"),
            ("iso-8859-1", "windows-1252"),
            ("ISO_8859-2", "iso-8859-2"),
            ("windows-31j", "shift_jis"),
        ] {
            let name = name.to_owned();
            assert_eq!(other.parse().map(|found: Encoding| found.key().to_owned()), Ok(name));
        }
    }

    #[test]
    fn an_unknown_name_is_told_near_ones() {
        for (said, near) in [
            ("big-5x", &["big5"][..]),
            ("windows1252", &["windows-1252"]),
            ("utf-32", &["utf-16", "utf-8"]),
            ("x-user-defined", &[]),
            ("replacement", &[]),
            ("拼音", &[]),
            ("", &[]),
        ] {
            let unknown = said.parse::<Encoding>().unwrap_err();
            assert_eq!(unknown.said, said);
            assert_eq!(unknown.near, near, "{said}");
        }
    }

    #[test]
    fn text_is_encoded_whole_or_not_at_all() {
        let text = "公司,電話\r\n臺北,02\r\n";
        for (_, encoding) in KNOWN {
            let Some(bytes) = encoding.encode(text) else { continue };
            let back = encoding.decode(&bytes).unwrap();
            assert_eq!(back.trim_start_matches('\u{feff}'), text, "{encoding:?}");
        }
        for encoding in [Encoding::GB18030, Encoding::BIG5, Encoding::UTF_16LE] {
            assert!(encoding.encode(text).is_some(), "{encoding:?}");
        }
        assert_eq!(Encoding::UTF_16BE.encode("a𠮷").unwrap(), b"\xfe\xff\0a\xd8\x42\xdf\xb7");
        assert_eq!(Encoding::UTF_8.encode("a").unwrap(), b"\xef\xbb\xbfa");
        assert_eq!(Encoding::BIG5.encode("汉"), None);
        assert_eq!("latin1".parse::<Encoding>().unwrap().encode("公司"), None);
        assert_eq!("latin1".parse::<Encoding>().unwrap().encode("Köln").unwrap(), b"K\xf6ln");
    }
}
