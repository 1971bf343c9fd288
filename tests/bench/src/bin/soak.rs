//! Speed and size beside other tools, in one table from one run.
fn main() {}
