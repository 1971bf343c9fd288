use vendorward_core::{
    Date,
    baa::BaaStatus,
    engagement::{Phi, Stage},
    texts,
};

use super::*;
use crate::{api, package};

const SAMPLES: [&[u8]; 3] = [
    include_bytes!("../../../../questionnaires/samples/half-unknown.json"),
    include_bytes!("../../../../questionnaires/samples/in-good-order.json"),
    include_bytes!("../../../../questionnaires/samples/live-without-baa.json"),
];
/// More of them, for what those three do not have.
const OTHERS: [(&str, &[u8]); 6] = [
    (
        "conduit",
        include_bytes!("../../../../questionnaires/samples/conduit.json"),
    ),
    (
        "infusion-pump",
        include_bytes!("../../../../questionnaires/samples/infusion-pump.json"),
    ),
    (
        "late-baa",
        include_bytes!("../../../../questionnaires/samples/late-baa.json"),
    ),
    (
        "payment-plans",
        include_bytes!("../../../../questionnaires/samples/payment-plans.json"),
    ),
    (
        "self-de-identifying",
        include_bytes!("../../../../questionnaires/samples/self-de-identifying.json"),
    ),
    (
        "start-up",
        include_bytes!("../../../../questionnaires/samples/start-up.json"),
    ),
];
const LAYOUTS: [Layout; 3] = [Layout::Text, Layout::Markdown, Layout::Html];

fn set() -> Set {
    Set::standard().value.unwrap()
}

fn scored(set: &Set, bytes: &[u8]) -> Scored {
    let day = Date::parse("2026-11-22").unwrap();
    api::score(set, bytes, day).value.unwrap()
}

/// The report on one of the other samples, as Markdown.
fn other(name: &str) -> String {
    let set = set();
    let bytes = OTHERS.iter().find(|(known, _)| *known == name).unwrap().1;
    let scored = scored(&set, bytes);
    render(&set, &scored, Layout::Markdown, Language::English)
}

/// Lines that hold this.
fn lines<'r>(report: &'r str, part: &str) -> Vec<&'r str> {
    report.lines().filter(|line| line.contains(part)).collect()
}

/// A package in good order whose vendor and products have this name.
fn named(name: &str) -> Vec<u8> {
    let mut package = package::read(SAMPLES[1]).value.unwrap();
    package.assessment.engagement.vendor.name = name.to_owned();
    package.assessment.engagement.products = vec![name.to_owned()];
    package::write(&package)
}

#[test]
fn the_decision_comes_first() {
    let set = set();
    for sample in SAMPLES {
        let scored = scored(&set, sample);
        let engagement = &scored.package.assessment.engagement;
        let lead = lead(engagement, &scored.outcome, Language::English);
        let text = render(&set, &scored, Layout::Text, Language::English);
        let first = text.split("\n\n").next().unwrap().replace('\n', " ");
        assert_eq!(first, lead);
        let markdown = render(&set, &scored, Layout::Markdown, Language::English);
        assert!(markdown.starts_with(&format!("# {lead}\n")), "{lead}");
        let html = render(&set, &scored, Layout::Html, Language::English);
        assert!(html.contains(&format!("<h1>{lead}</h1>")), "{lead}");
        assert_eq!(lead.matches('.').count(), 1, "one sentence: {lead}");
    }
}

#[test]
fn of_what_has_ended_nothing_is_approved() {
    let set = set();
    let mut package = package::read(SAMPLES[1]).value.unwrap();
    let engagement = &mut package.assessment.engagement;
    (engagement.stage, engagement.phi) = (Some(Stage::Ended), Some(Phi::None));
    for flow in &mut engagement.flows {
        flow.phi = None;
    }
    let scored = scored(&set, &package::write(&package));
    let lead = lead(
        &scored.package.assessment.engagement,
        &scored.outcome,
        Language::English,
    );
    assert!(!lead.contains("pprove"), "{lead}");
    assert!(lead.contains("the file of"), "{lead}");
}

#[test]
fn while_signatures_are_missing_the_first_sentence_says_that_phi_waits() {
    let set = set();
    let mut package = package::read(SAMPLES[1]).value.unwrap();
    for baa in &mut package.assessment.baas {
        baa.status = BaaStatus::Sent;
    }
    let scored = scored(&set, &package::write(&package));
    let lead = lead(
        &scored.package.assessment.engagement,
        &scored.outcome,
        Language::English,
    );
    assert!(
        lead.contains("no PHI may flow until both sides have signed"),
        "{lead}"
    );
}

