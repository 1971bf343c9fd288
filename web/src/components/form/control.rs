//! The control of a field, by what the field is.

use std::{cell::RefCell, rc::Rc};

use crate::prelude::*;
use vendorward::core::Date;

use super::{needs::Needs, place::Place, value::Value};
use crate::{
    components::{
        choice::{
            labels, radios, radios_only, select, select_name, select_only, select_with, ticks,
            words, yes_else, yes_no,
        },
        field::{Field, day, line, line_of, lines, named, number},
        list::names,
    },
    texts::text,
};

/// The records that a field may name, by id and name; which field says whose it is.
type Records = fn(field: &str) -> Vec<(String, String)>;

/// What a field is, and so how it is entered.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// One line of text.
    Line,
    /// The same with the suggestions of this list.
    Listed(&'static str),
    /// Several lines of text.
    Text,
    /// Names, one a line.
    Names,
    /// Short codes on one line, with commas between.
    Codes,
    /// A day.
    Day,
    /// A whole number from the first of these to the second.
    Number(u32, u32),
    /// Yes, no, or not known.
    YesNo,
    /// The same with a word of its own for neither.
    YesElse(&'static str),
    /// One word of a vocabulary, or none, as radio buttons.
    Radios(&'static str, &'static [&'static str]),
    /// The same as a drop-down list.
    Word(&'static str, &'static [&'static str]),
    /// The same with a word of its own for none.
    WordElse(&'static str, &'static str, &'static [&'static str]),
    /// One word of a vocabulary in a drop-down list: once it is chosen there is always one.
    Always(&'static str, &'static [&'static str]),
    /// The same as radio buttons.
    AlwaysRadios(&'static str, &'static [&'static str]),
    /// Any words of a vocabulary.
    Ticks(&'static str, &'static [&'static str]),
    /// One of some records, by id and name, or none.
    Record(Records),
}

impl Kind {
    /// What such a field holds before anything is entered.
    const fn nothing(self) -> Value {
        match self {
            Self::Line | Self::Listed(_) | Self::Text => Value::Text(String::new()),
            Self::Names | Self::Codes | Self::Ticks(..) => Value::Names(Vec::new()),
            Self::Day => Value::Day(None),
            Self::Number(..) => Value::Number(None),
            Self::YesNo | Self::YesElse(_) => Value::Yes(None),
            _ => Value::Word(None),
        }
    }
}

/// A field of a record.
pub(crate) struct Item<R: 'static> {
    /// Its place on the page, after the record's.
    pub(crate) name: &'static str,
    /// Key of its label.
    pub(crate) label: &'static str,
    /// What it is.
    pub(crate) kind: Kind,
    /// Reads it.
    pub(crate) get: fn(&R) -> Value,
    /// Writes it.
    pub(crate) put: fn(&mut R, Value),
    /// Whether it is asked for; left out is always.
    pub(crate) when: Option<fn(&R) -> bool>,
    /// What is wrong with it.
    pub(crate) wrong: Option<fn(&R) -> Option<String>>,
}

/// A field by the name of the record's own.
macro_rules! item {
    ($name:literal, $label:literal, $kind:expr, $($field:ident).+ $(, if $when:expr)? $(, wrong $wrong:expr)?) => {
        $crate::components::form::Item {
            name: $name,
            label: $label,
            kind: $kind,
            get: |one| $crate::components::form::Held::show(&one.$($field).+),
            put: |one, value| {
                $crate::components::form::Held::hear(&mut one.$($field).+, value);
            },
            when: item!(@maybe $($when)?),
            wrong: item!(@maybe $($wrong)?),
        }
    };
    (@maybe) => { None };
    (@maybe $some:expr) => { Some($some) };
}
pub(crate) use item;

/// The fields of a record, two beside one another where there is room.
pub(crate) fn fields<R>(place: &Place<R>, items: &'static [Item<R>]) -> View {
    pair(items.iter().map(|item| asked(place, item)).collect())
}

fn pair(all: Vec<Asked>) -> View {
    let all = all.into_iter().map(field).collect_view();
    view! { <div class={"pair"}>{all}</div> }
}

/// A field of a record in its place, without the record's type: what draws it is compiled once.
struct Asked {
    id: String,
    name: &'static str,
    label: &'static str,
    kind: Kind,
    needs: Option<Needs>,
    value: Box<dyn Fn() -> Option<Value>>,
    tell: Tell<Value>,
    shown: Option<Memo<Option<bool>>>,
    wrong: Option<Memo<Option<Option<String>>>>,
}

fn asked<R>(place: &Place<R>, item: &'static Item<R>) -> Asked {
    let own = place.clone();
    Asked {
        id: format!("{}-{}", place.id, item.name),
        name: item.name,
        label: item.label,
        kind: item.kind,
        needs: place.needs,
        value: Box::new(move || own.get(item.get)),
        tell: place.tell(item.put),
        shown: item.when.map(|when| place.watch(when)),
        wrong: item.wrong.map(|wrong| place.watch(wrong)),
    }
}

fn field(asked: Asked) -> View {
    let needed = asked.needs.filter(|needs| needs.has(asked.name));
    let waiting = asked
        .needs
        .filter(|needs| needed.is_none() && !needs.counts_now());
    if waiting.is_none() && asked.shown.is_none() {
        return drawn(&asked, needed);
    }
    let draw = move || {
        let counts = waiting.is_none_or(Needs::counts);
        let shown = asked.shown.is_none_or(|shown| shown.get() == Some(true));
        (counts && shown).then(|| drawn(&asked, needed))
    };
    draw.into_view()
}

fn drawn(asked: &Asked, needed: Option<Needs>) -> View {
    let mut field = named(asked.id.clone(), asked.label);
    if let Some(wrong) = asked.wrong {
        field.error = Signal::derive(move || wrong.get().flatten());
    }
    let mut tell = asked.tell.clone();
    let nothing = asked.kind.nothing();
    let begun = needed.and_then(|needs| needs.again(asked.name, &nothing, &tell));
    if let Some(needs) = needed {
        (field, tell) = kept(field, needs, asked.name, tell);
    }
    let value = begun.or_else(&asked.value);
    match value.or_else(|| needed.map(|_| nothing)) {
        Some(value) => control(asked.kind, field, value, tell),
        None => ().into_view(),
    }
}

/// A field without which the record does not count: what it has is kept until there is something else.
fn kept(field: Field, needs: Needs, name: &'static str, tell: Tell<Value>) -> (Field, Tell<Value>) {
    let (kept, wrong) = (RwSignal::new(false), field.error);
    let error = move || {
        let kept = kept.get().then(|| text("site.row.kept"));
        kept.or_else(|| wrong.get())
    };
    let tell = needs.tell(name, tell, kept);
    (field.error(Signal::derive(error)), tell)
}

/// What a control tells, as a value.
fn into<T: 'static>(tell: Tell<Value>, value: fn(T) -> Value) -> Tell<T> {
    Tell::new(move |told| tell.run(value(told)))
}

fn control(kind: Kind, field: Field, value: Value, tell: Tell<Value>) -> View {
    match (kind, value) {
        (Kind::Listed(list), Value::Text(now)) => {
            line_of("text", list, field, now, into(tell, Value::Text))
        }
        (Kind::Text, Value::Text(now)) => lines(field, now, into(tell, Value::Text)),
        (_, Value::Text(now)) => line(field, now, into(tell, Value::Text)),
        (Kind::Codes, Value::Names(list)) => line(field, list.join(", "), into(tell, codes)),
        (Kind::Ticks(vocabulary, all), Value::Names(list)) => {
            ticked(field, (vocabulary, all), list, tell)
        }
        (_, Value::Names(list)) => names(field, &list, into(tell, Value::Names)),
        (_, Value::Day(on)) => {
            let tell: Tell<Option<Date>> = into(tell, Value::Day);
            day(field, on, tell)
        }
        (kind, Value::Number(now)) => {
            let (least, most) = match kind {
                Kind::Number(least, most) => (least, most),
                _ => (0, u32::MAX),
            };
            let read = |n: Option<i64>| Value::Number(n.and_then(|n| u64::try_from(n).ok()));
            let now = now.and_then(|n| i64::try_from(n).ok());
            let range = (i64::from(least), i64::from(most));
            number(field, now, range, into(tell, read))
        }
        (Kind::YesElse(neither), Value::Yes(yes)) => {
            yes_else(field, text(neither), yes, into(tell, Value::Yes))
        }
        (_, Value::Yes(yes)) => yes_no(field, yes, into(tell, Value::Yes)),
        (kind, Value::Word(word)) => one_of(kind, field, word.as_deref(), into(tell, Value::Word)),
    }
}

fn one_of(kind: Kind, field: Field, now: Option<&str>, tell: Tell<Option<String>>) -> View {
    match kind {
        Kind::Radios(vocabulary, all) => radios(field, words(vocabulary, all), now, tell),
        Kind::Word(vocabulary, all) => select(field, labels(vocabulary, all), now, tell),
        Kind::AlwaysRadios(vocabulary, all) => {
            radios_only(field, words(vocabulary, all), now, tell)
        }
        Kind::Always(vocabulary, all) => select_only(field, labels(vocabulary, all), now, tell),
        Kind::WordElse(none, vocabulary, all) => {
            select_with(field, text(none), labels(vocabulary, all), now, tell)
        }
        Kind::Record(all) => {
            let all = all(&field.id);
            select_name(field, text("site.choice.none"), all, now, tell)
        }
        _ => ().into_view(),
    }
}

fn codes(text: String) -> Value {
    let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    Value::Names(parts.map(str::to_owned).collect())
}

/// Boxes tell of one word at a time; the field holds all that are ticked.
fn ticked(
    field: Field,
    (vocabulary, all): (&'static str, &'static [&'static str]),
    now: Vec<String>,
    tell: Tell<Value>,
) -> View {
    let held = Rc::new(RefCell::new(now.clone()));
    let tell = Tell::new(move |(word, on): (String, bool)| {
        let mut list = held.borrow_mut();
        list.retain(|one| *one != word);
        if on {
            list.push(word);
        }
        tell.run(Value::Names(list.clone()));
    });
    ticks(field, words(vocabulary, all), &now, tell)
}
