//! Source files as tokens: enough of Rust to tell names from comments and texts.

use std::fs;
use std::path::{Path, PathBuf};

/// A token and the lines it stands on, from 1.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) last_line: usize,
    pub(crate) kind: Kind,
}

/// What a token is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or keyword, a raw one without its `r#`.
    Word(String),
    /// A string literal of any sort, as written between its quotes.
    Text(String),
    /// `::`
    Path,
    /// Any other sign; `0` stands for a number, `'` for a character.
    Sign(char),
}

impl Token {
    /// Returns whether the token is this name or keyword.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(own) if own == word)
    }

    /// Returns whether the token is this sign.
    pub(crate) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// Returns every file below `folder` of the package with the ending `.rs`, as path from the
/// package root and text, by path. Nothing where there is no such folder.
pub(crate) fn files_below(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Returns the tokens of a source file; comments are none.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0, line: 1 };
    let mut tokens = Vec::new();
    while lexer.peek(0).is_some() {
        let line = lexer.line;
        if let Some(kind) = lexer.next_kind() {
            tokens.push(Token { line, last_line: lexer.line, kind });
        }
    }
    tokens
}

/// Returns what is behind the module for tests that begins at `at`, if one does.
pub(crate) fn test_module(tokens: &[Token], mut at: usize) -> Option<usize> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let marked = MARK.iter().enumerate().all(|(ahead, mark)| {
        tokens.get(at + ahead).is_some_and(|token| {
            token.is_word(mark) || mark.chars().next().is_some_and(|sign| token.is_sign(sign))
        })
    });
    if !marked {
        return None;
    }
    at += MARK.len();
    while tokens.get(at)?.is_sign('#') {
        at = closing(tokens, at + 1, '[', ']')?;
    }
    tokens.get(at)?.is_word("mod").then_some(())?;
    match tokens.get(at + 2)? {
        token if token.is_sign(';') => Some(at + 3),
        _ => closing(tokens, at + 2, '{', '}'),
    }
}

/// Returns what is behind the bracket that closes the one at `at`.
fn closing(tokens: &[Token], at: usize, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(at) {
        depth += usize::from(token.is_sign(open));
        if token.is_sign(close) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(place + 1);
            }
        }
    }
    None
}

/// The files that are compiled for tests alone.
pub(crate) struct TestFiles(Vec<String>);

impl TestFiles {
    /// Returns those of `files` that a `#[cfg(test)] mod name;` in one of them declares.
    pub(crate) fn of(files: &[(String, String)]) -> Self {
        let mut modules = Vec::new();
        for (path, text) in files {
            let stem = path.trim_end_matches(".rs");
            let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
            let folder = if matches!(name, "lib" | "main" | "mod") { folder } else { stem };
            let tokens = tokens(text);
            for end in (0..tokens.len()).filter_map(|at| test_module(&tokens, at)) {
                if let [.., Token { kind: Kind::Word(module), .. }, last] = &tokens[..end]
                    && last.is_sign(';')
                {
                    modules.push(format!("{folder}/{module}"));
                }
            }
        }
        Self(modules)
    }

    /// Returns whether a file is one of them, or below one.
    pub(crate) fn contain(&self, path: &str) -> bool {
        self.0.iter().any(|module| {
            path.strip_prefix(module.as_str())
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    }
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(next == '\n');
        Some(next)
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.bump();
        }
    }