#[test]
fn notices_stand_before_everything_but_the_decision() {
    let rubric = crate::set::SOURCES
        .iter()
        .find(|(name, _)| name.starts_with("rubric/"))
        .map(|(_, bytes)| String::from_utf8(bytes.to_vec()).unwrap())
        .unwrap();
    let at = rubric.find("gate.baa-in-force").unwrap();
    let (before, after) = rubric.split_at(at);
    let softened = format!("{before}{}", after.replacen("\"block\"", "\"hold\"", 2));
    assert_ne!(softened, rubric);
    let set = Set::standard_with_rubric("soft.toml", softened.as_bytes());
    let set = set
        .value
        .unwrap_or_else(|| panic!("{:#?}", set.diagnostics));
    let report = report(&set, &scored(&set, SAMPLES[2]), Language::English);
    assert!(
        matches!(&report.blocks[1], Block::Notice(text) if text.contains("gate.baa-in-force")),
        "{:#?}",
        report.blocks[1]
    );
}

#[test]
fn every_word_comes_from_the_catalogue() {
    let set = set();
    let dressed = |text: &str| assert!(text.contains('⟦'), "not from the catalogue: {text}");
    let table = |table: &Table| {
        table.head.iter().for_each(|cell| dressed(cell));
        for row in &table.rows {
            assert_eq!(row.len(), table.head.len(), "{row:?}");
            let marked = row.iter().filter(|cell| cell.tone != Tone::Plain);
            marked.for_each(|cell| {
                // A gap is named in the rubric's words.
                assert!(
                    cell.text.contains('⟦') || cell.tone == Tone::Bad,
                    "{cell:?}"
                );
            });
        }
    };
    let others = OTHERS.iter().map(|(_, bytes)| *bytes);
    for sample in SAMPLES.into_iter().chain(others) {
        let report = report(&set, &scored(&set, sample), Language::Pseudo);
        dressed(&report.lead);
        dressed(&report.margin);
        for block in &report.blocks {
            match block {
                Block::Heading(text) | Block::Paragraph(text) | Block::Notice(text) => {
                    dressed(text)
                }
                Block::Facts(facts) => facts.iter().for_each(|(name, _)| dressed(name)),
                Block::Table(one) => table(one),
                Block::Entries(entries) => {
                    for entry in entries {
                        dressed(&entry.label);
                        dressed(&entry.title);
                        entry.paragraphs.iter().for_each(|text| dressed(text));
                        entry.table.iter().for_each(table);
                    }
                }
                Block::Signature(lines) => lines.iter().for_each(|line| dressed(line)),
            }
        }
    }
}

#[test]
fn no_key_is_shown_for_want_of_a_text() {
    let set = set();
    let empty: &[u8] = br#"{"format":"vendorward/assessment","format_version":1}"#;
    for sample in SAMPLES.into_iter().chain([empty]) {
        let text = render(&set, &scored(&set, sample), Layout::Text, Language::English);
        let key = |word: &str| {
            ["report.", "recommendation.", "need.", "scope.", "notice."]
                .iter()
                .any(|start| word.starts_with(start) && !word.ends_with('.'))
                && !texts::has(&format!("{word}.title").replace(':', ""))
        };
        let shown = text.split_whitespace().find(|word| key(word));
        assert_eq!(shown, None);
    }
}

#[test]
fn what_a_package_says_stays_text() {
    let set = set();
    let hostile = "<script>alert('1')</script>\u{1b}[2J\u{202e}&\"|`[x](javascript:1)\\\n# no";
    let scored = scored(&set, &named(hostile));
    let html = render(&set, &scored, Layout::Html, Language::English);
    assert!(
        !html.contains("<script") && !html.contains("alert('"),
        "markup of the package's own"
    );
    for layout in LAYOUTS {
        let page = render(&set, &scored, layout, Language::English);
        let wild = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(
            !page.contains(wild),
            "{layout:?} moves the cursor or turns the writing"
        );
    }
    let markdown = render(&set, &scored, Layout::Markdown, Language::English);
    assert!(!markdown.contains("<script") && !markdown.contains("\n# no"));
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    for table in markdown
        .split("\n\n")
        .filter(|block| block.starts_with('|'))
    {
        let head = table.lines().next().map(bars);
        for row in table.lines() {
            assert_eq!(Some(bars(row)), head, "a cell breaks its row: {row}");
        }
    }
}

