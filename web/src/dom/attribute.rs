//! Attributes: a text, a flag, or none; fixed, or following signals.

use std::borrow::Cow;

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::live;

/// The value of an attribute.
pub(crate) enum Value {
    /// Not there.
    Absent,
    /// There without a value.
    Present,
    /// This text.
    Text(Cow<'static, str>),
}

impl Value {
    fn put(&self, element: &Element, name: &str) {
        // Names are written in our own source, so none is refused.
        let _ = match self {
            Self::Absent => element.remove_attribute(name),
            Self::Present => element.set_attribute(name, ""),
            Self::Text(text) => element.set_attribute(name, text),
        };
    }

    fn is_set(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    fn js(&self) -> JsValue {
        match self {
            Self::Absent => JsValue::from_str(""),
            Self::Present => JsValue::TRUE,
            Self::Text(text) => JsValue::from_str(text),
        }
    }
}

/// A value, or how to get it after each change.
pub(crate) enum Source {
    /// It does not change.
    Fixed(Value),
    /// It does.
    Live(Box<dyn FnMut() -> Value>),
}

/// What an attribute can be made of.
pub(crate) trait Attribute {
    /// Its value, or how to get it.
    fn source(self) -> Source;
}

/// What a single value can be made of.
pub(crate) trait IntoValue {
    /// The value.
    fn value(self) -> Value;
}

impl IntoValue for bool {
    fn value(self) -> Value {
        if self { Value::Present } else { Value::Absent }
    }
}

impl IntoValue for &'static str {
    fn value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }
}

impl IntoValue for String {
    fn value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl IntoValue for Cow<'static, str> {
    fn value(self) -> Value {
        Value::Text(self)
    }
}

impl<V: IntoValue> IntoValue for Option<V> {
    fn value(self) -> Value {
        self.map_or(Value::Absent, IntoValue::value)
    }
}

macro_rules! fixed {
    ($($type:ty),+) => {
        $(impl Attribute for $type {
            fn source(self) -> Source {
                Source::Fixed(self.value())
            }
        })+
    };
}
fixed!(bool, &'static str, String, Cow<'static, str>);

impl<V: IntoValue> Attribute for Option<V> {
    fn source(self) -> Source {
        Source::Fixed(self.value())
    }
}

impl<V: IntoValue, F: FnMut() -> V + 'static> Attribute for F {
    fn source(mut self) -> Source {
        Source::Live(Box::new(move || self().value()))
    }
}

/// How a value reaches its element.
type Put = fn(&Element, &'static str, &Value);

fn follow(element: &Element, name: &'static str, source: Source, put: Put) {
    match source {
        Source::Fixed(value) => put(element, name, &value),
        Source::Live(mut value) => {
            let element = element.clone();
            live::watch(Box::new(move || put(&element, name, &value())));
        }
    }
}

/// An attribute.
pub(super) fn attribute(element: &Element, name: &'static str, source: Source) {
    follow(element, name, source, |element, name, value| {
        value.put(element, name)
    });
}

/// A property of the element itself, such as what a text area holds.
pub(super) fn property(element: &Element, name: &'static str, source: Source) {
    follow(element, name, source, |element, name, value| {
        let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), &value.js());
    });
}

/// A class that is there or not, beside others.
pub(super) fn class(element: &Element, name: &'static str, source: Source) {
    follow(element, name, source, |element, name, value| {
        let _ = element.class_list().toggle_with_force(name, value.is_set());
    });
}
