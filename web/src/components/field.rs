//! A field of a form: label, help, control and error, tied together.
//!
//! Controls keep their own text while a person types; they are drawn with the value of the record
//! and tell it of every change.

use crate::prelude::*;
use vendorward::core::Date;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use crate::texts::{t, text};

/// What a field needs besides its value.
pub(crate) struct Field {
    /// Unique on the page.
    pub(crate) id: String,
    /// What it is.
    pub(crate) label: View,
    /// What to enter, and why; nothing if that is clear.
    pub(crate) help: Option<View>,
    /// What is wrong with the value.
    pub(crate) error: Signal<Option<String>>,
}

/// A field named by the catalogue: `key`, and `key.help` if there is one.
pub(crate) fn named(id: impl Into<String>, key: &'static str) -> Field {
    let help = format!("{key}.help");
    Field {
        id: id.into(),
        label: t(key).into_view(),
        help: vendorward::core::texts::has(&help).then(|| text(&help).into_view()),
        error: Signal::stored(None),
    }
}

impl Field {
    /// With an error that comes and goes.
    pub(crate) fn error(self, error: Signal<Option<String>>) -> Self {
        Self { error, ..self }
    }

    /// The ids that describe the control.
    pub(crate) fn described_by(&self) -> impl Fn() -> Option<String> + Clone + Send + use<> {
        let help = self.help.is_some().then(|| format!("{}-help", self.id));
        let wrong = format!("{}-error", self.id);
        let error = self.error;
        move || {
            let wrong = error.with(Option::is_some).then(|| wrong.clone());
            match (&help, wrong) {
                (Some(help), Some(wrong)) => Some(format!("{wrong} {help}")),
                (help, wrong) => wrong.or_else(|| help.clone()),
            }
        }
    }

    /// Whether the value is wrong, for `aria-invalid`.
    pub(crate) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + use<> {
        let error = self.error;
        move || error.with(Option::is_some).then_some("true")
    }

    /// The field around its control.
    pub(crate) fn around(self, control: View) -> View {
        let Self {
            id,
            label,
            help,
            error,
        } = self;
        let help_id = format!("{id}-help");
        view! {
            <div class={"field"}>
                <label for={id.clone()}>{label}</label>
                {help.map(|help| view! { <p class={"help"} id={help_id}>{help}</p> })}
                {control}
                {wrong(format!("{id}-error"), error)}
            </div>
        }
    }

    /// The field as a group of controls under one legend.
    pub(crate) fn group(self, class: &'static str, controls: View) -> View {
        let described = self.described_by();
        let invalid = self.invalid();
        let Self {
            id,
            label,
            help,
            error,
        } = self;
        let help_id = format!("{id}-help");
        view! {
            <fieldset class={class} id={id.clone()} tabindex={"-1"} aria-describedby={described} aria-invalid={invalid}>
                <legend>{label}</legend>
                {help.map(|help| view! { <p class={"help"} id={help_id}>{help}</p> })}
                {controls}
                {wrong(format!("{id}-error"), error)}
            </fieldset>
        }
    }
}

/// The place of an error. It is there from the start, so that what appears in it is announced.
fn wrong(id: String, error: Signal<Option<String>>) -> View {
    view! {
        <p class={"error"} id={id} role={"alert"} hidden={move || error.with(Option::is_none)}>
            {move || error.get()}
        </p>
    }
}

/// The text a control holds.
pub(crate) fn value_of(event: &web_sys::Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    match target.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(other) => other
            .dyn_into::<HtmlTextAreaElement>()
            .map(|area| area.value())
            .unwrap_or_default(),
    }
}

