//! The static site: one folder that any web server can host, in any folder of its own.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use vendorward::{
    book::{Book, Subject},
    render::{Language, book_html},
    selftest::{self, Check},
};

use crate::assets::{Asset, Dist, FirstLoad};
use crate::bindgen::{self, Module, Recipe};
use crate::{content, headers, npm, page, tools};

/// The repository's own questionnaires.
const QUESTIONNAIRES: &str = "questionnaires";

/// Most that the front page may request, packed, in bytes: 260 KB.
const FIRST_LOAD_BUDGET: usize = 260 * 1024;

/// Most that the app may have, packed, in bytes, which the front page asks for when it is wanted: a
/// ceiling to bring down, not a goal.
const APP_BUDGET: usize = 640 * 1024;

#[derive(Debug, Clone, Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Folder to write the site to
    #[arg(long, default_value = "dist", value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Compile fast and large, for work on the site
    #[arg(long)]
    pub(crate) dev: bool,
    /// Build the npm package into `dist-npm` as well
    #[arg(long)]
    pub(crate) npm: bool,
    /// Folder of the host that the "page not found" page links to
    #[arg(long, default_value = "/", value_name = "PATH")]
    pub(crate) base: String,
    /// Folder of the questionnaires, rubric and samples that the site is to offer; it scores all of
    /// them, but of the repository's own folder only the default set
    #[arg(long, default_value = QUESTIONNAIRES, value_name = "DIR")]
    pub(crate) questionnaires: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            out: PathBuf::from("dist"),
            dev: false,
            npm: false,
            base: "/".to_owned(),
            questionnaires: PathBuf::from(QUESTIONNAIRES),
        }
    }
}

/// Builds the site, and the npm package where it is asked for.
pub(crate) fn build(root: &Path, options: &Options) -> Result<()> {
    if options.npm {
        npm::build(root)?;
    }
    let (app, optimised) = app(root, options.dev)?;
    let place = root.join(&options.out);
    let mut dist = Dist::begin(&place)?;
    let (build, first_load, app_files) = write(root, &mut dist, &app, options)?;
    let load = dist.first_load(&first_load)?;
    report(&load);
    let app_bytes = dist.first_load(&app_files)?.brotli_bytes;
    println!("The app, when it is wanted: {app_bytes} bytes, of {APP_BUDGET} allowed");
    let over = load.brotli_bytes > FIRST_LOAD_BUDGET;
    let total = load.brotli_bytes;
    dist.finish(&build, optimised, load)?;
    println!("Built {} ({build})", place.display());
    if !optimised {
        println!("Size budget not checked: the module is not optimised");
    } else if over {
        bail!("the front page requests {total} bytes, packed: the budget is {FIRST_LOAD_BUDGET}");
    } else if app_bytes > APP_BUDGET {
        bail!("the app has {app_bytes} bytes, packed: the budget is {APP_BUDGET}");
    }
    Ok(())
}

/// Compiles the app; says whether it is optimised.
fn app(root: &Path, dev: bool) -> Result<(Module, bool)> {
    let profile = if dev { "dev" } else { "wasm" };
    let recipe = Recipe {
        package: "vendorward-web",
        artifact: "vendorward-web",
        profile,
        typescript: false,
    };
    let mut app = bindgen::compile(root, &recipe)?;
    if dev {
        println!("Not optimised: --dev");
        return Ok((app, false));
    }
    if tools::node().is_none() {
        println!("Not optimised: wasm-opt runs on Node 20 or newer with npm, and there is none");
        return Ok((app, false));
    }
    app.wasm = bindgen::optimise(root, &app.wasm, "-Oz")?;
    Ok((app, true))
}

