# One image for every program of ours: the worker, the courier, the API, and the step that brings the tables up to date.
FROM python:3.11.15-slim AS packages
RUN ["python", "-m", "venv", "/packages"]
COPY requirements.runtime.lock /
RUN ["/packages/bin/pip", "install", "--no-cache-dir", "--disable-pip-version-check", "--require-hashes", \
     "-r", "/requirements.runtime.lock"]

FROM python:3.11.15-slim
RUN groupadd --gid 10001 auditloop \
 && useradd --uid 10001 --gid auditloop --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin auditloop
COPY --from=packages /packages /packages
WORKDIR /app
# .dockerignore says what goes in. All of it is root's, so that a program cannot change its own code.
COPY . .
ENV PATH=/packages/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LOG_FORMAT=json AUDITLOOP_DATA=/nonexistent
RUN ["python", "-m", "compileall", "-q", "."]
USER 10001:10001
STOPSIGNAL SIGTERM
CMD ["python", "worker.py"]
