//! TOML read into core types, every problem with its place.

use std::{collections::BTreeMap, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use vendorward_core::{
    Date, Id,
    basis::Basis,
    engagement::ProductType,
    facts::{Tier, Triage},
    finding::Severity,
    gate::{Effect, GateId, LawStatus},
    pack::{Demand, Item},
    questionnaire::{Audience, Domain},
    rubric::Param,
    soc2::Category,
    units::BasisPoints,
    when::Expr,
};

use crate::{
    codes,
    questionnaire::condition,
    read,
    source::{Report, quote},
    suggest::{nearest, one_of},
    words::Mapped,
};

/// A value with its place.
pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// Reads TOML that stands at an offset of the file.
pub(crate) struct TomlReader<'r, 't> {
    pub(crate) report: &'r mut Report<'t>,
    base: usize,
}

/// A table with its name and place.
pub(crate) struct Table<'a, 'i> {
    pub(crate) map: &'a DeTable<'i>,
    pub(crate) range: Range<usize>,
    /// As in "`grades`" or "the front matter".
    pub(crate) name: String,
    /// What unknown keys probably meant; it is not reported as missing, too.
    misspelt: Vec<String>,
}

impl<'a, 'i> Table<'a, 'i> {
    /// A table that is no value of another: a whole file, or front matter.
    pub(crate) fn whole(map: &'a DeTable<'i>, range: Range<usize>, name: &str) -> Self {
        Self {
            map,
            range,
            name: name.to_owned(),
            misspelt: Vec::new(),
        }
    }
}

/// Parses TOML; reports what cannot be read, and then gives nothing.
pub(crate) fn parse<'t>(
    report: &mut Report<'_>,
    text: &'t str,
    base: usize,
) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = error.span().unwrap_or(text.len()..text.len());
        let (message, help) = match error.message().split_once(", expected ") {
            Some((message, expected)) => (message, Some(format!("expected {expected}"))),
            None => (error.message(), None),
        };
        report.put(
            codes::TOML_SYNTAX,
            place.start + base..place.end + base,
            message.to_owned(),
            help,
        );
    }
    errors.is_empty().then_some(table)
}

/// A type that is read from a TOML value. `key` is the key it stands at.
pub(crate) trait Toml: Sized {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self>;
}

/// A type that is read from a key of a table.
pub(crate) trait Key: Sized + Ord {
    fn key(reader: &mut TomlReader<'_, '_>, text: &str, place: Range<usize>) -> Option<Self>;
}

impl<'r, 't> TomlReader<'r, 't> {
    pub(crate) fn new(report: &'r mut Report<'t>, base: usize) -> Self {
        Self { report, base }
    }

    /// A range of the TOML as a range of the file.
    pub(crate) fn place(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.base..range.end + self.base
    }

    fn wrong_type(&mut self, value: &Value<'_>, key: &str, expected: &str) {
        let place = self.place(value.span());
        self.report.add(
            codes::KEY_TYPE,
            place,
            format!(
                "{} is {}; expected {expected}",
                quote(key),
                type_name(value.get_ref())
            ),
        );
    }

    /// The value as a table.
    pub(crate) fn table<'a, 'i>(
        &mut self,
        value: &'a Value<'i>,
        key: &str,
    ) -> Option<Table<'a, 'i>> {
        match value.get_ref() {
            DeValue::Table(map) => Some(Table {
                map,
                range: self.place(value.span()),
                name: quote(key),
                misspelt: Vec::new(),
            }),
            _ => {
                self.wrong_type(value, key, "a table");
                None
            }
        }
    }

    /// Reports keys that the table should not have.
    pub(crate) fn known(&mut self, table: &mut Table<'_, '_>, keys: &[&str]) {
        for key in table.map.keys() {
            let text = key.get_ref().as_ref();
            if keys.contains(&text) {
                continue;
            }
            let place = self.place(key.span());
            self.report.add_help(
                codes::KEY_UNKNOWN,
                place,
                format!("{} has no key {}", table.name, quote(text)),
                one_of(text, keys),
            );
            let meant = nearest(text, keys.iter().copied());
            table.misspelt.extend(meant.map(str::to_owned));
        }
    }