/// Writes every file but the manifest; gives the build's id, the paths that the front page requests,
/// and those of the app.
fn write(
    root: &Path,
    dist: &mut Dist,
    app: &Module,
    options: &Options,
) -> Result<(String, Vec<String>, Vec<String>)> {
    let source = root.join("web/static");
    let text = |name: &str| {
        let file = source.join(name);
        std::fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))
    };
    let boot_js = text("boot.js")?;
    bindgen::check("boot.js", &boot_js)?;
    let rules_js = text("rules.js")?;
    bindgen::check("rules.js", &rules_js)?;
    let style = styles(root, text("boot.css")?)?;

    let style = dist.add_hashed("assets", "style", "css", style.as_bytes())?;
    let icon = dist.add_hashed("assets", "icon", "svg", text("icon.svg")?.as_bytes())?;
    let boot = dist.add_hashed("assets", "boot", "js", boot_js.as_bytes())?;
    let rules = dist.add_hashed("assets", "rules", "js", rules_js.as_bytes())?;
    let glue = dist.add_hashed("assets", "app", "js", app.js.as_bytes())?;
    let wasm = dist.add_hashed("assets", "app", "wasm", &app.wasm)?;
    let folder = root.join(&options.questionnaires);
    let loads = if folder == root.join(QUESTIONNAIRES) {
        content::Loads::Standard
    } else {
        content::Loads::All
    };
    let (content, shelf) = content::add(&folder, loads, dist)?;

    let build = dist.build_id();
    let template = text("index.html")?;
    let front = page::speak(&text("front.html")?, Language::English)?;
    for route in page::ROUTES {
        let up = page::way_up(route);
        // The front page is drawn already and loads the app when it is wanted; the others need it.
        let is_front = route.is_empty();
        let preload = format!(
            "<link rel=\"modulepreload\" href=\"{up}{}\" integrity=\"{}\">\n",
            glue.path, glue.integrity
        );
        let html = page::fill(
            &template,
            &[
                ("csp", headers::csp_for_meta()),
                ("title", "Vendorward".to_owned()),
                ("icon", format!("{up}{}", icon.path)),
                ("style", format!("{up}{}", style.path)),
                ("style-integrity", style.integrity.clone()),
                (
                    "front",
                    if is_front {
                        front.clone()
                    } else {
                        String::new()
                    },
                ),
                ("preload", if is_front { String::new() } else { preload }),
                ("glue-integrity", glue.integrity.clone()),
                ("glue-name", glue.name().to_owned()),
                ("boot", format!("{up}{}", boot.path)),
                ("boot-integrity", boot.integrity.clone()),
                ("wasm-name", wasm.name().to_owned()),
                ("wasm-integrity", wasm.integrity.clone()),
                ("content-integrity", content.integrity.clone()),
                ("build", build.clone()),
            ],
        )?;
        dist.add(&page::file_of(route), html.as_bytes())?;
    }
    let template = text("rules.html")?;
    let checks = selftest::selftest(&shelf.set.compiled);
    for check in checks.iter().filter(|check| !check.faults.is_empty()) {
        // The page says so, too: whoever builds with content of their own decides.
        println!("Self-test of the content, {}: {:?}", check.id, check.faults);
    }
    for language in [Language::English, Language::Pseudo] {
        let own = (&shelf, checks.as_slice());
        let html = rules_page(&template, own, language, [&icon, &style, &rules])?;
        dist.add(&rules_file(language), html.as_bytes())?;
    }
    let missing = [
        ("csp", headers::csp_for_meta()),
        ("home", options.base.clone()),
    ];
    dist.add(
        "404.html",
        page::fill(&text("404.html")?, &missing)?.as_bytes(),
    )?;

    dist.add("_headers", headers::netlify().as_bytes())?;
    dist.add("hosting/nginx.conf", headers::nginx().as_bytes())?;
    dist.add("hosting/Caddyfile", headers::caddy().as_bytes())?;
    dist.add("hosting/cloudfront.json", headers::cloudfront()?.as_bytes())?;

    let page = page::file_of("");
    let first = [&page, &style.path, &icon.path, &boot.path];
    let app = vec![glue.path.clone(), wasm.path.clone()];
    Ok((build, first.into_iter().cloned().collect(), app))
}

/// The file of the book of rules. Its page in the pseudo-language, which shows words that bypass the
/// catalogue, stands beside it under the language's tag.
fn rules_file(language: Language) -> String {
    match language {
        Language::English => page::file_of(page::RULES),
        Language::Pseudo => format!("{}/{}.html", page::RULES, language.tag()),
    }
}

/// The book of rules as a page that needs no app.
fn rules_page(
    template: &str,
    (shelf, checks): (&content::Shelf, &[Check]),
    language: Language,
    [icon, style, script]: [&Asset; 3],
) -> Result<String> {
    let subject = Subject {
        set: &shelf.set,
        others: &shelf.others,
        self_test: &selftest::tested(checks, language),
    };
    let book = Book::new(&subject, language);
    let up = page::way_up(page::RULES);
    let pseudo = Language::Pseudo.tag();
    let (query, other) = match language {
        Language::English => (String::new(), format!("{pseudo}.html")),
        Language::Pseudo => (format!("?lang={pseudo}"), String::new()),
    };
    page::fill(
        &page::speak(template, language)?,
        &[
            ("lang", language.tag().to_owned()),
            ("csp", headers::csp_for_meta()),
            (
                "title",
                language.fill("site.title", &[("page", &book.title)]),
            ),
            ("icon", format!("{up}{}", icon.path)),
            ("style", format!("{up}{}", style.path)),
            ("style-integrity", style.integrity.clone()),
            ("script", format!("{up}{}", script.path)),
            ("script-integrity", script.integrity.clone()),
            ("pseudo", other),
            ("query", query),
            ("book", book_html(&book)),
        ],
    )
}

/// One style sheet: what the page needs before the app, then `web/styles/*.css` by name.
fn styles(root: &Path, first: String) -> Result<String> {
    let mut all = first;
    for file in files(&root.join("web/styles"), "css")? {
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read `{}`", file.display()))?;
        all.push('\n');
        all.push_str(&text);
    }
    Ok(all)
}

/// The files of a folder with this extension, in order of name; none when there is no such folder.
pub(crate) fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut found = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()
        .with_context(|| format!("cannot read `{}`", folder.display()))?;
    found.retain(|file| file.is_file() && file.extension().is_some_and(|end| end == extension));
    found.sort();
    Ok(found)
}

fn report(load: &FirstLoad) {
    println!("The front page requests, packed with brotli:");
    for (path, bytes) in &load.files {
        println!("  {bytes:>8}  {path}");
    }
    println!(
        "  {:>8}  together, of {FIRST_LOAD_BUDGET} allowed",
        load.brotli_bytes
    );
}