#[test]
fn text_keeps_to_its_page() {
    let set = set();
    let others = OTHERS.iter().map(|(_, bytes)| *bytes);
    for sample in SAMPLES.into_iter().chain(others) {
        let text = render(&set, &scored(&set, sample), Layout::Text, Language::English);
        for line in text.lines() {
            let whole_word = line.split_whitespace().any(|word| word.len() >= 64);
            assert!(line.chars().count() <= 100 || whole_word, "{line}");
            assert_eq!(line.trim_end(), line);
        }
    }
}

#[test]
fn html_needs_nothing_from_elsewhere() {
    let set = set();
    for sample in SAMPLES {
        let html = render(&set, &scored(&set, sample), Layout::Html, Language::English);
        for foreign in [
            "<script", "http:", "https:", "@import", "url(", "<link", "<img", "style=\"",
        ] {
            assert!(!html.contains(foreign), "{foreign}");
        }
        for tag in ["table", "div", "article", "dl", "span", "h2", "p"] {
            let open = html.matches(&format!("<{tag}>")).count()
                + html.matches(&format!("<{tag} ")).count();
            assert_eq!(open, html.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}

#[test]
fn where_no_gate_is_open_the_first_line_names_the_gravest_finding() {
    let report = other("late-baa");
    let first = report.lines().next().unwrap();
    assert!(
        first.ends_with(": PHI flowed on days for which no agreement is shown."),
        "{first}"
    );
}

#[test]
fn one_matter_is_one_condition() {
    let report = other("payment-plans");
    let (_, conditions) = report.split_once("## Conditions").unwrap();
    let (conditions, _) = conditions.split_once("## Decision").unwrap();
    for part in ["baa.provision.delegated", "ba-02"] {
        let rows = lines(conditions, part);
        assert_eq!(rows.len(), 1, "{part}: {conditions}");
        assert!(
            rows[0].starts_with("| BAA terms (gate.baa-terms, "),
            "{}",
            rows[0]
        );
    }
    let rows = conditions.lines().filter(|line| line.starts_with("| "));
    let set = set();
    let half = scored(&set, SAMPLES[0]);
    let half = render(&set, &half, Layout::Markdown, Language::English);
    let (_, of_half) = half.split_once("## Conditions").unwrap();
    // Refused and therefore missing: one question, one matter.
    assert_eq!(lines(of_half, "lg-02").len(), 1);
    for row in rows.skip(2) {
        let to_do = row.split(" | ").nth(1).unwrap();
        assert!(!to_do.trim().is_empty(), "nothing to do: {row}");
    }
}

#[test]
fn what_the_package_records_can_be_found() {
    let pump = other("infusion-pump");
    for part in [
        "2026-12-31, in 39 days",
        "2026-05-06, 22 days after",
        "service desk, IE",
        "PHI since: 2023-10-02 or earlier",
        "Facts entered by: Marcus Thiele",
        "Attested by: Sofia Brandl",
        "N/A, nobody has accepted it | dv-18 (",
        "the auditor noted an exception",
    ] {
        assert!(!lines(&pump, part).is_empty(), "{part}");
    }
    assert!(!lines(&other("start-up"), "Attested by: nobody").is_empty());
    let conduit = other("conduit");
    assert!(!lines(&conduit, "(optional: no agreement is required)").is_empty());
    assert!(!lines(&conduit, "stored longer than transmission needs: no").is_empty());
    let both = lines(&conduit, "→ delivery van");
    assert!(both.len() == 2 && both[0] != both[1], "{both:?}");
}

#[test]
fn ids_are_said_in_words() {
    for (name, _) in OTHERS {
        let report = other(name);
        for bare in [
            "facts.part2",
            "vendor\\_entity of",
            "unknown: unknown",
            "Inc..",
            "LLC..",
        ] {
            assert_eq!(lines(&report, bare), Vec::<&str>::new(), "{name}");
        }
    }
    let pump = other("infusion-pump");
    assert!(
        !lines(
            &pump,
            "a document that shows en-02 (Where is ePHI encrypted in transit?)"
        )
        .is_empty()
    );
    // A hint that fits addressable questions stands with those alone.
    let firm = other("start-up");
    assert!(lines(&firm, "completed, or a rationale").is_empty());
    assert!(!lines(&pump, "completed, or a rationale").is_empty());
}

#[test]
fn questionnaires_that_were_not_asked_are_not_listed() {
    let report = other("late-baa");
    assert!(lines(&report, "Questionnaire medical-device").is_empty());
    assert_eq!(lines(&report, "- Questionnaire ").len(), 2);
}
