//! Speed beside other tools, in tables from one run. `cargo xtask bench` builds what is measured.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement stops at the first surprise"
)]

use std::{fs, hint::black_box, io::sink, path::PathBuf, process::Command, time::Instant};

use serde_json::Value;
use vendorward::{
    core::{assess, prepare::Prepared},
    package, result, stream,
};
use vendorward_bench::{
    fixture::{self, Fixture, QUESTIONS, Variant, as_of},
    measure::{Case, Time, measure, peak_memory},
};

/// Questions of each package of the stream.
const STREAMED: usize = 150;
const BATCHES: usize = 200;

fn main() {
    // `cargo xtask bench` names the folder; by hand the modules are not there and Node is left out.
    let place = std::env::var_os("VENDORWARD_BENCH").map(PathBuf::from);
    let usual = Fixture::new(QUESTIONS, Variant::Usual);
    println!("{}\n", machine());
    let ours = scores(&usual);
    if let Some(place) = &place {
        fs::create_dir_all(place).unwrap();
        content(&usual, &place.join("content"));
        if place.join("scorer.wasm").is_file() {
            peers(&usual, place, ours);
        }
    }
    steps(&usual);
    streams();
}

/// The processor and how many of it, as far as the system says.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, Into::into);
    format!("{model}, {cores} threads")
}

fn row(name: &str, time: Time, more: &str) {
    println!(
        "  {name:<34} {:>10.2} {:>10.2} {:>10.2}  {more}",
        time.median, time.fast, time.slow
    );
}

fn heading(what: &str) {
    println!(
        "{what}\n  {:<34} {:>10} {:>10} {:>10}",
        "", "median", "p10", "p90"
    );
}

/// Conditions, sums with exact ends, gates, rating, findings as indices.
fn scores(usual: &Fixture) -> Time {
    let unknown = Fixture::new(QUESTIONS, Variant::ConditionsUnknown);
    let (mut known, mut open) = (usual.prepared(), unknown.prepared());
    let score = |fixture: &Fixture, prepared: &mut [Prepared]| {
        for prepared in prepared {
            prepared.judge_conditions(fixture.compiled());
            black_box(assess::numbers(fixture.compiled(), black_box(prepared)));
        }
    };
    let calls = known.len();
    let times = measure(
        &mut [
            Case::new("usual", calls, || score(usual, &mut known)),
            Case::new("unknown", calls, || score(&unknown, &mut open)),
        ],
        BATCHES,
    );
    let [ours, open] = times[..] else {
        panic!("two cases")
    };
    heading(&format!(
        "One full score, {QUESTIONS} questions, a fifth gated, {calls} assessments in rotation, µs"
    ));
    row("vendorward, native", ours, "(goal 8)");
    row("vendorward, native, unknown", open, "(goal 25)");
    println!();
    ours
}

/// Other engines and our wasm, after all came to the same sums.
fn peers(usual: &Fixture, place: &std::path::Path, ours: Time) {
    let file = place.join("fixture.json");
    fs::write(&file, fixture::json(usual).to_string()).unwrap();
    let output = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/peers.mjs"))
        .args([&file, &place.join("scorer.mjs"), &place.join("scorer.wasm")])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    heading(&format!(
        "The weighted share alone, beside our full score; `claimed` equal on {} assessments; Node {}, µs",
        told["checked"],
        told["node"].as_str().unwrap()
    ));
    row("vendorward, native, full score", ours, "1.0 ×");
    for one in told["rows"].as_array().unwrap() {
        let number = |key: &str| one[key].as_f64().unwrap();
        let time = Time {
            median: number("median"),
            fast: number("fast"),
            slow: number("slow"),
        };
        let goal = match one["name"].as_str().unwrap() {
            "vendorward, wasm" => " (goal 15)",
            "vendorward, wasm, unknown" => " (goal 50)",
            _ => "",
        };
        let ratio = format!("{:.1} ×{goal}", time.median / ours.median);
        row(one["name"].as_str().unwrap(), time, &ratio);
    }
    println!("  {}\n", told["versions"]);
}

