//! Records of two assessments, member by member, as the file writes them: one that a later version adds is
//! compared too. What a member is called, what its words are and which of them is better is data.

use std::collections::BTreeMap;

use serde_json::Value;
use vendorward_core::assessment::Assessment;

use super::{Area, Changes, Clock, Name, Side, Way};
use crate::{canonical, json::written};

/// A member of a record.
struct Member {
    /// Where it stands in the record; a last `*` is the key of a clause.
    path: &'static str,
    /// Key of its name; that of a clause's vocabulary for a `*`.
    name: &'static str,
    /// The vocabulary of its words; empty if it has none.
    vocabulary: &'static str,
    /// Its words from worst to best; empty if none is better.
    order: &'static [&'static str],
}

const fn plain(path: &'static str, name: &'static str) -> Member {
    words(path, name, "", &[])
}

const fn words(
    path: &'static str,
    name: &'static str,
    vocabulary: &'static str,
    order: &'static [&'static str],
) -> Member {
    Member {
        path,
        name,
        vocabulary,
        order,
    }
}

/// Yes and no, where yes is better, and where neither is.
const YES: &[&str] = &["no", "yes"];
const YES_NO: &str = "site.yes-no";
const PROVISION: &str = "site.provision-state";
const FOUND: &[&str] = &["absent", "unclear", "found"];

const AGREEMENT: &[Member] = &[
    words(
        "status",
        "site.baa.status",
        "baa.status",
        &[
            "refused",
            "none",
            "terminated",
            "draft",
            "sent",
            "signed-one-side",
            "executed",
        ],
    ),
    words(
        "execution/kind",
        "site.baa.execution.kind",
        "site.execution",
        &[],
    ),
    plain("execution/ours_on", "site.baa.ours"),
    plain("execution/theirs_on", "site.baa.theirs"),
    plain("vendor_entity", "site.baa.vendor-entity"),
    plain("customer_entities", "site.baa.customer-entities"),
    words(
        "coverage/kind",
        "site.baa.coverage.kind",
        "site.coverage",
        &[],
    ),
    plain("coverage/list", "site.baa.coverage.list"),
    plain("coverage/exclusions", "site.baa.coverage.exclusions"),
    words("coverage/ai", "site.baa.coverage.ai", YES_NO, YES),
    plain("coverage/conditions_on_customer", "site.baa.conditions"),
    words("term/kind", "site.baa.term.kind", "site.term", &[]),
    plain("term/ends", "site.baa.ends"),
    plain("effective", "site.baa.effective"),
    plain("notice/breach", "diff.notice.breach"),
    plain("notice/impermissible_use", "diff.notice.use"),
    plain("notice/incident", "diff.notice.incident"),
    words("provisions/*", "site.provision", PROVISION, FOUND),
    words(
        "terms/*",
        "site.baa-term",
        "site.term-state",
        &["against", "silent", "weak", "agreed"],
    ),
    words(
        "notice_content",
        "site.baa.notice.content",
        PROVISION,
        FOUND,
    ),
    words("agent", "site.baa.agent", YES_NO, &[]),
    plain("amended_on", "site.baa.amended"),
    plain("renewal", "site.baa.renewal"),
    words("part2_terms", "site.baa.part2", YES_NO, YES),
    plain("supersedes", "site.baa.supersedes"),
    plain("document", "site.baa.document"),
    plain("reviewed", "diff.read"),
];

const SUBCONTRACTOR: &[Member] = &[
    words(
        "baa",
        "site.subcontractor.baa",
        "diff.party-baa",
        &["none", "unknown", "executed"],
    ),
    plain("name", "site.subcontractor.name"),
    plain("service", "site.subcontractor.service"),
    words("phi", "site.subcontractor.phi", YES_NO, &[]),
    plain("baa_on", "site.subcontractor.on"),
    plain("confirmed", "diff.read"),
];

const EVIDENCE: &[Member] = &[
    plain("date", "site.document.date"),
    plain("title", "site.document.title"),
    words("kind", "site.document.kind", "site.evidence-kind", &[]),
    plain("issuer", "site.document.issuer"),
    plain("valid_until", "site.document.until"),
    plain("products", "site.document.products"),
    plain("places", "site.document.places"),
    plain("controls", "site.document.controls"),
    plain("interim_on", "site.document.interim"),
    words(
        "self_assessed",
        "site.document.self-assessed",
        YES_NO,
        &["yes", "no"],
    ),
    plain("open_high", "site.document.open-high"),
    plain("limit_usd", "site.document.limit"),
    words(
        "confidentiality",
        "site.document.confidentiality",
        "site.confidentiality",
        &[],
    ),
    plain("reviewed", "diff.read"),
];

