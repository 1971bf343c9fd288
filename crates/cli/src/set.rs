//! The set that scoring uses: the built-in one, or parts of it replaced by the user's files.

use std::path::PathBuf;

use clap::Args;
use vendorward::{
    Diagnostic, Reply,
    content::{FileKind, MAX_BYTES},
    set::{SOURCES, Set},
};

use crate::{exit::Stop, input, tell, words::say};

#[derive(Args)]
pub(crate) struct SetArgs {
    #[arg(long, value_name = "FILE", help = say("cli.arg.rubric"))]
    rubric: Option<PathBuf>,
    #[arg(long, value_name = "DIR", help = say("cli.arg.questionnaires"))]
    questionnaires: Option<PathBuf>,
}

/// A source file: name, kind and content.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) kind: FileKind,
    pub(crate) bytes: Vec<u8>,
}

impl SetArgs {
    /// Whether the questionnaires are the user's own.
    pub(crate) const fn has_folder(&self) -> bool {
        self.questionnaires.is_some()
    }

    /// Reads and compiles it. What a folder of questionnaires lacks, inventory or rubric, is built in.
    ///
    /// # Errors
    /// If a file cannot be read or has errors; its warnings are told.
    pub(crate) fn load(&self) -> Result<Set, Stop> {
        if self.rubric.is_none() && self.questionnaires.is_none() {
            return sound(Set::standard());
        }
        let mut files = match &self.questionnaires {
            Some(folder) => read(folder)?,
            None => Vec::new(),
        };
        if let Some(rubric) = &self.rubric {
            files.retain(|file| file.kind != FileKind::Rubric);
            files.extend(read(rubric)?);
        }
        with(&files)
    }
}

/// A set of these files. What they lack, questionnaires, inventory or rubric, is built in.
///
/// # Errors
/// If they have errors; their warnings are told.
pub(crate) fn with(files: &[Source]) -> Result<Set, Stop> {
    let has = |kind| files.iter().any(|file| file.kind == kind);
    let built_in = SOURCES
        .iter()
        .copied()
        .filter(|(name, bytes)| FileKind::of(name, bytes).is_none_or(|kind| !has(kind)));
    let given = files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.as_slice()));
    sound(Set::from_sources(built_in.chain(given)))
}

/// Reads a file, or every source in a folder.
///
/// # Errors
/// If one cannot be read, or is of no kind that is known.
pub(crate) fn read(path: &std::path::Path) -> Result<Vec<Source>, Diagnostic> {
    let mut files = Vec::new();
    for path in input::sources(path)? {
        let bytes = input::read(&path, MAX_BYTES)?;
        let name = input::name(&path);
        let Some(kind) = FileKind::of(&name, &bytes) else {
            return Err(Diagnostic::error(
                "unknown-file-type",
                "this is neither `.md` nor `.toml`",
            )
            .help("questionnaires are Markdown, rubrics and control inventories are TOML")
            .source(name));
        };
        files.push(Source { name, kind, bytes });
    }
    if files.is_empty() {
        let problem = Diagnostic::error("nothing-there", "there is no `.md` and no `.toml` file");
        return Err(problem.source(input::name(path)));
    }
    Ok(files)
}

fn sound(reply: Reply<Set>) -> Result<Set, Stop> {
    match reply.value {
        Some(set) => {
            tell::problems(&reply.diagnostics, tell::SOME);
            Ok(set)
        }
        None => Err(Stop(reply.diagnostics)),
    }
}
