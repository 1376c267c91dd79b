"""The running service, as the Java test that started it says in the environment."""

import os
import sys
import time
from datetime import datetime, timezone
from urllib.parse import urlsplit

from azure.core.credentials import AccessToken
from msgraph_beta import GraphRequestAdapter, GraphServiceClient
from msgraph_beta.generated.models.remote_action import RemoteAction
from msgraph_beta.generated.models.remote_action_audit import RemoteActionAudit
from msgraph_core.authentication import AzureIdentityAuthenticationProvider


def required(name):
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set. ./mvnw verify -Psdk starts the service and sets it.")
    return value


ROOT = required("GATEWAY_ORIGIN") + "/beta"
AUDITS = ROOT + "/deviceManagement/remoteActionAudits"

_writers = required("GATEWAY_WRITERS").split(" ")


def new_tenant():
    """The token of a person of a tenant that no other test has, who may do everything."""
    if not _writers:
        raise LookupError("There are more tests than tenants in GATEWAY_WRITERS.")
    return _writers.pop()


def reader():
    """The token of a person who may only read."""
    return required("GATEWAY_READER")


class Holder:
    """A credential as azure-identity has them, of someone who holds a token already."""

    def __init__(self, token):
        self.token = token

    def get_token(self, *scopes, **options):
        return AccessToken(self.token, int(time.time()) + 3600)


def graph(token=None):
    """Microsoft's client of whoever holds a token; only base URL and host are not Graph's own."""
    holder = AzureIdentityAuthenticationProvider(
        Holder(token or new_tenant()), allowed_hosts=[urlsplit(ROOT).hostname]
    )
    adapter = GraphRequestAdapter(holder)
    adapter.base_url = ROOT
    return GraphServiceClient(request_adapter=adapter)


def audit(**more):
    """An audit of which nothing is said but what must be, and what else a test says."""
    least = {
        "action": RemoteAction.RemoteLock,
        "request_date_time": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
    }
    return RemoteActionAudit(**(least | more))