    /// Reads one token, or what is none: a blank, a comment.
    fn next_kind(&mut self) -> Option<Kind> {
        let first = self.peek(0)?;
        match (first, self.peek(1)) {
            ('/', Some('/')) => {
                while self.peek(0).is_some_and(|next| next != '\n') {
                    self.bump();
                }
                None
            }
            ('/', Some('*')) => {
                self.block_comment();
                None
            }
            (':', Some(':')) => {
                self.skip(2);
                Some(Kind::Path)
            }
            ('"', _) => Some(Kind::Text(self.quoted('"'))),
            ('\'', _) => Some(self.quote()),
            _ if first.is_alphabetic() || first == '_' => Some(self.word()),
            _ if first.is_ascii_digit() => {
                self.name();
                Some(Kind::Sign('0'))
            }
            _ => {
                self.bump();
                (!first.is_whitespace()).then_some(Kind::Sign(first))
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.skip(2);
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.skip(2);
                    if depth == 0 {
                        return;
                    }
                }
                (None, _) => return,
                _ => self.skip(1),
            }
        }
    }

    /// Reads a literal between `mark`s, in which a backslash takes the next character with it.
    fn quoted(&mut self, mark: char) -> String {
        self.bump();
        let mut text = String::new();
        while let Some(next) = self.bump() {
            if next == mark {
                break;
            }
            text.push(next);
            if next == '\\' {
                text.extend(self.bump());
            }
        }
        text
    }

    /// Reads a character literal, or the mark before a lifetime's name.
    fn quote(&mut self) -> Kind {
        if self.peek(1) == Some('\\') || self.peek(2) == Some('\'') {
            self.quoted('\'');
        } else {
            self.bump();
        }
        Kind::Sign('\'')
    }

    fn name(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_some_and(|next| next.is_alphanumeric() || next == '_') {
            self.bump();
        }
        self.chars[start..self.at].iter().collect()
    }

    /// Reads a name, or the literal that its letters are the prefix of.
    fn word(&mut self) -> Kind {
        let name = self.name();
        let hashes = self.chars[self.at..].iter().take_while(|next| **next == '#').count();
        let opens = self.peek(hashes) == Some('"');
        match name.as_str() {
            "r" | "br" | "cr" if opens => Kind::Text(self.raw(hashes)),
            "b" | "c" if opens && hashes == 0 => Kind::Text(self.quoted('"')),
            "b" if self.peek(0) == Some('\'') => {
                self.quoted('\'');
                Kind::Sign('\'')
            }
            "r" if hashes == 1 => {
                self.bump();
                Kind::Word(self.name())
            }
            _ => Kind::Word(name),
        }
    }

    /// Reads a raw literal that ends with a quote and as many hashes as it began with.
    fn raw(&mut self, hashes: usize) -> String {
        self.skip(hashes + 1);
        let start = self.at;
        loop {
            let closes = self.peek(0) == Some('"')
                && (1..=hashes).all(|ahead| self.peek(ahead) == Some('#'));
            if closes || self.peek(0).is_none() {
                let text = self.chars[start..self.at].iter().collect();
                self.skip(hashes + 1);
                return text;
            }
            self.bump();
        }
    }
}

#[test]
fn comments_vanish_and_literals_are_one_token() {
    let words = |text: &str| -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| match token.kind {
                Kind::Word(word) => word,
                Kind::Text(text) => format!("\"{text}\""),
                Kind::Path => "::".to_owned(),
                Kind::Sign(sign) => sign.to_string(),
            })
            .collect()
    };
    for (text, expected) in [
        ("a // b\nc", "a c"),
        ("a /* b /* c */ d */ e", "a e"),
        (r#"f("x \" // y", z)"#, r#"f ( "x \" // y" , z )"#),
        (r##"r#"a "b" c"# d"##, r#""a "b" c" d"#),
        ("br\"\\\" c", "\"\\\" c"),
        ("'\"' 'a 'b' '\\'' b'\"' c", "' ' a ' ' ' c"),
        ("r#type::r", "type :: r"),
        ("0x1f..=1_000u32", "0 . . = 0"),
        ("\"never closed", "\"never closed\""),
        ("r#\"never closed", "\"never closed\""),
        ("/* never closed", ""),
    ] {
        assert_eq!(words(text).join(" "), expected, "{text}");
    }
}

#[test]
fn lines_are_counted_through_literals_and_comments() {
    let lines: Vec<_> = tokens("a\n/*\n*/ b \"x\ny\" c\n\n'\n' d")
        .iter()
        .map(|token| (token.line, token.last_line))
        .collect();
    assert_eq!(lines, [(1, 1), (3, 3), (3, 4), (4, 4), (6, 7), (7, 7)]);
}

#[test]
fn files_for_tests_alone_are_those_declared_so() {
    let files: Vec<(String, String)> = [
        ("src/lib.rs", "mod a; #[cfg(test)] mod samples;"),
        ("src/a/mod.rs", "mod b; #[cfg(test)] mod tests;"),
        ("src/a/b.rs", "#[cfg(test)] mod tests; #[cfg(test)] mod inner { mod c; }"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    let tests = TestFiles::of(&files);
    for path in ["src/samples.rs", "src/a/tests/tables.rs", "src/a/tests.rs", "src/a/b/tests.rs"] {
        assert!(tests.contain(path), "{path}");
    }
    for path in ["src/a/mod.rs", "src/a/b.rs", "src/samples_more.rs", "src/tests.rs"] {
        assert!(!tests.contain(path), "{path}");
    }
}
