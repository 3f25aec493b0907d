from returns_agent.adapters.tools import call, tools
from returns_agent.adapters.gateway import complete


def settle(conversation: list[dict]) -> str:
    while True:
        message = complete(conversation, tools())
        if message.stop_reason != "tool_use":
            return message.content[0].text
        conversation += [message.as_turn(), *map(call, message.tool_calls)]
