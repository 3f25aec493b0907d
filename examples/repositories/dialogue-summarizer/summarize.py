from openai import OpenAI

client = OpenAI(timeout=30)


def handler(event, context):
    answer = client.chat.completions.create(
        model="gpt-5-mini",
        messages=[{"role": "user", "content": f"Summarise:\n{event['conversation']}"}],
    )
    return {"summary": answer.choices[0].message.content}
