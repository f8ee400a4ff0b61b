"""The API's own page of documentation, with every script and style served from here."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles
from swagger_ui_bundle import swagger_ui_path
from typing_extensions import override

# The packaged Swagger UI draws OpenAPI 3.0 and refuses 3.1, which FastAPI writes.
_OPENAPI = "3.0.3"


class DescribedAPI(FastAPI):
    """An API whose description is OpenAPI 3.0."""

    _described: dict[str, Any] | None = None

    @override
    def openapi(self) -> dict[str, Any]:
        """Return the description, made once."""
        if self._described is None:
            self._described = {**_as_30(super().openapi()), "openapi": _OPENAPI}
        return self._described


def add_docs(api: FastAPI) -> None:
    """Serve /docs and /docs/files of the API."""
    api.mount("/docs/files", StaticFiles(directory=swagger_ui_path), name="docs-files")

    @api.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "").rstrip("/")
        return get_swagger_ui_html(
            openapi_url=f"{root}/openapi.json",
            title="Millwright API",
            swagger_js_url=f"{root}/docs/files/swagger-ui-bundle.js",
            swagger_css_url=f"{root}/docs/files/swagger-ui.css",
            swagger_favicon_url=f"{root}/docs/files/favicon-32x32.png",
        )


def _as_30(node: Any) -> Any:
    """Return a JSON Schema of OpenAPI 3.1 in the words of 3.0."""
    if isinstance(node, list):
        return [_as_30(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _as_30(value) for key, value in node.items()}
    choices = node.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        del node["anyOf"]
        node |= {"nullable": True} | (rest[0] if len(rest) == 1 else {"anyOf": rest})
        if "$ref" in node:
            node["allOf"] = [{"$ref": node.pop("$ref")}]
    if "prefixItems" in node:
        node["items"] = node.pop("prefixItems")[0]
    if "const" in node:
        node["enum"] = [node.pop("const")]
    if isinstance(node.get("examples"), list):
        node["example"] = node.pop("examples")[0]
    return node
