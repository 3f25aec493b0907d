module larkmoor.example/product-recommender

go 1.25
