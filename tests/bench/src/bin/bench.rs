//! Speed beside other tools, in tables from one run. `cargo xtask bench` builds what is measured.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement stops at the first surprise"
)]

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use vendorward::{
    api,
    core::{assess, assessment::Answer, prepare::Prepared},
    package::{self, Package},
    result,
    set::Set,
};
use vendorward_bench::{
    fixture::{self, Fixture, QUESTIONS, Variant, as_of},
    measure::{Case, Time, measure, peak_memory},
};

/// The command line's own: what is measured is what it ships.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Questions of each package of the stream.
const STREAMED: usize = 150;
const BATCHES: usize = 200;

fn main() {
    // `cargo xtask bench` names the folder; by hand the modules are not there and Node is left out.
    let place = std::env::var_os("VENDORWARD_BENCH").map(PathBuf::from);
    // By hand, for a profile of them alone.
    if std::env::args().nth(1).as_deref() == Some("reviews") {
        return reviews();
    }
    let usual = Fixture::new(QUESTIONS, Variant::Usual);
    println!("{}\n", machine());
    let ours = scores(&usual);
    bundled();
    reviews();
    let Some(place) = place else {
        return steps(&usual);
    };
    fs::create_dir_all(&place).unwrap();
    content(&usual, &place.join("content"));
    if place.join("scorer.wasm").is_file() {
        peers(&usual, &place, ours);
    }
    steps(&usual);
    if place.join("vendorward").is_file() {
        streams(&place);
    }
}

/// All bundled content from its sources: Markdown and TOML read, checked against each other, compiled.
fn bundled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questionnaires");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for place in [folder.clone(), folder.join("rubric")] {
        for entry in fs::read_dir(place).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|end| end == "md" || end == "toml")
            {
                files.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    let given = || {
        files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    };
    let problems = api::lint(given());
    assert!(problems.is_empty(), "{problems:?}");
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let times = measure(
        &mut [
            Case::new("lint", 1, || {
                black_box(api::lint(black_box(given())));
            }),
            Case::new("set", 1, || {
                black_box(Set::from_sources(black_box(given())).value);
            }),
        ],
        BATCHES,
    );
    heading(&format!(
        "All bundled content, {} files, {} KB, ms",
        files.len(),
        bytes / 1024
    ));
    let ms = |time: Time| Time {
        median: time.median / 1000.0,
        fast: time.fast / 1000.0,
        slow: time.slow / 1000.0,
    };
    row("read and checked", ms(times[0]), "(goal 20)");
    row("and compiled and hashed", ms(times[1]), "");
    println!();
}

/// Every review of records for one vendor with very many of them, answers apart.
fn reviews() {
    use fixture::reviews::{CONTROLS, EXTREME, FLOWS, LONG, REPORTS, SUBCONTRACTORS, assessment};
    let set = Set::standard().value.unwrap();
    let compiled = &set.compiled;
    for (names, goal) in [(LONG, "(goal 1000)"), (EXTREME, "")] {
        let assessment = assessment(names);
        let prepared = Prepared::new(compiled, &assessment, as_of());
        let outcome = assess::outcome(compiled, &assessment, &prepared);
        assert_eq!(outcome.scope.len(), FLOWS);
        let times = measure(
            &mut [
                Case::new("all", 1, || {
                    black_box(assess::assess(compiled, black_box(&assessment), as_of()));
                }),
                Case::new("prepare", 1, || {
                    black_box(Prepared::new(compiled, black_box(&assessment), as_of()));
                }),
            ],
            BATCHES,
        );
        heading(&format!(
            "All reviews, {REPORTS} reports of {CONTROLS} controls, {} places and {} organisations, \
             {SUBCONTRACTORS} subcontractors, {FLOWS} flows, {} findings, µs",
            names.places,
            names.organisations,
            outcome.findings.len()
        ));
        row("whole result", times[0], goal);
        row("of that, prepared once", times[1], "");
        println!();
    }
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
fn peers(usual: &Fixture, place: &Path, ours: Time) {
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
        let time = time(one);
        let goal = match one["name"].as_str().unwrap() {
            "vendorward, wasm" => " (goal 15)",
            "vendorward, wasm, unknown" => " (goal 50)",
            _ => "",
        };
        let ratio = format!("{:.1} ×{goal}", time.median / ours.median);
        row(one["name"].as_str().unwrap(), time, &ratio);
    }
    println!("  {}\n", told["versions"]);
    let reviews = &told["reviews"];
    let set = Set::standard().value.unwrap();
    let records = fixture::reviews::assessment(fixture::reviews::LONG);
    let native = assess::assess(&set.compiled, &records, as_of());
    assert_eq!(reviews["findings"], native.findings.len());
    heading(&format!(
        "All reviews of the long reports above in wasm, {} findings, µs",
        reviews["findings"]
    ));
    row("vendorward, wasm", time(reviews), "(goal 3000)");
    println!();
}

