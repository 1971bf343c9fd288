//! One connection: requests are answered one after another until either side has had enough.

use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use crate::Site;
use crate::request::{Method, Refused, Request};
use crate::respond::{Answer, answer};

/// How long a connection may stay silent. Browsers keep theirs for minutes and open new ones freely.
const PATIENCE: Duration = Duration::from_secs(60);

/// Most of a body that nobody asked for that is read before the connection is closed, in bytes.
const DRAINED: u64 = 1 << 20;

/// Answers everything that a connection asks. A client that goes away meanwhile is no fault of the
/// site.
pub(crate) fn serve(site: &Site, stream: &TcpStream) {
    // Without these the answers are as right; only slower, or held longer.
    let _ = stream.set_read_timeout(Some(PATIENCE));
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let _ = stream.set_nodelay(true);
    let mut from = BufReader::new(stream);
    loop {
        let (answer, head_only, keeps, drains) = match Request::read(&mut from) {
            Ok(request) => {
                let head_only = request.method == Method::Head;
                (
                    answer(site, &request),
                    head_only,
                    request.keeps,
                    request.has_body(),
                )
            }
            Err(Refused::Bad(status)) => (Answer::bare(status), false, false, true),
            Err(Refused::Gone) => return,
        };
        if send(stream, answer, head_only, keeps).is_err() {
            return;
        }
        if !keeps {
            // What was sent and not read would reset the connection, and the answer with it.
            if drains && stream.shutdown(Shutdown::Write).is_ok() {
                let _ = io::copy(&mut from.take(DRAINED), &mut io::sink());
            }
            return;
        }
    }
}

fn send(mut to: &TcpStream, answer: Answer, head_only: bool, keeps: bool) -> io::Result<()> {
    let (file, length) = match answer.open() {
        Ok(Some((file, length))) => (Some(file), length),
        Ok(None) => (None, 0),
        Err(_) => return send(to, Answer::bare(404), head_only, keeps),
    };
    let mut head = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {length}\r\n"));
    if !keeps {
        head.push_str("Connection: close\r\n");
    }
    head.push_str("\r\n");
    to.write_all(head.as_bytes())?;
    if let Some(file) = file.filter(|_| !head_only) {
        // Never more than was promised, should the file grow meanwhile.
        let sent = io::copy(&mut file.take(length), &mut to)?;
        if sent < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    to.flush()
}

const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "",
    }
}
