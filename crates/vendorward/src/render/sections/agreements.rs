//! Whether flows need an agreement, why not where they need none, and the agreements on file.

use vendorward_core::{
    Date,
    baa::{Baa, BaaStatus, ClockState, CoverageKind, Reported, TermKind},
    facts::Determination,
    result::{AgreementOutcome, Clock, FlowOutcome},
};

use super::{cell, head, heading};
use crate::{
    advice::vendors_to_sign,
    render::{Block, Cell, Table, Tone, voice::Voice, words::Words},
};

/// Days before its end from which an agreement is pointed out.
const SOON: i64 = 90;

pub(super) fn agreements(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let (words, outcome) = (voice.words, voice.outcome);
    heading(words, "report.agreements", blocks);
    if outcome.baa.flows.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-flows")));
    }
    let (exempt, rest): (Vec<&FlowOutcome>, Vec<&FlowOutcome>) = outcome
        .baa
        .flows
        .iter()
        .partition(|flow| flow.determination.required == Determination::NotRequired);
    let mut table = |columns: &[&str], rows: Vec<Vec<Cell>>| {
        if !rows.is_empty() {
            blocks.push(Block::Table(Table {
                head: head(words, columns),
                rows,
            }));
        }
    };
    let columns = [
        "flow",
        "agreement",
        "rules",
        "instruments",
        "standing",
        "missing",
    ];
    table(&columns, rest.iter().map(|one| flow(voice, one)).collect());
    let columns = ["not-required", "why", "facts", "instruments"];
    table(
        &columns,
        exempt.iter().map(|one| exemption(voice, one)).collect(),
    );
    if let Some(line) = decided(voice) {
        blocks.push(Block::Paragraph(line));
    }
    on_file(voice, blocks);
}

/// The agreements on file side by side, a column each.
pub(super) fn on_file(voice: Voice<'_>, blocks: &mut Vec<Block>) {
    let words = voice.words;
    let baas = &voice.assessment.baas;
    let mut names = head(words, &["our-agreement"]);
    names.extend(baas.iter().map(|baa| {
        let id = baa.id.to_string();
        words.fill("report.agreement.named", &[("id", &id)])
    }));
    let pairs = baas.iter().zip(&voice.outcome.baa.agreements);
    let columns: Vec<Vec<(&str, Cell)>> = pairs.map(|(baa, one)| said(voice, baa, one)).collect();
    let Some(first) = columns.first() else { return };
    let rows = first.iter().enumerate().map(|(at, (key, _))| {
        let name = words.text(&format!("report.agreement.{key}"));
        let cells = columns
            .iter()
            .filter_map(|column| column.get(at).map(|(_, cell)| cell.clone()));
        std::iter::once(name.into()).chain(cells).collect()
    });
    blocks.push(Block::Table(Table {
        head: names,
        rows: rows.collect(),
    }));
}

/// Who decided that no agreement is needed, and when to ask again.
fn decided(voice: Voice<'_>) -> Option<String> {
    let words = voice.words;
    let one = voice.outcome.baa.decided.as_ref()?;
    let on = one.on.to_string();
    let again = match one.ask_again {
        Some(day) => {
            let key = if one.due { "due" } else { "again" };
            words.fill(
                &format!("report.none-needed.{key}"),
                &[("day", &day.to_string())],
            )
        }
        None => words.text("report.none-needed.never"),
    };
    let who = words.list(&[one.by.clone(), one.role.clone()]);
    let args = [("who", who.as_str()), ("on", &on), ("again", &again)];
    Some(words.fill("report.none-needed", &args))
}

/// What is to be signed.
fn instruments(words: Words, flow: &FlowOutcome) -> String {
    let all = flow.determination.instruments.iter();
    let all = all.map(|one| words.word("report.instrument", one.as_str()));
    words.list(&all.collect::<Vec<_>>())
}

