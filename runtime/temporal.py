"""The way to a Temporal server: a client that waits until the server is up, and its search attributes."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError, RPCStatusCode

from runtime.errors import SearchAttributeClash, TemporalUnreachable
from runtime.settings import Settings

PATIENCE = timedelta(seconds=30)


async def connect(settings: Settings, *, patience: timedelta = PATIENCE) -> Client:
    """A client for the server and namespace in `settings`; raises TemporalUnreachable after `patience`."""
    return await connect_to(settings.temporal_address, settings.temporal_namespace, patience=patience)


async def connect_to(address: str, namespace: str = "default", *, patience: timedelta = PATIENCE) -> Client:
    """A client for `address` ("host:port") once its namespace answers; raises TemporalUnreachable."""
    try:
        async with asyncio.timeout(patience.total_seconds()):
            return await _until_up(address, namespace)
    except TimeoutError:
        raise TemporalUnreachable(address, patience) from None


async def register_search_attributes(client: Client, wanted: Mapping[str, IndexedValueType.ValueType]) -> None:
    """Make sure the namespace has each attribute of `wanted`; repeating it changes nothing.

    Raises SearchAttributeClash when one is there with another type.
    """
    found = await _search_attributes(client)
    for name in wanted.keys() & found.keys():
        if found[name] != wanted[name]:
            raise SearchAttributeClash(name, _spelled(wanted[name]), _spelled(found[name]))
    if missing := {name: kind for name, kind in wanted.items() if name not in found}:
        request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        try:
            await client.operator_service.add_search_attributes(request)
        except RPCError as error:
            if error.status is not RPCStatusCode.ALREADY_EXISTS:  # another program came first
                raise


async def _until_up(address: str, namespace: str) -> Client:
    while True:
        try:
            client = await Client.connect(address, namespace=namespace, data_converter=pydantic_data_converter)
            await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
        except (RPCError, RuntimeError):  # the SDK reports a refused connection as a plain RuntimeError
            await asyncio.sleep(0.1)
        else:
            return client


async def _search_attributes(client: Client) -> Mapping[str, IndexedValueType.ValueType]:
    request = ListSearchAttributesRequest(namespace=client.namespace)
    return (await client.operator_service.list_search_attributes(request)).custom_attributes


def _spelled(kind: IndexedValueType.ValueType) -> str:
    return IndexedValueType.Name(kind).removeprefix("INDEXED_VALUE_TYPE_").lower()
