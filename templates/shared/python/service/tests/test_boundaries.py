"""Plants a violation of each contract, so that none of them can rot unseen."""

import shutil
from pathlib import Path

import pytest

from .boundaries import find_violations, read_contracts

ROOT = Path(__file__).parents[1]

# A file that breaks the contract, and what it imports there.
PLANTED = {
    "core-is-framework-free": ("core/planted.py", "import yaml, requests"),
{%- if values.ai == 'language-model' %}
    "core-only-through-its-index": ("web/planted.py", "from ..core.language_model import Completion"),
    "adapters-only-from-app": ("web/planted.py", "from ..adapters.stub import StubLanguageModel"),
    "adapters-only-through-their-index": ("app.py", "from .adapters.chat.event_stream import EventStream"),
    "adapters-know-only-the-core": ("adapters/stub/planted.py", "from ...settings import Settings"),
    "adapters-are-independent": ("adapters/stub/planted.py", "from ..chat import ChatLanguageModel"),
    "http-client-only-in-its-adapter": ("web/planted.py", "import httpx"),
{%- else %}
    "core-only-through-its-index": ("web/planted.py", "from ..core.text_classifier import InvalidTextError"),
    "adapters-only-from-app": ("web/planted.py", "from ..adapters.onnx import OnnxTextClassifier"),
    "adapters-only-through-their-index": ("app.py", "from .adapters.onnx.text_features import text_features"),
    "adapters-know-only-the-core": ("adapters/onnx/planted.py", "from ...settings import Settings"),
    "adapters-are-independent": ("adapters/onnx/planted.py", "from ..http import HttpTextClassifier"),
    "model-runtime-only-in-its-adapter": ("web/planted.py", "import onnxruntime"),
{%- endif %}
    "app-only-from-the-start": ("web/planted.py", "from ..app import create_app"),
{%- if values.pattern != 'serverless' or values.ai == 'language-model' %}
    "modules-know-only-core-and-web": ("modules/planted.py", "from ..settings import Settings"),
    "modules-only-from-app": ("runtime/planted.py", "from .. import modules"),
    "web-shell-only-through-its-index": ("modules/planted.py", "from ..web.errors import HttpError"),
{%- endif %}
{%- if values.pattern == 'monolith' %}
{%- if values.ai == 'language-model' %}
    "modules-are-independent": ("modules/drafts.py", "from .tickets import Ticket"),
{%- else %}
    "modules-are-independent": ("modules/feedback/planted.py", "from ..tickets import Ticket"),
{%- endif %}
    "modules-only-through-their-index": ("app.py", "from .modules.tickets.domain import Ticket"),
    "domains-know-only-the-core": ("modules/tickets/domain.py", "from pydantic import BaseModel"),
{%- endif %}
{%- if values.pattern == 'serverless' %}
    "aws-only-at-the-edge": ("core/planted.py", "import boto3"),
    "handlers-are-thin": ("handlers/planted.py", "import boto3"),
    "aws-knows-only-the-core": ("aws.py", "from .settings import Settings"),
{%- endif %}
}


def test_the_code_keeps_the_contracts() -> None:
    assert find_violations(ROOT) == []


def test_each_contract_has_a_planted_violation() -> None:
    assert set(PLANTED) == set(read_contracts(ROOT / ".importlinter"))


@pytest.mark.parametrize("contract", PLANTED)
def test_a_violation_is_found(contract: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "service", tmp_path / "service")
    shutil.copy(ROOT / ".importlinter", tmp_path)
    file, statement = PLANTED[contract]
    with (tmp_path / "service" / file).open("a") as code:
        code.write(f"\n{statement}\n")
    planted = "service." + file.removesuffix(".py").replace("/", ".")
    found = find_violations(tmp_path)
    assert contract in {violation.contract for violation in found}
    assert {violation.importer for violation in found} == {planted}
