"""Drafts replies to the tickets of the evaluation set in ai/llm.yaml, and fails below its threshold.

The stub answers unless LLM_URL is set. Usage: python -m scripts.evaluate
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from service.core import DraftRefusedError, DraftService, InvalidTextError, ModelUnavailableError
from service.drafts import create_drafts
from service.settings import Settings


def grade(ticket: dict[str, Any], draft: str) -> str:
    """What is wrong with a draft; empty if it is good."""
    contains, most = ticket.get("contains"), ticket.get("maxCharacters", len(draft))
    if contains and not any(part.lower() in draft.lower() for part in contains):
        return f"has none of {contains}: {draft}"
    unwanted = [part for part in ticket.get("excludes", []) if part.lower() in draft.lower()]
    if unwanted:
        return f"has {unwanted}: {draft}"
    return f"has more than {most} characters" if len(draft) > most else ""


async def evaluate(drafts: DraftService, root: Path) -> bool:
    """Prints what fails. Returns whether enough drafts are good."""
    declared = yaml.safe_load((root / "ai/llm.yaml").read_text())["evaluation"]
    tickets = [json.loads(line) for line in (root / declared["set"]).read_text().strip().split("\n")]
    passed, cost = 0, 0.0
    for ticket in tickets:
        try:
            result = await drafts.draft(ticket["text"])
            problem, cost = grade(ticket, result.draft), cost + result.cost_usd
        except (DraftRefusedError, InvalidTextError, ModelUnavailableError) as error:
            problem = str(error)
        passed += not problem
        if problem:
            print(f"{ticket['id']}: {problem}")
    score, model = passed / len(tickets), drafts.options.primary.info
    verdict = "passed" if score >= declared["threshold"] else "FAILED"
    print(f"{model.provider} {model.name} {model.version}, prompt {drafts.options.prompt_version}")
    print(f"{passed} of {len(tickets)} drafts pass for ${cost:.4f}; needed {declared['threshold']}: {verdict}")
    return verdict == "passed"


if __name__ == "__main__":
    sys.exit(not asyncio.run(evaluate(create_drafts(Settings()), Path())))