const FLOW: &[Member] = &[
    plain("place", "site.flow.place"),
    plain("product", "site.flow.product"),
    plain("region", "site.flow.region"),
    plain("party", "site.flow.party"),
    words("phi", "site.flow.phi", "phi", &[]),
    words("data", "site.flow.data", "site.data", &[]),
    words("forms", "site.flow.forms", "site.form", &[]),
    words("function", "site.flow.function", "site.function", &[]),
    words(
        "facts/substitute",
        "site.deciding.substitute",
        "site.substitute",
        &[],
    ),
    words(
        "facts/limited_purpose",
        "site.deciding.limited_purpose",
        "site.purpose",
        &[],
    ),
    words("facts/*", "site.deciding", YES_NO, &[]),
];

const FACT: &[Member] = &[
    plain("vendor/name", "site.names.vendor"),
    plain("vendor/legal_name", "diff.fact.legal-name"),
    plain("customer/name", "site.names.customer"),
    words("customer/kind", "diff.fact.customer", "site.customer", &[]),
    plain("customer/entities", "site.names.entities"),
    plain("customer/regions_allowed", "diff.fact.regions"),
    plain("products", "diff.fact.products"),
    words("stage", "diff.fact.stage", "stage", &[]),
    words("phi", "diff.fact.phi", "phi", &[]),
    plain("phi_start/date", "diff.fact.phi-start"),
    words(
        "phi_start/basis",
        "site.phi-start.basis",
        "site.phi-start",
        &[],
    ),
    plain("records", "diff.fact.records"),
    plain("sensitivity", "diff.fact.sensitivity"),
    plain("access", "diff.fact.access"),
    words("connection", "diff.fact.connection", YES_NO, &[]),
    plain("hosting", "diff.fact.hosting"),
    words("offshore", "diff.fact.offshore", YES_NO, &[]),
    words("ai", "diff.fact.ai", YES_NO, &[]),
    plain("criticality", "diff.fact.criticality"),
    plain("product_type", "diff.fact.product-type"),
    words("depth", "site.pack.depth", "triage", &[]),
    plain("system_changes", "site.changes"),
    words("exit/kind", "site.exit.kind", "site.exit-kind", &[]),
    plain("exit/certified_on", "site.exit.certified"),
    words(
        "exit/subcontractors",
        "site.exit.subcontractors",
        YES_NO,
        &[],
    ),
    plain("exit/document", "site.exit.document"),
    plain("owner", "site.names.owner"),
];

/// A list of records: what it is about, where it stands, its members, and by which of them a record is
/// called. The first member says how a record stands that came or went.
struct List {
    area: Area,
    at: &'static str,
    members: &'static [Member],
    named: &'static [&'static str],
}

const LISTS: &[List] = &[
    List {
        area: Area::Agreement,
        at: "/baas",
        members: AGREEMENT,
        named: &["id"],
    },
    List {
        area: Area::Subcontractor,
        at: "/subcontractors",
        members: SUBCONTRACTOR,
        named: &["name"],
    },
    List {
        area: Area::Evidence,
        at: "/evidence",
        members: EVIDENCE,
        named: &["title"],
    },
    List {
        area: Area::Flow,
        at: "/engagement/flows",
        members: FLOW,
        named: &["product", "place", "party"],
    },
];

/// Records that came, went or say something else, and the facts of the engagement. Flows are listed one by
/// one; who entered the facts last is no fact.
pub(super) fn records(changes: &mut Changes, old: &Assessment, new: &Assessment) {
    let (old, new) = (
        written(&canonical::bytes(old)),
        written(&canonical::bytes(new)),
    );
    for list in LISTS {
        listed(changes, list, (old.pointer(list.at), new.pointer(list.at)));
    }
    let facts = |whole: &Value| {
        let mut leaves = Leaves::new();
        for (key, value) in members_of(whole.get("engagement")) {
            if !matches!(key.as_str(), "flows" | "entered" | "id") {
                leaf(key, value, &mut leaves);
            }
        }
        leaves
    };
    compare(
        changes,
        Area::Fact,
        FACT,
        ("", ""),
        (&facts(&old), &facts(&new)),
    );
}

