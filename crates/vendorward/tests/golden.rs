//! Each sample's result, byte for byte as checked in. The same files are compared in Node and in
//! Chromium. `VENDORWARD_BLESS=1` writes them anew; look at the difference before you commit it.

use std::{fs, path::Path};

use vendorward::{api, core::Date, package, set::Set};

#[test]
fn samples_score_as_checked_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let set = Set::standard().value.expect("the default set is sound");
    let as_of = Date::parse("2026-11-22").expect("a date");
    let mut seen = 0;
    for entry in fs::read_dir(root.join("questionnaires/samples")).expect("samples") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_owned();
        let bytes = fs::read(&path).expect("readable");
        let reply = api::score(&set, &bytes, as_of);
        assert!(
            reply.diagnostics.is_empty(),
            "{}: {:?}",
            path.display(),
            reply.diagnostics
        );
        let scored = reply.value.expect("a sound package");
        let canonical = package::write(&scored.package);
        assert_eq!(
            bytes.trim_ascii_end(),
            canonical,
            "{} is canonical",
            path.display()
        );
        let golden = root.join("tests/golden").join(name);
        if std::env::var_os("VENDORWARD_BLESS").is_some() {
            fs::write(&golden, &scored.json).expect("writable");
        }
        let expected = fs::read(&golden).expect("a golden for each sample");
        assert!(
            scored.json == expected,
            "{} differs from its golden",
            path.display()
        );
        seen += 1;
    }
    assert_eq!(seen, 3, "all samples were compared");
}
