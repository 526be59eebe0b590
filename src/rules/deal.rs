//! Which deals are the same (design, section 5: one open deal per account and product).

/// Returns whether two deals of an account are about the same product: the same model, outer
/// blanks and case aside, or no model both. Never fails.
pub fn same_product(model: Option<&str>, other: Option<&str>) -> bool {
    let plain = |model: Option<&str>| {
        model.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty())
    };
    plain(model) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::same_product;

    #[test]
    fn models_are_the_same_by_name() {
        for (model, other, same) in [
            (Some("朗逸"), Some(" 朗逸 "), true),
            (Some("ID.4"), Some("id.4"), true),
            (Some("朗逸"), Some("朗行"), false),
            (Some("朗逸"), None, false),
            (Some("  "), None, true),
            (None, None, true),
        ] {
            assert_eq!(same_product(model, other), same, "{model:?} {other:?}");
            assert_eq!(same_product(other, model), same, "{other:?} {model:?}");
        }
    }
}
