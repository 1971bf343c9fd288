//! The static site.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <h1>"Vendorward"</h1> });
}
