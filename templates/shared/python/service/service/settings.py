"""What can be set from outside, through environment variables; the README explains each."""

from typing import Annotated, Literal

from pydantic import Field, HttpUrl${{ ', SecretStr' if values.ai == 'language-model' }}
from pydantic_settings import BaseSettings, SettingsConfigDict

# What the service is called; logs, metrics and the catalog agree on it.
NAME = "${{ values.name }}"

LogLevel = Literal["silent", "fatal", "error", "warn", "info", "debug", "trace"]
UpTo5Minutes = Annotated[int, Field(ge=0, le=300_000)]


class Settings(BaseSettings):
    """Each field is read from the variable of its name in upper case. An empty variable counts as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True)

    host: str = "0.0.0.0"  # noqa: S104
    # 0 takes a free one.
    port: int = Field(default=${{ values.options.port }}, ge=0, le=65_535)
    log_level: LogLevel = "info"
{%- if values.ai == 'language-model' %}
    # Where /chat/completions is; without it, the stub answers.
    llm_url: HttpUrl | None = None
    llm_api_key: SecretStr | None = None
    # Until the first token of a try and between two tokens, and for a call with its retries.
    token_timeout_ms: int = Field(default=${{ '6000' if values.pattern == 'serverless' else '10_000' }}, ge=1, le=300_000)
    model_timeout_ms: int = Field(default=${{ '12_000' if values.pattern == 'serverless' else '20_000' }}, ge=1, le=300_000)
{%- else %}
    review_below: float = Field(default=0.5, ge=0, le=1)
    classifier_url: HttpUrl | None = None
{%- endif %}
    concurrency: int = Field(default=4, ge=1, le=1000)
    queue_limit: int = Field(default=64, ge=0, le=100_000)
    request_timeout_ms: int = Field(default=${{ ('24_000' if values.pattern == 'serverless' else '30_000') if values.ai == 'language-model' else '5000' }}, ge=1, le=300_000)
    # Where a load balancer learns of the stop by the readiness probe, it needs some seconds to send its
    # requests elsewhere.
    shutdown_delay_ms: UpTo5Minutes = 0
    shutdown_timeout_ms: UpTo5Minutes = 10_000
