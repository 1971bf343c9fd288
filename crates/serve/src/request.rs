//! The head of a request, as far as a static site needs it.

use std::io::{self, BufRead, Read as _};

/// Longest head that is read, in bytes. Browsers send under two thousand.
const MOST_BYTES: u64 = 16 * 1024;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    /// The headers alone.
    Head,
    /// Anything that a static site does not do.
    Other,
}

/// A request without its body: no method that is answered has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Path and query as sent.
    pub(crate) target: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    /// Whether another request may follow on the same connection.
    pub(crate) keeps: bool,
}

/// Why there is no request to answer.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It is none; the status says why.
    Bad(u16),
    /// The connection is gone.
    Gone,
}

impl From<io::Error> for Refused {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

impl Request {
    /// Reads the next request of a connection.
    ///
    /// # Errors
    /// When the connection ends, or sends what is no request.
    pub(crate) fn read(from: &mut impl BufRead) -> Result<Self, Refused> {
        let mut head = from.by_ref().take(MOST_BYTES);
        let mut first = line(&mut head)?;
        if first.is_empty() {
            // A blank line before a request is let pass (RFC 9112, 2.2).
            first = line(&mut head)?;
        }
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(Refused::Bad(400));
        };
        if target.is_empty() || !version.starts_with("HTTP/1.") {
            return Err(Refused::Bad(400));
        }
        let mut request = Self {
            method: match method {
                "GET" => Method::Get,
                "HEAD" => Method::Head,
                _ => Method::Other,
            },
            target: target.to_owned(),
            headers: Vec::new(),
            keeps: version == "HTTP/1.1",
        };
        loop {
            let line = line(&mut head)?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').ok_or(Refused::Bad(400))?;
            let header = (name.to_ascii_lowercase(), value.trim().to_owned());
            request.headers.push(header);
        }
        // What follows a body is not looked for: the connection ends with the answer.
        let closes = |word: &str| word.trim().eq_ignore_ascii_case("close");
        if request.has_body() || request.values("connection").any(closes) {
            request.keeps = false;
        }
        Ok(request)
    }

    /// Whether a body follows.
    pub(crate) fn has_body(&self) -> bool {
        self.values("transfer-encoding").next().is_some()
            || self
                .values("content-length")
                .any(|length| length.trim() != "0")
    }

    /// The values of a header, which may be several with commas between. `name` is in lower case.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known == name)
            .flat_map(|(_, value)| value.split(','))
    }
}

/// A line without its end.
fn line(head: &mut impl BufRead) -> Result<String, Refused> {
    let mut bytes = Vec::new();
    head.read_until(b'\n', &mut bytes)?;
    match bytes.pop() {
        Some(b'\n') => {}
        // Nothing more came, or the head is longer than any that is read.
        None => return Err(Refused::Gone),
        Some(_) => return Err(Refused::Bad(431)),
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    let text = String::from_utf8(bytes).map_err(|_| Refused::Bad(400))?;
    if text.chars().any(|c| c.is_control() && c != '\t') {
        return Err(Refused::Bad(400));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Request, Refused> {
        Request::read(&mut text.as_bytes())
    }

    #[test]
    fn reads_one_request_after_another() {
        let mut both =
            "GET /a?b HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\nHEAD / HTTP/1.0\n\n"
                .as_bytes();
        let first = Request::read(&mut both).unwrap();
        assert_eq!(
            (first.method, first.target.as_str(), first.keeps),
            (Method::Get, "/a?b", true)
        );
        let values: Vec<_> = first.values("accept-encoding").map(str::trim).collect();
        assert_eq!(values, ["gzip", "br"]);
        let second = Request::read(&mut both).unwrap();
        assert_eq!((second.method, second.keeps), (Method::Head, false));
        assert!(matches!(Request::read(&mut both), Err(Refused::Gone)));
    }

    #[test]
    fn a_body_or_the_word_close_ends_the_connection() {
        for header in [
            "Content-Length: 3",
            "Transfer-Encoding: chunked",
            "Connection: keep-alive, Close",
        ] {
            assert!(
                !read(&format!("POST / HTTP/1.1\r\n{header}\r\n\r\n"))
                    .unwrap()
                    .keeps,
                "{header}"
            );
        }
        assert!(
            read("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
                .unwrap()
                .keeps
        );
    }

    #[test]
    fn refuses_what_is_no_request() {
        for bad in [
            "GET /\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET / HTTP/2\r\n\r\n",
            "GET /\u{1} HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        ] {
            assert!(matches!(read(bad), Err(Refused::Bad(400))), "{bad:?}");
        }
        let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(20_000));
        assert!(matches!(read(&long), Err(Refused::Bad(431))));
        assert!(matches!(
            read("GET / HT"),
            Err(Refused::Bad(431) | Refused::Gone)
        ));
    }
}