    /// The value of a key that must be there.
    pub(crate) fn field<T: Toml>(&mut self, table: &Table<'_, '_>, key: &str) -> Option<T> {
        if let Some(value) = table.map.get(key) {
            return T::toml(self, value, key);
        }
        if table.misspelt.iter().any(|meant| meant == key) {
            return None;
        }
        let (code, help) = missing(key);
        self.report.put(
            code,
            // The whole table may be long: its first place is enough.
            table.range.clone(),
            format!("{} has no `{key}`", table.name),
            help,
        );
        None
    }

    /// The value of a key that may be absent; `None` if it is there and wrong.
    pub(crate) fn optional<T: Toml + Default>(
        &mut self,
        table: &Table<'_, '_>,
        key: &str,
    ) -> Option<T> {
        match table.map.get(key) {
            Some(value) => T::toml(self, value, key),
            None => Some(T::default()),
        }
    }

    /// The value as a whole number within bounds.
    fn whole(&mut self, value: &Value<'_>, key: &str, min: i64, max: i64) -> Option<i64> {
        let DeValue::Integer(integer) = value.get_ref() else {
            self.wrong_type(value, key, "a whole number");
            return None;
        };
        let found = i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .filter(|n| (min..=max).contains(n));
        if found.is_none() {
            let place = self.place(value.span());
            self.report.add_help(
                codes::NUMBER_RANGE,
                place,
                format!("{} is {}", quote(key), quote(&integer.to_string())),
                format!("a whole number from {min} to {max}"),
            );
        }
        found
    }

    fn string<'a>(&mut self, value: &'a Value<'_>, key: &str) -> Option<&'a str> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.as_ref()),
            _ => {
                self.wrong_type(value, key, "a text in quotes");
                None
            }
        }
    }
}

/// What a missing or empty key is called.
fn missing(key: &str) -> (codes::Code, Option<String>) {
    match key {
        "reason" => (
            codes::REASON_MISSING,
            Some("say why this value and no other".to_owned()),
        ),
        "source" => (
            codes::SOURCE_MISSING,
            Some("say where it comes from, if only \"our judgement\"".to_owned()),
        ),
        _ => (codes::KEY_MISSING, None),
    }
}

const fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

impl Toml for String {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let text = reader.string(value, key)?;
        if text.trim().is_empty() {
            let place = reader.place(value.span());
            let (code, help) = match missing(key) {
                (codes::KEY_MISSING, _) => (codes::KEY_EMPTY, None),
                other => other,
            };
            reader
                .report
                .put(code, place, format!("{} is empty", quote(key)), help);
            return None;
        }
        Some(text.to_owned())
    }
}

impl Toml for bool {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            reader.wrong_type(value, key, "`true` or `false`");
        }
        found
    }
}

impl Toml for u16 {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let number = reader.whole(value, key, 0, i64::from(Self::MAX))?;
        Self::try_from(number).ok()
    }
}

impl Toml for u64 {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        // As far as a number of JSON goes without loss.
        let number = reader.whole(value, key, 0, (1 << 53) - 1)?;
        Self::try_from(number).ok()
    }
}

impl Toml for BasisPoints {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let number = reader.whole(value, key, 0, i64::from(Self::FULL.get()))?;
        u16::try_from(number).ok().and_then(Self::new)
    }
}

impl Toml for Id {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let text = reader.string(value, key)?;
        let place = reader.place(value.span());
        Self::new(text)
            .map_err(|error| read::bad_id(reader.report, place, text, &quote(key), error))
            .ok()
    }
}

impl Toml for Date {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                reader.wrong_type(value, key, "a date");
                return None;
            }
        };
        let place = reader.place(value.span());
        let found = Self::parse(&text).ok();
        if found.is_none() {
            reader.report.add_help(
                codes::DATE_FORM,
                place,
                format!("{} is no day of the calendar", quote(&text)),
                "as in `2026-11-22`",
            );
        }
        found
    }
}

impl Toml for Expr {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let text = reader.string(value, key)?;
        let mapped = inner(value, text, reader.place(value.span()));
        condition::read(reader.report, mapped.words()).map(|when| when.expr)
    }
}

/// The text of a string as it stands in the file, without its quotes. Where it has escapes, places
/// within it are those of the whole.
pub(crate) fn inner(value: &Value<'_>, text: &str, place: Range<usize>) -> Mapped {
    let mut mapped = Mapped::new(place.start);
    let quotes = value.span().len().saturating_sub(text.len());
    if quotes == 2 || quotes == 6 {
        let half = quotes / 2;
        mapped.push(text, place.start + half..place.end - half);
    } else {
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            mapped.push(text.get(at..end).unwrap_or_default(), place.clone());
        }
    }
    mapped
}

