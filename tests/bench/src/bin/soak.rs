//! Spoilt files for as long as one likes: `soak [MINUTES] [SEED]`. Nothing panics or hangs; what is
//! read is written back and read again alike; what is scored is scored alike twice. The first file that
//! breaks this is kept and named.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a check stops at the first surprise"
)]

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use vendorward::{
    api, import, package,
    set::{SOURCES, Set},
};
use vendorward_bench::{
    fixture::{Fixture, Variant, as_of},
    mutate::mutated,
    random::Random,
};

const MINUTES: u64 = 10;
/// Longer than this is a hang, for files of this size.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether anything of a file could be read; an error says what does not hold.
type Check = Box<dyn Fn(&[u8]) -> Result<bool, String>>;

/// A kind of file: its name, sound examples, and what must hold of any bytes.
struct Kind {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    check: Check,
}

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|one| one.parse::<u64>().unwrap());
    let minutes = arguments.next().unwrap_or(MINUTES);
    let seed = arguments.next().unwrap_or_else(|| {
        let now = std::time::UNIX_EPOCH.elapsed().unwrap();
        now.as_secs()
    });
    println!("{minutes} minutes of spoilt files from seed {seed}");
    let kinds = kinds();
    let mut random = Random::new(seed);
    let end = Instant::now() + Duration::from_secs(minutes * 60);
    let mut counts = vec![(0_u64, 0_u64); kinds.len()];
    while Instant::now() < end {
        for (kind, (tried, read)) in kinds.iter().zip(&mut counts) {
            let pick = random.below(kind.seeds.len() as u64);
            let seed = kind.seeds.get(usize::try_from(pick).unwrap()).unwrap();
            let bytes = mutated(seed, &mut random);
            *tried += 1;
            *read += u64::from(checked(kind, &bytes));
        }
    }
    for (kind, (tried, read)) in kinds.iter().zip(counts) {
        println!(
            "  {tried:>9} {:<22} of which {read} could be read",
            kind.name
        );
        // Files that are all refused would prove little.
        assert!(read > tried / 50 && read < tried, "{}", kind.name);
    }
}

fn checked(kind: &Kind, bytes: &[u8]) -> bool {
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (kind.check)(bytes)))
        .unwrap_or_else(|_| Err("it panics".to_owned()));
    let outcome = outcome.and_then(|read| {
        let took = start.elapsed();
        (took < PATIENCE)
            .then_some(read)
            .ok_or_else(|| format!("it takes {took:?}"))
    });
    outcome.unwrap_or_else(|why| {
        let file = std::env::temp_dir().join(format!("vendorward-soak-{}", kind.name));
        fs::write(&file, bytes).unwrap();
        panic!(
            "{}: {why}; the file is kept as {}",
            kind.name,
            file.display()
        );
    })
}

fn kinds() -> Vec<Kind> {
    let set = Set::standard().value.unwrap();
    let other = set.clone();
    let samples = || {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../questionnaires/samples");
        let files = fs::read_dir(folder).unwrap();
        files.map(|file| fs::read(file.unwrap().path()).unwrap())
    };
    let small = Fixture::new(30, Variant::Usual);
    let packages: Vec<Vec<u8>> = samples()
        .chain(small.packages.iter().map(package::write))
        .collect();
    let reports: Vec<Vec<u8>> = small
        .packages
        .iter()
        .flat_map(|package| &package.assessment.reports)
        .map(|report| serde_json::to_vec(report).unwrap())
        .collect();
    let answers = b"question,answer,comment\nra-01,yes,every year\nen-01;no;\"a, b\"\n";
    let semicolons = b"\xef\xbb\xbfquestion;answer;comment\r\nra-01;yes;jedes Jahr\r\n";
    let toml = b"id = \"soc2\"\nreport_kind = \"soc2-type2\"\nperiod_start = \"2025-01-01\"\nperiod_end = \"2025-12-31\"\ncategories = [\"security\"]\n";
    vec![
        Kind {
            name: "package.json",
            seeds: packages,
            check: Box::new(move |bytes| package_holds(&set, bytes)),
        },
        Kind {
            name: "report.json",
            seeds: reports,
            check: Box::new(|bytes| Ok(import::report("report.json", bytes).value.is_some())),
        },
        Kind {
            name: "report.toml",
            seeds: vec![toml.to_vec()],
            check: Box::new(|bytes| Ok(import::report("report.toml", bytes).value.is_some())),
        },
        Kind {
            name: "answers.csv",
            seeds: vec![answers.to_vec(), semicolons.to_vec()],
            check: Box::new(move |bytes| {
                Ok(import::answers(&other, "answers.csv", bytes)
                    .value
                    .is_some())
            }),
        },
        Kind {
            name: "source.md-or-toml",
            seeds: SOURCES.iter().map(|(_, bytes)| bytes.to_vec()).collect(),
            check: Box::new(|bytes| {
                // Each is tried as what it was and as what it was not.
                let name = if bytes.starts_with(b"---") {
                    "a.md"
                } else {
                    "a.toml"
                };
                Ok(api::lint([(name, bytes)]).iter().all(|one| !one.is_error()))
            }),
        },
    ]
}

/// Read, written and read again it is the same; scored twice it gives the same bytes, which are JSON.
fn package_holds(set: &Set, bytes: &[u8]) -> Result<bool, String> {
    let Some(package) = package::read(bytes).value else {
        return Ok(false);
    };
    let written = package::write(&package);
    let again = package::read(&written)
        .value
        .ok_or("what was written cannot be read")?;
    if package::write(&again) != written {
        return Err("it is written differently the second time".to_owned());
    }
    let score = |bytes: &[u8]| {
        let scored = api::score(set, bytes, as_of()).value;
        scored
            .map(|scored| scored.json)
            .ok_or("it cannot be scored")
    };
    let result = score(bytes)?;
    if result != score(&written)? {
        return Err("what was written is scored differently".to_owned());
    }
    serde_json::from_slice::<serde_json::Value>(&result)
        .map_err(|error| format!("the result is not JSON: {error}"))?;
    Ok(true)
}
