//! From a crate to a wasm module and the JavaScript that loads it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::tools;

/// Text that must not stand in JavaScript we ship: each turns a string into code or markup, which
/// the site's policy refuses in front of the user. `innerHTML` is in the glue exactly when some view
/// is drawn from a string.
const FORBIDDEN: &[&str] = &["innerHTML", "eval(", "new Function"];

/// A module with its glue.
pub(crate) struct Module {
    /// The ES module that instantiates it.
    pub(crate) js: String,
    /// Its TypeScript declarations, if asked for.
    pub(crate) ts: Option<String>,
    /// The module itself.
    pub(crate) wasm: Vec<u8>,
}

/// What to compile.
pub(crate) struct Recipe<'a> {
    /// The cargo package.
    pub(crate) package: &'a str,
    /// The file cargo makes of it, without extension.
    pub(crate) artifact: &'a str,
    /// The cargo profile.
    pub(crate) profile: &'a str,
    /// Whether declarations are wanted.
    pub(crate) typescript: bool,
}

/// Compiles a package for browsers.
pub(crate) fn compile(root: &Path, recipe: &Recipe<'_>) -> Result<Module> {
    tools::ensure_wasm_target()?;
    println!("Compiling {} (profile {})", recipe.package, recipe.profile);
    tools::run(tools::cargo(root).args([
        "build",
        "--package",
        recipe.package,
        "--target",
        tools::WASM,
        "--profile",
        recipe.profile,
    ]))?;
    let folder = if recipe.profile == "dev" {
        "debug"
    } else {
        recipe.profile
    };
    let file = tools::target_dir(root)
        .join(tools::WASM)
        .join(folder)
        .join(format!("{}.wasm", recipe.artifact));
    let mut output = Bindgen::new()
        .input_path(&file)
        .web(true)?
        .typescript(recipe.typescript)
        .omit_default_module_path(!recipe.typescript)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot read `{}`", file.display()))?;
    let inline = output
        .snippets()
        .iter()
        .filter(|(_, texts)| !texts.is_empty())
        .map(|(name, _)| name);
    let foreign: Vec<&str> = inline
        .chain(output.local_modules().keys())
        .map(String::as_str)
        .collect();
    if !foreign.is_empty() {
        bail!(
            "{} brings JavaScript of its own (from {}): it would need a hash and a review",
            recipe.package,
            foreign.join(", ")
        );
    }
    let js = output.js().to_owned();
    check(recipe.package, &js)?;
    Ok(Module {
        js,
        ts: output.ts().map(str::to_owned),
        wasm: output.wasm_mut().emit_wasm(),
    })
}

/// Refuses JavaScript that could turn a string into code or markup.
pub(crate) fn check(name: &str, js: &str) -> Result<()> {
    for &word in FORBIDDEN {
        if js.match_indices(word).any(|(at, _)| starts_a_word(js, at)) {
            bail!(
                "the JavaScript of {name} contains `{word}`, which the content security policy refuses\n\
                 help: an element without any dynamic part is drawn through `innerHTML`: give it one, \
                 such as class={{\"x\"}}; or ask `cargo tree` which dependency brings it"
            );
        }
    }
    Ok(())
}

/// Whether what stands at `at` is not the tail of a longer name, as in `retrieval(`.
fn starts_a_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    // Glue names its imports `__wbg_set_innerHTML_…`: an underscore does not excuse.
    !before.is_some_and(char::is_alphanumeric)
}

/// Makes a module smaller (`-Oz`) or faster (`-O3`) with the pinned `wasm-opt`. It gets no feature
/// flags: it reads the module's own list, and more would make modules that older engines refuse.
pub(crate) fn optimise(root: &Path, wasm: &[u8], level: &str) -> Result<Vec<u8>> {
    let home = tools::npm_home(root);
    tools::npm_ci(&home)?;
    let folder = tools::target_dir(root).join("xtask");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create `{}`", folder.display()))?;
    let (before, after) = (folder.join("before.wasm"), folder.join("after.wasm"));
    std::fs::write(&before, wasm)
        .with_context(|| format!("cannot write `{}`", before.display()))?;
    println!("Optimising {} bytes with wasm-opt {level}", wasm.len());
    let program = home.join("node_modules/binaryen/bin/wasm-opt");
    tools::run(
        Command::new("node")
            .arg(program)
            .arg(level)
            .arg(&before)
            .arg("-o")
            .arg(&after),
    )?;
    std::fs::read(&after).with_context(|| format!("cannot read `{}`", after.display()))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn refuses_code_from_strings() {
        for bad in [
            "x.innerHTML = y",
            "__wbg_set_innerHTML_ab12: function",
            "return eval(s)",
            "getObject(a).eval(b)",
            "new Function(s)",
        ] {
            assert!(check("x", bad).is_err(), "{bad}");
        }
        for good in [
            "retrieval(x)",
            "x.textContent = y",
            "renew Function",
            "const evaluate = 1",
        ] {
            assert!(check("x", good).is_ok(), "{good}");
        }
    }
}
