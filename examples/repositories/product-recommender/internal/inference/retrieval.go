package inference

// Retrieval finds candidates for a shopper.
type Retrieval interface{ Candidates(shopper string) []string }
