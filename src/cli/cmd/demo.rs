//! `kam demo`: the main job on lists of our own making, in a store that is thrown away.

use std::io::Write;
use std::path::Path;

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text::{self, Lang};
use crate::cli::world::World;

/// Show what kam does, on lists of invented firms, in a store that is thrown away
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam demo
  kam demo --lang zh-CN
  kam demo --keep try
")]
pub(crate) struct DemoArgs {
    /// Keep the lists and the store in this new folder, to go on from there
    #[arg(long, value_name = "FOLDER")]
    keep: Option<std::path::PathBuf>,
}

/// The Monday on which the demo takes place.
const DAY: &str = "2026-03-02";

/// The lists, as they come.
const LISTS: &[(&str, &[u8])] = &[
    ("yellow_pages.csv", include_bytes!("../../../fixtures/demo/yellow_pages.csv")),
    ("association_members.csv", include_bytes!("../../../fixtures/demo/association_members.csv")),
    ("parts_invoices.csv", include_bytes!("../../../fixtures/demo/parts_invoices.csv")),
    ("staff.csv", include_bytes!("../../../fixtures/demo/staff.csv")),
];

/// One command with what is said before it.
struct Scene {
    title: fn(Lang) -> String,
    commands: &'static [&'static [&'static str]],
}

const SCENES: &[Scene] = &[
    Scene {
        title: text::demo_start,
        commands: &[
            &["init", "--time-zone", "Asia/Shanghai"],
            &["shop", "add", "城南店", "--city", "杭州"],
            &["staff", "import", "staff.csv"],
        ],
    },
    Scene {
        title: text::demo_lists,
        commands: &[
            &["import", "yellow_pages.csv", "--source", "yellow-pages", "--fail-on", "none"],
            &[
                "import",
                "association_members.csv",
                "--source",
                "association",
                "--asked",
                "商会秘书处",
            ],
            &["import", "parts_invoices.csv", "--source", "parts-invoices"],
            &["batch", "list"],
        ],
    },
    Scene {
        title: text::demo_review,
        commands: &[&["review"], &["review", "accept", "B2:15"], &["review", "separate", "B2:12"]],
    },
    Scene {
        title: text::demo_assign,
        commands: &[
            &["list", "多达"],
            &["assign", "--to", "李娜", "--where", "model:拓川 owner:"],
            &["assign", "--to", "王芳", "--where", "purchases>=3 owner:"],
        ],
    },
    Scene {
        title: text::demo_grade,
        commands: &[
            &[
                "deal",
                "edit",
                "多达",
                "--version",
                "2.0L",
                "--colour",
                "白",
                "--payment",
                "cash",
                "--confidence",
                "yes",
                "--need",
                "yes",
                "--power",
                "yes",
            ],
            &["log", "多达", "call", "--note", "要五台，路况差，下周面谈", "--next", "2026-03-05"],
            &["grade", "--all"],
            &["grade", "多达", "--explain"],
        ],
    },
    Scene {
        title: text::demo_agenda,
        commands: &[
            &["--as", "李娜", "agenda"],
            &["--as", "王芳", "agenda", "--day", "2026-03-03"],
        ],
    },
    Scene {
        title: text::demo_stage,
        commands: &[
            &[
                "stage",
                "多达",
                "contacted",
                "--evidence",
                "张志强接了电话，同意见面",
                "--source",
                "customer",
            ],
            &["show", "多达"],
        ],
    },
];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &DemoArgs) -> CliResult {
    let temporary = tempfile::tempdir()?;
    let folder = match &args.keep {
        Some(folder) => new_folder(&ctx.path(folder))?,
        None => temporary.path().to_owned(),
    };
    for (name, content) in LISTS {
        std::fs::write(folder.join(name), content)?;
    }
    let lang = ctx.ui.lang;
    for scene in SCENES {
        ctx.ui.line("")?;
        ctx.ui.heading(&(scene.title)(lang))?;
        for command in scene.commands {
            ctx.ui.line("")?;
            ctx.ui.prompt(&typed(command))?;
            let (code, output) = play(ctx, &folder, command)?;
            ctx.ui.raw(&output)?;
            if code > 1 {
                let command = typed(command);
                return Err(CliError::new(crate::cli::error::Kind::Bug, move |lang| {
                    text::demo_failed(lang, &command, code)
                }));
            }
        }
    }
    ctx.ui.line("")?;
    match &args.keep {
        Some(folder) => ctx.ui.line(&text::demo_kept(lang, folder.display()))?,
        None => ctx.ui.line(&text::demo_end(lang))?,
    }
    Ok(Exit::Done)
}

fn new_folder(folder: &Path) -> Result<std::path::PathBuf, CliError> {
    if folder.exists() {
        let folder = folder.display().to_string();
        return Err(CliError::refused(move |lang| text::demo_folder_there(lang, &folder)));
    }
    std::fs::create_dir_all(folder)?;
    Ok(folder.to_owned())
}

/// Runs one command in this process and returns its exit code and all that it printed.
fn play(ctx: &Ctx<'_>, folder: &Path, command: &[&str]) -> Result<(u8, Vec<u8>), CliError> {
    let mut args = vec!["kam".into()];
    args.extend(command.iter().map(std::ffi::OsString::from));
    let output = std::cell::RefCell::new(Vec::new());
    let (mut out, mut err) = (Shared(&output), Shared(&output));
    let lang = ctx.ui.lang.to_string();
    let env = [("KAM_DB", "kam.db"), ("KAM_TODAY", DAY), ("KAM_LANG", &lang), ("KAM_USER", "demo")];
    let world = World {
        args,
        env: env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        folder: folder.to_owned(),
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: ctx.ui.width(),
    };
    let code = crate::cli::run(world);
    Ok((code, output.into_inner()))
}

/// One place for both streams, in the order in which they are written.
struct Shared<'a>(&'a std::cell::RefCell<Vec<u8>>);

impl Write for Shared<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn typed(command: &[&str]) -> String {
    let quoted = |word: &&str| {
        if word.contains([' ', '>', '<', '，', '；']) {
            format!("'{word}'")
        } else {
            (*word).to_owned()
        }
    };
    format!("$ kam {}", command.iter().map(quoted).collect::<Vec<_>>().join(" "))
}
