//! What every page needs: Leptos' signals, and our own drawing.

pub(crate) use leptos::{
    prelude::{
        ArcRwSignal, Callable as _, Callback, Effect, Get as _, GetUntracked as _, GetValue as _,
        LocalStorage, Memo, RwSignal, Set as _, SetValue as _, Signal, StoredValue, Track as _,
        Update as _, UpdateUntracked as _, UpdateValue as _, With as _, WithUntracked as _,
        WithValue as _, document, request_animation_frame, window,
    },
    task::spawn_local,
};

pub(crate) use crate::{
    components::tell::Tell,
    dom::{CollectView, IntoView, View, each, view},
    signals::memo,
};
