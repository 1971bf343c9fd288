//! The npm package: one module, one set of declarations, two ways in.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::bindgen::{self, Recipe};
use crate::tools;

/// Where the package is built, under the source tree.
pub(crate) const FOLDER: &str = "dist-npm";

/// How Node loads the module: from the disk and at once, so that nothing has to be awaited there.
/// Calling the default export, as a browser must, does no harm.
const NODE_ENTRY: &str = "\
// Loads the module from beside this file, at once.
import { readFileSync } from \"node:fs\";
import { initSync } from \"./vendorward.js\";

initSync({ module: readFileSync(new URL(\"./vendorward_bg.wasm\", import.meta.url)) });

export * from \"./vendorward.js\";
export { default } from \"./vendorward.js\";
";

/// The package's description of itself. Written by hand: in `exports` the first name that fits is
/// taken, so the order matters.
fn package() -> String {
    format!(
        r#"{{
  "name": "vendorward",
  "version": "{}",
  "description": "Scores a vendor that handles ePHI: answers, BAA and SOC 2 metadata in, result out.",
  "license": "{}",
  "type": "module",
  "exports": {{
    ".": {{
      "types": "./vendorward.d.ts",
      "node": "./node.js",
      "default": "./vendorward.js"
    }},
    "./vendorward_bg.wasm": "./vendorward_bg.wasm"
  }},
  "types": "./vendorward.d.ts",
  "sideEffects": ["./node.js"],
  "files": ["*.js", "*.d.ts", "*.wasm"]
}}
"#,
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_LICENSE")
    )
}

/// Builds the package into `dist-npm`.
pub(crate) fn build(root: &Path) -> Result<()> {
    let recipe = Recipe {
        package: "vendorward-wasm",
        artifact: "vendorward_wasm",
        profile: "wasm-fast",
        typescript: true,
    };
    let mut module = bindgen::compile(root, &recipe)?;
    if tools::node().is_some() {
        module.wasm = bindgen::optimise(root, &module.wasm, "-O3")?;
    } else {
        println!("Not optimised: wasm-opt runs on Node 20 or newer with npm, and there is none");
    }
    let folder = root.join(FOLDER);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create `{}`", folder.display()))?;
    let js = module
        .js
        .replace("vendorward_wasm_bg.wasm", "vendorward_bg.wasm");
    for (name, bytes) in [
        ("package.json", package().as_bytes()),
        ("node.js", NODE_ENTRY.as_bytes()),
        ("vendorward.js", js.as_bytes()),
        ("vendorward.d.ts", module.ts.unwrap_or_default().as_bytes()),
        ("vendorward_bg.wasm", &module.wasm),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, bytes)
            .with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    println!(
        "Built {} ({} bytes of wasm)",
        folder.display(),
        module.wasm.len()
    );
    Ok(())
}
