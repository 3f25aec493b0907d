from anthropic import Anthropic
from langfuse import observe

client = Anthropic(base_url="https://llm.larkmoor.example", max_retries=1, timeout=20)


class GatewayModel:
    @observe(as_type="generation")
    def answer(self, question: str, passages: list[str]) -> str:
        message = client.messages.create(
            model="claude-haiku-4-5-20251001",
            max_tokens=700,
            system=open("prompts/answer.md").read(),
            messages=[{"role": "user", "content": "\n\n".join([*passages, question])}],
        )
        return message.content[0].text
