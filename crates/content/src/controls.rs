//! The control inventory, `controls.toml`.

use std::collections::BTreeMap;

use toml::de::DeValue;
use vendorward_core::{
    Id,
    questionnaire::{Control, Controls, Domain},
};

use crate::{
    cites::Cited,
    codes,
    parsed::{ControlsIndex, Parsed, ParsedControls, Placed},
    questionnaire::question::cite,
    source::{Report, decode, unreadable},
    tomls::{self, Table, TomlReader, Value, record},
};

record!(Control { key, title, domain, cites } optional { aliases });

/// Reads a control inventory.
#[must_use]
pub fn read_controls(file: &str, bytes: &[u8]) -> ParsedControls {
    let mut index = ControlsIndex {
        file: file.to_owned(),
        ..ControlsIndex::default()
    };
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(why) => {
            return Parsed {
                value: None,
                diagnostics: vec![unreadable(file, bytes, &why)],
                index,
            };
        }
    };
    let mut report = Report::new(file, text);
    let mut controls: Option<Vec<Control>> = None;
    if let Some(root) = tomls::parse(&mut report, text, 0) {
        index.readable = true;
        let mut reader = TomlReader::new(&mut report, 0);
        let mut table = Table::whole(root.get_ref(), 0..0, "the control inventory");
        reader.known(&mut table, &["control"]);
        controls = reader.field(&table, "control");
        if let Some(DeValue::Array(entries)) = table.map.get("control").map(|v| v.get_ref()) {
            check(&mut reader, entries.iter(), &mut index);
        }
    }
    let (diagnostics, sound) = report.finish();
    Parsed {
        value: controls.filter(|_| sound).map(|mut controls| {
            controls.sort_by(|a, b| a.key.cmp(&b.key));
            Controls { controls }
        }),
        diagnostics,
        index,
    }
}

/// Checks keys, aliases and citations over all entries, whether or not the rest of each is sound.
fn check<'a, 'i: 'a>(
    reader: &mut TomlReader<'_, '_>,
    entries: impl Iterator<Item = &'a Value<'i>> + Clone,
    index: &mut ControlsIndex,
) {
    let mut lines: BTreeMap<Id, u32> = BTreeMap::new();
    for entry in entries.clone() {
        let Some(table) = entry.get_ref().as_table() else {
            continue;
        };
        cites(reader, table);
        let Some((key, at)) = table.get("key").and_then(|value| placed(reader, value)) else {
            continue;
        };
        if let Some(line) = lines.get(&key) {
            let place = table.get("key").map_or(0..0, |value| value.span());
            reader.report.add_help(
                codes::CONTROL_DUPLICATE,
                place,
                format!("the key `{key}` is taken by the control on line {line}"),
                "keys are unique",
            );
            continue;
        }
        lines.insert(key.clone(), at.line);
        index.keys.push(Placed { value: key, at });
    }
    for entry in entries {
        let Some(table) = entry.get_ref().as_table() else {
            continue;
        };
        let key = table.get("key").and_then(|value| placed(reader, value));
        let aliases = table
            .get("aliases")
            .and_then(|value| value.get_ref().as_array());
        for value in aliases.into_iter().flat_map(|aliases| aliases.iter()) {
            let Some((alias, at)) = placed(reader, value) else {
                continue;
            };
            if let Some(line) = lines.get(&alias) {
                reader.report.add(
                    codes::ALIAS_COLLIDES,
                    value.span(),
                    format!("`{alias}` is a former key here and taken on line {line}"),
                );
                continue;
            }
            lines.insert(alias.clone(), at.line);
            if let Some((key, _)) = &key {
                index
                    .aliases
                    .push((Placed { value: alias, at }, key.clone()));
            }
        }
    }
}

fn placed(
    reader: &TomlReader<'_, '_>,
    value: &Value<'_>,
) -> Option<(Id, vendorward_core::diagnostic::Span)> {
    let id = Id::new(value.get_ref().as_str()?).ok()?;
    Some((id, reader.report.span(value.span())))
}

fn cites(reader: &mut TomlReader<'_, '_>, table: &toml::de::DeTable<'_>) {
    let Some((list, range)) = table
        .get("cites")
        .and_then(|value| Some((value.get_ref().as_array()?, value.span())))
    else {
        return;
    };
    let practice = table
        .get("domain")
        .and_then(|value| value.get_ref().as_str())
        .is_none_or(|domain| Domain::parse(domain).is_none_or(|d| d == Domain::Practice));
    let mut any_law = false;
    for value in list.iter() {
        if let Some(text) = value.get_ref().as_str() {
            any_law |= !matches!(
                cite(reader.report, value.span(), text, !practice),
                Some(Cited::Criterion | Cited::Other)
            );
        }
    }
    if !practice && !any_law {
        reader.report.add_help(
            codes::CITES_MISSING,
            range,
            "the control belongs to a domain of law and cites none",
            "cite the rule, as in `45 CFR 164.312(a)(1)`, or say `domain = \"practice\"`",
        );
    }
}
