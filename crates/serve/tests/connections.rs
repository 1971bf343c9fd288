//! Connections that are kept open do not hold up others.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use vendorward_serve::{Options, Server};

fn site(name: &str) -> PathBuf {
    let dist = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("index.html"), "hello").unwrap();
    std::fs::write(
        dist.join("_headers"),
        "/*\n  X-Content-Type-Options: nosniff\n",
    )
    .unwrap();
    dist
}

fn start(dist: PathBuf) -> SocketAddr {
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let prefix = "/".to_owned();
    let server = Server::bind(&Options {
        dist,
        address,
        prefix,
    })
    .unwrap();
    let url = server.url();
    std::thread::spawn(move || server.run());
    url.trim_start_matches("http://")
        .trim_end_matches('/')
        .parse()
        .unwrap()
}

fn connect(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
}

/// Sends a request and reads its whole answer.
fn ask(stream: &mut TcpStream, request: &str, end: &str) -> String {
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    while !answer.ends_with(end) {
        let mut bytes = [0; 1024];
        let n = stream.read(&mut bytes).expect("an answer in time");
        assert!(n > 0, "closed after {answer:?}");
        answer.push_str(std::str::from_utf8(&bytes[..n]).unwrap());
    }
    answer
}

#[test]
fn kept_connections_leave_room_for_others() {
    let dist = site("vendorward-serve-kept");
    let to = start(dist.clone());
    // A browser opens several at once, asks on each, and keeps them all.
    for _ in 0..20 {
        let mut all: Vec<TcpStream> = (0..12).map(|_| connect(to)).collect();
        for stream in &mut all {
            for _ in 0..2 {
                let answer = ask(stream, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "hello");
                assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
                assert!(
                    answer.contains("X-Content-Type-Options: nosniff\r\n"),
                    "{answer}"
                );
                assert!(answer.contains("Content-Length: 5\r\n"), "{answer}");
            }
        }
    }
    std::fs::remove_dir_all(dist).unwrap();
}

#[test]
fn a_head_has_no_body_and_a_body_ends_the_connection() {
    let dist = site("vendorward-serve-head");
    let to = start(dist.clone());
    let mut stream = connect(to);
    let head = ask(&mut stream, "HEAD / HTTP/1.1\r\n\r\n", "\r\n\r\n");
    assert!(head.contains("Content-Length: 5\r\n"), "{head}");
    let refused = ask(
        &mut stream,
        "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
        "\r\n\r\n",
    );
    assert!(refused.starts_with("HTTP/1.1 405 "), "{refused}");
    assert!(refused.contains("Connection: close\r\n"), "{refused}");
    assert_eq!(stream.read(&mut [0; 8]).unwrap(), 0, "closed");
    let mut other = connect(to);
    let bad = ask(&mut other, "no request\r\n\r\n", "\r\n\r\n");
    assert!(bad.starts_with("HTTP/1.1 400 "), "{bad}");
    std::fs::remove_dir_all(dist).unwrap();
}
