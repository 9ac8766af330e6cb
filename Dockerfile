# One image for every part: web, worker, reports, beat and migrate (operation/config/entry.py).
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp

RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        fontconfig fonts-noto-core fonts-noto-cjk libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && fc-cache --force \
    && useradd --system --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin seagull \
    && install --directory --owner=seagull --mode=0700 /attachments

WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --no-input --no-deps --require-hashes --requirement requirements.lock

COPY . .
# the values stand in for the secrets that only a start has; nothing is contacted and nothing of them stays
RUN python -m compileall -q operation coordination reporting \
    && python -m operation.config.messages locale \
    && DJANGO_SETTINGS_MODULE=operation.config.settings.production SECRET_KEY=build WITHOUT_VAULT=true ALLOWED_HOSTS=build \
        DATABASE_URL=postgres://build/build REDIS_URL=redis://build \
        python manage.py collectstatic --no-input --verbosity 0

USER seagull
EXPOSE 8000
ENTRYPOINT ["python", "-m", "operation.config.entry"]
CMD ["web"]
