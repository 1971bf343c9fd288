//! Files: read whole, within a limit, and named in every problem.

use std::{
    fs::File,
    io::{self, ErrorKind, Read, stdin},
    path::{Path, PathBuf},
};

use vendorward::Diagnostic;

const MIB: u64 = 1 << 20;

/// Reads a file of at most `most` bytes; `-` is standard input.
///
/// # Errors
/// If it is missing, a folder, larger, or cannot be read.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>, Diagnostic> {
    let most = most as u64;
    let name = name(path);
    let fault = |error: io::Error| cannot_read(&error).source(&name);
    if path == Path::new("-") {
        return limited(stdin().lock(), most, &name);
    }
    let file = File::open(path).map_err(fault)?;
    let about = file.metadata().map_err(fault)?;
    if about.is_dir() {
        let problem = Diagnostic::error("cannot-read", "this is a folder, a file was expected");
        return Err(problem.source(name));
    }
    if about.len() > most {
        let message = format!(
            "the file has {} MiB; at most {} MiB are read",
            about.len().div_ceil(MIB),
            most / MIB
        );
        return Err(Diagnostic::error("too-large", message).source(name));
    }
    limited(file, most, &name)
}

/// The name of an input in problems.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new("-") {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Reads to the end, unless that is farther than `most` bytes.
fn limited(input: impl Read, most: u64, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    input
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| cannot_read(&error).source(name))?;
    if bytes.len() as u64 > most {
        let message = format!("the input has more than {} MiB", most / MIB);
        return Err(Diagnostic::error("too-large", message).source(name));
    }
    Ok(bytes)
}

fn cannot_read(error: &io::Error) -> Diagnostic {
    let message = match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "this file may not be read".to_owned(),
        ErrorKind::IsADirectory => "this is a folder, a file was expected".to_owned(),
        _ => format!("this file cannot be read: {error}"),
    };
    Diagnostic::error("cannot-read", message)
}

/// Questionnaires, inventories and rubrics under a path, sorted; the path itself if it is a file.
/// `README.md` is for people, and hidden folders are passed over.
///
/// # Errors
/// If a folder cannot be listed.
pub(crate) fn sources(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    walk(path, &mut found)
        .map_err(|error| cannot_read(&error).source(path.display().to_string()))?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in folder.read_dir()? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            if !name.starts_with('.') {
                walk(&path, found)?;
            }
            continue;
        }
        let kind = path.extension().and_then(|extension| extension.to_str());
        if matches!(kind, Some("md" | "toml")) && !name.eq_ignore_ascii_case("README.md") {
            found.push(path);
        }
    }
    Ok(())
}
