from openai import OpenAI

client = OpenAI(base_url="http://assistant-llm:8000/v1")
