//! A report by itself: what it is, what it covers, what is found.

use vendorward_core::soc2::{Report, Scope};

use super::{assurance, customer, findings, heading, records};
use crate::{
    check::soc2,
    render::{Block, voice::Voice},
};

/// What a check of reports has to say.
pub(super) fn reports(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    for report in &voice.assessment.reports {
        blocks.push(Block::Heading(report.id.to_string()));
        blocks.push(Block::Facts(facts(voice, report)));
    }
    records::reports(voice, blocks);
    assurance::assurance(voice, blocks);
    customer::duties(voice, blocks);
    heading(voice.words, "report.findings", blocks);
    findings::entries(voice, soc2::is_about_reports, blocks);
}

fn facts(voice: Voice<'_>, report: &Report) -> Vec<(String, String)> {
    let words = voice.words;
    let mut facts = Vec::new();
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push((words.text(&format!("report.record.{key}")), value));
        }
    };
    let kind = report.scope.kind();
    say("kind", words.text(&format!("soc2.kind.{kind}")));
    say("org", report.service_org_legal_name.clone());
    say("system", report.system_name.clone());
    let time = match report.scope {
        Scope::Type1 { as_of } => as_of.to_string(),
        Scope::Type2 { period } => span(voice, Some((period.start(), period.end()))),
        Scope::Soc3 { period } | Scope::Soc1 { period } => {
            span(voice, period.map(|one| (one.start(), one.end())))
        }
    };
    say("time", time);
    let issued = report.issue_date.map(|day| day.to_string());
    say("issued", issued.unwrap_or_default());
    let opinion = report.opinion_overall.map_or_else(
        || words.text("report.not-said"),
        |opinion| words.text(&format!("report.opinion.{opinion}")),
    );
    say("opinion", opinion);
    say("signer", report.auditor.firm.clone());
    say("products", words.list(&report.products_in_scope));
    say("excluded", words.list(&report.products_excluded));
    let categories = report.categories.iter();
    let categories = categories.map(|one| words.text(&format!("soc2.category.{one}")));
    say("categories", words.list(&categories.collect::<Vec<_>>()));
    say("places", words.list(&report.locations));
    say("controls", report.controls.len().to_string());
    facts
}

fn span(voice: Voice<'_>, days: Option<(vendorward_core::Date, vendorward_core::Date)>) -> String {
    days.map_or_else(String::new, |(from, to)| {
        let (from, to) = (from.to_string(), to.to_string());
        let args = [("from", from.as_str()), ("to", to.as_str())];
        voice.words.fill("report.record.span", &args)
    })
}
