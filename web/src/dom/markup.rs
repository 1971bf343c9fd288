//! Markup in Rust: elements, attributes and children as in HTML, each value in braces.
//!
//! ```text
//! view! {
//!     <p class={"meta"} hidden={move || done.get()}>{t("key")}" "<b>{name}</b></p>
//!     <button type={"button"} on:click={press}>{label}</button>
//! }
//! ```
//! An attribute, a class (`class:name`) or a child that is a closure follows the signals it reads.
//! `prop:value` sets a property. The words are read one after another into calls of a
//! [`Builder`](super::Builder).

/// Draws markup; gives a [`View`](super::View).
macro_rules! view {
    // Children: the end, a closing tag, an opening tag, a value, a text.
    (@children $to:ident) => {};
    (@children $to:ident < / $name:ident > $($rest:tt)*) => {
        $to.close(stringify!($name));
        view!(@children $to $($rest)*)
    };
    (@children $to:ident < $name:ident $($rest:tt)*) => {
        $to.open(stringify!($name));
        view!(@attributes $to $($rest)*)
    };
    (@children $to:ident $value:block $($rest:tt)*) => {
        $to.child($value);
        view!(@children $to $($rest)*)
    };
    (@children $to:ident $text:literal $($rest:tt)*) => {
        $to.text($text);
        view!(@children $to $($rest)*)
    };

    // Attributes: the end of the tag, then what has a colon, then names with and without dashes.
    (@attributes $to:ident > $($rest:tt)*) => {
        view!(@children $to $($rest)*)
    };
    (@attributes $to:ident / > $($rest:tt)*) => {
        $to.close_empty();
        view!(@children $to $($rest)*)
    };
    (@attributes $to:ident on:click = $value:block $($rest:tt)*) => {
        $to.on::<web_sys::MouseEvent>("click", $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident on:submit = $value:block $($rest:tt)*) => {
        $to.on::<web_sys::SubmitEvent>("submit", $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident on:dragover = $value:block $($rest:tt)*) => {
        $to.on::<web_sys::DragEvent>("dragover", $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident on:dragleave = $value:block $($rest:tt)*) => {
        $to.on::<web_sys::DragEvent>("dragleave", $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident on:drop = $value:block $($rest:tt)*) => {
        $to.on::<web_sys::DragEvent>("drop", $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident on:$name:ident = $value:block $($rest:tt)*) => {
        $to.on::<web_sys::Event>(stringify!($name), $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident class:$name:ident = $value:block $($rest:tt)*) => {
        $to.class(stringify!($name), $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident prop:$name:ident = $value:block $($rest:tt)*) => {
        $to.property(stringify!($name), $value);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident $name:ident $(-$more:ident)* = {true} $($rest:tt)*) => {
        $to.fixed(concat!(stringify!($name) $(, "-", stringify!($more))*), "");
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident $name:ident $(-$more:ident)* = {$text:literal} $($rest:tt)*) => {
        $to.fixed(concat!(stringify!($name) $(, "-", stringify!($more))*), $text);
        view!(@attributes $to $($rest)*)
    };
    (@attributes $to:ident $name:ident $(-$more:ident)* = $value:block $($rest:tt)*) => {
        $to.attribute(concat!(stringify!($name) $(, "-", stringify!($more))*), $value);
        view!(@attributes $to $($rest)*)
    };

    ($($markup:tt)*) => {{
        let mut to = $crate::dom::Builder::new();
        view!(@children to $($markup)*);
        to.done()
    }};
}
pub(crate) use view;
