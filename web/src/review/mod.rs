//! The review on the desk: one package, edited in place, and its result, computed anew at each
//! change.

mod begun;
mod ids;
mod scored;

use std::{collections::BTreeMap, sync::Arc};

use crate::prelude::*;
use vendorward::{
    Diagnostic,
    core::{
        Date, Id,
        assessment::{Answer, AnswerState, Assessment},
        order::settle,
        soc2::{Report, ReportRecord},
    },
    package::Package,
    set,
};

pub(crate) use ids::free_id;
pub(crate) use scored::{Scored, Standing, standing};

use crate::{
    browser,
    store::{Rows, Summary, rows},
};

/// Before the name of a row that holds a report which is not a possible one yet.
const DRAFTS: &str = "drafts/";

/// The review on the desk. A handle: copy it freely.
#[derive(Clone, Copy)]
pub(crate) struct Review {
    key: RwSignal<String>,
    sample: RwSignal<String>,
    package: StoredValue<Package>,
    /// Records of reports as entered, sound or not; the sound ones stand in the package as well.
    reports: StoredValue<Vec<ReportRecord>>,
    answers: StoredValue<BTreeMap<Id, ArcRwSignal<Answer>>>,
    begun: StoredValue<Rows>,
    changed: RwSignal<u32>,
    epoch: RwSignal<u32>,
    /// What was wrong with the package that was opened.
    pub(crate) problems: RwSignal<Vec<Diagnostic>>,
    /// The day the result speaks of.
    pub(crate) as_of: RwSignal<Date>,
    /// Questionnaires and rubric, once they are fetched.
    pub(crate) set: RwSignal<Option<Arc<set::Set>>>,
    scored: StoredValue<Option<Memo<Option<Arc<Scored>>>>>,
    touched: StoredValue<Option<Callback<()>>>,
}

impl Review {
    /// An empty desk.
    pub(crate) fn start() -> Self {
        let review = Self {
            key: RwSignal::new(String::new()),
            sample: RwSignal::new(String::new()),
            package: StoredValue::new(Package::default()),
            reports: StoredValue::new(Vec::new()),
            answers: StoredValue::new(BTreeMap::new()),
            begun: StoredValue::new(Rows::new()),
            changed: RwSignal::new(0),
            epoch: RwSignal::new(0),
            problems: RwSignal::new(Vec::new()),
            as_of: RwSignal::new(browser::today()),
            set: RwSignal::new(None),
            scored: StoredValue::new(None),
            touched: StoredValue::new(None),
        };
        let scored = Memo::new_with_compare(
            move |_| {
                review.changed.track();
                let set = review.set.get()?;
                let as_of = review.as_of.get();
                Some(Arc::new(review.read(|assessment| {
                    Scored::new(&set.compiled, assessment, as_of)
                })))
            },
            |_, _| true,
        );
        review.scored.set_value(Some(scored));
        review
    }

    /// What to run after each change.
    pub(crate) fn on_change(self, run: impl Fn() + Send + Sync + 'static) {
        self.touched.set_value(Some(Callback::new(move |()| run())));
    }

    /// Its key in this browser; empty if nothing is on the desk. Untracked.
    pub(crate) fn key(self) -> String {
        self.key.get_untracked()
    }

    /// Whether a review is on the desk. Tracked.
    pub(crate) fn is_open(self) -> bool {
        self.key.with(|key| !key.is_empty())
    }

    /// The sample it was made from; empty if none. Untracked.
    pub(crate) fn sample(self) -> String {
        self.sample.get_untracked()
    }

    /// Counts reviews put on the desk: forms are drawn anew when it changes. Tracked.
    pub(crate) fn epoch(self) -> u32 {
        self.epoch.get()
    }

