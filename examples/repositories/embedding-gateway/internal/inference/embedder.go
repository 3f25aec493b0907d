package inference

import "context"

// Embedder is all that the gateway knows of a model.
type Embedder interface {
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}