/// Why a flow needs no agreement: the rule, and the facts that decided.
fn exemption(voice: Voice<'_>, flow: &FlowOutcome) -> Vec<Cell> {
    let words = voice.words;
    let rules = flow.determination.rules.iter().map(|rule| {
        let text = words.text(&format!("rule.{}", rule.as_str()));
        let args = [
            ("text", text.as_str()),
            ("rule", rule.as_str()),
            ("cite", rule.cite()),
        ];
        words.fill("report.exempt", &args)
    });
    let facts: Vec<String> = flow
        .determination
        .facts
        .iter()
        .map(|fact| voice.deciding(fact))
        .collect();
    let caution = flow.agreement.iter().filter(|_| flow.optional).map(|id| {
        let id = id.to_string();
        words.fill("report.agreement.out-of-caution", &[("id", &id)])
    });
    let owed = Some(instruments(words, flow)).filter(|owed| !owed.is_empty());
    let signed: Vec<String> = owed.into_iter().chain(caution).collect();
    vec![
        voice.flow(flow.flow.as_str()).into(),
        rules.collect::<Vec<_>>().join(" ").into(),
        facts.join("; ").into(),
        words.list(&signed).into(),
    ]
}

fn flow(voice: Voice<'_>, flow: &FlowOutcome) -> Vec<Cell> {
    let words = voice.words;
    let standing = flow
        .standing
        .map(|one| words.word("report.standing", one.as_str()));
    let agreement = flow.agreement.as_ref().map(ToString::to_string);
    let mut held: Vec<String> = standing.into_iter().chain(agreement).collect();
    let mut signed = instruments(words, flow);
    // No agreement of the hospital's is one between the vendor and its subcontractor.
    if let Some(party) = vendors_to_sign(voice.assessment, flow) {
        held = vec![words.text("scope.vendor-signs")];
        let args = [("what", signed.as_str()), ("party", &party)];
        signed = words.fill("report.agreement.between", &args);
    }
    let rules: Vec<String> = flow
        .determination
        .rules
        .iter()
        .map(|rule| {
            let args = [("rule", rule.as_str()), ("cite", rule.cite())];
            words.fill("report.ruled", &args)
        })
        .collect();
    let missing: Vec<String> = flow
        .determination
        .missing
        .iter()
        .map(|fact| voice.missing(fact))
        .collect();
    vec![
        voice.flow(flow.flow.as_str()).into(),
        words
            .word("determination", flow.determination.required.as_str())
            .into(),
        rules.join("; ").into(),
        signed.into(),
        words.list(&held).into(),
        words.list(&missing).into(),
    ]
}

/// What an agreement's record says, in the same order for each.
fn said(voice: Voice<'_>, baa: &Baa, one: &AgreementOutcome) -> Vec<(&'static str, Cell)> {
    let words = voice.words;
    let status = words.text(&format!("baa.status.{}", baa.status));
    let status = if one.optional {
        words.fill("report.agreement.is-optional", &[("status", &status)])
    } else {
        status
    };
    let execution = baa.execution.as_ref();
    // What is not signed yet has no day to be unknown.
    let unsigned = matches!(baa.status, BaaStatus::Draft | BaaStatus::Sent) && execution.is_none();
    let day = |day: Option<Date>| {
        if unsigned && day.is_none() {
            words.text("report.agreement.not-yet")
        } else {
            voice.day(day)
        }
    };
    let bound = execution.map_or_else(
        || {
            let key = if unsigned {
                "agreement.not-yet"
            } else {
                "unknown"
            };
            words.text(&format!("report.{key}"))
        },
        |one| words.word("site.execution", one.kind.as_str()),
    );
    let first = match (baa.effective, execution.and_then(|one| one.completed_on())) {
        (Some(effective), Some(signed)) => Some(effective.max(signed)),
        (effective, signed) => effective.or(signed),
    };
    let text = |text: String| {
        if text.is_empty() {
            words.text("report.unknown")
        } else {
            text
        }
    };
    let clock = |reported: Reported| {
        let mut clocks = one.clocks.iter();
        let clock = clocks.find(|clock| clock.reported == reported);
        clock.map_or_else(|| String::new().into(), |clock| notice(voice, baa, clock))
    };
    let read = baa.reviewed.as_ref().map_or_else(
        || words.text("report.nobody"),
        |signed| words.list(&[signed.by.clone(), signed.on.to_string()]),
    );
    let mut said: Vec<(&'static str, Cell)> = vec![
        ("status", status.into()),
        ("bound", bound.into()),
        ("ours-on", day(execution.and_then(|one| one.ours_on)).into()),
        (
            "theirs-on",
            day(execution.and_then(|one| one.theirs_on)).into(),
        ),
        ("first", day(first).into()),
        ("ends", ends(voice, baa)),
        ("vendor", text(baa.vendor_entity.clone()).into()),
        ("hospital", text(words.list(&baa.customer_entities)).into()),
        ("covers", covers(voice, baa).into()),
        ("breach", clock(Reported::Breach)),
        ("use", clock(Reported::ImpermissibleUse)),
        ("incident", clock(Reported::Incident)),
        ("read", read.into()),
    ];
    // Few agreements have a day by which to renew them: a row only where one has.
    let mut agreements = voice.outcome.baa.agreements.iter();
    if agreements.any(|one| one.renewal.is_some()) {
        said.push(("renewal", by(voice, one.renewal)));
    }
    said
}