    /// Vendor and products, or nothing if neither is entered. Untracked.
    pub(crate) fn title(self) -> String {
        self.read(|assessment| {
            let engagement = &assessment.engagement;
            let mut title = engagement.vendor.name.trim().to_owned();
            if title.is_empty() {
                title = engagement.vendor.legal_name.trim().to_owned();
            }
            if !engagement.products.is_empty() {
                if !title.is_empty() {
                    title.push_str(": ");
                }
                title.push_str(&engagement.products.join(", "));
            }
            title
        })
    }

    /// Looks at the assessment, untracked.
    pub(crate) fn read<T>(self, look: impl FnOnce(&Assessment) -> T) -> T {
        self.package.with_value(|package| look(&package.assessment))
    }

    /// Runs again after each change of the package whatever reads this.
    pub(crate) fn track(self) {
        self.changed.track();
    }

    /// Looks at the assessment, again after each change.
    pub(crate) fn watch<T>(self, look: impl FnOnce(&Assessment) -> T) -> T {
        self.track();
        self.read(look)
    }

    /// The package as it would be saved.
    pub(crate) fn package(self) -> Package {
        self.package.get_value()
    }

    /// Changes the assessment.
    pub(crate) fn edit(self, change: impl FnOnce(&mut Assessment)) {
        self.package
            .update_value(|package| change(&mut package.assessment));
        self.note();
    }

    fn note(self) {
        self.changed.update(|count| *count = count.wrapping_add(1));
        self.touch();
    }

    /// There is something to save.
    fn touch(self) {
        if let Some(touched) = self.touched.get_value() {
            touched.run(());
        }
    }

    /// The result as of now; none before the content is there. Tracked.
    pub(crate) fn scored(self) -> Option<Arc<Scored>> {
        self.scored.get_value().and_then(|scored| scored.get())
    }

    /// The result, untracked.
    pub(crate) fn scored_now(self) -> Option<Arc<Scored>> {
        self.scored
            .get_value()
            .and_then(|scored| scored.get_untracked())
    }

    /// One answer as a signal of its own, blank if there is none.
    pub(crate) fn answer(self, question: &Id) -> ArcRwSignal<Answer> {
        if let Some(known) = self
            .answers
            .with_value(|answers| answers.get(question).cloned())
        {
            return known;
        }
        let answer = self.read(|assessment| {
            let given = assessment
                .answers
                .iter()
                .find(|one| one.question == *question);
            given
                .cloned()
                .unwrap_or_else(|| Answer::blank(question.clone()))
        });
        let signal = ArcRwSignal::new(answer);
        self.answers
            .update_value(|answers| drop(answers.insert(question.clone(), signal.clone())));
        signal
    }

    /// Changes one answer and says who and when.
    pub(crate) fn edit_answer(self, question: &Id, change: impl FnOnce(&mut Answer)) {
        let signal = self.answer(question);
        let mut answer = signal.get_untracked();
        change(&mut answer);
        self.put_answer(answer);
    }

    /// Puts an answer in the place of all answers to its question.
    pub(crate) fn put_answer(self, answer: Answer) {
        let signal = self.answer(&answer.question);
        self.package.update_value(|package| {
            let answers = &mut package.assessment.answers;
            let first = answers
                .iter()
                .position(|one| one.question == answer.question);
            answers.retain(|one| one.question != answer.question);
            if !is_nothing(&answer) {
                let at = first.unwrap_or_else(|| {
                    answers
                        .iter()
                        .position(|one| one.question > answer.question)
                        .unwrap_or(answers.len())
                });
                answers.insert(at.min(answers.len()), answer.clone());
            }
        });
        signal.set(answer);
        self.note();
    }

    /// Looks at the records of reports as entered, untracked.
    pub(crate) fn read_reports<T>(self, look: impl FnOnce(&[ReportRecord]) -> T) -> T {
        self.reports.with_value(|records| look(records))
    }

    /// Changes the records of reports. Only possible reports count.
    pub(crate) fn edit_reports(self, change: impl FnOnce(&mut Vec<ReportRecord>)) {
        self.reports.update_value(change);
        let sound: Vec<Report> = self.reports.with_value(|records| {
            records
                .iter()
                .filter_map(|record| Report::try_from(record.clone()).ok())
                .collect()
        });
        self.edit(|assessment| assessment.reports = sound);
    }

