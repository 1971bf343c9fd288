//! Tries mutants in one process: every sample against its result, every case against what it changes. Content
//! is read once, and what noticed the last mutant is asked first about the next.
//!
//! `VENDORWARD_MUTANTS` names the mutants; for each a line says what became of it.

use std::{
    fs,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use serde_json::Value;
use vendorward::{core::{Date, mutant}, package::{self, Package}, result, set::Set};
use vendorward_cases::{Case, FOLDERS, faults, files, outcome::{difference, lines}, root};

/// A mutant may take this long.
const LIMIT: Duration = Duration::from_secs(60);

/// A result that is known, and what it changes against another.
struct Unit {
    name: String,
    /// Read once: what a mutant changes in reading, the other tests have to notice.
    package: Package,
    as_of: Date,
    json: Vec<u8>,
    /// The unit it is compared with; a sample is compared with none: all of it counts.
    against: Option<usize>,
    change: Vec<String>,
    case: Option<Case>,
}

struct Trial {
    set: Set,
    units: Vec<Unit>,
    /// The units that may notice, those that noticed last first.
    order: Vec<usize>,
}

fn value(json: &[u8]) -> Value {
    serde_json::from_slice(json).expect("JSON")
}

impl Trial {
    fn new() -> Self {
        let set = Set::standard().value.expect("sound");
        let mut trial = Self { set, units: Vec::new(), order: Vec::new() };
        let mut samples: Vec<_> = fs::read_dir(root().join("questionnaires/samples"))
            .expect("samples")
            .map(|entry| entry.expect("a file").path())
            .collect();
        samples.sort();
        for path in samples {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let unit = trial.unit(name, fs::read(path).expect("readable"), "2026-11-22", None, None);
            trial.order.push(unit);
        }
        for file in FOLDERS.iter().flat_map(|folder| files(folder).expect("cases")) {
            let sample = root().join("questionnaires/samples").join(format!("{}.json", file.sample));
            let sample: Value = value(&fs::read(sample).expect("readable"));
            let bytes = |package: &Value| serde_json::to_vec(package).expect("JSON");
            let sample = trial.unit(file.sample.clone(), bytes(&sample), &file.as_of, None, None);
            let name = file.path.display().to_string();
            let base = trial.unit(name, bytes(&file.package), &file.as_of, Some(sample), None);
            trial.order.push(base);
            for case in file.cases {
                let (name, package) = (case.name.clone(), bytes(&case.package));
                let as_of = case.as_of.clone();
                let unit = trial.unit(name, package, &as_of, Some(base), Some(case));
                trial.order.push(unit);
            }
        }
        trial
    }

    fn unit(
        &mut self,
        name: String,
        package: Vec<u8>,
        as_of: &str,
        against: Option<usize>,
        case: Option<Case>,
    ) -> usize {
        let as_of = Date::parse(as_of).expect("a date");
        let package = package::read(&package).value.expect("sound");
        let mut unit = Unit { name, package, as_of, json: Vec::new(), against, change: Vec::new(), case };
        unit.json = self.score(&unit);
        self.units.push(unit);
        let at = self.units.len() - 1;
        self.units[at].change = self.change(at);
        at
    }

    fn score(&self, unit: &Unit) -> Vec<u8> {
        let outcome = result::outcome(&self.set, &unit.package.assessment, unit.as_of);
        result::json_hashed(&self.set, &unit.package.assessment, "", &outcome)
    }

    fn change(&self, at: usize) -> Vec<String> {
        let unit = &self.units[at];
        let Some(against) = unit.against else {
            return Vec::new();
        };
        let said = |unit: &Unit| lines(&value(&self.score(unit)));
        difference(&said(&self.units[against]), &said(unit))
    }

    /// Whether the tests say that a unit is not what it was.
    fn notices(&self, at: usize) -> bool {
        let unit = &self.units[at];
        unit.against.is_none()
            || self.change(at) != unit.change
            || unit.case.as_ref().is_some_and(|case| !faults(case, &value(&self.score(unit))).is_empty())
    }

    fn fate(&self) -> Option<usize> {
        (0..self.order.len()).find(|&place| {
            let at = self.order[place];
            let unit = &self.units[at];
            if self.score(unit) == unit.json {
                return false;
            }
            let on_it = |(other, unit): (usize, &Unit)| unit.against == Some(at) && self.notices(other);
            self.notices(at) || self.units.iter().enumerate().any(on_it)
        })
    }
}

#[test]
fn trial() {
    let asked = std::env::var("VENDORWARD_MUTANTS").unwrap_or_default();
    let mut trial = Trial::new();
    assert_eq!(trial.fate(), None, "fails without any mutant");
    println!("\nready");
    std::panic::set_hook(Box::new(|_| {}));
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    std::thread::spawn(|| {
        let mut last = 0;
        loop {
            std::thread::sleep(LIMIT);
            let now = NUMBER.load(Ordering::Relaxed);
            if now == last {
                println!("mutant {now} endless");
                std::process::exit(3);
            }
            last = now;
        }
    });
    for number in asked.split(',').filter_map(|number| number.parse::<u32>().ok()) {
        NUMBER.store(u64::from(number), Ordering::Relaxed);
        mutant::set(number);
        let fate = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| trial.fate()));
        mutant::set(0);
        match fate {
            Ok(None) => println!("mutant {number} missed"),
            Ok(Some(place)) => {
                let at = trial.order.remove(place);
                println!("mutant {number} noticed by {}", trial.units[at].name);
                trial.order.insert(0, at);
            }
            Err(_) => println!("mutant {number} noticed by a panic"),
        }
    }
    println!("done");
    std::process::exit(0);
}
