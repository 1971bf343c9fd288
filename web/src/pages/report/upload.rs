//! The metadata of a report from a file: JSON, TOML or CSV.

use crate::prelude::*;
use vendorward::{Diagnostic, core::soc2::ReportRecord, import};

use super::{free, taken};
use crate::{
    components::{
        diagnostics::{diagnostics, sound},
        file::{Given, file},
    },
    desk::{announcer, review},
    texts::{fill, t},
};

/// The section.
pub(super) fn section() -> View {
    let review = review();
    let said = RwSignal::new(None::<(Option<String>, Vec<Diagnostic>)>);
    let take = Tell::new(move |given: Given| {
        let (name, bytes) = match given {
            Ok(given) => given,
            Err(problem) => {
                said.set(Some((None, vec![problem])));
                return;
            }
        };
        let reply = import::report(&name, &bytes);
        let entered = reply.value.and_then(|report| {
            let mut record = ReportRecord::from(report);
            if taken().contains(&record.id) {
                record.id = free("report")?;
            }
            // Nobody has compared what the file says with the report itself.
            record.reviewed = None;
            let words = fill("site.report.entered", &[("id", record.id.as_str())]);
            review.edit_reports(|records| records.push(record));
            Some(words)
        });
        if let Some(words) = &entered {
            announcer().say(words.clone());
        }
        said.set(Some((entered, reply.diagnostics)));
    });
    let outcome = move || {
        said.get().map(|(entered, found)| {
            let whole = found.is_empty();
            view! {
                {entered.map(|words| view! { <p>{words}</p> })}
                {whole.then(sound)}
                {diagnostics(&found)}
            }
        })
    };
    view! {
        <section aria-labelledby={"upload"}>
            <h2 id={"upload"}>{t("site.report.upload")}</h2>
            <p class={"help"}>{t("site.report.upload.help")}</p>
            {file("import-report", "site.report.upload.do", ".json,.toml,.csv", take)}
            {outcome}
        </section>
    }
}
