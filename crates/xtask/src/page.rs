//! One real HTML file for every route: a static host needs no rewrite rule, and a link into the
//! site answers 200.

use anyhow::{Result, bail};
use vendorward::core::texts::{self, Language};

/// Every route that the app draws, as a folder: `""` is the first page.
pub(crate) const ROUTES: &[&str] = &[
    "",
    "engagement",
    "answers",
    "report",
    "baa",
    "result",
    "compare",
    "settings",
];

/// The route of the book of rules, which is written at build and needs no app.
pub(crate) const RULES: &str = "rules";

/// What the pages name.
pub(crate) type Values<'a> = [(&'a str, String)];

/// The path of a route's file inside the site.
pub(crate) fn file_of(route: &str) -> String {
    if route.is_empty() {
        "index.html".to_owned()
    } else {
        format!("{route}/index.html")
    }
}

/// The way from a route to the site's folder: pages use relative addresses only, so that the site
/// works in any folder of a host.
pub(crate) fn way_up(route: &str) -> String {
    if route.is_empty() {
        String::new()
    } else {
        "../".repeat(route.split('/').count())
    }
}

/// Puts the texts of the catalogue into `[[key]]` places.
pub(crate) fn speak(template: &str, language: Language) -> Result<String> {
    let mut page = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((key, after)) = after.split_once("]]") else {
            bail!("a `[[` in the template has no end");
        };
        if !texts::has(key) {
            bail!("the template asks for the text `{key}`, which the catalogue lacks");
        }
        page.push_str(before);
        page.push_str(&escape(&language.fill(key, &[])));
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

/// Puts the values into `{{name}}` places of a template, and HTML into `{{{name}}}` places.
pub(crate) fn fill(template: &str, values: &Values<'_>) -> Result<String> {
    let mut page = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            bail!("a `{{{{` in the template has no end");
        };
        let (name, raw) = name
            .strip_prefix('{')
            .map_or((name, false), |name| (name, true));
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            bail!("the template asks for `{name}`, which nothing provides");
        };
        page.push_str(before);
        match (raw, after.strip_prefix('}')) {
            (true, Some(beyond)) => {
                page.push_str(value);
                rest = beyond;
            }
            _ => {
                page.push_str(&escape(value));
                rest = after;
            }
        }
    }
    page.push_str(rest);
    Ok(page)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_and_escapes() {
        let values = [("a", "x\"><".to_owned()), ("b", "{{a}}".to_owned())];
        assert_eq!(
            fill("<p t=\"{{a}}\">{{b}}", &values).unwrap(),
            "<p t=\"x&quot;&gt;&lt;\">{{a}}"
        );
        assert_eq!(
            fill("{{{a}}}-{{a}}", &[("a", "<b>".to_owned())]).unwrap(),
            "<b>-&lt;b&gt;"
        );
        assert!(speak("[[no.such.key]]", Language::English).is_err());
        assert!(fill("{{c}}", &values).is_err());
        assert!(fill("{{a", &values).is_err());
    }

    #[test]
    fn every_route_finds_its_way_up() {
        assert_eq!(
            (file_of(""), way_up("")),
            ("index.html".into(), String::new())
        );
        assert_eq!(
            (file_of("baa"), way_up("baa")),
            ("baa/index.html".into(), "../".into())
        );
        assert_eq!(way_up("a/b"), "../../");
    }
}
