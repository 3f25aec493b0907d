from mcp import ClientSession

session: ClientSession


def tools() -> list[dict]:
    """The tools of the order desk: find_order, print_label, refund."""
    return session.list_tools()


def call(tool_call) -> dict:
    return session.call_tool(tool_call.name, tool_call.input)
