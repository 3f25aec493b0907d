PROMPT = "Write ten words about {product}."
