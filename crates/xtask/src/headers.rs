//! The security headers of the site, in the words of each host.
//!
//! One list, so that what the tests run under is what a host sends.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::json;

/// Names of the Trusted Types policies that the site creates itself. Workers will need one; until
/// then no policy may be created at all.
const TRUSTED_TYPES_POLICIES: &[&str] = &[];

/// How long a file whose name holds its hash may be kept: a year, the most that is honoured.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// Folder whose file names hold hashes.
const HASHED: &str = "assets";

/// The paths in host files are those of a site at the top of its host.
const IN_A_FOLDER: &str = "For a site in a folder of its host, put the folder before each path.";

/// Directives that a `meta` element may state.
const DIRECTIVES: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("form-action", "'none'"),
    ("base-uri", "'none'"),
];

/// Directives that browsers take from a header only; in a `meta` element they are an error.
const HEADER_ONLY: &[(&str, &str)] = &[("frame-ancestors", "'none'")];

/// Headers beside the content security policy.
const OTHERS: &[(&str, &str)] = &[
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
];

fn policy(parts: &[&[(&str, &str)]]) -> String {
    let names = if TRUSTED_TYPES_POLICIES.is_empty() {
        "'none'".to_owned()
    } else {
        TRUSTED_TYPES_POLICIES.join(" ")
    };
    let mut directives: Vec<String> = parts
        .iter()
        .flat_map(|part| part.iter())
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    directives.push("require-trusted-types-for 'script'".to_owned());
    directives.push(format!("trusted-types {names}"));
    directives.join("; ")
}

/// The content security policy as a header.
pub(crate) fn csp() -> String {
    policy(&[DIRECTIVES, HEADER_ONLY])
}

/// The floor for hosts that send no headers of ours: what a `meta` element may say.
pub(crate) fn csp_for_meta() -> String {
    policy(&[DIRECTIVES])
}

fn all() -> Vec<(&'static str, String)> {
    let mut headers = vec![("Content-Security-Policy", csp())];
    headers.extend(
        OTHERS
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    headers
}

/// `_headers` of Netlify and Cloudflare Pages. Both join a header that two rules give, so each is
/// given once; both keep pages no longer than they are fresh by themselves.
pub(crate) fn netlify() -> String {
    let mut text = format!("# {IN_A_FOLDER}\n/*\n");
    for (name, value) in all() {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = writeln!(text, "/{HASHED}/*\n  Cache-Control: {FOREVER}");
    text
}

/// Part of an nginx `server` block.
pub(crate) fn nginx() -> String {
    // A location with one `add_header` of its own inherits none: each repeats them all.
    let mut shared = String::new();
    for (name, value) in all() {
        let _ = writeln!(shared, "    add_header {name} \"{value}\" always;");
    }
    format!(
        "# Inside `server {{ }}`, after `root /path/to/dist;`. Serve over HTTPS.\n\
         # {IN_A_FOLDER}\n\
         # nginx before 1.21 has no type for .wasm: add `application/wasm wasm;` to mime.types.\n\
         charset utf-8;\n\
         index index.html;\n\
         error_page 404 /404.html;\n\
         # With the ngx_brotli module: brotli_static on;\n\n\
         location / {{\n    try_files $uri $uri/ =404;\n{shared}    add_header Cache-Control \"no-cache\" always;\n}}\n\n\
         location /{HASHED}/ {{\n    try_files $uri =404;\n{shared}    add_header Cache-Control \"{FOREVER}\";\n}}\n"
    )
}

/// A Caddyfile site.
pub(crate) fn caddy() -> String {
    let mut text = format!(
        "# caddy run --config Caddyfile, in the folder that holds `dist`.\n\
         # {IN_A_FOLDER}\n\
         vendorward.example {{\n\troot * dist\n\tfile_server {{\n\t\tprecompressed br\n\t}}\n\theader {{\n",
    );
    for (name, value) in all() {
        let _ = writeln!(text, "\t\t{name} \"{value}\"");
    }
    let _ = write!(
        text,
        "\t}}\n\t@pages not path /{HASHED}/*\n\theader @pages Cache-Control \"no-cache\"\n\
         \theader /{HASHED}/* Cache-Control \"{FOREVER}\"\n\
         \thandle_errors {{\n\t\t@missing expression `{{err.status_code}} == 404`\n\
         \t\trewrite @missing /404.html\n\t\tfile_server\n\t}}\n}}\n"
    );
    text
}

/// A CloudFront response headers policy, as the command line tool of that host reads it.
pub(crate) fn cloudfront() -> Result<String> {
    let custom = [
        "Cross-Origin-Embedder-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
    ];
    let items: Vec<_> = OTHERS
        .iter()
        .filter(|(name, _)| custom.contains(name))
        .map(|(name, value)| json!({"Header": name, "Value": value, "Override": true}))
        .collect();
    let policy = json!({
        "Name": "vendorward",
        "Comment": "The headers of _headers, for a distribution that serves dist",
        "SecurityHeadersConfig": {
            "ContentSecurityPolicy": {"Override": true, "ContentSecurityPolicy": csp()},
            "ContentTypeOptions": {"Override": true},
            "FrameOptions": {"Override": true, "FrameOption": "DENY"},
            "ReferrerPolicy": {"Override": true, "ReferrerPolicy": "no-referrer"},
        },
        "CustomHeadersConfig": {"Quantity": items.len(), "Items": items},
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&policy)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendorward_serve::Rules;

    #[test]
    fn the_policy_word_for_word() {
        assert_eq!(
            csp(),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
             manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        );
        assert_eq!(
            csp_for_meta(),
            csp().replace(" frame-ancestors 'none';", "")
        );
        assert!(!csp().contains('"'), "quoted in HTML, nginx and Caddy");
    }

    #[test]
    fn the_server_reads_what_the_hosts_read() {
        let rules = Rules::parse(&netlify()).unwrap();
        let expected: Vec<(String, String)> = all()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        assert_eq!(rules.headers_for("/result/"), expected);
        let mut hashed = expected;
        hashed.push(("Cache-Control".into(), FOREVER.into()));
        assert_eq!(rules.headers_for("/assets/app.0.js"), hashed);
    }

    #[test]
    fn within_the_limits_of_the_hosts() {
        let text = netlify();
        assert!(
            text.lines().all(|line| line.len() <= 2_000),
            "Cloudflare Pages: 2,000 characters a line"
        );
        assert!(
            text.lines().filter(|line| line.starts_with('/')).count() <= 100,
            "and 100 rules"
        );
    }

    #[test]
    fn every_host_sends_every_header() {
        let (nginx, caddy, cloudfront) = (nginx(), caddy(), cloudfront().unwrap());
        for (name, value) in all() {
            assert_eq!(
                nginx
                    .matches(&format!("add_header {name} \"{value}\""))
                    .count(),
                2,
                "{name}"
            );
            assert!(caddy.contains(&format!("{name} \"{value}\"")), "{name}");
            // Two names stand for themselves there: ContentTypeOptions and FrameOptions.
            let own = ["X-Content-Type-Options"].contains(&name);
            assert!(own || cloudfront.contains(&value), "{name}");
        }
        let policy: serde_json::Value = serde_json::from_str(&cloudfront).unwrap();
        assert_eq!(policy["CustomHeadersConfig"]["Quantity"], 4);
    }
}
