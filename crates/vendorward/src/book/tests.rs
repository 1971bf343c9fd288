use std::collections::BTreeSet;

use serde_json::Value;
use vendorward_core::{
    Id,
    baa::DeterminationRule,
    gate::{Effect, GateId},
    rules::RULES,
};

use super::*;
use crate::set::{Set, others};

fn set() -> Set {
    Set::standard().value.unwrap()
}

fn book(language: Language) -> Book {
    let (set, others) = (set(), others());
    Book::new(
        &Subject {
            set: &set,
            others: &others,
            self_test: &[],
        },
        language,
    )
}

/// The ids of the code: gates, findings, rules of the determination.
fn of_the_code() -> [(&'static str, Vec<&'static str>); 3] {
    [
        ("gates", GateId::WORDS.to_vec()),
        ("findings", RULES.iter().map(|rule| rule.id).collect()),
        ("determination", DeterminationRule::WORDS.to_vec()),
    ]
}

#[test]
fn json_lists_what_the_code_has_and_no_other() {
    let book: Value = serde_json::from_slice(&book(Language::English).json()).unwrap();
    for (list, expected) in of_the_code() {
        let ids: Vec<&str> = book[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, expected, "{list}");
    }
    assert_eq!(book["rubric"]["id"], "healthcare");
    let rated = book["findings"].as_array().unwrap();
    assert!(rated.iter().all(|row| row["severity"].is_string()));
    assert_eq!(book["questionnaires"].as_array().unwrap().len(), 11);
}

#[test]
fn every_row_fills_its_columns_and_ids_are_unique() {
    for language in [Language::English, Language::Pseudo] {
        let book = book(language);
        let mut keys = BTreeSet::new();
        for table in book.tables() {
            assert!(keys.insert(table.key), "{} stands twice", table.key);
            let mut ids = BTreeSet::new();
            for row in &table.rows {
                assert_eq!(
                    row.cells.len(),
                    table.columns.len(),
                    "{} {}",
                    table.key,
                    row.id
                );
                assert!(ids.insert(&row.id), "{} {} stands twice", table.key, row.id);
                assert!(!row.data.is_empty() && !row.data.contains_key("id"));
            }
            assert!(!table.rows.is_empty(), "{} is empty", table.key);
        }
        // A key that the catalogue lacks would be shown as it is.
        for line in book
            .tables()
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells)
            .flatten()
        {
            for run in &line.runs {
                if let Run::Words(text) = run {
                    assert!(
                        !text.starts_with("book.") && !text.starts_with("belief."),
                        "{text}"
                    );
                    assert!(!text.contains(['{', '}']), "{text}");
                }
            }
        }
        for section in &book.sections {
            assert!(!section.title.contains("book."), "{}", section.title);
        }
    }
}

#[test]
fn words_change_with_the_language_and_data_do_not() {
    let (english, pseudo) = (book(Language::English), book(Language::Pseudo));
    assert_eq!(english.json(), pseudo.json());
    assert_ne!(english.title, pseudo.title);
}

#[test]
fn a_softened_gate_is_told_first() {
    let mut set = set();
    let sound = book(Language::English);
    let notices = |book: &Book| {
        let parts = book.sections.first().unwrap().parts.iter();
        parts.filter(|part| matches!(part, Part::Notice(_))).count()
    };
    assert_eq!(notices(&sound), 0);
    let mut rubric = set.compiled.rubric.clone();
    rubric.gates.get_mut(&GateId::BaaInForce).unwrap().live = Effect::Hold;
    rubric.findings.remove(&Id::new("baa.missing").unwrap());
    let questionnaires = set.compiled.questionnaires.clone();
    set = Set::new(questionnaires, set.controls.clone(), rubric).unwrap();
    let softer = Book::new(
        &Subject {
            set: &set,
            others: &[],
            self_test: &[],
        },
        Language::English,
    );
    assert_eq!(
        notices(&softer),
        2,
        "the softened gate and the unrated rule"
    );
}

#[test]
fn a_self_test_is_the_last_section() {
    let (set, others) = (set(), others());
    let tested = [Tested {
        id: "reachable".to_owned(),
        check: "Every question can be reached.".to_owned(),
        passed: false,
        found: vec!["xx-01 cannot".to_owned()],
    }];
    let book = Book::new(
        &Subject {
            set: &set,
            others: &others,
            self_test: &tested,
        },
        Language::English,
    );
    let last = book.sections.last().unwrap();
    assert_eq!(last.key, "self-test");
    let json: Value = serde_json::from_slice(&book.json()).unwrap();
    assert_eq!(json["self_test"][0]["passed"], false);
}

#[test]
fn a_report_covers_what_the_rubric_says() {
    let set = set();
    let rubric = rubric(&set);
    let one = Counts::of(rubric, true, |duty| duty.overlap);
    let three = Counts::of(rubric, true, |duty| duty.overlap_sac);
    assert_eq!((one.full, one.partial, one.none), (22, 18, 7));
    assert_eq!((three.full, three.partial, three.none), (25, 16, 6));
    assert_eq!(Counts::of(rubric, false, |duty| duty.overlap).none, 17);
    assert_eq!(dollars(Words(Language::English), 2_190_294), "$2,190,294");
    assert_eq!(dollars(Words(Language::English), 145), "$145");
}

#[cfg(feature = "print")]
mod laid_out {
    use super::*;
    use crate::render::{book_html, book_text};

    /// Values of an attribute in the rows of a table.
    fn row_ids(page: &str, table: &str) -> Vec<String> {
        let (_, rest) = page.split_once(&format!("data-table=\"{table}\"")).unwrap();
        let (body, _) = rest.split_once("</table>").unwrap();
        body.split("<tr id=\"")
            .skip(1)
            .map(|row| row.split('"').next().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn the_page_and_the_text_list_what_the_code_has_and_no_other() {
        let book = book(Language::English);
        let (page, text) = (book_html(&book), book_text(&book));
        for (table, expected) in of_the_code() {
            assert_eq!(row_ids(&page, table), expected, "{table}");
            for id in expected {
                let headed = text
                    .lines()
                    .filter(|line| line.split("  ").next() == Some(id));
                assert_eq!(headed.count(), 1, "{id}");
            }
        }
        // And every section of the one list, in both.
        for section in &book.sections {
            assert!(page.contains(&format!("<h2 id=\"{}\"", section.key)));
            assert!(text.lines().any(|line| line == section.title));
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn anchors_are_unique_and_lead_somewhere() {
        let page = book_html(&book(Language::English));
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        for link in page.split("href=\"#").skip(1) {
            assert!(ids.contains(&link.split('"').next().unwrap()));
        }
        for (open, close) in [
            ("<section", "</section>"),
            ("<table", "</table>"),
            ("<span", "</span>"),
        ] {
            assert_eq!(
                page.matches(open).count(),
                page.matches(close).count(),
                "{open}"
            );
        }
    }
}
