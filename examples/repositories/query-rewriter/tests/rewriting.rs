#[test]
fn corrects_a_typo() {}
