//! The built site on this machine, with the headers it is hosted with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Result, anyhow};
use clap::Args;
use vendorward_serve::{Error, Server};

use crate::site;

#[derive(Debug, Clone, Args)]
#[group(skip)]
pub(crate) struct Options {
    #[command(flatten)]
    build: site::Options,
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Serve what is there
    #[arg(long)]
    no_build: bool,
    /// Folder of the host under which the site appears
    #[arg(long, default_value = "/", value_name = "PATH")]
    prefix: String,
}

/// Builds and serves until it is stopped.
pub(crate) fn run(root: &Path, options: &Options) -> Result<()> {
    if !options.no_build {
        site::build(root, &options.build)?;
    }
    let server = Server::bind(&vendorward_serve::Options {
        dist: root.join(&options.build.out),
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, options.port)),
        prefix: options.prefix.clone(),
    })
    .map_err(|why| {
        let help = match why {
            Error::Bind(..) => "\nhelp: take another port: --port 8081",
            Error::NotASite(..) => "\nhelp: leave --no-build out, or run `cargo xtask build` first",
            Error::Rules(_) | Error::Prefix(_) => "",
        };
        anyhow!("{why}{help}")
    })?;
    let url = server.url();
    println!("Site    {url}");
    println!("Sample  {url}?sample");
    println!("Ctrl-C stops it.");
    server.run();
    Ok(())
}
