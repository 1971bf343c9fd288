use vendorward_core::{Date, baa::BaaStatus, texts};

use super::*;
use crate::{api, package};

const SAMPLES: [&[u8]; 3] = [
    include_bytes!("../../../../questionnaires/samples/half-unknown.json"),
    include_bytes!("../../../../questionnaires/samples/in-good-order.json"),
    include_bytes!("../../../../questionnaires/samples/live-without-baa.json"),
];
const LAYOUTS: [Layout; 3] = [Layout::Text, Layout::Markdown, Layout::Html];

fn set() -> Set {
    Set::standard().value.unwrap()
}

fn scored(set: &Set, bytes: &[u8]) -> Scored {
    let day = Date::parse("2026-11-22").unwrap();
    api::score(set, bytes, day).value.unwrap()
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
    for sample in SAMPLES {
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
    for sample in SAMPLES {
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