impl<T: Toml> Toml for Vec<T> {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let DeValue::Array(array) = value.get_ref() else {
            reader.wrong_type(value, key, "a list");
            return None;
        };
        let found: Vec<Option<T>> = array.iter().map(|one| T::toml(reader, one, key)).collect();
        found.into_iter().collect()
    }
}

impl<T: Toml> Toml for Option<T> {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        T::toml(reader, value, key).map(Some)
    }
}

impl<K: Key, T: Toml> Toml for BTreeMap<K, T> {
    fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
        let table = reader.table(value, key)?;
        let mut found = Self::new();
        let mut sound = true;
        for (name, value) in table.map {
            let text = name.get_ref().as_ref();
            let place = reader.place(name.span());
            let own = K::key(reader, text, place);
            let value = T::toml(reader, value, text);
            match own.zip(value) {
                Some((own, value)) => {
                    found.insert(own, value);
                }
                None => sound = false,
            }
        }
        sound.then_some(found)
    }
}

impl Key for Id {
    fn key(reader: &mut TomlReader<'_, '_>, text: &str, place: Range<usize>) -> Option<Self> {
        Self::new(text)
            .map_err(|error| read::bad_id(reader.report, place, text, "a finding", error))
            .ok()
    }
}

macro_rules! words {
    ($($type:ident $what:literal),+ $(,)?) => { $(
        impl Toml for $type {
            fn toml(reader: &mut TomlReader<'_, '_>, value: &Value<'_>, key: &str) -> Option<Self> {
                let text = reader.string(value, key)?;
                let found = Self::parse(text);
                if found.is_none() {
                    let place = reader.place(value.span());
                    read::bad_word(reader.report, place, text, &quote(key), Self::WORDS);
                }
                found
            }
        }

        impl Key for $type {
            fn key(reader: &mut TomlReader<'_, '_>, text: &str, place: Range<usize>) -> Option<Self> {
                let found = Self::parse(text);
                if found.is_none() {
                    read::bad_word(reader.report, place, text, $what, Self::WORDS);
                }
                found
            }
        }
    )+ };
}

words! {
    Audience "an audience", Basis "a basis", Category "a category", Demand "a demand",
    Domain "a domain", Effect "an effect", GateId "a gate", Item "a document",
    LawStatus "a law status", ProductType "a product type", Severity "a severity", Tier "a tier",
    Triage "a depth",
}

/// Implements [`Toml`] for a struct: its keys, then those that may be absent. A new field of the
/// struct does not compile until it is named here.
macro_rules! record {
    ($type:ident $(<$t:ident>)? { $($field:ident),* $(,)? } $(optional { $($opt:ident),* $(,)? })?) => {
        impl $(<$t: $crate::tomls::Toml>)? $crate::tomls::Toml for $type $(<$t>)? {
            fn toml(
                reader: &mut $crate::tomls::TomlReader<'_, '_>,
                value: &$crate::tomls::Value<'_>,
                key: &str,
            ) -> Option<Self> {
                let mut table = reader.table(value, key)?;
                reader.known(&mut table, &[$(stringify!($field),)* $($(stringify!($opt),)*)?]);
                $(let $field = reader.field(&table, stringify!($field));)*
                $($(let $opt = reader.optional(&table, stringify!($opt));)*)?
                Some(Self { $($field: $field?,)* $($($opt: $opt?,)*)? })
            }
        }
    };
}
pub(crate) use record;

record!(Param<T> { value, reason, source });

/// Whether a text is three numbers with dots, as semantic versions are.
pub(crate) fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| {
            !part.is_empty()
                && part.len() <= 9
                && part.bytes().all(|b| b.is_ascii_digit())
                && (part.len() == 1 || !part.starts_with('0'))
        })
}

/// The version of a file.
pub(crate) fn version(reader: &mut TomlReader<'_, '_>, table: &Table<'_, '_>) -> Option<String> {
    let text: String = reader.field(table, "version")?;
    if is_version(&text) {
        return Some(text);
    }
    let place = table
        .map
        .get("version")
        .map_or(table.range.clone(), |value| reader.place(value.span()));
    reader.report.add_help(
        codes::VERSION_FORM,
        place,
        format!("{} is not a version", quote(&text)),
        "three numbers, as in `1.0.0`",
    );
    None
}
