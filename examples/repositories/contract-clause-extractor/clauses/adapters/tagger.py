from transformers import pipeline

tagger = pipeline("token-classification", model="/models/clause-tagger")