/// What else a package costs.
fn steps(usual: &Fixture) {
    let ready = usual.prepared();
    let outcomes: Vec<_> = usual
        .assessments()
        .map(|one| assess::assess(usual.compiled(), one, as_of()))
        .collect();
    let files: Vec<Vec<u8>> = usual.packages.iter().map(package::write).collect();
    let json = |at: usize| result::json(&usual.set, &usual.packages[at], &outcomes[at]);
    let all = 0..usual.packages.len();
    let bytes = all.clone().map(|at| json(at).len()).sum::<usize>() / usual.packages.len();
    let findings = outcomes.iter().map(|one| one.findings.len()).sum::<usize>() / outcomes.len();
    let calls = files.len();
    let mut cases = [
        Case::new("read the package", calls, || {
            for file in &files {
                black_box(package::read(black_box(file)));
            }
        }),
        Case::new("hash it", calls, || {
            for package in &usual.packages {
                black_box(package.sha256());
            }
        }),
        Case::new("prepare: records and answers", calls, || {
            for assessment in usual.assessments() {
                black_box(Prepared::new(usual.compiled(), assessment, as_of()));
            }
        }),
        Case::new("outcome, findings in words", calls, || {
            for (assessment, prepared) in usual.assessments().zip(&ready) {
                black_box(assess::outcome(usual.compiled(), assessment, prepared));
            }
        }),
        Case::new("result as JSON", calls, || {
            for at in all.clone() {
                black_box(json(at));
            }
        }),
    ];
    let times = measure(&mut cases, BATCHES / 2);
    heading(&format!(
        "The steps around it, native; {bytes} bytes of result, {findings} findings, µs"
    ));
    for (case, time) in cases.iter().zip(times) {
        let goal = if case.name == "result as JSON" {
            "(goal 60)"
        } else {
            ""
        };
        row(case.name, time, goal);
    }
    println!();
}

/// `score --ndjson` without the pipes: one thread, full results, hashes.
fn streams() {
    let fixture = Fixture::new(STREAMED, Variant::Usual);
    let mut lines = Vec::new();
    for package in &fixture.packages {
        // As a tool in another language would write it: compact, in our order of fields.
        let value: Value = serde_json::from_slice(&package::write(package)).unwrap();
        lines.extend(serde_json::to_vec(&value).unwrap());
        lines.push(b'\n');
    }
    println!("score --ndjson, {STREAMED} answers a package, one thread");
    for times in [50, 500] {
        let input = lines.repeat(times);
        let before = peak_memory();
        let start = Instant::now();
        let tally = stream::score(
            &fixture.set,
            stream::Options {
                as_of: as_of(),
                threads: 1,
            },
            input.as_slice(),
            sink(),
            |line| assert!(line.diagnostics.is_empty(), "{:?}", line.diagnostics),
        )
        .unwrap();
        let seconds = start.elapsed().as_secs_f64();
        let rate = |n: u64| n as f64 / seconds;
        println!(
            "  {:>7} packages: {:>7.0} a second (goal 10,000); {:.1} KB in, {:.1} KB out each; {:.0} MB/s in, {:.0} MB/s out; {} KB more memory at most",
            tally.scored,
            rate(tally.scored),
            tally.bytes_in as f64 / tally.scored as f64 / 1e3,
            tally.bytes_out as f64 / tally.scored as f64 / 1e3,
            rate(tally.bytes_in) / 1e6,
            rate(tally.bytes_out) / 1e6,
            peak_memory().saturating_sub(before) / 1024,
        );
    }
}

/// A folder that the site can be built from: the questionnaire that is measured, and one assessment as
/// the sample.
fn content(usual: &Fixture, folder: &std::path::Path) {
    for below in ["rubric", "samples"] {
        fs::create_dir_all(folder.join(below)).unwrap();
    }
    for (file, bytes) in fixture::sources(QUESTIONS) {
        fs::write(folder.join(file), bytes).unwrap();
    }
    // The site's own name of its first sample: `?sample` opens it.
    let sample = folder.join("samples/live-without-baa.json");
    fs::write(sample, package::write(&usual.packages[0])).unwrap();
}
