//! One request, one answer.

use std::fs::File;
use std::path::{Path, PathBuf};

use tiny_http::{Header, Method, Request, Response, StatusCode};

use crate::path::{BadPath, file_under, site_path};
use crate::{Site, mime};

/// What to send: a status, headers and perhaps a file.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Option<PathBuf>,
}

/// Answers a request. A client that goes away while it is answered is no fault of the site.
pub(crate) fn answer(site: &Site, request: Request) {
    let answer = decide(site, &request);
    let headers = answer
        .headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok())
        .collect();
    let status = StatusCode(answer.status);
    let sent = match answer.body.map(File::open) {
        Some(Ok(file)) => {
            let size = file
                .metadata()
                .ok()
                .and_then(|data| usize::try_from(data.len()).ok());
            // Above the threshold tiny_http would use chunks; a known length is always better.
            let response =
                Response::new(status, headers, file, size, None).with_chunked_threshold(usize::MAX);
            request.respond(response)
        }
        Some(Err(_)) => request.respond(Response::empty(404)),
        None => request.respond(Response::new(
            status,
            headers,
            std::io::empty(),
            Some(0),
            None,
        )),
    };
    drop(sent);
}

fn decide(site: &Site, request: &Request) -> Answer {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    if !matches!(request.method(), Method::Get | Method::Head) {
        let headers = vec![header("Allow", "GET, HEAD")];
        return Answer {
            status: 405,
            headers,
            body: None,
        };
    }
    let path = match site_path(request.url(), &site.prefix) {
        Ok(path) => path,
        Err(BadPath::Malformed) => {
            return Answer {
                status: 400,
                headers: vec![],
                body: None,
            };
        }
        Err(BadPath::Outside) => {
            return Answer {
                status: 404,
                headers: vec![],
                body: None,
            };
        }
    };
    if let Some(file) = file_under(&site.dist, &path) {
        return file_answer(site, request, 200, &path, file);
    }
    if file_under(&site.dist, &format!("{path}/")).is_some() {
        // Static hosts send a folder without its slash on, or relative addresses would break. The
        // name is repeated as it was sent, still escaped.
        let (raw, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
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
        None => Answer {
            status: 404,
            headers: vec![],
            body: None,
        },
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
    request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Accept-Encoding"))
        .flat_map(|header| header.value.as_str().split(','))
        .any(|coding| {
            coding
                .split(';')
                .next()
                .is_some_and(|name| name.trim() == "br")
        })
}
