#[test]
fn finds_a_product_by_meaning() {
    assert_eq!(search(&fixture(), "something for the rain")[0].sku, "umbrella");
}
