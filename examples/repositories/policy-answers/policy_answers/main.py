from starlette.applications import Starlette

from policy_answers.adapters.gateway_model import GatewayModel
from policy_answers.core.answers import Answers

answer = Answers(GatewayModel()).answer
app = Starlette()
