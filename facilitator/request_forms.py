"""Reading the forms of requests, also those that no browser sends."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Request as FlaskRequest
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser

Fields = TypeVar("Fields", bound=MultiDict[str, Any])


class _NamedFields(FormDataParser):
    """Leaves out the parts of a form that have no name, which would be fields called None."""

    def parse(self, *arguments: Any, **more: Any) -> Any:
        stream, form, files = super().parse(*arguments, **more)
        for file in files.getlist(None):  # type: ignore[call-overload]
            file.close()
        return stream, _named(form), _named(files)


class Request(FlaskRequest):
    """A request whose forms have named fields only."""

    form_data_parser_class = _NamedFields


def _named(fields: Fields) -> Fields:
    return type(fields)((name, value) for name, value in fields.items(multi=True) if name is not None)
