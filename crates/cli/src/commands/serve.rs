//! `vendorward serve`: a built site on this machine, with the headers it is hosted with.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use vendorward::Diagnostic;
use vendorward_serve::{Error, Server};

use crate::{
    exit::{Ended, Exit},
    output,
    words::{fill, say},
};

#[derive(Args)]
pub(crate) struct Options {
    #[arg(value_name = "DIST", help = say("cli.serve.dist"))]
    dist: PathBuf,
    #[arg(long, default_value_t = 8080, help = say("cli.serve.port"))]
    port: u16,
}

pub(crate) fn run(options: &Options) -> Ended {
    let server = Server::bind(&vendorward_serve::Options {
        dist: options.dist.clone(),
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, options.port)),
        prefix: "/".to_owned(),
    })
    .map_err(|error| {
        let problem = Diagnostic::error("cannot-serve", error.to_string())
            .source(options.dist.display().to_string());
        match error {
            Error::Bind(..) => problem.help("take another port, or 0 for any free one"),
            Error::NotASite(..) => problem.help("name the folder that `cargo xtask build` made"),
            Error::Rules(_) | Error::Prefix(_) => problem,
        }
    })?;
    let line = fill("cli.serve.url", &[("url", &server.url())]);
    output::print_line(line.as_bytes())?;
    server.run();
    Ok(Exit::Done)
}
