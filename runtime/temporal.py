"""The way to a Temporal server: a client that waits until the server is up, and its search attributes."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import TypeAlias

from temporalio.api.enums.v1 import IndexedValueType, TaskQueueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.runtime import Runtime
from temporalio.service import RPCError, RPCStatusCode, TLSConfig

from runtime.errors import (
    NotPolling,
    SearchAttributeClash,
    SearchAttributesMissing,
    TemporalTurnsUsAway,
    TemporalUnreachable,
)
from runtime.settings import Settings
from runtime.temporal_access import Access, Tls

PATIENCE = timedelta(seconds=30)
LOOK = timedelta(seconds=2)  # for one answer to whoever only looks
FORBIDDEN = (RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNAUTHENTICATED, RPCStatusCode.UNIMPLEMENTED)
TURNED_AWAY = ("PermissionDenied", "Unauthenticated", "InvalidCertificate")
BARE = Access()
Kind: TypeAlias = IndexedValueType.ValueType


async def connect(settings: Settings, *, patience: timedelta = PATIENCE, measuring: Runtime | None = None) -> Client:
    """A client for the server and namespace in `settings`, measured if something measures.

    Raises TemporalUnreachable after `patience`, and TemporalTurnsUsAway at once.
    """
    address, namespace = settings.temporal_address, settings.temporal_namespace
    access = settings.temporal_access
    return await connect_to(address, namespace, access, patience=patience, measuring=measuring)


async def connect_to(
    address: str,
    namespace: str = "default",
    access: Access = BARE,
    *,
    patience: timedelta = PATIENCE,
    measuring: Runtime | None = None,
) -> Client:
    """A client for `address` ("host:port") once its namespace answers; raises as `connect` does."""
    try:
        async with asyncio.timeout(patience.total_seconds()):
            return await _until_up(address, namespace, access, measuring)
    except TimeoutError:
        raise TemporalUnreachable(address, patience) from None


async def check(client: Client) -> None:
    """Raises what the server says when it cannot answer for its namespace."""
    request = DescribeNamespaceRequest(namespace=client.namespace)
    await client.workflow_service.describe_namespace(request, timeout=LOOK)


async def check_polling(client: Client, queue: str) -> None:
    """Raises NotPolling when the server does not know this client as one who waits there for work."""
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    answer = await client.workflow_service.describe_task_queue(request, timeout=LOOK)
    if client.identity not in {poller.identity for poller in answer.pollers}:
        raise NotPolling(queue)


async def register_search_attributes(client: Client, wanted: Mapping[str, Kind]) -> None:
    """Make sure the namespace has each attribute of `wanted`; repeating it changes nothing.

    Raises SearchAttributeClash when one is there with another type, and SearchAttributesMissing
    when some are not and the server lets nobody but its operators add them.
    """
    try:
        found = await _search_attributes(client)
    except RPCError as error:
        if error.status not in FORBIDDEN:
            raise
        found = {name: kind for name, kind in wanted.items() if await _is_known(client, name)}
    for name in wanted.keys() & found.keys():
        if found[name] != wanted[name]:
            raise SearchAttributeClash(name, _spelled(wanted[name]), _spelled(found[name]))
    if missing := {name: kind for name, kind in wanted.items() if name not in found}:
        await _add(client, missing)


async def _is_known(client: Client, name: str) -> bool:
    """Asked of a server that does not list what it knows: one that never heard of a name refuses to look for it."""
    try:
        await client.count_workflows(f"{name} is null")
    except RPCError as error:
        if error.status is not RPCStatusCode.INVALID_ARGUMENT:
            raise
        return False
    return True


async def _add(client: Client, missing: dict[str, Kind]) -> None:
    request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
    try:
        await client.operator_service.add_search_attributes(request)
    except RPCError as error:
        if error.status in FORBIDDEN:
            raise SearchAttributesMissing(
                client.namespace, {name: _spelled(kind) for name, kind in missing.items()}
            ) from None
        if error.status is not RPCStatusCode.ALREADY_EXISTS:  # another program came first
            raise


async def _until_up(address: str, namespace: str, access: Access, measuring: Runtime | None) -> Client:
    while True:
        try:
            return await _client(address, namespace, access, measuring)
        except (RPCError, RuntimeError) as error:  # the SDK reports a refused connection as a plain RuntimeError
            if _is_final(error):
                raise TemporalTurnsUsAway(address, namespace) from None
            await asyncio.sleep(0.1)


async def _client(address: str, namespace: str, access: Access, measuring: Runtime | None) -> Client:
    client = await Client.connect(
        address,
        namespace=namespace,
        data_converter=pydantic_data_converter,
        api_key=access.api_key,
        tls=_tls(access.tls),
        rpc_metadata=access.headers,
        runtime=measuring,
    )
    await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
    return client


def _is_final(error: RPCError | RuntimeError) -> bool:
    if isinstance(error, RPCError):
        return error.status in FORBIDDEN
    return any(word in str(error) for word in TURNED_AWAY)


async def _search_attributes(client: Client) -> Mapping[str, Kind]:
    request = ListSearchAttributesRequest(namespace=client.namespace)
    return (await client.operator_service.list_search_attributes(request)).custom_attributes


def _spelled(kind: Kind) -> str:
    """As Temporal's own tools write it: Keyword, Bool, Int."""
    return IndexedValueType.Name(kind).removeprefix("INDEXED_VALUE_TYPE_").title().replace("_", "")


def _tls(given: Tls | None) -> bool | TLSConfig:
    if given is None:
        return False
    return TLSConfig(
        server_root_ca_cert=given.server_ca,
        domain=given.server_name,
        client_cert=given.client_cert,
        client_private_key=given.client_key,
    )
