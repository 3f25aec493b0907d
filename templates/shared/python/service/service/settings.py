"""What can be set from outside, through environment variables; the README explains each."""

from pydantic import Field, HttpUrl

from .runtime import ServerSettings

# What the service is called; logs, metrics and the catalog agree on it.
NAME = "${{ values.name }}"


class Settings(ServerSettings):
    port: int = Field(default=${{ values.options.port }}, ge=0, le=65_535)
    review_below: float = Field(default=0.5, ge=0, le=1)
    classifier_url: HttpUrl | None = None
    concurrency: int = Field(default=4, ge=1, le=1000)
    queue_limit: int = Field(default=64, ge=0, le=100_000)
    request_timeout_ms: int = Field(default=5000, ge=1, le=300_000)