/// A time as Node tells it.
fn time(told: &Value) -> Time {
    let number = |key: &str| told[key].as_f64().unwrap();
    Time {
        median: number("median"),
        fast: number("fast"),
        slow: number("slow"),
    }
}

/// What else a package costs.
fn steps(usual: &Fixture) {
    let ready = usual.prepared();
    let outcomes: Vec<_> = usual
        .assessments()
        .map(|one| assess::assess(usual.compiled(), one, as_of()))
        .collect();
    let files: Vec<Vec<u8>> = usual.packages.iter().map(package::write).collect();
    let hashes: Vec<String> = usual.packages.iter().map(Package::sha256).collect();
    let json = |at: usize| {
        let assessment = &usual.packages[at].assessment;
        result::json_hashed(&usual.set, assessment, &hashes[at], &outcomes[at])
    };
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

/// The command line on a stream: one thread, full results, hashes.
fn streams(place: &Path) {
    let fixture = Fixture::new(STREAMED, Variant::Usual);
    let content = place.join("content-150");
    sources(STREAMED, &content);
    println!("score --ndjson, {STREAMED} answers a package, one thread (goal 10,000 a second)");
    let written = |package: &Package| [package::write(package), b"\n".to_vec()].concat();
    // As a reviewer leaves them: who answered and when, and what shows it, beside each answer.
    let worked: Vec<u8> = fixture.packages.iter().flat_map(written).collect();
    // As a vendor sends them: answers and words.
    let bare: Vec<u8> = fixture
        .packages
        .iter()
        .map(sent)
        .flat_map(|one| written(&one))
        .collect();
    for (name, lines, times) in [
        ("as reviewed", &worked, 10),
        ("as reviewed", &worked, 100),
        ("as sent", &bare, 100),
    ] {
        let file = place.join("stream.ndjson");
        fs::write(&file, lines.repeat(times)).unwrap();
        let mut child = Command::new(place.join("vendorward"))
            .args(["score", "--ndjson", "--stats", "--as-of", "2026-11-22"])
            .arg("--questionnaires")
            .arg(&content)
            .stdin(fs::File::open(&file).unwrap())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut most = 0;
        while child.try_wait().unwrap().is_none() {
            most = most.max(peak_memory(child.id()));
            std::thread::sleep(Duration::from_millis(10));
        }
        let told = child.wait_with_output().unwrap();
        assert!(told.status.success());
        let told = String::from_utf8(told.stderr).unwrap();
        let packages = format!("{} ", times * fixture.packages.len());
        // Warnings about the content come first.
        let Some(told) = told.lines().find(|line| line.starts_with(&packages)) else {
            panic!("{told}");
        };
        println!(
            "  {name}, {:.1} KB each, at most {:.1} MB of memory: {}",
            lines.len() as f64 / fixture.packages.len() as f64 / 1e3,
            most as f64 / 1e6,
            told,
        );
        fs::remove_file(&file).unwrap();
    }
    println!();
}

/// A package before anyone has worked on its answers.
fn sent(package: &Package) -> Package {
    let mut package = package.clone();
    for answer in &mut package.assessment.answers {
        let blank = Answer::blank(answer.question.clone());
        *answer = Answer {
            state: answer.state,
            value: answer.value.clone(),
            text: answer.text.clone(),
            ..blank
        };
    }
    package
}

/// A folder that the site can be built from: the questionnaire that is measured, and one assessment as
/// the sample.
fn content(usual: &Fixture, folder: &Path) {
    sources(QUESTIONS, folder);
    fs::create_dir_all(folder.join("samples")).unwrap();
    // The site's own name of its first sample: `?sample` opens it.
    let sample = folder.join("samples/live-without-baa.json");
    fs::write(sample, package::write(&usual.packages[0])).unwrap();
}

/// The questionnaire that is measured with all it needs, as files.
fn sources(questions: usize, folder: &Path) {
    fs::create_dir_all(folder.join("rubric")).unwrap();
    for (file, bytes) in fixture::sources(questions) {
        fs::write(folder.join(file), bytes).unwrap();
    }
}
