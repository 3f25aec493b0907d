"""Fails below the threshold of ai/llm.yaml."""

import json
import sys
from pathlib import Path

import yaml

from policy_answers.main import answer

declared = yaml.safe_load(Path("ai/llm.yaml").read_text())["evaluation"]
cases = [json.loads(line) for line in Path(declared["set"]).read_text().splitlines()]
passed = sum(answer(case["question"]).quote == case["quote"] for case in cases)
sys.exit(passed / len(cases) < declared["threshold"])
