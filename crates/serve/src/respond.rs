//! One request, one answer.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::path::{BadPath, file_under, site_path};
use crate::request::{Method, Request};
use crate::{Site, mime};

/// What to send: a status, headers and perhaps a file.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    body: Option<PathBuf>,
}

impl Answer {
    /// A status and nothing else.
    pub(crate) const fn bare(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: None,
        }
    }

    /// Its file and the file's length in bytes; none if it has none.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub(crate) fn open(&self) -> io::Result<Option<(File, u64)>> {
        let Some(path) = &self.body else {
            return Ok(None);
        };
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Some((file, length)))
    }
}

/// What to answer to a request.
pub(crate) fn answer(site: &Site, request: &Request) -> Answer {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    if request.method == Method::Other {
        let headers = vec![header("Allow", "GET, HEAD")];
        return Answer {
            status: 405,
            headers,
            body: None,
        };
    }
    let path = match site_path(&request.target, &site.prefix) {
        Ok(path) => path,
        Err(BadPath::Malformed) => {
            return Answer::bare(400);
        }
        Err(BadPath::Outside) => {
            return Answer::bare(404);
        }
    };
    if let Some(file) = file_under(&site.dist, &path) {
        return file_answer(site, request, 200, &path, file);
    }
    if file_under(&site.dist, &format!("{path}/")).is_some() {
        // Static hosts send a folder without its slash on, or relative addresses would break. The
        // name is repeated as it was sent, still escaped.
        let (raw, query) = request
            .target
            .split_once('?')
            .unwrap_or((&request.target, ""));
        let name = raw.rsplit('/').next().unwrap_or_default();
        let mark = if query.is_empty() { "" } else { "?" };
        let to = format!("./{name}/{mark}{query}");
        return Answer {
            status: 308,
            headers: vec![header("Location", &to)],
            body: None,
        };
    }
    match file_under(&site.dist, "/404.html") {
        Some(file) => file_answer(site, request, 404, "/404.html", file),
        None => Answer::bare(404),
    }
}

fn file_answer(site: &Site, request: &Request, status: u16, path: &str, file: PathBuf) -> Answer {
    let mut headers = site.rules.headers_for(path);
    headers.push(("Content-Type".into(), mime::of(&file).into()));
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("cache-control"))
    {
        headers.push(("Cache-Control".into(), "no-cache".into()));
    }
    let packed = accepts_brotli(request)
        .then(|| with_br(&file))
        .filter(|packed| packed.is_file());
    if with_br(&file).is_file() {
        headers.push(("Vary".into(), "Accept-Encoding".into()));
    }
    if packed.is_some() {
        headers.push(("Content-Encoding".into(), "br".into()));
    }
    Answer {
        status,
        headers,
        body: Some(packed.unwrap_or(file)),
    }
}

/// The packed twin of a file: `x.js` has `x.js.br`.
fn with_br(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

fn accepts_brotli(request: &Request) -> bool {
    let named = |coding: &str| coding.split(';').next().map(str::trim) == Some("br");
    request.values("accept-encoding").any(named)
}
