//! Permits, proofs of logging and actors cannot be made outside the store: it does not compile.

#[test]
fn nothing_that_opens_a_record_can_be_made_elsewhere() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
