/// The vector of a query.
pub trait Embedder {
    fn embed(&self, query: &str) -> Vec<f32>;
}
