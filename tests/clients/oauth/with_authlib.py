"""A tool of a third party with authlib, in each way in which it can prove who it is; and what it reads of a refusal."""

import json
import os
import re
import time
from datetime import date, timedelta
from pathlib import Path

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import ECKey, OKPKey, RSAKey

URL = os.environ["PLIE_URL"]
TERRITORY = os.environ["PLIE_TERRITOIRE"]
PASSWORD = os.environ["PLIE_MOT_DE_PASSE"]
TOKENS, END = f"{URL}/v1/jetons", f"{URL}/v1/jetons/revocation"
PAGE = Path(__file__).parents[3] / "docs" / "connecting-a-tool.md"
SCOPES = ["participant:lire", "evenement:lire"]


def refused(error, ask, *arguments, **named):
    """What the library says of a refusal."""
    try:
        ask(*arguments, **named)
    except OAuthError as told:
        assert told.error == error, told
        assert told.description and told.description.isascii(), told
        return
    raise AssertionError(f"{error} is not refused")


def cut(session):
    """The token is accepted no more, at once but for the announcement."""
    for _ in range(100):
        if session.get(f"{URL}/v1/participants").status_code == 401:
            return
        time.sleep(0.02)
    raise AssertionError("the token is still accepted")


# Somebody who has an account: a session that is renewed.
admin = OAuth2Session("portail", token_endpoint_auth_method="none")
first = admin.fetch_token(TOKENS, username=f"admin@{TERRITORY}.example", password=PASSWORD)
assert first["expires_in"] == 600 and "scope" not in first, first
renewed = admin.refresh_token(TOKENS, refresh_token=first["refresh_token"])
assert renewed["refresh_token"] != first["refresh_token"]
wrong = OAuth2Session("portail", token_endpoint_auth_method="none")
refused("invalid_grant", wrong.fetch_token, TOKENS, username=f"admin@{TERRITORY}.example", password="une autre phrase")


def client(**more):
    until = str(date.today() + timedelta(days=30))
    told = admin.post(f"{URL}/v1/clients", json={"nom": "authlib", "scopes": SCOPES, "expire_le": until, **more})
    assert told.status_code == 201, told.text
    return told.json()


tool = client()
for method in ("client_secret_basic", "client_secret_post"):
    session = OAuth2Session(tool["client_id"], tool["secret"], token_endpoint_auth_method=method)
    token = session.fetch_token(TOKENS, grant_type="client_credentials")
    assert token["scope"].split() == SCOPES, token
    assert session.get(f"{URL}/v1/participants").status_code == 200
    some = session.fetch_token(TOKENS, grant_type="client_credentials", scope=SCOPES[1], audience="ignorée")
    assert some["scope"] == SCOPES[1], some
    assert session.get(f"{URL}/v1/participants").status_code == 403
    refused("invalid_scope", session.fetch_token, TOKENS, grant_type="client_credentials", scope="utilisateur:gerer")
    stranger = OAuth2Session(tool["client_id"], "autre", token_endpoint_auth_method=method)
    refused("invalid_client", stranger.fetch_token, TOKENS, grant_type="client_credentials")
    refused("unsupported_grant_type", session.fetch_token, TOKENS, grant_type="device_code")
    session.fetch_token(TOKENS, grant_type="client_credentials", scope=SCOPES[0])
    given = session.revoke_token(END, token=session.token["access_token"], token_type_hint="access_token")
    assert given.status_code == 200, given.text
    cut(session)
    session.fetch_token(TOKENS, grant_type="client_credentials")
    assert session.get(f"{URL}/v1/participants").status_code == 200, "the next request opens another session"

for alg, key in (
    ("ES256", ECKey.generate_key("P-256")),
    ("RS256", RSAKey.generate_key(2048)),
    ("EdDSA", OKPKey.generate_key("Ed25519")),
):
    signing = client(jwks={"keys": [key.as_dict(private=False)]})
    assert "secret" not in signing, "who signs has no secret"
    try:
        methods = {f"{place}_endpoint_auth_method": "private_key_jwt" for place in ("token", "revocation")}
        session = OAuth2Session(signing["client_id"], key, **methods)
        session.register_client_auth_method(PrivateKeyJWT(alg=alg))
        session.fetch_token(TOKENS, grant_type="client_credentials")
    except Exception as error:
        raise AssertionError(alg) from error
    assert session.get(f"{URL}/v1/participants").status_code == 200, alg
    given = session.revoke_token(END, token=session.token["access_token"], token_type_hint="access_token")
    assert given.status_code == 200, given.text
    cut(session)

# What the page says runs.
key = ECKey.generate_key("P-256")
signing = client(jwks={"keys": [key.as_dict(private=False)]})
blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
assert len(blocks) == 2, blocks
for block, who in zip(blocks, (tool, signing)):
    known = {"url": URL, "client_id": who["client_id"], "secret": who.get("secret"), "key": key}
    exec(block, known)
    assert known["page"]["elements"] == [], json.dumps(known["page"])

admin.revoke_token(END, token=admin.token["refresh_token"], token_type_hint="refresh_token")
cut(admin)
print("authlib")
