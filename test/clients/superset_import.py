"""Imports a bundle into Superset as a user's click or an administrator's script
does, and prints how many objects of each kind there are then.

    superset_import.py URL ZIP dashboard|assets [PASSWORD]

A dashboard's import replaces the dashboard and adds what else is missing; one of
assets replaces everything that is in the bundle. PASSWORD is that of the database.
"""
import json
import os
import sys

import requests

URL, BUNDLE, WHAT = sys.argv[1:4]
session = requests.Session()
session.trust_env = False


def call(method, path, **options):
    answer = session.request(method, f"{URL}/api/v1/{path}", timeout=120, **options)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code} {answer.text}")
    return answer.json()


login = {"username": "admin", "password": os.environ["SUPERSET_PASSWORD"], "provider": "db"}
session.headers["Authorization"] = "Bearer " + call("POST", "security/login", json=login)["access_token"]
form = {"overwrite": "true"}
if len(sys.argv) > 4:
    form["passwords"] = json.dumps({"databases/userlogs.yaml": sys.argv[4]})
with open(BUNDLE, "rb") as bundle:
    files = {"formData" if WHAT == "dashboard" else "bundle": bundle}
    call("POST", f"{WHAT}/import/", files=files, data=form)
print(*(call("GET", f"{kind}/")["count"] for kind in ("database", "dataset", "chart", "dashboard")))
