//! From the target of a request to a file, without ever leaving the site's folder.

use std::path::{Component, Path, PathBuf};

/// Why a request's target names no file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPath {
    /// Not something a browser sends for this site: a bad escape, a climb, a backslash, a NUL.
    Malformed,
    /// Well-formed, but outside the folder the site is served under.
    Outside,
}

/// Whether `prefix` is `/` or `/plain/folders/`.
pub(crate) fn is_prefix(prefix: &str) -> bool {
    let Some(rest) = prefix.strip_prefix('/') else {
        return false;
    };
    rest.is_empty()
        || rest.strip_suffix('/').is_some_and(|folders| {
            folders.split('/').all(|name| {
                !name.is_empty()
                    && name != "."
                    && name != ".."
                    && name
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            })
        })
}

/// The path inside the site (it starts with `/`) that a request target asks for: the query is cut,
/// escapes are decoded once, the prefix is taken off.
///
/// # Errors
/// When the target is malformed or outside the prefix.
pub fn site_path(target: &str, prefix: &str) -> Result<String, BadPath> {
    let target = target.split(['?', '#']).next().unwrap_or(target);
    let decoded = decode(target).ok_or(BadPath::Malformed)?;
    let inside = decoded.strip_prefix(prefix).ok_or(BadPath::Outside)?;
    let bad = |part: &str| part == ".." || part == ".";
    if decoded.contains(['\\', '\0', ':']) || inside.starts_with('/') || inside.split('/').any(bad)
    {
        return Err(BadPath::Malformed);
    }
    Ok(format!("/{inside}"))
}

/// The regular file that a site path names; a path that ends in `/` names its `index.html`. None
/// when there is no such file, or when a link leads out of `dist`, which must be canonical.
#[must_use]
pub fn file_under(dist: &Path, site_path: &str) -> Option<PathBuf> {
    let mut file = dist.to_path_buf();
    let relative = Path::new(site_path.strip_prefix('/')?);
    for part in relative.components() {
        // Whatever the platform takes for a drive, a root or a climb is refused here as well.
        let Component::Normal(name) = part else {
            return None;
        };
        file.push(name);
    }
    if site_path.ends_with('/') {
        file.push("index.html");
    }
    let real = file.canonicalize().ok()?;
    (real.starts_with(dist) && real.is_file()).then_some(real)
}

/// Percent-decoding to UTF-8; none for a cut or non-hexadecimal escape.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_prefix_and_query() {
        assert_eq!(site_path("/", "/"), Ok("/".into()));
        assert_eq!(site_path("/?sample=1", "/"), Ok("/".into()));
        assert_eq!(site_path("/a%20b.txt#x", "/"), Ok("/a b.txt".into()));
        assert_eq!(
            site_path("/some/folder/result/?a=/../", "/some/folder/"),
            Ok("/result/".into())
        );
        assert_eq!(
            site_path("/result/", "/some/folder/"),
            Err(BadPath::Outside)
        );
        assert_eq!(
            site_path("/some/folder", "/some/folder/"),
            Err(BadPath::Outside)
        );
    }

    #[test]
    fn refuses_every_climb() {
        for target in [
            "/../etc/passwd",
            "/a/../../etc/passwd",
            "/%2e%2e/etc/passwd",
            "/..%2fetc/passwd",
            "/%2e%2e%2fetc%2fpasswd",
            "/a\\..\\b",
            "/%5c..%5cetc",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/a%00.html",
            "/c:/windows",
            "/%zz",
            "/%2",
            "/%ff",
            "/./x",
        ] {
            assert_eq!(site_path(target, "/"), Err(BadPath::Malformed), "{target}");
        }
        // Decoded once only: what is left is a plain name that no file has.
        assert_eq!(site_path("/%252e%252e/x", "/"), Ok("/%2e%2e/x".into()));
    }

    #[test]
    fn prefixes() {
        for good in ["/", "/a/", "/some/folder/", "/v1.2_x-y/"] {
            assert!(is_prefix(good), "{good}");
        }
        for bad in ["", "a", "/a", "a/", "//", "/a//b/", "/../", "/a b/", "/a?/"] {
            assert!(!is_prefix(bad), "{bad}");
        }
    }

    #[test]
    fn serves_files_of_the_folder_only() {
        let home = std::env::temp_dir().join(format!("vendorward-serve-{}", std::process::id()));
        let dist = home.join("dist");
        std::fs::create_dir_all(dist.join("result")).unwrap();
        std::fs::write(home.join("secret.txt"), "x").unwrap();
        std::fs::write(dist.join("result/index.html"), "x").unwrap();
        let dist = dist.canonicalize().unwrap();
        assert!(file_under(&dist, "/result/").is_some());
        assert!(file_under(&dist, "/result/index.html").is_some());
        assert!(
            file_under(&dist, "/result").is_none(),
            "a folder is not a file"
        );
        assert!(file_under(&dist, "/none.txt").is_none());
        assert!(file_under(&dist, "/../secret.txt").is_none());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(home.join("secret.txt"), dist.join("link.txt")).unwrap();
            assert!(file_under(&dist, "/link.txt").is_none(), "a link leads out");
        }
        std::fs::remove_dir_all(home).unwrap();
    }
}