fn ends(voice: Voice<'_>, baa: &Baa) -> Cell {
    let words = voice.words;
    let Some(term) = baa.term else {
        return words.text("report.unknown").into();
    };
    let Some(ends) = term.ends.filter(|_| term.kind == TermKind::Fixed) else {
        return match term.kind {
            TermKind::Fixed => words.text("report.unknown").into(),
            kind => words.word("site.term", kind.as_str()).into(),
        };
    };
    by(voice, Some(ends))
}

/// A day by which something is to be done, and how far it is off.
fn by(voice: Voice<'_>, day: Option<Date>) -> Cell {
    let words = voice.words;
    let Some(ends) = day else {
        return words.text("report.unknown").into();
    };
    let days = voice.outcome.as_of.days_until(ends);
    let day = ends.to_string();
    let off = words.0.count("report.days", days.unsigned_abs());
    let args = [("day", day.as_str()), ("days", &off)];
    match days {
        ..0 => cell(Tone::Bad, words.fill("report.agreement.ended", &args)),
        0..=SOON => cell(
            Tone::Waiting,
            words.fill("report.agreement.ends-soon", &args),
        ),
        _ => words.fill("report.agreement.ends-in", &args).into(),
    }
}

fn covers(voice: Voice<'_>, baa: &Baa) -> String {
    let words = voice.words;
    let Some(coverage) = &baa.coverage else {
        return words.text("report.unknown");
    };
    match coverage.kind {
        CoverageKind::AllServices => words.text("report.agreement.all"),
        _ if coverage.list.is_empty() => words.text("report.unknown"),
        _ => words.list(&coverage.list),
    }
}

/// A notice clock; a clause nobody has read, and one that states no number, are two things. What the unit
/// comes to in calendar days is said where it is another one, and that it can pass the limit.
fn notice(voice: Voice<'_>, baa: &Baa, clock: &Clock) -> Cell {
    let words = voice.words;
    let Some(notice) = clock.reported.clock(&baa.notice) else {
        return words.text("report.agreement.unread").into();
    };
    let time = match (notice.number, notice.unit) {
        (Some(number), Some(unit)) => {
            let unit = words.word("site.notice-unit", unit.as_str());
            let args = [("n", number.to_string()), ("unit", unit)];
            let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
            words.fill("report.agreement.clock", &args)
        }
        (Some(number), None) => number.to_string(),
        (None, _) => words.text("report.agreement.no-number"),
    };
    let trigger = words.text(&format!("report.trigger.{}", notice.trigger));
    let mut parts = vec![time, trigger];
    if clock.state != ClockState::OverLimit {
        return words.list(&parts).into();
    }
    let days = clock.days.unwrap_or_default().to_string();
    parts.push(words.fill("report.agreement.over-limit", &[("n", &days)]));
    cell(Tone::Bad, words.list(&parts))
}

/// The first day of PHI, as exactly as it is known.
pub(super) fn first_day(voice: Voice<'_>) -> Option<String> {
    let start = voice.assessment.engagement.phi_start?;
    let day: Date = start.date?;
    let key = format!("report.phi-start.{}", start.basis);
    Some(voice.words.fill(&key, &[("day", &day.to_string())]))
}
