//! A small static server for a built site.
//!
//! It exists so that what is tested is what is hosted: it reads the site's own `_headers` file
//! (the format of Netlify and Cloudflare Pages) and sends exactly those headers. It answers `GET`
//! and `HEAD`, listens where it is told (a loopback address unless the caller says otherwise) and
//! never leaves the folder it was given. It is meant for one person and for tests, not for the
//! internet: the site is static, any web server with `hosting/` applied does that better.

mod connection;
mod mime;
mod path;
mod request;
mod respond;
mod rules;

use std::fmt;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

pub use path::{BadPath, file_under, site_path};
pub use rules::{BadRules, Rules};

/// Connections served at once, each by a thread of its own for as long as it is open: one that is kept
/// and silent must not hold up another. A browser opens at most six to one origin.
const MOST_CONNECTIONS: usize = 256;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds `index.html` and `_headers`.
    pub dist: PathBuf,
    /// Where to listen; port 0 takes any free port.
    pub address: SocketAddr,
    /// The folder of the host under which the site appears: `/` or `/some/folder/`.
    pub prefix: String,
}

/// Why a site cannot be served.
#[derive(Debug)]
pub enum Error {
    /// The folder is not a built site: the named file is missing or unreadable.
    NotASite(PathBuf, std::io::Error),
    /// `_headers` cannot be read as header rules.
    Rules(BadRules),
    /// `prefix` is not an absolute folder such as `/some/folder/`.
    Prefix(String),
    /// The address is taken or not ours.
    Bind(SocketAddr, String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASite(file, why) => {
                write!(
                    f,
                    "not a built site: cannot read `{}`: {why}",
                    file.display()
                )
            }
            Self::Rules(why) => write!(f, "`_headers` {why}"),
            Self::Prefix(given) => {
                write!(
                    f,
                    "prefix `{given}` must start and end with `/` and hold plain folder names"
                )
            }
            Self::Bind(address, why) => write!(f, "cannot listen on `{address}`: {why}"),
        }
    }
}

impl std::error::Error for Error {}

/// A server that already listens, so that its address is known before the first request.
pub struct Server {
    listener: TcpListener,
    site: Arc<Site>,
    address: SocketAddr,
}

/// What every answer depends on.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) dist: PathBuf,
    pub(crate) prefix: String,
    pub(crate) rules: Rules,
}

impl Server {
    /// Starts to listen.
    ///
    /// # Errors
    /// When the folder is not a built site, its `_headers` cannot be read, the prefix is not a
    /// folder, or the address is not free.
    pub fn bind(options: &Options) -> Result<Self, Error> {
        let site = Arc::new(Site::open(&options.dist, &options.prefix)?);
        let listener = TcpListener::bind(options.address)
            .map_err(|why| Error::Bind(options.address, why.to_string()))?;
        let address = listener.local_addr().unwrap_or(options.address);
        Ok(Self {
            listener,
            site,
            address,
        })
    }

    /// The site's address in a browser, ending in `/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.site.prefix)
    }

    /// Answers requests until the process ends.
    pub fn run(&self) {
        let open = Arc::new(AtomicUsize::new(0));
        for stream in self.listener.incoming() {
            let Ok(stream) = stream else {
                // Out of handles, most likely: some are freed as connections end.
                std::thread::sleep(Duration::from_millis(20));
                continue;
            };
            if open.fetch_add(1, Ordering::Relaxed) >= MOST_CONNECTIONS {
                open.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let (site, open) = (self.site.clone(), open.clone());
            std::thread::spawn(move || {
                connection::serve(&site, &stream);
                open.fetch_sub(1, Ordering::Relaxed);
            });
        }
    }
}

impl Site {
    fn open(dist: &Path, prefix: &str) -> Result<Self, Error> {
        let index = dist.join("index.html");
        std::fs::metadata(&index).map_err(|why| Error::NotASite(index, why))?;
        let headers = dist.join("_headers");
        let text =
            std::fs::read_to_string(&headers).map_err(|why| Error::NotASite(headers, why))?;
        let dist = dist
            .canonicalize()
            .map_err(|why| Error::NotASite(dist.to_path_buf(), why))?;
        if !path::is_prefix(prefix) {
            return Err(Error::Prefix(prefix.to_owned()));
        }
        let rules = Rules::parse(&text).map_err(Error::Rules)?;
        Ok(Self {
            dist,
            prefix: prefix.to_owned(),
            rules,
        })
    }
}
