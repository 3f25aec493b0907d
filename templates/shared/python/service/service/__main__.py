from .app import create_app
from .runtime import run_service

run_service(create_app)