    /// Everything as rows for the draft.
    pub(crate) fn rows(self) -> Rows {
        let mut all = self.package.with_value(rows::split);
        self.begun.with_value(|begun| {
            for (name, text) in begun {
                all.insert(name.clone(), text.clone());
            }
        });
        self.reports.with_value(|records| {
            for record in records {
                if Report::try_from(record.clone()).is_err()
                    && let Ok(text) = serde_json::to_string(record)
                {
                    all.insert(format!("{DRAFTS}{}", record.id), text);
                }
            }
        });
        all
    }

    /// Puts a package on the desk under a new key.
    pub(crate) fn place(self, package: Package, problems: Vec<Diagnostic>, sample: &str) {
        self.put(package, Vec::new(), &Rows::new());
        self.problems.set(problems);
        self.sample.set(sample.to_owned());
        let key = browser::random_name();
        browser::set_tab_note("review", &key);
        self.key.set(key);
        self.epoch.update(|epoch| *epoch += 1);
    }

    /// Puts a draft of this browser on the desk.
    pub(crate) fn restore(self, summary: &Summary, all: &Rows) {
        self.replace_rows(all);
        self.sample.set(summary.sample.clone());
        browser::set_tab_note("review", &summary.id);
        self.key.set(summary.id.clone());
    }

    /// Puts other rows in the place of everything.
    pub(crate) fn replace_rows(self, all: &Rows) {
        let (drafts, rows): (Rows, Rows) = all
            .clone()
            .into_iter()
            .partition(|(name, _)| name.starts_with(DRAFTS));
        let (package, problems) = rows::join(&rows);
        let drafts = drafts
            .values()
            .filter_map(|text| serde_json::from_str(text).ok())
            .collect();
        self.put(package, drafts, all);
        self.problems.set(problems);
        self.epoch.update(|epoch| *epoch += 1);
    }

    fn put(self, package: Package, drafts: Vec<ReportRecord>, rows: &Rows) {
        let mut records: Vec<ReportRecord> = package
            .assessment
            .reports
            .iter()
            .cloned()
            .map(ReportRecord::from)
            .collect();
        records.extend(drafts);
        self.reports.set_value(records);
        self.package.set_value(package);
        self.answers.set_value(BTreeMap::new());
        self.begun_of(rows);
        self.changed.update(|count| *count = count.wrapping_add(1));
    }

    /// Clears the desk.
    pub(crate) fn close(self) {
        self.put(Package::default(), Vec::new(), &Rows::new());
        self.problems.set(Vec::new());
        self.sample.set(String::new());
        browser::set_tab_note("review", "");
        self.key.set(String::new());
        self.epoch.update(|epoch| *epoch += 1);
    }

    /// Draws every form anew.
    pub(crate) fn redraw(self) {
        self.epoch.update(|epoch| *epoch += 1);
    }

    /// Takes answers from a file in the place of those there are.
    pub(crate) fn import_answers(self, answers: Vec<Answer>) {
        self.package.update_value(|package| {
            let kept = &mut package.assessment.answers;
            kept.retain(|one| answers.iter().all(|new| new.question != one.question));
            kept.extend(answers);
            settle(kept, |one| one.question.clone());
        });
        self.answers.set_value(BTreeMap::new());
        self.note();
        self.epoch.update(|epoch| *epoch += 1);
    }
}

/// Whether an answer says nothing and nobody has worked on it.
fn is_nothing(answer: &Answer) -> bool {
    answer.state == AnswerState::Answered
        && answer.value.is_none()
        && answer.text.is_empty()
        && answer.na_accepted.is_none()
        && answer.r#override.is_none()
        && answer.confirmed.is_empty()
        && answer.linked.is_empty()
}
