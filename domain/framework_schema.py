"""The shape of a policy file for editors: `python -m domain.framework_schema` prints it as a JSON Schema."""

import json
import sys

from domain.framework import Framework


def framework_schema() -> str:
    """The JSON Schema of policies, as text that ends with a line break."""
    schema = Framework.model_json_schema(by_alias=True, mode="validation")
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(framework_schema())
