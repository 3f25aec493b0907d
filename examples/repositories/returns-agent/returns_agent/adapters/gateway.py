from anthropic import Anthropic

client = Anthropic(base_url="https://llm.larkmoor.example")


def complete(conversation, tools):
    return client.messages.create(
        model="claude-sonnet-4-5-20250929",
        max_tokens=1500,
        system=open("prompts/agent.md").read(),
        messages=conversation,
        tools=tools,
    )