/// Whether a box is ticked.
pub(crate) fn checked(event: &web_sys::Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

/// One line of text.
pub(crate) fn line(field: Field, value: String, tell: Tell<String>) -> View {
    line_of("text", "", field, value, tell)
}

/// One line of text of another type of input, with a list of suggestions if `list` names one.
pub(crate) fn line_of(
    kind: &'static str,
    list: &'static str,
    field: Field,
    value: String,
    tell: Tell<String>,
) -> View {
    let control = view! {
        <input type={kind} id={field.id.clone()} value={value} list={(!list.is_empty()).then_some(list)}
            autocomplete={"off"} spellcheck={"false"}
            aria-describedby={field.described_by()} aria-invalid={field.invalid()}
            on:input={move |event| tell.run(value_of(&event))} />
    };
    field.around(control.into_view())
}

/// Several lines of text.
pub(crate) fn lines(field: Field, value: String, tell: Tell<String>) -> View {
    lines_of("2", field, value, tell)
}

/// So many lines of text.
pub(crate) fn lines_of(
    rows: &'static str,
    field: Field,
    value: String,
    tell: Tell<String>,
) -> View {
    let control = view! {
        <textarea class={"prose"} id={field.id.clone()} rows={rows} prop:value={value}
            aria-describedby={field.described_by()} aria-invalid={field.invalid()}
            on:input={move |event| tell.run(value_of(&event))}></textarea>
    };
    field.around(control.into_view())
}

/// A day. What is no whole day yet is said when the field is left, and is nothing meanwhile.
pub(crate) fn day(field: Field, value: Option<Date>, tell: Tell<Option<Date>>) -> View {
    let partial = RwSignal::new(false);
    let outer = field.error;
    let field = field.error(Signal::derive(move || {
        partial
            .get()
            .then(|| text("site.error.date"))
            .or_else(|| outer.get())
    }));
    let bad = |event: &web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.is_some_and(|input| !input.check_validity())
    };
    let control = view! {
        <input type={"date"} id={field.id.clone()} min={"1900-01-01"} max={"2199-12-31"}
            value={value.map(|date| date.to_string())}
            aria-describedby={field.described_by()} aria-invalid={field.invalid()}
            on:input={move |event| {
                if !bad(&event) {
                    partial.set(false);
                }
                tell.run(Date::parse(&value_of(&event)).ok());
            }}
            on:blur={move |event| partial.set(bad(&event))} />
    };
    field.around(control.into_view())
}

/// A whole number in a range. What is none is said when the field is left, and is nothing meanwhile.
pub(crate) fn number(
    field: Field,
    value: Option<i64>,
    (least, most): (i64, i64),
    tell: Tell<Option<i64>>,
) -> View {
    let wrong = RwSignal::new(false);
    let outer = field.error;
    let field = field.error(Signal::derive(move || {
        let range = [("least", least.to_string()), ("most", most.to_string())];
        let range: Vec<(&str, &str)> = range.iter().map(|(name, n)| (*name, n.as_str())).collect();
        wrong
            .get()
            .then(|| crate::texts::fill("site.error.number", &range))
            .or_else(|| outer.get())
    }));
    let read = move |text: &str| {
        let digits: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | ',' | '_' | '\u{a0}'))
            .collect();
        digits.parse().ok().filter(|n| (least..=most).contains(n))
    };
    let control = view! {
        <input type={"text"} inputmode={"numeric"} id={field.id.clone()} autocomplete={"off"}
            value={value.map(|n| n.to_string())}
            aria-describedby={field.described_by()} aria-invalid={field.invalid()}
            on:input={move |event| {
                let number = read(&value_of(&event));
                if number.is_some() {
                    wrong.set(false);
                }
                tell.run(number);
            }}
            on:blur={move |event| {
                let text = value_of(&event);
                wrong.set(!text.trim().is_empty() && read(&text).is_none());
            }} />
    };
    field.around(control.into_view())
}

/// A box to tick.
pub(crate) fn tick(id: String, label: View, value: bool, tell: Tell<bool>) -> View {
    view! {
        <label class={"option"} for={id.clone()}>
            <input type={"checkbox"} id={id.clone()} checked={value} on:change={move |event| tell.run(checked(&event))} />
            <span>{label}</span>
        </label>
    }
}
