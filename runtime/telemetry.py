"""The measures that Temporal's SDK takes of a worker, on a port of their own for Prometheus."""

from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from runtime.errors import SettingRefused


def measuring(setting: str, address: str | None) -> Runtime | None:
    """What a client must be given to be measured; None without an address. Raises SettingRefused."""
    if address is None:
        return None
    metrics = PrometheusConfig(address, counters_total_suffix=True, unit_suffix=True, durations_as_seconds=True)
    try:
        return Runtime(telemetry=TelemetryConfig(metrics=metrics))
    except ValueError:
        raise SettingRefused([f"{setting}: nobody can listen on {address}, it must be IP:port and free"]) from None
