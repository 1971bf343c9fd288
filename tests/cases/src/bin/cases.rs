//! Prints every case as one line of JSON, for runners in other languages.

fn main() -> Result<(), String> {
    for case in vendorward_cases::load(vendorward_cases::FOLDERS)? {
        println!(
            "{}",
            serde_json::to_string(&case).map_err(|error| error.to_string())?
        );
    }
    Ok(())
}