fn members_of(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn text_of<'a>(record: &'a Value, member: &str) -> &'a str {
    record
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn listed(changes: &mut Changes, list: &List, (old, new): (Option<&Value>, Option<&Value>)) {
    let items = |list: Option<&Value>| -> Vec<Value> {
        list.and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let named = |record: &Value| {
        let parts = list.named.iter().map(|member| text_of(record, member));
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        match parts.join(" → ") {
            name if name.is_empty() => text_of(record, "id").to_owned(),
            name => name,
        }
    };
    let all = |record: &Value| {
        let mut leaves = Leaves::new();
        for (key, value) in members_of(Some(record)) {
            if key != "id" {
                leaf(key, value, &mut leaves);
            }
        }
        leaves
    };
    let first = |record: &Value| {
        let member = list.members.first();
        let value = member.and_then(|member| Some((member, all(record).remove(member.path)?)));
        value.map_or(Side::None, |(member, value)| side(Some(member), &value))
    };
    changes.pair(
        (&items(old), &items(new)),
        |one| text_of(one, "id").to_owned(),
        |one| {
            let id = text_of(one, "id").to_owned();
            (list.area, id, Name::Text(named(one)), first(one))
        },
        |changes, was, is| {
            let name = named(is);
            let both = (&all(was), &all(is));
            compare(
                changes,
                list.area,
                list.members,
                (text_of(is, "id"), &name),
                both,
            );
        },
    );
}

/// What stands at each path of a record.
type Leaves = BTreeMap<String, Value>;

/// A clause of a list stands under its key, by its state; a clock, a signature and any other list are one
/// thing each.
fn leaf(path: &str, value: &Value, leaves: &mut Leaves) {
    match value {
        Value::Object(fields) if !fields.contains_key("trigger") && !fields.contains_key("by") => {
            for (key, value) in fields {
                leaf(&format!("{path}/{key}"), value, leaves);
            }
        }
        Value::Array(items) if items.iter().any(|item| item.get("state").is_some()) => {
            for item in items {
                let key = format!("{path}/{}", text_of(item, "key"));
                leaves.insert(key, item.get("state").cloned().unwrap_or_default());
            }
        }
        other => drop(leaves.insert(path.to_owned(), other.clone())),
    }
}

/// The member at a path, and the key of its name.
fn member<'a>(members: &'a [Member], path: &str) -> Option<(&'a Member, String)> {
    if let Some(own) = members.iter().find(|one| one.path == path) {
        return Some((own, own.name.to_owned()));
    }
    let (list, key) = path.split_once('/')?;
    let mut all = members.iter();
    let clause = all.find(|one| one.path.strip_suffix("/*") == Some(list))?;
    Some((clause, format!("{}.{key}", clause.name)))
}

fn compare(
    changes: &mut Changes,
    area: Area,
    members: &[Member],
    (id, record): (&str, &str),
    (was, is): (&Leaves, &Leaves),
) {
    // Those that are there, then those that are gone.
    let gone = was.keys().filter(|path| !is.contains_key(*path));
    for path in is.keys().chain(gone) {
        let (before, after) = (was.get(path), is.get(path));
        if before == after {
            continue;
        }
        let found = member(members, path);
        let own = found.as_ref().map(|(member, _)| *member);
        let said = |value: Option<&Value>| value.map_or(Side::None, |value| side(own, value));
        let sides = (said(before), said(after));
        let way = match (before, after) {
            (None, _) => Way::New,
            (_, None) => Way::Gone,
            _ => way(own, &sides),
        };
        let key = found.map_or_else(|| path.clone(), |(_, key)| key);
        let subject = match id {
            "" => path.clone(),
            id => format!("{id}/{path}"),
        };
        changes.add(
            area,
            way,
            subject,
            Name::About(key, record.to_owned()),
            sides,
        );
    }
}

fn way(member: Option<&Member>, sides: &(Side, Side)) -> Way {
    let way = match sides {
        (Side::Clock(was), Side::Clock(is)) => was.way_to(is),
        (Side::Said(_, was), Side::Said(_, is)) => member.and_then(|member| {
            let rank = |word: &String| member.order.iter().position(|one| one == word);
            Way::by(&rank(was)?, &rank(is)?)
        }),
        _ => None,
    };
    way.unwrap_or(Way::Changed)
}

/// A value in words.
fn side(member: Option<&Member>, value: &Value) -> Side {
    let vocabulary = member.map_or("", |member| member.vocabulary);
    match value {
        Value::String(word) if !vocabulary.is_empty() => Side::Said(vocabulary, word.clone()),
        Value::String(text) => Side::Text(text.clone()),
        Value::Bool(yes) => Side::Said(YES_NO, if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => number.as_i64().map_or(Side::None, Side::Number),
        Value::Array(items) => {
            let each = items.iter().map(|item| match item {
                Value::String(word) => {
                    let name = match vocabulary {
                        "" => Name::Text(word.clone()),
                        vocabulary => Name::Key(format!("{vocabulary}.{word}")),
                    };
                    (word.clone(), name)
                }
                other => (in_short(other), Name::Text(in_short(other))),
            });
            Side::Each(each.collect())
        }
        Value::Object(fields) if fields.contains_key("trigger") => Side::Clock(Clock {
            number: fields.get("number").and_then(Value::as_u64),
            unit: text_of(value, "unit").to_owned(),
            trigger: text_of(value, "trigger").to_owned(),
        }),
        other => Side::Text(in_short(other)),
    }
}

/// What people enter of a small record: its day and its texts.
fn in_short(record: &Value) -> String {
    let texts = members_of(Some(record)).filter_map(|(_, value)| value.as_str());
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    texts.join(", ")
}
